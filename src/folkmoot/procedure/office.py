"""Offices: held by one member for a term, by an act that cites a rule; over at its end by time alone."""

from collections.abc import Mapping
from typing import Any

from folkmoot.procedure.act import only_facts, say, text_fact
from folkmoot.procedure.facts import Holding
from folkmoot.procedure.machine import START, Lapse, Machine, Row, State
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.roll import CODE_NAME
from folkmoot.rulebook.values import Term


def take_office(matter: Matter, on: str, facts: Mapping[str, Any], lasts: Term | None) -> None:
    """Let a holding begin; it ends by itself when `lasts` has run out."""
    at, assembly = matter.at, matter.assembly
    assert lasts is not None  # guarantee 11: every office ends
    events = {"appointment": at, "end of term": matter.book.calendar.end_of(lasts, at)}
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
    only_facts(facts, "office", "branch", "name")
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
    if matter.assembly.holder_of(office, branch, matter.at) is not None:
        raise matter.refuse(
            say("An office is held by one member at a time."),
            say("The office of {office} is held until its term ends.", office=office),
            say("Wait for the end of the term, or for a resignation."),
        )


def _appoint(matter: Matter, index: int) -> None:
    take_office(matter, matter.act.on, matter.act.facts, matter.power.lasts)


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
)
