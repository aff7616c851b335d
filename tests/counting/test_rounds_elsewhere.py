"""Counts of cities whose rounds another program printed, read from the data folder beside the repository.

That program excludes sure losers together and shows a round for a surplus of nothing: compared are the rounds
after which the same candidates are out.
"""

import csv
import os
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from folkmoot.counting import abif
from folkmoot.counting.account import Account, figure
from folkmoot.counting.blt import read
from folkmoot.counting.marks import BURLINGTON, MINNEAPOLIS, treat
from folkmoot.counting.rules import count

DATA = Path(os.environ.get("FOLKMOOT_DATA") or Path(__file__).parents[2].parent / "shared") / "counting"
WRITE_INS = {"UWI": "Undeclared Write-ins"}


def files(pattern: str) -> list[Any]:
    """One case for each file, or one that skips and says why."""
    found = sorted(DATA.glob(pattern))
    if not found:
        reason = f"no {pattern}: set FOLKMOOT_DATA to the folder of shared data"
        return [pytest.param(Path(), marks=pytest.mark.skip(reason=reason), id="absent")]
    return [pytest.param(file, id=file.name) for file in found]


@pytest.mark.parametrize("report", files("minneapolis/*.rctab-report.csv"))
def test_a_city_s_rounds_are_those_of_the_certified_program(report: Path) -> None:
    contest = read(
        report.with_name(report.name.replace(".rctab-report.csv", ".blt")).read_bytes(), MINNEAPOLIS
    )
    rows = {row[0]: row[1:] for row in csv.reader(report.read_text(encoding="utf-8").splitlines()) if row}
    account = count(contest, "av/1" if contest.seats == 1 else "scottish-2011/1")
    winners = set(rows["Winner(s)"][0].split(", "))
    assert {contest.names[each - 1] for each in account.elected} == winners
    ours = after_exclusions(account)
    met = 0
    out: frozenset[str] = frozenset()
    for column in range(0, len(rows["Eliminated"]) - 2, 3):
        if out in ours:
            for name, votes in ours[out].items():
                assert votes == Decimal(rows[WRITE_INS.get(name, name)][column]), (name, column)
            met += 1
        eliminated = rows["Eliminated"][column].split("; ") if rows["Eliminated"][column] else []
        out |= frozenset(eliminated)
        if rows["Elected"][column].count(";"):
            break  # the last surplus is shown there, and transferred to nobody
    assert out in ours
    assert met >= 5


def after_exclusions(account: Account) -> dict[frozenset[str], dict[str, Decimal]]:
    """Everybody's votes at the last stage after which these are out."""
    out: frozenset[str] = frozenset()
    found = {}
    for stage in account.stages:
        if stage.what == "exclusion":
            out |= {WRITE_INS.get(name := account.names[each - 1], name) for each in stage.of}
        found[out] = {
            name: Decimal(figure(votes, account.decimals))
            for name, votes in zip(account.names, stage.votes, strict=True)
        }
    return found


@pytest.mark.parametrize("file", files("burlington/*.abif"))
def test_a_mayor_is_who_was_declared_from_the_first_round_told(file: Path) -> None:
    contest = treat(abif.read(file.read_bytes()), BURLINGTON, 1)
    account = count(contest, "av/1")
    said = re.search(r"first round ([^.]+)\.", (DATA / "README.md").read_text(encoding="utf-8"))
    told = dict(re.findall(r"([\w-]+) (\d+)", said[1])) if said else {}
    first = dict(zip(contest.names, account.stages[0].votes, strict=True))
    for name, votes in told.items():
        assert [has for each, has in first.items() if name.casefold() in each.casefold()] == [int(votes)]
    assert told
    winners = {
        row["winner_names"]
        for row in csv.DictReader((DATA / "expected-winners.csv").read_text(encoding="utf-8").splitlines())
        if row["file"].endswith(file.name)
    }
    assert {contest.names[each - 1].split(" (")[0] for each in account.elected} == winners
