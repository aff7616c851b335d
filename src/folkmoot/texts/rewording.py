"""What somebody typed over the old words, as few edits that begin and end between words."""

from collections.abc import Iterator
from itertools import groupby

from folkmoot.texts.edits import Reword
from folkmoot.texts.letters import joins, leans
from folkmoot.texts.runs import WORD, runs

ONE_THOUGHT = 12
"""Blanks between the first and the last word that differ, up to which the change is one edit."""
CLOSE = 3
"""Changes with fewer unchanged words between them than these are one edit."""

Hunk = tuple[int, int, int, int]
"""A stretch of the old words, and the stretch of the new words in its place."""


def reworded(clause: str, field: str, old: str, new: str) -> tuple[Reword, ...]:
    """The edits by which a field that says `old` comes to say `new`, from left to right; none if it does."""
    if old == new:
        return ()
    lead = common_start(old, new)
    end, stop = len(old), len(new)
    tail = common_end(old[lead:], new[lead:])
    hunk = _snapped(old, new, (lead, end - tail, lead, stop - tail), 0, end)
    start, end, begin, stop = hunk
    if old.count(" ", start, end) <= ONE_THOUGHT and new.count(" ", begin, stop) <= ONE_THOUGHT:
        return (Reword(clause, field, start, end, old[start:end], new[begin:stop]),)
    return tuple(
        Reword(clause, field, i, j, old[i:j], new[x:y])
        for i, j, x, y in _joined(old, new, list(_hunks(old, new, hunk)))
    )


def common_start(a: str, b: str) -> int:
    """How many characters two texts have in common at their start."""
    least, most = 0, min(len(a), len(b))
    if a[:most] == b[:most]:
        return most
    while most - least > 1:
        middle = (least + most) // 2
        if a[least:middle] == b[least:middle]:
            least = middle
        else:
            most = middle
    return least


def common_end(a: str, b: str) -> int:
    """How many characters two texts have in common at their end."""
    least, most = 0, min(len(a), len(b))
    if not most or a[-most:] == b[-most:]:
        return most
    while most - least > 1:
        middle = (least + most) // 2
        if a[len(a) - middle : len(a) - least] == b[len(b) - middle : len(b) - least]:
            least = middle
        else:
            most = middle
    return least


def _snapped(old: str, new: str, hunk: Hunk, least: int, most: int) -> Hunk:
    """The stretches widened to whole words; what is added on either side is the same in both."""
    start, end, begin, stop = hunk
    while start > least and (_parts(old, start) or _parts(new, begin)):
        start, begin = start - 1, begin - 1
    while end < most and (_parts(old, end) or _parts(new, stop)):
        end, stop = end + 1, stop + 1
    if "{clause:" in old:
        for found in WORD.finditer(old):
            if found.start() < start < found.end() and found[0][0] == "{":
                start, begin = found.start(), begin - (start - found.start())
            if found.start() < end < found.end() and found[0][0] == "{":
                end, stop = found.end(), stop + found.end() - end
    return start, end, begin, stop


def _parts(text: str, at: int) -> bool:
    """Whether a cut here would part a word, or a letter from its accent."""
    if not 0 < at < len(text) or text[at] == " ":
        return False
    return joins(text[at]) and joins(text[at - 1]) or leans(text[at])


def _hunks(old: str, new: str, hunk: Hunk) -> Iterator[Hunk]:
    """The changes inside a long stretch, word by word."""
    start, end, begin, stop = hunk
    at, to = start, begin
    for kept, row in groupby(runs(old[start:end], new[begin:stop]), lambda run: run.kind == "same"):
        stretch = list(row)
        i, x = at, to
        at += sum(len(run.text) for run in stretch if run.kind != "in")
        to += sum(len(run.text) for run in stretch if run.kind != "out")
        if not kept:
            yield i, at, x, to


def _joined(old: str, new: str, hunks: list[Hunk]) -> list[Hunk]:
    """Each change in whole words, and those that nearly touch as one."""
    kept: list[Hunk] = []
    starts = [hunk[0] for hunk in hunks[1:]]
    for hunk, most in zip(hunks, [*starts, len(old)], strict=True):
        least = kept[-1][1] if kept else 0
        start, end, begin, stop = _snapped(old, new, hunk, least, most)
        if kept and len(WORD.findall(old, kept[-1][1], start)) < CLOSE:
            kept[-1] = (kept[-1][0], end, kept[-1][2], stop)
        else:
            kept.append((start, end, begin, stop))
    return kept
