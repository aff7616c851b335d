"""ERS97 against the stages another program printed for real papers, and M135 of B. Wichmann."""

import re
from pathlib import Path
from typing import Any

import pytest

from counting.shared_data import ballots_of, files, told
from folkmoot.counting import blt
from folkmoot.counting.account import figure
from folkmoot.counting.reading import decode
from folkmoot.counting.rules import count


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


@pytest.mark.parametrize("file", files("dialects/*.blt", holding=b"First Prefs"))
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
