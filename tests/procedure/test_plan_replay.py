"""The recorded conference replays from its bytes, and no entry of it can be other than it is unnoticed."""

import json
from collections import Counter

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.replay import act_of, replay_one
from folkmoot.procedure.ruling import rule_on
from folkmoot.tlog.canonical import encode
from folkmoot.tlog.leaf import BadLeaf, Leaf
from procedure.plan_year import recorded
from procedure.test_replay import spoilt

CHOSEN = {
    "time": "when something was done, where every term is kept all the same",
    "facts.choice": "a vote",
    "facts.ranks": "a vote",
    "facts.founders": "who belongs where, as far as nobody counts it",
    "facts.name": "what the organisation is called",
    "facts.offices": "who holds an office that nobody uses",
    "facts.reasons": "the reasons of an amendment, a list or a question",
}
"""What whoever did it was free to choose. Another choice is another record, and the tree tells them apart."""


def entries() -> list[Leaf]:
    return [Leaf.decode(data) for data in recorded().leaves]


def test_the_conference_replays_from_its_bytes() -> None:
    world = recorded()
    assert world.again() == world.assembly
    assert {n: world.stands(n) for n in world.plan.amendments} == {
        1: "carried",
        2: "lost",
        3: "carried",
        4: "lapsed",
        5: "lost",
        6: "carried",
        7: "withdrawn",
        8: "lapsed",
        9: "lapsed",
        10: "carried",
        11: "carried",
        12: "carried",
        13: "carried",
        14: "agreed",
    }
    assert [world.state(f"plan/1/question/{n}") for n in range(1, 9)] == [
        *("lost", "carried", "lapsed", "carried", "carried", "carried", "carried", "carried")
    ]  # fmt: skip
    assert (world.state("plan/1"), world.state("plan/2")) == ("adopted", "withdrawn")


def test_the_adopted_text_of_the_conference_is_what_was_carried() -> None:
    adopted = recorded().plan.adopted
    assert adopted is not None
    assert [(clause.id, clause.body) for clause in adopted.walk()] == [
        ("s1", ""),
        ("c1", "The members ought to meet in the hall every month."),
        ("c2", "Each branch sends two delegates, who report to it afterwards."),
        ("c3", "The dues are ten pounds a year, and nobody is turned away."),
        ("c4", "Officers serve one year, are drawn by lot, and only once."),
        ("c5", "The archive is open to every member."),
        ("c6", "Minutes are kept."),
        ("new-2", "For ever."),
        ("new-1", "Meetings begin on time."),
    ]


def test_no_entry_of_the_conference_can_be_other_than_it_is_unnoticed() -> None:
    world, assembly, tried, free = recorded(), Assembly(), 0, Counter[str]()
    for leaf in entries():
        for field, value in spoilt(json.loads(leaf.encode())):
            tried += 1
            try:
                other = Leaf.decode(encode(value))
                ruling = rule_on(assembly, act_of(other, world.papers.get), other.time)
            except (OutOfOrder, BadLeaf) as bad:
                assert str(bad)
            else:
                cited = (ruling.rule, ruling.book, "", leaf.index)
                if cited == (other.rule, other.rulebook, other.signature, other.index):
                    free[field] += 1
                    assert field in CHOSEN, f"{leaf.act}: {field} was changed, and nothing said so"
        replay_one(assembly, leaf, world.papers.get)
    assert tried > 10_000
    assert set(free) == set(CHOSEN)


def test_every_ruling_of_the_conference_rests_on_a_paragraph_that_exists() -> None:
    numbers = {paragraph.number for paragraph in recorded().book.paragraphs}
    assert {leaf.rule for leaf in entries()} <= numbers
