"""Quorum: how many must take part, and whether they did.

Three kinds are known: a number of members, a share of the roll, and a multiple of half the square root of
the roll (Debian constitution, 4.2). Who abstains takes part.
"""

from dataclasses import dataclass
from math import isqrt

from folkmoot.counting.refusals import BadCount, require_count
from folkmoot.counting.share import Share, needed


@dataclass(frozen=True)
class Members:
    """At least `number` members must take part (`number` >= 1; without a quorum hand in None instead)."""

    number: int

    def __post_init__(self) -> None:
        if require_count("a quorum", self.number) == 0:
            raise BadCount("a quorum of 0 is no quorum; leave it out.")

    def needed(self, roll: int) -> int:
        """The smallest number that meets this quorum; the roll plays no part."""
        return self.number


@dataclass(frozen=True)
class ShareOfRoll:
    """At least (or, by the share, more than) this share of the members on the roll must take part."""

    share: Share

    def needed(self, roll: int) -> int:
        """The smallest number, at least one, that reaches the share of `roll` members."""
        return needed(self.share, roll)


@dataclass(frozen=True)
class RootQuorum:
    """`times` * Q; Q is half the square root of the roll (Debian constitution, 4.2: 3Q for resolutions).

    The two readings: A.6.2 drops options that "do not receive at least R votes", so exactly R is enough
    (`strict=False`). The project's counting program prints "Reached quorum: 271 > 47.4", so exactly R is not
    enough (`strict=True`). They differ only where times * times * roll / 4 is a square: three times Q of
    1,024 members is 48, and 48 votes meet the first reading and miss the second.

    Tested without roots: 4 * V * V > times * times * roll (or >=).
    """

    times: int
    strict: bool = True

    def __post_init__(self) -> None:
        if require_count("the multiple of a root quorum", self.times) == 0:
            raise BadCount("a quorum of 0 times the root is no quorum; leave it out.")

    def needed(self, roll: int) -> int:
        """The smallest V, at least one, with 4 * V * V above (strict) or not below times * times * roll."""
        square = self.times * self.times * roll
        # floor(sqrt(square) / 2): the largest V with 4 * V * V <= square.
        floor = isqrt(square) // 2
        exact = 4 * floor * floor == square
        return max(1, floor if exact and not self.strict else floor + 1)


Quorum = Members | ShareOfRoll | RootQuorum


@dataclass(frozen=True)
class QuorumResult:
    """Whether a quorum was met.

    Attributes:
        quorum: the rule.
        roll: members on the roll.
        needed: the smallest number that meets it.
        took_part: how many did (for the Debian count: votes over the default option).
        met: took_part >= needed.
    """

    quorum: Quorum
    roll: int
    needed: int
    took_part: int
    met: bool


def check(quorum: Quorum, *, took_part: int, roll: int) -> QuorumResult:
    """Hold the number that took part, abstentions included, against the quorum.

    Raises:
        BadCount: a number is not a count, or more took part than are on the roll.
    """
    require_count("the number who took part", took_part)
    require_count("the roll", roll)
    if took_part > roll:
        raise BadCount(f"{took_part} cannot have taken part: only {roll} are on the roll.")
    least = quorum.needed(roll)
    return QuorumResult(quorum=quorum, roll=roll, needed=least, took_part=took_part, met=took_part >= least)


def sentence(result: QuorumResult) -> str:
    """One sentence: "Quorum 8: 20 took part, met."."""
    return f"Quorum {result.needed}: {result.took_part} took part, {'met' if result.met else 'not met'}."
