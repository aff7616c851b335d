"""Heaps of papers as numbers of rows in columns: sorts a million papers in milliseconds. Needs numpy."""

from collections.abc import Collection, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from folkmoot.counting.columns import HEAVIEST, LARGEST, Columns
from folkmoot.counting.contest import Contest, Ranking
from folkmoot.counting.refusals import BadCount

Rows = NDArray[np.int32]


class QuickSorter:
    """With numpy: the same heaps as `PlainSorter`."""

    def __init__(self, contest: Contest) -> None:
        if len(contest.names) > LARGEST:
            raise BadCount(f"columns hold {LARGEST} candidates at most: count with the plain engine.")
        papers = contest.papers if isinstance(contest.papers, Columns) else columns(contest.papers)
        depth, size = papers.preferences.shape
        ends = np.zeros((1, size), dtype=np.uint8)
        self._flat = np.concatenate([papers.preferences, ends]).ravel()
        self._times, self._size = papers.times, size
        self._at = np.zeros(size, dtype=np.int64)
        """For each ranking where in `_flat` its present preference lies."""
        self._at[:] = np.arange(size)

    def box(self) -> Rows:
        return np.arange(self._size, dtype=np.int32)

    def deal(self, heaps: Iterable[Rows], going_on: Collection[int]) -> dict[int, tuple[int, Rows]]:
        rows = np.concatenate([np.empty(0, dtype=np.int32), *heaps])
        stops = np.zeros(LARGEST + 1, dtype=np.bool_)
        stops[[0, *going_on]] = True
        at = self._at[rows]
        named = self._flat[at]
        seeking = np.flatnonzero(~stops[named])
        while len(seeking):
            further = at[seeking] + self._size
            at[seeking] = further
            found = self._flat[further]
            named[seeking] = found
            seeking = seeking[~stops[found]]
        self._at[rows] = at
        return self._split(rows, named)

    def _split(self, rows: Rows, named: NDArray[np.uint8]) -> dict[int, tuple[int, Rows]]:
        order = np.argsort(named, kind="stable")
        rows, ends = rows[order], np.cumsum(np.bincount(named, minlength=1))
        dealt, start = {}, 0
        for target, end in enumerate(ends.tolist()):
            if end > start:
                heap = rows[start:end]
                dealt[target] = int(self._times[heap].sum()), heap
            start = end
        return dealt


def columns(papers: Mapping[Ranking, int]) -> Columns:
    """Papers of a dictionary in columns. Raises BadCount: there are more than columns can add up."""
    if sum(papers.values()) >= HEAVIEST:
        raise BadCount("there are more papers than columns can hold: count with the plain engine.")
    depth = max(map(len, papers), default=0)
    preferences = np.zeros((depth, len(papers)), dtype=np.uint8)
    for row, ranking in enumerate(papers):
        preferences[: len(ranking), row] = ranking
    return Columns(preferences, np.fromiter(papers.values(), dtype=np.int64, count=len(papers)))
