"""Amending the roll of a proceeding that is under way: who has joined since enters it, who has left is struck."""

from folkmoot.procedure.act import list_fact, only_facts, say
from folkmoot.procedure.ballot import require_size
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.papers import digest_of
from folkmoot.procedure.roll import CODE_NAME, Roll, roll_file


def check_roll(matter: Matter) -> None:
    """Who joined or left since the proceeding opened enters or leaves its roll, in batches, and all of them."""
    act, case = matter.act, matter.case
    assert case is not None
    only_facts(act.facts, "added", "struck", "roll")
    added, struck = (set(map(str, list_fact(act.facts, key))) for key in ("added", "struck"))
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
    fits = added.isdisjoint(names) and struck <= names and all(CODE_NAME.match(name) for name in added)
    roll = amended(case.roll, added, struck)
    if not fits or not (added or struck) or act.facts.get("roll") != roll.as_facts():
        raise matter.refuse(
            say("An amended roll is the old one with the added and without the struck names."),
            say("What the entry states does not fit the roll."),
            say("Make the roll anew."),
        )
    require_size(matter, len(roll.names))


def amended(roll: Roll, added: set[str], struck: set[str]) -> Roll:
    """The roll with some names added and others struck."""
    names = roll.names - struck | added
    return Roll(names, digest_of(roll_file(names)))


def follow_roll(matter: Matter, index: int) -> None:
    """The amended roll is in force."""
    assert matter.case is not None
    added, struck = (set(matter.act.facts[key]) for key in ("added", "struck"))
    matter.case.roll = amended(matter.case.roll, added, struck)
