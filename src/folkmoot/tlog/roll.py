"""The roll: who is entitled in a proceeding, as a sorted list of code names (spec/record.md, section 4)."""

import hashlib
import re
from collections.abc import Iterable

_is_code_name = re.compile(r"[a-z2-7]{16}").fullmatch


class BadRoll(ValueError):
    """The file or list is not a roll. One line says why."""


def encode_roll(names: Iterable[str]) -> bytes:
    """Return the roll file: the code names sorted, one a line, each ended by LF. Raises BadRoll."""
    listed = sorted(names)
    return _checked(listed, "".join(name + "\n" for name in listed).encode("utf-8", "surrogatepass"))


def decode_roll(data: bytes) -> tuple[str, ...]:
    """Return the code names of a roll file. Raises BadRoll unless `encode_roll` would write these bytes."""
    names = data.decode("latin-1").split("\n")
    if names.pop():
        raise BadRoll("the last line of the roll has no end")
    _checked(names, data)
    return tuple(names)


def roll_digest(data: bytes) -> str:
    """Return the SHA-256 of a roll file in lower-case hex: how an entry names it. Raises BadRoll."""
    decode_roll(data)
    return hashlib.sha256(data).hexdigest()


def _checked(names: list[str], data: bytes) -> bytes:
    for place, name in enumerate(names):
        if not _is_code_name(name):
            raise BadRoll(f"line {place + 1} of the roll is not a code name")
        if place and name <= names[place - 1]:
            why = "stands twice" if name == names[place - 1] else "is out of order"
            raise BadRoll(f"line {place + 1} of the roll {why}")
    return data
