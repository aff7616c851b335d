"""Each verb on a text and its amendments: one entry, the rows that follow, and the letters."""

import pytest

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.debate.models import Deed
from folkmoot.site.notices import writing
from folkmoot.site.notices.models import Letter
from folkmoot.site.plan import acts
from folkmoot.site.plan.changes import Words
from folkmoot.site.plan.instructions import in_short, sentences
from folkmoot.site.plan.models import Amendment, Plan
from folkmoot.site.record import reading
from folkmoot.site.record.models import Entry
from folkmoot.site.voting import acts as voting
from folkmoot.site.voting.models import Ballot
from folkmoot.texts.clause import Clause, Revision, read_revision
from folkmoot.texts.edits import read_amendment
from motion_world import DAY, day
from plan_world import TEXT, PlanWorld, a_body, out, publish

THREE = "Each branch may send three delegates."


def letters(world: PlanWorld, name: str, occasion: str) -> list[str]:
    """The letters to somebody on an occasion, each as one text."""
    found = Letter.objects.filter(person=world.people[name], occasion=occasion).order_by("made_at")
    words = [writing.read(each.box, each.pk, world[name]) for each in found]
    return [f"{each.subject}\n{each.text}" for each in words]


def saying_a(body: str, extra: tuple[Clause, ...] = ()) -> Revision:
    """The text with another body in clause 1.1."""
    first, *rest = TEXT.clauses
    a, *others = first.children
    changed = Clause("a", body=body)
    head = Clause(first.id, first.kind, heading=first.heading, children=(changed, *others, *extra))
    return Revision(TEXT.title, (head, *rest))


def test_publishing_makes_a_row_a_paper_and_a_letter_to_all(world: PlanWorld) -> None:
    plan = Plan.objects.get()
    assert (plan.title, plan.branch_id, plan.kind) == ("A Plan for Change", "network", "text")
    entry = Entry.objects.get(index=plan.entry)
    assert (entry.act, entry.by_role, entry.rule) == ("plan.publish", "drafter", "14.1")
    data = reading.paper(TEXT.digest)
    assert data is not None and read_revision(data) == TEXT
    assert "until Thursday 2 July 2026" in letters(world, "Esi", "plan-published")[0]
    assert Deed.objects.get(entry=plan.entry).person == world["Una"]


def test_a_member_who_is_no_drafter_cannot_publish(world: PlanWorld) -> None:
    until = reading.assembly().book_at(day(1)).calendar.local_date(day(31))
    with pytest.raises(OutOfOrder):
        acts.publish(by=world["Vic"], branch="network", revision=TEXT, until=until, at=day(1))
    assert Plan.objects.count() == 1


def test_an_amendment_is_tabled_with_its_edits_beside_the_record(world: PlanWorld) -> None:
    row = world.amend(a_body(THREE))
    assert (row.plan_id, row.number, row.branch_id, row.amends) == (1, 1, "harbour", 0)
    assert sentences(row.summary) == ["In clause 1.1, leave out “two” and insert “three”."]
    wording = world.case.amendments[1].wording
    data = reading.paper(wording.digest)
    assert data is not None and read_amendment(data, 1) == wording
    assert Entry.objects.get(index=row.entry).on == "plan/1/amendment/1"


def test_amendments_are_numbered_one_by_one_in_each_text(world: PlanWorld) -> None:
    assert [world.amend(a_body(f"{n} go.")).number for n in ("Two", "Three")] == [1, 2]
    publish(world, on=3)
    assert world.amend(a_body("Four go."), on=3).number == 1


def test_an_amendment_with_several_changes_is_one_line_and_a_number_in_short(world: PlanWorld) -> None:
    row = world.amend(a_body(THREE), out("c1"), out("d"))
    assert len(sentences(row.summary)) == 3
    assert in_short(row.summary).endswith("And 2 more changes.")
    assert in_short([]) == ""


def test_seconders_bring_an_amendment_before_the_meeting(world: PlanWorld) -> None:
    world.amend(a_body(THREE))
    acts.second(plan=1, number=1, by=world["Ola"], at=day(3))
    assert world.state(1, 3) == "tabled"
    with pytest.raises(OutOfOrder):
        acts.second(plan=1, number=1, by=world["Ola"], at=day(3))
    acts.second(plan=1, number=1, by=world["Esi"], at=day(3))
    assert world.state(1, 3) == "seconded"


def test_a_mover_withdraws_and_nobody_else(world: PlanWorld) -> None:
    world.seconded(a_body(THREE))
    with pytest.raises(OutOfOrder):
        acts.withdraw(plan=1, number=1, by=world["Ola"], at=day(4))
    acts.withdraw(plan=1, number=1, by=world["Vic"], at=day(4))
    assert world.state(1, 4) == "withdrawn"


def test_the_drafter_accepts_and_the_mover_is_told(world: PlanWorld) -> None:
    world.seconded(a_body(THREE))
    acts.accept(plan=1, number=1, by=world.drafter, at=day(5), by_passkey=True)
    assert world.state(1, 5) == "accepted" and world.state(1, 45) == "agreed"
    assert "Your amendment 1 is accepted" in letters(world, "Vic", "amendment-accepted")[0]


def test_who_moved_an_amendment_accepts_one_to_it(world: PlanWorld) -> None:
    world.seconded(a_body("Each branch may send three able delegates."))
    world.seconded(
        Words("edit-1", "body", "three able", "three wise"), by="Dov", on=4, amends=1, branch="hill"
    )
    assert (
        "amendment 2 would change the words of your amendment 1"
        in letters(world, "Vic", "amendment-amended")[0]
    )
    with pytest.raises(OutOfOrder):
        acts.accept(plan=1, number=2, by=world["Ola"], at=day(6))
    acts.accept(plan=1, number=2, by=world["Vic"], at=day(6))
    assert world.state(2, 6) == "accepted"
    row = Amendment.objects.get(number=2)
    assert row.amends == 1 and "leave out “able” and insert “wise”" in sentences(row.summary)[0]


def test_whoever_asks_for_a_vote_on_an_accepted_amendment_gets_one(world: PlanWorld) -> None:
    world.seconded(a_body(THREE))
    acts.accept(plan=1, number=1, by=world.drafter, at=day(5), by_passkey=True)
    acts.contest(plan=1, number=1, by=world["Dov"], at=day(6))
    assert world.state(1, 6) == "seconded"
    assert "There will be a vote" in letters(world, "Vic", "amendment-contested")[0]


def test_a_clerk_enters_what_members_have_signed_and_they_are_told(world: PlanWorld) -> None:
    clerk = world.office("clerk", "network")
    world.amend(a_body(THREE), clerk=clerk)
    acts.second(plan=1, number=1, by=world["Ola"], at=day(3), clerk=clerk)
    acts.second(plan=1, number=1, by=world["Bea"], at=day(3), clerk=clerk)
    acts.accept(plan=1, number=1, by=world.drafter, at=day(4), by_passkey=True)
    acts.contest(plan=1, number=1, by=world["Dov"], at=day(5), clerk=clerk)
    acts.withdraw(plan=1, number=1, by=world["Vic"], at=day(6), clerk=clerk)
    told = letters(world, "Vic", "entered-by-a-clerk")
    assert "Your amendment 1 to A Plan for Change." in told[0]
    assert "You withdraw amendment 1" in told[1]
    assert "You second amendment 1" in letters(world, "Ola", "entered-by-a-clerk")[0]
    assert "You ask for a vote" in letters(world, "Dov", "entered-by-a-clerk")[0]


def test_a_new_revision_moves_what_it_can_and_asks_the_rest(world: PlanWorld) -> None:
    world.seconded(a_body(THREE))
    world.seconded(out("d"), on=4, by="Bea")
    world.seconded(a_body("Each branch may send one delegate."), on=6, by="Dov", branch="hill")
    new = saying_a("Each branch may send one delegate.", extra=(Clause("e", body="New."),))
    acts.revise(plan=1, by=world.drafter, revision=new, at=day(8), by_passkey=True)
    assert [world.state(n, 8) for n in (1, 2, 3)] == ["unconfirmed", "seconded", "already made"]
    assert letters(world, "Vic", "plan-revised")[0].startswith("Confirm your amendment")
    assert "stand on the new revision as you wrote them" in letters(world, "Bea", "plan-revised")[0]
    assert "says what these asked for" in letters(world, "Dov", "plan-revised")[0]
    assert sentences(Amendment.objects.get(number=2).summary) == ["Leave out clause 2.2."]
    acts.confirm(
        plan=1,
        number=1,
        by=world["Vic"],
        at=day(9),
        wording=world.wording(a_body("Each sends three.", "Each branch may send one delegate.")),
    )
    assert world.state(1, 9) == "seconded"
    row = Amendment.objects.get(number=1)
    assert "three" in sentences(row.summary)[0] and row.reasons == "It is *better* so."


def test_a_title_follows_the_revision(world: PlanWorld) -> None:
    new = Revision("A Plan for All", TEXT.clauses)
    acts.revise(plan=1, by=world.drafter, revision=new, at=day(3), by_passkey=True)
    assert Plan.objects.get().title == "A Plan for All"


def test_a_text_is_withdrawn_with_all_that_hangs_on_it(world: PlanWorld) -> None:
    world.amend(a_body(THREE))
    acts.withdraw_plan(plan=1, by=world.drafter, at=day(4), by_passkey=True)
    assert world.standing("plan/1", 4) == "withdrawn"
    assert "has been withdrawn" in letters(world, "Vic", "plan-withdrawn")[0]


def marshalled(world: PlanWorld) -> None:
    """Two rivals and one that stands alone; the list of day 33, with a group and advice."""
    world.seconded(a_body(THREE))
    world.seconded(a_body("Each branch may send four delegates."), on=4, by="Dov", branch="hill")
    world.seconded(out("d"), on=6, by="Bea")
    acts.marshal(
        plan=1,
        by=world.arranger,
        at=day(33),
        groups=[("Delegates", (1, 2))],
        advice={3: acts.Recommended("support", "It is *not* needed.")},
        by_passkey=True,
    )


def test_the_list_is_published_with_groups_and_advice(world: PlanWorld) -> None:
    marshalled(world)
    agenda = world.case.agenda
    assert agenda.order == ((1, 2), (3,))
    assert [(group.title, group.amendments) for group in agenda.groups] == [("Delegates", (1, 2))]
    assert agenda.advice[0].word == "support"
    assert reading.paper(agenda.advice[0].reasons) == b"It is *not* needed.\n"
    assert "order in which the meeting takes them" in letters(world, "Esi", "plan-marshalled")[0]


def vote(world: PlanWorld, ballot: Ballot, at: float, **given: object) -> None:
    for name in ("Wren", "Ola", "Idris", "Vic", "Bea"):
        voting.vote(on=ballot.on, by=world[name], at=day(at), **given)  # type: ignore[arg-type]
    voting.declare(on=ballot.on, by=None, at=ballot.closes_at + 1)


def test_the_meeting_decides_and_the_adopted_text_is_computed(world: PlanWorld) -> None:
    marshalled(world)
    rivals = acts.put_question(plan=1, amendments=[2, 1], by=world.arranger, at=day(34), by_passkey=True)
    assert rivals.method != "majority"
    assert rivals.title == "A Plan for Change: one of amendments 1, 2, or the text as it is"
    assert [each.partition(":")[0] for each in rivals.options] == ["Amendment 1", "Amendment 2"]
    vote(world, rivals, 34.1, ranks=[2, 1, 3])
    single = acts.put_question(plan=1, amendments=[3], by=world.arranger, at=day(40), by_passkey=True)
    assert single.title == "A Plan for Change: amendment 3"
    vote(world, single, 40.1, choice="against")
    last = acts.put_question(plan=1, amendments=[], by=world.arranger, at=day(46), by_passkey=True)
    assert last.title == "Adopt A Plan for Change as it now stands"
    vote(world, last, 46.1, choice="for")
    assert [world.state(n, 60) for n in (1, 2, 3)] == ["lost", "carried", "lost"]
    assert world.standing("plan/1", 60) == "adopted"
    assert world.case.adopted.by_id["a"].body == "Each branch may send four delegates."
    assert acts.tell_what_became(world.plan, world.case, day(60), since=day(30)) == 3
    assert acts.tell_what_became(world.plan, world.case, day(60), since=day(30)) == 0
    assert "Carried: your amendment 2" in letters(world, "Dov", "amendment-decided")[0]
    assert "Lost: your amendment 1" in letters(world, "Vic", "amendment-decided")[0]


def test_members_get_one_letter_a_day_however_many_questions_are_put(world: PlanWorld) -> None:
    world.seconded(a_body(THREE))
    world.seconded(out("d"), on=4, by="Bea")
    acts.marshal(plan=1, by=world.arranger, at=day(33), by_passkey=True)
    for number, at in ((1, day(34)), (2, day(34) + 60)):
        acts.put_question(plan=1, amendments=[number], by=world.arranger, at=at, by_passkey=True)
    assert len(letters(world, "Esi", "ballot-opened")) == 1


def test_a_question_out_of_its_turn_gives_reasons(world: PlanWorld) -> None:
    marshalled(world)
    given = {"plan": 1, "by": world.arranger, "at": day(34), "by_passkey": True}
    with pytest.raises(OutOfOrder):
        acts.put_question(amendments=[3], **given)  # type: ignore[arg-type]
    ballot = acts.put_question(amendments=[3], reasons="Its mover must leave.", **given)  # type: ignore[arg-type]
    assert ballot.closes_at > day(34) + DAY


def test_what_falls_is_told_to_its_mover_with_the_cause(world: PlanWorld) -> None:
    world.seconded(out("d"))
    world.seconded(
        Words("d", "body", "The treasurer reports to the chair.", "The treasurer reports."), on=4, by="Bea"
    )
    acts.marshal(plan=1, by=world.arranger, at=day(33), by_passkey=True)
    order = [number for item in world.case.agenda.order for number in item]
    if order[0] == 2:
        given = {"reasons": "The larger first."}
    else:
        given = {}
    ballot = acts.put_question(
        plan=1, amendments=[1], by=world.arranger, at=day(34), by_passkey=True, **given
    )
    vote(world, ballot, 34.1, choice="for")
    assert world.state(2, 40) == "fallen"
    acts.tell_what_became(world.plan, world.case, day(40), since=day(33))
    assert "because of what was decided on amendment 1" in letters(world, "Bea", "amendment-fell")[0]


def test_several_are_put_together(world: PlanWorld) -> None:
    world.seconded(a_body(THREE))
    world.seconded(out("d"), on=4, by="Bea")
    acts.marshal(plan=1, by=world.arranger, at=day(33), by_passkey=True)
    ballot = acts.put_question(plan=1, amendments=[1, 2], by=world.arranger, at=day(34), by_passkey=True)
    assert ballot.title == "A Plan for Change: amendments 1, 2 together"
    vote(world, ballot, 34.1, choice="for")
    assert [world.state(n, 40) for n in (1, 2)] == ["carried", "carried"]
