"""Word by word, what was left out and what was put in between two versions of a text."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from folkmoot.rulebook.marks import MARK, plain

MOST = 4_000_000
"""Pairs of words beyond which a text is shown as wholly replaced: comparing takes time in their product."""

# Marked words are one token, so that "14 days" becomes "21 days" and not "14" becomes "21".
_TOKEN = re.compile(rf"{MARK.pattern}|\w(?:[\w'’-]*\w)?|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text: `kind` is "same", "out" or "in"."""

    kind: str
    text: str


def stretches(old: str, new: str) -> tuple[Stretch, ...]:
    """The way from `old` to `new`, both with marks, as members read it; an "out" stands before its "in".

    Joined without the "in"s the texts are the old one, without the "out"s the new one.
    """
    before, after = _tokens(old), _tokens(new)
    if len(before) * len(after) > MOST:
        return Stretch("out", plain(old)), Stretch("in", plain(new))
    found: list[list[str]] = [["", ""]]  # by turns: [same, same], [out, in], [same, same], ...
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        out, into = "".join(before[a:b]), "".join(after[c:d])
        changing = len(found) % 2 == 0
        if tag == "equal" and (changing and not out.strip()):
            # A lone space between two changes belongs to both.
            found[-1][0] += out
            found[-1][1] += into
        elif tag == "equal":
            _extend(found, out, into, changed=False)
        else:
            _extend(found, out, into, changed=True)
    return tuple(_listed(found))


def _extend(found: list[list[str]], out: str, into: str, *, changed: bool) -> None:
    if (len(found) % 2 == 0) != changed:
        found.append(["", ""])
    found[-1][0] += out
    found[-1][1] += into


def _listed(found: list[list[str]]) -> list[Stretch]:
    listed: list[Stretch] = []
    for at, (out, into) in enumerate(found):
        if at % 2 == 0:
            listed += [Stretch("same", out)] if out else []
            continue
        # White space that both texts end with did not change; elsewhere the matcher has seen to it.
        common = len(out) - len(out.rstrip()) if out[len(out.rstrip()) :] == into[len(into.rstrip()) :] else 0
        tail = out[len(out) - common :]
        listed += [Stretch("out", out[: len(out) - common])] if out[: len(out) - common] else []
        listed += [Stretch("in", into[: len(into) - common])] if into[: len(into) - common] else []
        listed += [Stretch("same", tail)] if tail else []
    return listed


def _tokens(text: str) -> list[str]:
    return [plain(match[0]) for match in _TOKEN.finditer(text)]
