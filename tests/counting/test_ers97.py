"""ERS97 against the stages another program printed for real papers, and M135 of B. Wichmann."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from folkmoot.counting import blt
from folkmoot.counting.account import figure
from folkmoot.counting.rules import count

DATA = Path(os.environ.get("FOLKMOOT_DATA") or Path(__file__).parents[2].parent / "shared") / "counting"


def reference() -> list[Any]:
    path = DATA / "reference" / "ers97.openstv.json"
    if not path.exists():
        reason = "no reference/ers97.openstv.json: set FOLKMOOT_DATA to the folder of shared data"
        return [pytest.param("", {}, marks=pytest.mark.skip(reason=reason), id="absent")]
    wards = json.loads(path.read_text(encoding="utf-8"))
    return [pytest.param(ward, facts, id=ward) for ward, facts in wards.items()]


@pytest.mark.parametrize(("ward", "facts"), reference())
def test_every_sub_stage_is_as_another_program_has_it(ward: str, facts: dict[str, Any]) -> None:
    account = count(blt.read((DATA / "scottish-2017" / f"{ward}.blt").read_bytes()), "ers97/1")
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


def test_the_first_stage_and_quota_of_m135_are_as_its_file_says() -> None:
    found = sorted((DATA / "dialects").glob("M135*.blt"))
    if not found:
        pytest.skip("no dialects/M135*.blt: set FOLKMOOT_DATA to the folder of shared data")
    text = found[0].read_text(encoding="utf-8")
    printed = text.split("First Prefs")[1].splitlines()[1]
    account = count(blt.read(found[0].read_bytes()), "ers97/1", lot=tuple(range(1, 26)))
    first = [each // 100 for each in account.stages[0].votes]
    # The file puts a 0 before the first figure, and the papers without a preference after the last.
    without = account.stages[0].non_transferable // 100
    assert [int(each) for each in re.findall(r"\d+", printed)] == [*first, without]
    assert figure(account.quota or 0, 2) == text.rsplit("Quota", 1)[1].split()[0]
