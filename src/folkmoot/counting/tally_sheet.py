"""Tally sheets as the Debian project publishes them.

A line `V: 12-3` is one ballot: after the colon and one space, one character for each option in order, the
rank given to it (1 to 9), `-` for unranked. A word may follow (the hash of a secret ballot). Every line that
does not begin with `V:` is prose and is passed over.
"""

from folkmoot.counting.pairwise import Ranks
from folkmoot.counting.refusals import BadBallots

_RANKS = frozenset("123456789-")


def read(text: str) -> tuple[Ranks, ...]:
    """The ballots of a tally sheet, in its order; 0 is unranked.

    Raises:
        BadBallots: a ballot has a character that is no rank, a length unlike the first, or more than one word
            after it (the message names the line); or there is no ballot at all.
    """
    ballots: list[Ranks] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.startswith("V:"):
            continue
        ranks = _ballot(number, line)
        if ballots and len(ranks) != len(ballots[0]):
            raise BadBallots(f"line {number} ranks {len(ranks)} options, the first ballot {len(ballots[0])}.")
        ballots.append(ranks)
    if not ballots:
        raise BadBallots('there is no ballot: no line begins with "V:".')
    return tuple(ballots)


def _ballot(number: int, line: str) -> Ranks:
    words = line.removeprefix("V:").split()
    if not words:
        raise BadBallots(f"line {number} is a ballot without ranks.")
    if len(words) > 2:
        raise BadBallots(
            f"line {number} has {len(words)} words after V:; a ballot is one word, and a hash may follow."
        )
    for place, character in enumerate(words[0], start=1):
        if character not in _RANKS:
            raise BadBallots(
                f"line {number} gives option {place} the rank {character!r}; a rank is 1 to 9, or - for none."
            )
    return tuple(0 if character == "-" else int(character) for character in words[0])
