"""The Scottish rules and the alternative vote counted once more, from their text: fractions, paper by paper.

Nothing of the counting room is used, and nothing is made quick. What it gives is compared with the account.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

Paper = tuple[int, tuple[int, ...]]
"""How many papers, and their ranking."""
Votes = dict[int, Fraction]


class LotNeededError(Exception):
    """The rule leaves it to the lot, and there is none."""


@dataclass
class Row:
    """What everybody has after a stage, and what became of whom at it."""

    of: list[int]
    votes: Votes
    non_transferable: Fraction
    elected: list[int] = field(default_factory=list)
    excluded: list[int] = field(default_factory=list)


@dataclass
class Pile:
    """Papers that a candidate holds, and what each is worth."""

    papers: list[tuple[int, tuple[int, ...], Fraction]] = field(default_factory=list)


def truncated(value: Fraction, decimals: int) -> Fraction:
    return Fraction(floor(value * 10**decimals), 10**decimals)


def one_of(tied: Sequence[int], points: Iterable[Votes], best: bool, lot: Sequence[int]) -> int:
    """The extreme at the first of the points where they differ, and so on among these; else by lot."""
    left = list(tied)
    for votes in points:
        extreme = (max if best else min)(votes[each] for each in left)
        left = [each for each in left if votes[each] == extreme]
    if len(left) > 1 and not lot:
        raise LotNeededError(left)
    return left[0] if len(left) == 1 else (min if best else max)(left, key=lot.index)


def in_order(some: Iterable[int], points: Sequence[Votes], lot: Sequence[int]) -> list[int]:
    """Most votes first by the points in turn; equals as the lot has them, or the paper."""
    place = {each: at for at, each in enumerate(lot)}
    return sorted(some, key=lambda each: ([-votes[each] for votes in points], place.get(each, each)))


def count(candidates: int, seats: int, papers: Sequence[Paper], lot: Sequence[int]) -> list[Row]:
    """SSI 2011/399, Schedule 1, rules 45 to 52."""
    quota = Fraction(sum(times for times, ranking in papers if ranking) // (seats + 1) + 1)  # r.46
    left = list(range(1, candidates + 1))
    piles = {each: Pile() for each in left}
    votes: Votes = {each: Fraction(0) for each in left}
    for times, ranking in papers:
        if ranking:
            piles[ranking[0]].papers.append((times, ranking, Fraction(1)))
            votes[ranking[0]] += times
    rows: list[Row] = []
    over: list[int] = []
    of, ended, places = list[int](), Fraction(0), seats
    while True:
        row = Row(of, dict(votes), ended)
        rows.append(row)
        backwards = [each.votes for each in reversed(rows)]
        row.elected = in_order([each for each in left if votes[each] >= quota], backwards, lot)  # r.47
        left = [each for each in left if each not in row.elected]
        over += [each for each in row.elected if votes[each] > quota]
        places -= len(row.elected)
        if len(left) <= places:  # r.52
            row.elected += in_order(left, backwards, lot)
        if len(left) <= places or not places:
            return rows
        if over:  # r.48, r.49
            largest = max(votes[each] for each in over)
            chosen = one_of([each for each in over if votes[each] == largest], backwards, True, lot)
            over.remove(chosen)
            part, keeps = (votes[chosen] - quota) / votes[chosen], quota
        else:  # r.50, r.51
            fewest = min(votes[each] for each in left)
            chosen = one_of([each for each in left if votes[each] == fewest], backwards, False, lot)
            row.excluded.append(chosen)
            left.remove(chosen)
            part, keeps = Fraction(1), Fraction(0)
        moving, piles[chosen], votes[chosen], of = piles[chosen].papers, Pile(), keeps, [chosen]
        for times, ranking, value in moving:
            worth = truncated(value * part, 5)
            target = next((each for each in ranking if each in left), 0)
            if target:
                piles[target].papers.append((times, ranking, worth))
                votes[target] += times * worth
            else:
                ended += times * worth


def alternative_vote(candidates: int, papers: Sequence[Paper], lot: Sequence[int]) -> list[Row]:
    """One place: more than half of the votes in play, or the only one left."""
    left, rows, of = list(range(1, candidates + 1)), list[Row](), list[int]()
    while True:
        votes: Votes = {each: Fraction(0) for each in range(1, candidates + 1)}
        ended = Fraction(0)
        for times, ranking in papers:
            target = next((each for each in ranking if each in left), 0)
            if target:
                votes[target] += times
            elif ranking:
                ended += times
        row = Row(of, votes, ended)
        rows.append(row)
        won = [each for each in left if 2 * votes[each] > sum(votes.values())]
        row.elected = won or (left if len(left) == 1 else [])
        if row.elected:
            return rows
        fewest = min(votes[each] for each in left)
        backwards = [each.votes for each in reversed(rows)]
        chosen = one_of([each for each in left if votes[each] == fewest], backwards, False, lot)
        row.excluded, of = [chosen], [chosen]
        left = [each for each in left if each != chosen]
