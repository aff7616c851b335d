"""What follows for other amendments when one is decided: which fall, and because of which.

Falls are a function of what stands and of how amendments stand to one another (`folkmoot.texts.relations`).
They are entered as facts with the act from which they follow, so that none is computed twice.
"""

from collections.abc import Collection, Iterable

from folkmoot.procedure.case import Case, standing
from folkmoot.procedure.shared_text import ON_THE_LIST, STANDS, Amendment, Plan
from folkmoot.texts.adopt import Collision, adopt
from folkmoot.texts.edits import Amendment as Wording
from folkmoot.texts.edits import Move
from folkmoot.texts.relations import EXCLUDING, FALLS, PARTLY, Relation, fallen

COLLIDING = (*EXCLUDING, FALLS, PARTLY)
"""How two amendments stand to each other where a decision on one concerns the other."""


def lead(case: Case, verb: str, state: str, at: int) -> None:
    """An act elsewhere in its family brings a proceeding into a state, as its table says that it may."""
    source = standing(case, at).state
    assert case.machine.leads_by(verb, source, state), (case.machine.name, verb, source, state)
    case.moves_to(state, at)


def other_than(number: int, relation: Relation) -> int:
    """The other side of a relation."""
    return relation.b if relation.a == number else relation.a


def colliding(
    plan: Plan, wording: Wording, at: int, states: Collection[str] = ON_THE_LIST
) -> tuple[int, ...]:
    """The amendments in these states with which one collides: a decision on either concerns the other."""
    found = plan.index().against(wording)
    others = {other_than(wording.number, each) for each in found if each.kind in COLLIDING}
    return tuple(sorted(each for each in others if plan.state(each, at) in states))


def felled(plan: Plan, wording: Wording, at: int, states: Collection[str] = ON_THE_LIST) -> tuple[int, ...]:
    """The amendments in these states that would fall if this one were carried, with all that stands."""
    found = plan.index().against(wording)
    return tuple(
        number
        for number in colliding(plan, wording, at, states)
        if _cause(
            plan, number, at, [*found, *plan.index().against(plan.amendments[number].wording)], wording.number
        )
    )


def feller(amendment: Amendment, at: int) -> int:
    """The number of what stands and leaves an amendment nothing to change; 0 where there is none."""
    plan = amendment.plan
    cause = _cause(plan, amendment.number, at, plan.index().against(amendment.wording))
    return cause or circle(plan, [amendment.number], at)


def circle(plan: Plan, numbers: Iterable[int], at: int, states: Collection[str] = STANDS) -> int:
    """The number of an amendment with which these would move clauses in a circle; 0 where none would.

    Two that do so collide; three or more are found only by trying. Asked is what stands, or is in `states`.
    """
    asked = [plan.amendments[number] for number in numbers]
    if not any(map(_moves, asked)):
        return 0
    others = [each for each in plan.those(at, {*STANDS, *states}) if not each.composite and each not in asked]
    primaries = [plan.amendments[each.amends] for each in asked if each.amends]
    together = {each.number: each.wording for each in (*others, *primaries, *asked)}
    try:
        adopt(plan.base, together.values())
    except Collision as found:
        return next((each for each in (found.a, found.b) if each not in numbers), found.a)
    return 0


def _cause(plan: Plan, number: int, at: int, found: Iterable[Relation], also: int = 0) -> int:
    told = [each for each in found if number in (each.a, each.b) and each.kind in COLLIDING]
    others = {other_than(number, each) for each in told} - {also}
    decided = {each for each in others if plan.state(each, at) in STANDS}
    return fallen(told, decided | {also}, [number]).get(number, 0)


def decide(amendment: Amendment, verb: str, state: str, at: int, because: int = 0) -> None:
    """An amendment is decided, or falls; its sources share its fate, and what amends it falls with it."""
    for each in (amendment, *gone_into(amendment)):
        lead(each, verb, state, at)
        each.because = because
    if state not in STANDS:
        let_secondaries_fall(amendment, verb, at)


def gone_into(composite: Amendment) -> list[Amendment]:
    """The sources that have gone into a composite, in the order of their numbers."""
    sources = (composite.plan.amendments[number] for number in sorted(composite.joined))
    return [source for source in sources if source.composite == composite.number]


def let_secondaries_fall(amendment: Amendment, verb: str, at: int) -> None:
    """What amends an amendment that does not stand any more has nothing left to stand on."""
    for each in amendment.amended_in(at):
        decide(each, verb, "fallen", at, amendment.number)


def carry(plan: Plan, numbers: Iterable[int], verb: str, at: int) -> None:
    """Amendments are carried; what can no longer be carried beside them falls."""
    found = sorted(numbers)
    for number in found:
        decide(plan.amendments[number], verb, "carried", at)
    for number in found:
        for other in colliding(plan, plan.amendments[number].wording, at, ("seconded", "accepted")):
            _let_fall(plan.amendments[other], verb, at)
    if any(_moves(plan.amendments[number]) for number in found):
        for each in plan.those(at, ("seconded", "accepted")):
            if _moves(each):
                _let_fall(each, verb, at)


def _let_fall(amendment: Amendment, verb: str, at: int) -> None:
    cause = feller(amendment, at)
    if cause:
        decide(amendment, verb, "fallen", at, cause)


def _moves(amendment: Amendment) -> bool:
    return any(isinstance(edit, Move) and edit.parent for edit in amendment.wording.edits)


def lose(plan: Plan, numbers: Iterable[int], verb: str, at: int) -> None:
    """Amendments are lost; others that are the same, word for word, are not asked about again."""
    for number in sorted(numbers):
        lost = plan.amendments[number]
        decide(lost, verb, "lost", at)
        for each in plan.amendments.values():
            same = (each.amends, each.wording.digest) == (lost.amends, lost.wording.digest)
            if same and standing(each, at).state in ("seconded", "accepted"):
                decide(each, verb, "fallen", at, number)


def come_to_the_list(amendment: Amendment, verb: str, at: int) -> None:
    """An amendment comes before the meeting: it falls where it is too late for it.

    An amendment that was accepted and would fell it is for the meeting from now on: collisions always are.
    """
    plan = amendment.plan
    plan.waiting.append(amendment.number)
    cause = feller(amendment, at)
    if cause:
        decide(amendment, verb, "fallen", at, cause)
        return
    for number in colliding(plan, amendment.wording, at, ("accepted",)):
        if amendment.number in felled(plan, plan.amendments[number].wording, at):
            give_back(plan.amendments[number])
            lead(plan.amendments[number], verb, "seconded", at)


def give_back(amendment: Amendment) -> None:
    """The acceptance of an amendment is over."""
    del amendment.events["acceptance"]
    for source in gone_into(amendment):
        del source.events["end of contest"]
