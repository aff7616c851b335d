"""What moved between two stages of a count by Meek, paper by paper.

There nothing lies with anybody: at each stage every paper is shared out anew, from its first preference down,
by what each candidate keeps. So a flow is told as the difference: of each paper, those who have less of it
than at the stage before have let that go, and those who have more of it, or nobody, have received it. Where
several let go or receive, who stands first on the paper is served first. Each amount is exact: what somebody
has after a stage is what was there before it, less what flowed out, with what flowed in.
"""

from collections.abc import Mapping, Sequence

from folkmoot.counting.account import PILE, Flow
from folkmoot.counting.contest import Ranking

Change = tuple[int, int]
"""Who has less or more of a paper, and how much."""


def flows(
    papers: Mapping[Ranking, int], before: Sequence[int], now: Sequence[int], one: int
) -> tuple[Flow, ...]:
    """What moved as the keep values changed, by source, and by target with PILE last.

    Args:
        before, now: what candidate n keeps of a vote, in units, at index n - 1.
        one: a whole vote, in units.

    The papers of a flow are those of which a part took that way; a paper can be part of several flows.
    """
    moved: dict[tuple[int, int], list[int]] = {}
    changed = [old != new for old, new in zip(before, now, strict=True)]
    for ranking, times in papers.items():
        if not any(changed[each - 1] for each in ranking):
            continue
        for source, target, value in _matched(*_changes(ranking, before, now, one)):
            flow = moved.setdefault((source, target), [0, 0])
            flow[0] += times
            flow[1] += times * value
    order = sorted(moved, key=lambda way: (way[0], way[1] == PILE, way[1]))
    return tuple(Flow(*way, *moved[way]) for way in order)


def shares(ranking: Ranking, keep: Sequence[int], one: int) -> list[int]:
    """What each on a paper has of it, in units: rounded up, of what those before have left."""
    found, weight = list[int](), one
    for each in ranking:
        taken = -(-weight * keep[each - 1] // one)
        weight -= taken
        found.append(taken)
    return found


def _changes(
    ranking: Ranking, before: Sequence[int], now: Sequence[int], one: int
) -> tuple[list[Change], list[Change]]:
    """Who has less of a paper than before, and who more, in the order of the paper; nobody comes last."""
    had, have = shares(ranking, before, one), shares(ranking, now, one)
    change = [(each, new - old) for each, old, new in zip(ranking, had, have, strict=True)]
    change.append((PILE, sum(had) - sum(have)))
    return [(each, -by) for each, by in change if by < 0], [(each, by) for each, by in change if by > 0]


def _matched(less: list[Change], more: list[Change]) -> list[tuple[int, int, int]]:
    """Source, target and value of what moved; both sides add up to the same."""
    ways = list[tuple[int, int, int]]()
    givers = iter(less)
    source, left = next(givers, (PILE, 0))
    for target, wanted in more:
        while wanted:
            if not left:
                source, left = next(givers)
            value = min(wanted, left)
            ways.append((source, target, value))
            wanted -= value
            left -= value
    return ways
