"""The record says in plain words what was done to a plan, and pages name every state."""

from collections.abc import Callable

import pytest

from folkmoot.procedure import amendment, plan, question
from folkmoot.site.plan import acts, course
from folkmoot.site.record import words
from motion_world import day
from plan_course import adopted, said
from plan_world import PlanWorld, a_body

Now = Callable[[float], None]


@pytest.mark.parametrize(
    ("on", "name"),
    [
        ("plan/1", "plan 1"),
        ("plan/1/amendment/7", "amendment 7 to plan 1"),
        ("plan/2/question/3", "question 3 on plan 2"),
    ],
)
def test_what_an_act_is_about_has_a_name(on: str, name: str) -> None:
    assert words.thing(on) == name


@pytest.mark.parametrize("machine", [plan.MACHINE, amendment.MACHINE, question.MACHINE])
def test_every_state_has_a_word_and_a_pill(machine: object) -> None:
    for state in machine.states:  # type: ignore[attr-defined]
        assert state.name in course.PILLS, state.name
        assert course.state_words(state.name) != state.name, state.name


def test_the_acts_stand_in_the_record_in_sentences(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body("Each branch may send three delegates."))
    world.amend(a_body("Each branch may send four delegates."), on=4)
    acts.withdraw(plan=1, number=2, by=world["Vic"], at=day(5))
    adopted(world, 1)
    now(60)
    page = said(world.client(), "/record/")
    for sentence in (
        "The drafter published plan 1, open for amendment.",
        "A member tabled amendment 1 to plan 1.",
        "A member seconded amendment 1 to plan 1.",
        "The mover withdrew amendment 2 to plan 1.",
        "The arranger published the order of taking the amendments to plan 1.",
        "The arranger put question 1 on plan 1 to the vote: open vote.",
        "The site declared question 1 on plan 1 carried: 3 for, 0 against, 0 abstained.",
    ):
        assert sentence in page, sentence


def test_the_acts_on_an_amendment_name_members_to_members(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body("Each branch may send three delegates."))
    now(5)
    assert "Vic tabled amendment 1 to plan 1." in said(world.client("Dov"), "/plans/1/amendments/1/")
    assert "A member tabled amendment 1 to plan 1." in said(world.client(), "/plans/1/amendments/1/")


def test_the_plan_has_its_place_in_the_menu(world: PlanWorld, now: Now) -> None:
    now(5)
    page = world.client().get("/plans/1/").content.decode()
    assert '<a href="/plans/" aria-current="page">The Plan</a>' in page
