"""The declaration of a result as a PDF to be printed and posted: figures, sheet, ties, lot, signatures."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.counting.account import Account, figure
from folkmoot.site.elections.counted.pairs import Pair, pairs
from folkmoot.site.elections.counted.pairs import Row as Pairs
from folkmoot.site.elections.counted.sheet import Row, sheet
from folkmoot.site.elections.counted.words import ties, told
from folkmoot.site.help.typesetting import compiled

_SHEETS = Path(__file__).resolve().parent / "typesetting"
ACROSS = {11: 5, 13: 4}
"""Stages beside one another on one table, where figures have so many characters; more go on the next."""
FEWEST = 3
PAIRS_ACROSS = 6


@dataclass(frozen=True, slots=True)
class Declaration:
    """What stands on a declaration beside the count.

    `elected` are the names of those elected, in order; `lines` pairs of a word and what it is ("Turnout",
    "31 of 40"); `lot` says what lot there was, in sentences; `address` is that of the count's page, `command`
    what counts it again; `rule` is the paragraph of the rulebook under which the election was called;
    `motions` are put in an order, or persons elected.
    """

    title: str
    organisation: str
    elected: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]
    lot: tuple[str, ...] = ()
    address: str = ""
    command: str = ""
    rule: str = ""
    motions: bool = False


def pdf(declared: Declaration, account: Account | None, names: Sequence[str]) -> bytes:
    """The declaration, tagged (PDF/UA-1), on A4; without an account, who is elected and nothing of stages."""
    return compiled("declaration.typ", data_of(declared, account, names), _SHEETS)


def data_of(declared: Declaration, account: Account | None, names: Sequence[str]) -> dict[str, Any]:
    """What is handed to typst."""
    return {
        "title": declared.title,
        "organisation": declared.organisation,
        "elected": list(declared.elected),
        "lines": [list(line) for line in declared.lines],
        "tables": _tables(account, names) if account else [],
        "stages": _stages(account, names, declared.rule) if account else [],
        "ties": [*(ties(account, names) if account else []), *declared.lot],
        "address": declared.address,
        "command": declared.command,
        "words": {
            "declared": _("Declared to come first, in this order")
            if declared.motions
            else _("Declared elected, in this order"),
            "nobody": _("None comes first.") if declared.motions else _("Nobody is elected."),
            "candidate": _("Motion") if declared.motions else _("Candidate"),
            "result": _("Result"),
            "stages": _("Pair by pair: how many papers put the row before the column")
            if account and account.matrix
            else _("The stages of the count"),
            "told": _("What was done at each stage, and by which paragraph"),
            "ties": _("Ties and lots"),
            "quota": _("Quota: {quota}").format(quota=figure(account.quota, account.decimals))
            if account and account.quota is not None
            else "",
            "again": _("Count it again on your own computer:"),
            "signed": _("Returning officer"),
            "seen": _("Seen by a scrutineer"),
            "day": _("Day"),
        },
    }


def _tables(account: Account, names: Sequence[str]) -> list[dict[str, Any]]:
    """The sheet in tables of a few stages each; of a count by pairs, its table, a few columns each."""
    if rows := pairs(account, names):
        return [_paired(rows, at) for at in range(0, len(rows), PAIRS_ACROSS)]
    whole = sheet(account, names)
    longest = len(figure(account.valid * 10**account.decimals, account.decimals))
    across = next((stages for most, stages in ACROSS.items() if longest <= most), FEWEST)
    return [
        {
            "heads": [list(head) for head in whole.heads[at : at + across]],
            "rows": [_row(row, at, across) for row in whole.rows if at == 0 or _left(row, at, across)],
            "foot": [_row(row, at, across) for row in whole.foot],
        }
        for at in range(0, len(whole.heads), across)
    ]


def _paired(rows: Sequence[Pairs], at: int) -> dict[str, Any]:
    columns = slice(at, at + PAIRS_ACROSS)
    return {
        "heads": [[str(row.number), row.name] for row in rows[columns]],
        "rows": [
            {
                "name": f"{row.number} {row.name}",
                "fate": _("elected") if row.elected else "",
                "strong": row.elected,
                "cells": [["", _papers(pair)] for pair in row.pairs[columns]],
            }
            for row in rows
        ],
        "foot": [],
    }


def _papers(pair: Pair) -> str:
    return "·" if pair.papers is None else f"{pair.papers} ✓" if pair.wins else str(pair.papers)


def _left(row: Row, at: int, across: int) -> bool:
    """Whether a candidate still has something at these stages: whoever is out takes no more lines."""
    return any(total for _moved, total in row.cells[at : at + across])


def _row(row: Row, at: int, across: int) -> dict[str, Any]:
    cells = [list(cell) for cell in row.cells[at : at + across]]
    return {"name": row.name, "fate": row.fate, "strong": row.kind in ("elected", "sum"), "cells": cells}


def _stages(account: Account, names: Sequence[str], rule: str) -> list[dict[str, Any]]:
    return [
        {
            "name": f"{each.number}. {each.name}",
            "steps": [[said, paragraph] for said, paragraph in each.steps],
        }
        for each in told(account, names, rule)
    ]
