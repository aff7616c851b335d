"""The charge: served with everything, come back, objected to, mended."""

from collections.abc import Sequence

from folkmoot.procedure.act import OutOfOrder, say
from folkmoot.procedure.charge import range_in, served_facts
from folkmoot.procedure.dispute import Dispute
from folkmoot.site.cases.acts.entering import (
    BOTH_SIDES,
    CLERK,
    EVERYBODY,
    Done,
    Hand,
    Words,
    act,
    tell_all,
)
from folkmoot.site.cases.acts.triage import draft_of, package, pieces_of
from folkmoot.site.cases.composing import compose
from folkmoot.site.cases.people import case_of, holder, holders
from folkmoot.site.evidence import reading as evidence
from folkmoot.site.evidence.acts import keep, share
from folkmoot.site.evidence.models import Item
from folkmoot.site.record.acts import pen

TITLE = "The charge"
MENDED = "The charge, mended"


def serve(*, on: str, by: Hand, way: str, at: int, proof: str = "") -> Done:
    """Serve the charge with all the evidence. Raises `OutOfOrder`.

    The text is composed here from the adjudicator's draft; whoever serves it decides nothing about it.
    `proof` says how it was posted or handed over, and is kept with the case.
    """
    with pen():
        case, subject = case_of(on), holder(on, "subject")
        if case is None or subject is None:
            raise _nothing()
        items = package(on)
        text = _text(case, items, case.charges, way, at)
        done = act(
            "charge.serve",
            on=on,
            by=by,
            at=at,
            facts=served_facts(case, way=way, items=len(items)),
            words=[Words("charge", TITLE, text, to=(*EVERYBODY, CLERK), by="adjudicator")],
            owner=subject,
            more_seals=[item.seal for item in items],
        )
        readers = holders(on, BOTH_SIDES)
        for item in items:
            share(item, readers, at, done.entry.index)
        if proof:
            kept = keep(person=subject, on=on, kind="note", title="Proof of service", data=proof, at=at,
                        role=f"the {by.role}")  # fmt: skip
            share(kept, holders(on, BOTH_SIDES), at)
        tell_all(on, at, entry=done.entry.index, once=f"{on}/served/{done.entry.index}", roles=BOTH_SIDES)
    return done


def bounce(*, on: str, by: Hand, at: int) -> Done:
    """Note that a charge came back: no time runs, and it is served again. Raises `OutOfOrder`."""
    return act("charge.bounce", on=on, by=by, at=at)


def object_to(*, on: str, by: Hand, words: str, at: int) -> Done:
    """Say, once, that the charge names the wrong rule. Raises `OutOfOrder`."""
    with pen():
        said = Words("reply", "The charge names the wrong rule", words)
        done = act("charge.object", on=on, by=by, at=at, words=[said])
        tell_all(on, at, entry=done.entry.index, once=f"{on}/{done.entry.index}", roles=BOTH_SIDES)
    return done


def mend(*, on: str, by: Hand, charges: Sequence[str], way: str, at: int) -> Done:
    """Put another rule in the place of the wrong one, on the same facts. Raises `OutOfOrder`."""
    with pen():
        case, subject = case_of(on), holder(on, "subject")
        if case is None or subject is None:
            raise _nothing()
        text = _text(case, package(on), charges, way, at)
        stated = [{"offence": each, "range": list(range_in(case, each) or ())} for each in charges]
        done = act(
            "charge.mend",
            on=on,
            by=by,
            at=at,
            facts={"charges": stated, "way": way},
            words=[Words("charge", MENDED, text, to=EVERYBODY, by="investigator")],
            owner=subject,
        )
        tell_all(on, at, entry=done.entry.index, once=f"{on}/{done.entry.index}")
    return done


def _text(case: Dispute, items: list[Item], charges: Sequence[str], way: str, at: int) -> str:
    draft, complainant, titles = draft_of(case.on), holder(case.on, "complainant"), evidence.about(items)
    named = complainant.shown_name if complainant is not None and not case.shielded else ""
    return compose(
        case,
        pieces_of(evidence.words(draft) if draft is not None else ""),
        charges=charges,
        complainant=named,
        evidence=[titles[item.pk].title for item in items if item.pk in titles],
        way=way,
        at=at,
    )


def _nothing() -> OutOfOrder:
    return OutOfOrder(
        rule="",
        condition=say("A charge is served on the subject of a case."),
        fact=say("The subject has been erased, or there is no such case."),
        cure=say("Nothing can be served; the case ends by its terms."),
    )
