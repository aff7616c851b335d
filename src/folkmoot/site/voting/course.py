"""The course of a proceeding as a page shows it: its clocks, its state in a word, days left, what is still
to come.

Everything comes from the rulebook under which the proceeding began; nothing here knows a number of days.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from folkmoot.procedure.case import Case, closes, opens, standing
from folkmoot.rulebook.book import Power, Rulebook

PILLS = {
    "tabled": "open",
    "proposed": "open",
    "debate": "debate",
    "notice": "debate",
    "ruled out": "ruled-out",
    "out of order": "ruled-out",
    "at the vote": "vote",
    "closed": "vote",
    "carried": "carried",
    "adopted": "carried",
    "in force": "carried",
    "lost": "lost",
    "lapsed": "lapsed",
    "withdrawn": "withdrawn",
}
STATES = (
    gettext_noop("the motion lapses"),
    gettext_noop("the motion is in order"),
    gettext_noop("any member may do it"),
    gettext_noop("the ruling stands"),
    gettext_noop("the change lapses"),
    gettext_noop("a new ballot may be opened"),
    gettext_noop("the vote goes on"),
    gettext_noop("the power ends"),
    gettext_noop("nothing follows"),
)
ENOUGH = {"motion.second": ("tabled",), "change.back": ("proposed",)}
"""Acts that still may be done later, but on which nothing waits any more."""


@dataclass(frozen=True)
class Clock:
    """One line of `front/parts/clocks.html`."""

    days: int
    label: str
    until: str
    missed: str
    url: str
    near: bool


def state_words(state: str) -> str:
    """A state as a page names it."""
    words = {
        "tabled": pgettext("state", "Looking for seconders"),
        "proposed": pgettext("state", "Looking for backers"),
        "debate": pgettext("state", "In debate"),
        "notice": pgettext("state", "Notice given"),
        "ruled out": pgettext("state", "Ruled out"),
        "out of order": pgettext("state", "Out of order"),
        "at the vote": pgettext("state", "At the vote"),
        "closed": pgettext("state", "Result due"),
        "carried": pgettext("state", "Carried"),
        "adopted": pgettext("state", "Adopted"),
        "in force": pgettext("state", "In force"),
        "lost": pgettext("state", "Lost"),
        "lapsed": pgettext("state", "Lapsed"),
        "withdrawn": pgettext("state", "Withdrawn"),
    }
    return words.get(state, state)


def is_over(case: Case, at: int) -> bool:
    """Whether the proceeding has come to an end."""
    state = standing(case, at).state
    return any(each.final for each in case.machine.states if each.name == state)


def day(book: Rulebook, at: int) -> str:
    """A day in words: "2 September 2026", as the rulebook counts days."""
    return date_format(book.calendar.local(at), "j F Y")


def short_day(book: Rulebook, at: int) -> str:
    """A day in few words: "2 Sep 2026"."""
    return date_format(book.calendar.local(at), "j M Y")


def moment(book: Rulebook, at: int) -> str:
    """Day and time: "2 September, 23:59"."""
    return date_format(book.calendar.local(at), "j F, H:i")


def local(book: Rulebook, at: int) -> datetime:
    """The second in the rulebook's zone."""
    return book.calendar.local(at)


def days_left(book: Rulebook, at: int, end: int) -> int:
    """Whole days from today to the day of `end`."""
    calendar = book.calendar
    return (calendar.local_date(end) - calendar.local_date(at)).days


def clocks(case: Case, at: int) -> list[Clock]:
    """What is running, nearest first."""
    state = standing(case, at).state
    found: list[tuple[int, str, str]] = []
    if state == "at the vote":
        found.append((case.events["closing"], _("Vote"), _("your vote is not counted.")))
    if state == "adopted":
        found.append((case.events["coming into force"], _("Comes into force after this day"), ""))
    for row in case.machine.rows:
        if state not in row.sources or state not in ENOUGH.get(row.verb, row.sources):
            continue
        if row.verb == "motion.rule_out" and bool(getattr(case, "ground", "")):
            continue
        for power in case.book.powers.get(row.verb, ()):
            found += _of_power(case, row.verb, power, at)
    return [
        Clock(
            days_left(case.book, at, end),
            label,
            moment(case.book, end),
            missed,
            "",
            days_left(case.book, at, end) <= 3,
        )
        for end, label, missed in sorted(dict.fromkeys(found))
    ]


def _of_power(case: Case, verb: str, power: Power, at: int) -> list[tuple[int, str, str]]:
    found = []
    start, end = opens(case, power), closes(case, power)
    first = verb in ("motion.put", "change.put") and power is case.book.powers[verb][0]
    if first and start is not None and start >= at:
        label = _("Debate, before the vote") if verb == "motion.put" else _("Notice, before the vote")
        found.append((start, label, ""))
    if end is not None and end >= at:
        missed = missed_words(power)
        found.append((end, verb_words(verb, power), missed))
    return found


def missed_words(power: Power) -> str:
    """What follows if the power is not used in time, as a sentence without its full stop."""
    return f"{_(power.missed)}." if power.missed else ""


def who_words(power: Power) -> str:
    """Who holds a power: "chair or secretary"."""
    names = [_(role) for role in power.who]
    if len(names) == 1:
        return names[0]
    return _("{some} or {last}").format(some=", ".join(names[:-1]), last=names[-1])


def verb_words(verb: str, power: Power) -> str:
    """What is to be done, as a clock says it."""
    words = {
        "motion.second": _("Find seconders"),
        "motion.rule_out": _("Rule it out, if at all"),
        "motion.mend": _("Mend it"),
        "motion.object": _("Object to the ruling"),
        "motion.put": _("Put it to the vote"),
        "motion.declare": _("Declare the result"),
        "change.back": _("Find backers"),
        "change.amend": _("Amend it"),
        "change.put": _("Put it to the vote"),
        "change.declare": _("Declare the result"),
    }
    return _("{what} ({who})").format(what=words.get(verb, verb), who=who_words(power))


def stage(label: str, state: str, note: str = "") -> dict[str, Any]:
    """One step of `front/parts/stages.html`; `state` is done, now, next or stopped."""
    return {"label": label, "state": state, "note": note}


def path(labels: list[tuple[str, str]], now: int, *, stopped: bool = False) -> list[dict[str, Any]]:
    """The path of stages: `labels` with their notes, the one that is on, and whether it ended there."""
    states = ["done" if at < now else "now" if at == now else "next" for at in range(len(labels))]
    if stopped and now < len(labels):
        states[now] = "stopped"
    return [stage(label, state, note) for (label, note), state in zip(labels, states, strict=True)]
