"""Papers in heaps, and how a heap is sorted by next available preference: with plain lists, or with numpy.

A count needs no more of the papers than this; whatever it decides, it decides on whole numbers of Python.
"""

from collections.abc import Collection, Iterable
from importlib.util import find_spec
from typing import Generic, Literal, Protocol, TypeVar

from folkmoot.counting.account import PILE
from folkmoot.counting.contest import Contest, Ranking

Heap = TypeVar("Heap")
Engine = Literal["pure", "numpy", "auto"]


class Sorter(Protocol, Generic[Heap]):
    """Who deals heaps of papers."""

    def box(self) -> Heap:
        """All papers of the contest."""

    def deal(self, heaps: Iterable[Heap], going_on: Collection[int]) -> dict[int, tuple[int, Heap]]:
        """How many papers, and which, go to each candidate of `going_on`, ascending; PILE comes first.

        A paper goes to its first preference among them. Those whom a paper has left must not come again.
        """


PlainHeap = list[tuple[Ranking, int]]


class PlainSorter:
    """With the standard library: the reference."""

    def __init__(self, contest: Contest) -> None:
        self._papers = contest.papers
        self._numbers = range(len(contest.names) + 1)

    def box(self) -> PlainHeap:
        return list(self._papers.items())

    def deal(self, heaps: Iterable[PlainHeap], going_on: Collection[int]) -> dict[int, tuple[int, PlainHeap]]:
        takes = [number in going_on for number in self._numbers]
        dealt: list[PlainHeap] = [[] for _ in self._numbers]
        ended = dealt[PILE]
        for heap in heaps:
            for paper in heap:
                for candidate in paper[0]:
                    if takes[candidate]:
                        dealt[candidate].append(paper)
                        break
                else:
                    ended.append(paper)
        return {
            target: (sum([times for _, times in heap]), heap) for target, heap in enumerate(dealt) if heap
        }


def quick(contest: Contest, engine: Engine) -> bool:
    """Whether numpy is to count: it is asked for, or it is there and the papers lie in columns already."""
    if engine == "auto":
        return type(contest.papers).__name__ == "Columns" and find_spec("numpy") is not None
    return engine == "numpy"
