"""Tally sheets as the Debian project publishes them.

A line `V: 12-3` is one ballot: after the colon and white space, one character for each option in order, the
rank given to it (1 to 9), `-` for unranked. What follows after more white space is passed over: the hash of a
secret ballot, or the login and the name of an open vote. Every line that does not begin with `V:` is prose.
"""

import re

from folkmoot.counting.pairwise import Ranks
from folkmoot.counting.reading import at

_RANKS = frozenset("123456789-")
_BALLOT = re.compile(r"^V:[ \t]*(\S*)([^\n]*)", re.MULTILINE)
_MORE_RANKS = re.compile(r"(?<!\S)[1-9-]+(?!\S)")


def read(text: str) -> tuple[Ranks, ...]:
    """The ballots of a tally sheet, in its order; 0 is unranked.

    Raises:
        Misread: a ballot has a character that is no rank, a length unlike the first, or ranks parted by
            blanks; or there is no ballot at all; with line and column.
    """
    ballots: list[Ranks] = []
    for line in _BALLOT.finditer(text):
        ranks = _ranks(text, line.start(1), line[1])
        if more := _MORE_RANKS.search(line[2]):
            raise at(text, line.start(2) + more.start(), "the ranks of a ballot are one word.")
        if ballots and len(ranks) != len(ballots[0]):
            says = f"this ranks {len(ranks)} options, the first ballot {len(ballots[0])}."
            raise at(text, line.start(1), says)
        ballots.append(ranks)
    if not ballots:
        raise at(text, len(text), 'there is no ballot: no line begins with "V:".')
    return tuple(ballots)


def _ranks(text: str, offset: int, word: str) -> Ranks:
    if not word:
        raise at(text, offset, "this is a ballot without ranks.")
    for place, character in enumerate(word):
        if character not in _RANKS:
            says = f"option {place + 1} has the rank {character!r}; a rank is 1 to 9, or - for none."
            raise at(text, offset + place, says)
    return tuple(0 if character == "-" else int(character) for character in word)
