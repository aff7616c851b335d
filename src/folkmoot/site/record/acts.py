"""The pen of the record. Only the acts of the rooms may take it up."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, Protocol

from django.db import connection, transaction

from folkmoot.procedure import ruling
from folkmoot.procedure.act import Act, Actor
from folkmoot.procedure.facts import Assembly
from folkmoot.site.record import memory, publication, sealed, writer
from folkmoot.site.record.models import Entry, Paper, Sealed
from folkmoot.tlog.leaf import By, Leaf, seal

NOTHING: Mapping[str, Any] = MappingProxyType({})
INSERT = (
    'INSERT INTO record_entry ("index", time, act, rule, "on", by_role, by_name, branch, leaf) '
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


class Keyed(Protocol):
    """Somebody with a key of their own: a person."""

    @property
    def pk(self) -> Any: ...
    @property
    def key(self) -> bytes: ...


_entered: int | None = None  # entries made with the pen in hand; None while it lies


@contextmanager
def pen() -> Iterator[Assembly]:
    """Take the pen: one act at a time, in one transaction with the rows that follow from it.

    Yields the assembly after the last entry; it follows each `enter`. Raises `AnotherWriter`. What is raised
    inside undoes all of it, in the database and in memory. A pen within a pen is the same pen.
    """
    global _entered
    with memory.LOCK:
        if _entered is not None:
            assert memory.MASTER is not None
            yield memory.MASTER
            return
        ask_database = writer.hold()
        _entered = 0
        memory.take_up()
        try:
            with transaction.atomic():
                yield memory.master(ask_database=ask_database)
        except BaseException:
            if _entered:
                memory.forget()
            raise
        finally:
            made, _entered = _entered, None
            memory.put_down()
    if made:
        publication.WANTED.set()


def enter(
    verb: str,
    *,
    on: str,
    by: Actor,
    at: int,
    facts: Mapping[str, Any] = NOTHING,
    seals: Iterable[str] = (),
    relies_on: Iterable[int] = (),
    papers: Mapping[str, bytes] = NOTHING,
) -> Entry:
    """Enter an act: it takes effect from the index it gets. Inside `with pen():` only.

    Raises `OutOfOrder` where the rules do not allow it (nothing has happened then), `BadLeaf` where its facts
    have no canonical form.
    """
    global _entered
    if _entered is None:
        raise RuntimeError("an act is entered with the pen in hand: with pen(): enter(...)")
    assembly = memory.MASTER
    assert assembly is not None
    act = Act(verb, on, by, facts, tuple(seals), tuple(sorted(set(relies_on))), papers)
    ruled = ruling.rule_on(assembly, act, at)
    index = assembly.size
    leaf = Leaf(
        index, at, verb, ruled.rule, ruled.book, By(by.role, by.name), on, facts, act.seals, act.relies_on
    )
    data = leaf.encode()
    memory.make_fresh(on, act.relies_on)
    _entered += 1  # from here on the memory is ahead of the database
    ruling.enter(assembly, ruled, index)
    case = assembly.cases.get(on)
    columns: dict[str, Any] = {
        "index": index,
        "time": at,
        "act": verb,
        "rule": ruled.rule,
        "on": on,
        "by_role": by.role,
        "by_name": by.name,
        "branch": case.branch if case else assembly.root,
        "leaf": data,
    }
    with connection.cursor() as cursor:  # five times as fast as the same insert by way of the model
        cursor.execute(INSERT, list(columns.values()))
    if papers:
        rows = [Paper(digest=digest, entry=index, data=text) for digest, text in papers.items()]
        Paper.objects.bulk_create(rows, ignore_conflicts=True)
    return Entry.from_db(connection.alias, list(columns), list(columns.values()))


def seal_payload(person: Keyed, payload: bytes) -> str:
    """Keep a personal payload in a box that only the person's key opens; return the seal for the entry."""
    salt = secrets.token_bytes(32)
    found = seal(salt, payload)
    Sealed.objects.create(
        seal=found, person_ref=str(person.pk), box=sealed.close(person.key, salt + payload, found)
    )
    return found


def shred(person: Keyed) -> int:
    """Destroy every sealed payload of a person; how many. The seals in the entries stay, and bind nothing."""
    return Sealed.objects.filter(person_ref=str(person.pk)).delete()[0]
