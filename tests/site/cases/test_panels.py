"""Who sits, what they may read, and what happens when one of them goes."""

import pytest

from case_world import Cases
from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.cases.acts import draws, panels
from folkmoot.site.cases.acts.entering import SITE, Hand
from folkmoot.site.cases.models import Seat
from folkmoot.site.cases.people import by_code
from folkmoot.site.evidence import reading as evidence
from folkmoot.site.evidence.models import Item


def readable(cases: Cases, hand: Hand, on: str) -> set[str]:
    """The seals of what somebody may read in a case."""
    assert hand.person is not None
    return set(evidence.open_to(hand.person, on).values_list("seal", flat=True))


def accepting(cases: Cases, on: str, more: int) -> list[Hand]:
    """Draw a panel of which so many reserves accept too; the hands of all who accepted, in their order."""
    draws.announce(on=on, by=SITE, at=cases.now)
    panel = cases.case(on).panel
    assert panel is not None
    said = panel.announcement
    cases.now = max(cases.now, said.ready if said.outside == "dice" else said.fallback_from)
    for name in ("Uli", "Val", "Wim"):
        draws.throw(on=on, by=cases.hand(name), dice="152634" * 4, at=cases.now)
    panel = cases.case(on).panel
    assert panel is not None
    drawn = by_code(on, panel.ranking)
    late_first = [*panel.ranking[panel.seats : panel.seats + more], *panel.ranking[: panel.seats]]
    for code in late_first:
        draws.accept(on=on, by=Hand(drawn[code], "drawn member"), at=cases.now)
    return [Hand(drawn[code], "panel member") for code in panel.ranking[: panel.seats + more]]


def test_the_panel_sits_with_the_answer_that_makes_it_complete(cases: Cases) -> None:
    on = cases.notified()
    hands = accepting(cases, on, more=0)
    seats = Seat.objects.filter(docket=on, role="panel member", until=None)
    assert {seat.person_id for seat in seats} == {hand.person.pk for hand in hands if hand.person}
    assert not Seat.objects.filter(role="drawn member", until=None).exists()


def test_an_adjudicator_reads_the_complaint_and_what_came_with_it(cases: Cases) -> None:
    on, adjudicator = cases.triaged()
    complaint = set(Item.objects.filter(on=on, person=cases["Cleo"]).values_list("seal", flat=True))
    assert complaint and readable(cases, adjudicator, on) == complaint


def test_a_panel_reads_what_was_served_on_the_subject_and_nothing_else(cases: Cases) -> None:
    on = cases.panelled()
    served = set(evidence.open_to(cases["Sol"], on).values_list("seal", flat=True))
    assert served
    for hand in cases.panel(on):
        assert readable(cases, hand, on) == served


def test_whoever_makes_room_is_followed_by_a_reserve_and_reads_nothing_any_more(cases: Cases) -> None:
    on = cases.notified()
    *_sit, reserve = accepting(cases, on, more=1)
    goes = cases.panel(on)[1]
    assert readable(cases, goes, on) and not readable(cases, reserve, on)
    panels.recuse(on=on, by=goes, ground="tie", at=cases.now)
    assert not readable(cases, goes, on)
    assert readable(cases, reserve, on) == readable(cases, cases.panel(on)[0], on)
    assert reserve.person in [hand.person for hand in cases.panel(on)]


def test_a_challenge_that_most_of_the_others_uphold_brings_in_the_next_reserve(cases: Cases) -> None:
    on = cases.notified()
    *_sit, reserve = accepting(cases, on, more=1)
    sitting = cases.panel(on)
    code = sitting[0].person.code(on)  # type: ignore[union-attr]
    panels.challenge(
        on=on, by=cases.hand("Sol", "subject"), name=code, ground="bias", reasons="Said so.", at=cases.now
    )
    for hand in sitting[1:4]:
        panels.uphold(on=on, by=hand, name=code, at=cases.now)
    now = [hand.person for hand in cases.panel(on)]
    assert sitting[0].person not in now and reserve.person in now
    assert not readable(cases, sitting[0], on)


def test_the_panel_and_both_sides_read_a_challenge(cases: Cases) -> None:
    on = cases.panelled()
    sitting = cases.panel(on)
    code = sitting[0].person.code(on)  # type: ignore[union-attr]
    done = panels.challenge(
        on=on, by=cases.hand("Sol", "subject"), name=code, ground="tie", reasons="Cousins.", at=cases.now
    )
    seal = done.items[0].seal
    assert seal in readable(cases, cases.hand("Cleo"), on)
    assert all(seal in readable(cases, hand, on) for hand in sitting)


def test_a_seat_without_a_reserve_brings_the_case_back_to_a_draw(cases: Cases) -> None:
    on = cases.panelled()
    panels.recuse(on=on, by=cases.panel(on)[0], ground="ill", at=cases.now)
    assert cases.state(on) == "notified"
    assert draws.why_due(cases.case(on), cases.now) == "emptied"
    again = cases.seat(on)
    assert len(again) == 5
    sitting = Seat.objects.filter(docket=on, role="panel member", until=None)
    assert {seat.person_id for seat in sitting} == {person.pk for person in again}


def test_nobody_but_a_member_of_the_panel_makes_room(cases: Cases) -> None:
    on = cases.panelled()
    with pytest.raises(OutOfOrder):
        panels.recuse(on=on, by=Hand(cases["Sol"], "panel member"), ground="tie", at=cases.now)


def test_a_panel_is_not_seated_while_somebody_drawn_before_may_still_answer(cases: Cases) -> None:
    on = cases.filed()
    draws.announce(on=on, by=SITE, at=cases.now)
    panel = cases.case(on).panel
    assert panel is not None
    cases.now = panel.announcement.ready
    for name in ("Uli", "Val", "Wim"):
        draws.throw(on=on, by=cases.hand(name), dice="152634" * 4, at=cases.now)
    panel = cases.case(on).panel
    assert panel is not None
    second = by_code(on, panel.ranking)[panel.ranking[1]]
    draws.accept(on=on, by=Hand(second, "drawn member"), at=cases.now)
    assert panels.seat_if_enough(on, cases.now) is None
    cases.pass_days(3)
    assert panels.seat_if_enough(on, cases.now) is not None
    assert cases.case(on).holder("adjudicator") == second.code(on)
