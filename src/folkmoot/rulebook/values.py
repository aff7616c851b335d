"""What the marked words of a rulebook mean: counts, terms, shares, ratios, roots, quotas, or plain words.

A value is read from the words that members read, never from a second place, so that text and setting
cannot disagree. The grammar is in `spec/rulebook.md`, section 3. All arithmetic is in integers.
"""

import re
from dataclasses import dataclass
from math import gcd

UNITS = ("hours", "days", "working days", "weeks", "months", "years")
THINGS = {
    "member": "members",
    "vote": "votes",
    "ballot": "ballots",
    "seconder": "seconders",
    "sponsor": "sponsors",
    "backer": "backers",
    "objector": "objectors",
    "person": "people",
    "character": "characters",
    "word": "words",
    "place": "places",
    "motion": "motions",
    "signature": "signatures",
    "delegate": "delegates",
}
"""What a count may count: singular and plural."""

LONGEST_TERM_HOURS = 100 * 366 * 24
"""A term of more than a hundred years is no term (and would run off the end of the calendar)."""

_HOURS_IN = {"hours": 1, "days": 24, "working days": 72, "weeks": 168, "months": 744, "years": 8784}
_LEAST_HOURS_IN = {"hours": 1, "days": 24, "weeks": 168, "months": 672, "years": 8760}
_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_FIGURE = r"[1-9][0-9]{0,5}|[1-9][0-9]{0,2},[0-9]{3}"
_NUMBER = rf"({_FIGURE}|{'|'.join(_NUMBERS)})"

_COUNT = re.compile(rf"{_NUMBER} ({'|'.join([*THINGS, *THINGS.values()])})")
_TERM = re.compile(rf"{_NUMBER} (hours?|days?|working days?|weeks?|months?|years?)")
_RATIO = re.compile(r"([1-9][0-9]{0,2}):([1-9][0-9]{0,2})")
_ROOT = re.compile(rf"(?:{_NUMBER} times half the square root|half the square root)")
_QUOTA = re.compile(rf"(?P<which>at least|at most) {_NUMBER} (?P<group>[a-z][a-z -]{{0,59}}[a-z])")
_HEDGE = r"(?P<hedge>more than |at least )?"
_FRACTION = re.compile(rf"{_HEDGE}(?P<top>[1-9][0-9]{{0,3}})/(?P<bottom>[1-9][0-9]{{0,3}})")
_PERCENT = re.compile(rf"{_HEDGE}(?P<percent>[1-9][0-9]?|100)%")
_PART = "(?P<part>half|(?:third|quarter|fifth|sixth|eighth|tenth)s?)"
_IN_WORDS = re.compile(rf"{_HEDGE}(?:(?P<top>a|one|two|three|four|five|seven|nine) )?{_PART}")


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people, votes, characters: "2 members"."""

    number: int


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time: "14 days" is Term(14, "days"). `unit` is one of UNITS, always in the plural."""

    number: int
    unit: str

    @property
    def hours(self) -> int:
        """The longest the term can be, in hours, holidays apart: what an upper limit is held against."""
        return self.number * _HOURS_IN[self.unit]

    @property
    def least_hours(self) -> int:
        """The shortest the term can be, in hours: what a lower limit is held against."""
        if self.unit == "working days":
            # Begun on a Sunday, five working days end on the Friday.
            return 24 * (self.number + (self.number - 1) // 5 * 2)
        return self.number * _LEAST_HOURS_IN[self.unit]

    def __str__(self) -> str:
        return f"{self.number} {self.unit[:-1] if self.number == 1 else self.unit}"


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a base in lowest terms; `strict` means "more than", otherwise "at least".

    `x` of `base` reaches the share when denominator * x is at least (if strict: more than) numerator * base.
    """

    numerator: int
    denominator: int
    strict: bool

    def reached(self, part: int, base: int) -> bool:
        """True if `part` of `base` (both counts of votes or of members, not negative) reaches the share."""
        left, right = self.denominator * part, self.numerator * base
        return left > right if self.strict else left >= right

    def __str__(self) -> str:
        return f"{'more than' if self.strict else 'at least'} {self.numerator}/{self.denominator}"


@dataclass(frozen=True, slots=True)
class Ratio:
    """A majority ratio such as 3:1, for options that need more than a plain majority."""

    over: int
    to: int


@dataclass(frozen=True, slots=True)
class Root:
    """`times` times half the square root of the number of electors n: 4 * v * v >= times * times * n."""

    times: int

    def reached(self, part: int, base: int) -> bool:
        """True if `part` is at least times * sqrt(base) / 2, without taking a root."""
        return 4 * part * part >= self.times * self.times * base


@dataclass(frozen=True, slots=True)
class Quota:
    """A quota on those elected: "at least 4 women" is Quota("women", 4, None)."""

    group: str
    at_least: int
    at_most: int | None


@dataclass(frozen=True, slots=True)
class Words:
    """Words that are a setting as they stand: "open vote", "London"."""

    text: str


Value = Count | Term | Share | Ratio | Root | Quota | Words


def read_value(words: str) -> Value:
    """Read marked words. Total: whatever is no count, term, share, ratio, root or quota is Words.

    >>> read_value("14 days")
    Term(number=14, unit='days')
    >>> read_value("more than half")
    Share(numerator=1, denominator=2, strict=True)
    """
    for read in (_read_count, _read_term, _read_share, _read_ratio, _read_root, _read_quota):
        value = read(words)
        if value is not None:
            return value
    return Words(words)


def kind_of(value: Value) -> str:
    """The name of a value's kind, as used in the specification and in faults: "term", "share", ..."""
    return type(value).__name__.lower()


def _number(text: str) -> int:
    return _NUMBERS[text] if text in _NUMBERS else int(text.replace(",", ""))


def _read_count(words: str) -> Count | None:
    match = _COUNT.fullmatch(words)
    if match is None:
        return None
    number, thing = _number(match[1]), match[2]
    # "1 members" is a slip of the pen and would be refused where a count is needed.
    return Count(number) if (number == 1) == (thing in THINGS) else None


def _read_term(words: str) -> Term | None:
    match = _TERM.fullmatch(words)
    if match is None:
        return None
    number, plural = _number(match[1]), match[2].endswith("s")
    if (number == 1) == plural:
        return None
    term = Term(number, match[2] if plural else match[2] + "s")
    return term if term.hours <= LONGEST_TERM_HOURS else None


def _read_share(words: str) -> Share | None:
    match = _FRACTION.fullmatch(words)
    if match is not None:
        return _share(int(match["top"]), int(match["bottom"]), match["hedge"])
    match = _PERCENT.fullmatch(words)
    if match is not None:
        return _share(int(match["percent"]), 100, match["hedge"])
    match = _IN_WORDS.fullmatch(words)
    if match is None:
        return None
    top = {"a": 1, None: 1}.get(match["top"]) or _NUMBERS[match["top"]]
    part = match["part"]
    many = part.endswith("s")
    bottom = _PARTS[part[:-1] if many else part]
    if many != (top > 1) or (match["top"] is None and part != "half") or (part == "half" and match["top"]):
        return None
    return _share(top, bottom, match["hedge"])


def _share(top: int, bottom: int, hedge: str | None) -> Share | None:
    strict = hedge == "more than "
    # Nobody can gather more than the whole.
    if top > bottom or (strict and top == bottom):
        return None
    divisor = gcd(top, bottom)
    return Share(top // divisor, bottom // divisor, strict)


def _read_ratio(words: str) -> Ratio | None:
    match = _RATIO.fullmatch(words)
    return Ratio(int(match[1]), int(match[2])) if match is not None else None


def _read_root(words: str) -> Root | None:
    match = _ROOT.fullmatch(words)
    if match is None:
        return None
    return Root(_number(match[1]) if match[1] else 1)


def _read_quota(words: str) -> Quota | None:
    match = _QUOTA.fullmatch(words)
    if match is None:
        return None
    number, least = _number(match[2]), match["which"] == "at least"
    return Quota(match["group"], number if least else 0, None if least else number)
