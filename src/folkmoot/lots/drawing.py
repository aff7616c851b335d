"""The draw itself: the pool ranked by the seed, the seats taken from the top, the reserves after them."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from folkmoot.lots.announcement import Announcement, Quota
from folkmoot.lots.handles import BadPool, digest
from folkmoot.lots.void import Void


class QuotasUnmet(Void):
    """No choice of people from this pool meets the quotas. The line says which, in words."""


class NoReserve(Void):
    """Nobody is left who may take the empty seat."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who sits, in the order in which they were taken; who stands by, in the order of the ranking.

    `ranking_digest` is the SHA-256 of the whole ranking as a file: handles in hex, one a line, LF.
    """

    seats: tuple[bytes, ...]
    reserves: tuple[bytes, ...]
    ranking_digest: str


def rank(handles: Iterable[bytes], seed: bytes) -> list[bytes]:
    """Return the handles in the order of SHA-256(seed, one zero byte, handle), ascending."""
    start, sha256 = seed + b"\x00", hashlib.sha256
    return sorted(handles, key=lambda each: sha256(start + each).digest())


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
    ranking = rank(pool, seed)
    most = announcement.seats
    seats = ranking[:most] if strata is None else _walk(announcement.quotas, most, ranking, strata)
    seated = set(seats)
    rest = (each for each in ranking if each not in seated)
    return Outcome(tuple(seats), tuple(islice(rest, announcement.reserves)), digest(_lines(ranking)))


def cannot_be_met(quotas: Sequence[Quota], seats: int, strata: Mapping[bytes, str]) -> str:
    """Say in words which quotas no choice from this pool can meet; "" where all can be met together."""
    there = Counter(strata.values())
    if sum(quota.least for quota in quotas) > seats:
        return f"the quotas together ask for more than the {seats} seats"
    for quota in quotas:
        if there[quota.stratum] < quota.least:
            holds = f"the pool holds {there[quota.stratum]}"
            return f"the quota of {quota.stratum} asks for at least {quota.least}, and {holds}"
    room = sum(min(quota.most, there[quota.stratum]) for quota in quotas)
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


def _walk(
    quotas: Sequence[Quota], most: int, ranking: Sequence[bytes], strata: Mapping[bytes, str]
) -> list[bytes]:
    """Take each candidate in turn with whom the quotas can still be met.

    They can be met at the outset. They still can after taking somebody from a stratum that is owed a seat, or
    from one with room while fewer seats are owed than are left; and never after taking anybody else.
    """
    room = {quota.stratum: quota.most for quota in quotas}
    owed = {quota.stratum: quota.least for quota in quotas}
    spare = most - sum(owed.values())
    seats: list[bytes] = []
    for each in ranking:
        stratum = strata[each]
        if owed[stratum]:
            owed[stratum] -= 1
        elif spare and room[stratum]:
            spare -= 1
        else:
            continue
        room[stratum] -= 1
        seats.append(each)
    return seats


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
    if any(len(each) != 32 for each in pool) or len(set(pool)) != len(pool):
        raise BadPool("a handle has 32 bytes, and stands in the pool once")
    if len(pool) != announcement.pool:
        raise BadPool(f"the pool has {len(pool)} handles, and {announcement.pool} were announced")
    if digest(_lines(pool)) != announcement.handles_digest:
        raise BadPool("the handles are not those announced: somebody was added, left out or exchanged")


def _check_strata(announcement: Announcement, pool: Sequence[bytes], strata: Mapping[bytes, str]) -> None:
    unknown = set(strata.values()) - {quota.stratum for quota in announcement.quotas}
    if unknown:
        raise BadPool(f"no quota was announced for the stratum {min(unknown)}")
    if len(strata) != len(pool) or not all(each in strata for each in pool):
        raise BadPool("the strata do not name exactly those in the pool")
    lines = "".join([f"{each.hex()} {strata[each]}\n" for each in pool])
    if digest(lines.encode()) != announcement.strata_digest:
        raise BadPool("the strata are not those announced: somebody was moved to another")
    unmet = cannot_be_met(announcement.quotas, announcement.seats, strata)
    if unmet:
        raise QuotasUnmet(f"{unmet}; announce other quotas or a larger pool")


def _lines(handles: Sequence[bytes]) -> bytes:
    """The handles as a file: 64 figures of hex a line, each ended by LF."""
    return b"".join(handles).hex("\n", 32).encode() + b"\n"
