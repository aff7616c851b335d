"""An election from the call to the appointment, by its acts; and what is refused."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from election_world import CLOSED, DECLARED, LINES, OPEN, SETTLED, STANDING, VOTERS, VOTING, ElectionWorld
from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.elections import acts
from folkmoot.site.elections.acts.batches import differences, papers_due
from folkmoot.site.elections.acts.declaring import count_now
from folkmoot.site.elections.models import Batch, Box, Candidacy, Election, Reading
from folkmoot.site.members.models import Office
from folkmoot.site.notices.models import Letter
from folkmoot.site.record import reading
from folkmoot.site.voting.acts import do_what_is_due
from folkmoot.site.voting.models import SecretBallot, VoterMark
from motion_world import day


def test_an_election_goes_from_the_call_to_those_elected_in_office(world: ElectionWorld) -> None:
    row = world.voted()
    assert world.standing(row.on, VOTING) == "at the vote"
    assert world.standing(row.on, CLOSED) == "closed"
    acts.declare(number=row.number, by=None, at=day(DECLARED))
    result = world.case(row).result
    assert len(result.elected) == 3
    assert result.facts["valid"] == 7
    assert world.standing(row.on, SETTLED) == "settled"
    assert Box.objects.count() == 1
    done = acts.do_what_is_due_in_elections(day(SETTLED))
    assert [each.act for each in done] == ["office.appoint"] * 3
    assert world.case(row).appointed == set(result.elected)
    assert not Box.objects.exists()
    assert acts.do_what_is_due_in_elections(day(SETTLED)) == []


def test_members_are_told_once_of_the_call_the_ballot_and_the_result(world: ElectionWorld) -> None:
    world.declared()
    for occasion in ("election-called", "election-open", "election-declared"):
        assert Letter.objects.filter(occasion=occasion).count() == 10
    assert Letter.objects.filter(occasion="nominated").count() == 0, "they named themselves first"


def test_what_comes_too_early_or_too_late_is_refused_under_the_rule_of_the_election(
    world: ElectionWorld,
) -> None:
    row = world.nominated()
    with pytest.raises(OutOfOrder, match=r"Rule 15\.8: A ballot is opened first"):
        world.cast(row, "Wren", "1")
    with pytest.raises(OutOfOrder, match=r"Rule 15\.12: A result is declared when the ballot has closed"):
        count_now(reading.assembly(), row, day(3))
    with pytest.raises(OutOfOrder, match=r"Rule 15\.14: A poll is recounted"):
        acts.recount(number=row.number, by=None, at=day(3))
    with pytest.raises(OutOfOrder, match=r"Rule 15\.16: A vacancy is filled from earlier ballots"):
        acts.fill_vacancy(number=row.number, by=None, at=day(3))
    with pytest.raises(OutOfOrder, match=r"Rule 15\.16: .* none of that number"):
        world.call(kind="countback", seats=1, follows=9)


def test_the_site_opens_and_declares_when_the_rules_leave_it_to_it(world: ElectionWorld) -> None:
    row = world.nominated()
    assert acts.do_what_is_due_in_elections(day(OPEN)) == []
    done = acts.do_what_is_due_in_elections(day(34))
    assert [each.act for each in done] == ["election.open"]
    for name, line in zip(VOTERS, LINES, strict=True):
        world.cast(row, name, line, on=35)
    done = acts.do_what_is_due_in_elections(day(46))
    assert [each.act for each in done] == ["election.declare"]
    assert world.case(row).result.facts["valid"] == 7


def test_the_roll_follows_who_joins_and_leaves_until_the_ballot_opens(world: ElectionWorld) -> None:
    row = world.nominated()
    from folkmoot.site.members import acts as members

    members.leave(person=world["Cass"], at=day(3))
    assert ("roll.amend", row.on) in {(d.act, d.on) for d in do_what_is_due(day(3))}
    assert len(world.case(row).roll.names) == 9


def test_whoever_stands_and_has_left_is_shown_to_the_returning_officer_and_struck_before_the_opening(
    world: ElectionWorld, now: Callable[[float], None]
) -> None:
    from folkmoot.site.members import acts as members

    row = world.nominated((*STANDING[:4], "Teo"))
    members.leave(person=world["Cass"], at=day(18))
    cass = world.code(row, "Cass")
    now(OPEN)
    with pytest.raises(OutOfOrder) as refused:
        acts.open_ballot(number=row.number, by=world.returning(), at=day(OPEN), by_passkey=True)
    assert refused.value.rule == "15.7"
    page = world.client("Ola", by_passkey=True).get(row.url).content.decode()
    assert "Cass is no longer on the roll: strike them" in page and f"strike/?name={cass}" in page
    assert "is struck before the ballot opens" in page
    assert "No longer on the roll of this election." in world.client("Wren").get(row.url).content.decode()
    form = world.client("Ola", by_passkey=True).get(f"{row.url}strike/?name={cass}").content.decode()
    assert re.search(rf'value="{cass}"[^>]* checked', form)
    given = {"by": world.returning(), "at": day(OPEN), "by_passkey": True}
    acts.strike(number=row.number, name=cass, ground="not-eligible", reasons="Has left.", **given)
    acts.open_ballot(number=row.number, **given)
    page = world.client("Ola", by_passkey=True).get(row.url).content.decode()
    assert "is no longer on the roll" not in page


def test_the_site_opens_the_ballot_also_where_nobody_has_struck_whoever_left(
    world: ElectionWorld, now: Callable[[float], None]
) -> None:
    from folkmoot.site.members import acts as members

    row = world.nominated((*STANDING[:4], "Teo"))
    members.leave(person=world["Cass"], at=day(18))
    done = acts.do_what_is_due_in_elections(day(34))
    assert [each.act for each in done] == ["election.open"]
    now(35)
    assert "No longer on the roll" in world.client("Wren").get(f"{row.url}vote/").content.decode()


def test_no_more_than_places_are_elected_without_a_ballot(world: ElectionWorld) -> None:
    row = world.nominated(("Vic", "Bea"))
    with pytest.raises(OutOfOrder):
        acts.open_ballot(number=row.number, by=world.returning(), at=day(OPEN), by_passkey=True)
    acts.declare(number=row.number, by=None, at=day(OPEN))
    assert world.case(row).result.unopposed
    assert len(world.case(row).result.elected) == 2


def test_a_quota_that_those_unopposed_cannot_meet_stands_on_the_page(
    world: ElectionWorld, now: Callable[[float], None]
) -> None:
    row = world.call(branch="network", office="executive member", seats=7)
    for name in ("Vic", "Bea", "Cass", "Una", "Teo"):
        world.nominate(row, name)
    acts.declare(number=row.number, by=None, at=day(OPEN))
    assert world.case(row).result.facts["relaxed"] == [{"group": "women", "at_least": 2}]
    now(OPEN + 1)
    page = world.client().get(row.url).content.decode()
    assert "Quota that could not be met" in page
    assert "women: at least 2" in page


def test_a_candidate_who_was_struck_stands_again_when_enough_object(world: ElectionWorld) -> None:
    row = world.opened()
    name = world.code(row, "Vic")
    acts.strike(
        number=row.number,
        name=name,
        ground="not-eligible",
        reasons="Moved away.",
        by=world.returning(),
        at=day(VOTING),
        by_passkey=True,
    )
    assert not world.case(row).stands(name)
    assert Letter.objects.filter(occasion="candidate-struck").count() == 1
    for by in ("Wren", "Idris", "Una"):
        acts.reinstate(number=row.number, name=name, by=world[by], at=day(VOTING + 1))
    assert world.case(row).stands(name)


def test_papers_pass_over_whoever_withdraws_during_the_vote(world: ElectionWorld) -> None:
    row = world.voted()
    acts.withdraw(number=row.number, by=world["Vic"], at=day(VOTING + 1))
    acts.declare(number=row.number, by=None, at=day(DECLARED))
    assert world.code(row, "Vic") not in world.case(row).result.elected


def test_the_roll_is_corrected_with_reasons_but_not_after_a_vote(world: ElectionWorld) -> None:
    row = world.opened()
    officer: dict[str, Any] = {"by": world.returning(), "by_passkey": True, "number": row.number}
    acts.correct_roll(removed=(world["Cass"],), reasons="Left.", at=day(VOTING), **officer)
    with pytest.raises(OutOfOrder, match="not on it"):
        world.cast(row, "Cass", "1")
    acts.correct_roll(added=(world["Cass"],), reasons="Did not.", at=day(VOTING), **officer)
    world.cast(row, "Cass", "1")
    with pytest.raises(OutOfOrder, match=r"Rule 15\.9: .* has voted"):
        acts.correct_roll(removed=(world["Cass"],), reasons="Left.", at=day(VOTING), **officer)
    assert Letter.objects.filter(occasion="roll-corrected").count() == 2


def clerks(world: ElectionWorld) -> tuple[Office, Office]:
    return world.office("clerk", "harbour"), world.returning()


def on_paper(world: ElectionWorld) -> Election:
    """Three have voted on the screen, two have put a paper in the box."""
    row = world.opened()
    for name, line in (("Wren", "1,2"), ("Ola", "2"), ("Idris", "3,1")):
        world.cast(row, name, line)
    clerk = world.office("clerk", "harbour")
    for name in ("Sable", "Teo"):
        acts.cast_on_paper(row=world.row(row), by=world[name], clerk=clerk, at=day(VOTING))
    return world.row(row)


def test_whoever_voted_on_paper_does_not_vote_again_and_the_other_way_round(world: ElectionWorld) -> None:
    row = on_paper(world)
    with pytest.raises(acts.VotedOtherwise):
        world.cast(row, "Sable", "1")
    with pytest.raises(OutOfOrder, match="Take no paper"):
        acts.cast_on_paper(row=row, by=world["Wren"], clerk=world.office("clerk", "harbour"), at=day(VOTING))


def test_papers_are_entered_by_two_clerks_and_compared_line_by_line(world: ElectionWorld) -> None:
    row = on_paper(world)
    one, two = clerks(world)
    batch = acts.begin_batch(row=row)
    assert papers_due(row) == 2
    acts.keep_reading(batch=batch, clerk=one, text="1 2\n-", finished=True)
    assert differences(batch, one.code) is None, "nobody sees the other's before both have finished"
    acts.keep_reading(batch=batch, clerk=two, text="2,1\n-\n3", finished=True)
    found = differences(batch, one.code)
    assert [(each.place, each.mine, each.other) for each in found or ()] == [
        (1, "1,2", "2,1"),
        (3, None, "3"),
    ]
    with pytest.raises(OutOfOrder, match=r"Rule 15\.10: .* differ"):
        acts.enter_batch(row=row, batch=batch, by=one, at=day(31), by_passkey=True)
    acts.keep_reading(batch=batch, clerk=two, text="1,2\n-", finished=True)
    with pytest.raises(OutOfOrder, match=r"Rule 15\.10: .* 2 papers are still due"):
        acts.declare(number=row.number, by=None, at=day(31))
    acts.enter_batch(row=row, batch=batch, by=one, at=day(31), by_passkey=True)
    assert papers_due(row) == 0
    acts.declare(number=row.number, by=None, at=day(DECLARED))
    facts = world.case(row).result.facts
    assert (facts["valid"], facts["invalid"]) == (4, 1)
    assert facts["receipts"]["count"] == facts["voters"]["count"] == 5
    assert not Reading.objects.exists()
    assert Batch.objects.get().entry is not None


def test_no_more_papers_are_entered_than_members_were_ticked(world: ElectionWorld) -> None:
    row = on_paper(world)
    batch = acts.begin_batch(row=row)
    for clerk in clerks(world):
        acts.keep_reading(batch=batch, clerk=clerk, text="1\n2\n3", finished=True)
    with pytest.raises(OutOfOrder, match=r"Rule 15\.10: .* 3 are to be entered; 2 are due"):
        acts.enter_batch(row=row, batch=batch, by=clerks(world)[0], at=day(31), by_passkey=True)


def test_papers_that_nobody_enters_in_time_hold_up_no_result(world: ElectionWorld) -> None:
    row = on_paper(world)
    with pytest.raises(OutOfOrder, match="papers are still due"):
        acts.declare(number=row.number, by=None, at=day(CLOSED + 1))
    acts.declare(number=row.number, by=None, at=day(DECLARED))
    facts = world.case(row).result.facts
    assert (facts["invalid"], facts["receipts"]["count"]) == (2, facts["valid"] + 2)


def test_a_third_clerk_takes_another_batch(world: ElectionWorld) -> None:
    row = on_paper(world)
    batch = acts.begin_batch(row=row)
    for clerk in clerks(world):
        acts.keep_reading(batch=batch, clerk=clerk, text="1", finished=False)
    with pytest.raises(OutOfOrder, match=r"Rule 15\.10: .* Two others"):
        acts.keep_reading(batch=batch, clerk=world.office("clerk", "network"), text="1", finished=False)


def test_an_objection_leads_to_a_recount_of_the_same_ballots(world: ElectionWorld) -> None:
    row = world.declared()
    before = world.case(row).result
    acts.object_to_result(number=row.number, reasons="Too close.", by=world["Una"], at=day(DECLARED + 1))
    assert world.standing(row.on, DECLARED + 1) == "disputed"
    acts.recount(number=row.number, by=None, at=day(DECLARED + 2))
    after = world.case(row).result
    assert after.elected == before.elected
    assert after.index > before.index
    assert world.standing(row.on, DECLARED + 2) == "settled"


def test_a_tie_waits_for_the_lot_that_was_named(world: ElectionWorld) -> None:
    row = world.voted(lines=("1", "2", "3", "4"))
    with pytest.raises(OutOfOrder, match=r"Rule 15\.11: .* Enter the lot first"):
        acts.declare(number=row.number, by=None, at=day(DECLARED))
    throw = "dice 123456123456123456123456"
    for name in ("Wren", "Ola", "Idris"):
        acts.enter_lot(number=row.number, source=throw, by=world[name], at=day(DECLARED))
    acts.declare(number=row.number, by=None, at=day(DECLARED))
    assert len(world.case(row).result.elected) == 3


def test_a_vacancy_is_filled_from_the_ballots(world: ElectionWorld) -> None:
    row = world.declared()
    acts.do_what_is_due_in_elections(day(SETTLED))
    winner = Candidacy.objects.get(election=row, code=world.case(row).result.elected[0]).person
    assert winner is not None
    from folkmoot.site.members import acts as members

    members.resign(office=Office.objects.get(office="delegate", person=winner), at=day(SETTLED + 1))
    again = acts.call(
        by=world.returning(),
        by_passkey=True,
        branch="harbour",
        kind="countback",
        office="delegate",
        seats=1,
        follows=row.number,
        at=day(SETTLED + 2),
    )
    left = next(n for n in world.case(row).paper if n not in world.case(row).result.elected)
    loser = Candidacy.objects.get(election=row, code=left).person
    assert loser is not None
    acts.consent(number=again.number, by=loser, statement="Still here.", at=day(SETTLED + 3))
    done = acts.do_what_is_due_in_elections(day(SETTLED + 25))
    assert [each.act for each in done] == ["election.countback"]
    assert world.case(again).result.elected == (left,)


def test_motions_are_put_in_an_order(world: ElectionWorld) -> None:
    titles = [f"Motion {n}" for n in range(1, 6)]
    for title in titles:
        world.table(on=1, title=title)
    row = acts.call(
        by=world.returning(),
        by_passkey=True,
        branch="harbour",
        kind="priority",
        seats=3,
        motions=(1, 2, 3, 4, 5),
        at=day(1),
    )
    assert row.options == titles
    acts.open_ballot(number=row.number, by=world.returning(), at=day(5), by_passkey=True, dice=True)
    for name, line in zip(VOTERS, ("5,4", "5,1", "4,2", "1", "1,5", "4", "2,4"), strict=True):
        world.cast(row, name, line, on=6)
    acts.declare(number=row.number, by=None, at=day(17))
    assert len(world.case(row).result.elected) == 3
    assert set(world.case(row).result.elected) <= {f"motion/{n}" for n in range(1, 6)}


def test_a_recall_is_signed_answered_and_voted_on(world: ElectionWorld) -> None:
    chair = world.office("chair", "harbour")
    with pytest.raises(OutOfOrder):
        acts.open_recall(holding=chair, reasons="Asleep.", by=world["Wren"], at=day(5))
    row = acts.open_recall(holding=chair, reasons="Asleep.", by=world["Wren"], at=day(120))
    for name in ("Ola", "Idris", "Juno", "Teo"):
        acts.sign_recall(number=row.number, by=world[name], at=day(121))
    assert world.standing(row.on, 121) == "triggered"
    acts.reply_to_recall(number=row.number, reply="I was tired.", by=chair, at=day(122))
    from folkmoot.site.voting.acts import cast_secret, declare, put

    put(on=row.on, by=world.returning(), at=day(133), by_passkey=True)
    for name in ("Wren", "Ola", "Idris"):
        cast_secret(on=row.on, by=world[name], at=day(134), choice="for")
    declare(on=row.on, by=None, at=day(145))
    assert world.standing(row.on, 145) == "recalled"
    assert world.standing(chair.holding, 145) == "out of office"
    assert not Office.objects.in_office(day(145)).filter(holding=chair.holding).exists()


def test_nothing_that_is_kept_joins_a_voter_to_a_choice(world: ElectionWorld) -> None:
    row = world.voted()
    assert {f.name for f in SecretBallot._meta.get_fields()} == {"receipt", "ballot", "choice", "void"}
    assert {f.name for f in VoterMark._meta.get_fields()} == {"id", "ballot", "code", "voted"}
    slips = SecretBallot.objects.filter(ballot=row.ballot)
    marks = VoterMark.objects.filter(ballot=row.ballot)
    assert slips.count() == marks.count() == 10
    codes = {mark.code for mark in marks}
    assert not any(code in f"{slip.receipt}{slip.choice}" for slip in slips for code in codes)
    before = Letter.objects.count()
    world.cast(row, "Bea", "1")
    assert Letter.objects.count() == before, "no letter tells that somebody has voted"


def test_a_slip_is_exchanged_and_never_edited(world: ElectionWorld) -> None:
    row = world.opened()
    first = world.cast(row, "Wren", "1,2")
    second = world.cast(row, "Wren", "2,1", old=first.receipt)
    assert second.instead
    found = set(SecretBallot.objects.exclude(choice="").values_list("receipt", "choice", "void"))
    assert found == {(first.receipt, "1,2", True), (second.receipt, "2,1", False)}
    with pytest.raises(OutOfOrder, match="has been exchanged already"):
        world.cast(row, "Wren", "3", old=first.receipt)
    for name in ("Ola", "Idris", "Juno"):
        world.cast(row, name, "2,3,1")
    acts.declare(number=row.number, by=None, at=day(DECLARED))
    assert world.case(row).result.facts["receipts"]["count"] == 4


def test_where_the_rule_says_once_no_paper_is_exchanged(once: ElectionWorld) -> None:
    row = once.opened()
    first = once.cast(row, "Wren", "1,2")
    again = once.cast(row, "Wren", "1,2", receipt=first.receipt)
    assert again.again, "the same paper sent twice is no second one"
    for old in ("", first.receipt):
        with pytest.raises(acts.VotedOtherwise, match="it stays as it is") as refused:
            once.cast(row, "Wren", "2,1", old=old)
        assert refused.value.rule == "15.9"
    assert list(SecretBallot.objects.exclude(choice="").values_list("choice", "void")) == [("1,2", False)]


def test_nobody_votes_before_the_ballot_opens_or_after_it_has_closed(world: ElectionWorld) -> None:
    row = world.nominated()
    with pytest.raises(OutOfOrder):
        world.cast(row, "Wren", "1", on=10)
    row = world.row(row)
    acts.open_ballot(number=row.number, by=world.returning(), at=day(OPEN), by_passkey=True)
    with pytest.raises(OutOfOrder, match="not open"):
        world.cast(row, "Wren", "1", on=CLOSED)
    with pytest.raises(OutOfOrder, match="not on it"):
        world.cast(row, "Esi", "1")
