"""A file of ballots of any format, told by what is in it and never by its name."""

import re
from collections import Counter
from collections.abc import Callable, Mapping

from folkmoot.counting import abif, ballot_csv, blt, preflib, tally_sheet
from folkmoot.counting.marks import EVERY_FAULT, Fault, Marked, Marks
from folkmoot.counting.reading import Misread, decode

Reader = Callable[[bytes, frozenset[Fault], str | None], Marked]
READERS: Mapping[str, Reader] = {
    "BLT": blt.read_marked,
    "PrefLib": preflib.read,
    "ABIF": abif.read,
    "CSV": ballot_csv.read,
}
TALLY_SHEET = "tally sheet"
_OPTION = re.compile(r"[\s/|]*Option (\d)-+>: ?(.*?)\s*", re.ASCII)
_TALLY = re.compile(r"^V:[ \t]", re.MULTILINE)
_PREFLIB = re.compile(r"^#[ \t]*NUMBER ALTERNATIVES[ \t]*:", re.MULTILINE)
_ABIF = re.compile(r"^[ \t]*(?:\{[^\n]*\}|=[^\n]*:[^\n]*|\d+[ \t]*[:*][^\n]*)[ \t]*$", re.MULTILINE)
_BLT = re.compile(
    r"(?:\s|#[^\n]*|/\*.*?\*/)*(?:\d+[ \t,]+\d+[ \t,]*(?:\n|\[|#|/\*|$)|-?\d+[ \t]+-?\d)", re.DOTALL
)
_LONE_ZERO = re.compile(r"^[ \t]*0[ \t,]*(?:#[^\n]*)?$", re.MULTILINE)


def format_of(text: str) -> str:
    """Which format a text is most likely in: a name of `READERS`, or `TALLY_SHEET`."""
    if _PREFLIB.search(text) or preflib.is_old(text):
        return "PrefLib"
    if _BLT.match(text) and (_LONE_ZERO.search(text) or not text.startswith("1,2\n")):
        return "BLT"
    if _TALLY.search(text):
        return TALLY_SHEET
    return "ABIF" if _ABIF.search(text) else "CSV"


def read(
    data: bytes, allowed: frozenset[Fault] = EVERY_FAULT, encoding: str | None = None
) -> tuple[str, Marked]:
    """The format of a file, and the papers in it as they were marked; faults not `allowed` are refused.

    Raises:
        Misread: it cannot be read as the format that it seems to be in; with line and column.
    """
    text, _ = decode(data, encoding)
    if not text.strip():
        raise Misread(1, 1, "the file is empty.")
    name = format_of(text)
    if name == TALLY_SHEET:
        return name, read_tally_sheet(data, encoding)
    if name == "CSV" and not re.search("[,;\t]", text.strip().split("\n", 1)[0]):
        raise Misread(1, 1, "this is neither BLT, PrefLib, ABIF, a tally sheet nor a table of ballots.")
    return name, READERS[name](data, allowed, encoding)


def read_tally_sheet(data: bytes, encoding: str | None = None) -> Marked:
    """The ballots of a Debian tally sheet as marks, with the names of the options where its head has them.

    Raises:
        Misread: the bytes are no text, or a ballot cannot be read; with line and column.
    """
    text, notes = decode(data, encoding)
    ballots = Counter(tally_sheet.read(text))
    options = len(next(iter(ballots)))
    told = {int(match[1]): match[2] for line in text.split("\n") if (match := _OPTION.fullmatch(line))}
    names = tuple(told.get(each) or f"Option {each}" for each in range(1, options + 1))
    papers: dict[Marks, int] = {}
    for ranks, times in ballots.items():
        levels: dict[int, list[int]] = {}
        for option, rank in enumerate(ranks, start=1):
            levels.setdefault(rank, []).append(option)
        marks = tuple(tuple(levels.get(rank, ())) for rank in range(1, max(ranks) + 1))
        papers[marks] = papers.get(marks, 0) + times
    return Marked(names, None, papers, notes=notes)
