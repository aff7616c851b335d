"""Meek against what another program printed for real papers."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from folkmoot.counting import blt
from folkmoot.counting.account import figure
from folkmoot.counting.rules import count

DATA = Path(os.environ.get("FOLKMOOT_DATA") or Path(__file__).parents[2].parent / "shared") / "counting"


def reference() -> list[Any]:
    path = DATA / "reference" / "meek-prf.droop.json"
    if not path.exists():
        reason = "no reference/meek-prf.droop.json: set FOLKMOOT_DATA to the folder of shared data"
        return [pytest.param("", {}, marks=pytest.mark.skip(reason=reason), id="absent")]
    wards = json.loads(path.read_text(encoding="utf-8"))
    return [pytest.param(ward, facts, id=ward) for ward, facts in wards.items()]


@pytest.mark.parametrize(("ward", "facts"), reference())
def test_winners_quota_votes_and_keep_values_are_as_another_program_has_them(
    ward: str, facts: dict[str, Any]
) -> None:
    account = count(blt.read((DATA / "scottish-2017" / f"{ward}.blt").read_bytes()), "meek-prf/1")
    last = account.stages[-1]
    assert last.keep is not None and last.quota is not None
    final = zip(last.votes, last.keep, strict=True)
    ours = {f"C{n}": [figure(votes, 9), figure(keep, 9)] for n, (votes, keep) in enumerate(final, start=1)}
    assert (sorted(account.elected), figure(last.quota, 9)) == (facts["winners"], facts["quota"])
    assert ours == facts["final"]
