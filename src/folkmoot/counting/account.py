"""The account of a count: every stage, from the pass that counted. Pages, files and sentences are made of it.

Votes are whole numbers of `unit`: with five decimals, 100,000 of them are one vote. At every stage the votes
of all candidates, what is not transferable, what is still in the hand of the counter and what was lost to
rounding make up the valid papers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from folkmoot.sentence import Sentence

PILE = 0
"""In a flow, as a target: the pile of papers not transferable; as a source: the ballot box."""
What = Literal["first preferences", "surplus", "exclusion", "iteration", "recount", "result"]


@dataclass(frozen=True)
class Flow:
    """Papers that went from one holder to another: `papers` of them, worth `value` in units; `target` PILE is
    the pile of those not transferable."""

    source: int
    target: int
    papers: int
    value: int


@dataclass(frozen=True)
class Step:
    """One thing done, the paragraph of the rule that required it, and a sentence that says so."""

    paragraph: str
    said: Sentence


@dataclass(frozen=True)
class Tie:
    """Candidates who were equal, what for, how it was settled (`earlier stage`, `lot`) and for whom."""

    among: tuple[int, ...]
    over: str
    settled_by: str
    chosen: int


@dataclass(frozen=True)
class Margin:
    """How close an exclusion was: `excluded` was so many units behind `next_above`."""

    excluded: int
    next_above: int
    units: int


@dataclass(frozen=True)
class Stage:
    """A stage of the count; `votes[n - 1]` is what candidate n has after it.

    `of` are those whose papers moved; `elected` and `excluded` those whose fate was settled at it, in order;
    `quota` as it stands after it (None where the rule has none yet); `in_hand` what is still to be moved;
    `keep` what each candidate keeps of a vote, in units, under Meek.
    """

    number: int
    what: What
    of: tuple[int, ...]
    votes: tuple[int, ...]
    non_transferable: int
    lost: int
    in_hand: int
    quota: int | None
    flows: tuple[Flow, ...]
    elected: tuple[int, ...]
    excluded: tuple[int, ...]
    guarded: tuple[int, ...]
    doomed: tuple[int, ...]
    ties: tuple[Tie, ...]
    margins: tuple[Margin, ...]
    steps: tuple[Step, ...]
    keep: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Account:
    """A whole count.

    Attributes:
        rule: id and version of the rule set: `scottish-2011/1`.
        names, seats, withdrawn: as in the contest.
        decimals: of a unit: 10 ** decimals of them are one vote.
        valid: papers that were counted; `invalid` those that were not, by reason.
        quota: the first; None where the rule has none.
        elected: numbers in the order of their election.
        stages: in order.
        looked_at: for each ranking of the contest how many of its preferences the count has looked at: cut
            there, the papers give the same account.
        held: for each elected candidate the papers held when elected, ranking to (papers, value of each).
        matrix: of a count by pairs: row A, column B is how many papers put A before B; 0 for the withdrawn.
    """

    rule: str
    names: tuple[str, ...]
    seats: int
    withdrawn: frozenset[int]
    decimals: int
    valid: int
    invalid: Mapping[str, int]
    quota: int | None
    elected: tuple[int, ...]
    stages: tuple[Stage, ...]
    looked_at: Mapping[tuple[int, ...], int]
    held: Mapping[int, Mapping[tuple[int, ...], tuple[int, int]]]
    matrix: tuple[tuple[int, ...], ...] | None = None


def figure(units: int, decimals: int) -> str:
    """Units as the declarations print them: `figure(80607214, 5)` is "806.07214"."""
    if decimals == 0:
        return str(units)
    sign, units = ("-", -units) if units < 0 else ("", units)
    whole, rest = divmod(units, 10**decimals)
    return f"{sign}{whole}.{rest:0{decimals}}"
