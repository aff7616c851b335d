"""Equals in a count: the latest earlier stage at which they differed, then a lot."""

import pickle
from hashlib import sha256

import pytest

from folkmoot.counting.choosing import Choice, fewest, most
from folkmoot.counting.contest import Contest
from folkmoot.counting.rules import count
from folkmoot.counting.ties import NO_LOT, TieNeedsLot, favoured, lot_from, unfavoured

SCOTTISH = "scottish-2011/1"


def test_nobody_equal_needs_no_tie_rule() -> None:
    assert most([1, 2], [3, 4], [], NO_LOT, "x") == Choice(2)
    assert fewest([1, 2], [3, 4], [], NO_LOT, "x") == Choice(1)


def test_the_latest_stage_that_differs_settles_it() -> None:
    choice = fewest([1, 2], [5, 5], [(1, 2), (4, 3), (4, 4)], NO_LOT, "exclusion")
    assert (choice.chosen, choice.stage) == (2, 2)
    assert choice.tie is not None
    assert (choice.tie.among, choice.tie.settled_by, choice.tie.chosen) == ((1, 2), "earlier stage", 2)


def test_of_three_partly_apart_only_the_extreme_are_looked_at_further_back() -> None:
    history = [(1, 2, 0), (3, 3, 4)]
    assert fewest([1, 2, 3], [5, 5, 5], history, NO_LOT, "exclusion").chosen == 1
    assert most([1, 2, 3], [5, 5, 5], history, NO_LOT, "x").chosen == 3


def test_the_lot_is_for_those_whom_no_stage_sets_apart() -> None:
    choice = fewest([1, 2, 3], [5, 5, 5], [(3, 3, 4)], (2, 3, 1), "exclusion")
    assert choice.chosen == 1
    assert choice.tie is not None
    assert (choice.tie.among, choice.tie.settled_by) == ((1, 2, 3), "lot")
    with pytest.raises(TieNeedsLot) as needs:
        fewest([1, 2, 3], [5, 5, 5], [(3, 3, 4)], NO_LOT, "exclusion")
    assert (needs.value.among, needs.value.over) == ((1, 2), "exclusion")


def test_a_lot_favours_its_first_and_takes_its_last() -> None:
    assert favoured((3, 1, 2), [1, 2], "x") == 1
    assert unfavoured((3, 1, 2), [1, 2], "x") == 2


def test_a_lot_follows_from_the_draw_and_nothing_else() -> None:
    lot = lot_from(b"draw", "election/1", "00", ["a", "b", "c"])
    assert sorted(lot) == [1, 2, 3]
    turned = lot_from(b"draw", "election/1", "00", ["c", "b", "a"])
    assert [4 - each for each in turned] == list(lot)


def test_the_smallest_key_is_the_favoured_in_a_lot_that_follows_from_a_draw() -> None:
    ids = ["a", "b", "c", "d", "e"]
    keys = [sha256(f"draw\nelection/1\n00\n{each}\n".encode()).hexdigest() for each in ids]
    lot = lot_from(b"draw", "election/1", "00", ids)
    assert [keys[each - 1] for each in lot] == sorted(keys)


def test_a_total_tie_waits_for_the_lot() -> None:
    contest = Contest(("Ann", "Ben", "Cat"), 1, {(1,): 5, (2,): 5, (3,): 5})
    for rule in (SCOTTISH, "av/1"):
        with pytest.raises(TieNeedsLot):
            count(contest, rule)
        account = count(contest, rule, lot=(3, 1, 2))
        assert account.elected == (3,)
        assert [tie.settled_by for stage in account.stages for tie in stage.ties] == ["lot", "lot"]
        assert "the lot names Ben" in " ".join(step.said for step in account.stages[0].steps)


def test_equal_surpluses_go_by_the_stage_before_and_then_by_lot() -> None:
    papers = {(1, 3): 30, (2, 3): 30, (3,): 10, (4,): 12}
    contest = Contest(("Ann", "Ben", "Cat", "Dan"), 3, papers)
    account = count(contest, SCOTTISH, lot=(2, 1, 3, 4))
    assert [stage.of for stage in account.stages] == [(), (2,), (1,)]
    assert account.elected == (2, 1, 3)
    assert account.stages[0].ties[0].over == "the larger surplus"


def test_sentences_and_names_survive_being_stored() -> None:
    account = count(Contest(("Ann", "Ben"), 1, {(1,): 2, (2,): 1}), SCOTTISH)
    said = account.stages[0].steps[-2].said
    again = pickle.loads(pickle.dumps(said))
    assert (again, again.values["name"].numbers) == (said, (1,))
