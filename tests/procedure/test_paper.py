"""What members sign on paper, and a clerk in office enters."""

from typing import Any

import pytest

from folkmoot.procedure.act import Act, Actor
from folkmoot.procedure.trial import code_name
from procedure.world import NORTH, ROOT, World, changed, words

CONDITION = "A clerk in office may enter what a member has signed on paper."
CURE = "Have a clerk in office enter it."


def seconding(world: World, on: str, clerk: object, **facts: Any) -> Act:
    facts = {"clerk": clerk, "passkey": True} | facts
    return world.act("motion.second", on, world.member(on, 25), **facts)


def test_a_clerk_enters_what_a_member_has_signed() -> None:
    world = World().found().to(0)
    on = world.table(NORTH)
    world.do(seconding(world, on, world.officer("clerk").name))
    assert world.again() == world.assembly


@pytest.mark.parametrize("clerk", ["nobody", 3, None, ["x"]])
def test_who_is_no_clerk_enters_nothing(clerk: object) -> None:
    world = World().found().to(0)
    on = world.table(NORTH)
    act = seconding(world, on, "nobody")
    act = changed(act, clerk=clerk) if clerk is not None else changed(act, clerk=world.officer("chair").name)
    fact = "The entry names somebody who is not a clerk in office."
    assert words(world.refusal(act)) == ("2.2", CONDITION, fact, CURE)


def test_a_clerk_enters_nothing_after_the_term() -> None:
    world = World().found().to(0)
    world.pass_days(200)
    on = world.table(NORTH)
    act = seconding(world, on, world.officer("clerk").name)
    assert words(world.refusal(act)) == ("2.2", CONDITION, "The term of that clerk has ended.", CURE)


def test_a_clerk_acts_by_passkey() -> None:
    world = World().found().to(0)
    on = world.table(NORTH)
    act = seconding(world, on, world.officer("clerk").name, passkey=None)
    assert words(world.refusal(act)) == ("2.2", CONDITION, "The clerk was not signed in by passkey.", CURE)


def test_a_clerk_serves_the_branch_and_those_under_it() -> None:
    world = World()
    offices = [{"office": "clerk", "branch": NORTH, "name": world.officer("clerk", NORTH).name}]
    world.found(offices=offices).to(0)
    clerk = world.officer("clerk", NORTH).name
    world.do(seconding(world, world.table(NORTH), clerk))
    away = seconding(world, world.table(ROOT), clerk)
    assert words(world.refusal(away)) == ("2.2", CONDITION, "That clerk serves another branch.", CURE)


def test_what_officers_and_the_site_do_is_not_entered_from_paper() -> None:
    world = World().found().to(0)
    clerk = world.officer("clerk").name
    on = world.debated()
    world.to(24)
    by_site = changed(world.putting(on, Actor("the site")), clerk=clerk, passkey=True)
    fact = "What the site does is not entered from paper."
    assert words(world.refusal(by_site)) == ("2.2", CONDITION, fact, CURE)
    world.do(changed(world.putting(on, world.member(on, 4)), clerk=clerk, passkey=True))


def test_nothing_is_entered_from_paper_where_no_rule_allows_it() -> None:
    power = "```rule\npower: clerk.enter\nwho: clerk\nneeds: by passkey\n```\n"
    text = World().text
    assert power in text
    world = World(text.replace(power, "")).found().to(0)
    on = world.table(NORTH)
    act = seconding(world, on, world.officer("clerk").name)
    fact = "No paragraph of the rulebook lets a clerk enter anything."
    assert words(world.refusal(act)) == ("", CONDITION, fact, CURE)


def test_a_paper_member_is_not_said_to_have_joined_online() -> None:
    world = World().found()
    name = code_name("membership", 60)
    facts = {"branch": ROOT, "way": "online", "clerk": world.officer("clerk").name, "passkey": True}
    act = world.act("member.join", f"membership/{name}", Actor("applicant", name), **facts)
    assert str(world.refusal(act).fact) == "It does not fit the one who entered it."
