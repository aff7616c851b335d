"""The recall of an officer: its season, its signatures, the reply, the secret ballot, and what it ends."""

import pytest

from folkmoot.procedure.act import THE_SITE, Act, Actor
from folkmoot.procedure.declaration import secret_lists
from folkmoot.procedure.recall import Recall
from folkmoot.procedure.scene import code_name
from folkmoot.rulebook.values import Share
from procedure.polls import CHAIR, REASONS, at_the_vote, declaring, poll
from procedure.polls import recalling as opening
from procedure.test_election_vacancy import appoint, refill, unelected, with_vacancy
from procedure.walks import RULES
from procedure.world import ROOT, World


def elected(ballots: int) -> tuple[World, str]:
    """A delegate in office, elected by so many of the thirty; and the holding."""
    world = at_the_vote()
    index = world.to(31).do(declaring(world, [(1, 2)] * ballots))
    election = poll(world)
    assert election.result is not None
    on = f"office/{ROOT}/delegate/2"
    facts = {"office": "delegate", "branch": ROOT, "candidate": election.result.elected[0]}
    taking = world.act("office.appoint", on, relies_on=[index], name=code_name("office", on), **facts)
    world.to(45).do(taking)
    return world, on


def with_longer_terms() -> World:
    """The founding officers have two years."""
    return World(RULES.replace("[6 months]{office.founding", "[2 years]{office.founding")).found().to(93)


def triggered() -> World:
    world = World().found().to(93)
    world.do(opening(world))
    for number in range(1, 5):
        world.do(world.act("recall.sign", "recall/1", world.member("recall/1", number)))
    return world


def put(world: World, by: Actor, **more: object) -> Act:
    number = f"ballot/{world.assembly.next_number('ballot')}"
    roll, papers = world.roll(number)
    facts = {"ballot": number, "roll": roll, "manner": "secret ballot"}
    return world.act("recall.put", "recall/1", by, papers=papers, **(facts | more))


def result(world: World, votes: list[str], least: int = 6) -> Act:
    case = world.assembly.cases["recall/1"]
    assert isinstance(case, Recall) and case.ballot is not None
    voters = [code_name(case.ballot.id, n) for n in range(len(votes))]
    facts, papers = secret_lists(votes, (code_name("receipt", n) for n in range(len(votes))), voters)
    counts = {choice: votes.count(choice) for choice in ("for", "against", "abstain")}
    carried = counts["for"] > counts["against"] and len(votes) >= least
    outcome = "carried" if carried else "lost"
    return world.act(
        "recall.declare", "recall/1", THE_SITE, papers=papers, **facts, **counts, outcome=outcome
    )


def test_nobody_is_recalled_at_the_beginning_or_the_end_of_a_term() -> None:
    for day, fact in (
        (30, "They have not passed."),
        (140, "The term ends on 30 November 2026."),
    ):
        world = World().found().to(day)
        refused = world.refusal(opening(world))
        assert (refused.rule, refused.fact) == ("16.1", fact) and refused.cure


def test_each_elector_signs_once_and_enough_trigger_it() -> None:
    world = World().found().to(93)
    world.do(opening(world))
    again = world.refusal(world.act("recall.sign", "recall/1", world.member("recall/1", 0)))
    assert again.rule == "16.2" and again.cure
    assert world.to(140).state("recall/1") == "lapsed"
    assert triggered().state("recall/1") == "triggered"


def test_another_recall_of_the_same_holder_waits() -> None:
    world = triggered()
    refused = world.refusal(opening(world))
    assert (refused.rule, refused.fact) == ("16.1", "Recall 1 is under way.") and refused.cure


def test_a_recall_that_has_lapsed_may_be_begun_again_when_its_time_has_passed() -> None:
    world = with_longer_terms()
    world.do(opening(world))
    refused = world.to(200).refusal(opening(world))
    assert "6 months" in refused.condition and refused.cure == "Wait until 3 March 2027."
    assert world.to(274).refusal(opening(world)).cure == refused.cure
    world.to(275).do(opening(world))
    assert world.again() == world.assembly


def test_whoever_waits_is_told_from_which_day_on() -> None:
    refused = World().found().to(30).refusal(opening(World().found().to(30)))
    assert refused.cure == "Wait until 2 September 2026."
    short = World(RULES.replace("[90 days]{recall.early}", "[130 days]{recall.early}")).found().to(30)
    assert "by then the term is nearly over" in short.refusal(opening(short)).cure


def test_the_officer_replies_once_at_equal_length() -> None:
    world = triggered()
    officer = Actor("member", world.officer("chair").name)
    facts = {"statement": REASONS, "length": 300}
    too_long = world.act("recall.reply", "recall/1", officer, **(facts | {"length": 301}))
    assert world.refusal(too_long).rule == "16.3"
    world.do(world.act("recall.reply", "recall/1", officer, **facts))
    assert world.refusal(world.act("recall.reply", "recall/1", officer, **facts)).cure
    other = Actor("member", world.officer("secretary").name)
    assert world.refusal(world.act("recall.reply", "recall/1", other, **facts)).rule == "16.3"


def test_carried_it_ends_the_holding_at_that_index() -> None:
    world = triggered()
    officer = world.officer("returning officer")
    assert world.refusal(put(world, officer, passkey=True)).rule == "16.4"
    world.to(104).do(put(world, officer, passkey=True))
    world.to(115).do(result(world, ["for"] * 6 + ["against"] * 2))
    assert world.state("recall/1") == "recalled" and world.state(CHAIR) == "out of office"
    assert world.assembly.holder_of("chair", ROOT, world.now) is None
    assert world.again() == world.assembly


def test_without_a_majority_or_the_turnout_the_officer_stays() -> None:
    for votes in (["for"] * 4 + ["against"] * 4, ["for"] * 5):
        world = triggered()
        world.to(104).do(put(world, world.officer("returning officer"), passkey=True))
        world.to(115).do(result(world, votes))
        assert world.state("recall/1") == "kept in office" and world.state(CHAIR) == "in office"


def test_a_recall_goes_no_further_when_the_officer_has_left() -> None:
    world = World().found().to(93)
    world.do(opening(world))
    leaving = world.act("office.resign", CHAIR, world.officer("chair"))
    world.do(leaving)
    refused = world.refusal(world.act("recall.sign", "recall/1", world.member("recall/1", 1)))
    assert (refused.rule, refused.fact) == ("16.2", "This one has left it, or the term has ended.")
    other = triggered()
    other.do(leaving)
    officer = other.officer("returning officer")
    assert "has left it" in other.to(104).refusal(put(other, officer, passkey=True)).fact
    assert other.to(160).state("recall/1") == "lapsed"


def test_the_turnout_of_a_vacancy_is_that_of_the_ballots_that_filled_it() -> None:
    world, first = with_vacancy()
    index = refill(world, first, unelected(first))
    filled = poll(world).result
    assert filled is not None
    appoint(world.to(100), first, filled.elected[0], 4, index)
    world.to(200).do(opening(world, holding=f"office/{ROOT}/delegate/4"))
    recall = world.assembly.cases["recall/1"]
    assert isinstance(recall, Recall) and recall.turnout == Share(20, 30, strict=False)


def test_while_nobody_opens_the_ballot_in_time_the_officer_may_do_nothing() -> None:
    world = triggered()
    assert world.to(118).state("recall/1") == "overdue"
    effect = {"act": "office.appoint", "office": "treasurer", "branch": ROOT, "name": code_name("t")}
    act = world.act(
        "office.appoint",
        f"office/{ROOT}/treasurer/2",
        world.officer("chair"),
        passkey=True,
        **{key: value for key, value in effect.items() if key != "act"},
    )
    assert "waits to be put to the vote" in world.refusal(act).fact
    world.do(put(world, world.member("recall/1", 7)))
    assert world.state("recall/1") == "at the vote"


@pytest.mark.parametrize(
    ("ballots", "votes", "least", "state"),
    [
        (4, 4, 4, "recalled"),
        (4, 3, 4, "kept in office"),
        (12, 6, 6, "recalled"),
        (12, 5, 6, "kept in office"),
    ],
)
def test_as_many_as_at_the_election_or_a_fifth_are_enough_whichever_is_less(
    ballots: int, votes: int, least: int, state: str
) -> None:
    world, on = elected(ballots)
    world.to(140).do(opening(world, holding=on))
    for number in range(1, 5):
        world.do(world.act("recall.sign", "recall/1", world.member("recall/1", number)))
    world.to(151).do(put(world, world.officer("returning officer"), passkey=True))
    world.to(162)
    if votes < least:
        assert "For outcome" in world.refusal(result(world, ["for"] * votes, 1)).fact
    world.do(result(world, ["for"] * votes, least))
    assert world.state("recall/1") == state
    assert world.state(on) == ("out of office" if state == "recalled" else "in office")
    assert world.again() == world.assembly
