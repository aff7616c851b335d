"""Defeats, the Schwartz set, and the dropping of weakest defeats.

Source: Debian constitution v1.7, A.6.4 to A.6.8. Options are numbered from 1.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from folkmoot.counting.pairwise import Matrix


@dataclass(frozen=True)
class Defeat:
    """`winner` defeats `loser` (A.6.4): `votes` prefer the winner, fewer, `against`, the loser."""

    winner: int
    loser: int
    votes: int
    against: int

    @property
    def strength(self) -> tuple[int, int]:
        """Sorts weaker defeats first: fewer votes for the winner, then more for the loser (A.6.7.1)."""
        return (self.votes, -self.against)


@dataclass(frozen=True)
class Round:
    """One pass through A.6.5 to A.6.7.

    Attributes:
        defeats: the defeats still standing, ordered by winner and loser.
        schwartz: the options of the Schwartz set, ascending.
        dropped: the weakest defeats inside it, now dropped; empty in the last round.
    """

    defeats: tuple[Defeat, ...]
    schwartz: tuple[int, ...]
    dropped: tuple[Defeat, ...]


def defeats_among(matrix: Matrix, options: Iterable[int]) -> tuple[Defeat, ...]:
    """The pairwise defeats among `options` (A.6.4)."""
    chosen = sorted(options)
    pairs = ((a, b, matrix[a - 1][b - 1], matrix[b - 1][a - 1]) for a in chosen for b in chosen)
    return tuple(Defeat(a, b, won, lost) for a, b, won, lost in pairs if won > lost)


def schwartz_set(options: Iterable[int], defeats: Iterable[Defeat]) -> tuple[int, ...]:
    """The options that transitively defeat all who transitively defeat them (A.6.5, A.6.6), ascending."""
    chosen = sorted(options)
    reach: dict[int, set[int]] = {option: set() for option in chosen}
    for defeat in defeats:
        reach[defeat.winner].add(defeat.loser)
    for middle in chosen:
        for first in chosen:
            if middle in reach[first]:
                reach[first] |= reach[middle]
    return tuple(a for a in chosen if all(b in reach[a] for b in chosen if a in reach[b]))


def weakest(defeats: Iterable[Defeat]) -> tuple[Defeat, ...]:
    """The defeats than which no other is weaker (A.6.7.2); several if equally weak."""
    listed = tuple(defeats)
    least = min((defeat.strength for defeat in listed), default=None)
    return tuple(defeat for defeat in listed if defeat.strength == least)


def drop_weakest(matrix: Matrix, options: Iterable[int]) -> tuple[Round, ...]:
    """All passes through A.6.5 to A.6.7; the Schwartz set of the last one are the winners (A.6.8).

    Each pass but the last drops at least one defeat, so there are at most n(n-1)/2 + 1.
    """
    chosen = tuple(sorted(options))
    standing = defeats_among(matrix, chosen)
    rounds: list[Round] = []
    while True:
        inner = schwartz_set(chosen, standing)
        gone = weakest(defeat for defeat in standing if defeat.winner in inner and defeat.loser in inner)
        rounds.append(Round(defeats=standing, schwartz=inner, dropped=gone))
        if not gone:
            return tuple(rounds)
        standing = tuple(defeat for defeat in standing if defeat not in gone)
