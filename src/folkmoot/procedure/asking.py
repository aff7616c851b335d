"""Which question is in order: about what is open, in its turn, and colliding with nothing at the vote.

Several ballots may be open at once, as long as no decision on one concerns another. A question out of its
turn states reasons.
"""

from collections.abc import Sequence

from folkmoot.procedure.act import OutOfOrder, list_fact, say
from folkmoot.procedure.case import standing
from folkmoot.procedure.falling import colliding, excluded_by
from folkmoot.procedure.marshalling import are_rivals, ranked
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.shared_text import STANDS, UNDER_WAY, Amendment, Plan
from folkmoot.rulebook.book import Rulebook
from folkmoot.texts.adopt import Collision, adopt
from folkmoot.texts.clause import Revision
from folkmoot.texts.relations import EXCLUDING

ONE, EN_BLOC, RIVALS, ADOPTION = "one", "en bloc", "rivals", "adoption"
KINDS = (ONE, EN_BLOC, RIVALS, ADOPTION)


def kind_for(numbers: Sequence[int], book: Rulebook, rivals: bool) -> str:
    """What kind of question so many amendments make."""
    if len(numbers) < 2:
        return ONE if numbers else ADOPTION
    return RIVALS if rivals and ranked(book) else EN_BLOC


def require_order(matter: Matter, plan: Plan) -> None:
    """The question is in order. Raises `OutOfOrder`."""
    kind, numbers = matter.act.facts.get("kind"), _numbers(matter, plan)
    fits = {
        ONE: len(numbers) == 1,
        EN_BLOC: len(numbers) > 1,
        RIVALS: len(numbers) > 1,
        ADOPTION: not numbers,
    }
    if not isinstance(kind, str) or not fits.get(kind, False):
        raise matter.refuse(
            say("A question is about one amendment, several en bloc, rivals, or the text as a whole."),
            say("The amendments that the entry names do not fit the kind that it states."),
            say("State the kind that fits."),
        )
    if kind == ADOPTION:
        _require_all_decided(matter, plan)
        require_reasons(matter, due=False)
        return
    if standing(plan, matter.at).state != "deciding":
        raise matter.refuse(
            say("Questions on amendments are put from the marshalling until the time for them is over."),
            say("The plan is: {state}.", state=standing(plan, matter.at).state),
            say("What has not been called stays out; the last question is on the whole text."),
        )
    found = tuple(plan.amendments[number] for number in numbers)
    for each in found:
        _require_open(matter, plan, each)
    if kind == EN_BLOC:
        _require_uncontested(matter, plan, found)
    if kind == RIVALS:
        _require_rivals(matter, plan, numbers)
    _require_no_collision(matter, plan, found, kind)
    require_reasons(matter, due=out_of_turn(plan, kind, numbers, matter.at))


def on_the_paper(plan: Plan, numbers: Sequence[int]) -> tuple[Amendment, ...]:
    """Amendments in their order on a ballot paper: that of the list."""
    return tuple(sorted((plan.amendments[n] for n in numbers), key=lambda each: place_of(plan, each)))


def _numbers(matter: Matter, plan: Plan) -> tuple[int, ...]:
    listed = list_fact(matter.act.facts, "amendments")
    known = all(type(each) is int and each in plan.amendments for each in listed)
    if not known or list(listed) != sorted(set(listed)):
        raise matter.refuse(
            say("A question names amendments to this plan by their numbers, in order, each once."),
            say("The entry names something else."),
            say("Name them so; name none to ask about the text as a whole."),
        )
    return tuple(listed)


def _require_open(matter: Matter, plan: Plan, amendment: Amendment) -> None:
    state = standing(amendment, matter.at).state
    if state != "seconded":
        raise matter.refuse(
            say("A question is about what is still open."),
            say("Amendment {number} is: {state}.", number=amendment.number, state=state),
            say("Ask about another; what is next stands on the list."),
        )
    waiting = [each.number for each in amendment.amended_in(matter.at)]
    if waiting:
        raise matter.refuse(
            say("What amends an amendment is decided before it."),
            say("Amendment {number} is not decided yet.", number=waiting[0]),
            say("Ask about that one first."),
        )
    if amendment.amends and plan.state(amendment.amends, matter.at) not in ("seconded", "accepted", *STANDS):
        raise matter.refuse(
            say("What amends an amendment is decided while that one is on its way."),
            say(
                "Amendment {number} is: {state}.",
                number=amendment.amends,
                state=plan.state(amendment.amends, matter.at),
            ),
            say("Wait for the result."),
        )


def _require_uncontested(matter: Matter, plan: Plan, bloc: Sequence[Amendment]) -> None:
    for each in bloc:
        rivals = colliding(plan, each.wording, matter.at)
        if each.apart or rivals:
            raise matter.refuse(
                say("Amendments are taken en bloc where none collides and nobody wants one of them apart."),
                say(
                    "Amendment {number} collides with amendment {rival}.", number=each.number, rival=rivals[0]
                )
                if rivals
                else say(
                    "A member has asked for a vote on amendment {number} by itself.", number=each.number
                ),
                say("Leave it out, and ask about it by itself."),
            )


def _require_rivals(matter: Matter, plan: Plan, numbers: tuple[int, ...]) -> None:
    if not ranked(matter.book):
        raise matter.refuse(
            say("Rivals are put on one ranked ballot where the rules have them counted so."),
            say("These rules do not."),
            say("Ask about one after the other."),
        )
    if not are_rivals(plan, numbers):
        raise matter.refuse(
            say("On one ranked ballot are rivals, of which no two can stand together."),
            say("Two of these can."),
            say("Ask about them one after the other."),
        )
    missing = _left_off(plan, numbers, matter.at)
    if missing:
        raise matter.refuse(
            say("No rival is left off the ballot paper."),
            say("Amendment {number} is a rival of all of them.", number=missing[0]),
            say("Put it on the paper too."),
        )


def _left_off(plan: Plan, numbers: tuple[int, ...], at: int) -> list[int]:
    """Open rivals of all of these that are not among them."""
    common: set[int] | None = None
    for number in numbers:
        found = plan.index().against(plan.amendments[number].wording)
        excluded = {n for each in found if each.kind in EXCLUDING for n in (each.a, each.b)} - {number}
        common = excluded if common is None else common & excluded
    return sorted(n for n in (common or set()) - set(numbers) if plan.state(n, at) == "seconded")


def _require_no_collision(matter: Matter, plan: Plan, found: Sequence[Amendment], kind: str) -> None:
    for each in found:
        open_now = colliding(plan, each.wording, matter.at, ("at the vote",))
        if open_now:
            raise _at_the_vote(matter, each.number, open_now[0])
    for together in ([each] for each in found) if kind == RIVALS else [list(found)]:
        waiting = ("at the vote", "accepted")
        other = excluded_by(plan, [each.number for each in together], matter.at, waiting)
        if other:
            raise _at_the_vote(matter, together[0].number, other)


def _at_the_vote(matter: Matter, number: int, other: int) -> OutOfOrder:
    return matter.refuse(
        say("Two amendments that collide are not at the vote at the same time."),
        say("Amendment {number} collides with amendment {other}.", number=number, other=other),
        say("Wait for the result on that one."),
    )


def _require_all_decided(matter: Matter, plan: Plan) -> None:
    """The last question comes when nothing is open any more. Raises `OutOfOrder`."""
    waiting = plan.those(matter.at, UNDER_WAY)
    state = standing(plan, matter.at).state
    if state not in ("deciding", "last question") or waiting:
        raise matter.refuse(
            say("The whole text is voted on when every amendment is decided, or the time for them is over."),
            say(
                "Amendment {number} is: {state}.",
                number=waiting[0].number,
                state=plan.state(waiting[0].number, matter.at),
            )
            if waiting
            else say("The plan is: {state}.", state=state),
            say("Ask about what is open first."),
        )


def place_of(plan: Plan, amendment: Amendment) -> tuple[int, int]:
    """The place of an amendment on the list; one that came back from a composite takes the place of that."""
    found = _listed(plan, amendment.number)
    if found is None:
        composites = (each for each in plan.amendments.values() if amendment.number in each.composite_of)
        found = next((place for each in composites if (place := _listed(plan, each.number))), None)
    return found or (len(plan.agenda.order), amendment.number)


def _listed(plan: Plan, number: int) -> tuple[int, int] | None:
    found = plan.agenda.item_of(number)
    return None if found is None else (found[0], found[1].index(number))


def out_of_turn(plan: Plan, kind: str, numbers: Sequence[int], at: int) -> bool:
    """Whether something that is open comes earlier on the list, or rivals that are open are left out.

    What is taken en bloc collides with nothing, so that its turn makes no difference.
    """
    if kind == EN_BLOC:
        return False
    asked, first = set(numbers), min(place_of(plan, plan.amendments[number])[0] for number in numbers)
    for place, item in enumerate(plan.agenda.order[: first + 1]):
        waiting = {number for number in item if plan.state(number, at) == "seconded"}
        if (place < first or ranked(plan.book)) and waiting - asked:
            return True
    return False


def next_in_turn(plan: Plan, at: int) -> tuple[int, ...]:
    """The amendments of the first item on the list that has something open; none where all is decided."""
    for item in plan.agenda.order:
        waiting = tuple(number for number in item if plan.state(number, at) == "seconded")
        if waiting:
            return waiting
    return tuple(each.number for each in plan.those(at, ("seconded",)))[:1]


def require_reasons(matter: Matter, *, due: bool) -> None:
    """A question out of its turn states reasons, and no other does. Raises `OutOfOrder`."""
    if due != ("reasons" in matter.act.facts):
        raise matter.refuse(
            say("A question that is put out of its turn on the list states reasons, and no other does."),
            say("This one is out of its turn.") if due else say("This one is in its turn."),
            say("State why, or ask about what is next.") if due else say("Leave the reasons out."),
        )


def as_amended(matter: Matter, plan: Plan) -> Revision:
    """The text with all that stands. Raises `OutOfOrder` where that cannot be."""
    try:
        return adopt(plan.base, plan.standing(matter.at)).revision
    except Collision as found:
        raise matter.refuse(
            say("What has been carried can stand together."),
            say("Amendments {a} and {b} cannot.", a=found.a, b=found.b),
            say("Publish the text anew, as another plan."),
        ) from found
