"""Who is who in a case: from a role to a person, from a code name to a person, and back."""

from collections.abc import Iterable

from django.db.models import QuerySet

from folkmoot.procedure.dispute import Dispute, family
from folkmoot.site.cases.models import Docket, Seat
from folkmoot.site.evidence.models import Share
from folkmoot.site.members.models import Person
from folkmoot.site.members.roll import whose
from folkmoot.site.record import reading
from folkmoot.site.record.models import Entry

PARTIES = ("subject", "complainant", "investigator", "companion of subject", "companion of complainant")
JUDGES = ("panel member", "adjudicator")


def case_of(on: str) -> Dispute | None:
    """What the record shows of a proceeding in which somebody is judged, or None."""
    found = reading.assembly().cases.get(on)
    return found if isinstance(found, Dispute) else None


def seats_in(on: str) -> list[Seat]:
    """The parts that people have in a case now, with the people. One query."""
    found = (
        Seat.objects.filter(docket_id=family(on), until=None)
        .filter(person__erased_at=None)
        .exclude(person=None)
    )
    return list(found.select_related("person", "person__branch"))


def roles_of(person: Person | None, on: str) -> frozenset[str]:
    """The roles that somebody has in a case now; none for who is not in it. One query."""
    if person is None:
        return frozenset()
    found = Seat.objects.filter(docket_id=family(on), person=person, until=None)
    return frozenset(found.values_list("role", flat=True))


def holders(on: str, roles: Iterable[str]) -> list[Person]:
    """The people who have one of these roles in a case now."""
    wanted = set(roles)
    return [seat.person for seat in seats_in(on) if seat.role in wanted and seat.person is not None]


def holder(on: str, role: str) -> Person | None:
    """Who has this role in the case, or None."""
    return next(iter(holders(on, [role])), None)


def by_code(on: str, codes: Iterable[str]) -> dict[str, Person]:
    """The people behind these code names of a case: members, and those who have a part without being one."""
    wanted = frozenset(codes)
    found = whose(wanted, reading.assembly().root, family(on))
    for seat in seats_in(on) if len(found) < len(wanted) else []:
        if seat.person is not None and (code := seat.person.code(family(on))) in wanted:
            found[code] = seat.person
    return found


def docket_of(on: str) -> Docket | None:
    """The row of a case, or None."""
    return Docket.objects.filter(on=family(on)).first()


def speaks_as(part: str) -> str:
    """The role that an entry names for a part in a case."""
    return "companion" if part.startswith("companion of ") else part


def knows(person: Person, head: Dispute) -> bool:
    """Whether somebody may know of a case in which they have a part: its subject from the day on which
    something is asked of them, or reaches them. At most one query.
    """
    held = head.roles.get(person.code(head.on), "")
    if held != "subject" or not head.on.startswith("case/"):
        return bool(held)
    if {"mediation", "service", "bounce"} & head.events.keys() or any(map(_touches, _precautions(head))):
        return True
    return bool(head.parts) and reached(person, head.on).exists()


def reached(person: Person, on: str) -> QuerySet[Share]:
    """What has been served on somebody in a case."""
    return Share.objects.filter(person=person, item__on=on, until=None)


def untold(person: Person, head: Dispute) -> frozenset[str]:
    """Precautions that were asked for without the subject's knowing, where somebody of that side looks.

    No query where there is no precaution that has not touched a right.
    """
    asked = {case.on for case in _precautions(head) if not _touches(case)}
    held = head.roles.get(person.code(head.on), "")
    if not asked or held not in ("subject", "companion of subject"):
        return frozenset()
    served = reached(person, head.on).values("item__entry")
    told = Entry.objects.filter(on__in=asked, index__in=served).values_list("on", flat=True)
    return frozenset(asked - set(told))


def may_be_told(person: Person, on: str) -> bool:
    """Whether news of a proceeding may go to somebody: not before its subject may know of it."""
    head = case_of(family(on))
    if head is None or not head.on.startswith("case/"):
        return True
    held = head.roles.get(person.code(head.on), "")
    if held not in ("subject", "companion of subject"):
        return True
    return knows(person, head) and on not in untold(person, head)


def _precautions(head: Dispute) -> list[Dispute]:
    found = (case_of(on) for on in head.parts)
    return [case for case in found if case is not None and case.machine.name == "precaution"]


def _touches(case: Dispute) -> bool:
    """Whether a precaution has been in force."""
    return "measure" in case.events
