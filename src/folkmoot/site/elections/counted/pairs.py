"""The pairwise table of a count by pairs: who goes before whom, and with how many papers."""

from collections.abc import Sequence
from dataclasses import dataclass

from folkmoot.counting.account import Account


@dataclass(frozen=True, slots=True)
class Pair:
    """How many papers put the row before the column, and whether these are more than the other way round;
    nothing (None) where nobody is compared."""

    papers: int | None
    wins: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate: number, name, whether elected, and a pair for each candidate of the table."""

    number: int
    name: str
    elected: bool
    pairs: list[Pair]


def pairs(account: Account, names: Sequence[str]) -> list[Row]:
    """A row for each candidate who stands; none where the count was not by pairs."""
    if account.matrix is None:
        return []
    standing = [n for n in range(1, len(names) + 1) if n not in account.withdrawn]
    return [
        Row(
            one,
            names[one - 1],
            one in account.elected,
            [_pair(account.matrix, one, each) for each in standing],
        )
        for one in standing
    ]


def _pair(matrix: Sequence[Sequence[int]], one: int, other: int) -> Pair:
    if one == other:
        return Pair(None, False)
    papers = matrix[one - 1][other - 1]
    return Pair(papers, papers > matrix[other - 1][one - 1])
