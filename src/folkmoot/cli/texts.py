"""Texts of clauses from files, and changed words in a terminal: between brackets, and in colour besides."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from folkmoot.cli.trouble import Trouble
from folkmoot.texts.clause import BadText, Revision, read_revision
from folkmoot.texts.plain import read_plain

LEGEND = "[-left out-] {+inserted+}"
LONG = 30
"""Unchanged words in a row beyond which only those near a change are printed."""
NEAR = 8


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text from a file, and which of its ids stand there: all in canonical JSON, perhaps some on a page."""

    revision: Revision
    known: frozenset[str]

    @property
    def whole(self) -> bool:
        """Whether each clause has an id in the file."""
        return self.known == self.revision.by_id.keys()


def read_text(file: str | Path) -> TextFile:
    """The text in a file: canonical JSON, or a page in the plain form (spec/texts.md). Raises Trouble."""
    data = read_bytes(file)
    try:
        if data.startswith(b"{"):
            revision = read_revision(data)
            return TextFile(revision, frozenset(revision.by_id))
        plain = read_plain(data.decode())
    except UnicodeDecodeError as bad:
        raise Trouble(f"{file} is not UTF-8 (byte {bad.start})", "save it as plain text in UTF-8") from None
    except BadText as bad:
        raise trouble_with(file, bad) from None
    return TextFile(plain.revision, plain.known)


def read_bytes(file: str | Path) -> bytes:
    """The bytes of a file. Raises Trouble."""
    try:
        return Path(file).read_bytes()
    except OSError as bad:
        reason = (bad.strerror or "unknown reason").lower()
        raise Trouble(f"cannot read {file}: {reason}", "give a text as canonical JSON or Markdown") from None


def trouble_with(file: str | Path, bad: BadText) -> Trouble:
    """A text that cannot be read, as one lower-case line and its cure."""
    where = f", {bad.where}" if bad.where else ""
    return Trouble(f"{file}{where}: {bad.says}", bad.cure[:1].lower() + bad.cure[1:].rstrip("."))


def struck(words: str, by: str = "") -> str:
    """Words that are left out, perhaps by whom."""
    return click.style(f"[{by}-{words}-]", fg="red", strikethrough=True)


def inserted(words: str, by: str = "") -> str:
    """Words that are put in, perhaps by whom."""
    return click.style(f"{{{by}+{words}+}}", fg="green", underline=True)


def shortened(words: str, *, first: bool, last: bool) -> str:
    """Unchanged words; of many only those near the changes before and after them."""
    said = words.split(" ")
    if len(said) <= LONG:
        return words
    before = [] if first else [" ".join(said[:NEAR])]
    after = [] if last else [" ".join(said[-NEAR:])]
    return " ".join([*before, "…", *after])


def counted(number: int, name: str) -> str:
    """1 clause, 2 clauses."""
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def numbers(found: Iterable[int]) -> str:
    """3, 8 and 11."""
    *most, last = map(str, sorted(found))
    return f"{', '.join(most)} and {last}" if most else last
