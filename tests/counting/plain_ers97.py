"""ERS97 counted once more, from its paragraphs: fractions, paper by paper, nothing of the counting room."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

from counting.plain_scottish import Paper, Row, Votes, in_order, one_of, truncated

Batch = tuple[Fraction, list[Paper]]
"""What each paper is worth, and the papers that came together."""
NOTHING = Fraction(0)


@dataclass
class Entry(Row):
    """A stage, or a sub-stage of an exclusion, which bears the number of its stage."""

    number: int = 1
    quota: Fraction = NOTHING
    lost: Fraction = NOTHING


@dataclass
class Count:
    """A count under way."""

    seats: int
    total: int
    lot: Sequence[int]
    left: list[int]
    votes: Votes
    batches: dict[int, list[Batch]]
    quota: Fraction
    ended: Fraction = NOTHING
    lost: Fraction = NOTHING
    elected: list[int] = field(default_factory=list)
    over: list[int] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    @property
    def places(self) -> int:
        return self.seats - len(self.elected)

    @property
    def points(self) -> list[Votes]:
        return [entry.votes for entry in self.entries]

    def surplus(self) -> Fraction:
        return sum((self.votes[each] - self.quota for each in self.over), NOTHING)

    def enter(self, number: int, of: Sequence[int]) -> None:
        entry = Entry(list(of), dict(self.votes), self.ended, [], [], number, self.quota, self.lost)
        self.entries.append(entry)

    def elect(self, chosen: int) -> None:
        self.left.remove(chosen)
        self.elected.append(chosen)
        self.entries[-1].elected.append(chosen)
        if self.votes[chosen] > self.quota:
            self.over.append(chosen)

    def test(self, hand: Fraction = NOTHING) -> None:
        """5.1.7, 5.3.13, 5.4.9; of equals who are more than the places, 5.6.2."""
        while self.places and self.left:
            active = sum((self.votes[each] for each in self.left), NOTHING) + self.surplus() + hand
            most = max(self.votes[each] for each in self.left)
            if most < self.quota and most < active / (self.places + 1):
                return
            order = in_order([each for each in self.left if self.votes[each] == most], self.points, self.lot)
            same = [each for each in order if all(now[each] == now[order[0]] for now in self.points)]
            if len(same) > self.places:
                return
            self.elect(order[0])

    def transfer(self, number: int) -> None:
        """5.2.3, 5.3: the largest surplus, from the papers received last."""
        most = max(self.votes[each] for each in self.over)
        giver = one_of([each for each in self.over if self.votes[each] == most], self.points, True, self.lot)
        self.over.remove(giver)
        surplus = self.votes[giver] - self.quota
        value, papers = self.batches[giver][-1]
        go_on = [paper for paper in papers if any(each in self.left for each in paper[1])]
        many = sum(times for times, _ in go_on)
        worth = truncated(surplus / many, 2) if many * value > surplus else value
        self.votes[giver] = self.quota
        self.deal(go_on, worth)
        if worth < value:
            self.lost += surplus - worth * many
        else:
            self.ended += surplus - worth * many
        self.enter(number, [giver])
        self.test()

    def deal(self, papers: Sequence[Paper], worth: Fraction) -> None:
        """To the next available preference, as a batch for each."""
        found: dict[int, list[Paper]] = {}
        for times, ranking in papers:
            target = next((each for each in ranking if each in self.left), 0)
            if target:
                found.setdefault(target, []).append((times, ranking))
                self.votes[target] += times * worth
            else:
                self.ended += times * worth
        for target, batch in found.items():
            self.batches[target].append((worth, batch))

    def together(self) -> int:
        """5.2.5: how many of the lowest may go together; 0: none, as long as there are surpluses."""
        order = sorted(self.votes[each] for each in self.left)
        sizes = [
            size
            for size in range(1, len(order) - self.places + 1)
            if sum(order[:size]) + self.surplus() <= order[size]
        ]
        return max(sizes, default=0)

    def going(self, size: int) -> list[int]:
        """The lowest; of equals, by the earliest point, then by lot."""
        gone: list[int] = []
        while len(gone) < size:
            rest = [each for each in self.left if each not in gone]
            fewest = min(self.votes[each] for each in rest)
            equal = [each for each in rest if self.votes[each] == fewest]
            few = len(equal) <= size - len(gone)
            gone.append(equal[0] if few else one_of(equal, self.points, False, self.lot))
        return gone

    def exclude(self, gone: list[int], number: int) -> None:
        """5.4: by value, highest first; 5.5.1: or the rest are elected without it."""
        self.left = [each for each in self.left if each not in gone]
        if len(self.left) == self.places:
            self.enter(number, gone)
            self.entries[-1].excluded = gone
            for each in in_order(self.left, [self.votes, *self.points], self.lot):
                self.elect(each)
            return
        values = sorted({value for each in gone for value, _ in self.batches[each]}, reverse=True)
        first = len(self.entries)
        for value in values or [NOTHING]:
            moving: list[Paper] = []
            for each in gone:
                of_value = [papers for worth, papers in self.batches[each] if worth == value]
                moving += [paper for papers in of_value for paper in papers]
                self.votes[each] -= value * sum(times for papers in of_value for times, _ in papers)
            self.deal(moving, value)
            if not self.elected:  # 5.4.8
                self.quota = Fraction(ceil((self.total - self.ended) * 100 / (self.seats + 1)), 100)
            self.enter(number, gone)
            self.test(sum((self.votes[each] for each in gone), NOTHING))
            if not self.places:
                break
        self.entries[first].excluded = gone


def count(candidates: int, seats: int, papers: Sequence[Paper], lot: Sequence[int]) -> list[Entry]:
    """How to conduct an election by the single transferable vote, third edition, sections 5 and 6."""
    everybody = list(range(1, candidates + 1))
    total = sum(times for times, _ in papers)
    quota = Fraction(ceil(Fraction(total * 100, seats + 1)), 100)
    votes: Votes = dict.fromkeys(everybody, NOTHING)
    going = Count(seats, total, lot, everybody, votes, {each: [] for each in everybody}, quota)
    going.deal(papers, Fraction(1))
    going.enter(1, [])
    going.test()
    if 0 < len(going.left) <= going.places:
        for each in in_order(list(going.left), [going.votes, *going.points], lot):
            going.elect(each)
    number = 1
    while going.places and going.left:
        number += 1
        size = going.together()
        if going.over and not size:
            going.transfer(number)
        else:
            going.exclude(going.going(size or 1), number)
    return going.entries
