"""What a draft adds is a small text of its own: clauses go under a new one, beside it, and out again."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from folkmoot.site.plan.changes import Add, Change, drop, put
from folkmoot.texts.clause import Clause

AFTER, BEFORE, UNDER = "after", "before", "under"
"""Where something goes that is added to what a draft adds."""


def found_in(changes: Iterable[Change], id: str) -> tuple[Add, Clause] | None:
    """The clause of this id among all that a draft adds, with the change that adds it; None for another."""
    for change in changes:
        if isinstance(change, Add):
            for clause in change.clause.walk():
                if clause.id == id:
                    return change, clause
    return None


def says(changes: tuple[Change, ...], add: Add, clause: Clause) -> tuple[Change, ...]:
    """The changes with other words for one of the clauses that `add` adds."""
    return put(changes, replace(add, clause=_with(add.clause, clause.id, lambda _was: (clause,))[0]))


def without(changes: tuple[Change, ...], add: Add, id: str) -> tuple[Change, ...]:
    """The changes without one of the clauses that `add` adds, and all under it."""
    if add.clause.id == id:
        return drop(changes, add.key)
    return put(changes, replace(add, clause=_with(add.clause, id, lambda _was: ())[0]))


def with_more(changes: tuple[Change, ...], add: Add, id: str, where: str, more: Clause) -> tuple[Change, ...]:
    """The changes with a clause more, beside or under one of those that `add` adds."""
    if where == UNDER:
        return says(changes, add, _child(add, id, more))
    if add.clause.id != id:
        made = _with(add.clause, id, lambda was: (was, more) if where == AFTER else (more, was))
        return put(changes, replace(add, clause=made[0]))
    place = changes.index(add) + (where == AFTER)
    return (*changes[:place], Add(add.parent, add.after, more), *changes[place:])


def _child(add: Add, id: str, more: Clause) -> Clause:
    parent = next(each for each in add.clause.walk() if each.id == id)
    return replace(parent, children=(*parent.children, more))


def _with(clause: Clause, id: str, how: Callable[[Clause], tuple[Clause, ...]]) -> tuple[Clause, ...]:
    """A clause in which the one of this id has become what `how` makes of it."""
    if clause.id == id:
        return how(clause)
    return (replace(clause, children=tuple(new for each in clause.children for new in _with(each, id, how))),)
