"""The pages of a plan of 30,000 words with 2,600 amendments, as a member sees them.

    python bench/plan_pages.py [AMENDMENTS]

Queries of the page of a clause and of the list of amendments are counted, and the time is set beside that of
a page with nothing on it, in the same run. Limits: 15 queries, 4 times the floor, and 1.5 MB for the text
with all amendments in place, every part of it together. The amendments are made in memory by the engine, one
ruling an act, and their rows in bulk: thousands of web acts would measure something else.
"""

import random
import statistics
import sys
import time
from collections.abc import Iterator
from typing import Any

from _site import empty_site

AMENDMENTS = 2_600
WORDS = 30_000
SECTIONS, CLAUSES = 20, 18
ROUNDS = 9
QUERIES = 15
TIMES = 4.0
LARGEST = 1_500_000  # bytes
TRIVIAL = "/privacy/"
SOME = (
    "every", "member", "branch", "shall", "may", "hold", "keep", "open", "the", "weir", "minutes", "record",
    "fund", "year", "meeting", "vote",
)  # fmt: skip


def main() -> int:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else AMENDMENTS
    with empty_site():
        return measure(size)


def measure(size: int) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    import plan_world
    from folkmoot.site.members import clock
    from motion_world import day

    world = plan_world.found()
    plan_world.publish(world, text())
    start = time.perf_counter()
    made = fill(world, size)
    print(f"{made:,} amendments made in {time.perf_counter() - start:.1f} s")
    clock.read = lambda: day(20)
    client = world.client("Ola")
    client.defaults["SERVER_NAME"] = "localhost"  # a host that the settings allow

    def fetched(path: str) -> tuple[float, int]:
        began = time.perf_counter()
        answer = client.get(path)
        taken = time.perf_counter() - began
        assert answer.status_code == 200, (path, answer.status_code)
        return taken, len(answer.content)

    fetched(TRIVIAL)
    pages = {
        "clause": f"/plans/1/clauses/{busiest(world)}/",
        "amendments": "/plans/1/amendments/",
        "filtered": "/plans/1/amendments/?state=tabled&section=s3&sort=newest",
        "amendment": f"/plans/1/amendments/{size // 2}/",
        "text": "/plans/1/",
        "marked part": "/plans/1/marked/s5/",
    }
    held = ("clause", "amendments", "filtered")
    first = {name: fetched(path)[0] for name, path in pages.items()}
    rounds = [{path: fetched(path)[0] for path in (TRIVIAL, *pages.values())} for _ in range(ROUNDS)]
    floor = statistics.median(each[TRIVIAL] for each in rounds)
    print(f"{TRIVIAL:12} {floor * 1000:7.1f} ms (floor)")
    bad = False
    for name, path in pages.items():
        taken = statistics.median(each[path] for each in rounds)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        limits = f", limit {TIMES:g}; {len(queries)} queries, limit {QUERIES}"
        if name in held:
            bad = bad or len(queries) >= QUERIES or taken / floor > TIMES
        print(
            f"{name:12} {taken * 1000:7.1f} ms, {taken / floor:4.1f} times the floor"
            f"{limits if name in held else f'; {len(queries)} queries'};"
            f" {first[name] * 1000:.0f} ms the first time"
        )
    taken, large = fetched("/plans/1/marked/?whole=1")
    print(f"the whole text with all amendments in place: {large:,} bytes, limit {LARGEST:,}; {taken:.2f} s")
    return 1 if bad or large > LARGEST else 0


def text() -> Any:
    """A text of so many words, in sections of clauses, every third with items."""
    from folkmoot.texts.clause import Clause, Revision

    chance = random.Random(4)
    each = WORDS // (SECTIONS * CLAUSES)

    def words(many: int) -> str:
        said = " ".join(chance.choice(SOME) for _ in range(many))
        return f"{said[0].upper()}{said[1:]}."

    def clause(section: int, number: int) -> Any:
        items: tuple[Any, ...] = ()
        many = each
        if number % 3 == 0:
            many = each // 2
            items = tuple(
                Clause(f"s{section}c{number}i{n}", "item", body=words(each // 8)) for n in range(1, 5)
            )
        return Clause(f"s{section}c{number}", body=words(many), children=items)

    sections = tuple(
        Clause(
            f"s{section}",
            "section",
            heading=words(4).rstrip("."),
            children=tuple(clause(section, number) for number in range(1, CLAUSES + 1)),
        )
        for section in range(1, SECTIONS + 1)
    )
    return Revision("A plan", sections)


def changes(base: Any, size: int) -> Iterator[Any]:
    """The edits of each amendment: mostly other words, some clauses more, some less, some moved."""
    from folkmoot.texts.clause import Clause
    from folkmoot.texts.compile import reworded
    from folkmoot.texts.edits import Delete, Insert, Move

    chance = random.Random(5)
    plain = [clause for clause in base.walk() if clause.kind != "section"]
    for number in range(1, size + 1):
        clause = chance.choice(plain)
        kind, parent = chance.random(), base.parents[clause.id]
        if kind < 0.84:
            words = clause.body.rstrip(".").split()
            start = chance.randrange(len(words))
            end = min(start + chance.randrange(1, 7), len(words))
            new = [f"{chance.choice(SOME)}ly" for _ in range(chance.randrange(1, 9))]
            said = " ".join([*words[:start], *new, *words[end:]]) + "."
            yield reworded(clause.id, "body", clause.body, said)
        elif kind < 0.94:
            body = " ".join(chance.choice(SOME) for _ in range(20))
            yield (Insert(parent, clause.id, Clause(f"n{number}", clause.kind, body=f"A {body}.")),)
        elif kind < 0.98 or clause.kind == "item":
            yield (Delete(clause.id),)
        else:
            other = chance.choice([each for each in base.clauses if each.id != parent])
            yield (Move(clause.id, other.id, ""),)


def fill(world: Any, size: int) -> int:
    """Amendments some minutes apart, two in three of them seconded; their entries, rows and deeds."""
    from hashlib import sha256

    from docket import row_of

    from folkmoot.procedure.act import Act, Actor
    from folkmoot.procedure.ruling import enter, rule_on
    from folkmoot.procedure.wording import new_words
    from folkmoot.site.debate.models import Deed
    from folkmoot.site.plan.instructions import summary
    from folkmoot.site.plan.models import Amendment
    from folkmoot.site.record import memory
    from folkmoot.site.record.models import Entry, Paper
    from folkmoot.texts.edits import Amendment as Wording
    from motion_world import day

    assembly, entries, papers, rows, deeds = memory.master(), [], [], [], []
    plan: Any = assembly.cases["plan/1"]
    people = list(world.people.values())
    now = day(2)

    def do(verb: str, on: str, person: Any, facts: dict[str, Any], paper: dict[str, bytes]) -> int:
        nonlocal now
        now += 97
        act = Act(verb, on, Actor("member", person.code(on)), facts, (), (), paper)
        ruling = rule_on(assembly, act, now)
        index = assembly.size
        entries.append(row_of(Entry, index, ruling))
        papers.extend(Paper(digest=digest, entry=index, data=data) for digest, data in paper.items())
        enter(assembly, ruling, index)
        deeds.append(Deed(entry=index, on=on, act=verb, person=person))
        return index

    for number, edits in enumerate(changes(plan.base, size), start=1):
        on, mover = f"plan/1/amendment/{number}", people[number % 12]
        wording = Wording(number, plan.base.digest, tuple(edits))
        branch = "hill" if number % 4 == 0 else "harbour"
        facts = {"branch": branch, "edits": wording.digest, "length": new_words(wording)}
        facts["reasons"] = sha256(on.encode()).hexdigest()
        index = do("amendment.table", on, mover, facts, {wording.digest: wording.data})
        rows.append(
            Amendment(
                plan_id=1,
                number=number,
                branch_id=branch,
                reasons="It is better.",
                html="<p>It is better.</p>",
                summary=summary(plan.base, wording),
                entry=index,
            )  # fmt: skip
        )
        for step in (1, 2) if number % 3 else ():
            do("amendment.second", on, people[(number + step) % 12], {}, {})
    Entry.objects.bulk_create(entries, batch_size=500)
    Paper.objects.bulk_create(papers, batch_size=500, ignore_conflicts=True)
    Amendment.objects.bulk_create(rows, batch_size=500)
    Deed.objects.bulk_create(deeds, batch_size=500)
    return len(rows)


def busiest(world: Any) -> str:
    """The clause with the most amendments."""
    from folkmoot.site.plan.overview import overview
    from motion_world import day

    touched = overview(world.case, day(20)).touched
    return max(touched, key=lambda clause: len(touched[clause]))


if __name__ == "__main__":
    sys.exit(main())
