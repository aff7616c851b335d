"""What lies before the assembly when it rules: one act, one power that might allow it, and the facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from folkmoot.procedure.act import Act, OutOfOrder
from folkmoot.procedure.case import Case
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.machine import Row
from folkmoot.rulebook.book import Power, Rulebook


@dataclass(frozen=True, slots=True)
class Matter:
    """An act before the assembly: everything that a ruling may look at, and nothing else.

    `book` is the rulebook that applies, `case` the proceeding as it stands (None where the act opens it),
    `power` the paragraph that is being tried, `state` where the proceeding stands at second `at`, and
    `events` what has taken place in it until then, by acts and by time.
    """

    assembly: Assembly
    act: Act
    at: int
    row: Row
    book: Rulebook
    case: Case | None
    power: Power
    state: str
    events: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    def refuse(self, condition: str, fact: str, cure: str) -> OutOfOrder:
        """A refusal under the paragraph that grants the power."""
        return OutOfOrder(rule=self.power.paragraph, condition=condition, fact=fact, cure=cure)


@dataclass(frozen=True, slots=True)
class Ruling:
    """The act is in order: under paragraph `rule` of the rulebook with digest `book`, at second `at`.

    `matter` is what lay before the assembly when it ruled.
    """

    act: Act
    rule: str
    book: str
    at: int
    matter: Matter = field(compare=False, repr=False)
