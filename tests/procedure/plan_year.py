"""A conference with every act of its vocabulary: two plans, of which one is adopted and one is withdrawn."""

from functools import cache

from folkmoot.procedure.agenda import Advice, Group
from folkmoot.procedure.roll import make_roll
from folkmoot.texts.clause import Clause
from folkmoot.texts.edits import Insert, Move, Relabel, Replace, Wrap
from procedure.conference import Conference, said
from procedure.world import NORTH, SEAL, TEXT

ANEW = said(c3="The dues are ten pounds a year, and nobody is turned away.")


def plan_year() -> Conference:
    """The whole conference."""
    world = Conference()
    world.found().to(0)
    world.publish(days=40)
    joined(world)
    amended(world)
    published_anew(world)
    made_friends(world)
    closed(world)
    decided(world)
    afterwards(world)
    return world


@cache
def recorded() -> Conference:
    """The same, made once: nobody changes it."""
    return plan_year()


def joined(world: Conference) -> None:
    """Three join, and enter the roll; somebody speaks to a clause, and somebody answers."""
    for number in (30, 31, 32):
        world.join(number)
    added = sorted(world.as_member(number).name for number in (30, 31, 32))
    roll, papers = make_roll(world.plan.roll.names | set(added))
    world.do(world.act("roll.amend", world.on, papers=papers, added=added, struck=[], roll=roll.as_facts()))
    first = world.do(world.act("debate.speak", world.on, world.as_member(3), seals=(SEAL,), clause="c3"))
    world.do(world.act("debate.speak", world.on, world.as_member(31), seals=(SEAL,), reply_to=first))


def amended(world: Conference) -> None:
    """1 to 9: rivals, one to another, one that is withdrawn, one from paper, one that nobody seconds."""
    world.to(2).amend("c1", "The members must meet in the hall every month.", mover=1)
    world.amend("c1", "The members should meet in the hall every month.", mover=2, branch=NORTH)
    world.amend("edit-1", "ought to", mover=3, amends=1)
    world.delete("c3", mover=4)
    world.amend("c3", "The dues are six pounds a year, and nobody is turned away.", mover=31)
    clerk = {"clerk": world.officer("clerk").name, "passkey": True}
    world.move(
        Insert("s1", "c6", Clause("new-1", body="Meetings begin on time.")), mover=5, reasons=None, **clerk
    )
    world.do(world.on_it("withdraw", world.amend("c2", "Nobody is sent.", mover=6), 6, "mover"))
    world.amend("c4", "Officers serve two years and may be chosen again.", mover=7, seconded=False)
    world.move(
        *(Wrap("c6", Clause("c6a", "item")), Relabel("c5", "5A"), Move("c2", "", "")), mover=8, seconded=False
    )


def published_anew(world: Conference) -> None:
    """The words of 4 and 5 change: the mover of 5 confirms, that of 4 does not."""
    world.to(6).revise(*ANEW)
    edits = world.edits("c3", "The dues are six pounds a year, and nobody is turned away.")
    world.do(world.confirming(5, *edits, mover=31))


def made_friends(world: Conference) -> None:
    """10 and 11 go into composite 12, 13 is accepted and contested, 14 accepted and agreed."""
    world.to(9).amend("c4", "Officers serve one year and may be chosen once.", mover=9)
    world.amend("c4", "Officers serve one year and are drawn by lot.", mover=10, seconded=False)
    edits = world.edits("c4", "Officers serve one year, are drawn by lot, and only once.")
    world.do(world.tabling_edits(*edits, mover=9, composite_of=[10, 11]))
    world.do(world.joining(11, 12, 10))
    world.amend("c5", "The archive is open to every member.", mover=11)
    world.do(world.accepting(13))
    world.do(world.on_it("contest", 13, 12))
    replaced = Clause("c6", body="Minutes are kept.", children=(Clause("new-2", "item", body="For ever."),))
    world.move(Replace("c6", replaced), mover=13, seconded=False)
    world.do(world.accepting(14))


def closed(world: Conference) -> None:
    """The list, with a group and advice."""
    groups, advice = (Group("Money", (5,)),), (Advice(5, "oppose", TEXT), Advice(12, "support"))
    order = [[12], [3], [1, 2], [5], [13], [6], [14]]
    world.to(44).do(world.marshalling(order, groups=groups, advice=advice, reasons=TEXT))


def decided(world: Conference) -> None:
    """Out of turn, one by one, ranked, together; one question nobody declares."""
    world.decide_it(5, carried=False)
    world.decide_it(12)
    world.ask(3)
    world.to(82).decide_it(3, by=world.as_member(14))
    world.decide_it(1, 2, kind="rivals", votes=[[1, 2, 3], [2, 1, 3], [1, 3, 2]], by=world.as_member(14))
    world.decide_it(13, by=world.as_member(14))
    world.decide_it(6, by=world.as_member(14))
    world.decide_it(by=world.as_member(14))


def afterwards(world: Conference) -> None:
    """The next plan of the same text, which the drafter withdraws."""
    adopted = world.plan.adopted
    assert adopted is not None
    world.papers[adopted.digest] = adopted.data
    world.members += [""] * (33 - len(world.members))
    world.do(world.publishing(adopted, follows="plan/1"))
    world.do(world.act("plan.withdraw", "plan/2", world.officer("drafter"), passkey=True))
