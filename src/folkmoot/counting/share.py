"""A share of a whole, and the smallest number of votes that reaches it."""

from dataclasses import dataclass

from folkmoot.counting.refusals import BadCount, require_count

_PARTS = {
    3: "third",
    4: "quarter",
    5: "fifth",
    6: "sixth",
    7: "seventh",
    8: "eighth",
    9: "ninth",
    10: "tenth",
}
_NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Share:
    """The ratio and the test of a rule.

    "More than half" is `Share(1, 2, True)`, "two thirds" is `Share(2, 3, False)`.

    Attributes:
        numerator, denominator: the ratio, 0 < numerator <= denominator.
        strict: True for "more than", False for "at least".

    Raises:
        BadCount: the ratio is nothing, more than the whole, or asks for more than all.
    """

    numerator: int
    denominator: int
    strict: bool

    def __post_init__(self) -> None:
        require_count("the numerator of a share", self.numerator)
        require_count("the denominator of a share", self.denominator)
        if not 0 < self.numerator <= self.denominator:
            raise BadCount(
                f"a share lies above 0 and goes up to the whole, not {self.numerator}/{self.denominator}."
            )
        if self.strict and self.numerator == self.denominator:
            raise BadCount("no vote can reach more than all; say at least all.")

    def passes(self, votes: int, base: int) -> bool:
        """Whether `votes` out of `base` reach this share, by cross-multiplication."""
        votes_side, base_side = votes * self.denominator, base * self.numerator
        return votes_side > base_side if self.strict else votes_side >= base_side

    def words(self) -> str:
        """The share in English: "more than half", "at least two thirds", "all", "at least 51/100"."""
        if self.numerator == self.denominator:
            return "all"
        test = "more than" if self.strict else "at least"
        return f"{test} {_fraction_words(self.numerator, self.denominator)}"


def _fraction_words(numerator: int, denominator: int) -> str:
    """The ratio as it was written in the rule: 2/4 is not made into a half."""
    if (numerator, denominator) == (1, 2):
        return "half"
    if denominator not in _PARTS:
        return f"{numerator}/{denominator}"
    part = _PARTS[denominator]
    if numerator == 1:
        return f"{'an' if part == 'eighth' else 'a'} {part}"
    return f"{_NUMBERS[numerator]} {part}s"


def needed(share: Share, base: int) -> int:
    """The smallest whole number of votes, at least one, that reaches `share` of `base`.

    Two thirds of 9 is 6; more than half of 17 is 9; more than half of 60 is 31. It is never 0: where nobody
    votes nothing is carried, even under "at least".

    Raises:
        BadCount: `base` is not a count.
    """
    require_count("the base of a share", base)
    whole, rest = divmod(base * share.numerator, share.denominator)
    return max(1, whole + 1 if share.strict or rest else whole)
