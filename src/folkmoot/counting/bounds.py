"""Quotas on the result: "at least 4 women among 7", and whether they can still be met together.

Each bound alone is not enough (D. Hill, Voting matters 9, 1998): what is asked is whether the elected and
some of those still in the count can fill the places within all bounds at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Bound:
    """At least, and at most, so many of those elected belong to `group`, which is these candidates."""

    group: str
    members: frozenset[int]
    at_least: int = 0
    at_most: int | None = None


Bounds = tuple[Bound, ...]
Reach = dict[tuple[bool, ...], tuple[int, int]]


def feasible(bounds: Sequence[Bound], elected: Iterable[int], continuing: Iterable[int], seats: int) -> bool:
    """Whether the elected and some of the continuing can fill the seats within all bounds.

    Those who belong to the same groups are interchangeable: only their number is searched.
    """
    ordered = sorted(bounds, key=lambda bound: len(bound.members))
    return _fillable(ordered, _cells(ordered, elected, continuing), seats)


def _cells(bounds: Sequence[Bound], elected: Iterable[int], continuing: Iterable[int]) -> Reach:
    """For each combination of groups how few and how many of it can be elected in the end."""
    cells: Reach = {}
    sure = frozenset(elected)
    for each in sure | frozenset(continuing):
        cell = tuple(each in bound.members for bound in bounds)
        few, many = cells.get(cell, (0, 0))
        cells[cell] = (few + (each in sure), many + 1)
    return cells


def _fillable(bounds: Sequence[Bound], cells: Reach, seats: int) -> bool:
    """Whether a number can be chosen for each cell, within its reach, so that all sums are right.

    The cells are gone through in order; what is kept are the sums that can have been reached so far. A sum is
    cut at the least its bound asks where it has no most, and forgotten once no cell of its group is to come.
    """
    order = sorted(cells, reverse=True)
    last = [max((n for n, cell in enumerate(order) if cell[b]), default=-1) for b in range(len(bounds))]
    if any(end < 0 and bound.at_least > 0 for end, bound in zip(last, bounds, strict=True)):
        return False
    sums = {(0, (0,) * len(bounds))}
    for number, cell in enumerate(order):
        few, many = cells[cell]
        sums = {
            after
            for filled, counts in sums
            for taken in range(few, min(many, seats - filled) + 1)
            if (after := _after(bounds, filled, counts, cell, taken, number, last)) is not None
        }
    return any(filled == seats for filled, _ in sums)


def _after(
    bounds: Sequence[Bound],
    filled: int,
    counts: tuple[int, ...],
    cell: tuple[bool, ...],
    taken: int,
    number: int,
    last: Sequence[int],
) -> tuple[int, tuple[int, ...]] | None:
    """The sums after so many were taken of a cell; None if a bound is broken by it for good."""
    new = list(counts)
    for b, bound in enumerate(bounds):
        if not cell[b]:
            continue
        new[b] += taken
        if bound.at_most is None:
            new[b] = min(new[b], bound.at_least)
        elif new[b] > bound.at_most:
            return None
        if last[b] == number:
            if new[b] < bound.at_least:
                return None
            new[b] = 0
    return filled + taken, tuple(new)


@dataclass(frozen=True)
class Relaxed:
    """A bound that those who stand cannot meet, and what was counted by instead."""

    asked: Bound
    kept: Bound


def relax(bounds: Sequence[Bound], standing: Sequence[int], seats: int) -> tuple[Bounds, tuple[Relaxed, ...]]:
    """The bounds that those who stand can meet, and which had to give way.

    The bounds are taken in the order of the rulebook; one that cannot be met beside those before it asks for
    as many fewer, or else allows as many more, as it takes.
    """
    kept: list[Bound] = []
    given_way: list[Relaxed] = []
    for bound in bounds:
        possible = next(
            each for each in _weaker(bound, seats) if feasible([*kept, each], (), standing, seats)
        )
        if possible != bound:
            given_way.append(Relaxed(bound, possible))
        kept.append(possible)
    return tuple(kept), tuple(given_way)


def _weaker(bound: Bound, seats: int) -> Iterable[Bound]:
    """The bound, then weaker and weaker ones, and last one that asks nothing."""
    yield bound
    for fewer in range(min(bound.at_least, seats) - (bound.at_least <= seats), -1, -1):
        yield replace(bound, at_least=fewer)
    if bound.at_most is not None:
        for more in range(bound.at_most + 1, seats):
            yield replace(bound, at_least=min(bound.at_least, more), at_most=more)
            yield replace(bound, at_least=0, at_most=more)
    yield replace(bound, at_least=0, at_most=None)


class Watch:
    """What a count under bounds asks after every election and exclusion.

    `places` are those that can be filled at all, `empty` how many are left over as too few stand; `relaxed`
    are the bounds that could not be met from the start.
    """

    def __init__(self, bounds: Sequence[Bound], standing: Sequence[int], seats: int) -> None:
        self.places = min(seats, len(standing))
        self.empty = seats - self.places
        met, self.relaxed = relax(bounds, standing, self.places)
        self.bounds: Bounds = tuple(sorted(met, key=lambda bound: len(bound.members)))
        self._known: dict[tuple[tuple[tuple[bool, ...], tuple[int, int]], ...], bool] = {}

    def can(self, elected: Iterable[int], continuing: Iterable[int]) -> bool:
        """Whether the places can be filled within all bounds."""
        if not self.bounds:
            return True
        cells = _cells(self.bounds, elected, continuing)
        key = tuple(sorted(cells.items()))
        if key not in self._known:
            self._known[key] = _fillable(self.bounds, cells, self.places)
        return self._known[key]

    def can_elect(self, elected: Sequence[int], continuing: Iterable[int], who: int) -> bool:
        """Whether the bounds can still be met once `who` is elected too."""
        return self.can((*elected, who), set(continuing) - {who})

    def can_exclude(self, elected: Sequence[int], continuing: Iterable[int], who: Iterable[int]) -> bool:
        """Whether the bounds can still be met once all of `who` are excluded together."""
        return self.can(elected, set(continuing) - set(who))

    def doomed(self, elected: Sequence[int], continuing: Sequence[int]) -> tuple[int, ...]:
        """Those of the continuing whose election would make the bounds impossible, ascending."""
        if not self.bounds or len(elected) >= self.places:
            return ()
        return tuple(each for each in sorted(continuing) if not self.can_elect(elected, continuing, each))

    def guarded(self, elected: Sequence[int], continuing: Sequence[int]) -> tuple[int, ...]:
        """Those of the continuing without whom the bounds could not be met, ascending."""
        if not self.bounds or len(elected) >= self.places:
            return ()
        return tuple(each for each in sorted(continuing) if not self.can_exclude(elected, continuing, [each]))
