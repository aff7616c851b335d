"""The year of complaints replays from its bytes, and no entry of it can be other than it is unnoticed."""

import json
from collections import Counter
from itertools import pairwise

import pytest

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.machines import MACHINES
from folkmoot.procedure.replay import act_of, replay_one
from folkmoot.procedure.ruling import rule_on
from folkmoot.rulebook.vocabulary import ACTS
from folkmoot.tlog.canonical import encode
from folkmoot.tlog.leaf import BadLeaf, Leaf
from procedure.plan_year import recorded as of_plans
from procedure.polls import recorded as of_polls
from procedure.test_replay import recorded as of_motions
from procedure.test_replay import spoilt
from procedure.tribunal_year import recorded

CHOSEN = {
    "seals": "words that no rule reads, as long as there are as many and each stands once",
    "time": "when something was done, where every term is kept all the same",
    "by": "whoever applies for a review, from wherever; the year's numbers come from the site or a member",
    "facts.at": "the day of a hearing, within its terms",
    "facts.attended": "who came to a hearing besides the panel",
    "facts.automatic": "whether a machine helped a moderator",
    "facts.commit": "the number that a member adds to a draw, as long as it is opened",
    "facts.days": "more time within what the rules allow",
    "facts.grounds": "the grounds of an appeal, of those listed",
    "facts.hearing": "whether the subject wants a hearing",
    "facts.hours": "how long somebody is muted, up to the most",
    "facts.items": "what a body discloses of its file",
    "facts.matter": "which matter it is, as long as it has not been brought",
    "facts.reviews": "which reviews are taken together, in which order",
    "facts.rights": "which rights a precaution touches, of those that may be",
    "facts.selection": "whether a selection is near",
    "facts.sought": "what an applicant asks for",
    "facts.tag": "by which tag somebody's mutes are counted",
    "facts.year": "in which year somebody was excluded",
    "facts.name": "what the organisation is called",
    "facts.founders": "who belongs where, as far as nobody counts it",
    "facts.offices": "who holds an office that nobody uses",
    "facts.text": "the text of a motion",
    "facts.length": "counted by whoever tabled it",
}
"""What whoever did it was free to choose. Another choice is another record, and the tree tells them apart."""


def entries() -> list[Leaf]:
    return [Leaf.decode(data) for data in recorded().leaves]


def test_the_two_years_and_the_conference_hold_every_act_of_the_vocabulary() -> None:
    done = {leaf.act for leaf in entries()}
    done |= {json.loads(data)["act"] for world in (of_motions(), of_plans()) for data in world.leaves}
    done |= {act for act in ACTS if act.startswith(("election.", "recall."))}  # in `test_election`
    assert done | {"clerk.enter", "motion.option"} == set(ACTS)


def test_the_year_of_complaints_replays_from_its_bytes() -> None:
    world = recorded()
    assert world.again() == world.assembly
    heads = ("case", "review", "class", "comment", "mute", "statistics")
    assert {on: world.state(on) for on in world.assembly.cases if on.split("/")[0] in heads} == {
        "comment/4": "restored",
        "comment/20": "edited",
        "comment/24": "shredded",
        "mute/1": "over",
        "case/1": "settled",
        "case/2": "closed",
        "case/3": "closed",
        "review/1": "upheld",
        "review/2": "annulled",
        "review/3": "restored",
        "class/1": "decided",
        "review/4": "withdrawn",
        "case/4": "published",
        "case/4/appeal/1": "withdrawn",
        "case/5": "published",
        "case/5/appeal/1": "reduced",
        "case/6": "published",
        "case/6/interim/1": "ended",
        "case/6/interim/2": "ended",
        "statistics/2026": "published",
    }


def test_no_entry_of_the_year_can_be_other_than_it_is_unnoticed() -> None:
    """52,000 entries with one field changed: each is refused, or is one that somebody was free to choose."""
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
                if (ruling.rule, ruling.book, "", leaf.index) == (
                    other.rule,
                    other.rulebook,
                    other.signature,
                    other.index,
                ):
                    free[field] += 1
                    assert field in CHOSEN, f"{leaf.act}: {field} was changed, and nothing said so"
        replay_one(assembly, leaf, world.papers.get)
    assert tried > 40_000
    assert CHOSEN.keys() - {"facts.reviews"} <= set(free) | {"facts.reviews"}


def test_every_ruling_of_the_year_rests_on_a_paragraph_that_exists() -> None:
    numbers = {paragraph.number for paragraph in recorded().book.paragraphs}
    assert {leaf.rule for leaf in entries()} <= numbers


def test_time_brings_no_case_back_from_its_end() -> None:
    world = recorded()
    for on, case in world.assembly.cases.items():
        final = {state.name for state in case.machine.states if state.final}
        seen = [world.assembly.standing(on, world.now + days * 86_400) for days in range(0, 400, 9)]
        for before, after in pairwise(seen):
            assert after.since >= before.since
            assert before.state not in final or after.state == before.state


@pytest.mark.parametrize(
    "machine",
    MACHINES,
    ids=lambda machine: machine.name,
)
def test_a_kind_of_proceeding_is_begun_in_one_of_the_years(machine: object) -> None:
    begun = [
        case
        for world in (recorded(), of_motions(), of_plans(), of_polls())
        for case in world.assembly.cases.values()
    ]
    assert any(case.machine is machine for case in begun)
