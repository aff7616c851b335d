"""The list of amendments, and the page of one: in words, in place, what hangs on it, what one may do."""

from collections.abc import Callable

import pytest

from folkmoot.site.debate.acts import speak
from folkmoot.site.plan import acts
from folkmoot.site.plan.changes import Words
from folkmoot.site.voting import acts as voting
from folkmoot.texts.clause import Clause, Revision
from motion_world import NAMES, day
from plan_course import marshalled, put, queries, said, shown
from plan_world import TEXT, PlanWorld, a_body, out

Now = Callable[[float], None]
THREE = "Each branch may send three delegates."
FOUR = "Each branch may send four delegates."
MONEY = Words("d", "body", "The treasurer reports to the chair.", "The treasurer reports to all members.")


def numbers(page: str) -> list[str]:
    """The amendments on a page, in their order."""
    return [each.split('"')[0] for each in page.split('<li class="amendment" id="a-')[1:]]


def test_a_list_stands_in_the_order_of_the_text_or_by_number(world: PlanWorld, now: Now) -> None:
    world.amend(MONEY)
    world.amend(a_body(THREE), on=3)
    now(4)
    client = world.client()
    assert numbers(shown(client, "/plans/1/amendments/")) == ["2", "1"]
    assert numbers(shown(client, "/plans/1/amendments/?sort=number")) == ["1", "2"]
    assert numbers(shown(client, "/plans/1/amendments/?sort=newest")) == ["2", "1"]


def test_one_chooses_by_state_branch_section_and_clause(world: PlanWorld, now: Now) -> None:
    world.seconded(MONEY)
    world.amend(a_body(THREE), on=4, branch="hill", by="Dov")
    now(5)
    client = world.client()
    for query, wanted in (
        ("state=tabled", ["2"]),
        ("state=meeting", ["1"]),
        ("branch=hill", ["2"]),
        ("section=s2", ["1"]),
        ("clause=a", ["2"]),
        ("state=nonsense&section=nowhere&sort=upside", ["2", "1"]),
    ):
        assert numbers(shown(client, f"/plans/1/amendments/?{query}")) == wanted, query
    assert "No amendment is like that." in said(client, "/plans/1/amendments/?state=carried")


def test_a_card_says_what_it_does_where_it_stands_and_what_it_collides_with(
    world: PlanWorld, now: Now
) -> None:
    world.seconded(a_body(THREE))
    world.amend(a_body(FOUR), on=4)
    world.amend(out("a"), on=5)
    now(6)
    page = said(world.client(), "/plans/1/amendments/")
    assert "In clause 1.1, leave out “two” and insert “three”. Collides with 2 Falls with 3" in page
    assert "Looking for seconders Harbour 0 of 2 seconders" in page
    assert "Leave out clause 1.1. If carried, falls: 1, 2" in page


def test_the_list_asks_as_little_for_many_as_for_few(world: PlanWorld, now: Now) -> None:
    world.amend(a_body(THREE))
    now(3)
    few = queries(world.client("Vic"), "/plans/1/amendments/")
    for step in range(30):
        world.amend(a_body(f"Each branch may send {step + 4} delegates."), on=3 + step / 10)
    now(7)
    assert queries(world.client("Vic"), "/plans/1/amendments/") <= few < 15
    page = shown(world.client(), "/plans/1/amendments/")
    assert len(numbers(page)) == 25 and 'href="?page=2"' in page


def test_an_amendment_stands_in_words_and_in_its_place_with_its_reasons(world: PlanWorld, now: Now) -> None:
    world.amend(a_body(THREE))
    now(3)
    page = said(world.client(), "/plans/1/amendments/1/")
    assert "Amendment 1 to clause 1.1" in page
    assert "In clause 1.1, leave out “two” and insert “three”." in page
    assert "[left out by amendment 1: two ] 1 [inserted by amendment 1: three ] 1 delegates." in page
    assert "It is better so." in page
    assert "2 more members must second it by 2 July, 23:59; if not, the amendment lapses." in page


def test_members_read_names_and_everybody_else_numbers(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    now(5)
    assert "Moved by Vic, seconded by Ola, Bea" in said(world.client("Dov"), "/plans/1/amendments/1/")
    outside = shown(world.client(), "/plans/1/amendments/1/")
    assert "2 of 2 seconders" in outside and not [name for name in NAMES if name in outside]


def test_what_hangs_on_it_is_said_both_ways(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    world.seconded(a_body(FOUR), on=4)
    world.amend(out("a"), on=6)
    now(7)
    one = said(world.client(), "/plans/1/amendments/1/")
    assert "It collides with these: of it and each of them, only one can be carried. Amendment 2" in one
    assert "It falls if one of these is carried: Amendment 3 Leave out clause 1.1." in one
    three = said(world.client(), "/plans/1/amendments/3/")
    assert "If it is carried, these fall, because nothing is left of what they change:" in three
    world.amend(MONEY, on=7)
    now(8)
    assert "It collides with nothing" in said(world.client(), "/plans/1/amendments/4/")


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("Dov", ["Second it", "Build a composite"]),
        ("Vic", ["Withdraw it", "Build a composite"]),
        ("Una", ["Second it", "Accept it as friendly", "Build a composite"]),
    ],
)
def test_each_sees_what_they_may_do(world: PlanWorld, now: Now, who: str, offered: list[str]) -> None:
    world.amend(a_body(THREE))
    now(3)
    page = said(world.client(who, by_passkey=True), "/plans/1/amendments/1/")
    for label in offered:
        assert label in page
    assert ("Withdraw it" in page) == (who == "Vic")


def test_what_one_may_not_do_is_explained_with_the_rule(world: PlanWorld, now: Now) -> None:
    world.amend(a_body(THREE))
    acts.second(plan=1, number=1, by=world["Dov"], at=day(3))
    now(4)
    page = said(world.client("Dov"), "/plans/1/amendments/1/")
    assert "Second it: not yet. Rule 14.5:" in page


def test_an_accepted_one_may_be_contested_and_says_until_when(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    acts.accept(plan=1, number=1, by=world.drafter, at=day(5), by_passkey=True)
    now(6)
    page = said(world.client("Dov"), "/plans/1/amendments/1/")
    assert "Those who drafted the text have accepted it." in page
    assert "Unless 1 member asks for a vote by 9 July, 23:59, it counts as carried." in page
    assert "Ask for a vote on it" in page
    now(60)
    assert "Agreed" in said(world.client(), "/plans/1/amendments/1/")


def test_a_new_revision_is_said_to_whoever_must_confirm(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    sections = TEXT.clauses
    other = Clause("a", body="Every branch sends delegates.")
    first = Clause("s1", "section", heading="Assembly", children=(other, *sections[0].children[1:]))
    acts.revise(
        plan=1,
        by=world.drafter,
        revision=Revision(TEXT.title, (first, sections[1])),
        at=day(8),
        by_passkey=True,
    )
    now(9)
    page = said(world.client("Vic"), "/plans/1/amendments/1/")
    assert "To be confirmed" in page and "The text was published anew" in page
    assert "Look at it again, and confirm it" in page
    assert "say whether yours still stands" in said(world.client("Vic"), "/")


def test_a_carried_one_shows_the_count_and_a_fallen_one_says_why(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    world.seconded(out("a"), on=4)
    marshalled(world)
    put(world, 2, on=34, reasons="It goes further.")
    voting.vote(on="plan/1/question/1", by=world["Ola"], at=day(34.1), choice="for")
    voting.declare(on="plan/1/question/1", by=None, at=day(39))
    now(40)
    page = said(world.client(), "/plans/1/amendments/2/")
    assert "It was carried on" in page and "The count" in page
    fell = said(world.client(), "/plans/1/amendments/1/")
    assert "because amendment 2 was carried" in fell and "Fallen" in fell


def test_an_amendment_to_an_amendment_shows_the_words_that_it_changes(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body("Each branch may send three or more delegates."))
    base = world.case.anchored_in(1)
    part = next(base.walk())
    change = Words(part.id, "body", part.body, "three")
    world.amend(change, by="Ola", on=5, amends=1)
    now(6)
    page = said(world.client("Vic"), "/plans/1/amendments/2/")
    assert "Amendment 2 to amendment 1" in page and "In amendment 1," in page
    assert "[left out by amendment 2: or more ] 2" in page
    assert "Accept it as friendly" in page
    assert "Amendments to this amendment" in said(world.client(), "/plans/1/amendments/1/")


def test_similar_ones_are_named_and_a_composite_shows_whose_words_it_has(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body("Each branch may send three delegates, one of them under thirty."))
    world.seconded(a_body("Each branch may send three delegates, one of them a woman."), by="Bea", on=4)
    both = "Each branch may send three delegates, one of them under thirty, one of them a woman."
    acts.table(
        plan=1,
        by=world["Vic"],
        branch="harbour",
        wording=world.wording(a_body(both)),
        composite_of=(1, 2),
        at=day(6),
    )
    now(7)
    assert "Similar Amendment 2" in said(world.client(), "/plans/1/amendments/1/")
    page = said(world.client("Bea"), "/plans/1/amendments/3/")
    assert "Whose words these are" in page and "Sign it with your amendment 2" in page
    assert "Amendment 1" in page and "signed" in page and "stands alone" in page


def test_the_debate_on_an_amendment_is_for_members(world: PlanWorld, now: Now) -> None:
    world.amend(a_body(THREE))
    speak(on="plan/1/amendment/1", by=world["Bea"], words="Two is enough.", at=day(3))
    now(4)
    assert "Two is enough." in said(world.client("Vic"), "/plans/1/amendments/1/")
    assert "Two is enough." not in said(world.client(), "/plans/1/amendments/1/")


def test_the_page_asks_little_of_the_database(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    now(5)
    few = queries(world.client("Dov"), "/plans/1/amendments/1/")
    for step in range(8):
        world.amend(a_body(f"Each branch may send {step + 4} delegates."), on=5 + step)
    now(15)
    assert queries(world.client("Dov"), "/plans/1/amendments/1/") <= few + 2 < 15
    shown(world.client(), "/plans/1/amendments/99/", 404)
