"""What an act is, what a ruling is, and what a refusal must say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from folkmoot.sentence import Sentence as Sentence
from folkmoot.sentence import say as say

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class Day(date):
    """A day in a sentence: written in English here, and by an interface in the reader's language."""

    @classmethod
    def of(cls, day: date) -> "Day":
        """The same day."""
        return cls(day.year, day.month, day.day)

    def __format__(self, form: str) -> str:
        return f"{self.day} {MONTHS[self.month - 1]} {self.year}"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a role, and the code name under which that role is held in this proceeding.

    `role`: `member`, `mover`, `proposer`, `applicant`, `founder`, `the site`, or an office (`secretary`).
    `name`: sixteen characters of base32, made anew for each proceeding; empty for `the site`.
    """

    role: str
    name: str = ""


THE_SITE = Actor("the site")


@dataclass(frozen=True, slots=True)
class Act:
    """A verb of the assembly, before anybody has ruled on it.

    `facts` are public and canonical (strings, integers, booleans, lists, maps).
    `papers` maps the SHA-256 hex digests that the facts name to the bytes they stand for: rolls, rulebooks,
    lists of ballots. `relies_on` holds indexes of earlier entries.
    """

    verb: str
    on: str
    by: Actor
    facts: Mapping[str, Any] = field(default_factory=dict)
    seals: tuple[str, ...] = ()
    relies_on: tuple[int, ...] = ()
    papers: Mapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)


class OutOfOrder(Exception):
    """The act is refused.

    `rule`: the paragraph that stands in the way, or empty where no paragraph gives the power at all.
    `condition`: what the rule asks. `fact`: what was found instead. `cure`: what would be enough.
    """

    def __init__(self, *, rule: str, condition: str, fact: str, cure: str) -> None:
        super().__init__(rule, condition, fact, cure)
        self.rule = rule
        self.condition = condition
        self.fact = fact
        self.cure = cure

    def __str__(self) -> str:
        where = f"Rule {self.rule}: " if self.rule else ""
        return f"{where}{self.condition} {self.fact} {self.cure}"


def text_fact(facts: Mapping[str, Any], key: str) -> str:
    """The string that stands under `key`; raises `OutOfOrder` where there is none, or an empty one."""
    value = facts.get(key)
    if not isinstance(value, str) or not value:
        raise _badly_formed(key, say("a text"))
    return value


def number_fact(facts: Mapping[str, Any], key: str) -> int:
    """The whole number, zero or more, that stands under `key`; raises `OutOfOrder` otherwise."""
    value = facts.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _badly_formed(key, say("a whole number"))
    return value


def list_fact(facts: Mapping[str, Any], key: str) -> Sequence[Any]:
    """The list that stands under `key`; raises `OutOfOrder` otherwise."""
    value = facts.get(key)
    if not isinstance(value, list | tuple):
        raise _badly_formed(key, say("a list"))
    return value


def day_fact(facts: Mapping[str, Any], key: str) -> date | None:
    """The day that stands under `key` in its one spelling, `2026-05-04`; None where none does."""
    value = facts.get(key)
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return day if day is not None and day.isoformat() == value else None


BEARING = frozenset(("clerk", "passkey", "as"))
"""Facts about how the act came in, which any entry may carry; `who.require_bearing` checks them."""


def only_facts(facts: Mapping[str, Any], *allowed: str) -> None:
    """Raise `OutOfOrder` where the entry carries a fact that this act does not know: nothing rides along."""
    extra = facts.keys() - BEARING - set(allowed)
    if extra:
        raise OutOfOrder(
            rule="",
            condition=say("An entry carries only the facts of its act."),
            fact=say("This one also carries {extra}.", extra=", ".join(sorted(extra))),
            cure=say("Leave it out."),
        )


def same_fact(one: object, other: object) -> bool:
    """True if two facts have the same canonical form: unlike in Python, `true` is not 1."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same_fact(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same_fact, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def _badly_formed(key: str, kind: str) -> OutOfOrder:
    return OutOfOrder(
        rule="",
        condition=say("This act must state {key} as {kind}.", key=key, kind=kind),
        fact=say("It does not."),
        cure=say("State it."),
    )
