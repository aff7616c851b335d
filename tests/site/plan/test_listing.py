"""The order of taking: on screen and paper, what falls, what is recommended; the form of the arranger."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from folkmoot.site.plan import acts
from folkmoot.site.plan.changes import Words
from motion_world import NAMES, day
from plan_course import LISTED, marshalled, queries, said, shown
from plan_world import PlanWorld, a_body, out

Now = Callable[[float], None]
THREE, FOUR = "Each branch may send three delegates.", "Each branch may send four delegates."
MONEY = Words("d", "body", "The treasurer reports to the chair.", "The treasurer reports to all members.")
ARRANGE = "/plans/1/list/arrange/"


def with_three(world: PlanWorld) -> None:
    """Amendment 1 to the last clause, then 2 and 3, which are rivals in the first."""
    world.seconded(MONEY)
    world.seconded(a_body(THREE), on=4)
    world.seconded(a_body(FOUR), on=6, by="Bea")


def taken(page: str) -> list[str]:
    """The amendments on a list, in their order."""
    return [each.split('"')[0] for each in page.split('<article class="taken" id="a-')[1:]]


def test_before_it_is_published_the_list_is_what_the_rules_would_make_of_it(
    world: PlanWorld, now: Now
) -> None:
    with_three(world)
    now(10)
    page = shown(world.client(), "/plans/1/list/")
    assert taken(page) == ["2", "3", "1"]
    words = said(world.client(), "/plans/1/list/")
    assert "Not published yet: this is how it would be today. 3 amendments." in words
    assert "in the order in which the words they change stand in the text" in words and "Rule 14.9" in words


def test_rivals_stand_together_and_every_fall_is_said(world: PlanWorld, now: Now) -> None:
    with_three(world)
    world.seconded(out("d"), on=9)
    now(12)
    page = said(world.client(), "/plans/1/list/")
    assert "Rivals: of 2 and 3 one can be carried, or none. They are ranked on one ballot" in page
    assert (
        "If carried, 3 falls." in page and "If carried, 1 falls." in page and "Falls if 4 is carried." in page
    )
    assert "1 Assembly" in page and "2 Money" in page


def test_recommendations_stand_beside_the_movers_texts(world: PlanWorld, now: Now) -> None:
    with_three(world)
    advice = {1: acts.Recommended("support", "It is clearer."), 2: acts.Recommended("oppose")}
    marshalled(world, groups=[("How many delegates", (2, 3))], advice=advice)
    now(34)
    page = said(world.client(), "/plans/1/list/")
    assert "Recommended Vote for it. It is clearer." in page and "Recommended Vote against it." in page
    assert "In clause 1.1, leave out “two” and insert “three”." in page
    assert "How many delegates" in page and "What is debated together" in page
    assert "Published on" in page and "Being decided" in page
    alone = said(world.client(), "/plans/1/amendments/1/")
    assert "What the arrangers recommend Vote for it. It is clearer." in alone
    assert "binds nobody" in alone


def test_the_list_names_movers_to_members_alone(world: PlanWorld, now: Now) -> None:
    with_three(world)
    now(10)
    assert "Harbour Vic" in said(world.client("Dov"), "/plans/1/list/")
    outside = shown(world.client(), "/plans/1/list/")
    assert not [name for name in NAMES if name in outside]


def test_an_amendment_to_an_amendment_comes_before_it(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body("Each branch may send three or more delegates."))
    part = next(world.case.anchored_in(1).walk())
    second = world.amend(Words(part.id, "body", part.body, "three"), by="Ola", on=5, amends=1)
    for name in ("Bea", "Cass"):
        acts.second(plan=1, number=second.number, by=world[name], at=day(6))
    now(7)
    assert taken(shown(world.client(), "/plans/1/list/")) == ["2", "1"]
    assert "Decided before amendment 1, which it amends." in said(world.client(), "/plans/1/list/")


def test_the_list_asks_as_little_for_many_as_for_few(world: PlanWorld, now: Now) -> None:
    world.seconded(MONEY)
    now(5)
    few = queries(Client(), "/plans/1/list/")
    for step in range(5):
        world.seconded(a_body(f"Each branch may send {step + 3} delegates."), on=5 + 2 * step)
    now(20)
    assert queries(Client(), "/plans/1/list/") <= few < 15


def test_the_arranger_has_a_form_and_publishes_by_it(world: PlanWorld, now: Now) -> None:
    with_three(world)
    now(LISTED)
    assert "Arrange the amendments" in said(world.client("Cass", by_passkey=True), "/plans/1/list/")
    client = world.client("Cass", by_passkey=True)
    page = shown(client, ARRANGE)
    assert 'name="group-2"' in page and 'name="advice-1"' in page
    answer = client.post(ARRANGE, typed(publish="1") | {"group-2": "Delegates", "group-3": "Delegates"})
    assert answer.status_code == 303 and answer["Location"] == "/plans/1/list/"
    agenda = world.case.agenda
    assert agenda.order == ((2, 3), (1,))
    assert [(each.title, each.amendments) for each in agenda.groups] == [("Delegates", (2, 3))]
    assert [(each.amendment, each.word) for each in agenda.advice] == [(1, "support")]


def typed(**more: str) -> dict[str, Any]:
    """What the form sends: one recommendation, and a button."""
    return {"advice-1": "support", "why-1": "It is clearer."} | more


def test_what_is_typed_is_kept_and_what_cannot_be_published_is_named(world: PlanWorld, now: Now) -> None:
    with_three(world)
    now(LISTED)
    client = world.client("Cass", by_passkey=True)
    client.post(ARRANGE, typed(keep="1"))
    assert "It is clearer." in shown(client, ARRANGE)
    assert "It is clearer." not in shown(world.client("Una", by_passkey=True), ARRANGE)
    for fields, told in (
        ({"why-1": "It is \u202eclearer."}, "there is the invisible character U+202E in it"),
        ({"why-1": "x" * 4001}, "the reasons have more than 4000 characters"),
        ({"group-1": "x" * 201}, "the heading has more than 200 characters"),
        ({"advice-1": "", "why-1": "So."}, "say what you recommend, since you give reasons"),
    ):
        answer = client.post(ARRANGE, typed(publish="1") | fields)
        assert answer.status_code == 422 and told in answer.content.decode(), told
        assert "Nothing you typed is lost." in answer.content.decode()


def test_who_may_not_arrange_is_told_why(world: PlanWorld, now: Now) -> None:
    with_three(world)
    now(20)
    client = world.client("Cass", by_passkey=True)
    page = said(client, ARRANGE)
    assert "Publishing the order of taking: not yet." in page
    assert client.post(ARRANGE, typed(publish="1")).status_code == 422
    assert world.client().get(ARRANGE).status_code == 302
    now(LISTED)
    assert "Arrange the amendments" not in said(world.client("Dov"), "/plans/1/list/")


def test_any_member_may_publish_the_list_of_the_rules_once_the_arranger_has_not(
    world: PlanWorld, now: Now
) -> None:
    with_three(world)
    now(LISTED)
    assert "Publish the order of taking: not yet. Rule 14.10:" in said(world.client("Dov"), "/plans/1/list/")
    now(47)
    assert world.client("Dov").post("/plans/1/list/publish/").status_code == 303
    assert world.case.agenda.order == ((2, 3), (1,))
