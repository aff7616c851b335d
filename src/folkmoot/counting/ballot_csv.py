"""Ballots as a table of comma-separated values, as spreadsheets and other programs hand them on.

Two layouts: a column for each candidate, with the rank given to them; or a column for each rank (`Rank 1`,
`2nd choice`, `3`), with the candidate who is given it. A column named `papers`, `ballots`, `count`, `votes`
or `weight` says how many papers a line stands for; without one it is 1. Commas, semicolons or tabs part the
cells. An empty cell is no mark; in a column for a rank, `A=B` are several at it. In refusals the column is
the number of the cell.
"""

import csv
import io
import re
from collections.abc import Sequence
from functools import partial

from folkmoot.counting.marks import EVERY_FAULT, Fault, Marked, Marks
from folkmoot.counting.reading import DIGITS, Misread, decode, marks_at
from folkmoot.counting.refusals import BadBallots

COUNTS = frozenset(("papers", "ballots", "count", "votes", "weight"))
DEEPEST = 1000
"""No rank is below this one."""
_RANK = re.compile(
    r"(?:rank|choice|preference|pref)?[ _]?(\d{1,4})(?:st|nd|rd|th)?[ _]?(?:choice|preference|rank)?",
    re.ASCII,
)


def read(data: bytes, allowed: frozenset[Fault] = EVERY_FAULT, encoding: str | None = None) -> Marked:
    """The papers of a table, which does not say how many places there are; faults not `allowed` are refused.

    Where the columns are ranks, candidates are numbered in the order of their names.

    Raises:
        Misread: it is no such table, or holds such a fault; with line and cell.
    """
    text, notes = decode(data, encoding)
    rows = _rows(text)
    if not rows:
        raise Misread(1, 1, "the table is empty.")
    head, counted = rows[0][1], _count_column(rows[0][1])
    columns = [place for place in range(len(head)) if place != counted]
    if not columns:
        raise Misread(1, 1, "the table has no column for candidates or ranks.")
    for line, row in rows[1:]:
        if len(row) != len(head):
            raise Misread(line, len(row), f"there are {len(row)} cells under {len(head)} headings.")
    by_rank = _by_rank([head[place] for place in columns])
    names = _names(rows[1:], columns) if by_rank else [head[place] for place in columns]
    if len(set(names)) < len(names):
        raise Misread(1, 1, "two columns have one heading.")
    papers: dict[Marks, int] = {}
    for line, row in rows[1:]:
        times = 1 if counted is None else _whole(line, counted, row[counted], "count")
        given = _ranked(row, columns, names) if by_rank else _ranks(line, row, columns)
        marks = marks_at(given, len(names), allowed, partial(Misread, line))
        if times:
            papers[marks] = papers.get(marks, 0) + times
    return Marked(tuple(names), None, papers, notes=notes)


def write(papers: Marked) -> bytes:
    """A column for each candidate, after one for the number of papers; without places and the withdrawn.

    Raises:
        BadBallots: the names would be taken for ranks, are not distinct, or hold line breaks; somebody stands
            at two ranks, is nobody, or stands below the 1,000th; or papers are counted in parts.
    """
    names = papers.names
    if _by_rank(names) or len(set(names)) < len(names) or any("\n" in each or "\r" in each for each in names):
        raise BadBallots("the names of the candidates cannot head the columns of a table.")
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["papers", *names])
    for marks, times in sorted((marks, times) for marks, times in papers.papers.items() if times):
        row: dict[int, int] = {}
        for place, rank in enumerate(marks, start=1):
            for each in rank:
                if each in row or not 1 <= each <= len(names) or place > DEEPEST or times.denominator != 1:
                    raise BadBallots("the marks of a paper do not fit into a table.")
                row[each] = place
        table.writerow([times, *(row.get(each, "") for each in range(1, len(names) + 1))])
    return out.getvalue().encode()


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Each row that is not empty, with its line."""
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    lines = csv.reader(text.split("\n"), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    before = 0
    try:
        for row in lines:
            if lines.line_num > before + 1:
                raise Misread(before + 1, 1, "a cell goes over the end of the line.")
            before = lines.line_num
            if any(cell.strip() for cell in row):
                rows.append((before, row))
    except csv.Error as bad:
        raise Misread(lines.line_num, 1, f"this is no row of a table: {bad}.") from None
    return rows


def _count_column(head: Sequence[str]) -> int | None:
    found = [place for place, name in enumerate(head) if name.strip().lower() in COUNTS]
    return found[0] if found else None


def _by_rank(head: Sequence[str]) -> bool:
    told = [_RANK.fullmatch(name.strip().lower()) for name in head]
    return [match and int(match[1]) for match in told] == list(range(1, len(head) + 1))


def _names(rows: Sequence[tuple[int, Sequence[str]]], columns: Sequence[int]) -> list[str]:
    found = {name for _, row in rows for place in columns for name in _cell(row[place])}
    if not found:
        raise Misread(1, 1, "no paper names a candidate.")
    return sorted(found, key=lambda name: (int(name), "") if _plain(name) else (10**DIGITS, name))


def _cell(cell: str) -> list[str]:
    return [name for each in cell.split("=") if (name := each.strip())]


def _ranked(row: Sequence[str], columns: Sequence[int], names: Sequence[str]) -> list[list[tuple[int, int]]]:
    return [[(place + 1, names.index(name) + 1) for name in _cell(row[place])] for place in columns]


def _ranks(line: int, row: Sequence[str], columns: Sequence[int]) -> list[list[tuple[int, int]]]:
    ranks: list[list[tuple[int, int]]] = []
    for number, place in enumerate(columns, start=1):
        if cell := row[place].strip():
            rank = _whole(line, place, cell, "rank")
            if not 1 <= rank <= DEEPEST:
                raise Misread(line, place + 1, f"a rank is 1 to {DEEPEST}, not {rank}.")
            ranks.extend([] for _ in range(rank - len(ranks)))
            ranks[rank - 1].append((place + 1, number))
    return ranks


def _plain(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= DIGITS


def _whole(line: int, place: int, cell: str, what: str) -> int:
    if not _plain(cell.strip()):
        raise Misread(line, place + 1, f"{cell[:40]!r} is no {what}.")
    return int(cell)
