"""What runs out, for whom, and what follows: from days that a person typed to clocks, nearest first.

The table is handed to the browser (`as_data`), where `static/help/clocks.js` does the same with it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from folkmoot.site.help import limits, reckoning
from folkmoot.site.help.clock_table import EVENTS, KINDS
from folkmoot.site.help.reckoning import Term


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: the last `day`, what has to be done, what follows if it is not, and by what it is set.

    `adviser`: the day is one of the law, to be checked with an adviser. No day: the clock stands still.
    """

    name: str
    side: str
    day: date | None
    label: str
    missed: str
    source: str
    adviser: bool = False


_TOLD_OF_MORE = _("Answer your request for your own data: they told you in time that they need longer")
_STANDS_STILL = _("This clock stands still until you answer their question")


def clocks(
    days: Mapping[str, date],
    *,
    numbers: Mapping[str, int] | None = None,
    access: Mapping[str, Any] | None = None,
    holidays: Collection[date] = limits.HOLIDAYS,
) -> list[Clock]:
    """The clocks that these events start, nearest first; those that stand still come last.

    `days` by name of event; `numbers` by name of clock, where the reader's rulebook has another number;
    `access` are the further arguments of `reckoning.subject_access`. Unknown events are passed over.
    """
    found = []
    for kind in KINDS:
        start = days.get(kind.event)
        term = kind.term_at(start, numbers or {}) if start else None
        if start is None or term is None:
            continue
        label, missed = str(kind.label), str(kind.missed)
        day: date | None
        if kind.name == "access":
            due = reckoning.subject_access(start, holidays=holidays, **(access or {}))
            day = due.day
            if due.longer:
                label = str(_TOLD_OF_MORE)
            if day is None:
                missed = str(_STANDS_STILL)
        else:
            day = reckoning.last_day(start, term, holidays)
        found.append(Clock(kind.name, kind.side, day, label, missed, str(kind.source), bool(kind.limit)))
    return sorted(found, key=lambda clock: (clock.day or date.max, clock.name))


def as_data() -> dict[str, Any]:
    """The table of events, clocks and limits for the browser, in the language of the request."""
    return {
        "events": [{"name": e.name, "label": str(e.label), "hint": str(e.hint)} for e in EVENTS],
        "kinds": [
            {
                "name": kind.name,
                "side": kind.side,
                "event": kind.event,
                "label": str(kind.label),
                "missed": str(kind.missed),
                "source": str(kind.source),
                "adviser": bool(kind.limit),
                "limits": [
                    {"since": each.since.isoformat(), **_spelled(each.term)}
                    for each in limits.LIMITS[kind.limit]
                    if each.certain
                ]
                if kind.limit
                else [{"since": date.min.isoformat(), **_spelled(kind.term)}],
            }
            for kind in KINDS
        ],
        "holidays": sorted(day.isoformat() for day in limits.HOLIDAYS),
        "known_to": limits.KNOWN_TO,
        "told_of_more": str(_TOLD_OF_MORE),
        "stands_still": str(_STANDS_STILL),
    }


def _spelled(term: Term | None) -> dict[str, Any]:
    assert term is not None  # a clock has a term or a limit
    return {"number": term.number, "unit": term.unit, "moves": term.moves, "with_first": term.with_first}
