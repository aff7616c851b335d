"""The result sheet: candidates down, stages across, each with what was transferred and the total after it.

The form is that of the Electoral Reform Society's specimen sheet. A name that a spreadsheet would take for a
formula has an apostrophe before it.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from folkmoot.counting.account import Account, Stage, figure

Row = tuple[str, ...]


def rows(account: Account, title: str = "") -> tuple[Row, ...]:
    """The sheet as rows of cells: the facts, an empty row, and the table, whose rows are of one length."""
    return (*_facts(account, title), (), *_table(account))


def write(account: Account, title: str = "") -> bytes:
    """The sheet as comma-separated values in UTF-8."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows(account, title))
    return out.getvalue().encode()


def heading(stage: Stage, names: Sequence[str] = ()) -> str:
    """A stage in a few words, and whose papers moved: by number, or by name where names are given."""
    of = ", ".join(names[each - 1] if names else str(each) for each in stage.of)
    return f"{stage.what}: {of}" if of and stage.what != "first preferences" else stage.what


def fate(account: Account, number: int) -> str:
    """What became of a candidate, and at which stage."""
    if number in account.withdrawn:
        return "withdrawn"
    for stage in account.stages:
        if number in stage.elected:
            return f"elected at stage {stage.number}"
        if number in stage.excluded:
            return f"excluded at stage {stage.number}"
    return "elected" if number in account.elected else ""


def total(stage: Stage) -> int:
    """All votes of a stage, wherever they are: the valid papers."""
    return sum(stage.votes) + stage.non_transferable + stage.lost + stage.in_hand


def _facts(account: Account, title: str) -> list[Row]:
    facts: list[Row] = [
        ("Contest", _safe(title)),
        ("Rule", account.rule),
        ("Places", str(account.seats)),
        ("Valid papers", str(account.valid)),
    ]
    facts += [("Invalid papers", _safe(reason), str(papers)) for reason, papers in account.invalid.items()]
    if account.quota is not None:
        facts.append(("Quota", figure(account.quota, account.decimals)))
    return facts


def _table(account: Account) -> list[Row]:
    stages = account.stages
    table: list[Row] = [
        ("", *_pairs((f"Stage {stage.number}", heading(stage)) for stage in stages), ""),
        ("Candidate", *_pairs(("Transfer", "Total") for _ in stages), "Result"),
    ]
    for place, name in enumerate(account.names):
        across = _across([stage.votes[place] for stage in stages], account.decimals)
        table.append((_safe(name), *across, fate(account, place + 1)))
    rest = {
        "Non-transferable": [stage.non_transferable for stage in stages],
        "Lost to rounding": [stage.lost for stage in stages],
        "In hand": [stage.in_hand for stage in stages],
        "Total": [total(stage) for stage in stages],
    }
    table += [
        (name, *_across(units, account.decimals), "")
        for name, units in rest.items()
        if name != "In hand" or any(units)
    ]
    return table


def _across(units: Sequence[int], decimals: int) -> Row:
    """For each stage what came or went, and the total; nothing before the first."""
    cells: list[tuple[str, str]] = []
    for place, now in enumerate(units):
        moved = now - units[place - 1] if place else 0
        sign = "+" if moved > 0 else ""
        cells.append((f"{sign}{figure(moved, decimals)}" if moved else "", figure(now, decimals)))
    return _pairs(cells)


def _pairs(pairs: Iterable[tuple[str, str]]) -> Row:
    return tuple(cell for pair in pairs for cell in pair)


def _safe(cell: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell
