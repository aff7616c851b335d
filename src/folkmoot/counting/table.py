"""The counting table: the piles of the candidates, what was moved between them, and the stages so far.

One module for each rule set says what is done next; here is what they have in common. Votes are whole numbers
of units; a paper that comes out of the box is worth one vote.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic

from folkmoot.counting.account import PILE, Account, Flow, Margin, Stage, Step, Tie, What
from folkmoot.counting.contest import Contest
from folkmoot.counting.papers import Heap, Sorter
from folkmoot.counting.trail import Move, held, looked_at
from folkmoot.counting.who import Who, who


@dataclass
class Sheet:
    """A stage while it is being counted."""

    number: int
    what: What
    of: tuple[int, ...]
    flows: tuple[Flow, ...] = ()
    elected: list[int] = field(default_factory=list)
    excluded: list[int] = field(default_factory=list)
    guarded: tuple[int, ...] = ()
    doomed: tuple[int, ...] = ()
    ties: list[Tie] = field(default_factory=list)
    margins: list[Margin] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


class Table(Generic[Heap]):
    """A count on its way.

    Attributes:
        votes: of each candidate, in units; candidate n at index n - 1.
        continuing: who is neither elected nor excluded.
        elected: in order, with the stage of each.
        valid: papers with a preference for somebody who stands; `invalid` is how many have none.
        sheet: the present stage; `stages` are those before it.
    """

    def __init__(self, contest: Contest, sorter: Sorter[Heap], decimals: int) -> None:
        self.contest, self.decimals, self.unit = contest, decimals, 10**decimals
        self._sorter = sorter
        self.votes = [0] * len(contest.names)
        self.continuing = set(contest.standing)
        self.elected: dict[int, int] = {}
        self.stages: list[Stage] = []
        self._moves: list[Move] = []
        self._piles: dict[int, dict[int, list[Heap]]] = {each: {} for each in contest.candidates}
        self._spent = 0
        self.sheet = Sheet(1, "first preferences", ())
        dealt = self._take(PILE, [sorter.box()], self.unit, Move(1, PILE, frozenset(self.continuing)))
        self.invalid = dealt.pop(PILE, 0)
        self.valid = sum(dealt.values())
        self._close_flows(PILE, {target: (papers, papers * self.unit) for target, papers in dealt.items()})

    def name(self, *numbers: int) -> Who:
        """For a sentence."""
        return who(self.contest.names, *numbers)

    @property
    def history(self) -> list[tuple[int, ...]]:
        """The votes after each earlier stage."""
        return [stage.votes for stage in self.stages]

    def has(self, candidate: int) -> int:
        """A candidate's votes, in units."""
        return self.votes[candidate - 1]

    def elect(self, candidate: int) -> None:
        """From now on this candidate receives nothing."""
        self.continuing.remove(candidate)
        self.elected[candidate] = self.sheet.number
        self.sheet.elected.append(candidate)

    def exclude(self, candidate: int) -> None:
        """From now on this candidate receives nothing, and the papers wait to be moved."""
        self.continuing.remove(candidate)
        self.sheet.excluded.append(candidate)

    def move(self, of: int, surplus: int | None = None) -> None:
        """Move all papers of a candidate to their next available preference.

        As a surplus each is worth that part of its value which the surplus is of the candidate's votes,
        truncated, and the candidate keeps the rest of the votes.
        """
        part, whole = (1, 1) if surplus is None else (surplus, self.has(of))
        move = Move(self.sheet.number, of, frozenset(self.continuing), part, whole)
        moved: dict[int, tuple[int, int]] = {}
        for value, heaps in sorted(self._piles[of].items(), reverse=True):
            worth = value * part // whole
            for target, papers in self._take(of, heaps, worth, move).items():
                before = moved.get(target, (0, 0))
                moved[target] = before[0] + papers, before[1] + papers * worth
        self._piles[of] = {}
        self.votes[of - 1] = 0 if surplus is None else whole - part
        self._close_flows(of, moved)

    def _take(self, of: int, heaps: Iterable[Heap], worth: int, move: Move) -> dict[int, int]:
        """Deal heaps of one value onto the piles; how many papers each got."""
        if not self._moves or self._moves[-1] is not move:
            self._moves.append(move)
        dealt = self._sorter.deal(heaps, move.going_on)
        for target, (_, heap) in dealt.items():
            if target != PILE:
                self._piles[target].setdefault(worth, []).append(heap)
        return {target: papers for target, (papers, _) in dealt.items()}

    def _close_flows(self, source: int, moved: Mapping[int, tuple[int, int]]) -> None:
        """Enter what was moved; the pile of those not transferable comes last."""
        for target, (_, value) in moved.items():
            if target == PILE:
                self._spent += value
            else:
                self.votes[target - 1] += value
        targets = sorted(moved, key=lambda target: (target == PILE, target))
        self.sheet.flows = tuple(Flow(source, target, *moved[target]) for target in targets)

    def margin(self, chosen: int, next_above: Iterable[int]) -> None:
        """Note how close an exclusion was to falling on the one next above, if there is one."""
        for other in next_above:
            self.sheet.margins.append(Margin(chosen, other, self.has(other) - self.has(chosen)))

    def moved(self) -> tuple[int, int]:
        """How many papers went on at this stage, and how many did not."""
        ended = sum(flow.papers for flow in self.sheet.flows if flow.target == PILE)
        return sum(flow.papers for flow in self.sheet.flows) - ended, ended

    def close(self, quota: int | None) -> Stage:
        """End the present stage."""
        sheet = self.sheet
        stage = Stage(
            number=sheet.number,
            what=sheet.what,
            of=sheet.of,
            votes=tuple(self.votes),
            non_transferable=self._spent,
            lost=self.valid * self.unit - sum(self.votes) - self._spent,
            in_hand=0,
            quota=quota,
            flows=sheet.flows,
            elected=tuple(sheet.elected),
            excluded=tuple(sheet.excluded),
            guarded=sheet.guarded,
            doomed=sheet.doomed,
            ties=tuple(sheet.ties),
            margins=tuple(sheet.margins),
            steps=tuple(sheet.steps),
        )
        self.stages.append(stage)
        return stage

    def open(self, what: What, *of: int) -> None:
        """Begin the next stage."""
        self.sheet = Sheet(self.sheet.number + 1, what, of)

    def account(self, rule: str, quota: int | None) -> Account:
        """Of the whole count, once the last stage is closed."""
        contest, moves = self.contest, tuple(self._moves)
        return Account(
            rule=rule,
            names=contest.names,
            seats=contest.seats,
            withdrawn=contest.withdrawn,
            decimals=self.decimals,
            valid=self.valid,
            invalid={"no preference": self.invalid} if self.invalid else {},
            quota=quota,
            elected=tuple(self.elected),
            stages=tuple(self.stages),
            looked_at=looked_at(contest.papers, moves, self.unit),
            held=held(contest.papers, moves, self.unit, self.elected),
        )
