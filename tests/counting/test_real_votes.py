"""Real votes whose outcome is known, read from the data folder beside the repository."""

import json
import os
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from folkmoot.counting.condorcet import beatpath, schwartz_dropping
from folkmoot.counting.pairwise import Ranks
from folkmoot.counting.quorum import RootQuorum
from folkmoot.counting.tally_sheet import read

DATA = Path(os.environ.get("FOLKMOOT_DATA") or Path(__file__).parents[2].parent / "shared") / "counting"


def expected(folder: str) -> list[Any]:
    """One case for each contest of the folder's `expected.json`, or one that skips and says why."""
    path = DATA / folder / "expected.json"
    if not path.exists():
        reason = f"no {folder}/expected.json: set FOLKMOOT_DATA to the folder of shared data"
        return [pytest.param("", {}, marks=pytest.mark.skip(reason=reason), id="absent")]
    contests = json.loads(path.read_text(encoding="utf-8"))
    assert contests, f"{folder}/expected.json names no contest"
    return [pytest.param(name, facts, id=name) for name, facts in contests.items()]


@pytest.mark.parametrize(("name", "facts"), expected("debian"))
def test_a_debian_vote_has_its_official_outcome(name: str, facts: dict[str, Any]) -> None:
    ballots = read((DATA / "debian" / f"{name}.tally.txt").read_text(encoding="utf-8"))
    options = len(facts["options"])
    # The print-out gives 3Q = 3 * sqrt(roll) / 2; the roll itself is nowhere printed.
    printed = Fraction(Decimal(str(facts["quorum"])))
    roll = round((printed * 2 / 3) ** 2)
    ratios = [Fraction(Decimal(str(facts["majority_ratio"].get(str(n), 1)))) for n in range(1, options + 1)]
    result = schwartz_dropping(
        ((ranks, 1) for ranks in ballots), options, facts["default_option"], ratios, RootQuorum(3), roll
    )
    assert result.ballots == facts["ballots"]
    assert [list(row) for row in result.matrix] == facts["matrix"]
    assert all(test.met == (test.took_part > printed) for test in result.quorum.values())
    assert sorted(drop.option for drop in result.dropped) == sorted(facts["dropped"])
    assert list(result.winners) == facts["winners"]


@pytest.mark.parametrize(("name", "facts"), expected("condorcet-cycles"))
def test_a_contest_without_a_condorcet_winner_ends_as_other_programs_say(
    name: str, facts: dict[str, Any]
) -> None:
    options, ballots = blt_ballots((DATA / "condorcet-cycles" / f"{name}.blt").read_text(encoding="utf-8"))
    result = schwartz_dropping(ballots, options)
    assert (options, result.ballots) == (facts["candidates"], facts["ballots"])
    assert [list(row) for row in result.matrix] == facts["matrix"]
    assert list(result.winners) == facts["schwartz_sequential_dropping"]
    assert len([each for each in result.rounds if each.dropped]) == facts["dropping_rounds"]
    assert list(beatpath(result.matrix).winners) == facts["beatpath_winning_votes"]


def blt_ballots(text: str) -> tuple[int, list[tuple[Ranks, int]]]:
    """The number of candidates, and the ballots between the first line and the lone 0."""
    lines = text.splitlines()
    options = int(lines[0].split()[0])
    ballots: list[tuple[Ranks, int]] = []
    for line in lines[1 : lines.index("0")]:
        weight, *preferences, end = map(int, line.split())
        assert end == 0
        places = {candidate: place for place, candidate in enumerate(preferences, start=1)}
        ballots.append((tuple(places.get(candidate, 0) for candidate in range(1, options + 1)), weight))
    return options, ballots
