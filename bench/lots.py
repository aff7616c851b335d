"""Measure a draw by lot against the floor in the same run.

    python bench/lots.py [POOL]

Draw: the time to draw from a pool with 30 strata, files already read, over the time of the bare SHA-256 calls
that no ranking can do without, one a handle. Limit: 3. The draw checks on the way that pool and strata
are those announced and that the quotas can be met; then it gives everybody a lot, and seats the lowest.
The two sides take turns, so that a busy machine slows both; what is printed is a ratio of medians. Exits 1 if
the limit is missed.
"""

import hashlib
import statistics
import sys
import time
from collections.abc import Callable, Sequence

from folkmoot.lots.announcement import Announcement, Quota
from folkmoot.lots.drawing import draw
from folkmoot.lots.handles import decode_handles, decode_strata, digest, encode_handles, encode_strata, handle
from folkmoot.lots.sources import Source, seed

POOL = 50_000
STRATA = 30
SEATS = 150
ROUNDS = 15
LIMIT = 3.0


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare(handles: Sequence[bytes], seed: bytes) -> None:
    """Hash every handle behind the seed, and keep nothing."""
    sha256, start = hashlib.sha256, seed + b"\x00"
    for each in handles:
        sha256(start + each).digest()


def main() -> int:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else POOL
    salts = (hashlib.sha256(b"%d" % number).digest() for number in range(size))
    strata = {handle("jury/1", salt): f"branch-{number % STRATA}" for number, salt in enumerate(salts)}
    handles_file, strata_file = encode_handles(strata), encode_strata(strata)
    quotas = tuple(Quota(name, 2, 8) for name in sorted(set(strata.values())))
    announcement = Announcement(
        case="jury/1",
        seats=SEATS,
        reserves=2 * SEATS,
        pool=size,
        handles_digest=digest(handles_file),
        quotas=quotas,
        strata_digest=digest(strata_file),
        sources=("dice",),
        fallback="",
        closes=1_780_000_000,
        round=0,
    )
    drawn = seed(announcement, (), Source("dice", b"314265" * 4))
    pool = decode_handles(handles_file)
    of = decode_strata(strata_file, pool)
    pairs = [
        (seconds(lambda: draw(announcement, pool, drawn, of)), seconds(lambda: bare(pool, drawn)))
        for _ in range(ROUNDS)
    ]
    ours, floor = (statistics.median(side) for side in zip(*pairs, strict=True))
    what = f"draw {SEATS} of {size} in {STRATA} strata, against bare SHA-256"
    ratio = ours / floor
    print(f"{what}: {ours * 1e3:.1f} ms, floor {floor * 1e3:.1f} ms; ratio {ratio:.2f}, limit {LIMIT:.2f}")
    reading = seconds(lambda: decode_strata(strata_file, decode_handles(handles_file)))
    print(f"read both files of the pool: {reading * 1e3:.1f} ms (no limit)")
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
