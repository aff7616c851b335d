"""Amendments: tabled, seconded, withdrawn, lapsed; amendments to amendments; their numbers and ids."""

from dataclasses import replace

import pytest

from folkmoot.procedure.papers import digest_of
from folkmoot.texts.clause import Clause
from folkmoot.texts.edits import Insert, Replace, Reword, Wrap
from procedure.conference import Conference, conference
from procedure.world import NORTH, ROOT, TEXT, changed, words

GONE = "Nothing can be done here any more; it may be begun anew where the rules allow."


def test_amendments_are_numbered_in_the_order_of_tabling() -> None:
    world = conference()
    assert [world.amend("c1", "We meet.", mover=n) for n in (1, 2)] == [1, 2]
    act = world.tabling_edits(*world.edits("c1", "They meet."))
    assert words(world.refusal(replace(act, on="plan/1/amendment/4"))) == (
        "14.4",
        "Amendments to a plan are numbered one by one.",
        "The next is amendment 3.",
        "Use that number.",
    )
    assert "already" in str(world.refusal(replace(act, on="plan/1/amendment/2")).fact)


@pytest.mark.parametrize("on", ["plan/2/amendment/1", "motion/1/amendment/1", "case/1/amendment/1"])
def test_an_amendment_belongs_to_a_plan(on: str) -> None:
    world = conference()
    act = replace(world.tabling_edits(*world.edits("c1", "They meet.")), on=on)
    stranger = replace(act, by=world.member(on, 0))
    assert str(world.refusal(stranger).fact) == "The one who acts is not on the roll."


def test_a_member_entered_by_a_clerk_amends_as_everybody_does() -> None:
    world = conference()
    act = world.tabling_edits(
        *world.edits("c1", "They meet."), clerk=world.officer("clerk").name, passkey=True
    )
    world.do(act)
    assert world.stands(1) == "tabled"
    assert world.again() == world.assembly


def test_a_late_amendment_is_told_to_the_second_when_the_plan_closed() -> None:
    world = conference()
    act = world.tabling_edits(*world.edits("c1", "They meet."))
    world.now = world.plan.events["deadline"] + 1
    assert words(world.refusal(act)) == (
        "14.4",
        "This can be done while the plan is open for amendment.",
        "It closed on 1 July 2026 at 23:59:59.",
        "What you wrote is kept; it can be tabled to the next plan.",
    )
    world.now -= 1
    world.do(act)


def test_an_amendment_comes_from_the_branch_of_the_plan_or_one_under_it() -> None:
    world = conference()
    for branch in (ROOT, NORTH):
        world.do(world.tabling_edits(*world.edits("c1", "They meet."), branch=branch))
    assert [each.comes_from for each in world.plan.amendments.values()] == [ROOT, NORTH]
    of_the_north = Conference(
        world.text.replace("who: drafter\nneeds: text", "who: drafter or member\nneeds: text", 1)
    )
    of_the_north.found().to(0)
    act = of_the_north.publishing()
    roll, papers = of_the_north.roll("plan/1", NORTH)
    of_the_north.do(
        of_the_north.act(
            "plan.publish", "plan/1", of_the_north.member("plan/1", 20), papers=act.papers | papers,
            **{**act.facts, "branch": NORTH, "roll": roll, "passkey": None},
        )
    )  # fmt: skip
    for branch in (ROOT, "south"):
        foreign = of_the_north.tabling_edits(*of_the_north.edits("c1", "They meet."), mover=21, branch=branch)
        assert words(of_the_north.refusal(foreign)) == (
            "14.4",
            "An amendment comes from the branch whose plan it is, or from one under it.",
            "The entry names another.",
            "Name the branch that it comes from.",
        )


def test_edits_must_fit_the_text() -> None:
    world = conference()
    act = world.tabling_edits(Reword("c1", "body", 0, 3, "An ", "The "))
    assert words(world.refusal(act))[:3] == (
        "14.4",
        "Texts, edits of them and lists are written as the specification says.",
        "edit 1: clause c1 does not say “An ” there.",
    )
    bad = b"{}"
    broken = replace(act, facts={**act.facts, "edits": digest_of(bad)}, papers={digest_of(bad): bad})
    assert str(world.refusal(broken).fact) == "this is no amendment."


def test_an_amendment_is_written_against_the_text_as_it_stands() -> None:
    world = conference()
    act = world.tabling_edits(*world.edits("c2", "Each branch sends three."))
    world.revise("We meet.")
    assert words(world.refusal(act)) == (
        "14.4",
        "An amendment is written against what it amends, as it stands now.",
        "This one was written against another text.",
        "Open the text again: what you wrote is kept, and is brought over to it.",
    )


def test_the_new_words_are_counted_and_limited() -> None:
    world = conference()
    act = world.tabling_edits(*world.edits("c1", "They meet."))
    assert (
        str(world.refusal(changed(act, length=40)).condition) == "An entry states the true number of words."
    )
    long = world.tabling_edits(
        Insert("s1", "c6", Clause("new", heading="One", body="word " * 999, tail="more words"))
    )
    assert words(world.refusal(long))[2] == "This one has 1002."
    new = Clause("c3", body="All of it is new.", children=(Clause("c3a", "item", body="And this."),))
    world.do(world.tabling_edits(Replace("c3", new)))
    world.do(world.tabling_edits(Wrap("c4", Clause("c4a", "clause"))))


@pytest.mark.parametrize("id", ["c2", "gone", "new"])
def test_the_ids_of_new_clauses_are_new_for_the_whole_plan(id: str) -> None:
    world = conference()
    world.add("new", "Meetings begin on time.")
    if id == "gone":
        world.do(world.on_it("withdraw", world.add("gone", "It goes.", mover=2), 2, "mover"))
    refusal = words(world.refusal(world.tabling_edits(Insert("s1", "c1", Clause(id, body="Other words.")))))
    assert refusal[0] == "14.4"
    assert id in refusal[2]


def test_reasons_are_named_by_digest_and_may_be_left_out() -> None:
    world = conference()
    world.do(world.tabling_edits(*world.edits("c1", "They meet."), reasons=None))
    act = world.tabling_edits(*world.edits("c1", "They meet."), reasons="because")
    assert "named by its SHA-256 digest (reasons)" in str(world.refusal(act).condition)


# -- seconding


def test_an_amendment_is_seconded_when_enough_others_support_it() -> None:
    world = conference()
    number = world.amend("c1", "They meet.", mover=1, seconded=False)
    world.second_it(number, [2])
    assert world.stands(number) == "tabled"
    world.second_it(number, [3])
    assert world.stands(number) == "seconded"
    world.second_it(number, [4])
    assert world.amendment(number).supporters == {world.as_member(n).name for n in (2, 3, 4)}


def test_nobody_seconds_twice_or_what_they_moved() -> None:
    world = conference()
    number = world.amend("c1", "They meet.", mover=1, seconded=False)
    world.second_it(number, [2])
    assert (
        words(world.refusal(world.on_it("second", number, 1)))[1]
        == "Somebody other than the mover must do this."
    )
    assert words(world.refusal(world.on_it("second", number, 2)))[1] == "Each member counts once."
    loose = Conference(
        world.text.replace("needs: not the mover; not already a seconder\nthreshold", "threshold")
    )
    loose.found().to(0)
    loose.publish()
    loose.amend("c1", "They meet.", mover=1, seconded=False)
    loose.second_it(1, [2])
    for by in (1, 2):
        assert words(loose.refusal(loose.on_it("second", 1, by))) == (
            "14.5",
            "Each member seconds once, and not what they moved.",
            "You have moved or seconded this already.",
            "Nothing more is needed from you.",
        )


def test_what_nobody_seconded_lapses_in_the_second_after_the_close() -> None:
    world = conference()
    number = world.amend("c1", "They meet.", mover=1, seconded=False)
    end = world.plan.events["deadline"]
    assert world.assembly.standing(world.of(number), end).state == "tabled"
    lapsed = world.assembly.standing(world.of(number), end + 1)
    assert (lapsed.state, lapsed.since) == ("lapsed", end + 1)
    world.now = end + 1
    assert words(world.refusal(world.on_it("second", number, 2))) == (
        "14.5",
        "This can be done while it is: tabled, seconded.",
        "It is: lapsed.",
        GONE,
    )


def test_no_more_seconders_are_gathered_once_the_plan_is_closed() -> None:
    world = conference()
    number = world.amend("c1", "They meet.", mover=1)
    refusal = world.to(32).refusal(world.on_it("second", number, 2))
    assert str(refusal.fact) == "It closed on 1 July 2026 at 23:59:59."


def test_a_member_has_one_code_name_in_a_plan_and_all_its_amendments() -> None:
    world = conference()
    number = world.amend("c1", "They meet.", mover=1, seconded=False)
    own = world.act("amendment.second", world.of(number), world.member(world.of(number), 2))
    assert str(world.refusal(own).fact) == "The one who acts is not on the roll."


# -- withdrawing


def test_its_mover_withdraws_an_amendment_and_what_amends_it_falls() -> None:
    world = conference()
    number = world.amend("c1", "They meet.", mover=1)
    other = world.amend("edit-1", "We meet", mover=2, amends=number)
    assert str(world.refusal(world.on_it("withdraw", number, 2, "mover")).fact) == "That is somebody else."
    world.do(world.on_it("withdraw", number, 1, "mover"))
    assert [world.stands(n) for n in (number, other)] == ["withdrawn", "fallen"]
    assert world.amendment(other).because == number
    assert world.again() == world.assembly


def test_nothing_is_withdrawn_once_its_ballot_is_open() -> None:
    world = conference()
    number = world.amend("c1", "They meet.", mover=1)
    world.marshal().ask(number)
    refusal = words(world.refusal(world.on_it("withdraw", number, 1, "mover")))
    assert refusal[2] == "It is: at the vote."


# -- amendments to amendments


def test_an_amendment_to_an_amendment_is_printed_with_a_letter() -> None:
    world = conference()
    first = world.amend("c1", "They meet.", mover=1)
    for _ in range(28):
        world.do(world.tabling_edits(*world.edits("edit-1", "We meet", amends=first), amends=first))
    plan = world.plan
    assert [plan.printed(n) for n in (1, 2, 3, 27, 28, 29)] == ["1", "1A", "1B", "1Z", "1AA", "1AB"]
    assert world.amendment(first).secondaries == list(range(2, 30))


@pytest.mark.parametrize("number", [2, 3, 9])
def test_what_is_amended_has_been_seconded_and_amends_the_text(number: int) -> None:
    world = conference()
    world.amend("c1", "They meet.", mover=1)
    world.amend("c2", "Each branch sends three.", mover=1, seconded=False)
    world.amend("edit-1", "We meet", mover=2, amends=1)
    act = world.tabling_edits(*world.edits("c3", "Nothing."), amends=1)
    assert words(world.refusal(changed(act, amends=number))) == (
        "14.4",
        "What is amended is an amendment to the text that has been seconded or accepted.",
        f"There is no such amendment {number}.",
        "Second it first, or amend the text itself.",
    )


def test_an_accepted_amendment_can_be_amended_too() -> None:
    world = conference()
    number = world.amend("c1", "They meet.", mover=1, seconded=False)
    world.do(world.accepting(number))
    assert world.stands(world.amend("edit-1", "We meet", mover=2, amends=number)) == "seconded"


def test_the_text_of_a_paper_that_gives_reasons_is_for_people() -> None:
    world = conference()
    world.amend("c1", "They meet.", mover=1)
    assert TEXT not in world.papers
    assert world.again() == world.assembly
