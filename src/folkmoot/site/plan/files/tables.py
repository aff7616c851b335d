r"""The body of a table: one row a line, `| cell | cell |`, the first row its head; `\|` is a bar."""

import re
from collections.abc import Iterable, Sequence

from folkmoot.site.plan.files.sentence import tidy as tidy_sentence

_PIECE = re.compile(r"\\[\\*\[\]{}|]|\||[^\\|]+|\\")

Rows = tuple[tuple[str, ...], ...]
"""Sentences by row and column; every row has as many cells."""


def rows(body: str) -> Rows:
    """The cells of a table. A line without bars is a row of one cell; short rows are filled up."""
    return even([_cells(line) for line in body.split("\n")]) if body else ()


def body(cells: Iterable[Sequence[str]]) -> str:
    """The table as the body of a clause. A cell has no line ends."""
    return "\n".join(f"| {' | '.join(map(_barred, row))} |" for row in even([list(row) for row in cells]))


def tidy(text: str) -> str:
    """The same table as `body` writes it."""
    return body(rows(text))


def even(table: list[list[str]]) -> Rows:
    """Rows of equal length."""
    wide = max(map(len, table), default=0)
    return tuple(tuple(row + [""] * (wide - len(row))) for row in table)


def _cells(line: str) -> list[str]:
    cells = [""]
    for piece in _PIECE.findall(line.strip()):
        if piece == "|":
            cells.append("")
        else:
            cells[-1] += "|" if piece == r"\|" else piece
    if len(cells) > 1 and not cells[0].strip():
        del cells[0]
    if len(cells) > 1 and not cells[-1].strip():
        del cells[-1]
    return [tidy_sentence(cell.strip()) for cell in cells]


def _barred(cell: str) -> str:
    pieces = _PIECE.findall(" ".join(cell.split()))
    return "".join(r"\|" if piece == "|" else piece for piece in pieces)
