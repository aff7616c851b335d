"""Meek's reference rule counted once more, from its letters: fractions, paper by paper."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from counting.plain_scottish import LotNeededError, Paper, Row, Votes, in_order

PLACES = 10**9
OMEGA = Fraction(1, 10**6)


def up(value: Fraction) -> Fraction:
    """To nine decimals, rounded up."""
    return Fraction(ceil(value * PLACES), PLACES)


def distributed(candidates: int, papers: Sequence[Paper], keep: Votes) -> Votes:
    """B.2.a."""
    votes: Votes = {each: Fraction(0) for each in range(1, candidates + 1)}
    for times, ranking in papers:
        weight = Fraction(1)
        for each in ranking:
            taken = up(weight * keep[each])
            votes[each] += taken * times
            weight -= taken
    return votes


def count(
    candidates: int, seats: int, papers: Sequence[Paper], lot: Sequence[int]
) -> tuple[list[Row], list[int], Votes]:
    """The rows at which somebody was elected or defeated, those elected, and what each keeps at the end."""
    hopeful, elected = list(range(1, candidates + 1)), list[int]()
    keep: Votes = {each: Fraction(1) for each in hopeful}
    rows: list[Row] = []
    while len(elected) < seats < len(elected) + len(hopeful):  # B.1
        before: Fraction | None = None
        while True:  # B.2
            votes = distributed(candidates, papers, keep)
            quota = Fraction(floor(sum(votes.values()) / (seats + 1) * PLACES), PLACES) + Fraction(1, PLACES)
            now = in_order([each for each in hopeful if votes[each] >= quota], [votes], lot)
            hopeful = [each for each in hopeful if each not in now]
            elected += now
            surplus = max(Fraction(0), sum((votes[each] - quota for each in elected), Fraction(0)))
            ended = sum(times for times, ranking in papers if ranking) - sum(votes.values())
            row = Row([], votes, ended, list(now))
            if now or surplus < OMEGA or (before is not None and surplus >= before):
                break
            before = surplus
            for each in elected:
                keep[each] = up(up(keep[each] * quota) / votes[each])
        rows.append(row)
        if not now:  # B.3
            lowest = min(votes[each] for each in hopeful)
            tied = [each for each in hopeful if votes[each] <= lowest + surplus]
            if len(tied) > 1 and not lot:
                raise LotNeededError(tied)
            gone = tied[0] if len(tied) == 1 else max(tied, key=lot.index)
            row.excluded.append(gone)
            hopeful.remove(gone)
            keep[gone] = Fraction(0)
    if len(elected) < seats:  # C
        elected += in_order(hopeful, [rows[-1].votes] if rows else [], lot)
    return rows, elected, keep
