"""The flow of the papers as a picture: a lane for each candidate, a column for each stage.

A bar is as high as the votes of its candidate, a dotted line as high as the quota; a ribbon leads from whose
papers moved to who got them, as thick as their value. Whoever is elected has a filled bar and a tick, whoever
goes out a cross: nothing hangs on a colour. The names are a picture of their own, so that they stay in sight
while the stages are moved along. All measures are whole tenths of a pixel.
"""

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from folkmoot.counting.account import PILE, Account, Flow
from folkmoot.site.elections.counted.moves import moves
from folkmoot.site.elections.counted.words import numbers

LANE, BAR, HIGH, COLUMN = 340, 160, 260, 760
"""Height of a lane, width of a bar, height of the highest bar, width of a column."""
LEFT, TOP, BEGIN = 1_400, 280, 150
"""Width of the column of names, height of the heads, where the first bar stands."""
LINE = 17
"""So many characters of a name stand on one line; it has two."""
PILES = 4
"""The pile may be so many times as high as the highest bar: beyond, all bars are drawn lower."""
High = Callable[[int], int]
THINNEST = 8
"""A ribbon is never thinner than this: what went is to be seen, however little."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The votes of somebody after a stage; `kind`: `elected`, `standing`, `pile`."""

    x: int
    y: int
    height: int
    kind: str


@dataclass(frozen=True, slots=True)
class Ribbon:
    """Papers on their way: the path, and how thick it is."""

    path: str
    width: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Where somebody's fate was settled: `elected` or `excluded`, and at which stage."""

    x: int
    y: int
    kind: str
    stage: int


@dataclass(frozen=True, slots=True)
class Lane:
    """One candidate, or the pile of papers not transferable (number 0).

    `lines` are the parts of the name, each with its y.
    """

    number: int
    name: str
    lines: tuple[tuple[int, str], ...]
    base: int
    bars: tuple[Bar, ...]
    quota: str


@dataclass(frozen=True, slots=True)
class Picture:
    """All that the template draws; `heads` are the columns, (x, number of the stage), `left` the width of the
    names.

    `leaves_out`: whether there are movements, the smallest, that are not drawn.
    """

    width: int
    height: int
    lanes: tuple[Lane, ...]
    ribbons: tuple[Ribbon, ...]
    marks: tuple[Mark, ...]
    heads: tuple[tuple[int, str], ...]
    has_quota: bool
    leaves_out: bool
    left: int = LEFT

    @property
    def left_px(self) -> int:
        """In whole pixels."""
        return self.left // 10

    @property
    def width_px(self) -> int:
        """In whole pixels."""
        return self.width // 10

    @property
    def height_px(self) -> int:
        """In whole pixels."""
        return self.height // 10


def absent(account: Account) -> frozenset[int]:
    """Those passed over from the start: withdrawn, or whose place a recount fills."""
    vacating = (stage.of for stage in account.stages if stage.what == "recount")
    return account.withdrawn.union(*vacating)


def order_of_lanes(account: Account) -> list[int]:
    """Those elected in their order, those left at the end, those excluded from the last to the first."""
    out = [number for stage in account.stages for number in stage.excluded]
    settled = {*account.elected, *out, *absent(account)}
    left = [number for number in range(1, len(account.names) + 1) if number not in settled]
    if account.stages:
        left.sort(key=lambda number: -account.stages[-1].votes[number - 1])
    return [*account.elected, *left, *(number for number in reversed(out) if number not in account.elected)]


def picture(account: Account, names: Sequence[str], pile: str) -> Picture:
    """The picture of a count; `names` are those to be shown, `pile` the name of the pile."""
    stages = account.stages
    lanes = order_of_lanes(account)
    if any(stage.non_transferable for stage in stages):
        lanes.append(PILE)
    held = max((max(*stage.votes, stage.quota or 0) for stage in stages), default=0)
    piled = max((stage.non_transferable for stage in stages), default=0)
    most = max(held, -(-piled // PILES), 1)

    def high(units: int) -> int:
        return -(-units * HIGH // most) if units > 0 else 0

    base = {number: TOP + row * LANE + LANE - 40 for row, number in enumerate(lanes)}
    if PILE in base:
        base[PILE] += max(high(piled) - HIGH, 0)
    return Picture(
        width=BEGIN + max(len(stages), 1) * COLUMN,
        height=max(base.values(), default=TOP) + 80,
        lanes=tuple(_lane(account, number, names, pile, base[number], high) for number in lanes),
        ribbons=tuple(
            _ribbon(flow, at, base, high)
            for at, stage in enumerate(stages[1:], start=1)
            for flow in moves(stage).told
            if flow.source in base and flow.target in base
        ),
        marks=tuple(
            Mark(_x(at) + BAR + 70, base[number] - 90, kind, stage.number)
            for at, stage in enumerate(stages)
            for kind, group in (("elected", stage.elected), ("excluded", stage.excluded))
            for number in group
            if number in base
        ),
        heads=tuple((_x(at) + BAR // 2, number) for at, number in enumerate(numbers(account))),
        has_quota=any(stage.quota for stage in stages),
        leaves_out=any(moves(stage).left for stage in stages[1:]),
    )


def _x(at: int) -> int:
    return BEGIN + at * COLUMN


def _lane(account: Account, number: int, names: Sequence[str], pile: str, base: int, high: High) -> Lane:
    name = names[number - 1] if number else pile
    elected_at = next((at for at, stage in enumerate(account.stages) if number in stage.elected), None)
    bars, line = list[Bar](), list[str]()
    for at, stage in enumerate(account.stages):
        units = stage.votes[number - 1] if number else stage.non_transferable
        if units > 0:
            kind = "pile" if not number else "standing"
            if number and elected_at is not None and at >= elected_at:
                kind = "elected"
            bars.append(Bar(_x(at), base - high(units), high(units), kind))
        if number and stage.quota and (units or not at):
            line.append(f"M{_x(at) - 60} {base - high(stage.quota)}h{BAR + 120}")
    return Lane(number, name, _lines(name, base), base, tuple(bars), "".join(line))


def _lines(name: str, base: int) -> tuple[tuple[int, str], ...]:
    """A name on one line or two; of one that is longer still, the beginning and the end."""
    cut = textwrap.wrap(name, LINE) or [""]
    if len(cut) == 1:
        return ((base - 90, cut[0]),)
    end = cut[1] if len(cut) == 2 else "…" + name[1 - LINE :].lstrip()
    return (base - 195, cut[0]), (base - 60, end)


def _ribbon(flow: Flow, at: int, base: dict[int, int], high: High) -> Ribbon:
    x1, x2 = _x(at - 1) + BAR, _x(at)
    width = max(high(flow.value), THINNEST)
    y1, y2 = (base[end] - max(width // 2, 20) for end in (flow.source, flow.target))
    middle = (x1 + x2) // 2
    return Ribbon(f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}", width)
