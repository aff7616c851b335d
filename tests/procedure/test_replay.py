"""Replay: the same check over a whole record, from public facts and papers alone."""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from functools import cache
from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.machines import MACHINES
from folkmoot.procedure.replay import BadAct, act_of, replay, replay_one
from folkmoot.procedure.ruling import rule_on
from folkmoot.tlog.canonical import encode
from folkmoot.tlog.leaf import BadLeaf, Leaf
from procedure.walks import STEPS, walk
from procedure.world import SEAL, World
from procedure.year import year

LEFT_TO_PEOPLE = {
    "seals": "a seal binds words that no rule reads",
    "facts.text": "the text of a motion, or the reasons for a change",
    "facts.reasons": "the reasons of a ruling",
    "facts.length": "counted by whoever tabled it, and held against the limit",
}
"""What may change in an entry without any ruling being other than it was, and why."""

CHOSEN = {
    "time": "when something was done, where every term is kept all the same",
    "by": "the site and anyone may do the same, or another member",
    "on": "erasures and holdings name themselves",
    "facts.choice": "a vote that another vote replaced, or that changes no count that was declared",
    "facts.effect": "what a motion authorises, where nobody has done it",
    "facts.reply_to": "which speech another answers",
    "facts.name": "what the organisation is called",
    "facts.branches": "how a branch is called",
    "facts.founders": "who belongs where, as far as nobody counts it",
    "facts.offices": "who holds an office that nobody uses",
    "facts.branch": "where somebody belongs, as far as nobody counts it",
    "facts.reason": "the lawful reason for an erasure",
    "facts.ground": "the ground of a ruling, among those listed",
    "facts.struck": "nobody",
    "facts.added": "nobody",
}
"""What an actor was free to choose. Another choice is another record, and the tree tells the two apart."""


@cache
def recorded() -> World:
    return year()


def entries(world: World) -> Iterator[Leaf]:
    return (Leaf.decode(data) for data in world.leaves)


def test_the_year_replays_from_its_bytes() -> None:
    world = recorded()
    assert world.again() == world.assembly
    assert {on: world.state(on) for on in world.assembly.cases if on.startswith(("motion", "change"))} == {
        "motion/1": "carried",
        "motion/2": "carried",
        "motion/3": "withdrawn",
        "motion/4": "lapsed",
        "motion/5": "out of order",
        "motion/6": "lost",
        "change/1": "in force",
        "change/2": "withdrawn",
        "motion/7": "lapsed",
    }


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_a_replay_gives_the_same_facts_as_the_acts_did(steps: list[tuple[int, int, int]]) -> None:
    world = walk(steps)
    assert world.again() == world.assembly


def spoilt(entry: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Copies of an entry, each with one field changed, and the name of the field."""
    for key in entry:
        for other in others(entry[key]):
            if key not in ("facts", "by"):
                yield key, entry | {key: other}
    for part in ("facts", "by"):
        for key in entry[part]:
            for other in others(entry[part][key]):
                yield "by" if part == "by" else f"facts.{key}", entry | {part: entry[part] | {key: other}}
    yield "facts.more", entry | {"facts": entry["facts"] | {"more": "x"}}


def others(old: Any) -> list[Any]:
    """Values that might be put in the place of another."""
    found: list[Any] = [0, 1, "", "x", [], {}, True]
    if type(old) is int:
        found += [old - 1, old + 1, old + 400 * 86_400]
    elif isinstance(old, str):
        found += [old[1:], old + "x", SEAL, "for", "against", "the site", "secretary", "member", "motion/1"]
    elif isinstance(old, list):
        found += [old[:-1], [*old, *old[:1]], [*old, 0], [*old, "x"], old[::-1], [SEAL]]
    elif isinstance(old, dict):
        found += [{**old, "more": 1}, {**old, "count": 1}, *({**old, key: "x"} for key in old)]
    return [each for each in found if encode([each]) != encode([old])]


def fresh(assembly: Assembly) -> Assembly:
    """A copy that shares what never changes."""
    shared = [*assembly.known_books.values(), *MACHINES]
    return deepcopy(assembly, {id(each): each for each in shared})


def results(assembly: Assembly) -> Any:
    """What was decided: every declaration with its outcome, and the editions of the rules."""
    outcomes = {index: assembly.cases[on].phase for index, on in assembly.declared.items()}
    return outcomes, [book.digest for _, book in assembly.books]


@pytest.mark.parametrize("index", range(len(recorded().leaves)))
def test_an_entry_with_one_field_changed_is_caught_or_changes_no_ruling(index: int) -> None:
    world = recorded()
    before = replay((leaf for leaf in entries(world) if leaf.index < index), world.papers.get)
    later = [leaf for leaf in entries(world) if leaf.index > index]
    caught = 0
    for field, value in spoilt(json.loads(world.leaves[index])):
        try:
            leaf = Leaf.decode(encode(value))
            rule_on(before, act_of(leaf, world.papers.get), leaf.time)  # changes nothing, and catches most
            assembly = fresh(before)
            for each in (leaf, *later):
                replay_one(assembly, each, world.papers.get)
        except (OutOfOrder, BadAct, BadLeaf) as bad:
            assert str(bad)
            caught += 1
        else:
            assert field in LEFT_TO_PEOPLE | CHOSEN, f"{value['act']}: {field} was changed, nothing said so"
            assert results(assembly) == results(world.assembly)
    assert caught


def test_the_order_of_votes_does_not_matter() -> None:
    found = set()
    for order in permutations([(1, "for"), (2, "against"), (3, "for"), (4, "abstain")]):
        world = World().found().to(0)
        on = world.debated()
        world.to(9).put(on)
        for number, choice in order:
            world.vote(on, number, choice)
        world.to(20).do(world.declaring(on))
        found.add((world.state(on), frozenset(world.case(on).ballot.votes.items())))  # type: ignore[union-attr]
    assert len(found) == 1


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_time_brings_no_proceeding_back_from_its_end(steps: list[tuple[int, int, int]]) -> None:
    world = walk(steps)
    for on, case in world.assembly.cases.items():
        final = {state.name for state in case.machine.states if state.final}
        seen = world.state(on)
        since = 0
        for days in range(0, 500, 7):
            now = world.assembly.standing(on, world.now + days * 86_400)
            assert now.since >= since, "a later state begins later"
            since = now.since
            if seen in final:
                assert now.state == seen
            seen = now.state


def changed_entry(world: World, place: int, changes: dict[str, Any]) -> Leaf:
    return Leaf.decode(encode(json.loads(world.leaves[place]) | changes))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"index": 7}, "it says that its index is 7, and stands at 3"),
        ({"rule": "9.9"}, "it cites rule 9.9; the paragraph that gives the power is 2.3"),
        ({"rulebook": SEAL}, "it was ruled on under rulebook"),
        ({"signature": "x"}, "it carries a signature, and no rule says whose it would be"),
        ({"time": 5}, "Times in the record never go backwards."),
    ],
)
def test_the_first_bad_act_is_named_with_its_rule_and_reason(changes: dict[str, Any], reason: str) -> None:
    world = recorded()
    record = [*list(entries(world))[:3], changed_entry(world, 3, changes)]
    with pytest.raises(BadAct) as bad:
        replay(iter(record), world.papers.get)
    assert bad.value.index == changes.get("index", 3)
    assert reason in bad.value.reason
    assert str(bad.value).startswith(f"act {bad.value.index} (member.move on membership/")


def test_an_act_cannot_rely_on_what_comes_after_it() -> None:
    world = recorded()
    leaf = next(leaf for leaf in entries(world) if leaf.relies_on)
    later = replace(leaf, relies_on=(leaf.index,))
    with pytest.raises(BadAct, match="it relies on an act that comes after it"):
        replay(iter([*list(entries(world))[: leaf.index], later]), world.papers.get)


def test_a_refusal_without_a_rule_says_so() -> None:
    assert "under no rule" in str(BadAct(3, "motion.table", "motion/1", "", "no reason"))


def test_a_record_whose_papers_are_missing_does_not_replay() -> None:
    world = recorded()
    with pytest.raises(BadAct, match="must lie beside the record"):
        replay(entries(world), lambda digest: None)
