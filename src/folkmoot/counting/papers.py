"""Papers in heaps, and how a heap is sorted by next available preference: with plain lists, or with numpy.

A count needs no more of the papers than this; whatever it decides, it decides on whole numbers of Python.
"""

from collections.abc import Collection, Iterable
from importlib.util import find_spec
from typing import Any, Generic, Literal, Protocol, TypeVar

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


def sorter(contest: Contest, engine: Engine) -> Sorter[Any]:
    """Who deals the papers: `auto` takes numpy where the papers lie in columns already.

    Raises ModuleNotFoundError where numpy is asked for and not installed.
    """
    if engine == "numpy" or (
        engine == "auto" and not isinstance(contest.papers, dict) and _in_columns(contest)
    ):
        from folkmoot.counting.quick_papers import QuickSorter

        return QuickSorter(contest)
    return PlainSorter(contest)


def _in_columns(contest: Contest) -> bool:
    if find_spec("numpy") is None:
        return False
    from folkmoot.counting.columns import Columns

    return isinstance(contest.papers, Columns)
