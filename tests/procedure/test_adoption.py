"""The last question on a plan: the text as a whole, with all that was carried, is adopted or lost."""

import pytest

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.asking import kind_for
from folkmoot.procedure.conditions import CONDITIONS
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.papers import digest_of
from procedure.conference import Conference, conference, said, text
from procedure.test_question import BASE, marshalled
from procedure.world import SEAL, TEXT, changed, words


def decided() -> Conference:
    """All amendments decided."""
    world = conference()
    world.amend("c1", "We meet.", mover=1)
    world.marshal().decide_it(1)
    return world


def test_the_text_is_adopted_with_all_that_was_carried() -> None:
    world = decided()
    question = world.ask()
    assert world.state("plan/1") == "at the vote"
    world.vote_on(question, *["for"] * 4)
    world.now = world.case(question).events["closing"] + 1
    act = world.declaring_question(question)
    adopted = text(*said(c1="We meet."))
    assert act.facts["adopted"] == world.case(question).would_adopt.digest == adopted.digest  # type: ignore[attr-defined]
    assert words(world.refusal(changed(act, adopted=SEAL)))[1:3] == (
        "A declaration states what the count gives.",
        f"For adopted it says {SEAL}; the count gives {adopted.digest}.",
    )
    assert "For adopted it says nothing" in str(world.refusal(changed(act, adopted=None)).fact)
    world.do(act)
    assert (world.state("plan/1"), world.plan.adopted) == ("adopted", adopted)
    assert world.again() == world.assembly


def test_the_last_question_names_the_text_with_all_that_was_carried() -> None:
    world = decided()
    act = world.asking()
    assert words(world.refusal(changed(act, adopts=text().digest))) == (
        "14.11",
        "The last question names the text with all that was carried.",
        "The entry names another text.",
        "Compute it again from the text and what was carried.",
    )
    assert "SHA-256" in str(world.refusal(changed(act, adopts="x")).condition)
    assert str(world.refusal(changed(act, reasons=TEXT)).fact) == "This one is in its turn."
    other = marshalled()
    assert str(other.refusal(changed(other.asking(3), adopts=SEAL)).fact) == "This one also carries adopts."


def test_the_last_question_waits_until_everything_is_decided() -> None:
    world = conference()
    world.amend("c1", "We meet.", mover=1)
    world.amend("c2", "Nobody is sent.", mover=2)
    assert words(world.refusal(world.asking())) == (
        "14.11",
        "The whole text is voted on when every amendment is decided, or the time for them is over.",
        "Amendment 1 is: seconded.",
        "Ask about what is open first.",
    )
    world.marshal()
    world.do(world.accepting(2))
    world.decide_it(1)
    assert str(world.refusal(world.asking()).fact) == "Amendment 2 is: accepted."
    assert world.to(45).stands(2) == "agreed"
    world.decide_it()
    assert world.plan.adopted == text(*said(c1="We meet.", c2="Nobody is sent."))
    early = conference()
    assert str(early.refusal(early.asking()).fact) == "The plan is: open."


def test_what_was_not_called_in_time_stays_out() -> None:
    world = marshalled()
    world.decide_it(3)
    assert world.to(94).state("plan/1") == "deciding"
    assert world.to(95).state("plan/1") == "last question"
    assert [world.stands(n) for n in (1, 3, 4)] == ["not called", "carried", "not called"]
    world.decide_it()
    assert world.plan.adopted == BASE, "what amends what is not carried has no effect"
    assert world.again() == world.assembly


def test_a_result_that_comes_after_the_time_for_amendments_counts() -> None:
    world = marshalled()
    world.to(94)
    question = world.ask(6)
    world.vote_on(question, "for", "for")
    assert world.to(96).state("plan/1") == "last question"
    assert str(world.refusal(world.asking()).fact) == "Amendment 6 is: at the vote."
    world.now = world.case(question).events["closing"] + 1
    world.do(world.declaring_question(question))
    world.decide_it()
    assert world.plan.adopted == text(*said(c5="The archive is open to every member."))


def test_a_kind_of_question_follows_from_what_it_is_about() -> None:
    world = marshalled()
    book = world.plan.book
    assert kind_for((), book, False) == "adoption"
    assert kind_for((6,), book, False) == "one"
    assert kind_for((6, 7), book, False) == "en bloc"
    assert kind_for((1, 2), book, True) == "rivals"


def test_the_majority_for_the_whole_text_is_not_for_amendments() -> None:
    """The paragraph is not looked at for them; the condition holds it against the question all the same."""
    world = marshalled()
    question = world.ask(3)
    act, case = world.act("question.declare", question), world.case(question)
    (_, power), row = world.plan.book.powers["question.declare"], case.machine.row("question.declare")
    assert row is not None
    about = Matter(world.assembly, act, world.now, row, world.plan.book, case, power, "closed")
    with pytest.raises(OutOfOrder, match="This majority is for the text as a whole"):
        CONDITIONS["adopts the text"](about, None)


def test_the_text_may_be_lost_and_that_is_the_end_of_the_plan() -> None:
    world = decided()
    question = world.decide_it(carried=False)
    assert (world.state(question), world.state("plan/1")) == ("lost", "lost")
    assert world.plan.adopted is None
    assert str(world.refusal(world.asking()).fact) == "The plan is: lost."
    assert world.again() == world.assembly


def test_the_majority_for_the_text_is_its_own() -> None:
    world = decided()
    question = world.ask()
    world.vote_on(question, "for", "for")
    world.now = world.case(question).events["closing"] + 1
    assert world.declaring_question(question).facts["outcome"] == "lost", "two of thirty are no quorum"
    powers = world.plan.book.powers["question.declare"]
    assert world.case(question).fitting(powers) == powers[1:]
    assert world.case("plan/1/question/1").fitting(powers) == powers[:1]
    one = powers[:1]
    assert world.case(question).fitting(one) == one


def test_the_last_question_may_be_put_again_when_nobody_declared_it() -> None:
    world = decided()
    question = world.ask()
    assert world.to(45).state("plan/1") == "at the vote"
    assert world.to(61).state(question) == "lapsed"
    assert world.state("plan/1") == "last question"
    world.decide_it(by=world.as_member(3))
    assert world.state("plan/1") == "adopted"
    assert world.again() == world.assembly


def test_a_plan_whose_last_question_nobody_puts_lapses() -> None:
    world = decided()
    assert world.to(31 + 122).state("plan/1") == "last question"
    assert world.to(31 + 126).state("plan/1") == "lapsed"


def test_what_was_carried_can_always_stand_together() -> None:
    """The engine would say so otherwise; the refusal is there for a fault of ours."""
    world = marshalled()
    for number in (1, 2):
        world.amendment(number).phase = "carried"
    for number in (3, 4, 5, 6, 7):
        world.amendment(number).phase = "lost"
    act = changed(world.asking(6), kind="adoption", amendments=[], adopts=SEAL)
    assert words(world.refusal(act)) == (
        "14.11",
        "What has been carried can stand together.",
        "Amendments 1 and 2 cannot.",
        "Publish the text anew, as another plan.",
    )


def test_an_adopted_text_is_the_one_that_the_digest_names() -> None:
    world = decided()
    world.decide_it()
    assert world.plan.adopted is not None
    assert digest_of(world.plan.adopted.data) == world.plan.adopted.digest
