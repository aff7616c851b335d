"""Elections in a world: called, nominated for, voted on and declared, with what each step takes."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from folkmoot.procedure.act import THE_SITE, Act
from folkmoot.procedure.electing import Election
from folkmoot.procedure.electing_motions import paper_of
from folkmoot.procedure.electing_places import places_to_fill
from folkmoot.procedure.electing_result import declared_facts
from folkmoot.procedure.papers import digest_of
from folkmoot.procedure.scene import code_name
from folkmoot.rulebook.starters import starter
from procedure.world import NORTH, ROOT, World

BOX = digest_of(b"box")
ADDRESS = digest_of(b"address")
REASONS = digest_of(b"reasons")
CHAIR = f"office/{ROOT}/chair/1"
DICE = {"source": "dice"}
THROW = "dice 123456123456123456123456"


def poll(world: World) -> Election:
    """The election last called."""
    found = world.assembly.cases[f"election/{world.assembly.numbers['election']}"]
    assert isinstance(found, Election)
    return found


def call(world: World, office: str = "delegate", branch: str = ROOT, **changes: Any) -> Act:
    """The call of an election by the returning officer, for all places to be filled."""
    on = f"election/{world.assembly.next_number('election')}"
    roll, papers = world.roll(on, branch)
    seats = places_to_fill(world.assembly, world.book, office, branch, world.now)
    facts = {"kind": "office", "branch": branch, "office": office, "seats": seats, "roll": roll}
    by = world.officer("returning officer")
    return world.act("election.call", on, by, papers=papers, **(facts | {"passkey": True} | changes))


def nominate(world: World, number: int, *, by: Sequence[int] = (), groups: Iterable[str] = ()) -> str:
    """Let two members name a member, who consents; the code name."""
    on = poll(world).on
    name = code_name(on, number)
    for each in by or (number, number + 1):
        world.do(world.act("election.nominate", on, world.member(on, each), name=name))
    world.do(consent(world, number, groups=groups))
    return name


def consent(world: World, number: int, groups: Iterable[str] = ()) -> Act:
    on = poll(world).on
    facts = {"statement": ADDRESS, "length": 100, "groups": list(groups)}
    return world.act("election.consent", on, world.member(on, number), **facts)


def opening(world: World, **changes: Any) -> Act:
    """The opening of the ballot by the returning officer."""
    election = poll(world)
    number = f"ballot/{world.assembly.next_number('ballot')}"
    roll, papers = world.roll(number, election.branch)
    facts = {
        "ballot": number,
        "roll": roll,
        "manner": "secret ballot",
        "candidates": list(paper_of(world.assembly, election, world.now)),
        "lot": DICE,
        "passkey": True,
    }
    by = world.officer("returning officer")
    return world.act("election.open", election.on, by, papers=papers, **(facts | changes))


def declaring(
    world: World, rankings: Sequence[tuple[int, ...]], verb: str = "declare", **changes: Any
) -> Act:
    """The declaration by the site of a secret poll in which these were cast."""
    election = poll(world)
    assert election.ballot is not None
    people = world.people(election.branch)[: len(rankings)]
    voters = [code_name(election.ballot.id, n) for n in people]
    receipts = [code_name("receipt", election.on, n) for n in people]
    facts, papers = declared_facts(world.assembly, election, rankings, receipts, voters, BOX, world.now)
    return world.act(f"election.{verb}", election.on, THE_SITE, papers=papers, **(facts | changes))


def throw(world: World, *numbers: int) -> None:
    """Let members enter the throw of dice, under the code names of the roll of the election."""
    on, roll = poll(world).on, poll(world).follows or poll(world).on
    for number in numbers or (0, 1, 2):
        world.do(world.act("election.lot", on, world.member(roll, number), source=THROW))


def recalling(world: World, **changes: Any) -> Act:
    """The beginning of the recall of the chair by a member."""
    on = f"recall/{world.assembly.next_number('recall')}"
    roll, papers = world.roll(on)
    facts = {"branch": ROOT, "holding": CHAIR, "reasons": REASONS, "length": 200, "roll": roll}
    return world.act("recall.open", on, world.member(on, 0), papers=papers, **(facts | changes))


def founded(rules: str = "") -> World:
    """The network, in which all members elect the delegates together."""
    text = rules or starter("network")
    return World(text.replace("[the branch]{delegates", "[the whole network]{delegates")).found()


def at_the_vote(candidates: int = 5, rules: str = "", **changes: Any) -> World:
    """A world in which the ballot for delegates of the root branch has just opened."""
    world = founded(rules).to(0)
    world.do(call(world))
    for number in range(candidates):
        nominate(world, number)
    world.to(20).do(opening(world, **changes))
    return world


@cache
def recorded() -> World:
    """A poll of delegates that is declared, and a recall of the chair that has begun."""
    world = at_the_vote()
    world.to(31).do(declaring(world, [(1, 2, 3)] * 7 + [(2, 1)] * 6))
    world.to(93).do(recalling(world))
    return world


__all__ = ["NORTH", "ROOT"]
