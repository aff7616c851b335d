"""A member's own data, to take along."""

from typing import Any

from folkmoot.site.members.models import Person
from folkmoot.site.record.models import Entry, Sealed
from folkmoot.site.record.reading import unseal


def export(person: Person) -> dict[str, Any]:
    """Everything of this person that lies in the rooms up to this one, for JSON; times are POSIX seconds."""
    return {
        "format": "folkmoot/person/v1",
        "shown_name": person.shown_name,
        "shown_to": person.shows,
        "email": person.email,
        "branch": person.branch_id,
        "membership": person.membership,
        "joined_at": person.joined_at,
        "left_at": person.left_at,
        "offices": [
            {"holding": each.holding, "code_name": each.code, "since": each.since, "until": each.until}
            for each in person.offices.all()
        ],
        "passkeys": [{"name": each.name, "made_at": each.made_at} for each in person.passkeys.all()],
        "acts": own_acts(person),
        "sealed_words": [
            {"seal": each.seal, "words": (unseal(person, each.seal) or b"").decode("utf-8", "replace")}
            for each in Sealed.objects.filter(person_ref=person.pk).order_by("seal")
        ],
    }


def own_acts(person: Person) -> list[dict[str, Any]]:
    """The entries in the record that this person made, found by the code name in each proceeding."""
    places = Entry.objects.order_by("on").values_list("on", flat=True).distinct()
    names = {person.code(on) for on in places} | {person.membership}
    names |= {each.code for each in person.offices.all()}
    found = []
    for entry in Entry.objects.exclude(by_name="").order_by("index").iterator():
        if entry.by_name in names:
            found.append({"index": entry.index, "act": entry.act, "on": entry.on, "at": entry.time})
    return found
