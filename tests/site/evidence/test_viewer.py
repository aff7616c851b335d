"""Who may open an item, and what the viewer hands to a browser: never the original to run."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from folkmoot.site.evidence import acts, reading, wrapping
from folkmoot.site.evidence.models import Item, Part
from folkmoot.site.members.acts import erase as erase_person
from folkmoot.site.members.acts import leave
from folkmoot.site.members.models import Person
from hostile_files import HTML, MARKED_MAIL, bomb, moving, pdf, picture
from people import World

ADDRESSES = ("/evidence/{}/", "/evidence/{}/page/1.png", "/evidence/{}/original")


def kept(world: World, data: bytes | str, media: str = "text/plain", **more: Any) -> Item:
    facts = {"person": world.alice, "on": "case/7", "kind": "evidence", "title": "The broken lock"} | more
    return acts.keep(data=data, media_type=media, at=world.now, **facts)


def statuses(world: World, item: Item, person: Person | None, *, by_passkey: bool = False) -> list[int]:
    client = world.client(person, by_passkey=by_passkey)
    return [client.get(address.format(item.pk)).status_code for address in ADDRESSES]


def test_only_the_owner_and_those_who_were_served_open_an_item(world: World) -> None:
    item = kept(world, pdf("A"), "application/pdf")
    assert statuses(world, item, world.alice) == [200, 200, 200]
    assert statuses(world, item, world.bob) == [404, 404, 404], "a member who was not served"
    assert statuses(world, item, world.dora, by_passkey=True) == [404, 404, 404], "an officer, by passkey"
    assert statuses(world, item, None) == [302, 302, 302], "a visitor is asked to sign in"
    acts.share(item, [world.bob], world.now, entry=5)
    assert statuses(world, item, world.bob) == [200, 200, 200]
    assert statuses(world, item, world.dora, by_passkey=True) == [404, 404, 404]


def test_who_steps_down_reads_no_longer_and_can_be_served_again(world: World) -> None:
    item = kept(world, "Words")
    acts.share(item, [world.bob], world.now)
    acts.share(item, [world.bob, world.alice], world.now)
    assert item.shares.count() == 1, "served once, and never to its owner"
    assert acts.unshare(on="case/7/panel", person=world.bob, at=world.now) == 1
    assert not reading.may_read(world.bob, item)
    acts.share(item, [world.bob], world.now)
    assert reading.may_read(world.bob, item)


def test_a_former_member_goes_on_reading_what_is_theirs_and_what_they_were_served(world: World) -> None:
    mine, theirs = kept(world, "Words"), kept(world, "Charge", person=world.bob)
    acts.share(theirs, [world.alice], world.now)
    leave(person=world.alice, at=world.now)
    gone = Person.objects.get(pk=world.alice.pk)
    for item in (mine, theirs):
        assert statuses(world, item, gone)[::2] == [200, 200]


def test_an_erased_person_opens_nothing(world: World) -> None:
    item = kept(world, "Words", person=world.bob)
    acts.share(item, [world.alice], world.now)
    leave(person=world.alice, at=world.now)
    erase_person(person=world.alice, at=world.now)
    gone = Person.objects.get(pk=world.alice.pk)
    assert not reading.may_read(gone, item)
    assert statuses(world, item, gone) == [302, 302, 302]
    assert not reading.may_read(None, item)


def test_an_item_nobody_has_looks_the_same_as_one_that_was_not_served(world: World) -> None:
    item = kept(world, "Words")
    client = world.client(world.bob)
    unknown, unserved = client.get(f"/evidence/{'0' * 32}/"), client.get(f"/evidence/{item.pk}/")
    blank = re.compile(rb"[0-9a-f]{32}|nonce-\S+")
    assert unknown.status_code == unserved.status_code == 404
    assert blank.sub(b"", unknown.content) == blank.sub(b"", unserved.content)


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_kept_in_any_cache_and_nothing_can_be_sent(world: World, address: str) -> None:
    item = kept(world, picture(), "image/png")
    client = world.client(world.alice)
    answer = client.get(address.format(item.pk))
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.post(address.format(item.pk)).status_code == 405


@pytest.mark.parametrize("address", ADDRESSES[1:])
def test_drawing_and_original_may_run_nothing(world: World, address: str) -> None:
    answer = world.client(world.alice).get(address.format(kept(world, picture(), "image/png").pk))
    assert set(answer["Content-Security-Policy"].split("; ")) == {"default-src 'none'", "sandbox"}


def test_the_original_comes_bit_for_bit_and_only_as_a_file_to_save(world: World) -> None:
    item = kept(world, HTML, filename='a"b\r\n<script>.html')
    answer = world.client(world.alice).get(f"/evidence/{item.pk}/original")
    assert answer.content == HTML
    assert answer["Content-Type"] == "text/plain"
    assert answer["Content-Disposition"] == 'attachment; filename="a_b_script_.html"'


def test_the_page_says_what_it_is_who_handed_it_in_and_what_seals_it(world: World) -> None:
    item = kept(world, "It was broken at nine.", role="complainant", filename="lock.txt")
    acts.sealed_by([item], 3)
    acts.share(item, [world.bob], world.now)
    page = world.client(world.bob).get(f"/evidence/{item.pk}/").content.decode()
    said = reading.about_one(item)
    for words in ("The broken lock", "complainant", "It was broken at nine.", item.seal, said.sha256):
        assert words in page
    assert 'href="/record/3/"' in page
    assert "Handed in by you" in world.client(world.alice).get(f"/evidence/{item.pk}/").content.decode()


@pytest.mark.parametrize(
    ("back", "shown"),
    [("/cases/7/", True), ("https://example.org/", False), ("//example.org", False), ("", False)],
)
def test_the_way_back_leads_to_a_page_of_this_site_or_nowhere(world: World, back: str, shown: bool) -> None:
    item = kept(world, pdf("A", "B"), "application/pdf")
    page = world.client(world.alice).get(f"/evidence/{item.pk}/", {"back": back}).content.decode()
    assert (f'<a href="{back}">case 7' in page) == shown
    assert ("back=" in page) == shown
    assert "example.org" not in page


def test_words_are_shown_and_never_run(world: World) -> None:
    page = world.client(world.alice).get(f"/evidence/{kept(world, HTML, title='<b>x</b>').pk}/").content
    assert b"&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert b"<script>alert" not in page
    assert b"<b>x" not in page


def test_a_document_is_shown_page_by_page_with_its_words(world: World) -> None:
    item = kept(world, pdf("First words", "Second words", script="app.alert(1)"), "application/pdf")
    client = world.client(world.alice)
    first, second = (client.get(f"/evidence/{item.pk}/?page={n}").content.decode() for n in (1, 2))
    assert "First words" in first and "Second words" not in first
    assert f"/evidence/{item.pk}/page/2.png" in second and "Second words" in second
    assert "Page 2 of 2" in second
    assert "alert" not in first
    assert client.get(f"/evidence/{item.pk}/?page=3").status_code == 404
    assert client.get(f"/evidence/{item.pk}/page/3.png").status_code == 404
    drawn = client.get(f"/evidence/{item.pk}/page/2.png")
    assert (drawn["Content-Type"], drawn.content[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")


def test_a_mail_is_shown_as_words_and_a_list(world: World) -> None:
    item = kept(world, MARKED_MAIL, "message/rfc822")
    page = world.client(world.alice).get(f"/evidence/{item.pk}/").content.decode()
    for words in (
        "Edda Reed &lt;edda@example.org&gt;",
        "The kéy",
        "Come at nine.",
        "plan.pdf",
        "only its words",
    ):
        assert words in page
    for hidden in ("spy.png", "onerror", "document.title"):
        assert hidden not in page
    assert world.client(world.alice).get(f"/evidence/{item.pk}/page/1.png").status_code == 404


@pytest.mark.parametrize(
    ("data", "media", "words"),
    [
        (b"%PDF-1.7 and no more", "application/pdf", "does not open"),
        (pdf("Secret", password="swordfish"), "application/pdf", "locked by a password"),
        (bomb(), "image/png", "unpacks into more"),
        (HTML, "image/png", "does not open"),
    ],
)
def test_what_cannot_be_drawn_is_said_to_be_so_and_can_still_be_taken_along(
    world: World, data: bytes, media: str, words: str
) -> None:
    item = kept(world, data, media)
    client = world.client(world.alice)
    page = client.get(f"/evidence/{item.pk}/")
    assert page.status_code == 200
    assert words in page.content.decode()
    assert "<img" not in page.content.decode()
    assert client.get(f"/evidence/{item.pk}/page/1.png").status_code == 422
    assert client.get(f"/evidence/{item.pk}/original").content == data


def test_every_frame_of_a_moving_picture_has_its_page(world: World) -> None:
    item = kept(world, moving(), "image/gif")
    assert "Page 3 of 3" in world.client(world.alice).get(f"/evidence/{item.pk}/?page=3").content.decode()


def destroyed(item: Item, world: World) -> None:
    acts.erase(world.alice, "case/7", world.now)


def locked(item: Item, world: World) -> None:
    wrapping.path_of(1).unlink()


def changed(item: Item, world: World) -> None:
    Part.objects.filter(item=item).update(box=b"something else, put there by hand")


@pytest.mark.parametrize(
    ("fate", "status", "words"),
    [
        (destroyed, 410, "It has been destroyed."),
        (locked, 503, "It is locked at the moment."),
        (changed, 500, "It is not what was handed in."),
    ],
)
def test_what_does_not_open_says_why_and_still_shows_its_seal(
    world: World, fate: Callable[[Item, World], None], status: int, words: str
) -> None:
    item = kept(world, "Words")
    acts.sealed_by([item], 3)
    fate(item, world)
    for address in (ADDRESSES[0], ADDRESSES[2]):
        answer = world.client(world.alice).get(address.format(item.pk))
        assert answer.status_code == status
        assert words in answer.content.decode()
        assert item.seal in answer.content.decode()


def test_a_page_of_an_item_takes_few_queries(
    world: World, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    item = kept(world, "Words")
    client = world.client(world.alice)
    client.get(f"/evidence/{item.pk}/")
    with django_assert_max_num_queries(10):
        client.get(f"/evidence/{item.pk}/")


def test_the_boxes_of_many_items_are_looked_into_with_one_query(
    world: World, django_assert_num_queries: Callable[[int], Any]
) -> None:
    items = [kept(world, f"No. {n}", title=f"Title {n}", on=f"case/{n % 3}") for n in range(9)]
    with django_assert_num_queries(1):
        said = reading.about(items)
    assert [said[item.pk].title for item in items] == [f"Title {n}" for n in range(9)]
