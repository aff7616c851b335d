"""What a rule makes of a paper as it was marked."""

import pytest
from hypothesis import given

from counting.ballot_files import contests, marked_papers
from folkmoot.counting.contest import Contest, Ranking
from folkmoot.counting.marks import (
    APPROVALS,
    BURLINGTON,
    LAW,
    MINNEAPOLIS,
    REASONS,
    TREATMENTS,
    Fault,
    Marked,
    Marks,
    Treatment,
    marked,
    ranking_of,
    ranks,
    treat,
)
from folkmoot.counting.refusals import BadCount
from folkmoot.counting.rules import RULES


@pytest.mark.parametrize(
    ("treatment", "marks", "ranking", "faults"),
    [
        (LAW, ((2,), (1,)), (2, 1), ()),
        (LAW, ((2,), (1, 3), (4,)), (2,), ("over-vote",)),
        (LAW, ((1, 3), (4,)), (), ("over-vote",)),
        (LAW, ((2,), (), (4,)), (2,), ("gap",)),
        (LAW, ((2,), (1,), (3,), (1,)), (2,), ("repeat",)),
        (LAW, ((2,), (9,), (3,)), (2,), ("stranger",)),
        (BURLINGTON, ((2,), (1, 3), (4,)), (2,), ("over-vote",)),
        (BURLINGTON, ((2,), (), (4,), (2,), (1,)), (2, 4, 1), ("gap", "repeat")),
        (MINNEAPOLIS, ((2,), (1, 3), (), (3,), (4,)), (2, 3, 4), ("gap", "over-vote", "repeat")),
        (MINNEAPOLIS, ((2,), (9,), (2,), (3,)), (2, 3), ("repeat", "stranger")),
        (APPROVALS, ((2, 3), (), (1,)), (2, 3, 1), ("gap", "over-vote")),
    ],
)
def test_a_treatment_ends_a_paper_or_passes_over(
    treatment: Treatment, marks: Marks, ranking: Ranking, faults: tuple[Fault, ...]
) -> None:
    assert ranking_of(marks, treatment, 4) == (ranking, frozenset(faults))


@given(contests())
def test_papers_without_a_fault_are_the_same_under_every_treatment(contest: Contest) -> None:
    for treatment in TREATMENTS.values():
        assert treat(marked(contest), treatment) == contest


@given(marked_papers())
def test_no_paper_is_lost_and_each_reason_counts_papers(papers: Marked) -> None:
    for treatment in TREATMENTS.values():
        found = treat(papers, treatment, seats=1)
        assert sum(found.papers.values()) == sum(papers.papers.values())
        assert found.as_found.keys() <= set(REASONS.values())
        assert all(0 < times <= sum(papers.papers.values()) for times in found.as_found.values())


def test_equals_are_kept_where_the_method_allows_them() -> None:
    papers = Marked(
        ("A", "B", "C"), None, {((2,), (1, 3)): 4, ((), (3,)): 1, ((1,), (1, 9)): 2}, frozenset((2,))
    )
    assert ranks(papers) == [((2, 0, 2), 4), ((0, 0, 2), 1), ((1, 0, 0), 2)]


def test_a_contest_needs_to_know_its_places() -> None:
    with pytest.raises(BadCount, match="how many places"):
        treat(Marked(("A",), None, {}), LAW)


def test_every_rule_set_treats_marks() -> None:
    assert RULES.keys() <= TREATMENTS.keys()
