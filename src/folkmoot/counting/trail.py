"""What single papers went through in a count: found again from its moves, when somebody asks.

A count keeps heaps and numbers; only publication and the filling of a vacancy ask after each ranking.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from folkmoot.counting.account import PILE
from folkmoot.counting.contest import Ranking

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Move:
    """All papers of `of` went on to `going_on`; each was worth `surplus / votes` of its value thereafter,
    truncated, or all of it if these are equal."""

    stage: int
    of: int
    going_on: frozenset[int]
    surplus: int = 1
    votes: int = 1


@dataclass(frozen=True)
class Stay:
    """A paper, worth `value`, lay with `holder` from the end of stage `since` on; `looked` preferences had
    been looked at by then."""

    holder: int
    since: int
    value: int
    looked: int


class OnDemand(Mapping[Key, Value], Generic[Key, Value]):
    """A mapping made when it is first looked into."""

    def __init__(self, make: Callable[[], Mapping[Key, Value]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Mapping[Key, Value]:
        return self._make()

    def __getitem__(self, key: Key) -> Value:
        return self._made[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    def __repr__(self) -> str:
        return repr(dict(self))


def stays(ranking: Ranking, moves: tuple[Move, ...], unit: int) -> Iterator[Stay]:
    """Where a paper with this ranking lay, one place after the other. The first move is out of the box."""
    holder, value = PILE, unit
    for number, move in enumerate(moves):
        if number and move.of != holder:
            continue
        value = value * move.surplus // move.votes
        holder, looked = next_preference(ranking, move.going_on)
        yield Stay(holder, move.stage, value, looked)
        if holder == PILE:
            return


def next_preference(ranking: Ranking, going_on: frozenset[int]) -> tuple[int, int]:
    """The first preference among those going on, or PILE, and how many preferences were looked at for it."""
    for place, candidate in enumerate(ranking, start=1):
        if candidate in going_on:
            return candidate, place
    return PILE, len(ranking)


def looked_at(papers: Mapping[Ranking, int], moves: tuple[Move, ...], unit: int) -> OnDemand[Ranking, int]:
    """For each ranking how many of its preferences the count looked at."""
    return OnDemand(lambda: {each: max(stay.looked for stay in stays(each, moves, unit)) for each in papers})


def held(
    papers: Mapping[Ranking, int], moves: tuple[Move, ...], unit: int, elected: Mapping[int, int]
) -> OnDemand[int, Mapping[Ranking, tuple[int, int]]]:
    """The papers that each of the elected held when elected, which was at the end of the stage given."""

    def made() -> dict[int, Mapping[Ranking, tuple[int, int]]]:
        found: dict[int, dict[Ranking, tuple[int, int]]] = {each: {} for each in elected}
        for ranking, times in papers.items():
            for stay in stays(ranking, moves, unit):
                if stay.since <= elected.get(stay.holder, 0):
                    found[stay.holder][ranking] = times, stay.value
        return dict(found)

    return OnDemand(made)
