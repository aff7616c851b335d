"""The drafting group imports or writes a text, publishes it, and publishes it anew."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from folkmoot.site.plan import drafts, overview
from folkmoot.site.plan.models import Draft, Plan
from folkmoot.site.plan.text_draft import text_in
from folkmoot.texts.clause import Revision
from motion_world import day
from plan_world import TEXT, PlanWorld, a_body, found, out, publish

Now = Callable[[float], None]
MARKDOWN = """# A Programme

## Aims

1.1 Members decide together.

1.2 Nobody is turned away:

- not the young,
- not the old.

## Means

2.1 The <b>programme</b> is printed.
"""


@pytest.fixture
def fresh(db: None, now: Now) -> Any:
    """The network without any text, on day 1."""
    overview.forget()
    now(1)
    yield found()
    overview.forget()


def file(text: str = MARKDOWN, name: str = "programme.md") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def begun(client: Client, **typed: Any) -> str:
    answer = client.post("/plans/new/", {"tracked": "changed", **typed})
    assert answer.status_code == 303, answer.content.decode()
    location: str = answer["Location"]
    return location


def text_of() -> Revision:
    opened = drafts.opened(Draft.objects.get())
    assert opened is not None
    return text_in(opened.fields)


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_only_members_begin_a_text(fresh: PlanWorld) -> None:
    assert Client().get("/plans/new/").status_code == 302
    assert fresh.client("Una").get("/plans/new/").status_code == 200


def test_a_file_becomes_numbered_clauses_and_what_was_changed_is_said(fresh: PlanWorld) -> None:
    una = fresh.client("Una", by_passkey=True)
    url = begun(una, file=file())
    shown = words(una.get(url))
    assert "A Programme" in shown and "1.1 Members decide together." in shown and "not the young," in shown
    assert "What was found in the file" in shown
    una.post(url, {"seen": "1"})
    assert "What was found in the file" not in words(una.get(url))


def test_pasted_words_become_a_text_too(fresh: PlanWorld) -> None:
    una = fresh.client("Una", by_passkey=True)
    assert "Members decide together." in words(una.get(begun(una, pasted=MARKDOWN)))


def test_a_file_that_cannot_be_taken_is_refused_with_the_reason(fresh: PlanWorld) -> None:
    una = fresh.client("Una", by_passkey=True)
    answer = una.post(
        "/plans/new/", {"tracked": "changed", "file": SimpleUploadedFile("a.pdf", b"%PDF-1.7\n%\xe2")}
    )
    assert answer.status_code == 422
    assert "Nothing was taken in yet." in words(answer)
    nothing = una.post("/plans/new/", {"tracked": "changed"})
    assert nothing.status_code == 422 and "Choose a file, paste a text" in words(nothing)
    assert not Draft.objects.exists()


def test_a_text_is_written_from_its_title_alone(fresh: PlanWorld) -> None:
    una = fresh.client("Una", by_passkey=True)
    url = begun(una, title="Aims for All")
    assert "There are no clauses yet" in words(una.get(url))
    section = {
        "what": "add",
        "version": "1",
        "where": "/",
        "kind": "section",
        "heading": "Aims",
        "body": "",
        "points": "",
    }
    una.post(f"{url}clauses/top/", section)
    (aims,) = text_of().clauses
    clause = {
        **section,
        "version": "2",
        "where": f"{aims.id}/",
        "kind": "clause",
        "heading": "",
        "body": "Members decide.",
    }
    una.post(f"{url}clauses/{aims.id}/", clause)
    assert [each.body for each in text_of().walk()] == ["", "Members decide."]
    assert "1.1 Members decide." in words(una.get(url))
    una.post(url, {"title": "Aims for Everybody"})
    assert text_of().title == "Aims for Everybody"


def test_a_clause_keeps_its_id_while_it_is_edited(fresh: PlanWorld) -> None:
    una = fresh.client("Una", by_passkey=True)
    url = begun(una, file=file())
    before = [each.id for each in text_of().walk()]
    edited = next(each for each in text_of().walk() if each.body.startswith("Members"))
    typed = {"what": "words", "version": "1", "body": "Members decide together, always."}
    assert una.post(f"{url}clauses/{edited.id}/", typed).status_code == 303
    assert [each.id for each in text_of().walk()] == before
    assert text_of().by_id[edited.id].body == "Members decide together, always."


def test_the_script_keeps_and_puts_in_place_what_is_edited(fresh: PlanWorld) -> None:
    una = fresh.client("Una", by_passkey=True)
    url = begun(una, file=file())
    edited = next(each for each in text_of().walk() if each.body.startswith("Members"))
    typed = {"what": "words", "version": "1", "body": "Members decide."}
    kept = una.post(f"{url}clauses/{edited.id}/keep/", typed, headers={"x-requested-with": "editor"})
    assert kept.status_code == 200 and 'value="2" data-follow' in kept.content.decode()
    bad = una.post(f"{url}clauses/{edited.id}/keep/", {**typed, "body": "\u202eno"})
    assert bad.status_code == 422
    typed = {**typed, "version": "2", "body": "Members decide everything."}
    placed = una.post(f"{url}clauses/{edited.id}/", typed, headers={"x-requested-with": "editor"})
    assert "Members decide everything." in words(placed) and "data-done" in placed.content.decode()


def test_two_drafters_on_two_clauses_are_both_kept_and_on_one_stand_side_by_side(fresh: PlanWorld) -> None:
    una, vic = fresh.client("Una", by_passkey=True), fresh.client("Vic")
    url = begun(una, file=file())
    drafts.let_in(Draft.objects.get(), fresh["Vic"], day(1))
    one, two = [each for each in text_of().walk() if each.kind == "clause"][:2]
    una.post(f"{url}clauses/{one.id}/", {"what": "words", "version": "1", "body": "Members decide."})
    vic.post(f"{url}clauses/{two.id}/", {"what": "words", "version": "1", "body": "All are welcome:"})
    assert [text_of().by_id[each.id].body for each in (one, two)] == ["Members decide.", "All are welcome:"]
    vic.post(f"{url}clauses/{one.id}/", {"what": "words", "version": "1", "body": "Members choose together."})
    shown = words(vic.get(url))
    assert "Two wordings of one thing" in shown and "choose" in shown
    refused = una.post(f"{url}publish/", {"branch": "network", "until": "2026-07-15"})
    assert refused.status_code == 422 and "Settle them first" in words(refused)
    vic.post(url, {"place": "0", "do": "take"})
    assert text_of().by_id[one.id].body == "Members choose together."
    assert "Two wordings" not in words(vic.get(url))


def test_a_text_is_published_and_the_draft_goes(fresh: PlanWorld) -> None:
    una = fresh.client("Una", by_passkey=True)
    url = begun(una, file=file())
    shown = words(una.get(f"{url}publish/"))
    assert "Rule 14.1" in shown and "16 June 2026" in shown
    answer = una.post(f"{url}publish/", {"branch": "network", "until": "2026-07-15"})
    assert answer["Location"] == "/plans/1/"
    assert Plan.objects.get().title == "A Programme"
    assert not Draft.objects.exists()


def test_a_day_outside_the_terms_is_refused_with_the_rule_and_the_draft_stays(fresh: PlanWorld) -> None:
    una = fresh.client("Una", by_passkey=True)
    url = begun(una, file=file())
    answer = una.post(f"{url}publish/", {"branch": "network", "until": "2026-06-04"})
    assert answer.status_code == 422 and "Rule 14.1" in words(answer)
    assert Draft.objects.exists()
    without = una.post(f"{url}publish/", {"branch": "network", "until": ""})
    assert without.status_code == 422


def test_who_may_not_publish_is_told_who_may(fresh: PlanWorld) -> None:
    vic = fresh.client("Vic")
    url = begun(vic, file=file())
    answer = vic.post(f"{url}publish/", {"branch": "network", "until": "2026-07-15"})
    assert answer.status_code == 422 and "Rule 14.1" in words(answer)


def test_an_empty_text_is_not_published(fresh: PlanWorld) -> None:
    una = fresh.client("Una", by_passkey=True)
    url = begun(una, title="Nothing yet")
    answer = una.post(f"{url}publish/", {"branch": "network", "until": "2026-07-15"})
    assert answer.status_code == 422 and "at least one clause" in words(answer)


def test_the_rulebook_is_begun_from_as_a_text(fresh: PlanWorld) -> None:
    una = fresh.client("Una", by_passkey=True)
    url = una.post("/plans/new/", {"rules": "1"})["Location"]
    assert "Rules of the Network" in words(una.get(url))
    una.post(f"{url}publish/", {"branch": "network", "until": "2026-07-15"})
    assert Plan.objects.get().kind == Plan.Kind.RULEBOOK


def test_a_new_revision_shows_beforehand_what_becomes_of_each_amendment(fresh: PlanWorld, now: Now) -> None:
    publish(fresh)
    fresh.seconded(a_body("Each branch may send three delegates."))
    fresh.seconded(out("d"), on=4, by="Bea")
    now(6)
    una = fresh.client("Una", by_passkey=True)
    url = una.get("/plans/1/revise/")["Location"]
    assert "The draft of a new revision." in words(una.get(url))
    assert una.get(f"{url}publish/").status_code == 303
    typed = {"what": "words", "version": "0", "body": "Each branch may send one delegate."}
    assert una.post(f"{url}clauses/a/", typed).status_code == 303
    assert Draft.objects.get().plan_id == 1
    shown = words(una.get(f"{url}publish/"))
    assert "These wait for their movers" in shown and "These move by themselves" in shown
    assert "other words" in shown
    answer = una.post(f"{url}publish/", {"until": ""})
    assert answer["Location"] == "/plans/1/"
    assert [fresh.state(n, 6) for n in (1, 2)] == ["unconfirmed", "seconded"]


def test_a_file_put_in_the_place_of_a_text_keeps_the_ids_of_clauses_that_are_the_same(
    fresh: PlanWorld, now: Now
) -> None:
    publish(fresh)
    now(6)
    una = fresh.client("Una", by_passkey=True)
    url = "/plans/drafts/of-1/"
    new = (
        "# A Plan for Change\n\n## Assembly\n\n1.1 Each branch may send two delegates.\n\n1.2 A new thing.\n"
    )
    assert una.get(f"{url}import/").status_code == 200
    assert una.post(f"{url}import/", {"tracked": "changed", "file": file(new)}).status_code == 303
    text = text_of()
    assert text.by_id["a"].body == TEXT.by_id["a"].body
    assert "d" not in text.by_id
    nothing = una.post(f"{url}import/", {"tracked": "changed"}, follow=True)
    assert "Choose a file first." in words(nothing)


def test_a_draft_of_a_text_is_for_its_writers_alone(fresh: PlanWorld) -> None:
    url = begun(fresh.client("Una", by_passkey=True), file=file())
    vic = fresh.client("Vic")
    for end in ("", "publish/", "share/", "versions/", "import/"):
        assert vic.get(url + end).status_code == 404, end
        assert Client().get(url + end).status_code == 302, end
    assert vic.get("/plans/drafts/none/").status_code == 404


def test_versions_of_a_text_are_read_and_taken_back_and_the_draft_thrown_away(fresh: PlanWorld) -> None:
    una = fresh.client("Una", by_passkey=True)
    url = begun(una, file=file())
    una.post(url, {"title": "Another"})
    assert "Members decide together." in words(una.get(f"{url}versions/1/"))
    una.post(f"{url}versions/1/take/")
    assert text_of().title == "A Programme"
    assert una.get(f"{url}share/").status_code == 200
    una.post(url, {"discard": "1"})
    assert not Draft.objects.exists()
