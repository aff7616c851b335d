"""What an option must show against the default option: the quorum, and its majority ratio.

Source: Debian constitution v1.7, A.6.2 and A.6.3. Options are numbered from 1; without a default option there
is nothing to show.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from folkmoot.counting.pairwise import Matrix
from folkmoot.counting.quorum import QuorumResult, RootQuorum, check


@dataclass(frozen=True)
class MajorityTest:
    """Whether an option defeats the default option by its majority ratio (A.6.3).

    Attributes:
        option: its number, from 1.
        ratio: N, at least 1.
        over_default, under_default: V(option, default) and V(default, option).
        strict: True for the reading until v1.5, strictly more than N times.
        passed: whether it does.
    """

    option: int
    ratio: Fraction
    over_default: int
    under_default: int
    strict: bool
    passed: bool


def quorum_tests(
    votes: Matrix, default: int | None, quorum: RootQuorum | None, roll: int | None
) -> dict[int, QuorumResult]:
    """A.6.2: votes over the default option against the quorum."""
    if default is None or quorum is None or roll is None:
        return {}
    return {
        option: check(quorum, took_part=row[default - 1], roll=roll)
        for option, row in enumerate(votes, start=1)
        if option != default
    }


def majority_tests(
    votes: Matrix, default: int | None, ratios: Sequence[Fraction | int], failed: set[int], strict: bool
) -> dict[int, MajorityTest]:
    """A.6.3 for every option but the default one and those that failed the quorum."""
    if default is None:
        return {}
    return {
        option: _majority_test(votes, option, default, Fraction(ratios[option - 1] if ratios else 1), strict)
        for option in range(1, len(votes) + 1)
        if option != default and option not in failed
    }


def _majority_test(votes: Matrix, option: int, default: int, ratio: Fraction, strict: bool) -> MajorityTest:
    """V(A,D) >= N * V(D,A) and V(A,D) > V(D,A); until v1.5, V(A,D) > N * V(D,A)."""
    over, under = votes[option - 1][default - 1], votes[default - 1][option - 1]
    reached = over > ratio * under if strict else over >= ratio * under and over > under
    return MajorityTest(option, ratio, over, under, strict, reached)
