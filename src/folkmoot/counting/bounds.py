"""Quotas on the result: "at least 4 women among 7", and whether they can still be met together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Bound:
    """At least, and at most, so many of those elected belong to `group`, which is these candidates."""

    group: str
    members: frozenset[int]
    at_least: int = 0
    at_most: int | None = None


Bounds = tuple[Bound, ...]


def feasible(bounds: Sequence[Bound], elected: Iterable[int], continuing: Iterable[int], seats: int) -> bool:
    """Whether the elected and some of the continuing can fill the seats within all bounds.

    Those who belong to the same groups are interchangeable: only their number is searched.
    """
    raise NotImplementedError
