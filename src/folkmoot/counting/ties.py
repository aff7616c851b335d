"""Ties: a lot that somebody has drawn, handed in; the counting room draws none.

A lot is the whole order of the candidates, first the one whom it favours, used or not: ties for election and
for the larger surplus go to the first of the tied in it, ties for exclusion take the last.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from folkmoot.counting.refusals import BadCount

Lot = tuple[int, ...]
NO_LOT: Lot = ()


class TieNeedsLot(BadCount):
    """The rule leaves a choice among the tied to the lot, and none was handed in; `over` says what for."""

    def __init__(self, among: Sequence[int], over: str) -> None:
        super().__init__(f"candidates {', '.join(map(str, among))} are tied for {over}: a lot is needed.")
        self.among, self.over = tuple(among), over


def lot_from(draw: bytes, contest: str, ballots_digest: str, ids: Sequence[str]) -> Lot:
    """The lot that a public draw gives: candidate n has the id at index n - 1.

    A candidate's key is the SHA-256 of the draw, the contest's id, the digest of the canonical ballot
    file and the candidate's id, each followed by a line feed; the smaller the key, the higher the candidate.
    """
    head = b"\n".join((draw, contest.encode(), ballots_digest.encode(), b""))
    keys = [sha256(head + each.encode() + b"\n").digest() for each in ids]
    return tuple(sorted(range(1, len(ids) + 1), key=lambda number: keys[number - 1]))


def favoured(lot: Lot, tied: Iterable[int], over: str) -> int:
    """The tied candidate whom the lot favours. Raises `TieNeedsLot` without one."""
    among = sorted(tied)
    if not set(among) <= set(lot):
        raise TieNeedsLot(among, over)
    return min(among, key=lot.index)


def unfavoured(lot: Lot, tied: Iterable[int], over: str) -> int:
    """The tied candidate whom the lot places last. Raises `TieNeedsLot` without one."""
    among = sorted(tied)
    if not set(among) <= set(lot):
        raise TieNeedsLot(among, over)
    return max(among, key=lot.index)
