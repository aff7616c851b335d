"""The 28 guarantees: each is refused when somebody tries, and named by an audit where somebody forged it."""

from typing import Any

import pytest

from folkmoot.procedure.act import Act
from folkmoot.procedure.papers import digest_of
from folkmoot.procedure.replay import BadAct, replay
from folkmoot.rulebook.guarantees import TITLES
from folkmoot.tlog.leaf import Leaf
from procedure.court import Court
from procedure.guarantees import BREACHES, MORE, Breach, broken
from procedure.world import leaf_of

NUMBERS = range(1, 29)
ALL: dict[str, Breach] = {f"G{number}": found for number, found in BREACHES.items()} | MORE


def made(name: str) -> tuple[Court, Act]:
    if name in MORE:
        world = Court().found().to(0)
        return world, MORE[name].make(world)
    return broken(int(name[1:]))


def test_no_guarantee_is_left_out() -> None:
    assert sorted(BREACHES) == list(NUMBERS)
    assert {f"G{number}" for number in NUMBERS} == set(TITLES)


@pytest.mark.parametrize("name", ALL)
def test_a_breach_is_refused_with_rule_condition_fact_and_cure(name: str) -> None:
    world, act = made(name)
    refusal = world.refusal(act)
    assert ALL[name].says in str(refusal)
    assert refusal.rule == ALL[name].rule
    for words in (refusal.condition, refusal.fact, refusal.cure):
        assert str(words).endswith((".", "…")) and str(words)[0].isupper() or str(words)[0].isdigit()


def forged(world: Court, act: Act) -> tuple[list[Leaf], dict[str, bytes]]:
    """The record as if somebody had written the act straight into it, under a likely paragraph."""
    case = world.assembly.cases.get(act.on)
    book = case.book if case else world.book
    rule = book.powers[act.verb][0].paragraph
    index = len(world.leaves)
    data = leaf_of(act, index, world.now, rule, book.digest)
    return [Leaf.decode(each) for each in [*world.leaves, data]], world.papers | dict(act.papers)


@pytest.mark.parametrize("name", ALL)
def test_an_audit_names_a_forged_breach(name: str) -> None:
    world, act = made(name)
    record, papers = forged(world, act)
    with pytest.raises(BadAct) as bad:
        replay(iter(record), papers.get)
    assert (bad.value.index, bad.value.act, bad.value.on) == (len(world.leaves), act.verb, act.on)
    assert ALL[name].says in bad.value.reason


@pytest.mark.parametrize("name", ALL)
def test_the_record_before_the_breach_is_good(name: str) -> None:
    world, _act = made(name)
    assert world.again() == world.assembly


FLOORS: dict[str, tuple[str, str]] = {
    "G11": ("[84 days]{interim.most}", "[840 days]{interim.most}"),
    "G21": ("[120 days]{case.overall}", "[1200 days]{case.overall}"),
    "G8": ("[21 days]{reply.term}", "[1 day]{reply.term}"),
    "G17": ("[four fifths]{decision.expulsion}", "[a fifth]{decision.expulsion}"),
    "G19": ("[24 months]{sanction.review}", "[30 years]{sanction.review}"),
}
"""Rulebooks below the floor: what a forger would adopt first."""


@pytest.mark.parametrize("number", FLOORS)
def test_an_audit_names_a_rulebook_that_takes_a_guarantee_away(number: str) -> None:
    good = Court()
    old, new = FLOORS[number]
    assert old in good.text
    text = good.text.replace(old, new)
    digest = digest_of(text.encode())
    act: Any = good.founding(rulebook=digest)
    leaf = Leaf.decode(leaf_of(act, 0, good.now, "1.5", digest))
    with pytest.raises(BadAct) as bad:
        replay(iter([leaf]), {digest: text.encode()}.get)
    assert bad.value.index == 0
    assert "keep the floor of guarantees" in bad.value.reason
