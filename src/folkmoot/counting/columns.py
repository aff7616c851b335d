"""Papers of a contest as columns of small numbers, so that a million of them load without a tuple for each.

Importing this module needs numpy (the extra `fast`). What it holds is the same as a dictionary of rankings,
and equal to one: `Columns` is a mapping from each ranking to how many papers bear it.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from folkmoot.counting.contest import Ranking
from folkmoot.counting.refusals import BadBallots

LARGEST = 255
"""Candidates at most: a number fits into a byte."""
_WORD = 63
HEAVIEST = 1 << 62


class Columns(Mapping[Ranking, int]):
    """Distinct rankings and how many papers bear each.

    Attributes:
        preferences: one row for each rank, one column for each ranking: `preferences[r, i]` is the candidate
            at rank r + 1 of ranking i, or 0 behind its end.
        times: how many papers bear ranking i, at least 1.
    """

    def __init__(self, preferences: NDArray[np.uint8], times: NDArray[np.int64]) -> None:
        self.preferences, self.times = preferences, times
        preferences.setflags(write=False)
        times.setflags(write=False)

    def __len__(self) -> int:
        return len(self.times)

    def __iter__(self) -> Iterator[Ranking]:
        for row in self._rows.tolist():
            yield tuple(row)

    def __getitem__(self, ranking: Ranking) -> int:
        return self._by_ranking[ranking]

    @cached_property
    def _rows(self) -> NDArray[np.bytes_]:
        return packed(self.preferences)

    @cached_property
    def _by_ranking(self) -> dict[Ranking, int]:
        return dict(zip(self, self.times.tolist(), strict=True))


def packed(preferences: NDArray[np.uint8]) -> NDArray[np.bytes_]:
    """Each ranking as a string of bytes, which sort like the rankings: no ranking has a gap."""
    depth = max(1, len(preferences))
    rows = np.zeros((preferences.shape[1], depth), dtype=np.uint8)
    rows[:, : len(preferences)] = preferences.T
    return rows.view(f"S{depth}").ravel()


def from_tokens(tokens: NDArray[np.int64], candidates: int) -> Columns:
    """The papers of a ballot file in one run of numbers: `times preference ... 0`, again and again.

    Equal rankings are put together. A paper counted 0 times would be taken for an end: it is refused.

    Raises:
        BadBallots: the numbers do not end with a 0, a paper has no multiplicity of 1 or more, or it is no
            ranking of these candidates. It says which paper, from 1; a reader knows its line.
    """
    if not 1 <= candidates <= LARGEST:
        raise BadBallots(f"columns hold 1 to {LARGEST} candidates, not {candidates}.")
    ends = np.flatnonzero(tokens == 0)
    if len(tokens) and (not len(ends) or ends[-1] != len(tokens) - 1):
        raise BadBallots("the last paper does not end with 0.")
    starts = np.empty_like(ends)
    starts[:1], starts[1:] = 0, ends[:-1] + 1
    lengths = ends - starts - 1
    _refuse(lengths < 0, "has no multiplicity")
    times = tokens[starts].astype(np.int64)
    _refuse(times < 1, "is not counted a whole number of times, 1 or more")
    if len(times) and int(times.max()) * len(times) >= HEAVIEST:
        raise BadBallots("there are more papers than columns can hold.")
    return together(_unfolded(tokens, starts + 1, lengths, candidates), times)


def _unfolded(
    tokens: NDArray[np.int64], starts: NDArray[np.intp], lengths: NDArray[np.intp], candidates: int
) -> NDArray[np.uint8]:
    """The preferences that begin at `starts`, rank by rank."""
    _refuse(lengths > candidates, "has more preferences than there are candidates")
    depth = int(lengths.max(initial=0))
    preferences = np.zeros((depth, len(starts)), dtype=np.uint8)
    rows = np.arange(len(starts))
    for rank in range(depth):
        rows = rows[lengths[rows] > rank]
        named = tokens[starts[rows] + rank]
        outside = (named < 1) | (named > candidates)
        if outside.any():
            raise BadBallots(f"paper {rows[outside.argmax()] + 1} names somebody who does not stand.")
        preferences[rank, rows] = named
    for base in range(1, candidates + 1, _WORD):
        _refuse(_repeated(preferences, base), "names somebody twice")
    return preferences


def _repeated(preferences: NDArray[np.uint8], base: int) -> NDArray[np.bool_]:
    """Which rankings name one of the `_WORD` candidates from `base` on twice."""
    bits = np.zeros(256, dtype=np.int64)
    for number in range(base, min(base + _WORD, 256)):
        bits[number] = 1 << (number - base)
    seen = np.zeros(preferences.shape[1], dtype=np.int64)
    twice = np.zeros(preferences.shape[1], dtype=np.int64)
    for column in preferences:
        named = bits[column]
        twice |= seen & named
        seen |= named
    return np.not_equal(twice, 0)


def together(preferences: NDArray[np.uint8], times: NDArray[np.int64]) -> Columns:
    """Equal rankings put together; rankings that ascend are distinct, and stay as they are."""
    rows = packed(preferences)
    if bool((rows[1:] > rows[:-1]).all()):
        return Columns(preferences, times)
    _, first, which = np.unique(rows, return_index=True, return_inverse=True)
    sums = np.zeros(len(first), dtype=np.int64)
    np.add.at(sums, which, times)
    return Columns(np.ascontiguousarray(preferences[:, first]), sums)


def _refuse(wrong: NDArray[np.bool_], why: str) -> None:
    if wrong.any():
        raise BadBallots(f"paper {int(wrong.argmax()) + 1} {why}.")
