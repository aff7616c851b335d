"""Whoever stands and has left is struck before the returning officer opens the ballot."""

from dataclasses import replace

from folkmoot.procedure.act import Actor
from folkmoot.procedure.electing_candidates import off_the_roll
from folkmoot.procedure.scene import code_name
from procedure.polls import REASONS, call, founded, nominate, opening, poll
from procedure.test_roll_change import amending
from procedure.world import World, changed


def left(candidates: int = 5) -> World:
    """Five stand, and the first of them has left."""
    world = founded().to(0)
    world.do(call(world))
    for number in range(candidates):
        nominate(world, number)
    name = code_name("membership", 0)
    world.do(world.act("member.leave", f"membership/{name}", Actor("member", name)))
    world.members[0] = ""
    world.do(amending(world.to(3), poll(world).on, struck=(0,)))
    return world


def strike(world: World, name: str) -> None:
    facts = {"name": name, "ground": "not-eligible", "reasons": REASONS, "passkey": True}
    world.do(world.act("election.strike", poll(world).on, world.officer("returning officer"), **facts))


def test_the_returning_officer_does_not_open_the_ballot_before_striking_whoever_has_left() -> None:
    world = left()
    (name,) = off_the_roll(poll(world))
    refused = world.to(20).refusal(opening(world))
    assert refused.rule == "15.7" and "is struck before the ballot opens" in refused.condition
    assert refused.fact == "This is so for 1 of those who stand."
    strike(world, name)
    assert off_the_roll(poll(world)) == ()
    world.do(opening(world))
    assert name in poll(world).paper, "members may still object"
    assert world.again() == world.assembly


def test_struck_early_enough_nobody_who_has_left_comes_on_the_paper() -> None:
    world = left()
    (name,) = off_the_roll(poll(world))
    strike(world.to(15), name)
    world.to(20).do(opening(world))
    assert name not in poll(world).paper


def test_whom_members_have_reinstated_the_returning_officer_need_not_strike_again() -> None:
    world = left()
    (name,) = off_the_roll(poll(world))
    on = poll(world).on
    strike(world.to(18), name)
    for number in (6, 7, 8):
        world.do(world.act("election.reinstate", on, world.member(on, number), name=name))
    assert poll(world).stands(name) and off_the_roll(poll(world)) == ()
    world.to(20).do(opening(world))
    assert name in poll(world).paper


def test_no_officer_holds_up_an_election_by_striking_nobody() -> None:
    world = left()
    (name,) = off_the_roll(poll(world))
    on = poll(world).on
    act = replace(changed(opening(world.to(35)), passkey=None), by=world.member(on, 5))
    world.do(act)
    assert name in poll(world).paper and world.state(on) == "at the vote"
