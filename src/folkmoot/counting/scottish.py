"""Single transferable vote as in Scottish local elections.

The Scottish Local Government Elections Order 2007 (SSI 2007/42), Schedule 1, rules 45 to 52, enacted again by
SSI 2011/399. Five decimals; each paper of an elected candidate goes on, at its share of the surplus,
truncated. As in the declarations, the papers of the last to be excluded are moved before the rest are deemed
elected. Under quotas on the result the count guards and dooms (`bounds`), which the Order does not know.
"""

from collections.abc import Callable, Iterable, Sequence

from folkmoot.counting import bounds_words
from folkmoot.counting import stv_words as words
from folkmoot.counting.account import Account, Step
from folkmoot.counting.bounds import Bounds, Watch
from folkmoot.counting.choosing import Choice, fewest, most
from folkmoot.counting.contest import Contest
from folkmoot.counting.papers import Heap, Sorter
from folkmoot.counting.table import Table
from folkmoot.counting.ties import NO_LOT, Lot

RULE = "scottish-2011/1"
DECIMALS = 5


def count(contest: Contest, sorter: Sorter[Heap], lot: Lot = NO_LOT, bounds: Bounds = ()) -> Account:
    """Count under SSI 2011/399. Raises `TieNeedsLot` where the rule leaves a tie to a lot not handed in."""
    return _Count(contest, sorter, lot, bounds).run()


class _Count:
    """`table` and what this rule adds to it: the quota in units, and the surpluses that wait."""

    def __init__(self, contest: Contest, sorter: Sorter[Heap], lot: Lot, bounds: Bounds) -> None:
        self.table = table = Table(contest, sorter, DECIMALS)
        self.lot, self.watch = lot, Watch(bounds, contest.standing, contest.seats)
        whole = table.valid // (contest.seats + 1) + 1
        self.quota = whole * table.unit
        self.waiting: set[int] = set()
        self.say(words.first_preferences("r.45", table.valid))
        self.say(words.quota_set("r.46", table.valid, contest.seats, whole))
        for each in self.watch.relaxed:
            self.say(bounds_words.bound_gives_way(each))

    def say(self, step: Step) -> None:
        self.table.sheet.steps.append(step)

    def run(self) -> Account:
        table = self.table
        self.elect_at_quota()
        while not self.filled():
            transfer = self.next_act()
            table.close(self.quota)
            transfer()
            self.elect_at_quota()
        table.close(self.quota)
        return table.account(RULE, self.quota)

    def elect_at_quota(self) -> None:
        """r.47: whoever has the quota is deemed elected, the highest first."""
        table = self.table
        for each in self.from_the_top(each for each in table.continuing if table.has(each) >= self.quota):
            if self.watch.can_elect(tuple(table.elected), table.continuing, each):
                table.elect(each)
                self.say(
                    words.at_quota(
                        "r.47", table.name(each), table.has(each), self.quota // table.unit, DECIMALS
                    )
                )
                if table.has(each) > self.quota:
                    self.waiting.add(each)

    def filled(self) -> bool:
        """r.52: whether the count is over; those left are deemed elected once they just fill the places."""
        table, left = self.table, self.watch.places - len(self.table.elected)
        if 0 < left == len(table.continuing):
            for each in self.from_the_top(table.continuing):
                table.elect(each)
                self.say(words.fills_the_places("r.52", table.name(each), self.watch.empty))
            if self.watch.empty:
                self.say(words.count_ends("r.52", self.watch.empty))
            return True
        if left == 0:
            self.say(words.count_ends("r.52", self.watch.empty))
        return left == 0

    def from_the_top(self, who: Iterable[int]) -> list[int]:
        """Most votes first; equals as the stages before, then the lot, then the paper has them."""
        table, lot = self.table, self.lot
        earlier = [*table.history, tuple(table.votes)][::-1]
        last = {each: lot.index(each) if each in lot else each for each in table.contest.candidates}
        return sorted(who, key=lambda each: ([-votes[each - 1] for votes in earlier], last[each]))

    def next_act(self) -> Callable[[], None]:
        """Decide whose papers are moved at the next stage, and how."""
        table, watch = self.table, self.watch
        elected, continuing = tuple(table.elected), tuple(sorted(table.continuing))
        sheet = table.sheet
        sheet.doomed, sheet.guarded = watch.doomed(elected, continuing), watch.guarded(elected, continuing)
        if sheet.doomed:
            return self.exclude_doomed(sheet.doomed)
        if self.waiting:
            return self.transfer_largest()
        return self.exclude_lowest([each for each in continuing if each not in sheet.guarded])

    def transfer_largest(self) -> Callable[[], None]:
        """r.48, r.49: the largest surplus is next."""
        table = self.table
        over = "the larger surplus"
        chosen = self.settle(most(self.waiting, table.votes, table.history, self.lot, over), "r.49")
        says = words.largest_of_several if len(self.waiting) > 1 else words.largest_surplus
        surplus = table.has(chosen) - self.quota
        self.say(says("r.49", table.name(chosen), surplus, DECIMALS))
        self.waiting.remove(chosen)

        def transfer() -> None:
            table.open("surplus", chosen)
            votes = table.has(chosen)
            table.move(chosen, surplus)
            self.say(words.surplus_moves("r.48", table.name(chosen), surplus, votes, table.moved(), DECIMALS))

        return transfer

    def exclude_lowest(self, who: Sequence[int]) -> Callable[[], None]:
        """r.50, r.51: nobody has a surplus, and the lowest goes."""
        table = self.table
        chosen = self.lowest(who)
        table.margin(chosen, self.from_the_top(each for each in who if each != chosen)[-1:])
        if table.sheet.guarded:
            self.say(bounds_words.guarded_stays(table.name(*table.sheet.guarded)))
            self.say(words.lowest_unguarded_goes("r.50", table.name(chosen), table.has(chosen), DECIMALS))
        else:
            self.say(words.lowest_goes("r.50", table.name(chosen), table.has(chosen), DECIMALS))
        return self.exclusion_of(chosen)

    def exclude_doomed(self, doomed: Sequence[int]) -> Callable[[], None]:
        """The lowest of those whose election the quotas on the result do not allow any more goes at once."""
        chosen = self.lowest(doomed)
        self.say(bounds_words.doomed_goes(self.table.name(chosen)))
        return self.exclusion_of(chosen)

    def exclusion_of(self, chosen: int) -> Callable[[], None]:
        table = self.table
        table.exclude(chosen)

        def transfer() -> None:
            table.open("exclusion", chosen)
            table.move(chosen)
            self.say(words.papers_move("r.50", table.name(chosen), table.moved()))

        return transfer

    def lowest(self, who: Iterable[int]) -> int:
        """r.50, r.51: who has fewest votes."""
        table = self.table
        return self.settle(fewest(who, table.votes, table.history, self.lot, "exclusion"), "r.51")

    def settle(self, choice: Choice, paragraph: str) -> int:
        """Who was chosen; how a tie was settled goes on the sheet."""
        tie, name = choice.tie, self.table.name
        if tie:
            self.table.sheet.ties.append(tie)
            self.say(words.tie_settled(paragraph, name(*tie.among), name(choice.chosen), choice.stage))
        return choice.chosen
