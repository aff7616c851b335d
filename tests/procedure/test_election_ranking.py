"""Motions of which something becomes while members rank them: off the paper, passed over, or too late."""

from typing import Any

import pytest

from folkmoot.procedure.act import THE_SITE, Actor
from folkmoot.procedure.electing_motions import NO_LONGER_WAITS, is_passed_over, paper_of, waits
from procedure.polls import call, declaring, opening, poll, throw
from procedure.walks import RULES
from procedure.world import World

CAST = [(4, 1, 2)] * 6 + [(3, 2)] * 5 + [(1, 3)] * 4 + [(2,)] * 3
PAIRS = RULES.replace("[3 motions]{agenda", "[1 motion]{agenda").replace(
    "[Scottish STV]{agenda", "[Condorcet with Schwartz dropping]{agenda"
)


def ranking(number: int = 4, rules: str = "") -> tuple[World, list[str]]:
    """A world in which so many motions are to be ranked."""
    world = (World(rules) if rules else World()).found().to(0)
    motions = [world.debated() for _ in range(number)]
    seats = 1 if "[1 motion]{agenda" in rules else 3
    world.do(call(world, kind="priority", office=None, seats=seats, options=motions))
    return world, motions


def withdraw(world: World, on: str) -> None:
    world.do(world.act("motion.withdraw", on, Actor("mover", world.assembly.cases[on].mover)))


def counted(world: World, day: float = 15) -> tuple[str, ...]:
    """What is declared."""
    throw(world.to(day))
    world.do(declaring(world, CAST))
    result = poll(world).result
    assert result is not None and world.again() == world.assembly
    return result.elected


def test_a_motion_that_is_withdrawn_before_the_opening_does_not_come_on_the_paper() -> None:
    world, motions = ranking(5)
    withdraw(world, motions[1])
    world.to(4)
    left = [motion for motion in motions if motion != motions[1]]
    assert "Make the paper again." in world.refusal(opening(world, candidates=motions)).cure
    world.do(opening(world))
    assert list(poll(world).paper) == left == list(paper_of(world.assembly, poll(world), world.now))
    assert set(counted(world)) <= set(left)


def test_where_no_more_are_left_than_places_they_come_first_without_a_poll() -> None:
    world, motions = ranking()
    withdraw(world, motions[0])
    refused = world.to(4).refusal(opening(world))
    assert refused.rule == "15.8" and "3 stand" in refused.fact
    on = poll(world).on
    assert world.refusal(world.act("election.declare", on, THE_SITE, unopposed=True, elected=motions))
    world.do(world.act("election.declare", on, THE_SITE, unopposed=True, elected=motions[1:]))
    result = poll(world).result
    assert result is not None and result.unopposed and world.again() == world.assembly


@pytest.mark.parametrize("level", ["whole ballots", "ballots as far as the count read them", "stage table"])
def test_a_motion_that_is_withdrawn_during_the_ranking_takes_no_place(level: str) -> None:
    world, motions = ranking(rules=RULES.replace("[whole ballots]{agenda", f"[{level}]{{agenda"))
    world.to(4).do(opening(world))
    withdraw(world.to(5), motions[3])
    election = poll(world)
    assert is_passed_over(world.assembly, election, motions[3], world.now)
    assert set(counted(world)) == set(motions[:3])
    assert [each.gone for each in poll(world).candidates.values()] == ["", "", "", NO_LONGER_WAITS]
    assert is_passed_over(world.assembly, poll(world), motions[3], world.now)


def test_a_motion_that_is_put_to_the_vote_during_the_ranking_takes_no_place() -> None:
    world, motions = ranking()
    world.to(12).do(opening(world))
    world.to(16).put(motions[3])
    assert set(counted(world, 24)) == set(motions[:3])


def test_by_pairs_it_is_passed_over_too_also_where_the_table_alone_is_published() -> None:
    world, motions = ranking(rules=PAIRS.replace("[whole ballots]{agenda", "[pairwise table]{agenda"))
    world.to(4).do(opening(world))
    withdraw(world.to(5), motions[0])
    assert counted(world)[0] in motions[1:]


def test_what_becomes_of_a_motion_after_the_close_changes_nothing() -> None:
    world, motions = ranking()
    world.to(4).do(opening(world))
    closing = poll(world).events["closing"]
    world.to(13)
    assert world.now > closing
    withdraw(world, motions[3])
    assert waits(world.assembly, motions[3], closing) and not waits(world.assembly, motions[3], world.now)
    assert motions[3] in counted(world)
    assert not is_passed_over(world.assembly, poll(world), motions[3], world.now)


def test_a_recount_passes_over_the_same() -> None:
    world, motions = ranking()
    world.to(4).do(opening(world))
    withdraw(world.to(5), motions[3])
    first = counted(world)
    withdraw(world, motions[2])
    object_to: dict[str, Any] = {"reasons": "a" * 64}
    world.do(world.act("election.object", poll(world).on, world.member(poll(world).on, 4), **object_to))
    world.do(declaring(world, CAST, "recount"))
    result = poll(world).result
    assert result is not None and result.elected == first and world.again() == world.assembly


@pytest.mark.parametrize(
    "rules", ["", PAIRS, PAIRS.replace("[whole ballots]{agenda", "[pairwise table]{agenda")]
)
def test_where_none_waits_any_more_nothing_comes_first(rules: str) -> None:
    world, motions = ranking(rules=rules)
    world.to(4).do(opening(world))
    for motion in motions:
        withdraw(world.to(5), motion)
    assert counted(world) == ()


def test_what_is_no_motion_waits_for_nothing() -> None:
    world, _motions = ranking()
    assert not waits(world.assembly, "motion/99", world.now)
