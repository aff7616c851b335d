"""Marks in a text as HTML: struck, underlined, and each with the number of its amendment.

What is left out and what is inserted is announced in words, for whoever hears a page; numbers are links. The
markup is that of `plan/parts/clause.html`; it is written by hand, since a large text has thousands of marks.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from django.utils.html import conditional_escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.procedure.shared_text import STANDS
from folkmoot.site.plan.overview import Overview
from folkmoot.site.plan.sheet import called
from folkmoot.site.plan.typeset import plain, table, typeset
from folkmoot.site.plan.weighing import listed
from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.edits import Delete, Move, Replace
from folkmoot.texts.marked import ARRIVES, HERE, INSERTED, INSTEAD, MarkedClause, MarkedRun

Numbers = Collection[int]
NAMED = 8
"""Numbers shown beside a run; the rest is counted."""
HIDDEN = '<span class="hidden">'
THIN = "&#8202;"
"""Between marks that follow one another without a blank."""
CELLS = re.compile(r"(\n|\|)")
"""What parts the rows and cells of a table."""


class Marking:
    """Sets the marked clauses of one text: the base, or `base`, the words of an amendment that is amended."""

    def __init__(self, over: Overview, base: Revision | None = None) -> None:
        self.over, self.base = over, base or over.base
        self.page = over.page
        self.labels = over.labels if base is None else {}
        self.citations = over.citations if base is None else {}
        self.amendments = f"{over.page}amendments/"

    def has_page(self, row: MarkedClause) -> bool:
        """Whether a clause has a page of its own, to which its number leads."""
        return row.stands == HERE and self.base is self.over.base

    def after(self, row: MarkedClause) -> Iterator[str]:
        """What stands right after the words of a clause: here nothing."""
        yield from ()

    def pieces(self, rows: Sequence[MarkedClause]) -> Iterator[str]:
        """The clauses as HTML, one inside the other by their depth."""
        open_: list[MarkedClause] = []
        least = rows[0].depth if rows else 0
        for row in rows:
            while open_ and open_[-1].depth >= row.depth:
                yield from self._close(open_.pop(), inside=bool(open_))
            over = open_[-1] if open_ else None
            if over is not None:
                yield '<div class="under">'
            first = over is None or (over.stands, over.by) != (row.stands, row.by)
            yield from self._open(row, row.depth + 2 if least == 0 else 4, first=first)
            open_.append(row)
        while open_:
            yield from self._close(open_.pop(), inside=bool(open_))

    def _open(self, row: MarkedClause, rank: int, *, first: bool) -> Iterator[str]:
        clause, rank = row.clause, min(rank, 4)
        mark = self._mark(row)
        id_ = f' id="c-{clause.id}"' if self.has_page(row) else ""
        yield f'<section class="clause {clause.kind}{mark}"{id_}>'
        if row.label and row.stands != ARRIVES:
            said = _("Section") if clause.kind == "section" else _("Clause")
            number = f"{HIDDEN}{said} </span>{conditional_escape(row.label)}"
            if self.has_page(row):
                yield f'<a class="no" href="{self.page}clauses/{clause.id}/">{number}</a>'
            else:
                yield f'<span class="no">{number}</span>'
        yield '<div class="words">'
        for words in self._whole(row, first=first):
            yield f'<p class="mark-words">{words}</p>'
        if row.fields.get("heading"):
            yield f"<h{rank}>{self.runs(row, 'heading')}</h{rank}>"
        if row.fields.get("body"):
            yield self._body(row)
        yield "</div>"
        yield from self.after(row)

    def _mark(self, row: MarkedClause) -> str:
        """The class of a clause that is put in, left out or moved as a whole."""
        if row.stands in (INSERTED, INSTEAD):
            return " is-new"
        if row.stands == ARRIVES:
            return " is-moved"
        if row.deleted or row.replaced:
            return " is-gone"
        return " is-moved" if row.moved else ""

    def _close(self, row: MarkedClause, *, inside: bool) -> Iterator[str]:
        if row.fields.get("tail"):
            yield f'<div class="words tail"><p>{self.runs(row, "tail")}</p></div>'
        yield "</section></div>" if inside else "</section>"

    def _body(self, row: MarkedClause) -> str:
        if row.clause.kind == "table":
            return self._table(row)
        return f"<p>{self.runs(row, 'body')}</p>"

    def _table(self, row: MarkedClause) -> str:
        """The rows of a table, marks in their cells; a mark that goes through several is made in each."""
        if not row.marks:
            return table(row.clause.body, self.labels, self.page)
        cells: list[list[str]] = [[""]]
        for run in row.fields["body"]:
            for sign in CELLS.split(run.text):
                if sign == "\n":
                    cells.append([""])
                elif sign == "|":
                    cells[-1].append("")
                elif sign:
                    cells[-1][-1] += self._run(
                        replace(run, text=sign), whole=row.stands in (INSERTED, INSTEAD)
                    )
        rows = [[cell for cell in (each.strip() for each in line) if cell] for line in cells]
        head, *body = [line for line in rows if line] or [[]]
        first = "".join(f'<th scope="col">{cell}</th>' for cell in head)
        rest = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in body)
        frame = f"<table><thead><tr>{first}</tr></thead><tbody>{rest}</tbody></table>"
        cited = self.citations.get(row.clause.id, "")
        name = conditional_escape(_("Table {number}").format(number=cited).strip())
        return f'<div class="table" role="region" tabindex="0" aria-label="{name}">{frame}</div>'

    def runs(self, row: MarkedClause, name: str) -> str:
        whole, said = row.stands in (INSERTED, INSTEAD), ""
        for run in row.fields[name]:
            words = self._run(run, whole=whole)
            said += THIN + words if said.endswith(">") and words.startswith("<") else words
        return said

    def _run(self, run: MarkedRun, *, whole: bool) -> str:
        text = run.text.strip(" ")
        if not text or not (run.by or run.out):  # a blank that comes or goes is nothing to read
            return self.plainly(run.text)
        words = self.plainly(text)
        if run.by and whole:
            return f"<ins>{words}</ins>"
        lead = " " if run.text[0] == " " else ""
        tail = " " if run.text[-1] == " " else ""
        if run.by:
            return lead + self._changed("ins", _inserted_by(run.by), words, run.by) + tail
        return lead + self._changed("del", _left_out_by(run.out), words, run.out) + tail

    def plainly(self, words: str) -> str:
        """Words as they stand."""
        return typeset(words, self.labels, self.page)

    def _changed(self, tag: str, said: str, words: str, numbers: Numbers) -> str:
        """Words with a mark: it is announced before them, and its numbers stand after them."""
        stands = self._stands(numbers)
        return f"<{tag}{stands}>{HIDDEN}[{said} </span>{words}{HIDDEN}]</span></{tag}>{self.by(numbers)}"

    def _stands(self, numbers: Numbers) -> str:
        """Marks what has been decided already apart from what is open."""
        return ' class="stands"' if any(self.over.states[n] in STANDS for n in numbers) else ""

    def by(self, numbers: Numbers) -> str:
        """The numbers of amendments, each a link."""
        ordered = sorted(numbers)
        links = "".join(f'<a class="by" href="{self.amendments}{n}/">{n}</a>' for n in ordered[:NAMED])
        return links + (f'<span class="by">+{len(ordered) - NAMED}</span>' if len(ordered) > NAMED else "")

    def _whole(self, row: MarkedClause, *, first: bool) -> Iterator[str]:
        """What becomes of a clause as a whole; for what hangs under one, the one over it says it."""
        above = self.base.parents.get(row.clause.id, "") if row.stands == HERE else ""
        if row.stands == INSERTED and first:
            yield self._named(_("Inserted by {amendments}"), row.by)
        elif row.stands == INSTEAD and first:
            yield self._named(_("Put in its place by {amendments}"), row.by)
        elif row.stands == ARRIVES:
            words = _("{what} is moved here by {amendments}")
            yield self._named(words, row.by, what=self.called(row.clause))
        for numbers, words in (
            (row.deleted, _("Left out by {amendments}")),
            (row.replaced, _("Left out, for what stands next, by {amendments}")),
        ):
            own = [n for n in numbers if not self._touches(n, above)]
            if own:
                yield self._named(words, own)
        for by, move in row.moved:
            yield self._named(_("Moved by {amendments}, {where}"), by, where=self._where(move))
        for by, relabel in row.relabelled:
            label = relabel.label if relabel.label is not None else _("the number that the text counts")
            yield self._named(_("Its number becomes {label}, by {amendments}"), by, label=label)
        for by, _wrap in row.wrapped:
            yield self._named(_("What it says becomes its first sub-clause, by {amendments}"), by)

    def _touches(self, number: int, above: str) -> bool:
        """Whether an amendment takes away the clause over one, so that nothing need be said here."""
        if not above:
            return False
        over = {above, *self.base.above(above)}
        wording = self.over.plan.amendments[number].wording
        return any(isinstance(edit, Delete | Replace) and edit.clause in over for edit in wording.edits)

    def _named(self, template: str, numbers: Numbers, **values: str) -> str:
        said = ngettext("amendment {numbers}", "amendments {numbers}", len(numbers))
        links = ", ".join(f'<a href="{self.amendments}{n}/">{n}</a>' for n in sorted(numbers)[:NAMED])
        if len(numbers) > NAMED:
            links += f" +{len(numbers) - NAMED}"
        escaped = {key: conditional_escape(value) for key, value in values.items()}
        return template.format(amendments=said.format(numbers=links), **escaped)

    def called(self, clause: Clause) -> str:
        """What a clause is called where a sentence begins."""
        cited = self.citations.get(clause.id, "")
        if cited:
            return (_("Section {number}") if clause.kind == "section" else _("Clause {number}")).format(
                number=cited
            )
        return _("“{words}”").format(words=plain(clause.heading or clause.body, self.labels)[:60])

    def _where(self, move: Move) -> str:
        by_id = self.base.by_id
        if move.after in by_id:
            return _("to after {what}").format(what=called(self.base, move.after))
        if move.parent in by_id:
            return _("into {what}").format(what=called(self.base, move.parent))
        return _("to the beginning")


def _inserted_by(numbers: Numbers) -> str:
    said = ngettext("inserted by amendment {numbers}:", "inserted by amendments {numbers}:", len(numbers))
    return said.format(numbers=listed(sorted(numbers)))


def _left_out_by(numbers: Numbers) -> str:
    said = ngettext("left out by amendment {numbers}:", "left out by amendments {numbers}:", len(numbers))
    return said.format(numbers=listed(sorted(numbers)))


def numbers_in(row: MarkedClause) -> set[int]:
    """Every amendment that has to do with a clause itself."""
    found = set(row.by | row.deleted | row.replaced)
    for each in (*row.moved, *row.relabelled, *row.wrapped):
        found |= each[0]
    for runs in row.fields.values():
        for run in runs:
            found |= run.by | run.out
    return found
