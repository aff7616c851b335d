"""An adjudicator opens, rejects, leaves to mediation; who is told of it, and who is not before time."""

from typing import Any

import pytest

from case_world import DAY, SAID, Cases
from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.cases.acts import complaints, triage
from folkmoot.site.cases.acts.charges import serve
from folkmoot.site.cases.acts.entering import Hand
from folkmoot.site.evidence.models import Item
from folkmoot.site.evidence.reading import may_read
from folkmoot.site.notices.models import Letter

OPENING: dict[str, Any] = {
    "charges": ["harassment"],
    "words": SAID,
    "where": "In the hall",
    "when": "Yesterday",
    "reasons": "Because.",
}


def readers(cases: Cases, on: str, title_kind: str) -> set[str]:
    """Who may read the items of a kind in a case."""
    items = Item.objects.filter(on=on, kind=title_kind).exclude(entry=None)
    assert items
    return {name for name in cases.people for item in items if may_read(cases[name], item)}


def letters(cases: Cases, name: str) -> int:
    return Letter.objects.filter(person=cases[name], occasion="case-news").count()


def test_an_adjudicator_opens_a_case_through_the_page(cases: Cases) -> None:
    on, adjudicator = cases.triaged()
    assert adjudicator.person is not None
    client = cases.client(adjudicator.person.shown_name)
    page = client.get(f"/cases/{on}/do/triage.open/").content.decode()
    assert "harassment, sexual harassment among it" in page
    assert "No name stands in it" in page or "holds a seal" in page
    typed = OPENING | {"rests_on": "conduct", "investigator": "Ines"}
    assert client.post(f"/cases/{on}/do/triage.open/", typed).status_code == 303
    assert cases.state(on) == "open"


def test_a_refused_opening_keeps_all_that_was_typed_and_names_its_rule(cases: Cases) -> None:
    on, adjudicator = cases.triaged()
    assert adjudicator.person is not None
    client = cases.client(adjudicator.person.shown_name)
    typed = OPENING | {"rests_on": "opinion", "investigator": "Ines"}
    page = client.post(f"/cases/{on}/do/triage.open/", typed).content.decode()
    assert "Nothing you typed is lost" in page
    assert "/rulebook/8.6/" in page
    assert SAID in page
    again = client.get(f"/cases/{on}/do/triage.open/").content.decode()
    assert SAID in again
    assert cases.state(on) == "received"


def test_an_investigator_is_somebody_without_a_part(cases: Cases) -> None:
    on, adjudicator = cases.triaged()
    with pytest.raises(OutOfOrder, match="Nobody has two parts"):
        triage.open_case(on=on, by=adjudicator, at=cases.now, investigator=cases["Cleo"], **OPENING)


def test_a_rejection_tells_the_complainant_with_reasons_and_nobody_else(cases: Cases) -> None:
    on, adjudicator = cases.triaged()
    before = letters(cases, "Cleo")
    triage.reject(on=on, by=adjudicator, ground="no-rule", reasons="No rule was broken.", at=cases.now)
    assert letters(cases, "Cleo") == before + 1
    assert letters(cases, "Sol") == 0
    assert adjudicator.person is not None
    assert readers(cases, on, "reasons") == {"Cleo", adjudicator.person.shown_name}
    assert "the reasons are in the file below" in cases.client("Cleo").get(f"/cases/{on}/").content.decode()


def test_an_unlisted_ground_is_no_ground(cases: Cases) -> None:
    on, adjudicator = cases.triaged()
    with pytest.raises(OutOfOrder):
        triage.reject(on=on, by=adjudicator, ground="dislike", reasons="I do not like it.", at=cases.now)


def test_another_adjudicator_looks_at_it_once_and_the_first_reads_it_no_more(cases: Cases) -> None:
    on, first = cases.triaged()
    triage.reject(on=on, by=first, ground="no-rule", reasons="No.", at=cases.now)
    complainant = cases.hand("Cleo", "complainant")
    complaints.ask_again(on=on, by=complainant, at=cases.now)
    second = Hand(cases.seat(on)[0], "adjudicator")
    assert first.person is not None
    assert second.person != first.person
    statement = Item.objects.get(on=on, kind="statement")
    assert not may_read(first.person, statement)
    assert may_read(second.person, statement)
    triage.reject(on=on, by=second, ground="no-rule", reasons="No.", at=cases.now)
    with pytest.raises(OutOfOrder, match="once"):
        complaints.ask_again(on=on, by=complainant, at=cases.now)


def test_a_mediation_tells_the_subject_but_opens_nothing_to_them(cases: Cases) -> None:
    on, adjudicator = cases.triaged()
    assert "your cases" not in cases.client("Sol").get("/cases/").content.decode().casefold()
    triage.mediate(on=on, by=adjudicator, at=cases.now)
    assert letters(cases, "Sol") == 1
    page = cases.client("Sol").get(f"/cases/{on}/").content.decode()
    assert "Say that it is settled" in page
    assert "Nothing in it is for you yet" in page
    triage.settle(on=on, by=cases.hand("Sol", "subject"), at=cases.now)
    assert cases.state(on) == "mediation"
    triage.settle(on=on, by=cases.hand("Cleo", "complainant"), at=cases.now)
    assert cases.state(on) == "settled"


def test_a_subject_who_is_complained_of_sees_nothing_before_anything_reaches_them(cases: Cases) -> None:
    on, _adjudicator = cases.triaged()
    page = cases.client("Sol").get(f"/cases/{on}/").content.decode()
    assert "what everybody may know" in page
    assert "Cleo" not in page


def test_a_complaint_kept_for_the_harm_goes_on(cases: Cases) -> None:
    on = cases.opened()
    adjudicator = Hand(cases.case_holder(on, "adjudicator"), "adjudicator")
    complaints.withdraw(on=on, by=cases.hand("Cleo", "complainant"), at=cases.now)
    complaints.keep_going(on=on, by=adjudicator, reasons="The harm is too serious.", at=cases.now)
    assert cases.state(on) == "open"


def test_a_shielded_complainant_is_named_to_no_one_but_the_adjudicator_and_the_officer(cases: Cases) -> None:
    on, adjudicator = cases.triaged()
    complaints.shield(on=on, by=adjudicator, reasons="Fear of harm.", at=cases.now)
    triage.open_case(on=on, by=adjudicator, at=cases.now, investigator=cases["Ines"], **OPENING)
    serve(on=on, by=cases.officer(), way="e-mail", at=cases.now)
    cases.now += 3 * DAY
    for name in ("Sol", "Ines"):
        page = cases.client(name).get(f"/cases/{on}/").content.decode()
        assert "not named, by order of the adjudicator" in page
        assert "Cleo" not in page
    assert "Cleo" in cases.client("Oona", by_passkey=True).get(f"/cases/{on}/").content.decode()
