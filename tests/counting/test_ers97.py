"""ERS97 against the stages another program printed for real papers, and M135 of B. Wichmann."""

import re
from pathlib import Path
from typing import Any

import pytest

from counting.shared_data import ballots_of, files, told
from folkmoot.counting import blt
from folkmoot.counting.account import figure
from folkmoot.counting.contest import Contest
from folkmoot.counting.reading import decode
from folkmoot.counting.rules import count
from folkmoot.counting.ties import TieNeedsLot


@pytest.mark.parametrize(("ward", "facts"), told("reference/ers97.openstv.json"))
def test_every_sub_stage_is_as_another_program_has_it(ward: str, facts: dict[str, Any]) -> None:
    account = count(blt.read(ballots_of(ward)), "ers97/1")
    ours = [
        (
            stage.number,
            figure(stage.quota or 0, 2),
            [figure(each, 2) for each in (*stage.votes, stage.non_transferable + stage.lost)],
            sorted(stage.elected),
        )
        for stage in account.stages
    ]
    theirs = [(each["stage"], each["quota"], each["tally"], sorted(each["won"])) for each in facts["rounds"]]
    assert ours == theirs
    assert sorted(account.elected) == facts["winners"]


@pytest.mark.parametrize("file", files("**/*.blt", holding=b"First Prefs"))
def test_the_first_stage_and_the_quota_are_as_a_file_says(file: Path) -> None:
    text, _ = decode(file.read_bytes(), None)
    printed = text.split("First Prefs")[1].splitlines()[1]
    contest = blt.read(file.read_bytes(), encoding=None)
    account = count(contest, "ers97/1", lot=tuple(contest.candidates))
    first = [each // 100 for each in account.stages[0].votes]
    # Such a file puts a 0 before the first figure, and the papers without a preference after the last.
    without = account.stages[0].non_transferable // 100
    assert [int(each) for each in re.findall(r"\d+", printed)] == [*first, without]
    assert figure(account.quota or 0, 2) == text.rsplit("Quota", 1)[1].split()[0]


NAMES = ("Ada", "Bo", "Cy", "Di")


def test_as_many_go_together_as_the_next_above_can_bear_though_equals_are_parted() -> None:
    """5.2.5: "Exclude as many candidates together as possible": 0 and 5 are not more than the other 5."""
    lowest_equal = Contest(NAMES, 1, {(2, 4): 5, (3, 4): 5, (4,): 9})
    account = count(lowest_equal, "ers97/1", lot=(3, 4, 1, 2))
    assert (account.stages[1].of, account.elected) == ((1, 2), (4,))
    assert [(tie.among, tie.settled_by, tie.chosen) for tie in account.stages[1].ties] == [((2, 3), "lot", 2)]
    with pytest.raises(TieNeedsLot) as needs:
        count(lowest_equal, "ers97/1")
    assert (needs.value.among, needs.value.over) == ((2, 3), "exclusion")


def test_what_is_lost_of_a_surplus_by_its_two_decimals_is_told_apart_from_papers_that_end() -> None:
    """5.3.7, 5.3.9: 2.33 of surplus on 6 papers is 0.38 each, and 0.05 is lost; the seventh paper ends."""
    account = count(Contest(NAMES[:3], 2, {(1, 2): 6, (1,): 1, (2,): 3, (3,): 4}), "ers97/1")
    first, second, *_ = account.stages
    assert (first.votes[0], account.quota) == (7_00, 4_67)
    assert (second.votes[1], second.lost, second.non_transferable) == (3_00 + 6 * 38, 5, 0)
    ending = count(Contest(NAMES[:3], 2, {(1, 2): 1, (1,): 6, (2,): 3, (3,): 4}), "ers97/1").stages[1]
    assert (ending.votes[1], ending.lost, ending.non_transferable) == (4_00, 0, 1_33)


def test_no_lot_is_asked_for_where_all_equals_go_together() -> None:
    """5.2.5: two without votes, and one with 2, have not more than the 3 of the next above."""
    account = count(Contest((*NAMES, "Ed"), 1, {(3,): 2, (4,): 3, (5,): 3}), "ers97/1", lot=(4, 5, 1, 2, 3))
    assert set(account.stages[1].of) == {1, 2, 3}
    assert not account.stages[1].ties
