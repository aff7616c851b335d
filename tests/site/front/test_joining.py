"""Joining online, the member's own pages, leaving, taking data along, being erased."""

import json
import re

import pytest
from django.test import Client

from folkmoot.site.front import business, proved
from folkmoot.site.members.models import Person
from folkmoot.site.notices import writing
from folkmoot.site.notices.models import Letter
from folkmoot.site.record.models import Entry
from folkmoot.site.record.reading import assembly
from people import CHARLIE, World

FORM = {"shown_name": "Charlie", "branch": "harbour", "shows": "branch", "accepts": "on"}


def with_proved_address(world: World, address: str = CHARLIE) -> Client:
    client = world.client()
    session = client.session
    proved.remember(session, address, world.now)
    session.save()
    client.cookies["sessionid"] = session.session_key
    return client


def test_joining_is_an_entry_a_letter_and_a_session(world: World) -> None:
    client = with_proved_address(world)
    assert client.post("/join/you/", FORM)["Location"] == "/"
    charlie = Person.objects.get(shown_name="Charlie")
    assert charlie.email == CHARLIE
    assert Entry.objects.latest("index").on == f"membership/{charlie.membership}"
    letter = Letter.objects.get(person=charlie)
    assert letter.entry == 1
    assert "Dear Charlie" in writing.read(letter.box, letter.pk, charlie).text
    assert b"Charlie" in client.get("/").content


def test_where_the_letter_cannot_be_written_nobody_has_joined(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*words: object, **more: object) -> None:
        raise RuntimeError("no letter")

    client = with_proved_address(world)
    with monkeypatch.context() as patch:
        patch.setattr("folkmoot.site.notices.acts.send", stumble)
        with pytest.raises(RuntimeError):
            client.post("/join/you/", FORM)
    assert (Entry.objects.count(), assembly().size, Person.objects.count()) == (1, 1, 3)
    client.post("/join/you/", FORM)
    assert (Entry.objects.count(), assembly().size, Person.objects.count()) == (2, 2, 4)


def test_nothing_typed_is_lost_when_something_is_missing(world: World) -> None:
    page = with_proved_address(world).post(
        "/join/you/", {**FORM, "shown_name": "", "branch": "hill", "accepts": ""}
    )
    text = page.content.decode()
    assert "Nothing you typed is lost." in text
    assert re.search(r'value="hill"\s+selected', text)
    assert "tick the box if you accept it" in text
    assert not Person.objects.filter(branch="hill").exclude(pk=world.dora.pk).exists()


def test_a_branch_or_a_way_of_showing_that_does_not_exist_is_refused(world: World) -> None:
    client = with_proved_address(world)
    for wrong in (
        {"branch": "moon"},
        {"shows": "everybody"},
        {"shown_name": "a\u202eb"},
        {"shown_name": "x" * 61},
    ):
        assert b"Nothing was sent yet" in client.post("/join/you/", FORM | wrong).content
    assert Person.objects.count() == 3


def test_a_proof_lasts_an_hour(world: World) -> None:
    client = with_proved_address(world)
    world.now += 3601
    assert client.post("/join/you/", FORM)["Location"] == "/join/"


def test_a_member_cannot_join_again(world: World) -> None:
    assert world.client(world.alice).get("/join/you/")["Location"] == "/you/"
    page = with_proved_address(world, "alice@example.org").post("/join/you/", FORM)
    assert b"Somebody has joined with this address already." in page.content


def test_a_member_changes_the_name_and_who_sees_it(world: World) -> None:
    client = world.client(world.alice)
    assert client.post("/you/", {"shown_name": "  Al  ice ", "shows": "nobody"}).status_code == 302
    kept = Person.objects.get(pk=world.alice.pk)
    assert (kept.shown_name, kept.shows) == ("Al ice", "nobody")
    assert b"Nothing was sent yet" in client.post("/you/", {"shown_name": "", "shows": "nobody"}).content


def test_members_see_each_other_only_as_each_of_them_wishes(world: World) -> None:
    Person.objects.filter(pk=world.bob.pk).update(shows="branch")
    Person.objects.filter(pk=world.dora.pk).update(shows="nobody")
    page = world.client(world.alice).get("/members/").content.decode()
    content = page[page.index("<main") :]
    assert "Alice" in content
    assert "Bob" not in content
    assert "Dora" not in content
    assert "2 more members do not show their names to you." in content
    assert world.client().get("/members/")["Location"] == "/sign-in/?next=/members/"


def test_offices_are_shown_by_name_to_members_and_by_code_name_to_everybody(world: World) -> None:
    for path in ("/offices/", "/branches/commons/"):
        inside = world.client(world.alice).get(path).content.decode()
        outside = world.client().get(path).content.decode()
        assert "Bob" in inside
        assert "Bob" not in outside
        assert world.office("secretary").code in outside


def test_the_tree_counts_members_with_those_of_branches_below(world: World) -> None:
    page = world.client().get("/branches/").content.decode()
    assert "3 members" in page
    assert page.count("1 member<") == 2
    assert world.client().get("/branches/harbour/").status_code == 200
    assert world.client().get("/branches/moon/").status_code == 404


def test_a_branch_without_members_says_so(world: World) -> None:
    world.client(world.alice).post("/you/move/", {"branch": "hill"})
    for path in ("/branches/", "/branches/harbour/"):
        assert "0 members" in world.client().get(path).content.decode()


def test_where_no_office_is_held_only_members_of_the_branch_are_led_to_a_motion(world: World) -> None:
    pages = {
        person and person.shown_name: world.client(person).get("/branches/harbour/").content.decode()
        for person in (None, world.alice, world.bob)
    }
    assert all("No office of this branch is held now." in page for page in pages.values())
    led = [name for name, page in pages.items() if "Table a motion that appoints somebody" in page]
    assert led == ["Alice"], "Bob belongs to the whole, not to Harbour"


def test_outsiders_read_first_what_is_open_and_then_three_decisions_in_a_line_each(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided = [{"title": f"Case {n}", "url": f"/motions/{n}/", "kicker": "Harbour"} for n in range(4)]
    monkeypatch.setattr(business, "for_home", lambda person, at: {"decisions": decided})
    page = world.client().get("/").content.decode()
    assert page.index("Before the assembly now") < page.index("Decided lately") < page.index("Case 0")
    assert ("Case 2" in page, "Case 3" in page) == (True, False)


def test_a_member_moves(world: World) -> None:
    client = world.client(world.alice)
    assert client.get("/you/move/").status_code == 200
    assert client.post("/you/move/", {"branch": "hill"})["Location"] == "/you/"
    assert Person.objects.get(pk=world.alice.pk).branch_id == "hill"
    refused = client.post("/you/move/", {"branch": "hill"})
    assert refused.status_code == 409
    assert b"You belong to this branch already." in refused.content
    assert b"/rulebook/2.3/" in refused.content


def test_leaving_exporting_and_being_erased_from_end_to_end(world: World) -> None:
    client = world.client(world.alice)
    assert client.get("/you/leave/").status_code == 200
    assert client.post("/you/leave/")["Location"] == "/you/leave/"
    assert client.get("/you/")["Location"].startswith("/sign-in/")
    assert b"You have left" in client.get("/you/leave/").content
    answer = client.get("/you/export/")
    assert answer["Cache-Control"] == "no-store"
    data = json.loads(answer.content)
    assert data["email"] == "alice@example.org"
    assert any("You have left" in each["subject"] for each in data["letters"])
    assert client.post("/you/erase/")["Location"] == "/"
    assert Person.objects.get(pk=world.alice.pk).erased_at == world.now
    assert not Letter.objects.filter(person=world.alice).exists()
    assert client.get("/you/leave/")["Location"].startswith("/sign-in/")


def test_somebody_who_left_can_come_back(world: World) -> None:
    client = world.client(world.alice)
    client.post("/you/leave/")
    assert b"Join again" in client.get("/join/you/").content
    assert client.post("/join/you/", FORM | {"shown_name": "Alice again"})["Location"] == "/"
    back = Person.objects.get(pk=world.alice.pk)
    assert (back.is_member, back.shown_name) == (True, "Alice again")


def test_an_officer_who_wants_to_leave_reads_why_not(world: World) -> None:
    answer = world.client(world.bob).post("/you/leave/")
    assert answer.status_code == 409
    assert b"You hold the office of secretary." in answer.content
    assert b"Resign from it first" in answer.content


def test_a_member_who_asks_to_be_erased_reads_that_leaving_comes_first(world: World) -> None:
    answer = world.client(world.alice).post("/you/erase/")
    assert (answer.status_code, b"This membership has not ended." in answer.content) == (409, True)


def test_nobody_gets_data_without_signing_in(world: World) -> None:
    for path in ("/you/export/", "/you/", "/you/move/", "/you/leave/", "/letters/"):
        assert world.client().get(path)["Location"].startswith("/sign-in/?next=")
    assert world.client().post("/you/erase/")["Location"].startswith("/sign-in/")


def test_a_member_reads_their_own_letters_and_no_others(world: World) -> None:
    client = with_proved_address(world)
    client.post("/join/you/", FORM)
    letter = Letter.objects.get(person__shown_name="Charlie")
    assert b"1 letter that you have not opened" in client.get("/").content
    assert world.client(world.alice).get(f"/letters/{letter.pk}/").status_code == 404
    assert b"Dear Charlie" in client.get(f"/letters/{letter.pk}/").content
    letter.refresh_from_db()
    assert letter.read_at == world.now
    assert client.get("/letters/").status_code == 200
    assert client.get("/letters/?from=abc").status_code == 200


def test_home_says_to_everybody_what_this_is_and_to_a_member_what_needs_them(world: World) -> None:
    outside = world.client().get("/").content.decode()
    assert "Check it yourself" in outside
    assert "3 members" in outside
    assert "folkmoot audit" in outside
    assert "Good day, Alice" in world.client(world.alice).get("/").content.decode()
    assert "Acts of office are done with a passkey" in world.client(world.bob).get("/").content.decode()
    for path in ("/privacy/", "/accessibility/"):
        assert world.client().get(path).status_code == 200
