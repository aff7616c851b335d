"""What must stay for a defence or a legal claim stays, and then goes."""

import pytest

from folkmoot.site.evidence import acts, reading
from folkmoot.site.evidence.models import CaseKey, Hold, Item, Share
from folkmoot.site.members.acts import erase as erase_person
from folkmoot.site.members.acts import leave
from folkmoot.site.members.boxes import Destroyed
from folkmoot.site.members.models import Person
from people import World

DAY = 86_400


def kept(world: World, person: Person, on: str = "case/7") -> Item:
    return acts.keep(
        person=person, on=on, kind="statement", title="What I saw", data="It was dark.", at=world.now
    )


def test_while_a_hold_stands_the_key_cannot_be_erased_and_afterwards_it_can(world: World) -> None:
    item = kept(world, world.alice)
    acts.hold(world.alice, "case/7", world.now + DAY, "claim", at=world.now)
    for at in (world.now, world.now + DAY):
        with pytest.raises(acts.Held) as refusal:
            acts.erase(world.alice, "case/7", at)
        assert refusal.value.cure
    assert reading.words(item) == "It was dark."
    assert acts.erase(world.alice, "case/7", world.now + DAY + 1)


def test_a_hold_keeps_what_the_holder_was_served_and_nothing_else(world: World) -> None:
    item = kept(world, world.bob)
    kept(world, world.bob, "case/8")
    acts.hold(world.alice, "case/7", world.now + DAY, "defence", at=world.now)
    assert not acts.is_held(world.bob, "case/7", world.now), "it was not served to the holder yet"
    acts.share(item, [world.alice], world.now)
    with pytest.raises(acts.Held):
        acts.erase(world.bob, "case/7", world.now)
    assert acts.erase(world.bob, "case/8", world.now)
    assert not acts.is_held(world.dora, "case/7", world.now)


def test_a_lifted_hold_binds_nobody(world: World) -> None:
    kept(world, world.alice)
    held = acts.hold(world.alice, "case/7", world.now + DAY, "defence", at=world.now)
    acts.lift(held, world.now)
    assert acts.erase(world.alice, "case/7", world.now)


def test_a_hold_that_ends_before_it_begins_is_refused(world: World) -> None:
    with pytest.raises(acts.OutOfOrder, match="Choose a later day"):
        acts.hold(world.alice, "case/7", world.now, "claim", at=world.now)
    with pytest.raises(ValueError, match="spite"):
        acts.hold(world.alice, "case/7", world.now + 1, "spite", at=world.now)


def gone(world: World) -> Person:
    leave(person=world.alice, at=world.now)
    return erase_person(person=world.alice, at=world.now)


def test_when_a_person_is_erased_their_case_keys_go_and_no_item_names_them(world: World) -> None:
    mine, theirs = kept(world, world.alice), kept(world, world.bob)
    acts.share(mine, [world.bob], world.now)
    acts.share(theirs, [world.alice], world.now)
    gone(world)
    assert acts.forget_the_erased(world.now) == 0
    assert not CaseKey.objects.filter(person=world.alice).exists()
    assert not Share.objects.exists()
    left = Item.objects.get(pk=mine.pk)
    assert left.person is None
    assert left.seal == mine.seal
    with pytest.raises(Destroyed):
        reading.read(left)
    assert reading.words(theirs) == "It was dark."
    assert not reading.may_read(Person.objects.get(pk=world.alice.pk), theirs)


def test_a_legal_claim_keeps_the_keys_of_an_erased_person_until_it_ends(world: World) -> None:
    item = kept(world, world.alice)
    acts.hold(world.alice, "case/7", world.now + DAY, "claim", at=world.now)
    gone(world)
    assert acts.forget_the_erased(world.now) == 1
    assert reading.words(item) == "It was dark."
    assert acts.forget_the_erased(world.now + DAY + 1) == 0
    assert not Hold.objects.exists()
    with pytest.raises(Destroyed):
        reading.read(Item.objects.get(pk=item.pk))


def test_what_a_subject_was_served_outlives_the_erasure_of_who_wrote_it_while_they_hold_it(
    world: World,
) -> None:
    item = kept(world, world.alice)
    acts.share(item, [world.bob], world.now)
    acts.hold(world.bob, "case/7", world.now + DAY, "defence", at=world.now)
    gone(world)
    assert acts.forget_the_erased(world.now) == 1
    assert reading.may_read(world.bob, item)
    assert reading.words(item) == "It was dark."


def test_erasing_oneself_ends_ones_own_hold_for_a_defence(world: World) -> None:
    kept(world, world.alice)
    acts.hold(world.alice, "case/7", world.now + DAY, "defence", at=world.now)
    gone(world)
    assert acts.forget_the_erased(world.now) == 0
    assert not CaseKey.objects.exists()


def test_an_erased_person_gets_no_new_key(world: World) -> None:
    gone(world)
    with pytest.raises(Destroyed):
        kept(world, Person.objects.get(pk=world.alice.pk))
