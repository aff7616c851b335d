"""The founding act: entry 0 of the record, with branches, founders and first officers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from folkmoot.procedure.act import Actor
from folkmoot.site.members.acts.newcomer import new_membership, new_person
from folkmoot.site.members.acts.offices import project_office
from folkmoot.site.members.models import Branch, Person
from folkmoot.site.record.acts import enter, pen


@dataclass(frozen=True)
class FoundingBranch:
    """A branch as it is named at the founding; the first of them has the parent ``""``."""

    id: str
    title: str
    parent: str = ""


@dataclass(frozen=True)
class Founder:
    """Somebody who founds. `offices` holds pairs of office and branch id; `email` is empty on paper."""

    shown_name: str
    email: str
    branch: str
    offices: Sequence[tuple[str, str]] = field(default=())
    shows: str = Person.Shows.MEMBERS


def found(
    *, name: str, rulebook: bytes, branches: Sequence[FoundingBranch], founders: Sequence[Founder], at: int
) -> list[Person]:
    """Found the organisation; the persons come back in the order of `founders`, the first of them signs.

    Raises `OutOfOrder` where the rulebook has a fault, or the founding act says something twice or nothing.
    """
    people = [
        new_person(
            email=each.email,
            shown_name=each.shown_name,
            branch=each.branch,
            shows=each.shows,
            on_paper=not each.email,
        )
        for each in founders
    ]
    for person in people:
        person.membership, person.joined_at = new_membership(person), at
    holdings = [
        (person, office, branch, person.code(f"office/{branch}/{office}/1"))
        for person, founder in zip(people, founders, strict=True)
        for office, branch in founder.offices
    ]
    digest = sha256(rulebook).hexdigest()
    with pen() as assembly:
        entry = enter(
            "assembly.found",
            on="assembly",
            by=Actor("founder", people[0].membership if people else ""),
            at=at,
            facts={
                "name": name,
                "rulebook": digest,
                "branches": [
                    {"id": each.id, "title": each.title, "parent": each.parent} for each in branches
                ],
                "founders": [{"name": each.membership, "branch": each.branch_id} for each in people],
                "offices": [{"office": o, "branch": b, "name": code} for _, o, b, code in holdings],
            },
            papers={digest: rulebook},
        )
        for each in branches:
            Branch.objects.create(id=each.id, title=each.title, parent_id=each.parent or None)
        for person in people:
            person.save(force_insert=True)
        for person, office, branch, code in holdings:
            project_office(assembly, f"office/{branch}/{office}/1", person, code, entry.index)
    return people
