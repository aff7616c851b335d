"""What the two sides do along the way: reply, ask for time or a hearing, add evidence, name a companion."""

from collections.abc import Sequence

from folkmoot.site.cases.acts.entering import (
    EVERYBODY,
    Done,
    Hand,
    Words,
    act,
    give_seat,
    leave_seat,
    tell,
    tell_all,
)
from folkmoot.site.cases.people import holders
from folkmoot.site.evidence.acts import unshare
from folkmoot.site.members.models import Person
from folkmoot.site.record.acts import pen


def reply(*, on: str, by: Hand, words: str, hearing: bool, evidence: Sequence[Words], at: int) -> Done:
    """Answer the charge, once, and say whether a hearing is wanted. Raises `OutOfOrder`."""
    with pen():
        said = [Words("reply", "Reply to the charge", words), *evidence]
        facts = {"hearing": hearing, "items": len(evidence)}
        done = act("reply.file", on=on, by=by, at=at, facts=facts, words=said)
        _tell(on, done, at)
    return done


def extend(*, on: str, by: Hand, days: int, at: int, reasons: str = "") -> Done:
    """Have more time to reply: once by asking, twice by the panel with reasons. Raises `OutOfOrder`."""
    with pen():
        said = [Words("reasons", "Why there is more time", reasons)] if reasons else []
        done = act("term.extend", on=on, by=by, at=at, facts={"days": days}, words=said)
        _tell(on, done, at)
    return done


def add_evidence(*, on: str, by: Hand, evidence: Sequence[Words], at: int) -> Done:
    """Hand in evidence, which goes to the other side with the same entry. Raises `OutOfOrder`."""
    with pen():
        way = "e-mail" if all(each.email_box for each in holders(on, EVERYBODY)) else "post"
        facts = {"way": way, "items": len(evidence)}
        done = act("evidence.add", on=on, by=by, at=at, facts=facts, words=evidence)
        _tell(on, done, at)
    return done


def represent(*, on: str, by: Hand, words: str, at: int) -> Done:
    """Say something to the panel that goes to both sides. Raises `OutOfOrder`."""
    with pen():
        said = Words("representation", "Representation to the panel", words)
        done = act("representation.make", on=on, by=by, at=at, words=[said])
        _tell(on, done, at)
    return done


def name_companion(*, on: str, by: Hand, companion: Person, at: int) -> Done:
    """Name who comes along; they read what one's own side reads from now on. Raises `OutOfOrder`."""
    with pen():
        done = act("companion.name", on=on, by=by, at=at, facts={"name": companion.code(on)})
        role = f"companion of {'subject' if by.role == 'applicant' else by.role}"
        for earlier in holders(on, [role]):
            leave_seat(on, earlier, at, role)
            unshare(on=on, person=earlier, at=at)
        give_seat(on, companion, role, at, done.entry.index)
        tell(on, [companion], at, entry=done.entry.index, once=f"{on}/companion/{done.entry.index}")
    return done


def note_missed(*, on: str, by: Hand, at: int) -> Done:
    """Have it noted that a term was missed, and what time has made of it. Raises `OutOfOrder`."""
    with pen() as assembly:
        state = assembly.standing(on, at).state
        done = act("term.note", on=on, by=by, at=at, facts={"state": state})
        _tell(on, done, at)
    return done


def _tell(on: str, done: Done, at: int) -> None:
    tell_all(on, at, entry=done.entry.index, once=f"{on}/{done.entry.index}")
