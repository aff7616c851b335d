"""Counts of cities whose rounds another program printed, read from the data folder beside the repository.

That program excludes sure losers together and shows a round for a surplus of nothing: compared are the rounds
after which the same candidates are out.
"""

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from counting.shared_data import DATA, files, winners
from folkmoot.counting import abif
from folkmoot.counting.account import Account, figure
from folkmoot.counting.blt import read
from folkmoot.counting.marks import BURLINGTON, MINNEAPOLIS, treat
from folkmoot.counting.rules import count

WRITE_INS = {"UWI": "Undeclared Write-ins"}


@pytest.mark.parametrize("report", files("*/*.rctab-report.csv"))
def test_a_city_s_rounds_are_those_of_the_certified_program(report: Path) -> None:
    contest = read(
        report.with_name(report.name.replace(".rctab-report.csv", ".blt")).read_bytes(),
        MINNEAPOLIS,
        encoding=None,
    )
    rows = {row[0]: row[1:] for row in csv.reader(report.read_text(encoding="utf-8").splitlines()) if row}
    account = count(contest, "av/1" if contest.seats == 1 else "scottish-2011/1")
    assert sorted(rows["Winner(s)"][0].split(", ")) == sorted(contest.names[n - 1] for n in account.elected)
    ours, out, met = after_exclusions(account), frozenset[str](), 0
    quota = Decimal(rows["Final Threshold"][0])
    for column in range(0, len(rows["Eliminated"]) - 2, 3):
        if out in ours:
            for name, votes in ours[out].items():
                assert votes == Decimal(rows[WRITE_INS.get(name, name)][column]), (name, column)
            met += 1
        out |= {each for each in rows["Eliminated"][column].split("; ") if each}
        elected = [each for each in rows["Elected"][column].split("; ") if each]
        if any(Decimal(rows[each][column]) > quota for each in elected):
            break  # its surplus moves with four decimals there
    assert met >= 2 or not account.stages[1:]


def after_exclusions(account: Account) -> dict[frozenset[str], dict[str, Decimal]]:
    """Everybody's votes at the first stage after which these are out."""
    out: frozenset[str] = frozenset()
    found: dict[frozenset[str], dict[str, Decimal]] = {}
    for stage in account.stages:
        if stage.what == "exclusion":
            out |= {WRITE_INS.get(name := account.names[each - 1], name) for each in stage.of}
        votes = [Decimal(figure(each, account.decimals)) for each in stage.votes]
        found.setdefault(out, dict(zip(account.names, votes, strict=True)))
    return found


@pytest.mark.parametrize("file", files("*/*.abif"))
def test_a_mayor_is_who_was_declared_from_the_first_round_told(file: Path) -> None:
    contest = treat(abif.read(file.read_bytes()), BURLINGTON, 1)
    account = count(contest, "av/1")
    first = dict(zip(contest.names, account.stages[0].votes, strict=True))
    for name, votes in first_round(file.name).items():
        assert [has for each, has in first.items() if name.casefold() in each.casefold()] == [votes]
    for row in winners():
        if row["file"].endswith(f"/{file.name}"):
            assert [contest.names[each - 1].split(" (")[0] for each in account.elected] == [
                row["winner_names"]
            ]


def first_round(file: str) -> dict[str, int]:
    """The first preferences that the folder tells of a file, by parts of names."""
    readme = DATA / "README.md"
    notes = readme.read_text(encoding="utf-8").split("* `") if readme.exists() else []
    said = [re.search(r"first round ([^.]+)\.", note) for note in notes if note.startswith(f"{file}`")]
    return {
        name: int(votes) for match in said if match for name, votes in re.findall(r"([\w-]+) (\d+)", match[1])
    }
