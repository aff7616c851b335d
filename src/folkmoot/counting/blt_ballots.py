"""The first part of a BLT file, down to the lone 0, read with care for every dialect.

The numbers of candidates and seats; `-3` for somebody withdrawn; then a ballot: its weight, the preferences
in order, and 0. Blanks and commas part the words. Dialects: `# comment` and `/* comment */`; `(id)` before a
ballot; `2=3` or `(2 3)` for equals; `-` for a rank left out; option lines `[nick a b c]`, `[withdrawn 4]`,
`[tie 2 1 3]`, `[droop …]`.

After an id droop leaves the weight out, and OpenSTV writes 1. The ballots tell which: where all that have an
id begin with 1, and one of them names 1 again, it is the weight.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial

from folkmoot.counting.marks import Fault, Marks
from folkmoot.counting.reading import DIGITS, at, marks_at, number

_TOKEN = re.compile(
    r"""[ \t,]+ | \#[^\n]* | /\*.*?\*/
      | (?P<line>\n) | (?P<option>\[[^\]]*\]) | (?P<group>\([^()\n]*\))
      | (?P<string>") | (?P<equal>=) | (?P<word>[^\s,\#\[\]()"=]+) | (?P<odd>.)""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_WEIGHT = re.compile(r"(\d+)(?:\.(\d*))?|\.(\d+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    word: str
    offset: int


@dataclass
class Ballots:
    """What the first part says; `end` is the offset after its lone 0."""

    candidates: int = 0
    seats: int = 0
    withdrawn: set[int] = field(default_factory=set)
    papers: dict[Marks, int | Fraction] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    end: int = 0


def read_ballots(text: str, allowed: frozenset[Fault]) -> Ballots:
    """Read down to the lone 0. Raises Misread; for a fault on a paper where it is not allowed."""
    return _Reader(text, allowed).read()


_Rank = list[tuple[int, int]]
"""The candidates at one rank, each with its offset."""


class _Reader:
    def __init__(self, text: str, allowed: frozenset[Fault]) -> None:
        self.text, self.allowed, self.found = text, allowed, Ballots()
        self.tokens = self._tokens()
        self.token = next(self.tokens)
        self.nicks: dict[str, int] = {}
        self.ids: dict[str, list[_Rank]] = {}

    def _tokens(self) -> Iterator[_Token]:
        for match in _TOKEN.finditer(self.text):
            if match.lastgroup:
                yield _Token(match.lastgroup, match[0], match.start())
        while True:
            yield _Token("end", "", len(self.text))

    def next(self) -> _Token:
        now, self.token = self.token, next(self.tokens)
        return now

    def read(self) -> Ballots:
        found = self.found
        found.candidates = self._head("number of candidates")
        found.seats = self._head("number of seats")
        if self.token.kind not in ("line", "option", "end"):
            raise at(self.text, self.token.offset, "the first line has two numbers, candidates and seats.")
        while not self._closed():
            pass
        self._count_identified()
        found.end = min(self.token.offset, len(self.text))
        return found

    def _head(self, what: str) -> int:
        while self.token.kind == "line":
            self.next()
        token = self.next()
        if token.kind == "end":
            raise at(self.text, token.offset, f"the file ends before the {what}.")
        told = number(self.text, token.offset, token.word, what)
        if told == 0:
            raise at(self.text, token.offset, f"the {what} cannot be 0.")
        return told

    def _closed(self) -> bool:
        """Read one thing between ballots; True for the lone 0."""
        token, found = self.next(), self.found
        if token.kind == "option":
            self._option(token)
        elif token.kind == "group":
            if token.word in self.ids:
                raise at(self.text, token.offset, f"the ballot {token.word} is there twice.")
            self.ids[token.word] = self._ranks()
        elif token.kind == "word" and token.word.startswith("-"):
            self._withdraw(token)
        elif token.kind == "word" and token.word == "0" and self.token.kind in ("line", "end", "string"):
            return True
        elif token.kind == "word":
            weight = self._weight(token)
            self._ballot(weight, self._ranks())
            if not weight:
                line = self.text.count("\n", 0, token.offset) + 1
                found.notes.append(f"line {line}: a ballot of weight 0 counts for nothing.")
        elif token.kind == "end":
            raise at(self.text, token.offset, "the file ends before the lone 0 that closes the ballots.")
        elif token.kind != "line":
            raise at(self.text, token.offset, f"{token.word[:40]!r} stands where a ballot should begin.")
        return False

    def _weight(self, token: _Token) -> int | Fraction:
        match = _WEIGHT.fullmatch(token.word)
        if not match:
            raise at(self.text, token.offset, f"{token.word[:40]!r} is no weight of a ballot.")
        if len(token.word) > DIGITS + 1:
            raise at(self.text, token.offset, f"a weight of {len(token.word)} characters is too large.")
        told = Fraction(token.word)
        if told.denominator == 1:
            return int(told)
        place = at(self.text, token.offset, f"a ballot is counted {token.word} times.")
        self.found.notes.append(str(place))
        return told

    def _count_identified(self) -> None:
        """Each ballot with an id counts once, whether or not it says so."""
        ballots = list(self.ids.values())
        named = [[[each for _, each in rank] for rank in ranks] for ranks in ballots]
        if named and all(ranks[:1] == [[1]] for ranks in named):
            if any(1 in rank for ranks in named for rank in ranks[1:]):
                ballots = [ranks[1:] for ranks in ballots]
            else:
                self.found.notes.append(
                    "every ballot with an id begins with 1: read as its first preference."
                )
        for ranks in ballots:
            self._ballot(1, ranks)

    def _withdraw(self, token: _Token) -> None:
        told = number(self.text, token.offset + 1, token.word[1:], "number of a withdrawn candidate")
        if self.found.papers or self.ids:
            raise at(self.text, token.offset, "the withdrawn are named before the first ballot.")
        if not 1 <= told <= self.found.candidates:
            raise at(self.text, token.offset, f"candidate {told} is withdrawn, but does not stand.")
        self.found.withdrawn.add(told)
        if self.token.kind == "word" and not self.token.word.startswith("-"):
            raise at(self.text, self.token.offset, "the line goes on after the withdrawn.")

    def _option(self, token: _Token) -> None:
        name, *words = token.word[1:-1].replace(",", " ").split() or [""]
        if name == "nick":
            if len(words) != self.found.candidates or len(set(words)) < len(words):
                raise at(self.text, token.offset, "there is not one short name for each candidate.")
            self.nicks = {nick: place for place, nick in enumerate(words, start=1)}
        elif name == "withdrawn":
            for word in words:
                self._withdraw(_Token("word", f"-{self.nicks.get(word, word)}", token.offset))
        else:
            self.found.notes.append(f"the option [{name} …] was passed over.")

    def _ranks(self) -> list[_Rank]:
        """The preferences down to the 0 that closes the ballot, and its line."""
        ranks: list[_Rank] = []
        while (token := self.next()).word != "0" or token.kind != "word":
            if token.kind in ("line", "end", "string"):
                where = "the file ends" if token.kind == "end" else "the line ends"
                raise at(self.text, token.offset, f"{where} before the 0 that closes the ballot.")
            ranks.append([] if token.word == "-" else self._rank(token))
        if self.token.kind not in ("line", "end"):
            raise at(self.text, self.token.offset, "the line goes on after the 0 that closes the ballot.")
        return ranks

    def _ballot(self, weight: int | Fraction, ranks: list[_Rank]) -> None:
        marks = marks_at(ranks, self.found.candidates, self.allowed, partial(at, self.text))
        if weight:
            self.found.papers[marks] = self.found.papers.get(marks, 0) + weight

    def _rank(self, token: _Token) -> _Rank:
        if token.kind == "group":
            words = re.split(r"[ \t,=]+", token.word[1:-1].strip())
            return [(token.offset, self._candidate(token, word)) for word in words]
        rank = [(token.offset, self._candidate(token, token.word))]
        while self.token.kind == "equal":
            self.next()
            other = self.next()
            rank.append((other.offset, self._candidate(other, other.word)))
        return rank

    def _candidate(self, token: _Token, word: str) -> int:
        return self.nicks.get(word) or number(self.text, token.offset, word, "number of a candidate")
