"""A contest: the places, those who stand for them, and the papers, equal ones together.

A *ranking* is the numbers of candidates in order of preference, each at most once, without gaps: what a rule
makes of a paper as it was marked. Candidates are numbered from 1.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from folkmoot.counting.refusals import BadBallots, BadCount, require_count

Ranking = tuple[int, ...]


@dataclass(frozen=True)
class Contest:
    """What is to be counted.

    Attributes:
        names: of the candidates; number n stands at index n - 1.
        seats: places to fill, at least 1.
        papers: each ranking and how many papers bear it, in no order that matters; the empty ranking is a
            paper without a preference, and not valid.
        withdrawn: candidates who are passed over from the start.
        title: of the contest, for people.
        as_found: how many papers each reason made invalid or cut short when they were read, by reason.
    """

    names: tuple[str, ...]
    seats: int
    papers: Mapping[Ranking, int]
    withdrawn: frozenset[int] = frozenset()
    title: str = ""
    as_found: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if require_count("the number of seats", self.seats) == 0:
            raise BadCount("a contest has at least one seat.")
        if not self.names:
            raise BadCount("a contest has at least one candidate.")
        if not self.withdrawn <= set(range(1, len(self.names) + 1)):
            raise BadCount("somebody is withdrawn who does not stand.")

    @property
    def candidates(self) -> range:
        """Their numbers."""
        return range(1, len(self.names) + 1)

    @property
    def standing(self) -> tuple[int, ...]:
        """Those not withdrawn, ascending."""
        return tuple(each for each in self.candidates if each not in self.withdrawn)


def group(rankings: Iterable[tuple[Sequence[int], int]], candidates: int) -> dict[Ranking, int]:
    """Put equal rankings together.

    Raises:
        BadBallots: a ranking names somebody who does not stand, or somebody twice, or is counted a number of
            times that is not a whole number from 0 up. Papers are numbered from 1 as they come.
    """
    known, papers = frozenset(range(1, candidates + 1)), dict[Ranking, int]()
    for number, (ranking, times) in enumerate(rankings, start=1):
        if type(times) is not int or times < 0:
            raise BadBallots(f"paper {number} cannot be counted {times!r} times.")
        key = tuple(ranking)
        if key not in papers and (len(set(key)) < len(key) or not known.issuperset(key)):
            raise BadBallots(f"paper {number} is no ranking of candidates 1 to {candidates}: {key!r}.")
        if times:
            papers[key] = papers.get(key, 0) + times
    return papers
