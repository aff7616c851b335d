"""What `folkmoot count` is told in words: lots, quotas on the result, ratios."""

import re
from collections.abc import Sequence
from fractions import Fraction

from folkmoot.cli.trouble import Trouble
from folkmoot.counting.bounds import Bound, Bounds
from folkmoot.counting.ties import NO_LOT, Lot

_BOUND = re.compile(
    r"\s*(?P<group>[^:]+?)\s*:\s*(?P<members>\d{1,6}(?:\s*,\s*\d{1,6})*)"
    r"(?=\s+at)(?:\s+at least\s+(?P<least>\d{1,6}))?(?:(?:\s+and)?\s+at most\s+(?P<most>\d{1,6}))?\s*",
    re.ASCII,
)
_RATIO = re.compile(r"(\d{1,6}):(\d{1,6}(?:/\d{1,6}|\.\d{1,6})?)", re.ASCII)


def lot(text: str | None) -> Lot:
    """`3,1,2`. Raises Trouble."""
    if text is None:
        return NO_LOT
    words = [word.strip() for word in text.split(",")]
    if not all(re.fullmatch(r"[0-9]{1,6}", word) for word in words) or len(set(words)) < len(words):
        raise Trouble(
            f"{text!r} is no lot", "give each candidate's number once, the favoured first: --lot 3,1,2"
        )
    return tuple(map(int, words))


def hexadecimal(text: str) -> bytes:
    """Raises Trouble."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise Trouble(f"{text!r} is not in hexadecimal digits") from None


def bounds(texts: Sequence[str]) -> Bounds:
    """`women: 1,4,7 at least 4`. Raises Trouble."""
    found: list[Bound] = []
    for text in texts:
        match = _BOUND.fullmatch(text)
        if not match:
            raise Trouble(f"{text!r} is no quota on the result", 'give one as "women: 1,4,7 at least 4"')
        members = frozenset(int(each) for each in match["members"].split(","))
        most = None if match["most"] is None else int(match["most"])
        found.append(Bound(match["group"], members, int(match["least"] or 0), most))
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
