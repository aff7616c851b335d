"""The sheet of a count, in the form of the official declarations: candidates down, stages across."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from folkmoot.counting.account import Account, Stage, figure
from folkmoot.counting.vacancy import COUNTBACK_RULE, RECOUNT_RULE
from folkmoot.site.elections.counted.flow import absent, order_of_lanes
from folkmoot.site.elections.counted.words import numbers, stage_name

HEAD, ACROSS = 8, 138
"""The least width of a column in print, and of all of them together in halves of a character."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: whose, what became of them, and for each stage what came or went and what stood after it."""

    number: int
    name: str
    fate: str
    kind: str
    cells: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Heads are (number of the stage, its name); `foot` has the papers that nobody holds, and the sums."""

    heads: list[tuple[str, str]]
    rows: list[Row]
    foot: list[Row]

    @property
    def is_wide(self) -> bool:
        """Whether it does not fit on a sheet of A4: its columns are as wide as their longest figure."""
        longest = max(
            (len(total) for row in (*self.rows, *self.foot) for _moved, total in row.cells), default=0
        )
        return len(self.heads) * (2 * max(longest, HEAD) + 3) > ACROSS


def sheet(account: Account, names: Sequence[str]) -> Sheet:
    """The sheet of a count under the names to be shown."""
    stages, decimals = account.stages, account.decimals
    order = order_of_lanes(account)
    rest = [number for number in range(1, len(names) + 1) if number not in order]
    rows = []
    for number in (*order, *rest):
        fate, kind = _fate(account, number)
        last = _last_stage(account, number)
        held = [stage.votes[number - 1] for stage in stages]
        cells = [cell if at <= last else ("", "") for at, cell in enumerate(_cells(held, decimals))]
        rows.append(Row(number, names[number - 1], fate, kind, cells))
    foot = []
    for name, kept in (
        (_("Not transferable"), [stage.non_transferable for stage in stages]),
        (_("In hand"), [stage.in_hand for stage in stages]),
        (_("Lost to rounding"), [stage.lost for stage in stages]),
    ):
        if any(kept):
            foot.append(Row(0, name, "", "", _cells(kept, decimals)))
    total = figure(account.valid * 10**decimals, decimals)
    foot.append(Row(0, _("Valid papers"), "", "sum", [("", total) for _stage in stages]))
    quotas = {stage.quota for stage in stages if stage.quota is not None}
    if len(quotas) > 1:
        cells = [("", "" if stage.quota is None else figure(stage.quota, decimals)) for stage in stages]
        foot.append(Row(0, _("Quota"), "", "sum", cells))
    heads = [
        (number, stage_name(stage, names)) for number, stage in zip(numbers(account), stages, strict=True)
    ]
    return Sheet(heads, rows, foot)


def _cells(held: list[int], decimals: int) -> list[tuple[str, str]]:
    cells = []
    for at, units in enumerate(held):
        moved = units - held[at - 1] if at else 0
        sign = "+" if moved > 0 else "−" if moved < 0 else ""
        cells.append((sign + figure(abs(moved), decimals) if moved else "", figure(units, decimals)))
    return cells


def _fate(account: Account, number: int) -> tuple[str, str]:
    if number in absent(account):
        if account.rule in (RECOUNT_RULE, COUNTBACK_RULE):
            # Whoever sits already, has left, or was not willing has not withdrawn.
            return pgettext("a candidate", "Not in this count"), "withdrawn"
        return pgettext("a candidate", "Withdrawn"), "withdrawn"
    for stage in account.stages:
        if number in stage.elected:
            place = account.elected.index(number) + 1 if number in account.elected else 0
            return _("Elected, place {place}, stage {number}").format(
                place=place, number=stage.number
            ), "elected"
        if number in stage.excluded:
            return _("Out at stage {number}").format(number=stage.number), "out"
    return pgettext("a candidate", "Not elected"), ""


def _last_stage(account: Account, number: int) -> int:
    """The column after which an excluded candidate has nothing more: that in which the papers are gone."""
    gone: Stage | None = None
    for at, stage in enumerate(account.stages):
        if number in stage.excluded:
            gone = stage
        if gone is not None and stage.votes[number - 1] == 0:
            return at
    return len(account.stages) - 1
