"""A text as a PDF to be printed and read aloud: tagged (PDF/UA-1), with or without amendments in place.

Everything is handed to typst as data, so that no word of a text can be markup. What is left out is struck
through and stands in brackets, what is inserted is underlined; both bear the amendment's number.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.site.help.typesetting import compiled
from folkmoot.site.plan.files import tables
from folkmoot.site.plan.files.blocks import Block, blocks, referring
from folkmoot.site.plan.files.margins import notes, pieces
from folkmoot.site.plan.files.sentence import Run, parse, words
from folkmoot.texts.clause import KINDS, Revision
from folkmoot.texts.labels import COUNTED
from folkmoot.texts.marked import Marked, MarkedClause, MarkedRun

_SHEETS = Path(__file__).resolve().parent / "typesetting"
LONG = 2_500
"""Words from which a text has a table of contents."""
LISTED = 36
"""Lines of a table of contents, above which it names the highest rank only."""
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Front:
    """What stands on the first page beside the title: whose text it is, its state, facts, its address.

    `lines` are pairs of a word and what it is, such as “Revision” and “2, of 3 May 2027”. The digest of the
    revision is added by itself.
    """

    organisation: str
    state: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    address: str = ""


def pdf(
    revision: Revision,
    front: Front,
    *,
    marked: Marked | None = None,
    names: Mapping[int, str] | None = None,
) -> bytes:
    """The text as PDF.

    With `marked`, amendments stand in it, whose base is the revision; `names` are how they are called, where
    that is not their number ("23A").
    """
    return compiled("text.typ", sheet(revision, front, marked, names or {}), _SHEETS)


def sheet(
    revision: Revision, front: Front, marked: Marked | None = None, names: Mapping[int, str] | None = None
) -> Data:
    """What is handed to typst."""
    cited = referring(revision)
    setting = _Setting(cited, names or {})
    found = setting.marked(marked) if marked is not None else setting.plain(revision)
    ids = [each["id"] for each in found if each["id"]]
    length = sum(len(f"{clause.heading} {clause.body} {clause.tail}".split()) for clause in revision.walk())
    sections = [each for each in found if 0 < each["level"] <= 2 and each["id"]]
    if len(sections) > LISTED:
        sections = [each for each in sections if each["level"] == 1]
    return {
        "title": revision.title,
        "organisation": front.organisation,
        "state": front.state,
        "lines": [list(line) for line in front.lines],
        "address": front.address,
        "digest": revision.digest,
        "words": {"digest": _("Digest"), "contents": _("Contents")},
        "key": _key() if marked is not None else "",
        "contents": sections if length >= LONG and len(sections) > 2 else [],
        "ids": dict.fromkeys(ids, True),
        "blocks": found,
    }


def _key() -> list[Data]:
    """How the marks are read."""
    return [
        {"t": _("Words in brackets, struck through,"), "o": "7", "a": True},
        {"t": " " + _("are left out by the amendment whose number stands behind them;") + " "},
        {"t": _("underlined words"), "n": "8"},
        {
            "t": " "
            + _("are inserted by it. The numbers in the margin say which amendments touch a paragraph.")
        },
    ]


class _Setting:
    """Turns clauses into blocks for the sheet."""

    def __init__(self, cited: Mapping[str, str], names: Mapping[int, str]) -> None:
        self.cited, self.names = cited, names

    def plain(self, revision: Revision) -> list[Data]:
        """A text without marks."""
        found = []
        levels: list[tuple[int, int]] = []
        for block in blocks(revision):
            level = 0
            if block.part == "heading" and block.runs and block.clause.kind == "section":
                level = self.level(levels, block.depth)
            found.append(self.block(block, level))
        return [each for each in found if each["runs"] or each["rows"] or each["number"]]

    @staticmethod
    def level(levels: list[tuple[int, int]], depth: int) -> int:
        """The rank of a heading, so that none is passed over; `levels`: those over it, with their depth."""
        while levels and levels[-1][0] >= depth:
            levels.pop()
        levels.append((depth, levels[-1][1] + 1 if levels else 1))
        return levels[-1][1]

    def block(self, block: Block, level: int) -> Data:
        clause = block.clause
        return {
            **_bare(clause.kind, block.inset),
            "id": clause.id if block.opens else "",
            "number": block.number,
            "level": level if clause.kind == "section" else 0,
            "sticky": block.part == "heading" and clause.kind != "section",
            "raw": clause.kind not in KINDS and block.part == "body",
            "plain": words(block.runs) if block.part == "heading" else "",
            "runs": self.runs(block.runs),
            "rows": self.rows(block.rows),
        }

    def rows(self, rows: tables.Rows) -> list[Any]:
        """Cells; those under the head in a map each, so that rows can be joined."""
        cells = [[self.runs(parse(cell)) for cell in row] for row in rows]
        return [cells[0], *([{"runs": cell} for cell in row] for row in cells[1:])] if cells else []

    def runs(
        self, runs: Iterable[Run], by: Sequence[MarkedRun] = (), starts: Sequence[int] = ()
    ) -> list[Data]:
        """Runs for the sheet; with `by`, each says which piece of a marked field it belongs to."""
        found = []
        listed = list(runs)
        places = [bisect_right(starts, run.at) - 1 for run in listed] if by else []
        for place, run in enumerate(listed):
            said: Data = {"t": self.cited.get(run.clause, "?") if run.clause else run.text}
            said |= {"b": True} if run.strong else {}
            said |= {"i": True} if run.emphasis else {}
            said |= {"u": run.link} if run.link else {}
            said |= {"r": run.clause} if run.clause else {}
            if by:
                piece, here = by[places[place]], places[place]
                ends = here not in places[place + 1 : place + 2]
                said |= {"n": self.called(piece.by) if ends and not piece.out else ""} if piece.by else {}
                said |= {"o": self.called(piece.out) if ends else ""} if piece.out else {}
                said |= {"a": True} if piece.out and here not in places[max(place - 1, 0) : place] else {}
            found.append(said)
        return found

    def called(self, numbers: Iterable[int]) -> str:
        """Amendments by their names, in order."""
        return ", ".join(self.names.get(number, str(number)) for number in sorted(numbers))

    # With marks

    def marked(self, marked: Marked) -> list[Data]:
        """A text with amendments in place."""
        found: list[Data] = []
        levels: list[tuple[int, int]] = []
        open: list[tuple[MarkedClause, list[Data]]] = []  # clauses over the next, and what stands behind
        for each in marked.clauses:
            while len(open) > each.depth:
                found += open.pop()[1]
            inset = sum(over.clause.kind != "section" for over, _tail in open)
            *said, tail = self.clause(each, open[-1][0] if open else None, inset, levels)
            found += said
            open.append((each, tail))
        while open:
            found += open.pop()[1]
        return found

    def clause(
        self, each: MarkedClause, over: MarkedClause | None, inset: int, levels: list[tuple[int, int]]
    ) -> Iterator[Any]:
        """The blocks of a clause, and at last the list of those that stand behind its sub-clauses."""
        clause = each.clause
        touching = {number for runs in each.fields.values() for run in runs for number in run.by | run.out}
        note, whole = notes(each, over, self.called, self.cited)
        side = self.called(touching | whole)
        opening = {
            "number": self.number(each),
            "side": _("Am. {numbers}").format(numbers=side) if side else "",
            "note": note,
            "id": clause.id if each.stands == "here" else "",
        }
        fields = {field: each.fields[field] for field in ("heading", "body", "tail") if field in each.fields}
        if fields.keys() <= {"tail"}:
            yield {**_bare(clause.kind, inset), **opening}
            opening = {}
        for field, runs in fields.items():
            parts = pieces(runs, each.deleted | each.replaced)
            text = "".join(part.text for part in parts)
            starts = [0, *accumulate(len(part.text) for part in parts)][: len(parts)]
            raw = clause.kind not in KINDS and field == "body"
            heading = field == "heading" and clause.kind == "section"
            table = clause.kind == "table" and field == "body" and len(parts) == 1
            said = _whole(parts, starts) if raw else parse(text, starts)
            block = {
                **_bare(clause.kind, inset),
                **opening,
                "level": self.level(levels, each.depth + 1) if heading else 0,
                "sticky": field == "heading" and not heading,
                "plain": words(clause.heading) if heading else "",
                "runs": self.runs(said, parts, starts),
            }
            if table:
                block |= {"rows": self.rows(tables.rows(text)), "runs": []}
                if opening:
                    yield {**block, "rows": []}
                block |= {"note": "", "side": "", "number": "", "id": ""}
            if field == "tail":
                yield [block]
                return
            yield block
            opening = {}
        yield []

    @staticmethod
    def number(each: MarkedClause) -> str:
        """What stands in the margin: a clause that is only moved here has its number at its old place."""
        if each.stands == "arrives":
            return ""
        counted = each.stands != "here" and each.clause.kind in COUNTED
        return each.label or (_("new") if counted else "")


def _bare(kind: str, inset: int) -> Data:
    """A block that says nothing yet."""
    return {
        "section": kind == "section",
        "item": kind == "item",
        "inset": inset,
        "id": "",
        "number": "",
        "level": 0,
        "sticky": False,
        "raw": False,
        "plain": "",
        "runs": [],
        "rows": [],
        "side": "",
        "note": "",
    }


def _whole(parts: Sequence[MarkedRun], starts: Sequence[int]) -> list[Run]:
    """Words that hold no marks, piece by piece."""
    return [Run(part.text, at=start) for part, start in zip(parts, starts, strict=True)]
