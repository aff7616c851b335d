"""Offices: held by one member for a term, by an act that cites a rule; over at its end by time alone."""

from collections.abc import Mapping
from typing import Any

from folkmoot.procedure.act import OutOfOrder, only_facts, say, text_fact
from folkmoot.procedure.case import standing
from folkmoot.procedure.electing import COUNTBACK, Election, in_office, places_of
from folkmoot.procedure.electing_vacancy import rest_of_term
from folkmoot.procedure.facts import Holding
from folkmoot.procedure.machine import START, Lapse, Machine, Row, State, elsewhere
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.roll import CODE_NAME
from folkmoot.rulebook.values import Term


def take_office(
    matter: Matter, on: str, facts: Mapping[str, Any], lasts: Term | None, *, until: int | None = None
) -> None:
    """Let a holding begin; it ends by itself when `lasts` has run out, at the latest at second `until`."""
    at, assembly = matter.at, matter.assembly
    assert lasts is not None  # guarantee 11: every office ends
    end = matter.book.calendar.end_of(lasts, at)
    events = {"appointment": at, "end of term": end if until is None else min(end, until)}
    holding = Holding(
        MACHINE,
        on,
        facts["branch"],
        matter.book,
        "in office",
        at,
        events,
        mover=facts["name"],
        office=facts["office"],
        name=facts["name"],
    )
    assembly.cases[on] = assembly.holders[facts["name"]] = holding
    kind = on.rsplit("/", 1)[0]
    assembly.numbers[kind] = assembly.next_number(kind)


def _check_appointment(matter: Matter) -> None:
    facts, assembly = matter.act.facts, matter.assembly
    elected = matter.power.need("elected") is not None
    only_facts(facts, "office", "branch", "name", *["candidate"] * elected)
    office, branch, name = (text_fact(facts, key) for key in ("office", "branch", "name"))
    kind = f"office/{branch}/{office}"
    if office not in matter.book.offices or branch not in assembly.branches or not CODE_NAME.match(name):
        raise matter.refuse(
            say("An appointment names an office of the rulebook, a branch, and a code name made for it."),
            say("This one names something else."),
            say("Choose an office and a branch that exist."),
        )
    if matter.act.on != f"{kind}/{assembly.next_number(kind)}" or name in assembly.holders:
        raise matter.refuse(
            say("Holdings of an office are numbered one by one, each with a code name of its own."),
            say("The next is {number}.", number=assembly.next_number(kind)),
            say("Use that number and a new code name."),
        )
    require_vacancy(matter)


def require_vacancy(matter: Matter) -> None:
    """Raise `OutOfOrder` where somebody holds the office that the act would fill."""
    office, branch = str(matter.act.facts.get("office", "")), str(matter.act.facts.get("branch", ""))
    places = places_of(matter.book, office)
    if len(in_office(matter.assembly, office, branch, matter.at)) >= places:
        raise matter.refuse(
            say("An office is held by one member at a time.")
            if places == 1
            else say("An office is held by {places} members at a time.", places=places),
            say("The office of {office} is held until its term ends.", office=office),
            say("Wait for the end of the term, or for a resignation."),
        )


def require_election(matter: Matter) -> None:
    """Raise `OutOfOrder` unless the act relies on a settled result that elected just this candidate."""
    facts, found = matter.act.facts, elected_by(matter)
    if found is None or (found.office, found.branch) != (facts.get("office"), facts.get("branch")):
        raise _not_elected(matter, say("The act does not rely on the result of an election to this office."))
    assert found.result is not None
    if standing(found, matter.at).state != "settled" or matter.act.relies_on[0] != found.result.index:
        raise _not_elected(matter, say("That result does not stand yet, or no more."))
    if facts.get("candidate") not in found.result.elected:
        raise _not_elected(matter, say("That candidate was not elected."))
    if facts.get("candidate") in found.appointed:
        raise _not_elected(matter, say("That candidate has taken office already."))
    until = _until(matter, found)
    if until is not None and until < matter.at:
        raise _not_elected(matter, say("The term of the place that was to be filled is over."))


def _until(matter: Matter, election: Election | None) -> int | None:
    """The last second of the place that a countback fills, which serves for the rest of its term."""
    if election is None or election.kind != COUNTBACK:
        return None
    return rest_of_term(matter.assembly, election, matter.at)


def elected_by(matter: Matter) -> Election | None:
    """The election on whose result an appointment relies."""
    relies = matter.act.relies_on
    on = matter.assembly.declared.get(relies[0]) if len(relies) == 1 else None
    found = matter.assembly.cases.get(on or "")
    return found if isinstance(found, Election) and found.result is not None else None


def _not_elected(matter: Matter, fact: str) -> OutOfOrder:
    return matter.refuse(
        say("Whoever was elected takes office once the result stands."),
        fact,
        say("Rely on the result of the election, and name the candidate."),
    )


def _appoint(matter: Matter, index: int) -> None:
    election = elected_by(matter)
    until = _until(matter, election)
    take_office(matter, matter.act.on, matter.act.facts, matter.power.lasts, until=until)
    if election is not None:
        candidate, holding = matter.act.facts["candidate"], matter.assembly.holders[matter.act.facts["name"]]
        election.appointed.add(candidate)
        holding.elected_in, holding.candidate = election.on, candidate
        holding.groups = election.candidates[candidate].groups


def _check_resignation(matter: Matter) -> None:
    only_facts(matter.act.facts)
    if matter.case is None or matter.act.by.name != matter.case.mover:
        raise matter.refuse(
            say("One resigns from the office that one holds."),
            say("This office is held by somebody else."),
            say("Nothing needs to be done."),
        )


def _check_vacancy_entry(matter: Matter) -> None:
    """The condition of the paragraph has looked at the decision."""
    only_facts(matter.act.facts)


def _resign(matter: Matter, index: int) -> None:
    """The table's target ends the holding."""


MACHINE = Machine(
    name="office",
    title="Office",
    states=(
        State("in office", "The holder has the powers that the rulebook gives to this office."),
        State("out of office", "Resigned, or the term has ended.", final=True),
    ),
    rows=(
        Row("office.appoint", (START,), "in office", _check_appointment, _appoint, entitled="decision"),
        Row(
            "office.vacate",
            ("in office",),
            "out of office",
            _check_vacancy_entry,
            _resign,
            entitled="none",
            relies=True,
        ),
        Row("office.resign", ("in office",), "out of office", _check_resignation, _resign, entitled="mover"),
    ),
    lapses=(Lapse("in office", {"": "out of office"}, event="end of term"),),
    led=(elsewhere("recall.declare", ("in office",), "out of office"),),
)
