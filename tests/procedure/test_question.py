"""Questions on a plan: which is in order, what follows from it, and how the text is adopted."""

from dataclasses import replace

import pytest

from folkmoot.procedure.act import Actor
from folkmoot.procedure.asking import next_in_turn
from folkmoot.procedure.declaration import account, secret_lists
from folkmoot.procedure.trial import code_name
from folkmoot.texts.adopt import adopt
from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.edits import Move
from procedure.conference import Conference, conference, said, text
from procedure.world import SEAL, TEXT, changed, words

BASE = text()


def marshalled() -> Conference:
    """1 and 2 are rivals on c1, 3 amends 1, 4 leaves c3 out, 5 amends c3, 6 and 7 collide with nothing."""
    world = conference()
    world.amend("c1", "The members must meet in the hall every month.", mover=1)
    world.amend("c1", "The members should meet in the hall every month.", mover=2)
    world.amend("edit-1", "ought to", mover=3, amends=1)
    world.delete("c3", mover=4)
    world.amend("c3", "The dues are six pounds a year, and nobody is turned away.", mover=5)
    world.amend("c5", "The archive is open to every member.", mover=6)
    world.amend("c6", "Minutes are kept.", mover=7)
    return world.marshal()


def test_questions_are_put_in_the_order_of_the_list() -> None:
    world = marshalled()
    assert world.plan.agenda.order == ((3,), (1, 2), (5,), (4,), (6,), (7,))
    taken = []
    while waiting := next_in_turn(world.plan, world.now):
        taken.append(waiting)
        votes = [[1, 2, 3]] * 3 if len(waiting) > 1 else ["for"] * 3
        world.decide_it(*waiting, kind="rivals" if len(waiting) > 1 else "", votes=votes)
    assert taken == [(3,), (1, 2), (5,), (4,), (6,), (7,)]
    assert [world.stands(n) for n in range(1, 8)] == [
        "carried", "lost", "carried", "carried", "carried", "carried", "carried"
    ]  # fmt: skip
    world.decide_it()
    assert world.plan.adopted == adopt(BASE, world.plan.standing(world.now)).revision
    assert [clause.body for clause in world.plan.adopted.walk()][1:] == [
        "The members ought to meet in the hall every month.",
        *said()[1:2],
        said()[3],
        "The archive is open to every member.",
        "Minutes are kept.",
    ]
    assert world.again() == world.assembly


def test_when_leaving_a_clause_out_is_carried_what_would_change_it_falls() -> None:
    world = marshalled()
    question = world.decide_it(4)
    assert [world.stands(n) for n in (4, 5)] == ["carried", "fallen"]
    assert world.amendment(5).because == 4
    assert world.state(question) == "carried"


@pytest.mark.parametrize(
    ("numbers", "kind"),
    [
        ((6, 7), "one"),
        ((6,), "en bloc"),
        ((6,), "rivals"),
        ((6,), "adoption"),
        ((), "one"),
        ((6,), "both"),
        ((6,), 7),
    ],
)
def test_a_question_is_of_the_kind_that_its_amendments_make(numbers: tuple[int, ...], kind: object) -> None:
    world = marshalled()
    act = changed(
        world.asking(6), kind=kind, amendments=list(numbers), adopts=SEAL if kind == "adoption" else None
    )
    assert words(world.refusal(act)) == (
        "14.11",
        "A question is about one amendment, several en bloc, rivals, or the text as a whole.",
        "The amendments that the entry names do not fit the kind that it states.",
        "State the kind that fits.",
    )


@pytest.mark.parametrize("numbers", [[9], [7, 6], [6, 6], ["6"], [True]])
def test_a_question_names_amendments_in_order(numbers: list[object]) -> None:
    world = marshalled()
    assert words(world.refusal(changed(world.asking(6), amendments=numbers))) == (
        "14.11",
        "A question names amendments to this plan by their numbers, in order, each once.",
        "The entry names something else.",
        "Name them so; name none to ask about the text as a whole.",
    )


def test_questions_are_numbered_in_their_plan() -> None:
    world = marshalled()
    act = world.asking(3)
    for on in ("plan/1/question/2", "plan/1/question/x"):
        assert words(world.refusal(replace(act, on=on))) == (
            "14.11",
            "Questions on a plan are numbered one by one.",
            "The next is question 1.",
            "Use that number.",
        )
    assert str(world.refusal(replace(act, on="plan/7/question/1")).fact) == "The record knows no such plan."


def test_questions_on_amendments_are_put_while_the_meeting_decides() -> None:
    world = conference()
    world.amend("c1", "We meet.", mover=1)
    assert words(world.refusal(world.asking(1))) == (
        "14.11",
        "Questions on amendments are put from the marshalling until the time for them is over.",
        "The plan is: open.",
        "What has not been called stays out; the last question is on the whole text.",
    )
    late = marshalled().to(100)
    assert str(late.refusal(late.asking(6, by=late.as_member(1))).fact) == "The plan is: last question."


def test_what_is_decided_is_not_asked_about_again() -> None:
    world = marshalled()
    world.decide_it(3)
    assert words(world.refusal(world.asking(3))) == (
        "14.11",
        "A question is about what is still open.",
        "Amendment 3 is: carried.",
        "Ask about another; what is next stands on the list.",
    )


def test_what_amends_an_amendment_is_decided_before_it() -> None:
    world = marshalled()
    for numbers, kind in (((1,), "one"), ((1, 2), "rivals")):
        assert words(world.refusal(world.asking(*numbers, kind=kind))) == (
            "14.11",
            "What amends an amendment is decided before it.",
            "Amendment 3 is not decided yet.",
            "Ask about that one first.",
        )
    world.ask(3)
    assert str(world.refusal(world.asking(1)).fact) == "Amendment 3 is not decided yet."


def test_what_amends_an_amendment_waits_while_that_is_at_the_vote() -> None:
    world = marshalled()
    world.do(world.on_it("contest", 3, 9))
    case = world.amendment(1)
    case.secondaries.remove(3)  # as if it had come back since
    world.ask(1, 2, kind="rivals")
    assert words(world.refusal(world.asking(3))) == (
        "14.11",
        "What amends an amendment is decided while that one is on its way.",
        "Amendment 1 is: at the vote.",
        "Wait for the result.",
    )


def test_what_is_put_out_of_its_turn_states_reasons_and_nothing_else_does() -> None:
    world = marshalled()
    early = changed(world.asking(6), reasons=None)
    assert words(world.refusal(early)) == (
        "14.11",
        "A question that is put out of its turn on the list states reasons, and no other does.",
        "This one is out of its turn.",
        "State why, or ask about what is next.",
    )
    assert words(world.refusal(changed(world.asking(3), reasons=TEXT)))[2:] == (
        "This one is in its turn.",
        "Leave the reasons out.",
    )
    assert "SHA-256" in str(world.refusal(changed(world.asking(6), reasons="because")).condition)
    world.do(world.asking(6))
    world.decide_it(3)
    assert str(world.refusal(changed(world.asking(1), reasons=None)).fact) == "This one is out of its turn."


def test_several_ballots_are_open_at_once_where_they_do_not_collide() -> None:
    world = marshalled()
    first, second, third = world.ask(3), world.ask(5), world.ask(6)
    assert words(world.refusal(world.asking(4))) == (
        "14.11",
        "Two amendments that collide are not at the vote at the same time.",
        "Amendment 4 collides with amendment 5.",
        "Wait for the result on that one.",
    )
    for question in (first, second, third):
        world.vote_on(question, "for", "for")
    world.now = world.case(third).events["closing"] + 1
    for question in (third, first, second):
        world.do(world.declaring_question(question))
    assert [world.stands(n) for n in (3, 4, 5, 6)] == ["carried", "seconded", "carried", "carried"]
    assert world.again() == world.assembly


# -- en bloc


def test_what_collides_with_nothing_is_taken_together() -> None:
    world = marshalled()
    question = world.decide_it(6, 7, kind="en bloc")
    assert [world.stands(n) for n in (6, 7)] == ["carried", "carried"]
    assert world.case(question).amendments == (6, 7)  # type: ignore[attr-defined]
    assert world.again() == world.assembly


def test_what_is_lost_together_is_asked_about_one_by_one() -> None:
    world = marshalled()
    world.decide_it(6, 7, kind="en bloc", carried=False)
    assert [world.stands(n) for n in (6, 7)] == ["seconded", "seconded"]
    assert words(world.refusal(world.asking(6, 7, kind="en bloc"))) == (
        "14.11",
        "Amendments are taken en bloc where none collides and nobody wants one of them apart.",
        "A member has asked for a vote on amendment 6 by itself.",
        "Leave it out, and ask about it by itself.",
    )
    world.decide_it(6)
    assert world.again() == world.assembly


def test_nothing_that_collides_is_taken_together_with_others() -> None:
    world = marshalled()
    for numbers, rival in (((2, 6), 1), ((4, 6), 5), ((5, 7), 4)):
        found = words(world.refusal(world.asking(*numbers, kind="en bloc")))
        assert found[2] == f"Amendment {numbers[0]} collides with amendment {rival}."


def test_a_member_takes_an_amendment_out_of_the_bloc() -> None:
    world = marshalled()
    world.do(world.on_it("contest", 7, 9))
    assert "amendment 7 by itself" in str(world.refusal(world.asking(6, 7, kind="en bloc")).fact)


# -- rivals


def test_rivals_are_ranked_beside_keeping_the_text() -> None:
    world = marshalled()
    world.decide_it(3)
    question = world.ask(1, 2, kind="rivals")
    world.vote_on(question, [2, 1, 3], [2, 1, 3], [3, 2, 1])
    world.now = world.case(question).events["closing"] + 1
    act = world.declaring_question(question)
    assert {key: act.facts[key] for key in ("cast", "dropped", "winners", "outcome")} == {
        "cast": 3, "dropped": [], "winners": [2], "outcome": "carried"
    }  # fmt: skip
    world.do(act)
    assert [world.stands(n) for n in (1, 2, 3)] == ["lost", "carried", "carried"]
    assert world.as_amended.by_id["c1"].body == "The members should meet in the hall every month."
    assert world.again() == world.assembly


def test_all_rivals_are_lost_where_the_text_is_kept() -> None:
    world = marshalled()
    world.decide_it(3)
    question = world.decide_it(1, 2, kind="rivals", votes=[[2, 3, 1]] * 3)
    assert (world.state(question), world.stands(1), world.stands(2)) == ("lost", "lost", "lost")
    assert world.as_amended.by_id["c1"].body == said()[0]


def test_among_several_winners_the_chair_has_the_casting_vote() -> None:
    world = marshalled()
    world.decide_it(3)
    question = world.ask(1, 2, kind="rivals")
    world.vote_on(question, [1, 2, 3], [2, 1, 3])
    world.now = world.case(question).events["closing"] + 1
    facts = {"cast": 2, "dropped": [], "winners": [1, 2], "outcome": "carried", "casting": 2}
    by_site = world.act("question.declare", question, **facts)
    assert "an officer named by the rule has the casting vote" in str(world.refusal(by_site).condition)
    world.do(world.act("question.declare", question, world.officer("chair"), **facts))
    assert [world.stands(n) for n in (1, 2)] == ["lost", "carried"]
    assert world.again() == world.assembly


def test_no_rival_is_left_off_the_paper_and_nothing_else_is_on_it() -> None:
    world = conference()
    for mover, word in ((1, "must"), (2, "should"), (3, "shall")):
        world.amend("c1", f"The members {word} meet in the hall every month.", mover=mover)
    world.amend("c2", "Nobody is sent.", mover=4)
    world.marshal()
    assert words(world.refusal(world.asking(1, 2, kind="rivals"))) == (
        "14.11",
        "No rival is left off the ballot paper.",
        "Amendment 3 is a rival of all of them.",
        "Put it on the paper too.",
    )
    assert words(world.refusal(world.asking(1, 4, kind="rivals"))) == (
        "14.11",
        "On one ranked ballot are rivals, of which no two can stand together.",
        "Two of these can.",
        "Ask about them one after the other.",
    )
    world.decide_it(1, 2, 3, kind="rivals", votes=[[1, 2, 3, 4], [1, 3, 2, 4]])
    assert [world.stands(n) for n in (1, 2, 3)] == ["carried", "lost", "lost"]


def test_rivals_are_taken_one_after_the_other_where_the_rules_do_not_rank_them() -> None:
    book = Conference().text.replace("method: plan.method\ndefault: plan.keeping\n", "")
    book = book.replace("[Condorcet with Schwartz dropping]{plan.method}", "hand").replace(
        "[keep the text]{plan.keeping}", "keep it"
    )
    world = Conference(book)
    world.found().to(0)
    world.publish()
    for mover, word in ((1, "must"), (2, "should")):
        world.amend("c1", f"The members {word} meet in the hall every month.", mover=mover)
    world.to(32)
    assert str(world.refusal(world.marshalling([[1, 2]], reasons=TEXT)).fact) == "These are none: 1, 2."
    world.marshal()
    assert world.plan.agenda.order == ((1,), (2,))
    assert words(world.refusal(world.asking(1, 2, kind="rivals"))) == (
        "14.11",
        "Rivals are put on one ranked ballot where the rules have them counted so.",
        "These rules do not.",
        "Ask about one after the other.",
    )
    world.decide_it(1)
    assert [world.stands(n) for n in (1, 2)] == ["carried", "fallen"]


def test_what_is_the_same_as_something_lost_is_not_asked_about_again() -> None:
    world = conference()
    for mover in (1, 2):
        world.amend("c5", "The archive is shut.", mover=mover)
    world.marshal().decide_it(1, carried=False)
    assert [world.stands(n) for n in (1, 2)] == ["lost", "fallen"]
    assert world.amendment(2).because == 1


def test_what_is_the_same_as_something_carried_may_be_carried_too() -> None:
    world = conference()
    for mover in (1, 2):
        world.amend("c5", "The archive is shut.", mover=mover)
    world.marshal().decide_it(1)
    world.decide_it(2)
    assert world.as_amended.by_id["c5"].body == "The archive is shut."


def test_moves_that_would_go_in_a_circle_are_found_among_three() -> None:
    sections = tuple(Clause(id, "section", heading=id) for id in ("a", "b", "c"))
    world = Conference()
    world.found().to(0)
    world.publish(Revision("Circle", sections))
    for mover, (clause, parent) in enumerate((("a", "b"), ("b", "c"), ("c", "a")), start=1):
        world.move(Move(clause, parent, ""), mover=mover)
    world.move(*world.edits("a", "A", "heading"), mover=4)
    world.marshal()
    world.decide_it(1)
    world.ask(2)
    assert words(world.refusal(world.asking(3)))[1:3] == (
        "Two amendments that collide are not at the vote at the same time.",
        "Amendment 3 collides with amendment 1.",
    )
    world.vote_on("plan/1/question/2", "for", "for")
    world.now = world.case("plan/1/question/2").events["closing"] + 1
    world.do(world.declaring_question("plan/1/question/2"))
    assert [world.stands(n) for n in (1, 2, 3, 4)] == ["carried", "carried", "fallen", "seconded"]
    world.decide_it(4)
    world.decide_it()
    assert world.state("plan/1") == "adopted"
    assert world.again() == world.assembly


# -- the ballot


def test_the_ballot_of_a_question_is_as_every_ballot_is() -> None:
    world = marshalled()
    act = world.asking(3)
    assert str(world.refusal(changed(act, ballot="ballot/7")).fact) == "The next is ballot 1."
    assert str(world.refusal(changed(act, manner="secret ballot")).fact) == "The entry says otherwise."
    roll, papers = world.roll("ballot/1", "north")
    short = replace(act, facts={**act.facts, "roll": roll}, papers=papers)
    assert str(world.refusal(short).fact) == "It holds 10 code names."
    question = world.ask(3)
    outsider = world.act("question.vote", question, world.as_member(3), choice="for")
    assert str(world.refusal(outsider).fact) == "The one who acts is not on the roll."
    early = world.act("question.declare", question, **account(world.assembly, question).facts)
    assert str(world.refusal(early).fact) == "It is: at the vote."


def test_a_declaration_states_what_the_count_gives() -> None:
    world = marshalled()
    question = world.ask(3)
    world.vote_on(question, "for", "against", "against")
    world.now = world.case(question).events["closing"] + 1
    act = world.declaring_question(question)
    assert dict(act.facts) == {"for": 1, "against": 2, "abstain": 0, "outcome": "lost"}
    assert str(world.refusal(changed(act, outcome="carried")).fact) == (
        "For outcome it says carried; the count gives lost."
    )
    world.do(act)
    assert world.stands(3) == "lost"


def test_a_question_may_be_put_again_when_nobody_declared_it() -> None:
    world = marshalled()
    question = world.ask(3)
    assert world.to(40).state(question) == "closed"
    assert world.stands(3) == "at the vote"
    assert world.to(56).state(question) == "lapsed"
    assert world.stands(3) == "seconded"
    world.decide_it(3, by=world.as_member(5))
    assert world.stands(3) == "carried"
    assert world.again() == world.assembly


def test_members_put_questions_where_officers_fail() -> None:
    world = marshalled()
    by = world.as_member(5)
    assert words(world.refusal(world.asking(3, by=by)))[:2] == (
        "14.12",
        "This may be done once 14 days have passed from the marshalling.",
    )
    world.to(50).decide_it(3, by=by)
    act = world.asking(1, 2, kind="rivals", by=by)
    world.do(replace(act, by=Actor("the site")))
    assert world.stands(1) == "at the vote"


def test_a_secret_ballot_on_a_question_brings_its_lists() -> None:
    world = Conference(Conference().text.replace("[open vote]{plan.manner}", "[secret ballot]{plan.manner}"))
    world.found().to(0)
    world.publish()
    world.amend("c1", "We meet.", mover=1)
    world.marshal()
    question = world.ask(1)
    ballot = world.case(question).ballot
    assert ballot is not None and ballot.manner == "secret ballot"
    world.now = world.case(question).events["closing"] + 1
    voters = [code_name(ballot.id, n) for n in (1, 2, 3)]
    stated, papers = secret_lists(["for", "for", "against"], ["r1", "r2", "r3"], voters)
    facts = dict(account(world.assembly, question, facts=stated, papers=papers).facts) | stated
    world.do(world.act("question.declare", question, papers=papers, **facts))
    assert world.stands(1) == "carried"
    assert world.again() == world.assembly
