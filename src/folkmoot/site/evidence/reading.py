"""Reading what was handed in: who may, what it says, what was served to whom, and what one takes along."""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from folkmoot.site.evidence import keys
from folkmoot.site.evidence.models import CaseKey, Item, Part, Share, family
from folkmoot.site.evidence.names import cleaned
from folkmoot.site.evidence.wrapping import Locked
from folkmoot.site.members.boxes import Destroyed
from folkmoot.site.members.models import Person
from folkmoot.site.record.keys import BadBox, Secret, derive, open_box
from folkmoot.tlog.leaf import seal

__all__ = ["About", "BadBox", "Destroyed", "Locked", "about", "may_read", "read", "served_to", "words"]

ENDINGS = {
    Item.Media.TEXT: ".txt",
    Item.Media.PDF: ".pdf",
    Item.Media.PNG: ".png",
    Item.Media.JPEG: ".jpg",
    Item.Media.GIF: ".gif",
    Item.Media.WEBP: ".webp",
    Item.Media.MAIL: ".eml",
}
"""What is hung on a title, to give a file without a name one."""


FOR_OTHERS = ("the adjudicator", "the case officer")
"""Who writes what lies under the key of the person whom it is about: a charge, a file that is disclosed."""


@dataclass(frozen=True)
class About:
    """What an item's box says of it. `salt` and `sha256` in hex; `seal(salt, content)` is the item's seal."""

    title: str
    filename: str
    role: str
    salt: str
    sha256: str


def may_read(person: Person | None, item: Item) -> bool:
    """Whether this is the owner, or somebody to whom the item was served. No office opens anything."""
    if person is None or person.erased_at is not None:
        return False
    return item.person_id == person.pk or Share.objects.filter(item=item, person=person, until=None).exists()


def served_to(person: Person, on: str | None = None) -> QuerySet[Item]:
    """What others have served to a person (in one case), oldest first."""
    served = Item.objects.filter(
        pk__in=Share.objects.filter(person=person, until=None).order_by().values("item")
    )
    return served if on is None else served.filter(on=family(on))


def name_of(item: Item, said: About) -> str:
    """What a file with this item is called when it is saved."""
    return said.filename or f"{cleaned(said.title) or 'item'}{ENDINGS[Item.Media(item.media_type)]}"


def open_to(person: Person, on: str | None = None) -> QuerySet[Item]:
    """What a person may read (in one case): their own, and what was served to them, oldest first."""
    served = Share.objects.filter(person=person, until=None).order_by().values("item")
    found = Item.objects.filter(Q(person=person) | Q(pk__in=served))
    return found if on is None else found.filter(on=family(on))


def about(items: Iterable[Item]) -> dict[str, About]:
    """What the boxes of these items say, by item id, in one query for all. Raises `Locked`.

    Destroyed items are left out, and those whose box somebody has changed or moved: one bad row must not take
    a whole list away.
    """
    living = [item for item in items if item.destroyed_at is None]
    found = keys.keys_of((item.person_id or "", item.on) for item in living)
    said = {}
    for item in living:
        if (item.person_id or "", item.on) in found:
            with suppress(BadBox):
                said[item.pk] = _look_into(item, derive(found[item.person_id or "", item.on], "evidence"))
    return said


def about_one(item: Item) -> About:
    """What the box of one item says. Raises `Destroyed`, `Locked`, `BadBox`."""
    return _look_into(item, _key(item))


def read(item: Item) -> bytes:
    """The content, bit for bit as it was handed in. Raises `Destroyed`, `Locked`, `BadBox`."""
    key = _key(item)
    said = _look_into(item, key)
    boxes = list(Part.objects.filter(item=item).order_by("number").values_list("number", "box"))
    content = b"".join(
        open_box(key, bytes(box), f"evidence/{item.pk}/{number}/{len(boxes)}") for number, box in boxes
    )
    if seal(bytes.fromhex(said.salt), content) != item.seal:
        raise BadBox(f"item {item.pk} is not what its seal commits to")
    return content


def words(item: Item) -> str:
    """The words of an item that is text. Raises as `read` does, and ValueError for anything else."""
    if item.media_type != Item.Media.TEXT:
        raise ValueError(f"item {item.pk} is not text")
    return as_text(read(item))


def as_text(data: bytes) -> str:
    """Text as its writer saw it: UTF-8, UTF-16 where it says so, else the Western code page of Windows."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


@dataclass(frozen=True)
class Taken:
    """A person's items for their data to take along: one dict each, and the files, read one after another."""

    items: list[dict[str, Any]]
    files: Iterator[tuple[str, bytes]]


def export(person: Person) -> Taken:
    """All that the person wrote or was served, for JSON and a ZIP; `file` names the place of each in the ZIP.

    Times are POSIX seconds. With `salt` anybody can check that the content is what the seal commits to. An
    item without `file` was destroyed (`destroyed_at`), or somebody has changed its row. Raises `Locked`.
    """
    found = list(open_to(person))
    said = about(found)
    shares = dict(Share.objects.filter(person=person, until=None).values_list("item_id", "since"))
    rows, places = [], []
    for item in found:
        row: dict[str, Any] = {
            "id": item.pk, "on": item.on, "kind": item.kind, "media_type": item.media_type,
            "size": item.size, "at": item.made_at, "seal": item.seal, "entry": item.entry,
            "own": item.person_id == person.pk, "served_at": shares.get(item.pk),
            "destroyed_at": item.destroyed_at,
        }  # fmt: skip
        if item.pk in said:
            told = said[item.pk]
            row |= {
                "title": told.title, "filename": told.filename, "handed_in_by": told.role,
                "salt": told.salt, "sha256": told.sha256, "file": f"evidence/{item.pk}/{name_of(item, told)}",
            }  # fmt: skip
            places.append((row["file"], item))
        rows.append(row)
    return Taken(rows, _files(places))


def _files(places: list[tuple[str, Item]]) -> Iterator[tuple[str, bytes]]:
    for place, item in places:
        with suppress(BadBox):  # changed by somebody: there is nothing to give that was handed in
            yield place, read(item)


def _key(item: Item) -> Secret:
    if item.destroyed_at is not None or item.person_id is None:
        raise Destroyed(f"evidence/{item.pk}")
    row = CaseKey.objects.filter(person_id=item.person_id, on=item.on).first()
    if row is None:
        raise Destroyed(f"evidence/{item.pk}")
    return derive(keys.open_key(row), "evidence")


def _look_into(item: Item, key: Secret) -> About:
    return About(**json.loads(open_box(key, bytes(item.box), f"evidence/{item.pk}")))
