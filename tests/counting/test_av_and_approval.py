"""One place by exclusion, and places by approval."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counting.contests import contests, lots
from folkmoot.counting.account import Margin
from folkmoot.counting.contest import Contest
from folkmoot.counting.refusals import BadCount
from folkmoot.counting.rules import RULES, count
from folkmoot.counting.ties import TieNeedsLot

NAMES = ("Ann", "Ben", "Cat", "Dan")


def test_the_lowest_go_until_somebody_has_more_than_half_of_what_is_in_play() -> None:
    contest = Contest(NAMES[:3], 1, {(1,): 5, (2,): 4, (3, 2): 2, (3,): 1})
    account = count(contest, "av/1")
    assert account.elected == (2,)
    assert [stage.votes for stage in account.stages] == [(5, 4, 3), (5, 6, 0)]
    assert account.stages[1].non_transferable == 1
    assert account.stages[0].margins == (Margin(3, 2, 1),)
    assert [step.paragraph for stage in account.stages for step in stage.steps] == ["1", "2", "3", "3", "2"]


def test_exactly_half_is_not_more_than_half() -> None:
    account = count(Contest(NAMES[:3], 1, {(1,): 4, (2,): 3, (3, 2): 1}), "av/1", lot=(1, 2, 3))
    assert len(account.stages) == 3
    assert account.elected == (1,)


def test_the_alternative_vote_fills_one_place() -> None:
    with pytest.raises(BadCount, match="fills one place"):
        count(Contest(NAMES, 2, {(1,): 1}), "av/1")


def test_a_rule_set_nobody_knows_is_refused_and_the_known_are_named() -> None:
    with pytest.raises(BadCount, match=r"av/1.*scottish-2011/1"):
        count(Contest(NAMES, 1, {}), "stv")
    assert all(name == each.id and "/" in name for name, each in RULES.items())


def test_approvals_are_counted_in_whatever_order_they_stand() -> None:
    contest = Contest(NAMES, 2, {(1, 2): 3, (2, 1): 2, (3,): 4, (): 1})
    account = count(contest, "approval/1")
    assert account.stages[0].votes == (5, 5, 4, 0)
    assert set(account.elected) == {1, 2}
    assert (account.valid, account.invalid) == (9, {"no preference": 1})
    assert account.stages[0].margins[0].units == 1


def test_equals_at_the_last_place_are_for_the_lot() -> None:
    contest = Contest(NAMES, 2, {(1, 2): 3, (1, 3): 3, (4,): 1})
    with pytest.raises(TieNeedsLot, match="the last place"):
        count(contest, "approval/1")
    account = count(contest, "approval/1", lot=(4, 3, 2, 1))
    assert account.elected == (1, 3)
    assert account.stages[0].ties[0].among == (2, 3)


def test_equals_that_all_have_places_need_no_lot() -> None:
    assert set(count(Contest(NAMES, 2, {(1, 2): 3, (3,): 1}), "approval/1").elected) == {1, 2}


def test_where_more_than_half_must_approve_a_place_may_stay_empty() -> None:
    contest = Contest(NAMES, 2, {(1, 2): 3, (1,): 2, (3,): 1})
    account = count(contest, "approval-majority/1")
    assert (account.elected, account.quota) == ((1,), 4)


@given(data=st.data())
def test_the_approved_most_are_elected(data: st.DataObject) -> None:
    contest = data.draw(contests())
    account = count(contest, "approval/1", lot=data.draw(lots(contest)))
    votes = account.stages[0].votes
    missed = [votes[each - 1] for each in contest.standing if each not in account.elected]
    assert all(votes[each - 1] >= max(missed, default=0) for each in account.elected)
    assert len(account.elected) == min(contest.seats, len(contest.standing))
