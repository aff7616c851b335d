"""The table at which papers are counted by ERS97: who holds which batches, and every point of the count.

A *batch* is the papers of one value that a candidate received in one transfer (5.1.5, 5.3.12, 5.4.4). Equal
rankings travel together, so they lie in one batch and have one value.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from folkmoot.counting.account import PILE, Flow
from folkmoot.counting.contest import Contest, Ranking

DECIMALS = 2
ONE_VOTE: int = 10**DECIMALS


@dataclass
class Batch:
    """Rankings that came together; every paper of them is worth `value`."""

    value: int
    rankings: list[Ranking]


@dataclass
class Table:
    """Papers, holders and figures; votes are hundredths, at the index of the candidate's number less one."""

    contest: Contest
    votes: list[int]
    batches: dict[int, list[Batch]]
    non_transferable: int = 0
    lost: int = 0
    points: list[tuple[int, ...]] = field(default_factory=list)
    looked_at: dict[Ranking, int] = field(default_factory=dict)

    def papers(self, rankings: Iterable[Ranking]) -> int:
        """How many papers bear these rankings."""
        times = self.contest.papers
        return sum(times[each] for each in rankings)

    def deal(self, rankings: Iterable[Ranking], continuing: Collection[int]) -> dict[int, list[Ranking]]:
        """Sort papers to their next available preference; those without one go to PILE."""
        piles: dict[int, list[Ranking]] = {}
        for ranking in rankings:
            target, looked = PILE, len(ranking)
            for place, candidate in enumerate(ranking, start=1):
                if candidate in continuing:
                    target, looked = candidate, place
                    break
            if looked > self.looked_at.get(ranking, 0):
                self.looked_at[ranking] = looked
            piles.setdefault(target, []).append(ranking)
        return dict(sorted(piles.items()))

    def give(self, source: int, piles: dict[int, list[Ranking]], value: int) -> list[Flow]:
        """Credit the piles, as a batch each, at the value of a paper; PILE is left where it lies."""
        flows = []
        for target, rankings in piles.items():
            if target == PILE:
                continue
            papers = self.papers(rankings)
            self.votes[target - 1] += papers * value
            self.batches[target].append(Batch(value, rankings))
            flows.append(Flow(source, target, papers, papers * value))
        return flows

    def mark_point(self) -> None:
        """Remember what everybody has: ties are settled by the points of the count (5.6.4)."""
        self.points.append(tuple(self.votes))

    def apart(self, tied: Iterable[int], extreme: Callable[[Iterable[int]], int]) -> list[int]:
        """Of the tied, those extreme at the earliest point where they differ, and so on among these."""
        left = sorted(tied)
        for point in self.points:
            if len(left) == 1:
                break
            ends = extreme(point[each - 1] for each in left)
            left = [each for each in left if point[each - 1] == ends]
        return left

    def held(self, candidate: int) -> dict[Ranking, tuple[int, int]]:
        """The papers a candidate holds: ranking to (papers, value of each)."""
        times = self.contest.papers
        return {
            ranking: (times[ranking], batch.value)
            for batch in self.batches[candidate]
            for ranking in batch.rankings
        }


def lay(contest: Contest, passed_over: Collection[int]) -> tuple[Table, list[Flow]]:
    """Sort the valid papers by first preference; those who are withdrawn or passed over are skipped.

    A paper that names nobody who stands is in the total vote and not transferable from the start, as in the
    published first stage of M135 (B. Wichmann, 1999): papers that are not accepted do not come this far.
    """
    standing = [each for each in contest.standing if each not in passed_over]
    table = Table(contest, [0] * len(contest.names), {each: [] for each in contest.candidates})
    piles = table.deal((ranking for ranking in contest.papers), frozenset(standing))
    flows = table.give(PILE, piles, ONE_VOTE)
    if nobody := table.papers(piles.get(PILE, [])):
        table.non_transferable = nobody * ONE_VOTE
        flows.append(Flow(PILE, PILE, nobody, nobody * ONE_VOTE))
    table.mark_point()
    return table, flows


def sizes_together(votes: Sequence[int], waiting: int, most: int) -> list[int]:
    """5.2.5: how many of the lowest could be excluded together, the largest number first.

    `votes` are of those who may be excluded, ascending; `waiting` is all surpluses; `most` leaves as many as
    there are places. Their votes and the surpluses are not more than the votes of the candidate next above;
    whoever is alone, with nobody above who may be excluded, goes alone.
    """
    if len(votes) == 1:
        return [1]
    sums = accumulate(votes, initial=waiting)
    next(sums)
    fits = [
        size for size, (total, above) in enumerate(zip(sums, votes[1:], strict=False), 1) if total <= above
    ]
    return [size for size in reversed(fits) if size <= most]
