"""An amendment that meets a new base: what moves with the text, and what its mover must look at again.

Nothing moves silently past a change: words move only where the words they change, and for an insertion the
words on both sides, are as they were; a clause is left out or replaced only if it says what it said.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import assert_never

from folkmoot.texts.checking import check
from folkmoot.texts.clause import BadText, Clause, Revision
from folkmoot.texts.edits import (
    Amendment,
    Delete,
    Edit,
    Insert,
    Move,
    Relabel,
    Replace,
    Reword,
    Sweep,
    Wrap,
)
from folkmoot.texts.ground import shape
from folkmoot.texts.rewording import reworded
from folkmoot.texts.sweeping import sweep

MOVED, CONFIRM, MADE = "moved", "confirm", "already made"


@dataclass(frozen=True, slots=True)
class Carry:
    """What becomes of an amendment on a new base.

    `outcome`: "moved", "confirm" (the mover must look at the edits named in `confirm`) or "already made" (the
    new text says all of it). `amendment` is anchored in the new base and holds all edits that moved; None
    where none did. `confirm` and `made` are places among the edits of the old amendment, from 0.
    """

    outcome: str
    amendment: Amendment | None
    confirm: tuple[int, ...] = ()
    made: tuple[int, ...] = ()


def carry_over(old: Revision, new: Revision, amendment: Amendment) -> Carry:
    """What becomes of an amendment of `old` once `new` is the base; it passed `check` against the old."""
    carrying = _Carrying(old, new, amendment)
    fates = [carrying.fate(edit) for edit in amendment.edits]
    sweeps = carrying.sweeps(fates)
    edits = tuple(fate for fate in fates if not isinstance(fate, str))
    confirm = tuple(place for place, fate in enumerate(fates) if fate == CONFIRM)
    made = tuple(place for place, fate in enumerate(fates) if fate == MADE)
    if fates and len(made) == len(fates):
        return Carry(MADE, None, (), made)
    moved = replace(amendment, base=new.digest, edits=edits, sweeps=sweeps)
    try:
        check(new, moved)
    except BadText:
        return Carry(CONFIRM, None, confirm or tuple(range(len(fates))), made)
    return Carry(CONFIRM if confirm or carrying.grown else MOVED, moved, confirm, made)


class _Carrying:
    def __init__(self, old: Revision, new: Revision, amendment: Amendment) -> None:
        self.old, self.new, self.amendment = old, new, amendment
        self.inner = {edit.inner.id for edit in amendment.edits if isinstance(edit, Wrap)}
        self.grown = False
        """Whether a sweep finds words in the new base that it has not found in the old."""

    def fate(self, edit: Edit) -> Edit | str:
        """The edit on the new base, or `CONFIRM`, or `MADE`."""
        match edit:
            case Reword():
                return self._reword(edit)
            case Insert():
                return self._insert(edit)
            case Delete():
                return self._whole(edit, MADE, None)
            case Replace():
                return self._whole(edit, CONFIRM, edit.by)
            case Move():
                return self._move(edit)
            case Wrap():
                return self._wrap(edit)
            case Relabel():
                return self._relabel(edit)
            case _:
                assert_never(edit)

    def _reword(self, edit: Reword) -> Reword | str:
        clause = self.new.by_id.get(edit.clause)
        if clause is None:
            return CONFIRM
        was: str = getattr(self.old.by_id[edit.clause], edit.field)
        now: str = getattr(clause, edit.field)
        if was == now:
            return edit if was or edit.field == "heading" or self._open(edit.clause) else CONFIRM
        amended = was[: edit.start] + edit.new + was[edit.end :]
        if now == amended:
            return MADE
        by = _shift(was, now, edit.start, edit.end)
        if by is not None:
            at = edit.start + by
            twice = not edit.old and _says(now, at, edit.new) and not _says(was, edit.start, edit.new)
            return CONFIRM if twice else replace(edit, start=at, end=edit.end + by)
        done = _shift(amended, now, edit.start, edit.start + len(edit.new)) is not None
        return MADE if done else CONFIRM

    def _insert(self, edit: Insert) -> Insert | str:
        if edit.parent and edit.parent not in self.new.by_id:
            return CONFIRM
        said = shape(edit.clause, self.old)
        if any(shape(child, self.old) == said for child in self._come(edit)):
            return MADE
        return edit if self._gap(edit) and not _taken(edit.clause, self.new) else CONFIRM

    def _come(self, edit: Insert) -> Iterator[Clause]:
        """What has come into the gap of an edit since."""
        row = iter(self.new.under(edit.parent))
        if edit.after and all(child.id != edit.after for child in row):
            return
        yield from takewhile(lambda child: child.id not in self.old.by_id, row)

    def _gap(self, edit: Insert | Move) -> bool:
        """Whether the gap into which an edit puts something is there."""
        if edit.parent and edit.parent not in self.new.by_id:
            return False
        if not edit.after:
            return not edit.parent or self._open(edit.parent)
        there = self.new.parents.get(edit.after) == edit.parent
        return edit.after in self.inner or (there and self._stays(edit.after))

    def _stays(self, id: str) -> bool:
        """Whether a clause stands where it stood: below the same one, next after the same of those left."""
        parent = self.old.parents[id]
        if self.new.parents[id] != parent:
            return False
        was, now = ([child.id for child in text.under(parent)] for text in (self.old, self.new))
        left = [each for each in was if each in now]
        kept = [each for each in now if each in was]
        return left[: left.index(id)][-1:] == kept[: kept.index(id)][-1:]

    def _open(self, id: str) -> bool:
        """Whether what hung under a clause, if only some of it, still does: no wrap has come between."""
        was = {child.id for child in self.old.under(id)}
        now = {child.id for child in self.new.under(id)}
        return bool(was & now) if was else not now

    def _whole(self, edit: Delete | Replace, gone: str, to: Clause | None) -> Edit | str:
        """Leaving out or replacing holds for a clause as it was, with all under it."""
        now = self.new.by_id.get(edit.clause)
        if now is None:
            return gone
        if to is not None and shape(now, self.old) == shape(to, self.old):
            return MADE
        return edit if now == self.old.by_id[edit.clause] else CONFIRM

    def _move(self, edit: Move) -> Move | str:
        if edit.clause not in self.new.by_id or not self._gap(edit):
            return CONFIRM
        if _before(self.new, edit.clause) == (edit.parent, edit.after):
            return MADE
        return edit if self._stays(edit.clause) else CONFIRM

    def _wrap(self, edit: Wrap) -> Wrap | str:
        now = self.new.by_id.get(edit.clause)
        if now is None:
            return CONFIRM
        if any(child.id == edit.inner.id for child in now.children):
            return MADE
        was = self.old.by_id[edit.clause]
        ids = [child.id for child in now.children] == [child.id for child in was.children]
        return edit if ids and not _taken(edit.inner, self.new) else CONFIRM

    def _relabel(self, edit: Relabel) -> Relabel | str:
        now = self.new.by_id.get(edit.clause)
        if now is None:
            return CONFIRM
        if now.label == edit.label:
            return MADE
        return edit if now.label == self.old.by_id[edit.clause].label else CONFIRM

    def sweeps(self, fates: list[Edit | str]) -> tuple[Sweep, ...]:
        """The sweeps on the new base. A place of one that is not the same is its mover's to look at.

        Where words that a sweep looks for have come in, all its places are; until then they are struck off.
        """
        return tuple(
            self._swept(number, said, fates) for number, said in enumerate(self.amendment.sweeps, start=1)
        )

    def _swept(self, number: int, said: Sweep, fates: list[Edit | str]) -> Sweep:
        kept = {
            (fate.clause, fate.field, fate.start)
            for fate in fates
            if isinstance(fate, Reword) and fate.sweep == number
        }
        size = len(said.find)
        off = [
            self._reword(Reword(id, field, start, start + size, said.find, "\0"))
            for id, field, start in said.struck
        ]
        struck = {(fate.clause, fate.field, fate.start) for fate in off if isinstance(fate, Reword)}
        everywhere = sweep(self.new, replace(said, struck=()), number)
        found = {(edit.clause, edit.field, edit.start) for edit in everywhere}
        if found - kept - struck:
            self.grown = True
            for place, edit in enumerate(self.amendment.edits):
                if isinstance(edit, Reword) and edit.sweep == number and fates[place] != MADE:
                    fates[place] = CONFIRM
            kept = set()
        return replace(said, struck=tuple(sorted(found - kept)))


def _shift(was: str, now: str, start: int, end: int) -> int | None:
    """By how much a stretch of a text has moved in a newer wording; None where it was touched.

    An insertion has no words of its own: it is touched where either of its neighbours is.
    """
    by = 0
    for change in reworded("", "body", was, now):
        near = change.start <= end and start <= change.end
        over = change.start < end and start < change.end
        if over or (near and (start == end)):
            return None
        if change.end <= start:
            by += len(change.new) - len(change.old)
    return by


def _says(text: str, at: int, words: str) -> bool:
    """Whether words stand right before or after a place."""
    return text.startswith(words, at) or text.endswith(words, 0, at)


def _taken(fragment: Clause, revision: Revision) -> bool:
    return any(clause.id in revision.by_id for clause in fragment.walk())


def _before(revision: Revision, id: str) -> tuple[str, str]:
    """The gap in which a clause stands: its parent, and what stands before it."""
    parent = revision.parents[id]
    beside = ["", *(clause.id for clause in revision.under(parent))]
    return parent, beside[beside.index(id) - 1]
