"""Clocks as a calendar file (RFC 5545): one whole day each, with a reminder.

`static/help/ics.js` writes the same in the browser.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from folkmoot.site.help.clocks import Clock
from folkmoot.site.help.reckoning import ONE_DAY

REMIND = timedelta(days=3)


def calendar_file(clocks: Iterable[Clock], *, at: int) -> bytes:
    """The file, as bytes in UTF-8. Clocks that stand still are left out. The same clock has the same UID."""
    book = Calendar()
    book.add("prodid", "-//Folkmoot//Clocks//EN")
    book.add("version", "2.0")
    for clock in clocks:
        if clock.day is None:
            continue
        event = Event()
        event.add("uid", uid(clock))
        event.add("dtstamp", datetime.fromtimestamp(at, UTC))
        event.add("dtstart", clock.day)
        event.add("dtend", clock.day + ONE_DAY)
        event.add("summary", summary(clock))
        event.add("description", f"{_('If missed:')} {clock.missed}\n{clock.source}")
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary(clock))
        alarm.add("trigger", -REMIND)
        event.add_component(alarm)
        book.add_component(event)
    return bytes(book.to_ical())


def summary(clock: Clock) -> str:
    """The line that a calendar shows: whose turn it is, and what has to be done."""
    whose = _("You:") if clock.side == "yours" else _("They:")
    return f"{whose} {clock.label}"


def uid(clock: Clock) -> str:
    """A name for this clock and this day, without anything about the person."""
    digest = sha256(f"{clock.name} {clock.day}".encode()).hexdigest()
    return f"{digest[:32]}@folkmoot"
