"""A plan on its way: published, published anew, withdrawn, closed, marshalled, lapsed."""

import json
from dataclasses import replace

import pytest

from folkmoot.procedure.agenda import Advice, Group
from folkmoot.procedure.papers import digest_of
from folkmoot.procedure.replay import BadAct
from folkmoot.texts.clause import Clause, Revision
from procedure.conference import Conference, conference, said, text
from procedure.world import NORTH, SEAL, TEXT, changed, words

BADLY = "Texts, edits of them and lists are written as the specification says."


def fresh() -> Conference:
    world = Conference()
    world.found().to(0)
    return world


def test_a_plan_is_open_for_amendment_up_to_the_last_second_of_its_day() -> None:
    world = conference()
    last = world.plan.events["deadline"]
    assert world.book.calendar.local(last).isoformat() == "2026-07-01T23:59:59"
    assert world.assembly.standing("plan/1", last).state == "open"
    assert world.assembly.standing("plan/1", last + 1).state == "closed to amendments"
    assert world.plan.base == text()


def test_a_plan_takes_the_next_number_in_a_branch_that_exists() -> None:
    world = conference()
    refusal = words(world.refusal(world.publishing(branch="south")))
    assert refusal[:3] == ("14.1", "This may be done by the drafter.", "That drafter serves another branch.")
    act = world.publishing()
    roll, papers = world.roll("plan/9")
    other = world.act(
        "plan.publish", "plan/9", act.by, papers=act.papers | papers, **(act.facts | {"roll": roll})
    )
    assert words(world.refusal(other)) == (
        "14.1",
        "Plans are numbered one by one, each in a branch.",
        "The next is plan 2.",
        "Use that number, and a branch that exists.",
    )


def test_a_text_must_read_well_and_say_something() -> None:
    world = fresh()
    bad = b'{"format":"folkmoot/text/v1"}'
    act = world.publishing(revision=None)
    found = words(world.refusal(changed(act, revision=digest_of(bad))))
    assert found[1:] == (
        "The paper named under revision must lie beside the record.",
        "It is missing, or it is another one.",
        "Fetch a whole copy of the record.",
    )
    broken = world.act(
        "plan.publish", act.on, act.by, papers=act.papers | {digest_of(bad): bad},
        **(act.facts | {"revision": digest_of(bad)}),
    )  # fmt: skip
    assert words(world.refusal(broken))[:3] == ("14.1", BADLY, "this is no text of clauses.")
    twice = Revision("T", (Clause("a", body="x"), Clause("a", body="y")))
    assert str(world.refusal(world.publishing(twice)).fact) == "clauses[1]: the id a stands twice."
    for empty in (Revision("", (Clause("a", body="x"),)), Revision("Title")):
        assert words(world.refusal(world.publishing(empty))) == (
            "14.1",
            "A text has a title and clauses.",
            "This one lacks them.",
            "Write it first.",
        )


def test_the_length_is_the_true_number_of_words_and_within_the_limit() -> None:
    world = fresh()
    assert words(world.refusal(world.publishing(length=7))) == (
        "14.1",
        "An entry states the true number of words.",
        "It states 7; there are 60.",
        "Count again: words are what stands between blanks.",
    )
    long = text(" ".join(["word"] * 30_001))
    assert words(world.refusal(world.publishing(long))) == (
        "14.1",
        "The text may have 30000 words at the most.",
        "This one has 30004.",
        "Shorten it by 4.",
    )


@pytest.mark.parametrize("days", [13, 125])
def test_a_plan_is_open_for_as_long_as_the_rules_let_it_be(days: int) -> None:
    world = fresh()
    assert words(world.refusal(world.publishing(days=days))) == (
        "14.1",
        "A plan is open for amendment up to a day from 15 June 2026 to 1 October 2026.",
        "The entry states another.",
        "Choose a day between these.",
    )


@pytest.mark.parametrize("until", ["2026-07", "1 July 2026", 20_260_701])
def test_the_day_is_written_in_one_way(until: object) -> None:
    assert str(fresh().refusal(fresh().publishing(until=until)).fact) == "The entry states another."


def test_the_roll_of_a_plan_has_every_member_of_its_branch() -> None:
    world = fresh()
    roll, papers = world.roll("plan/1", NORTH)
    act = world.publishing()
    short = world.act(
        "plan.publish", act.on, act.by, papers=act.papers | papers, **(act.facts | {"roll": roll})
    )
    assert str(world.refusal(short).fact) == "It holds 10 code names."


def test_members_who_joined_since_enter_the_roll_of_a_plan() -> None:
    world = conference()
    added = []
    for number in (30, 31, 32):
        world.join(number)
        added.append(world.as_member(number).name)
    roll, papers = world.roll("plan/1")
    world.do(world.act("roll.amend", "plan/1", papers=papers, added=sorted(added), struck=[], roll=roll))
    number = world.amend("c1", "The members meet.", mover=31)
    assert world.stands(number) == "seconded"
    assert world.again() == world.assembly


def test_a_member_speaks_to_the_text_or_to_a_clause_of_it() -> None:
    world = conference()
    first = world.do(world.act("debate.speak", "plan/1", world.as_member(3), seals=(SEAL,), clause="c2"))
    world.do(world.act("debate.speak", "plan/1", world.as_member(4), seals=(SEAL,), reply_to=first))
    number = world.amend("c1", "The members meet.", mover=1)
    world.do(world.act("debate.speak", world.of(number), world.as_member(4), seals=(SEAL,)))
    nowhere = world.act("debate.speak", "plan/1", world.as_member(3), seals=(SEAL,), clause="c9")
    assert words(world.refusal(nowhere)) == (
        "5.1",
        "One speaks to a clause of the text as it was published last.",
        "It has no such clause.",
        "Speak to another clause, or to the whole text.",
    )
    on_amendment = world.act("debate.speak", world.of(number), world.as_member(3), seals=(SEAL,), clause="c1")
    assert str(world.refusal(on_amendment).fact) == "This one also carries clause."
    assert world.again() == world.assembly


def test_a_plan_is_withdrawn_in_its_first_weeks_and_everything_in_it_ends() -> None:
    world = conference()
    number = world.amend("c1", "The members meet.", mover=1)
    act = world.act("plan.withdraw", "plan/1", world.officer("drafter"), passkey=True)
    world.to(20).do(act)
    assert world.state("plan/1") == "withdrawn"
    assert world.stands(number) == "not called"
    late = conference()
    late.to(40)
    assert words(late.refusal(act))[:3] == (
        "14.3",
        "This may be done within 28 days from the publication.",
        "That time has run out.",
    )


def test_a_plan_that_nobody_marshals_lapses() -> None:
    world = conference()
    number = world.amend("c1", "The members meet.", mover=1)
    assert world.to(120).state("plan/1") == "closed to amendments"
    assert world.to(123).state("plan/1") == "lapsed"
    assert world.stands(number) == "not called"


def test_time_alone_ends_a_plan_however_it_stands() -> None:
    world = conference()
    for number in range(1, 4):
        world.amend(f"c{number}", f"Clause {number} says this.", mover=number)
    world.to(32).marshal()
    world.ask(1)
    world.do(world.accepting(2))
    assert world.to(200).state("plan/1") == "lapsed"
    assert [world.stands(n) for n in (1, 2, 3)] == ["not called", "agreed", "not called"]
    assert world.state("plan/1/question/1") == "lapsed"


# -- published anew


def test_a_text_published_anew_has_other_words_and_keeps_its_ids() -> None:
    world = conference()
    assert words(world.refusal(world.revising())) == (
        "14.2",
        "A plan is published anew with other words.",
        "These are the same.",
        "Change them.",
    )
    renamed = Revision(
        "Plan for Change", (Clause("s1", "section", heading="What we want"), Clause("new", body=said()[0]))
    )
    assert words(world.refusal(world.revising(revision=renamed))) == (
        "14.2",
        "A clause keeps its id, so that its history and its address stay.",
        "Clause c1 says the same as before, under the id new.",
        "Give it its old id.",
    )


def test_an_id_is_never_given_to_another_clause() -> None:
    world = conference()
    world.revise(*said()[:5])
    world.to(1)
    again = text(*said()[:5], "Something else.")
    assert words(world.refusal(world.revising(revision=again))) == (
        "14.2",
        "The id of a clause is never given to another.",
        "The id c6 belonged to a clause that said something else.",
        "Give the new clause an id of its own.",
    )
    world.revise(*said())
    assert world.plan.base == text()


def test_what_an_amendment_brought_in_may_be_taken_into_the_text_under_its_id() -> None:
    world = conference()
    number = world.add("new", "Meetings begin on time.")
    section = text().clauses[0]

    def with_new(body: str) -> Revision:
        children = (*section.children, Clause("new", body=body))
        return Revision("Plan for Change", (replace(section, children=children),))

    other = world.refusal(world.revising(revision=with_new("Meetings end on time.")))
    assert "something else" in str(other.fact)
    same = with_new("Meetings begin on time.")
    world.revise(revision=same)
    assert world.stands(number) == "already made"


def test_a_text_is_not_published_anew_when_movers_have_no_time_to_confirm() -> None:
    world = conference()
    act = world.to(27).revising(*said(c1="The members meet."))
    assert words(world.refusal(act)) == (
        "14.2",
        "A plan is published anew while movers have the time to confirm their amendments.",
        "It closes on 1 July 2026, before that time is over.",
        "State a later day up to which it is open, or leave the text as it is.",
    )
    world.do(changed(act, until="2026-07-20"))
    assert world.to(48).state("plan/1") == "open"
    assert world.to(50).state("plan/1") == "closed to amendments"


def test_a_plan_is_never_open_for_a_shorter_time_than_was_said() -> None:
    world = conference()
    act = world.revising(*said(c1="The members meet."), until="2026-06-30")
    assert (
        str(world.refusal(act).condition)
        == "A plan is open for amendment up to a day from 1 July 2026 to 1 October 2026."
    )


def test_the_drafter_publishes_anew_in_the_time_for_it() -> None:
    world = conference()
    refused = Conference()
    refused.found().to(0)
    refused.publish(days=100)
    assert (
        str(refused.to(70).refusal(refused.revising(*said(c1="We meet."))).fact) == "That time has run out."
    )
    closed = world.to(31).refusal(world.revising(*said(c1="We meet.")))
    assert str(closed.fact) == "It is: closed to amendments."


def test_a_later_plan_of_the_same_text_keeps_its_ids() -> None:
    world = conference()
    world.marshal()
    world.decide_it()
    assert world.state("plan/1") == "adopted"
    renamed = Revision("T", (Clause("new", body=said()[0]),))
    assert "c1 says the same" in str(world.refusal(world.publishing(renamed, follows="plan/1")).fact)
    world.do(world.publishing(text(said()[0]), follows="plan/1"))
    assert world.assembly.cases["plan/2"].ids.keys() == world.plan.ids.keys()  # type: ignore[attr-defined]
    assert words(world.refusal(world.publishing(follows="plan/1"))) == (
        "14.1",
        "A text goes on in one plan at a time.",
        "plan/2 follows plan/1 already.",
        "Amend that one, or follow it once it is adopted.",
    )
    world.do(world.act("plan.withdraw", "plan/2", world.officer("drafter"), passkey=True))
    world.do(world.publishing(text(said()[0]), follows="plan/1"))
    for name in ("plan/2", "plan/7", "assembly"):
        assert words(world.refusal(world.publishing(follows=name))) == (
            "14.1",
            "A plan follows one of the same branch that was adopted.",
            "The record knows no such plan.",
            "Name one that was adopted, or publish the text as a new one.",
        )
    assert world.again() == world.assembly


# -- marshalled


def listed() -> Conference:
    """Rivals, an amendment to one of them, a friendly one, and one that nobody seconded."""
    world = conference()
    world.amend("c5", "The archive is shut.", mover=1)
    world.amend("c1", "The members must meet in the hall every month.", mover=2)
    world.amend("c1", "The members should meet in the hall every month.", mover=3)
    world.amend("edit-1", "ought to", mover=4, amends=2)
    world.amend("c4", "Officers serve two years and may be chosen again.", mover=5, seconded=False)
    world.do(world.accepting(world.amend("c6", "Minutes are kept.", mover=6)))
    return world


def test_the_list_has_what_may_come_to_a_vote_in_the_order_of_the_rules() -> None:
    world = listed().marshal()
    assert world.plan.agenda.order == ((4,), (2, 3), (1,), (6,))
    assert world.stands(5) == "lapsed"
    assert world.state("plan/1") == "deciding"
    assert world.again() == world.assembly


def test_the_furthest_reaching_may_come_first() -> None:
    world = Conference(Conference().text.replace("[the order of the text]", "[the furthest-reaching first]"))
    world.found().to(0)
    world.publish()
    for new in ("The dues are six pounds a year, and nobody is turned away.", "Whoever can pays something."):
        world.amend("c3", new, mover=1)
    assert world.marshal().plan.agenda.order == ((2, 1),)


def test_an_officer_may_list_otherwise_with_reasons() -> None:
    world = listed().to(32)
    other = [[1], [4], [3, 2], [6]]
    refusal = (
        "14.9",
        "The order of taking is: the order of the text. An officer may list otherwise, with reasons.",
        "This list differs from it without reasons, or states reasons and does not differ.",
        "Take the order that the page shows, or let an officer state why another is better.",
    )
    assert words(world.refusal(world.marshalling(other))) == refusal
    assert words(world.refusal(world.marshalling(reasons=TEXT))) == refusal
    world.do(world.marshalling(other, reasons=TEXT))
    assert world.plan.agenda.order == ((1,), (4,), (3, 2), (6,))


def test_if_the_arranger_fails_any_member_may_marshal_and_so_may_the_site() -> None:
    world = listed().to(32)
    member = world.as_member(9)
    assert words(world.refusal(world.marshalling(by=member)))[0] == "14.10"
    assert str(world.to(50).refusal(world.marshalling()).cure) == "What follows is: any member may do it."
    differs = world.refusal(world.marshalling([[1], [4], [3, 2]], by=member, reasons=TEXT))
    assert "An officer may list otherwise" in str(differs.condition)
    world.do(world.marshalling(by=member))
    other = listed().to(50)
    other.do(
        other.act("plan.marshal", "plan/1", papers=(act := other.marshalling(by=member)).papers, **act.facts)
    )
    assert other.plan.agenda == world.plan.agenda


@pytest.mark.parametrize(
    "order", [[[4], [2, 3], [1]], [[4], [2, 3], [1], [5], [6]], [[4], [2, 3], [1], [6], [9]]]
)  # fmt: skip
def test_the_list_leaves_nothing_out_and_adds_nothing(order: list[list[int]]) -> None:
    assert words(listed().to(32).refusal(listed().to(32).marshalling(order, reasons=TEXT))) == (
        "14.9",
        "The list holds each amendment that may come to a vote, once, and no other.",
        "This one leaves one out, or holds another.",
        "List: 1, 2, 3, 4, 6.",
    )


def test_a_list_of_nothing_says_so() -> None:
    world = conference().to(32)
    assert str(world.refusal(world.marshalling([[1]])).cure) == "List: none."


def test_what_amends_another_comes_before_it() -> None:
    world = listed().to(32)
    for order in ([[2, 3], [4], [1], [6]], [[2], [4], [3], [1], [6]]):
        assert words(world.refusal(world.marshalling(order, reasons=TEXT))) == (
            "14.9",
            "An amendment to an amendment is taken before it.",
            "Amendment 4 comes after the one that it amends.",
            "Put it before.",
        )


def test_only_rivals_share_an_item() -> None:
    world = listed().to(32)
    assert words(world.refusal(world.marshalling([[4], [2, 3], [1, 6]], reasons=TEXT))) == (
        "14.9",
        "On one ranked ballot are rivals, of which no two can stand together.",
        "These are none: 1, 6.",
        "List them one after the other.",
    )


def test_advice_and_groups_stand_beside_and_are_about_what_is_listed() -> None:
    world = listed().to(32)
    groups, advice = (Group("Meetings", (2, 3)),), (Advice(2, "support", TEXT), Advice(3, "oppose"))
    for more in ({"groups": (Group("Officers", (5,)),)}, {"advice": (Advice(5, "oppose"),)}):
        assert words(world.refusal(world.marshalling(**more))) == (
            "14.9",
            "Groups and advice are about amendments on the list.",
            "One of them is about another.",
            "Leave it out.",
        )
    world.do(world.marshalling(groups=groups, advice=advice))
    assert (world.plan.agenda.groups, world.plan.agenda.advice) == (groups, advice)


def test_a_list_that_reads_badly_is_refused_in_the_words_of_its_fault() -> None:
    world = listed().to(32)
    act = world.marshalling()
    bad = b'{"format":"folkmoot/agenda/v1"}'
    broken = world.act(
        "plan.marshal", "plan/1", act.by, papers={digest_of(bad): bad}, agenda=digest_of(bad), passkey=True
    )
    assert words(world.refusal(broken))[:3] == ("14.9", BADLY, "this is no marshalled list.")


def test_a_plan_is_marshalled_once_and_not_while_it_is_open() -> None:
    world = listed()
    assert str(world.to(20).refusal(world.marshalling()).fact) == "It is: open."
    world.marshal()
    assert str(world.refusal(world.marshalling()).fact) == "It is: deciding."


def test_a_record_without_the_papers_of_a_plan_does_not_replay() -> None:
    world = listed().marshal()
    for name in ("revision", "edits", "agenda"):
        digest = next(leaf for leaf in map(facts_of, world.leaves) if name in leaf)[name]
        papers = {key: data for key, data in world.papers.items() if key != digest}
        with pytest.raises(BadAct, match=f"The paper named under {name} must lie beside the record"):
            world.replayed(papers)


def facts_of(leaf: bytes) -> dict[str, str]:
    return dict(json.loads(leaf)["facts"])
