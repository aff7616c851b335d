"""`folkmoot audit` counts elections again, and names a declaration that the published lists do not give."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.cli.written_record import changed, write

from folkmoot.cli.audit import command
from folkmoot.cli.auditing import elections_said
from folkmoot.procedure.declaration import lists_of
from folkmoot.procedure.electing_result import line_of
from folkmoot.tlog.leaf import Leaf
from procedure.polls import at_the_vote, declaring, throw
from procedure.walks import RULES
from procedure.world import World

CAST = [(1, 2, 3)] * 7 + [(2, 1)] * 6 + [(3, 1)] * 3 + [(4,)] * 2 + [(5, 4)] + [()]
TABLE = RULES.replace("[whole ballots]{delegates", "[stage table]{delegates")


def counted(rules: str = "") -> World:
    """A world in which an election has just been declared; the lot was entered before."""
    world = at_the_vote(rules=rules)
    throw(world.to(31))
    world.do(declaring(world, CAST))
    return world


@pytest.fixture(scope="module")
def election() -> World:
    return counted()


def audited(folder: Path, world: World, papers: dict[str, bytes], facts: dict[str, Any]) -> Result:
    """Audit the record of the world with these facts in its last entry, which the log has signed like any."""
    leaves = [Leaf.decode(data) for data in world.leaves]
    write(folder, changed(leaves, leaves[-1].index, facts=leaves[-1].facts | facts), papers)
    return CliRunner().invoke(command, [str(folder), "--no-keep"])


def lists(world: World) -> dict[str, list[str]]:
    """The three lists of the declaration."""
    facts = Leaf.decode(world.leaves[-1]).facts
    return {
        key: world.papers[facts[key]["digest"]].decode().splitlines()
        for key in ("ballots", "receipts", "voters")
    }


def forged(world: World, **parts: list[str]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Other lists in the place of those of the declaration, named as they should be."""
    found = lists(world) | parts
    return lists_of(found["ballots"], found["receipts"], found["voters"])


def assert_names_the_declaration(found: Result, world: World, words: str) -> None:
    assert found.exit_code == 1, found.output
    assert found.stdout.startswith("7. not so: ")
    assert f"act {len(world.leaves) - 1} (election.declare on election/1," in found.stderr
    assert words in found.stderr and "15.12" in found.stderr


def line_8(found: Result) -> str:
    return next(line for line in found.stdout.splitlines() if line.startswith("8. "))


def test_an_election_is_counted_again(tmp_path: Path, election: World) -> None:
    found = audited(tmp_path / "r", election, election.papers, {})
    assert found.exit_code == 0, found.output
    assert line_8(found).endswith(": 1 result recomputed from the votes; 1 election counted again")


def test_an_election_of_which_a_table_is_published_only_adds_up(tmp_path: Path) -> None:
    world = counted(TABLE)
    found = audited(tmp_path / "r", world, world.papers, {})
    assert found.exit_code == 0, found.output
    assert line_8(found).endswith("; 1 election only added up, its ballots unpublished")


@pytest.mark.parametrize(
    ("again", "summed", "said"),
    [
        (0, 0, ""),
        (2, 0, "; 2 elections counted again"),
        (0, 2, "; 2 elections only added up, their ballots unpublished"),
        (1, 1, "; 1 election counted again, 1 only added up, its ballots unpublished"),
        (3, 2, "; 3 elections counted again, 2 only added up, their ballots unpublished"),
    ],
)
def test_an_audit_speaks_of_one_and_of_several_elections_and_not_of_none(
    again: int, summed: int, said: str
) -> None:
    assert elections_said(again, summed) == said


def test_one_ballot_that_was_changed_is_found(tmp_path: Path, election: World) -> None:
    ballots = lists(election)["ballots"]
    ballots[ballots.index(line_of((2, 1)))] = line_of((5, 4))
    facts, papers = forged(election, ballots=ballots)
    found = audited(tmp_path / "r", election, election.papers | papers, facts)
    assert_names_the_declaration(found, election, "the count gives")


def test_another_winner_is_found(tmp_path: Path, election: World) -> None:
    leaf = Leaf.decode(election.leaves[-1])
    other = next(name for name in paper(election) if name not in leaf.facts["elected"])
    facts = {"elected": [*leaf.facts["elected"][:-1], other]}
    found = audited(tmp_path / "r", election, election.papers, facts)
    assert_names_the_declaration(found, election, "For elected it says")


def paper(world: World) -> tuple[str, ...]:
    return world.assembly.cases["election/1"].paper  # type: ignore[attr-defined, no-any-return]


def test_a_receipt_that_was_left_out_is_found(tmp_path: Path, election: World) -> None:
    facts, papers = forged(election, receipts=lists(election)["receipts"][1:])
    found = audited(tmp_path / "r", election, election.papers | papers, facts)
    assert_names_the_declaration(found, election, "There are 20 voters and 19 receipts")


def test_a_receipt_that_stands_twice_is_found(tmp_path: Path, election: World) -> None:
    receipts = lists(election)["receipts"]
    facts, papers = forged(election, receipts=[receipts[1], *receipts[1:]])
    found = audited(tmp_path / "r", election, election.papers | papers, facts)
    assert_names_the_declaration(found, election, "one stands there twice")


@pytest.mark.parametrize("more", [1, -1])
def test_more_or_fewer_ballots_than_voters_are_found(tmp_path: Path, election: World, more: int) -> None:
    ballots = lists(election)["ballots"]
    facts, papers = forged(election, ballots=[*ballots, "1"] if more > 0 else ballots[1:])
    found = audited(tmp_path / "r", election, election.papers | papers, facts)
    assert_names_the_declaration(found, election, f"There are {20 + more} ballots, 20 receipts")


def test_a_voter_who_is_not_on_the_roll_is_found(tmp_path: Path, election: World) -> None:
    facts, papers = forged(election, voters=["a" * 16, *lists(election)["voters"][1:]])
    found = audited(tmp_path / "r", election, election.papers | papers, facts)
    assert_names_the_declaration(found, election, "1 of those listed do not")


def test_a_list_of_ballots_that_was_changed_by_hand_is_found(tmp_path: Path, election: World) -> None:
    digest = Leaf.decode(election.leaves[-1]).facts["ballots"]["digest"]
    by_hand = election.papers[digest].replace(b"5,4\n", b"4,5\n")
    found = audited(tmp_path / "r", election, election.papers | {digest: by_hand}, {})
    assert found.exit_code == 1 and "ballots" in found.stderr
