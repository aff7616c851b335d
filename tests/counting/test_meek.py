"""Meek against what another program printed for real papers."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counting.contests import contests, lots
from counting.shared_data import ballots_of, told
from folkmoot.counting import blt
from folkmoot.counting.account import figure
from folkmoot.counting.rules import count


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
