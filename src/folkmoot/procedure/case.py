"""A proceeding as the record shows it, and where it stands at a moment: the acts so far, and what has run out."""

from dataclasses import dataclass, field
from typing import Any

from folkmoot.procedure.machine import Lapse, Machine
from folkmoot.procedure.roll import NOBODY, Roll
from folkmoot.rulebook.book import Power, Rulebook
from folkmoot.rulebook.values import Term


@dataclass(slots=True)
class Ballot:
    """A ballot: its own roll, its manner (`open vote` or `secret ballot`), and in an open vote who chose what.

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
    ends: dict[tuple[str, int], int | None] = field(default_factory=dict)

    def moves_to(self, phase: str, at: int) -> None:
        """Record that an act has brought the proceeding into `phase` at second `at`."""
        self.phase, self.since = phase, at


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a proceeding stands at a moment: state, since when, and the paragraph by which time brought it there."""

    state: str
    since: int
    rule: str = ""


def last_chance(case: Case, verb: str) -> tuple[int | None, Power | None]:
    """The last second at which any power of the case's rulebook still allows `verb`, and that power.

    `(None, power)` where it never runs out or its term has not begun to run.
    """
    latest: int | None = None
    holder: Power | None = None
    for power in case.book.powers.get(verb, ()):
        end = closes(case, power)
        if end is None:
            return None, power
        if latest is None or end > latest:
            latest, holder = end, power
    return latest, holder


def closes(case: Case, power: Power) -> int | None:
    """The last second of a power in this proceeding; None where it has no term or the term has not begun."""
    window = power.within
    return None if window is None else _end(case, window.key, window.event)


def opens(case: Case, power: Power) -> int | None:
    """The last second at which a power may not yet be used; None where it may be used at once."""
    window = power.after
    return None if window is None else _end(case, window.key, window.event)


def _end(case: Case, key: str, event: str) -> int | None:
    start = case.events.get(event)
    if start is None:
        return None
    found = case.ends.get((key, start))
    if found is None:
        term = case.book.setting(key).value
        assert isinstance(term, Term)
        found = case.ends[key, start] = case.book.calendar.end_of(term, start)
    return found


def standing(case: Case, at: int) -> Standing:
    """The state at second `at`: the acts so far, plus all that has run out by then."""
    now = Standing(case.phase, case.since)
    for _ in case.machine.states:
        for lapse in case.machine.lapses:
            if lapse.source == now.state:
                after = _lapsed(case, lapse, at, now)
                if after is not None:
                    now = after
                    break
        else:
            return now
    return now


def _lapsed(case: Case, lapse: Lapse, at: int, now: Standing) -> Standing | None:
    if lapse.event:
        end, missed, rule = case.events.get(lapse.event), "", ""
    else:
        end, power = last_chance(case, lapse.verb)
        missed, rule = (power.missed, power.paragraph) if power else ("", "")
    if end is None or at <= end:
        return None
    target = lapse.targets.get(missed)
    return None if target is None else Standing(target, end + 1, rule)
