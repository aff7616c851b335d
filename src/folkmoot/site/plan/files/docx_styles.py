"""Styles and numbering of a DOCX: what rank a paragraph has, and the number that is printed before it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from folkmoot.texts.labels import letters, roman

MOST_BASES = 60
"""Styles that may rest on one another."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
POINTS = ("bullet", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "ordinalText", "cardinalText")
"""Formats of numbers that belong to points of a list; all others are figures."""


def value(element: Element | None, name: str = "val") -> str:
    """An attribute of Word's namespace; empty where there is none."""
    return element.get(W + name, "") if element is not None else ""


def on(properties: Element | None, name: str) -> bool | None:
    """Whether a switch is on; None where nothing is said."""
    found = properties.find(W + name) if properties is not None else None
    return None if found is None else value(found) not in ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it inherits."""

    name: str = ""
    outline: int | None = None
    number: tuple[str, int] | None = None
    strong: bool = False
    emphasis: bool = False
    size: int = 0


@dataclass
class Styles:
    """The styles of a document, by id."""

    root: Element | None
    known: dict[str, Style] = field(default_factory=dict)
    sources: Mapping[str, Element] = field(default_factory=dict)
    default: str = ""
    size: int = 0

    def __post_init__(self) -> None:
        found = self.root.findall(W + "style") if self.root is not None else []
        self.sources = {value(each, "styleId"): each for each in found}
        for id, each in self.sources.items():
            if value(each, "type") == "paragraph" and value(each, "default") in ("1", "true"):
                self.default = id
        if self.root is not None:
            size = self.root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
            self.size = _number(value(size))

    def of(self, id: str, seen: frozenset[str] = frozenset()) -> Style:
        """The style with this id; an empty one where it is unknown."""
        if id in self.known:
            return self.known[id]
        source = self.sources.get(id)
        if source is None or id in seen or len(seen) > MOST_BASES:
            return Style(size=self.size)
        above = self.of(value(source.find(W + "basedOn")), seen | {id})
        name = value(source.find(W + "name"))
        paragraph, run = source.find(W + "pPr"), source.find(W + "rPr")
        outline, number = above.outline, above.number
        if paragraph is not None:
            level = paragraph.find(W + "outlineLvl")
            outline = _number(value(level), 9) if level is not None else outline
            number = numbered(paragraph, number)
        if name.lower().startswith("heading ") and outline is None:
            outline = _number(name[8:], 1) - 1
        size = _number(value(run.find(W + "sz"))) if run is not None else 0
        strong, emphasis = on(run, "b"), on(run, "i")
        self.known[id] = Style(
            name,
            outline,
            number,
            above.strong if strong is None else strong,
            above.emphasis if emphasis is None else emphasis,
            size or above.size,
        )
        return self.known[id]


def numbered(properties: Element, before: tuple[str, int] | None) -> tuple[str, int] | None:
    """List and level that paragraph properties state, over those that were there before."""
    found = properties.find(W + "numPr")
    if found is None:
        return before
    number, level = found.find(W + "numId"), found.find(W + "ilvl")
    id = value(number) if number is not None else (before[0] if before else "")
    deep = _number(value(level)) if level is not None else (before[1] if before else 0)
    return (id, min(deep, 8)) if id not in ("", "0") else None


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its format, the pattern of its number, and where it starts."""

    format: str = "decimal"
    pattern: str = ""
    start: int = 1


class Numbering:
    """Counts the numbers of a document as its pages show them."""

    def __init__(self, root: Element | None) -> None:
        self.kinds: dict[str, dict[int, Level]] = {}
        self.lists: dict[str, str] = {}
        self.overrides: dict[str, dict[int, int]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for kind in root.findall(W + "abstractNum"):
            self.kinds[value(kind, "abstractNumId")] = dict(map(_level, kind.findall(W + "lvl")))
        for each in root.findall(W + "num"):
            id = value(each, "numId")
            self.lists[id] = value(each.find(W + "abstractNumId"))
            for override in each.findall(W + "lvlOverride"):
                start = override.find(W + "startOverride")
                if start is not None:
                    level = _number(value(override, "ilvl"))
                    self.overrides.setdefault(id, {})[level] = _number(value(start), 1)

    def series(self, id: str) -> str:
        """The name of the list that goes on under this id."""
        return self.lists.get(id, id)

    def level(self, id: str, deep: int) -> Level:
        """A level of a list."""
        return self.kinds.get(self.series(id), {}).get(deep, Level())

    def next(self, id: str, deep: int) -> str:
        """Count one more, and say how it is printed."""
        counts = self.counts.setdefault(self.series(id), {})
        for each, start in self.overrides.pop(id, {}).items():
            counts[each] = start - 1
        level = self.level(id, deep)
        counts[deep] = counts.get(deep, level.start - 1) + 1
        for lower in [each for each in counts if each > deep]:
            del counts[lower]
        if level.format == "bullet":
            return "•"
        printed = level.pattern or f"%{deep + 1}."
        for each in range(deep + 1):
            above = self.level(id, each)
            printed = printed.replace(f"%{each + 1}", _printed(counts.get(each, above.start), above.format))
        return printed.strip()


def _level(found: Element) -> tuple[int, Level]:
    return _number(value(found, "ilvl")), Level(
        value(found.find(W + "numFmt")) or "decimal",
        value(found.find(W + "lvlText"))[:40],
        _number(value(found.find(W + "start")), 1),
    )


def _printed(number: int, format: str) -> str:
    number = max(0, min(number, 5_000))
    if format in ("lowerLetter", "upperLetter") and number:
        written = letters(number)
    elif format in ("lowerRoman", "upperRoman") and number:
        written = roman(number)
    else:
        written = str(number)
    return written.upper() if format.startswith("upper") else written


def _number(written: str, otherwise: int = 0) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else otherwise
