"""Those elected take office once the result stands: each by one entry that relies on the declaration."""

from typing import Any

from folkmoot.procedure.act import THE_SITE, Act, Actor, OutOfOrder
from folkmoot.procedure.case import standing
from folkmoot.procedure.electing import Election as ElectionCase
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.ruling import rule_on
from folkmoot.site.debate.acts import note
from folkmoot.site.elections.acts.opening import case_in
from folkmoot.site.elections.models import Candidacy, Election
from folkmoot.site.members.acts.offices import project_office
from folkmoot.site.members.models import Office, Person
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.models import Entry


def to_appoint(case: ElectionCase) -> list[str]:
    """The names of those elected who have not taken office."""
    if case.result is None or case.kind == Election.Kind.PRIORITY:
        return []
    return [name for name in case.result.elected if name not in case.appointed]


def appoint_elected(
    *, row: Election, name: str, by: Office | None, at: int, by_passkey: bool = False
) -> Office | None:
    """Let somebody elected take office; None where they are no member any more. Raises `OutOfOrder`."""
    with pen() as assembly:
        person = _person(row, name)
        if person is None:
            return None
        act = act_for(assembly, row, name, person, by, by_passkey)
        entry = enter(act.verb, on=act.on, by=act.by, at=at, facts=dict(act.facts), relies_on=act.relies_on)
        made = project_office(assembly, act.on, person, str(act.facts["name"]), entry.index)
        note(Entry.objects.get(index=entry.index), by.person if by else None)
    return made


def act_for(
    assembly: Assembly, row: Election, name: str, person: Person, by: Office | None, by_passkey: bool
) -> Act:
    """The appointment of somebody elected."""
    case = case_in(assembly, row.on)
    kind = f"office/{case.branch}/{case.office}"
    on = f"{kind}/{assembly.next_number(kind)}"
    facts: dict[str, Any] = {
        "office": case.office,
        "branch": case.branch,
        "name": person.code(on),
        "candidate": name,
    }
    actor = Actor(by.office, by.code) if by else THE_SITE
    index = case.result.index if case.result else 0
    return Act(
        "office.appoint", on, actor, facts | ({"passkey": True} if by and by_passkey else {}), (), (index,)
    )


def may_appoint(assembly: Assembly, row: Election, name: str, at: int) -> bool:
    """Whether the site may enter the appointment now."""
    person = _person(row, name)
    if person is None or standing(case_in(assembly, row.on), at).state != "settled":
        return False
    try:
        rule_on(assembly, act_for(assembly, row, name, person, None, False), at)
    except OutOfOrder:
        return False
    return True


def _person(row: Election, name: str) -> Person | None:
    found = Candidacy.objects.filter(election=row, code=name).select_related("person").first()
    person = found.person if found else None
    return person if person is not None and person.is_member else None
