"""Council elections in Scotland whose declared figures are known, from the data folder beside the repository.

A published figure is compared to its last digit, but where the folder says that it was rounded, or a slip.
"""

import json
import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from counting.stages import adds_up
from folkmoot.counting.account import Account, figure
from folkmoot.counting.blt import read
from folkmoot.counting.rules import count
from folkmoot.counting.scottish import RULE

DATA = Path(os.environ.get("FOLKMOOT_DATA") or Path(__file__).parents[2].parent / "shared") / "counting"


def wards() -> list[Any]:
    """One case for each ward with a declaration, or one that skips and says why."""
    files = sorted(DATA.glob("scottish-*/*.official.json"))
    if not files:
        reason = "no scottish-*/*.official.json: set FOLKMOOT_DATA to the folder of shared data"
        return [pytest.param(Path(), marks=pytest.mark.skip(reason=reason), id="absent")]
    return [pytest.param(file, id=file.name.removesuffix(".official.json")) for file in files]


@pytest.mark.parametrize("declaration", wards())
def test_a_ward_is_counted_as_it_was_declared(declaration: Path) -> None:
    official = json.loads(declaration.read_text(encoding="utf-8"))
    contest = read(declaration.with_name(official["file"]).read_bytes(), encoding=None)
    account = count(contest, RULE, engine="pure")
    assert account.seats == official["seats"]
    assert account.quota == official["quota"] * 10**account.decimals
    # Some councils published a valid poll that is not the sum of their own first preferences.
    first = sum(Decimal(votes) for votes in official["stages"][0])
    assert account.valid in (official["valid"], first)
    assert fates(account, "elected") == by_stage(official["elected"])
    assert fates(account, "excluded") == by_stage(official["excluded"])
    assert len(account.stages) == len(official["stages"])
    rounded = [cell for cell in cells(account, official) if not agrees(*cell)]
    assert all(agrees_when_rounded(*cell) for cell in rounded)
    assert len(rounded) <= official["rounded_cells"]
    assert adds_up(account)
    assert count(contest, RULE, engine="numpy") == account


def fates(account: Account, which: str) -> set[tuple[int, int]]:
    """Candidate and stage."""
    return {(each, stage.number) for stage in account.stages for each in getattr(stage, which)}


def by_stage(declared: list[dict[str, int]]) -> set[tuple[int, int]]:
    return {(each["candidate"], each["stage"]) for each in declared}


def cells(account: Account, official: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Our figure and the published one, or what the folder says in place of a slip."""
    slips = {(slip["stage"], slip["candidate"]): slip["ballots_give"] for slip in official["slips"]}
    for stage, row in zip(account.stages, official["stages"], strict=True):
        for candidate, (units, published) in enumerate(zip(stage.votes, row, strict=True), start=1):
            yield figure(units, account.decimals), slips.get((stage.number, candidate), published)


def agrees(ours: str, published: str) -> bool:
    return Decimal(ours) == Decimal(published)


def agrees_when_rounded(ours: str, published: str) -> bool:
    """Published with fewer digits: rounded to them, half either way, or cut off."""
    step = Decimal(1).scaleb(Decimal(published).as_tuple().exponent)  # type: ignore[arg-type]
    return abs(Decimal(ours) - Decimal(published)) <= step / 2 and Decimal(published) % step == 0
