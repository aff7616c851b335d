"""What `folkmoot count` is told in words: lots, quotas on the result, ratios."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from folkmoot.cli.trouble import Trouble
from folkmoot.counting.bounds import Bound, Bounds
from folkmoot.counting.ties import NO_LOT, Lot

_BOUND = re.compile(
    r"\s*(?P<group>.+?)\s*:\s*(?P<members>nobody|\d{1,6}(?:\s*,\s*\d{1,6})*)"
    r"(?=\s+at)(?:\s+at least\s+(?P<least>\d{1,6}))?(?:(?:\s+and)?\s+at most\s+(?P<most>\d{1,6}))?\s*",
    re.ASCII,
)
_RATIO = re.compile(r"(\d{1,6}):(\d{1,6}(?:/\d{1,6}|\.\d{1,6})?)", re.ASCII)


def idle(rule: str, given: Mapping[str, object]) -> None:
    """Refuse what was asked for and would change nothing under this rule. Raises Trouble."""
    for option, value in given.items():
        if value not in (None, False, ()):
            raise Trouble(f"{option} means nothing under {rule}", "leave it out")


def lot(text: str | None, candidates: int) -> Lot:
    """`3,1,2`. Raises Trouble."""
    if text is None:
        return NO_LOT
    words = [word.strip() for word in text.split(",")]
    numbers = [int(word) for word in words if re.fullmatch(r"[0-9]{1,6}", word)]
    if len(numbers) < len(words) or sorted(numbers) != list(range(1, candidates + 1)):
        raise Trouble(
            f"{text!r} is no lot for {candidates} candidates",
            "give each candidate's number once, the favoured first: --lot 3,1,2",
        )
    return tuple(numbers)


def hexadecimal(text: str) -> bytes:
    """Raises Trouble."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise Trouble(f"{text!r} is not in hexadecimal digits") from None


def bounds(texts: Sequence[str], candidates: int) -> Bounds:
    """`women: 1,4,7 at least 4`. Raises Trouble."""
    found: list[Bound] = []
    for text in texts:
        match = _BOUND.fullmatch(text)
        if not match:
            raise Trouble(f"{text!r} is no quota on the result", 'give one as "women: 1,4,7 at least 4"')
        told = match["members"]
        members = frozenset(int(each) for each in told.split(",") if told != "nobody")
        least, most = int(match["least"] or 0), None if match["most"] is None else int(match["most"])
        if unknown := sorted(members - set(range(1, candidates + 1))):
            raise Trouble(f"{text!r} is of candidate {unknown[0]}, who does not stand; 1 to {candidates} do")
        if most is not None and most < least:
            raise Trouble(f"{text!r} asks for more than it allows")
        found.append(Bound(match["group"], members, least, most))
    return tuple(found)


def ratios(texts: Sequence[str], options: int) -> list[Fraction | int]:
    """`2:3` for option 2 at 3:1; all others 1. Raises Trouble."""
    found: list[Fraction | int] = [1] * options if texts else []
    for text in texts:
        match = _RATIO.fullmatch(text)
        if not match or not 1 <= int(match[1]) <= options or match[2].endswith("/0"):
            raise Trouble(f"{text!r} is no majority ratio", "give one as 2:3 for option 2 at 3:1")
        found[int(match[1]) - 1] = Fraction(match[2])
    return found
