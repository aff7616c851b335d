"""The adopted text with the history of its words, and the text on any day."""

from collections.abc import Callable

from folkmoot.site.plan import acts
from folkmoot.site.plan.changes import Add, Words
from folkmoot.texts.clause import Clause, Revision
from motion_world import NAMES, day
from plan_course import adopted, decided, marshalled, queries, said, shown
from plan_world import TEXT, PlanWorld, a_body, out, publish

Now = Callable[[float], None]
THREE = "Each branch may send three delegates."
HISTORY = "/plans/1/history/"


def test_each_sentence_says_who_moved_it_how_it_was_voted_and_when(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    adopted(world, 1)
    now(60)
    page = said(world.client("Dov"), HISTORY)
    assert "The text as it was adopted" in page and THREE in page
    assert "History 1.1" in page
    assert "[left out by amendment 1: two ] 1 [inserted by amendment 1: three ] 1" in page
    assert "Amendment 1: moved by Vic, Harbour; carried on" in page
    assert "3 for, 0 against, 0 abstained." in page
    outside = shown(world.client(), HISTORY)
    assert "Harbour; carried on" in outside and not [name for name in NAMES if name in outside]


def test_what_was_left_out_and_put_in_as_a_whole_is_said(world: PlanWorld, now: Now) -> None:
    world.seconded(out("d"))
    world.seconded(Add("s1", "a", Clause("n1", body="Hill sends one more.")), on=4)
    marshalled(world)
    decided(world, 2, on=34)
    decided(world, 1, on=40)
    now(46)
    page = said(world.client(), HISTORY)
    assert "The text as it now stands" in page
    assert "With everything that has been carried or agreed so far." in page
    assert "A clause was left out here" in page and "Hill sends one more." in page
    assert "Inserted by amendment 2" in page
    assert 'href="/plans/1/clauses/n1/"' in shown(world.client(), HISTORY)


def test_an_accepted_one_says_that_it_was_agreed(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    acts.accept(plan=1, number=1, by=world.drafter, at=day(6), by_passkey=True)
    now(45)
    assert "Harbour; accepted, and agreed on" in said(world.client(), HISTORY)


def test_the_text_on_any_day_is_what_was_published_or_in_force_then(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    first, second = TEXT.clauses
    anew = Clause("b", body="The chair opens the assembly.")
    changed = Clause("s1", "section", heading="Assembly", children=(first.children[0], anew))
    acts.revise(
        plan=1,
        by=world.drafter,
        revision=Revision(TEXT.title, (changed, second)),
        at=day(10),
        by_passkey=True,
    )
    adopted(world, 1)
    now(60)
    client = world.client()
    assert "nothing was in force, nothing published" in said(client, f"{HISTORY}?on=2026-06-01")
    early = said(client, f"{HISTORY}?on=2026-06-03")
    assert "The chair may adjourn it." in early and "This was published for amendment." in early
    later = said(client, f"{HISTORY}?on=2026-06-20")
    assert "The chair may adjourn it." not in later and "two delegates" in later
    force = said(client, f"{HISTORY}?on=2026-07-29")
    assert "The text in force on 29 July 2026" in force and THREE in force
    assert "Write the day as year, month and day" in said(client, f"{HISTORY}?on=tomorrow")


def test_a_later_plan_of_the_same_text_knows_what_was_in_force_before(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    adopted(world, 1)
    publish(world, world.case.adopted, on=60, follows=1)
    now(62)
    page = said(world.client(), "/plans/2/")
    assert "It follows an earlier text, which was adopted." in page
    assert THREE in said(world.client(), "/plans/2/history/?on=2026-07-30")
    assert "The text in force on 30 July 2026" in said(world.client(), "/plans/2/history/?on=2026-07-30")


def test_milestones_lead_to_the_text_of_their_day(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    adopted(world, 1)
    now(60)
    page = said(world.client(), HISTORY)
    assert "2 June 2026 Published for amendment" in page
    assert "4 July 2026 Order of taking published" in page and "Adopted as amended" in page


def test_a_clause_of_an_adopted_text_says_where_its_words_come_from(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    adopted(world, 1)
    now(60)
    page = said(world.client(), "/plans/1/clauses/a/")
    assert (
        "As it was adopted" in page and "Where its words come from Amendment 1: Harbour; carried on" in page
    )
    assert "Where its words come from" not in said(world.client(), "/plans/1/clauses/b/")


def test_it_asks_little_of_the_database_however_many_were_carried(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    world.seconded(Words("b", "body", TEXT.by_id["b"].body, "The chair opens the assembly."), on=4)
    marshalled(world)
    decided(world, 1, on=34)
    now(40)
    few = queries(world.client("Dov"), HISTORY)
    decided(world, 2, on=40)
    now(46)
    assert queries(world.client("Dov"), HISTORY) <= few < 15
