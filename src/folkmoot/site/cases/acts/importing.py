"""Past cases from a table: each row entered by itself, or only answered with a letter that says what is open.

A row that has been taken once is not taken again: a run that was broken off can be run again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.cases.acts import reviews
from folkmoot.site.cases.importing import Fault, PastCase
from folkmoot.site.cases.people import case_of
from folkmoot.site.members import boxes
from folkmoot.site.members.acts.codes import person_of
from folkmoot.site.members.refusal import one_line
from folkmoot.site.notices.acts import send_to_address
from folkmoot.site.notices.models import Letter
from folkmoot.site.record import reading
from folkmoot.site.record.acts import pen


@dataclass(frozen=True)
class Taken:
    """What became of a row: `entered`, `invited`, `before` (in an earlier run) or `refused`, with words."""

    row: int
    what: str
    words: str


def against_the_record(rows: Iterable[PastCase], at: int) -> Iterator[Fault]:
    """What the record says against good rows; nothing is entered. Two queries a row."""
    assembly = reading.assembly()
    for row in rows:
        if not row.asked or _before(row):
            continue
        if row.about.case:
            case = case_of(row.about.case)
            if case is None or case.machine.name != "case":
                yield Fault(row.row, "case", _("The record knows no such case: leave it empty."))
        known = person_of(row.email) if row.email else None
        if known is not None:
            try:
                reviews.require_time(assembly, row.about.matter(known), at)
            except OutOfOrder as refusal:
                yield Fault(row.row, "", one_line(refusal))


def take(rows: Iterable[PastCase], at: int, *, only_invite: bool = False) -> Iterator[Taken]:
    """Take rows one by one, each in a transaction of its own; what is refused stops no other row."""
    for row in rows:
        if _before(row):
            yield Taken(row.row, "before", _("taken in an earlier run"))
        elif not row.asked or only_invite:
            yield _invite(row, at)
        else:
            yield _enter(row, at)


def _enter(row: PastCase, at: int) -> Taken:
    try:
        with pen():
            person = reviews.newcomer(email=row.email, shown_name=row.name)
            done = reviews.apply(
                by=person,
                about=row.about,
                told=row.told,
                at=at,
                letter="review-entered",
                once=_mark(row),
                limited=False,
            )
    except OutOfOrder as refusal:
        return Taken(row.row, "refused", one_line(refusal))
    return Taken(row.row, "entered", done.entry.on)


def _invite(row: PastCase, at: int) -> Taken:
    if not row.email:
        return Taken(row.row, "refused", _("there is no address to which an invitation could go"))
    with transaction.atomic():
        send_to_address(
            row.email, "review-invitation", {"organisation": reading.assembly().name}, at, once=_mark(row)
        )
    return Taken(row.row, "invited", _("a letter says that a review is open to them"))


def _before(row: PastCase) -> bool:
    """Whether this row has been taken: by the letter that went with it."""
    mark = _mark(row)
    return Letter.objects.filter(once__startswith=mark).exists()


def _mark(row: PastCase) -> str:
    """A keyed digest of a row, by which it is known again and which tells nothing of it."""
    about = row.about
    said = (row.name.casefold(), row.email.casefold(), about.excluder, about.body.casefold(), about.act)
    whole = "\n".join((*said, str(about.year), about.case))
    return "import/" + boxes.blind_index("import", whole.encode())
