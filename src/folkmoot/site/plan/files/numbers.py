"""Numbers typed before a paragraph: what they are, and whether they fit the count that a text keeps."""

import re
from dataclasses import dataclass

from folkmoot.texts.labels import letters, roman

_FIGURES = r"\d{1,3}(?:\.\d{1,3})*[A-Za-z]?"
_PATTERNS = (
    ("figures", re.compile(rf"(?:§\s?)?(?P<bare>{_FIGURES})(?:[.):]\s+|\.?\t\s*)"), True),
    ("figures", re.compile(r"\((?P<bare>\d{1,3}[A-Za-z]?)\)\s+"), True),
    ("figures", re.compile(r"(?:§\s?)?(?P<bare>\d{1,3}(?:\.\d{1,3})+[A-Za-z]?)\s+"), False),
    ("letters", re.compile(r"\((?P<bare>[a-z]{1,2})\)\s+"), True),
    ("letters", re.compile(r"(?P<bare>[a-z])[.)]\s+"), True),
    ("roman", re.compile(r"\((?P<bare>[ivxlc]{1,7})\)\s+"), True),
    ("roman", re.compile(r"(?P<bare>[ivxlc]{2,7})[.)]\s+"), True),
    ("capitals", re.compile(r"\((?P<bare>[A-Z])\)\s+"), True),
    ("bullet", re.compile(r"(?P<bare>[•·▪◦‣∙●○■–—*+-])\s+"), True),
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A number before a sentence. `length`: its signs, with the space behind. `sure`: no words begin so."""

    scheme: str
    printed: str
    bare: str
    length: int
    sure: bool

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts between the points: 3.2 as 3 and 2."""
        return tuple(self.bare.split("."))

    @property
    def label(self) -> str:
        """The number as it is kept where it fits no count: (14) in its brackets, 14. without the point."""
        return self.printed if self.printed.startswith("(") else self.bare


def typed(text: str) -> tuple[Typed, ...]:
    """What a paragraph's beginning may be read as: (i) is a letter and a Roman number. Empty for words."""
    found: list[Typed] = []
    for scheme, pattern, sure in _PATTERNS:
        read = pattern.match(text)
        if read and not any(each.scheme == scheme for each in found):
            printed = read[0].strip().lstrip("§ ")
            found.append(Typed(scheme, printed, read["bare"], read.end(), sure))
    return tuple(found)


def follows(number: Typed, place: int, above: str, items: int) -> bool:
    """Whether a number is the one that a clause at this place (from 1) has by itself.

    `above`: the number over it; `items`: how many items stand over it, or -1 if it is no item.
    """
    if items < 0:
        parts = number.parts
        return (
            number.scheme == "figures"
            and parts[-1] == str(place)
            and (len(parts) == 1 or ".".join(parts[:-1]) == above.rstrip("."))
        )
    return number.bare == point(place, items)


def point(place: int, items: int) -> str:
    """The letter or figure of an item at a place (from 1), under so many other items."""
    return (letters(place), roman(place), letters(place).upper(), str(place))[items % 4]


def bare(number: str) -> str:
    """A number without the signs around it, to be compared."""
    return number.strip(" \t().:§")
