"""What is true of every count with stages, whatever the papers."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counting.contests import contests, lots
from counting.stages import adds_up
from folkmoot.counting.account import Account
from folkmoot.counting.bounds import Bound
from folkmoot.counting.columns import from_tokens
from folkmoot.counting.contest import Contest, Ranking
from folkmoot.counting.quick_papers import columns
from folkmoot.counting.refusals import BadCount
from folkmoot.counting.rules import count
from folkmoot.counting.who import Who

STAGED = ["scottish-2011/1", "av/1", "ers97/1"]


def contest_for(rule: str, data: st.DataObject) -> tuple[Contest, tuple[int, ...]]:
    contest = data.draw(contests(places=1 if rule == "av/1" else 4))
    return contest, data.draw(lots(contest))


@pytest.mark.parametrize("rule", STAGED)
@given(data=st.data())
def test_nothing_is_lost_or_made_and_the_places_are_filled(rule: str, data: st.DataObject) -> None:
    contest, lot = contest_for(rule, data)
    account = count(contest, rule, lot=lot)
    assert adds_up(account)
    assert len(account.elected) == min(contest.seats, len(contest.standing))
    assert len(set(account.elected)) == len(account.elected)
    assert not contest.withdrawn & set(account.elected)
    papers = sum(contest.papers.values())
    assert account.valid + sum(account.invalid.values()) == papers


@pytest.mark.parametrize("rule", STAGED)
@given(data=st.data())
def test_numpy_gives_the_same_account(rule: str, data: st.DataObject) -> None:
    contest, lot = contest_for(rule, data)
    plain = count(contest, rule, lot=lot, engine="pure")
    assert count(contest, rule, lot=lot, engine="numpy") == plain
    in_columns = replace(contest, papers=columns(contest.papers))
    assert in_columns.papers == contest.papers
    assert count(in_columns, rule, lot=lot) == plain
    assert count(in_columns, rule, lot=lot, engine="pure") == plain


@pytest.mark.parametrize("rule", STAGED)
@given(data=st.data())
def test_the_order_of_papers_changes_nothing(rule: str, data: st.DataObject) -> None:
    contest, lot = contest_for(rule, data)
    turned = replace(contest, papers=dict(reversed(contest.papers.items())))
    assert count(turned, rule, lot=lot) == count(contest, rule, lot=lot)


@pytest.mark.parametrize("rule", STAGED)
@given(data=st.data())
def test_numbers_and_names_change_nothing(rule: str, data: st.DataObject) -> None:
    contest, lot = contest_for(rule, data)
    order = data.draw(lots(contest))
    new = {old: order.index(old) + 1 for old in contest.candidates}
    papers = {tuple(new[each] for each in ranking): times for ranking, times in contest.papers.items()}
    other = Contest(
        tuple(f"Other {number}" for number in contest.candidates),
        contest.seats,
        papers,
        frozenset(new[each] for each in contest.withdrawn),
    )
    ours = count(contest, rule, lot=lot)
    theirs = count(other, rule, lot=tuple(new[each] for each in lot))
    assert [new[each] for each in ours.elected] == list(theirs.elected)
    for stage, renamed in zip(ours.stages, theirs.stages, strict=True):
        assert [renamed.votes[new[each] - 1] for each in contest.candidates] == list(stage.votes)
        assert [new[each] for each in stage.excluded] == list(renamed.excluded)


@pytest.mark.parametrize("rule", STAGED)
@given(data=st.data())
def test_somebody_withdrawn_is_as_never_ranked(rule: str, data: st.DataObject) -> None:
    contest, lot = contest_for(rule, data)
    papers: dict[Ranking, int] = {}
    for ranking, times in contest.papers.items():
        left = tuple(each for each in ranking if each not in contest.withdrawn)
        papers[left] = papers.get(left, 0) + times
    never = count(replace(contest, papers=papers), rule, lot=lot)
    assert facts(count(contest, rule, lot=lot)) == facts(never)


@pytest.mark.parametrize("rule", STAGED)
@given(data=st.data())
def test_papers_cut_where_the_count_stopped_looking_give_the_same_account(
    rule: str, data: st.DataObject
) -> None:
    contest, lot = contest_for(rule, data)
    account = count(contest, rule, lot=lot)
    papers: dict[Ranking, int] = {}
    for ranking, times in contest.papers.items():
        cut = ranking[: account.looked_at[ranking]]
        papers[cut] = papers.get(cut, 0) + times
    assert facts(count(replace(contest, papers=papers), rule, lot=lot)) == facts(account)


@given(data=st.data())
def test_whom_the_papers_elected_held_them(data: st.DataObject) -> None:
    contest, lot = contest_for("scottish-2011/1", data)
    account = count(contest, "scottish-2011/1", lot=lot)
    votes = {each: stage.votes[each - 1] for stage in account.stages for each in stage.elected}
    for each in account.elected:
        assert sum(papers * value for papers, value in account.held[each].values()) == votes[each]


@given(data=st.data())
def test_a_quota_on_the_result_is_met_where_it_can_be(data: st.DataObject) -> None:
    contest, lot = contest_for("scottish-2011/1", data)
    members = data.draw(st.frozensets(st.sampled_from(contest.candidates)))
    bound = Bound("women", members, at_least=data.draw(st.integers(0, 3)))
    account = count(contest, "scottish-2011/1", lot=lot, bounds=(bound,))
    could = min(bound.at_least, len(members & set(contest.standing)), len(account.elected))
    assert len(members & set(account.elected)) >= could
    assert len(account.elected) == min(contest.seats, len(contest.standing))
    assert adds_up(account)
    assert facts(count(contest, "scottish-2011/1", lot=lot, bounds=(bound,), engine="numpy")) == facts(
        account
    )


@given(data=st.data())
def test_sentences_name_candidates_with_their_numbers(data: st.DataObject) -> None:
    contest, lot = contest_for("scottish-2011/1", data)
    for stage in count(contest, "scottish-2011/1", lot=lot).stages:
        assert stage.steps
        for step in stage.steps:
            for value in step.said.values.values():
                if isinstance(value, Who):
                    assert value == ", ".join(contest.names[each - 1] for each in value.numbers)


@pytest.mark.parametrize("rule", [*STAGED, "meek-prf/1", "approval/1"])
@pytest.mark.parametrize("standing", [0, 1, 2])
def test_places_for_which_nobody_stands_are_said_to_stay_empty(rule: str, standing: int) -> None:
    seats = 1 if rule == "av/1" else 4
    withdrawn = frozenset(range(standing + 1, 4))
    contest = Contest(("Ann", "Ben", "Cat"), seats, {(1, 2, 3): 5, (2,): 2}, withdrawn)
    account = count(contest, rule)
    said = " ".join(step.said for stage in account.stages for step in stage.steps)
    empty = max(0, seats - standing)
    assert (f"stay empty, as nobody else stands: {empty}." in said) == (empty > 0)
    assert ("All places are filled" in said) <= (empty == 0)
    assert len(account.elected) == min(seats, standing)


def test_more_papers_than_columns_can_add_up_are_left_to_the_plain_engine() -> None:
    contest = Contest(("A", "B"), 1, {(1,): 2**62, (2,): 1})
    with pytest.raises(BadCount, match="count with the plain engine"):
        count(contest, "av/1", engine="numpy")
    assert count(contest, "av/1", engine="pure").stages[0].votes == (2**62, 1)


@given(contest=contests())
def test_weights_split_over_lines_are_the_same_papers(contest: Contest) -> None:
    tokens = [
        number
        for ranking, times in contest.papers.items()
        for part in split(times)
        for number in (part, *ranking, 0)
    ]
    np = pytest.importorskip("numpy")
    together = from_tokens(np.array(tokens, dtype=np.int64), len(contest.names))
    assert together == contest.papers
    assert len(together) == len(contest.papers)


def split(times: int) -> list[int]:
    return [times] if times == 1 else [times - times // 2, times // 2]


def facts(account: Account) -> tuple[object, ...]:
    """All but what is said of single rankings, and of papers that were not counted."""
    return account.elected, account.valid, account.quota, account.stages
