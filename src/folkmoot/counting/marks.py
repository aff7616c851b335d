"""A paper as it was marked, and what a named rule makes of it.

*Marks* hold for each rank in order the candidates who were given it: nobody (a gap), one, or several (an
over-vote, or equals). A candidate may stand at two ranks, and a number may be nobody's. A rule's *treatment*
makes a ranking of them, or keeps equals where its method allows them.

Sources: the meaning of "non-transferable" in SSI 2011/399, Schedule 1, and in ERS97 (glossary): a paper ends
where the next preference is shared by several, does not follow on from the number before, or is for somebody
with two numbers. Burlington 2009 ended a paper at an over-vote and passed over gaps; Minneapolis 2017 passes
over both.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from folkmoot.counting.contest import Contest, Ranking
from folkmoot.counting.pairwise import Ranks
from folkmoot.counting.refusals import BadBallots, BadCount

Marks = tuple[tuple[int, ...], ...]
Fault = Literal["over-vote", "gap", "repeat", "stranger"]
EVERY_FAULT: frozenset[Fault] = frozenset(("over-vote", "gap", "repeat", "stranger"))
NOTED: frozenset[Fault] = frozenset(("over-vote", "gap"))
"""What formats have a sign for, so that it is no slip of the file."""


@dataclass(frozen=True)
class Marked:
    """Papers as they were marked.

    Attributes:
        names: of the candidates; number n stands at index n - 1.
        seats: None where the file does not say.
        papers: marks to the number of papers, which some files give as a fraction.
        withdrawn, title: as in a contest.
        notes: what the reader passed over or took for granted, a sentence each.
    """

    names: tuple[str, ...]
    seats: int | None
    papers: Mapping[Marks, int | Fraction]
    withdrawn: frozenset[int] = frozenset()
    title: str = ""
    notes: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Treatment:
    """What becomes of a paper at each fault: it `ends` there, or the fault is passed over (`skips`).

    `over_vote` may also be `all`: everybody at the rank counts, as in approval voting. A number that is
    nobody's is a `stranger`. A paper that ends at a `repeat` ends before the first of the two ranks.
    """

    over_vote: Literal["ends", "skips", "all"] = "ends"
    gap: Literal["ends", "skips"] = "ends"
    repeat: Literal["ends", "skips"] = "ends"
    stranger: Literal["ends", "skips"] = "ends"


LAW = Treatment()
BURLINGTON = Treatment(gap="skips", repeat="skips")
MINNEAPOLIS = Treatment("skips", "skips", "skips", "skips")
ORDER = Treatment(gap="skips")
APPROVALS = Treatment("all", "skips", "skips", "skips")
TREATMENTS: Mapping[str, Treatment] = {
    "scottish-2011/1": LAW,
    "ers97/1": LAW,
    "meek-prf/1": LAW,
    "av/1": LAW,
    "condorcet-debian/1": ORDER,
    "beatpath/1": ORDER,
    "approval/1": APPROVALS,
    "approval-majority/1": APPROVALS,
    "burlington-2009": BURLINGTON,
    "minneapolis-2017": MINNEAPOLIS,
}
"""By rule set, and the practice of two cities."""
REASONS: Mapping[Fault, str] = {
    "over-vote": "several candidates at one rank",
    "gap": "a rank left out",
    "repeat": "a candidate at two ranks",
    "stranger": "a number that is nobody's",
}
"""How each fault is named in `Contest.as_found`."""


def marks_of(ranking: Ranking) -> Marks:
    """A ranking as marks: one candidate a rank."""
    return tuple((each,) for each in ranking)


def marked(contest: Contest) -> Marked:
    """The papers of a contest, as marks without a fault."""
    papers = {marks_of(ranking): times for ranking, times in contest.papers.items() if times}
    return Marked(contest.names, contest.seats, papers, contest.withdrawn, contest.title)


def rows_to_write(papers: Marked, format: str) -> list[tuple[Marks, int]]:
    """The papers in order, for a format that has no sign for some of them.

    Raises:
        BadBallots: a rank is left out, papers are counted in parts, or a name holds a line break.
    """
    rows = sorted((marks, times) for marks, times in papers.papers.items() if times)
    if any(not rank for marks, _ in rows for rank in marks):
        raise BadBallots(f"{format} has no sign for a rank that is left out.")
    if any(times.denominator != 1 for _, times in rows):
        raise BadBallots(f"{format} has no sign for a part of a paper.")
    if any(character in text for text in (*papers.names, papers.title) for character in "\n\r"):
        raise BadBallots("a name holds a line break, which no file of ballots may hold.")
    return [(marks, int(times)) for marks, times in rows]


def ranking_of(marks: Marks, treatment: Treatment, candidates: int) -> tuple[Ranking, frozenset[Fault]]:
    """What a rule reads on a paper, and the faults that it met on the way."""
    given = Counter(each for rank in marks for each in set(rank))
    ranking: list[int] = []
    met: set[Fault] = set()
    for rank in marks:
        found = list(dict.fromkeys(rank))
        faults: list[Fault] = [] if rank else ["gap"]
        if any(not 1 <= each <= candidates for each in found):
            faults.append("stranger")
            found = [each for each in found if 1 <= each <= candidates]
        if any(given[each] > 1 for each in found):
            faults.append("repeat")
            found = [each for each in found if each not in ranking]
        if len(found) > 1:
            faults.append("over-vote")
        met.update(faults)
        verdicts = {getattr(treatment, fault.replace("-", "_")) for fault in faults}
        if "ends" in verdicts:
            break
        if len(found) == 1 or "all" in verdicts:
            ranking += sorted(found)
    return tuple(ranking), frozenset(met)


def treat(papers: Marked, treatment: Treatment, seats: int | None = None) -> Contest:
    """The contest that a rule sees: its rankings, and how many papers met each fault (`as_found`).

    Raises:
        BadBallots: papers are counted in fractions.
        BadCount: neither the file nor `seats` says how many places there are.
    """
    read, met = dict[Ranking, int](), Counter[str]()
    for marks, times in papers.papers.items():
        whole = _whole(times)
        ranking, faults = ranking_of(marks, treatment, len(papers.names))
        read[ranking] = read.get(ranking, 0) + whole
        met.update({REASONS[fault]: whole for fault in faults})
    return Contest(
        papers.names,
        _seats(papers, seats),
        read,
        papers.withdrawn,
        papers.title,
        {reason: met[reason] for reason in REASONS.values() if met[reason]},
    )


def ranks(papers: Marked) -> list[tuple[Ranks, int]]:
    """Papers for a method that keeps equals: the rank of each candidate in order, 0 for none.

    Whoever stands at two ranks has the better one; numbers that are nobody's say nothing; the withdrawn are
    unranked.
    """
    found: list[tuple[Ranks, int]] = []
    for marks, times in papers.papers.items():
        row = [0] * len(papers.names)
        for place, rank in enumerate(marks, start=1):
            for each in rank:
                if 1 <= each <= len(row) and not row[each - 1] and each not in papers.withdrawn:
                    row[each - 1] = place
        found.append((tuple(row), _whole(times)))
    return found


def _whole(times: int | Fraction) -> int:
    if times.denominator != 1:
        raise BadBallots(f"a paper is counted {times} times; this count needs whole papers.")
    return int(times)


def _seats(papers: Marked, seats: int | None) -> int:
    told = papers.seats if seats is None else seats
    if told is None:
        raise BadCount("nothing says how many places are to be filled.")
    return told
