"""A complaint: brought, acknowledged, looked at, opened or rejected, withdrawn."""

import hashlib
import hmac
from dataclasses import replace
from datetime import date
from typing import Any

from folkmoot.procedure.roll import make_roll
from folkmoot.procedure.triage import CLOSED_UNSEEN
from folkmoot.site.cases.acts.entering import (
    Done,
    Hand,
    Words,
    act,
    give_seat,
    leave_seat,
    open_docket,
    tell,
    tell_all,
)
from folkmoot.site.cases.people import PARTIES, case_of, holder
from folkmoot.site.evidence.acts import unshare
from folkmoot.site.members.models import Office, Person
from folkmoot.site.members.roll import roll_for
from folkmoot.site.record import reading
from folkmoot.site.record.acts import pen

COMPLAINING = ("complainant", "companion of complainant")
WHO_KNOW = PARTIES


def matter_of(subject: Person, offence: str, first: date, last: date) -> str:
    """The digest by which the same matter is known again, and which nobody else can make."""
    told = f"matter/{offence}/{first.isoformat()}/{last.isoformat()}"
    return hmac.digest(subject.key, told.encode(), hashlib.sha256).hex()


def complain(
    *,
    by: Person,
    about: Person,
    offence: str,
    first: date,
    last: date,
    facts: str,
    evidence: list[Words],
    at: int,
    late: bool = False,
    again: str = "",
    clerk: Office | None = None,
) -> Done:
    """Bring a complaint about a member; `evidence` holds at least one item. Raises `OutOfOrder`.

    Until the adjudicator has decided, only the complainant and the adjudicator read it.
    """
    with pen() as assembly:
        on = f"case/{assembly.next_number('case')}"
        roll, papers = make_roll(roll_for(assembly.root, on, "membership", at))
        stated: dict[str, Any] = {
            "subject": about.code(on),
            "offence": offence,
            "from": first.isoformat(),
            "until": last.isoformat(),
            "roll": roll.as_facts(),
            "matter": matter_of(about, offence, first, last),
        }
        stated |= {"late": True} if late else {}
        stated |= {"again": again} if again else {}
        told = Words("statement", "What happened", facts, to=(), by="complainant")
        done = act(
            "complaint.file",
            on=on,
            by=Hand(by, clerk=clerk),
            at=at,
            facts=stated,
            words=[told, *(replace(each, to=(), by="complainant") for each in evidence)],
            papers=papers,
        )
        open_docket(on, done.entry, at)
        give_seat(on, by, "complainant", at, done.entry.index)
        give_seat(on, about, "subject", at, done.entry.index)
        tell(on, [by], at, entry=done.entry.index, once=f"{on}/received")
    return done


def acknowledge(*, on: str, by: Hand, at: int) -> Done:
    """Say that a complaint has come in, with its number and what happens next. Raises `OutOfOrder`."""
    with pen():
        done = act("complaint.ack", on=on, by=by, at=at)
        tell_all(on, at, entry=done.entry.index, once=f"{on}/acknowledged", roles=COMPLAINING)
    return done


def withdraw(*, on: str, by: Hand, at: int) -> Done:
    """Withdraw a complaint; it ends unless the adjudicator keeps it. Raises `OutOfOrder`."""
    with pen():
        done = act("complaint.withdraw", on=on, by=by, at=at)
        told = ("adjudicator", *(WHO_KNOW if served(on) else ()))
        tell_all(on, at, entry=done.entry.index, once=f"{on}/{done.entry.index}", roles=told)
    return done


def keep_going(*, on: str, by: Hand, reasons: str, at: int) -> Done:
    """Keep a complaint that was withdrawn, for the harm that it is about. Raises `OutOfOrder`."""
    with pen():
        said = Words("reasons", "Why the complaint goes on", reasons, to=after_service(on))
        done = act("complaint.keep", on=on, by=by, at=at, words=[said])
        tell_all(on, at, entry=done.entry.index, once=f"{on}/{done.entry.index}", roles=after_service(on))
    return done


def shield(*, on: str, by: Hand, reasons: str, at: int) -> Done:
    """Order that the complainant is not named to the subject, with reasons. Raises `OutOfOrder`.

    The reasons are for the complainant: the subject learns that there is an order from the charge.
    """
    said = Words("reasons", "Why you are not named", reasons, to=("complainant",))
    return act("complaint.shield", on=on, by=by, at=at, words=[said])


def ask_again(*, on: str, by: Hand, at: int) -> Done:
    """Ask, once, that another adjudicator look at a complaint. Raises `OutOfOrder`."""
    with pen():
        first = holder(on, "adjudicator")
        done = act("triage.ask_again", on=on, by=by, at=at)
        if first is not None:
            leave_seat(on, first, at, "adjudicator")
            unshare(on=on, person=first, at=at)
    return done


def served(on: str) -> bool:
    """Whether a charge has been served in a case."""
    case = case_of(on)
    return case is not None and "service" in case.events


def after_service(on: str) -> tuple[str, ...]:
    """Who reads what is said of a complaint: the complainant alone until a charge is served."""
    return WHO_KNOW if served(on) else COMPLAINING


def again_of(about: Person, offence: str, first: date, last: date, at: int) -> str:
    """The earlier case about the same matter, where nobody looked at that in time; else empty."""
    assembly = reading.assembly()
    earlier = assembly.matters.get(matter_of(about, offence, first, last))
    if earlier is None:
        return ""
    return earlier if assembly.standing(earlier, at).state == CLOSED_UNSEEN else ""
