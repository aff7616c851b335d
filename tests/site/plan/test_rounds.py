"""What the rules leave to the site is done by itself, and movers hear what became of their amendments."""

from folkmoot.site.members import acts as members
from folkmoot.site.notices.models import Letter
from folkmoot.site.plan import acts, drafts, rounds
from folkmoot.site.plan.models import Draft
from folkmoot.site.voting import acts as voting
from folkmoot.site.voting.models import Ballot
from motion_world import day
from plan_world import PlanWorld, a_body, out


def test_nothing_is_due_while_a_text_is_open(world: PlanWorld) -> None:
    world.seconded(a_body("Each branch sends three."))
    assert acts.do_what_is_due_in_plans(day(20)) == []


def test_a_text_comes_to_its_end_though_nobody_does_anything(world: PlanWorld) -> None:
    world.seconded(a_body("Each branch sends three."))
    world.seconded(out("d"), on=4, by="Bea")
    assert acts.do_what_is_due_in_plans(day(40)) == []
    assert [each.act for each in acts.do_what_is_due_in_plans(day(50))] == ["plan.marshal"]
    assert acts.do_what_is_due_in_plans(day(55)) == []
    at = 66.0
    for put in (1, 2, 3):
        rounds.go(day(at))
        ballot = Ballot.objects.first()
        assert ballot is not None and ballot.number == put
        for name in ("Wren", "Ola", "Idris"):
            voting.vote(on=ballot.on, by=world[name], at=day(at) + 60, choice="for")
        voting.do_what_is_due(ballot.closes_at + 1)
        at += 6
    rounds.go(day(at))
    assert world.standing("plan/1", at) == "adopted"
    assert Letter.objects.filter(occasion="amendment-decided").count() == 2


def test_what_time_has_agreed_is_told(world: PlanWorld) -> None:
    world.seconded(a_body("Each branch sends three."))
    acts.accept(plan=1, number=1, by=world.drafter, at=day(5), by_passkey=True)
    rounds.go(day(35))
    assert not Letter.objects.filter(occasion="amendment-decided").exists()
    rounds.go(day(40))
    rounds.go(day(40))
    assert Letter.objects.filter(occasion="amendment-decided", person=world.people["Vic"]).count() == 1


def test_what_the_erased_were_writing_goes(world: PlanWorld) -> None:
    drafts.begin(world["Vic"], Draft.Kind.TEXT, {"text": ""}, day(2))
    members.leave(person=world["Vic"], at=day(3))
    members.erase(person=world["Vic"], at=day(3))
    rounds.go(day(4))
    assert not Draft.objects.exists()
