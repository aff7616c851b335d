"""The facts of the assembly in memory: a fold over the entries, never over rows of other rooms.

`MASTER` belongs to whoever holds `LOCK`: the pen, which lets facts follow its entries. Readers get a copy
that shares every case with the master; before the pen changes a case it puts a fresh one in its place, so
what a reader holds stays as it was. What the pen has entered is read by its holder alone until it is in the
database; everybody else waits.
"""

import threading
from collections.abc import Iterator
from copy import copy
from dataclasses import fields, is_dataclass
from typing import Any

from django.db import connection

from folkmoot.procedure.dispute import Dispute, family
from folkmoot.procedure.facts import Assembly, Holding
from folkmoot.procedure.replay import replay_one
from folkmoot.procedure.shared_text import Plan
from folkmoot.site.record import writer
from folkmoot.site.record.models import Entry, Paper
from folkmoot.tlog.leaf import Leaf

LOCK = threading.RLock()
MASTER: Assembly | None = None
_shown: Assembly | None = None
_ahead: Assembly | None = None  # what the holder of the pen reads of entries not yet in the database
_writing = False


def forget() -> None:
    """Drop what is in memory; it is rebuilt from the entries when next needed."""
    global MASTER, _shown, _ahead
    with LOCK:
        MASTER = _shown = _ahead = None


def take_up() -> None:
    """The pen is in hand: from here on the master may be ahead of the database. The caller holds `LOCK`."""
    global _writing
    _writing = True


def put_down() -> None:
    """The pen lies: the database holds all that the master knows, or the master was forgotten."""
    global _writing, _shown, _ahead
    if _ahead is not None and MASTER is not None and _ahead.size == MASTER.size:
        _shown = _ahead
    _ahead, _writing = None, False


def master(*, ask_database: bool = True) -> Assembly:
    """The assembly after the last entry, for whoever holds `LOCK`.

    Raises `BadAct` where the record does not replay.
    """
    global MASTER
    if MASTER is None:
        MASTER, ask_database = Assembly(), True
    if ask_database:
        try:
            for leaf in leaves(MASTER.size):
                replay_one(MASTER, leaf, paper)
        except BaseException:
            MASTER = None
            raise
    return MASTER


def shown() -> Assembly:
    """The assembly after the last entry, for reading: it does not change under the reader."""
    global _shown, _ahead
    seen = _shown
    if seen is not None and writer.holds() and MASTER is not None and seen.size == MASTER.size:
        return seen  # this process alone writes, so memory is not behind the database
    with LOCK:
        now = master(ask_database=not writer.holds())
        if _writing and (_ahead is None or _ahead.size != now.size):
            _ahead = _apart(now)
        elif not _writing and (_shown is None or _shown.size != now.size):
            _shown = _apart(now)
        found = _ahead if _writing else _shown
        assert found is not None
        return found


def make_fresh(on: str, relies_on: tuple[int, ...]) -> None:
    """Put copies in the place of what an act on `on` may change. The caller holds `LOCK`."""
    assembly = MASTER
    assert assembly is not None
    case = assembly.cases.get(on)
    if case is not None:
        fresh = assembly.cases[on] = _apart(case)
        if isinstance(fresh, Holding):
            assembly.holders[fresh.name] = fresh
    _freshen_family(assembly, family(on))
    assembly.branches = {name: copy(branch) for name, branch in assembly.branches.items()}
    for index in relies_on:
        if index in assembly.decisions:
            assembly.decisions[index] = copy(assembly.decisions[index])


def _freshen_family(assembly: Assembly, on: str) -> None:
    """A case, or a plan, and its parts change together: each gets a copy, and knows the copy of its head."""
    head = assembly.cases.get(on)
    if isinstance(head, Plan):
        _freshen_plan(assembly, head)
    if not isinstance(head, Dispute):
        return
    head = assembly.cases[on] = _apart(head)
    assert isinstance(head, Dispute)
    for each in head.parts:
        part = assembly.cases[each] = _apart(assembly.cases[each])
        if part.head is not None:  # the reviews of a class stand by themselves
            part.head = head


def _freshen_plan(assembly: Assembly, plan: Plan) -> None:
    """What is decided on one amendment may concern any other: all of them get copies."""
    head = assembly.cases[plan.on] = _apart(plan)
    assert isinstance(head, Plan)
    for number, amendment in plan.amendments.items():
        part = assembly.cases[amendment.on] = head.amendments[number] = _apart(amendment)
        part.head = head
    for number in range(1, head.questions + 1):
        name = f"{head.on}/question/{number}"
        question = assembly.cases[name] = _apart(assembly.cases[name])
        question.head = head


def leaves(start: int) -> Iterator[Leaf]:
    """The leaves from index `start` on, in order."""
    for data in entries(start):
        yield Leaf.decode(data)


def entries(start: int, end: int | None = None) -> Iterator[bytes]:
    """The bytes of the entries from `start` to before `end`, in order, a thousand at a time."""
    while end is None or start < end:
        stop = start + 1000 if end is None else min(start + 1000, end)
        with connection.cursor() as cursor:
            cursor.execute(
                'SELECT leaf FROM record_entry WHERE "index" >= %s AND "index" < %s ORDER BY "index"',
                [start, stop],
            )
            found = cursor.fetchall()
        for (data,) in found:
            yield bytes(data)
        if len(found) < stop - start:
            return
        start = stop


def count() -> int:
    """How many entries the database holds."""
    last = Entry.objects.order_by("-index").values_list("index", flat=True).first()
    return 0 if last is None else last + 1


def paper(digest: str) -> bytes | None:
    """The paper with this digest, or None."""
    found = Paper.objects.filter(digest=digest).values_list("data", flat=True).first()
    return None if found is None else bytes(found)


def _apart(value: Any) -> Any:
    """A copy whose own containers are copies, and whose parts that may change are copied likewise."""
    fresh = copy(value)
    for each in fields(fresh):
        part = getattr(fresh, each.name)
        if isinstance(part, dict | list | set):
            setattr(fresh, each.name, copy(part))
        elif is_dataclass(part) and each.name in ("ballot", "panel"):
            setattr(fresh, each.name, _apart(part))
    return fresh
