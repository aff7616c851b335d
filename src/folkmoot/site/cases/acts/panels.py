"""Who sits: seated by the site, given the file, challenged, making room for the next reserve.

A panel reads what was served on the subject of its case, and whoever leaves it reads nothing any more.
"""

from collections.abc import Iterable

from django.db.models import QuerySet

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.dispute import PANEL, Dispute, family
from folkmoot.site.cases.acts.entering import (
    BOTH_SIDES,
    SITE,
    Done,
    Hand,
    Words,
    act,
    give_seat,
    leave_seat,
    tell,
)
from folkmoot.site.cases.acts.pools import DRAWN
from folkmoot.site.cases.models import Seat
from folkmoot.site.cases.people import by_code, case_of, holder, holders, knows
from folkmoot.site.evidence.acts import share, unshare
from folkmoot.site.evidence.models import Item, Share
from folkmoot.site.members.models import Person
from folkmoot.site.record.acts import pen
from folkmoot.site.record.models import Entry

ADJUDICATOR = "adjudicator"


def seat_if_enough(on: str, at: int) -> Done | None:
    """Let the panel sit if the answers so far are enough; None where they are not."""
    try:
        return seat(on=on, by=SITE, at=at)
    except OutOfOrder:
        return None


def seat(*, on: str, by: Hand, at: int) -> Done:
    """Seat those who accepted, in the order of the draw, and give them the file. Raises `OutOfOrder`."""
    with pen():
        before = _sitting(on)
        done = act("panel.seat", on=on, by=by, at=at)
        role = ADJUDICATOR if _holds_alone(on) else PANEL
        for old in _seats_at(on, role):
            leave(on, old, at, role)
        _follow_sitting(on, before, at, done.entry.index, role)
        Seat.objects.filter(docket_id=family(on), on=on, role=DRAWN, until=None).update(until=at)
    return done


def challenge(*, on: str, by: Hand, name: str, ground: str, reasons: str, at: int) -> Done:
    """Say why the member of the panel with this code name should not sit. Raises `OutOfOrder`."""
    words = Words("representation", "Challenge to a member of the panel", reasons, to=(*BOTH_SIDES, PANEL))
    with pen():
        done = act(
            "panel.challenge", on=on, by=by, at=at, facts={"name": name, "ground": ground}, words=[words]
        )
        tell(on, _people(on, _sitting(on)), at, entry=done.entry.index, once=f"challenge/{done.entry.index}")
    return done


def uphold(*, on: str, by: Hand, name: str, at: int) -> Done:
    """Uphold a challenge; with most of the others, the next reserve takes the seat. Raises `OutOfOrder`."""
    with pen():
        before = _sitting(on)
        done = act("panel.uphold", on=on, by=by, at=at, facts={"name": name})
        _follow_sitting(on, before, at, done.entry.index)
    return done


def recuse(*, on: str, by: Hand, ground: str, at: int) -> Done:
    """Make room, on a listed ground; the next reserve takes the seat. Raises `OutOfOrder`."""
    with pen():
        before = _sitting(on)
        done = act("panel.recuse", on=on, by=by, at=at, facts={"ground": ground})
        _follow_sitting(on, before, at, done.entry.index)
    return done


def leave(on: str, person: Person, at: int, role: str = PANEL) -> None:
    """Somebody sits no more, and reads nothing of the case any more."""
    leave_seat(on, person, at, role)
    if not Seat.objects.filter(docket_id=family(on), person=person, until=None, role=role).exists():
        for each in _families(on):
            unshare(on=each, person=person, at=at)


def open_to_panel(on: str, people: Iterable[Person], at: int) -> None:
    """Let those who sit read what a seat alone does not open.

    An adjudicator reads the complaint, a duty panel what was asked and answered in its precaution, a panel
    of a class what was served on each applicant, a jury all that was written about the comment.
    """
    case, readers = case_of(on), list(people)
    if case is None or not readers:
        return
    kind, on_family = case.machine.name, family(on)
    if kind == "class":
        found = [item for part in case.parts for item in _read_by_subject(part)]
    elif kind == "precaution":
        found = list(_sealed(on).filter(entry__in=_entries(on)))
    elif kind == "moderation":
        found = list(_sealed(on))
    elif kind == "case" and _holds_alone(on):
        found = list(_sealed(on).filter(person=holder(on, "complainant")))
    else:
        found = []
    found += list(Item.objects.filter(on=on_family, entry=None, kind="note", destroyed_at=None))
    for item in found:
        share(item, readers, at)


def _follow_sitting(on: str, before: list[str], at: int, entry: int, role: str = PANEL) -> None:
    """Bring seats and files in line with who sits now, and tell those whom it concerns."""
    now = _sitting(on)
    came = _people(on, [name for name in now if name not in before])
    gone = _people(on, [name for name in before if name not in now])
    for person in gone:
        leave(on, person, at, role)
    for person in came:
        give_seat(on, person, role, at, entry)
    open_to_panel(on, came, at)
    tell(on, [*came, *gone], at, entry=entry, once=f"seat/{entry}")
    tell(on, who_know(on, holders(on, BOTH_SIDES)), at, entry=entry, once=f"panel/{entry}")


def who_know(on: str, people: Iterable[Person]) -> list[Person]:
    """Those of these people who may know of the case: its subject not before something reaches them."""
    case = case_of(on)
    if case is None:
        return []
    roles = case.root.roles
    return [
        person
        for person in people
        if roles.get(person.code(case.root.on)) != "subject" or knows(person, case.root)
    ]


def _sitting(on: str) -> list[str]:
    case = case_of(on)
    return list(case.panel.sitting) if case and case.panel else []


def _people(on: str, names: list[str]) -> list[Person]:
    found = by_code(on, names) if names else {}
    return [found[name] for name in names if name in found]


def _holds_alone(on: str) -> bool:
    case = case_of(on)
    return case is not None and case.panel is not None and case.panel.purpose == "triage"


def _seats_at(on: str, role: str) -> list[Person]:
    """Who sat here before, in an earlier draw for the same proceeding."""
    case = case_of(on)
    sitting = {person.pk for person in _people(on, _sitting(on))} if case else set()
    found = (
        Seat.objects.filter(docket_id=family(on), on=on, role=role, until=None)
        .filter(person__erased_at=None)
        .exclude(person=None)
    )
    return [
        seat.person
        for seat in found.select_related("person")
        if seat.person and seat.person_id not in sitting
    ]


def _sealed(on: str) -> "QuerySet[Item]":
    return Item.objects.filter(on=family(on), destroyed_at=None).exclude(entry=None)


def _entries(on: str) -> list[int]:
    return list(Entry.objects.filter(on=on).values_list("index", flat=True))


def _read_by_subject(on: str) -> list[Item]:
    """What the applicant of a review may read: their own, and what was served on them."""
    subject = holder(on, "subject")
    if subject is None:
        return []
    served = Share.objects.filter(item__on=family(on), person=subject, until=None).order_by().values("item")
    return list(_sealed(on).filter(person=subject) | _sealed(on).filter(pk__in=served))


def _families(on: str) -> list[str]:
    case = case_of(on)
    return [family(on), *(case.parts if isinstance(case, Dispute) and case.machine.name == "class" else ())]
