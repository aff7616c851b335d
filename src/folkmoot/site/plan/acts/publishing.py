"""Publishing a text for amendment, publishing it anew, withdrawing it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.procedure.case import standing
from folkmoot.procedure.roll import make_roll
from folkmoot.procedure.wording import length_of
from folkmoot.site.debate.acts import note, signature
from folkmoot.site.members.acts import roll_for
from folkmoot.site.members.models import Branch, Office, Person
from folkmoot.site.notices.acts import send_to_all
from folkmoot.site.plan.acts.tabling import summary_of
from folkmoot.site.plan.acts.telling import case_in, movers, tell_what_became
from folkmoot.site.plan.models import Amendment, Draft, Plan
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.models import Entry
from folkmoot.texts.clause import Revision

BECAME = {"unconfirmed": "unconfirmed", "already made": "made"}
"""What a new revision makes of an amendment that does not move to it by itself, as its letter calls it."""


def publish(
    *,
    by: Person | Office,
    branch: Branch | str,
    revision: Revision,
    until: date,
    at: int,
    follows: int | None = None,
    kind: str = Plan.Kind.TEXT,
    clerk: Office | None = None,
    by_passkey: bool = False,
    draft: str = "",
) -> Plan:
    """Publish a text of a branch, open for amendment up to the end of the day `until`.

    `follows` is the number of the adopted plan of which it is a later state. Raises `OutOfOrder`.
    """
    where = branch.pk if isinstance(branch, Branch) else branch
    with pen() as assembly:
        on = f"plan/{assembly.next_number('plan')}"
        signed = signature(by, on, clerk=clerk, by_passkey=by_passkey)
        people = roll_for(where, on, "speak", at)
        roll, lists = make_roll(people)
        facts = _text(revision) | {"branch": where, "until": until.isoformat(), "roll": roll.as_facts()}
        if follows is not None:
            facts["follows"] = f"plan/{follows}"
        papers = {revision.digest: revision.data} | lists
        entry = enter(
            "plan.publish", on=on, by=signed.actor, at=at, facts=facts | signed.facts, papers=papers
        )
        plan = Plan.objects.create(
            number=int(on.partition("/")[2]),
            title=revision.title[:200],
            branch_id=where,
            kind=kind,
            entry=entry.index,
        )
        told = _("Your text: {title}.").format(title=plan.title)
        note(entry, signed.person, told=told if clerk else "")
        context = {"plan": plan, "closes": _closes(assembly, plan)}
        send_to_all(people.values(), "plan-published", context, at, entry=entry.index, once=f"{on}/published")
        Draft.objects.filter(pk=draft).delete()
    return plan


def revise(
    *,
    plan: int,
    by: Person | Office,
    revision: Revision,
    at: int,
    until: date | None = None,
    clerk: Office | None = None,
    by_passkey: bool = False,
    draft: str = "",
) -> Entry:
    """Publish a text anew while it is open. Raises `OutOfOrder`.

    Each amendment is brought over to it, and each mover told what became of theirs.
    """
    row = Plan.objects.get(number=plan)
    signed = signature(by, row.on, clerk=clerk, by_passkey=by_passkey)
    with pen() as assembly:
        before = {each.number: standing(each, at).state for each in case_in(assembly, row).those(at)}
        facts = _text(revision) | ({"until": until.isoformat()} if until else {})
        entry = enter(
            "plan.revise",
            on=row.on,
            by=signed.actor,
            at=at,
            facts=facts | signed.facts,
            papers={revision.digest: revision.data},
        )
        row.title = revision.title[:200]
        row.save(update_fields=["title"])
        case = case_in(assembly, row)
        for number in before:
            if standing(case.amendments[number], at).state not in BECAME:
                Amendment.objects.filter(plan=row, number=number).update(summary=summary_of(case, number))
        note(entry, signed.person, told=_("A new revision of your text.") if clerk else "")
        _tell_of_revision(row, entry, {n: standing(case.amendments[n], at).state for n in before})
        tell_what_became(row, case, at)
        Draft.objects.filter(pk=draft).delete()
    return entry


def withdraw_plan(
    *, plan: int, by: Person | Office, at: int, clerk: Office | None = None, by_passkey: bool = False
) -> Entry:
    """Withdraw a text, with all amendments to it. Raises `OutOfOrder`."""
    row = Plan.objects.get(number=plan)
    signed = signature(by, row.on, clerk=clerk, by_passkey=by_passkey)
    with pen() as assembly:
        people = [case_in(assembly, row).amendments[n].on for n in case_in(assembly, row).amendments]
        entry = enter("plan.withdraw", on=row.on, by=signed.actor, at=at, facts=signed.facts)
        note(entry, signed.person, told=_("You withdraw your text.") if clerk else "")
        told = movers(people).values()
        send_to_all(told, "plan-withdrawn", {"plan": row}, at, entry=entry.index, once=f"{row.on}/withdrawn")
    return entry


def _text(revision: Revision) -> dict[str, Any]:
    return {"revision": revision.digest, "length": length_of(revision)}


def _closes(assembly: Any, plan: Plan) -> Any:
    case = case_in(assembly, plan)
    return case.book.calendar.local(case.events["deadline"])


def _tell_of_revision(plan: Plan, entry: Entry, states: dict[int, str]) -> None:
    """A letter to each mover about all of their amendments: which moved, wait for them, or are made."""
    people: dict[str, Person] = {}
    became: dict[str, dict[str, list[int]]] = {}
    for on, person in movers([f"{plan.on}/amendment/{number}" for number in states]).items():
        number = int(on.rpartition("/")[2])
        people[person.pk] = person
        mine = became.setdefault(person.pk, {"moved": [], "unconfirmed": [], "made": []})
        mine[BECAME.get(states[number], "moved")].append(number)
    send_to_all(
        people.values(),
        "plan-revised",
        lambda person: {"plan": plan, **became[person.pk]},
        entry.time,
        entry=entry.index,
        once=f"{plan.on}/revised/{entry.index}",
    )
