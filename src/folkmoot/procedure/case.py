"""A proceeding as the record shows it, and where it stands at a moment: the acts so far, and what ran out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from folkmoot.procedure.machine import Lapse, Machine
from folkmoot.procedure.roll import NOBODY, Roll
from folkmoot.rulebook.book import Power, Rulebook, Window
from folkmoot.rulebook.values import Term, Value


@dataclass(slots=True)
class Ballot:
    """A ballot: its own roll, its manner and method, and in an open vote who chose what.

    `votes` maps code names to a choice (`for`, `against`, `abstain`) or to a tuple of ranks, one an option.
    """

    id: str
    roll: Roll
    manner: str
    method: str
    votes: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Case:
    """What the record shows of one proceeding so far.

    `on` names it (`motion/14`); `book` is the rulebook under which it began and which it keeps.
    `phase` is the state after the last act; what has run out since is computed by `standing`.
    `events` maps the names that rulebooks use (`tabling`, `debate`, …) to seconds.
    `speeches` are the indexes of what was said in its debate.
    """

    machine: Machine
    on: str
    branch: str
    book: Rulebook
    phase: str
    since: int
    events: dict[str, int]
    mover: str = ""
    roll: Roll = NOBODY
    ballot: Ballot | None = None
    speeches: set[int] = field(default_factory=set)
    ends: dict[tuple[Term, int], int] = field(default_factory=dict, compare=False, repr=False)

    def moves_to(self, phase: str, at: int) -> None:
        """Record that an act has brought the proceeding into `phase` at second `at`."""
        self.phase, self.since = phase, at

    def mover_of(self, facts: Mapping[str, Any]) -> str:
        """The code name of whoever moved what an act with these facts is about."""
        return self.mover

    def supporters_of(self, facts: Mapping[str, Any]) -> Collection[str]:
        """The code names of those who support what an act with these facts is about."""
        return ()

    @property
    def part_of(self) -> "Case | None":
        """The proceeding of which this one is a part (an appeal, of its case); None where it stands alone."""
        return None

    @property
    def amended_by(self) -> str:
        """The code name of whoever moved what this one amends; empty where it amends nothing."""
        return ""

    def fitting(self, powers: tuple[Power, ...]) -> tuple[Power, ...]:
        """Of several powers to do one thing, those that are about a proceeding such as this."""
        return powers

    def also_declared(self, outcome: str) -> Mapping[str, Any]:
        """What the declaration of its ballot states besides the count."""
        return {}

    def quorum(self, asked: Value | None) -> Value | None:
        """The quorum of its ballot, where the rules ask for this one."""
        return asked

    def lengthened(self, key: str, start: int, end: int) -> int:
        """The last second of the term set under `key`, begun at `start`, with what has been added to it."""
        return end


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a proceeding stands: state, since when, and the paragraph by which time brought it there.

    `events` are those of the acts, and those that time alone has brought since.
    """

    state: str
    since: int
    rule: str = ""
    events: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)


def powers_for(book: Rulebook, verb: str, case: Case | None) -> tuple[Power, ...]:
    """The powers that a rulebook grants for `verb` in this proceeding, in the order of the book.

    What it says of paragraphs that are not entrenched goes before what it says of all.
    """
    powers = book.powers.get(verb, ())
    if len(powers) < 2:
        return powers
    if case is not None:
        powers = case.fitting(powers)
    plain = tuple(power for power in powers if power.need("not entrenched"))
    if getattr(case, "entrenched", False):
        return tuple(power for power in powers if power not in plain) or powers
    return plain or powers


def last_chance(
    case: Case, verb: str, events: Mapping[str, int] | None = None
) -> tuple[int | None, Power | None]:
    """The last second at which any power of the case's rulebook still allows `verb`, and that power.

    `(None, power)` where it never runs out or its term has not begun to run; `(None, None)` where the
    rulebook grants no such power.
    """
    latest: int | None = None
    holder: Power | None = None
    for power in powers_for(case.book, verb, case):
        end = closes(case, power, events)
        if end is None:
            return None, power
        if latest is None or end > latest:
            latest, holder = end, power
    return latest, holder


def closes(case: Case, power: Power, events: Mapping[str, int] | None = None) -> int | None:
    """The last second of a power in this proceeding; None where it has no term or the term has not begun.

    `events` are those of a standing; without them, those of the acts alone.
    """
    return _end(case, power.within, events)


def opens(case: Case, power: Power, events: Mapping[str, int] | None = None) -> int | None:
    """The last second at which a power may not yet be used; None where no wait is set or it has not begun."""
    return _end(case, power.after, events)


def _end(case: Case, window: Window | None, events: Mapping[str, int] | None) -> int | None:
    if window is None:
        return None
    start = (case.events if events is None else events).get(window.event)
    return None if start is None else ends(case, window.key, window.term, start)


def ends(case: Case, key: str, term: Term, start: int) -> int:
    """The last second of a term of the case's rulebook, begun at `start`, with all that was added to it."""
    found = case.ends.get((term, start))
    if found is None:
        found = case.ends[term, start] = case.book.calendar.end_of(term, start)
    return case.lengthened(key, start, found)


def standing(case: Case, at: int) -> Standing:
    """The state at second `at`: the acts so far, plus all that has run out by then."""
    now = Standing(case.phase, case.since, events=case.events)
    # No table leads in a circle by time alone.
    while (after := next_lapse(case, now)) is not None and at >= after.since:
        now = after
    return now


def next_lapse(case: Case, now: Standing) -> Standing | None:
    """What time alone makes of the proceeding, and from which second; None where it waits for an act."""
    first: Standing | None = None
    for lapse in case.machine.leaving.get(now.state, ()):
        if lapse.when is None or lapse.when(case):
            after = _lapsed(case, lapse, now)
            if after is not None and (first is None or after.since < first.since):
                first = after
    return first


def over_by_time(case: Case) -> int | None:
    """The second from which the proceeding is over if nobody acts any more; None where it never is.

    It is over for whatever hangs on it as soon as nothing more is decided in it.
    """
    now = Standing(case.phase, case.since, events=case.events)
    while not (case.machine.by_name[now.state].final or case.machine.by_name[now.state].ends_parts):
        after = next_lapse(case, now)
        if after is None:
            return None
        now = after
    return now.since


def _lapsed(case: Case, lapse: Lapse, now: Standing) -> Standing | None:
    missed, rule, end = "", "", None
    if lapse.head:
        over = over_by_time(case.part_of) if case.part_of else None
        end = None if over is None else over - 1
    elif lapse.term:
        start, setting = now.events.get(lapse.event), case.book.settings.get(lapse.term)
        if start is not None and setting is not None and isinstance(setting.value, Term):
            end, rule = ends(case, lapse.term, setting.value, start), setting.paragraph
    elif lapse.event:
        end = now.events.get(lapse.event)
    else:
        end, power = last_chance(case, lapse.verb, now.events)
        missed, rule = (power.missed, power.paragraph) if power else ("", "")
    if end is None:
        return None
    # What ran out while the proceeding was elsewhere ends it when it comes back, not before.
    since = max(end + 1, now.since)
    state = lapse.targets.get(missed) or lapse.targets[""]
    begun = case.machine.by_name[state].begins
    events = {**now.events, begun: since} if begun else now.events
    return Standing(state, since, rule, events)
