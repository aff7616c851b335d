"""A ranking of motions, a quota on the result, and a vacancy filled from the ballots that were cast."""

from folkmoot.counting.bounds import Bound
from folkmoot.procedure.act import THE_SITE, Act
from folkmoot.procedure.electing import Election
from folkmoot.procedure.electing_count import relaxed
from folkmoot.procedure.scene import code_name
from procedure.polls import at_the_vote, call, consent, declaring, nominate, opening, poll
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


def executive(women: int, men: int) -> World:
    """An executive at the vote; the founding member keeps one place for now."""
    world = World().found().to(0)
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


def test_a_quota_that_those_who_stand_cannot_meet_is_relaxed_and_recorded() -> None:
    world = executive(women=2, men=7)
    world.to(31).do(declaring(world, cast_for_men(world)))
    election = poll(world)
    assert election.result is not None
    assert election.result.facts["relaxed"] == [{"group": "women", "at_least": 2}]
    assert sum("women" in election.candidates[name].groups for name in election.result.elected) == 2


def test_the_last_of_several_quotas_gives_way_first() -> None:
    bounds = (Bound("women", frozenset({1, 2}), 2), Bound("young", frozenset({3, 4}), 2))
    assert [each.at_least for each in relaxed(bounds, (1, 2, 3, 4), 3)] == [2, 1]


def with_vacancy() -> tuple[World, Election]:
    """Both elected delegates took office, and one resigned."""
    world = at_the_vote()
    index = world.to(31).do(declaring(world, CAST))
    first = poll(world)
    assert first.result is not None
    world.to(45)
    holder = world.assembly.holder_of("delegate", ROOT, world.now)
    assert holder is not None
    world.do(world.act("office.resign", holder.on, world.officer("delegate")))
    for number, name in enumerate(first.result.elected, 2):
        on = f"office/{ROOT}/delegate/{number}"
        facts = {"office": "delegate", "branch": ROOT, "candidate": name, "name": code_name("office", on)}
        world.do(world.act("office.appoint", on, THE_SITE, relies_on=[index], **facts))
    on = f"office/{ROOT}/delegate/2"
    world.to(60).do(
        world.act(
            "office.resign",
            on,
            world.assembly.holders[code_name("office", on)]
            and world.member("x", 1).__class__("delegate", code_name("office", on)),
        )
    )
    return world, first


def countback(world: World, first: Election) -> Act:
    return call(world, kind="countback", follows=first.on, seats=1, roll=first.roll.as_facts())


def test_a_vacancy_is_filled_from_the_ballots_among_those_still_willing() -> None:
    world, first = with_vacancy()
    act = countback(world, first)
    world.do(Act(act.verb, act.on, act.by, act.facts, papers=dict(world.papers)))
    assert first.result is not None
    left = [name for name in first.paper if name not in first.result.elected]
    numbers = {code_name(first.on, n): n for n in range(10)}
    for name in left[:2]:
        facts = consent(world, numbers[name]).facts
        world.do(
            world.act("election.consent", poll(world).on, world.member(first.on, numbers[name]), **facts)
        )
    world.to(80)
    facts = {"ballots": first.result.facts["ballots"], "level": "whole ballots"}
    act = world.act("election.countback", poll(world).on, THE_SITE, papers=world.papers, **facts)
    assert "For account" in world.refusal(act).fact
    from folkmoot.procedure.electing_vacancy import countback_facts

    stated, papers = countback_facts(world.assembly, poll(world), world.papers, world.now)
    world.do(world.act("election.countback", poll(world).on, THE_SITE, papers=papers, **stated))
    assert poll(world).result is not None and poll(world).result.elected[0] in left[:2]
    assert world.to(100).state(poll(world).on) == "settled"
    assert world.again() == world.assembly
