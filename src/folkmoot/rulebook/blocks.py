"""From a `rule` block to the power it grants, with its settings looked up in the words of the book."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from folkmoot.rulebook import vocabulary
from folkmoot.rulebook.book import Fault, Need, Power, Setting, Window
from folkmoot.rulebook.layout import Block, Line
from folkmoot.rulebook.marks import KEY
from folkmoot.rulebook.values import (
    Count,
    Quota,
    Ratio,
    Root,
    Share,
    Term,
    Value,
    Words,
    kind_of,
)

_LINE = re.compile(r"([a-z ]+): (\S.*)")
_WINDOW = re.compile(rf"({KEY}) from ([a-z]+)")
V = TypeVar("V", Count, Share, Term, Words)
_GROUNDS = {
    "triage.reject": vocabulary.TRIAGE_GROUNDS,
    "comment.flag": vocabulary.COMMENT_GROUNDS,
    "election.strike": vocabulary.STRIKING_GROUNDS,
}
"""The grounds of acts other than ruling a motion out."""
_CHOICES = {
    "base": vocabulary.BASES,
    "method": vocabulary.METHODS | frozenset(vocabulary.COUNTING),
    "manner": vocabulary.MANNERS,
    "publish": frozenset(vocabulary.LEVELS),
    "changing": vocabulary.CHANGING,
    "electors": frozenset(vocabulary.ELECTED_BY),
}


def read_block(
    block: Block,
    paragraph: str,
    settings: Mapping[str, Setting],
    offices: tuple[str, ...],
    faults: list[Fault],
) -> tuple[Power | None, bool]:
    """The power of a block (None if it grants none) and whether it entrenches its paragraph."""
    reader = _BlockReader(settings, offices, faults)
    lines = reader.lines_of(block)
    entrenched = reader.entrenched(lines)
    if "power" in lines:
        return reader.power(lines, paragraph, block.line), entrenched
    others = [key for key in lines if key != "entrenched"]
    if others or not lines:
        reader.fault(
            block.line, "the block grants no power", "Begin it with a line such as 'power: motion.second'."
        )
    return None, entrenched


class _BlockReader:
    def __init__(
        self, settings: Mapping[str, Setting], offices: tuple[str, ...], faults: list[Fault]
    ) -> None:
        self.settings = settings
        self.offices = offices
        self.faults = faults

    def fault(self, line: int, says: str, cure: str) -> None:
        self.faults.append(Fault(line, "", says, cure))

    def lines_of(self, block: Block) -> dict[str, Line]:
        """The lines of the block by key; a key twice, a strange key and a line without key are faults."""
        found: dict[str, Line] = {}
        for line in block.lines:
            match = _LINE.fullmatch(line.text.rstrip())
            if match is None:
                self.fault(
                    line.number,
                    "the line is not 'key: value'",
                    "Write, for example, 'who: member'; leave no line empty.",
                )
            elif match[1] not in vocabulary.BLOCK_KEYS:
                known = ", ".join(vocabulary.BLOCK_KEYS)
                self.fault(line.number, f"there is no line '{match[1]}' in a block", f"Lines are: {known}.")
            elif match[1] in found:
                self.fault(line.number, f"'{match[1]}' stands twice in the block", "Keep one of the two.")
            else:
                found[match[1]] = Line(line.number, match[2])
        return found

    def entrenched(self, lines: Mapping[str, Line]) -> bool:
        line = lines.get("entrenched")
        if line is not None and line.text != "yes":
            self.fault(
                line.number, f"'entrenched: {line.text}' says nothing", "Write 'entrenched: yes' or drop it."
            )
        return line is not None

    def power(self, lines: Mapping[str, Line], paragraph: str, line: int) -> Power:
        secret, threshold = self.count(lines.get("secret if")), self.count(lines.get("threshold"))
        return Power(
            act=self.act(lines["power"]),
            paragraph=paragraph,
            line=line,
            who=self.who(lines.get("who")),
            needs=self.needs(lines.get("needs")),
            after=self.window(lines.get("after")),
            within=self.window(lines.get("within")),
            missed=self.missed(lines.get("missed")),
            appeal=self.act(lines["appeal"]) if "appeal" in lines else "",
            grounds=self.grounds(lines["power"].text, lines.get("grounds")),
            offences=self.offences(lines.get("offences")),
            majority=self.value(lines.get("majority"), Share),
            base=self.choice("base", lines),
            quorum=self.quorum(lines.get("quorum")),
            method=self.choice("method", lines),
            manner=self.choice("manner", lines),
            changing=self.choice("changing", lines),
            secret_if=secret,
            lasts=self.value(lines.get("lasts"), Term),
            threshold=threshold,
            classes=self.classes(lines.get("classes")),
            default=self.words(lines.get("default")),
            delay=self.value(lines.get("delay"), Term),
            repeat=self.value(lines.get("repeat"), Term),
            offices=self.named_offices(lines.get("offices")),
            electors=self.choice("electors", lines),
            seats=self.count(lines.get("seats")),
            quotas=self.quotas(lines.get("quotas")),
            publish=self.choice("publish", lines),
        )

    def act(self, line: Line) -> str:
        if line.text not in vocabulary.ACTS:
            self.fault(line.number, f"there is no act '{line.text}'", _listed("Acts are", vocabulary.ACTS))
        return line.text

    def who(self, line: Line | None) -> tuple[str, ...]:
        if line is None:
            return ()
        roles = tuple(re.split(r", | or ", line.text))
        for role in roles:
            if role not in vocabulary.ROLES and role not in self.offices:
                known = [*sorted(vocabulary.ROLES), *self.offices]
                self.fault(line.number, f"there is no role '{role}'", f"Roles are: {', '.join(known)}.")
        if len(set(roles)) < len(roles):
            self.fault(line.number, "a role is named twice", "Name it once.")
        return roles

    def needs(self, line: Line | None) -> tuple[Need, ...]:
        if line is None:
            return ()
        needs = tuple(self.one_need(line, text) for text in line.text.split("; "))
        if len({need.name for need in needs}) < len(needs):
            self.fault(line.number, "a condition is named twice", "Name it once.")
        return needs

    def one_need(self, line: Line, text: str) -> Need:
        if vocabulary.NEEDS.get(text) == "":
            return Need(text)
        name, _, key = text.rpartition(" ")
        if vocabulary.NEEDS.get(name) == "count":
            self.value(Line(line.number, key), Count)
            return Need(name, key)
        self.fault(
            line.number,
            f"there is no condition '{text}'",
            _listed(
                "Conditions, divided by '; ', are",
                (n + (" KEY" if k else "") for n, k in vocabulary.NEEDS.items()),
            ),
        )
        return Need(text)

    def window(self, line: Line | None) -> Window | None:
        if line is None:
            return None
        match = _WINDOW.fullmatch(line.text)
        if match is None:
            self.fault(
                line.number, "the term is not 'KEY from EVENT'", "Write 'motion.seconding from tabling'."
            )
            return None
        if match[2] not in vocabulary.EVENTS:
            self.fault(
                line.number, f"there is no event '{match[2]}'", _listed("Events are", vocabulary.EVENTS)
            )
        term = self.value(Line(line.number, match[1]), Term)
        return Window(match[1], match[2], term) if term is not None else None

    def missed(self, line: Line | None) -> str:
        if line is None:
            return ""
        if line.text not in vocabulary.MISSED:
            cure = _listed("What may follow", vocabulary.MISSED)
            self.fault(line.number, f"'{line.text}' is nothing that can follow", cure)
        return line.text

    def grounds(self, act: str, line: Line | None) -> tuple[str, ...]:
        found = tuple(last for last, _ in self.under(line))
        known = _GROUNDS.get(act, vocabulary.GROUNDS)
        for ground in found:
            if line is not None and ground not in known:
                self.fault(line.number, f"'{ground}' is no ground", _listed("Grounds are", known))
        return found

    def offences(self, line: Line | None) -> dict[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}
        for last, setting in self.under(line):
            low, _to, high = setting.words.partition(" to ")
            if low not in vocabulary.LADDER or high not in vocabulary.LADDER[vocabulary.LADDER.index(low) :]:
                self.fault(
                    setting.line,
                    f"'{setting.words}' ({setting.key}) is no range of sanctions",
                    f"Write 'advice to expulsion'; from the mildest: {', '.join(vocabulary.LADDER)}.",
                )
            elif last not in vocabulary.OFFENCES:
                cure = _listed("Offences are", vocabulary.OFFENCES)
                self.fault(setting.line, f"'{last}' is nothing that can be an offence", cure)
            else:
                found[last] = (low, high)
        return found

    def classes(self, line: Line | None) -> dict[str, Ratio]:
        found: dict[str, Ratio] = {}
        for last, setting in self.under(line):
            if isinstance(setting.value, Ratio):
                found[last] = setting.value
            else:
                self.wrong_kind(setting, (Ratio,))
        return found

    def named_offices(self, line: Line | None) -> tuple[str, ...]:
        if line is None:
            return ()
        names = tuple(re.split(r", | or ", line.text))
        for name in names:
            if name not in self.offices:
                self.fault(line.number, f"there is no office '{name}'", _listed("Offices are", self.offices))
        if len(set(names)) < len(names):
            self.fault(line.number, "an office is named twice", "Name it once.")
        return names

    def quotas(self, line: Line | None) -> dict[str, Quota]:
        found: dict[str, Quota] = {}
        for last, setting in self.under(line):
            if isinstance(setting.value, Quota):
                found[last] = setting.value
            else:
                self.wrong_kind(setting, (Quota,))
        return found

    def under(self, line: Line | None) -> list[tuple[str, Setting]]:
        """The settings whose key is the line's prefix and one part more, in the order of the book."""
        if line is None:
            return []
        prefix = line.text + "."
        found = [
            (key.removeprefix(prefix), setting)
            for key, setting in self.settings.items()
            if key.startswith(prefix) and "." not in key.removeprefix(prefix)
        ]
        if not found:
            self.fault(
                line.number, f"no words are marked {prefix}*", f"Mark words with keys under {prefix}*."
            )
        return found

    def choice(self, name: str, lines: Mapping[str, Line]) -> str:
        line = lines.get(name)
        text = self.words(line)
        if line is not None and text and text not in _CHOICES[name]:
            setting = self.settings[line.text]
            cure = _listed(f"Words for '{name}' are", _CHOICES[name])
            self.fault(setting.line, f"'{text}' is nothing the program knows for '{name}'", cure)
        return text

    def words(self, line: Line | None) -> str:
        value = self.value(line, Words)
        return value.text if value is not None else ""

    def count(self, line: Line | None) -> int | None:
        value = self.value(line, Count)
        return value.number if value is not None else None

    def quorum(self, line: Line | None) -> Count | Share | Root | None:
        setting = self.setting(line)
        if setting is None:
            return None
        if isinstance(setting.value, Count | Share | Root):
            return setting.value
        self.wrong_kind(setting, (Count, Share, Root))
        return None

    def value(self, line: Line | None, kind: type[V]) -> V | None:
        """The value of the setting that the line names, if it is of that kind; otherwise a fault."""
        setting = self.setting(line)
        if setting is None:
            return None
        if isinstance(setting.value, kind):
            return setting.value
        self.wrong_kind(setting, (kind,))
        return None

    def setting(self, line: Line | None) -> Setting | None:
        if line is None:
            return None
        if line.text not in self.settings:
            self.fault(
                line.number,
                f"no words are marked {line.text}",
                f"Mark the words in the paragraph: '[...]{{{line.text}}}'.",
            )
        return self.settings.get(line.text)

    def wrong_kind(self, setting: Setting, kinds: tuple[type[Value], ...]) -> None:
        wanted = " or ".join(_SAMPLES[kind] for kind in kinds)
        fault = Fault(
            setting.line,
            "",
            f"'{setting.words}' ({setting.key}) is {_ARTICLES[kind_of(setting.value)]}, not {wanted}",
            f"Write {wanted} between the brackets.",
        )
        if fault not in self.faults:
            self.faults.append(fault)


_SAMPLES: dict[type[Value], str] = {
    Count: "a count such as '2 members'",
    Term: "a term such as '14 days'",
    Share: "a share such as 'two thirds'",
    Ratio: "a ratio such as '3:1'",
    Root: "a root such as '3 times half the square root'",
    Quota: "a quota such as 'at least 4 women'",
    Words: "plain words",
}
_ARTICLES = {
    "count": "a count",
    "term": "a term",
    "share": "a share",
    "ratio": "a ratio",
    "root": "a root",
    "quota": "a quota",
    "words": "plain words",
}


def _listed(what: str, names: Iterable[str]) -> str:
    return f"{what}: {', '.join(sorted(names))}."
