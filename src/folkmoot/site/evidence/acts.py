"""Keeping, serving, holding and destroying. Whoever calls carries the seals into the record."""

import hashlib
import json
import secrets
from collections.abc import Iterable

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet, Sum

from folkmoot.procedure.act import OutOfOrder, say
from folkmoot.site.evidence import keys
from folkmoot.site.evidence.models import PART, CaseKey, Hold, Item, Part, Share, family
from folkmoot.site.evidence.names import cleaned
from folkmoot.site.members.models import Person
from folkmoot.site.record.keys import close_box, derive
from folkmoot.tlog.leaf import seal

SALT = 32  # bytes


class Held(OutOfOrder):
    """A hold forbids the erasure."""


def keep(
    *,
    person: Person,
    on: str,
    kind: str,
    title: str,
    data: bytes | str,
    filename: str = "",
    media_type: str = "text/plain",
    role: str = "",
    at: int,
) -> Item:
    """Keep something in a case, bit for bit, under its owner's key; its `seal` belongs into the next entry.

    `role` goes on after "Handed in by" (`the complainant`). Raises `OutOfOrder` where it is empty or the
    owner's room in this case is used up, `Destroyed` where the owner's key has been erased.
    """
    content = data.encode() if isinstance(data, str) else data
    with transaction.atomic():
        _require_room(person, on, len(content))
        salt = secrets.token_bytes(SALT)
        item = Item(
            on=family(on), person=person, kind=kind, media_type=media_type,
            size=len(content), made_at=at, seal=seal(salt, content),
        )  # fmt: skip
        key = derive(keys.key_for(person, on), "evidence")
        about = {
            "title": title,
            "filename": cleaned(filename),
            "role": role,
            "salt": salt.hex(),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        item.box = close_box(key, json.dumps(about).encode(), f"evidence/{item.pk}")
        item.save(force_insert=True)
        pieces = [content[start : start + PART] for start in range(0, len(content), PART)]
        for number, piece in enumerate(pieces):  # one at a time: a large file is in memory once, not twice
            box = close_box(key, piece, f"evidence/{item.pk}/{number}/{len(pieces)}")
            Part.objects.create(item=item, number=number, box=box)
    return item


def sealed_by(items: Iterable[Item], entry: int) -> None:
    """Note which entry carries the seals of these items."""
    for item in items:
        item.entry = entry
        item.save(update_fields=["entry"])


def share(item: Item, people: Iterable[Person], at: int, entry: int | None = None) -> None:
    """Serve an item: these people may read it from now on. Who could already is left as they are."""
    with transaction.atomic():
        known = set(Share.objects.filter(item=item, until=None).values_list("person_id", flat=True))
        known.add(item.person_id or "")
        for person in people:
            if person.pk not in known:
                known.add(person.pk)
                Share.objects.create(item=item, person=person, since=at, entry=entry)


def unshare(*, on: str, person: Person, at: int) -> int:
    """End what somebody may read in a case (a panel member who steps down); how many items."""
    found = Share.objects.filter(item__on=family(on), person=person, until=None)
    return found.order_by().update(until=at)


def hold(person: Person, on: str, until: int, reason: str, *, at: int) -> Hold:
    """Freeze what `person` has written or been served in a case. `reason`: `defence` or `claim`."""
    if until <= at:
        raise OutOfOrder(
            rule="",
            condition=say("A hold ends later than it begins."),
            fact=say("This one would have ended already."),
            cure=say("Choose a later day."),
        )
    return Hold.objects.create(
        person=person, on=family(on), since=at, until=until, reason=Hold.Reason(reason)
    )


def lift(hold: Hold, at: int) -> Hold:
    """End a hold before its time."""
    hold.lifted_at = at
    hold.save(update_fields=["lifted_at"])
    return hold


def is_held(person: Person, on: str, at: int) -> bool:
    """Whether somebody's key in a case must stay: by a hold of their own, or of one whom they served."""
    served = Share.objects.filter(item__person=person, item__on=family(on), until=None).values("person")
    return Hold.objects.standing(at).filter(Q(person=person) | Q(person__in=served), on=family(on)).exists()


def erase(person: Person, on: str, at: int) -> bool:
    """Destroy a person's key in a case, and all that lies under it; whether there was one.

    Seals in the record stay, and bind nothing. The next rotation shuts the copies in backups. Raises `Held`.
    """
    with transaction.atomic():
        if is_held(person, on, at):
            raise Held(
                rule="",
                condition=say("What a defence or a legal claim needs is kept until its hold has ended."),
                fact=say("A hold stands on this case."),
                cure=say("Ask again when it has run out, or ask whoever asked for it to lift it."),
            )
        _write_over()
        row = CaseKey.objects.filter(person=person, on=family(on), erased_at=None)
        found = bool(row.order_by().update(box=b"", generation=None, erased_at=at))
        _empty(Item.objects.filter(person=person, on=family(on)), at)
    return found


def forget(person: Person, at: int) -> int:
    """Destroy all case keys of somebody who has been erased, but for those on hold; how many remain.

    What was written under them no longer names an owner. The person's own holds for a defence end here.
    """
    with transaction.atomic():
        _write_over()
        Hold.objects.standing(at).filter(person=person, reason=Hold.Reason.DEFENCE).order_by().update(
            lifted_at=at
        )
        held = {row.on for row in CaseKey.objects.filter(person=person) if is_held(person, row.on, at)}
        claimed = Hold.objects.standing(at).filter(person=person).values("on")
        Share.objects.filter(person=person).exclude(item__on__in=claimed).delete()
        free = Item.objects.filter(person=person).exclude(on__in=held)
        Share.objects.filter(item__in=free).delete()
        _empty(free, at)
        free.order_by().update(person=None)
        CaseKey.objects.filter(person=person).exclude(on__in=held).delete()
        if not held:
            Hold.objects.filter(person=person).exclude(pk__in=Hold.objects.standing(at).values("pk")).delete()
    return len(held)


def forget_the_erased(at: int) -> int:
    """Do that for all who have been erased and still have something here; how many keys remain on hold."""
    rows: tuple[type[CaseKey | Share | Item], ...] = (CaseKey, Share, Item)
    gone: set[str] = set()
    for each in rows:
        gone.update(
            each._default_manager.filter(person__erased_at__isnull=False)
            .order_by()
            .values_list("person_id", flat=True)
            .distinct()
        )
    return sum(forget(person, at) for person in Person.objects.filter(pk__in=gone).order_by("pk"))


def _require_room(person: Person, on: str, size: int) -> None:
    if not size:
        raise OutOfOrder(
            rule="",
            condition=say("What is handed in says something."),
            fact=say("This is empty."),
            cure=say("Choose another file, or write some words."),
        )
    used = Item.objects.filter(person=person, on=family(on), destroyed_at=None).aggregate(sum=Sum("size"))
    most = settings.FOLKMOOT_CASE_LIMIT
    if (used["sum"] or 0) + size > most:
        raise OutOfOrder(
            rule="",
            condition=say("One person hands in {most} MB in one case at the most.", most=most // 1_000_000),
            fact=say("With this it would be more."),
            cure=say("Hand in a smaller file: scan in grey, or leave out what does not matter."),
        )


def _empty(items: QuerySet[Item], at: int) -> None:
    living = items.filter(destroyed_at=None)
    Part.objects.filter(item__in=living).delete()
    living.order_by().update(box=b"", destroyed_at=at)


def _write_over() -> None:
    """Have SQLite write over what it deletes; PostgreSQL does so in its own time."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
