"""From text to chapters, paragraphs and fenced blocks, before any word of law is understood.

Numbers must be consecutive and every line of text must belong to a paragraph, so that whatever binds the
members can be cited. Nothing is guessed or repaired: each departure is a fault with its line.
"""

import re
from dataclasses import dataclass, field

from folkmoot.rulebook.book import Fault

LONGEST = 400_000
"""Characters in a rulebook; longer is refused unread. The longest starter has about 16,000."""

_TITLE = re.compile(r"# (\S.*)")
_EDITION = re.compile(r"Edition ([1-9][0-9]{0,5})\.")
_CHAPTER = re.compile(r"## ([1-9][0-9]{0,2}) (\S.*)")
_PARAGRAPH = re.compile(r"([1-9][0-9]{0,2})\.([1-9][0-9]{0,2}) (\S.*)")
_LETTERED = re.compile(r"\(([a-z])\) (\S.*)")
_FENCE = re.compile(r"```(.*)")
BLOCKS = ("rule", "holidays", "examples")


@dataclass(slots=True)
class Line:
    """One line of the file: its number from 1 and its text."""

    number: int
    text: str


@dataclass(slots=True)
class Block:
    """A fenced block: `kind` is one of BLOCKS; any other has been found at fault and is not read."""

    kind: str
    line: int
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class RawParagraph:
    """A paragraph as written. `text` and each of `items` are lists of soft-wrapped lines."""

    number: str
    line: int
    text: list[Line]
    items: list[list[Line]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class RawChapter:
    """A chapter as written; `reached` is the number of its latest paragraph."""

    number: int
    title: str
    line: int
    introduction: list[Line] = field(default_factory=list)
    paragraphs: list[RawParagraph] = field(default_factory=list)
    examples: list[Block] = field(default_factory=list)
    reached: int = 0


@dataclass(slots=True)
class Layout:
    """The whole text in its parts, and what was wrong with its form."""

    title: str = ""
    edition: int = 1
    chapters: list[RawChapter] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def lay_out(text: str) -> Layout:
    """Take a text apart. Total: faults are collected in the answer, nothing is raised."""
    layout = Layout()
    if len(text) > LONGEST:
        layout.faults.append(
            Fault(0, "", f"the text has more than {LONGEST:,} characters", "Write a shorter rulebook.")
        )
        return layout
    reader = _Reader(layout)
    for number, line in enumerate(text.split("\n"), start=1):
        reader.take(Line(number, line))
    reader.end()
    return layout


class _Reader:
    """Takes the lines in order and remembers where the next one may belong."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.block: Block | None = None
        self.open: list[Line] | None = None  # soft-wrapped lines may follow here
        self.edition_may_follow = False

    def fault(self, line: int, says: str, cure: str) -> None:
        self.layout.faults.append(Fault(line, "", says, cure))

    def take(self, line: Line) -> None:
        if any(ord(c) < 32 or ord(c) == 127 or 0xD800 <= ord(c) <= 0xDFFF for c in line.text):
            self.fault(
                line.number,
                "the line has a control character",
                "Save the file as UTF-8 with plain line ends, without tabs.",
            )
            line = Line(line.number, "".join(c if c >= " " else " " for c in line.text))
        if self.block is not None:
            self._in_block(line)
        elif line.text.startswith("```"):
            self._open_block(line)
        elif not line.text.strip():
            self.open = None
        elif line.text.startswith("#"):
            self._heading(line)
        else:
            self._prose(line)

    def end(self) -> None:
        layout = self.layout
        if self.block is not None:
            self.fault(self.block.line, "the block is not closed", "Close it with a line of three backticks.")
            self.block.kind = "not closed"
        if not layout.title:
            self.fault(1, "the rulebook has no title", "Begin with a line such as '# Rules of the Network'.")
        if not layout.chapters:
            self.fault(0, "the rulebook has no chapter", "Open one with a line such as '## 1 The network'.")
        for chapter in layout.chapters:
            if not chapter.paragraphs:
                self.fault(
                    chapter.line,
                    f"chapter {chapter.number} has no paragraph",
                    f"Write a paragraph that begins '{chapter.number}.1 '.",
                )

    def _in_block(self, line: Line) -> None:
        assert self.block is not None
        if line.text == "```":
            self.block = None
        else:
            self.block.lines.append(line)

    def _open_block(self, line: Line) -> None:
        self.open = None
        kind = line.text[3:]
        self.block = Block(kind, line.number)
        chapter = self.layout.chapters[-1] if self.layout.chapters else None
        if kind not in BLOCKS:
            self.fault(line.number, f"there is no block '{kind}'", f"Blocks are: {', '.join(BLOCKS)}.")
        elif chapter is None or not chapter.paragraphs:
            self.fault(line.number, "the block follows no paragraph", "Put it under the paragraph it serves.")
        elif kind == "examples":
            chapter.examples.append(self.block)
        else:
            self._not_after_examples(chapter, line)
            chapter.paragraphs[-1].blocks.append(self.block)

    def _not_after_examples(self, chapter: RawChapter, line: Line) -> None:
        if chapter.examples:
            self.fault(
                line.number, "law stands after the examples", "Move the examples to the chapter's end."
            )

    def _heading(self, line: Line) -> None:
        self.open = None
        title, chapter = _TITLE.fullmatch(line.text), _CHAPTER.fullmatch(line.text)
        if title is not None:
            if self.layout.title or self.layout.chapters:
                self.fault(line.number, "there is a second title", "Only the first line begins with one '#'.")
            else:
                self.layout.title = title[1].strip()
                self.edition_may_follow = True
        elif chapter is not None:
            self._chapter(line, int(chapter[1]), chapter[2].strip())
        else:
            self.fault(line.number, "the heading has no number", "Write '## 4 Motions' for chapter 4.")

    def _chapter(self, line: Line, number: int, title: str) -> None:
        self.edition_may_follow = False
        due = len(self.layout.chapters) + 1
        if number != due:
            self.fault(
                line.number, f"chapter {number} stands where chapter {due} is due", f"Number it {due}."
            )
        # Go on as if it had been numbered well, so that one slip is one fault.
        self.layout.chapters.append(RawChapter(due, title, line.number))

    def _prose(self, line: Line) -> None:
        edition = _EDITION.fullmatch(line.text)
        if edition is not None and self.edition_may_follow:
            self.layout.edition = int(edition[1])
            self.edition_may_follow = False
            return
        paragraph, lettered = _PARAGRAPH.fullmatch(line.text), _LETTERED.fullmatch(line.text)
        chapter = self.layout.chapters[-1] if self.layout.chapters else None
        if chapter is None:
            self.fault(line.number, "the line stands before the first chapter", "Move it into a paragraph.")
        elif paragraph is not None:
            self._paragraph(chapter, line, int(paragraph[1]), int(paragraph[2]), paragraph[3])
        elif lettered is not None and chapter.paragraphs:
            self._item(chapter, line, lettered[1], lettered[2])
        elif self.open is not None:
            self.open.append(Line(line.number, line.text.strip()))
        elif not chapter.paragraphs:
            self.open = chapter.introduction
            self.open.append(Line(line.number, line.text.strip()))
        else:
            self.fault(
                line.number,
                "the line belongs to no paragraph",
                "Give it a number, or join it to the one above.",
            )

    def _paragraph(self, chapter: RawChapter, line: Line, first: int, second: int, text: str) -> None:
        chapter.reached += 1
        due, number = f"{chapter.number}.{chapter.reached}", f"{first}.{second}"
        if number != due:
            self.fault(line.number, f"paragraph {number} stands where {due} is due", f"Number it {due}.")
            if first == chapter.number:
                chapter.reached = max(chapter.reached, second)
        self._not_after_examples(chapter, line)
        self.open = [Line(line.number, text.strip())]
        chapter.paragraphs.append(RawParagraph(number, line.number, self.open))

    def _item(self, chapter: RawChapter, line: Line, letter: str, text: str) -> None:
        paragraph = chapter.paragraphs[-1]
        due = chr(ord("a") + len(paragraph.items))
        if letter != due:
            self.fault(line.number, f"line ({letter}) stands where ({due}) is due", f"Letter it ({due}).")
        if paragraph.blocks or chapter.examples:
            self.fault(
                line.number, "a lettered line stands after a block", "Put the block below the lettered lines."
            )
        self.open = [Line(line.number, text.strip())]
        paragraph.items.append(self.open)
