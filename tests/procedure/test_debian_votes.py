"""Every real vote of the data folder, put through the rulebook for general resolutions as acts."""

import json
import os
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from folkmoot.counting.quorum import RootQuorum
from folkmoot.counting.tally_sheet import read
from folkmoot.procedure.act import THE_SITE
from folkmoot.procedure.declaration import account, secret_lists
from folkmoot.procedure.trial import code_name
from folkmoot.rulebook.starters import starter
from procedure.world import ROOT, TEXT, World

DATA = Path(os.environ.get("FOLKMOOT_DATA") or Path(__file__).parents[2].parent / "shared") / "counting"
CLASSES = {Fraction(1): "ordinary", Fraction(2): "override", Fraction(3): "constitution"}
SPONSORS = 5


def votes() -> list[Any]:
    """One case for each vote that lies in the data folder, or one that skips and says why."""
    path = DATA / "debian" / "expected.json"
    if not path.exists():
        reason = "no debian/expected.json: set FOLKMOOT_DATA to the folder of shared data"
        return [pytest.param("", {}, marks=pytest.mark.skip(reason=reason), id="absent")]
    found = json.loads(path.read_text(encoding="utf-8"))
    assert found, "debian/expected.json names no vote"
    return [pytest.param(name, facts, id=name) for name, facts in found.items()]


def quorum(facts: dict[str, Any]) -> Fraction:
    """The quorum as printed, 3 * sqrt(developers) / 2."""
    return Fraction(Decimal(str(facts["quorum"])))


def put_to_the_vote(world: World, facts: dict[str, Any]) -> tuple[str, list[int]]:
    """Table every option but the default, with enough sponsors, and put them to the vote.

    Returns the motion, and the numbers that the official options have on its ballot paper: the default last.
    """
    options = range(1, len(facts["options"]) + 1)
    real = [number for number in options if number != facts["default_option"]]
    ratios = {n: Fraction(Decimal(str(facts["majority_ratio"].get(str(n), 1)))) for n in real}
    on = world.table(ROOT, **{"class": CLASSES[ratios[real[0]]]})
    for place, number in enumerate(real[1:], start=1):
        author = world.member(on, place)
        world.do(
            world.act("motion.option", on, author, text=TEXT, length=9, **{"class": CLASSES[ratios[number]]})
        )
    # Two more options that too few sponsor: they stay off the paper.
    for author in (60, 61):
        world.do(world.act("motion.option", on, world.member(on, author), text=TEXT, length=9))
    lone = len(real) + 1
    for sponsor in range(20, 20 + SPONSORS):
        for option in range(1, len(real) + 1):
            world.do(world.act("motion.second", on, world.member(on, sponsor), option=option))
    for sponsor in range(20, 20 + SPONSORS - 1):
        world.do(world.act("motion.second", on, world.member(on, sponsor), option=lone))
    if facts["secret_ballot"]:
        for asker in range(SPONSORS):
            world.do(world.act("motion.ask_secret", on, world.member(on, asker)))
    world.pass_days(17)
    ballot = world.put(on)
    assert world.case(on).ballot is not None and ballot == "ballot/1"
    return on, [*real, facts["default_option"]]


def cast(world: World, on: str, papers: Sequence[tuple[int, ...]]) -> None:
    """One open vote for each line of the tally sheet."""
    for voter, ranks in enumerate(papers):
        world.vote(on, voter, list(ranks))


@pytest.mark.parametrize(("name", "facts"), votes())
def test_a_debian_vote_played_as_acts_has_its_official_outcome(name: str, facts: dict[str, Any]) -> None:
    developers = round((quorum(facts) * 2 / 3) ** 2)
    world = World(starter("debian-resolutions"), [ROOT] * developers)
    world.do(
        world.founding(branches=[{"id": ROOT, "title": "Project", "parent": ""}], offices=officers(world))
    )
    on, order = put_to_the_vote(world.to(0), facts)
    sheet = read((DATA / "debian" / f"{name}.tally.txt").read_text(encoding="utf-8"))
    papers = [tuple(ranks[number - 1] for number in order) for ranks in sheet]
    place = {number: place for place, number in enumerate(order, start=1)}
    winner, outcome = place[facts["winners"][0]], "carried"
    if facts["winners"][0] == facts["default_option"]:
        outcome = "lost"
    declared: dict[str, Any] = {
        "cast": facts["ballots"],
        "dropped": sorted(place[number] for number in facts["dropped"]),
        "winners": [winner],
        "outcome": outcome,
    }
    lists: dict[str, bytes] = {}
    if facts["secret_ballot"]:
        voters = [code_name("ballot/1", voter) for voter in range(len(papers))]
        receipts = (code_name("receipt", voter) for voter in count())
        stated, lists = secret_lists(papers, [r for r, _ in zip(receipts, papers, strict=False)], voters)
        declared |= stated
    else:
        cast(world, on, papers)
    world.pass_days(17)
    act = world.act("motion.declare", on, THE_SITE, papers=lists, **declared)
    found = account(world.assembly, on, facts=act.facts, papers=lists)
    index = world.do(act)
    assert found.by_rank is not None
    official = [[facts["matrix"][a - 1][b - 1] for b in order] for a in order]
    assert [list(row) for row in found.by_rank.matrix] == official
    for test in found.by_rank.quorum.values():
        assert isinstance(test.quorum, RootQuorum)
        assert test.roll == developers
        assert test.met == (test.took_part > quorum(facts))
    assert world.state(on) == outcome
    assert (index in world.assembly.decisions) == (outcome == "carried")
    assert world.again() == world.assembly


def officers(world: World) -> list[dict[str, str]]:
    """A secretary and a leader."""
    return [{"office": o, "branch": ROOT, "name": world.officer(o).name} for o in ("secretary", "leader")]
