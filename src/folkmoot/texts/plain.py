"""A text as a page of Markdown that people write by hand: headings and numbered paragraphs.

Source: `spec/texts.md`, section 11. `folkmoot.texts.page` writes what is read here.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from folkmoot.texts.clause import DEEPEST, ID, KIND, BadText, Clause, Revision, require_words
from folkmoot.texts.labels import labels

HEADING = re.compile(r"(#+) *(.*)")
NUMBER = re.compile(r"(\d+(?:\.\d+)*[A-Za-z]{0,2})\.?(?: +|$)")
CLAUSE = re.compile(r"(\d+[A-Za-z]{0,2}(?=\.)|\d+(?:\.\d+)+[A-Za-z]{0,2})\.?(?: +|$)")
ITEM = re.compile(r"(\((?:[ivxlc]{1,12}|[A-Za-z]{1,2}|\d{1,3}[A-Za-z]{0,2})\)|[-*+])(?: +|$)")
ROW = re.compile(r"\|.*\|$")
RULE = re.compile(r"\|(?: *:?-+:? *\|)+$")
_ONE = r"(?:#[a-z0-9-]+|\.[a-z-]+|[a-z]+=\"[^\"]*\")"
BESIDE = re.compile(rf"(?:^| |(?<=\n))\{{({_ONE}(?: {_ONE})*)\}}$")
"""What is said of a clause after its words: its id, its kind, its fixed label, under what it stands."""
SAID = re.compile(r"#(?P<id>[a-z0-9-]+)|\.(?P<kind>[a-z-]+)|(?P<name>[a-z]+)=\"(?P<value>[^\"]*)\"")
ATTEMPTS = 40
"""Odd numbers among the children of one clause, up to which those after them may still be computed."""


@dataclass(frozen=True, slots=True)
class Plain:
    """What was read: the text, and the ids that stand in it; other clauses have ids made up in passing."""

    revision: Revision
    known: frozenset[str]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the page; `marks`: of a heading; `blanks`: before it; `beside`: said after it."""

    marks: int
    blanks: int
    kind: str
    number: str
    words: str
    beside: dict[str, str]


@dataclass
class Draft:
    """A clause while the page is read; `number` is what is printed before it, where that is not beside it."""

    id: str
    kind: str
    source: Paragraph
    label: str | None = None
    number: str = ""
    heading: str = ""
    body: str = ""
    tail: str = ""
    children: list["Draft"] = field(default_factory=list)


def read_plain(text: str) -> Plain:
    """The text on a page. Raises `BadText`, which names the line."""
    clean = unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n"))
    page = _Page()
    for line, blanks, words in _cut(clean):
        try:
            page.take(blanks, words)
        except BadText as bad:
            raise BadText(f"line {line}", bad.says, bad.cure) from bad
    return page.closed()


def _cut(text: str) -> Iterator[tuple[int, int, str]]:
    """Each paragraph: its line from 1, the blanks before it, and its words, lines joined."""
    start, blanks, said, broken = 0, 0, "", False
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.expandtabs(4).rstrip()
        words = line.lstrip()
        row, beside = ROW.match(words) is not None, BESIDE.match(words) is not None
        begins = words.startswith("#") or bool(CLAUSE.match(words) or ITEM.match(words))
        apart = not words or begins or said[:1] == "#" or (row != (said[:1] == "|") and not beside)
        if said and apart and not broken:
            yield start, blanks, said
            said = ""
        if not broken and (not words or RULE.match(words)):
            continue
        if not said:
            start, blanks = number, len(line) - len(words)
        joint = "" if not said or broken else "\n" if row else " "
        broken = words.endswith("\\")
        said += joint + (words[:-1] + "\n" if broken else words)
    if said:
        yield start, blanks, said


def read_paragraph(blanks: int, words: str) -> Paragraph:
    """A paragraph in its parts. Raises `BadText`."""
    beside: dict[str, str] = {}
    found = BESIDE.search(words)
    if found:
        words = words[: found.start()]
        for each in SAID.finditer(found[1]):
            name = each["name"] or ("id" if each["id"] else "kind")
            beside[name] = each["value"] if each["name"] else each["id"] or each["kind"]
    heading = HEADING.match(words)
    if heading:
        words, mark, kind = heading[2], NUMBER.match(heading[2]), "section"
    else:
        number, item, row = CLAUSE.match(words), ITEM.match(words), ROW.match(words.split("\n")[0])
        mark, kind = number or item, "clause" if number else "item" if item else "table" if row else "flush"
    label = beside.get("label", "")
    if label and words.startswith(label):
        words = words[len(label) :]
        words = words[words.startswith((". ", ".\n")) or words == "." :].removeprefix(" ")
    elif mark:
        words = words[mark.end() :]
    printed = mark[1] if mark and mark[1] not in "-*+" else ""
    words, kind = require_words(words.removeprefix("\\"), ""), beside.get("kind", kind)
    return Paragraph(len(heading[1]) if heading else 0, blanks, kind, printed, words, beside)


class _Page:
    """The clauses so far, and those under which a next one could hang."""

    def __init__(self) -> None:
        self.title: str | None = None
        self.top: list[Draft] = []
        self.all: dict[str, Draft] = {}
        self.known: set[str] = set()
        self.open: list[Draft] = []
        self.fresh = (f"p-{number}" for number in count(1))

    def take(self, blanks: int, words: str) -> None:
        """One paragraph more."""
        heading = HEADING.match(words)
        if heading and len(heading[1]) == 1 and self.title is None and not self.all:
            self.title = require_words(heading[2], "")
            return
        said = read_paragraph(blanks, words)
        whose = self.all.get(said.beside.get("id", ""))
        if said.kind == "tail" and whose:
            whose.tail = said.words
        elif said.kind == "body" and whose:
            whose.body = said.words
        elif not self._belongs(said):
            self._add(said)

    def _belongs(self, said: Paragraph) -> bool:
        """Whether these are words of a clause that is there: under its heading, or after its list."""
        if said.kind != "flush" or said.beside or said.marks or not self.open:
            return False
        owner = self.open[-1]
        if owner.source.marks and not owner.body and not owner.children:
            owner.body = said.words
            return True
        for each in self.open:
            if (
                each.children
                and not each.tail
                and not each.source.marks
                and each.source.blanks >= said.blanks
            ):
                each.tail = said.words
                return True
        return False

    def _add(self, said: Paragraph) -> None:
        id = said.beside.get("id") or next(each for each in self.fresh if each not in self.all)
        if not ID.match(id) or id in self.all or not KIND.match(said.kind):
            raise BadText(
                "", f"{id} cannot name another clause", "Give each clause an id and a kind of its own."
            )
        draft = Draft(id, said.kind, said, said.beside.get("label"))
        if said.marks:
            draft.heading = said.words
        else:
            draft.body = said.words
        if "id" in said.beside:
            self.known.add(id)
        else:
            draft.number = said.number
        self._hang(draft)
        self.all[id] = draft

    def _hang(self, draft: Draft) -> None:
        under = draft.source.beside.get("under")
        if under is not None and under not in {"", *self.all}:
            raise BadText(
                "", f"no clause before it is called {under}", "Name the clause under which it stands."
            )
        if under is not None:
            while self.open and self.open[-1].id != under:
                self.open.pop()
            self.open = self.open or [self.all[each] for each in [under] if each]
        else:
            while self.open and not _over(self.open[-1], draft):
                self.open.pop()
        (self.open[-1].children if self.open else self.top).append(draft)
        self.open.append(draft)
        if len(self.open) > DEEPEST:
            raise BadText("", f"clauses hang more than {DEEPEST} deep", "Put them under fewer others.")

    def closed(self) -> Plain:
        """The whole text, each clause with its label."""
        for group in self._groups():
            numbered = {draft.kind for draft in group if draft.number}
            for draft in group:
                if draft.id not in self.known and not draft.number and draft.kind in numbered:
                    draft.label = ""
        for attempt in range(ATTEMPTS):
            printed = labels(self._text())
            odd = [self._odd(group, printed) for group in self._groups()]
            if not any(odd):
                break
            for found in odd:
                for draft in found[: 1 if attempt < ATTEMPTS - 1 else None]:
                    draft.label = draft.number
        return Plain(self._text(), frozenset(self.known))

    def _groups(self) -> list[list[Draft]]:
        return [self.top, *(draft.children for draft in self.all.values())]

    def _odd(self, group: list[Draft], printed: Mapping[str, str]) -> list[Draft]:
        return [
            each for each in group if each.label is None and each.number and each.number != printed[each.id]
        ]

    def _text(self) -> Revision:
        return Revision(self.title or "", tuple(map(_clause, self.top)))


def _over(open: Draft, draft: Draft) -> bool:
    """Whether a clause hangs under one that stands before it."""
    mine, its = draft.source, open.source
    if mine.marks:
        return 0 < its.marks < mine.marks
    if its.marks or its.blanks < mine.blanks:
        return True
    by_hand = "id" not in mine.beside and its.blanks == mine.blanks
    return by_hand and draft.kind == "item" and open.kind == "clause"


def _clause(draft: Draft) -> Clause:
    children = tuple(map(_clause, draft.children))
    return Clause(draft.id, draft.kind, draft.label, draft.heading, draft.body, draft.tail, children)
