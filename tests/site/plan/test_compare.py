"""The text beside what it would be if some amendments were carried; collisions are named."""

from collections.abc import Callable

from folkmoot.site.plan.changes import Add, MoveTo, Words
from folkmoot.texts.clause import Clause
from plan_course import queries, said, shown
from plan_world import PlanWorld, a_body, out

Now = Callable[[float], None]
THREE, FOUR = "Each branch may send three delegates.", "Each branch may send four delegates."


def test_both_sides_stand_beside_each_other_with_what_differs(world: PlanWorld, now: Now) -> None:
    world.amend(a_body(THREE))
    world.amend(out("d"), on=3)
    now(4)
    page = said(world.client(), "/plans/1/compare/?carried=1,2")
    assert "Each branch may send [left out: two ] delegates." in page
    assert "Each branch may send [inserted: three ] delegates." in page
    assert "By amendment 1." in page
    assert "The treasurer reports to the chair." in page and "It is left out." in page
    assert "The chair opens the assembly." not in page


def test_ticking_is_the_same_as_naming(world: PlanWorld, now: Now) -> None:
    world.amend(a_body(THREE))
    now(3)
    assert said(world.client(), "/plans/1/compare/?a=1") == said(
        world.client(), "/plans/1/compare/?carried=1"
    )
    page = shown(world.client(), "/plans/1/compare/")
    assert '<input type="checkbox" name="a" value="1">' in page


def test_a_collision_is_refused_in_words_that_name_both(world: PlanWorld, now: Now) -> None:
    world.amend(a_body(THREE))
    world.amend(a_body(FOUR), on=3)
    world.amend(out("d"), on=4)
    now(5)
    page = said(world.client(), "/plans/1/compare/?carried=1,2,3", 409)
    assert "Amendments 1 and 2 collide at clause 1.1: of the two, only one can be carried." in page
    assert "insert “three”" in page and "insert “four”" in page
    html = shown(world.client(), "/plans/1/compare/?carried=1,2,3", 409)
    assert 'href="/plans/1/compare/?carried=1,3"' in html and 'href="/plans/1/compare/?carried=2,3"' in html


def test_what_is_new_or_moved_is_said(world: PlanWorld, now: Now) -> None:
    world.amend(Add("s1", "a", Clause("n1", body="Hill sends one more.")))
    world.amend(MoveTo("d", "s1", ""), on=3)
    now(4)
    page = said(world.client(), "/plans/1/compare/?carried=1 2")
    assert "There is no such clause." in page and "[inserted: Hill sends one more. ]" in page
    assert "It has moved. By amendment 2." in page


def test_an_amendment_to_an_amendment_brings_along_what_it_amends(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body("Each branch may send three or more delegates."))
    part = next(world.case.anchored_in(1).walk())
    world.amend(Words(part.id, "body", part.body, "three"), by="Ola", on=5, amends=1)
    now(6)
    page = said(world.client(), "/plans/1/compare/?carried=2")
    assert "[inserted: three ] delegates." in page and 'value="1, 2"' in shown(
        world.client(), "/plans/1/compare/?carried=2"
    )


def test_what_is_not_there_is_named_and_nothing_breaks(world: PlanWorld, now: Now) -> None:
    world.amend(a_body(THREE))
    now(3)
    page = said(world.client(), "/plans/1/compare/?carried=1,9,x")
    assert "There is no amendment 9 here." in page and "There is no amendment x here." in page
    assert "three" in page


def test_it_asks_little_of_the_database(world: PlanWorld, now: Now) -> None:
    for step in range(5):
        world.amend(a_body(f"Each branch may send {step + 3} delegates."), on=2 + step)
    now(10)
    assert queries(world.client("Vic"), "/plans/1/compare/?carried=1") < 15
