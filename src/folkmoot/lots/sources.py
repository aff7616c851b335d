"""What makes the seed: contributions, and one source from outside in its one spelling."""

import hashlib
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass

from folkmoot.lots import beacon
from folkmoot.lots.announcement import FORMAT, Announcement
from folkmoot.lots.contributions import SECRET, BadContribution
from folkmoot.lots.void import Void

DICE = 24
"""Throws of a die: 6^24 is more than 2^60. Always this many, so that nobody stops when it suits."""
FEWEST_NUMBERS = 18
"""Numbers of a lottery: three draws of 6 out of 49 have more than 2^60 outcomes."""
MOST_NUMBERS = 100

_are_dice = re.compile(rb"[1-6]{24}").fullmatch
_are_numbers = re.compile(rb"(?:(?:0|[1-9][0-9]{0,3})/){18,100}").fullmatch


class BadSource(Void):
    """The source is not one that was announced, or not in its one spelling."""


@dataclass(frozen=True, slots=True)
class Source:
    """What came from outside. `kind` is drand, dice or lottery; `value` the bytes that go into the seed.

    For drand the 48 bytes of the signature; for dice 24 figures from 1 to 6 in ASCII, in the order thrown;
    for a lottery its numbers in figures, each closed by `/`, as the announcement says.
    """

    kind: str
    value: bytes

    def line(self) -> str:
        """Return the source as a line of text: its kind, a blank, and its value (in hex for drand)."""
        return f"{self.kind} {self.value.hex() if self.kind == 'drand' else self.value.decode()}\n"

    @classmethod
    def parse(cls, data: bytes) -> "Source":
        """Read the line of a source. Raises BadSource."""
        kind, _, value = data.removesuffix(b"\n").decode("latin-1").partition(" ")
        try:
            source = cls(kind, bytes.fromhex(value) if kind == "drand" else value.encode("latin-1"))
            if source.line().encode() == data:
                return source
        except ValueError:
            pass
        raise BadSource("a source is one line: drand and a signature in hex, dice and figures, or lottery")


def check_source(announcement: Announcement, source: Source) -> None:
    """Refuse a source that is not the announced one nor its fallback, or not in its one spelling.

    Raises BadSource, and BadBeacon for a signature that is not that of the announced round. Whether it was
    time to fall back is for the caller: see `Announcement.fallback_from`.
    """
    if not source.kind or source.kind not in (announcement.outside, announcement.fallback):
        raise BadSource(f"the source {source.kind} was not announced for this draw")
    if source.kind == "drand":
        beacon.verify(announcement.round, source.value)
    elif source.kind == "dice" and not _are_dice(source.value):
        raise BadSource(f"dice are {DICE} figures from 1 to 6, in the order in which they were thrown")
    elif source.kind == "lottery" and not _are_numbers(source.value):
        raise BadSource(
            f"a lottery is {FEWEST_NUMBERS} to {MOST_NUMBERS} numbers below 10000, each closed by a /"
        )


def seed(announcement: Announcement, contributions: Sequence[bytes], source: Source) -> bytes:
    """Return the 32 bytes that rank the pool. Raises BadContribution, BadSource, BadBeacon.

    SHA-256(the format and LF, digest of the announcement, and for each revealed contribution in the order of
    commitments, then for the outside source: its length as 4 bytes big-endian, its bytes).
    """
    if contributions and not announcement.contributed:
        raise BadContribution("no contributions were announced for this draw")
    if any(len(each) != SECRET for each in contributions) or len(set(contributions)) != len(contributions):
        raise BadContribution("a contribution is a secret of 32 random bytes, and counts once")
    check_source(announcement, source)
    digest = hashlib.sha256(f"{FORMAT}\n".encode() + bytes.fromhex(announcement.digest))
    for part in (*contributions, source.value):
        digest.update(struct.pack(">I", len(part)) + part)
    return digest.digest()
