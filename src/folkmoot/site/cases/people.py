"""Who is who in a case: from a role to a person, from a code name to a person, and back."""

from collections.abc import Iterable

from folkmoot.procedure.dispute import Dispute, family
from folkmoot.site.cases.models import Docket, Seat
from folkmoot.site.members.models import Person
from folkmoot.site.members.roll import whose
from folkmoot.site.record import reading

PARTIES = ("subject", "complainant", "investigator", "companion of subject", "companion of complainant")
JUDGES = ("panel member", "adjudicator")


def case_of(on: str) -> Dispute | None:
    """What the record shows of a proceeding in which somebody is judged, or None."""
    found = reading.assembly().cases.get(on)
    return found if isinstance(found, Dispute) else None


def seats_in(on: str) -> list[Seat]:
    """The parts that people have in a case now, with the people. One query."""
    found = Seat.objects.filter(docket_id=family(on), until=None).filter(person__erased_at=None).exclude(person=None)
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
