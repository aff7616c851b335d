"""The result of a draw as a file, so that it can be pinned up beside what it came from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from folkmoot.lots.drawing import Outcome
from folkmoot.lots.void import Void

FORMAT = "folkmoot/draw-result/v1"

_parts = re.compile(
    rb"folkmoot/draw-result/v1\n"
    rb"announcement (?P<announcement>[0-9a-f]{64})\n"
    rb"seed (?P<seed>[0-9a-f]{64})\n"
    rb"ranking (?P<ranking>[0-9a-f]{64})\n"
    rb"(?P<seats>(?:seat [0-9a-f]{64}\n)+)"
    rb"(?P<reserves>(?:reserve [0-9a-f]{64}\n)*)"
).fullmatch


class BadResult(Void):
    """The bytes are not a result, or not that of this draw."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was drawn, with the digest of the announcement in hex and the seed (32 bytes) that drew it."""

    announcement: str
    seed: bytes
    outcome: Outcome

    def encode(self) -> bytes:
        """Return the file: lines of ASCII, each ended by LF."""
        lines = [
            FORMAT,
            f"announcement {self.announcement}",
            f"seed {self.seed.hex()}",
            f"ranking {self.outcome.ranking_digest}",
            *(f"seat {each.hex()}" for each in self.outcome.seats),
            *(f"reserve {each.hex()}" for each in self.outcome.reserves),
        ]
        return "".join(f"{line}\n" for line in lines).encode()

    @classmethod
    def decode(cls, data: bytes) -> "Result":
        """Read the file. Raises BadResult on any spelling that `encode` would not have written."""
        found = _parts(data)
        if found is None:
            raise BadResult("the lines of the result are not those of the format, in its order")
        seats, reserves = (
            tuple(bytes.fromhex(line.split(" ")[1]) for line in found[part].decode().splitlines())
            for part in ("seats", "reserves")
        )
        if len({*seats, *reserves}) != len(seats) + len(reserves):
            raise BadResult("a handle stands in the result twice")
        outcome = Outcome(seats, reserves, found["ranking"].decode())
        return cls(found["announcement"].decode(), bytes.fromhex(found["seed"].decode()), outcome)

    def check(self, claimed: "Result") -> None:
        """Hold a claimed result against this one, drawn again. Raises BadResult, which names what differs."""
        if claimed.announcement != self.announcement:
            raise BadResult("the result is of another announcement")
        if claimed.seed != self.seed:
            raise BadResult("the seed of the result is not the one that its sources make")
        _same("seat", self.outcome.seats, claimed.outcome.seats)
        _same("reserve", self.outcome.reserves, claimed.outcome.reserves)
        if claimed.outcome.ranking_digest != self.outcome.ranking_digest:
            raise BadResult("the ranking of the result is not the one that its seed gives")


def _same(word: str, drawn: Sequence[bytes], said: Sequence[bytes]) -> None:
    if len(drawn) != len(said):
        raise BadResult(f"the draw gives {len(drawn)} times a {word}, and the result names {len(said)}")
    for place, (one, other) in enumerate(zip(drawn, said, strict=True), start=1):
        if one != other:
            raise BadResult(f"{word} {place} was drawn {one.hex()}, and is {other.hex()} in the result")
