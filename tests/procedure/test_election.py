"""Elections: from the call to those in office, and every refusal with its rule, condition, fact and cure."""

import pytest

from folkmoot.procedure.act import THE_SITE, Actor, OutOfOrder
from folkmoot.procedure.electing import Election
from folkmoot.procedure.papers import digest_of
from folkmoot.procedure.scene import code_name
from procedure.polls import (
    ADDRESS,
    REASONS,
    at_the_vote,
    call,
    consent,
    declaring,
    founded,
    nominate,
    opening,
    poll,
    throw,
)
from procedure.world import NORTH, ROOT, World

CAST = [(1, 2, 3)] * 7 + [(2, 1)] * 6 + [(3, 1)] * 3 + [(4,)] * 2 + [(5, 4)] + [()]


def whole(refusal: OutOfOrder) -> tuple[str, bool]:
    return refusal.rule, bool(refusal.condition and refusal.fact and refusal.cure)


def test_an_election_is_called_voted_on_counted_and_its_winners_take_office() -> None:
    world = at_the_vote()
    assert world.state(poll(world).on) == "at the vote"
    world.to(31)
    index = world.do(declaring(world, CAST))
    result = poll(world).result
    assert result is not None and result.index == index and len(result.elected) == poll(world).seats == 2
    assert result.facts["valid"] == 19 and result.facts["invalid"] == 1
    assert world.to(45).state(poll(world).on) == "settled"
    world.to(130)  # the founding holder of the place has until day 182
    for number, name in enumerate(result.elected, 2):
        office = f"office/{ROOT}/delegate/{number}"
        facts = {"office": "delegate", "branch": ROOT, "candidate": name, "name": code_name(office)}
        world.do(world.act("office.appoint", office, THE_SITE, relies_on=[index], **facts))
    refused = world.refusal(world.act("office.appoint", office, THE_SITE, relies_on=[index], **facts))
    assert refused.fact
    assert world.again() == world.assembly


def test_nobody_takes_office_before_the_result_stands() -> None:
    world = at_the_vote()
    index = world.to(31).do(declaring(world, CAST))
    result = poll(world).result
    assert result is not None
    office = f"office/{ROOT}/delegate/2"
    facts = {"office": "delegate", "branch": ROOT, "candidate": result.elected[0], "name": code_name(office)}
    refused = world.refusal(world.act("office.appoint", office, THE_SITE, relies_on=[index], **facts))
    assert whole(refused) == ("15.15", True)


def test_without_an_officer_members_call_open_and_the_site_declares() -> None:
    world = founded().to(29)
    on = "election/1"
    by = world.member(on, 3)
    assert whole(world.refusal(call(world, passkey=None))) == ("15.3", True)
    early = founded().to(5)
    act = call(early)
    refused = early.refusal(
        early.act(act.verb, act.on, by, papers=act.papers, **{**act.facts, "passkey": None})
    )
    assert whole(refused) == ("15.5", True)
    act = call(world)
    world.do(world.act(act.verb, act.on, by, papers=act.papers, **{**act.facts, "passkey": None}))
    for number in range(4):
        nominate(world, number)
    act = opening(world.to(60))
    world.do(
        world.act(act.verb, act.on, world.member(on, 3), papers=act.papers, **{**act.facts, "passkey": None})
    )
    assert world.state(on) == "at the vote"


@pytest.mark.parametrize(
    ("changes", "fact"),
    [
        ({"seats": 3}, "There are 2"),
        ({"office": "chair"}, "No paragraph"),
        ({"kind": "party"}, "No paragraph"),
    ],
)
def test_a_call_is_for_the_places_that_are_to_be_filled(changes: dict[str, object], fact: str) -> None:
    world = founded().to(0)
    refused = world.refusal(call(world, **changes))
    assert fact in refused.fact and refused.cure


@pytest.mark.parametrize(
    ("office", "branch", "rule", "fact", "cure"),
    [
        ("executive member", NORTH, "15.2", "in one branch: North", "Call it in Network."),
        ("delegate", ROOT, "15.3", "in Network, which has branches", "in one of the branches."),
    ],
)
@pytest.mark.parametrize("member", [False, True])
def test_an_office_is_filled_by_those_who_elect_it(
    office: str, branch: str, rule: str, fact: str, cure: str, member: bool
) -> None:
    world = World().found().to(29)
    act = call(world, office, branch, seats=3, passkey=None if member else True)
    if member:
        world.to(250)  # the founding holders have gone, so that any member may call
        by = world.member(act.on, world.people(branch)[0])
        act = world.act(act.verb, act.on, by, papers=act.papers, **act.facts)
    refused = world.refusal(act)
    assert whole(refused) == (rule, True)
    assert "is elected by the " in refused.condition
    assert fact in refused.fact and refused.cure.endswith(cure)


def test_each_branch_elects_its_own_and_all_members_their_executive() -> None:
    world = World().found().to(0)
    world.do(call(world, "delegate", NORTH))
    world.do(call(world, "executive member"))
    assert [poll(world).branch, poll(world).office] == [ROOT, "executive member"]


def test_where_there_are_no_branches_all_members_are_the_branch() -> None:
    world = World(members=[ROOT] * 6)
    world.found(
        branches=[{"id": ROOT, "title": "Network", "parent": ""}],
        offices=[{"office": "returning officer", "branch": ROOT, "name": code_name("o")}],
    ).to(0)
    on = "election/1"
    act = call(world, "delegate")
    officer = Actor("returning officer", code_name("o"))
    world.do(world.act(act.verb, on, officer, papers=act.papers, **act.facts))
    assert world.state(on) == "nominations"


def test_one_election_at_a_time_fills_an_office() -> None:
    world = founded().to(0)
    world.do(call(world))
    assert "election/1 is under way" in world.refusal(call(world)).fact


def test_who_is_named_by_too_few_or_does_not_consent_does_not_stand() -> None:
    world = founded().to(0)
    world.do(call(world))
    on = poll(world).on
    name = code_name(on, 1)
    world.do(world.act("election.nominate", on, world.member(on, 1), name=name))
    world.do(consent(world, 1))
    assert poll(world).standing_now == ()
    world.do(world.act("election.nominate", on, world.member(on, 2), name=name))
    assert poll(world).standing_now == (name,)
    again = world.act("election.nominate", on, world.member(on, 2), name=name)
    assert whole(world.refusal(again)) == ("15.6", True)
    assert whole(world.refusal(consent(world, 1))) == ("15.6", True)
    assert whole(world.refusal(consent(world, 9))) == ("15.6", True)
    assert whole(
        world.refusal(
            world.act(
                "election.consent", on, world.member(on, 1), statement=ADDRESS, length=100, groups=["women"]
            )
        )
    ) == ("15.6", True)


def test_fewer_candidates_than_places_are_elected_without_a_ballot() -> None:
    world = founded().to(0)
    world.do(call(world))
    name = nominate(world, 4)
    act = world.act("election.declare", "election/1", THE_SITE, unopposed=True, elected=[name])
    assert whole(world.to(16).refusal(act)) == ("15.13", True)
    assert whole(world.to(20).refusal(opening(world))) == ("15.8", True)
    world.do(act)
    assert poll(world).result is not None and poll(world).result.elected == (name,)
    assert world.to(40).state("election/1") == "settled"
    assert world.again() == world.assembly


def test_an_election_for_which_nobody_stands_ends_too() -> None:
    world = founded().to(0)
    world.do(call(world))
    world.to(20).do(world.act("election.declare", "election/1", THE_SITE, unopposed=True, elected=[]))
    other = founded().to(0)
    other.do(call(other))
    assert other.to(90).state("election/1") == "lapsed"


def test_papers_pass_over_who_withdraws_or_is_struck_while_the_ballot_is_open() -> None:
    world = at_the_vote()
    on, paper = poll(world).on, poll(world).paper
    number = next(n for n in range(5) if code_name(on, n) == paper[0])
    world.do(world.act("election.withdraw", on, world.member(on, number)))
    officer = world.officer("returning officer")
    strike = world.act(
        "election.strike", on, officer, name=paper[1], ground="died", reasons=REASONS, passkey=True
    )
    assert whole(
        world.refusal(
            world.act(
                "election.strike", on, officer, name=paper[1], ground="rude", reasons=REASONS, passkey=True
            )
        )
    ) == ("15.7", True)
    world.do(strike)
    world.to(31).do(declaring(world, CAST))
    assert poll(world).result is not None
    assert not {paper[0], paper[1]} & set(poll(world).result.elected)


def test_enough_objections_reinstate_a_candidate() -> None:
    world = at_the_vote()
    on, name = poll(world).on, poll(world).paper[1]
    facts = {"name": name, "ground": "not-eligible", "reasons": REASONS, "passkey": True}
    world.do(world.act("election.strike", on, world.officer("returning officer"), **facts))
    for number in (6, 7, 8):
        assert not poll(world).stands(name)
        world.do(world.act("election.reinstate", on, world.member(on, number), name=name))
    assert poll(world).stands(name)
    assert whole(
        world.refusal(world.act("election.strike", on, world.officer("returning officer"), **facts))
    ) == ("15.7", True)


def test_the_numbers_of_ballots_receipts_and_voters_agree() -> None:
    world = at_the_vote()
    world.to(31)
    whole_facts = declaring(world, CAST)
    fewer = declaring(world, CAST[:-1])
    mixed = world.act(
        "election.declare",
        poll(world).on,
        THE_SITE,
        papers={**whole_facts.papers, **fewer.papers},
        **{**whole_facts.facts, "ballots": fewer.facts["ballots"]},
    )
    refused = world.refusal(mixed)
    assert whole(refused) == ("15.12", True)
    assert "There are 19 ballots, 20 receipts and 20 voters" in refused.fact


@pytest.mark.parametrize("key", ["elected", "quota", "valid", "invalid", "account", "level"])
def test_a_declaration_that_the_lists_do_not_give_is_refused(key: str) -> None:
    world = at_the_vote()
    world.to(31)
    refused = world.refusal(declaring(world, CAST, **{key: "another"}))
    assert whole(refused) == ("15.12", True)
    assert f"For {key} it says another" in refused.fact


def test_a_total_tie_waits_for_the_lot() -> None:
    world = at_the_vote(candidates=3)
    world.to(31)
    tied = [(1,), (2,), (3,)] * 3
    from folkmoot.counting.ties import TieNeedsLot

    with pytest.raises(TieNeedsLot):
        declaring(world, tied)
    throw(world)
    again = world.act(
        "election.lot", poll(world).on, world.member(poll(world).on, 5), source="dice " + "1" * 24
    )
    assert whole(world.refusal(again)) == ("15.11", True)
    world.do(declaring(world, tied))
    assert world.again() == world.assembly


def test_the_lot_is_entered_once_the_ballot_has_closed() -> None:
    world = founded().to(0)
    world.do(call(world))
    for number in range(4):
        nominate(world, number)
    on = poll(world).on
    early = world.act("election.lot", on, world.member(on, 1), source="dice " + "1" * 24)
    assert world.refusal(early).cure
    refused = world.to(18).refusal(early)
    assert refused.fact == "It has not been opened." and whole(refused) == ("15.11", True)


def test_batches_come_after_the_close_from_two_officers() -> None:
    world = at_the_vote()
    on, digest = poll(world).on, digest_of(b"lines")
    clerks = [world.officer("clerk").name, world.officer("secretary").name]
    batch = world.act(
        "election.batch",
        on,
        world.officer("clerk"),
        batch=1,
        count=3,
        digest=digest,
        clerks=clerks,
        passkey=True,
    )
    assert whole(world.refusal(batch)) == ("15.10", True)
    world.to(29)
    one = world.act(
        "election.batch",
        on,
        world.officer("clerk"),
        batch=1,
        count=3,
        digest=digest,
        clerks=clerks[:1] * 2,
        passkey=True,
    )
    assert "two" in world.refusal(one).fact
    world.do(batch)
    world.to(31)
    assert (
        "The batches hold 3 papers; 2 are ticked."
        in world.refusal(
            world.act(
                "election.declare",
                on,
                THE_SITE,
                papers=declaring(world, CAST[:2]).papers,
                **declaring(world, CAST[:2]).facts,
            )
        ).fact
    )
    world.do(declaring(world, CAST))


def test_an_objection_leads_to_a_recount_or_to_time() -> None:
    world = at_the_vote()
    world.to(31).do(declaring(world, CAST))
    on = poll(world).on
    act = world.act("election.object", on, world.member(on, 3), reasons=REASONS)
    world.do(act)
    assert world.state(on) == "disputed"
    assert whole(world.refusal(act)) == ("15.14", True)
    changed = [*CAST[:-2], (1,), (1,)]
    assert (
        "2 ballots are other ones; 0 came on paper."
        in world.refusal(declaring(world, changed, "recount")).fact
    )
    world.do(declaring(world, CAST, "recount"))
    assert world.state(on) == "settled"
    assert world.again() == world.assembly


def test_the_frozen_roll_is_corrected_with_reasons_and_never_grows_past_the_branch() -> None:
    world = at_the_vote()
    on, ballot = poll(world).on, poll(world).ballot
    assert ballot is not None
    officer = world.officer("returning officer")
    more = world.act(
        "election.roll", on, officer, added=[code_name("new")], removed=[], reasons=REASONS, passkey=True
    )
    assert whole(world.refusal(more)) == ("15.9", True)
    gone = min(ballot.roll.names)
    world.do(world.act("election.roll", on, officer, added=[], removed=[gone], reasons=REASONS, passkey=True))
    election = poll(world)
    assert isinstance(election, Election) and election.ballot is not None
    assert gone not in election.ballot.roll.names
    world.do(more)


def test_nothing_in_the_record_tells_a_count_while_the_ballot_is_open() -> None:
    world = at_the_vote()
    on, ballot = poll(world).on, poll(world).ballot
    assert ballot is not None
    vote = world.act("election.vote", on, world.member(ballot.id, 1), ranking=[1])
    assert whole(world.refusal(vote)) == ("15.9", True)
