"""A complaint: brought, acknowledged, looked at, opened or rejected, withdrawn."""

import hashlib
import hmac
from datetime import date
from typing import Any

from folkmoot.procedure.roll import make_roll
from folkmoot.site.cases.acts.entering import Done, Hand, Words, act, give_seat, open_docket, tell
from folkmoot.site.members.models import Office, Person
from folkmoot.site.members.roll import roll_for
from folkmoot.site.record.acts import pen


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
        told = Words("statement", "What happened", facts, to=())
        done = act(
            "complaint.file",
            on=on,
            by=Hand(by, clerk=clerk),
            at=at,
            facts=stated,
            words=[told, *evidence],
            papers=papers,
        )
        open_docket(on, done.entry, at)
        give_seat(on, by, "complainant", at, done.entry.index)
        give_seat(on, about, "subject", at, done.entry.index)
        tell(on, [by], at, entry=done.entry.index, once=f"{on}/received")
    return done
