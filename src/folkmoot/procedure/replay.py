"""Replay: the same check over a whole record, by anyone, from public facts alone."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from folkmoot.procedure.act import Act, Actor, OutOfOrder
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.ruling import enter, rule_on

PAPERS_THAT_DECIDE = frozenset(
    ("rulebook", "roll", "ballots", "receipts", "voters", "revision", "edits", "agenda", "account")
)
Fetch = Callable[[str], bytes | None]


class By(Protocol):
    """Who acted, as a leaf of the record states it."""

    @property
    def role(self) -> str: ...
    @property
    def name(self) -> str: ...


class Entry(Protocol):
    """What replay reads of a leaf of the record; `folkmoot.tlog.leaf.Leaf` is one."""

    @property
    def index(self) -> int: ...
    @property
    def time(self) -> int: ...
    @property
    def act(self) -> str: ...
    @property
    def rule(self) -> str: ...
    @property
    def rulebook(self) -> str: ...
    @property
    def by(self) -> By: ...
    @property
    def on(self) -> str: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...
    @property
    def seals(self) -> tuple[str, ...]: ...
    @property
    def relies_on(self) -> tuple[int, ...]: ...
    @property
    def signature(self) -> str: ...


@dataclass(frozen=True)
class BadAct(Exception):
    """The first act that fails: its index, verb and object, the rule it cites, and what is wrong with it."""

    index: int
    act: str
    on: str
    rule: str
    reason: str

    def __str__(self) -> str:
        cited = f"rule {self.rule}" if self.rule else "no rule"
        return f"act {self.index} ({self.act} on {self.on}, under {cited}): {self.reason}"


def act_of(entry: Entry, fetch: Fetch) -> Act:
    """The act that an entry records, with the papers on which a ruling depends."""
    papers = {}
    for key in sorted(PAPERS_THAT_DECIDE.intersection(entry.facts)):
        stated = entry.facts[key]
        digest = stated.get("digest") if isinstance(stated, dict) else stated
        if isinstance(digest, str):
            data = fetch(digest)
            if data is not None:
                papers[digest] = data
    by = Actor(entry.by.role, entry.by.name)
    return Act(entry.act, entry.on, by, entry.facts, entry.seals, entry.relies_on, papers)


def replay_one(assembly: Assembly, entry: Entry, fetch: Fetch) -> None:
    """Rule on the next entry again, and let the facts follow.

    Raises `BadAct` where the record is not what the rules give: out of place, out of order, or citing another
    paragraph or rulebook than the one that applies.
    """
    if entry.index != assembly.size:
        raise _bad(entry, f"it says that its index is {entry.index}, and stands at {assembly.size}")
    if entry.signature:
        raise _bad(entry, "it carries a signature, and no rule says whose it would be")
    if any(index >= entry.index for index in entry.relies_on):
        raise _bad(entry, "it relies on an act that comes after it")
    try:
        ruling = rule_on(assembly, act_of(entry, fetch), entry.time)
    except OutOfOrder as refusal:
        raise _bad(entry, str(refusal), refusal.rule) from refusal
    if ruling.book != entry.rulebook:
        raise _bad(
            entry, f"it was ruled on under rulebook {entry.rulebook[:12]}…; {ruling.book[:12]}… applies"
        )
    if ruling.rule != entry.rule:
        raise _bad(entry, f"it cites rule {entry.rule}; the paragraph that gives the power is {ruling.rule}")
    enter(assembly, ruling, entry.index)


def replay(entries: Iterator[Entry], fetch: Fetch) -> Assembly:
    """The facts after all entries; raises `BadAct` for the first that fails."""
    assembly = Assembly()
    for entry in entries:
        replay_one(assembly, entry, fetch)
    return assembly


def _bad(entry: Entry, reason: str, rule: str = "") -> BadAct:
    return BadAct(entry.index, entry.act, entry.on, rule or entry.rule, reason)
