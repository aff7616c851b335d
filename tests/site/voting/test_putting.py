"""Putting the question: a roll of all electors, in the manner that the rule gives."""

from collections.abc import Callable

import pytest

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.members import acts as members
from folkmoot.site.motions import acts as motions
from folkmoot.site.notices.models import Letter
from folkmoot.site.record import reading
from folkmoot.site.voting import acts
from folkmoot.site.voting.models import Ballot, SecretBallot, VoterMark
from motion_world import World, day

Now = Callable[[float], None]


def put(world: World, at: float = 15) -> Ballot:
    return acts.put(on="motion/1", by=world.office("chair"), at=day(at), by_passkey=True)


def test_every_member_of_the_branch_stands_on_the_roll_under_a_name_made_for_this_ballot(
    world: World,
) -> None:
    world.debated()
    put(world)
    held = reading.assembly().cases["motion/1"].ballot
    assert held is not None
    harbour = [name for name in world.people if world[name].branch_id == "harbour"]
    assert held.roll.names == {world[name].code("ballot/1") for name in harbour}
    assert not held.roll.names & {world[name].code("motion/1") for name in harbour}


def test_the_rows_of_a_ballot_follow_the_record(world: World) -> None:
    world.debated()
    ballot = put(world)
    case = reading.assembly().cases["motion/1"]
    assert (ballot.number, ballot.manner, ballot.title) == (1, "open vote", "Keep the harbour open")
    assert (ballot.opened_at, ballot.closes_at) == (case.events["opening"], case.events["closing"])


def test_each_elector_is_written_to_once(world: World) -> None:
    world.debated()
    put(world)
    letters = Letter.objects.filter(occasion="ballot-opened")
    assert letters.count() == 10
    assert {letter.person_id for letter in letters} == {
        person.pk for person in world.people.values() if person.branch_id == "harbour"
    }


def test_it_is_secret_when_enough_members_have_asked(world: World) -> None:
    world.debated()
    for name in ("Vic", "Una", "Bea"):
        motions.ask_secret(number=1, by=world[name], at=day(3))
    ballot = put(world)
    assert ballot.manner == "secret ballot"
    assert SecretBallot.objects.filter(ballot=ballot, choice="").count() == 10
    assert VoterMark.objects.filter(ballot=ballot, voted=False).count() == 10


def test_two_who_ask_are_not_enough_for_secrecy(world: World) -> None:
    world.debated()
    for name in ("Vic", "Una"):
        motions.ask_secret(number=1, by=world[name], at=day(3))
    assert put(world).manner == "open vote"


def test_the_chair_cannot_put_it_before_the_debate_has_had_its_time(world: World) -> None:
    world.debated()
    with pytest.raises(OutOfOrder) as refused:
        put(world, 5)
    assert refused.value.rule == "4.8"
    assert not Ballot.objects.exists()


def test_an_officer_without_a_passkey_is_refused(world: World) -> None:
    world.debated()
    with pytest.raises(OutOfOrder) as refused:
        acts.put(on="motion/1", by=world.office("chair"), at=day(15))
    assert refused.value.condition == "Officers act by passkey."


def test_a_member_may_put_it_once_the_officers_time_has_run_out(world: World) -> None:
    world.debated()
    with pytest.raises(OutOfOrder):
        acts.put(on="motion/1", by=world["Vic"], at=day(15))
    assert acts.put(on="motion/1", by=world["Vic"], at=day(30)).number == 1


def test_something_that_the_record_does_not_know_cannot_be_put(world: World) -> None:
    for on in ("motion/9", "assembly", "nonsense"):
        with pytest.raises(OutOfOrder):
            acts.put(on=on, by=world["Vic"], at=day(15))


def test_who_joins_after_the_opening_is_not_on_the_roll(world: World, now: Now) -> None:
    world.debated()
    put(world)
    late = members.join(email="late@commons.example", shown_name="Late", branch="harbour", at=day(15.5))
    world.people["Late"] = late
    with pytest.raises(OutOfOrder) as refused:
        acts.vote(on="motion/1", by=late, at=day(16), choice="for")
    assert refused.value.rule == "6.3"
    now(16)
    page = world.client("Late").get("/ballots/1/").content.decode()
    assert "Voting: not yet." in page
    assert "<form" not in page
