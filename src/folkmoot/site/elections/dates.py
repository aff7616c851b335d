"""The days of an election for a calendar (RFC 5545): nominations close, the ballot opens, the ballot closes.

Whoever fetches the file again gets the same entries, moved where the days have moved.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from folkmoot.procedure.case import opens, powers_for, standing
from folkmoot.procedure.electing import COUNTBACK, OFFICE, Election
from folkmoot.procedure.electing_motions import paper_of
from folkmoot.site.elections import course
from folkmoot.site.record import reading

REMIND = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """A moment of an election: `name` is part of the entry's UID, `at` seconds since 1970; `acts` says that
    something can be missed then, so a reminder goes before."""

    name: str
    at: int
    words: str
    acts: bool


def days_of(case: Election, at: int) -> list[Day]:
    """The moments that are known at `at`, in their order; of a ballot that is to be opened, from when."""
    found: list[Day] = []
    if case.kind == COUNTBACK:
        return found
    nominations = course.last_day_of_nominations(case) if case.kind == OFFICE else None
    if nominations is not None:
        found.append(Day("nominations", nominations, _("Nominations close"), True))
    opening = case.events.get("opening")
    if opening is not None:
        found.append(Day("opening", opening, _("The ballot opens"), False))
    elif standing(case, at).state == "nominated" and len(paper_of(reading.assembly(), case, at)) > case.seats:
        events = standing(case, at).events
        starts = [opens(case, power, events) for power in powers_for(case.book, "election.open", case)]
        known = [start for start in starts if start is not None]
        if known:
            found.append(Day("opening", min(known) + 1, _("The ballot may open"), False))
    if "closing" in case.events:
        found.append(Day("closing", case.events["closing"], _("The ballot closes"), True))
    return found


def calendar_file(title: str, days: list[Day], *, number: int, page: str, host: str, at: int) -> bytes:
    """The file, in UTF-8: an entry for each day, stamped `at`; `page` is the address of the election."""
    book = Calendar()
    book.add("prodid", "-//Folkmoot//Elections//EN")
    book.add("version", "2.0")
    for day in days:
        words = f"{day.words}: {title}"
        event = Event()
        event.add("uid", f"election-{number}-{day.name}@{host}")
        event.add("dtstamp", datetime.fromtimestamp(at, UTC))
        event.add("dtstart", datetime.fromtimestamp(day.at, UTC))
        event.add("summary", words)
        event.add("url", page)
        event.add("transp", "TRANSPARENT")
        if day.acts:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", words)
            alarm.add("trigger", -REMIND)
            event.add_component(alarm)
        book.add_component(event)
    return bytes(book.to_ical())
