"""What an adjudicator does with a complaint: open a case, reject it, leave it to mediation."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from folkmoot.site.cases.acts.complaints import COMPLAINING
from folkmoot.site.cases.acts.entering import (
    NOBODY,
    Done,
    Hand,
    Words,
    act,
    give_seat,
    let_officer_read,
    tell_all,
)
from folkmoot.site.cases.people import case_of, holder
from folkmoot.site.evidence.acts import share
from folkmoot.site.evidence.models import Item
from folkmoot.site.members.models import Person
from folkmoot.site.record.acts import pen
from folkmoot.site.record.models import Entry

DRAFT = "Draft of the charge"
"""The title by which the draft is found again when the charge is served."""
PIECES = ("words", "where", "when")
"""What the adjudicator writes of the conduct; the site adds the rule, the range, the evidence, the terms and
where help is."""


def open_case(
    *,
    on: str,
    by: Hand,
    charges: Sequence[str],
    investigator: Person,
    words: str,
    where: str,
    when: str,
    reasons: str,
    at: int,
    leave: bool = False,
    rests_on: str = "conduct",
) -> Done:
    """Find that there is a case. `words`, `where`, `when` become the charge. Raises `OutOfOrder`.

    The investigator reads all that has been handed in from here on; the complainant reads the reasons.
    """
    with pen():
        facts: dict[str, Any] = {
            "charges": list(charges),
            "investigator": investigator.code(on),
            "rests_on": rests_on,
        }
        facts |= {"leave": True} if leave else {}
        draft = Words("note", DRAFT, draft_text(words, where, when), to=NOBODY)
        why = Words("reasons", "Why there is a case", reasons, to=COMPLAINING)
        done = act("triage.open", on=on, by=by, at=at, facts=facts, words=[draft, why])
        give_seat(on, investigator, "investigator", at, done.entry.index)
        for item in package(on):
            share(item, [investigator], at, done.entry.index)
        let_officer_read(on, package(on), at, done.entry.index)
        told = (*COMPLAINING, "investigator")
        tell_all(on, at, entry=done.entry.index, once=f"{on}/opened", roles=told)
    return done


def reject(*, on: str, by: Hand, ground: str, reasons: str, at: int) -> Done:
    """Reject a complaint on a listed ground, with reasons for the complainant. Raises `OutOfOrder`."""
    with pen():
        why = Words("reasons", "Why the complaint is rejected", reasons, to=COMPLAINING)
        done = act("triage.reject", on=on, by=by, at=at, facts={"ground": ground}, words=[why])
        tell_all(on, at, entry=done.entry.index, once=f"{on}/{done.entry.index}", roles=COMPLAINING)
    return done


def mediate(*, on: str, by: Hand, at: int) -> Done:
    """Leave a complaint to mediation; from here on the subject knows of it. Raises `OutOfOrder`."""
    return _told(act_told="triage.mediate", on=on, by=by, at=at)


def settle(*, on: str, by: Hand, at: int) -> Done:
    """Say that it is settled; it is when the other side says so too. Raises `OutOfOrder`."""
    return _told(act_told="mediation.settle", on=on, by=by, at=at)


def refuse_mediation(*, on: str, by: Hand, at: int) -> Done:
    """End the mediation at once; triage begins again. Raises `OutOfOrder`."""
    return _told(act_told="mediation.refuse", on=on, by=by, at=at)


def _told(*, act_told: str, on: str, by: Hand, at: int) -> Done:
    with pen():
        done = act(act_told, on=on, by=by, at=at)
        told = ("subject", "complainant", "adjudicator")
        tell_all(on, at, entry=done.entry.index, once=f"{on}/{done.entry.index}", roles=told)
    return done


def draft_text(words: str, where: str, when: str) -> str:
    """The draft as it is kept: three pieces, each under its name."""
    parts = zip(PIECES, (words, where, when), strict=True)
    return "\n\n".join(f"# {name}\n\n{said.strip()}" for name, said in parts)


def pieces_of(draft: str) -> dict[str, str]:
    """The three pieces of a draft by name."""
    found = dict.fromkeys(PIECES, "")
    for name, following in zip(PIECES, (*PIECES[1:], ""), strict=True):
        rest = draft.partition(f"# {name}\n\n")[2]
        found[name] = (rest.partition(f"\n\n# {following}\n\n")[0] if following else rest).strip()
    return found


def package(on: str) -> list[Item]:
    """What is served with a charge: the facts and every item of evidence that lies in the case so far."""
    kinds = (Item.Kind.STATEMENT, Item.Kind.EVIDENCE)
    found = Item.objects.filter(on=on, kind__in=kinds, destroyed_at=None).exclude(entry=None)
    case = case_of(on)
    parts = tuple(case.parts) if case is not None else ()
    if parts:  # what a precaution rests on is told apart from what the charge rests on
        found = found.exclude(entry__in=_entries_on(parts))
    return list(found.order_by("entry", "made_at", "id"))


def _entries_on(parts: tuple[str, ...]) -> QuerySet[Entry, int]:
    return Entry.objects.filter(on__in=parts).values_list("index", flat=True)


def draft_of(on: str) -> Item | None:
    """The draft that the adjudicator wrote when the case was opened."""
    notes = Item.objects.filter(on=on, kind=Item.Kind.NOTE, destroyed_at=None).exclude(entry=None)
    writer = holder(on, "adjudicator")
    mine = notes.filter(person=writer) if writer is not None else notes
    return mine.order_by("-entry").first()
