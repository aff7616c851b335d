"""Friendly amendments: accepted, contested, agreed by time; never where another would fall."""

import pytest

from folkmoot.procedure.act import Actor
from procedure.conference import Conference, conference
from procedure.world import changed, words


def moved(seconded: bool = True) -> Conference:
    world = conference()
    world.amend("c1", "They meet.", mover=1, seconded=seconded)
    return world


def test_what_the_drafter_accepts_is_agreed_when_nobody_asks_for_a_vote() -> None:
    world = moved()
    world.to(5).do(world.accepting(1))
    assert world.stands(1) == "accepted"
    end = world.amendment(1).events["acceptance"]
    assert end == world.plan.events["deadline"], "the time for a vote runs from the close where that is later"
    assert world.to(36).stands(1) == "accepted"
    assert world.to(40).stands(1) == "agreed"
    assert world.as_amended.by_id["c1"].body == "They meet."
    world.do(world.act("plan.marshal", "plan/1", world.officer("arranger"), **marshalling(world)))
    assert world.plan.agenda.order == ()
    assert world.again() == world.assembly


def marshalling(world: Conference) -> dict[str, object]:
    act = world.marshalling()
    world.papers.update(act.papers)
    return {"papers": act.papers, **act.facts}


def test_after_the_close_the_time_runs_from_the_acceptance() -> None:
    world = moved()
    world.to(33).do(world.accepting(1))
    assert world.amendment(1).events["acceptance"] == world.now
    assert world.to(39).stands(1) == "accepted"
    assert world.to(43).stands(1) == "agreed"


def test_what_is_accepted_needs_no_seconders_any_more() -> None:
    world = moved(seconded=False)
    world.do(world.accepting(1))
    assert world.to(32).stands(1) == "accepted"
    world.do(world.on_it("contest", 1, 9))
    assert world.stands(1) == "seconded"
    assert world.marshal().plan.agenda.order == ((1,),)


def test_any_member_can_ask_for_a_vote_in_time() -> None:
    world = moved()
    world.do(world.accepting(1))
    world.to(37).do(world.on_it("contest", 1, 9))
    assert (world.stands(1), world.amendment(1).apart) == ("seconded", True)
    assert "acceptance" not in world.amendment(1).events
    again = words(world.refusal(world.on_it("contest", 1, 9)))
    assert again == (
        "14.8",
        "A vote on an amendment is asked for once.",
        "You have asked for it, or others have.",
        "Nothing more is needed from you.",
    )
    late = moved()
    late.do(late.accepting(1))
    assert words(late.to(50).refusal(late.on_it("contest", 1, 9)))[:3] == (
        "14.8",
        "This can be done while it is: seconded, accepted.",
        "It is: agreed.",
    )


def test_a_rulebook_may_want_more_than_one_who_asks() -> None:
    world = Conference(
        Conference().text.replace("[1 member]{amendment.contesters}", "[2 members]{amendment.contesters}")
    )
    text = world.text.replace("1 member asks for a vote on it", "2 members ask for a vote on it")
    world = Conference(text)
    world.found().to(0)
    world.publish()
    world.amend("c1", "They meet.", mover=1)
    world.do(world.accepting(1))
    world.do(world.on_it("contest", 1, 9))
    assert world.stands(1) == "accepted"
    assert str(world.refusal(world.on_it("contest", 1, 9)).fact) == "You have asked for it, or others have."
    world.do(world.on_it("contest", 1, 10))
    assert world.stands(1) == "seconded"


def test_an_amendment_to_an_amendment_is_accepted_by_its_mover_alone() -> None:
    world = moved()
    other = world.amend("edit-1", "We meet", mover=2, amends=1)
    assert words(world.refusal(world.accepting(other))) == (
        "14.8",
        "An amendment to an amendment is accepted by the mover of that one.",
        "It amends amendment 1.",
        "Leave it to them, or to the meeting.",
    )
    stranger = world.on_it("accept", other, 2, "mover")
    assert str(world.refusal(stranger).fact) == "That is somebody else."
    assert str(world.refusal(world.on_it("accept", 1, 1, "mover")).fact) == "That is somebody else."
    world.do(world.on_it("accept", other, 1, "mover"))
    assert world.to(40).stands(other) == "agreed"
    world.marshal_now()
    world.decide_it(1)
    assert world.as_amended.by_id["c1"].body == "We meet."
    assert world.again() == world.assembly


def test_a_member_who_published_the_plan_accepts_as_its_mover() -> None:
    text = Conference().text.replace("who: drafter\nneeds: text", "who: member of the branch\nneeds: text", 1)
    text = text.replace("plan.length; by passkey\n```\n\n14.2", "plan.length\n```\n\n14.2")
    world = Conference(text)
    world.found().to(0)
    act = world.publishing()
    by = world.member("plan/1", 3)
    world.do(world.act("plan.publish", "plan/1", by, papers=act.papers, **(act.facts | {"passkey": None})))
    world.amend("c1", "They meet.", mover=1)
    assert world.plan.mover == by.name
    world.do(world.on_it("accept", 1, 3, "mover"))
    assert world.stands(1) == "accepted"


def test_nobody_accepts_where_another_before_the_meeting_would_fall() -> None:
    world = moved()
    rival = world.amend("c1", "We gather.", mover=2)
    assert words(world.refusal(world.accepting(1))) == (
        "14.8",
        "An amendment is accepted only where no other would fall.",
        f"Amendment {rival} would fall.",
        "A collision is for the meeting: leave it to the vote, or ask the mover to withdraw.",
    )
    world.do(world.on_it("withdraw", rival, 2, "mover"))
    world.do(world.accepting(1))


def test_leaving_a_clause_out_is_not_accepted_over_an_amendment_to_it() -> None:
    world = moved()
    gone = world.delete("c1", mover=2)
    assert str(world.refusal(world.accepting(gone)).fact) == "Amendment 1 would fall."
    world.do(world.accepting(1))
    assert world.stands(gone) == "seconded", "the other way round nothing falls"


def test_a_rival_that_is_seconded_later_ends_the_acceptance() -> None:
    world = moved()
    world.do(world.accepting(1))
    rival = world.amend("c1", "We gather.", mover=2, seconded=False)
    assert world.stands(1) == "accepted"
    world.second_it(rival)
    assert [world.stands(n) for n in (1, rival)] == ["seconded", "seconded"]
    assert world.marshal().plan.agenda.order == ((1, 2),)
    assert world.again() == world.assembly


def test_of_two_that_collide_one_is_accepted_at_the_most() -> None:
    world = moved(seconded=False)
    world.amend("c1", "We gather.", mover=2, seconded=False)
    world.do(world.accepting(1))
    assert str(world.refusal(world.accepting(2)).fact) == "Amendment 1 would fall."


def test_what_is_accepted_can_be_withdrawn() -> None:
    world = moved()
    world.do(world.accepting(1))
    world.do(world.on_it("withdraw", 1, 1, "mover"))
    assert world.stands(1) == "withdrawn"


def test_an_amendment_is_not_accepted_when_it_is_too_late_to_ask_for_a_vote() -> None:
    world = moved()
    world.amend("c2", "Each branch sends three.", mover=2)
    world.marshal()
    deciding = world.to(80)
    deciding.do(deciding.accepting(1))
    assert words(world.to(89).refusal(world.accepting(2))) == (
        "14.8",
        "An amendment is accepted early enough for others to ask for a vote on it.",
        "The time for amendments will be over before that.",
        "Leave it to the meeting.",
    )
    assert world.to(90).stands(1) == "agreed"


def test_nothing_is_accepted_once_the_time_for_amendments_is_over() -> None:
    world = moved()
    world.marshal()
    world.to(31 + 64)
    assert world.state("plan/1") == "last question"
    assert str(world.refusal(world.accepting(1)).fact) == "It is: not called."


def test_nothing_is_accepted_in_a_plan_that_has_ended() -> None:
    world = moved(seconded=False)
    world.do(world.act("plan.withdraw", "plan/1", world.officer("drafter"), passkey=True))
    assert words(world.refusal(world.accepting(1))) == (
        "14.8",
        "Amendments are accepted until the time for them is over, composites once they are formed.",
        "The plan is: withdrawn.",
        "Leave it to the meeting.",
    )


def test_only_a_drafter_in_office_accepts() -> None:
    world = moved()
    for by in (world.officer("chair"), Actor("drafter", world.as_member(3).name)):
        assert words(world.refusal(world.on_it("accept", 1, by)))[1] == (
            "This may be done by the drafter or the mover of what it amends."
        )
    assert str(world.refusal(changed(world.accepting(1), note="x")).fact) == "This one also carries note."


@pytest.mark.parametrize("day", [10, 35])
def test_a_member_may_ask_that_an_amendment_be_put_by_itself(day: int) -> None:
    world = moved()
    world.to(day).do(world.on_it("contest", 1, 9))
    assert (world.stands(1), world.amendment(1).apart) == ("seconded", True)
