"""An amendment's new words as a text of their own, in which an amendment to the amendment is anchored.

Each edit is a clause of that text, `edit-1`, `edit-2`, … in the order of the amendment, each sweep a clause
`sweep-1`, … over the places that it found. Words to be put in are the clause's body; a fragment hangs under
it with its own ids. To leave out such a clause takes the edit back, and strikes a place of a sweep off.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import assert_never

from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.edits import (
    NAMES,
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

STANDS_FOR = re.compile(r"(?:edit|sweep)-[0-9]+\Z")
"""The ids of the clauses that stand for edits and sweeps; no fragment may use one."""
SPOKEN = ("reword", "relabel", "sweep")
"""Kinds of these clauses that are nothing but words: those of their body."""
HOLDING = ("insert", "wrap")
"""Kinds of these clauses below which more may be put."""


def content_of(amendment: Amendment) -> Revision:
    """What an amendment would put into its base, as a text."""
    places: dict[int, list[Clause]] = {number: [] for number in range(1, len(amendment.sweeps) + 1)}
    clauses = []
    for number, edit in enumerate(amendment.edits, start=1):
        stand = _stand(f"edit-{number}", edit)
        if isinstance(edit, Reword) and edit.sweep in places:
            places[edit.sweep].append(replace(stand, kind="place", body=""))
        else:
            clauses.append(stand)
    for number, sweep in enumerate(amendment.sweeps, start=1):
        found = tuple(places[number])
        clauses.append(Clause(f"sweep-{number}", "sweep", label="", body=sweep.replace, children=found))
    return Revision("", tuple(clauses))


def _stand(id: str, edit: Edit) -> Clause:
    kind = NAMES[type(edit)]
    match edit:
        case Reword():
            return Clause(id, kind, label="", body=edit.new)
        case Relabel():
            return Clause(id, kind, label="", body=edit.label or "")
        case Insert():
            return Clause(id, kind, label="", children=(edit.clause,))
        case Replace():
            return Clause(id, kind, label="", children=(edit.by,))
        case Wrap():
            return Clause(id, kind, label="", children=(edit.inner,))
        case Delete() | Move():
            return Clause(id, kind, label="")
        case _:
            assert_never(edit)


def with_content(amendment: Amendment, revision: Revision) -> Amendment:
    """The amendment as it stands once its content has become `revision`, by amendments to it."""
    return settled(amendment, revision)[0]


def settled(amendment: Amendment, revision: Revision) -> tuple[Amendment, tuple[str, ...]]:
    """The same, and for each of its edits the clause of its content that stands for its words."""
    stands = revision.by_id
    kept: dict[int, int] = {}
    sweeps: list[Sweep] = []
    for number, sweep in enumerate(amendment.sweeps, start=1):
        if (stand := stands.get(f"sweep-{number}")) is not None:
            kept[number] = len(sweeps) + 1
            struck = (*sweep.struck, *_struck(amendment, number, stands))
            sweeps.append(replace(sweep, replace=stand.body, struck=tuple(sorted(struck))))
    edits: list[Edit] = []
    sources: list[str] = []
    for number, edit in enumerate(amendment.edits, start=1):
        if (stand := stands.get(f"edit-{number}")) is None:
            continue
        if isinstance(edit, Reword) and edit.sweep in kept:
            edits.append(replace(edit, new=stands[f"sweep-{edit.sweep}"].body, sweep=kept[edit.sweep]))
            sources.append(f"sweep-{edit.sweep}")
        else:
            for said in _said(edit, stand):
                edits.append(said)
                sources.append(stand.id)
    return replace(amendment, edits=tuple(edits), sweeps=tuple(sweeps)), tuple(sources)


def _struck(amendment: Amendment, sweep: int, stands: Mapping[str, Clause]) -> Iterable[tuple[str, str, int]]:
    for number, edit in enumerate(amendment.edits, start=1):
        if isinstance(edit, Reword) and edit.sweep == sweep and f"edit-{number}" not in stands:
            yield edit.clause, edit.field, edit.start


def _said(edit: Edit, stand: Clause) -> list[Edit]:
    """What an edit has become: itself with other words, several in its place, or nothing."""
    match edit:
        case Reword():
            return [replace(edit, new=stand.body)] if stand.body or edit.old else []
        case Relabel():
            kept = edit.label is None and not stand.body
            return [replace(edit, label=None if kept else stand.body)]
        case Insert():
            return [replace(edit, clause=child) for child in stand.children]
        case Replace():
            return [replace(edit, by=child) for child in stand.children]
        case Wrap():
            inner, *more = stand.children or (None,)
            if inner is None or inner.id != edit.inner.id:
                return [Insert(edit.clause, edit.inner.id, child) for child in stand.children]
            return [
                replace(edit, inner=inner),
                *(Insert(edit.clause, edit.inner.id, child) for child in more),
            ]
    return [edit]
