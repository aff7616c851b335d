"""What differs between two rulebooks: paragraphs word by word, settings, powers, all in words.

Paragraphs that only moved are recognised by what they say, so that a new 4.3 does not make everything after
it look changed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher

from folkmoot.rulebook.book import Need, Paragraph, Power, Rulebook, Window
from folkmoot.rulebook.differences import Stretch, stretches
from folkmoot.rulebook.marks import plain
from folkmoot.rulebook.powers import in_lines
from folkmoot.rulebook.values import Value
from folkmoot.rulebook.vocabulary import ACTS


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """`kind` is "added", "removed", "changed" or "renumbered"; `old` and `new` are numbers, "" for none."""

    kind: str
    old: str
    new: str
    pieces: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class SettingChange:
    """Marked words that differ; `old` is "" where the key is new, `new` is "" where it is gone."""

    key: str
    old: str
    new: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class PowerChange:
    """A difference in a `rule` block. `line` is its key, "power" for the whole; "" means nothing there."""

    act: str
    paragraph: str
    line: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences, each list in the order of the new rulebook, what is gone last."""

    headings: tuple[tuple[str, str], ...]
    paragraphs: tuple[ParagraphChange, ...]
    settings: tuple[SettingChange, ...]
    powers: tuple[PowerChange, ...]
    entrenchments: tuple[tuple[str, bool], ...]
    holidays: tuple[tuple[date, bool], ...]
    examples: tuple[int, int]

    @property
    def empty(self) -> bool:
        """True if the rulebooks say the same."""
        lists = (
            self.headings,
            self.paragraphs,
            self.settings,
            self.powers,
            self.entrenchments,
            self.holidays,
        )
        return not any(lists) and self.examples == (0, 0)


def compare(old: Rulebook, new: Rulebook) -> Comparison:
    """The differences between two rulebooks."""
    pairs = tuple(_pairs(old.paragraphs, new.paragraphs))
    mine, theirs = ({_example(e) for e in book.examples} for book in (old, new))
    return Comparison(
        headings=tuple(_headings(old, new)),
        paragraphs=tuple(change for pair in pairs for change in _paragraph(*pair)),
        settings=tuple(_settings(old, new)),
        powers=tuple(_powers(old, new)),
        entrenchments=tuple(
            (after.number, after.entrenched)
            for before, after in pairs
            if before is not None and after is not None and before.entrenched != after.entrenched
        ),
        holidays=tuple((day, day in new.calendar.holidays) for day in sorted(_days(old) ^ _days(new))),
        examples=(len(mine - theirs), len(theirs - mine)),
    )


def sentences(comparison: Comparison) -> tuple[str, ...]:
    """The comparison in full sentences, as they would stand in a motion to change the rules."""
    said = [f"The heading '{old}' becomes '{new}'." for old, new in comparison.headings]
    for change in comparison.paragraphs:
        said += _paragraph_in_words(change)
    said += [
        _setting_in_words(setting) for setting in comparison.settings if not (setting.old and setting.new)
    ]
    said += [_power_in_words(power) for power in comparison.powers]
    said += [
        f"{number} is {'now' if on else 'no longer'} entrenched." for number, on in comparison.entrenchments
    ]
    said += [f"{day} {'becomes' if on else 'is no longer'} a holiday." for day, on in comparison.holidays]
    out, into = comparison.examples
    said += [
        f"{count} example{'s'[: count != 1]} {what}."
        for count, what in ((out, "left out"), (into, "added"))
        if count
    ]
    return tuple(said)


def touches_entrenched(comparison: Comparison, old: Rulebook) -> bool:
    """True if the change alters an entrenched paragraph, or anything that such a paragraph grants.

    An act granted in an entrenched paragraph is guarded wherever it is granted: otherwise a new paragraph
    with an easier way to the same act would go round the old one.
    """
    entrenched = {paragraph.number for paragraph in old.paragraphs if paragraph.entrenched}
    guarded = {
        power.act for paragraph in old.paragraphs if paragraph.entrenched for power in paragraph.powers
    }
    text = any(c.old in entrenched and c.kind != "renumbered" for c in comparison.paragraphs)
    loosened = any(not on for _, on in comparison.entrenchments)
    return text or loosened or any(power.act in guarded for power in comparison.powers)


def _pairs(
    old: tuple[Paragraph, ...], new: tuple[Paragraph, ...]
) -> Iterator[tuple[Paragraph | None, Paragraph | None]]:
    said = [_words(paragraph) for paragraph in old], [_words(paragraph) for paragraph in new]
    for tag, a, b, c, d in SequenceMatcher(None, *said, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(old[a:b], new[c:d], strict=True)
            continue
        numbers = {paragraph.number: paragraph for paragraph in old[a:b]}
        for paragraph in new[c:d]:
            yield numbers.pop(paragraph.number, None), paragraph
        for gone in numbers.values():
            yield gone, None


def _words(paragraph: Paragraph) -> str:
    lettered = (f"({chr(ord('a') + at)}) {line}" for at, line in enumerate(paragraph.lines))
    return "\n".join((paragraph.text, *lettered))


def _paragraph(old: Paragraph | None, new: Paragraph | None) -> Iterator[ParagraphChange]:
    if old is None or new is None:
        there = new or old
        assert there is not None
        piece = Stretch("in" if new else "out", plain(_words(there)))
        kind = "added" if new else "removed"
        yield ParagraphChange(kind, old.number if old else "", new.number if new else "", (piece,))
    elif _words(old) != _words(new) and plain(_words(old)) != plain(_words(new)):
        yield ParagraphChange("changed", old.number, new.number, stretches(_words(old), _words(new)))
    elif old.number != new.number:
        same = Stretch("same", plain(_words(new)))
        yield ParagraphChange("renumbered", old.number, new.number, (same,))


def _headings(old: Rulebook, new: Rulebook) -> Iterator[tuple[str, str]]:
    if old.title != new.title:
        yield old.title, new.title
    for before, after in zip(old.chapters, new.chapters, strict=False):
        for was, now in ((before.title, after.title), (before.introduction, after.introduction)):
            if was != now:
                yield was, now


def _settings(old: Rulebook, new: Rulebook) -> Iterator[SettingChange]:
    for key, setting in new.settings.items():
        was = old.settings.get(key)
        if was is None or was.words != setting.words:
            yield SettingChange(key, was.words if was else "", setting.words, setting.paragraph)
    for key, setting in old.settings.items():
        if key not in new.settings:
            yield SettingChange(key, setting.words, "", setting.paragraph)


def _powers(old: Rulebook, new: Rulebook) -> Iterator[PowerChange]:
    if old.powers == new.powers and old.settings == new.settings:
        return
    for act in ACTS:
        before, after = old.powers.get(act, ()), new.powers.get(act, ())
        was, now = [_substance(p, old) for p in before], [_substance(p, new) for p in after]
        left = [power for power, substance in zip(before, was, strict=True) if substance not in now]
        changed = [power for power, substance in zip(after, now, strict=True) if substance not in was]
        if was != now and not changed and not left:
            yield PowerChange(act, after[0].paragraph, "order", _cited(before), _cited(after))
        for gone, come in zip(left, changed, strict=False):
            yield from _power(act, gone, old, come, new)
        for power in changed[len(left) :]:
            yield PowerChange(act, power.paragraph, "power", "", _whole(power, new))
        for power in left[len(changed) :]:
            yield PowerChange(act, power.paragraph, "power", _whole(power, old), "")


def _power(act: str, was: Power, old: Rulebook, now: Power, new: Rulebook) -> Iterator[PowerChange]:
    before, after = in_lines(was, old), in_lines(now, new)
    for line in dict.fromkeys((*after, *before)):
        if before.get(line, "") != after.get(line, ""):
            yield PowerChange(act, now.paragraph, line, before.get(line, ""), after.get(line, ""))


def _whole(power: Power, book: Rulebook) -> str:
    return "; ".join(f"{line}: {words}" for line, words in in_lines(power, book).items())


def _cited(powers: Iterable[Power]) -> str:
    return ", ".join(power.paragraph for power in powers)


def _substance(power: Power, book: Rulebook) -> tuple[Power, tuple[Value, ...]]:
    """The power without where it stands and how its settings are called."""
    bare = replace(
        power,
        paragraph="",
        line=0,
        needs=tuple(Need(need.name) for need in power.needs),
        after=_unnamed(power.after),
        within=_unnamed(power.within),
    )
    return bare, tuple(book.setting(need.key).value for need in power.needs if need.key is not None)


def _unnamed(window: Window | None) -> Window | None:
    return None if window is None else replace(window, key="")


def _days(book: Rulebook) -> frozenset[date]:
    return book.calendar.holidays


def _example(example: object) -> str:
    return re.sub(r"line=\d+", "", repr(example))


def _paragraph_in_words(change: ParagraphChange) -> Iterator[str]:
    if change.kind == "added":
        yield f"Insert {change.new}: '{change.pieces[0].text}'"
    elif change.kind == "removed":
        yield f"Leave out {change.old}: '{change.pieces[0].text}'"
    elif change.kind == "renumbered":
        yield f"{change.old} becomes {change.new}."
    else:
        yield from _edits(change)


def _edits(change: ParagraphChange) -> Iterator[str]:
    pieces = change.pieces
    for at, piece in enumerate(pieces):
        before = pieces[at - 1] if at else Stretch("same", "")
        after = pieces[at + 1] if at + 1 < len(pieces) else Stretch("same", "")
        if piece.kind == "out" and after.kind == "in":
            yield f"{change.new}: leave out '{piece.text.strip()}' and insert '{after.text.strip()}'."
        elif piece.kind == "out":
            yield f"{change.new}: leave out '{piece.text.strip()}'."
        elif piece.kind == "in" and before.kind == "same":
            place = f"after '{_last_words(before.text)}'" if before.text else "at the beginning"
            yield f"{change.new}: insert '{piece.text.strip()}' {place}."


def _last_words(text: str) -> str:
    return " ".join(text.split()[-4:])


def _setting_in_words(setting: SettingChange) -> str:
    if setting.new:
        return f"{setting.paragraph}: the program now obeys '{setting.new}' as {setting.key}."
    return f"{setting.paragraph}: the program no longer obeys '{setting.old}' as {setting.key}."


def _power_in_words(change: PowerChange) -> str:
    what = f"{change.paragraph}: the power to {ACTS[change.act]}"
    if change.line == "power":
        return f"{what} is granted ({change.new})." if change.new else f"{what} is taken away ({change.old})."
    if change.line == "order":
        return f"{what} is tried in another order: {change.new} instead of {change.old}."
    if not change.old:
        return f"{what} now says '{change.line}: {change.new}'."
    if not change.new:
        return f"{what} no longer says '{change.line}: {change.old}'."
    return f"{what}: '{change.line}: {change.old}' becomes '{change.line}: {change.new}'."
