"""Keeping what somebody types, before it is said."""

from typing import Any

from folkmoot.site.debate.models import Draft
from folkmoot.site.members.models import Person

MOST = 200_000  # characters of all fields together


def keep(
    person: Person, kind: str, fields: dict[str, Any], at: int, *, id: str = "", place: str = ""
) -> Draft:
    """Keep what was typed; an earlier draft with this id, or for this place, is overwritten.

    An id that belongs to somebody else's draft is not used: a new one is made.
    """
    draft = find(person, kind, id=id, place=place)
    if draft is None:
        draft = Draft(person=person, kind=kind, place=place)
        if id and not Draft.objects.filter(pk=id).exists():
            draft.id = id
    draft.person = person
    draft.kept_at = at
    draft.fill({key: value[:MOST] if isinstance(value, str) else value for key, value in fields.items()})
    draft.save()
    return draft


def find(person: Person, kind: str, *, id: str = "", place: str = "") -> Draft | None:
    """The person's own draft with this id, or for this place; one query."""
    mine = Draft.objects.filter(person=person, kind=kind)
    draft = mine.filter(place=place).first() if place else mine.filter(pk=id).first() if id else None
    if draft is not None:
        draft.person = person
    return draft


def of(person: Person, kind: str) -> list[Draft]:
    """All drafts of this kind that the person keeps, the latest first."""
    found = list(Draft.objects.filter(person=person, kind=kind))
    for draft in found:
        draft.person = person
    return found


def drop(person: Person, *, id: str = "", place: str = "") -> None:
    """Throw a draft away: it has been sent, or is not wanted any more."""
    mine = Draft.objects.filter(person=person)
    if place:
        mine.filter(place=place).delete()
    elif id:
        mine.filter(pk=id).delete()
