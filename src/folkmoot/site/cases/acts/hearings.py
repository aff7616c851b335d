"""A hearing: fixed with notice, put off once, held with a note."""

from datetime import datetime

from folkmoot.procedure.case import ends
from folkmoot.procedure.dispute import Dispute, family, term
from folkmoot.site.cases.acts.entering import EVERYBODY, Done, Hand, Words, act, tell_all
from folkmoot.site.cases.people import case_of, holders
from folkmoot.site.evidence.acts import keep, share
from folkmoot.site.evidence.models import Item
from folkmoot.site.notices.acts import send_to_all
from folkmoot.site.record.acts import pen

PLACE = "Where the hearing is"
"""The title of the item that says it; it is in the file of those concerned, and in no entry."""


def fix(*, on: str, by: Hand, when: int, kind: str, where: str, at: int) -> Done:
    """Fix the second `when` at which the panel hears; `kind` is `place` or `link`. Raises `OutOfOrder`."""
    with pen():
        done = act("hearing.fix", on=on, by=by, at=at, facts={"at": when, "kind": kind})
        assert by.person is not None  # the ruling has asked for a member of the panel
        item = keep(person=by.person, on=on, kind="note", title=PLACE, data=where, at=at, role="the panel")
        share(item, holders(on, EVERYBODY), at, done.entry.index)
        _say(on, when, at, done.entry.index)
    return done


def postpone(*, on: str, by: Hand, when: int, at: int) -> Done:
    """Put the hearing off, once, to the second `when`. Raises `OutOfOrder`."""
    with pen():
        done = act("hearing.postpone", on=on, by=by, at=at, facts={"at": when})
        _say(on, when, at, done.entry.index, off=True)
    return done


def hold(*, on: str, by: Hand, attended: list[str], note: str, at: int) -> Done:
    """Say that the hearing was held, who was there, and what was said. Raises `OutOfOrder`."""
    words = Words("note", "Note of the hearing", note)
    with pen():
        done = act(
            "hearing.held",
            on=on,
            by=by,
            at=at,
            facts={"attended": attended},
            words=[words],
        )
        tell_all(on, at, entry=done.entry.index, once=f"heard/{done.entry.index}")
    return done


def place_of(on: str) -> Item | None:
    """The item that says where the hearing is: the latest, which only those to whom it was given may read."""
    return (
        Item.objects.filter(on=family(on), kind="note", entry=None, destroyed_at=None)
        .order_by("-made_at")
        .first()
    )


def _say(on: str, when: int, at: int, entry: int, *, off: bool = False) -> None:
    case = case_of(on)
    assert case is not None
    context = {"when": case.book.calendar.local(when), "page": f"/cases/hearings/{on}/", "off": off}
    send_to_all(holders(on, EVERYBODY), "case-hearing", context, at, entry=entry, once=f"hearing/{entry}")


MOST_PUT_OFF = 1
"""How often the subject may put a hearing off."""


def last_day_to_hear(case: Dispute, at: int) -> tuple[datetime, datetime | None]:
    """The first and the last moment at which a hearing fixed at second `at` can take place."""
    book, events = case.book, case.events
    first = book.calendar.end_of(term(book, "hearing.notice"), at) + 1
    since = events.get("sitting") if case.hearings else events.get("panel")
    if since is None:
        return book.calendar.local(first), None
    return book.calendar.local(first), book.calendar.local(
        ends(case, "hearing.holding", term(book, "hearing.holding"), since)
    )


def last_day_to_move(case: Dispute) -> datetime | None:
    """The last moment to which the hearing can be put off; None where none is fixed."""
    sitting = case.events.get("sitting")
    if sitting is None:
        return None
    return case.book.calendar.local(case.book.calendar.end_of(term(case.book, "hearing.postponing"), sitting))
