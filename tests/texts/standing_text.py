"""A text in the middle of an act, of which every piece still knows where it came from.

An act's operations are written one after the other, each for the text as the ones before it left it. To say
them as edits of the text before the act, we play them in order and remember of each stretch of words whether
it stands in the base, or in the new words of which earlier edit.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Union

from folkmoot.texts.clause import FIELDS, Clause
from folkmoot.texts.edits import Edit


@dataclass(eq=False)
class Part:
    """An amendment to be: an operation's edits of the base, or of the content of the part that it amends."""

    number: int
    amends: "Part | None"
    drafts: list["Draft"] = field(default_factory=list)


@dataclass(eq=False)
class Draft:
    """An edit to be. `on` is the draft to whose clause in the content it is anchored, if it is to one."""

    part: Part
    edit: Edit
    on: "Draft | None" = None

    def __post_init__(self) -> None:
        self.part.drafts.append(self)

    @property
    def stand(self) -> str:
        """The id of the clause that stands for it in the content of its part."""
        return f"edit-{self.part.drafts.index(self) + 1}"


Space = Union[Part, None]  # noqa: UP007 - a name for a union of a class and nothing
"""Where words and ids stand: in the content of a part, or, for None, in the base."""


@dataclass(frozen=True)
class Run:
    """A stretch of words: of a clause (by id) or of a draft's new words, in a space, from `start` on."""

    text: str
    space: Space
    key: "str | Draft"
    field: str
    start: int

    def cut(self, a: int, b: int) -> "Run":
        return Run(self.text[a:b], self.space, self.key, self.field, self.start + a)

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def source(self) -> tuple[int, "str | Draft", str]:
        return id(self.space), self.key, self.field


@dataclass(eq=False)
class Node:
    """A clause as it stands now. `space` is where its own words are anchored, `home` where it hangs.

    `brought` is the draft by which it came in, `wrapped` the one that put what it said into its first child;
    `outer` is the clause that a wrap made it from, where edits of its words and children are anchored.
    """

    id: str
    kind: str
    label: str | None
    space: Space
    home: Space
    words: dict[str, list[Run]]
    children: list["Node"]
    brought: Draft | None = None
    wrapped: Draft | None = None
    outer: "Node | None" = None
    relabelled: Draft | None = None

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()

    def says(self, name: str) -> str:
        return "".join(run.text for run in self.words[name])

    def clause(self) -> Clause:
        """The clause as it stands, with the ids it has."""
        heading, body, tail = (self.says(name) for name in FIELDS)
        children = tuple(child.clause() for child in self.children)
        return Clause(self.id, self.kind, self.label, heading, body, tail, children)


def node(clause: Clause, space: Space, brought: Draft | None = None) -> Node:
    """A clause of the base, or one that a draft brings in, with all under it."""
    words = {
        name: [Run(said, space, clause.id, name, 0)] if (said := getattr(clause, name)) else []
        for name in FIELDS
    }
    children = [node(child, space) for child in clause.children]
    return Node(clause.id, clause.kind, clause.label, space, space, words, children, brought)
