"""Choosing among equals: by the latest earlier stage at which they differed, else by lot.

SSI 2011/399, r.49 and r.51. Where three or more are partly apart, only those extreme at the latest differing
stage are looked at further back.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from folkmoot.counting.account import Tie
from folkmoot.counting.ties import Lot, favoured, unfavoured


@dataclass(frozen=True)
class Choice:
    """Who was chosen; if others were equal, the tie, and the stage that settled it (0: the lot did)."""

    chosen: int
    tie: Tie | None = None
    stage: int = 0


def most(
    tied: Iterable[int], votes: Sequence[int], history: Sequence[Sequence[int]], lot: Lot, over: str
) -> Choice:
    """Who has most of `votes`; a lot favours."""
    return _choose(tied, votes, history, max, lambda left: favoured(lot, left, over), over)


def fewest(
    tied: Iterable[int], votes: Sequence[int], history: Sequence[Sequence[int]], lot: Lot, over: str
) -> Choice:
    """Who has fewest of `votes`; a lot takes the last."""
    return _choose(tied, votes, history, min, lambda left: unfavoured(lot, left, over), over)


def _choose(
    who: Iterable[int],
    votes: Sequence[int],
    history: Sequence[Sequence[int]],
    extreme: Callable[[Iterable[int]], int],
    by_lot: Callable[[Iterable[int]], int],
    over: str,
) -> Choice:
    tied = _extreme(sorted(who), votes, extreme)
    if len(tied) == 1:
        return Choice(tied[0])
    left = tied
    for stage in range(len(history), 0, -1):
        left = _extreme(left, history[stage - 1], extreme)
        if len(left) == 1:
            return Choice(left[0], Tie(tuple(tied), over, "earlier stage", left[0]), stage)
    chosen = by_lot(left)
    return Choice(chosen, Tie(tuple(tied), over, "lot", chosen))


def _extreme(who: Sequence[int], votes: Sequence[int], extreme: Callable[[Iterable[int]], int]) -> list[int]:
    at = extreme(votes[each - 1] for each in who)
    return [each for each in who if votes[each - 1] == at]
