"""Marked words: `[14 days]{motion.seconding}`. The words are the setting, the key is where it is found."""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

from folkmoot.rulebook.book import Fault, Setting
from folkmoot.rulebook.layout import Line, RawParagraph
from folkmoot.rulebook.values import read_value

KEY = r"[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)*"
MARK = re.compile(rf"\[([^\[\]{{}}]+)\]\{{({KEY})\}}")
REFERENCE = re.compile(r"(?<![\w.:/-])([1-9][0-9]{0,2}\.[1-9][0-9]{0,2})(?![\w%:/-]|\.\d)")
"""A mention of a paragraph by its number. Numbers with a point are kept for this."""


def join(lines: Iterable[Line]) -> str:
    """Soft-wrapped lines as one line of text."""
    return " ".join(line.text for line in lines)


def plain(text: str) -> str:
    """The text as members read it, without the keys."""
    return MARK.sub(r"\1", text)


def settings_in(paragraph: RawParagraph, faults: list[Fault]) -> Iterator[Setting]:
    """The settings of a paragraph in the order of its words; malformed marks are added to `faults`."""
    for lines in (paragraph.text, *paragraph.items):
        text = join(lines)
        for match in MARK.finditer(text):
            words, key = match[1], match[2]
            line = _line_of(lines, match.start())
            if words != " ".join(words.split()):
                faults.append(
                    Fault(line, "", f"the words of {key} have stray spaces", "Take the spaces out.")
                )
            yield Setting(key, words, read_value(words), paragraph.number, line)
        rest = MARK.sub(lambda match: " " * len(match[0]), text)
        for stray in re.finditer(r"\]\s*\{", rest):
            faults.append(
                Fault(
                    _line_of(lines, stray.start()),
                    "",
                    "a mark is not well formed",
                    "Write '[14 days]{motion.seconding}': words in square brackets, key in braces, no space.",
                )
            )


def references_in(paragraph: RawParagraph) -> Iterator[tuple[str, int]]:
    """Numbers of paragraphs that this one mentions, each with its line."""
    for lines in (paragraph.text, *paragraph.items):
        text = join(lines)
        for match in REFERENCE.finditer(text):
            yield match[1], _line_of(lines, match.start())


def _line_of(lines: list[Line], offset: int) -> int:
    """The line on which the character at `offset` of the joined lines stands."""
    ends = accumulate(len(line.text) + 1 for line in lines)
    return next(line.number for line, end in zip(lines, ends, strict=True) if offset < end)
