"""Word by word, what was left out of a text and what was put in: the way from one wording to another.

Few words are marked, and time never grows with the product of the lengths: what two texts have in common at
both ends is set aside; the rest is Myers' shortest way as far as `BOUND` words, and beyond it is cut at words
that stand once in both. Texts without anything in common are shown as replaced.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

BOUND = 160
"""Words left out and put in, in one stretch, up to which the shortest way is looked for."""
DEPTH = 12
"""How often a stretch is cut into smaller ones."""
FEW = 3
"""Fewer kept words than these, between two changes that are no smaller, read as part of one change."""

WORD = re.compile(r"\{clause:[a-z0-9-]+\}|\w+(?:['’-]\w+)*|[^\w\s]")
"""A word, a reference to a clause, or a mark by itself."""

ENDS = frozenset(".;:!?")
"""Marks after which a sentence, or a part of one, begins."""

Block = tuple[int, int, int]
"""A stretch that both have: where it starts in the one and in the other, and how long it is."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text: `kind` is "same", "out" or "in"."""

    kind: str
    text: str


def runs(old: str, new: str) -> tuple[Run, ...]:
    """The way from `old` to `new`; an "out" stands before its "in".

    Joined without the "in"s the runs are `old`, without the "out"s `new`, to the last blank.
    """
    mine, theirs = spans(old), spans(new)
    words = [old[a:b] for a, b in mine], [new[a:b] for a, b in theirs]
    found: list[Run] = []
    at = to = 0
    for i, j, size in _readable(matches(*words), *words):
        for step in range(size):
            start, end = mine[i + step]
            there, beyond = theirs[j + step]
            found += _between(old[at:start], new[to:there])
            found.append(Run("same", old[start:end]))
            at, to = end, beyond
    return _joined([*found, *_between(old[at:], new[to:])])


def spans(text: str) -> list[tuple[int, int]]:
    """Where each word of a text starts and ends."""
    return [found.span() for found in WORD.finditer(text)]


def matches(a: Sequence[str], b: Sequence[str]) -> list[Block]:
    """The stretches that two lists of words have in common, in the order of both."""
    found: list[Block] = []
    waiting = [(0, len(a), 0, len(b), 0)]
    while waiting:
        i, end, j, stop, depth = waiting.pop()
        lead = i
        while i < end and j < stop and a[i] == b[j]:
            i, j = i + 1, j + 1
        if i > lead:
            found.append((lead, j - (i - lead), i - lead))
        tail = end
        while end > i and stop > j and a[end - 1] == b[stop - 1]:
            end, stop = end - 1, stop - 1
        if tail > end:
            found.append((end, stop, tail - end))
        if i == end or j == stop:
            continue
        short = _shortest(a[i:end], b[j:stop])
        if short is not None:
            found += [(i + x, j + y, size) for x, y, size in short]
        elif depth < DEPTH:
            cuts = [(i + x, j + y) for x, y in _anchors(a[i:end], b[j:stop])]
            found += [(x, y, 1) for x, y in cuts]
            edges = [(i - 1, j - 1), *cuts, (end, stop)]
            if cuts:
                waiting += [(x + 1, u, y + 1, v, depth + 1) for (x, y), (u, v) in pairwise(edges)]
    return _merged(sorted(found))


def _shortest(a: Sequence[str], b: Sequence[str]) -> list[Block] | None:
    """The blocks of a shortest way (Myers 1986), or None if it leaves out and puts in more than `BOUND`."""
    ours, theirs = Counter(a), Counter(b)
    if sum(((ours - theirs) | (theirs - ours)).values()) > BOUND:
        return None
    reach, trace = {1: 0}, []
    for d in range(BOUND + 1):
        trace.append(dict(reach))
        for k in range(-d, d + 1, 2):
            down = k == -d or (k != d and reach[k - 1] < reach[k + 1])
            x = reach[k + 1] if down else reach[k - 1] + 1
            while x < len(a) and x - k < len(b) and a[x] == b[x - k]:
                x += 1
            reach[k] = x
            if x >= len(a) and x - k >= len(b):
                return list(_walked(trace, len(a), len(b)))
    return None


def _walked(trace: list[dict[int, int]], x: int, y: int) -> Iterator[Block]:
    """The diagonals of the way that ends at x, y, from its end."""
    for d in range(len(trace) - 1, -1, -1):
        reach, k = trace[d], x - y
        down = k == -d or (k != d and reach[k - 1] < reach[k + 1])
        before = k + 1 if down else k - 1
        start = reach[before]
        turn = start if down else start + 1  # where the diagonal of this step begins
        if d == 0:
            turn = 0
        if x > turn:
            yield turn, turn - k, x - turn
        x, y = start, start - before


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Words that stand once in each, as many as keep the same order in both."""
    mine, theirs = Counter(a), Counter(b)
    where = {word: place for place, word in enumerate(b) if theirs[word] == 1}
    pairs = [(place, where[word]) for place, word in enumerate(a) if mine[word] == 1 and word in where]
    return [pairs[place] for place in rising([there for _, there in pairs])]


def rising(values: Sequence[int]) -> list[int]:
    """The places of a longest rising row among values of which none stands twice."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        length = bisect_left(ends, value)
        before.append(last[length - 1] if length else -1)
        if length == len(ends):
            ends.append(value)
            last.append(place)
        else:
            ends[length], last[length] = value, place
    row: list[int] = []
    place = last[-1] if last else -1
    while place >= 0:
        row.append(place)
        place = before[place]
    return row[::-1]


def _merged(blocks: list[Block]) -> list[Block]:
    kept: list[Block] = []
    for i, j, size in blocks:
        if kept and kept[-1][0] + kept[-1][2] == i and kept[-1][1] + kept[-1][2] == j:
            kept[-1] = (*kept[-1][:2], kept[-1][2] + size)
        else:
            kept.append((i, j, size))
    return kept


def _readable(blocks: list[Block], a: Sequence[str], b: Sequence[str]) -> list[Block]:
    """The same way as a person would mark it: no lone word kept amid changes, sentences put in whole."""
    kept: list[Block] = []
    for place, (i, j, size) in enumerate(blocks):
        up, over = (kept[-1][0] + kept[-1][2], kept[-1][1] + kept[-1][2]) if kept else (0, 0)
        before = max(i - up, j - over)
        down, under = blocks[place + 1][:2] if place + 1 < len(blocks) else (len(a), len(b))
        after = max(down - i - size, under - j - size)
        if size >= FEW or before < size or after < size:
            kept.append((i, j, size))
    return _slid(kept, a, b)


def _slid(blocks: list[Block], a: Sequence[str], b: Sequence[str]) -> list[Block]:
    """Move what was only put in, or only left out, back to the end of a sentence where its words allow it."""
    for place in range(len(blocks) - 1):
        (i, j, size), (x, y, more) = blocks[place : place + 2]
        up, over = i + size, j + size
        if x > up and y > over:
            continue
        words, start, end = (b, over, y) if x == up else (a, up, x)
        back = 0
        while (
            back < size
            and not _begins(words, start - back)
            and words[start - back - 1] == words[end - back - 1]
        ):
            back += 1
        if _begins(words, start - back):
            blocks[place], blocks[place + 1] = (i, j, size - back), (x - back, y - back, more + back)
    return [block for block in blocks if block[2]]


def _begins(words: Sequence[str], at: int) -> bool:
    """Whether a sentence, or the text, begins at this word."""
    return at == 0 or words[at - 1] in ENDS


def _between(old: str, new: str) -> list[Run]:
    """What stands between two words that were kept; a blank that both have at either end did not change."""
    if old == new:
        return [Run("same", old)]
    lead = 0
    while lead < min(len(old), len(new)) and old[lead] == new[lead] and old[lead].isspace():
        lead += 1
    tail = 0
    while (
        tail < min(len(old), len(new)) - lead
        and old[-1 - tail] == new[-1 - tail]
        and old[-1 - tail].isspace()
    ):
        tail += 1
    return [
        Run("same", old[:lead]),
        Run("out", old[lead : len(old) - tail]),
        Run("in", new[lead : len(new) - tail]),
        Run("same", old[len(old) - tail :]),
    ]


def _joined(found: list[Run]) -> tuple[Run, ...]:
    kept: list[list[str]] = []
    for run in found:
        if run.text and kept and kept[-1][0] == run.kind:
            kept[-1][1] += run.text
        elif run.text:
            kept.append([run.kind, run.text])
    return tuple(Run(kind, text) for kind, text in kept)
