"""Quotas on the result: whether they can be met together, and that every count meets them if they can."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counting.contests import contests, lots
from folkmoot.counting.bounds import Bound, Bounds, Watch, feasible, relax
from folkmoot.counting.contest import Contest
from folkmoot.counting.neighbours import compare
from folkmoot.counting.refusals import BadCount
from folkmoot.counting.reserved import Reserve, added, separate, within
from folkmoot.counting.rules import RULES, count
from folkmoot.counting.vacancy import recount
from folkmoot.rulebook.floors_of_elections import KEEP_QUOTAS, ONE_PLACE
from folkmoot.rulebook.vocabulary import COUNTING

STV = ["scottish-2011/1", "ers97/1", "meek-prf/1"]


def bounds_for(candidates: int) -> st.SearchStrategy[Bounds]:
    one = st.builds(
        Bound,
        st.just("a group"),
        st.frozensets(st.integers(1, candidates)),
        st.integers(0, 3),
        st.none() | st.integers(0, 3),
    )
    return st.lists(one, max_size=3).map(tuple)


def meets(bounds: Bounds, elected: set[int]) -> bool:
    numbers = [(bound, len(bound.members & elected)) for bound in bounds]
    return all(b.at_least <= n and (b.at_most is None or n <= b.at_most) for b, n in numbers)


@given(data=st.data())
def test_feasible_is_what_trying_every_set_says(data: st.DataObject) -> None:
    candidates = data.draw(st.integers(1, 6))
    bounds = data.draw(bounds_for(candidates))
    order = data.draw(st.permutations(range(1, candidates + 1)))
    cut = data.draw(st.integers(0, candidates))
    seats = data.draw(st.integers(1, candidates))
    elected, rest = order[:cut], order[cut:]
    more = seats - len(elected)
    tried = more >= 0 and any(meets(bounds, {*elected, *some}) for some in combinations(rest, more))
    assert feasible(bounds, elected, rest, seats) == tried


@pytest.mark.parametrize("rule", STV)
@given(data=st.data())
def test_any_quota_that_can_be_met_is_met(rule: str, data: st.DataObject) -> None:
    contest = data.draw(contests())
    bounds = data.draw(bounds_for(len(contest.names)))
    account = count(contest, rule, lot=data.draw(lots(contest)), bounds=bounds)
    places = min(contest.seats, len(contest.standing))
    kept, relaxed = relax(bounds, contest.standing, places)
    assert bool(relaxed) != feasible(bounds, (), contest.standing, places)
    assert len(account.elected) == places and meets(kept, set(account.elected))
    said = [step for stage in account.stages for step in stage.steps if "the other quotas" in step.said]
    assert not said or relaxed


@pytest.mark.parametrize("rule", sorted(RULES))
@pytest.mark.parametrize(
    "bounds",
    [
        (Bound("a group", frozenset({3}), at_least=1),),
        (Bound("a group", frozenset({1, 2}), at_most=0),),
        (Bound("a group", frozenset({1, 2, 3}), at_least=1, at_most=1),),
        (Bound("nobody", frozenset(), at_least=1),),
        (Bound("a group", frozenset({1}), at_least=1), Bound("another", frozenset({2}), at_most=0)),
    ],
)
def test_a_rule_set_keeps_every_kind_of_quota_or_says_that_it_keeps_none(rule: str, bounds: Bounds) -> None:
    contest = Contest(("A", "B", "C"), 1, {(1, 2): 5, (2,): 4, (3,): 2})
    if not RULES[rule].knows_bounds:
        with pytest.raises(BadCount, match="keeps no quotas on the result"):
            count(contest, rule, bounds=bounds)
        return
    kept, _ = relax(bounds, contest.standing, 1)
    assert meets(kept, set(count(contest, rule, bounds=bounds).elected))


def test_the_rulebook_knows_which_methods_keep_quotas_and_which_fill_one_place() -> None:
    methods = COUNTING.values()
    assert {each for each in methods if RULES[each].knows_bounds} == set(KEEP_QUOTAS)
    assert {each for each in methods if RULES[each].one_place} == set(ONE_PLACE)


@given(data=st.data())
def test_a_recount_for_a_vacancy_leaves_every_quota_that_can_be_met_in_reach(data: st.DataObject) -> None:
    contest = data.draw(contests())
    bounds, lot = data.draw(bounds_for(len(contest.names))), data.draw(lots(contest))
    first = count(contest, "ers97/1", lot=lot)
    if not first.elected:
        return
    gone = data.draw(st.sampled_from(first.elected))
    sits = frozenset(first.elected) - {gone}
    account = recount(contest, [gone], sits, lot=lot, bounds=bounds)
    new = set(account.elected) - sits
    standing = [each for each in contest.standing if each != gone]
    places = min(contest.seats, len(standing))
    kept, _ = relax((Bound("sitting", sits, at_least=len(sits)), *bounds), standing, places)
    assert len(new) == (len(standing) > len(sits))
    assert feasible(kept, sits | new, set(standing) - sits - new, places)


# Candidates: 1, 2 black men; 3, 4 white women; 5 a black woman. Three places.
HILL = Contest(("A", "B", "C", "D", "E"), 3, {(1, 2): 30, (2, 1): 22, (3, 4): 28, (4, 3): 20, (5,): 8})
HILL_BOUNDS = (
    Bound("women", frozenset({3, 4, 5}), at_least=2),
    Bound("black members", frozenset({1, 2, 5}), at_least=2),
)


def test_the_one_in_two_groups_is_guarded_though_each_quota_alone_could_spare_her() -> None:
    for bound in HILL_BOUNDS:
        assert Watch([bound], HILL.standing, 3).guarded((), HILL.standing) == ()
    assert Watch(HILL_BOUNDS, HILL.standing, 3).guarded((), HILL.standing) == (5,)


@pytest.mark.parametrize("rule", STV)
def test_in_hills_example_the_guarded_is_elected_with_one_of_each(rule: str) -> None:
    account = count(HILL, rule, bounds=HILL_BOUNDS)
    assert set(account.elected) == {1, 3, 5}
    assert any(5 in stage.guarded for stage in account.stages)
    beside = compare(HILL, account, bounds=HILL_BOUNDS)
    assert beside.seated == (5,) and len(beside.displaced) == 1
    assert {each.rule for each in beside.neighbours} == set(STV) - {rule}


@pytest.mark.parametrize("rule", STV)
def test_a_quota_that_nobody_can_meet_gives_way_and_is_said(rule: str) -> None:
    account = count(HILL, rule, bounds=(Bound("women", frozenset({5}), at_least=2),))
    assert 5 in account.elected
    assert any("at least 1 are asked instead" in step.said for step in account.stages[0].steps)


def test_the_last_of_several_quotas_gives_way_first() -> None:
    bounds = (Bound("women", frozenset({1, 2}), 2), Bound("young", frozenset({3, 4}), 2))
    kept, changed = relax(bounds, (1, 2, 3, 4), 3)
    assert [each.at_least for each in kept] == [2, 1]
    assert [each.asked.group for each in changed] == ["young"]


def test_reserved_places_come_first_and_those_left_over_fall_to_all() -> None:
    found = separate(HILL, "scottish-2011/1", [Reserve("black women", frozenset({5}), 2)])
    assert found.elected[0] == 5 and len(set(found.elected)) == 3
    assert found.released == (("black women", 1),)
    account, kept = within(HILL, "ers97/1", [Reserve("black women", frozenset({5}), 2)])
    assert 5 in account.elected and kept[0].at_least == 1


def test_whoever_has_a_reserved_place_is_as_withdrawn_in_the_counts_that_follow() -> None:
    found = separate(HILL, "scottish-2011/1", [Reserve("the first", frozenset({1}), 1)])
    assert [sorted(account.elected) for _, account in found.counts] == [[1], [2, 3]]
    assert found.elected[0] == 1 and len(set(found.elected)) == 3


def test_the_runner_up_of_a_missing_group_has_an_added_place() -> None:
    account = count(HILL, "ers97/1")
    assert 5 not in account.elected
    assert added(HILL, account, [Reserve("the last to go", frozenset({4, 5}), 1)]) == (("the last to go", 4),)
    assert added(HILL, account, [Reserve("black women", frozenset({5}), 1)]) == (("black women", 5),)
