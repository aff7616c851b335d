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
    kept, keeps = (0, *before), (0, *now)
    for ranking, times in papers.items():
        less, more = _changes(ranking, kept, keeps, one)
        if not less:
            continue
        for source, target, value in _matched(less, more):
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
    ranking: Ranking, kept: Sequence[int], keeps: Sequence[int], one: int
) -> tuple[list[Change], list[Change]]:
    """Who has less of a paper than before, and who more, in the order of the paper; nobody comes last.

    Here candidate n keeps what stands at index n. It goes down a paper no further than both counts went.
    """
    less, more = list[Change](), list[Change]()
    had = have = one
    for each in ranking:
        then, now = kept[each], keeps[each]
        old = had if then == one else -(-had * then // one)
        new = old if now == then and have == had else have if now == one else -(-have * now // one)
        had -= old
        have -= new
        if new < old:
            less.append((each, old - new))
        elif new > old:
            more.append((each, new - old))
        if not had and not have:
            break
    if had > have:
        less.append((PILE, had - have))
    elif have > had:
        more.append((PILE, have - had))
    return less, more


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
