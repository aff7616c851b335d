"""What is typed is kept on the server, for its writer alone."""

from collections.abc import Callable

import pytest

from folkmoot.site.debate import drafts
from folkmoot.site.debate.models import Draft
from folkmoot.site.members import acts as members
from motion_world import World, day

Now = Callable[[float], None]


def test_a_draft_is_found_again_by_its_writer(world: World) -> None:
    kept = drafts.keep(world["Vic"], "motion", {"title": "One"}, day(1))
    found = drafts.find(world["Vic"], "motion", id=kept.pk)
    assert found is not None
    assert found.fields == {"title": "One"}


def test_nobody_else_can_open_a_draft(world: World) -> None:
    kept = drafts.keep(world["Vic"], "motion", {"title": "One"}, day(1))
    assert drafts.find(world["Ola"], "motion", id=kept.pk) is None
    assert b"One" not in bytes(Draft.objects.get().box)


def test_nobody_else_can_overwrite_a_draft(world: World) -> None:
    kept = drafts.keep(world["Vic"], "motion", {"title": "One"}, day(1))
    other = drafts.keep(world["Ola"], "motion", {"title": "Mine"}, day(1), id=kept.pk)
    assert other.pk != kept.pk
    assert Draft.objects.get(pk=kept.pk).fields == {"title": "One"}


def test_a_draft_of_a_speech_is_one_for_each_place(world: World) -> None:
    for words in ("one", "two"):
        drafts.keep(world["Vic"], "speech", {"words": words}, day(1), place="motion/1")
    drafts.keep(world["Vic"], "speech", {"words": "answer"}, day(1), place="motion/1/9")
    assert sorted(each.fields["words"] for each in drafts.of(world["Vic"], "speech")) == ["answer", "two"]


def test_an_erasure_destroys_drafts(world: World) -> None:
    drafts.keep(world["Vic"], "motion", {"title": "One"}, day(1))
    members.leave(person=world["Vic"], at=day(2))
    members.erase(person=world["Vic"], at=day(2))
    assert [each.fields for each in Draft.objects.select_related("person")] in ([], [{}])


def test_a_speech_is_kept_while_it_is_typed_and_stands_there_again(world: World, now: Now) -> None:
    world.debated()
    now(3)
    client = world.client("Vic")
    answer = client.post("/motions/1/speak/keep/", {"words": "Half a thou"}, headers={"HX-Request": "true"})
    assert 'id="kept"' in answer.content.decode()
    assert ">Half a thou</textarea>" in client.get("/motions/1/").content.decode()
    assert "Half a thou" not in world.client("Ola").get("/motions/1/").content.decode()


def test_without_scripts_a_speech_is_kept_by_a_button(world: World, now: Now) -> None:
    world.debated()
    now(3)
    client = world.client("Vic")
    assert client.post("/motions/1/speak/", {"words": "Later", "keep": "1"}).status_code == 303
    assert ">Later</textarea>" in client.get("/motions/1/").content.decode()


def test_what_has_been_said_is_no_longer_a_draft(world: World, now: Now) -> None:
    world.debated()
    now(3)
    client = world.client("Vic")
    client.post("/motions/1/speak/keep/", {"words": "Half"})
    client.post("/motions/1/speak/", {"words": "Whole"})
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "address", ["/motions/1/speak/keep/", "/motions/drafts/keep/", "/rulebook/drafts/keep/"]
)
def test_a_visitor_keeps_nothing(world: World, now: Now, address: str) -> None:
    world.debated()
    now(3)
    assert world.client().post(address, {"words": "x", "title": "x", "draft": "abc"}).status_code == 403
    assert not Draft.objects.exists()
