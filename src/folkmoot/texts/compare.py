"""What became of each clause between two revisions: new, gone, moved, relabelled, reworded."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from folkmoot.texts.clause import FIELDS, Clause, Revision
from folkmoot.texts.labels import citations
from folkmoot.texts.runs import Run, rising, runs

KINDS = ("new", "gone", "moved", "relabelled", "reworded")


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one clause.

    `kinds` are of `KINDS`, in that order; a clause may be moved, relabelled and reworded at once. `old` and
    `new` are the clause as it was and as it is (None where it is not), `old_label` and `new_label` how it
    was and is cited. `fields` holds the way from the old words to the new, for each field that differs.
    """

    clause: str
    kinds: tuple[str, ...]
    old: Clause | None
    new: Clause | None
    old_label: str
    new_label: str
    fields: Mapping[str, tuple[Run, ...]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences between two revisions.

    `title` is empty where it did not change. `changes` stand in the order of the new text, what is gone after
    what stood before it. `renumbered`: old and new number of clauses of which nothing else changed.
    """

    title: tuple[Run, ...]
    changes: tuple[Change, ...]
    renumbered: Mapping[str, tuple[str, str]]

    @property
    def empty(self) -> bool:
        """True if the revisions say the same, clause by clause, under the same numbers."""
        return not (self.title or self.changes or self.renumbered)


def compare(old: Revision, new: Revision) -> Comparison:
    """The differences between two revisions, clauses held together by their ids."""
    was, now = citations(old), citations(new)
    moved = frozenset(_moved(old, new))
    changes = []
    for id in in_order(old, new):
        before, after = old.by_id.get(id), new.by_id.get(id)
        kinds, fields = _what(before, after, moved=id in moved)
        if kinds:
            changes.append(Change(id, kinds, before, after, was.get(id, ""), now.get(id, ""), fields))
    touched = {change.clause for change in changes}
    return Comparison(
        runs(old.title, new.title) if old.title != new.title else (),
        tuple(changes),
        {id: (was[id], now[id]) for id in now if id in was and was[id] != now[id] and id not in touched},
    )


def _what(
    before: Clause | None, after: Clause | None, *, moved: bool
) -> tuple[tuple[str, ...], dict[str, tuple[Run, ...]]]:
    if before is None or after is None:
        there, kind, way = (before, "gone", "out") if before else (after, "new", "in")
        said: dict[str, tuple[Run, ...]]
        said = {name: (Run(way, words),) for name in FIELDS if (words := getattr(there, name))}
        return (kind,), said
    fields = {
        name: runs(getattr(before, name), getattr(after, name))
        for name in FIELDS
        if getattr(before, name) != getattr(after, name)
    }
    relabelled = (before.label, before.kind) != (after.label, after.kind)
    found = {"moved": moved, "relabelled": relabelled, "reworded": bool(fields)}
    return tuple(kind for kind in KINDS if found.get(kind)), fields


def in_order(old: Revision, new: Revision) -> Iterator[str]:
    """Every id: those of the new text in its order, and after each what stood after it and is gone."""
    gone: dict[str, list[str]] = {}
    last = ""
    for clause in old.walk():
        if clause.id in new.by_id:
            last = clause.id
        else:
            gone.setdefault(last, []).append(clause.id)
    yield from gone.get("", ())
    for clause in new.walk():
        yield clause.id
        yield from gone.get(clause.id, ())


def _moved(old: Revision, new: Revision) -> Iterator[str]:
    """Clauses under another than before, and of those that stayed the fewest that changed places."""
    for parent, children in _families(new):
        stayed = [each.id for each in children if old.parents.get(each.id) == parent]
        kept = {stayed[place] for place in rising([old.places[id] for id in stayed])}
        yield from (each.id for each in children if each.id in old.by_id and each.id not in kept)


def _families(revision: Revision) -> Iterator[tuple[str, Iterable[Clause]]]:
    yield "", revision.clauses
    for clause in revision.walk():
        yield clause.id, clause.children
