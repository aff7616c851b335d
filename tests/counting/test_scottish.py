"""Scottish STV, by cases small enough to be done on paper."""

from folkmoot.counting.account import PILE, Flow, Margin, figure
from folkmoot.counting.bounds import Bound
from folkmoot.counting.contest import Contest
from folkmoot.counting.neighbours import Close, closest
from folkmoot.counting.rules import count

RULE = "scottish-2011/1"


def test_each_paper_carries_its_share_truncated_to_five_decimals() -> None:
    contest = Contest(("Ann", "Ben", "Cat"), 2, {(1, 2): 5, (1, 3): 1, (1,): 1, (2,): 1, (3,): 3})
    account = count(contest, RULE)
    first, second, *_ = account.stages
    assert account.quota == 4 * 10**5
    assert (first.elected, first.what, second.what, second.of) == ((1,), "first preferences", "surplus", (1,))
    # 3 of 7 votes, 0.428571..., is 0.42857 a paper.
    assert second.flows == (
        Flow(1, 2, 5, 5 * 42857),
        Flow(1, 3, 1, 42857),
        Flow(1, PILE, 1, 42857),
    )
    assert [figure(each, 5) for each in second.votes] == ["4.00000", "3.14285", "3.42857"]
    assert (second.non_transferable, second.lost) == (42857, 1)
    assert second.margins == (Margin(2, 3, 28572),)


def test_papers_of_the_last_excluded_are_moved_before_the_rest_are_elected() -> None:
    contest = Contest(("Ann", "Ben", "Cat"), 2, {(1,): 4, (2,): 3, (3, 2): 2, (): 2})
    account = count(contest, RULE)
    assert [stage.of for stage in account.stages] == [(), (3,)]
    assert (account.stages[0].excluded, account.stages[1].elected) == ((3,), (2,))
    assert (account.valid, account.invalid) == (9, {"no preference": 2})


def test_the_rest_are_elected_without_the_quota_when_they_just_fill_the_places() -> None:
    contest = Contest(("Ann", "Ben", "Cat"), 2, {(1,): 7, (2,): 2, (3,): 1})
    last = count(contest, RULE).stages[-1]
    assert last.elected == (2,)
    assert [step.paragraph for step in last.steps] == ["r.50", "r.52"]


def test_no_more_candidates_than_places_are_all_elected_at_once() -> None:
    account = count(Contest(("Ann", "Ben", "Cat"), 5, {(1,): 1}, frozenset({2})), RULE)
    assert (account.elected, len(account.stages)) == ((1, 3), 1)


def test_an_election_without_papers_or_candidates_ends() -> None:
    assert count(Contest(("Ann", "Ben"), 1, {}), RULE, lot=(2, 1)).elected == (2,)
    assert count(Contest(("Ann",), 1, {(1,): 3}, frozenset({1})), RULE).elected == ()


def test_a_quota_on_the_result_guards_and_dooms() -> None:
    papers = {(1,): 10, (2,): 9, (3,): 4, (4,): 1}
    contest = Contest(("Ann", "Ben", "Cat", "Dan"), 2, papers)
    free = count(contest, RULE)
    assert free.elected == (1, 2)
    bound = Bound("branch", frozenset({3, 4}), at_least=1)
    account = count(contest, RULE, bounds=(bound,))
    assert account.elected == (1, 3)
    assert account.stages[0].doomed == (2,)
    assert account.stages[0].excluded == (2,)
    both = count(contest, RULE, bounds=(Bound("branch", frozenset({3, 4}), at_least=2),))
    assert sorted(both.elected) == [3, 4]


def test_of_equals_elected_together_who_had_more_at_the_latest_earlier_stage_is_first() -> None:
    papers = {(1,): 10, (2,): 9, (3, 2): 1, (4,): 30}
    account = count(Contest(("Ann", "Ben", "Cat", "Dan"), 3, papers), RULE, lot=(2, 1, 3, 4))
    assert account.stages[-1].votes[:2] == (10_00000, 10_00000)
    assert account.elected == (4, 1, 2)


def test_a_surplus_of_the_smallest_unit_is_transferred() -> None:
    """r.48: the second has 33,334 papers and 99,997 worth 0.33333 each, which is 0.00001 over the quota."""
    papers = {(1, 2): 99_997, (1,): 2, (2,): 33_334, (3,): 66_660, (4,): 66_660, (5,): 7}
    account = count(Contest(("Ann", "Ben", "Cat", "Dan", "Eve"), 3, papers), RULE, lot=(1, 2, 3, 4, 5))
    assert account.quota == 66_666_00000
    assert (account.stages[1].votes[1], account.stages[1].elected) == (66_666_00001, (2,))
    assert [stage.of for stage in account.stages[:4]] == [(), (1,), (2,), (5,)]


def test_the_closest_exclusion_is_the_one_that_fewest_votes_would_have_turned() -> None:
    account = count(Contest(("Ann", "Ben", "Cat", "Dan"), 1, {(1,): 12, (2,): 9, (3,): 4, (4,): 3}), RULE)
    assert [margin.units for stage in account.stages for margin in stage.margins] == [
        1_00000,
        5_00000,
        3_00000,
    ]
    assert closest(account) == Close(1, Margin(4, 3, 1_00000))
