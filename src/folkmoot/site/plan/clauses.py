"""Clauses as pages show them: the tree of a text, each clause with its number, its words and its notes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from folkmoot.site.plan.typeset import table, typeset
from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.labels import labels as labels_of

NOTHING = mark_safe("")


@dataclass(slots=True)
class Shown:
    """One clause for `plan/parts/clause.html`, which says what each field is."""

    id: str
    kind: str
    label: str
    rank: int
    url: str
    heading: SafeString = NOTHING
    body: SafeString = NOTHING
    tail: SafeString = NOTHING
    children: "list[Shown]" = field(default_factory=list)
    mark: str = ""
    mark_words: str = ""
    beside: dict[str, Any] = field(default_factory=dict)
    amend_url: str = ""
    comment_url: str = ""
    comments: int = 0


Words = Callable[[Clause, str], SafeString]
"""How a field of a clause is set: the words as they stand, or with marks in them."""
Notes = Callable[[Shown], None]
"""What stands beside a clause is put there."""


def as_it_stands(revision: Revision, page: str, labels: Mapping[str, str] | None = None) -> Words:
    """The words of a revision as they stand; `page` is the address of the text."""
    printed = labels if labels is not None else labels_of(revision)

    def words(clause: Clause, name: str) -> SafeString:
        said = getattr(clause, name)
        if not said:
            return NOTHING
        if clause.kind == "table" and name == "body":
            return table(said, printed, page)
        return typeset(said, printed, page)

    return words


def shown(
    clause: Clause,
    page: str,
    labels: Mapping[str, str],
    words: Words,
    notes: Notes | None = None,
    rank: int = 2,
) -> Shown:
    """A clause with all under it; headings below it are a rank lower, down to the fourth."""
    found = Shown(
        clause.id,
        clause.kind,
        labels.get(clause.id, ""),
        rank,
        f"{page}clauses/{clause.id}/",
        words(clause, "heading"),
        words(clause, "body"),
        words(clause, "tail"),
        [shown(each, page, labels, words, notes, min(rank + 1, 4)) for each in clause.children],
    )
    if notes is not None:
        notes(found)
    return found


def alone(clause: Clause) -> Clause:
    """The clause without what hangs under it."""
    return Clause(clause.id, clause.kind, clause.label, clause.heading, clause.body, clause.tail)
