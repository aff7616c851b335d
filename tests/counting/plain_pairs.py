"""Condorcet with Schwartz dropping, and the strongest chains, once more from their text."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import permutations

Ranks = tuple[int, ...]
Pairs = dict[tuple[int, int], int]


def preferred(options: int, ballots: Sequence[tuple[Ranks, int]]) -> Pairs:
    """A.6.1: V(A,B)."""
    found: Pairs = {}
    for a, b in permutations(range(1, options + 1), 2):
        found[a, b] = sum(
            times
            for ranks, times in ballots
            if ranks[a - 1] and (not ranks[b - 1] or ranks[a - 1] < ranks[b - 1])
        )
    return found


def standing_after_tests(
    options: int,
    votes: Pairs,
    default: int,
    ratios: Mapping[int, int],
    quorum: tuple[int, int] | None,
    strict: bool,
) -> list[int]:
    """A.6.2 and A.6.3; `quorum` is the multiple of half the root, and the roll under it."""
    left = [default]
    for each in range(1, options + 1):
        if each == default:
            continue
        for_it, against = votes[each, default], votes[default, each]
        if quorum and not Fraction(for_it * 2, quorum[0]) ** 2 > quorum[1]:
            continue
        wanted = ratios.get(each, 1) * against
        if for_it > wanted or (not strict and for_it == wanted and for_it > against):
            left.append(each)
    return sorted(left)


def schwartz_dropping(options: Sequence[int], votes: Pairs) -> list[int]:
    """A.6.4 to A.6.8."""
    defeats = {(a, b) for a, b in permutations(options, 2) if votes[a, b] > votes[b, a]}
    while True:
        beats = set(defeats)
        for _ in options:
            beats |= {(a, d) for a, b in beats for c, d in beats if b == c}
        inner = [a for a in options if all((a, b) in beats for b in options if (b, a) in beats)]
        inside = [pair for pair in defeats if set(pair) <= set(inner)]
        if not inside:
            return inner
        weakest = min((votes[a, b], -votes[b, a]) for a, b in inside)
        defeats -= {(a, b) for a, b in inside if (votes[a, b], -votes[b, a]) == weakest}


def strongest_chains(options: Sequence[int], votes: Pairs) -> list[int]:
    """By trying every chain of defeats."""

    def strength(a: int, b: int) -> int:
        best = 0
        between = [each for each in options if each not in (a, b)]
        for many in range(len(between) + 1):
            for middle in permutations(between, many):
                links = list(zip((a, *middle), (*middle, b), strict=True))
                if all(votes[one, other] > votes[other, one] for one, other in links):
                    best = max(best, min(votes[link] for link in links))
        return best

    return [a for a in options if all(strength(a, b) >= strength(b, a) for b in options if a != b)]
