"""What somebody would do to a plan who holds the pen and obeys no rule; each is refused for its reason."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from folkmoot.procedure.act import THE_SITE, Act
from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.edits import Insert
from procedure.conference import Conference, conference, said, text
from procedure.world import SEAL, TEXT, changed


@dataclass(frozen=True)
class Breach:
    """`about` in plain words; `says` stands in the refusal; `rule` is the paragraph that it names."""

    about: str
    rule: str
    says: str
    make: Callable[[Conference], Act]


PLAN_BREACHES: dict[str, Breach] = {}


def breach(name: str, about: str, rule: str, says: str) -> Callable[[Callable[[Conference], Act]], None]:
    """Enter a breach in the table."""

    def enter(make: Callable[[Conference], Act]) -> None:
        PLAN_BREACHES[name] = Breach(about, rule, says, make)

    return enter


def before() -> Conference:
    """A conference on its first day: four members have moved something, and others have seconded it."""
    world = conference()
    world.amend("c1", "The members must meet in the hall every month.", mover=1)
    world.amend("c1", "The members should meet in the hall every month.", mover=2)
    world.delete("c3", mover=3)
    world.amend("c3", "The dues are six pounds a year, and nobody is turned away.", mover=4)
    return world


@breach("late", "an amendment a second late", "14.4", "It closed on 1 July 2026 at 23:59:59.")
def _late(world: Conference) -> Act:
    act = world.tabling_edits(*world.edits("c2", "Nobody is sent."))
    world.now = world.plan.events["deadline"] + 1
    return act


@breach("other-text", "edits of another text", "14.4", "This one was written against another text.")
def _other_text(world: Conference) -> Act:
    act = world.tabling_edits(*world.edits("c2", "Nobody is sent."))
    world.revise(*said(c6="Minutes are kept."))
    return act


@breach("id-taken", "a new clause under the id of another", "14.4", "the id new is taken.")
def _id_taken(world: Conference) -> Act:
    number = world.add("new", "Meetings begin on time.", mover=5)
    world.do(world.on_it("withdraw", number, 5, "mover"))
    return world.tabling_edits(Insert("s1", "c1", Clause("new", body="Meetings end on time.")))


@breach("words-miscounted", "an amendment longer than it says", "14.4", "It states 1; there are 3.")
def _miscounted(world: Conference) -> Act:
    return changed(world.tabling_edits(*world.edits("c2", "Nobody is sent.")), length=1)


@breach("renamed", "a text published anew in which a clause has lost its id", "14.2", "under the id other.")
def _renamed(world: Conference) -> Act:
    clauses = (Clause("s1", "section", heading="What we want"), Clause("other", body=said()[0]))
    return world.revising(revision=Revision("Plan for Change", clauses))


@breach("own-amendment-seconded", "a mover who seconds", "14.5", "You moved it yourself.")
def _own(world: Conference) -> Act:
    return world.on_it("second", 1, 1)


@breach(
    "accepted-over-a-rival", "a friendly amendment by which another falls", "14.8", "Amendment 2 would fall."
)
def _over_a_rival(world: Conference) -> Act:
    return world.accepting(1)


@breach("accepted-by-the-chair", "a friendly amendment of somebody else", "14.8", "The entry says chair.")
def _by_the_chair(world: Conference) -> Act:
    world.do(world.on_it("withdraw", 2, 2, "mover"))
    return world.on_it("accept", 1, world.officer("chair"), passkey=True)


@breach("signed-by-another", "a composite signed for somebody else", "14.6", "That is somebody else.")
def _signed(world: Conference) -> Act:
    edits = world.edits("c1", "The members must and should meet in the hall every month.")
    world.do(world.tabling_edits(*edits, mover=1, composite_of=[1, 2]))
    return world.joining(2, 5, 1)


@breach("left-off-the-list", "a list without one of the amendments", "14.9", "This one leaves one out")
def _left_off(world: Conference) -> Act:
    return world.to(32).marshalling([[1, 2], [3]], reasons=TEXT)


@breach("another-order", "another order without reasons", "14.9", "This list differs from it without reasons")
def _another_order(world: Conference) -> Act:
    return world.to(32).marshalling([[3], [4], [1, 2]])


@breach("out-of-turn", "a question out of its turn without reasons", "14.11", "This one is out of its turn.")
def _out_of_turn(world: Conference) -> Act:
    return changed(world.marshal().asking(3), reasons=None)


@breach("fallen", "a question about what has fallen", "14.11", "Amendment 4 is: fallen.")
def _fallen(world: Conference) -> Act:
    world.marshal().decide_it(3)
    return world.asking(4)


@breach(
    "both-at-the-vote",
    "two that collide at the vote at once",
    "14.11",
    "Amendment 4 collides with amendment 3.",
)
def _both(world: Conference) -> Act:
    world.marshal().ask(3)
    return world.asking(4)


@breach("primary-first", "an amendment before what amends it", "14.11", "Amendment 5 is not decided yet.")
def _primary_first(world: Conference) -> Act:
    world.amend("edit-1", "ought to", mover=5, amends=1)
    world.marshal()
    return world.asking(1)


@breach(
    "rival-left-off",
    "a ballot paper without one of the rivals",
    "14.11",
    "Amendment 5 is a rival of all of them.",
)
def _rival_left_off(world: Conference) -> Act:
    world.amend("c1", "The members shall meet in the hall every month.", mover=5)
    world.marshal()
    return world.asking(1, 2, kind="rivals")


@breach("too-early", "the last question before all is decided", "14.11", "Amendment 1 is: seconded.")
def _too_early(world: Conference) -> Act:
    world.marshal()
    return changed(world.asking(), adopts=text().digest)


@breach(
    "another-text-put",
    "the last question on a text that was not carried",
    "14.12",
    "The entry names another text.",
)
def _another_text(world: Conference) -> Act:
    world.marshal().to(100)
    return replace(changed(world.asking(), adopts=SEAL, passkey=None), by=THE_SITE)


@breach("another-text-adopted", "a text adopted that was not carried", "14.15", "For adopted it says")
def _another_adopted(world: Conference) -> Act:
    world.marshal().to(100)
    question = world.ask()
    world.vote_on(question, *["for"] * 4)
    world.now = world.case(question).events["closing"] + 1
    return changed(world.declaring_question(question), adopted=SEAL)


@breach("clause-of-no-text", "a speech to a clause that is not there", "5.1", "It has no such clause.")
def _no_clause(world: Conference) -> Act:
    return world.act("debate.speak", "plan/1", world.as_member(3), seals=(SEAL,), clause="c9")
