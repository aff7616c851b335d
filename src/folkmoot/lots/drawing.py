"""The draw itself: the pool ranked by the seed, the seats taken from the top, the reserves after them."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop
from itertools import chain, islice

from folkmoot.lots.announcement import Announcement, Quota
from folkmoot.lots.handles import BadPool, digest, handle_lines, strata_lines
from folkmoot.lots.void import Void


class QuotasUnmet(Void):
    """No choice of people from this pool meets the quotas. The line says which, in words."""


class NoReserve(Void):
    """Nobody is left who may take the empty seat."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who sits, in the order in which they were taken; who stands by, in the order of the ranking.

    `ranking_digest` pins the whole ranking: the SHA-256, in hex, of lot and handle of everybody (64 bytes
    each), in the order of the handles file.
    """

    seats: tuple[bytes, ...]
    reserves: tuple[bytes, ...]
    ranking_digest: str


def lot(seed: bytes, handle: bytes) -> bytes:
    """Return the lot of a handle, SHA-256(seed, one zero byte, handle). Those with the lowest lots sit."""
    return hashlib.sha256(seed + b"\x00" + handle).digest()


def rank(handles: Iterable[bytes], seed: bytes) -> list[bytes]:
    """Return the handles in the order of their lots, ascending."""
    return sorted(handles, key=lambda each: lot(seed, each))


def draw(
    announcement: Announcement,
    handles: Iterable[bytes],
    seed: bytes,
    strata: Mapping[bytes, str] | None = None,
) -> Outcome:
    """Return who was drawn. The order of `handles` does not matter.

    Raises BadPool if handles or strata are not those announced, QuotasUnmet if no draw can meet the quotas.
    """
    pool = sorted(handles)
    _check_pool(announcement, pool)
    if bool(announcement.quotas) != (strata is not None):
        raise BadPool("strata are given where quotas were announced, and only there")
    if strata is not None:
        _check_strata(announcement, pool, strata)
    start, sha256 = seed + b"\x00", hashlib.sha256  # `lot`, without a call for each of many
    entries = [sha256(start + each).digest() + each for each in pool]
    ranking_digest = digest(b"".join(entries))
    heapify(entries)  # sorts no further than is asked: most of a large pool is never looked at
    seats, reserves = _seated(announcement, (heappop(entries)[32:] for _ in pool), strata)
    return Outcome(tuple(seats), tuple(reserves), ranking_digest)


def cannot_be_met(quotas: Sequence[Quota], seats: int, there: Mapping[str, int]) -> str:
    """Say in words which quotas nobody can meet; "" where all can be met together.

    `there` is how many of each stratum the pool holds.
    """
    least = sum(quota.least for quota in quotas)
    if least > seats:
        return f"the quotas together ask for {least}, and there are {seats} seats"
    for quota in quotas:
        holds = there.get(quota.stratum, 0)
        if holds < quota.least:
            return f"the quota of {quota.stratum} asks for at least {quota.least}, and the pool holds {holds}"
    room = sum(min(quota.most, there.get(quota.stratum, 0)) for quota in quotas)
    if room < seats:
        return f"the quotas together let {room} sit, and there are {seats} seats"
    return ""


def sitting(
    outcome: Outcome,
    gone: Sequence[bytes],
    quotas: Sequence[Quota] = (),
    strata: Mapping[bytes, str] | None = None,
) -> tuple[bytes, ...]:
    """Return who sits after these have gone, in this order; each empty seat is filled before the next goes.

    `gone` holds whoever declined, was challenged or fell away, seated or reserve. With quotas (and strata) an
    empty seat goes to the first reserve with whom they are met. Raises NoReserve; BadPool for a stranger.
    """
    seats, waiting = list(outcome.seats), list(outcome.reserves)
    for each in gone:
        if each in waiting:
            waiting.remove(each)
        elif each in seats:
            seats.remove(each)
            seats.append(_first(waiting, seats, quotas, strata or {}))
            waiting.remove(seats[-1])
        else:
            raise BadPool(f"the handle {each.hex()} was not drawn, or has gone before")
    return tuple(seats)


def next_reserve(
    outcome: Outcome,
    gone: Sequence[bytes],
    quotas: Sequence[Quota] = (),
    strata: Mapping[bytes, str] | None = None,
) -> bytes:
    """Return the reserve who takes the seat of the last of `gone`. Raises NoReserve, BadPool.

    Arguments as in `sitting`. Nobody can steer who it is: it follows from the ranking and from who has gone.
    """
    if not gone or gone[-1] not in sitting(outcome, gone[:-1], quotas, strata):
        raise NoReserve("no seat is empty: whoever went last was not sitting")
    return sitting(outcome, gone, quotas, strata)[-1]


def _seated(
    announcement: Announcement, ranking: Iterator[bytes], strata: Mapping[bytes, str] | None
) -> tuple[list[bytes], list[bytes]]:
    """Walk the ranking. Take each candidate in turn with whom the quotas can still be met; the rest stand by.

    The quotas can be met at the outset. They still can after taking somebody from a stratum that is owed a
    seat, or from one with room while fewer seats are owed than are left; and never after taking anybody else.
    """
    of = strata or {}
    room = {"": announcement.seats} | {quota.stratum: quota.most for quota in announcement.quotas}
    owed = {"": 0} | {quota.stratum: quota.least for quota in announcement.quotas}
    spare = announcement.seats - sum(owed.values())
    seats: list[bytes] = []
    passed: list[bytes] = []
    while len(seats) < announcement.seats:
        each = next(ranking)
        stratum = of.get(each, "")
        if owed[stratum]:
            owed[stratum] -= 1
        elif spare and room[stratum]:
            spare -= 1
        else:
            passed.append(each)
            continue
        room[stratum] -= 1
        seats.append(each)
    return seats, list(islice(chain(passed, ranking), announcement.reserves))


def _first(
    waiting: Sequence[bytes], seats: Sequence[bytes], quotas: Sequence[Quota], strata: Mapping[bytes, str]
) -> bytes:
    for each in waiting:
        taken = Counter(strata.get(one) for one in (*seats, each))
        if all(quota.least <= taken[quota.stratum] <= quota.most for quota in quotas):
            return each
    whom = "no reserve is left with whom the quotas are met" if quotas else "no reserve is left"
    raise NoReserve(f"{whom}; announce a new draw for the empty seat")


def _check_pool(announcement: Announcement, pool: Sequence[bytes]) -> None:
    """The pool is sorted. What it must be: as many as announced, and of the digest that was announced."""
    if set(map(len, pool)) - {32} or len(set(pool)) != len(pool):
        raise BadPool("a handle has 32 bytes, and stands in the pool once")
    if len(pool) != announcement.pool:
        raise BadPool(f"the pool has {len(pool)} handles, and {announcement.pool} were announced")
    if digest(handle_lines(pool)) != announcement.handles_digest:
        raise BadPool("the handles are not those announced: somebody was added, left out or exchanged")


def _check_strata(announcement: Announcement, pool: Sequence[bytes], strata: Mapping[bytes, str]) -> None:
    column = [named for named in map(strata.get, pool) if named is not None]
    if not len(column) == len(strata) == len(pool):
        raise BadPool("the strata do not name exactly those in the pool")
    there = Counter(column)
    unknown = there.keys() - {quota.stratum for quota in announcement.quotas}
    if unknown:
        raise BadPool(f"no quota was announced for the stratum {min(unknown)}")
    if digest(strata_lines(column)) != announcement.strata_digest:
        raise BadPool("the strata are not those announced: somebody was moved to another")
    unmet = cannot_be_met(announcement.quotas, announcement.seats, there)
    if unmet:
        raise QuotasUnmet(f"{unmet}; announce other quotas or a larger pool")
