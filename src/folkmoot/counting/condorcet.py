"""Condorcet with Schwartz sequential dropping, as in the Debian constitution.

Source: Debian constitution v1.7, appendix A.6 "Vote counting". Every step of the account cites its paragraph
there (A.6.2 is item 2). In v1.9 of March 2022 the appendix was re-ordered and vote counting is A.5. In short:

1.  Ranked options are preferred to unranked ones; equal ranks are allowed; unranked options are equally last.
    V(A,B) is the number of voters who prefer A to B.
2.  Options with fewer votes over the default option than the quorum are dropped.
3.  Options that do not defeat the default option by their majority ratio are dropped.
4.  Among the others, A defeats B if V(A,B) > V(B,A).
5.  A transitively defeats C if A defeats C, or A defeats some B that transitively defeats C.
6.  The Schwartz set: the options that transitively defeat everyone who transitively defeats them.
7.  Where there are defeats inside the Schwartz set, the weakest of these are dropped: back to 5.
8.  With no defeat inside it, the winner is the one option of the set; of several, the casting vote chooses.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from folkmoot.counting.beatpath import BeatpathResult, beatpath
from folkmoot.counting.condorcet_words import (
    majority_words,
    plural,
    quorum_words,
    round_steps,
    winner_words,
)
from folkmoot.counting.default_option import MajorityTest, majority_tests, quorum_tests
from folkmoot.counting.pairwise import Matrix, Ranks, group
from folkmoot.counting.pairwise import matrix as pairwise_matrix
from folkmoot.counting.quorum import QuorumResult, RootQuorum
from folkmoot.counting.refusals import BadCount, require_count
from folkmoot.counting.schwartz import Defeat, Round, drop_weakest

__all__ = [
    "BeatpathResult",
    "CondorcetResult",
    "Defeat",
    "Dropped",
    "MajorityTest",
    "Round",
    "beatpath",
    "schwartz_dropping",
]


@dataclass(frozen=True)
class Dropped:
    """An option that left the count, the paragraph that dropped it (A.6.2 or A.6.3), and the reason."""

    option: int
    paragraph: str
    reason: str


@dataclass(frozen=True)
class CondorcetResult:
    """The whole account. Options are numbered from 1; row and column n of the matrix stand at index n - 1.

    Attributes:
        options, default: how many options, and which is the default option, if there is one.
        ballots, distinct: how many ballots, and how many different ones.
        matrix: V(A,B) in row A, column B.
        quorum: option to its quorum test (A.6.2); empty where there is no quorum.
        majority: option to its majority test (A.6.3), for options that met the quorum; empty where there is
            no default option.
        dropped: the options dropped by either test, in order.
        rounds: the passes through A.6.5 to A.6.7, the last without a dropped defeat.
        winners: ascending. More than one: the casting vote, or the lot, has to choose (A.6.8).
        steps: what was done, a sentence each, opened by its paragraph.
    """

    options: int
    default: int | None
    ballots: int
    distinct: int
    matrix: Matrix
    quorum: dict[int, QuorumResult]
    majority: dict[int, MajorityTest]
    dropped: tuple[Dropped, ...]
    rounds: tuple[Round, ...]
    winners: tuple[int, ...]
    steps: tuple[str, ...]

    @property
    def remaining(self) -> tuple[int, ...]:
        """The options not dropped, ascending."""
        gone = {drop.option for drop in self.dropped}
        return tuple(option for option in range(1, self.options + 1) if option not in gone)


def schwartz_dropping(
    ballots: Iterable[tuple[Ranks, int]],
    options: int,
    default: int | None = None,
    ratios: Sequence[Fraction | int] = (),
    quorum: RootQuorum | None = None,
    roll: int | None = None,
    majority_strict: bool = False,
) -> CondorcetResult:
    """Count ranked ballots by the Debian constitution v1.7, A.6.

    Args:
        ballots: (ranks, how many cast it); ranks hold one whole number for each option, 1 the best, 0 for
            unranked.
        options: how many options there are, the default option included.
        default: the number of the default option, from 1; None for a count without one.
        ratios: the majority ratio N of each option in order, at least 1, that of the default option 1;
            empty: all 1.
        quorum: the number of votes over the default option that each other option needs; None for none.
        roll: how many may vote; needed where there is a quorum.
        majority_strict: True for the text until v1.5 (before 13 December 2015): strictly more than N times.

    Raises:
        BadBallots: a ballot cannot be counted.
        BadCount: the terms make no sense, or there are more ballots than voters on the roll.
    """
    groups = group(ballots, options)
    cast = sum(groups.values())
    _check_terms(options, default, ratios, quorum, roll, cast)
    votes = pairwise_matrix(groups, options)
    met = quorum_tests(votes, default, quorum, roll)
    failed = {option for option, test in met.items() if not test.met}
    tests = majority_tests(votes, default, ratios, failed, majority_strict)
    dropped = _dropped(met, tests)
    rounds = drop_weakest(votes, set(range(1, options + 1)) - {drop.option for drop in dropped})
    winners = rounds[-1].schwartz
    return CondorcetResult(
        options=options,
        default=default,
        ballots=cast,
        distinct=len(groups),
        matrix=votes,
        quorum=met,
        majority=tests,
        dropped=dropped,
        rounds=rounds,
        winners=winners,
        steps=(
            f"A.6.1: {plural(cast, 'ballot')} compared pair by pair over {plural(options, 'option')}.",
            *(f"A.6.2: {quorum_words(option, test)}" for option, test in met.items()),
            *(f"A.6.3: {majority_words(test)}" for test in tests.values()),
            *round_steps(rounds),
            f"A.6.8: {winner_words(winners)}",
        ),
    )


def _check_terms(
    options: int,
    default: int | None,
    ratios: Sequence[Fraction | int],
    quorum: RootQuorum | None,
    roll: int | None,
    cast: int,
) -> None:
    """Refuse terms that make no sense together."""
    if default is not None and (type(default) is not int or not 1 <= default <= options):
        raise BadCount(
            f"option {default!r} cannot be the default option: there are {options} options, from 1."
        )
    if roll is not None and cast > require_count("the roll", roll):
        raise BadCount(f"{cast} ballots cannot come from the {roll} voters on the roll.")
    if quorum is not None and (default is None or roll is None):
        raise BadCount("a quorum of votes over the default option needs a default option and a roll.")
    if ratios and len(ratios) != options:
        raise BadCount(f"there are {len(ratios)} majority ratios for {options} options.")
    for option, ratio in enumerate(ratios, start=1):
        if type(ratio) not in (int, Fraction) or ratio < 1:
            raise BadCount(f"the majority ratio of option {option} is a fraction from 1 up, not {ratio!r}.")
        if ratio != 1 and default in (None, option):
            raise BadCount(
                f"option {option} cannot need {ratio}:1 over the default option: " + _no_ratio(default)
            )


def _no_ratio(default: int | None) -> str:
    return "there is none." if default is None else "it is the default option."


def _dropped(met: dict[int, QuorumResult], tests: dict[int, MajorityTest]) -> tuple[Dropped, ...]:
    """Who failed A.6.2, then who failed A.6.3."""
    return (
        *(
            Dropped(option, "A.6.2", quorum_words(option, test))
            for option, test in met.items()
            if not test.met
        ),
        *(
            Dropped(option, "A.6.3", majority_words(test))
            for option, test in tests.items()
            if not test.passed
        ),
    )
