"""A paragraph of a document while its parts are read: words under marks, anchors, notes, tracked changes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from folkmoot.site.plan.files.findings import Findings, Level, after, first_words
from folkmoot.site.plan.files.paragraphs import Note, Paragraph, Sentence
from folkmoot.site.plan.files.sentence import Run, words

_POINT = r"\([0-9a-zA-Z]{1,4}\)"
NUMBER = re.compile(rf"§?\s?(?:\d{{1,3}}[A-Z]{{0,2}}|{_POINT}|[a-z])(?:\.\d{{1,3}}[A-Z]{{0,2}}|{_POINT})*\.?")
"""Words that refer to a clause by its number, so that the number may be counted anew."""

OWN = re.compile(r"Plan ([a-z][a-z-]{0,31})( heading| tail)?( unnumbered)? ([1-9][0-9]?)")
"""The name of a style of this house: a kind, a part of a clause, and how deep it stands."""
COUNTED_NUMBER, FIXED_NUMBER, REFERENCE = "Plan number", "Plan fixed number", "Plan reference"
"""The styles of a number that is counted, of one that is not, and of a reference to a clause."""


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change: inserted, left out, moved here or moved away; who made it, and its words.

    `at` is the number of letters that stand before it in its paragraph, `before` the last of them.
    """

    kind: str
    who: str
    words: str
    at: int
    before: str


@dataclass
class Line:
    """What has been read of one paragraph."""

    runs: list[Run] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    boxes: list[Paragraph] = field(default_factory=list)
    meant: set[str] = field(default_factory=set)
    label: str | None = None
    numbered: bool = False
    named: bool = False
    size: int = 0
    length: int = 0

    @property
    def text(self) -> str:
        """Its words so far."""
        return words(self.runs)

    @property
    def beginning(self) -> str:
        """Its first words."""
        return _some(self.runs).strip()

    @property
    def ending(self) -> str:
        """Its last words so far."""
        return " ".join(_some(self.runs[:-20:-1][::-1], last=True).split()[-6:])

    def put(self, run: Run) -> None:
        """More words. A reference that comes in pieces is one."""
        last = self.runs[-1] if self.runs else None
        if last and run.clause and last.clause == run.clause and run.clause not in self.meant:
            self.runs[-1] = replace(last, text=last.text + run.text)
        elif run.text:
            self.runs.append(run)
        self.length += len(run.text)

    def change(self, kind: str, who: str, said: str, at: int, before: str) -> None:
        """A tracked change behind `at` letters; pieces of one are joined."""
        last = self.changes[-1] if self.changes else None
        if last and (last.kind, last.who) == (kind, who) and at in (last.at, last.at + len(last.words)):
            self.changes[-1] = replace(last, words=last.words + said)
        elif said:
            self.changes.append(Change(kind, who, said, at, before))

    def sentence(self) -> Sentence:
        """The runs; a link to a place of the text that is not said as a number stays as words."""
        return tuple(
            run
            if not run.clause or run.clause in self.meant or NUMBER.fullmatch(run.text.strip())
            else replace(run, clause="")
            for run in self.runs
        )


def _some(runs: Sequence[Run], last: bool = False) -> str:
    """The first or last 200 letters of some runs."""
    found = ""
    for run in reversed(runs) if last else runs:
        found = run.text[-200:] + found if last else found + run.text[:200]
        if len(found) >= 200:
            break
    return found[-200:] if last else found[:200]


def outermost(element: Element, tag: str) -> Iterator[Element]:
    """The elements of this name under another, without those inside of one."""
    for child in element:
        if child.tag == tag:
            yield child
        else:
            yield from outermost(child, tag)


def report(line: Line, findings: Findings, here: str, reading: str) -> None:
    """A finding for each tracked change of a line."""
    kept = {"inserted": "changed", "moved here": "changed", "left out": "original", "moved away": "original"}
    said = {
        "inserted": _("Tracked change: {who} inserted “{words}”."),
        "left out": _("Tracked change: {who} left out “{words}”."),
        "moved here": _("Tracked change: {who} moved “{words}” to this place."),
        "moved away": _("Tracked change: {who} moved “{words}” away from here."),
    }
    for change in line.changes:
        stands = kept[change.kind] == reading
        result = (
            _("It stands in the text as read.") if stands else _("It does not stand in the text as read.")
        )
        words = said[change.kind].format(who=change.who or _("somebody"), words=first_words(change.words, 40))
        place = after(change.before) if change.before.strip() else here
        findings.add(Level.CHANGED, place, f"{words} {result}")


def named(findings: Findings, here: str, what: str, description: str) -> None:
    """A picture, drawing or object that is not taken in, by what it says of itself."""
    sentence = (
        _("{what} is not taken in. It is described as “{words}”.")
        if description
        else _("{what} is not taken in. It has no description.")
    )
    findings.add(Level.REFUSED, here, sentence.format(what=what, words=" ".join(description.split())))
