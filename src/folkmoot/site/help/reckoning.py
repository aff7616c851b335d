"""Counting days from dates that a person typed; `static/help/reckoning.js` counts by the same vectors.

Dates are calendar days without a zone, so that a change to summer time can neither add nor lose one.
"""

from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
PAUSES_SINCE = date(2026, 2, 5)
"""From this day on a question about scope pauses a subject access month (Data (Use and Access) Act 2025)."""


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time. Negative numbers count back. `unit` is days, working days or months.

    `moves`: an end on a weekend or holiday runs to the next working day. `with_first`: the first day counts,
    as in "beginning with the day", so that the term ends one day earlier.
    """

    number: int
    unit: str = "days"
    moves: bool = True
    with_first: bool = False


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Monday to Friday, unless it is a holiday."""
    return day.weekday() < 5 and day not in holidays


def next_working_day(day: date, holidays: Collection[date]) -> date:
    """`day` itself if work is done on it, else the first day after it on which it is."""
    while not is_working_day(day, holidays):
        day += ONE_DAY
    return day


def months_later(day: date, months: int) -> date:
    """The same date so many months later, or the last day of a month that has no such date."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(start: date, term: Term, holidays: Collection[date] = ()) -> date:
    """The last day of a term that begins on the day after `start`. ValueError for an unknown unit."""
    if term.unit == "months":
        day = months_later(start, term.number)
    elif term.unit == "days":
        day = start + timedelta(days=term.number)
    elif term.unit == "working days":
        day = start
        for _ in range(term.number):
            day = next_working_day(day + ONE_DAY, holidays)
    else:
        raise ValueError(f"no unit of time: {term.unit}")
    if term.with_first:
        day -= ONE_DAY
    return next_working_day(day, holidays) if term.moves else day


@dataclass(frozen=True, slots=True)
class Access:
    """When an answer to a subject access request is due: `day`, or none while the clock stands still."""

    day: date | None
    first: date
    """The end of the first month, pauses counted: by then the person is told of a longer time, if any."""
    longer: bool
    """Whether two more months count, because the person was told in time."""
    paused: int
    """Days for which the clock stood still."""


def subject_access(
    received: date,
    *,
    identity_asked: date | None = None,
    identity_shown: date | None = None,
    pauses: Iterable[tuple[date, date | None]] = (),
    told_of_more: date | None = None,
    holidays: Collection[date] = (),
) -> Access:
    """One month from receipt, or from the day on which one's identity was shown if that was asked for.

    A pause runs from the day of a question about scope to the day of its answer; those begun before
    `PAUSES_SINCE` do not count. Two more months count only if the person was told within the first.
    """
    start = max(received, identity_shown) if identity_asked and identity_shown else received
    waiting = identity_asked is not None and identity_shown is None
    paused = 0
    for asked, answered in pauses:
        if asked < PAUSES_SINCE:
            continue
        if answered is None:
            waiting = True
        else:
            paused += max(0, (answered - asked).days)
    whole = timedelta(days=paused)
    first = next_working_day(months_later(start, 1) + whole, holidays)
    longer = told_of_more is not None and told_of_more <= first
    due = next_working_day(months_later(start, 3) + whole, holidays) if longer else first
    return Access(None if waiting else due, first, longer, paused)
