"""Real votes whose outcome is known, read from the data folder beside the repository."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from counting.shared_data import DATA, ballots_of, told
from folkmoot.counting import blt
from folkmoot.counting.condorcet import beatpath, schwartz_dropping
from folkmoot.counting.marks import ranks
from folkmoot.counting.quorum import RootQuorum
from folkmoot.counting.tally_sheet import read


@pytest.mark.parametrize(("name", "facts"), told("debian/expected.json"))
def test_a_debian_vote_has_its_official_outcome(name: str, facts: dict[str, Any]) -> None:
    ballots = read((DATA / "debian" / f"{name}.tally.txt").read_text(encoding="utf-8"))
    options = len(facts["options"])
    # The print-out gives 3Q = 3 * sqrt(roll) / 2; the roll itself is nowhere printed.
    printed = Fraction(Decimal(str(facts.get("quorum") or 0)))
    quorum, roll = (RootQuorum(3), round((printed * 2 / 3) ** 2)) if printed else (None, None)
    asked = facts.get("majority_ratio", {})
    ratios = [Fraction(Decimal(str(asked.get(str(n), 1)))) for n in range(1, options + 1)]
    result = schwartz_dropping(
        ((each, 1) for each in ballots), options, facts["default_option"], ratios, quorum, roll
    )
    assert result.ballots == facts["ballots"]
    assert [list(row) for row in result.matrix] == facts["matrix"]
    assert all(test.met == (test.took_part > printed) for test in result.quorum.values())
    assert sorted(drop.option for drop in result.dropped) == sorted(facts["dropped"])
    assert list(result.winners) == facts["winners"]


@pytest.mark.parametrize(("name", "facts"), told("condorcet-cycles/expected.json"))
def test_a_contest_without_a_condorcet_winner_ends_as_other_programs_say(
    name: str, facts: dict[str, Any]
) -> None:
    papers = blt.read_marked(ballots_of(name))
    result = schwartz_dropping(ranks(papers), len(papers.names))
    assert (result.options, result.ballots) == (facts["candidates"], facts["ballots"])
    assert [list(row) for row in result.matrix] == facts["matrix"]
    assert list(result.winners) == facts["schwartz_sequential_dropping"]
    assert len([each for each in result.rounds if each.dropped]) == facts["dropping_rounds"]
    assert list(beatpath(result.matrix).winners) == facts["beatpath_winning_votes"]
