"""Speaking, and noting for members who stands behind an entry."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.procedure.act import THE_SITE, Actor, OutOfOrder, say
from folkmoot.site.debate import drafts
from folkmoot.site.debate.models import Deed, Draft, Mute, Speech
from folkmoot.site.debate.muting import require_unmuted
from folkmoot.site.debate.words import paragraphs, rendered
from folkmoot.site.members.models import Office, Person
from folkmoot.site.notices.acts import tell_what_the_clerk_entered
from folkmoot.site.record.acts import enter, pen, seal_payload
from folkmoot.site.record.models import Entry, Sealed
from folkmoot.tlog.leaf import Leaf

LONGEST = 20_000  # characters of one speech


@dataclass(frozen=True)
class Signature:
    """Who acts, as an entry states it: the actor, the facts about the hand that wrote it, and the person."""

    actor: Actor
    facts: dict[str, Any]
    person: Person | None


def signature(
    by: Person | Office | None,
    proceeding: str,
    *,
    role: str = "member",
    clerk: Office | None = None,
    by_passkey: bool = False,
) -> Signature:
    """How an act is signed: by a member under the code name for `proceeding`, by an officer, or by the site
    (None)."""
    if by is None:
        return Signature(THE_SITE, {}, None)
    if isinstance(by, Office):
        return Signature(Actor(by.office, by.code), {"passkey": True} if by_passkey else {}, by.person)
    facts = {"clerk": clerk.code, "passkey": True} if clerk else {}  # the clerk's desk opens by passkey alone
    return Signature(Actor(role, by.code(proceeding)), facts, by)


def note(entry: Entry, person: Person | None, *, told: str = "") -> None:
    """Note for members who stands behind an entry; tell the member, where a clerk entered it (`told` says
    what)."""
    Deed.objects.create(entry=entry.index, on=entry.on, act=entry.act, person=person)
    if told and person is not None:
        tell_what_the_clerk_entered(person, told, entry.time, entry=entry.index)


def speak(
    *,
    on: str,
    by: Person,
    words: str,
    at: int,
    reply_to: int | None = None,
    clause: str = "",
    clerk: Office | None = None,
) -> Speech:
    """Say something in the debate on a proceeding, or on one clause of a text; `reply_to` is the entry of the
    speech answered. Raises `OutOfOrder`."""
    text = paragraphs(words)
    _require_words(text)
    signed, about = signature(by, on, clerk=clerk), {"clause": clause} if clause else {}
    with pen():
        require_unmuted(by, at)
        if reply_to is not None and not Speech.objects.filter(pk=reply_to, on=on, clause=clause).exists():
            raise OutOfOrder(
                rule="",
                condition=say("An answer answers a speech in the same debate."),
                fact=say("That speech is not in this debate."),
                cure=say("Answer another, or speak to the motion itself."),
            )
        entry = enter(
            "debate.speak",
            on=on,
            by=signed.actor,
            at=at,
            facts=signed.facts | about | ({"reply_to": reply_to} if reply_to is not None else {}),
            seals=(seal_payload(by, text.encode()),),
        )
        box = Speech.close(by, entry.index, rendered(text))
        speech = Speech.objects.create(
            entry=entry.index, on=on, clause=clause, reply_to=reply_to, at=at, person=by, box=box
        )
        note(entry, by, told=_("Your words in the debate on {on}.").format(on=on) if clerk else "")
        drafts.drop(by, place=place_of(on, reply_to, clause))
    return speech


def change_words(speech: Speech, words: str) -> str:
    """Put other words in the place of a speech; the seal for the entry that says so. Inside a pen only.

    Raises `OutOfOrder` where they say nothing or too much.
    """
    text, writer = paragraphs(words), speech.person
    _require_words(text)
    if writer is None:
        raise OutOfOrder(
            rule="",
            condition=say("The writer of a speech puts other words in its place."),
            fact=say("The writer is not here any more."),
            cure=say("Nothing can be done."),
        )
    speech.box = Speech.close(writer, speech.entry, rendered(text))
    speech.save(update_fields=["box"])
    return seal_payload(writer, text.encode())


def destroy_words(speech: Speech) -> None:
    """Destroy what a speech said, and what its seal commits to. The seal stays in the record, and binds
    nothing."""
    leaf = Leaf.decode(bytes(Entry.objects.get(index=speech.entry).leaf))
    Sealed.objects.filter(seal__in=leaf.seals).delete()
    speech.box = b""
    speech.save(update_fields=["box"])


def note_mute(person: Person, on: str) -> None:
    """Note whom a mute concerns."""
    Mute.objects.create(person=person, on=on)


def place_of(on: str, reply_to: int | None, clause: str = "") -> str:
    """Where a draft of a speech belongs."""
    debate = f"{on}/clauses/{clause}" if clause else on
    return debate if reply_to is None else f"{debate}/{reply_to}"


def forget_the_erased() -> None:
    """Cut what still points to somebody who has been erased. Their boxes are shut for ever already."""
    gone = Person.objects.filter(erased_at__isnull=False)  # few: a join would read each table whole, twice
    Deed.objects.filter(person__in=gone).update(person=None)
    Speech.objects.filter(person__in=gone).update(person=None, box=b"")
    Draft.objects.filter(person__in=gone).delete()
    Mute.objects.filter(person__in=gone).delete()


def _require_words(text: str) -> None:
    if not text:
        raise OutOfOrder(
            rule="",
            condition=say("A speech says something."),
            fact=say("This one is empty."),
            cure=say("Write what you want to say."),
        )
    if len(text) > LONGEST:
        raise OutOfOrder(
            rule="",
            condition=say("A speech has {most} characters at the most.", most=LONGEST),
            fact=say("This one has {length}.", length=len(text)),
            cure=say("Shorten it, or say it in two speeches."),
        )
