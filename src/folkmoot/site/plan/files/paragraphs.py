"""What every reader of a file hands on: its paragraphs in order, with all that tells where each belongs."""

from dataclasses import dataclass
from typing import Literal

from folkmoot.site.plan.files.sentence import Run, words

Shape = Literal["title", "heading", "plain", "number", "item", "quote", "table"]
"""`number`: counted by the file in figures; `item`: in a list with letters or bullets."""

Sentence = tuple[Run, ...]
"""Runs of one sentence. In `Run.clause` stands an anchor of the file, for what it refers to."""


@dataclass(frozen=True, slots=True)
class Own:
    """What a paragraph says of itself in a file that this house wrote.

    `depth` counts from 1. `label` is None where the number is counted, else the fixed one.
    """

    kind: str
    part: Literal["heading", "body", "tail"]
    depth: int
    label: str | None = None
    opens: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote: the number that stands in the sentence, and its words."""

    number: str
    words: Sentence


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or table.

    `level`: of a heading from 1, of a list from 0. `number`: as the file counts it ("3.", "(c)", "•").
    `series`: the name of the list that goes on from one paragraph to the next. `anchors`: names under which
    others refer to it. `size`: of the letters of a line set in bold as a whole; 0 for any other.
    """

    shape: Shape
    runs: Sentence = ()
    level: int = 0
    number: str = ""
    series: str = ""
    anchors: tuple[str, ...] = ()
    rows: tuple[tuple[Sentence, ...], ...] = ()
    notes: tuple[Note, ...] = ()
    own: Own | None = None
    size: int = 0

    @property
    def text(self) -> str:
        """Its words without marks."""
        if self.rows:
            return " ".join(words(cell) for row in self.rows for cell in row)
        return words(self.runs)
