"""Entering an act: what stands afterwards, and what does not."""

from collections.abc import Callable
from queue import Empty, Queue
from threading import Thread
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from folkmoot.procedure.act import Act, Actor, OutOfOrder
from folkmoot.site.record import acts, memory, reading, triggers
from folkmoot.site.record.models import Entry, Paper, Sealed
from folkmoot.tlog.leaf import Leaf, seal
from record_world import BOOK, DAWN, DIGEST, person

Join = Callable[..., Any]


def nobodys_act() -> Act:
    return Act("member.leave", "membership/" + "a" * 16, Actor("member", "a" * 16))


def test_the_first_entry_founds_the_assembly(founded: Entry) -> None:
    assembly = reading.assembly()
    assert (founded.index, assembly.size, assembly.name) == (0, 1, "The Commons Network")
    assert assembly.branches["network"].members == 3
    assert Leaf.decode(bytes(founded.leaf)).rulebook == DIGEST


def test_the_papers_of_an_act_lie_beside_it(founded: Entry) -> None:
    assert bytes(Paper.objects.get(digest=DIGEST).data) == BOOK
    assert reading.paper(DIGEST) == BOOK
    assert reading.paper("0" * 64) is None


def test_the_columns_of_an_entry_repeat_its_leaf(joining: Join) -> None:
    entry = joining(7)
    leaf = Leaf.decode(bytes(entry.leaf))
    assert (leaf.index, leaf.time, leaf.act, leaf.rule) == (entry.index, entry.time, entry.act, entry.rule)
    assert (leaf.on, leaf.by.role, leaf.by.name) == (entry.on, entry.by_role, entry.by_name)
    assert entry.branch == "network"


def test_an_act_without_the_pen_is_a_mistake_of_the_program() -> None:
    with pytest.raises(RuntimeError, match="with the pen in hand"):
        acts.enter("member.leave", on="x", by=Actor("member", "a" * 16), at=DAWN)


def test_nobody_else_reads_an_act_before_it_is_in_the_database(joining: Join) -> None:
    joining(7)
    before, elsewhere = reading.assembly().size, Queue[int]()
    reader = Thread(target=lambda: elsewhere.put(reading.assembly().size))
    with acts.pen():
        joining(8)
        assert reading.assembly().size == before + 1  # its writer does
        reader.start()
        with pytest.raises(Empty):
            elsewhere.get(timeout=0.2)
    assert elsewhere.get(timeout=10) == before + 1
    reader.join()


def test_what_a_refused_act_had_entered_before_is_read_by_nobody(joining: Join) -> None:
    joining(7)
    before = reading.assembly().size
    with pytest.raises(OutOfOrder), acts.pen():
        joining(8)
        assert reading.assembly().size == before + 1
        acts.enter("member.leave", on="membership/" + "a" * 16, by=Actor("member", "a" * 16), at=DAWN + 1)
    assert reading.assembly().size == before


def test_a_refused_act_leaves_no_trace(joining: Join) -> None:
    with pytest.raises(OutOfOrder), acts.pen():
        acts.enter("member.leave", on="membership/" + "a" * 16, by=Actor("member", "a" * 16), at=DAWN + 1)
    assert Entry.objects.count() == 1
    assert reading.assembly().size == 1


def test_the_reason_can_be_asked_for_beforehand(founded: Entry) -> None:
    refusal = reading.why_not(nobodys_act(), DAWN + 1)
    assert refusal is not None
    assert refusal.fact
    code = person(1).membership
    leaving = Act("member.leave", f"membership/{code}", Actor("member", code))
    assert reading.why_not(leaving, DAWN + 1) is None


def test_what_fails_after_an_entry_undoes_the_entry(joining: Join) -> None:
    with pytest.raises(ZeroDivisionError), acts.pen():
        joining(8)
        assert acts.memory.master().size == 2
        raise ZeroDivisionError
    assert Entry.objects.count() == 1
    assert reading.assembly().size == 1
    assert joining(9).index == 1


def test_a_pen_within_a_pen_is_the_same_pen(joining: Join) -> None:
    with acts.pen() as assembly:
        first = joining(8)
        second = joining(9)
        assert assembly.size == 3
    assert (first.index, second.index) == (1, 2)


def test_a_reader_keeps_what_it_saw(joining: Join) -> None:
    code = joining(8).by_name
    before = reading.assembly()
    with acts.pen():
        acts.enter("member.leave", on=f"membership/{code}", by=Actor("member", code), at=DAWN + 99)
    assert before.standing(f"membership/{code}", DAWN + 99).state == "member"
    assert before.branches["network"].members == 4
    assert reading.standing(f"membership/{code}", DAWN + 99).state == "left"
    assert reading.assembly().branches["network"].members == 3


def test_the_facts_are_rebuilt_from_the_entries_alone(joining: Join) -> None:
    for number in range(10, 15):
        joining(number)
    before = reading.assembly()
    reading.forget()
    after = reading.assembly()
    assert after is not before
    assert (after.size, after.last, after.branches) == (before.size, before.last, before.branches)
    assert after.cases.keys() == before.cases.keys()


def test_the_database_refuses_to_change_remove_or_skip_an_entry(joining: Join) -> None:
    joining(8)
    for statement in (
        "UPDATE record_entry SET rule = '9.9'",
        'DELETE FROM record_entry WHERE "index" = 1',
        'INSERT INTO record_entry ("index", time, act, rule, "on", by_role, by_name, branch, leaf) '
        'SELECT 3, time, act, rule, "on", by_role, by_name, branch, leaf FROM record_entry WHERE "index" = 1',
    ):
        with pytest.raises(DatabaseError, match="entr"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert list(Entry.objects.values_list("index", "rule"))[1][0] == 1


def test_only_the_triggers_hold_that_back(joining: Join) -> None:
    triggers.drop(connection)
    try:
        assert Entry.objects.update(by_role="nobody") == 1
    finally:
        triggers.create(connection)


def test_a_sealed_payload_opens_with_the_persons_key_and_no_other(db: None) -> None:
    found = acts.seal_payload(person(1), b"What I said.")
    assert reading.unseal(person(1), found) == b"What I said."
    assert reading.unseal(person(2), found) is None
    assert reading.unseal(person(1), "0" * 64) is None
    assert seal(b"0" * 32, b"What I said.") != found, "the salt is random"


def test_shredding_destroys_every_sealed_payload_of_one_person(db: None) -> None:
    mine, others = acts.seal_payload(person(1), b"one"), acts.seal_payload(person(2), b"two")
    assert acts.shred(person(1)) == 1
    assert reading.unseal(person(1), mine) is None
    assert reading.unseal(person(2), others) == b"two"
    assert Sealed.objects.count() == 1


def test_memory_counts_the_entries_of_the_database(joining: Join) -> None:
    joining(8)
    assert memory.count() == 2
