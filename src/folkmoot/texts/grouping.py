"""Which edits of an amendment are said together, and in which order: that of the text."""

from collections.abc import Iterable, Iterator, Mapping

from folkmoot.texts.edits import Delete, Edit, Insert, Reword
from folkmoot.texts.naming import MANY, Names


def grouped(names: Names, edits: Mapping[int, Edit]) -> Iterator[list[int]]:
    """The edits, by their places in the amendment, in groups that are one instruction each.

    Together are: all rewordings of one clause; all insertions into one gap; the two edits that divide a
    clause (a rewording that cuts off its end, an insertion that makes that a clause); neighbours left out.
    """
    found: dict[tuple[str, ...], list[int]] = {}
    tails = _tails(names, edits)
    for at, edit in edits.items():
        if at in tails:
            found["divide", str(at)] = [at, tails[at]]
        elif isinstance(edit, Reword):
            found.setdefault(("reword", edit.clause), []).append(at)
        elif not isinstance(edit, Insert):
            found["one", str(at)] = [at]
        elif at not in tails.values():
            found.setdefault(("insert", edit.parent, edit.after), []).append(at)
    groups = sorted(found.values(), key=lambda group: min(_place(names, edits[at]) for at in group))
    return _rows(names, groups, edits)


def _tails(names: Names, edits: Mapping[int, Edit]) -> dict[int, int]:
    """Rewordings that cut off the end of a clause, each with the insertion of just that after it."""
    inserted = {
        (edit.after, edit.clause.body): at
        for at, edit in edits.items()
        if isinstance(edit, Insert) and not (edit.clause.heading or edit.clause.tail or edit.clause.children)
    }
    found: dict[int, int] = {}
    for at, edit in edits.items():
        if isinstance(edit, Reword) and edit.start > 0 and edit.old.strip() and not edit.new.strip():
            words: str = getattr(names.revision.by_id[edit.clause], edit.field)
            tail = inserted.get((edit.clause, edit.old.strip()))
            if edit.end == len(words) and tail is not None and tail not in found.values():
                found[at] = tail
    return found


def _place(names: Names, edit: Edit) -> tuple[int, int]:
    """Where in the text an edit stands: at a clause, or after one and all under it."""
    base = names.revision
    if not isinstance(edit, Insert):
        return base.places[edit.clause], 0
    if edit.after in base.by_id:
        return base.ends[edit.after], 1
    return (base.places[edit.parent], 1) if edit.parent else (-1, 0)


def _rows(names: Names, groups: Iterable[list[int]], edits: Mapping[int, Edit]) -> Iterator[list[int]]:
    row: list[int] = []
    for group in groups:
        last, this = edits[row[-1]] if row else None, edits[group[0]]
        if isinstance(last, Delete) and isinstance(this, Delete) and _next(names, last.clause, this.clause):
            row += group
        else:
            if row:
                yield row
            row = list(group)
    if row:
        yield row


def _next(names: Names, id: str, other: str) -> bool:
    """Whether two clauses stand side by side with numbers of one kind, and can be said together."""
    base = names.revision
    side_by_side = base.places[other] == base.ends[id] + 1 and base.parents[id] == base.parents[other]
    alike = base.by_id[id].kind == base.by_id[other].kind and bool(names.labels[id] and names.labels[other])
    return side_by_side and alike and names.numbered(id) in MANY and names.inside is None
