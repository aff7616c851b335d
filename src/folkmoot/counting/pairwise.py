"""The pairwise matrix: how many voters prefer each option to each other.

A ballot is a tuple with one rank for each option: 1 is the best, equal ranks are allowed, gaps mean nothing,
and 0 is unranked (below every ranked option, equal among themselves).
"""

from collections.abc import Iterable

from folkmoot.counting.refusals import BadBallots, BadCount

Ranks = tuple[int, ...]
Matrix = tuple[tuple[int, ...], ...]


def group(ballots: Iterable[tuple[Ranks, int]], options: int) -> dict[Ranks, int]:
    """Put equal ballots together: ranks to the number of voters who cast them.

    Raises:
        BadCount: `options` is not a whole number from 1 up.
        BadBallots: a ballot has the wrong number of ranks, a rank that is not a whole number from 0 up, or a
            multiplicity that is not a whole number from 0 up. Ballots are numbered from 1 as they come.
    """
    if type(options) is not int or options < 1:
        raise BadCount(f"a count needs at least one option, not {options!r}.")
    groups: dict[Ranks, int] = {}
    for number, (ranks, multiplicity) in enumerate(ballots, start=1):
        if type(multiplicity) is not int or multiplicity < 0:
            raise BadBallots(f"ballot {number} cannot be counted {multiplicity!r} times.")
        if type(ranks) is not tuple:
            raise BadBallots(f"ballot {number} is not a tuple of ranks but {ranks!r}.")
        if ranks not in groups:
            _check_ranks(number, ranks, options)
        groups[ranks] = groups.get(ranks, 0) + multiplicity
    return groups


def _check_ranks(number: int, ranks: Ranks, options: int) -> None:
    if len(ranks) != options:
        raise BadBallots(f"ballot {number} has {len(ranks)} ranks for {options} options.")
    for option, rank in enumerate(ranks, start=1):
        if type(rank) is not int or rank < 0:
            raise BadBallots(
                f"ballot {number} gives option {option} the rank {rank!r}; a rank is 1 or more, or 0."
            )


def matrix(groups: dict[Ranks, int], options: int) -> Matrix:
    """V(A,B) in row A, column B (counted from 0): voters who prefer A to B. The diagonal is 0.

    Rows are packed into one large integer each, with a field for every column wide enough for all ballots
    together, so that a ballot costs one addition for each option, not one for each pair.
    """
    width = max(1, sum(groups.values()).bit_length())
    rows = [0] * options
    units = [1 << (width * option) for option in range(options)]
    for ranks, multiplicity in groups.items():
        levels: dict[int, list[int]] = {}
        for option, rank in enumerate(ranks):
            levels.setdefault(rank, []).append(option)
        unranked = levels.pop(0, [])
        below = multiplicity * sum(units[option] for option in unranked)
        for rank in sorted(levels, reverse=True):
            for option in levels[rank]:
                rows[option] += below
            for option in levels[rank]:
                below += multiplicity * units[option]
    field = (1 << width) - 1
    return tuple(tuple((row >> (width * column)) & field for column in range(options)) for row in rows)
