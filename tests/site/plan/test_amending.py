"""A member writes an amendment: clause by clause, by form or by the editor's script, and tables it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from folkmoot.site.plan import acts, drafts
from folkmoot.site.plan.changes import Words
from folkmoot.site.plan.instructions import sentences
from folkmoot.site.plan.models import Amendment, Draft
from folkmoot.texts.clause import Clause, Revision
from motion_world import day
from plan_world import TEXT, PlanWorld, a_body, out, publish

Now = Callable[[float], None]
A = TEXT.by_id["a"].body
MINE = "/plans/1/amend/mine/"


@pytest.fixture
def vic(world: PlanWorld, now: Now) -> Client:
    """Vic's browser on day 2."""
    now(2)
    return world.client("Vic")


def page(answer: Any) -> str:
    """The words of a page, without tags and in single blanks."""
    text = re.sub(r"<[^>]+>", "", answer.content.decode())
    return " ".join(text.replace("&quot;", '"').replace("&#x27;", "'").split())


def fields(answer: Any) -> dict[str, str]:
    """The hidden fields of the editor's form on a page."""
    html = answer.content.decode()
    form = html[html.index("data-editor") :]
    return dict(re.findall(r'<input type="hidden" name="(what|version|base)" value="([^"]*)"', form))


def write(client: Client, clause: str, url: str = MINE, what: str = "words", **typed: Any) -> Any:
    """Open the form for a clause, fill it in, send it."""
    opened = client.get(f"{url}clauses/{clause}/?what={what}")
    assert opened.status_code == 200
    return client.post(f"{url}clauses/{clause}/", {**fields(opened), **typed})


def draft_of(world: PlanWorld, name: str = "Vic") -> drafts.Opened:
    found = drafts.opened(Draft.objects.filter(person=world.people[name]).first())  # type: ignore[arg-type]
    assert found is not None
    return found


def test_who_is_not_signed_in_signs_in_first(world: PlanWorld, now: Now) -> None:
    now(2)
    for url in (
        "amend/",
        "amend/mine/",
        "amend/mine/clauses/a/",
        "amend/mine/text/",
        "amend/mine/everywhere/",
    ):
        answer = Client().get(f"/plans/1/{url}")
        assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/"), url


def test_the_form_holds_the_words_of_the_clause(vic: Client) -> None:
    answer = vic.get(f"{MINE}clauses/a/")
    assert A in page(answer)
    assert "Clause 1.1" in page(answer)
    assert not Draft.objects.exists()


def test_what_was_typed_over_the_words_is_kept_and_said_in_words(world: PlanWorld, vic: Client) -> None:
    answer = write(vic, "a", body="Each branch must send two delegates.")
    assert answer.status_code == 303
    shown = vic.get(answer["Location"])
    assert "In clause 1.1, leave out “may” and insert “must”." in page(shown)
    assert "[left out: may]" in page(shown) and "[inserted: must]" in page(shown)
    assert len(draft_of(world).fields["changes"]) == 1


def test_a_second_clause_goes_into_the_same_draft(world: PlanWorld, vic: Client) -> None:
    write(vic, "a", body="Each branch must send two delegates.")
    write(vic, "d", body="The treasurer reports to members.")
    assert Draft.objects.count() == 1
    assert [each["clause"] for each in draft_of(world).fields["changes"]] == ["a", "d"]


def test_a_new_draft_can_be_begun_beside_another(world: PlanWorld, vic: Client) -> None:
    write(vic, "a", body="Each branch must send two delegates.")
    answer = vic.get("/plans/1/amend/new/clauses/d/")
    action = re.search(r'action="(/plans/1/amend/[0-9a-f]{24}/clauses/d/)"', answer.content.decode())
    assert action is not None
    vic.post(action[1], {**fields(answer), "body": "The treasurer reports to members."})
    assert Draft.objects.count() == 2


def test_words_as_they_stood_take_the_change_out_again(world: PlanWorld, vic: Client) -> None:
    write(vic, "a", body="Each branch must send two delegates.")
    write(vic, "a", body=A)
    assert draft_of(world).fields["changes"] == []


def test_every_way_to_amend_a_clause_is_said_in_words(vic: Client) -> None:
    write(
        vic,
        "a",
        what="add",
        where="s1/a",
        kind="clause",
        heading="",
        body="Nobody is turned away.",
        points="young\nold",
    )
    write(vic, "b", what="split", body="The chair opens the assembly.\n\nThe chair may adjourn it.")
    write(vic, "c1", what="out")
    write(vic, "d", what="move", where="s1/a")
    write(vic, "c", what="number", label="2A")
    shown = page(vic.get(MINE))
    for said in (
        "After clause 1.1, insert the following clause.",
        "Divide clause 1.2",
        "Leave out clause 2.1(a)",
        "Move clause 2.2",
        "2A",
        "Nobody is turned away.",
    ):
        assert said in shown, said
    in_place = page(vic.get(f"{MINE}text/"))
    for said in ("Inserted", "Left out", "Moved from here", "Moved here", "Its number becomes 2A"):
        assert said in in_place, said


def test_a_clause_that_the_draft_adds_is_written_on(world: PlanWorld, vic: Client) -> None:
    write(
        vic,
        "a",
        what="add",
        where="s1/a",
        kind="clause",
        heading="",
        body="Nobody is turned away.",
        points="young\nold",
    )
    clause = draft_of(world).fields["changes"][0]["clause"]["clause"]
    answer = write(
        vic, clause["id"], kind="clause", heading="", body="All are welcome.", points="young\nold\nothers"
    )
    assert answer.status_code == 303
    now = draft_of(world).fields["changes"][0]["clause"]["clause"]
    assert now["body"] == "All are welcome."
    assert [each["id"] for each in now["children"]][:2] == [each["id"] for each in clause["children"]]


def test_a_clause_is_added_at_the_beginning_of_the_text(vic: Client) -> None:
    write(vic, "top", what="add", where="/", kind="section", heading="Aims", body="", points="")
    assert "Aims" in page(vic.get(MINE))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Each branch \u202emay send two delegates.", "U+202E, right-to-left override"),
        ("Each branch may\u0007 send two delegates.", "U+0007"),
        ("x" * 200_001, "There is room for 200,000 characters here, and this has 200,001."),
    ],
    ids=["direction", "control", "enormous"],
)
def test_what_is_no_text_is_refused_by_name_and_stays_in_the_form(
    world: PlanWorld, vic: Client, typed: str, says: str
) -> None:
    answer = write(vic, "a", body=typed)
    assert answer.status_code == 422
    assert says in page(answer)
    assert typed in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_split_without_an_empty_line_is_asked_for_one(vic: Client) -> None:
    answer = write(vic, "b", what="split", body="The chair opens the assembly.")
    assert answer.status_code == 422
    assert "There is no empty line" in page(answer)


def test_what_is_typed_is_kept_by_the_script_and_its_consequences_said(world: PlanWorld, vic: Client) -> None:
    world.seconded(a_body("Each branch may send three delegates."), by="Bea")
    opened = vic.get(f"{MINE}clauses/a/")
    keep = re.search(r'data-keep="([^"]+)"', opened.content.decode())
    assert keep is not None
    typed = {**fields(opened), "body": "Each branch may send four delegates."}
    answer = vic.post(keep[1], typed, headers={"x-requested-with": "editor"})
    assert answer.status_code == 200
    assert "Kept in your draft at" in page(answer)
    assert "leave out “two” and insert “four”" in page(answer)
    assert "only one can be carried" in page(answer)
    assert 'name="version" value="1" data-follow' in answer.content.decode()
    typed = {**typed, "version": "1", "body": "Each branch \u202emay send four delegates."}
    refused = vic.post(keep[1], typed, headers={"x-requested-with": "editor"})
    assert refused.status_code == 200 and "U+202E" in page(refused)
    assert draft_of(world).version == 1


def test_the_script_gets_the_clause_with_its_marks_to_put_in_place(vic: Client) -> None:
    opened = vic.get(f"{MINE}clauses/a/")
    action = re.search(r'data-editor[^>]*|action="([^"]+)"', opened.content.decode())
    assert action is not None
    typed = {**fields(opened), "body": "Each branch must send two delegates."}
    answer = vic.post(f"{MINE}clauses/a/", typed, headers={"x-requested-with": "editor"})
    html = answer.content.decode()
    assert "data-done" in html and "data-words" in html and "data-draft-bar" in html
    assert "Your draft holds 1 change." in page(answer)
    moved = vic.post(
        f"{MINE}clauses/d/", {**typed, "what": "out", "version": "1"}, headers={"x-requested-with": "editor"}
    )
    assert re.search(r'data-go-to="/plans/1/amend/[0-9a-f]{24}/text/#c-d"', moved.content.decode())


def test_a_draft_is_tabled_with_branch_and_reasons(world: PlanWorld, vic: Client) -> None:
    write(vic, "a", body="Each branch must send two delegates.")
    url = f"/plans/1/amend/{draft_of(world).draft.pk}/"
    answer = vic.post(url, {"version": "1", "branch": "harbour", "reasons": "It *must* be so.", "table": "1"})
    assert answer.status_code == 303 and answer["Location"] == "/plans/1/amendments/1/"
    row = Amendment.objects.get()
    assert (row.branch_id, row.reasons, row.html.strip()) == (
        "harbour",
        "It *must* be so.",
        "<p>It <em>must</em> be so.</p>",
    )
    assert sentences(row.summary) == ["In clause 1.1, leave out “may” and insert “must”."]
    assert not Draft.objects.exists()


def test_an_empty_draft_is_not_tabled(world: PlanWorld, vic: Client) -> None:
    answer = vic.post(MINE, {"version": "0", "branch": "harbour", "reasons": "Why not.", "table": "1"})
    assert answer.status_code == 422
    assert "Your draft changes nothing yet" in page(answer)
    assert draft_of(world).fields["reasons"] == "Why not."


def test_too_late_by_a_second_is_refused_with_the_time_and_the_draft_stays(
    world: PlanWorld, now: Now, vic: Client
) -> None:
    write(vic, "a", body="Each branch must send two delegates.")
    deadline = world.case.events["deadline"]
    now((deadline + 1 - day(0)) / 86_400)
    url = f"/plans/1/amend/{draft_of(world).draft.pk}/"
    answer = vic.post(url, {"version": "1", "branch": "harbour", "reasons": "", "table": "1"})
    assert answer.status_code == 422
    assert "23:59:59" in page(answer)
    assert draft_of(world).fields["changes"]
    now((deadline - day(0)) / 86_400)
    assert vic.post(url, {"version": "1", "branch": "harbour", "table": "1"}).status_code == 303


def test_more_words_than_the_rule_allows_are_refused_and_counted(world: PlanWorld, vic: Client) -> None:
    write(vic, "a", body="word " * 1001)
    shown = vic.get(MINE)
    assert "It inserts 1001 words, and 1000 are allowed." in page(shown)
    answer = vic.post(MINE, {"version": "1", "branch": "harbour", "table": "1"})
    assert answer.status_code == 422
    assert "Rule 14.4" in page(answer)


def test_a_revision_under_an_open_editor_loses_nothing(world: PlanWorld, now: Now, vic: Client) -> None:
    opened = vic.get(f"{MINE}clauses/a/")
    gone = revised(world, without="a")
    assert gone is not None
    now(4)
    typed = {**fields(opened), "body": "Each branch must send two delegates."}
    answer = vic.post(f"{MINE}clauses/a/", typed)
    assert answer.status_code == 303
    shown = page(vic.get(answer["Location"]))
    assert "the clause that this is about is not in it any more" in shown
    assert "[inserted: must]" in shown
    refused = vic.post(MINE, {"version": "1", "branch": "harbour", "table": "1"})
    assert refused.status_code == 422 and "Settle them first" in page(refused)
    vic.post(f"{MINE}settle/", {"do": "again", "key": "words/a/body"})
    assert "Each branch must send two delegates." in page(vic.get(MINE))
    assert vic.post(MINE, {"version": "2", "branch": "harbour", "table": "1"}).status_code == 303


def test_a_clause_that_is_gone_is_said_to_whoever_opens_it(world: PlanWorld, now: Now, vic: Client) -> None:
    revised(world, without="a")
    now(4)
    answer = vic.get(f"{MINE}clauses/a/", follow=True)
    assert "that clause is not in it any more" in page(answer)


def test_changed_words_stand_beside_the_members_own(world: PlanWorld, now: Now, vic: Client) -> None:
    write(vic, "a", body="Each branch may send three delegates.")
    revised(world, a="Each branch may send one delegate.")
    now(4)
    shown = page(vic.get(MINE))
    assert "it says something else there now" in shown
    assert "You wrote" in shown and "The text says now" in shown and "one delegate" in shown
    vic.post(f"{MINE}settle/", {"do": "again", "key": "words/a/body"})
    assert "leave out “one delegate” and insert “three delegates”" in page(vic.get(MINE))
    vic.post(f"{MINE}settle/", {"do": "strike", "key": "words/a/body"})
    assert draft_of(world).fields["changes"] == []


def revised(world: PlanWorld, without: str = "", on: float = 4, **bodies: str) -> Any:
    """Una publishes the text anew, on day 4: a clause gone, or another body in some."""

    def row(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
        return tuple(
            Clause(c.id, c.kind, c.label, c.heading, bodies.get(c.id, c.body), c.tail, row(c.children))
            for c in clauses
            if c.id != without
        )

    text = Revision(TEXT.title, row(TEXT.clauses))
    return acts.revise(plan=1, by=world.drafter, revision=text, at=day(on), by_passkey=True)


def test_everywhere_shows_the_places_and_lets_them_be_struck_off(world: PlanWorld, vic: Client) -> None:
    url = f"{MINE}everywhere/"
    assert "Find the places" in page(vic.get(url))
    typed = {"version": "0", "find": "chair", "say": "convenor"}
    looked = vic.post(url, {**typed, "look": "1"})
    assert looked.status_code == 200 and "It stands in 3 places" in page(looked)
    assert looked.content.decode().count('name="place"') == 3
    answer = vic.post(url, {**typed, "save": "1", "place": ["b/body/0", "d/body/0"]})
    assert answer.status_code == 303
    shown = page(vic.get(answer["Location"]))
    assert "“chair”" in shown and "convenor" in shown and "struck" in shown
    sweep = draft_of(world).fields["changes"][0]
    assert sweep["struck"] == [["b", "body", 1]]
    again = vic.get(f"{url}{sweep['id']}/")
    assert again.content.decode().count(" checked") == 2


def test_everywhere_with_nothing_to_change_is_said(vic: Client) -> None:
    url = f"{MINE}everywhere/"
    nowhere = vic.post(url, {"version": "0", "find": "president", "say": "convenor", "look": "1"})
    assert "It stands in 0 places" in page(nowhere)
    all_struck = vic.post(url, {"version": "0", "find": "chair", "say": "convenor", "save": "1"})
    assert all_struck.status_code == 422 and "Every place is struck off" in page(all_struck)
    same = vic.post(url, {"version": "0", "find": "chair", "say": "chair", "look": "1"})
    assert same.status_code == 422


def test_the_draft_says_what_falls_and_what_is_similar(world: PlanWorld, vic: Client) -> None:
    world.seconded(a_body("Each branch may send three delegates."), by="Bea")
    write(vic, "a", what="out")
    shown = page(vic.get(MINE))
    assert "If it is carried, these fall" in shown
    write(vic, "a", body="Each branch may send three delegates.")
    assert "Similar amendments" in page(vic.get(MINE))


def test_the_beginning_lists_drafts_and_clauses(world: PlanWorld, now: Now, vic: Client) -> None:
    write(vic, "a", body="Each branch must send two delegates.")
    shown = page(vic.get("/plans/1/amend/"))
    assert "A draft with 1 change" in shown and "clause 1.1: Each branch may send two delegates." in shown
    assert vic.get("/plans/1/amend/choose/?clause=a")["Location"] == "/plans/1/amend/mine/clauses/a/"
    assert vic.get("/plans/1/amend/choose/?clause=none")["Location"] == "/plans/1/amend/"
    now(40)
    assert "is not open for amendment now" in page(vic.get("/plans/1/amend/"))


def test_a_draft_is_kept_and_thrown_away(world: PlanWorld, vic: Client) -> None:
    answer = vic.post(MINE, {"version": "0", "branch": "network", "reasons": "Why not.", "keep": "1"})
    assert draft_of(world).fields["branch"] == "network"
    vic.post(f"{answer['Location']}keep/", {"version": "1", "branch": "network", "reasons": "Because."})
    assert draft_of(world).fields["reasons"] == "Because."
    assert vic.post(answer["Location"], {"discard": "1"})["Location"] == "/plans/1/"
    assert not Draft.objects.exists()


def test_nobody_else_reads_a_draft(world: PlanWorld, vic: Client) -> None:
    write(vic, "a", body="Each branch must send two delegates.")
    url = f"/plans/1/amend/{draft_of(world).draft.pk}/"
    ola = world.client("Ola")
    for end in ("", "text/", "clauses/a/", "everywhere/", "share/", "versions/"):
        assert ola.get(url + end).status_code == 404, end
    assert ola.get("/plans/1/amend/none/").status_code == 404
    assert vic.get("/plans/2/amend/mine/").status_code == 404


def test_a_draft_belongs_to_its_text(world: PlanWorld, vic: Client) -> None:
    write(vic, "a", body="Each branch must send two delegates.")
    publish(world, on=2)
    assert vic.get(f"/plans/2/amend/{draft_of(world).draft.pk}/").status_code == 404


def test_a_clerk_tables_what_a_member_signed_on_paper(world: PlanWorld, now: Now) -> None:
    now(2)
    clerk = world.client("Teo", by_passkey=True)
    session = clerk.session
    session["acting_for"] = world.people["Vic"].pk
    session.save()
    write(clerk, "a", body="Each branch must send two delegates.")
    assert "You are entering an amendment of" in page(clerk.get(MINE))
    answer = clerk.post(MINE, {"version": "1", "branch": "harbour", "table": "1"})
    assert answer.status_code == 303
    assert world.case.amendments[1].mover == world["Vic"].code("plan/1")


def test_an_amendment_to_an_amendment_is_written_in_its_words(
    world: PlanWorld, now: Now, vic: Client
) -> None:
    world.seconded(a_body("Each branch may send three able delegates."), by="Bea")
    now(3)
    begin = vic.get("/plans/1/amendments/1/amend/")
    assert begin["Location"] == "/plans/1/amend/to-1/text/"
    assert "insert “three able”" in page(vic.get(begin["Location"]))
    write(vic, "edit-1", url="/plans/1/amend/to-1/", body="three wise")
    shown = page(vic.get("/plans/1/amend/to-1/"))
    assert "An amendment to amendment 1" in shown and "leave out “able” and insert “wise”" in shown
    answer = vic.post("/plans/1/amend/to-1/", {"version": "1", "branch": "harbour", "table": "1"})
    assert answer["Location"] == "/plans/1/amendments/2/"
    assert Amendment.objects.get(number=2).amends == 1


def test_an_amendment_is_confirmed_on_a_new_revision(world: PlanWorld, now: Now, vic: Client) -> None:
    world.seconded(a_body("Each branch may send three delegates."))
    world.seconded(out("c"), on=3)
    revised(world, a="Each branch may send one delegate.")
    now(4)
    assert world.state(1, 4) == "unconfirmed" and world.state(2, 4) == "seconded"
    begin = vic.get("/plans/1/amendments/1/confirm/")
    shown = page(vic.get(begin["Location"]))
    assert "Confirm amendment 1" in shown and "it says something else there now" in shown
    assert "It can be confirmed until Friday 12 June 2026, 23:59; after that it lapses." in shown
    vic.post(
        f"{begin['Location']}clauses/a/", {"what": "words", "version": "0", "body": "Each branch sends four."}
    )
    answer = vic.post(begin["Location"], {"version": "1", "reasons": "Now four.", "table": "1"})
    assert answer.status_code == 303 and world.state(1, 4) == "seconded"
    row = Amendment.objects.get(number=1)
    assert row.reasons == "Now four." and "four" in sentences(row.summary)[0]


def test_the_words_of_an_amendment_may_be_used_on_a_new_revision_before_any_draft_is_kept(
    world: PlanWorld, now: Now, vic: Client
) -> None:
    world.seconded(a_body("Each branch may send three delegates."))
    revised(world, a="Each branch may send one delegate.")
    now(4)
    form = "/plans/1/amend/of-1/"
    answer = vic.post(f"{form}settle/", {"do": "again", "key": "words/a/body"})
    assert answer.status_code == 303
    assert "leave out “one delegate” and insert “three delegates”" in page(vic.get(answer["Location"]))
    assert vic.post(answer["Location"], {"version": "2", "table": "1"}).status_code == 303
    assert world.state(1, 4) == "seconded"
    assert "does not wait to be confirmed any more" in page(vic.get(form))


def test_an_amendment_to_one_that_waits_is_confirmed_with_the_words_it_had(
    world: PlanWorld, now: Now, vic: Client
) -> None:
    world.seconded(a_body("Each branch may send three able delegates."), by="Bea")
    world.seconded(Words("edit-1", "body", "three able", "three wise"), on=4, amends=1)
    revised(world, on=6, a="Each branch may send one delegate.")
    assert world.state(2, 6) == "unconfirmed"
    anew = a_body("Each branch may send three able people.", "Each branch may send one delegate.")
    acts.confirm(plan=1, number=1, by=world["Bea"], at=day(7), wording=world.wording(anew))
    now(8)
    shown = page(vic.get(vic.get("/plans/1/amendments/2/confirm/")["Location"]))
    assert "Confirm amendment 2" in shown and "wise" in shown


def test_a_composite_can_be_made_of_amendments_to_one_amendment(
    world: PlanWorld, now: Now, vic: Client
) -> None:
    world.seconded(a_body("Each branch may send three able delegates."), by="Bea")
    world.seconded(Words("edit-1", "body", "three able", "three wise"), on=4, amends=1)
    world.seconded(
        Words("edit-1", "body", "three able", "three kind"), on=6, amends=1, by="Dov", branch="hill"
    )
    now(8)
    answer = vic.post("/plans/1/amendments/2/composite/", {"source": ["3"]})
    assert answer.status_code == 303
    assert draft_of(world).fields["amends"] == 1
    assert "wise" in page(vic.get(answer["Location"]))
