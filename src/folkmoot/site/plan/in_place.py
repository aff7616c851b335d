"""The text with amendments in place, in parts: each is made once for each state of the record, and kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from folkmoot.procedure.shared_text import STANDS
from folkmoot.site.plan.as_amended import as_amended
from folkmoot.site.plan.marking import Marking, numbers_in
from folkmoot.site.plan.overview import Overview
from folkmoot.texts.marked import HERE, Marked, MarkedClause, marked

LEAST = 400
"""Words in a part, unless it is the last: a text of many short clauses is not fetched one by one."""


@dataclass(frozen=True)
class Part:
    """A part of the text: some clauses at its top, and the address under which it is fetched."""

    id: str
    clauses: tuple[str, ...]


def parts(over: Overview) -> list[Part]:
    """The text in parts, each of clauses at the top that follow one another."""
    found: list[Part] = []
    ids: list[str] = []
    words = 0
    for top in over.base.clauses:
        ids.append(top.id)
        words += sum(len(each.body.split()) for each in top.walk())
        if words >= LEAST or top.kind == "section":
            found.append(Part(ids[0], tuple(ids)))
            ids, words = [], 0
    if ids:
        found.append(Part(ids[0], tuple(ids)))
    return found


@dataclass(frozen=True)
class InPlace:
    """Some amendments in their places. `still`: what nothing is open on is left out."""

    over: Overview
    numbers: tuple[int, ...]
    still: bool = False

    @cached_property
    def marked(self) -> Marked:
        plan, at = self.over.plan, self.over.since
        wordings = [
            as_amended(plan, each.number, at) if plan.amendments[each.number].secondaries else each
            for each in self.over.wordings(self.numbers)
            if not each.amends
        ]
        key = ("marked", self.numbers)
        found: Marked = self.over.once(key, lambda: marked(self.over.base, wordings))
        return found

    @cached_property
    def _rows(self) -> Mapping[str, tuple[MarkedClause, ...]]:
        """The marked clauses under each clause at the top, those put between two with the one before."""
        tops = [clause.id for clause in self.over.base.clauses]
        found: dict[str, list[MarkedClause]] = {id_: [] for id_ in tops}
        at = tops[0] if tops else ""
        known = set(tops)
        for each in self.marked.clauses:
            if each.depth == 0 and each.stands == HERE and each.clause.id in known:
                at = each.clause.id
            if at:
                found[at].append(each)
        return {id_: tuple(rows) for id_, rows in found.items()}

    def rows(self, ids: Iterable[str]) -> list[MarkedClause]:
        """The marked clauses of a part; only those on which something is open, where `still` says so."""
        rows = [row for id_ in ids for row in self._rows.get(id_, ())]
        return list(_still_open(rows, self._open)) if self.still else rows

    @cached_property
    def _open(self) -> frozenset[int]:
        states = self.over.states
        return frozenset(number for number in self.numbers if states[number] not in STANDS)

    def part(self, part: Part) -> SafeString:
        """A part as HTML; empty where there is nothing to show in it."""
        key = ("part", self.numbers, self.still, part.id, get_language())
        found: SafeString = self.over.once(key, lambda: self._html(self.rows(part.clauses)))
        return found

    def alone(self, most: int) -> tuple[list[SafeString], int]:
        """The clauses that these amendments mark, a passage for each clause at the top, and how many there
        are beyond `most`."""
        found, left, more = list[SafeString](), most, 0
        numbers = frozenset(self.numbers)
        for rows in self._rows.values():
            marked_ = list(_still_open(rows, numbers))
            more += max(len(marked_) - left, 0)
            if marked_ and left > 0:
                found.append(self._html(marked_[:left]))
            left -= len(marked_)
        return found, more

    def under(self, id_: str) -> SafeString:
        """One clause of the base with all under it, and what is put beside it, as HTML."""
        rows = [*_under(self.marked.clauses, id_)]
        return self._html(rows)

    def has(self, ids: Iterable[str]) -> bool:
        """Whether a part has anything to show."""
        return bool(self.rows(ids))

    def _html(self, rows: Sequence[MarkedClause]) -> SafeString:
        return mark_safe("".join(Marking(self.over).pieces(rows)))  # each piece is escaped where it is made


def _under(rows: Sequence[MarkedClause], id_: str) -> Iterator[MarkedClause]:
    """The rows of one clause and of what hangs under it, with what comes right after it at the same depth."""
    depth = -1
    for row in rows:
        if depth < 0:
            if row.clause.id == id_ and row.stands == HERE:
                depth = row.depth
                yield row
        elif row.depth > depth or (row.depth == depth and row.stands != HERE):
            yield row
        else:
            return


def _still_open(rows: Sequence[MarkedClause], open_now: frozenset[int]) -> Iterator[MarkedClause]:
    """The clauses that open amendments mark, each with the clauses over it."""
    above: list[MarkedClause] = []
    for row in rows:
        above = [each for each in above if each.depth < row.depth]
        if numbers_in(row) & open_now:
            yield from above
            above = []
            yield row
        else:
            above.append(row)
