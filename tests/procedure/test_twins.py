"""Amendments that make one edit: both may be carried, until one of them is amended."""

import pytest

from procedure.conference import Conference, conference
from procedure.world import words

SAME = "The members must meet in the hall every month."


def twins() -> Conference:
    """1 and 2 are the same; 3 amends 1."""
    world = conference()
    world.amend("c1", SAME, mover=1)
    world.amend("c1", SAME, mover=2)
    world.amend("edit-1", "ought to", mover=3, amends=1)
    return world


def test_what_is_the_same_is_carried_twice_where_nothing_amends_it() -> None:
    world = twins().marshal()
    world.decide_it(3, carried=False)
    world.decide_it(1)
    world.decide_it(2)
    assert [world.stands(n) for n in (1, 2, 3)] == ["carried", "carried", "lost"]
    assert world.as_amended.by_id["c1"].body == SAME


def test_once_one_is_amended_and_carried_the_other_falls() -> None:
    world = twins().marshal()
    world.decide_it(3)
    assert [world.stands(n) for n in (1, 2)] == ["seconded", "seconded"]
    world.decide_it(1)
    assert (world.stands(2), world.amendment(2).because) == ("fallen", 1)
    assert world.as_amended.by_id["c1"].body == "The members ought to meet in the hall every month."
    assert world.again() == world.assembly


def test_once_the_other_is_carried_it_is_too_late_to_amend_the_same_words() -> None:
    world = twins().marshal()
    world.decide_it(2)
    assert [world.stands(n) for n in (1, 2, 3)] == ["seconded", "carried", "fallen"]
    world.decide_it(1)
    assert [world.stands(n) for n in (1, 2)] == ["carried", "carried"]
    assert world.again() == world.assembly


def test_an_amended_one_falls_where_the_other_is_carried_after_all() -> None:
    world = twins().marshal()
    world.decide_it(3)
    world.decide_it(2)
    assert (world.stands(1), world.amendment(1).because) == ("fallen", 2)


def test_what_amends_one_is_not_accepted_while_the_other_is_before_the_meeting() -> None:
    world = twins()
    assert words(world.refusal(world.on_it("accept", 3, 1, "mover")))[2] == "Amendment 2 would fall."
    assert str(world.refusal(world.accepting(2)).fact) == "Amendment 3 would fall."
    world.do(world.accepting(1))
    assert world.stands(1) == "accepted"


@pytest.mark.parametrize("first", [2, 3])
def test_what_comes_to_the_list_later_ends_the_acceptance_of_its_like(first: int) -> None:
    world = conference()
    world.amend("c1", SAME, mover=1)
    world.amend("c1", SAME, mover=2, seconded=False)
    world.amend("edit-1", "ought to", mover=3, amends=1, seconded=False)
    if first == 2:
        world.do(world.accepting(2))
        world.second_it(3)
    else:
        world.do(world.on_it("accept", 3, 1, "mover"))
        world.second_it(2)
    assert world.stands(first) == "seconded"
    assert world.again() == world.assembly


def test_an_accepted_one_that_is_amended_by_the_meeting_goes_to_the_meeting() -> None:
    world = twins()
    world.do(world.accepting(1))
    world.marshal()
    question = world.ask(3)
    world.vote_on(question, "for", "for")
    world.now = world.case(question).events["closing"] + 1
    world.do(world.declaring_question(question))
    assert [world.stands(n) for n in (1, 2, 3)] == ["seconded", "seconded", "carried"]
    assert world.again() == world.assembly


def test_the_other_is_not_put_while_what_amends_an_accepted_one_is_at_the_vote() -> None:
    world = twins()
    world.do(world.accepting(1))
    world.marshal().ask(3)
    assert words(world.refusal(world.asking(2)))[1] == (
        "Two amendments that collide are not at the vote at the same time."
    )


def test_only_what_is_still_the_same_is_lost_together() -> None:
    world = twins().marshal()
    world.decide_it(3)
    world.decide_it(1, carried=False)
    assert [world.stands(n) for n in (1, 2)] == ["lost", "seconded"]


def test_what_time_has_left_no_room_for_falls_though_it_was_voted_for() -> None:
    """1 and 2 are agreed while the ballot on 3 is open: as if 2 had been accepted in spite of it."""
    world = twins()
    world.do(world.accepting(1))
    world.marshal()
    question = world.ask(3)
    world.vote_on(question, "for", "for")
    world.amendment(2).phase = "carried"
    world.now = world.case(question).events["closing"] + 1
    world.do(world.declaring_question(question))
    assert (world.state(question), world.stands(3), world.amendment(3).because) == ("carried", "fallen", 2)
