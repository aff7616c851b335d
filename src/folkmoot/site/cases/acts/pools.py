"""Who is drawn from: all members by code name, and who is left out of the pool, with the reason.

Seats of the case join people to it, those that have ended too; ties lie there as well (role `tie`).
"""

from collections.abc import Iterable

from folkmoot.procedure.announcing import MOST_LEFT_OUT
from folkmoot.procedure.dispute import Dispute, family
from folkmoot.procedure.sanction import RIGHTS
from folkmoot.site.cases.models import Seat
from folkmoot.site.members.models import Office, Person
from folkmoot.site.members.roll import without
from folkmoot.site.record import reading

TIE = "tie"
"""The role of somebody who has declared a tie, or was named in a review as having had a hand in it."""
DRAWN = "drawn member"
SIDES = ("subject", "complainant", "applicant", "author", "flagger")
"""Whose branches and other cases count."""
SOFT = (TIE, "related", "limited", "officer")
"""Reasons that the record does not show, the weightiest first."""


def left_out(case: Dispute, members: dict[str, Person], at: int) -> dict[str, str]:
    """Who of these members (by code name) is left out of a pool for this case, and why. About five queries.

    Whoever has a part in the record of the case is left out as `party`, or as `earlier` where they judged.
    Of the others at most a third of the roll is: what weighs least gives way.
    """
    roles = case.root.roles
    hard = {name: _reason(role) for name, role in roles.items() if name in members}
    names = {person.pk: name for name, person in members.items()}
    seats = _seats(case)
    soft: dict[str, str] = {}
    for reason, people in (
        (TIE, {seat.person_id for seat in seats if seat.role != DRAWN}),
        ("related", _related(case, seats)),
        ("limited", frozenset[str | None]().union(*(without(right, at) for right in RIGHTS))),
        ("officer", _officers(seats, at)),
    ):
        for name in sorted(names[person] for person in people if person in names):
            if name not in hard:
                soft.setdefault(name, reason)
    most = len(members) // MOST_LEFT_OUT
    kept = sorted(soft, key=lambda name: (SOFT.index(soft[name]), name))[:most]
    return hard | {name: soft[name] for name in kept}


def _reason(role: str) -> str:
    return "earlier" if "panel member" in role or "adjudicator" in role else "party"


def _seats(case: Dispute) -> list[Seat]:
    """All parts that anybody has had in the family, in the reviews of a class, in the case of a review."""
    families = {family(case.on)}
    if case.machine.name == "class":
        families.update(case.parts)
    restored = reading.assembly().restored
    families.update(on for on, reviews in restored.items() if case.on in reviews)
    return list(
        Seat.objects.filter(docket_id__in=families, person__erased_at=None)
        .exclude(person=None)
        .select_related("person")
    )


def _related(case: Dispute, seats: Iterable[Seat]) -> frozenset[str | None]:
    """Those with a part in another case of the same people."""
    sides = {seat.person_id for seat in seats if seat.role in SIDES}
    others = Seat.objects.filter(person__in=sides, role__in=SIDES).exclude(docket_id=family(case.on))
    found = Seat.objects.filter(docket__in=others.order_by().values("docket")).exclude(
        role__in=(DRAWN, "panel member", "adjudicator")
    )
    return frozenset(found.order_by().values_list("person_id", flat=True))


def _officers(seats: Iterable[Seat], at: int) -> frozenset[str | None]:
    """Officers of the parties' branches and of those above, and others in an office that a party holds."""
    sides = {seat.person_id: seat.person for seat in seats if seat.role in SIDES and seat.person}
    assembly = reading.assembly()
    places = {above for person in sides.values() for above in assembly.above(person.branch_id)}
    held = list(Office.objects.in_office(at).values_list("office", "branch_id", "person_id"))
    like = {office for office, _branch, person in held if person in sides}
    return frozenset(person for office, branch, person in held if branch in places or office in like)
