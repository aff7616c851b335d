"""Read a rulebook: text in, `Rulebook` out, or `BadRulebook` with every fault of form that was found.

Total: for any string whatever, the answer is one of the two. Whether the book keeps to the floor of
guarantees is asked afterwards, by `folkmoot.rulebook.guarantees.check`.
"""

import re
from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from folkmoot.rulebook import vocabulary
from folkmoot.rulebook.blocks import read_block
from folkmoot.rulebook.book import BadRulebook, Chapter, Fault, Paragraph, Power, Rulebook, Setting
from folkmoot.rulebook.calendar import Calendar
from folkmoot.rulebook.examples import read_examples
from folkmoot.rulebook.layout import Block, Layout, RawChapter, RawParagraph, lay_out
from folkmoot.rulebook.marks import MARK, join, references_in, settings_in
from folkmoot.rulebook.values import Words
from folkmoot.rulebook.zones import NAMED, read_zone

ZONE = "zone"
_HOLIDAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) (\S.*)")
_OFFICE = re.compile(r"[a-z]+(?: [a-z]+)*")


def parse(text: str) -> Rulebook:
    """Read a rulebook. Raises BadRulebook with all faults, in order of line."""
    layout = lay_out(text)
    faults = layout.faults
    settings = _settings(layout, faults)
    offices = _offices(settings, faults)
    calendar = _calendar(layout, settings, faults)
    numbers = frozenset(paragraph.number for chapter in layout.chapters for paragraph in chapter.paragraphs)
    chapters = tuple(_chapter(chapter, settings, offices, numbers, faults) for chapter in layout.chapters)
    if faults or calendar is None:
        raise BadRulebook(tuple(sorted(faults, key=lambda fault: fault.line)))
    return Rulebook(
        title=layout.title,
        edition=layout.edition,
        chapters=chapters,
        settings=settings,
        powers=_powers(chapters),
        offices=offices,
        calendar=calendar,
        digest=sha256(text.encode()).hexdigest(),
        text=text,
    )


def _settings(layout: Layout, faults: list[Fault]) -> dict[str, Setting]:
    settings: dict[str, Setting] = {}
    for chapter in layout.chapters:
        if MARK.search(join(chapter.introduction)) or MARK.search(chapter.title):
            faults.append(
                Fault(chapter.line, "", "words are marked outside a paragraph", "Move them into a paragraph.")
            )
        for paragraph in chapter.paragraphs:
            for setting in settings_in(paragraph, faults):
                first = settings.setdefault(setting.key, setting)
                if first is not setting:
                    faults.append(_set_twice(setting, first))
    return settings


def _set_twice(setting: Setting, first: Setting) -> Fault:
    return Fault(
        setting.line,
        "",
        f"{setting.key} is set twice: '{setting.words}' here, '{first.words}' in {first.paragraph}",
        f"Set it once, and refer to {first.paragraph} from here.",
    )


def _offices(settings: Mapping[str, Setting], faults: list[Fault]) -> tuple[str, ...]:
    offices = list(vocabulary.OFFICES)
    for key, setting in settings.items():
        # Terms of office may live under the same prefix: [1 year]{office.term}.
        if not key.startswith("office.") or not isinstance(setting.value, Words):
            continue
        name = setting.words
        if not _OFFICE.fullmatch(name) or name in vocabulary.ROLES or " or " in name or name in offices:
            faults.append(
                Fault(
                    setting.line,
                    "",
                    f"'{name}' ({key}) cannot be the name of an office",
                    "Name it in lower case, unlike any role or other office: '[returning officer]'.",
                )
            )
        else:
            offices.append(name)
    return tuple(offices)


def _calendar(layout: Layout, settings: Mapping[str, Setting], faults: list[Fault]) -> Calendar | None:
    holidays = _holidays(layout, faults)
    setting = settings.get(ZONE)
    if setting is None:
        cure = "Say it in a paragraph: 'Days are counted in [London]{zone}'."
        faults.append(Fault(0, "", "the rulebook does not say in which time zone days are counted", cure))
        return None
    zone = read_zone(setting.words)
    if zone is None:
        cure = f"Name one of {', '.join(sorted(NAMED))}, or a POSIX rule such as '{NAMED['London']}'."
        faults.append(Fault(setting.line, "", f"'{setting.words}' is no time zone", cure))
        return None
    return Calendar(zone, holidays)


def _holidays(layout: Layout, faults: list[Fault]) -> frozenset[date]:
    days: set[date] = set()
    for chapter in layout.chapters:
        for paragraph in chapter.paragraphs:
            for block in paragraph.blocks:
                if block.kind == "holidays":
                    _read_holidays(block, days, faults)
    return frozenset(days)


def _read_holidays(block: Block, days: set[date], faults: list[Fault]) -> None:
    for line in block.lines:
        match = _HOLIDAY.fullmatch(line.text.rstrip())
        try:
            day = date.fromisoformat(match[1]) if match is not None else None
        except ValueError:
            day = None
        if day is None:
            cure = "Write '2026-12-25 Christmas Day'."
            faults.append(Fault(line.number, "", "the line is not a date and a name", cure))
        elif day in days:
            faults.append(Fault(line.number, "", f"{day} is listed twice", "Take one of the two out."))
        else:
            days.add(day)


def _chapter(
    raw: RawChapter,
    settings: Mapping[str, Setting],
    offices: tuple[str, ...],
    numbers: frozenset[str],
    faults: list[Fault],
) -> Chapter:
    paragraphs = tuple(
        _paragraph(paragraph, settings, offices, numbers, faults) for paragraph in raw.paragraphs
    )
    blocks = [block for block in raw.examples if block.kind == "examples"]
    examples = [read_examples(block, offices, numbers, faults) for block in blocks]
    return Chapter(
        number=raw.number,
        title=raw.title,
        introduction=join(raw.introduction),
        paragraphs=paragraphs,
        examples=tuple(example for group in examples for example in group),
    )


def _paragraph(
    raw: RawParagraph,
    settings: Mapping[str, Setting],
    offices: tuple[str, ...],
    numbers: frozenset[str],
    faults: list[Fault],
) -> Paragraph:
    for number, line in references_in(raw):
        if number not in numbers:
            faults.append(Fault(line, "", f"there is no paragraph {number}", "Refer to one that exists."))
    read = [
        read_block(block, raw.number, settings, offices, faults)
        for block in raw.blocks
        if block.kind == "rule"
    ]
    return Paragraph(
        number=raw.number,
        text=join(raw.text),
        lines=tuple(join(item) for item in raw.items),
        powers=tuple(power for power, _ in read if power is not None),
        entrenched=any(entrenched for _, entrenched in read),
        line=raw.line,
    )


def _powers(chapters: tuple[Chapter, ...]) -> dict[str, tuple[Power, ...]]:
    powers: dict[str, tuple[Power, ...]] = {}
    for chapter in chapters:
        for paragraph in chapter.paragraphs:
            for power in paragraph.powers:
                powers[power.act] = (*powers.get(power.act, ()), power)
    return powers
