"""Joining, moving, leaving, being erased; and opening a branch."""

import pytest

from folkmoot.procedure.act import THE_SITE, Act, Actor
from folkmoot.procedure.trial import code_name
from procedure.world import NORTH, ROOT, World, changed, words

CODE = code_name("membership", 50)
MINE = f"membership/{code_name('membership', 0)}"


def joining(world: World, **changes: object) -> Act:
    facts = {"branch": NORTH, "way": "online"} | changes
    return world.act("member.join", f"membership/{CODE}", Actor("applicant", CODE), **facts)


def mine(world: World, verb: str, **facts: object) -> Act:
    return world.act(verb, MINE, Actor("member", code_name("membership", 0)), **facts)


def test_who_joins_counts_at_once_in_the_branch_and_those_above() -> None:
    world = World().found()
    world.do(joining(world))
    assert (world.assembly.members_of(NORTH), world.assembly.members_of(ROOT)) == (11, 31)
    assert world.state(f"membership/{CODE}") == "member"
    assert world.again() == world.assembly


def test_who_joins_on_paper_is_entered_by_a_clerk() -> None:
    world = World().found()
    clerk = world.officer("clerk").name
    world.do(joining(world, way="paper", clerk=clerk, passkey=True))
    assert world.assembly.members_of(NORTH) == 11


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        (
            {"branch": "south"},
            (
                "2.1",
                "A member belongs to a branch of the organisation.",
                "There is no branch south.",
                "Choose one of its branches.",
            ),
        ),
        (
            {"way": "paper"},
            (
                "2.1",
                "An entry says whether somebody joined online, or on paper through a clerk.",
                "It does not fit the one who entered it.",
                "Say online, or name the clerk and say paper.",
            ),
        ),
        ({"branch": 3}, ("", "This act must state branch as a text.", "It does not.", "State it.")),
        (
            {"name": "Ada"},
            (
                "",
                "An entry carries only the facts of its act.",
                "This one also carries name.",
                "Leave it out.",
            ),
        ),
    ],
)
def test_a_joining_that_is_not_as_it_should_be_is_refused(
    facts: dict[str, object], refusal: tuple[str, ...]
) -> None:
    world = World().found()
    assert words(world.refusal(joining(world, **facts))) == refusal


@pytest.mark.parametrize(
    ("on", "by"), [(f"membership/{CODE}", "someoneelse"), ("membership/Ada", "Ada"), (CODE, CODE + "x")]
)
def test_a_membership_is_named_by_the_code_name_of_whoever_joins(on: str, by: str) -> None:
    world = World().found()
    act = world.act("member.join", on, Actor("applicant", by), branch=ROOT, way="online")
    assert words(world.refusal(act)) == (
        "2.1",
        "A membership is named by a code name made for it.",
        "This entry names it otherwise.",
        "Make a code name for the membership.",
    )


def test_nobody_joins_twice_under_one_code_name() -> None:
    world = World().found()
    world.do(joining(world))
    assert words(world.refusal(joining(world))) == (
        "",
        "Whatever begins takes a name that is free.",
        f"The record knows membership/{CODE} already.",
        "Take the next number, or a new code name.",
    )


def test_a_member_moves_to_another_branch() -> None:
    world = World().found()
    world.do(mine(world, "member.move", branch=NORTH))
    assert (world.assembly.members_of(NORTH), world.assembly.members_of(ROOT)) == (11, 30)
    assert words(world.refusal(mine(world, "member.move", branch=NORTH))) == (
        "2.3",
        "A member moves to another branch.",
        "You belong to this branch already.",
        "Choose another branch.",
    )


def test_a_member_leaves_and_is_one_no_more() -> None:
    world = World().found()
    world.do(mine(world, "member.leave"))
    assert world.assembly.members_of(ROOT) == 29
    assert words(world.refusal(mine(world, "member.move", branch=NORTH))) == (
        "2.3",
        "This can be done while it is: member.",
        "It is: left.",
        "Nothing can be done here any more; it may be begun anew where the rules allow.",
    )
    assert world.again() == world.assembly


def test_nobody_moves_or_leaves_for_another() -> None:
    world = World().found()
    other = Actor("member", code_name("membership", 1))
    for verb, rule, facts in (("member.leave", "2.4", {}), ("member.move", "2.3", {"branch": NORTH})):
        assert words(world.refusal(world.act(verb, MINE, other, **facts))) == (
            rule,
            "This may be done by the member concerned.",
            "That is somebody else.",
            "Ask one of those named to do it.",
        )


def test_a_rulebook_may_say_that_a_member_leaves_in_other_words() -> None:
    world = World()
    world = World(
        world.text.replace("power: member.leave\nwho: the member", "power: member.leave\nwho: member")
    )
    world.found().do(mine(world, "member.leave"))
    stranger = Actor("member", code_name("membership", 2))
    act = world.act("member.leave", f"membership/{code_name('membership', 1)}", stranger)
    assert str(world.refusal(act).fact) == "The one who acts is not on the roll."


def test_an_erasure_is_counted_and_names_nobody() -> None:
    world = World().found()
    for number in (1, 2):
        world.do(world.act("person.erase", f"erasure/{number}", **{"class": "membership"}, reason="request"))
    assert world.state("erasure/2") == "erased"
    assert world.again() == world.assembly


@pytest.mark.parametrize(
    ("on", "facts", "refusal"),
    [
        (
            "erasure/2",
            {"class": "membership", "reason": "request"},
            ("2.6", "Erasures are numbered one by one.", "The next is 1.", "Use that number."),
        ),
        (
            "erasure/1",
            {"class": "Ada", "reason": "request"},
            (
                "2.6",
                "An erasure states what was erased and the lawful reason, and no name.",
                "This one states something else.",
                "State class and reason from the list.",
            ),
        ),
        (
            "erasure/1",
            {"class": "membership", "reason": "spite"},
            (
                "2.6",
                "An erasure states what was erased and the lawful reason, and no name.",
                "This one states something else.",
                "State class and reason from the list.",
            ),
        ),
    ],
)
def test_an_erasure_that_says_too_much_is_refused(
    on: str, facts: dict[str, str], refusal: tuple[str, ...]
) -> None:
    world = World().found()
    assert words(world.refusal(world.act("person.erase", on, THE_SITE, **facts))) == refusal


def test_an_erasure_that_names_the_member_is_refused() -> None:
    world = World().found()
    facts = {"class": "membership", "reason": "request"}
    named = world.act("person.erase", "erasure/1", Actor("member", CODE), **facts)
    assert str(world.refusal(named).fact) == "The entry gives a name to member."
    world.do(world.act("person.erase", "erasure/1", Actor("member"), **facts))


def opening(world: World, index: int | None, **changes: object) -> Act:
    facts = {"branch": "south", "title": "South", "parent": ROOT, "passkey": None} | changes
    relies_on = () if index is None else (index,)
    return world.act("branch.open", f"branch/{facts['branch']}", THE_SITE, relies_on=relies_on, **facts)


def decided(world: World) -> int:
    effect = {"act": "branch.open", "branch": "south", "title": "South", "parent": ROOT}
    return world.decided(effect=effect)[1]


def test_a_branch_is_opened_by_decision_of_the_one_above() -> None:
    world = World().found().to(0)
    index = decided(world)
    world.do(opening(world, index))
    assert world.assembly.above("south") == ("south", ROOT)
    assert world.state("branch/south") == "open"
    assert world.again() == world.assembly


def test_a_branch_may_be_opened_by_the_secretary_of_the_one_above_and_no_other() -> None:
    world = World().found().to(0)
    act = opening(world, decided(world))
    north = world.act(
        act.verb, act.on, world.officer("secretary", NORTH), relies_on=act.relies_on, **act.facts
    )
    assert str(world.refusal(north).fact) == "That secretary serves another branch."
    mine = world.act(act.verb, act.on, world.officer("secretary"), relies_on=act.relies_on, **act.facts)
    world.do(changed(mine, passkey=True))


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        (
            {"parent": "west"},
            (
                "1.6",
                "This rests on a motion of the branch that decided just this, and is carried out once.",
                "That was decided in another branch.",
                "Table a motion that decides it, and rely on its result.",
            ),
        ),
        (
            {"title": "Deep South"},
            (
                "1.6",
                "This rests on a motion of the branch that decided just this, and is carried out once.",
                "That motion decided something else.",
                "Table a motion that decides it, and rely on its result.",
            ),
        ),
    ],
)
def test_a_branch_that_was_not_decided_on_is_not_opened(
    changes: dict[str, object], refusal: tuple[str, ...]
) -> None:
    world = World().found().to(0)
    index = decided(world)
    assert words(world.refusal(opening(world, index, **changes))) == refusal


FREE = "power: branch.open\nwho: secretary or the site\nneeds: decision of the branch"


def test_a_branch_takes_a_free_id_and_hangs_from_one_that_exists() -> None:
    world = World(World().text.replace(FREE, FREE.partition("\nneeds")[0])).found()
    assert words(world.refusal(opening(world, None, branch=NORTH))) == (
        "1.6",
        "A new branch takes an id that is free.",
        "There is a branch north already, or the entry names another.",
        "Choose another id.",
    )
    assert words(world.refusal(opening(world, None, parent="west"))) == (
        "1.6",
        "A branch hangs from another branch.",
        "There is no branch west.",
        "Name one that exists.",
    )
    world.do(opening(world, None))
    assert world.assembly.below(ROOT) == (ROOT, NORTH, "south")
