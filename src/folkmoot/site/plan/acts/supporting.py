"""The short acts on an amendment: second, withdraw, accept, ask for a vote, sign a composite."""

from typing import Any

from django.utils.translation import gettext as _

from folkmoot.procedure.case import standing
from folkmoot.procedure.facts import Assembly
from folkmoot.site.debate.acts import Signature, note, signature
from folkmoot.site.members.models import Office, Person
from folkmoot.site.plan.acts.telling import case_in, tell_mover, tell_what_became
from folkmoot.site.plan.models import Plan
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.models import Entry


def second(*, plan: int, number: int, by: Person, at: int, clerk: Office | None = None) -> Entry:
    """Second an amendment, so that the meeting takes it. Raises `OutOfOrder`."""
    told = _("You second amendment {number} to {title}.")
    return _short("amendment.second", plan, number, by, at, clerk, told)


def withdraw(*, plan: int, number: int, by: Person, at: int, clerk: Office | None = None) -> Entry:
    """Withdraw one's own amendment. What went into a composite that is withdrawn comes back, and its movers
    are told. Raises `OutOfOrder`."""
    row = Plan.objects.get(number=plan)
    told = _("You withdraw amendment {number} to {title}.")
    with pen() as assembly:
        case = case_in(assembly, row)
        joined = [
            each.number
            for each in case.amendments.values()
            if each.composite == number and standing(each, at).state == "in composite"
        ]
        entry = _short("amendment.withdraw", plan, number, by, at, clerk, told, role="mover")
        for source in joined:
            once = f"{row.on}/amendment/{number}/withdrawn/{source}"
            tell_mover(row, source, "composite-withdrawn", at, entry=entry.index, once=once, composite=number)
    return entry


def accept(
    *,
    plan: int,
    number: int,
    by: Person | Office,
    at: int,
    clerk: Office | None = None,
    by_passkey: bool = False,
) -> Entry:
    """Accept a friendly amendment: by the mover of what it amends, or by an officer whom the rules name.
    Raises `OutOfOrder`."""
    row = Plan.objects.get(number=plan)
    on = f"{row.on}/amendment/{number}"
    signed = signature(by, on, role="mover", clerk=clerk, by_passkey=by_passkey)
    told = _("You accept amendment {number} to {title}.")
    with pen() as assembly:
        entry = _enter(assembly, "amendment.accept", row, number, signed, at, told if clerk else "")
        tell_mover(
            row, number, "amendment-accepted", at, entry=entry.index, once=f"{on}/accepted/{entry.index}"
        )
    return entry


def contest(*, plan: int, number: int, by: Person, at: int, clerk: Office | None = None) -> Entry:
    """Ask for a vote on an amendment that was accepted, or for a separate one. Raises `OutOfOrder`."""
    row = Plan.objects.get(number=plan)
    told = _("You ask for a vote on amendment {number} to {title}.")
    with pen() as assembly:
        case = case_in(assembly, row)
        before = standing(case.amendments[number], at).state if number in case.amendments else ""
        entry = _short("amendment.contest", plan, number, by, at, clerk, told)
        now = standing(case_in(assembly, row).amendments[number], at).state
        if before == "accepted" and now != "accepted":
            once = f"{row.on}/amendment/{number}/contested/{entry.index}"
            tell_mover(row, number, "amendment-contested", at, entry=entry.index, once=once)
    return entry


def sign(
    *, plan: int, number: int, composite: int, by: Person, at: int, clerk: Office | None = None
) -> Entry:
    """Sign a composite that is made of one's own amendment `number`, among others. Raises `OutOfOrder`."""
    told = _("You sign a composite with your amendment {number} to {title}.")
    facts = {"composite": composite}
    return _short("composite.join", plan, number, by, at, clerk, told, role="mover", facts=facts)


def _short(
    verb: str,
    plan: int,
    number: int,
    by: Person,
    at: int,
    clerk: Office | None,
    told: str,
    *,
    role: str = "member",
    facts: dict[str, Any] | None = None,
) -> Entry:
    row = Plan.objects.get(number=plan)
    signed = signature(by, f"{row.on}/amendment/{number}", role=role, clerk=clerk)
    with pen() as assembly:
        return _enter(assembly, verb, row, number, signed, at, told if clerk else "", facts)


def _enter(
    assembly: Assembly,
    verb: str,
    row: Plan,
    number: int,
    signed: Signature,
    at: int,
    told: str,
    facts: dict[str, Any] | None = None,
) -> Entry:
    """One entry, who stands behind it, and letters about what it let fall. Inside a pen."""
    on = f"{row.on}/amendment/{number}"
    entry = enter(verb, on=on, by=signed.actor, at=at, facts=(facts or {}) | signed.facts)
    note(entry, signed.person, told=told.format(number=number, title=row.title) if told else "")
    tell_what_became(row, case_in(assembly, row), at)
    return entry
