"""The clerk's desk: members on paper, papers of members, letters to print."""

import re

import pytest
from django.test import Client

from folkmoot.site.members.models import Office, Person
from folkmoot.site.notices import views
from folkmoot.site.notices.models import Letter
from folkmoot.site.record.models import Entry
from people import World

FORM = {"shown_name": "Emil", "branch": "hill", "signed": "on"}


def desk(world: World) -> Client:
    return world.client(world.dora, by_passkey=True)


def emil(world: World) -> Person:
    desk(world).post("/clerk/member/", FORM)
    return Person.objects.get(shown_name="Emil")


def test_a_clerk_enters_a_member_and_prints_the_card(world: World) -> None:
    client = desk(world)
    assert client.get("/clerk/member/").status_code == 200
    assert client.post("/clerk/member/", FORM)["Location"] == "/clerk/letters/"
    person = Person.objects.get(shown_name="Emil")
    assert person.shows == "nobody"
    page = client.get("/clerk/letters/").content.decode()
    assert person.membership in page
    assert "Your membership card" in page
    assert "Act 1 of the record" in page


def test_a_form_that_is_not_signed_is_not_entered(world: World) -> None:
    page = desk(world).post("/clerk/member/", {**FORM, "signed": ""}).content.decode()
    assert "Only a form that is signed can be entered." in page
    assert 'value="Emil"' in page
    assert not Person.objects.filter(shown_name="Emil").exists()


def test_only_a_clerk_in_office_sits_at_the_desk(world: World) -> None:
    for path in ("/clerk/", "/clerk/member/", "/clerk/letters/"):
        assert world.client().get(path).status_code == 302
        assert world.client(world.alice, by_passkey=True).get(path).status_code == 403
        assert world.client(world.bob, by_passkey=True).get(path).status_code == 403
    world.now = (Office.objects.get(office="clerk").until or 0) + 1
    assert desk(world).get("/clerk/").status_code == 403


def test_a_clerk_takes_up_a_paper_acts_for_the_member_and_the_member_is_told(world: World) -> None:
    person = emil(world)
    client = desk(world)
    assert client.post("/clerk/", {"card": person.membership.upper()})["Location"] == "/clerk/"
    assert b"On the desk: the paper of Emil" in client.get("/clerk/").content
    assert client.post("/you/move/", {"branch": "harbour"})["Location"] == "/clerk/"
    assert Person.objects.get(pk=person.pk).branch_id == "harbour"
    entry = Entry.objects.latest("index")
    assert world.office("clerk").code.encode() in bytes(entry.leaf)
    told = Letter.objects.get(person=person, occasion="entered-by-a-clerk")
    assert (told.entry, told.way) == (entry.index, "print")
    client.post("/clerk/put-down/")
    client.post("/you/move/", {"branch": "harbour"})
    assert Person.objects.get(pk=world.dora.pk).branch_id == "harbour", "the clerk's own paper again"


def test_a_clerk_enters_that_a_member_leaves(world: World) -> None:
    person = emil(world)
    client = desk(world)
    client.post("/clerk/", {"card": person.membership})
    assert client.post("/you/leave/")["Location"] == "/clerk/"
    assert not Person.objects.get(pk=person.pk).is_member
    assert Person.objects.get(pk=world.dora.pk).is_member
    assert Letter.objects.filter(person=person, occasion="left", way="print").exists()


def test_a_card_that_nobody_has_is_redisplayed_with_an_error(world: World) -> None:
    page = desk(world).post("/clerk/", {"card": "abcdefghijklmnop"}).content.decode()
    assert "No member has a card with this number." in page
    assert 'value="abcdefghijklmnop"' in page
    assert "This field is required" in desk(world).post("/clerk/", {"card": " "}).content.decode()


def test_a_paper_lies_on_the_desk_only_while_the_clerk_is_there_by_passkey_and_in_office(
    world: World,
) -> None:
    person = emil(world)
    client = desk(world)
    client.post("/clerk/", {"card": person.membership})
    session = client.session
    session["by_passkey"] = False
    session.save()
    client.post("/you/move/", {"branch": "harbour"})
    assert Person.objects.get(pk=person.pk).branch_id == "hill"


def test_a_session_that_names_a_member_but_is_no_clerks_acts_for_nobody_else(world: World) -> None:
    client = world.client(world.alice, by_passkey=True)
    session = client.session
    session["acting_for"] = world.bob.pk
    session.save()
    client.post("/you/move/", {"branch": "hill"})
    assert Person.objects.get(pk=world.bob.pk).branch_id == "commons"
    assert Person.objects.get(pk=world.alice.pk).branch_id == "hill"


def test_letters_that_were_posted_leave_the_queue_and_others_stay(world: World) -> None:
    emil(world)
    client = desk(world)
    client.post("/clerk/member/", {**FORM, "shown_name": "Fia"})
    first = Letter.objects.to_print().earliest("made_at", "pk")
    client.post("/clerk/letters/", {"letter": [first.pk, "made-up"]})
    assert [each.pk for each in Letter.objects.to_print()] != [first.pk]
    assert Letter.objects.to_print().count() == 1
    assert Letter.objects.get(pk=first.pk).done_at == world.now


def test_all_letters_on_the_page_are_ticked_off_at_once_and_no_later_one(world: World) -> None:
    emil(world)
    client = desk(world)
    shown = re.findall(r'name="shown" value="([^"]+)"', client.get("/clerk/letters/").content.decode())
    client.post("/clerk/member/", {**FORM, "shown_name": "Fia"})
    client.post("/clerk/letters/", {"shown": shown, "all": "1"})
    assert {each.person.shown_name for each in Letter.objects.to_print() if each.person} == {"Fia"}


def test_the_newest_letters_come_first_and_the_others_are_counted(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PAGE", 1)
    emil(world)
    client = desk(world)
    assert "when these are ticked off" not in client.get("/clerk/letters/").content.decode()
    world.now += 1
    client.post("/clerk/member/", {**FORM, "shown_name": "Fia"})
    page = client.get("/clerk/letters/").content.decode()
    assert "Posted to Fia" in page
    assert "Posted to Emil" not in page
    assert "1 more letter comes up" in page


def test_the_clerk_does_not_see_members_who_have_e_mail_on_the_desk(world: World) -> None:
    page = desk(world).get("/clerk/").content.decode()
    assert "Alice" not in page
