"""The meeting: what is before it, what fell and why, what comes next; and the page of a question."""

from collections.abc import Callable

from django.test import Client

from folkmoot.site.plan import acts
from folkmoot.site.plan.changes import Words
from folkmoot.site.voting import acts as voting
from motion_world import day
from plan_course import adopted, decided, marshalled, put, queries, said, shown, words
from plan_world import TEXT, PlanWorld, a_body, out

Now = Callable[[float], None]
THREE, FOUR = "Each branch may send three delegates.", "Each branch may send four delegates."
LATER = Words("b", "body", TEXT.by_id["b"].body, "The chair opens the assembly.")
MEETING = "/plans/1/meeting/"


def with_fall(world: PlanWorld) -> None:
    """Amendment 1 to clause 1.1, and 2, which leaves that clause out."""
    world.seconded(a_body(THREE))
    world.seconded(out("a"), on=4)
    marshalled(world)


def test_while_the_text_is_open_nothing_is_before_the_meeting(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    now(5)
    assert "Nothing is before the meeting yet" in said(world.client(), MEETING)


def test_the_next_amendment_stands_in_its_place_with_what_would_fall(world: PlanWorld, now: Now) -> None:
    with_fall(world)
    now(34)
    page = said(world.client(), MEETING)
    assert "Amendment 1" in page and "It is next in the order of taking" in page
    assert "In clause 1.1, leave out “two” and insert “three”." in page
    assert "[inserted by amendment 1: three ] 1" in page
    assert "What comes next" in page and "Leave out clause 1.1." in page
    assert "On the list 2" in page and "Still to come 2" in page


def test_the_chair_puts_it_and_members_vote_on_it(world: PlanWorld, now: Now) -> None:
    with_fall(world)
    now(34)
    assert "Put it to the vote" in said(world.client("Cass", by_passkey=True), MEETING)
    assert "Put it to the vote: not yet. Rule 14.12:" in said(world.client("Dov"), MEETING)
    answer = world.client("Cass", by_passkey=True).post("/plans/1/meeting/put/", {"a": "1"})
    assert answer.status_code == 303 and answer["Location"] == MEETING
    page = shown(world.client("Dov"), MEETING)
    assert 'href="/ballots/1/">Vote</a>' in page and "At the vote" in page
    assert "Sign in" in said(world.client(), MEETING)


def test_what_may_not_be_put_is_refused_with_its_rule(world: PlanWorld, now: Now) -> None:
    with_fall(world)
    now(34)
    client = world.client("Dov")
    answer = client.post("/plans/1/meeting/put/", {"a": "1"})
    assert answer.status_code == 422 and "Rule 14.12" in words(answer.content.decode())
    assert world.case.questions == 0
    assert Client().post("/plans/1/meeting/put/", {"a": "1"}).status_code == 302


def test_a_question_out_of_its_turn_says_why_and_keeps_what_was_typed(world: PlanWorld, now: Now) -> None:
    with_fall(world)
    now(34)
    client = world.client("Cass", by_passkey=True)
    assert "Put a question out of its turn" in said(client, MEETING)
    answer = client.post("/plans/1/meeting/put/", {"numbers": "2"})
    assert answer.status_code == 422 and "State why, or ask about what is next." in answer.content.decode()
    answer = client.post("/plans/1/meeting/put/", {"numbers": "two", "reasons": "It goes further."})
    page = answer.content.decode()
    assert answer.status_code == 422 and "two is no number of an amendment." in page
    assert "It goes further." in page and 'value="two"' in page
    client.post("/plans/1/meeting/put/", {"numbers": "2", "reasons": "It goes further."})
    assert world.case.questions == 1


def test_what_collides_with_nothing_may_be_taken_together(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    world.seconded(LATER, on=4)
    world.seconded(out("d"), on=6)
    marshalled(world)
    now(34)
    client = world.client("Cass", by_passkey=True)
    assert "3 amendments collide with nothing. Take them together" in said(client, MEETING)
    page = said(client, "/plans/1/meeting/put/?a=1&a=2&a=3")
    assert "Leave out clause 2.2." in page
    client.post("/plans/1/meeting/put/", {"numbers": "1, 2, 3"})
    assert "Amendments 1, 2 and 3, together" in said(world.client(), "/plans/1/questions/1/")
    assert "collide with nothing" not in said(world.client("Dov"), MEETING)


def test_after_a_decision_the_page_says_what_fell_and_what_comes_next(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    world.seconded(LATER, on=4)
    marshalled(world)
    put(world, 1, on=34)
    voting.vote(on="plan/1/question/1", by=world["Ola"], at=day(34.1), choice="for")
    voting.declare(on="plan/1/question/1", by=None, at=day(39))
    now(39.5)
    page = said(world.client(), MEETING)
    assert "Decided last Amendment 1. Carried on" in page
    assert "1 for, 0 against" in page and "The text as it now stands" in page
    assert page.index("Amendment 2") < page.index("Decided last")


def test_why_something_fell_is_said_on_the_page_of_the_question(world: PlanWorld, now: Now) -> None:
    with_fall(world)
    put(world, 2, on=34, reasons="It goes further.")
    voting.vote(on="plan/1/question/1", by=world["Ola"], at=day(34.1), choice="for")
    voting.declare(on="plan/1/question/1", by=None, at=day(39))
    now(40)
    page = said(world.client(), "/plans/1/questions/1/")
    assert "What fell with it Amendment 1 It fell on" in page
    assert "because amendment 2 was carried" in page
    assert "Every amendment is dealt with. The last question may be put." in said(world.client(), MEETING)


def test_rivals_are_asked_about_on_one_ranked_ballot(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    world.seconded(a_body(FOUR), on=4, by="Bea")
    marshalled(world)
    now(34)
    page = said(world.client("Cass", by_passkey=True), MEETING)
    assert "Which of amendments 1 and 2, or none?" in page
    assert "ranked on one ballot, beside the choice to keep the text as it is" in page
    world.client("Cass", by_passkey=True).post("/plans/1/meeting/put/", {"a": ["1", "2"]})
    voting.vote(on="plan/1/question/1", by=world["Ola"], at=day(34.1), ranks=[2, 1, 3])
    now(39)
    assert "Declare the result" in said(world.client("Ola"), "/plans/1/questions/1/")
    assert world.client("Ola").post("/plans/1/questions/1/due/").status_code == 303
    page = said(world.client(), "/plans/1/questions/1/")
    assert "Amendment 2 was preferred to the others and to the text as it stood" in page
    assert "The result" in page and "The winner is: Amendment 2:" in page and ".." not in page


def test_the_last_question_is_on_the_whole_text(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    marshalled(world)
    decided(world, 1, on=34)
    now(40)
    client = world.client("Cass", by_passkey=True)
    assert "Shall the text as amended be adopted?" in said(client, MEETING)
    client.post("/plans/1/meeting/put/", {})
    page = said(world.client("Dov"), "/plans/1/questions/2/")
    assert "It is about the whole text, with everything that was carried." in page and "Vote" in page
    now(50)
    world.client("Ola").post("/plans/1/questions/2/due/")
    assert "Not adopted" in said(world.client(), "/plans/1/")


def test_a_meeting_that_is_over_says_so(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    adopted(world, 1)
    now(60)
    assert "The meeting is over" in said(world.client(), MEETING)


def test_large_type_is_one_link_away(world: PlanWorld, now: Now) -> None:
    now(5)
    assert 'href="/plans/1/meeting/?large=1"' in shown(world.client(), MEETING)
    assert '<body class="meeting large">' in shown(world.client(), "/plans/1/meeting/?large=1")


def test_the_meeting_asks_little_of_the_database_however_much_was_decided(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    world.seconded(LATER, on=4)
    world.seconded(out("d"), on=6)
    marshalled(world)
    decided(world, 1, on=34)
    now(40)
    few = queries(world.client("Dov"), MEETING)
    decided(world, 2, on=40)
    now(46)
    assert queries(world.client("Dov"), MEETING) <= few < 18


def test_there_is_no_page_of_a_question_that_was_not_put(world: PlanWorld, now: Now) -> None:
    now(5)
    shown(world.client(), "/plans/1/questions/1/", 404)


def test_what_collides_with_nothing_is_voted_on_beside_it(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    world.seconded(LATER, on=4)
    marshalled(world)
    put(world, 1, on=34)
    now(34.1)
    chair = world.client("Cass", by_passkey=True)
    assert "Put 2 to the vote beside it" in said(chair, MEETING)
    assert "Put 2 to the vote beside it" not in said(world.client("Dov"), MEETING)
    chair.post("/plans/1/meeting/put/", {"a": "2"})
    page = shown(world.client("Dov"), MEETING)
    assert "Also at the vote" in page and 'href="/ballots/2/">Vote' in page
    assert 'href="/plans/1/questions/2/"' in page


def test_what_was_agreed_to_an_amendment_is_in_its_words_wherever_it_is_voted_on(
    world: PlanWorld, now: Now
) -> None:
    world.seconded(a_body("Each branch may send three able delegates."))
    world.seconded(a_body(FOUR), on=4, by="Bea")
    world.amend(Words("edit-1", "body", "three able", "three wise"), on=6, by="Bea", amends=1)
    acts.accept(plan=1, number=3, by=world["Vic"], at=day(7))
    marshalled(world, 40)
    now(41)
    page = said(world.client("Cass", by_passkey=True), MEETING)
    assert "With what amendment 3 made of it: In clause 1.1, leave out “two” and insert “three wise”." in page
    assert "[inserted by amendment 1: three wise ] 1" in page
    assert "three wise" in said(world.client(), "/plans/1/amendments/1/")
    options = put(world, 1, 2, on=41).options
    assert options[0] == "Amendment 1: In clause 1.1, leave out “two” and insert “three wise”."
