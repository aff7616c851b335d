"""A ranking of motions, a quota on the result, and a vacancy filled from the ballots that were cast."""

import json
from typing import Any

import pytest

from folkmoot.procedure.act import THE_SITE, Act, Actor
from folkmoot.procedure.electing import Election
from folkmoot.procedure.electing_count import account_of
from folkmoot.procedure.electing_vacancy import countback_facts, places
from folkmoot.procedure.scene import code_name
from procedure.polls import BOX, at_the_vote, call, consent, declaring, nominate, opening, poll, throw
from procedure.walks import RULES
from procedure.world import ROOT, World

CAST = [(1, 2, 3)] * 7 + [(2, 1)] * 6 + [(3, 1)] * 3 + [(4,)] * 2 + [(5, 4)] + [(1,)]


def test_members_rank_motions_for_the_places_on_an_agenda() -> None:
    world = World().found().to(0)
    motions = [world.table() for _ in range(4)]
    act = call(world, kind="priority", office=None, seats=3, options=motions)
    assert (
        "for 3 motions"
        in world.refusal(call(world, kind="priority", office=None, seats=3, options=motions[:3])).fact
    )
    world.do(act)
    assert world.state("election/1") == "nominated"
    world.to(4).do(opening(world))
    world.to(15).do(declaring(world, [(4, 1), (4, 2), (3, 2), (2, 1), (2, 3), (1,), (1, 3), (1,), (4, 3)]))
    result = poll(world).result
    assert result is not None and len(result.elected) == 3 and set(result.elected) <= set(motions)
    assert world.again() == world.assembly


def executive(women: int, men: int, rules: str = "") -> World:
    """An executive at the vote; the founding member keeps one place for now."""
    world = (World(rules) if rules else World()).found().to(0)
    world.do(call(world, "executive member"))
    for number in range(women + men):
        nominate(world, number, groups=["women"] if number < women else [])
    world.to(20).do(opening(world))
    return world


def cast_for_men(world: World) -> list[tuple[int, ...]]:
    """Everybody ranks the men first."""
    paper, stands = poll(world).paper, poll(world).candidates
    order = sorted(range(1, len(paper) + 1), key=lambda n: ("women" in stands[paper[n - 1]].groups, n))
    return [tuple(order)] * 20 + [tuple(order[n:]) for n in range(8)]


def test_a_quota_that_can_be_met_is_met() -> None:
    world = executive(women=5, men=6)
    world.to(31).do(declaring(world, cast_for_men(world)))
    election = poll(world)
    assert election.result is not None and election.seats == 6
    assert sum("women" in election.candidates[name].groups for name in election.result.elected) == 4
    assert "relaxed" not in election.result.facts
    assert world.again() == world.assembly


LEVELS = ("whole ballots", "ballots as far as the count read them", "stage table")


def at_level(level: str) -> World:
    """The same, declared once the ballot has closed, where so much of the ballots is published."""
    world = executive(5, 6, RULES.replace(f"[{LEVELS[1]}]{{executive", f"[{level}]{{executive"))
    return world.to(31)


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_says_who_would_have_been_elected_without_the_quota(level: str) -> None:
    world = at_level(level)
    world.do(declaring(world, cast_for_men(world)))
    election = poll(world)
    assert election.result is not None
    freely = election.result.facts["without_quotas"]
    assert len(freely) == 6 and not any("women" in election.candidates[name].groups for name in freely)
    assert world.again() == world.assembly


@pytest.mark.parametrize("level", LEVELS)
def test_whatever_else_a_declaration_says_of_that_is_refused_where_it_can_be_told(level: str) -> None:
    world = at_level(level)
    act = declaring(world, cast_for_men(world))
    freely, elected = act.facts["without_quotas"], act.facts["elected"]
    impossible = ("nobody", [*freely, elected[0]], [freely[0]] * 2, ["nobody"], [1], None)
    wrong = [*freely[1:], next(name for name in elected if name not in freely)]
    for other in impossible if level == LEVELS[2] else (*impossible, wrong, []):
        facts = {key: value for key, value in act.facts.items() if key != "without_quotas"}
        facts |= {} if other is None else {"without_quotas": other}
        assert world.refusal(Act(act.verb, act.on, act.by, facts, papers=act.papers)).cure


def test_where_it_would_take_a_lot_nobody_is_named() -> None:
    world = executive(women=4, men=3)
    paper, stands = poll(world).paper, poll(world).candidates
    order = sorted(range(1, 8), key=lambda n: "women" in stands[paper[n - 1]].groups)
    votes = (6, 5, 4, 3, 2, 1, 1)
    world.to(31).do(
        declaring(world, [(n,) for n, times in zip(order, votes, strict=True) for _ in range(times)])
    )
    result = poll(world).result
    assert result is not None and len(result.elected) == 6 and result.facts["without_quotas"] == []
    assert world.again() == world.assembly


def test_a_quota_that_those_who_stand_cannot_meet_is_relaxed_and_recorded() -> None:
    world = executive(women=2, men=7)
    world.to(31).do(declaring(world, cast_for_men(world)))
    election = poll(world)
    assert election.result is not None
    assert election.result.facts["relaxed"] == [{"group": "women", "at_least": 2}]
    assert sum("women" in election.candidates[name].groups for name in election.result.elected) == 2


def seated(world: World, first: Election, index: int, taken: int = 2) -> None:
    """Let those who were elected take office, numbered from the next."""
    assert first.result is not None
    for number, name in enumerate(first.result.elected, taken):
        appoint(world, first, name, number, index)


def appoint(world: World, first: Election, name: str, number: int, index: int) -> None:
    on = f"office/{ROOT}/{first.office}/{number}"
    facts = {"office": first.office, "branch": ROOT, "candidate": name, "name": code_name("office", on)}
    world.do(world.act("office.appoint", on, THE_SITE, relies_on=[index], **facts))


def resign(world: World, first: Election, number: int) -> None:
    on = f"office/{ROOT}/{first.office}/{number}"
    world.do(world.act("office.resign", on, Actor(first.office, code_name("office", on))))


def with_vacancy(rules: str = "", away: int = 2, day: int = 60) -> tuple[World, Election]:
    """Both elected delegates took office, and one resigned on that day."""
    world = at_the_vote(rules=rules)
    index = world.to(31).do(declaring(world, CAST))
    first = poll(world)
    world.to(45)
    holder = world.assembly.holder_of("delegate", ROOT, world.now)
    assert holder is not None
    world.do(world.act("office.resign", holder.on, world.officer("delegate")))
    seated(world, first, index)
    resign(world.to(day), first, away)
    return world, first


def refill(world: World, first: Election, willing: list[str], lot: bool = False) -> int:
    """Call it, let these be willing, and let the site fill the place from the ballots; the index of that."""
    act = countback(world, first)
    world.do(Act(act.verb, act.on, act.by, act.facts, papers=dict(world.papers)))
    numbers = {code_name(first.on, n): n for n in range(20)}
    for name in willing:
        facts = consent(world, numbers[name], first.candidates[name].groups).facts
        world.do(
            world.act("election.consent", poll(world).on, world.member(first.on, numbers[name]), **facts)
        )
    world.pass_days(20)
    if lot:
        throw(world)
    stated, papers = countback_facts(world.assembly, poll(world), world.papers, world.now)
    return world.do(world.act("election.countback", poll(world).on, THE_SITE, papers=papers, **stated))


def countback(world: World, first: Election) -> Act:
    changes = {"kind": "countback", "follows": first.on, "seats": 1, "roll": first.roll.as_facts()}
    return call(world, first.office, **changes)


def unelected(first: Election) -> list[str]:
    assert first.result is not None
    return [name for name in first.paper if name not in first.result.elected]


def account(world: World) -> Any:
    """The account of what was declared last."""
    result = poll(world).result
    assert result is not None
    return json.loads(world.papers[result.facts["account"]])


def test_a_vacancy_is_filled_from_the_ballots_among_those_still_willing() -> None:
    world, first = with_vacancy()
    left = unelected(first)
    index = refill(world, first, left[:2])
    result = poll(world).result
    assert result is not None and result.elected[0] in left[:2]
    assert account(world)["rule"] == "countback/1"
    assert (result.facts["valid"], result.facts["invalid"]) == (20, 0)
    forged = world.act("election.countback", poll(world).on, THE_SITE, **result.facts | {"elected": left[2:]})
    assert world.to(100).state(poll(world).on) == "settled" and forged.facts != result.facts
    appoint(world, first, result.elected[0], 4, index)
    assert world.again() == world.assembly
    left_place, filled = (world.assembly.cases[f"office/{ROOT}/delegate/{n}"] for n in (2, 4))
    assert filled.events["end of term"] == left_place.events["end of term"], "the rest of the term"


def test_nobody_takes_a_place_whose_term_is_over() -> None:
    lasting = RULES.replace("[6 months]{office.founding-term}", "[2 years]{office.founding-term}")
    world, first = with_vacancy(lasting, day=370)
    index = refill(world, first, unelected(first)[:2])
    result = poll(world).result
    assert result is not None
    world.to(420)
    on = f"office/{ROOT}/delegate/4"
    facts = {"office": "delegate", "branch": ROOT, "candidate": result.elected[0], "name": code_name("o", on)}
    refused = world.refusal(world.act("office.appoint", on, THE_SITE, relies_on=[index], **facts))
    assert refused.fact == "The term of the place that was to be filled is over."


def test_a_vacancy_is_filled_by_whom_the_ballots_give_and_nobody_else() -> None:
    world, first = with_vacancy()
    act = countback(world, first)
    world.do(Act(act.verb, act.on, act.by, act.facts, papers=dict(world.papers)))
    numbers = {code_name(first.on, n): n for n in range(10)}
    for name in unelected(first)[:2]:
        facts = consent(world, numbers[name]).facts
        world.do(
            world.act("election.consent", poll(world).on, world.member(first.on, numbers[name]), **facts)
        )
    world.to(80)
    stated, papers = countback_facts(world.assembly, poll(world), world.papers, world.now)
    (elected,) = stated["elected"]
    for key, value in (
        ("elected", [next(name for name in unelected(first)[:2] if name != elected)]),
        ("account", BOX),
        ("valid", 19),
    ):
        forged = world.act(
            "election.countback", poll(world).on, THE_SITE, papers=papers, **stated | {key: value}
        )
        assert f"For {key}" in world.refusal(forged).fact


@pytest.mark.parametrize("method", ["ERS97", "Scottish STV", "Meek"])
def test_each_vacancy_is_filled_from_its_own_place(method: str) -> None:
    world, first = with_vacancy(RULES.replace("[Scottish STV]{delegates", f"[{method}]{{delegates"))
    assert first.result is not None
    index = refill(world, first, unelected(first))
    (second,) = poll(world).result.elected
    assert second in unelected(first)
    told = account(world)
    assert told["rule"] == {"ERS97": "ers97-vacancy/1"}.get(method, "countback/1")
    world.pass_days(12)
    appoint(world, first, second, 4, index)
    world.pass_days(1)
    resign(world, first, 4)
    here = places(world.assembly, poll(world), world.now)
    assert here.vacated == (first.paper.index(first.result.elected[0]) + 1,)
    rest = [name for name in unelected(first) if name != second]
    with_lot = method != "ERS97"  # under the others the papers of that place leave a tie
    refill(world, first, rest, with_lot)
    assert poll(world).result.elected[0] in rest
    assert world.again() == world.assembly


def test_a_recount_under_ers97_guards_those_who_sit_and_stops_at_the_first_new_one() -> None:
    world, first = with_vacancy(RULES.replace("[Scottish STV]{delegates", "[ERS97]{delegates"))
    assert first.result is not None
    refill(world, first, unelected(first))
    told, number = account(world), first.paper.index(first.result.elected[1]) + 1
    assert told["stages"][0]["what"] == "recount"
    assert all(number not in stage["excluded"] for stage in told["stages"])
    new = [n for n in told["elected"] if n != number]
    assert len(new) == 1 and first.paper[new[0] - 1] == poll(world).result.elected[0]
    assert told["elected"][-1] == new[0]


@pytest.mark.parametrize("method", ["ERS97", "Scottish STV"])
def test_a_quota_on_the_result_holds_for_a_vacancy_too(method: str) -> None:
    world = executive(women=5, men=6, rules=RULES.replace("[ERS97]{executive", f"[{method}]{{executive"))
    throw(world.to(31))
    index = world.do(declaring(world, cast_for_men(world)))
    first = poll(world)
    assert first.result is not None
    women = [name for name in first.result.elected if "women" in first.candidates[name].groups]
    assert len(women) == 4
    world.to(45)
    seated(world, first, index)
    resign(world, first, first.result.elected.index(women[0]) + 2)
    world.pass_days(10)
    refill(world, first, unelected(first))
    (new,) = poll(world).result.elected
    assert "women" in first.candidates[new].groups
    again = account_of(world.assembly, first, first.counted, first.events["decision"])
    assert tuple(first.paper[n - 1] for n in again.elected) == first.result.elected
    assert world.again() == world.assembly


def test_a_quota_that_nobody_willing_can_meet_gives_way_in_a_vacancy() -> None:
    world = executive(women=4, men=6)
    index = world.to(31).do(declaring(world, cast_for_men(world)))
    first = poll(world)
    assert first.result is not None
    woman = next(n for n, name in enumerate(first.result.elected) if "women" in first.candidates[name].groups)
    seated(world.to(45), first, index)
    resign(world, first, woman + 2)
    world.pass_days(10)
    refill(world, first, unelected(first))
    assert poll(world).result.elected[0] in unelected(first)
