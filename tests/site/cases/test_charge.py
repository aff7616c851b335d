"""The charge: one text with all particulars, served with all the evidence, to those who may read it."""

import pytest

from case_world import SAID, Cases
from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.case import last_chance
from folkmoot.procedure.charge import PARTICULARS
from folkmoot.site.cases.acts import charges, complaints, replies
from folkmoot.site.cases.acts.entering import Hand, Words
from folkmoot.site.evidence.models import Item
from folkmoot.site.evidence.reading import may_read, words
from folkmoot.site.notices.models import Letter

HEADINGS = {
    "words": "# What you are said to have done",
    "where": "# Where",
    "when": "# When",
    "rule": "# Under which rule",
    "range": "# What may follow",
    "evidence": "# The evidence",
    "deadlines": "# Until when you may do what",
    "help": "# Where help is",
}


def charge_of(on: str) -> Item:
    return Item.objects.filter(on=on, kind="charge").order_by("entry").last() or pytest.fail("no charge")


def test_a_charge_says_every_particular_that_its_entry_states(cases: Cases) -> None:
    text = words(charge_of(cases.notified()))
    assert set(HEADINGS) == set(PARTICULARS)
    assert all(heading in text for heading in HEADINGS.values())
    told = ("In the hall of the branch", "Rule 8.1", "from advice to expulsion", "Minutes of the meeting")
    assert [each for each in (SAID, *told, "Cleo", "/help/", "You may reply until") if each not in text] == []


def test_the_deadline_in_the_charge_is_the_one_that_the_rules_give(cases: Cases) -> None:
    on = cases.notified()
    case = cases.case(on)
    end, _power = last_chance(case, "reply.file")
    assert end is not None
    assert f"{case.book.calendar.local(end):%-d %B %Y, %H:%M}" in words(charge_of(on))


def test_all_the_evidence_goes_to_the_subject_and_the_charge_is_under_their_key(cases: Cases) -> None:
    on = cases.notified()
    assert charge_of(on).person == cases["Sol"]
    for item in Item.objects.filter(on=on, kind__in=("charge", "statement", "evidence")):
        assert may_read(cases["Sol"], item)
        assert item.seal in cases.case(on).served
    assert Letter.objects.filter(person=cases["Sol"], occasion="case-news").count() == 1


def test_a_charge_by_post_needs_proof_and_is_printed_by_the_officer(cases: Cases) -> None:
    on = cases.opened()
    client = cases.client("Oona", by_passkey=True)
    page = client.post(f"/cases/{on}/do/charge.serve/", {"way": "post", "proof": ""}).content.decode()
    assert "how it can be proved" in page
    sent = client.post(f"/cases/{on}/do/charge.serve/", {"way": "post", "proof": "Posting RX 12"})
    assert sent.status_code == 303
    assert may_read(cases["Oona"], charge_of(on))
    proof = Item.objects.get(on=on, kind="note", entry=None)
    assert may_read(cases["Sol"], proof)


def test_the_officer_reads_the_package_while_it_is_served_and_no_longer(cases: Cases) -> None:
    on = cases.opened()
    statement = Item.objects.get(on=on, kind="statement")
    assert may_read(cases["Oona"], statement)
    charges.serve(on=on, by=cases.officer(), way="e-mail", at=cases.now)
    cases.pass_days(3)
    cases.seat(on)
    assert not may_read(cases["Oona"], statement)
    assert not may_read(cases["Oona"], charge_of(on))


def test_any_member_may_serve_it_once_the_officer_has_let_it_lie_and_reads_nothing(cases: Cases) -> None:
    on = cases.opened()
    with pytest.raises(OutOfOrder):
        charges.serve(on=on, by=cases.hand("Tam"), way="e-mail", at=cases.now)
    cases.pass_days(8)
    charges.serve(on=on, by=cases.hand("Tam"), way="e-mail", at=cases.now)
    assert cases.state(on) == "notified"
    assert not any(may_read(cases["Tam"], item) for item in Item.objects.filter(on=on))


def test_an_officer_without_a_passkey_is_told_to_use_one(cases: Cases) -> None:
    on = cases.opened()
    assert cases.client("Oona").get(f"/cases/{on}/do/charge.serve/").status_code == 403


def test_what_came_back_is_served_again_with_the_same_evidence(cases: Cases) -> None:
    on = cases.opened()
    charges.serve(on=on, by=cases.officer(), way="e-mail", at=cases.now)
    charges.bounce(on=on, by=cases.officer(), at=cases.now)
    assert cases.state(on) == "open"
    charges.serve(on=on, by=cases.officer(), way="post", proof="Posting RX 13", at=cases.now)
    assert cases.state(on) == "notified"


def test_a_charge_is_mended_once_after_an_objection_on_the_same_facts(cases: Cases) -> None:
    on = cases.notified()
    ines = cases.hand("Ines", "investigator")
    with pytest.raises(OutOfOrder):
        charges.mend(on=on, by=ines, charges=["disruption"], way="e-mail", at=cases.now)
    charges.object_to(on=on, by=cases.hand("Sol", "subject"), words="It was noise.", at=cases.now)
    charges.mend(on=on, by=ines, charges=["disruption"], way="e-mail", at=cases.now)
    text = words(charge_of(on))
    assert SAID in text
    assert "Expulsion is not possible" in text
    assert cases.case(on).charges == ("disruption",)
    with pytest.raises(OutOfOrder):
        charges.mend(on=on, by=ines, charges=["harassment"], way="e-mail", at=cases.now)


def test_a_panel_reads_what_was_served_on_the_subject_and_nothing_else(cases: Cases) -> None:
    on = cases.panelled()
    replies.add_evidence(
        on=on,
        by=cases.hand("Cleo", "complainant"),
        at=cases.now,
        evidence=[Words("evidence", "A second witness", "I saw it, too.")],
    )
    sol = cases["Sol"]
    for hand in cases.panel(on):
        assert hand.person is not None
        for item in Item.objects.filter(on=on).exclude(entry=None):
            assert not may_read(hand.person, item) or may_read(sol, item)
        assert may_read(hand.person, charge_of(on))


def test_the_reasons_for_opening_are_the_complainants(cases: Cases) -> None:
    on = cases.notified()
    reasons = Item.objects.get(on=on, kind="reasons")
    assert may_read(cases["Cleo"], reasons)
    assert not may_read(cases["Sol"], reasons)


def test_a_complaint_that_was_withdrawn_is_told_to_the_subject_once_they_know(cases: Cases) -> None:
    on = cases.notified()
    before = Letter.objects.filter(person=cases["Sol"]).count()
    complaints.withdraw(on=on, by=cases.hand("Cleo", "complainant"), at=cases.now)
    assert Letter.objects.filter(person=cases["Sol"]).count() == before + 1


def test_nobody_serves_for_the_adjudicator(cases: Cases) -> None:
    on = cases.opened()
    adjudicator = Hand(cases.case_holder(on, "adjudicator"), "adjudicator")
    with pytest.raises(OutOfOrder):
        charges.serve(on=on, by=adjudicator, way="e-mail", at=cases.now)
