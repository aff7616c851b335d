"""Each condition by itself: several of them ask again what the tables have asked, and must not be hollow."""

from typing import Any

import pytest

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.case import Case
from folkmoot.procedure.conditions import CONDITIONS
from folkmoot.procedure.matter import Matter
from procedure.world import DEEP, World, edited, words


def matter(world: World, on: str, state: str, *, number: int = 1, **facts: Any) -> Matter:
    """Somebody seconding, with the motion said to be in some state."""
    case = world.case(on)
    act = world.act("motion.second", on, world.member(on, number), **facts)
    row = case.machine.row(f"{case.machine.name}.withdraw")
    assert row is not None
    power = world.book.powers["motion.second"][0]
    return Matter(world.assembly, act, world.now, row, world.book, case, power, state)


def asked(name: str, about: Matter, key: str | None = None) -> tuple[str, ...]:
    """What a condition says of the matter: nothing, or fact and cure."""
    try:
        CONDITIONS[name](about, key)
    except OutOfOrder as refusal:
        assert refusal.rule == "4.2" and refusal.condition
        return words(refusal)[2:]
    return ()


@pytest.mark.parametrize(
    ("name", "met", "not_met", "refusal"),
    [
        (
            "debate is open",
            "ruled out",
            "at the vote",
            ("It is: at the vote.", "Speak to another motion, or table one."),
        ),
        (
            "ballot is open",
            "at the vote",
            "debate",
            ("The ballot is not open.", "Look for the day on which it opens or opened."),
        ),
        (
            "ballot is closed",
            "closed",
            "at the vote",
            ("The ballot has not closed.", "Wait until it closes."),
        ),
        ("not withdrawn", "debate", "withdrawn", ("It has been withdrawn.", "It may be begun anew.")),
        (
            "no ballot yet",
            "debate",
            "at the vote",
            ("The ballot has opened.", "It is too late for this motion."),
        ),
        ("no ballot yet", "tabled", "closed", ("The ballot has opened.", "It is too late for this motion.")),
    ],
)
def test_a_condition_on_the_state_is_met_or_refused(
    name: str, met: str, not_met: str, refusal: tuple[str, str]
) -> None:
    world = World().found().to(0)
    on = world.table()
    assert asked(name, matter(world, on, met)) == ()
    assert asked(name, matter(world, on, not_met)) == refusal


def test_on_the_roll_means_on_the_roll_of_the_proceeding() -> None:
    world = World().found().to(0)
    on = world.table()
    assert asked("on the roll", matter(world, on, "tabled")) == ()
    assert asked("on the roll", matter(world, on, "tabled", number=99)) == (
        "The one who acts is not on the roll.",
        "Whoever joins later is added to the roll by the site, with others.",
    )


def test_enough_support_is_counted() -> None:
    world = World().found().to(0)
    on = world.table()
    assert asked("seconders", matter(world, on, "tabled"), "motion.seconders") == (
        "0 have done so.",
        "2 more would be enough.",
    )
    world.second(on)
    assert asked("seconders", matter(world, on, "debate"), "motion.seconders") == ()


def test_a_plain_proceeding_has_neither_mover_nor_supporters() -> None:
    world = World().found()
    case = world.case("assembly")
    assert type(case) is Case
    assert (case.mover_of({}), case.supporters_of({})) == ("", ())


def test_an_entrenched_change_is_not_counted_by_the_plain_rule() -> None:
    world = World().found().to(0)
    entrenched = world.propose(edited(DEEP))
    assert asked("not entrenched", matter(world, entrenched, "closed")) == (
        "The change touches an entrenched paragraph.",
        "Count it by the rule for entrenched paragraphs.",
    )
    assert asked("not entrenched", matter(world, world.table(), "closed")) == ()


def test_what_no_proceeding_is_about_has_no_mover() -> None:
    world = World().found().to(0)
    tabling = world.act("motion.table", "motion/1", world.member("motion/1", 0))
    row = world.case("assembly").machine.row("assembly.found")
    assert row is not None
    power = world.book.powers["motion.second"][0]
    about = Matter(world.assembly, tabling, world.now, row, world.book, None, power, "")
    for name in ("not the mover", "not already a seconder", "not already a backer"):
        assert asked(name, about) == ()
    assert asked("seconders", about, "motion.seconders") == ("0 have done so.", "2 more would be enough.")
