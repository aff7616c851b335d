"""The short way through a BLT file of whole papers that shows no sign of a dialect before its names.

It gives what the careful reader gives, or nothing: at the first odd token the careful reader begins anew, so
that every refusal has its line and column.
"""

import re
from collections.abc import Mapping

from folkmoot.counting.blt_names import read_names
from folkmoot.counting.contest import Contest, Ranking
from folkmoot.counting.papers import Engine
from folkmoot.counting.refusals import BadBallots

LONG = 300_000
"""Characters of ballots from which on numpy is worth its start."""
HEAVY = 10**15
"""A weight that the careful reader refuses."""
_HEAD = re.compile(r"(\d{1,6}) (\d{1,6})\n((?:-\d{1,6}(?: |(?=\n)))*)\n?(?=\d)", re.ASCII)


def read_plain(text: str, engine: Engine) -> tuple[Contest, tuple[str, ...]] | None:
    """The contest, and notes on its names; or None where the careful reader is needed.

    Raises Misread for the names alone.
    """
    head, end = _HEAD.match(text), text.find("\n0\n")
    if not head or end < head.end():
        return None
    body = text[head.end() : end + 1].encode("ascii", "replace")
    candidates, seats = int(head[1]), int(head[2])
    withdrawn = frozenset(-int(each) for each in head[3].split())
    if body.translate(None, b"0123456789 \n") or not candidates or not seats:
        return None
    if not withdrawn <= set(range(1, candidates + 1)):
        return None
    papers = _papers(body, candidates, engine)
    if papers is None:
        return None
    names = read_names(text, end + 2, candidates)
    return Contest(names.names, seats, papers, withdrawn, names.title), names.notes


def _papers(body: bytes, candidates: int, engine: Engine) -> Mapping[Ranking, int] | None:
    if engine == "numpy" or (engine == "auto" and len(body) >= LONG):
        try:
            return _columns(body, candidates)
        except ImportError:
            if engine == "numpy":
                raise
    return _grouped(body, candidates)


def _columns(body: bytes, candidates: int) -> Mapping[Ranking, int] | None:
    """With numpy. Each line ends with a 0, and there are as many of them as lines: none is elsewhere."""
    import numpy as np

    from folkmoot.counting.columns import from_tokens

    lines = body.count(b"\n")
    if body.count(b" 0\n") != lines:
        return None
    tokens = np.fromstring(body, dtype=np.int64, sep=" ")
    if len(tokens) - np.count_nonzero(tokens) != lines or int(tokens.max(initial=0)) >= HEAVY:
        return None
    try:
        return from_tokens(tokens, candidates)
    except BadBallots:
        return None


def _grouped(body: bytes, candidates: int) -> dict[Ranking, int] | None:
    papers: dict[Ranking, int] = {}
    known, longest = frozenset(range(1, candidates + 1)), 8 * candidates + 24
    for line in body.split(b"\n")[:-1]:
        if len(line) > longest or not line:
            return None
        times, *preferences = map(int, line.split()) if line.strip() else (0,)
        ranking = tuple(preferences[:-1])
        if not preferences or preferences[-1] or not 0 < times < HEAVY:
            return None
        if ranking in papers:
            times += papers[ranking]
        elif len(set(ranking)) < len(ranking) or not known.issuperset(ranking):
            return None
        papers[ranking] = times
    return papers
