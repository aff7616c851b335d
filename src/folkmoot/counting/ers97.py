"""ERS97: "How to conduct an election by the single transferable vote", 3rd edition, 1997. Two decimals.

A stage is the first preferences, one surplus, or one exclusion. An exclusion moves the papers in sub-stages,
one for each value, highest first; each sub-stage has an entry of its own in the account, under the number of
its stage. Papers of the excluded not yet moved are shown with them.

Numbers in the steps are paragraphs of the rules. Where a choice is left open: the share that elects (5.1.7)
is rounded up to 0.01, which for whole hundredths is the same as not rounding; "as many together as possible"
(5.2.5) may part equals, as when those without votes go with one of two lowest.
"""

from collections.abc import Collection, Iterable, Sequence

from folkmoot.counting import bounds_words as hill
from folkmoot.counting import ers97_words as words
from folkmoot.counting.account import PILE, Account, Flow, Margin, What
from folkmoot.counting.bounds import Bounds, Watch
from folkmoot.counting.contest import Contest, Ranking
from folkmoot.counting.ers97_sheet import Sheet
from folkmoot.counting.ers97_table import DECIMALS, ONE_VOTE, Batch, lay, sizes_together
from folkmoot.counting.stv_words import count_ends
from folkmoot.counting.ties import NO_LOT, Lot, favoured, unfavoured
from folkmoot.counting.who import Who, who

RULE = "ers97/1"


def count(contest: Contest, *, lot: Lot = NO_LOT, bounds: Bounds = ()) -> Account:
    """Count by ERS97.

    Raises:
        TieNeedsLot: candidates were equal throughout, the choice matters, and no lot was handed in.
    """
    return Ers97(contest, lot, bounds).account(RULE)


class Ers97:
    """A count under way.

    `passed_over` are skipped on every paper beside the withdrawn; the count ends early when one of `until` is
    elected, and those of `sitting` are guarded by a bound (section 7). `first` says what the first stage is.
    """

    def __init__(
        self,
        contest: Contest,
        lot: Lot,
        bounds: Bounds,
        passed_over: Collection[int] = (),
        until: Collection[int] = (),
        sitting: Collection[int] = (),
        first: What = "first preferences",
    ) -> None:
        self.contest, self.lot, self.names, self.until = contest, lot, contest.names, until
        self.sitting = sitting
        standing = [each for each in contest.standing if each not in passed_over]
        self.continuing = set(standing)
        self.elected: list[int] = []
        self.doomed: list[int] = []
        self.said_guarded: set[int] = set()
        self.held: dict[int, dict[Ranking, tuple[int, int]]] = {}
        self.watch = Watch(bounds, standing, contest.seats)
        self.table, flows = lay(contest, passed_over)
        self.valid = sum(contest.papers.values())
        self.quota = self.first_quota = -(-self.valid * ONE_VOTE // (contest.seats + 1))
        self.sheet = Sheet(self.table)
        self.sheet.begin(first, sorted(passed_over))
        self.sheet.flows.extend(flows)
        for relaxed in self.watch.relaxed:
            self.sheet.say(hill.bound_gives_way(relaxed))
        self.sheet.say(words.first_preferences(self.valid))
        self.sheet.say(words.quota_set(self.quota, contest.seats))

    # What stands

    def vote(self, chosen: int) -> int:
        return self.table.votes[chosen - 1]

    @property
    def left(self) -> int:
        """Places still to be filled."""
        return self.watch.places - len(self.elected)

    @property
    def over(self) -> bool:
        """Whether all places are filled, or the new person a recount looks for is found."""
        return self.left <= 0 or any(each in self.until for each in self.elected)

    @property
    def surpluses(self) -> dict[int, int]:
        """those elected who have more than the quota, and how much more (5.2.1)."""
        have = {each: self.vote(each) - self.quota for each in self.elected}
        return {each: more for each, more in have.items() if more > 0}

    @property
    def active(self) -> int:
        """The total active vote: of the continuing, surpluses, and what is in the counter's hand (6.20)."""
        settled: int = sum(min(self.vote(each), self.quota) for each in self.elected)
        return sum(self.table.votes) - settled

    # The course of the count

    def account(self, rule: str) -> Account:
        """Count to the end."""
        self.settle("5.1.7")
        while not self.over:
            self.act()
        if self.left <= 0:
            self.sheet.say(count_ends("5.5.3" if self.watch.empty else "5.5.2", self.watch.empty))
        self.sheet.close(self.quota)
        return Account(
            rule=rule,
            names=self.names,
            seats=self.contest.seats,
            withdrawn=self.contest.withdrawn,
            decimals=DECIMALS,
            valid=self.valid,
            invalid={},
            quota=self.first_quota,
            elected=tuple(self.elected),
            stages=tuple(self.sheet.stages),
            looked_at={each: self.table.looked_at.get(each, 0) for each in self.contest.papers},
            held=self.held,
        )

    def act(self) -> None:
        """The next stage: those doomed go; or the largest surplus; or the lowest."""
        if self.doomed:
            going, self.doomed = self.doomed, []
            self.next_stage("exclusion", going)
            for each in going:
                self.sheet.say(hill.doomed_goes(who(self.names, each)))
            self.exclude(going)
            return
        order = self.from_below()
        group = self.sure_losers(order)
        surpluses = self.surpluses
        if surpluses and not group:
            self.transfer_surplus(surpluses)
            return
        self.next_stage("exclusion", ())
        if surpluses and len(order) > len(group):
            self.say_deferred(order, group)
        if len(group) > 1:
            self.part_equals(order, group)
            self.say_group(order, group)
        else:
            group = [self.lowest(order)]
        self.sheet.of = tuple(group)
        self.exclude(group)

    def next_stage(self, what: What, of: Iterable[int]) -> None:
        self.sheet.close(self.quota)
        self.sheet.begin(what, of)

    def guarded(self) -> tuple[int, ...]:
        return self.watch.guarded(self.elected, sorted(self.continuing))

    # Election

    def settle(self, paragraph: str) -> None:
        """Elect, highest first, whoever has the quota or a share that cannot be overtaken."""
        self.doom()
        while not self.over and self.continuing:
            if len(self.continuing) <= self.left:
                self.fill()
                return
            left, active = self.left, self.active
            top = max(self.vote(each) for each in self.continuing)
            if top < self.quota and top * (left + 1) < active:
                return
            chosen = self.first_of([each for each in self.continuing if self.vote(each) == top])
            if chosen is None:
                return
            name = who(self.names, chosen)
            if top >= self.quota:
                self.sheet.say(words.reaches_quota(name, top, self.quota, paragraph))
            else:
                self.sheet.say(words.reaches_share(name, top, active, left, paragraph))
            self.elect(chosen)

    def elect(self, chosen: int) -> None:
        self.continuing.discard(chosen)
        self.elected.append(chosen)
        self.sheet.elected.append(chosen)
        self.held[chosen] = self.table.held(chosen)
        if chosen in self.until:
            self.sheet.say(words.newly_elected(who(self.names, chosen)))
        self.doom()

    def doom(self) -> None:
        """Say who is guarded; whoever could not be elected within the bounds receives nothing more."""
        new = [each for each in self.guarded() if each not in self.said_guarded]
        self.said_guarded.update(new)
        if sitting := [each for each in new if each in self.sitting]:
            self.sheet.say(words.still_sit(who(self.names, *sitting)))
        if needed := [each for each in new if each not in self.sitting]:
            self.sheet.say(hill.guarded_stays(who(self.names, *needed)))
        self.sheet.guarded.update(self.guarded())
        for each in self.watch.doomed(self.elected, sorted(self.continuing)):
            self.continuing.discard(each)
            self.doomed.append(each)
            self.sheet.doomed.append(each)

    def fill(self) -> None:
        """5.5.1: as many continuing as places; the highest is named first."""
        order = list(reversed(self.from_below(everybody=True)))
        if order:
            self.sheet.say(words.fill_the_places(who(self.names, *order), self.watch.empty))
        for each in order:
            if not self.over:
                self.elect(each)

    def first_of(self, equal: Sequence[int]) -> int | None:
        """Who of those with most votes is elected first; None: they are more than the places (5.6.2)."""
        among = self.table.apart(equal, max)
        if len(among) == 1:
            if len(equal) > 1:
                self.settled_by_points(equal, among[0], "5.6.2")
            return among[0]
        if len(among) > self.left:
            self.sheet.say(words.none_of_equals(who(self.names, *among)))
            return None
        if not self.watch.can([*self.elected, *among], self.continuing - set(among)):
            return self.by_lot(among, "5.6.3", "election")
        return min(among, key=self.lot.index) if set(among) <= set(self.lot) else min(among)

    # Surpluses

    def transfer_surplus(self, surpluses: dict[int, int]) -> None:
        """5.2.3: the largest; 5.3.1, 5.3.2: of the batch received last, at the first stage all papers."""
        most = max(surpluses.values())
        largest = [each for each, surplus in surpluses.items() if surplus == most]
        self.next_stage("surplus", ())
        first = self.table.apart(largest, max)
        giver = first[0] if len(first) == 1 else self.by_lot(first, "5.2.3", "the larger surplus")
        if len(first) == 1 and len(largest) > 1:
            self.settled_by_points(largest, giver, "5.2.3")
        self.sheet.of = (giver,)
        batch, table, name = self.table.batches[giver][-1], self.table, who(self.names, giver)
        piles = table.deal(batch.rankings, self.continuing)
        exhausted = piles.pop(PILE, [])
        papers = sum(table.papers(pile) for pile in piles.values())
        if papers * batch.value > most:
            value = most // papers
            lost, non_transferable = most - papers * value, 0
            batch.rankings = exhausted
            self.sheet.say(words.surplus_moves(name, most, papers, value))
        else:
            value = batch.value
            lost, non_transferable = 0, most - papers * value
            batch.rankings = []
            self.sheet.say(words.surplus_keeps(name, most, papers, value))
        self.sheet.flows.extend(table.give(giver, piles, value))
        if non_transferable:
            self.sheet.flows.append(Flow(giver, PILE, table.papers(exhausted), non_transferable))
        table.votes[giver - 1] = self.quota
        table.non_transferable += non_transferable
        table.lost += lost
        table.mark_point()
        self.settle("5.3.13")

    # Exclusion

    def from_below(self, everybody: bool = False) -> list[int]:
        """The continuing who may be excluded, fewest votes first; equals by points, then by lot or number."""
        free = self.continuing if everybody else self.continuing - set(self.guarded())
        place = {each: self.lot.index(each) for each in free if each in self.lot}

        def rank(each: int) -> tuple[int, tuple[int, ...], int]:
            points = tuple(point[each - 1] for point in self.table.points)
            return self.vote(each), points, -place[each] if each in place else -each

        return sorted(free, key=rank)

    def sure_losers(self, order: Sequence[int]) -> list[int]:
        """5.2.5: as many of the lowest as have, with all surpluses, no more than the next above."""
        votes, most = [self.vote(each) for each in order], len(self.continuing) - self.left
        for size in sizes_together(votes, sum(self.surpluses.values()), most):
            if self.watch.can_exclude(self.elected, self.continuing, order[:size]):
                return list(order[:size])
        return []

    def part_equals(self, order: Sequence[int], group: Sequence[int]) -> None:
        """5.2.5: where only some of equals go with a group, by the earliest point, then by lot."""
        left = [each for each in order if self.vote(each) == self.vote(group[-1])]
        wanted = sum(each in left for each in group)
        while 0 < wanted < len(left):
            among = self.table.apart(left, min)
            chosen = among[0] if len(among) <= wanted else self.by_lot(among, "5.2.5", "exclusion")
            if len(among) <= wanted:
                self.settled_by_points(left, chosen, "5.2.5")
            left.remove(chosen)
            wanted -= 1

    def lowest(self, order: Sequence[int]) -> int:
        """5.2.5: the one with the fewest; equals by the earliest point where they differed, then by lot."""
        fewest = self.vote(order[0])
        equal = [each for each in order if self.vote(each) == fewest]
        above = [each for each in order if self.vote(each) > fewest]
        among = self.table.apart(equal, min)
        chosen = among[0] if len(among) == 1 else self.by_lot(among, "5.2.5", "exclusion")
        if len(among) == 1 and len(equal) > 1:
            self.settled_by_points(equal, chosen, "5.2.5")
        if len(equal) > 1:
            above = [each for each in equal if each != chosen]
        if above:
            self.sheet.margins.append(Margin(chosen, above[0], self.vote(above[0]) - fewest))
        say = words.lowest_unguarded_goes if self.guarded() else words.lowest_goes
        self.sheet.say(say(who(self.names, chosen), fewest))
        return chosen

    def exclude(self, going: Sequence[int]) -> None:
        """5.4.1 to 5.4.11: their papers by value, highest first; a sub-stage each."""
        self.continuing -= set(going)
        self.sheet.excluded.extend(going)
        names = who(self.names, *going)
        if self.watch.bounds:
            self.doom()
        if len(self.continuing) == self.left:
            self.sheet.what = "result"
            self.fill()
            return
        batches = [batch for each in going for batch in self.table.batches[each] if batch.rankings]
        values = sorted({batch.value for batch in batches}, reverse=True)
        if not values:
            self.sheet.say(words.nothing_moves(names))
            self.table.mark_point()
            self.settle("5.4.9")
        for number, value in enumerate(values):
            if number:
                self.sheet.close(self.quota)
                self.sheet.begin_again(going)
            self.move(going, value, names)
            if self.over:
                return

    def move(self, going: Sequence[int], value: int, names: Who) -> None:
        """One sub-stage: all papers of the excluded that have this value."""
        table, papers = self.table, 0
        together: dict[int, list[Ranking]] = {}
        for each in going:
            moved = [r for batch in table.batches[each] if batch.value == value for r in batch.rankings]
            table.batches[each] = [b for b in table.batches[each] if b.value != value]
            for target, pile in table.deal(moved, self.continuing).items():
                number = table.papers(pile)
                self.sheet.flows.append(Flow(each, target, number, number * value))
                table.votes[each - 1] -= number * value
                papers += number
                if target == PILE:
                    table.non_transferable += number * value
                else:
                    table.votes[target - 1] += number * value
                    together.setdefault(target, []).extend(pile)
        for target, pile in together.items():
            table.batches[target].append(Batch(value, pile))
        self.sheet.say(words.papers_move(names, value, papers))
        table.mark_point()
        self.recompute_quota()
        self.settle("5.4.9")

    def recompute_quota(self) -> None:
        """5.4.8: only while nobody has been elected."""
        if self.elected:
            return
        quota = -(-(self.valid * ONE_VOTE - self.table.non_transferable) // (self.contest.seats + 1))
        if quota != self.quota:
            self.quota = quota
            self.sheet.say(words.quota_falls(quota))

    # Ties, and what is said of them

    def by_lot(self, among: Sequence[int], paragraph: str, over: str) -> int:
        choose = unfavoured if over == "exclusion" else favoured
        chosen = choose(self.lot, among, over)
        self.sheet.tie(among, over, "lot", chosen)
        self.sheet.say(words.found_by_lot(who(self.names, *among), who(self.names, chosen), paragraph))
        return chosen

    def settled_by_points(self, among: Sequence[int], chosen: int, paragraph: str) -> None:
        over = {"5.6.2": "election", "5.2.3": "the larger surplus"}.get(paragraph, "exclusion")
        self.sheet.tie(sorted(among), over, "earlier stage", chosen)
        names = who(self.names, *sorted(among))
        self.sheet.say(words.found_by_points(names, who(self.names, chosen), paragraph))

    def say_deferred(self, order: Sequence[int], group: Sequence[int]) -> None:
        total = sum(self.surpluses.values())
        above = order[len(group)]
        lowest = who(self.names, *group)
        gap = self.vote(above) - sum(self.vote(each) for each in group)
        self.sheet.say(words.surplus_waits(total, lowest, who(self.names, above), gap))

    def say_group(self, order: Sequence[int], group: Sequence[int]) -> None:
        together = sum(self.vote(each) for each in group) + sum(self.surpluses.values())
        above, highest = order[len(group)], group[-1]
        self.sheet.margins.append(Margin(highest, above, self.vote(above) - self.vote(highest)))
        names = who(self.names, *group)
        self.sheet.say(words.group_goes(names, together, who(self.names, above), self.vote(above)))
