"""Which movements of papers a page draws and tells: all that a stage is about, and the largest of the others.

Under most rules only the papers of those whom a stage names move. Under Meek every stage moves parts of the
papers of all who are elected, and most of these movements are tiny.
"""

from dataclasses import dataclass

from folkmoot.counting.account import Flow, Stage

OTHERS = 8
"""So many movements of papers of others are told at a stage, the largest; the rest are summed up."""


@dataclass(frozen=True, slots=True)
class Moves:
    """The movements to be told, one for each pair of holders, and the others, which are summed up."""

    told: tuple[Flow, ...]
    left: tuple[Flow, ...]


def moves(stage: Stage) -> Moves:
    """The movements of a stage."""
    found: dict[tuple[int, int], Flow] = {}
    for flow in stage.flows:
        way = flow.source, flow.target
        if flow.source != flow.target:
            before = found.get(way, Flow(*way, 0, 0))
            found[way] = Flow(*way, before.papers + flow.papers, before.value + flow.value)
    others = [flow for flow in found.values() if flow.source not in stage.of]
    left = sorted(others, key=lambda flow: -flow.value)[OTHERS:]
    return Moves(tuple(flow for flow in found.values() if flow not in left), tuple(left))
