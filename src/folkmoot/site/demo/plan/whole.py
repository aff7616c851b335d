"""The Plan as texts: its two revisions, each amendment on the one and on the other, and what was adopted."""

from collections.abc import Mapping
from functools import cache

from folkmoot.site.demo.plan.compiled import compiled
from folkmoot.site.demo.plan.told import REVISED, Moved, changes, first_page, moved
from folkmoot.texts.adopt import Adopted, adopt, content_of
from folkmoot.texts.carry_over import Carry, carry_over
from folkmoot.texts.clause import Revision
from folkmoot.texts.edits import Amendment
from folkmoot.texts.plain import read_plain

AGREED = ("carried", "accepted")
"""Fates by which an amendment enters the adopted text."""
STANDING = ("carried", "lost", "fallen", "accepted", "in composite")
"""Fates of what is still there when the text is closed."""


@cache
def first() -> Revision:
    """The first revision."""
    return read_plain(first_page()).revision


@cache
def second() -> Revision:
    """The second revision; its clauses keep the ids that they have in the first."""
    edits = [edit for change in changes() for edit in change.edits]
    return adopt(first(), [compiled(first(), edits, number=1)]).revision


@cache
def by_key() -> Mapping[str, Moved]:
    """Each amendment by its key."""
    return {each.key: each for each in moved()}


@cache
def numbers() -> Mapping[str, int]:
    """The number of each amendment, in the order in which they were moved, from 1."""
    return {each.key: number for number, each in enumerate(moved(), start=1)}


@cache
def tabled(key: str) -> Amendment:
    """An amendment as it was tabled: on the revision of its day, or on the content of what it amends."""
    each = by_key()[key]
    if each.amends:
        base = content_of(tabled(each.amends))
        return compiled(base, each.edits, numbers()[key], numbers()[each.amends])
    return compiled(first() if each.day < REVISED else second(), each.edits, numbers()[key])


@cache
def carry(key: str) -> Carry:
    """What the second revision does to an amendment that was tabled on the first."""
    return carry_over(first(), second(), tabled(key))


@cache
def standing(key: str) -> Amendment:
    """An amendment on the second revision: as it was tabled, carried over, or confirmed with other edits.

    Raises `LookupError` where it does not stand there.
    """
    each = by_key()[key]
    if each.amends or each.day >= REVISED:
        return tabled(key)
    if each.again:
        return compiled(second(), each.again, numbers()[key])
    carried = carry(key).amendment
    if carried is None:
        raise LookupError(f"{key} has nothing to stand on in the second revision")
    return carried


@cache
def all_standing() -> tuple[Amendment, ...]:
    """All amendments that are there when the text is closed."""
    return tuple(standing(each.key) for each in moved() if each.fate in STANDING)


@cache
def adopted() -> Adopted:
    """The text as the story adopts it, with whose each word is."""
    return adopt(second(), [standing(each.key) for each in moved() if each.fate in AGREED])
