"""Meek: the reference rule of the Proportional Representation Foundation. Nine decimals, omega 10^-6.

Steps bear its letters. Every candidate keeps a share of each paper that comes by, and lets the rest go on to
the next; those elected keep as much as leaves them the quota, which shrinks as votes run out. A stage of the
account is what came of the iterations before somebody was elected or defeated; the last has nothing but the
result, and there what the defeated had is in hand. All papers are shared out anew each time: what flows is
the difference to the stage before (`meek_flows`).
"""

from collections.abc import Iterable

from folkmoot.counting import bounds_words as hill
from folkmoot.counting import meek_words as words
from folkmoot.counting.account import PILE, Account, Flow, Margin, Stage, Step, Tie, What
from folkmoot.counting.bounds import Bounds, Watch
from folkmoot.counting.contest import Contest, Ranking
from folkmoot.counting.meek_flows import flows, shares
from folkmoot.counting.stv_words import count_ends, fills_the_places
from folkmoot.counting.ties import NO_LOT, Lot, unfavoured
from folkmoot.counting.who import who

RULE = "meek-prf/1"
DECIMALS = 9
ONE: int = 10**DECIMALS
OMEGA = 10**3


def count(contest: Contest, *, lot: Lot = NO_LOT, bounds: Bounds = ()) -> Account:
    """Count by the reference rule. Raises `TieNeedsLot` where a tie matters and no lot was handed in."""
    return _Meek(contest, lot, bounds).account()


class _Meek:
    """A count under way; votes and keep values are whole numbers of 10^-9."""

    def __init__(self, contest: Contest, lot: Lot, bounds: Bounds) -> None:
        self.contest, self.lot = contest, lot
        standing = contest.standing
        self.watch = Watch(bounds, standing, contest.seats)
        self.hopeful = set(standing)
        self.elected: list[int] = []
        self.keep = [ONE if each in self.hopeful else 0 for each in contest.candidates]
        self.shared_by: list[int] = []
        """The keep values by which the papers were shared out at the stage before."""
        self.looked_at: dict[Ranking, int] = dict.fromkeys(contest.papers, 0)
        self.held: dict[int, dict[Ranking, tuple[int, int]]] = {}
        self.valid = sum(
            times for ranking, times in contest.papers.items() if not self.hopeful.isdisjoint(ranking)
        )
        self.invalid = sum(contest.papers.values()) - self.valid
        self.stages: list[Stage] = []
        self.first_quota: int | None = None
        self.begin("first preferences", ())
        for relaxed in self.watch.relaxed:
            self.steps.append(hill.bound_gives_way(relaxed))
        self.steps.append(words.first_preferences(self.valid))

    def begin(self, what: What, of: Iterable[int]) -> None:
        self.what, self.of = what, tuple(of)
        self.now_elected: list[int] = []
        self.now_defeated: list[int] = []
        self.now_doomed: tuple[int, ...] = ()
        self.flows: tuple[Flow, ...] = ()
        self.ties: list[Tie] = []
        self.margins: list[Margin] = []
        self.steps: list[Step] = []

    @property
    def left(self) -> int:
        return self.watch.places - len(self.elected)

    def account(self) -> Account:
        """A, then B as long as places are left and more stand for them, then C."""
        while True:
            surplus = self.iterate()
            self.flows = self.moved()
            if self.left > 0 and len(self.hopeful) > self.left:
                if self.now_elected:
                    self.close()
                    self.begin("surplus", self.now_elected)
                    continue
                self.defeat(self.chosen_to_go(surplus))
            if self.left <= 0 or len(self.hopeful) <= self.left:
                break
            self.close()
            self.begin("exclusion", self.now_defeated)
        self.finish()
        contest = self.contest
        return Account(
            rule=RULE,
            names=contest.names,
            seats=contest.seats,
            withdrawn=contest.withdrawn,
            decimals=DECIMALS,
            valid=self.valid,
            invalid={"no preference": self.invalid} if self.invalid else {},
            quota=self.first_quota,
            elected=tuple(self.elected),
            stages=tuple(self.stages),
            looked_at=self.looked_at,
            held=self.held,
        )

    def iterate(self) -> int:
        """B2, until somebody is elected or the surplus is as good as gone; the surplus."""
        before: int | None = None
        while True:
            self.distribute()
            self.quota = sum(self.votes) // (self.contest.seats + 1) + 1
            if self.first_quota is None:
                self.first_quota = self.quota
            self.elect_at_quota()
            surplus = max(0, sum(self.votes[each - 1] - self.quota for each in self.elected))
            if self.now_elected or surplus < OMEGA or (before is not None and surplus >= before):
                return surplus
            before = surplus
            for each in self.elected:
                keep, votes = self.keep[each - 1], self.votes[each - 1]
                self.keep[each - 1] = _up(_up(keep * self.quota, ONE) * ONE, votes)

    def distribute(self) -> None:
        """B2a: down each paper everybody takes a share, rounded up, until nothing or nobody is left."""
        votes, keep, looked_at = [0] * len(self.keep), self.keep, self.looked_at
        for ranking, times in self.contest.papers.items():
            weight, place = ONE, 0
            for place, each in enumerate(ranking, start=1):  # noqa: B007
                share = keep[each - 1]
                if share == ONE:
                    votes[each - 1] += weight * times
                    break
                if share:
                    taken = -(-weight * share // ONE)
                    votes[each - 1] += taken * times
                    weight -= taken
                    if not weight:
                        break
            if place > looked_at[ranking]:
                looked_at[ranking] = place
        self.votes = votes

    def moved(self) -> tuple[Flow, ...]:
        """What moved since the stage before; at first whole papers, from the ballot box."""
        before, self.shared_by = self.shared_by, list(self.keep)
        if before:
            self.steps[:0] = [
                words.keeps(who(self.contest.names, each), self.keep[each - 1])
                for each in self.elected
                if self.keep[each - 1] != before[each - 1]
            ]
            return flows(self.contest.papers, before, self.keep, ONE)
        first = zip(self.contest.candidates, self.votes, strict=True)
        return tuple(Flow(PILE, each, votes // ONE, votes) for each, votes in first if votes)

    def elect_at_quota(self) -> None:
        """B2c: the highest first, as long as the quotas on the result allow it."""
        passing = [each for each in self.hopeful if self.votes[each - 1] >= self.quota]
        for each in self.from_the_top(passing):
            if self.left > 0 and self.watch.can_elect(self.elected, self.hopeful, each):
                name = who(self.contest.names, each)
                self.steps.append(words.at_quota(name, self.votes[each - 1], self.quota))
                self.elect(each)

    def elect(self, chosen: int) -> None:
        self.hopeful.discard(chosen)
        self.elected.append(chosen)
        self.now_elected.append(chosen)
        self.held[chosen] = self.papers_of(chosen)

    def papers_of(self, chosen: int) -> dict[Ranking, tuple[int, int]]:
        """The papers of which this candidate has a share now, and how much of each."""
        found = {}
        for ranking, times in self.contest.papers.items():
            if chosen in ranking:
                taken = shares(ranking, self.keep, ONE)[ranking.index(chosen)]
                if taken:
                    found[ranking] = times, taken
        return found

    def from_the_top(self, some: Iterable[int]) -> list[int]:
        place = {each: self.lot.index(each) if each in self.lot else each for each in self.contest.candidates}
        return sorted(some, key=lambda each: (-self.votes[each - 1], place[each]))

    def chosen_to_go(self, surplus: int) -> int:
        """B3: the lowest hopeful; tied with it are all who have no more than it and the surplus."""
        names = self.contest.names
        self.now_doomed = self.watch.doomed(self.elected, sorted(self.hopeful))
        guarded = self.watch.guarded(self.elected, sorted(self.hopeful))
        free = self.now_doomed or tuple(self.hopeful - set(guarded))
        lowest = min(self.votes[each - 1] for each in free)
        tied = sorted(each for each in free if self.votes[each - 1] <= lowest + surplus)
        chosen = tied[0] if len(tied) == 1 else unfavoured(self.lot, tied, "exclusion")
        if len(tied) > 1:
            self.ties.append(Tie(tuple(tied), "exclusion", "lot", chosen))
            self.steps.append(words.tied(who(names, *tied), who(names, chosen)))
        above = [each for each in self.from_the_top(free) if each != chosen]
        if above and not self.now_doomed:
            self.margins.append(Margin(chosen, above[-1], self.votes[above[-1] - 1] - self.votes[chosen - 1]))
        if self.now_doomed:
            self.steps.append(hill.doomed_goes(who(names, chosen)))
        else:
            if guarded:
                self.steps.append(hill.guarded_stays(who(names, *guarded)))
            self.steps.append(words.lowest_goes(who(names, chosen), self.votes[chosen - 1], bool(guarded)))
        return chosen

    def defeat(self, chosen: int) -> None:
        self.hopeful.discard(chosen)
        self.now_defeated.append(chosen)
        self.keep[chosen - 1] = 0

    def finish(self) -> None:
        """C: the rest are elected while places are left, else defeated."""
        names = self.contest.names
        self.close()
        self.begin("result", ())
        for each in self.from_the_top(self.hopeful):
            if self.left > 0:
                self.steps.append(fills_the_places("C", who(names, each), self.watch.empty))
                self.elect(each)
        if self.left <= 0:
            self.steps.append(count_ends("C", self.watch.empty))
        spent = self.spent
        for each in set(self.contest.candidates) - set(self.elected):
            self.votes[each - 1] = self.keep[each - 1] = 0
        self.hopeful.clear()
        if in_hand := self.spent - spent:
            self.steps.append(words.left_in_hand(in_hand))
        self.close(in_hand)

    @property
    def spent(self) -> int:
        """What no candidate has of the papers."""
        given: int = sum(self.votes)
        return self.valid * ONE - given

    def close(self, in_hand: int = 0) -> None:
        """Put down the stage; `in_hand` is what the defeated had at the end, which nobody shares out."""
        self.stages.append(
            Stage(
                number=len(self.stages) + 1,
                what=self.what,
                of=self.of,
                votes=tuple(self.votes),
                non_transferable=self.spent - in_hand,
                lost=0,
                in_hand=in_hand,
                quota=self.quota,
                flows=self.flows,
                elected=tuple(self.now_elected),
                excluded=tuple(self.now_defeated),
                guarded=self.watch.guarded(self.elected, sorted(self.hopeful)),
                doomed=self.now_doomed,
                ties=tuple(self.ties),
                margins=tuple(self.margins),
                steps=tuple(self.steps),
                keep=tuple(self.keep),
            )
        )


def _up(of: int, by: int) -> int:
    """A quotient rounded up."""
    return -(-of // by)
