"""Who will come along: volunteers, and those among them who have no part in a case and no tie to it."""

from django.db.models import Q

from folkmoot.procedure.dispute import Dispute
from folkmoot.site.cases.models import Seat, Volunteer
from folkmoot.site.members.models import Person


def is_volunteer(person: Person) -> bool:
    """Whether a member has said that they will come along."""
    return Volunteer.objects.filter(person=person).exists()


def volunteer(person: Person, at: int, *, yes: bool) -> None:
    """Say that one will come along when asked, or no longer."""
    if yes:
        Volunteer.objects.get_or_create(person=person, defaults={"since": at})
    else:
        Volunteer.objects.filter(person=person).delete()


def volunteers_for(case: Dispute, asking: Person | None, most: int = 12) -> list[Person]:
    """Members who may be asked to come along in a case: no part in it, no tie declared, those of other
    branches than the two sides' first. Three queries.
    """
    roles = case.root.roles
    seats = Seat.objects.filter(Q(until=None) | Q(role="tie"), docket_id=case.root.on)
    tied = set(seats.values_list("person_id", flat=True))
    sides = set(
        Seat.objects.filter(docket_id=case.root.on, role__in=("subject", "complainant"), until=None)
        .exclude(person=None)
        .values_list("person__branch_id", flat=True)
    )
    found = Person.objects.members().filter(volunteers__isnull=False).select_related("branch")
    free = [
        each
        for each in found.order_by("volunteers__since", "pk")
        if each.pk not in tied and each.code(case.on) not in roles and each != asking
    ]
    return sorted(free, key=lambda each: each.branch_id in sides)[:most]
