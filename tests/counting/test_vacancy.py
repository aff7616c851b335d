"""A casual vacancy filled from the papers of the election."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counting.contests import contests, lots
from counting.stages import adds_up
from folkmoot.counting.contest import Contest
from folkmoot.counting.refusals import BadCount
from folkmoot.counting.rules import count
from folkmoot.counting.vacancy import countback, recount

CONTEST = Contest(("A", "B", "C", "D"), 2, {(1, 3): 40, (2, 4): 35, (3, 1): 15, (4, 2): 20})


def test_the_papers_of_the_vacating_member_fill_the_place() -> None:
    first = count(CONTEST, "ers97/1")
    assert set(first.elected) == {1, 2}
    assert recount(CONTEST, [1], [2]).elected[-1] == 3
    again = countback(CONTEST, first, 1, [3, 4])
    assert (again.rule, again.elected) == ("countback/1", (3,))
    assert again.valid == 4000


def test_who_does_not_consent_is_passed_over() -> None:
    first = count(CONTEST, "ers97/1")
    assert countback(CONTEST, first, 1, [4]).elected == (4,)
    assert countback(CONTEST, first, 1, []).elected == ()


def test_a_vacancy_of_nobody_is_refused() -> None:
    first = count(CONTEST, "ers97/1")
    with pytest.raises(BadCount, match="somebody who was elected"):
        countback(CONTEST, first, 3, [4])
    with pytest.raises(BadCount, match="were not elected can consent"):
        countback(CONTEST, first, 1, [2])
    with pytest.raises(BadCount, match="still sit"):
        recount(CONTEST, [1], [1])


@given(data=st.data())
def test_the_sitting_stay_and_one_new_person_is_elected(data: st.DataObject) -> None:
    contest = data.draw(contests())
    lot = data.draw(lots(contest))
    first = count(contest, "ers97/1", lot=lot)
    vacating, *sitting = first.elected
    again = recount(contest, [vacating], sitting, lot=lot)
    new = set(contest.standing) - set(first.elected)
    assert len(new & set(again.elected)) == bool(new)
    assert not {each for stage in again.stages for each in stage.excluded} & set(sitting)
    assert vacating not in again.elected
    assert adds_up(again)


def test_whoever_still_sits_is_not_excluded_though_the_lowest() -> None:
    """7.1: "With the provision that no other previously elected representative should be excluded"."""
    contest = Contest(("A", "B", "C", "D"), 2, {(1, 2): 40, (2,): 1, (3,): 30, (4, 3): 20})
    account = recount(contest, [1], [2])
    papers = {(2,): 1, (3,): 30, (4, 3): 20}
    low = recount(Contest(("A", "B", "C", "D"), 2, {**papers, (1,): 40}), [1], [2])
    assert account.elected[-1] == 3
    assert low.elected == (3,)
    assert all(2 not in stage.excluded for stage in (*account.stages, *low.stages))
    assert 2 in low.stages[0].guarded
