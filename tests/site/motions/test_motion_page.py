"""The page of a motion: what it is, where it stands, what one may do, who says so."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.members import acts as members
from folkmoot.site.motions import acts
from folkmoot.site.motions import reading as motions
from folkmoot.site.record import publication, reading
from folkmoot.site.voting import acts as voting
from motion_world import NAMES, World, day

Now = Callable[[float], None]


def page(world: World, who: str = "", number: int = 1, **more: Any) -> str:
    answer = world.client(who, **more).get(f"/motions/{number}/")
    assert answer.status_code == 200
    return answer.content.decode()


def text(page: str) -> str:
    """What a reader sees, without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


def test_an_outsider_reads_text_and_state_and_no_name(world: World, now: Now) -> None:
    world.debated()
    now(4)
    shown = page(world)
    assert "This branch keeps the harbour <em>open</em>." in shown
    assert "In debate" in shown
    assert not [name for name in NAMES if name in shown]
    assert "2 of 2 seconders" in shown


def test_a_member_reads_who_moved_and_seconded(world: World, now: Now) -> None:
    world.debated()
    now(4)
    assert "Moved by Wren, seconded by Ola, Idris" in page(world, "Vic")


def test_a_name_that_its_owner_shows_to_nobody_is_not_shown(world: World, now: Now) -> None:
    world.debated()
    members.show_as(person=world["Ola"], shown_name="Ola", shows="nobody")
    now(4)
    assert "seconded by A member, Idris" in page(world, "Vic")
    assert "seconded by Ola, Idris" in page(world, "Ola")


def test_more_than_three_seconders_are_counted(world: World, now: Now) -> None:
    world.debated()
    for name in ("Vic", "Una", "Bea"):
        acts.second(number=1, by=world[name], at=day(3))
    now(4)
    assert "seconded by Ola, Idris, Vic and 2 others" in page(world, "Cass")


def test_the_four_questions_are_answered_in_their_order(world: World, now: Now) -> None:
    world.debated()
    now(4)
    shown = page(world, "Vic")
    places = [
        shown.index(each) for each in ("<h1>", 'class="stages"', 'class="next"', 'class="panel checkit"')
    ]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("at", "state", "label"),
    [
        (1.5, "now", "Seconded"),
        (4, "now", "Debate"),
        (16, "now", "Vote"),
        (23, "now", "Decision"),
        (25, "done", "Carried"),
    ],
)
def test_the_path_of_stages_follows_the_motion(
    world: World, now: Now, at: float, state: str, label: str
) -> None:
    world.table()
    if at > 2:
        acts.second(number=1, by=world["Ola"], at=day(2))
        acts.second(number=1, by=world["Idris"], at=day(2))
    if at > 15:
        voting.put(on="motion/1", by=world.office("chair"), at=day(15), by_passkey=True)
        voting.vote(on="motion/1", by=world["Vic"], at=day(15), choice="for")
    if at > 24:
        voting.declare(on="motion/1", by=None, at=day(24))
    now(at)
    assert re.search(rf'data-state="{state}"[^§]*?<b>{label}</b>', page(world))


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (2, "1 more member must second it by 16 June, 23:59; if not, the motion lapses."),
        (40, "It lapsed on 17 June 2026, since its time had run out."),
    ],
)
def test_what_happens_next_says_when_and_what_follows(world: World, now: Now, at: float, said: str) -> None:
    world.table()
    acts.second(number=1, by=world["Ola"], at=day(1.5))
    now(at)
    assert said in text(page(world))


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (4, "Debate goes on until 10 June, 23:59. Then it may be put to the vote (chair or secretary)."),
        (
            12,
            "now (chair or secretary), until 24 June, 23:59; if nobody does, any member may do it.",
        ),
        (
            30,
            "branch or the site), until 2 September, 23:59; if nobody does, the motion lapses.",
        ),
    ],
)
def test_a_debate_says_who_may_end_it_and_when(world: World, now: Now, at: float, said: str) -> None:
    world.debated()
    now(at)
    assert said in text(page(world))


def test_clocks_stand_nearest_first_with_what_follows(world: World, now: Now) -> None:
    world.table()
    now(1.5)
    shown = text(page(world))
    assert shown.index("Rule it out, if at all (secretary)") < shown.index(
        "Find seconders (member of the branch)"
    )
    assert "If missed: the motion is in order." in shown


def test_a_button_that_is_missing_says_rule_fact_and_cure(world: World, now: Now) -> None:
    world.table()
    now(2)
    mine = text(page(world, "Wren"))
    assert "Second it: not yet. Rule 4.2" in mine
    assert "You moved it yourself. Ask another member." in mine
    assert 'action="/motions/1/second/"' not in page(world, "Wren")
    assert 'action="/motions/1/second/"' in page(world, "Vic")


def test_a_chair_sees_why_the_vote_cannot_open_yet(world: World, now: Now) -> None:
    world.debated()
    now(4)
    assert "Put it to the vote as chair: not yet. Rule 4.8" in text(page(world, "Sable", by_passkey=True))
    now(12)
    assert "Put it to the vote as chair</button>" in page(world, "Sable", by_passkey=True)
    assert "Officers act by passkey." in text(page(world, "Sable"))


def test_the_chair_puts_it_on_the_page(world: World, now: Now) -> None:
    world.debated()
    now(12)
    answer = world.client("Sable", by_passkey=True).post("/motions/1/put/", follow=True)
    assert "Ballot 1 is open." in answer.content.decode()
    assert "/ballots/1/" in answer.content.decode()


def test_a_refusal_to_put_it_is_said_with_its_rule(world: World, now: Now) -> None:
    world.debated()
    now(4)
    answer = world.client("Vic").post("/motions/1/put/", follow=True)
    assert "Rule 4.9" in text(answer.content.decode())
    assert world.client().post("/motions/1/put/").status_code == 302


def test_check_it_yourself_names_act_witnesses_proof_and_command(world: World, now: Now) -> None:
    world.table()
    now(2)
    assert "/record/1.tlog-proof" not in page(world)
    publication.publish(day(2))
    shown = page(world)
    assert "/record/1.tlog-proof" in shown
    assert "folkmoot audit http://testserver" in shown
    assert "/record/?on=motion/1" in shown


def test_the_acts_on_a_motion_name_members_to_members_only(world: World, now: Now) -> None:
    world.debated()
    now(4)
    assert "Ola seconded motion 1." in text(page(world, "Vic"))
    assert "A member seconded motion 1." in text(page(world))


def test_there_is_no_page_for_a_motion_that_is_not_there(world: World) -> None:
    assert world.client().get("/motions/9/").status_code == 404


def test_a_withdrawn_motion_asks_for_nothing(world: World, now: Now) -> None:
    world.table()
    acts.withdraw(number=1, by=world["Wren"], at=day(2))
    now(3)
    shown = page(world, "Vic")
    assert "Its mover has withdrawn it." in shown
    assert 'class="actions"' not in shown
    assert 'data-state="stopped"' in shown


def test_the_path_of_a_motion_that_ended_early_ends_there(world: World, now: Now) -> None:
    world.table()
    acts.withdraw(number=1, by=world["Wren"], at=day(2))
    now(3)
    assert re.findall(r'<li data-state="(\w+)"[^§]*?<b>(.*?)</b>', page(world)) == [
        ("done", "Tabled"),
        ("stopped", "Withdrawn"),
    ]


def test_the_path_of_a_motion_that_is_ruled_out_still_leads_on(world: World, now: Now) -> None:
    world.table()
    acts.rule_out(
        number=1,
        by=world.office("secretary"),
        ground=next(
            g for each in reading.assembly().books[-1][1].powers["motion.rule_out"] for g in each.grounds
        ),
        reasons="It is not for us.",
        at=day(1.5),
        by_passkey=True,
    )
    now(2)
    shown = page(world)
    assert re.search(r'data-state="stopped"[^§]*?<b>Ruled out</b>', shown)
    assert re.search(r'data-state="next"[^§]*?<b>Vote</b>', shown)


def test_the_card_of_a_carried_motion_says_its_count(world: World, now: Now) -> None:
    world.debated()
    voting.put(on="motion/1", by=world.office("chair"), at=day(15), by_passkey=True)
    voting.vote(on="motion/1", by=world["Vic"], at=day(15), choice="for")
    voting.vote(on="motion/1", by=world["Una"], at=day(15), choice="for")
    voting.vote(on="motion/1", by=world["Bea"], at=day(15), choice="abstain")
    voting.declare(on="motion/1", by=None, at=day(24))
    now(25)
    assert [each.then for each in motions.decisions("")] == ["2 for, 0 against, 1 abstained."]


def test_the_list_shows_motions_by_branch_and_by_where_they_stand(world: World, now: Now) -> None:
    world.debated()
    world.table(2, by="Dov", branch="hill", title="Paint it")
    acts.withdraw(number=2, by=world["Dov"], at=day(3))
    now(4)
    client = world.client()
    shown = client.get("/motions/").content.decode()
    assert "Keep the harbour open" in shown
    assert "Paint it" not in shown
    assert "Paint it" in client.get("/motions/?state=ended").content.decode()
    both = client.get("/motions/?state=").content.decode()
    assert both.index("Paint it") < both.index("Keep the harbour open")
    assert "Paint it" not in client.get("/motions/?state=&branch=harbour").content.decode()
    assert client.get("/motions/?state=odd&branch=odd&page=99").status_code == 200


def test_the_home_page_is_told_what_needs_a_member(world: World) -> None:
    world.table()
    assert [card.number for card in motions.for_home(world["Vic"], day(2))] == [1]
    assert motions.for_home(world["Wren"], day(2)) == []
    assert motions.for_home(world["Dov"], day(2)) == []
    acts.second(number=1, by=world["Ola"], at=day(2))
    acts.second(number=1, by=world["Idris"], at=day(2))
    assert motions.for_home(world["Vic"], day(3)) == []
    voting.put(on="motion/1", by=world.office("chair"), at=day(15), by_passkey=True)
    assert [card.said for card in motions.for_home(world["Vic"], day(16))] == ["Your vote is wanted."]
    voting.vote(on="motion/1", by=world["Vic"], at=day(16), choice="for")
    assert motions.for_home(world["Vic"], day(16)) == []
    assert [card.said for card in motions.for_home(world["Vic"], day(24))] == ["Its result is due."]


def test_a_branch_is_told_what_is_under_way_and_what_it_decided(world: World) -> None:
    world.debated()
    assert [card.number for card in motions.of_branch("harbour", day(3))] == [1]
    assert motions.of_branch("hill", day(3)) == []
    voting.put(on="motion/1", by=world.office("chair"), at=day(15), by_passkey=True)
    voting.vote(on="motion/1", by=world["Vic"], at=day(15), choice="for")
    voting.declare(on="motion/1", by=None, at=day(24))
    assert motions.of_branch("harbour", day(25)) == []
    assert [card.number for card in motions.decisions("harbour")] == [1]
    assert [card.number for card in motions.decisions("")] == [1]


def test_a_decision_waits_to_be_carried_out_and_says_so(world: World, now: Now) -> None:
    world.debated(title="A chair", kind="appoint", office="chair", nominee=world["Una"])
    voting.put(on="motion/1", by=world.office("chair"), at=day(15), by_passkey=True)
    voting.vote(on="motion/1", by=world["Vic"], at=day(15), choice="for")
    voting.declare(on="motion/1", by=None, at=day(24))
    now(25)
    assert "It is still to be carried out." in page(world, "Vic")
    assert "Carry it out now" not in page(world, "Vic")
    members.resign(office=world.office("chair"), at=day(25), by_passkey=True)
    assert "Carry it out now" in page(world, "Vic")
    world.client("Vic").post("/motions/1/due/")
    assert "it has been carried out." in page(world, "Vic")


def test_a_decision_that_names_no_act_is_not_carried_out(world: World) -> None:
    world.debated()
    voting.put(on="motion/1", by=world.office("chair"), at=day(15), by_passkey=True)
    voting.vote(on="motion/1", by=world["Vic"], at=day(15), choice="for")
    entry = voting.declare(on="motion/1", by=None, at=day(24))
    for decision in (entry.index, 10_000):
        with pytest.raises(OutOfOrder):
            voting.carry_out(decision=decision, by=None, at=day(25))


def test_an_officer_carries_a_decision_out(world: World) -> None:
    world.debated(title="A treasurer", kind="appoint", office="treasurer", nominee=world["Una"])
    voting.put(on="motion/1", by=world.office("chair"), at=day(15), by_passkey=True)
    voting.vote(on="motion/1", by=world["Vic"], at=day(15), choice="for")
    entry = voting.declare(on="motion/1", by=None, at=day(24))
    voting.carry_out(decision=entry.index, by=world.office("secretary"), at=day(25), by_passkey=True)
    assert world.office("treasurer").person_id == world.people["Una"].pk
