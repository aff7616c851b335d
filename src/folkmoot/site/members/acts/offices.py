"""Offices: taken up by an act that rests on a decision, given back by resigning, over with the term."""

from folkmoot.procedure.act import Actor, OutOfOrder, say
from folkmoot.procedure.facts import Assembly
from folkmoot.site.members.models import Office, Person
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.reading import assembly as assembly_now


def holding_code(person: Person, office: str, branch: str) -> str:
    """The code name for this person's next holding of the office: a motion that appoints names it."""
    kind = f"office/{branch}/{office}"
    return person.code(f"{kind}/{assembly_now().next_number(kind)}")


def appoint(*, person: Person, decision: int, by: Actor, at: int, by_passkey: bool = False) -> Office:
    """Carry out the decision at entry `decision`, which appoints this person. Raises `OutOfOrder`."""
    with pen() as assembly:
        made = assembly.decisions.get(decision)
        effect = dict(made.effect) if made else {}
        office, branch, name = (str(effect.get(key, "")) for key in ("office", "branch", "name"))
        kind = f"office/{branch}/{office}"
        number = assembly.next_number(kind)
        if name not in {person.code(f"{kind}/{each}") for each in range(1, number + 1)}:
            raise OutOfOrder(
                rule="",
                condition=say("An appointment carries out a decision that named the member by code name."),
                fact=say("That decision names somebody else, or nobody."),
                cure=say("Table a motion that appoints this member."),
            )
        on = f"{kind}/{number}"
        facts: dict[str, object] = {"office": office, "branch": branch, "name": name}
        entry = enter(
            "office.appoint",
            on=on,
            by=by,
            at=at,
            facts=facts | ({"passkey": True} if by_passkey and by.role != "the site" else {}),
            relies_on=(decision,),
        )
        return project_office(assembly, on, person, name, entry.index)


def resign(*, office: Office, at: int, by_passkey: bool = False) -> Office:
    """Give the office back before its term ends. Raises `OutOfOrder`."""
    with pen():
        enter(
            "office.resign",
            on=office.holding,
            by=Actor(office.office, office.code),
            at=at,
            facts={"passkey": True} if by_passkey else {},
        )
        office.resigned_at = at
        office.save(update_fields=["resigned_at"])
    return office


def project_office(assembly: Assembly, on: str, person: Person, code: str, index: int) -> Office:
    """Write the row that follows from an appointment, once the record holds it."""
    holding = assembly.holders[code]
    return Office.objects.create(
        holding=on,
        office=holding.office,
        branch_id=holding.branch,
        person=person,
        code=code,
        since=holding.since,
        until=holding.events.get("end of term"),
        entry=index,
    )
