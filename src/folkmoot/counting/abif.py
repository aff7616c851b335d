"""ABIF, the aggregated ballot information format.

`27:A>B=C` is 27 papers that rank A before B and C, who are equal. Where scores follow the candidates
(`27:A/5>B/3`, `27:A/5,B/3`), commas part candidates whom their scores rank. `=A:[Name]` declares a candidate,
`{"title": "..."}` tells something about the contest (a lone key may lack its quotes), `#` begins a remark. A
candidate's name may also stand in brackets on the paper itself. Where nobody is declared, the candidates are
numbered as they appear. Of our own are `{seats: 3}` and `{withdrawn: [2]}`.
Source: github.com/electorama/abif.
"""

import json
import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial

from folkmoot.counting.marks import EVERY_FAULT, Fault, Marked, Marks, rows_to_write
from folkmoot.counting.reading import DIGITS, at, decode, marks_at, number

_FACT = re.compile(r'\{\s*(?:"([^"]+)"|([^":{}]+?))\s*:\s*(.*)\}\s*')
_NAME = re.compile(r'=[ \t]*(\[[^\[\]]+\]|"[^"]+"|[^\s:=>,/\[\]"]+)[ \t]*:[ \t]*(?:\[(.*)\]|"(.*)")\s*')
_COUNT = re.compile(r"[ \t]*([^\s:*>=,#]*)[ \t]*[:*]")
_WORD = re.compile(
    r"""[ \t]*(?P<who>\[[^\[\]]+\]|"[^"]+"|[^\s:=>,/\[\]"\#{}]+)
        [ \t]*(?:/[ \t]*(?P<score>-?\d+(?:\.\d+)?))?[ \t]*(?P<sign>[>=,]|\#.*|$)""",
    re.VERBOSE | re.ASCII,
)


@dataclass
class _Found:
    names: dict[str, str] = field(default_factory=dict)
    facts: dict[str, tuple[int, object]] = field(default_factory=dict)
    lines: list[tuple[int, str]] = field(default_factory=list)
    declared: bool = False

    def number_of(self, token: str) -> int:
        """0 where nobody is declared under it."""
        if not self.declared:
            self.names.setdefault(token, token)
        return next((place for place, each in enumerate(self.names, start=1) if each == token), 0)


def read(data: bytes, allowed: frozenset[Fault] = EVERY_FAULT, encoding: str | None = None) -> Marked:
    """The papers of an ABIF file; faults that are not `allowed` are refused.

    Raises:
        Misread: it is no such file, names somebody who is not declared, or holds such a fault; with line and
            column.
    """
    text, notes = decode(data, encoding)
    found = _sorted_out(text)
    rows = [(offset, *_paper(text, offset, line, found)) for offset, line in found.lines]
    papers: dict[Marks, int] = {}
    for _, times, ranks in rows:
        marks = marks_at(ranks, len(found.names), allowed, partial(at, text))
        if times:
            papers[marks] = papers.get(marks, 0) + times
    if not found.names:
        raise at(text, len(text), "the file names no candidate.")
    offset, title = found.facts.get("title", (0, ""))
    if not isinstance(title, str):
        raise at(text, offset, "the title is no text.")
    return Marked(
        tuple(found.names.values()), _seats(text, found), papers, _withdrawn(text, found), title, notes
    )


def write(papers: Marked) -> bytes:
    """The file. Raises BadBallots: a rank is left out, which has no sign, or papers are counted in parts."""
    rows = rows_to_write(papers, "ABIF")
    facts: dict[str, object] = {"version": "0.1", "title": papers.title, "seats": papers.seats}
    if papers.withdrawn:
        facts["withdrawn"] = sorted(papers.withdrawn)
    lines = [f"{{{key}: {json.dumps(value)}}}" for key, value in facts.items() if value is not None]
    lines += [f"=C{place}:[{name}]" for place, name in enumerate(papers.names, start=1)]
    lines += [
        f"{times}:" + ">".join("=".join(f"C{each}" for each in rank) for rank in marks)
        for marks, times in rows
    ]
    return ("\n".join(lines) + "\n").encode()


def _sorted_out(text: str) -> _Found:
    found, offset = _Found(), 0
    for line in text.split("\n"):
        bare = line.strip()
        start = offset + line.find(bare)
        if bare.startswith("{"):
            found.facts.update((key, (start, value)) for key, value in _facts(text, start, bare).items())
        elif bare.startswith("="):
            match = _NAME.fullmatch(bare)
            if not match:
                raise at(text, start, "this declares no candidate; =Token:[Name] does.")
            token = _bare(match[1])
            if token in found.names:
                raise at(text, start, f"{token!r} is declared twice.")
            found.names[token] = match[2] if match[2] is not None else match[3]
        elif bare and not bare.startswith("#"):
            found.lines.append((offset, line))
        offset += len(line) + 1
    found.declared = bool(found.names)
    return found


def _bare(token: str) -> str:
    """A token without its brackets or quotes; what stands inside brackets is kept as it is."""
    return token[1:-1] if token[0] in '["' else token


def _facts(text: str, offset: int, line: str) -> dict[str, object]:
    """What a line in braces tells: a JSON object, or one thing whose key has no quotes."""
    match = _FACT.fullmatch(line)
    try:
        if not match or len(line) > 100_000:
            raise ValueError
        if match[1] is None:
            return {match[2].strip(): json.loads(match[3])}
        told = json.loads(line)
        return {str(key): value for key, value in told.items()}
    except (ValueError, RecursionError):
        raise at(text, offset, 'this tells nothing; {"key": "value"} does.') from None


def _paper(text: str, offset: int, line: str, found: _Found) -> tuple[int, list[list[tuple[int, int]]]]:
    match = _COUNT.match(line)
    if not match:
        raise at(text, offset, "this is no paper: 27:A>B is one.")
    times = number(text, offset + match.start(1), match[1], "count")
    place, said = match.end(), list[tuple[int, int, str | None, str]]()
    while place < len(line) and not line[place:].strip().startswith("#") and line[place:].strip():
        word = _WORD.match(line, place)
        if not word:
            raise at(text, offset + place, "this is no list of candidates parted by > = or commas.")
        token, where = _bare(word["who"]), offset + word.start("who")
        if not (each := found.number_of(token)):
            raise at(text, where, f"{token!r} is not declared.")
        place = word.end()
        sign = word["sign"][:1].replace("#", "")
        if sign and not line[place:].strip() and word["sign"][0] != "#":
            raise at(text, offset + place, "the paper ends after a sign.")
        said.append((where, each, word["score"], sign))
    return times, _ranks(text, said)


def _ranks(text: str, said: list[tuple[int, int, str | None, str]]) -> list[list[tuple[int, int]]]:
    """Signs make the ranks; where a comma stands, the scores do."""
    if any(sign == "," for *_, sign in said):
        scored: dict[Fraction, list[tuple[int, int]]] = {}
        for where, each, score, _ in said:
            if score is None:
                raise at(text, where, "a comma parts candidates of whom one has no score.")
            scored.setdefault(_scaled(text, where, score), []).append((where, each))
        return [scored[score] for score in sorted(scored, reverse=True)]
    ranks: list[list[tuple[int, int]]] = []
    equal = False
    for where, each, _, sign in said:
        if not equal:
            ranks.append([])
        ranks[-1].append((where, each))
        equal = sign == "="
    return ranks


def _scaled(text: str, offset: int, score: str) -> Fraction:
    if len(score) > DIGITS:
        raise at(text, offset, f"a score of {len(score)} characters is too long.")
    return Fraction(score)


def _seats(text: str, found: _Found) -> int | None:
    offset, seats = found.facts.get("seats", (0, None))
    if seats is not None and (type(seats) is not int or not 1 <= seats < 10**DIGITS):
        raise at(text, offset, "the number of seats is no whole number from 1 up.")
    return seats if isinstance(seats, int) else None


def _withdrawn(text: str, found: _Found) -> frozenset[int]:
    offset, told = found.facts.get("withdrawn", (0, []))
    known = range(1, len(found.names) + 1)
    if not isinstance(told, list) or not all(type(each) is int and each in known for each in told):
        raise at(text, offset, "somebody is withdrawn who does not stand.")
    return frozenset(told)
