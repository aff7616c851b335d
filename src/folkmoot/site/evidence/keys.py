"""Keys for each person and case, and the rotation of what wraps them (decision 15)."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from django.db import connection, transaction

from folkmoot.site.evidence import wrapping
from folkmoot.site.evidence.models import CaseKey, family
from folkmoot.site.members.boxes import Destroyed
from folkmoot.site.members.models import Person
from folkmoot.site.record.keys import BadBox, BadKeys, Secret, close_box, open_box

__all__ = ["Destroyed", "key_for", "keys_of", "open_key", "rotate", "rotation"]

BATCH = 500  # keys wrapped anew in one transaction
LOCK = 0x666F6C6B  # of PostgreSQL: nobody makes a key while the last old one is wrapped anew


def key_for(person: Person, on: str) -> Secret:
    """The key of a person in a case, made where there is none yet. Raises `Destroyed`, `wrapping.Locked`."""
    if person.erased_at is not None:
        raise Destroyed(f"case-key/{person.pk}/{on}")
    found = CaseKey.objects.filter(person=person, on=family(on)).first()
    if found is not None:
        return open_key(found)
    with transaction.atomic():
        _one_at_a_time()
        found = CaseKey.objects.filter(person=person, on=family(on)).first()
        if found is not None:
            return open_key(found)
        key = secrets.token_bytes(wrapping.BYTES)
        generation = _current()
        row = CaseKey(person=person, on=family(on), generation=generation)
        row.box = close_box(wrapping.key(generation), key, _place(row))
        row.save(force_insert=True)
    return key


def keys_of(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Secret]:
    """The keys for (person id, on), in one query; left out are those that are not there or do not open.

    Raises `wrapping.Locked`.
    """
    wanted = set(pairs)
    rows = CaseKey.objects.filter(
        person_id__in={person for person, _ in wanted}, on__in={on for _, on in wanted}, erased_at=None
    )
    found = {}
    for row in rows:
        if (row.person_id, row.on) in wanted:
            with suppress(BadBox):
                found[row.person_id, row.on] = open_key(row)
    return found


def open_key(row: CaseKey) -> Secret:
    """The key in a row. Raises `Destroyed`, `wrapping.Locked`, `BadBox`."""
    if row.generation is None:
        raise Destroyed(_place(row))
    try:
        return open_box(wrapping.key(row.generation), bytes(row.box), _place(row))
    except wrapping.Locked:  # wrapped anew since the row was read?
        row.refresh_from_db(fields=["generation", "box"])
        if row.generation is None:
            raise Destroyed(_place(row)) from None
        return open_box(wrapping.key(row.generation), bytes(row.box), _place(row))


def rotate() -> int:
    """Wrap every key under a new generation and destroy the old ones; the new generation.

    Raises `wrapping.Locked`, `BadBox` or `BadKeys`, and has then destroyed nothing.
    """
    for _step in rotation():
        pass
    return wrapping.generations()[-1]


def rotation(batch: int = BATCH) -> Iterator[str]:
    """The same step by step, with a word after each. Broken off anywhere, every key opens; run it again."""
    _current()
    wrapping.sweep()
    new = wrapping.make()
    yield f"made generation {new}"
    while True:
        number = _rewrap(new, batch)
        if not number:
            break
        yield f"wrapped {number} keys anew"
    for generation in wrapping.generations():
        if generation < new:
            with transaction.atomic():
                _one_at_a_time()
                _rewrap(new, None)
                left = CaseKey.objects.filter(generation=generation).exists()
            assert not left, "no key is wrapped under what is about to be destroyed"
            wrapping.destroy(generation)
            yield f"destroyed generation {generation}"


def copy_wrapping_key(to: Path) -> int:
    """Write the newest wrapping key to `to`, replacing what was there; its generation.

    Raises `BadKeys` where there is none yet, or where `to` lies in the folder that is backed up.
    """
    found = wrapping.generations()
    if not found:
        raise BadKeys("there is no wrapping key yet; it is made with the first thing handed in")
    if to.resolve().is_relative_to(wrapping.folder().parent.parent.resolve()):
        raise BadKeys(f"{to} lies beside the data; keep the copy somewhere else")
    beside = to.with_name(f".{to.name}-{secrets.token_hex(4)}")
    wrapping.write_private(beside, wrapping.key(found[-1]))
    beside.replace(to)
    return found[-1]


def _current() -> int:
    """The newest generation; the first is made where nothing is wrapped yet."""
    found = wrapping.generations()
    if found:
        return found[-1]
    if CaseKey.objects.filter(erased_at=None).exists():
        raise wrapping.Locked(f"{wrapping.folder()} is empty; put the wrapping key back from its copy")
    return wrapping.make()


def _rewrap(new: int, most: int | None) -> int:
    """Wrap at most `most` keys of older generations under `new`, in one transaction; how many."""
    with transaction.atomic():
        _one_at_a_time()
        rows = list(CaseKey.objects.select_for_update().filter(erased_at=None).exclude(generation=new)[:most])
        key = wrapping.key(new)
        for row in rows:
            content = open_key(row)
            row.generation = new
            row.box = close_box(key, content, _place(row))
        CaseKey.objects.bulk_update(rows, ["generation", "box"], batch_size=100)
    return len(rows)


def _place(row: CaseKey) -> str:
    return f"case-key/{row.person_id}/{row.on}/{row.generation}"


def _one_at_a_time() -> None:
    """Until the transaction ends; on SQLite every transaction that writes is the only one already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
