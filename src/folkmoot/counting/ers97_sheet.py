"""The result sheet of an ERS97 count: the stage being written, and those already written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from folkmoot.counting.account import Flow, Margin, Stage, Step, Tie, What
from folkmoot.counting.ers97_table import Table


@dataclass
class Sheet:
    """Stages of the account; the open one gathers what is done until it is closed."""

    table: Table
    stages: list[Stage] = field(default_factory=list)
    number: int = 0
    what: What = "first preferences"
    of: tuple[int, ...] = ()

    def begin(self, what: What, of: Iterable[int]) -> None:
        """Open the next stage."""
        self.number += 1
        self.what = what
        self.begin_again(of)

    def begin_again(self, of: Iterable[int]) -> None:
        """Open another sub-stage of the same stage."""
        self.of = tuple(of)
        self.flows: list[Flow] = []
        self.elected: list[int] = []
        self.excluded: list[int] = []
        self.doomed: list[int] = []
        self.guarded: set[int] = set()
        self.ties: list[Tie] = []
        self.margins: list[Margin] = []
        self.steps: list[Step] = []

    def say(self, step: Step) -> None:
        """Write down something done."""
        self.steps.append(step)

    def tie(self, among: Sequence[int], over: str, settled_by: str, chosen: int) -> None:
        """Write down a tie."""
        self.ties.append(Tie(tuple(among), over, settled_by, chosen))

    def close(self, quota: int) -> None:
        """Put the open stage among those written, with the figures as they stand."""
        self.stages.append(
            Stage(
                number=self.number,
                what=self.what,
                of=self.of,
                votes=tuple(self.table.votes),
                non_transferable=self.table.non_transferable,
                lost=self.table.lost,
                in_hand=0,
                quota=quota,
                flows=tuple(self.flows),
                elected=tuple(self.elected),
                excluded=tuple(self.excluded),
                guarded=tuple(sorted(self.guarded)),
                doomed=tuple(self.doomed),
                ties=tuple(self.ties),
                margins=tuple(self.margins),
                steps=tuple(self.steps),
            )
        )
