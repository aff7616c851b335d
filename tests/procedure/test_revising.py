"""A text published anew: what moves by itself, what its mover confirms, what is made already."""

from dataclasses import replace

import pytest

from folkmoot.procedure.act import Actor
from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.edits import Move
from procedure.conference import Conference, conference, said
from procedure.test_composite_of_movers import NEW, composite, moved
from procedure.world import TEXT, words


def test_an_amendment_moves_where_its_words_are_the_same() -> None:
    world = conference()
    number = world.amend("c3", "The dues are six pounds a year, and nobody is turned away.", mover=1)
    before = world.amendment(number).wording
    world.revise(*said(c2="Each branch sends one delegate."))
    assert world.stands(number) == "seconded"
    assert world.amendment(number).wording.base == world.plan.base.digest != before.base
    world.marshal().decide_it(number)
    assert world.as_amended.by_id["c3"].body == "The dues are six pounds a year, and nobody is turned away."
    assert world.again() == world.assembly


def test_an_amendment_whose_words_have_changed_waits_for_its_mover_and_lapses() -> None:
    world = conference()
    number = world.amend("c3", "The dues are six pounds a year, and nobody is turned away.", mover=1)
    world.to(3).revise(*said(c3="The dues are ten pounds a year, and nobody is turned away."))
    assert world.stands(number) == "unconfirmed"
    assert world.amendment(number).events["revision"] == world.now
    assert world.to(10).stands(number) == "unconfirmed"
    assert world.to(12).stands(number) == "lapsed"
    assert world.again() == world.assembly


def test_its_mover_confirms_it_with_other_edits_and_its_seconders_stay() -> None:
    world = conference()
    number = world.amend("c3", "The dues are six pounds a year, and nobody is turned away.", mover=1)
    world.to(3).revise(*said(c3="The dues are ten pounds a year, and nobody is turned away."))
    edits = world.edits("c3", "The dues are six pounds a year, and nobody is turned away.")
    assert str(world.refusal(world.confirming(number, *edits, mover=2)).fact) == "That is somebody else."
    world.do(world.confirming(number, *edits, mover=1))
    assert world.stands(number) == "seconded"
    assert len(world.amendment(number).supporters) == 2
    world.marshal().decide_it(number)
    assert world.as_amended.by_id["c3"].body == "The dues are six pounds a year, and nobody is turned away."
    assert world.again() == world.assembly


def test_what_nobody_had_seconded_is_looking_for_seconders_again() -> None:
    world = conference()
    number = world.amend("c3", "The dues are six pounds a year.", mover=1, seconded=False)
    world.revise(*said(c3="The dues are ten pounds a year, and nobody is turned away."))
    world.do(world.confirming(number, *world.edits("c3", "The dues are six pounds."), mover=1))
    assert world.stands(number) == "tabled"
    world.second_it(number)
    assert world.stands(number) == "seconded"


def test_an_amendment_that_the_text_now_says_is_made_already() -> None:
    world = conference()
    number = world.amend("c3", "The dues are six pounds a year, and nobody is turned away.", mover=1)
    other = world.amend("edit-1", "seven", mover=2, amends=number)
    world.revise(*said(c3="The dues are six pounds a year, and nobody is turned away."))
    assert [world.stands(n) for n in (number, other)] == ["already made", "fallen"]
    assert world.again() == world.assembly


def test_an_acceptance_is_over_when_the_words_have_changed_and_stays_when_not() -> None:
    world = conference()
    changed = world.amend(
        "c3", "The dues are six pounds a year, and nobody is turned away.", mover=1, seconded=False
    )
    same = world.amend("c4", "Officers serve two years and may be chosen again.", mover=2, seconded=False)
    world.do(world.accepting(changed))
    world.do(world.accepting(same))
    world.revise(*said(c3="The dues are ten pounds a year, and nobody is turned away."))
    assert [world.stands(n) for n in (changed, same)] == ["unconfirmed", "accepted"]
    assert "acceptance" not in world.amendment(changed).events
    world.do(world.confirming(changed, *world.edits("c3", "The dues are six pounds."), mover=1))
    assert world.stands(changed) == "seconded", "whoever accepted it has supported it"
    assert world.again() == world.assembly


def test_a_later_deadline_gives_later_time_to_ask_for_a_vote() -> None:
    world = moved()
    number = composite(world, 1, 2)
    world.do(world.joining(2, number, 2))
    world.do(world.accepting(number))
    world.revise(*said(c6="Minutes are kept."), until="2026-07-20")
    assert world.amendment(number).events["acceptance"] == world.plan.events["deadline"]
    assert world.to(45).stands(number) == "accepted"
    assert [world.to(60).stands(n) for n in (1, 2, number)] == ["agreed"] * 3
    assert world.again() == world.assembly


def test_an_accepted_amendment_that_collides_on_the_new_text_goes_to_the_meeting() -> None:
    """Each would move a section below the other, once the drafter has put the third below the first."""
    a, b, c = (Clause(id, "section", heading=id) for id in ("a", "b", "c"))
    world = Conference()
    world.found().to(0)
    world.publish(Revision("Circle", (a, b, c)))
    world.move(Move("a", "b", ""), mover=1, seconded=False)
    world.move(Move("b", "c", ""), mover=2)
    world.do(world.accepting(1))
    world.revise(revision=Revision("Circle", (replace(a, children=(c,)), b)))
    assert [world.stands(n) for n in (1, 2)] == ["seconded", "seconded"]
    assert "acceptance" not in world.amendment(1).events
    assert world.again() == world.assembly


def test_what_amends_an_amendment_moves_with_it_or_waits_with_it() -> None:
    world = conference()
    first = world.amend("c3", "The dues are six pounds a year, and nobody is turned away.", mover=1)
    second = world.amend("edit-1", "seven", mover=2, amends=first)
    world.revise(*said(c1="We meet."))
    assert [world.stands(n) for n in (first, second)] == ["seconded", "seconded"]
    world.revise(*said(c1="We meet.", c3="The dues are ten pounds a year, and nobody is turned away."))
    assert [world.stands(n) for n in (first, second)] == ["unconfirmed", "unconfirmed"]
    again = world.edits("c3", "The dues are six pounds a year, and nobody is turned away.")
    early = world.confirming(second, *world.amendment(second).wording.edits, mover=2)
    assert words(world.refusal(early)) == (
        "14.2",
        "An amendment to an amendment is confirmed after that one.",
        f"Amendment {first} is not confirmed yet.",
        "Wait for its mover.",
    )
    world.do(world.confirming(first, *again, mover=1))
    assert [world.stands(n) for n in (first, second)] == ["seconded", "seconded"]
    world.marshal().decide_it(second)
    world.decide_it(first)
    assert "seven pounds" in world.as_amended.by_id["c3"].body
    assert world.again() == world.assembly


def test_what_amends_an_amendment_is_asked_about_where_that_says_something_else_now() -> None:
    world = conference()
    first = world.amend("c3", "The dues are six pounds a year, and nobody is turned away.", mover=1)
    changed = world.amend("edit-1", "seven", mover=2, amends=first)
    made = world.amend("edit-1", "eight", mover=3, amends=first, seconded=False)
    world.revise(*said(c3="The dues are ten pounds a year, and nobody is turned away."))
    edits = world.edits("c3", "The dues are eight pounds a year, and nobody is turned away.")
    world.do(world.confirming(first, *edits, mover=1))
    assert [world.stands(n) for n in (first, changed, made)] == ["seconded", "unconfirmed", "already made"]
    world.to(2).revise(*said(c1="We meet.", c3="The dues are ten pounds a year, and nobody is turned away."))
    assert world.stands(changed) == "unconfirmed", "it is still written against earlier words"
    assert world.amendment(changed).events["revision"] == world.now
    world.do(world.confirming(changed, *world.edits("edit-1", "seven", amends=first), mover=2))
    assert world.stands(changed) == "seconded"
    assert world.again() == world.assembly


def test_whoever_has_to_confirm_has_the_whole_time_after_the_next_revision() -> None:
    world = conference()
    number = world.amend("c3", "The dues are six pounds a year, and nobody is turned away.", mover=1)
    world.revise(*said(c3="The dues are ten pounds a year, and nobody is turned away."))
    world.to(5).revise(*said(c3="The dues are eleven pounds a year, and nobody is turned away."))
    assert world.to(12).stands(number) == "unconfirmed"
    assert world.to(15).stands(number) == "lapsed"


def test_a_composite_whose_words_have_changed_comes_apart() -> None:
    world = moved()
    number = composite(world, 1, 2)
    world.do(world.joining(2, number, 2))
    on_it = world.amend("edit-1", "shall", mover=7, amends=number)
    world.revise(*said(c1="The members may meet in the hall every fortnight."))
    assert [world.stands(n) for n in (1, 2, 3)] == ["seconded", "seconded", "unconfirmed"]
    assert [world.stands(n) for n in (number, on_it)] == ["unconfirmed", "fallen"]
    world.do(world.confirming(number, *world.edits("c1", NEW), mover=1))
    assert (world.stands(number), world.amendment(number).joined) == ("tabled", {1})
    world.do(world.joining(2, number, 2))
    assert [world.stands(n) for n in (1, 2, number)] == ["in composite", "in composite", "seconded"]
    assert world.again() == world.assembly


def test_a_source_whose_words_have_changed_waits_for_its_mover_when_it_comes_back() -> None:
    world = conference()
    world.amend("c1", "The members must meet in the hall every month.", mover=1)
    world.amend("c2", "Each branch sends three delegates, who report to it afterwards.", mover=2)
    world.do(
        world.tabling_edits(*world.edits("c4", "Officers serve two years."), mover=1, composite_of=[1, 2])
    )
    world.do(world.joining(2, 3, 2))
    world.revise(*said(c1="The members gather in the hall every month."))
    assert [world.stands(n) for n in (1, 2, 3)] == ["in composite", "in composite", "seconded"]
    world.do(world.on_it("withdraw", 3, 1, "mover"))
    assert [world.stands(n) for n in (1, 2)] == ["unconfirmed", "seconded"]
    world.revise(*said(c2="Each branch sends three delegates, who report to it afterwards."))
    assert world.stands(2) == "already made"
    assert world.again() == world.assembly


def test_a_source_that_the_text_says_by_now_comes_back_as_made_already() -> None:
    world = conference()
    world.amend("c1", "The members must meet in the hall every month.", mover=1)
    world.amend("c2", "Each branch sends three delegates, who report to it afterwards.", mover=2)
    world.do(
        world.tabling_edits(*world.edits("c4", "Officers serve two years."), mover=1, composite_of=[1, 2])
    )
    world.do(world.joining(2, 3, 2))
    world.revise(*said(c1="The members must meet in the hall every month."))
    world.do(world.on_it("withdraw", 3, 1, "mover"))
    assert [world.stands(n) for n in (1, 2, 3)] == ["already made", "seconded", "withdrawn"]
    assert world.again() == world.assembly


@pytest.mark.parametrize("day", [5, 32])
def test_only_what_is_unconfirmed_is_confirmed_and_only_while_the_plan_is_open(day: int) -> None:
    world = conference()
    number = world.amend("c3", "The dues are six pounds a year, and nobody is turned away.", mover=1)
    act = world.confirming(number, *world.edits("c3", "None."), mover=1)
    assert str(world.to(day).refusal(act).fact) == "It is: seconded."


def test_reasons_may_be_given_anew() -> None:
    world = conference()
    number = world.amend("c3", "The dues are six pounds a year, and nobody is turned away.", mover=1)
    world.revise(*said(c3="The dues are ten pounds a year, and nobody is turned away."))
    act = world.confirming(number, *world.edits("c3", "None."), mover=1)
    with_reasons = world.act(act.verb, act.on, act.by, papers=act.papers, **act.facts, reasons=TEXT)
    bad = world.act(act.verb, act.on, act.by, papers=act.papers, **act.facts, reasons="because")
    assert "SHA-256" in str(world.refusal(bad).condition)
    world.do(with_reasons)


def test_nobody_but_the_drafter_publishes_anew() -> None:
    world = conference()
    act = world.revising("We meet.")
    other = world.act(
        act.verb, act.on, Actor("mover", world.as_member(1).name), papers=act.papers, **act.facts
    )
    assert words(world.refusal(other))[1] == "This may be done by the drafter."


def test_the_same_is_said_of_a_conference_whichever_way_it_is_replayed() -> None:
    world: Conference = moved()
    world.revise(*said(c1="The members may meet in the hall every fortnight."))
    assert world.again() == world.assembly
