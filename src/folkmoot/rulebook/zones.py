"""Time zones from POSIX rules, so that a replay never depends on the tables of the machine it runs on.

A rule such as `GMT0BST,M3.5.0/1,M10.5.0` (IEEE Std 1003.1, 8.3, with the extension of RFC 8536 to hours
beyond 24) says everything: it holds for every year, so a parliament that abolishes summer time needs a
change of the rulebook, on the record. Offsets here are seconds EAST of Greenwich, the reverse of POSIX.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

EPOCH = datetime.combine(date(1970, 1, 1), time())

NAMED = {
    "UTC": "UTC0",
    "London": "GMT0BST,M3.5.0/1,M10.5.0",
    "Belfast": "GMT0BST,M3.5.0/1,M10.5.0",
    "Dublin": "IST-1GMT0,M10.5.0,M3.5.0/1",
    "Lisbon": "WET0WEST,M3.5.0/1,M10.5.0",
    "Reykjavik": "GMT0",
    "Amsterdam": "CET-1CEST,M3.5.0,M10.5.0/3",
    "Berlin": "CET-1CEST,M3.5.0,M10.5.0/3",
    "Brussels": "CET-1CEST,M3.5.0,M10.5.0/3",
    "Copenhagen": "CET-1CEST,M3.5.0,M10.5.0/3",
    "Madrid": "CET-1CEST,M3.5.0,M10.5.0/3",
    "Oslo": "CET-1CEST,M3.5.0,M10.5.0/3",
    "Paris": "CET-1CEST,M3.5.0,M10.5.0/3",
    "Prague": "CET-1CEST,M3.5.0,M10.5.0/3",
    "Rome": "CET-1CEST,M3.5.0,M10.5.0/3",
    "Stockholm": "CET-1CEST,M3.5.0,M10.5.0/3",
    "Vienna": "CET-1CEST,M3.5.0,M10.5.0/3",
    "Warsaw": "CET-1CEST,M3.5.0,M10.5.0/3",
    "Athens": "EET-2EEST,M3.5.0/3,M10.5.0/4",
    "Helsinki": "EET-2EEST,M3.5.0/3,M10.5.0/4",
    "Kyiv": "EET-2EEST,M3.5.0/3,M10.5.0/4",
    "New York": "EST5EDT,M3.2.0,M11.1.0",
    "Sydney": "AEST-10AEDT,M10.1.0,M4.1.0/3",
    "Wellington": "NZST-12NZDT,M9.5.0,M4.1.0/3",
}
"""Names that a rulebook may use for its zone, each with the rule it stands for."""

_NAME = r"(?:[A-Za-z]{3,10}|<[A-Za-z0-9+-]{3,10}>)"
_OFFSET = r"[+-]?[0-9]{1,2}(?::[0-9]{2}){0,2}"
_DAY = r"M(1[0-2]|[1-9])\.([1-5])\.([0-6])(?:/([+-]?[0-9]{1,3}(?::[0-9]{2}){0,2}))?"
_RULE = re.compile(rf"{_NAME}({_OFFSET})(?:{_NAME}({_OFFSET})?,({_DAY}),({_DAY}))?")


@dataclass(frozen=True, slots=True)
class Switch:
    """When clocks change: the `week`-th (5: last) `weekday` (0: Sunday) of `month`, `seconds` after 0:00."""

    month: int
    week: int
    weekday: int
    seconds: int

    def in_year(self, year: int) -> datetime:
        """Wall-clock moment of the switch in `year`, as shown by the clock before the switch."""
        first = date(year, self.month, 1)
        ahead = (self.weekday - (first.weekday() + 1)) % 7
        day = first + timedelta(days=ahead + 7 * (self.week - 1))
        if day.month != self.month:
            day -= timedelta(days=7)
        return datetime.combine(day, time()) + timedelta(seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone: its offset in winter, and if it has one, in summer with the two switches."""

    name: str
    offset: int
    summer_offset: int | None = None
    summer_begins: Switch | None = None
    summer_ends: Switch | None = None

    def offset_at(self, at: int) -> int:
        """Seconds east of Greenwich at the POSIX second `at`."""
        if self.summer_offset is None or self.summer_begins is None or self.summer_ends is None:
            return self.offset
        year = (EPOCH + timedelta(seconds=at + self.offset)).year
        begins = _second(self.summer_begins, year) - self.offset
        ends = _second(self.summer_ends, year) - self.summer_offset
        summer = begins <= at < ends if begins < ends else not ends <= at < begins
        return self.summer_offset if summer else self.offset

    def local(self, at: int) -> datetime:
        """What the clock on the wall shows at `at`, without zone."""
        return EPOCH + timedelta(seconds=at + self.offset_at(at))

    def posix(self, wall: datetime, *, later: bool = False) -> int:
        """The POSIX second at which the wall clock shows `wall`.

        Shown twice (clocks go back): the earlier, or with `later` the later. Never shown (clocks go forward):
        as many seconds after the switch as `wall` is after the hour that was left out.
        """
        offsets = {self.offset} if self.summer_offset is None else {self.offset, self.summer_offset}
        shown = sorted(at for at in (_seconds(wall) - o for o in offsets) if self.local(at) == wall)
        if shown:
            return shown[-1] if later else shown[0]
        return _seconds(wall) - min(offsets)


def read_zone(words: str) -> Zone | None:
    """The zone that a rulebook names, by name or by POSIX rule; None if it is neither."""
    match = _RULE.fullmatch(NAMED.get(words, words))
    if match is None:
        return None
    offset = -_clock(match[1])
    if match[3] is None:
        return Zone(words, offset) if abs(offset) <= 86400 else None
    summer = offset + 3600 if match[2] is None else -_clock(match[2])
    begins, ends = _switch(match, 4), _switch(match, 9)
    usable = max(abs(offset), abs(summer)) <= 86400 and begins.month != ends.month
    usable = usable and max(abs(begins.seconds), abs(ends.seconds)) <= 167 * 3600
    return Zone(words, offset, summer, begins, ends) if usable else None


def _switch(match: re.Match[str], group: int) -> Switch:
    month, week, weekday, clock = match[group], match[group + 1], match[group + 2], match[group + 3]
    return Switch(int(month), int(week), int(weekday), 7200 if clock is None else _clock(clock))


def _clock(text: str) -> int:
    hours, _, rest = text.lstrip("+-").partition(":")
    minutes, _, seconds = rest.partition(":")
    total = int(hours) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return -total if text.startswith("-") else total


@lru_cache(maxsize=256)
def _second(switch: Switch, year: int) -> int:
    return _seconds(switch.in_year(year))


def _seconds(wall: datetime) -> int:
    return (wall - EPOCH) // timedelta(seconds=1)
