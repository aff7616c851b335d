"""Ruling out: on a listed ground, with reasons, in time, by the right officer; and the ways back."""

from collections.abc import Callable

import pytest

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.motions import acts
from folkmoot.site.motions.models import Motion
from folkmoot.site.record import reading
from motion_world import World, day

Now = Callable[[float], None]
RULING = {"ground": "not-our-business", "reasons": "The weather is nobody's business."}


def rule_out(world: World, at: float = 2, **more: str) -> None:
    acts.rule_out(number=1, by=world.office("secretary"), at=day(at), by_passkey=True, **(RULING | more))


def test_the_reasons_stand_beside_the_record_for_anyone(world: World, now: Now) -> None:
    world.table()
    rule_out(world)
    assert world.standing("motion/1", 2) == "ruled out"
    now(2)
    page = world.client().get("/motions/1/").content.decode()
    assert "nobody&#x27;s business" in page
    assert "not the business of the network" in page
    assert "/rulebook/4.3/" in page


@pytest.mark.parametrize(
    "more",
    [{"ground": "tiresome"}, {"ground": ""}, {"reasons": " "}, {"at": 9}],
    ids=["unlisted", "none", "no reasons", "late"],
)
def test_a_ruling_without_ground_reasons_or_time_is_refused(world: World, more: dict[str, str]) -> None:
    world.table()
    with pytest.raises(OutOfOrder):
        rule_out(world, **more)
    assert world.standing("motion/1", 2) == "tabled"


def test_the_secretary_of_another_branch_has_no_such_power(world: World, now: Now) -> None:
    world.table()
    with pytest.raises(OutOfOrder) as refused:
        acts.rule_out(number=1, by=world.office("secretary", "network"), at=day(2), by_passkey=True, **RULING)
    assert refused.value.rule == "4.3"
    now(2)
    assert world.client("Wren", by_passkey=True).get("/motions/1/rule-out/").status_code == 404


def test_the_page_lists_the_grounds_of_the_rulebook_and_earlier_rulings(world: World, now: Now) -> None:
    world.table()
    rule_out(world)
    world.table(2.5, title="Another")
    now(3)
    page = world.client("Juno", by_passkey=True).get("/motions/2/rule-out/").content.decode()
    assert page.count('type="radio"') == 4
    assert "an unlawful attack on a person&#x27;s good name" in page
    assert '<a href="/motions/1/">Motion 1</a>: not the business of the network' in page


def test_the_secretary_rules_on_the_page(world: World, now: Now) -> None:
    world.table()
    now(2)
    client = world.client("Juno", by_passkey=True)
    assert "/motions/1/rule-out/" in client.get("/motions/1/").content.decode()
    assert client.post("/motions/1/rule-out/", {"ground": "contrary"}).status_code == 422
    assert client.post("/motions/1/rule-out/", RULING).status_code == 303
    assert world.standing("motion/1", 2) == "ruled out"


def test_a_ruling_without_a_passkey_is_shown_again_with_its_reasons(world: World, now: Now) -> None:
    world.table()
    now(2)
    answer = world.client("Juno").post("/motions/1/rule-out/", RULING)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Officers act by passkey." in page
    assert "The weather is nobody" in page


def test_members_who_are_no_officers_find_no_such_page(world: World, now: Now) -> None:
    world.table()
    now(2)
    assert world.client("Vic").get("/motions/1/rule-out/").status_code == 404
    assert world.client().get("/motions/1/rule-out/").status_code == 302
    assert "/motions/1/rule-out/" not in world.client("Vic").get("/motions/1/").content.decode()


def test_enough_objections_put_it_back_in_order(world: World) -> None:
    world.table()
    rule_out(world)
    for name in ("Ola", "Idris", "Vic", "Una"):
        acts.object_to_ruling(number=1, by=world[name], at=day(3))
    assert world.standing("motion/1", 3) == "ruled out"
    acts.object_to_ruling(number=1, by=world["Bea"], at=day(3))
    assert world.standing("motion/1", 3) == "tabled"


def test_nobody_objects_twice_or_to_a_motion_in_order(world: World) -> None:
    world.table()
    with pytest.raises(OutOfOrder):
        acts.object_to_ruling(number=1, by=world["Ola"], at=day(1.5))
    rule_out(world)
    acts.object_to_ruling(number=1, by=world["Ola"], at=day(3))
    with pytest.raises(OutOfOrder):
        acts.object_to_ruling(number=1, by=world["Ola"], at=day(3))


def test_the_mover_mends_it_and_the_first_words_stay_in_the_record(world: World, now: Now) -> None:
    world.table()
    old = reading.assembly().cases["motion/1"].options[0].text  # type: ignore[attr-defined]
    rule_out(world)
    now(3)
    client = world.client("Wren")
    assert 'value="Keep the harbour open"' in client.get("/motions/1/mend/").content.decode()
    typed = {"title": "Keep the quay open", "text": "Better."}
    assert client.post("/motions/1/mend/", typed).status_code == 303
    assert world.standing("motion/1", 3) == "tabled"
    assert Motion.objects.get().title == "Keep the quay open"
    assert reading.paper(old) is not None


@pytest.mark.parametrize(("who", "on"), [("Vic", 3), ("Wren", 6)], ids=["not the mover", "late"])
def test_mending_that_is_refused_loses_no_word(world: World, now: Now, who: str, on: float) -> None:
    world.table()
    rule_out(world)
    now(on)
    answer = world.client(who).post("/motions/1/mend/", {"title": "T", "text": "Still here."})
    assert answer.status_code == 422
    assert "Still here." in answer.content.decode()
    assert "/rulebook/4.5/" in answer.content.decode()


def test_a_ruling_to_which_too_few_object_stands(world: World, now: Now) -> None:
    world.table()
    rule_out(world)
    now(20)
    page = world.client("Vic").get("/motions/1/").content.decode()
    assert "not enough members objected in time" in page
    assert "Object to the ruling" not in page
