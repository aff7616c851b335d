"""Council elections in Scotland whose declared figures are known, from the data folder beside the repository.

A published figure is compared to its last digit, but where the folder says that it was rounded, or a slip.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from counting.shared_data import files
from counting.stages import adds_up
from folkmoot.counting.account import Account, figure
from folkmoot.counting.blt import read
from folkmoot.counting.rules import count
from folkmoot.counting.scottish import RULE


@pytest.mark.parametrize("declaration", files("*/*.official.json"))
def test_a_ward_is_counted_as_it_was_declared(declaration: Path) -> None:
    official = json.loads(declaration.read_text(encoding="utf-8"))
    ballots = official.get("file", declaration.name.replace(".official.json", ".blt"))
    contest = read(declaration.with_name(ballots).read_bytes(), encoding=None)
    account = count(contest, RULE, engine="pure")
    assert account.seats == official["seats"]
    if "quota" in official:
        assert account.quota == int(official["quota"]) * 10**account.decimals
    # Some councils published a valid poll that is not the sum of their own first preferences.
    first = sum(Decimal(votes) for votes in official["stages"][0])
    assert account.valid in (official.get("valid"), first)
    assert fates(account, "elected") == by_stage(official["elected"])
    assert fates(account, "excluded") == by_stage(official["excluded"])
    assert len(account.stages) == len(official["stages"])
    rounded = [cell for cell in cells(account, official) if not agrees(*cell)]
    assert all(agrees_when_rounded(*cell) for cell in rounded)
    assert len(rounded) <= official.get("rounded_cells", 0)
    assert adds_up(account)
    assert count(contest, RULE, engine="numpy") == account


def fates(account: Account, which: str) -> set[tuple[int, int]]:
    """Candidate and stage."""
    return {(each, stage.number) for stage in account.stages for each in getattr(stage, which)}


def by_stage(declared: list[dict[str, int]]) -> set[tuple[int, int]]:
    return {(each["candidate"], each["stage"]) for each in declared}


def cells(account: Account, official: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Our figure and the published one, or what the folder says in place of a slip."""
    slips = {(slip["stage"], slip["candidate"]): slip["ballots_give"] for slip in official.get("slips", ())}
    for stage, row in zip(account.stages, official["stages"], strict=True):
        for candidate, (units, published) in enumerate(zip(stage.votes, row, strict=True), start=1):
            yield figure(units, account.decimals), slips.get((stage.number, candidate), published)


def agrees(ours: str, published: str) -> bool:
    return Decimal(ours) == Decimal(published)


def agrees_when_rounded(ours: str, published: str) -> bool:
    """Published with fewer digits: rounded to them, half either way, or cut off."""
    step = Decimal(1).scaleb(Decimal(published).as_tuple().exponent)  # type: ignore[arg-type]
    return abs(Decimal(ours) - Decimal(published)) <= step / 2 and Decimal(published) % step == 0
