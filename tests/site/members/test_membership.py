"""Joining, moving, leaving, being erased, and what is left of a person."""

import pytest

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.members import acts, boxes
from folkmoot.site.members.models import Office, Person
from folkmoot.site.record.acts import pen, seal_payload
from folkmoot.site.record.models import Entry, Sealed
from folkmoot.site.record.reading import assembly, unseal
from people import ALICE, World


def joined(world: World, email: str = "emil@example.org", branch: str = "harbour") -> Person:
    return acts.join(email=email, shown_name="Emil", branch=branch, at=world.now)


def test_the_founding_is_entry_0_and_names_nobody(world: World) -> None:
    entry = Entry.objects.get(index=0)
    assert entry.act == "assembly.found"
    for word in (b"Alice", b"alice", b"example.org", world.alice.pk.encode()):
        assert word not in bytes(entry.leaf)


def test_whoever_joins_is_a_member_from_an_entry_in_the_record(world: World) -> None:
    emil = joined(world)
    entry = Entry.objects.get(on=f"membership/{emil.membership}")
    assert (entry.act, entry.by_role, entry.by_name) == ("member.join", "applicant", emil.membership)
    assert emil.is_member
    assert assembly().members_of("harbour") == 2
    assert assembly().members_of("commons") == 4


def test_no_row_holds_an_address_or_a_key_that_can_be_read(world: World) -> None:
    emil = joined(world)
    row = Person.objects.filter(pk=emil.pk).values().get()
    assert "emil" not in repr({key: value for key, value in row.items() if key != "shown_name"}).lower()
    assert bytes(row["key_box"]).find(emil.key) == -1
    assert Person.objects.get(pk=emil.pk).email == "emil@example.org"


def test_an_address_joins_once_however_it_is_capitalised(world: World) -> None:
    with pytest.raises(OutOfOrder) as refused:
        joined(world, email="ALICE@Example.org")
    assert refused.value.cure == "Sign in with it."
    assert Entry.objects.count() == 1


def test_nobody_joins_a_branch_that_does_not_exist(world: World) -> None:
    with pytest.raises(OutOfOrder):
        joined(world, branch="moon")
    assert Person.objects.count() == 3


def test_a_member_on_paper_needs_no_address_and_the_entry_names_the_clerk(world: World) -> None:
    clerk = world.office("clerk")
    emil = acts.join_on_paper(clerk=clerk, shown_name="Emil", branch="hill", at=world.now)
    assert (emil.email, emil.email_index, emil.on_paper) == ("", None, True)
    leaf = bytes(Entry.objects.get(on=f"membership/{emil.membership}").leaf)
    assert clerk.code.encode() in leaf
    assert b'"way":"paper"' in leaf


def test_two_members_on_paper_do_not_collide(world: World) -> None:
    for name in ("Emil", "Fia"):
        acts.join_on_paper(clerk=world.office("clerk"), shown_name=name, branch="hill", at=world.now)
    assert Person.objects.filter(on_paper=True).count() == 2


def test_a_clerk_without_a_passkey_enters_nobody(world: World) -> None:
    with pytest.raises(OutOfOrder):
        acts.join_on_paper(
            clerk=world.office("clerk"), shown_name="Emil", branch="hill", at=world.now, by_passkey=False
        )
    assert Person.objects.count() == 3


def test_another_officer_is_no_clerk(world: World) -> None:
    with pytest.raises(OutOfOrder):
        acts.join_on_paper(clerk=world.office("secretary"), shown_name="Emil", branch="hill", at=world.now)


def test_a_member_moves_and_is_counted_where_they_went(world: World) -> None:
    moved = acts.move(person=world.alice, branch="hill", at=world.now)
    assert moved.branch.title == "Hill"
    assert (assembly().members_of("harbour"), assembly().members_of("hill")) == (0, 2)


def test_moving_to_where_one_is_is_refused(world: World) -> None:
    with pytest.raises(OutOfOrder):
        acts.move(person=world.alice, branch="harbour", at=world.now)


def test_a_clerk_moves_a_member_whose_paper_is_on_the_desk(world: World) -> None:
    acts.move(person=world.alice, branch="hill", at=world.now, clerk=world.office("clerk"))
    assert world.office("clerk").code.encode() in bytes(Entry.objects.latest("index").leaf)


def test_whoever_leaves_is_no_member_and_can_come_back_under_another_code_name(world: World) -> None:
    left = acts.leave(person=world.alice, at=world.now + 10)
    assert not left.is_member
    assert assembly().members_of("harbour") == 0
    back = acts.rejoin(person=left, shown_name="Alice", branch="hill", shows="members", at=world.now + 20)
    assert back.is_member
    assert back.membership != world.alice.membership


def test_whoever_has_not_left_cannot_join_again(world: World) -> None:
    with pytest.raises(OutOfOrder):
        acts.rejoin(person=world.alice, shown_name="A", branch="hill", shows="members", at=world.now)


def test_leaving_twice_is_refused(world: World) -> None:
    acts.leave(person=world.alice, at=world.now)
    with pytest.raises(OutOfOrder):
        acts.leave(person=world.alice, at=world.now)


def test_an_officer_resigns_before_leaving(world: World) -> None:
    with pytest.raises(OutOfOrder) as refused:
        acts.leave(person=world.bob, at=world.now)
    assert refused.value.fact == "You hold the office of secretary."
    acts.resign(office=world.office("secretary"), at=world.now, by_passkey=True)
    assert not acts.leave(person=world.bob, at=world.now).is_member


def test_a_member_is_not_erased_before_leaving(world: World) -> None:
    with pytest.raises(OutOfOrder) as refused:
        acts.erase(person=world.alice, at=world.now)
    assert refused.value.fact == "This membership has not ended."


def test_an_officer_is_not_erased(world: World) -> None:
    with pytest.raises(OutOfOrder) as refused:
        acts.erase(person=world.bob, at=world.now)
    assert "office of secretary" in refused.value.fact


def test_erasing_destroys_key_address_and_words_and_the_record_names_no_one(world: World) -> None:
    with pen():
        seal = seal_payload(world.alice, b"words of Alice")
    assert unseal(world.alice, seal) == b"words of Alice"
    acts.leave(person=world.alice, at=world.now)
    gone = acts.erase(person=world.alice, at=world.now + 1)
    with pytest.raises(boxes.Destroyed):
        gone.code("motion/1")
    assert not Sealed.objects.filter(person_ref=world.alice.pk).exists()
    assert unseal(gone, seal) is None
    assert (gone.shown_name, gone.membership, gone.email, gone.email_index) == ("", "", "", None)
    entry = Entry.objects.latest("index")
    assert (entry.act, entry.on, entry.by_role) == ("person.erase", "erasure/1", "the site")
    assert world.alice.membership.encode() not in bytes(entry.leaf)


def test_erasing_twice_is_refused(world: World) -> None:
    acts.leave(person=world.alice, at=world.now)
    acts.erase(person=world.alice, at=world.now)
    with pytest.raises(OutOfOrder) as refused:
        acts.erase(person=world.alice, at=world.now)
    assert refused.value.fact == "These have been erased already."


def test_an_erased_address_is_free_again(world: World) -> None:
    acts.leave(person=world.alice, at=world.now)
    acts.erase(person=world.alice, at=world.now)
    assert joined(world, email=ALICE).pk != world.alice.pk


def test_a_roll_names_the_members_of_a_branch_and_of_those_under_it_by_new_code_names(world: World) -> None:
    whole, harbour = (
        acts.roll_for("commons", "motion/1", "speak", world.now),
        acts.roll_for("harbour", "motion/1", "speak", world.now),
    )
    assert set(whole.values()) == {world.alice, world.bob, world.dora}
    assert list(harbour.values()) == [world.alice]
    assert not set(whole) & set(acts.roll_for("commons", "motion/2", "speak", world.now))
    assert len(whole) == assembly().members_of("commons")


def test_whoever_has_left_is_on_no_roll(world: World) -> None:
    acts.leave(person=world.alice, at=world.now)
    assert acts.roll_for("harbour", "motion/1", "speak", world.now) == {}


def test_an_office_ends_by_itself_when_its_term_is_over(world: World) -> None:
    secretary = world.office("secretary")
    assert secretary.until is not None
    assert Office.objects.in_office(secretary.until).filter(pk=secretary.pk).exists()
    assert not Office.objects.in_office(secretary.until + 1).filter(pk=secretary.pk).exists()
    assert secretary.runs_at(secretary.until)
    assert not secretary.runs_at(secretary.until + 1)
    assert assembly().holder_of("secretary", "commons", secretary.until) is not None
    assert assembly().holder_of("secretary", "commons", secretary.until + 1) is None


def test_whoever_resigned_holds_the_office_no_more(world: World) -> None:
    office = acts.resign(office=world.office("secretary"), at=world.now + 5, by_passkey=True)
    assert not office.runs_at(world.now + 5)
    assert assembly().holder_of("secretary", "commons", world.now + 5) is None


def test_resigning_twice_is_refused(world: World) -> None:
    office = acts.resign(office=world.office("secretary"), at=world.now, by_passkey=True)
    with pytest.raises(OutOfOrder):
        acts.resign(office=office, at=world.now, by_passkey=True)


def test_nobody_is_appointed_without_a_decision(world: World) -> None:
    from folkmoot.procedure.act import THE_SITE

    with pytest.raises(OutOfOrder) as refused:
        acts.appoint(person=world.alice, decision=0, by=THE_SITE, at=world.now)
    assert refused.value.cure == "Table a motion that appoints this member."


def test_a_copy_of_ones_data_holds_what_is_kept_and_nothing_of_others(world: World) -> None:
    kept = acts.export(world.bob)
    assert kept["email"] == "bob@example.org"
    assert kept["offices"][0]["holding"] == "office/commons/secretary/1"
    assert [each["act"] for each in kept["acts"]] == []
    assert [each["act"] for each in acts.export(world.alice)["acts"]] == ["assembly.found"]
    assert "alice" not in repr(kept).lower()
