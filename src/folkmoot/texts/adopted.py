"""What an adoption gives: the text, and whose each word and each change is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from folkmoot.texts.clause import FIELDS, Revision

REFERENCE = re.compile(r"\{clause:([a-z0-9][a-z0-9-]*)\}")
"""A reference to a clause, as it stands in a sentence."""

NOBODY: frozenset[int] = frozenset()
Credit = Mapping[str, frozenset[int]]
"""The numbers of the amendments that made a change, by the id of the clause."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of an adopted text: words of the base where `numbers` is empty, else of these amendments."""

    text: str
    numbers: frozenset[int] = NOBODY


class Segments(Mapping[tuple[str, str], tuple[Segment, ...]]):
    """For each clause and field of an adopted text that says anything, its words in stretches."""

    def __init__(self, revision: Revision, told: Mapping[tuple[str, str], tuple[Segment, ...]]) -> None:
        self._revision, self._told = revision, told

    def __getitem__(self, key: tuple[str, str]) -> tuple[Segment, ...]:
        id, field = key
        if key in self._told:
            return self._told[key]
        words: str = getattr(self._revision.by_id[id], field)
        return (Segment(words),) if words else ()

    def __iter__(self) -> Iterator[tuple[str, str]]:
        for clause in self._revision.walk():
            yield from ((clause.id, field) for field in FIELDS if getattr(clause, field))

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True)
class Dangling:
    """In a field of a clause, a reference to a clause that is not in the text."""

    clause: str
    field: str
    to: str


@dataclass(frozen=True)
class Adopted:
    """An adopted text and its origins.

    `created`: which amendments brought a clause in; `moved`: moved it; `changed`: changed its words or label,
    or replaced or divided it; `deleted`: left it out, or replaced what it hung under.
    """

    revision: Revision
    segments: Segments
    created: Credit
    moved: Credit
    changed: Credit
    deleted: Credit

    @cached_property
    def dangling(self) -> tuple[Dangling, ...]:
        """The references that lead nowhere, in the order of the text."""
        known = self.revision.by_id
        return tuple(
            Dangling(clause.id, field, to)
            for clause in self.revision.walk()
            for field in FIELDS
            if "{clause:" in (words := getattr(clause, field))
            for to in REFERENCE.findall(words)
            if to not in known
        )
