"""Keys for each person and case: bound to their place, wrapped, rotated, destroyed."""

import pytest

from folkmoot.site.evidence import acts, keys, reading, wrapping
from folkmoot.site.evidence.models import CaseKey, Item, Part
from folkmoot.site.members.boxes import Destroyed
from folkmoot.site.record.keys import BadBox, BadKeys
from folkmoot.tlog.leaf import seal
from people import World


def kept(world: World, on: str = "case/7", data: bytes | str = "What I saw.", **more: object) -> Item:
    facts = {"kind": "statement", "title": "What I saw", "at": world.now, "person": world.alice} | more
    return acts.keep(on=on, data=data, **facts)  # type: ignore[arg-type]


def test_what_is_kept_is_read_again_bit_for_bit_and_its_seal_commits_to_it(world: World) -> None:
    data = bytes(range(256)) * 9_000  # three parts
    item = kept(world, data=data, media_type="application/pdf", kind="evidence", filename="a/b\\scan.pdf")
    assert reading.read(item) == data
    said = reading.about_one(item)
    assert seal(bytes.fromhex(said.salt), data) == item.seal
    assert (said.title, said.filename, item.size) == ("What I saw", "scan.pdf", len(data))
    assert item.parts.count() == 3


def test_nothing_of_it_lies_in_the_clear(world: World) -> None:
    item = kept(world, data="The harbour light was out.", title="Harbour light", filename="light.txt")
    row = Item.objects.filter(pk=item.pk).values().get() | {"part": item.parts.get().box}
    stored = b"".join(
        bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row.values()
    )
    for secret in (b"harbour", b"Harbour", b"light"):
        assert secret not in stored


def test_one_person_has_one_key_in_all_proceedings_of_a_case_and_another_elsewhere(world: World) -> None:
    assert keys.key_for(world.alice, "case/7") == keys.key_for(world.alice, "case/7/appeal/1")
    found = {
        keys.key_for(person, on)
        for person in (world.alice, world.bob)
        for on in ("case/7", "case/8", "review/7")
    }
    assert len(found) == 6


@pytest.mark.parametrize("on", ["", "case", "/7", "case/"])
def test_a_name_of_no_proceeding_has_no_key(world: World, on: str) -> None:
    with pytest.raises(ValueError, match="names no proceeding"):
        keys.key_for(world.alice, on)


def test_a_wrong_key_never_opens_an_item(world: World) -> None:
    item = kept(world)
    row = CaseKey.objects.get()
    other = kept(world, "case/8")
    theirs = CaseKey.objects.get(on="case/8")
    row.box, row.generation = theirs.box, theirs.generation
    row.save()
    with pytest.raises(BadBox):
        reading.read(item)
    assert reading.words(other) == "What I saw."


def test_a_box_moved_to_another_place_never_opens(world: World) -> None:
    one = kept(world, data=b"1" * 1_500_000)
    two = kept(world, data=b"2" * 1_500_000)
    first, second = one.parts.get(number=0), one.parts.get(number=1)
    strange = two.parts.get(number=0)
    for row, box in ((first, strange.box), (first, second.box)):
        held = row.box
        Part.objects.filter(pk=row.pk).update(box=box)
        with pytest.raises(BadBox):
            reading.read(one)
        Part.objects.filter(pk=row.pk).update(box=held)
    assert reading.read(one) == b"1" * 1_500_000
    Item.objects.filter(pk=one.pk).update(box=two.box)
    with pytest.raises(BadBox):
        reading.about_one(Item.objects.get(pk=one.pk))


def test_one_row_that_somebody_has_changed_takes_no_other_away(world: World) -> None:
    good, bad, moved = kept(world), kept(world), kept(world, "case/8")
    Item.objects.filter(pk=bad.pk).update(box=b"changed by hand in the database")
    CaseKey.objects.filter(on="case/8").update(box=b"changed by hand in the database")
    items = list(Item.objects.all())
    assert reading.about(items).keys() == {good.pk}
    taken = reading.export(world.alice)
    assert {row["id"] for row in taken.items} == {good.pk, bad.pk, moved.pk}
    assert [place.split("/")[1] for place, _ in taken.files] == [good.pk]


def test_an_item_without_its_last_part_does_not_open(world: World) -> None:
    item = kept(world, data=b"1" * 1_500_000)
    item.parts.get(number=1).delete()
    with pytest.raises(BadBox):
        reading.read(item)


def test_a_key_row_moved_to_another_person_or_case_does_not_open(world: World) -> None:
    kept(world)
    for change in ({"person": world.bob}, {"on": "case/9"}):
        row = CaseKey.objects.get()
        for name, value in change.items():
            setattr(row, name, value)
        with pytest.raises(BadBox):
            keys.open_key(row)


def test_an_erased_key_opens_nothing_for_ever_and_its_seal_stays(world: World) -> None:
    item, elsewhere = kept(world), kept(world, "case/8")
    assert acts.erase(world.alice, "case/7", world.now)
    item = Item.objects.get(pk=item.pk)
    assert len(item.seal) == 64
    assert not item.parts.exists()
    assert reading.about([item]) == {}
    for look in (reading.read, reading.about_one, reading.words):
        with pytest.raises(Destroyed):
            look(item)
    with pytest.raises(Destroyed):
        keys.key_for(world.alice, "case/7")
    with pytest.raises(Destroyed):
        kept(world)
    assert reading.words(elsewhere) == "What I saw."
    assert not acts.erase(world.alice, "case/7", world.now), "there is nothing left to destroy"


def test_a_database_put_back_after_the_erasure_and_a_rotation_opens_no_more(world: World) -> None:
    item = kept(world)
    row, parts = CaseKey.objects.get(), list(item.parts.all())
    acts.erase(world.alice, "case/7", world.now)
    keys.rotate()
    row.save()
    Part.objects.bulk_create(parts)
    Item.objects.filter(pk=item.pk).update(destroyed_at=None, box=item.box)
    with pytest.raises(wrapping.Locked):
        reading.read(Item.objects.get(pk=item.pk))


def test_rotation_wraps_all_keys_anew_and_destroys_the_old(world: World) -> None:
    items = [kept(world, f"case/{n}", data=f"No. {n}") for n in range(5)]
    old = wrapping.path_of(1)
    boxes = {bytes(row.box) for row in CaseKey.objects.all()}
    assert keys.rotate() == 2
    assert not old.exists()
    assert wrapping.generations() == [2]
    assert not boxes & {bytes(row.box) for row in CaseKey.objects.all()}
    assert [reading.words(item) for item in items] == [f"No. {n}" for n in range(5)]


def test_a_key_read_just_before_a_rotation_still_opens(world: World) -> None:
    kept(world)
    row = CaseKey.objects.get()
    keys.rotate()
    assert keys.open_key(row) == keys.key_for(world.alice, "case/7")


def test_a_rotation_that_meets_a_box_it_cannot_open_destroys_nothing(world: World) -> None:
    item = kept(world)
    CaseKey.objects.create(person=world.bob, on="case/7", generation=1, box=b"no box at all, but long enough")
    with pytest.raises(BadBox):
        keys.rotate()
    assert 1 in wrapping.generations()
    assert reading.words(item) == "What I saw."


def test_without_its_wrapping_key_nothing_opens_and_no_other_is_made(world: World) -> None:
    item = kept(world)
    path = wrapping.path_of(1)
    held = path.read_bytes()
    path.unlink()
    for ask in (lambda: reading.read(item), lambda: keys.key_for(world.bob, "case/7"), keys.rotate):
        with pytest.raises(wrapping.Locked, match="put"):
            ask()
    assert wrapping.generations() == []
    path.write_bytes(held)
    path.chmod(0o600)
    assert reading.words(item) == "What I saw."


def test_a_wrapping_key_that_others_may_read_or_that_is_no_key_is_refused(world: World) -> None:
    item = kept(world)
    path = wrapping.path_of(1)
    path.chmod(0o644)
    with pytest.raises(BadKeys, match="chmod 600"):
        reading.read(item)
    path.chmod(0o600)
    path.write_text("not a key\n")
    with pytest.raises(BadKeys, match="32 bytes"):
        reading.read(item)
