"""A clause while a file is read."""

from dataclasses import dataclass, field

from folkmoot.site.plan.files.numbers import Typed
from folkmoot.site.plan.files.paragraphs import Note, Paragraph, Sentence

CLAUSES, ITEMS, DEEPEST = 100, 1_000, 10_000
"""Ranks: what comes next hangs under the nearest open clause of a smaller one. Sections have the rank of
their heading, and clauses that this house wrote their depth."""


@dataclass
class Node:
    """A clause while it is read: `number` as the file counts it, or `typed` by hand, before `whole` words."""

    kind: str
    rank: int
    own: bool = False
    label: str | None = None
    number: str = ""
    series: str = ""
    typed: Typed | None = None
    whole: Sentence = ()
    heading: Sentence = ()
    body: Sentence = ()
    tail: Sentence = ()
    rows: tuple[tuple[Sentence, ...], ...] = ()
    anchors: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    children: list["Node"] = field(default_factory=list)

    def take(self, part: str, paragraph: Paragraph) -> None:
        """The words of a paragraph as heading, body or tail."""
        setattr(self, part, paragraph.runs)
        self.rows = paragraph.rows or self.rows
        self.anchors += paragraph.anchors
        self.notes += paragraph.notes

    @property
    def numbered(self) -> bool:
        """Whether the file gave it a number."""
        return bool(self.number or self.typed)
