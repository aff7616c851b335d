"""The facts that follow from the record so far.

An `Assembly` is a fold over the record's entries. Nothing else goes in: no database, no clock, no names.
It is changed only by `ruling.enter`, with a ruling that `ruling.rule_on` gave, in the order of the record.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from folkmoot.procedure.act import OutOfOrder, say
from folkmoot.procedure.case import Case, Standing, standing
from folkmoot.rulebook.book import Rulebook


@dataclass(slots=True)
class Decision:
    """A carried motion: where it stands, and the one act that it authorises, if it names one."""

    on: str
    branch: str
    effect: Mapping[str, Any]
    used: bool = False


@dataclass(slots=True)
class Holding(Case):
    """An office held for a term. `name` is the code name made for this holding.

    Where an election filled it: `elected_in` which, `candidate` under which name of it, `groups` those of the
    quotas to which the holder belongs.
    """

    office: str = ""
    name: str = ""
    elected_in: str = ""
    candidate: str = ""
    groups: tuple[str, ...] = ()


@dataclass(slots=True)
class Branch:
    """A branch in the tree; `members` counts those who belong to it directly."""

    id: str
    title: str
    parent: str
    members: int = 0


@dataclass(frozen=True, slots=True)
class Limit:
    """Rights that a precaution or a sanction touches: of one member of `branch`, by the proceeding `on`.

    `rights` are of `sanction.RIGHTS`. Whether it runs at a moment follows from where that proceeding stands
    then (`sanction.runs`); after the second `until` it never does again.
    """

    on: str
    branch: str
    rights: frozenset[str]
    until: int


@dataclass(slots=True)
class Assembly:
    """The facts so far.

    `cases` maps the object of an entry to what the record shows of it, `holders` code names to the offices
    held under them. `declared` maps the index of each declaration to its motion, `decisions` those of carried
    ones to what they authorise. `matters` maps the digest of a matter that was brought to the case about it,
    `sanctions` the index of a decision to its case, `precedents` an offence to the decisions under it (index,
    case), `limits` proceedings to the rights that they touch, `restored` cases to all reviews of them,
    `speeches` each speech to the proceeding in whose debate it was made, `mutes` tags to the seconds at which
    somebody was kept from posting, `recalls` holdings of an office to the latest recall of each. `books` are
    the rulebooks in force, each with the second from which it is; `known_books` all that the record holds, by
    digest. `numbers` counts proceedings by kind.
    """

    name: str = ""
    root: str = ""
    last: int = 0
    size: int = 0
    books: list[tuple[int, Rulebook]] = field(default_factory=list)
    known_books: dict[str, Rulebook] = field(default_factory=dict)
    branches: dict[str, Branch] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    holders: dict[str, Holding] = field(default_factory=dict)
    decisions: dict[int, Decision] = field(default_factory=dict)
    declared: dict[int, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    matters: dict[str, str] = field(default_factory=dict)
    precedents: dict[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    sanctions: dict[int, str] = field(default_factory=dict)
    limits: dict[str, Limit] = field(default_factory=dict)
    restored: dict[str, tuple[str, ...]] = field(default_factory=dict)
    speeches: dict[int, str] = field(default_factory=dict)
    mutes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    recalls: dict[str, str] = field(default_factory=dict)

    def book_at(self, at: int) -> Rulebook:
        """The rulebook in force at second `at`; raises `OutOfOrder` before the founding."""
        for since, book in reversed(self.books):
            if since <= at:
                return book
        raise OutOfOrder(
            rule="",
            condition=say("The founding act comes first: it adopts the rulebook."),
            fact=say("No rulebook is in force."),
            cure=say("Found the organisation."),
        )

    def next_number(self, kind: str) -> int:
        """The number of the next proceeding of this kind: motions, changes and ballots count from 1."""
        return self.numbers.get(kind, 0) + 1

    def below(self, branch: str) -> tuple[str, ...]:
        """The branch and all branches under it."""
        found = [branch]
        for each in found:
            found.extend(child.id for child in self.branches.values() if child.parent == each)
        return tuple(found)

    def above(self, branch: str) -> tuple[str, ...]:
        """The branch, and the branches from which it hangs, up to the root."""
        found = []
        while branch in self.branches:
            found.append(branch)
            branch = self.branches[branch].parent
        return tuple(found)

    def members_of(self, branch: str) -> int:
        """How many members belong to the branch or to one under it."""
        return sum(self.branches[each].members for each in self.below(branch))

    def holder_of(self, office: str, branch: str, at: int) -> Holding | None:
        """Who holds the office at second `at`, by the code name of the holding, or None."""
        for holding in reversed(self.holders.values()):
            if (holding.office, holding.branch) == (office, branch) and standing(
                holding, at
            ).state == "in office":
                return holding
        return None

    def standing(self, on: str, at: int) -> Standing:
        """Where a proceeding stands at second `at`; raises `KeyError` where the record knows none such."""
        return standing(self.cases[on], at)
