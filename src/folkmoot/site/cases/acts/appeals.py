"""An appeal: filed on grounds, said to lack something, put right, stated on, withdrawn."""

from collections.abc import Sequence
from typing import Any

from folkmoot.procedure.appeal import GROUNDS
from folkmoot.procedure.case import closes, powers_for
from folkmoot.procedure.dispute import family
from folkmoot.site.cases.acts.entering import Done, Hand, Words, act, let_officer_read, tell_all
from folkmoot.site.cases.people import case_of
from folkmoot.site.record.acts import pen


def is_late(on: str, at: int) -> bool:
    """Whether the ordinary time for appealing in this family has run out."""
    head = case_of(family(on))
    if head is None:
        return False
    ordinary = [each for each in powers_for(head.book, "appeal.file", head) if not each.need("good cause")]
    ends = [closes(head, power) for power in ordinary]
    return bool(ends) and all(end is not None and at > end for end in ends)


def appeal(*, on: str, by: Hand, grounds: Sequence[str], words: str, at: int) -> Done:
    """Appeal against a decision; `on` is the name of the appeal to come. Raises `OutOfOrder`.

    From here on nothing of the decision has effect until the appeal is over.
    """
    with pen():
        facts: dict[str, Any] = {"grounds": [each for each in GROUNDS if each in grounds]}
        facts |= {"late": True} if is_late(on, at) else {}
        done = act(
            "appeal.file", on=on, by=by, at=at, facts=facts, words=[Words("statement", "Appeal", words)]
        )
        let_officer_read(on, done.items, at, done.entry.index)
        _tell(on, done, at)
    return done


def say_what_is_missing(*, on: str, by: Hand, words: str, at: int) -> Done:
    """Say, once, what an appeal lacks. Raises `OutOfOrder`."""
    return _said("appeal.defect", "What the appeal lacks", on, by, words, at)


def put_right(*, on: str, by: Hand, words: str, at: int) -> Done:
    """Put right what was missing from an appeal. Raises `OutOfOrder`."""
    with pen():
        done = _said("appeal.mend", "What was missing from the appeal", on, by, words, at)
        let_officer_read(on, done.items, at, done.entry.index)
    return done


def state(*, on: str, by: Hand, words: str, at: int) -> Done:
    """Say what there is to say in an appeal. Raises `OutOfOrder`."""
    return _said("appeal.state", "Statement in the appeal", on, by, words, at)


def withdraw(*, on: str, by: Hand, at: int) -> Done:
    """Withdraw an appeal; the decision stands. Raises `OutOfOrder`."""
    with pen():
        done = act("appeal.withdraw", on=on, by=by, at=at)
        _tell(on, done, at)
    return done


def _said(verb: str, title: str, on: str, by: Hand, words: str, at: int) -> Done:
    with pen():
        done = act(verb, on=on, by=by, at=at, words=[Words("statement", title, words)])
        _tell(on, done, at)
    return done


def _tell(on: str, done: Done, at: int) -> None:
    tell_all(on, at, entry=done.entry.index, once=f"{on}/{done.entry.index}")
