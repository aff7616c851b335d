"""A composite: one amendment made of several, which the movers of these sign one by one, or stand alone.

It is formed when two movers or more, its own among them, have signed and it has its seconders; those of its
sources count. What has gone into it leaves the list and shares its fate; if it is withdrawn, or its words are
no longer those that were signed, its sources come back to where they were.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from folkmoot.procedure.act import list_fact, number_fact, only_facts, say
from folkmoot.procedure.case import standing
from folkmoot.procedure.falling import come_to_the_list, gone_into, lead, let_secondaries_fall
from folkmoot.procedure.machine import Row
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.shared_text import Amendment, Plan, amendment_of, require_open
from folkmoot.procedure.wording import ids_in

FREE = ("tabled", "seconded")
"""Where an amendment may go into a composite from."""


def check_sources(matter: Matter, plan: Plan, amends: int) -> frozenset[str]:
    """The ids that the sources of a composite bring in, which it may use too. Raises `OutOfOrder`."""
    listed = list_fact(matter.act.facts, "composite_of")
    known = all(type(each) is int and each in plan.amendments for each in listed)
    if not known or len(listed) < 2 or not all(a < b for a, b in pairwise(listed)):
        raise matter.refuse(
            say("A composite names the amendments of which it is made: two or more, in order, each once."),
            say("This one does not."),
            say("Name them by their numbers."),
        )
    sources = [plan.amendments[number] for number in listed]
    for each in sources:
        state = standing(each, matter.at).state
        if state not in FREE or each.composite_of or each.amends != amends:
            raise matter.refuse(
                say("A composite is made of amendments to one text that are under way, and of no composite."),
                say("Amendment {number} is: {state}.", number=each.number, state=state),
                say("Leave it out."),
            )
    movers = {each.mover for each in sources}
    if matter.act.by.name not in movers or len(movers) < 2:
        raise matter.refuse(
            say(
                "A composite is tabled by the mover of one of its sources, to be signed by movers of others."
            ),
            say("You moved none of them, or all of them."),
            say("Ask one of their movers to table it."),
        )
    return ids_of(plan, listed)


def ids_of(plan: Plan, numbers: Iterable[int]) -> frozenset[str]:
    """The ids of new clauses in these amendments."""
    return frozenset().union(*(ids_in(plan.amendments[number].wording) for number in numbers))


def sign_own(composite: Amendment, at: int) -> None:
    """Whoever tables a composite has signed for what they moved themselves, as far as it is free."""
    sources = (composite.plan.amendments[number] for number in composite.composite_of)
    own = (source for source in sources if source.mover == composite.mover)
    composite.joined = {source.number for source in own if standing(source, at).state in FREE}


def unsign(source: Amendment) -> None:
    """An amendment goes another way: its mover's signature under composites that it is not in is void."""
    for each in source.plan.amendments.values():
        if source.number in each.joined and each.number != source.composite:
            each.joined.discard(source.number)


def _check_join(matter: Matter) -> None:
    source, plan = amendment_of(matter), amendment_of(matter).plan
    only_facts(matter.act.facts, "composite")
    require_open(matter, plan)
    composite = plan.amendments.get(number_fact(matter.act.facts, "composite"))
    if composite is None or source.number not in composite.composite_of:
        raise matter.refuse(
            say("The mover of an amendment signs a composite that is made of it."),
            say("This one is not."),
            say("Look up the number of the composite."),
        )
    state = standing(composite, matter.at).state
    if state not in FREE or source.number in composite.joined:
        raise matter.refuse(
            say("A composite is signed once by each mover, while it is on its way."),
            say("You have signed it.")
            if source.number in composite.joined
            else say("It is: {state}.", state=state),
            say("Nothing more is needed from you."),
        )


def _join(matter: Matter, index: int) -> None:
    source = amendment_of(matter)
    composite = source.plan.amendments[matter.act.facts["composite"]]
    composite.joined.add(source.number)
    form(composite, matter.act.verb, matter.at)


def form(composite: Amendment, verb: str, at: int) -> None:
    """Form a composite for which enough have signed and seconded; who signs later, goes into it at once."""
    plan, state = composite.plan, standing(composite, at).state
    signed = [plan.amendments[number] for number in sorted(composite.joined)]
    movers = {source.mover for source in signed}
    enough = len(movers) > 1 and composite.mover in movers
    if state == "tabled" and not (enough and len(composite.supporters_of({})) >= composite.wanted):
        return
    _take_in(composite, [source for source in signed if not source.composite], verb, at)
    if state != "tabled":
        return
    if verb == "composite.join":
        lead(composite, verb, "seconded", at)
    else:
        composite.moves_to("seconded", at)
    come_to_the_list(composite, verb, at)


def _take_in(composite: Amendment, sources: Sequence[Amendment], verb: str, at: int) -> None:
    for source in sources:
        source.composite, source.left = composite.number, standing(source, at).state
        unsign(source)
        let_secondaries_fall(source, verb, at)
        lead(source, verb, "in composite", at)


def come_apart(composite: Amendment, verb: str, at: int) -> list[Amendment]:
    """A composite is no more: what went into it comes back to where it was. Those that did."""
    back = gone_into(composite)
    for source in back:
        source.composite = 0
        source.events.pop("end of contest", None)
        lead(source, verb, source.left, at)
        source.plan.waiting.append(source.number)
    sign_own(composite, at)
    return back


ROWS = (Row("composite.join", FREE, "", _check_join, _join, entitled="head", may_lead_to=("in composite",)),)
