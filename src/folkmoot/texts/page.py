"""Writes a text as the page of Markdown that `folkmoot.texts.plain` reads, with ids or without."""

import re
from collections.abc import Iterator

from folkmoot.texts.adopted import REFERENCE
from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.labels import citations, labels
from folkmoot.texts.plain import CLAUSE, HEADING, ITEM, NUMBER, ROW, RULE, read_paragraph

ALONE = re.compile(r"\d+[A-Za-z]{0,2}\Z")
"""A number that a reader takes for one only with a full stop after it."""


def page(revision: Revision, *, ids: bool = True) -> str:
    """The text as a page.

    With ids a reader gets the same clauses under the same names, and compares them one by one. Without, it
    reads better: references are printed as numbers, and what a text keeps beside its words is left out.
    """
    writer = _Writer(revision, ids)
    lines = (f"# {' '.join(revision.title.split())}".rstrip(), *writer.lines(revision.clauses, "", 0, 0))
    return "\n\n".join(lines) + "\n"


class _Writer:
    def __init__(self, revision: Revision, ids: bool) -> None:
        self.revision, self.ids = revision, ids
        self.labels, self.citations = labels(revision), citations(revision)
        self.titled = {
            id
            for clause in revision.walk()
            if clause.kind == "section" or clause.heading
            for id in (clause.id, *revision.above(clause.id))
        }
        self.open: list[tuple[str, int, int]] = []  # as a reader keeps them: id, marks, blanks

    def lines(self, clauses: tuple[Clause, ...], under: str, marks: int, blanks: int) -> Iterator[str]:
        for clause in clauses:
            titled = clause.id in self.titled
            yield self._first(clause, under, marks + 1 if titled else 0, 0 if titled else blanks)
            if titled and clause.body:
                words = self._words(clause.body)
                odd = read_paragraph(0, words.replace("\\\n", "\n")).kind != "flush"
                yield words + self._aside(clause, "body", words) * odd
            yield from self.lines(clause.children, clause.id, marks + titled, 0 if titled else blanks + 2)
            if clause.tail:
                words = self._words(clause.tail)
                yield " " * blanks + words + self._aside(clause, "tail", words)

    def _aside(self, clause: Clause, field: str, words: str) -> str:
        return f"{_joint(words)}{{#{clause.id} .{field}}}" if self.ids else ""

    def _first(self, clause: Clause, under: str, marks: int, blanks: int) -> str:
        words = " ".join(clause.heading.split()) if marks else clause.body
        printed = self.labels[clause.id]
        mark = printed + "." if ALONE.match(printed) and not marks else printed
        known = (NUMBER if marks else ITEM if clause.kind == "item" else CLAUSE).match(mark + " ")
        if not (clause.label or (known and known[1] == printed)):
            mark = ""
        said = f"{mark} {self._words(words, bare=not mark, heading=bool(marks))}".strip(" ")
        hashes = "#" * (marks + 1) + " " if marks else ""
        beside = self._beside(clause, under, marks, blanks, hashes + said)
        return " " * blanks + hashes + said + (_joint(said) + beside if said and beside else beside)

    def _beside(self, clause: Clause, under: str, marks: int, blanks: int, line: str) -> str:
        while self.open and not self._over(self.open[-1], marks, blanks):
            self.open.pop()
        found = [f"#{clause.id}"]
        if read_paragraph(0, line.replace("\\\n", "\n")).kind != clause.kind:
            found.append(f".{clause.kind}")
        if clause.label is not None and not set('"\n') & set(clause.label):
            found.append(f'label="{clause.label}"')
        if (self.open[-1][0] if self.open else "") != under:
            found.append(f'under="{under}"')
            while self.open and self.open[-1][0] != under:
                self.open.pop()
        self.open.append((clause.id, marks, blanks))
        return f"{{{' '.join(found)}}}" if self.ids else ""

    @staticmethod
    def _over(open: tuple[str, int, int], marks: int, blanks: int) -> bool:
        return 0 < open[1] < marks if marks else bool(open[1]) or open[2] < blanks

    def _words(self, words: str, *, bare: bool = True, heading: bool = False) -> str:
        """Words as they stand on the page; `bare`: no number stands before them."""
        if not self.ids:
            words = REFERENCE.sub(lambda found: self.citations.get(found[1], found[0]), words)
        lines = words.split("\n")
        if bare and len(lines) > 1 and all(ROW.match(line) and not RULE.match(line) for line in lines):
            return words
        odd = words.startswith("\\") or (
            bare
            and bool(
                NUMBER.match(words)
                if heading
                else HEADING.match(words) or CLAUSE.match(words) or ITEM.match(words) or RULE.match(words)
            )
        )
        return ("\\" if odd else "") + "\\\n".join(lines)


def _joint(words: str) -> str:
    """What is said beside rows stands in a line of its own."""
    return "\n" if ROW.match(words.split("\n")[-1]) else " "
