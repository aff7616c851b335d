"""The announcement of a draw: a short text that says all that is fixed before anybody can know the seed.

The seed hangs on this text and on nothing around it, so that a draw can be held and checked without a record
(docs/decisions/0014-what-a-draw-hangs-on.md).
"""

import hashlib
import re
from dataclasses import dataclass
from itertools import pairwise

from folkmoot.lots import beacon
from folkmoot.lots.handles import is_case, is_digest, is_stratum
from folkmoot.lots.void import Void

FORMAT = "folkmoot/draw/v1"
CONTRIBUTIONS = "contributions"
OUTSIDE = ("drand", "dice", "lottery")
"""Sources that come from outside the group. One of them closes every seed."""
FALLBACKS = {"drand": ("", "dice", "lottery"), "dice": ("",), "lottery": ("", "dice")}
"""What may stand in for a source that cannot be had. Dice can always be rolled."""
REVEAL = 24 * 3600
"""Seconds after the close in which contributions are revealed."""
MARGIN = 10 * 60
"""Seconds from the last reveal to the round of the beacon, so that no clock is ahead of it."""
PATIENCE = 72 * 3600
"""Seconds after which a source that cannot be had is given up for the fallback."""
LARGEST = 2**53 - 1
LARGEST_POOL = 10**7
LONGEST_LOTTERY = 200

_is_decimal = re.compile(r"0|[1-9][0-9]{0,15}").fullmatch
_is_line = re.compile(r"[!-~]+(?: [!-~]+)*").fullmatch


class BadAnnouncement(Void):
    """The text is not an announcement, or announces what no draw can keep."""


@dataclass(frozen=True, slots=True)
class Quota:
    """At least `least` and at most `most` of those who sit come from this stratum."""

    stratum: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is drawn, from whom, and what will make the seed. Raises BadAnnouncement when made.

    Digests are SHA-256 in hex, of the handles file and of the strata file ("" without quotas). `sources` are
    in order: contributions or not, then one from outside. `closes` is POSIX seconds; `round` is 0 without
    drand. `lottery` says in words which numbers of which draws count, "" where no lottery may be used.
    """

    case: str
    seats: int
    reserves: int
    pool: int
    handles_digest: str
    quotas: tuple[Quota, ...]
    strata_digest: str
    sources: tuple[str, ...]
    fallback: str
    closes: int
    round: int
    lottery: str = ""

    def __post_init__(self) -> None:
        _check_numbers(self)
        _check_quotas(self)
        _check_sources(self)

    @property
    def outside(self) -> str:
        """The source from outside that closes the seed."""
        return self.sources[-1]

    @property
    def contributed(self) -> bool:
        """Whether members contribute to the seed."""
        return self.sources[0] == CONTRIBUTIONS

    @property
    def ready(self) -> int:
        """The time before which the outside source must not be known, POSIX seconds."""
        return settled(self.closes, self.sources)

    @property
    def fallback_from(self) -> int:
        """The time from which the fallback may be used if the source cannot be had, POSIX seconds."""
        due = beacon.time_of(self.round) if self.outside == "drand" else self.ready
        return due + PATIENCE

    @property
    def digest(self) -> str:
        """The SHA-256 of the text in hex."""
        return hashlib.sha256(self.encode()).hexdigest()

    def encode(self) -> bytes:
        """Return the text, ASCII lines ended by LF; what is empty has no line."""
        lines = [
            FORMAT,
            f"case {self.case}",
            f"seats {self.seats}",
            f"reserves {self.reserves}",
            f"pool {self.pool}",
            f"handles {self.handles_digest}",
            *(f"quota {quota.stratum} {quota.least} {quota.most}" for quota in self.quotas),
            *([f"strata {self.strata_digest}"] if self.quotas else []),
            *(f"source {source}" for source in self.sources),
            *([f"fallback {self.fallback}"] if self.fallback else []),
            *([f"lottery {self.lottery}"] if self.lottery else []),
            f"closes {self.closes}",
            *([f"round {self.round}"] if self.round else []),
        ]
        return "".join(line + "\n" for line in lines).encode()

    @classmethod
    def decode(cls, data: bytes) -> "Announcement":
        """Read the text. Raises BadAnnouncement on any spelling that `encode` would not have written."""
        try:
            first, *lines = data.decode("ascii").split("\n")
        except UnicodeDecodeError:
            raise BadAnnouncement("the announcement is not ASCII") from None
        if first != FORMAT:
            raise BadAnnouncement(f"the first line of the announcement is not {FORMAT}")
        found: dict[str, list[str]] = {}
        for line in lines:
            name, _, value = line.partition(" ")
            found.setdefault(name, []).append(value)
        announcement = cls(
            case=_one(found, "case"),
            seats=_number(_one(found, "seats")),
            reserves=_number(_one(found, "reserves")),
            pool=_number(_one(found, "pool")),
            handles_digest=_one(found, "handles"),
            quotas=tuple(_quota(value) for value in found.get("quota", [])),
            strata_digest=_one(found, "strata", ""),
            sources=tuple(found.get("source", [])),
            fallback=_one(found, "fallback", ""),
            closes=_number(_one(found, "closes")),
            round=_number(_one(found, "round", "0")),
            lottery=_one(found, "lottery", ""),
        )
        if announcement.encode() != data:
            raise BadAnnouncement("the lines of the announcement are not those of the format, in its order")
        return announcement


def settled(closes: int, sources: tuple[str, ...]) -> int:
    """Return when all that members can do to a seed is done: the close, the reveals, and ten minutes."""
    return closes + (REVEAL if CONTRIBUTIONS in sources else 0) + MARGIN


def round_for(closes: int, sources: tuple[str, ...]) -> int:
    """Return the round to announce for a draw that closes at this time: 0 without drand."""
    return beacon.first_round_after(settled(closes, sources)) if "drand" in sources else 0


def _check_numbers(said: Announcement) -> None:
    if not is_case(said.case):
        raise BadAnnouncement(
            "a case is named by up to 200 printable ASCII characters, with single blanks inside"
        )
    if not 1 <= said.seats <= said.pool <= LARGEST_POOL:
        raise BadAnnouncement("there is at least one seat, and no more seats than people in the pool")
    if not min(2 * said.seats, said.pool - said.seats) <= said.reserves <= said.pool - said.seats:
        raise BadAnnouncement("the reserves are at least two for each seat, or all who are left in the pool")
    if not is_digest(said.handles_digest):
        raise BadAnnouncement("the handles are named by a SHA-256 in lower-case hex")
    if not 0 <= said.closes <= LARGEST:
        raise BadAnnouncement("the close is a time in POSIX seconds")


def _check_quotas(said: Announcement) -> None:
    for quota in said.quotas:
        if not is_stratum(quota.stratum):
            raise BadAnnouncement("a stratum is named by up to 60 small letters, figures and single hyphens")
        if not 0 <= quota.least <= quota.most <= said.seats or quota.most == 0:
            raise BadAnnouncement(
                f"the quota of {quota.stratum} is not a least and a most, within the seats and the most not 0"
            )
    if any(earlier.stratum >= later.stratum for earlier, later in pairwise(said.quotas)):
        raise BadAnnouncement("the quotas are not in the order of their strata, each once")
    if sum(quota.least for quota in said.quotas) > said.seats:
        raise BadAnnouncement(f"the quotas together ask for more than the {said.seats} seats")
    if not is_digest(said.strata_digest) if said.quotas else said.strata_digest:
        raise BadAnnouncement("the strata are named by a SHA-256 where there are quotas, and only there")


def _check_sources(said: Announcement) -> None:
    if said.sources[-1:] not in {(outside,) for outside in OUTSIDE} or said.sources[:-1] not in (
        (),
        (CONTRIBUTIONS,),
    ):
        raise BadAnnouncement(
            "the sources are one from outside (drand, dice or lottery), after contributions or alone"
        )
    if said.fallback not in FALLBACKS[said.outside]:
        raise BadAnnouncement(
            "the fallback is dice or a lottery for drand, dice for a lottery, none for dice"
        )
    if bool(said.lottery) != ("lottery" in (said.outside, said.fallback)):
        raise BadAnnouncement("which lottery counts is said where a lottery may be used, and only there")
    if said.lottery and (len(said.lottery) > LONGEST_LOTTERY or not _is_line(said.lottery)):
        raise BadAnnouncement("the lottery is named in one line of up to 200 printable ASCII characters")
    due = round_for(said.closes, said.sources)
    if said.round != due:
        raise BadAnnouncement(f"the round is not {due}, which follows from this close and these sources")


def _one(found: dict[str, list[str]], name: str, absent: str | None = None) -> str:
    values = found.get(name, [] if absent is None else [absent])
    if len(values) != 1:
        raise BadAnnouncement(f"the announcement has not one line that says {name}")
    return values[0]


def _number(text: str) -> int:
    if not _is_decimal(text):
        raise BadAnnouncement("a number of the announcement is not written in plain figures")
    return int(text)


def _quota(text: str) -> Quota:
    parts = text.split(" ")
    if len(parts) != 3:
        raise BadAnnouncement("a quota is not a stratum, a least and a most")
    return Quota(parts[0], _number(parts[1]), _number(parts[2]))
