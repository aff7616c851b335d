"""A count by pairs as a picture: the candidates in a ring, an arrow from whoever goes before to the other.

What a circle leaves out stands there broken: the comparisons that were dropped. Whoever is elected is filled
and ringed twice, so that nothing hangs on a colour. All measures are whole tenths of a pixel.
"""

import math
from dataclasses import dataclass

from folkmoot.counting.account import Account
from folkmoot.counting.ranked import RULE
from folkmoot.counting.schwartz import defeats_among, drop_weakest

FEWEST, MOST = 3, 9
"""Of so few the table is clear enough, of so many a picture is not."""
SIZE, RING, NODE = 3_000, 1_200, 170
"""The side of the picture, the radius of the ring, and that of a candidate in it."""
GAP, HEAD = 90, 150
"""Between an arrow and whom it points at; the length of its head."""


@dataclass(frozen=True, slots=True)
class Node:
    """A candidate: number on the paper, the middle, and whether elected."""

    number: int
    x: int
    y: int
    elected: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """From whoever goes before to the other: the line and the head as paths, and whether it was dropped."""

    line: str
    head: str
    dropped: bool


@dataclass(frozen=True, slots=True)
class Circle:
    """All that the template draws."""

    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    size: int = SIZE
    size_px: int = SIZE // 10
    node: int = NODE
    ring: int = NODE + 50

    @property
    def drops(self) -> bool:
        """Whether any comparison was dropped."""
        return any(each.dropped for each in self.arrows)


def circle(account: Account) -> Circle | None:
    """The picture of a count by pairs; None of any other count, and where few or many stand."""
    standing = [n for n in range(1, len(account.names) + 1) if n not in account.withdrawn]
    if account.matrix is None or not FEWEST <= len(standing) <= MOST:
        return None
    nodes = {number: _node(account, number, at, len(standing)) for at, number in enumerate(standing)}
    rounds = drop_weakest(account.matrix, standing) if account.rule == RULE else ()
    dropped = {(each.winner, each.loser) for one in rounds for each in one.dropped}
    arrows = (
        _arrow(nodes[each.winner], nodes[each.loser], (each.winner, each.loser) in dropped)
        for each in defeats_among(account.matrix, standing)
    )
    return Circle(tuple(nodes.values()), tuple(arrows))


def _node(account: Account, number: int, at: int, many: int) -> Node:
    """The first at the top, the others clockwise."""
    angle = 2 * math.pi * at / many
    x, y = SIZE / 2 + RING * math.sin(angle), SIZE / 2 - RING * math.cos(angle)
    return Node(number, round(x), round(y), number in account.elected)


def _arrow(one: Node, other: Node, dropped: bool) -> Arrow:
    length = math.hypot(other.x - one.x, other.y - one.y)
    along = (other.x - one.x) / length, (other.y - one.y) / length

    def point(far: float, aside: float = 0) -> str:
        x, y = one.x + along[0] * far - along[1] * aside, one.y + along[1] * far + along[0] * aside
        return f"{round(x)} {round(y)}"

    end = length - NODE - GAP
    line = f"M{point(NODE + GAP)}L{point(end - HEAD)}"
    head = f"M{point(end)}L{point(end - HEAD, HEAD / 2)}L{point(end - HEAD, -HEAD / 2)}z"
    return Arrow(line, head, dropped)
