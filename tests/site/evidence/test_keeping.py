"""What the database refuses, how much room there is, and what one takes along."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.evidence import acts, reading
from folkmoot.site.evidence.models import CaseKey, Hold, Item, Part, Share
from folkmoot.tlog.leaf import seal
from people import World


def kept(world: World, data: bytes | str = "Words", **more: Any) -> Item:
    facts = {"person": world.alice, "on": "case/7", "kind": "evidence", "title": "Title", "at": world.now}
    return acts.keep(data=data, **(facts | more))


def test_what_is_empty_is_not_kept(world: World) -> None:
    with pytest.raises(OutOfOrder, match="This is empty"):
        kept(world, "")
    assert not Item.objects.exists()


def test_one_person_has_so_much_room_in_one_case_and_no_more(world: World, settings: Any) -> None:
    settings.FOLKMOOT_CASE_LIMIT = 1_000_000
    kept(world, b"a" * 600_000)
    with pytest.raises(OutOfOrder, match="1 MB in one case"):
        kept(world, b"a" * 400_001)
    kept(world, b"a" * 400_000)
    kept(world, b"a" * 600_000, on="case/8")
    kept(world, b"a" * 600_000, person=world.bob)


@pytest.mark.parametrize(
    "wrong",
    [
        {"size": 0},
        {"on": "case"},
        {"entry": -1},
        {"kind": "gossip"},
        {"media_type": "text/html"},
        {"box": b""},
        {"destroyed_at": 5},
        {"person": None},
        {"made_at": -1},
    ],
)
def test_the_database_refuses_an_item_that_makes_no_sense(world: World, wrong: dict[str, Any]) -> None:
    item = kept(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(**wrong)


@pytest.mark.parametrize(
    "wrong", [{"box": b""}, {"generation": None}, {"generation": 0}, {"erased_at": 5}, {"on": "case"}]
)
def test_the_database_refuses_a_key_that_makes_no_sense(world: World, wrong: dict[str, Any]) -> None:
    kept(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseKey.objects.update(**wrong)


def test_the_database_refuses_second_keys_parts_and_shares_and_what_runs_backwards(world: World) -> None:
    item = kept(world)
    acts.share(item, [world.bob], 10)
    acts.hold(world.alice, "case/7", 20, "claim", at=10)
    strange = (
        lambda: CaseKey.objects.create(person=world.alice, on="case/7", generation=1, box=b"x"),
        lambda: Part.objects.create(item=item, number=0, box=b"x"),
        lambda: Part.objects.create(item=item, number=1, box=b""),
        lambda: Share.objects.create(item=item, person=world.bob, since=11),
        lambda: Share.objects.update(until=9),
        lambda: Share.objects.update(entry=-1),
        lambda: Hold.objects.update(until=10),
        lambda: Hold.objects.update(lifted_at=9),
        lambda: Hold.objects.update(reason="spite"),
    )
    for write in strange:
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_what_was_served_is_listed_by_case_and_never_what_was_not(world: World) -> None:
    one, two = kept(world, person=world.bob), kept(world, on="case/8", person=world.bob)
    kept(world, person=world.dora)
    mine = kept(world)
    acts.share(one, [world.alice], world.now)
    acts.share(two, [world.alice], world.now)
    assert list(reading.served_to(world.alice, "case/7/hearing")) == [one]
    assert set(reading.served_to(world.alice)) == {one, two}
    assert set(reading.open_to(world.alice, "case/7")) == {one, mine}
    assert not reading.served_to(world.dora).exists()


def test_one_takes_along_ones_own_and_what_one_was_served_with_what_proves_it(world: World) -> None:
    mine = kept(world, b"%PDF-", media_type="application/pdf", filename="scan.pdf")
    theirs = kept(world, "Charge", person=world.bob, role="officer", title="The charge")
    kept(world, "Not hers", person=world.bob)
    lost = kept(world, "Lost", on="case/8")
    acts.share(theirs, [world.alice], world.now + 5)
    acts.sealed_by([theirs], 12)
    acts.erase(world.alice, "case/8", world.now)
    taken = reading.export(world.alice)
    rows, files = {row["id"]: row for row in taken.items}, dict(taken.files)
    assert rows.keys() == {mine.pk, theirs.pk, lost.pk}
    assert files == {
        f"evidence/{mine.pk}/scan.pdf": b"%PDF-",
        f"evidence/{theirs.pk}/The charge.txt": b"Charge",
    }
    for row in rows.values():
        if "file" in row:
            assert seal(bytes.fromhex(row["salt"]), files[row["file"]]) == row["seal"]
    assert (rows[theirs.pk]["own"], rows[theirs.pk]["entry"]) == (False, 12)
    assert rows[theirs.pk]["served_at"] == world.now + 5
    assert rows[lost.pk]["destroyed_at"] == world.now
    assert "file" not in rows[lost.pk]


def test_only_text_has_words(world: World) -> None:
    with pytest.raises(ValueError, match="is not text"):
        reading.words(kept(world, b"%PDF-", media_type="application/pdf"))
    assert reading.words(kept(world, "é")) == "é"
