"""A durable act beside a bare durable insert: SQLite, synchronous FULL, the same bytes, in the same run.

The floor: one transaction that inserts the bytes of an entry into a table, by the database library alone.
The act: taken from the pen, ruled on by the rulebook, entered, with a row that follows from it, committed.
Limit: an act at no less than a third of the floor's rate. Acts and inserts take turns, so that a disk that
changes its mind meets both.
"""

import hashlib
import statistics
import sys
import time
from pathlib import Path

from _site import empty_site

ROUNDS, EACH = 12, 100
LIMIT = 3  # times the floor


def main() -> int:
    with empty_site() as folder:
        return measure(folder)


def measure(folder: Path) -> int:
    import sqlite3

    from folkmoot.site.record import acts
    from folkmoot.site.record.models import Entry
    from record_world import found, join, person

    found()
    sample = bytes(join(9).leaf)

    bare = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    bare.execute("PRAGMA journal_mode=WAL")
    bare.execute("PRAGMA synchronous=FULL")
    bare.execute("CREATE TABLE entry (number INTEGER PRIMARY KEY, leaf BLOB NOT NULL)")

    floor, rate = [], []
    number = 10
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(EACH):
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("INSERT INTO entry (leaf) VALUES (?)", [sample])
            bare.execute("COMMIT")
        floor.append(EACH / (time.perf_counter() - start))
        people = [person(number + each) for each in range(EACH)]
        payload = hashlib.sha256(b"row").digest()
        start = time.perf_counter()
        for each in range(EACH):
            with acts.pen():
                join(number + each)
                acts.seal_payload(people[each], payload)  # the row that follows
        rate.append(EACH / (time.perf_counter() - start))
        number += EACH
    assert Entry.objects.count() == ROUNDS * EACH + 2
    ratios = [a / b for a, b in zip(floor, rate, strict=True)]
    ratio = statistics.median(ratios)
    print(f"SQLite {sqlite3.sqlite_version}, WAL, synchronous FULL, entries of {len(sample)} bytes")
    print(f"bare durable insert  {statistics.median(floor):8.0f} a second (floor)")
    print(f"durable act          {statistics.median(rate):8.0f} a second")
    print(f"times the floor      {ratio:8.2f} (median of {ROUNDS} rounds; limit {LIMIT})")
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
