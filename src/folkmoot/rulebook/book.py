"""A rulebook after reading: chapters, paragraphs, settings, powers, examples. Plain frozen data.

Made by `folkmoot.rulebook.parse.parse`, read by `procedure`, which obeys it, and by the site, which shows it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from folkmoot.rulebook.calendar import Calendar
from folkmoot.rulebook.values import Count, Quota, Ratio, Root, Share, Term, Value


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a rulebook, where, and how to put it right.

    `line` counts from 1; 0 means the book as a whole. `guarantee` is "G1".. or "" for a fault of form.
    """

    line: int
    guarantee: str
    says: str
    cure: str


class BadRulebook(ValueError):
    """The text is no rulebook. `faults` lists everything found, in order of line; never empty."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"line {fault.line}: {fault.says}" for fault in faults))


@dataclass(frozen=True, slots=True)
class Setting:
    """Marked words: `[14 days]{motion.seconding}` in `paragraph`, on `line`."""

    key: str
    words: str
    value: Value
    paragraph: str
    line: int


@dataclass(frozen=True, slots=True)
class Window:
    """A term that runs from an event: `within: motion.seconding from tabling`."""

    key: str
    event: str
    term: Term


@dataclass(frozen=True, slots=True)
class Need:
    """A condition from the closed list `vocabulary.NEEDS`, with its setting key where it takes one."""

    name: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Power:
    """What one `rule` block grants: who may do `act`, on which conditions, in which term.

    Lines that the block does not have are "", None, () or an empty mapping. `paragraph` and `line` say where
    the power stands; a ruling cites the paragraph. `classes` maps the last part of the key to the ratio,
    `offences` to the mildest and the gravest sanction of the range, `quotas` to a quota on those elected.
    `offices` are those that the paragraph is about; all where it names none.
    """

    act: str
    paragraph: str
    line: int
    who: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    after: Window | None = None
    within: Window | None = None
    missed: str = ""
    appeal: str = ""
    grounds: tuple[str, ...] = ()
    offences: Mapping[str, tuple[str, str]] = field(default_factory=dict, hash=False)
    majority: Share | None = None
    base: str = ""
    quorum: Count | Share | Root | None = None
    method: str = ""
    manner: str = ""
    changing: str = ""
    secret_if: int | None = None
    lasts: Term | None = None
    threshold: int | None = None
    classes: Mapping[str, Ratio] = field(default_factory=dict, hash=False)
    default: str = ""
    delay: Term | None = None
    repeat: Term | None = None
    offices: tuple[str, ...] = ()
    electors: str = ""
    seats: int | None = None
    quotas: Mapping[str, Quota] = field(default_factory=dict, hash=False)
    publish: str = ""

    def need(self, name: str) -> Need | None:
        """The condition of that name, if the power has it."""
        return next((need for need in self.needs if need.name == name), None)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an example: "2 members second it on day 3" is kind "second" with numbers (2,).

    `kind` is one of `vocabulary.STEPS`; `office` who acts where the step names an office, otherwise "";
    `day` counts from 0; `words` is the step as written; `about` is what the step names besides, or "".
    """

    kind: str
    numbers: tuple[int, ...]
    office: str
    day: int
    hour: int
    minute: int
    words: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an example promises: kind "state" (value "carried"), "refused" (value "4.4"), or "allowed"."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Example:
    """Given these steps, when this one is tried, then this comes of it."""

    given: tuple[Step, ...]
    when: Step
    then: Outcome
    line: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph: its text with marks, its lettered lines, the powers of its blocks."""

    number: str
    text: str
    lines: tuple[str, ...]
    powers: tuple[Power, ...]
    entrenched: bool
    line: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: an introduction that grants nothing, the paragraphs, the examples at its end."""

    number: int
    title: str
    introduction: str
    paragraphs: tuple[Paragraph, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A rulebook. `digest` is the SHA-256 of its text in UTF-8, in lower-case hex: it names the edition."""

    title: str
    edition: int
    chapters: tuple[Chapter, ...]
    settings: Mapping[str, Setting]
    powers: Mapping[str, tuple[Power, ...]]
    offices: tuple[str, ...]
    calendar: Calendar
    digest: str
    text: str

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs in the order of the book."""
        return tuple(paragraph for chapter in self.chapters for paragraph in chapter.paragraphs)

    @property
    def examples(self) -> tuple[Example, ...]:
        """All examples in the order of the book."""
        return tuple(example for chapter in self.chapters for example in chapter.examples)

    def paragraph(self, number: str) -> Paragraph:
        """The paragraph of that number, such as "4.2". KeyError if there is none."""
        for paragraph in self.paragraphs:
            if paragraph.number == number:
                return paragraph
        raise KeyError(number)

    def setting(self, key: str) -> Setting:
        """The marked words of that key. KeyError if the book sets no such key."""
        return self.settings[key]
