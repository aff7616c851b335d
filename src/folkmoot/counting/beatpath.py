"""The beatpath reading (Schulze, winning votes): the strongest chain from each option to each other.

Offered as the explanation of a cycle. It names the same winners as Schwartz sequential dropping except,
now and then, where links are equally strong.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from folkmoot.counting.pairwise import Matrix
from folkmoot.counting.refusals import BadCount


@dataclass(frozen=True)
class BeatpathResult:
    """Strongest chains between options.

    Attributes:
        options: the numbers of the options compared, from 1, in ascending order.
        strength: (A, B) to the strength of the strongest chain of defeats from A to B; 0 where there is none.
            A chain is as strong as its weakest link, a link as strong as the votes of its winner.
        chains: (A, B) to such a chain, A first and B last; () where there is none.
        winners: the options to which no other has a stronger chain than they have back.
    """

    options: tuple[int, ...]
    strength: dict[tuple[int, int], int]
    chains: dict[tuple[int, int], tuple[int, ...]]
    winners: tuple[int, ...]


def beatpath(matrix: Matrix, options: Sequence[int] | None = None) -> BeatpathResult:
    """Strongest chains by winning votes over a pairwise matrix, among `options` (numbers from 1; None: all).

    Raises:
        BadCount: the matrix is not square, or an option is not in it.
    """
    size = len(matrix)
    if any(len(row) != size for row in matrix):
        raise BadCount("a pairwise matrix has as many columns as rows.")
    chosen = tuple(range(1, size + 1)) if options is None else tuple(sorted(set(options)))
    for option in chosen:
        if not 1 <= option <= size:
            raise BadCount(f"option {option} is not among the {size} options of the matrix.")
    strength, chains = _links(matrix, chosen)
    for middle in chosen:
        for first in chosen:
            for last in chosen:
                if len({first, middle, last}) < 3:
                    continue
                joined = min(strength[first, middle], strength[middle, last])
                if joined > strength[first, last]:
                    strength[first, last] = joined
                    chains[first, last] = chains[first, middle] + chains[middle, last][1:]
    winners = tuple(a for a in chosen if all(strength[a, b] >= strength[b, a] for b in chosen if a != b))
    return BeatpathResult(options=chosen, strength=strength, chains=chains, winners=winners)


def _links(
    matrix: Matrix, chosen: tuple[int, ...]
) -> tuple[dict[tuple[int, int], int], dict[tuple[int, int], tuple[int, ...]]]:
    """Direct defeats as chains of one link."""
    strength: dict[tuple[int, int], int] = {}
    chains: dict[tuple[int, int], tuple[int, ...]] = {}
    for a in chosen:
        for b in chosen:
            if a == b:
                continue
            won, lost = matrix[a - 1][b - 1], matrix[b - 1][a - 1]
            strength[a, b] = won if won > lost else 0
            chains[a, b] = (a, b) if won > lost else ()
    return strength, chains
