"""The text as a book, the page of a clause, and the list of texts."""

import re
from collections.abc import Callable

import pytest

from folkmoot.site.debate.acts import speak
from folkmoot.site.plan import acts
from motion_world import NAMES, day
from plan_course import adopted, marshalled, put, queries, said, shown
from plan_world import PlanWorld, a_body, out

Now = Callable[[float], None]
THREE = "Each branch may send three delegates."


def test_an_outsider_reads_the_text_with_its_numbers_and_no_name(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    now(5)
    page = shown(world.client(), "/plans/1/")
    assert "Each branch may send two delegates." in page
    assert not [name for name in NAMES if name in page]
    assert re.search(
        r'<a class="no" href="/plans/1/clauses/a/"><span class="hidden">Clause </span>1.1</a>', page
    )
    assert 'id="c-c1"' in page and "<em>monthly</em>" in page
    assert '<a href="/plans/1/clauses/a/">1.1</a> has it' in page


def test_the_four_questions_are_answered_in_their_order(world: PlanWorld, now: Now) -> None:
    now(5)
    page = shown(world.client("Vic"), "/plans/1/")
    marks = ("<h1>", 'class="rooms', 'class="stages"', 'class="next"', 'class="text voice"', 'id="checkit"')
    places = [page.index(mark) for mark in marks]
    assert places == sorted(places)


def test_the_margin_says_how_many_amendments_a_clause_has_and_leads_to_them(
    world: PlanWorld, now: Now
) -> None:
    world.seconded(a_body(THREE))
    world.amend(out("d"), on=4)
    world.amend(a_body("No branch sends delegates."), on=5)
    now(6)
    page = shown(world.client(), "/plans/1/")
    assert '<a href="/plans/1/amendments/?clause=a">2 amendments<' in page
    assert '<a href="/plans/1/amendments/?clause=d">1 amendment<' in page
    assert "?clause=b" not in page


def test_amending_is_offered_at_each_clause_while_the_text_is_open(world: PlanWorld, now: Now) -> None:
    now(5)
    assert 'href="/plans/1/amend/mine/clauses/a/" data-amend' in shown(world.client(), "/plans/1/")
    now(32)
    assert "data-amend" not in shown(world.client(), "/plans/1/")


@pytest.mark.parametrize(
    ("on", "pill", "told"),
    [
        (5, "Open for amendment", "Any member may write an amendment until 2 July, 23:59."),
        (32, "Closed to amendments", "the order in which they are taken is published (arranger), by 16 July"),
        (200, "Lapsed", "It lapsed on"),
    ],
)
def test_it_says_where_it_stands_and_what_comes_next(
    world: PlanWorld, now: Now, on: float, pill: str, told: str
) -> None:
    now(on)
    page = said(world.client(), "/plans/1/")
    assert pill in page and told in page


def test_the_path_of_stages_goes_on_with_the_text(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    marshalled(world)
    now(34)
    page = shown(world.client(), "/plans/1/")
    assert re.search(r'data-state="now"[^§]*?<b>Decisions</b> <span class="note">0 of 1', page)
    put(world, 1, on=34)
    now(35)
    assert "voting on amendment 1" in said(world.client(), "/plans/1/")


def test_a_clock_counts_the_days_to_the_close(world: PlanWorld, now: Now) -> None:
    now(28)
    page = said(world.client("Vic"), "/plans/1/")
    assert "3 days Table and second amendments" in page


def test_an_adopted_text_is_the_one_with_what_was_carried(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    adopted(world, 1)
    now(60)
    page = said(world.client(), "/plans/1/")
    assert THREE in page and "two delegates" not in page
    assert "This is the text as it was adopted." in page
    assert "It was adopted on" in page and "with 1 amendment." in page


def test_the_page_of_a_clause_has_its_words_its_amendments_and_its_debate(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    speak(on="plan/1", by=world["Bea"], words="Two is *enough*.", at=day(4), clause="a")
    now(5)
    page = said(world.client("Vic"), "/plans/1/clauses/a/")
    assert "Clause 1.1" in page
    assert "[left out by amendment 1: two ] 1" in page and "[inserted by amendment 1: three ] 1" in page
    assert "In clause 1.1, leave out “two” and insert “three”." in page
    assert "Two is enough." in page
    assert "Two is enough." not in said(world.client(), "/plans/1/clauses/a/")
    assert "Two is enough." not in said(world.client("Vic"), "/plans/1/clauses/b/")


def test_a_clause_keeps_its_address_and_leads_to_its_neighbours(world: PlanWorld, now: Now) -> None:
    now(5)
    page = shown(world.client(), "/plans/1/clauses/c1/")
    assert 'rel="prev" href="/plans/1/clauses/c/"' in page
    assert 'rel="next" href="/plans/1/clauses/c2/"' in page
    assert "Clause 2.1(a)" in page
    shown(world.client(), "/plans/1/clauses/nowhere/", 404)
    shown(world.client(), "/plans/9/clauses/a/", 404)


def test_a_clause_asks_little_of_the_database_however_many_amendments_it_has(
    world: PlanWorld, now: Now
) -> None:
    world.amend(a_body(THREE))
    now(3)
    few = queries(world.client("Vic"), "/plans/1/clauses/a/")
    for step in range(6):
        world.amend(a_body(f"Each branch may send {step + 4} delegates."), on=3 + step)
    now(10)
    assert queries(world.client("Vic"), "/plans/1/clauses/a/") <= few < 15


def test_the_list_of_texts_says_what_is_open_and_how_one_begins(world: PlanWorld, now: Now) -> None:
    now(5)
    page = said(world.client(), "/plans/")
    assert "Being written" in page and "A Plan for Change" in page
    assert "A drafting group publishes a text." in page
    assert "/plans/new/" not in shown(world.client("Vic"), "/plans/")
    assert "/plans/new/" in shown(world.client("Una", by_passkey=True), "/plans/")


def test_home_and_branch_say_what_is_being_written_and_who_is_wanted(world: PlanWorld, now: Now) -> None:
    world.amend(a_body(THREE))
    now(5)
    outside = said(world.client(), "/")
    assert "Texts that all members write" in outside and "A Plan for Change" in outside
    assert "For you in the Plan" in said(world.client("Ola"), "/")
    assert "Amendment 1 to A Plan for Change" in said(world.client("Ola"), "/")
    assert "For you in the Plan" not in said(world.client("Vic"), "/")
    assert "A Plan for Change" in said(world.client(), "/branches/network/")


def test_a_member_is_asked_to_confirm_to_sign_and_to_vote(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    world.seconded(a_body("Each branch may send four delegates."), by="Bea", on=4)
    acts.table(
        plan=1,
        by=world["Vic"],
        branch="harbour",
        wording=world.wording(a_body("Each branch may send three or four delegates.")),
        composite_of=(1, 2),
        at=day(6),
    )
    now(7)
    assert "A composite asks for your signature." in said(world.client("Bea"), "/")
    marshalled(world)
    put(world, 1, 2, on=34)
    now(35)
    assert "Your vote is wanted." in said(world.client("Dov"), "/")
    assert "Go to the vote" in said(world.client("Dov"), "/plans/1/amendments/1/")
