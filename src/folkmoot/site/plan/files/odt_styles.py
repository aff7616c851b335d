"""Styles and lists of an ODT: what a paragraph is, how words look, and the number that is printed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from folkmoot.texts.labels import letters, roman

_BASE = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, STYLE, TABLE = (f"{{{_BASE}{name}:1.0}}" for name in ("office", "text", "style", "table"))
DRAW, FO = f"{{{_BASE}drawing:1.0}}", f"{{{_BASE}xsl-fo-compatible:1.0}}"
SVG, MATH = f"{{{_BASE}svg-compatible:1.0}}", "{http://www.w3.org/1998/Math/MathML}"
XLINK, DC = "{http://www.w3.org/1999/xlink}", "{http://purl.org/dc/elements/1.1/}"
PREFIXES = {
    OFFICE: "office",
    TEXT: "text",
    STYLE: "style",
    TABLE: "table",
    DRAW: "draw",
    MATH: "math",
    DC: "dc",
    SVG: "svg",
}
MOST_BASES = 60
"""Styles that may rest on one another."""
_CODED = re.compile(r"_([0-9a-f]{1,4})_")


def tag(element: Element) -> str:
    """The name of an element with a short prefix; with "?" for one of a namespace that is not known here."""
    space, _brace, name = element.tag.rpartition("}")
    prefix = PREFIXES.get(space + "}", "?")
    return f"{prefix}:{name}"


@dataclass(frozen=True, slots=True)
class Look:
    """How words look; None where a style says nothing."""

    strong: bool | None = None
    emphasis: bool | None = None
    underlined: bool = False
    struck: bool = False
    raised: bool = False
    hidden: bool = False
    size: int = 0

    def over(self, below: "Look") -> "Look":
        """This look on top of another one."""
        return Look(
            below.strong if self.strong is None else self.strong,
            below.emphasis if self.emphasis is None else self.emphasis,
            self.underlined or below.underlined,
            self.struck or below.struck,
            self.raised or below.raised,
            self.hidden or below.hidden,
            self.size or below.size,
        )


@dataclass
class Styles:
    """The styles of a document: those of its sheet, and those that its content adds."""

    roots: tuple[Element | None, ...]
    known: dict[tuple[str, str], Element] = field(default_factory=dict)
    lists: dict[str, Element] = field(default_factory=dict)
    outline: Element | None = None

    def __post_init__(self) -> None:
        for root in self.roots:
            for element in root.iter() if root is not None else ():
                if element.tag == STYLE + "style":
                    family, name = element.get(STYLE + "family", ""), element.get(STYLE + "name", "")
                    self.known[family, name] = element
                elif element.tag == TEXT + "list-style":
                    self.lists[element.get(STYLE + "name", "")] = element
                elif element.tag == TEXT + "outline-style":
                    self.outline = element

    def chain(self, family: str, name: str) -> Iterator[Element]:
        """A style, and those on which it rests, the nearest first."""
        seen = set[str]()
        while (
            name not in seen
            and len(seen) < MOST_BASES
            and (found := self.known.get((family, name))) is not None
        ):
            seen.add(name)
            yield found
            name = found.get(STYLE + "parent-style-name", "")

    def names(self, family: str, name: str) -> list[str]:
        """What a style, and those on which it rests, are called on the screen."""
        found = [
            each.get(STYLE + "display-name") or shown(each.get(STYLE + "name", ""))
            for each in self.chain(family, name)
        ]
        return found or [shown(name)]

    def look(self, family: str, name: str) -> Look:
        """How words of a style look."""
        found = Look()
        for each in self.chain(family, name):
            for properties in each.findall(STYLE + "text-properties"):
                found = found.over(_look(properties))
        return found

    def by_hand(self, name: str) -> Look:
        """How words of a paragraph look by hand, beside what its kind of paragraphs looks like."""
        found = next(self.chain("paragraph", name), None)
        if found is None or not re.fullmatch(r"P\d+", name):
            return Look()
        return next((_look(each) for each in found.findall(STYLE + "text-properties")), Look())

    def given(self, name: str, attribute: str) -> str:
        """An attribute of a paragraph's style, or of the nearest on which it rests."""
        return next(
            (
                each.get(STYLE + attribute, "")
                for each in self.chain("paragraph", name)
                if each.get(STYLE + attribute)
            ),
            "",
        )


def shown(name: str) -> str:
    """A name of a style without the code for its blanks."""
    return _CODED.sub(lambda found: chr(int(found[1], 16)), name)


def _look(properties: Element) -> Look:
    weight, slope = properties.get(FO + "font-weight"), properties.get(FO + "font-style")
    position = properties.get(STYLE + "text-position", "").split()
    size = re.fullmatch(r"(\d{1,3})(?:\.\d+)?pt", properties.get(FO + "font-size", ""))
    return Look(
        None if weight is None else weight == "bold" or weight.isdigit() and int(weight) >= 600,
        None if slope is None else slope in ("italic", "oblique"),
        properties.get(STYLE + "text-underline-style", "none") != "none",
        properties.get(STYLE + "text-line-through-style", "none") != "none",
        bool(position) and position[0] not in ("0%", "0"),
        properties.get(TEXT + "display", "") == "none",
        int(size[1]) * 2 if size else 0,
    )


@dataclass
class Counting:
    """One list as it is counted, level by level."""

    style: Element | None
    name: str
    counts: dict[int, int] = field(default_factory=dict)

    def level(self, deep: int) -> Element | None:
        """The style of a level, counted from 1."""
        wanted = str(deep)
        levels = self.style if self.style is not None else ()
        return next((each for each in levels if each.get(TEXT + "level") == wanted), None)

    def format(self, deep: int) -> str:
        """ "1", "a", "i" and so on; "•" for a bullet, "" where nothing is printed."""
        level = self.level(deep)
        if level is None:
            return "•" if self.style is None else ""
        if not level.tag.endswith(("list-level-style-number", "outline-level-style")):
            return "•"
        return level.get(STYLE + "num-format", "")

    def next(self, deep: int, start: str = "") -> str:
        """Count one more, and say how it is printed."""
        level = self.level(deep)
        first = _number(level.get(TEXT + "start-value", "") if level is not None else "", 1)
        self.counts[deep] = _number(start, self.counts.get(deep, first - 1) + 1)
        for lower in [each for each in self.counts if each > deep]:
            del self.counts[lower]
        format = self.format(deep)
        if format in ("•", "") or level is None:
            return format
        shown = min(_number(level.get(TEXT + "display-levels", ""), 1), deep)
        parts = [
            _printed(self.counts.get(each, 1), self.format(each))
            for each in range(deep - shown + 1, deep + 1)
            if self.format(each) not in ("•", "")
        ]
        before, behind = level.get(STYLE + "num-prefix", ""), level.get(STYLE + "num-suffix", "")
        return f"{before}{'.'.join(parts)}{behind}".strip()


def _printed(number: int, format: str) -> str:
    number = max(0, min(number, 5_000))
    if format in ("a", "A") and number:
        return letters(number) if format == "a" else letters(number).upper()
    if format in ("i", "I") and number:
        return roman(number) if format == "i" else roman(number).upper()
    return str(number)


def _number(written: str, otherwise: int) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else otherwise
