"""Two thousand voters who cast over HTTP, on SQLite and on PostgreSQL, also while the server is killed.

A real server process on loopback, on two cores, which voters and server share. First all voters fetch the
paper, fill it in and are asked whether to cast it; then all of them cast, each with a form of their own and
a connection of their own. In the second run of each database the server is killed by SIGKILL when half have
cast, and started again; voters send the same form again.
Both databases write to the disk durably. Afterwards every receipt that was shown is in the box once with the
line that its voter sent, there are as many ballots as voters, and the declared lists hold them all.

The floor: as many requests as there are casts for the page of signing in, by the same client from the same
server. Limit: 30 seconds from the first paper that is cast to the last receipt.
"""

import os
import sys
import tempfile
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HOUSE / "src"), str(HOUSE / "tests")]

import casting_load as load  # noqa: E402
import postgres  # noqa: E402

VOTERS = 2000
LIMIT = 30.0  # seconds
CORES = 2


def measure(database: str, address: str, *, kill: bool) -> bool:
    """One election in a folder of its own, beside the measurement: whether it kept the limit."""
    with tempfile.TemporaryDirectory(dir=HOUSE / "bench") as folder:
        site = load.Site(Path(folder), VOTERS, address)
        site.make()
        site.start()
        try:
            load.wait_for(site)
            floor = load.visits(site, "/sign-in/", VOTERS)
            found = load.all_vote(site, kill=kill)
            load.check_box(site, found)
            load.declare(site, found)
        finally:
            site.end()
    ending = f"{found.broken} connections broken, {found.again} papers known again" if kill else ""
    print(
        f"{database:<11}{'killed once' if kill else '':<13}{found.seconds:6.1f} s"
        f"   floor {floor:5.1f} s   {VOTERS / found.seconds:5.0f} ballots a second"
        f"   filling in before: {found.filling:5.1f} s   {ending}",
        flush=True,
    )
    return found.seconds <= LIMIT


def main() -> int:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    print(f"{VOTERS} voters, {load.AT_ONCE} at once; limit {LIMIT:.0f} s each")
    kept = [measure("SQLite", "", kill=kill) for kill in (False, True)]
    postgres.FAST.clear()  # durable, as in earnest
    for kill in (False, True):
        with postgres.cluster() as address:
            kept.append(measure("PostgreSQL", address, kill=kill))
    print("every receipt in the box once, with its line; as many ballots as voters; all declared")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
