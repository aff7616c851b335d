"""A change of the rules: proposed, backed, amended, voted, in force; entrenched paragraphs guarded."""

from typing import Any

import pytest

from folkmoot.procedure.act import THE_SITE, Act
from folkmoot.procedure.change import Change
from folkmoot.procedure.papers import digest_of
from procedure.world import DEEP, NORTH, PLAIN, TEXT, World, changed, edited, words

OTHER = ("[500 words]{motion.length}", "[600 words]{motion.length}")
LATEST = (
    "A change is written against the latest rulebook, and changes something in it.",
    "This one was written against another text, or changes nothing.",
    "Start again from the rulebook as it now stands.",
)


def noticed(*changes: tuple[str, str]) -> tuple[World, str]:
    world = World().found().to(0)
    on = world.propose(edited(*changes))
    world.back(on)
    return world, on


def amending(world: World, on: str, text: str, number: int = 0, **more: Any) -> Act:
    data = text.encode()
    facts = {"rulebook": digest_of(data), "base": world.assembly.books[-1][1].digest, "text": TEXT} | more
    return world.act(
        "change.amend", on, world.member(on, number, "proposer"), papers={digest_of(data): data}, **facts
    )


def carried(world: World, on: str, day: int) -> None:
    """Put it to the vote on that day, and declare it carried in time."""
    world.to(day).put(on)
    world.votes(on, 12, 3)
    world.pass_days(10)
    world.do(world.declaring(on))


def test_changes_are_numbered_and_concern_the_whole_organisation() -> None:
    world = World().found().to(0)
    refusal = words(world.refusal(world.proposing(edited(PLAIN), branch=NORTH)))
    assert refusal == (
        "7.1",
        "Changes of the rules are numbered one by one and concern the whole organisation.",
        "The next is change 1.",
        "Use that number.",
    )
    world.propose(edited(PLAIN))
    assert world.propose(edited(OTHER)) == "change/2"


def test_a_change_changes_something_in_the_latest_rulebook() -> None:
    world = World().found().to(0)
    assert words(world.refusal(world.proposing(world.text))) == ("7.1", *LATEST)
    assert words(world.refusal(world.proposing(edited(PLAIN), base=TEXT))) == ("7.1", *LATEST)


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        (
            ("[28 days]{change.notice}", "[2 days]{change.notice}"),
            "there are less than 14 days from the freezing",
        ),
        (
            ("who: the site or anyone\nneeds: ballot is closed\n", "who: chair\nneeds: ballot is closed\n"),
            "only chair can do",
        ),
        (("then it is refused under 4.3", "then it is ruled out"), "This example does not hold: "),
    ],
)
def test_a_rulebook_that_takes_a_guarantee_or_fails_its_examples_is_not_proposed(
    change: tuple[str, str], fact: str
) -> None:
    world = World().found().to(0)
    rule, condition, found, cure = words(world.refusal(world.proposing(edited(change))))
    assert rule == "7.1"
    assert condition.startswith("A rulebook must read well, keep the floor of guarantees")
    assert fact in found and cure
    assert list(world.assembly.known_books) == [world.book.digest]


def test_the_text_of_a_change_lies_beside_the_entry() -> None:
    world = World().found().to(0)
    act = world.proposing(edited(PLAIN))
    papers = {digest: data for digest, data in act.papers.items() if digest != act.facts["rulebook"]}
    bare = world.act(act.verb, act.on, act.by, papers=papers, **act.facts)
    assert words(world.refusal(bare))[:3] == (
        "7.1",
        "The paper named under rulebook must lie beside the record.",
        "It is missing, or it is another one.",
    )


def test_nobody_backs_twice_and_the_proposer_not_at_all() -> None:
    world = World().found().to(0)
    on = world.propose(edited(PLAIN))
    world.do(world.act("change.back", on, world.member(on, 1)))
    assert words(world.refusal(world.act("change.back", on, world.member(on, 1)))) == (
        "7.2",
        "Each member counts once.",
        "You have done this already.",
        "Nothing more is needed from you.",
    )
    own = world.refusal(world.act("change.back", on, world.member(on, 0)))
    assert words(own) == (
        "7.2",
        "Each member backs a change once, and not their own.",
        "You have proposed or backed it already.",
        "Nothing more is needed from you.",
    )


def test_a_change_without_backers_lapses() -> None:
    world = World().found().to(0)
    on = world.propose(edited(PLAIN))
    world.back(on, 4)
    late = world.to(16).standing(on)
    assert (late.state, late.rule) == ("lapsed", "7.2")


def test_a_change_that_nobody_puts_to_the_vote_lapses() -> None:
    world, on = noticed(PLAIN)
    late = world.to(100).standing(on)
    assert (late.state, late.rule) == ("lapsed", "7.5")


def test_a_change_may_be_withdrawn_by_its_proposer_until_the_ballot() -> None:
    world, on = noticed(PLAIN)
    other = world.act("change.withdraw", on, world.member(on, 3, "proposer"))
    assert str(world.refusal(other).fact) == "That is somebody else."
    world.do(world.act("change.withdraw", on, world.member(on, 0, "proposer")))
    assert world.state(on) == "withdrawn"


def test_a_change_is_amended_by_its_proposer_until_the_freeze() -> None:
    world, on = noticed(PLAIN)
    assert str(world.refusal(amending(world, on, edited(OTHER), 3)).fact) == "That is somebody else."
    world.to(10).do(amending(world, on, edited(OTHER)))
    case = world.case(on)
    assert isinstance(case, Change) and case.proposed == digest_of(edited(OTHER).encode())
    world.to(16)
    assert words(world.refusal(amending(world, on, edited(PLAIN)))) == (
        "7.3",
        "This may be done within 14 days from the notice.",
        "That time has run out.",
        "What follows is: nothing follows.",
    )
    carried(world, on, 31)
    assert world.to(60).assembly.book_at(world.now).setting("motion.length").words == "600 words"
    assert world.again() == world.assembly


def test_a_change_is_not_voted_on_without_notice() -> None:
    world, on = noticed(PLAIN)
    assert words(world.to(20).refusal(world.putting(on))) == (
        "7.5",
        "This may be done once 28 days have passed from the notice.",
        "They have not.",
        "Wait until 30 June 2026.",
    )


def test_one_change_at_a_time_goes_to_the_vote_on_the_text_that_it_will_change() -> None:
    world, first = noticed(PLAIN)
    second = world.propose(edited(OTHER))
    world.back(second)
    world.to(31).put(first)
    refusal = words(world.refusal(world.putting(second)))
    assert refusal == (
        "7.5",
        "One change of the rules at a time goes to the vote, on the text that it will change.",
        "Another is at the vote or has been adopted since.",
        "Amend this one to the latest text, or wait for the other's result.",
    )
    world.votes(first, 12)
    world.to(40)
    assert words(world.refusal(world.putting(second))) == refusal
    world.do(world.declaring(first))
    assert words(world.refusal(world.putting(second))) == refusal
    world.to(70)
    assert words(world.refusal(world.putting(second))) == refusal, "its text is not the latest"


def test_a_lost_change_leaves_the_way_free() -> None:
    world, first = noticed(PLAIN)
    second = world.propose(edited(OTHER))
    world.back(second)
    world.to(31).put(first)
    world.votes(first, 3, 9)
    world.to(40).do(world.declaring(first, "lost"))
    assert world.state(first) == "lost"
    carried(world, second, 41)
    assert world.state(second) == "adopted"


@pytest.mark.parametrize(
    ("votes", "outcome"), [((8, 4), "carried"), ((7, 4), "lost"), ((5, 0), "lost"), ((6, 0), "carried")]
)
def test_a_change_takes_two_thirds_and_a_fifth_of_the_members(votes: tuple[int, int], outcome: str) -> None:
    world, on = noticed(PLAIN)
    world.to(31).put(on)
    world.votes(on, *votes)
    world.to(40)
    other = "lost" if outcome == "carried" else "carried"
    refusal = world.refusal(world.declaring(on, other))
    assert words(refusal)[:3] == (
        "7.7",
        "A declaration states what the count gives.",
        f"For outcome it says {other}; the count gives {outcome}.",
    )
    world.do(world.declaring(on, outcome))


def test_a_change_that_is_not_entrenched_is_not_lost_by_the_larger_majority() -> None:
    world, on = noticed(PLAIN)
    world.to(31).put(on)
    world.votes(on, 10, 4)
    world.to(40)
    assert world.refusal(world.declaring(on, "lost")).rule == "7.7"
    index = world.do(world.declaring(on))
    assert b'"rule":"7.7"' in world.leaves[index]
    assert world.state(on) == "adopted"


def test_an_entrenched_paragraph_is_not_changed_by_the_smaller_majority() -> None:
    world, on = noticed(DEEP)
    world.to(31).put(on)
    world.votes(on, 10, 4)
    world.to(40)
    assert words(world.refusal(world.declaring(on)))[:3] == (
        "7.8",
        "A declaration states what the count gives.",
        "For outcome it says carried; the count gives lost.",
    )
    world.do(world.declaring(on, "lost"))
    assert world.state(on) == "lost"


@pytest.mark.parametrize(
    "change",
    [
        DEEP,
        ("[14 days]{change.freeze}", "[13 days]{change.freeze}"),
        ("each member may rely on them", "some may rely on them"),
        ("lasts: change.lasts\n```\n```rule\nentrenched: yes\n", "lasts: change.lasts\n"),
    ],
)
def test_what_touches_an_entrenched_paragraph_is_entrenched(change: tuple[str, str]) -> None:
    world = World().found().to(0)
    case = world.case(world.propose(edited(change)))
    assert isinstance(case, Change) and case.entrenched


def test_the_second_vote_may_be_lost() -> None:
    world, on = noticed(DEEP)
    carried(world, on, 31)
    assert world.state(on) == "notice"
    world.to(103).put(on)
    world.votes(on, 3, 9)
    world.to(115).do(world.declaring(on))
    assert world.state(on) == "lost"


def test_an_amendment_may_bring_an_entrenched_paragraph_in() -> None:
    world, on = noticed(PLAIN)
    world.do(amending(world, on, edited(PLAIN, DEEP)))
    case = world.case(on)
    assert isinstance(case, Change) and case.entrenched


def test_a_change_whose_result_nobody_declares_may_be_put_again() -> None:
    world, on = noticed(PLAIN)
    world.to(31).put(on)
    late = world.to(75).standing(on)
    assert (late.state, late.rule) == ("notice", "7.7")
    world.put(on, THE_SITE)
    assert world.state(on) == "at the vote"


def test_nothing_rides_along_with_a_change() -> None:
    world, on = noticed(PLAIN)
    for act in (
        changed(world.proposing(edited(OTHER)), note="x"),
        changed(amending(world, on, edited(OTHER)), note="x"),
        world.act("change.back", on, world.member(on, 9), note="x"),
        world.act("change.withdraw", on, world.member(on, 0, "proposer"), note="x"),
    ):
        assert str(world.refusal(act).fact) == "This one also carries note.", act.verb


def test_a_ballot_on_a_change_is_for_or_against() -> None:
    world, on = noticed(PLAIN)
    world.to(31).put(on)
    ranked = world.act("change.vote", on, world.member("ballot/1", 3), ranks=[1, 2])
    assert str(world.refusal(ranked).fact) == "This one also carries ranks."
