"""Amending the roll of a proceeding under way: who has joined since enters it, who has left is struck."""

from itertools import pairwise

from folkmoot.procedure.act import list_fact, only_facts, same_fact, say
from folkmoot.procedure.ballot import require_size
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.papers import digest_of
from folkmoot.procedure.roll import CODE_NAME, Roll, roll_file


def check_roll(matter: Matter, right: str = "speak") -> None:
    """Those who joined or left since the opening enter or leave the roll: in batches, and all of them.

    `right` is the one that those on the roll have, as when the proceeding began.
    Raises `OutOfOrder` where the batch is small, or the new roll is not the old one so amended.
    """
    act, case = matter.act, matter.case
    assert case is not None
    only_facts(act.facts, "added", "struck", "roll")
    added, struck = (_names(matter, key) for key in ("added", "struck"))
    least = matter.power.threshold or 1
    if added and len(added) < least:
        raise matter.refuse(
            say(
                "New members enter a roll in batches of at least {least}, so that no joining shows.",
                least=least,
            ),
            say("There are {added}.", added=len(added)),
            say("Wait for the next members to join; every member may vote in the ballot in any case."),
        )
    names = case.roll.names
    fits = added.isdisjoint(names) and struck <= names
    roll = amended(case.roll, added, struck)
    if not fits or not (added or struck) or not same_fact(act.facts.get("roll"), roll.as_facts()):
        raise matter.refuse(
            say("An amended roll is the old one with the added and without the struck names."),
            say("What the entry states does not fit the roll."),
            say("Make the roll anew."),
        )
    require_size(matter, len(roll.names), right)


def _names(matter: Matter, key: str) -> set[str]:
    """The code names listed under `key`: sorted, each once."""
    listed = list_fact(matter.act.facts, key)
    names = all(isinstance(name, str) and CODE_NAME.match(name) for name in listed)
    if names and all(a < b for a, b in pairwise(listed)):
        return set(listed)
    raise matter.refuse(
        say("The names added and struck are code names, sorted, each once."),
        say("What stands under {key} is something else.", key=key),
        say("Sort them; name each once."),
    )


def amended(roll: Roll, added: set[str], struck: set[str]) -> Roll:
    """The roll with some names added and others struck."""
    names = roll.names - struck | added
    return Roll(names, digest_of(roll_file(names)))


def follow_roll(matter: Matter, index: int) -> None:
    """The amended roll is in force."""
    assert matter.case is not None
    added, struck = (set(matter.act.facts[key]) for key in ("added", "struck"))
    matter.case.roll = amended(matter.case.roll, added, struck)
