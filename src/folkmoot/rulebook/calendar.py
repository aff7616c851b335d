"""When a term ends: the clock rules common to all proceedings.

A term in hours is exact. Any other term starts the day after and ends at 23:59:59 of its last day in the
rulebook's zone; a month ends on the same date or on the month's last day; a term that would end on a
Saturday, a Sunday or a holiday runs to the next working day. The holidays stand in the rulebook, so that a
replay needs nothing from outside.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from folkmoot.rulebook.values import Term
from folkmoot.rulebook.zones import Zone, read_zone

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The zone and the holidays of a rulebook. All moments are POSIX seconds, all dates local."""

    zone: Zone
    holidays: frozenset[date] = frozenset()

    def local(self, at: int) -> datetime:
        """What the clock on the wall shows at `at`, without zone."""
        return self.zone.local(at)

    def local_date(self, at: int) -> date:
        """The calendar day at `at`."""
        return self.zone.local(at).date()

    def at(self, day: date, hour: int = 12, minute: int = 0) -> int:
        """The POSIX second of that wall-clock time; the earlier one if the clock shows it twice."""
        return self.zone.posix(datetime.combine(day, time(hour, minute)))

    def last_second(self, day: date) -> int:
        """The last POSIX second of `day`: 23:59:59 wherever the clock does not change at midnight."""
        return self.zone.posix(datetime.combine(day + ONE_DAY, time()), later=True) - 1

    def is_working_day(self, day: date) -> bool:
        """True for Monday to Friday unless the rulebook lists the day as a holiday."""
        return day.weekday() < 5 and day not in self.holidays

    def next_working_day(self, day: date) -> date:
        """`day` itself if it is a working day, otherwise the first one after it."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def last_day(self, term: Term, start: int) -> date:
        """The day on which a `term` that is not in hours, begun at `start`, ends."""
        day = self.local_date(start)
        if term.unit == "working days":
            for _ in range(term.number):
                day = self.next_working_day(day + ONE_DAY)
        elif term.unit in ("months", "years"):
            day = _months_later(day, term.number * (12 if term.unit == "years" else 1))
        else:
            day += timedelta(days=term.number * (7 if term.unit == "weeks" else 1))
        return self.next_working_day(day)

    def end_of(self, term: Term, start: int) -> int:
        """The last POSIX second of `term` begun at `start`: an act at this second is still in time."""
        if term.unit == "hours":
            return start + term.number * 3600
        return self.last_second(self.last_day(term, start))


def calendar(zone: str, holidays: frozenset[date] = frozenset()) -> Calendar:
    """The calendar of a zone given in words. ValueError if the words name no zone."""
    read = read_zone(zone)
    if read is None:
        raise ValueError(f"no time zone: {zone}")
    return Calendar(read, holidays)


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
