"""What a reader of a file has to say: what it kept in another form, what it left out, what it refuses.

Nothing of a file is dropped without a finding. A file that cannot be taken at all is refused as a whole
(`OutOfOrder`), as everywhere in the house.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NoReturn

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.procedure.act import OutOfOrder, Sentence
from folkmoot.texts.clause import forbidden

FIRST_WORDS = 6
MOST = 1_000
"""Findings that are listed one by one; the rest is counted in one more."""


class Level(StrEnum):
    """How grave a finding is, from the mildest."""

    KEPT = "kept"
    CHANGED = "changed"
    LEFT_OUT = "left out"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a person should know of an import: how grave, where in the text, and a sentence.

    `place` is in words ("at “Every member has a right…”"), empty for the file as a whole.
    """

    level: Level
    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}" if self.place else self.sentence


def first_words(text: str, most: int = FIRST_WORDS) -> str:
    """The first words of a text, with an ellipsis where it goes on; empty for an empty one."""
    words = "".join(sign for sign in text[:600] if sign.isspace() or not forbidden(sign)).split()
    shown = " ".join(words[:most])
    if len(shown) > 80:
        shown = shown[:79].rstrip()
        return f"{shown}…"
    return shown + ("…" if len(words) > most else "")


def at(text: str) -> str:
    """The place of words, by their beginning."""
    words = first_words(text)
    return _("at “{words}”").format(words=words) if words else ""


def after(text: str) -> str:
    """The place behind words, by their beginning."""
    words = first_words(text)
    return _("after “{words}”").format(words=words) if words else _("at the beginning")


@dataclass
class Findings:
    """Findings as they are gathered. What occurs often is counted, and said once with its first place."""

    found: dict[Finding, None] = field(default_factory=dict)
    counted: dict[str, tuple[int, str]] = field(default_factory=dict)

    def add(self, level: Level, place: str, sentence: str) -> None:
        """One finding; the same at the same place is said once."""
        self.found.setdefault(Finding(level, place, sentence))

    def count(self, what: str, place: str, times: int = 1) -> None:
        """One more of something in `COUNTED`."""
        before, first = self.counted.get(what, (0, place))
        self.counted[what] = before + times, first

    def all(self) -> tuple[Finding, ...]:
        """All findings, the gravest first, else in the order of the text."""
        counted = [
            Finding(COUNTED[what][0], place, COUNTED[what][1](times).format(n=times))
            for what, (times, place) in self.counted.items()
        ]
        listed = sorted([*self.found, *counted], key=lambda each: -list(Level).index(each.level))
        if len(listed) <= MOST:
            return tuple(listed)
        rest = _("And {n} more findings of the same kinds.").format(n=len(listed) - MOST)
        return (*listed[:MOST], Finding(listed[MOST].level, "", rest))


COUNTED: dict[str, tuple[Level, Callable[[int], str]]] = {
    "spaces": (
        Level.CHANGED,
        lambda n: ngettext(
            "Several spaces in a row, or a tab, became one space.",
            "Several spaces in a row, or tabs, became one space, at {n} places.",
            n,
        ),
    ),
    "underline": (
        Level.CHANGED,
        lambda n: ngettext(
            "Underlined words are now emphasised.", "Underlined words at {n} places are now emphasised.", n
        ),
    ),
    "struck": (
        Level.CHANGED,
        lambda n: ngettext(
            "Words were struck through, and stand here as ordinary words. Take them out if they should go.",
            "At {n} places words were struck through, and stand here as ordinary words. "
            "Take them out if they should go.",
            n,
        ),
    ),
    "raised": (
        Level.CHANGED,
        lambda n: ngettext(
            "Raised or lowered letters now stand on the line.",
            "Raised or lowered letters at {n} places now stand on the line.",
            n,
        ),
    ),
    "code": (
        Level.CHANGED,
        lambda n: ngettext(
            "Words in typewriter letters are now ordinary words.",
            "Words in typewriter letters at {n} places are now ordinary words.",
            n,
        ),
    ),
    "pages": (
        Level.LEFT_OUT,
        lambda n: ngettext("A break of page or column.", "{n} breaks of page or column.", n),
    ),
    "rules": (
        Level.LEFT_OUT,
        lambda n: ngettext("A line across the page.", "{n} lines across the page.", n),
    ),
    "formats": (
        Level.LEFT_OUT,
        lambda n: ngettext(
            "A tracked change of format, which changes no words.",
            "{n} tracked changes of format, which change no words.",
            n,
        ),
    ),
    "quote": (
        Level.CHANGED,
        lambda n: ngettext(
            "An indented quotation is now a paragraph without a number.",
            "{n} paragraphs of indented quotations are now paragraphs without a number.",
            n,
        ),
    ),
    "heading": (
        Level.CHANGED,
        lambda n: ngettext(
            "A short line set in bold was read as a heading.",
            "{n} short lines set in bold were read as headings.",
            n,
        ),
    ),
    "joined": (
        Level.CHANGED,
        lambda n: ngettext(
            "Lines inside a cell of a table were joined.",
            "Lines inside {n} cells of tables were joined.",
            n,
        ),
    ),
    "cells": (
        Level.CHANGED,
        lambda n: ngettext(
            "A merged cell of a table was divided again; its words stand in the first part.",
            "{n} merged cells of tables were divided again; their words stand in the first part.",
            n,
        ),
    ),
}


def refuse(condition: Sentence, fact: Sentence, cure: Sentence) -> NoReturn:
    """The file as a whole is not taken: what is asked, what was found, what would do."""
    raise OutOfOrder(rule="", condition=condition, fact=fact, cure=cure)


def worst(findings: Iterable[Finding]) -> Level:
    """The gravest level among findings; kept, if there is none."""
    order = list(Level)
    return max((each.level for each in findings), key=order.index, default=Level.KEPT)
