"""Second, object, ask for a secret vote, withdraw: once each, by those who may, and refused with the rule."""

from collections.abc import Callable
from typing import Any

import pytest

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.members import acts as members
from folkmoot.site.motions import acts
from folkmoot.site.record.models import Entry
from motion_world import World, day

Now = Callable[[float], None]


def test_enough_seconders_open_the_debate(world: World) -> None:
    world.table()
    acts.second(number=1, by=world["Ola"], at=day(2))
    assert world.standing("motion/1", 2) == "tabled"
    acts.second(number=1, by=world["Idris"], at=day(2))
    assert world.standing("motion/1", 2) == "debate"


@pytest.mark.parametrize(
    ("who", "on", "rule"),
    [("Wren", 2, "4.2"), ("Ola", 2, "4.2"), ("Dov", 2, "4.2"), ("Vic", 40, "4.2")],
    ids=["mover", "again", "stranger", "late"],
)
def test_who_may_not_second_is_told_why(world: World, who: str, on: float, rule: str) -> None:
    world.table()
    acts.second(number=1, by=world["Ola"], at=day(1.5))
    before = Entry.objects.count()
    with pytest.raises(OutOfOrder) as refused:
        acts.second(number=1, by=world[who], at=day(on))
    assert refused.value.rule == rule
    assert refused.value.condition
    assert refused.value.fact
    assert refused.value.cure
    assert Entry.objects.count() == before


def test_a_member_who_has_left_cannot_second_on_the_page(world: World, now: Now) -> None:
    world.table()
    client = world.client("Vic")
    members.leave(person=world["Vic"], at=day(1.5))
    now(2)
    assert client.post("/motions/1/second/").status_code == 302


def test_each_member_asks_for_secrecy_once(world: World) -> None:
    world.table()
    acts.ask_secret(number=1, by=world["Vic"], at=day(2))
    with pytest.raises(OutOfOrder):
        acts.ask_secret(number=1, by=world["Vic"], at=day(2))


def test_only_the_mover_withdraws(world: World) -> None:
    world.table()
    with pytest.raises(OutOfOrder) as refused:
        acts.withdraw(number=1, by=world["Vic"], at=day(2))
    assert refused.value.rule == "4.7"
    acts.withdraw(number=1, by=world["Wren"], at=day(2))
    assert world.standing("motion/1", 2) == "withdrawn"


def press(world: World, who: str, act: str) -> Any:
    return world.client(who).post(f"/motions/1/{act}/", follow=True)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("second", "You have seconded motion 1."),
        ("ask-secret", "You have asked for a secret vote on motion 1."),
    ],
)
def test_a_button_does_it_and_says_so(world: World, now: Now, act: str, said: str) -> None:
    world.table()
    now(2)
    assert said in press(world, "Vic", act).content.decode()
    again = press(world, "Vic", act).content.decode()
    assert 'class="notice refused"' in again


@pytest.mark.parametrize("act", ["second", "object", "ask-secret", "withdraw"])
def test_each_act_has_a_page_that_asks_first(world: World, now: Now, act: str) -> None:
    world.table()
    now(2)
    before = Entry.objects.count()
    page = world.client("Vic").get(f"/motions/1/{act}/")
    assert page.status_code == 200
    assert '<form method="post">' in page.content.decode()
    assert Entry.objects.count() == before
    for answer in (world.client().get(f"/motions/1/{act}/"), world.client().post(f"/motions/1/{act}/")):
        assert answer.status_code == 302


def test_an_act_on_a_motion_that_is_not_there_has_no_page(world: World, now: Now) -> None:
    for act in ("second", "put", "due", "mend", "option", "rule-out"):
        assert world.client("Vic").post(f"/motions/8/{act}/").status_code == 404


def test_a_clerk_seconds_for_a_member_and_the_entry_names_the_office(world: World, now: Now) -> None:
    world.table()
    client = world.client("Teo", by_passkey=True)
    session = client.session
    session["acting_for"] = world.people["Cass"].pk
    session.save()
    now(2)
    assert "In the name of Cass" in client.get("/motions/1/second/").content.decode()
    client.post("/motions/1/second/")
    entry = Entry.objects.order_by("-index")[0]
    assert entry.by_name == world["Cass"].code("motion/1")
    assert world.office("clerk", "network").code.encode() in bytes(entry.leaf)
