"""The short acts have a page each, which asks first; what is refused is said with its rule."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from folkmoot.site.plan import acts
from motion_world import day
from plan_world import PlanWorld, a_body

Now = Callable[[float], None]
URL = "/plans/1/amendments/1/"
THREE = "Each branch may send three delegates."


def said(client: Client, url: str) -> str:
    return client.get(url).content.decode()


@pytest.mark.parametrize("act", ["second", "withdraw", "accept", "contest", "sign"])
def test_who_is_not_signed_in_signs_in_first(world: PlanWorld, now: Now, act: str) -> None:
    world.amend(a_body(THREE))
    now(3)
    for answer in (Client().get(f"{URL}{act}/"), Client().post(f"{URL}{act}/")):
        assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/")
    assert Client().get(f"/plans/1/amendments/9/{act}/").status_code == 404


@pytest.mark.parametrize(
    ("act", "asks"),
    [
        ("second", "Second amendment 1?"),
        ("withdraw", "Withdraw amendment 1?"),
        ("accept", "Accept amendment 1 as friendly?"),
        ("contest", "Ask for a vote on amendment 1?"),
    ],
)
def test_each_act_asks_first_and_shows_what_the_amendment_does(
    world: PlanWorld, now: Now, act: str, asks: str
) -> None:
    world.amend(a_body(THREE))
    now(3)
    shown = said(world.client("Ola"), f"{URL}{act}/")
    assert asks in shown and "In clause 1.1, leave out" in shown


def test_seconding_asking_for_a_vote_and_withdrawing_go_by_a_button(world: PlanWorld, now: Now) -> None:
    world.amend(a_body(THREE))
    now(3)
    for name in ("Ola", "Bea"):
        assert world.client(name).post(f"{URL}second/").status_code == 303
    assert world.state(1, 3) == "seconded"
    assert world.client("Una", by_passkey=True).post(f"{URL}accept/").status_code == 303
    assert world.state(1, 3) == "accepted"
    world.client("Dov").post(f"{URL}contest/")
    assert world.state(1, 3) == "seconded"
    world.client("Vic").post(f"{URL}withdraw/")
    assert world.state(1, 3) == "withdrawn"


def messages_of(client: Client, answer: Any) -> str:
    """What the next page says: any page of the site."""
    assert answer.status_code == 303
    return client.get("/motions/").content.decode()


def test_what_is_refused_is_said_with_its_rule(world: PlanWorld, now: Now) -> None:
    world.amend(a_body(THREE))
    now(3)
    for name, act, rule in (
        ("Vic", "second", "14.5"),
        ("Ola", "withdraw", "14.7"),
        ("Ola", "accept", "14.8"),
    ):
        client = world.client(name)
        assert f"Rule {rule}" in messages_of(client, client.post(f"{URL}{act}/")), act


def test_an_officer_accepts_by_passkey_and_not_without(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    now(4)
    world.client("Una", by_passkey=True).post(f"{URL}accept/")
    assert world.state(1, 4) == "accepted"


def test_the_text_is_withdrawn_by_its_drafter(world: PlanWorld, now: Now) -> None:
    world.amend(a_body(THREE))
    now(3)
    una = world.client("Una", by_passkey=True)
    assert "Withdraw this text?" in said(una, "/plans/1/withdraw/")
    vic = world.client("Vic")
    assert "Rule 14.3" in messages_of(vic, vic.post("/plans/1/withdraw/"))
    una.post("/plans/1/withdraw/")
    assert world.standing("plan/1", 3) == "withdrawn"
    assert Client().get("/plans/1/withdraw/").status_code == 302


def test_only_the_mover_of_a_source_is_asked_to_sign(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    world.seconded(a_body("Each branch may send four delegates."), by="Bea", on=4)
    acts.table(
        plan=1,
        by=world["Vic"],
        branch="harbour",
        wording=world.wording(a_body("Each branch may send three or four delegates.")),
        at=day(5),
        composite_of=(1, 2),
    )
    now(6)
    url = "/plans/1/amendments/3/sign/"
    assert world.client("Ola").get(url).status_code == 404
    bea = world.client("Bea")
    assert "Sign composite 3?" in said(bea, url)
    assert bea.post(url).status_code == 303
    assert world.state(2, 6) == "in composite"
    assert bea.get(url).status_code == 404
