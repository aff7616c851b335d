"""Files of ballots as text: which characters they hold, and where in them something is wrong."""

from collections.abc import Callable, Sequence

from folkmoot.counting.marks import Fault, Marks
from folkmoot.counting.refusals import BadBallots

DIGITS = 15
"""More digits than this has no number in a file of ballots."""


class Misread(BadBallots):
    """A file cannot be read as what it should be: at `line` and `column`, both from 1, in characters."""

    def __init__(self, line: int, column: int, says: str) -> None:
        super().__init__(f"line {line}, column {column}: {says}")
        self.line, self.column, self.says = line, column, says


def at(text: str, offset: int, says: str) -> Misread:
    """A refusal that stands at an offset in a text with line feeds."""
    return Misread(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset), says)


def decode(data: bytes, encoding: str | None = "utf-8") -> tuple[str, tuple[str, ...]]:
    """The text of a file, with line feeds alone and without byte order mark, and notes on what was assumed.

    Args:
        encoding: `utf-8` or `latin-1`, as declared; None: Latin-1 where it is not UTF-8, with a note.

    Raises:
        Misread: the bytes are not in the encoding, or hold characters that no text has.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Misread(1, 1, "the file is in UTF-16 or UTF-32; save it as UTF-8.")
    data = data.removeprefix(b"\xef\xbb\xbf")
    text, notes = _decoded(data, encoding)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii() or any(each in text for each in _CONTROLS):
        for offset, character in enumerate(text):
            if character in _CONTROLS or "\x7f" <= character <= "\x9f" or character in "\u2028\u2029\ufeff":
                raise at(text, offset, _no_text(character, bool(notes)))
    return text, notes


def _no_text(character: str, latin_1: bool) -> str:
    if latin_1 and "\x80" <= character <= "\x9f":
        byte = f"{ord(character):#04x}"
        return f"byte {byte} is no letter in Latin-1; is the file in Windows-1252? Save it as UTF-8."
    return f"there is a control character, U+{ord(character):04X}."


_CONTROLS = "".join(map(chr, (*range(9), *range(11, 32), 127)))


def _decoded(data: bytes, encoding: str | None) -> tuple[str, tuple[str, ...]]:
    if encoding == "latin-1":
        return data.decode("latin-1"), ("the file was read as Latin-1, as declared.",)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as bad:
        before = data[: bad.start].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        wrong = at(before, len(before), f"byte {data[bad.start]:#04x} is not UTF-8")
        if encoding is not None:
            raise Misread(
                wrong.line, wrong.column, f"{wrong.says}; declare Latin-1, or save as UTF-8."
            ) from None
        note = f"line {wrong.line}, column {wrong.column}: {wrong.says}; the file was read as Latin-1."
        return data.decode("latin-1"), (note,)


def number(text: str, offset: int, word: str, what: str) -> int:
    """A whole number from 0 up in plain digits. Raises Misread, placed at the offset."""
    if not (word.isascii() and word.isdigit()):
        raise at(text, offset, f"{word[:40]!r} is no {what}.")
    if len(word) > DIGITS:
        raise at(text, offset, f"a {what} of {len(word)} digits is too large.")
    return int(word)


def marks_at(
    ranks: Sequence[Sequence[tuple[int, int]]],
    candidates: int,
    allowed: frozenset[Fault],
    refuse: Callable[[int, str], Misread],
) -> Marks:
    """The marks of one paper: for each rank the places and numbers of the candidates who are given it.

    Ranks left out at the end say nothing and are dropped.

    Raises:
        Misread: by `refuse`, with the place and the reason: a fault that is not allowed.
    """
    filled = [rank for rank in ranks if rank]
    if len(filled) < len(ranks) and "gap" not in allowed:
        for rank, after in zip(ranks, ranks[1:], strict=False):
            if not rank and after:
                raise refuse(after[0][0], "a rank before this one is left out.")
    seen: set[int] = set()
    for rank in filled:
        if len(rank) > 1 and "over-vote" not in allowed:
            raise refuse(rank[1][0], "several candidates stand at one rank.")
        for place, each in rank:
            if each in seen and "repeat" not in allowed:
                raise refuse(place, f"candidate {each} is on the ballot twice.")
            if not 1 <= each <= candidates and "stranger" not in allowed:
                raise refuse(place, f"candidate {each} does not stand; 1 to {candidates} do.")
            seen.add(each)
    marks = [tuple(sorted({each for _, each in rank})) for rank in ranks]
    while marks and not marks[-1]:
        marks.pop()
    return tuple(marks)
