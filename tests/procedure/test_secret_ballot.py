"""Secret ballots: nothing in the record until the declaration, then three lists that nothing joins."""

from typing import Any

import pytest

from folkmoot.procedure.act import Act
from folkmoot.procedure.ballot import SECRET
from folkmoot.procedure.declaration import account, secret_lists
from folkmoot.procedure.papers import digest_of
from folkmoot.procedure.trial import code_name
from procedure.world import World, words

CONDITION = "A secret ballot is declared with the lists of choices, receipts and voters, each once."
CURE = "Publish the lists as the specification says."
CHOICES = ["for"] * 6 + ["against"] * 3 + ["abstain"]


def asking(world: World, on: str, number: int) -> Act:
    return world.act("motion.ask_secret", on, world.member(on, number))


def secret() -> tuple[World, str]:
    world = World().found().to(0)
    on = world.debated()
    for number in range(3):
        world.do(asking(world, on, number))
    world.to(9).put(on)
    return world, on


def voters(number: int) -> list[str]:
    return [code_name("ballot/1", n) for n in range(number)]


def receipts(number: int) -> list[str]:
    return [code_name("receipt", n) for n in range(number)]


def lists(number: int = 10, choices: list[str] | None = None) -> tuple[dict[str, Any], dict[str, bytes]]:
    return secret_lists(choices or CHOICES[:number], receipts(number), voters(number))


def declaring(world: World, on: str, stated: dict[str, Any], papers: dict[str, bytes], **changes: Any) -> Act:
    facts = {"for": 6, "against": 3, "abstain": 1, "outcome": "carried"} | stated | changes
    return world.act("motion.declare", on, papers=papers, **facts)


def test_a_vote_is_secret_where_enough_members_ask() -> None:
    world, on = secret()
    ballot = world.case(on).ballot
    assert ballot is not None and ballot.manner == SECRET
    stated, papers = lists()
    world.to(20).do(declaring(world, on, stated, papers))
    assert world.state(on) == "carried"
    assert account(world.assembly, on, facts=stated, papers=papers).facts["for"] == 6
    assert world.again() == world.assembly


def test_a_vote_is_open_where_too_few_ask_and_nobody_asks_twice() -> None:
    world = World().found().to(0)
    on = world.debated()
    for number in range(2):
        world.do(asking(world, on, number))
    assert words(world.refusal(asking(world, on, 1))) == (
        "6.2",
        "Each member asks once.",
        "You have asked already.",
        "Nothing more is needed from you.",
    )
    world.to(9).put(on)
    ballot = world.case(on).ballot
    assert ballot is not None and ballot.manner == "open vote"


def test_no_vote_of_a_secret_ballot_stands_in_the_record() -> None:
    world, on = secret()
    act = world.act("motion.vote", on, world.member("ballot/1", 1), choice="for")
    assert words(world.refusal(act)) == (
        "6.3",
        "In a secret ballot no vote stands in the record by itself.",
        "This entry would show one.",
        "Cast it in the ballot; the lists are published with the result.",
    )


def test_the_lists_are_sorted_so_that_no_order_joins_them() -> None:
    _, papers = lists()
    for data in papers.values():
        lines = data.decode().splitlines()
        assert lines == sorted(lines)


def test_somebody_votes_twice_or_is_not_on_the_roll() -> None:
    world, on = secret()
    world.to(20)
    doubled = secret_lists(CHOICES, receipts(10), [*voters(9), voters(1)[0]])
    stranger = secret_lists(CHOICES, receipts(10), [*voters(9), code_name("stranger")])
    same_receipt = secret_lists(CHOICES, [*receipts(9), receipts(1)[0]], voters(10))
    stuffed = secret_lists([*CHOICES, "for"], receipts(10), voters(10))
    twice = "They differ in length, or something stands in one twice."
    for (stated, papers), fact in (
        (doubled, twice),
        (same_receipt, twice),
        (stuffed, twice),
        (stranger, "Somebody voted who is not on the roll."),
    ):
        assert words(world.refusal(declaring(world, on, stated, papers))) == ("6.5", CONDITION, fact, CURE)


def test_a_choice_that_is_none_is_refused() -> None:
    world, on = secret()
    world.to(20)
    stated, papers = lists(1, ["yes"])
    assert str(world.refusal(declaring(world, on, stated, papers)).condition).startswith("A vote is one of")


@pytest.mark.parametrize("key", ["ballots", "receipts", "voters"])
def test_each_list_is_stated_and_lies_beside_the_entry(key: str) -> None:
    world, on = secret()
    world.to(20)
    stated, papers = lists()
    unstated = f"The entry does not state the list of {key}."
    missing = f"The list of {key} is missing, or it is another one."
    badly = f"The list of {key} is not written as it must be."
    digest = stated[key]["digest"]
    without = {name: data for name, data in papers.items() if name != digest}
    cases: list[tuple[object, dict[str, bytes], str]] = [
        (None, papers, unstated),
        ("many", papers, unstated),
        (stated[key] | {"note": "x"}, papers, unstated),
        (stated[key], without, missing),
        (stated[key], without | {digest: b"other"}, missing),
        (stated[key] | {"count": 11}, papers, badly),
    ]
    for bad in (papers[digest][:-1], b"z\n" + papers[digest], b"\xff\n", b"\n" * 10, b"a b\n" * 10):
        found = {"count": 10, "digest": digest_of(bad)}
        cases.append((found, papers | {digest_of(bad): bad}, badly))
    for found, beside, fact in cases:
        act = declaring(world, on, stated, beside, **{key: found})
        assert words(world.refusal(act)) == ("6.5", CONDITION, fact, CURE)


def test_a_secret_result_is_counted_like_an_open_one() -> None:
    world, on = secret()
    world.to(20)
    stated, papers = lists()
    act = declaring(world, on, stated, papers, outcome="lost")
    assert str(world.refusal(act).fact) == "For outcome it says lost; the count gives carried."
