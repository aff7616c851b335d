"""The same papers under the neighbouring rules, and without the quotas on the result.

A rule is part of a result: of 83 real wards nine end with other winners under another rule of the same kind.
And a quota on the result overrides the voters: whom it seated, and in whose place, is to be published beside
it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from folkmoot.counting import ranked
from folkmoot.counting.account import Account, Margin
from folkmoot.counting.bounds import Bounds
from folkmoot.counting.contest import Contest
from folkmoot.counting.rules import RULES, count
from folkmoot.counting.ties import NO_LOT, Lot, TieNeedsLot

PROPORTIONAL = ("scottish-2011/1", "ers97/1", "meek-prf/1")
KIND = (
    dict.fromkeys(PROPORTIONAL, PROPORTIONAL)
    | {"av/1": ("av/1", *PROPORTIONAL)}
    | dict.fromkeys(ranked.BY_PAIRS, (*ranked.BY_PAIRS, "av/1"))
)


@dataclass(frozen=True)
class Neighbour:
    """Who is elected under another rule; None: a tie there needs a lot that has not been drawn."""

    rule: str
    elected: tuple[int, ...] | None


@dataclass(frozen=True)
class Close:
    """The exclusion at `stage` that the fewest votes would have changed: by `margin`, which is in units."""

    stage: int
    margin: Margin


@dataclass(frozen=True)
class Comparison:
    """What stands beside a result.

    Attributes:
        neighbours: the other rules of its kind, under the same quotas on the result.
        depends_on_the_rule: whether any of them elects others.
        unbound: who would have been elected by the same rule without the quotas; None as in `Neighbour`.
        seated: elected only with the quotas; `displaced`: only without them.
        closest: the closest exclusion; None where nobody was excluded alone or next to anybody.
    """

    neighbours: tuple[Neighbour, ...]
    depends_on_the_rule: bool
    unbound: tuple[int, ...] | None
    seated: tuple[int, ...]
    displaced: tuple[int, ...]
    closest: Close | None


def compare(contest: Contest, account: Account, *, lot: Lot = NO_LOT, bounds: Bounds = ()) -> Comparison:
    """Count again by the neighbouring rules, and without the bounds."""
    others = [rule for rule in KIND.get(account.rule, ()) if rule != account.rule]
    neighbours = tuple(Neighbour(rule, _elected(contest, rule, lot, bounds)) for rule in others)
    winners = set(account.elected)
    unbound = _elected(contest, account.rule, lot, ()) if bounds else account.elected
    free = winners if unbound is None else set(unbound)
    return Comparison(
        neighbours,
        any(each.elected is not None and set(each.elected) != winners for each in neighbours),
        unbound,
        tuple(sorted(winners - free)),
        tuple(sorted(free - winners)),
        closest(account),
    )


def by_table(account: Account, lot: Lot = NO_LOT) -> tuple[Neighbour, ...]:
    """The other rules that need nothing but the pairwise table; none where the account has no table."""
    if account.matrix is None:
        return ()
    standing = [n for n in range(1, len(account.names) + 1) if n not in account.withdrawn]
    found = []
    for rule in ranked.BY_PAIRS:
        left = ranked.winners(account.matrix, standing, rule)
        try:
            found.append(Neighbour(rule, ranked.elected_of(left, lot)))
        except TieNeedsLot:
            found.append(Neighbour(rule, None))
    return tuple(each for each in found if each.rule != account.rule)


def closest(account: Account) -> Close | None:
    """The exclusion that the smallest number of votes would have turned on another."""
    found: Sequence[Close] = [Close(s.number, margin) for s in account.stages for margin in s.margins]
    return min(found, key=lambda each: (each.margin.units, each.stage), default=None)


def _elected(contest: Contest, rule: str, lot: Lot, bounds: Bounds) -> tuple[int, ...] | None:
    try:
        return count(contest, rule, lot=lot, bounds=bounds if RULES[rule].knows_bounds else ()).elected
    except TieNeedsLot:
        return None
