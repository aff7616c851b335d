"""What may be published of the papers of a secret ballot, and how many of them stand alone in it.

A complete ranking can be somebody's mark: whoever told a voter how to fill the lower ranks finds that paper
in the list. Each level gives less than the one before:

- whole ballots;
- ballots as far as the count read them: enough to count again by the same rule, not by another;
- the pairwise table: enough for a Condorcet method;
- the stage table alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from folkmoot.counting.account import Account
from folkmoot.counting.contest import Contest, Ranking
from folkmoot.counting.pairwise import Matrix
from folkmoot.counting.pairwise import matrix as pairwise_matrix
from folkmoot.counting.refusals import BadCount

Level = Literal["whole ballots", "ballots as far as the count read them", "pairwise table", "stage table"]
LEVELS: tuple[Level, ...] = get_args(Level)


@dataclass(frozen=True)
class Exposure:
    """How many papers a publication shows, how many different ones, and how many that no other equals."""

    papers: int
    distinct: int
    unique: int


def exposure(papers: Mapping[Ranking, int]) -> Exposure:
    """Of papers shown one by one."""
    times = [each for each in papers.values() if each]
    return Exposure(sum(times), len(times), sum(each == 1 for each in times))


def as_read(contest: Contest, *accounts: Account) -> Contest:
    """The contest with each paper cut after the last preference at which any of these counts looked.

    Counted by the same rule with the same lot, it gives the same account as each of them. A count under
    quotas on the result goes with the one without them, so that anybody can set them side by side.

    Raises:
        BadCount: an account is of other papers.
    """
    papers: dict[Ranking, int] = {}
    for ranking, times in contest.papers.items():
        if ranking and times and any(ranking not in account.looked_at for account in accounts):
            raise BadCount("the account does not say how far it read a paper: it is of other papers.")
        cut = ranking[: max(account.looked_at.get(ranking, 0) for account in accounts)]
        papers[cut] = papers.get(cut, 0) + times
    return replace(contest, papers=papers)


def pairwise_table(contest: Contest) -> Matrix:
    """V(A,B) in row A, column B; whoever is not ranked, or withdrawn, is last."""
    ranks = dict[tuple[int, ...], int]()
    for ranking, times in contest.papers.items():
        row = [0] * len(contest.names)
        for place, each in enumerate(ranking, start=1):
            if each not in contest.withdrawn:
                row[each - 1] = place
        ranks[tuple(row)] = ranks.get(tuple(row), 0) + times
    return pairwise_matrix(ranks, len(contest.names))


def exposures(contest: Contest, *accounts: Account) -> dict[Level, Exposure]:
    """For each level, in order, what it would show: to be computed before anything is published.

    Tables show no paper. A small table can still betray one: with a single voter it is the paper.
    """
    tables = Exposure(0, 0, 0)
    return {
        "whole ballots": exposure(contest.papers),
        "ballots as far as the count read them": exposure(as_read(contest, *accounts).papers),
        "pairwise table": tables,
        "stage table": tables,
    }
