"""Ruling a motion out: on a listed ground, in time, once; mended by its mover or put back by members."""

import pytest

from folkmoot.procedure.act import Act, Actor
from procedure.world import NORTH, TEXT, World, words

GROUNDS = "contrary, not-our-business, decided-recently, defamatory"


def ruling(
    world: World, on: str, ground: object = "contrary", by: Actor | None = None, **more: object
) -> Act:
    relies_on = more.pop("relies_on", ())
    facts = {"ground": ground, "reasons": TEXT, "passkey": True} | more
    return world.act("motion.rule_out", on, by or world.officer("secretary"), relies_on=relies_on, **facts)  # type: ignore[arg-type]


def objecting(world: World, on: str, number: int) -> Act:
    return world.act("motion.object", on, world.member(on, number))


def mending(world: World, on: str, number: int = 0, **changes: object) -> Act:
    facts = {"text": TEXT, "length": 90} | changes
    return world.act("motion.mend", on, world.member(on, number, "mover"), **facts)


def test_a_motion_ruled_out_stays_out_if_nobody_objects_in_time() -> None:
    world = World().found().to(0)
    on = world.table()
    world.to(1).do(ruling(world, on))
    assert world.state(on) == "ruled out"
    assert world.to(8).state(on) == "ruled out"
    late = world.to(9).standing(on)
    assert (late.state, late.rule) == ("out of order", "4.6")
    assert world.again() == world.assembly


def test_members_who_object_put_it_back_where_it_was() -> None:
    world = World().found().to(0)
    for debated in (False, True):
        on = world.debated() if debated else world.table()
        world.do(ruling(world, on))
        for number in range(4):
            world.do(objecting(world, on, number))
            assert world.state(on) == "ruled out"
        world.do(objecting(world, on, 4))
        assert world.state(on) == ("debate" if debated else "tabled")


def test_a_motion_put_back_has_its_time_for_seconders_again() -> None:
    world = World().found().to(0)
    on = world.table()
    world.to(2).do(ruling(world, on))
    world.to(3).do(mending(world, on))
    assert world.to(16).state(on) == "tabled"
    assert world.to(18).state(on) == "lapsed"


def test_nobody_objects_twice() -> None:
    world = World().found().to(0)
    on = world.table()
    world.do(ruling(world, on))
    world.do(objecting(world, on, 1))
    assert words(world.refusal(objecting(world, on, 1))) == (
        "4.6",
        "Each member objects once.",
        "You have objected already.",
        "Nothing more is needed from you.",
    )


def test_the_mover_mends_it_in_time_and_nobody_else() -> None:
    world = World().found().to(0)
    on = world.table()
    world.do(ruling(world, on))
    assert str(world.refusal(mending(world, on, 1)).fact) == "That is somebody else."
    assert words(world.refusal(mending(world, on, length=501)))[1:3] == (
        "The text may have 500 words at the most.",
        "This one has 501.",
    )
    world.now += 48 * 3600 + 1
    assert words(world.refusal(mending(world, on))) == (
        "4.5",
        "This may be done within 48 hours from the ruling.",
        "That time has run out.",
        "What follows is: the ruling stands.",
    )
    world.now -= 1
    world.do(mending(world, on))
    assert world.state(on) == "tabled"


def test_a_motion_is_ruled_on_once() -> None:
    world = World().found().to(0)
    on = world.table()
    world.do(ruling(world, on))
    world.do(mending(world, on))
    assert words(world.refusal(ruling(world, on))) == (
        "4.3",
        "A motion is ruled on once.",
        "It was ruled out before, and came back in order.",
        "The motion stands.",
    )


def test_only_listed_grounds_count() -> None:
    world = World().found().to(0)
    on = world.table()
    for ground, named in (("I do not like it", "I do not like it"), (None, "none")):
        assert words(world.refusal(ruling(world, on, ground))) == (
            "4.3",
            f"Only these grounds count: {GROUNDS}.",
            f"The ground given is: {named}.",
            "Name one of them, or leave the motion in order.",
        )


def test_a_ruling_comes_in_time_or_not_at_all() -> None:
    world = World().found().to(0)
    on = world.table()
    world.now += 72 * 3600
    assert world.assembly.standing(on, world.now).state == "tabled"
    world.now += 1
    assert words(world.refusal(ruling(world, on))) == (
        "4.3",
        "This may be done within 72 hours from the tabling.",
        "That time has run out.",
        "What follows is: the motion is in order.",
    )


def test_only_the_secretary_of_the_branch_rules_it_out_by_passkey() -> None:
    world = World().found().to(0)
    on = world.table(NORTH)
    for by, fact in (
        (world.officer("secretary"), "That secretary serves another branch."),
        (world.officer("chair"), "The entry says chair."),
        (world.member(on, 25), "The entry says member."),
    ):
        assert str(world.refusal(ruling(world, on, by=by, passkey=None)).fact) == fact
    mine = world.officer("secretary", NORTH)
    assert words(world.refusal(ruling(world, on, by=mine, passkey=None))) == (
        "4.3",
        "Officers act by passkey.",
        "This act was not signed in by passkey.",
        "Sign in again with your passkey.",
    )
    world.do(ruling(world, on, by=mine))


LATELY = "A matter was decided lately if a result of the branch, not older than 6 months, is named."


def test_decided_lately_names_the_result() -> None:
    world = World().found().to(0)
    _, index = world.decided(NORTH)
    on = world.table(NORTH)
    by = world.officer("secretary", NORTH)
    for relies_on in ((), (0,), (index - 1,), (0, index)):
        assert words(world.refusal(ruling(world, on, "decided-recently", by, relies_on=relies_on))) == (
            "4.3",
            LATELY,
            "The entry relies on no such result.",
            "Name the declaration, or leave the motion in order.",
        )
    world.do(ruling(world, on, "decided-recently", by, relies_on=(index,)))
    assert world.state(on) == "ruled out"
    assert world.again() == world.assembly


def test_decided_lately_is_of_the_same_branch() -> None:
    world = World().found().to(0)
    _, index = world.decided()
    on = world.table(NORTH)
    by = world.officer("secretary", NORTH)
    assert (
        str(world.refusal(ruling(world, on, "decided-recently", by, relies_on=(index,))).condition) == LATELY
    )


@pytest.mark.parametrize(("term", "lately"), [("[6 months]", True), ("[1 month]", False)])
def test_decided_lately_is_within_the_term(term: str, lately: bool) -> None:
    text = World().text.replace("[6 months]{motion.decided-within}", f"{term}{{motion.decided-within}}")
    world = World(text).found().to(0)
    _, index = world.decided()
    world.pass_days(60)
    act = ruling(world, world.table(), "decided-recently", relies_on=(index,))
    if lately:
        world.do(act)
    else:
        assert str(world.refusal(act).fact) == "The entry relies on no such result."


def test_a_lost_motion_was_decided_too() -> None:
    world = World().found().to(0)
    on, index = world.decided(in_favour=0)
    assert world.state(on) == "lost"
    world.do(ruling(world, world.table(), "decided-recently", relies_on=(index,)))


def test_another_ground_relies_on_no_result() -> None:
    world = World().found().to(0)
    _, index = world.decided()
    assert words(world.refusal(ruling(world, world.table(), relies_on=(index,)))) == (
        "4.3",
        "A ruling relies on another entry only where it says that the matter was decided lately.",
        "This one gives another ground.",
        "Leave it out.",
    )
