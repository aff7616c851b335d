"""The second part of a BLT file, after the lone 0: the candidates' names, and the title.

In quotes, one or more a line, a quote in a name as `\\"` or doubled; or bare, one a line; or as remarks of
the form `# ALTERNATIVE NAME 3: name`, as some collections have them. Dialects: name and party as two strings
on a line; a bare title; more strings, or any text, after the title; no title; no line feed at the end.
"""

import re
from dataclasses import dataclass

from folkmoot.counting.reading import at

_STRING = re.compile(r'"((?:\\["\\]|""|[^"\n])*)"')
_REMARK = re.compile(r"#\s*ALTERNATIVE NAME (\d{1,6}): *(.*?)[ ,]*", re.ASCII)
_BLANK = re.compile(r"[ \t,]*(?:#[^\n]*)?")


@dataclass(frozen=True)
class Names:
    """Names in number order, the title ("" for none), and notes on what else there was."""

    names: tuple[str, ...]
    title: str
    notes: tuple[str, ...]


def read_names(text: str, start: int, candidates: int) -> Names:
    """Read from an offset to the end. Raises Misread: names are missing, or a quotation is not closed."""
    lines, remarks, offset = list[tuple[int, str]](), dict[int, str](), start
    for line in text[start:].split("\n"):
        bare = line.strip(" \t,")
        if bare and not bare.startswith("#"):
            lines.append((offset + line.index(bare[0]), bare))
        elif remark := _REMARK.fullmatch(bare):
            remarks[int(remark[1])] = remark[2]
        offset += len(line) + 1
    if len(remarks) == candidates == max(remarks, default=0):
        return _named([remarks[each] for each in sorted(remarks)], [line.strip('"') for _, line in lines])
    if lines and lines[0][1].startswith('"'):
        return _quoted(text, lines, candidates)
    return _bare(text, lines, candidates)


def _bare(text: str, lines: list[tuple[int, str]], candidates: int) -> Names:
    said = [line[1:-1] if re.fullmatch(r'"[^"]*"', line) else line for _, line in lines]
    if len(said) < candidates or (len(said) == candidates and not text.endswith("\n")):
        raise _missing(text, len(said), candidates)
    if any(line.startswith('"') for _, line in lines[1:candidates]):
        raise at(text, lines[0][0], "a name is not in quotes.")
    return _named(said[:candidates], said[candidates:])


def _quoted(text: str, lines: list[tuple[int, str]], candidates: int) -> Names:
    rows = list[list[str]]()
    for offset, line in lines:
        strings = _strings(text, offset, line, wanted=_wanted(rows, candidates))
        if strings is None:
            break
        rows.append(strings)
    after = [line for _, line in lines[len(rows) :]]
    told, flat = rows[:candidates], [string for row in rows for string in row]
    if (
        len(rows) >= candidates
        and len(flat) > candidates + 1
        and any(len(row) == 2 for row in told)
        and all(len(row) <= 2 for row in told)
    ):
        names = [f"{row[0]} ({row[1]})" if any(row[1:]) else row[0] for row in told]
        flat = names + [string for row in rows[candidates:] for string in row]
    if len(flat) < candidates:
        raise _missing(text, len(flat), candidates)
    return _named(flat[:candidates], flat[candidates:] + after)


def _wanted(rows: list[list[str]], candidates: int) -> bool:
    """Whether names are still to come, be it one a string, or name and party on each line."""
    strings = sum(map(len, rows))
    pairs = strings > candidates and all(len(row) == 2 for row in rows)
    return strings < candidates or (pairs and len(rows) < candidates)


def _strings(text: str, offset: int, line: str, wanted: bool) -> list[str] | None:
    """The strings of a line; None for other text where no name is wanted any more."""
    found, place = list[str](), 0
    while place < len(line):
        match = _STRING.match(line, place)
        if not match:
            if not wanted and not line.startswith('"'):
                return None
            says = "a quotation is not closed" if line[place] == '"' else "a name is not in quotes"
            raise at(text, offset + place, f"{says}.")
        found.append(re.sub(r'\\(["\\])|"(")', r"\1\2", match[1]))
        if line.startswith('"', match.end()):
            raise at(text, offset + match.end(), "a quotation goes on after its end.")
        blank = _BLANK.match(line, match.end())
        place = blank.end() if blank else match.end()
    return found


def _named(names: list[str], rest: list[str]) -> Names:
    notes = () if rest else ("the file has no title.",)
    if len(rest) > 1:
        notes = ("text after the title was passed over.",)
    return Names(tuple(names), rest[0] if rest else "", notes)


def _missing(text: str, found: int, candidates: int) -> Exception:
    return at(text, len(text), f"the file ends after {found} names whole; there are {candidates} candidates.")
