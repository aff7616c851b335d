"""What a declaration publishes, and what is counted from it: each method, each level, the beacon as lot."""

import json
from datetime import date
from typing import Any

import pytest

from folkmoot.counting import account_json
from folkmoot.counting.ties import TieNeedsLot
from folkmoot.lots import beacon
from folkmoot.procedure import electing_ballot
from folkmoot.procedure.act import THE_SITE, Act, Actor
from folkmoot.procedure.electing import Election, Result
from folkmoot.procedure.electing_count import lot_of
from folkmoot.procedure.electing_table import stage_sum
from folkmoot.procedure.papers import digest_of
from folkmoot.procedure.scene import code_name
from lots.world import RANDOMNESS_1000, ROUND_1000
from procedure import world as calendar
from procedure.polls import at_the_vote, call, declaring, founded, nominate, opening, poll, throw
from procedure.walks import RULES
from procedure.world import ROOT, World

CAST = [(1, 2, 3)] * 7 + [(2, 1)] * 5 + [(3, 1)] * 3 + [(4,)] * 2 + [(5, 4)] + [(4, 3, 5)] + [()]
TABLES = ("stage table", "pairwise table")


def rules(method: str, level: str = "whole ballots") -> str:
    """The network's rules, with another method for delegates, and another level."""
    text = RULES.replace("[Scottish STV]{delegates", f"[{method}]{{delegates")
    return text.replace("[whole ballots]{delegates", f"[{level}]{{delegates")


def result(world: World) -> Result:
    return result_of(poll(world))


def result_of(election: Election) -> Result:
    assert election.result is not None
    return election.result


@pytest.mark.parametrize("method", ["Scottish STV", "ERS97", "Meek", "approval"])
def test_each_method_that_fills_several_places_is_counted_and_counted_again(method: str) -> None:
    world = at_the_vote(rules=rules(method))
    throw(world.to(31))
    world.do(declaring(world, CAST))
    account = json.loads(world.papers[result(world).facts["account"]])
    assert [poll(world).paper[n - 1] for n in account["elected"]] == list(result(world).elected)
    assert len(result(world).elected) == 2
    assert world.again() == world.assembly


@pytest.mark.parametrize("level", TABLES)
@pytest.mark.parametrize("method", ["Scottish STV", "ERS97", "Meek"])
def test_a_table_is_held_to_its_own_arithmetic(level: str, method: str) -> None:
    world = at_the_vote(rules=rules(method, level))
    throw(world.to(31))
    act = declaring(world, CAST)
    assert "ballots" not in act.facts
    assert set(act.papers) == {act.facts[key]["digest"] for key in ("receipts", "voters")} | {
        act.facts["account"]
    }
    world.do(act)
    assert not poll(world).recountable and len(result(world).elected) == 2
    stages = json.loads(act.papers[act.facts["account"]])["stages"]
    assert len({stage_sum(stage) for stage in stages}) == 1
    assert world.again() == world.assembly


def test_an_account_of_approvals_cannot_add_up_from_stage_to_stage_and_needs_not() -> None:
    world = at_the_vote(rules=rules("approval", "stage table"))
    throw(world.to(31))
    world.do(declaring(world, CAST))
    assert len(result(world).elected) == 2


def with_account(act: Act, change: Any, **facts: Any) -> Act:
    """The declaration with another account in the place of its own."""
    told = json.loads(act.papers[act.facts["account"]])
    change(told)
    data = account_json.encode(told)
    papers = dict(act.papers) | {digest_of(data): data}
    return Act(act.verb, act.on, act.by, act.facts | {"account": digest_of(data)} | facts, papers=papers)


def a_vote_more(told: Any) -> None:
    told["stages"][-1]["votes"][0] = "99.00000"


def one_too_many(told: Any) -> None:
    told["elected"] = [1, 2, 3]


def twice(told: Any) -> None:
    told["elected"] = [1, 1]


def nobody_known(told: Any) -> None:
    told["elected"] = [1, 77]


def more_than_voted(told: Any) -> None:
    told["valid"] = 500


@pytest.mark.parametrize("change", [a_vote_more, one_too_many, twice, nobody_known, more_than_voted])
def test_an_account_that_contradicts_itself_is_refused(change: Any) -> None:
    world = at_the_vote(rules=rules("Scottish STV", "stage table"))
    throw(world.to(31))
    refused = world.refusal(with_account(declaring(world, CAST), change))
    assert refused.rule == "15.12" and refused.cure
    assert refused.condition == "Where no ballots are published, the account of the count is, and it adds up."


def test_a_declaration_beside_the_published_account_is_refused() -> None:
    world = at_the_vote(rules=rules("Scottish STV", "stage table"))
    throw(world.to(31))
    act = declaring(world, CAST)
    swapped = list(reversed(act.facts["elected"]))
    assert (
        "For elected"
        in world.refusal(
            Act(act.verb, act.on, act.by, act.facts | {"elected": swapped}, papers=act.papers)
        ).fact
    )
    missing = {digest: data for digest, data in act.papers.items() if digest != act.facts["account"]}
    assert world.refusal(Act(act.verb, act.on, act.by, act.facts, papers=missing)).cure


def test_ballots_cut_as_the_count_read_them_give_the_same_result() -> None:
    level = "ballots as far as the count read them"
    whole, cut = at_the_vote(rules=rules("ERS97")), at_the_vote(rules=rules("ERS97", level))
    for world in (whole, cut):
        throw(world.to(31))
        world.do(declaring(world, CAST))
    assert result(whole).elected == result(cut).elected and poll(cut).recountable
    assert sum(map(len, poll(cut).counted.elements())) < sum(map(len, CAST))
    assert cut.again() == cut.assembly


def one_place(method: str, level: str = "whole ballots") -> World:
    """Four stand for one place, and the ballot has closed."""
    text = rules(method, level).replace("[3 delegates]", "[1 delegate]")
    world = founded(text).to(0)
    world.do(world.act("office.resign", f"office/{ROOT}/delegate/1", world.officer("delegate")))
    world.do(call(world))
    for number in range(4):
        nominate(world, number)
    world.to(20).do(opening(world))
    return world.to(31)


def test_one_place_goes_to_more_than_half() -> None:
    world = one_place("alternative vote")
    world.do(declaring(world, [(1,)] * 7 + [(2, 3)] * 6 + [(3, 2)] * 3))
    assert result(world).elected == (poll(world).paper[1],) and result(world).facts["quota"] == "none"
    assert world.again() == world.assembly


@pytest.mark.parametrize("method", ["Condorcet with Schwartz dropping", "strongest chains"])
def test_one_place_goes_to_whoever_beats_all_others_and_its_ballots_fill_no_vacancy(method: str) -> None:
    world = one_place(method)
    world.do(declaring(world, [(1, 3)] * 7 + [(2, 3)] * 6 + [(3, 2)] * 3))
    first = poll(world)
    assert result(world).elected == (first.paper[2],)
    on = f"office/{ROOT}/delegate/2"
    facts = {
        "office": "delegate",
        "branch": ROOT,
        "candidate": first.paper[2],
        "name": code_name("office", on),
    }
    world.to(45).do(world.act("office.appoint", on, THE_SITE, relies_on=[result(world).index], **facts))
    world.pass_days(1)
    world.do(world.act("office.resign", on, Actor("delegate", code_name("office", on))))
    changes = {"kind": "countback", "follows": first.on, "seats": 1, "roll": first.roll.as_facts()}
    refused = world.refusal(call(world, **changes))
    assert "counted by pairs" in refused.fact and "call a new one" in refused.cure
    assert world.again() == world.assembly


PAIRS, CHAINS = "Condorcet with Schwartz dropping", "strongest chains"
CIRCLE = [(1, 2, 3)] * 5 + [(2, 3, 1)] * 4 + [(3, 1, 2)] * 3


@pytest.mark.parametrize("method", [PAIRS, CHAINS])
def test_the_pairwise_table_is_published_at_its_level_and_names_the_winner(method: str) -> None:
    world = one_place(method, "pairwise table")
    act = declaring(world, CIRCLE)
    told = json.loads(act.papers[act.facts["account"]])
    assert told["matrix"] == [[0, 8, 5, 12], [4, 0, 9, 12], [7, 3, 0, 12], [0, 0, 0, 0]]
    world.do(act)
    assert result(world).elected == (poll(world).paper[0],) and not poll(world).recountable
    assert world.again() == world.assembly
    table = one_place(method, "stage table")
    act = declaring(table, CIRCLE)
    assert "matrix" not in json.loads(act.papers[act.facts["account"]])
    table.do(act)


def another_wins(told: Any) -> None:
    told["elected"] = [2]


def no_table(told: Any) -> None:
    del told["matrix"]


def more_than_there_were(told: Any) -> None:
    told["matrix"][0][1] = 9


def a_row_less(told: Any) -> None:
    told["matrix"].pop()


def no_numbers(told: Any) -> None:
    told["matrix"][0][1] = "8"


@pytest.mark.parametrize("change", [another_wins, no_table, more_than_there_were, a_row_less, no_numbers])
def test_a_pairwise_table_that_does_not_give_its_winner_is_refused(change: Any) -> None:
    world = one_place(PAIRS, "pairwise table")
    refused = world.refusal(with_account(declaring(world, CIRCLE), change))
    assert refused.rule == "15.12" and refused.cure


def test_a_tie_in_the_pairwise_table_is_settled_by_the_lot_that_was_entered() -> None:
    world = one_place(PAIRS, "pairwise table")
    throw(world)
    tied = [(1, 2, 3, 4)] * 3 + [(2, 1, 3, 4)] * 3
    world.do(declaring(world, tied))
    first, lot = poll(world), lot_of(poll(world))
    assert result(world).elected == (first.paper[min(1, 2, key=lot.index) - 1],)
    other = one_place(PAIRS, "pairwise table")
    throw(other)

    def turned(told: Any) -> None:
        told["elected"] = [3 - told["elected"][0]]

    assert other.refusal(with_account(declaring(other, tied), turned)).cure


TIED = [(1,), (2,), (3,)] * 3


def test_the_beacon_decides_a_total_tie(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the published signature of round 1000 of quicknet, in the summer in which it was made."""
    monkeypatch.setattr(calendar, "DAY_0", date(2023, 7, 20))
    world = founded().to(0)
    world.do(call(world))
    for number in range(3):
        nominate(world, number)
    world.to(20)
    closing = world.book.calendar.end_of(world.book.setting("election.voting").value, world.now)
    monkeypatch.setattr(electing_ballot, "ROUND_AFTER", beacon.time_of(1000) - closing - 1)
    assert electing_ballot.lot_for(closing) == {"source": "drand", "round": 1000}
    world.do(opening(world, lot={"source": "drand", "round": 1000}))
    on = poll(world).on
    world.to(31)
    with pytest.raises(TieNeedsLot):
        declaring(world, TIED)
    forged = bytes([ROUND_1000[0] ^ 1, *ROUND_1000[1:]])
    for bad in (f"drand {forged.hex()}", "drand b446", "dice " + "1" * 24):
        assert world.refusal(world.act("election.lot", on, THE_SITE, source=bad)).rule == "15.11"
    world.do(world.act("election.lot", on, THE_SITE, source=f"drand {ROUND_1000.hex()}"))
    assert poll(world).draw.hex() == RANDOMNESS_1000
    world.do(declaring(world, TIED))
    assert len(result(world).elected) == 2
    assert world.again() == world.assembly
