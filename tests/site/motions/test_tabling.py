"""Tabling: who may, where, with how many words, and what a motion may set in train."""

from collections.abc import Callable

import pytest

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.debate.models import Deed
from folkmoot.site.motions import acts
from folkmoot.site.motions.models import Motion
from folkmoot.site.record import reading
from folkmoot.site.record.models import Entry
from folkmoot.tlog.leaf import Leaf
from motion_world import TEXT, World, day

Now = Callable[[float], None]
TYPED = {"kind": "resolution", "branch": "harbour", "title": "A lamp", "text": "For the stairs."}


def last() -> Leaf:
    return Leaf.decode(bytes(Entry.objects.order_by("-index")[0].leaf))


def test_a_motion_stands_in_the_record_with_its_text_as_a_paper(world: World) -> None:
    motion = world.table()
    leaf = last()
    assert (leaf.act, leaf.rule, leaf.on) == ("motion.table", "4.1", "motion/1")
    assert reading.paper(leaf.facts["text"]) == f"Keep the harbour open\n\n{TEXT}\n".encode()
    assert leaf.facts["length"] == len(f"Keep the harbour open {TEXT}".split())
    assert (motion.number, motion.entry) == (1, leaf.index)


def test_its_mover_is_known_to_members_and_not_to_the_record(world: World) -> None:
    world.table()
    assert Deed.objects.get(act="motion.table").person_id == world.people["Wren"].pk
    assert last().by.name == world["Wren"].code("motion/1")
    assert b"Wren" not in bytes(Entry.objects.order_by("-index")[0].leaf)


def test_a_member_may_table_in_a_branch_above_their_own(world: World) -> None:
    assert world.table(branch="network").branch_id == "network"


def test_a_member_may_not_table_in_another_branch(world: World) -> None:
    with pytest.raises(OutOfOrder) as refused:
        world.table(by="Dov")
    assert refused.value.rule == "4.1"
    assert not Motion.objects.exists()


def test_too_many_words_are_refused_with_how_many(world: World) -> None:
    with pytest.raises(OutOfOrder) as refused:
        world.table(text="word " * 500)
    assert refused.value.cure == "Shorten it by 4."


def test_a_text_is_rendered_once_and_safely(world: World) -> None:
    motion = world.table(text="One *two*\n\n<script>x</script>")
    assert motion.html == "<p>One <em>two</em></p>\n<p>&lt;script&gt;x&lt;/script&gt;</p>\n"


def test_a_motion_to_appoint_names_the_nominee_by_code_name_alone(world: World) -> None:
    world.table(kind="appoint", office="treasurer", nominee=world["Una"])
    effect = last().facts["effect"]
    assert effect == {
        "act": "office.appoint",
        "office": "treasurer",
        "branch": "harbour",
        "name": world["Una"].code("office/harbour/treasurer/1"),
    }
    assert Motion.objects.get().nominee_id == world.people["Una"].pk


@pytest.mark.parametrize(
    ("title", "id_"),
    [("Quay Side", "quay-side"), ("Hill", "hill-2"), ("Ufer straße", "ufer-strae"), ("!!", "branch")],
)
def test_a_motion_for_a_branch_takes_an_id_that_is_free(world: World, title: str, id_: str) -> None:
    world.table(kind="branch", new_branch=title)
    assert last().facts["effect"]["branch"] == id_


def test_a_clerk_tables_from_paper_and_the_member_is_told(world: World) -> None:
    clerk = world.office("clerk", "network")
    acts.table(by=world["Cass"], branch="harbour", title="T", text="Text.", at=day(1), clerk=clerk)
    assert last().facts["clerk"] == clerk.code
    assert world["Cass"].letters.get(occasion="entered-by-a-clerk").entry == last().index


def test_a_motion_is_tabled_on_the_page(world: World, now: Now) -> None:
    now(1)
    answer = world.client("Vic").post("/motions/new/", TYPED | {"table": "1", "draft": "abc"})
    assert (answer.status_code, answer["Location"]) == (303, "/motions/1/")
    assert Motion.objects.get().title == "A lamp"


def test_an_appointment_is_tabled_on_the_page(world: World, now: Now) -> None:
    now(1)
    typed = TYPED | {"kind": "appoint", "office": "treasurer", "nominee": world.people["Una"].pk}
    assert world.client("Vic").post("/motions/new/", typed).status_code == 303
    member = world.client("Ola").get("/motions/1/").content.decode()
    assert "Nominated:" in member
    assert "Una" in member
    assert "Una" not in world.client().get("/motions/1/").content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "required"),
        ({"text": " "}, "required"),
        ({"title": "x" * 201}, "200"),
        ({"branch": "hill"}, "Select a valid choice"),
        ({"kind": "coup"}, "Select a valid choice"),
        ({"kind": "appoint"}, "An appointment names the office"),
        ({"kind": "branch"}, "Say what the new branch is to be called."),
        ({"text": "word " * 600}, "Shorten it by"),
    ],
)
def test_what_cannot_be_tabled_is_shown_again_with_everything_typed(
    world: World, now: Now, changed: dict[str, str], said: str
) -> None:
    now(1)
    typed = {"title": "Keep this", "text": "And this"} | {
        k: v for k, v in TYPED.items() if k in ("kind", "branch")
    }
    answer = world.client("Vic").post("/motions/new/", typed | changed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    for kept in {"title", "text"} - changed.keys():
        assert typed[kept] in page
    assert not Motion.objects.exists()


def test_a_visitor_is_asked_to_sign_in(world: World, now: Now) -> None:
    answer = world.client().get("/motions/new/")
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/sign-in/")
    answer = world.client().post("/motions/new/", TYPED)
    assert answer.status_code == 403
    assert TYPED["text"] in answer.content.decode()


def test_somebody_whose_name_one_may_not_see_cannot_be_nominated(world: World, now: Now) -> None:
    hidden = world["Dov"]
    hidden.shows = "branch"
    hidden.save()
    now(1)
    typed = TYPED | {"kind": "appoint", "office": "treasurer", "nominee": hidden.pk}
    assert world.client("Vic").post("/motions/new/", typed).status_code == 422
    assert "Dov" not in world.client("Vic").get("/motions/new/").content.decode()
