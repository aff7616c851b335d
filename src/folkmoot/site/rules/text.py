"""The text of a rulebook while somebody edits it: one paragraph cut out, put back, and the whole checked."""

import re
from dataclasses import dataclass
from hashlib import sha256

from folkmoot.rulebook.book import BadRulebook, Fault, Rulebook
from folkmoot.rulebook.guarantees import check
from folkmoot.rulebook.parse import parse

_STARTS = re.compile(r"## |[1-9][0-9]*\.[1-9][0-9]* |```examples")
_EDITION = re.compile(r"^Edition ([0-9]+)\.$", re.MULTILINE)


@dataclass(frozen=True)
class Slice:
    """A paragraph as it stands in the text: its lines, with the blocks that belong to it, and where they
    begin.

    `first` is the number of its first line, counted from 1; `last` that of its last.
    """

    number: str
    first: int
    last: int
    text: str


def paragraph_with_holidays(book: Rulebook) -> str:
    """The number of the paragraph under which the holidays stand; empty where the book names none."""
    lines = book.text.split("\n")
    at = lines.index("```holidays") + 1 if "```holidays" in lines else 0
    return (
        max((each for each in book.paragraphs if each.line <= at), key=lambda each: each.line).number
        if at
        else ""
    )


def tidy(text: str) -> tuple[str, bytes]:
    """Digest and bytes of a rulebook as it is entered: line ends of one kind, one at the end, no stray
    blanks."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    data = ("\n".join(line.rstrip() for line in lines).strip() + "\n").encode()
    return sha256(data).hexdigest(), data


def paragraph_in(book: Rulebook, number: str) -> Slice:
    """The paragraph as it stands in the book's text. Raises KeyError where there is none."""
    first = book.paragraph(number).line
    lines = book.text.split("\n")
    last = first
    fenced = False
    for at in range(first, len(lines)):
        line = lines[at]
        if not fenced and _STARTS.match(line):
            break
        if line.startswith("```"):
            fenced = not fenced
        last = at + 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    return Slice(number, first, last, "\n".join(lines[first - 1 : last]))


def with_paragraph(book: Rulebook, number: str, words: str) -> str:
    """The whole text with this paragraph replaced, as the next edition."""
    place = paragraph_in(book, number)
    lines = book.text.split("\n")
    new = words.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    return next_edition(book, "\n".join([*lines[: place.first - 1], *new, *lines[place.last :]]))


def edition_in(text: str) -> int | None:
    """The number of the edition that a text says it is; None where it says none."""
    found = _EDITION.search(text)
    return int(found[1]) if found else None


def next_edition(book: Rulebook, text: str) -> str:
    """The text with the number of the next edition, unless its writer has changed the number."""
    found = _EDITION.search(text)
    if found is None or int(found[1]) != book.edition:
        return text
    return f"{text[: found.start()]}Edition {book.edition + 1}.{text[found.end() :]}"


def read(text: str) -> tuple[Rulebook | None, tuple[Fault, ...]]:
    """The rulebook in a text, and every fault of form or guarantee in it; None where the form is bad."""
    try:
        book = parse(tidy(text)[1].decode())
    except BadRulebook as bad:
        return None, bad.faults
    return book, check(book)
