"""A text as paragraphs to be written, in order, each with its number and how deep it stands."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from folkmoot.site.plan.files import tables
from folkmoot.site.plan.files.sentence import Run, parse
from folkmoot.texts.clause import KINDS, Clause, Revision
from folkmoot.texts.labels import citations, labels

_ADDRESS_OF = re.compile(r"\{clause:([a-z0-9][a-z0-9-]{0,63})\}")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a clause. `opens`: it is the first of its clause, and bears its number and its id.

    `depth` counts from 1; `inset` counts the clauses over it that are no sections. A table has its
    `rows` in a block of its own, behind the one that opens it.
    """

    clause: Clause
    part: Literal["heading", "body", "tail"]
    depth: int
    inset: int
    opens: bool
    number: str
    runs: tuple[Run, ...] = ()
    rows: tables.Rows = ()

    @property
    def fixed(self) -> bool:
        """Whether the number is a label that takes no count."""
        return self.clause.label is not None


def blocks(revision: Revision) -> Iterator[Block]:
    """All paragraphs of a text."""
    yield from _blocks(revision.clauses, 1, 0, labels(revision))


def _blocks(
    clauses: tuple[Clause, ...], depth: int, inset: int, numbers: Mapping[str, str]
) -> Iterator[Block]:
    for clause in clauses:
        number = numbers[clause.id]
        table = clause.kind == "table"
        titled = bool(clause.heading) or table
        if titled:
            yield Block(clause, "heading", depth, inset, True, number, parse(clause.heading))
        if clause.body and table:
            yield Block(clause, "body", depth, inset, False, "", rows=tables.rows(clause.body))
        elif clause.body or not titled:
            yield Block(clause, "body", depth, inset, not titled, "" if titled else number, said(clause))
        yield from _blocks(clause.children, depth + 1, inset + (clause.kind != "section"), numbers)
        if clause.tail:
            yield Block(clause, "tail", depth, inset, False, "", parse(clause.tail))


def said(clause: Clause) -> tuple[Run, ...]:
    """The body of a clause as runs; in kinds of a text's own nothing is a mark."""
    return parse(clause.body) if clause.kind in KINDS else (Run(clause.body),) if clause.body else ()


def referring(revision: Revision) -> Mapping[str, str]:
    """What is printed for a reference to each clause: how it is cited, or a sign instead."""
    return {id: cited or "¶" for id, cited in citations(revision).items()}
