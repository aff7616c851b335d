"""The page of a motion under debate, with 5, 50 and 1,000 speeches, as a member sees it.

Queries are counted, and the time is set beside that of a page with nothing on it, in the same run.
Limit: 12 queries, however long the debate.
"""

import statistics
import sys
import time

from _site import empty_site

SPEECHES = (5, 50, 1000)
ROUNDS = 9
QUERIES = 12
TRIVIAL = "/privacy/"


def main() -> int:
    with empty_site():
        return measure()


def measure() -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from folkmoot.site.debate.acts import speak
    from folkmoot.site.members import clock
    from folkmoot.site.motions.acts import second
    from motion_world import NAMES, day, found

    world = found()
    clock.read = lambda: day(4)
    client = world.client("Vic")
    client.defaults["SERVER_NAME"] = "localhost"  # a host that the settings allow

    def seconds(path: str) -> float:
        start = time.perf_counter()
        answer = client.get(path)
        taken = time.perf_counter() - start
        assert answer.status_code == 200, (path, answer.status_code)
        return taken

    motions = {length: world.table() for length in SPEECHES}
    for motion in motions.values():
        for name in ("Ola", "Idris"):
            second(number=motion.number, by=world[name], at=day(2))
    for length, motion in motions.items():
        last = None
        for number in range(length):  # every other speech answers the one before it
            last = speak(
                on=motion.on,
                by=world[NAMES[number % 10]],
                words=f"Speech number {number}, of no great length.",
                at=day(3),
                reply_to=last.entry if last and number % 2 else None,
            )
    trivial = statistics.median(seconds(TRIVIAL) for _ in range(ROUNDS))
    print(f"{TRIVIAL:14} {trivial * 1000:7.1f} ms (floor)")
    worst = 0
    for length, motion in motions.items():
        path = f"/motions/{motion.number}/"
        taken = statistics.median(seconds(path) for _ in range(ROUNDS))
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        worst = max(worst, len(queries))
        print(
            f"{length:5} speeches {taken * 1000:7.1f} ms, {taken / trivial:6.1f} times the floor;"
            f" {len(queries)} queries, limit {QUERIES}"
        )
    return 0 if worst <= QUERIES else 1


if __name__ == "__main__":
    sys.exit(main())
