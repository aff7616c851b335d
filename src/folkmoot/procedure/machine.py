"""How a proceeding is written down: one table of states, acts and lapses.

The table is what the program obeys, what `folkmoot states` prints and what the tests walk through.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

START = ""
Check = Callable[[Any], None]
Follow = Callable[[Any, int], None]
Begins = Callable[[Any], Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: in `sources`, `verb` leads to `target` if the rulebook's power and `check` allow it.

    `target` is a state, or empty where the state stays. `entitled` says whose roll the actor must stand on:
    the proceeding's own (`case`), that of the head of its family (`head`), that of its ballot (`ballot`), the
    one that the opening act brings along (`facts`), that of the motion relied on (`decision`), the one who
    began it (`mover`), or none; nobody is named where it says `unnamed`. `follow` lets the facts follow when
    the act has its index.
    `sealed`: the entry carries one seal; all others carry none. `relies`: the check itself looks at what the
    entry relies on. `brings_book`: the entry brings a rulebook along.
    `may_lead_to`: the states to which `follow` may bring the proceeding, where `target` is empty.
    `part`: the act opens a part of a proceeding that the record knows, and goes by its terms and rulebook.
    `only_from`: the states to which it leads from some of its sources alone, with these; `after_reply`: those
    to which it leads only once there was a reply, or the time for one is over;
    `stays`: where `target` is empty, the state may be the same after it; `returns`: it leads back to the
    state that the proceeding had left, and to no other.
    `leads_head`: the states to which `follow` may bring the proceeding of which this one is a part.
    `begins`: events of an act that opens a proceeding, from which its own terms run (`conduct`).
    """

    verb: str
    sources: tuple[str, ...]
    target: str
    check: Check
    follow: Follow
    entitled: str = "case"
    sealed: bool = False
    relies: bool = False
    brings_book: bool = False
    may_lead_to: tuple[str, ...] = ()
    begins: Begins | None = None
    part: bool = False
    leads_head: tuple[str, ...] = ()
    only_from: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    after_reply: tuple[str, ...] = ()
    stays: bool = True
    returns: bool = False

    def leads(self, source: str) -> tuple[str, ...]:
        """The states to which it may lead from this source; empty where the state stays."""
        targets = (self.target,) if self.target else self.may_lead_to
        return tuple(each for each in targets if source in self.only_from.get(each, (source,)))


@dataclass(frozen=True, slots=True)
class Lapse:
    """What happens by time alone: when the last power to do `verb` has run out, or `event` has passed, or the
    setting `term` has run out since `event`, or the proceeding of which this one is a part is over (`head`).

    Of several lapses that leave one state the earliest counts, of equals the first; `when` says to which
    cases a lapse applies.
    `targets` maps what the rulebook says of a missed term to the state that follows; what stands under ""
    follows where the rulebook says nothing that leads anywhere, so that nothing waits for ever.
    """

    source: str
    targets: Mapping[str, str]
    verb: str = ""
    event: str = ""
    term: str = ""
    head: bool = False
    when: Callable[[Any], bool] | None = None


@dataclass(frozen=True, slots=True)
class State:
    """A state of a proceeding: its name, what it means in plain words, and whether it is an end.

    `begins` names the event that takes place when time alone leads into this state.
    `ends_parts`: whatever is a part of it ends here, though there is more to do in it.
    """

    name: str
    means: str
    final: bool = False
    begins: str = ""
    ends_parts: bool = False


@dataclass(frozen=True, slots=True)
class Machine:
    """One kind of proceeding.

    `led` are the steps that an act elsewhere in its family makes it take, each a line of its own: so a vote
    on a question carries an amendment.
    """

    name: str
    title: str
    states: tuple[State, ...]
    rows: tuple[Row, ...]
    lapses: tuple[Lapse, ...] = ()
    led: tuple[Row, ...] = ()
    by_verb: Mapping[str, Row] = field(init=False, repr=False, compare=False)
    by_name: Mapping[str, State] = field(init=False, repr=False, compare=False)
    leaving: Mapping[str, tuple[Lapse, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_verb", {row.verb: row for row in self.rows})
        object.__setattr__(self, "by_name", {state.name: state for state in self.states})
        sources = {lapse.source for lapse in self.lapses}
        leaving = {each: tuple(lapse for lapse in self.lapses if lapse.source == each) for each in sources}
        object.__setattr__(self, "leaving", leaving)

    def row(self, verb: str) -> Row | None:
        """The line for this act, or None."""
        return self.by_verb.get(verb)

    def leads_by(self, verb: str, source: str, target: str) -> bool:
        """Whether an act elsewhere in the family may lead such a proceeding from one state to another."""
        return any(
            row.verb == verb and source in row.sources and target in row.may_lead_to for row in self.led
        )


def _nothing(*_: Any) -> None:
    """What an act elsewhere must be is checked there, and there its effect follows."""


def elsewhere(verb: str, sources: tuple[str, ...], *targets: str) -> Row:
    """The line of a step that an act elsewhere in the family makes a proceeding take (`Machine.led`)."""
    return Row(verb, sources, "", _nothing, _nothing, may_lead_to=targets, stays=False)
