"""Elections at their edges: struck and back again, nobody left, nobody votes, places that are not free."""

import pytest

from folkmoot.counting.ties import TieNeedsLot
from folkmoot.procedure import ballot
from folkmoot.procedure.act import THE_SITE, Act
from folkmoot.procedure.electing import Election
from folkmoot.procedure.electing_places import places_to_fill
from folkmoot.procedure.scene import code_name
from procedure.polls import (
    REASONS,
    at_the_vote,
    call,
    declaring,
    founded,
    nominate,
    opening,
    poll,
    throw,
)
from procedure.test_election_vacancy import (
    appoint,
    cast_for_men,
    countback,
    executive,
    refill,
    resign,
    seated,
    unelected,
    with_vacancy,
)
from procedure.walks import RULES
from procedure.world import ROOT, World

LONG = RULES.replace("[6 months]{office.founding-term}", "[2 years]{office.founding-term}")
CAST = [(1, 2, 3)] * 7 + [(2, 1)] * 6 + [(3, 1)] * 3 + [(4,)] * 2 + [(5, 4)] + [()]
SEVERAL = ("Scottish STV", "ERS97", "Meek", "approval")


def strike(world: World, name: str, ground: str = "not-eligible") -> Act:
    facts = {"name": name, "ground": ground, "reasons": REASONS, "passkey": True}
    return world.act("election.strike", poll(world).on, world.officer("returning officer"), **facts)


def reinstate(world: World, name: str, *numbers: int) -> None:
    on = poll(world).on
    for number in numbers or (6, 7, 8):
        world.do(world.act("election.reinstate", on, world.member(on, number), name=name))


def nominated(candidates: int = 4) -> World:
    """The last day before the ballot may be opened."""
    world = founded().to(0)
    world.do(call(world))
    for number in range(candidates):
        nominate(world, number)
    return world.to(19, 23)


def mostly_for(number: int) -> list[tuple[int, ...]]:
    """Papers on which most want one of four, and the others are wanted by different numbers."""
    one, two, three = (each for each in range(1, 5) if each != number)
    return [(number, one)] * 9 + [(one,)] * 5 + [(two,)] * 3 + [(three,)]


# Struck, and back again


def test_whoever_is_struck_just_before_the_opening_is_on_the_paper_and_may_return() -> None:
    world = nominated()
    name = poll(world).standing_now[0]
    world.do(strike(world, name))
    without = opening(world.to(20), candidates=list(poll(world).standing_now))
    assert world.refusal(without).rule == "15.8"
    world.do(opening(world))
    assert name in poll(world).paper and not poll(world).stands(name)
    reinstate(world, name)
    number = poll(world).paper.index(name) + 1
    world.to(31).do(declaring(world, mostly_for(number)))
    assert poll(world).result is not None and name in poll(world).result.elected
    assert world.again() == world.assembly


def test_the_count_passes_over_whoever_was_struck_and_did_not_return() -> None:
    world = nominated()
    name = poll(world).standing_now[0]
    world.do(strike(world, name))
    world.to(20).do(opening(world))
    number = poll(world).paper.index(name) + 1
    world.to(31).do(declaring(world, mostly_for(number)))
    assert poll(world).result is not None and name not in poll(world).result.elected


def test_after_the_time_for_objections_nobody_struck_comes_on_the_paper() -> None:
    world = founded().to(0)
    world.do(call(world))
    for number in range(4):
        nominate(world, number)
    name = poll(world).standing_now[0]
    world.do(strike(world, name))
    world.to(20).do(opening(world))
    assert name not in poll(world).paper


def test_a_result_waits_for_those_who_may_object_to_a_late_striking() -> None:
    world = at_the_vote()
    name = poll(world).paper[0]
    world.to(27).do(strike(world, name))
    world.to(29)
    assert world.state(poll(world).on) == "closed"
    reinstate(world, name, 6, 7)
    early = world.act("election.declare", poll(world).on, THE_SITE)
    world.pass_days(1)
    refused = world.refusal(early)
    assert "may object to the striking" in refused.condition or refused.rule == "15.12"
    reinstate(world, name, 8)
    assert poll(world).stands(name)
    world.to(31).do(declaring(world, CAST))
    assert poll(world).result is not None and name in poll(world).result.elected


def test_nothing_is_declared_while_members_may_object() -> None:
    rules = RULES.replace("[3 days]{election.reinstating}", "[7 days]{election.reinstating}")
    world = at_the_vote(rules=rules)
    name = poll(world).paper[0]
    world.to(27).do(strike(world, name))
    refused = world.to(31).refusal(declaring(world, CAST))
    assert (refused.rule, refused.cure) == ("15.12", "Wait until 7 July 2026.")
    world.to(37).do(declaring(world, CAST))
    assert poll(world).result is not None and name not in poll(world).result.elected
    assert world.again() == world.assembly


def test_nobody_is_elected_unopposed_while_somebody_struck_may_return() -> None:
    world = nominated(candidates=3)
    name = poll(world).standing_now[0]
    world.do(strike(world, name))
    left = list(poll(world).standing_now)
    act = world.act("election.declare", "election/1", THE_SITE, unopposed=True, elected=left)
    assert len(left) == poll(world).seats == 2
    assert world.to(20).refusal(act).cure == "Open the ballot."
    world.to(25).do(act)


def test_the_time_to_object_is_that_of_each_striking() -> None:
    world = founded().to(0)
    world.do(call(world))
    for number in range(4):
        nominate(world, number)
    first, second = poll(world).standing_now[:2]
    world.do(strike(world, first))
    world.to(8).do(strike(world, second))
    on = poll(world).on
    late = world.act("election.reinstate", on, world.member(on, 6), name=first)
    assert "run out" in world.refusal(late).fact
    reinstate(world, second)
    assert poll(world).stands(second) and not poll(world).stands(first)


def test_whoever_was_reinstated_is_struck_again_only_on_another_ground() -> None:
    world = at_the_vote()
    name = poll(world).paper[0]
    world.do(strike(world, name))
    reinstate(world, name)
    assert "once on each ground" in world.refusal(strike(world, name)).condition
    world.do(strike(world, name, "died"))
    assert not poll(world).stands(name)
    reinstate(world, name, 6)
    assert not poll(world).stands(name), "earlier objections do not count again"


# Nobody left, nobody votes


@pytest.mark.parametrize("method", SEVERAL)
def test_everybody_may_withdraw_while_the_ballot_is_open(method: str) -> None:
    world = at_the_vote(rules=RULES.replace("[Scottish STV]{delegates", f"[{method}]{{delegates"))
    on = poll(world).on
    for number in range(5):
        world.do(world.act("election.withdraw", on, world.member(on, number)))
    world.to(31).do(declaring(world, CAST))
    assert poll(world).result is not None and poll(world).result.elected == ()
    assert world.to(45).state(on) == "settled"
    assert places_to_fill(world.assembly, world.book, "delegate", ROOT, world.now) == 2
    assert world.again() == world.assembly


@pytest.mark.parametrize("method", SEVERAL)
def test_fewer_may_be_left_than_there_are_places(method: str) -> None:
    world = at_the_vote(rules=RULES.replace("[Scottish STV]{delegates", f"[{method}]{{delegates"))
    on, paper = poll(world).on, poll(world).paper
    for number in range(5):
        if code_name(on, number) != paper[3]:
            world.do(world.act("election.withdraw", on, world.member(on, number)))
    world.to(31).do(declaring(world, CAST))
    assert poll(world).result is not None and poll(world).result.elected == (paper[3],)
    assert world.again() == world.assembly


@pytest.mark.parametrize("method", SEVERAL)
def test_where_nobody_votes_the_lot_decides(method: str) -> None:
    world = at_the_vote(rules=RULES.replace("[Scottish STV]{delegates", f"[{method}]{{delegates"))
    world.to(31)
    with pytest.raises(TieNeedsLot):
        declaring(world, [])
    throw(world)
    world.do(declaring(world, []))
    assert poll(world).result is not None and len(poll(world).result.elected) == 2
    assert world.again() == world.assembly


def test_nobody_withdraws_and_nobody_is_struck_once_the_ballot_has_closed() -> None:
    world = at_the_vote()
    on, name = poll(world).on, poll(world).paper[0]
    world.to(31)
    number = next(n for n in range(5) if code_name(on, n) == name)
    assert (
        world.refusal(world.act("election.withdraw", on, world.member(on, number))).fact == "It is: closed."
    )
    assert world.refusal(strike(world, name)).fact == "It is: closed."


def test_a_result_is_declared_once() -> None:
    world = at_the_vote()
    act = declaring(world.to(31), CAST)
    world.do(act)
    assert world.refusal(act).fact == "It is: declared."
    on = poll(world).on
    world.do(world.act("election.object", on, world.member(on, 3), reasons=REASONS))
    again = declaring(world, CAST, "recount")
    world.do(again)
    assert world.refusal(again).fact == "It is: settled."


# Places that are free, and places that are not


def test_a_call_names_the_office_that_it_fills() -> None:
    world = founded().to(0)
    for kind in ("office", "countback"):
        assert world.refusal(call(world, kind=kind, office=None)).cure
        assert world.refusal(call(world, kind=kind, office="")).cure


def test_places_for_which_somebody_is_elected_are_not_filled_again() -> None:
    world = founded().to(100)  # the founding holder goes on day 182, within the three months
    world.do(call(world))
    for number in range(5):
        nominate(world, number)
    world.to(120).do(opening(world))
    index = world.to(131).do(declaring(world, CAST))
    first = poll(world)
    assert first.result is not None and first.seats == 3
    world.to(145)
    assert world.state(first.on) == "settled"
    for number, name in enumerate(first.result.elected[:2], 2):
        appoint(world, first, name, number, index)
    assert places_to_fill(world.assembly, world.book, "delegate", ROOT, world.now) == 0
    assert "wait for nobody" in world.refusal(call(world, seats=1)).condition
    world.to(280)  # whoever has not taken office in four months never will
    assert places_to_fill(world.assembly, world.book, "delegate", ROOT, world.now) == 1


def test_whoever_goes_when_the_elected_come_does_not_count_towards_a_quota() -> None:
    world = executive(women=5, men=6, rules=LONG)
    index = world.to(31).do(declaring(world, cast_for_men(world)))
    seated(world.to(45), poll(world), index)
    world.to(340).do(call(world, "executive member"))
    assert poll(world).seats == 6
    for number in range(11):
        nominate(world, number, groups=["women"] if number < 5 else [])
    world.to(362).do(opening(world))
    world.to(374).do(declaring(world, cast_for_men(world)))
    second = poll(world)
    assert second.result is not None
    assert sum("women" in second.candidates[name].groups for name in second.result.elected) == 4
    assert world.again() == world.assembly


def test_whoever_leaves_between_count_and_recount_changes_no_quota() -> None:
    world = executive(women=5, men=6)
    index = world.to(31).do(declaring(world, cast_for_men(world)))
    first = poll(world)
    assert first.result is not None
    seated(world.to(45), first, index)
    women = [n for n, name in enumerate(first.result.elected, 2) if "women" in first.candidates[name].groups]
    resign(world, first, women[0])
    world.to(50).do(call(world, "executive member"))
    for number in range(12, 16):
        nominate(world, number, groups=["women"] if number == 12 else [])
    world.to(72).do(opening(world))
    throw(world.to(84))
    world.do(declaring(world, [(1, 2, 3, 4), (2, 3, 4, 1), (3, 4, 1, 2)]))
    second = poll(world)
    assert second.result is not None
    assert [second.candidates[name].groups for name in second.result.elected] == [("women",)]
    resign(world, first, women[1])
    world.do(world.act("election.object", second.on, world.member(second.on, 3), reasons=REASONS))
    world.do(declaring(world, [(1, 2, 3, 4), (2, 3, 4, 1), (3, 4, 1, 2)], "recount"))
    assert world.state(second.on) == "settled"
    assert world.again() == world.assembly


def test_a_quota_that_those_unopposed_cannot_meet_is_recorded() -> None:
    world = founded().to(0)
    world.do(call(world, "executive member"))
    assert poll(world).seats == 6
    names = [nominate(world, number, groups=["women"] if number < 1 else []) for number in range(4)]
    elected = list(poll(world).standing_now)
    silent = world.act("election.declare", "election/1", THE_SITE, unopposed=True, elected=elected)
    assert "For relaxed" in world.to(20).refusal(silent).fact
    relaxed = [{"group": "women", "at_least": 3}]
    facts = {"unopposed": True, "elected": elected, "relaxed": relaxed}
    world.do(world.act("election.declare", "election/1", THE_SITE, **facts))
    assert sorted(names) == sorted(elected)
    assert world.again() == world.assembly


def test_on_the_roll_of_an_election_are_those_who_have_a_vote(monkeypatch: pytest.MonkeyPatch) -> None:
    world = founded().to(0)
    world.do(call(world))
    on = poll(world).on
    for number in (30, 31, 32):
        world.join(number)
    roll, papers = world.roll(on)
    added = sorted(code_name(on, number) for number in (30, 31, 32))
    act = world.act("roll.amend", on, THE_SITE, papers=papers, added=added, struck=[], roll=roll)
    monkeypatch.setattr(ballot, "limited", lambda _assembly, _branch, right, _at: int(right == "speak"))
    world.do(act)
    assert len(poll(world).roll.names) == 33


def test_motions_are_ranked_by_one_election_at_a_time() -> None:
    world = founded().to(0)
    motions = [world.table() for _ in range(4)]
    world.do(call(world, kind="priority", office=None, seats=3, options=motions))
    again = call(world, kind="priority", office=None, seats=3, options=motions)
    assert "one election at a time" in world.refusal(again).condition


# Vacancies


def test_a_vacancy_arises_where_somebody_leaves_before_the_end_of_the_term() -> None:
    world = at_the_vote(rules=LONG)
    index = world.to(31).do(declaring(world, CAST))
    first = poll(world)
    assert first.result is not None
    appoint(world.to(45), first, first.result.elected[0], 2, index)
    world.to(500)
    assert "is vacant for that" in world.refusal(countback(world, first)).fact


def test_where_nobody_is_willing_another_election_may_be_called() -> None:
    world, first = with_vacancy()
    act = countback(world, first)
    world.do(Act(act.verb, act.on, act.by, act.facts, papers=dict(world.papers)))
    world.pass_days(14)
    assert "is under way" in world.refusal(call(world)).fact, "some may still say that they are willing"
    world.pass_days(6)
    assert world.state("election/2") == "nominated"
    world.do(call(world))
    assert (poll(world).on, poll(world).kind, poll(world).seats) == ("election/3", "office", 2)


def test_a_vacancy_after_a_recount_is_filled_from_the_ballots_of_the_recount() -> None:
    world = at_the_vote()
    world.to(31).do(declaring(world, CAST))
    first = poll(world)
    world.do(world.act("election.object", first.on, world.member(first.on, 3), reasons=REASONS))
    index = world.to(35).do(declaring(world, CAST, "recount"))
    holder = world.assembly.holder_of("delegate", ROOT, world.now)
    assert holder is not None
    world.do(world.act("office.resign", holder.on, world.officer("delegate")))
    seated(world, first, index)
    resign(world.to(60), first, 2)
    refill(world, first, unelected(first))
    second = poll(world)
    assert isinstance(second, Election) and second.result is not None
    assert second.result.elected[0] in unelected(first)
    assert world.again() == world.assembly


def test_ballots_cut_as_they_were_read_are_the_same_on_a_recount() -> None:
    level = "[ballots as far as the count read them]{delegates.publishing}"
    world = at_the_vote(rules=RULES.replace("[whole ballots]{delegates.publishing}", level))
    world.to(31).do(declaring(world, CAST))
    on = poll(world).on
    world.do(world.act("election.object", on, world.member(on, 3), reasons=REASONS))
    other = [(1, 2, 3)] * 7 + [(2, 1)] * 6 + [(3, 4)] * 3 + CAST[16:]
    assert "ballots are other ones" in world.refusal(declaring(world, other, "recount")).fact
    world.do(declaring(world, CAST, "recount"))
    assert world.again() == world.assembly
