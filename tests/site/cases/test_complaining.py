"""Bringing a complaint: one question at a time, kept, read over, sent; refused with all that was typed."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from case_world import SAID, Cases
from folkmoot.site.cases.acts.complaints import acknowledge, complain, withdraw
from folkmoot.site.cases.acts.entering import Words
from folkmoot.site.debate.models import Draft
from folkmoot.site.evidence.models import Item
from folkmoot.site.evidence.reading import may_read
from folkmoot.site.notices.models import Letter
from folkmoot.site.record.models import Entry

START = "/cases/complain/"


def answered(cases: Cases, **changes: str) -> dict[str, dict[str, str]]:
    """The answers of a good complaint, step by step."""
    day = (cases.today() - timedelta(days=2)).isoformat()
    found = {
        "who": {"about": "Sol"},
        "what": {"facts": SAID},
        "rule": {"offence": "harassment"},
        "when": {"first": day, "last": ""},
        "evidence": {"title": "What Ada saw", "words": "She ran out crying."},
    }
    for key, value in changes.items():
        name, _underscore, field = key.partition("_")
        found[name][field] = value
    return found


def test_a_complaint_is_asked_for_one_question_at_a_time_and_kept(cases: Cases) -> None:
    client = cases.client("Cleo")
    for name, fields in answered(cases).items():
        page = client.get(f"{START}{name}/")
        assert page.status_code == 200
        assert client.post(f"{START}{name}/", fields).status_code == 303
    assert Entry.objects.count() == 1  # nothing is sent before the end
    assert SAID in client.get(f"{START}what/").content.decode()
    page = client.get(f"{START}send/").content.decode()
    assert "Sol" in page
    assert "She ran out crying." in page
    sent = client.post(f"{START}send/", {"honest": "on"})
    assert sent.url == "/cases/case/1/"
    assert not Draft.objects.exists()
    assert cases.state("case/1") == "received"


def test_what_is_typed_is_encrypted_and_nobody_elses(cases: Cases) -> None:
    cases.client("Cleo").post(f"{START}what/", {"facts": SAID})
    draft = Draft.objects.get()
    assert SAID.encode() not in bytes(draft.box)
    assert SAID not in cases.client("Ada").get(f"{START}what/").content.decode()


def test_going_back_keeps_what_was_typed_even_if_it_will_not_do(cases: Cases) -> None:
    client = cases.client("Cleo")
    back = client.post(f"{START}who/", {"about": "Nobody at all", "back": "1"})
    assert back.url == START
    assert "Nobody at all" in client.get(f"{START}who/").content.decode()


@pytest.mark.parametrize(
    ("step", "fields", "says"),
    [
        ("who", {"about": "Nobody at all"}, "No member bears this name"),
        ("who", {"about": "Cleo"}, "about somebody else"),
        ("rule", {"offence": "rudeness"}, "Select a valid choice"),
        ("when", {"first": "2030-01-01", "last": ""}, "not after today"),
        ("when", {"first": "2026-06-20", "last": "2026-06-02"}, "not after today"),
    ],
)
def test_an_answer_that_will_not_do_says_why(
    cases: Cases, step: str, fields: dict[str, str], says: str
) -> None:
    page = cases.client("Cleo").post(f"{START}{step}/", fields)
    assert page.status_code == 200
    assert says in page.content.decode()


def test_two_of_the_same_name_are_told_apart_by_branch(cases: Cases) -> None:
    twin = cases["Ada"]
    twin.shown_name = "Sol"
    twin.save()
    client = cases.client("Ben")
    assert "Several members" in client.post(f"{START}who/", {"about": "Sol"}).content.decode()
    assert client.post(f"{START}who/", {"about": "sol, harbour"}).status_code == 303


def test_a_complaint_without_anything_that_shows_it_is_not_sent(cases: Cases) -> None:
    client = cases.client("Cleo")
    for name, fields in answered(cases, evidence_words="").items():
        client.post(f"{START}{name}/", fields)
    page = client.post(f"{START}send/", {"honest": "on"})
    assert "at least one thing that shows it" in page.content.decode()
    file = SimpleUploadedFile("note.txt", b"I was there.", "text/plain")
    assert client.post(f"{START}send/", {"honest": "on", "file_1": file}).status_code == 303
    assert Item.objects.filter(kind="evidence").count() == 1


def test_a_complaint_out_of_time_is_refused_with_its_rule_and_everything_kept(cases: Cases) -> None:
    client = cases.client("Cleo")
    cases.pass_days(500)
    old = (cases.today() - timedelta(days=495)).isoformat()
    for name, fields in answered(cases, rule_offence="disruption", when_first=old).items():
        client.post(f"{START}{name}/", fields)
    page = client.post(f"{START}send/", {"honest": "on"}).content.decode()
    assert "Nothing you typed is lost" in page
    assert "/rulebook/8." in page
    assert SAID in page
    assert Entry.objects.count() == 1


def test_only_complainant_and_adjudicator_read_a_complaint_before_it_is_opened(cases: Cases) -> None:
    on, adjudicator = cases.triaged()
    for item in Item.objects.filter(on=on).exclude(entry=None):
        assert adjudicator.person is not None
        readers = {name for name in cases.people if may_read(cases[name], item)}
        assert readers == {"Cleo", adjudicator.person.shown_name}


def test_the_record_of_a_complaint_names_nobody(cases: Cases) -> None:
    cases.filed()
    leaf = bytes(Entry.objects.get(act="complaint.file").leaf).decode()
    assert not any(name in leaf for name in ("Sol", "Cleo", SAID))


def test_the_complainant_is_told_of_receipt_and_of_the_acknowledgement(cases: Cases) -> None:
    on = cases.filed()
    assert Letter.objects.filter(person=cases["Cleo"], occasion="case-news").count() == 1
    acknowledge(on=on, by=cases.officer(), at=cases.now)
    assert Letter.objects.filter(person=cases["Cleo"], occasion="case-news").count() == 2
    assert not Letter.objects.filter(person=cases["Sol"], occasion="case-news").exists()


def test_the_same_matter_comes_once_more_only_where_nobody_looked_at_it(cases: Cases) -> None:
    day = cases.today() - timedelta(days=1)
    given = {"by": cases["Cleo"], "about": cases["Sol"], "offence": "harassment", "first": day, "last": day}
    evidence = [Words("evidence", "Proof", "x", to=())]
    complain(**given, facts=SAID, evidence=evidence, at=cases.now)
    cases.pass_days(20)
    client = cases.client("Cleo")
    for name, fields in answered(cases, when_first=day.isoformat()).items():
        client.post(f"{START}{name}/", fields)
    assert client.post(f"{START}send/", {"honest": "on"}).url == "/cases/case/2/"
    for name, fields in answered(cases, when_first=day.isoformat()).items():
        client.post(f"{START}{name}/", fields)
    page = client.post(f"{START}send/", {"honest": "on"}).content.decode()
    assert "The same matter is not brought twice" in page


def test_a_clerk_enters_a_complaint_from_paper_in_the_members_name(cases: Cases) -> None:
    client = cases.client("Remy", by_passkey=True)
    session = client.session
    session["acting_for"] = cases.people["Cleo"].pk
    session.save()
    for name, fields in answered(cases).items():
        client.post(f"{START}{name}/", fields)
    assert client.post(f"{START}send/", {"honest": "on"}).status_code == 303
    entry = Entry.objects.get(act="complaint.file")
    assert b'"clerk"' in bytes(entry.leaf)
    assert Letter.objects.filter(person=cases["Cleo"], occasion="entered-by-a-clerk").exists()


def test_a_complaint_is_withdrawn_until_it_is_decided(cases: Cases) -> None:
    on = cases.filed()
    withdraw(on=on, by=cases.hand("Cleo", "complainant"), at=cases.now)
    assert cases.state(on) == "withdrawing"
    cases.pass_days(8)
    assert cases.state(on) == "withdrawn"


def test_who_is_not_signed_in_is_asked_to(cases: Cases) -> None:
    assert cases.client().get(START).url == f"/sign-in/?next={START}"
