"""The pages of a docket of 10,000 cases, as a case officer sees them.

    python bench/docket.py [CASES]

Worklist, a year's statistics and the page of a case: queries are counted, and the time is set beside that of
a page with nothing on it, in the same run. Limits: 15 queries, and 4 times the floor. The cases are made in
memory by the engine, one ruling an act, and their rows in bulk: 10,000 web acts would measure something else.
"""

import statistics
import sys
import time
from collections.abc import Iterator
from typing import Any

from _site import empty_site

CASES = 10_000
ROUNDS = 9
QUERIES = 15
TIMES = 4.0
TRIVIAL = "/privacy/"
DAY = 86_400


def main() -> int:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    with empty_site():
        return measure(size)


def measure(size: int) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from case_world import found
    from folkmoot.site.members import clock

    world = found()
    start = time.perf_counter()
    made = fill(world, size)
    print(f"{made:,} cases made in {time.perf_counter() - start:.1f} s")
    clock.read = lambda: world.now
    client = world.client("Oona", by_passkey=True)
    client.defaults["SERVER_NAME"] = "localhost"  # a host that the settings allow

    def seconds(path: str) -> float:
        began = time.perf_counter()
        answer = client.get(path)
        taken = time.perf_counter() - began
        assert answer.status_code == 200, (path, answer.status_code)
        return taken

    seconds(TRIVIAL)
    pages = {
        "worklist": "/cases/work/",
        "statistics": "/cases/statistics/2026/",
        "case": f"/cases/case/{size // 2}/",
    }
    first = {name: seconds(path) for name, path in pages.items()}
    rounds = [{path: seconds(path) for path in (TRIVIAL, *pages.values())} for _ in range(ROUNDS)]
    floor = statistics.median(each[TRIVIAL] for each in rounds)
    print(f"{TRIVIAL:12} {floor * 1000:7.1f} ms (floor)")
    bad = False
    for name, path in pages.items():
        taken = statistics.median(each[path] for each in rounds)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        bad = bad or len(queries) > QUERIES or taken / floor > TIMES
        print(
            f"{name:12} {taken * 1000:7.1f} ms, {taken / floor:4.1f} times the floor, limit {TIMES:g};"
            f" {len(queries)} queries, limit {QUERIES}; {first[name] * 1000:.0f} ms after a new entry"
        )
    return 1 if bad else 0


def fill(world: Any, size: int) -> int:
    """Complaints some minutes apart, entered by the engine; their entries, dockets and seats as rows."""
    from folkmoot.procedure.roll import make_roll
    from folkmoot.procedure.ruling import enter, rule_on
    from folkmoot.site.cases.models import Docket, Seat
    from folkmoot.site.members.roll import codes
    from folkmoot.site.record import memory
    from folkmoot.site.record.models import Entry, Paper

    assembly, entries, papers = memory.master(), [], []
    people = list(world.people.values())
    keys = [person.key for person in people]
    dockets, seats = [], []
    for number in range(1, size + 1):
        world.now += 97
        on = f"case/{number}"
        roll, paper = make_roll(codes(keys, on))
        for act in acts_of(world, on, roll, paper, number):
            ruling = rule_on(assembly, act, world.now)
            index = assembly.size
            entries.append(row_of(Entry, index, ruling))
            papers += [Paper(digest=digest, entry=index, data=data) for digest, data in act.papers.items()]
            enter(assembly, ruling, index)
        row = Docket(on=on, kind="case", number=number, entry=index, opened_at=world.now, state="received")
        dockets.append(row)
        subject, complainant = sides(people, number)
        for person, role in ((subject, "subject"), (complainant, "complainant")):
            seats.append(Seat(docket_id=on, person=person, role=role, on=on, since=world.now, entry=index))
    Entry.objects.bulk_create(entries, batch_size=500)
    Paper.objects.bulk_create(papers, batch_size=500, ignore_conflicts=True)
    follow_all(assembly, dockets, world.now)
    Docket.objects.bulk_create(dockets, batch_size=500)
    Seat.objects.bulk_create(seats, batch_size=500)
    return len(dockets)


def sides(people: list[Any], number: int) -> tuple[Any, Any]:
    """Who is complained of and who complains, another pair each time."""
    return people[9 + number % 10], people[19 + number % 10]


def acts_of(world: Any, on: str, roll: Any, paper: dict[str, bytes], number: int) -> Iterator[Any]:
    """A complaint; every other one is acknowledged."""
    from hashlib import sha256

    from folkmoot.procedure.act import Act, Actor

    subject, complainant = sides(list(world.people.values()), number)
    day = world.today().isoformat()
    facts = {
        "subject": subject.code(on),
        "offence": "harassment",
        "from": day,
        "until": day,
        "roll": roll.as_facts(),
        "matter": sha256(on.encode()).hexdigest(),
    }
    seals = tuple(sha256(f"{on}/{each}".encode()).hexdigest() for each in range(2))
    yield Act("complaint.file", on, Actor("member", complainant.code(on)), facts, seals, (), paper)
    if number % 2:
        officer = world.officer()
        yield Act("complaint.ack", on, officer.actor(on), officer.facts(on))


def row_of(model: Any, index: int, ruling: Any) -> Any:
    """The entry of a ruling, as a row."""
    from folkmoot.tlog.leaf import By, Leaf

    act = ruling.act
    by = By(act.by.role, act.by.name)
    leaf = Leaf(
        index, ruling.at, act.verb, ruling.rule, ruling.book, by, act.on, act.facts, act.seals, act.relies_on
    )
    return model(
        index=index, time=ruling.at, act=act.verb, rule=ruling.rule, on=act.on, by_role=act.by.role,
        by_name=act.by.name, branch="commons", leaf=leaf.encode(),
    )  # fmt: skip


def follow_all(assembly: Any, dockets: list[Any], at: int) -> None:
    """Bring the rows up to date with the record, as each act does for its own."""
    from folkmoot.procedure.case import next_lapse, standing

    for row in dockets:
        case = assembly.cases[row.on]
        now = standing(case, at)
        after = next_lapse(case, now)
        row.state, row.next_at = now.state, None if after is None else after.since
        row.over = after is None


if __name__ == "__main__":
    sys.exit(main())
