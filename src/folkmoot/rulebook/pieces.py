"""A paragraph cut into pieces for showing it: plain text, settings, and mentions of other paragraphs."""

import re
from dataclasses import dataclass

from folkmoot.rulebook.book import Paragraph
from folkmoot.rulebook.marks import MARK, REFERENCE

_EITHER = re.compile(f"{MARK.pattern}|{REFERENCE.pattern}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. `kind` is "text", "setting" (then `key`) or "reference" (then `number`)."""

    kind: str
    text: str
    key: str = ""
    number: str = ""


def pieces(paragraph: Paragraph) -> tuple[Piece, ...]:
    """A paragraph's text in pieces; a mention of its own number stays text. Lettered lines: `pieces_of`."""
    return pieces_of(paragraph.text, own=paragraph.number)


def pieces_of(text: str, *, own: str = "") -> tuple[Piece, ...]:
    """Any text with marks in pieces, in order; joined, their texts are what members read."""
    found: list[Piece] = []
    done = 0
    for match in _EITHER.finditer(text):
        words, key, number = match.groups()
        if number == own and number is not None:
            continue
        if match.start() > done:
            found.append(Piece("text", text[done : match.start()]))
        if key is not None:
            found.append(Piece("setting", words, key=key))
        else:
            found.append(Piece("reference", number, number=number))
        done = match.end()
    if done < len(text):
        found.append(Piece("text", text[done:]))
    return tuple(found)
