"""A draft of a motion: kept as it is typed, opened again, thrown away, or tabled."""

import re
from collections.abc import Callable

from folkmoot.site.debate.models import Draft
from motion_world import World

Now = Callable[[float], None]
TYPED = {"kind": "resolution", "branch": "harbour", "title": "A lamp", "text": "For the stairs."}


def id_on(page: str) -> str:
    found = re.search(r'name="draft" value="(\w+)"', page)
    assert found is not None
    return found[1]


def test_what_is_typed_is_kept_and_says_when(world: World, now: Now) -> None:
    now(1)
    client = world.client("Vic")
    id_ = id_on(client.get("/motions/new/").content.decode())
    for title in ("A la", "A lamp"):
        answer = client.post("/motions/drafts/keep/", TYPED | {"draft": id_, "title": title})
        assert "Kept at 12:00." in answer.content.decode()
    assert Draft.objects.get().fields["title"] == "A lamp"
    page = client.get(f"/motions/drafts/{id_}/").content.decode()
    assert 'value="A lamp"' in page
    assert id_on(page) == id_


def test_nothing_is_kept_while_nothing_is_written(world: World, now: Now) -> None:
    now(1)
    world.client("Vic").post("/motions/drafts/keep/", {"draft": "abc", "title": " ", "text": ""})
    assert not Draft.objects.exists()


def test_a_button_keeps_a_draft_without_scripts(world: World, now: Now) -> None:
    now(1)
    client = world.client("Vic")
    answer = client.post("/motions/new/", {"draft": "abc", "title": "", "text": "Half", "keep": "1"})
    assert answer["Location"] == "/motions/drafts/abc/"
    assert "Half" in client.get("/motions/drafts/abc/").content.decode()
    assert "/motions/drafts/abc/" in client.get("/motions/").content.decode()


def test_nobody_else_reads_a_draft(world: World, now: Now) -> None:
    now(1)
    world.client("Vic").post("/motions/new/", TYPED | {"draft": "abc", "keep": "1"})
    other = world.client("Ola")
    assert "For the stairs." not in other.get("/motions/drafts/abc/").content.decode()
    assert "/motions/drafts/abc/" not in other.get("/motions/").content.decode()


def test_a_draft_is_thrown_away_by_its_writer(world: World, now: Now) -> None:
    now(1)
    client = world.client("Vic")
    client.post("/motions/new/", TYPED | {"draft": "abc", "keep": "1"})
    world.client("Ola").post("/motions/new/", {"draft": "abc", "discard": "1"})
    assert Draft.objects.count() == 1
    client.post("/motions/new/", {"draft": "abc", "discard": "1"})
    assert not Draft.objects.exists()


def test_a_refused_motion_stays_a_draft_and_a_tabled_one_does_not(world: World, now: Now) -> None:
    now(1)
    client = world.client("Vic")
    client.post("/motions/new/", TYPED | {"draft": "abc", "text": "word " * 600})
    assert Draft.objects.get(pk="abc").fields["title"] == "A lamp"
    client.post("/motions/new/", TYPED | {"draft": "abc"})
    assert not Draft.objects.exists()
