"""What needs several rooms at once: a membership and the letter about it, a code and its letter.

The pen is held until the letter is written: either both stand, or neither.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from folkmoot.site.evidence import acts as evidence
from folkmoot.site.evidence.reading import export as files_of
from folkmoot.site.members import acts as members
from folkmoot.site.members.acts import codes
from folkmoot.site.members.models import Office, Person
from folkmoot.site.notices import acts as notices
from folkmoot.site.notices.models import Letter
from folkmoot.site.record.acts import pen
from folkmoot.site.record.models import Entry
from folkmoot.site.record.reading import assembly


def ask_for_code(*, address: str, at: int, nonce: str = "") -> str:
    """Send a code and a link to an address; the nonce for the browser's session comes back.

    Raises `BadAddress`, `TooMany`. Nobody looks whether the address is known.
    """
    asked = codes.ask(address=address, at=at, nonce=nonce)
    context = {
        "organisation": assembly().name,
        "code": f"{asked.code[:3]} {asked.code[3:]}",
        "link": f"{settings.FOLKMOOT_URL}/sign-in/link/{asked.link}/",
    }
    notices.send_code(address.strip(), context, at)
    return asked.nonce


def join(*, email: str, shown_name: str, branch: str, shows: str, at: int) -> Person:
    """Make somebody whose address is proved a member (again), and welcome them. Raises `OutOfOrder`."""
    with pen():
        former = codes.person_of(email)
        if former is not None and not former.is_member:
            person = members.rejoin(person=former, shown_name=shown_name, branch=branch, shows=shows, at=at)
        else:
            person = members.join(email=email, shown_name=shown_name, branch=branch, shows=shows, at=at)
        _welcome(person, "welcome", at)
    return person


def join_on_paper(
    *, clerk: Office, shown_name: str, branch: str, at: int, email: str = "", by_passkey: bool = True
) -> Person:
    """Enter a member from a signed form, and write the letter that is their card. Raises `OutOfOrder`."""
    with pen():
        person = members.join_on_paper(
            clerk=clerk, shown_name=shown_name, branch=branch, at=at, email=email, by_passkey=by_passkey
        )
        _welcome(person, "welcome-on-paper", at)
    return person


def move(*, person: Person, branch: str, at: int, clerk: Office | None = None) -> Person:
    """Let a member move to another branch; one whose paper a clerk entered is told. Raises `OutOfOrder`."""
    with pen():
        moved = members.move(person=person, branch=branch, at=at, clerk=clerk)
        if clerk is not None:
            notices.tell_what_the_clerk_entered(
                moved, f"You belong to the branch {moved.branch.title} now.", at, entry=_last(moved)
            )
    return moved


def leave(*, person: Person, at: int, clerk: Office | None = None) -> Person:
    """End a membership, and confirm it by letter. Raises `OutOfOrder`."""
    with pen():
        left = members.leave(person=person, at=at, clerk=clerk)
        notices.send(left, "left", {"organisation": assembly().name}, at, entry=_last(left))
    return left


def erase(*, person: Person, at: int) -> None:
    """Destroy what the site knows about a person who has left, their letters too. Raises `OutOfOrder`."""
    with pen():
        erased = members.erase(person=person, at=at)
        notices.forget(erased)
        evidence.forget(erased, at)


def export(person: Person) -> tuple[dict[str, Any], Iterator[tuple[str, bytes]]]:
    """All that the site holds about a person, for JSON, and the files of their cases: place and content."""
    letters = Letter.objects.filter(person=person).order_by("made_at", "id")
    taken = files_of(person)
    told = {**members.export(person), "letters": [notices.as_data(each) for each in letters]}
    return told | ({"items": taken.items} if taken.items else {}), taken.files


def found(**what: Any) -> list[Person]:
    """Found the organisation (see `members.acts.found`); founders get a welcome, officers a letter."""
    with pen():
        people = members.found(**what)
        for person in people:
            _welcome(person, "welcome-on-paper" if person.on_paper else "welcome", what["at"], entry=0)
        for office in Office.objects.filter(entry=0).select_related("person", "branch"):
            context = {"office": office.office, "branch": office.branch.title}
            notices.send(office.person, "appointed", context, what["at"], entry=0)
    return people


def _welcome(person: Person, occasion: str, at: int, entry: int | None = None) -> None:
    context = {
        "organisation": assembly().name,
        "branch": person.branch.title,
        "membership": person.membership,
    }
    notices.send(person, occasion, context, at, entry=_last(person) if entry is None else entry)


def _last(person: Person) -> int:
    """The index of the last act on this membership."""
    return Entry.objects.filter(on=f"membership/{person.membership}").latest("index").index
