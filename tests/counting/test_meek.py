"""Meek against what another program printed for real papers."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counting.contests import contests, lots
from counting.shared_data import ballots_of, told
from folkmoot.counting import blt
from folkmoot.counting.account import PILE, Flow, figure
from folkmoot.counting.contest import Contest
from folkmoot.counting.meek_flows import flows
from folkmoot.counting.rules import count
from folkmoot.counting.ties import TieNeedsLot


@pytest.mark.parametrize(("ward", "facts"), told("reference/meek-prf.droop.json"))
def test_winners_quota_votes_and_keep_values_are_as_another_program_has_them(
    ward: str, facts: dict[str, Any]
) -> None:
    account = count(blt.read(ballots_of(ward)), "meek-prf/1")
    last = account.stages[-1]
    assert last.keep is not None and last.quota is not None
    final = zip(last.votes, last.keep, strict=True)
    ours = {f"C{n}": [figure(votes, 9), figure(keep, 9)] for n, (votes, keep) in enumerate(final, start=1)}
    assert (sorted(account.elected), figure(last.quota, 9)) == (facts["winners"], facts["quota"])
    assert ours == facts["final"]


@given(data=st.data())
def test_nothing_is_lost_or_made_and_nobody_keeps_more_than_a_vote(data: st.DataObject) -> None:
    contest = data.draw(contests())
    account = count(contest, "meek-prf/1", lot=data.draw(lots(contest)))
    for stage in account.stages:
        total = sum(stage.votes) + stage.non_transferable + stage.lost + stage.in_hand
        assert total == account.valid * 10**9
        assert stage.non_transferable >= 0 and stage.in_hand >= 0
        assert stage.keep is not None and all(0 <= each <= 10**9 for each in stage.keep)
    assert len(account.elected) == min(contest.seats, len(contest.standing))
    assert account.stages[-1].flows == ()


@given(data=st.data())
def test_what_flowed_explains_every_change_but_that_of_the_result(data: st.DataObject) -> None:
    contest = data.draw(contests())
    account = count(contest, "meek-prf/1", lot=data.draw(lots(contest)))
    has = [0] * (len(contest.names) + 1)
    for stage in account.stages[:-1]:
        for flow in stage.flows:
            assert 0 < flow.value <= flow.papers * 10**9
            assert flow.papers <= account.valid and (flow.source == PILE) == (stage.number == 1)
            if stage.number > 1:
                assert flow.source in {*account.elected, *stage.of} - {flow.target}
                has[flow.source] -= flow.value
            has[flow.target] += flow.value
        assert has == [stage.non_transferable, *stage.votes]


def test_whoever_is_no_further_above_the_lowest_than_the_surplus_left_is_tied_with_it() -> None:
    """B.3: "c' is tied with c if vote v' for c' is less than or equal to v plus total surplus s"."""
    contest = Contest(("Ann", "Ben", "Cat"), 2, {(1,): 8, (2, 3): 12, (2,): 12})
    for lot, gone in (((1, 2, 3), 3), ((3, 2, 1), 1)):
        account = count(contest, "meek-prf/1", lot=lot)
        second = account.stages[1]
        assert (second.votes[0], second.votes[2]) == (8_000000000, 7_999999860)
        assert [(tie.among, tie.chosen) for tie in second.ties] == [((1, 3), gone)]
        assert account.elected == (2, 4 - gone)
    with pytest.raises(TieNeedsLot):
        count(contest, "meek-prf/1")


def test_a_surplus_flows_at_the_part_that_is_not_kept() -> None:
    contest = Contest(("Ann", "Ben", "Cat"), 2, {(1, 2): 6, (1,): 2, (2,): 1, (3,): 3})
    account = count(contest, "meek-prf/1")
    first, second, *_ = account.stages
    assert first.flows == (
        Flow(PILE, 1, 8, 8 * 10**9),
        Flow(PILE, 2, 1, 10**9),
        Flow(PILE, 3, 3, 3 * 10**9),
    )
    assert second.keep is not None
    assert second.steps[0].paragraph == "B.2.f"
    assert (
        second.steps[0].said
        == f"Ann now keeps {figure(second.keep[0], 9)} of each vote that comes by, and the rest goes on."
    )
    let_go = 10**9 - second.keep[0]
    assert second.flows == (Flow(1, 2, 6, 6 * let_go), Flow(1, PILE, 2, 2 * let_go))
    assert second.non_transferable == 2 * let_go


def test_of_several_who_let_go_of_a_paper_or_receive_it_the_first_on_it_is_served_first() -> None:
    papers = {(1, 2, 3): 1}
    before, now = (1000, 1000, 1000), (700, 1000, 1000)
    assert flows(papers, before, now, 1000) == (Flow(1, 2, 1, 300),)
    assert flows(papers, now, (700, 0, 1000), 1000) == (Flow(2, 3, 1, 300),)
    assert flows(papers, (1000, 0, 0), (600, 500, 0), 1000) == (Flow(1, 2, 1, 200), Flow(1, PILE, 1, 200))
    # Here 1 lets go 200 and 2 lets go 100 of each; 3 receives 150, and nobody the rest.
    both = flows({(1, 2, 3): 4}, (800, 1000, 1000), (600, 250, 500), 1000)
    assert both == (Flow(1, 3, 4, 4 * 150), Flow(1, PILE, 4, 4 * 50), Flow(2, PILE, 4, 4 * 100))
