"""Draws for the tests: a small pool, its files, and the round of the beacon that is published everywhere."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from folkmoot.lots.announcement import Announcement, Quota, round_for
from folkmoot.lots.contributions import commit, encode_lines, revealed
from folkmoot.lots.drawing import draw
from folkmoot.lots.handles import digest, encode_handles, encode_strata, handle
from folkmoot.lots.result import Result
from folkmoot.lots.sources import Source, seed

CASE = "discipline/12"
CLOSES = 1692803367 + 999 * 3 - 24 * 3600 - 600
"""A close after which round 1000 is the first that counts, where there are contributions."""
ROUND_1000 = bytes.fromhex(
    "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"
)
RANDOMNESS_1000 = "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd"
DICE = Source("dice", b"436152264315523614624351")
DRAND = Source("drand", ROUND_1000)
LOTTERY = Source("lottery", b"3/17/22/34/41/49/1/8/19/20/33/45/5/6/12/28/37/40/")
LOTTERY_SAYS = "main numbers of the three draws from 2 January 2027 on, each ascending"


def secret(number: int) -> bytes:
    return hashlib.sha256(b"secret %d" % number).digest()


def people(count: int, case: str = CASE) -> list[bytes]:
    """Handles of so many people, in no order."""
    return [handle(case, hashlib.sha256(b"salt %d" % number).digest()) for number in range(count)]


@dataclass
class World:
    """A draw with everything that it leaves behind."""

    pool: list[bytes] = field(default_factory=lambda: people(20))
    seats: int = 3
    quotas: tuple[Quota, ...] = ()
    names: Sequence[str] = ("north", "south")
    sources: tuple[str, ...] = ("contributions", "drand")
    fallback: str = "dice"
    source: Source = DRAND
    committed: int = 3
    silent: tuple[int, ...] = (1,)
    closes: int = CLOSES
    lottery: str = ""

    @property
    def strata(self) -> dict[bytes, str] | None:
        if not self.quotas:
            return None
        return {each: self.names[place % len(self.names)] for place, each in enumerate(self.pool)}

    @property
    def announcement(self) -> Announcement:
        return Announcement(
            case=CASE,
            seats=self.seats,
            reserves=min(2 * self.seats, len(self.pool) - self.seats),
            pool=len(self.pool),
            handles_digest=digest(encode_handles(self.pool)),
            quotas=self.quotas,
            strata_digest=digest(encode_strata(self.strata)) if self.strata else "",
            sources=self.sources,
            fallback=self.fallback,
            closes=self.closes,
            round=round_for(self.closes, self.sources),
            lottery=self.lottery,
        )

    @property
    def commits(self) -> list[str]:
        return [commit(secret(number)) for number in range(self.committed)]

    @property
    def reveals(self) -> list[bytes]:
        return [secret(number) for number in range(self.committed) if number not in self.silent]

    @property
    def seed(self) -> bytes:
        secrets = revealed(self.commits, self.reveals) if "contributions" in self.sources else ()
        return seed(self.announcement, secrets, self.source)

    @property
    def result(self) -> Result:
        outcome = draw(self.announcement, self.pool, self.seed, self.strata)
        return Result(self.announcement.digest, self.seed, outcome)

    @property
    def files(self) -> dict[str, bytes]:
        found = {
            "announcement": self.announcement.encode(),
            "handles": encode_handles(self.pool),
            "source": self.source.line().encode(),
            "result": self.result.encode(),
        }
        if self.strata:
            found["strata"] = encode_strata(self.strata)
        if "contributions" in self.sources:
            found["commits"] = encode_lines(self.commits)
            found["reveals"] = encode_lines(each.hex() for each in self.reveals)
        return found


PLAIN = World()
BY_QUOTA = World(quotas=(Quota("north", 1, 2), Quota("south", 1, 2)))
IN_A_HALL = World(sources=("dice",), fallback="", source=DICE)
BY_FALLBACK = World(source=DICE)
BY_LOTTERY = World(
    sources=("contributions", "lottery"), fallback="dice", source=LOTTERY, lottery=LOTTERY_SAYS, silent=()
)
ALL = {
    "plain": PLAIN,
    "quota": BY_QUOTA,
    "hall": IN_A_HALL,
    "fallback": BY_FALLBACK,
    "lottery": BY_LOTTERY,
}
