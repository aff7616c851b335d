"""Writing to members: a letter is a row in the transaction of its act; the postman comes after."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import transaction

from folkmoot.site.members import boxes
from folkmoot.site.members.models import Person
from folkmoot.site.notices import writing
from folkmoot.site.notices.models import Letter, new_letter_id
from folkmoot.site.notices.postman import CODES, wake

SEEN = 14 * 86_400  # seconds after which a letter of the demonstration counts as read
AT_A_TIME = 500
"""Rows written by one statement."""


def send(
    person: Person,
    occasion: str,
    context: dict[str, Any],
    at: int,
    *,
    entry: int | None = None,
    once: str = "",
) -> Letter | None:
    """Write to one member; None where a letter with the key `once` was written before, or nobody is there.

    `occasion` names the template `letters/<occasion>.txt`, also given `at`, `site_url`, `entry`; it stands
    after the salutation.
    """
    written = send_to_all([person], occasion, context, at, entry=entry, once=once)
    return written[0] if written else None


def send_to_all(
    people: Iterable[Person],
    occasion: str,
    context: dict[str, Any] | Callable[[Person], dict[str, Any]],
    at: int,
    *,
    entry: int | None = None,
    once: str = "",
) -> list[Letter]:
    """Write to many; `context` may be a function of the person. Nobody gets the same letter twice."""
    about = {"at": at, "entry": entry}
    present = list({person.pk: person for person in people if person.erased_at is None}.values())
    if callable(context):
        written = [(person, writing.write(occasion, context(person) | about)) for person in present]
    else:
        words = writing.write(occasion, context | about)
        written = [(person, words) for person in present]
    letters = []
    for person, words in written:
        key = f"{once}/{person.pk}" if once else None
        letters.append(_letter(words.addressed_to(person), occasion, person, at, entry=entry, once=key))
    with transaction.atomic():
        had = set(
            Letter.objects.filter(once__in=[each.once for each in letters if each.once]).values_list(
                "once", flat=True
            )
        )
        letters = [each for each in letters if each.once not in had]
        Letter.objects.bulk_create(letters, batch_size=AT_A_TIME)
    transaction.on_commit(wake)
    return letters


def send_code(address: str, context: dict[str, Any], at: int) -> Letter:
    """Send the six digits to an address, whether or not anybody is known by it: the same work for both."""
    letter = Letter(
        id=new_letter_id(),
        address_box=boxes.close(address.encode(), "letter/address"),
        occasion=CODES,
        made_at=at,
        next_at=at,
        way=Letter.Way.OUTBOX if settings.FOLKMOOT_OUTBOX else Letter.Way.MAIL,
    )
    letter.box = writing.close(writing.write(CODES, {**context, "at": at}), letter.id, None)
    letter.save(force_insert=True)
    transaction.on_commit(wake)
    return letter


def send_to_address(address: str, occasion: str, context: dict[str, Any], at: int, *, once: str) -> Letter:
    """Write to an address behind which nobody is known here, without a salutation; once for each `once`.

    The words lie under the site's key. A second letter for the same `once` is the first.
    """
    had = Letter.objects.filter(once=once).first()
    if had is not None:
        return had
    letter = Letter(
        id=new_letter_id(),
        address_box=boxes.close(address.encode(), "letter/address"),
        occasion=occasion,
        once=once,
        made_at=at,
        next_at=at,
        way=Letter.Way.OUTBOX if settings.FOLKMOOT_OUTBOX else Letter.Way.MAIL,
    )
    letter.box = writing.close(writing.write(occasion, {**context, "at": at}), letter.id, None)
    letter.save(force_insert=True)
    transaction.on_commit(wake)
    return letter


def tell_what_the_clerk_entered(person: Person, what: str, at: int, *, entry: int) -> Letter | None:
    """Tell a member what a clerk has entered in their name; `what` is a sentence ("Your vote.")."""
    return send(
        person, "entered-by-a-clerk", {"what": what}, at, entry=entry, once=f"clerk/{entry}/{person.pk}"
    )


def show_all(at: int) -> int:
    """Put every letter that waits for the outbox page on it at once, the older ones as read; how many.

    For the demonstration.
    """
    waiting = Letter.objects.filter(way=Letter.Way.OUTBOX, state=Letter.State.WAITING)
    Letter.objects.filter(made_at__lt=at - SEEN).update(read_at=at)
    return waiting.update(state=Letter.State.SENT, done_at=at)


def mark_read(letter: Letter, at: int) -> None:
    """Remember that the member has opened the letter on the site."""
    if letter.read_at is None:
        letter.read_at = at
        letter.save(update_fields=["read_at"])


def mark_posted(letters: Iterable[str], at: int) -> int:
    """A clerk has printed and posted these; says how many were still waiting."""
    return Letter.objects.to_print().filter(pk__in=list(letters)).update(state=Letter.State.SENT, done_at=at)


def forget(person: Person) -> None:
    """Remove all letters to a person whose key has been destroyed: nobody can read them any more."""
    Letter.objects.filter(person=person).delete()


def _letter(
    words: writing.Words, occasion: str, person: Person, at: int, *, entry: int | None, once: str | None
) -> Letter:
    if not person.email_box:
        way = Letter.Way.PRINT
    else:
        way = Letter.Way.OUTBOX if settings.FOLKMOOT_OUTBOX else Letter.Way.MAIL
    id_ = new_letter_id()
    return Letter(
        id=id_,
        person=person,
        occasion=occasion,
        once=once,
        box=writing.close(words, id_, person),
        entry=entry,
        made_at=at,
        next_at=at,
        way=way,
    )


def as_data(letter: Letter) -> dict[str, Any]:
    """A letter as its reader may take it along."""
    words = writing.read(letter.box, letter.pk, letter.person)
    return {"at": letter.made_at, "subject": words.subject, "text": words.text, "act": letter.entry}
