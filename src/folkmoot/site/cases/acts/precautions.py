"""A precaution: asked for, heard on, appealed against, renewed, ended; and acting at once in danger."""

from collections.abc import Sequence
from typing import Any

from folkmoot.procedure.dispute import family
from folkmoot.procedure.sanction import RIGHTS
from folkmoot.site.cases.acts.entering import Done, Hand, Words, act, tell, tell_all, touch_rights
from folkmoot.site.cases.people import holder, holders
from folkmoot.site.members.models import Office
from folkmoot.site.record.acts import pen
from folkmoot.site.record.reading import assembly

SUBJECT_SIDE = ("subject", "companion of subject")
BENCH = ("panel member",)


def request(
    *,
    on: str,
    by: Hand,
    risk: str,
    rights: Sequence[str],
    selection: bool,
    facts: str,
    lesser: str,
    unheard: bool,
    at: int,
) -> Done:
    """Ask for a precaution; `on` is the name it will have. Raises `OutOfOrder`.

    The subject reads the request at once and may be heard, unless that would defeat the purpose (`unheard`);
    then they read it as soon as a right is touched.
    """
    to = BENCH if unheard else (*SUBJECT_SIDE, *BENCH)
    with pen():
        stated = {"risk": risk, "rights": _in_order(rights), "selection": selection}
        words = [
            Words("statement", "Why a precaution is asked for", facts, to=to),
            Words("statement", "Why less will not do", lesser, to=to),
        ]
        done = act("interim.request", on=on, by=by, at=at, facts=stated, words=words)
        if not unheard:
            _tell(on, done, at, SUBJECT_SIDE)
    return done


def act_at_once(*, on: str, by: Hand, risk: str, rights: Sequence[str], danger: str, at: int) -> Done:
    """Ask, as an officer in immediate danger, that a member join in. Raises `OutOfOrder`."""
    with pen():
        subject = holder(on, "subject")
        branch = subject.branch_id if subject is not None else assembly().root
        stated = {"risk": risk, "rights": _in_order(rights), "branch": branch}
        words = [Words("statement", "The danger", danger, to=())]
        return act("interim.emergency", on=on, by=by, at=at, facts=stated, words=words)


def join(*, on: str, by: Hand, at: int) -> Done:
    """Join in, as a member who holds no office: from here on it is in force. Raises `OutOfOrder`."""
    with pen():
        holds = Office.objects.in_office(at).filter(person=by.person).exists()
        done = act("interim.join", on=on, by=by, at=at, facts={"holds_office": holds})
        touch_rights(on, at)
        _tell(on, done, at, SUBJECT_SIDE)
    return done


def hear(*, on: str, by: Hand, words: str, at: int) -> Done:
    """Say, as the subject, what there is to say against a precaution. Raises `OutOfOrder`."""
    with pen():
        said = Words("representation", "What the subject says on the precaution", words)
        done = act("interim.hear", on=on, by=by, at=at, words=[said])
        tell(on, _panel_of(on), at, entry=done.entry.index, once=f"{on}/{done.entry.index}")
    return done


def appeal_against(*, on: str, by: Hand, words: str, new_facts: bool, at: int) -> Done:
    """Appeal against a precaution: three others look at it, or it ends. Raises `OutOfOrder`."""
    facts: dict[str, Any] = {"new_facts": True} if new_facts else {}
    with pen():
        said = Words("statement", "Appeal against the precaution", words)
        done = act("interim.appeal", on=on, by=by, at=at, facts=facts, words=[said])
        _tell(on, done, at)
    return done


def renew(*, on: str, by: Hand, reasons: str, at: int) -> Done:
    """Ask that a precaution go on, with fresh reasons; a panel drawn anew decides. Raises `OutOfOrder`."""
    with pen():
        said = Words("statement", "Why the precaution should go on", reasons)
        done = act("interim.renew", on=on, by=by, at=at, words=[said])
        _tell(on, done, at)
    return done


def end(*, on: str, by: Hand, at: int) -> Done:
    """End a precaution, or take back what was asked for. Raises `OutOfOrder`."""
    with pen():
        done = act("interim.end", on=on, by=by, at=at)
        _tell(on, done, at)
    return done


def _in_order(rights: Sequence[str]) -> list[str]:
    return [each for each in RIGHTS if each in rights]


def _panel_of(on: str) -> list[Any]:
    return holders(family(on), BENCH)


def _tell(on: str, done: Done, at: int, roles: Sequence[str] = ()) -> None:
    more = {"roles": roles} if roles else {}
    tell_all(on, at, entry=done.entry.index, once=f"{on}/{done.entry.index}", **more)
