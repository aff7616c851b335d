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
from folkmoot.texts.meeting import SAME
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


def is_in(plan: Plan, number: int, at: int, states: Collection[str]) -> bool:
    """Whether an amendment is in one of these states by itself, and not as a part of a composite."""
    return not plan.amendments[number].composite and plan.state(number, at) in states


def colliding(
    plan: Plan, wording: Wording, at: int, states: Collection[str] = ON_THE_LIST
) -> tuple[int, ...]:
    """The amendments in these states with which one collides: a decision on either concerns the other."""
    found = plan.index().against(wording)
    others = {other_than(wording.number, each) for each in found if each.kind in COLLIDING}
    return tuple(sorted(each for each in others if is_in(plan, each, at, states)))


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
    return cause or excluded_by(plan, [amendment.number], at)


def twins(amendment: Amendment, at: int, states: Collection[str] = ON_THE_LIST) -> tuple[int, ...]:
    """The amendments in these states that make an edit which this one makes too."""
    plan = amendment.plan
    found = plan.index().against(amendment.wording)
    others = {other_than(amendment.number, each) for each in found if each.kind == SAME}
    return tuple(sorted(number for number in others if is_in(plan, number, at, states)))


def would_fall(amendment: Amendment, at: int) -> tuple[int, ...]:
    """The amendments on the list that would fall if this one were carried.

    By its own words; by an edit that two make, and that what amends one of them changes; or since clauses
    would be moved in a circle, by this one and those that have been accepted.
    """
    plan = amendment.plan
    found = set(felled(plan, amendment.wording, at))
    tried = {number for number in _alike(amendment, at) if plan.state(number, at) in ON_THE_LIST}
    for each in {*tried, *_movers(amendment, at, ON_THE_LIST)} - found:
        if excluded_by(plan, [amendment.number, each], at, ("accepted",)):
            found.add(each)
    return tuple(sorted(found))


def _movers(amendment: Amendment, at: int, states: Collection[str]) -> set[int]:
    """If an amendment moves clauses: the others in these states that do."""
    others = amendment.plan.those(at, states) if _moves(amendment) else ()
    return {each.number for each in others if each is not amendment and _moves(each)}


def _alike(amendment: Amendment, at: int) -> set[int]:
    """What makes an edit that this one, or what it amends, makes too, and what amends that."""
    plan = amendment.plan
    primary = plan.amendments[amendment.amends] if amendment.amends else amendment
    shared = twins(primary, at, (*ON_THE_LIST, *STANDS))
    below = {number for each in shared for number in plan.amendments[each].secondaries}
    return {*shared, *below}


def excluded_by(plan: Plan, numbers: Iterable[int], at: int, states: Collection[str] = STANDS) -> int:
    """The number of an amendment beside which these cannot stand, found by trying; 0 where there is none.

    That two exclude each other, their relation says. Only trying shows that three would move clauses in a
    circle, and that two which make one edit differ once one of them is amended. Tried is what stands, or is
    in `states`.
    """
    asked = [plan.amendments[number] for number in numbers]
    if not any(_must_be_tried(each, at) for each in asked):
        return 0
    others = [each for each in plan.those(at, {*STANDS, *states}) if not each.composite and each not in asked]
    primaries = [plan.amendments[each.amends] for each in asked if each.amends]
    together = {each.number: each.wording for each in (*others, *primaries, *asked)}
    try:
        adopt(plan.base, together.values())
    except Collision as found:
        own = {each.number for each in (*primaries, *asked)}
        return next((each for each in (found.a, found.b) if each not in own), found.a)
    return 0


def _must_be_tried(amendment: Amendment, at: int) -> bool:
    if _moves(amendment):
        return True
    plan, alike = amendment.plan, _alike(amendment, at)
    return bool(alike) and (
        bool(amendment.amends)
        or any(plan.amendments[number].amends for number in alike)
        or bool(amendment.secondaries)
    )


def _amended(amendment: Amendment, at: int) -> bool:
    """Whether something that amends it stands."""
    return any(amendment.plan.state(number, at) in STANDS for number in amendment.secondaries)


def _cause(plan: Plan, number: int, at: int, found: Iterable[Relation], also: int = 0) -> int:
    told = [each for each in found if number in (each.a, each.b) and each.kind in COLLIDING]
    others = {other_than(number, each) for each in told} - {also}
    decided = {each for each in others if is_in(plan, each, at, STANDS)}
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
    """Amendments are carried, and what can no longer be carried beside them falls.

    So does one of them that something which time has brought to stand since it was put leaves no room for.
    """
    found = []
    for number in sorted(numbers):
        cause = feller(plan.amendments[number], at)
        decide(plan.amendments[number], verb, "fallen" if cause else "carried", at, cause)
        found += [] if cause else [number]
    for number in found:
        for other in _concerned(plan.amendments[number], at):
            _let_fall(other, verb, at)
        _end_acceptance(plan.amendments[number], verb, at)


def _concerned(amendment: Amendment, at: int) -> list[Amendment]:
    """What may fall now that an amendment is carried, in the order of the numbers."""
    plan, open_now = amendment.plan, ("seconded", "accepted")
    numbers = {*colliding(plan, amendment.wording, at, open_now), *_alike(amendment, at)}
    numbers |= _movers(amendment, at, open_now)
    numbers |= {amendment.amends} - {0}
    return [plan.amendments[number] for number in sorted(numbers) if plan.state(number, at) in open_now]


def _end_acceptance(secondary: Amendment, verb: str, at: int) -> None:
    """An accepted amendment by which another would fall, as it is now amended, is for the meeting."""
    primary = secondary.plan.amendments.get(secondary.amends)
    if primary is not None and standing(primary, at).state == "accepted" and would_fall(primary, at):
        give_back(primary)
        lead(primary, verb, "seconded", at)


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
            amended = same and (_amended(each, at) or _amended(lost, at))
            if same and not amended and standing(each, at).state in ("seconded", "accepted"):
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
    numbers = {*colliding(plan, amendment.wording, at), *_alike(amendment, at)}
    numbers |= _movers(amendment, at, ("accepted",))
    for each in (plan.amendments[number] for number in sorted(numbers)):
        if standing(each, at).state == "accepted" and amendment.number in would_fall(each, at):
            give_back(each)
            lead(each, verb, "seconded", at)


def give_back(amendment: Amendment) -> None:
    """The acceptance of an amendment is over."""
    del amendment.events["acceptance"]
    for source in gone_into(amendment):
        del source.events["end of contest"]
