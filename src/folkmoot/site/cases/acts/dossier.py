"""The dossier of a review: all that its applicant may read of it as one PDF, with proofs from the record.

It goes wherever the person takes it, to the body that excluded them above all. Nothing is entered.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import BinaryIO

from django.utils.translation import gettext as _

from folkmoot.procedure.dispute import Dispute
from folkmoot.procedure.review import ITEMS
from folkmoot.site.cases.reviewing import ITEM_WORDS, class_of, decision_of
from folkmoot.site.evidence import reading as evidence
from folkmoot.site.evidence.models import Item
from folkmoot.site.help.bundle import Document, write
from folkmoot.site.help.letters import Words, pdf
from folkmoot.site.help.letters.writing import long_date
from folkmoot.site.members.models import Person
from folkmoot.site.notices import writing
from folkmoot.site.record import reading, words
from folkmoot.site.record.models import Entry
from folkmoot.tlog.leaf import Leaf


def bind(case: Dispute, reader: Person, at: int, into: BinaryIO) -> int:
    """Write the dossier for whoever may read it; how many documents it holds. Raises `Unbindable`.

    What has been destroyed is left out. Each document whose seal stands in the record comes with the proof.
    """
    items = [item for item in _items(case, reader) if item.destroyed_at is None]
    said = evidence.about(items)
    items = [item for item in items if item.pk in said]
    documents = [
        Document(
            title=said[item.pk].title,
            day=_day(case, item.made_at),
            data=partial(evidence.read, item),
            media_type=item.media_type,
            note=_("act {n} of the record").format(n=item.entry) if item.entry is not None else "",
            name=said[item.pk].filename,
        )
        for item in items
    ]
    proofs = {
        said[item.pk].sha256: proof
        for item in items
        if item.entry is not None and (proof := reading.proof_file(item.entry)) is not None
    }
    made = _day(case, at)
    own = [
        Document(_("What happened, act by act"), None, timeline(case, reader).encode(), "text/plain"),
        Document(_("How to check this against the record"), None, seals(items, said).encode(), "text/plain"),
    ]
    title = _("Dossier of review {n}").format(n=case.on.partition("/")[2])
    return len(write([*documents, *own], title, proofs, made=made, into=into))


def letter(*, on: str, sender: str, to: str, day: date, at: int) -> bytes:
    """The covering letter to the other body, as PDF; `sender` and `to` may have several lines."""
    number = on.partition("/")[2]
    name = sender.strip().splitlines()[0] if sender.strip() else ""
    context = {
        "number": number,
        "organisation": reading.assembly().name,
        "name": name,
        "page": f"/cases/{on}/",
        "at": at,
    }
    made = writing.write("review-dossier", context)
    paragraphs = tuple(made.text.split("\n\n"))
    return pdf(
        Words(made.subject, paragraphs), sender=sender.strip(), to=to.strip(), day=long_date(day.isoformat())
    )


def timeline(case: Dispute, reader: Person) -> str:
    """Every act of the review with its day, its number and what it did; then the file and the decision."""
    lines = [
        f"{long_date(_day(case, entry.time).isoformat())}  ·  "
        + _("act {n}").format(n=entry.index)
        + f"\n{words.sentence(Leaf.decode(bytes(entry.leaf)), {})}\n"
        for entry in Entry.objects.filter(on=case.on).order_by("index")
    ]
    lines.append(_("The file that was handed over:"))
    for item in ITEMS:
        there = _("handed over") if item in case.sanction["items"] else _("not shown")
        lines.append(f"– {ITEM_WORDS[item]}: {there}")
    decided = decision_of(case.on, reader)
    if decided is not None:
        lines.append("\n" + _("The decision (act {n}):").format(n=decided.entry))
        lines += [f"– {label}: {value}" for label, value in decided.lines]
    return "\n".join(lines) + "\n"


def seals(items: list[Item], said: dict[str, evidence.About]) -> str:
    """What anybody needs to see that the record sealed these papers, and no others, on their day."""
    lines = [
        _(
            "The record of {organisation} holds no names and no papers. For each paper below it holds a seal:"
            " SHA-256 of the words “folkmoot/commit/v1”, a zero byte, the 32 bytes of the salt, and the file,"
            " bit for bit. The proofs attached to this PDF show that the act with the seal stands in the"
            " record, and since when."
        ).format(organisation=reading.assembly().name)
    ]
    for item in items:
        about = said[item.pk]
        lines.append(
            f"\n{about.title}\n"
            + (_("act {n}").format(n=item.entry) if item.entry is not None else _("sealed by no act"))
            + f"\nseal {item.seal}\nsalt {about.salt}\nSHA-256 {about.sha256}"
        )
    return "\n".join(lines) + "\n"


def _items(case: Dispute, reader: Person) -> Iterator[Item]:
    """What the reader may open in the review, and the reasons of a class that decided it."""
    yield from evidence.open_to(reader, case.on).exclude(entry=None)
    in_class = class_of(case.on)
    if in_class:
        yield from evidence.open_to(reader, in_class).exclude(entry=None)


def _day(case: Dispute, at: int) -> date:
    day: date = case.book.calendar.local_date(at)
    return day
