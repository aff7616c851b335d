"""Amending the roll of a motion under way: in batches, and exactly."""

from typing import Any

import pytest

from folkmoot.procedure.act import THE_SITE, Act, Actor
from folkmoot.procedure.roll import make_roll
from folkmoot.procedure.trial import code_name
from procedure.world import NORTH, World, words

Numbers = tuple[int, ...]


def amending(
    world: World, on: str, by: Actor = THE_SITE, struck: Numbers = (), added: Numbers = (), **changes: Any
) -> Act:
    names = {
        side: sorted(code_name(on, n) for n in each) for side, each in (("added", added), ("struck", struck))
    }
    roll, _ = make_roll((world.case(on).roll.names | set(names["added"])) - set(names["struck"]))
    return world.act("roll.amend", on, by, **({**names, "roll": roll.as_facts()} | changes))


def grown(number: int = 3) -> tuple[World, str]:
    world = World().found().to(0)
    on = world.debated()
    for n in range(30, 30 + number):
        world.join(n)
    return world, on


def test_new_members_enter_the_roll_in_a_batch() -> None:
    world, on = grown()
    world.do(amending(world, on, added=(30, 31, 32)))
    assert len(world.case(on).roll.names) == 33
    world.do(world.act("motion.ask_secret", on, world.member(on, 31)))
    assert world.again() == world.assembly


def test_a_batch_is_not_so_small_that_it_shows_who_joined() -> None:
    world, on = grown(2)
    assert words(world.refusal(amending(world, on, added=(30, 31)))) == (
        "2.7",
        "New members enter a roll in batches of at least 3, so that no joining shows.",
        "There are 2.",
        "Wait for the next members to join; every member may vote in the ballot in any case.",
    )


def test_who_has_left_is_struck() -> None:
    world, on = grown(0)
    name = code_name("membership", 7)
    world.do(world.act("member.leave", f"membership/{name}", Actor("member", name)))
    world.do(amending(world, on, struck=(7,)))
    gone = world.act("motion.ask_secret", on, world.member(on, 7))
    assert str(world.refusal(gone).fact) == "The one who acts is not on the roll."


FITS = "An amended roll is the old one with the added and without the struck names."


@pytest.mark.parametrize(
    ("changes", "fact"),
    [
        ({"added": (28, 29, 30)}, "What the entry states does not fit the roll."),
        ({"struck": (40,), "added": (30, 31, 32)}, "What the entry states does not fit the roll."),
        ({}, "What the entry states does not fit the roll."),
        (
            {"added": (30, 31, 32), "roll": {"count": 33, "digest": "0" * 64}},
            "What the entry states does not fit the roll.",
        ),
    ],
)
def test_an_amended_roll_is_the_old_one_so_amended(changes: dict[str, Any], fact: str) -> None:
    world, on = grown()
    assert words(world.refusal(amending(world, on, **changes))) == ("2.7", FITS, fact, "Make the roll anew.")


def test_nobody_is_dropped_from_a_roll() -> None:
    world, on = grown()
    assert words(world.refusal(amending(world, on, added=(30, 31, 32), struck=(5,)))) == (
        "2.7",
        "The roll holds each member of the branch once: 33.",
        "It holds 32 code names.",
        "Make the roll anew.",
    )


@pytest.mark.parametrize(
    "added",
    [
        ["Ada"],
        [1],
        [code_name("x", 1), code_name("x", 1)],
        sorted([code_name("x", n) for n in range(3)])[::-1],
    ],
)
def test_names_are_listed_in_one_way(added: list[Any]) -> None:
    world, on = grown()
    assert words(world.refusal(listed(world, on, added))) == (
        "2.7",
        "The names added and struck are code names, sorted, each once.",
        "What stands under added is something else.",
        "Sort them; name each once.",
    )


def listed(world: World, on: str, added: list[Any]) -> Act:
    return world.act("roll.amend", on, added=added, struck=[], roll=world.case(on).roll.as_facts())


def test_a_list_is_a_list() -> None:
    world, on = grown()
    act = world.act("roll.amend", on, added="x", struck=[], roll=world.case(on).roll.as_facts())
    assert words(world.refusal(act)) == (
        "",
        "This act must state added as a list.",
        "It does not.",
        "State it.",
    )


def test_the_roll_of_a_ballot_is_not_amended() -> None:
    world, on = grown()
    world.to(9).put(on)
    refusal = world.refusal(amending(world, on, added=(30, 31, 32)))
    assert words(refusal)[1:3] == (
        "This can be done while it is: tabled, debate, ruled out.",
        "It is: at the vote.",
    )


def test_only_the_site_amends_a_roll() -> None:
    world, on = grown()
    act = amending(world, on, world.member(on, 0), added=(30, 31, 32))
    assert str(world.refusal(act).fact) == "The entry says member."


def test_a_member_of_another_branch_does_not_belong_on_the_roll() -> None:
    world = World().found().to(0)
    on = world.debated(NORTH)
    for n in range(30, 33):
        world.join(n)
    assert str(world.refusal(amending(world, on, added=(30, 31, 32))).fact) == "It holds 13 code names."
