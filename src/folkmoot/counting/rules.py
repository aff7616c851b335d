"""The rule sets by id and version, and one way to count under any of them.

A count names its rule set exactly: real elections end with other winners under another one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from folkmoot.counting import approval, av, ers97, meek, ranked, scottish
from folkmoot.counting.account import Account
from folkmoot.counting.bounds import Bounds
from folkmoot.counting.contest import Contest
from folkmoot.counting.papers import Engine, sorter
from folkmoot.counting.refusals import BadCount
from folkmoot.counting.ties import NO_LOT, Lot

Count = Callable[[Contest, Lot, Bounds, Engine], Account]


@dataclass(frozen=True)
class RuleSet:
    """A rule set: its id with its version, what people call it, and how to count under it."""

    id: str
    name: str
    count: Count
    one_place: bool = False
    knows_bounds: bool = False


def _scottish(contest: Contest, lot: Lot, bounds: Bounds, engine: Engine) -> Account:
    return scottish.count(contest, sorter(contest, engine), lot, bounds)


def _ers97(contest: Contest, lot: Lot, bounds: Bounds, engine: Engine) -> Account:
    return ers97.count(contest, lot=lot, bounds=bounds)


def _meek(contest: Contest, lot: Lot, bounds: Bounds, engine: Engine) -> Account:
    return meek.count(contest, lot=lot, bounds=bounds)


def _av(contest: Contest, lot: Lot, bounds: Bounds, engine: Engine) -> Account:
    return av.count(contest, sorter(contest, engine), lot)


def _condorcet(contest: Contest, lot: Lot, bounds: Bounds, engine: Engine) -> Account:
    return ranked.count(contest, lot)


def _beatpath(contest: Contest, lot: Lot, bounds: Bounds, engine: Engine) -> Account:
    return ranked.count(contest, lot, by_chains=True)


def _approval(contest: Contest, lot: Lot, bounds: Bounds, engine: Engine) -> Account:
    return approval.count(contest, lot)


def _approval_majority(contest: Contest, lot: Lot, bounds: Bounds, engine: Engine) -> Account:
    return approval.count(contest, lot, more_than_half=True)


RULES: Mapping[str, RuleSet] = MappingProxyType(
    {
        each.id: each
        for each in (
            RuleSet(scottish.RULE, "Scottish STV", _scottish, knows_bounds=True),
            RuleSet(ers97.RULE, "ERS97", _ers97, knows_bounds=True),
            RuleSet(meek.RULE, "Meek", _meek, knows_bounds=True),
            RuleSet(av.RULE, "alternative vote", _av, one_place=True),
            RuleSet(ranked.RULE, "Condorcet with Schwartz dropping", _condorcet, one_place=True),
            RuleSet(ranked.RULE_BEATPATH, "strongest chains", _beatpath, one_place=True),
            RuleSet(approval.RULE, "approval", _approval),
            RuleSet(approval.RULE_MAJORITY, "approval by more than half", _approval_majority),
        )
    }
)


def count(
    contest: Contest, rule: str, *, lot: Lot = NO_LOT, bounds: Bounds = (), engine: Engine = "auto"
) -> Account:
    """Count a contest under the rule set of this id.

    `engine` says how papers are sorted: `pure` with the standard library, which is the reference; `numpy`;
    `auto` with numpy where the papers lie in columns already. The account is the same.

    Raises:
        BadCount: there is no such rule set; or it fills one place, or keeps no quotas on the result, and more
            is asked of it.
        TieNeedsLot: the rule leaves a tie to the lot, and none was handed in.
    """
    if rule not in RULES:
        raise BadCount(f"there is no rule set {rule!r}; there are: {', '.join(sorted(RULES))}.")
    chosen = RULES[rule]
    if chosen.one_place and contest.seats != 1:
        raise BadCount(f"{rule} fills one place, not {contest.seats}.")
    if bounds and not chosen.knows_bounds:
        raise BadCount(f"{rule} keeps no quotas on the result.")
    return chosen.count(contest, lot, bounds, engine)
