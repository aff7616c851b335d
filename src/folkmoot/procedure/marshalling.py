"""Marshalling: the list of amendments is put in the order in which they are taken.

The order is the one that the rulebook's policy gives, and anybody may enter it; officers whom the rules name
may list otherwise, and then state reasons. What amends an amendment always comes before it.
"""

from folkmoot.procedure import ballot
from folkmoot.procedure.act import only_facts, say
from folkmoot.procedure.agenda import Agenda, read_agenda
from folkmoot.procedure.dispute import words
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.papers import paper, require_digest
from folkmoot.procedure.shared_text import Plan, plan_of
from folkmoot.procedure.wording import badly_written
from folkmoot.rulebook.book import Rulebook
from folkmoot.rulebook.vocabulary import ORDERS
from folkmoot.texts.clause import BadText
from folkmoot.texts.order import order
from folkmoot.texts.relations import EXCLUDING

LISTED = ("seconded", "accepted")
"""What is marshalled: an accepted amendment too, for a vote may still be asked for."""


def listed(plan: Plan, at: int) -> tuple[int, ...]:
    """The numbers of the amendments that a list made at second `at` holds."""
    return tuple(each.number for each in plan.those(at, LISTED))


def order_of_taking(plan: Plan, at: int) -> tuple[tuple[int, ...], ...]:
    """The order by the rulebook's policy: each item one amendment, or rivals where these are ranked."""
    wordings = [each.wording for each in plan.those(at, LISTED)]
    policy = ORDERS[words(plan.book, "plan.order")]
    found = order(plan.base, wordings, plan.index().relations(), policy)
    items = tuple(item if isinstance(item, tuple) else (item,) for item in found)
    return items if ranked(plan.book) else tuple((number,) for item in items for number in item)


def ranked(book: Rulebook) -> bool:
    """Whether the rulebook has rivals put on one ranked ballot."""
    return bool(ballot.term_of_art(book, "question", "method") == ballot.CONDORCET)


def check_marshal(matter: Matter) -> None:
    """The list holds all that may come to a vote, each once, in an order that can be taken."""
    plan, facts = plan_of(matter), matter.act.facts
    only_facts(facts, "agenda", "reasons")
    if "reasons" in facts:
        require_digest(matter.act, "reasons")
    agenda = _read(matter)
    numbers = sorted(number for item in agenda.order for number in item)
    if numbers != sorted(listed(plan, matter.at)):
        raise matter.refuse(
            say("The list holds each amendment that may come to a vote, once, and no other."),
            say("This one leaves one out, or holds another."),
            say("List: {numbers}.", numbers=", ".join(map(str, listed(plan, matter.at))) or say("none")),
        )
    beside = {n for group in agenda.groups for n in group.amendments} | {a.amendment for a in agenda.advice}
    if not beside <= set(numbers):
        raise matter.refuse(
            say("Groups and advice are about amendments on the list."),
            say("One of them is about another."),
            say("Leave it out."),
        )
    _require_takeable(matter, plan, agenda)
    _require_policy(matter, plan, agenda)


def _read(matter: Matter) -> Agenda:
    try:
        return read_agenda(paper(matter.act, "agenda"))
    except BadText as bad:
        raise badly_written(matter, bad) from bad


def _require_takeable(matter: Matter, plan: Plan, agenda: Agenda) -> None:
    """What amends another comes before it, and only rivals share an item. Raises `OutOfOrder`."""
    places = {number: place for place, item in enumerate(agenda.order) for number in item}
    late = [
        n
        for n in places
        if plan.amendments[n].amends and places[n] >= places.get(plan.amendments[n].amends, places[n] + 1)
    ]
    if late:
        raise matter.refuse(
            say("An amendment to an amendment is taken before it."),
            say("Amendment {number} comes after the one that it amends.", number=late[0]),
            say("Put it before."),
        )
    for item in agenda.order:
        if len(item) > 1 and not (ranked(matter.book) and are_rivals(plan, item)):
            raise matter.refuse(
                say("On one ranked ballot are rivals, of which no two can stand together."),
                say("These are none: {numbers}.", numbers=", ".join(map(str, item))),
                say("List them one after the other."),
            )


def are_rivals(plan: Plan, numbers: tuple[int, ...]) -> bool:
    """Whether of these amendments no two can stand together."""
    for number in numbers:
        found = plan.index().against(plan.amendments[number].wording)
        excluded = {n for each in found if each.kind in EXCLUDING for n in (each.a, each.b)}
        if not set(numbers) <= excluded | {number}:
            return False
    return True


def _require_policy(matter: Matter, plan: Plan, agenda: Agenda) -> None:
    """The order is the policy's, or an officer's with reasons. Raises `OutOfOrder`."""
    differs = agenda.order != order_of_taking(plan, matter.at)
    officer = matter.act.by.role in matter.book.offices
    if differs and not officer or differs != ("reasons" in matter.act.facts):
        raise matter.refuse(
            say(
                "The order of taking is: {order}. An officer may list otherwise, with reasons.",
                order=words(matter.book, "plan.order"),
            ),
            say("This list differs from it without reasons, or states reasons and does not differ."),
            say("Take the order that the page shows, or let an officer state why another is better."),
        )


def follow_marshal(matter: Matter, index: int) -> None:
    """The order is frozen, and questions may be put."""
    plan = plan_of(matter)
    plan.agenda = _read(matter)
    plan.events["marshalling"] = matter.at
