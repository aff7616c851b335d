"""Letters about amendments: to whoever moved one, when something became of it that others did.

Each is sent once, whoever asks for it and how often.
"""

from collections.abc import Iterable, Mapping

from folkmoot.procedure.case import standing
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.shared_text import Plan as PlanCase
from folkmoot.site.debate.models import Deed
from folkmoot.site.members.models import Person
from folkmoot.site.notices.acts import send
from folkmoot.site.notices.models import Letter
from folkmoot.site.plan.models import Plan

OUTCOMES = {
    "fallen": "amendment-fell",
    "carried": "amendment-decided",
    "lost": "amendment-decided",
    "agreed": "amendment-decided",
    "not called": "amendment-decided",
}
"""What became of an amendment, and the letter that says so."""


def case_in(assembly: Assembly, plan: Plan) -> PlanCase:
    """What the record shows of a text. Ask again after each entry: it puts a fresh one in its place."""
    case = assembly.cases[plan.on]
    assert isinstance(case, PlanCase)
    return case


def movers(on: Iterable[str]) -> Mapping[str, Person]:
    """Who moved each of these amendments, by name in the record; those who were erased are left out. One
    query."""
    deeds = Deed.objects.filter(on__in=list(on), act="amendment.table").select_related("person")
    return {
        deed.on: deed.person
        for deed in deeds.order_by("entry")
        if deed.person is not None and deed.person.erased_at is None
    }


def mover(on: str) -> Person | None:
    """Who moved an amendment, or None where they were erased."""
    return movers([on]).get(on)


def tell_mover(
    plan: Plan, amendment: int, occasion: str, at: int, *, entry: int | None, once: str, **more: object
) -> None:
    """Write to whoever moved an amendment."""
    person = mover(f"{plan.on}/amendment/{amendment}")
    if person is not None:
        send(person, occasion, {"plan": plan, "number": amendment, **more}, at, entry=entry, once=once)


def tell_what_became(plan: Plan, case: PlanCase, at: int, *, since: int | None = None) -> int:
    """Tell the movers of amendments that have been decided, or have fallen, and why; how many letters.

    `since`: what became of them from that second on; else what did at second `at`.
    """
    first = at if since is None else since
    became = {
        f"{each.on}/{now.state}": (each, now.state)
        for each in case.amendments.values()
        if (now := standing(each, at)).state in OUTCOMES and now.since >= first
    }
    if not became:
        return 0
    people = movers([each.on for each, _ in became.values()])
    keys = {f"{key}/{people[each.on].pk}": key for key, (each, _) in became.items() if each.on in people}
    had = set(Letter.objects.filter(once__in=list(keys)).values_list("once", flat=True))
    sent = 0
    for once, key in keys.items():
        if once not in had:
            each, state = became[key]
            context = {"plan": plan, "number": each.number, "state": state, "because": each.because}
            sent += send(people[each.on], OUTCOMES[state], context, at, once=key) is not None
    return sent
