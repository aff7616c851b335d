"""From the edits of an amendment back to changes in a member's terms, to go on writing from there."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from folkmoot.site.plan.changes import (
    Add,
    Change,
    Everywhere,
    Instead,
    LeaveOut,
    MoveTo,
    Number,
    Within,
    Words,
    put,
    saying,
)
from folkmoot.site.plan.compiling import compiled, words_made
from folkmoot.texts.adopt import Collision, adopt
from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.compile import reworded
from folkmoot.texts.edits import (
    Amendment,
    Delete,
    Insert,
    Move,
    Relabel,
    Replace,
    Reword,
    Wrap,
)
from folkmoot.texts.sweeping import standing


def unfolded(base: Revision, amendment: Amendment) -> tuple[Change, ...]:
    """The changes that an amendment of `base` makes; made into edits again they give the same text."""
    return tuple(_changes(base, amendment))


def _changes(base: Revision, amendment: Amendment) -> Iterator[Change]:
    yield from _rewords(base, amendment)
    for edit in amendment.edits:
        match edit:
            case Insert():
                yield Add(edit.parent, edit.after, edit.clause)
            case Delete():
                yield LeaveOut(edit.clause, saying(base.by_id[edit.clause]))
            case Replace():
                yield Instead(edit.clause, saying(base.by_id[edit.clause]), edit.by)
            case Move():
                yield MoveTo(edit.clause, edit.parent, edit.after)
            case Wrap():
                yield Within(edit.clause, edit.inner)
            case Relabel():
                yield Number(edit.clause, edit.label)
    for number, sweep in enumerate(amendment.sweeps, start=1):
        struck = tuple(
            (clause, field, _how_manieth(base, clause, field, start, sweep.find, sweep.part))
            for clause, field, start in sweep.struck
        )
        yield Everywhere(f"sweep-{number}", sweep.find, sweep.replace, struck, sweep.inserted, sweep.part)


def _rewords(base: Revision, amendment: Amendment) -> Iterator[Words]:
    """What each reworded field says; the places of sweeps are left to them."""
    own = tuple(each for each in amendment.edits if isinstance(each, Reword) and not each.sweep)
    for (clause, field), now in words_made(base, replace(amendment, edits=own)).items():
        yield Words(clause, field, getattr(base.by_id[clause], field), now)


def _how_manieth(base: Revision, clause: str, field: str, start: int, find: str, part: bool) -> int:
    words: str = getattr(base.by_id[clause], field)
    return [*standing(words, find, part), start].index(start)


def gathered(base: Revision, sources: Iterable[Amendment]) -> tuple[Change, ...]:
    """What several amendments change, to begin a composite from: as much of it as can stand together.

    Where two change one field side by side, both do; where they say something else on one thing, the words of
    the first stand. Its movers write on from there. New clauses keep the ids that they have in their source.
    """
    found: tuple[Change, ...] = ()
    for source in sources:
        before = {each.key: each for each in found}
        for change in unfolded(base, source):
            both = _both(before.get(change.key), _named(change, source.number))
            tried = put(found, both) if both is not None else found
            if not compiled(base, tried).faults:
                found = tried
    return found


def _both(first: Change | None, then: Change) -> Change | None:
    """Two changes of one thing as one; None where they cannot be."""
    if first is None:
        return then
    if not isinstance(first, Words) or not isinstance(then, Words):
        return None
    text = Revision("", (Clause(first.clause, body=first.was),))
    each = (reworded(first.clause, "body", first.was, now) for now in (first.now, then.now))
    try:
        made = adopt(text, [Amendment(n, text.digest, edits) for n, edits in enumerate(each, start=1)])
    except Collision:
        return None
    return replace(first, now=made.revision.by_id[first.clause].body)


def _named(change: Change, number: int) -> Change:
    """A sweep under a name of its own: every amendment counts its own from 1."""
    if isinstance(change, Everywhere):
        return replace(change, id=f"of-{number}-{change.id}")
    return change
