"""Publishing the order of taking: the marshalled list, groups for debate, and advice beside the texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.procedure.agenda import Advice, Agenda, Group
from folkmoot.procedure.marshalling import order_of_taking
from folkmoot.procedure.papers import digest_of
from folkmoot.site.debate.acts import note, signature
from folkmoot.site.debate.words import paragraphs
from folkmoot.site.members.acts import roll_for
from folkmoot.site.members.models import Office, Person
from folkmoot.site.notices.acts import send_to_all
from folkmoot.site.plan.acts.telling import case_in
from folkmoot.site.plan.models import Plan
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.models import Entry
from folkmoot.site.voting.papers import plain_paper

Order = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Recommended:
    """What is recommended about an amendment: a word of `procedure.agenda.ADVICE`, and why, in words."""

    word: str
    reasons: str = ""


def marshal(
    *,
    plan: int,
    by: Person | Office | None,
    at: int,
    order: Order | None = None,
    groups: Sequence[tuple[str, tuple[int, ...]]] = (),
    advice: Mapping[int, Recommended] | None = None,
    reasons: str = "",
    clerk: Office | None = None,
    by_passkey: bool = False,
) -> Entry:
    """Publish the order in which amendments are taken. Raises `OutOfOrder`.

    It is the one that the rules give, or an officer's other `order` with `reasons`.
    """
    row = Plan.objects.get(number=plan)
    signed = signature(by, row.on, clerk=clerk, by_passkey=by_passkey)
    with pen() as assembly:
        case = case_in(assembly, row)
        taken = order_of_taking(case, at) if order is None else order
        beside, papers = _advice(advice or {})
        agenda = Agenda(taken, tuple(Group(title, numbers) for title, numbers in groups), beside)
        digest = digest_of(agenda.data)
        papers[digest] = agenda.data
        facts: dict[str, Any] = {"agenda": digest}
        if why := paragraphs(reasons):
            facts["reasons"], more = plain_paper(why)
            papers |= more
        entry = enter(
            "plan.marshal", on=row.on, by=signed.actor, at=at, facts=facts | signed.facts, papers=papers
        )
        told = _("The order of taking the amendments to {title}.").format(title=row.title)
        note(entry, signed.person, told=told if clerk else "")
        people = roll_for(row.branch_id, row.on, "speak", at).values()
        once = f"{row.on}/marshalled/{entry.index}"
        send_to_all(people, "plan-marshalled", {"plan": row}, at, entry=entry.index, once=once)
    return entry


def _advice(advice: Mapping[int, Recommended]) -> tuple[tuple[Advice, ...], dict[str, bytes]]:
    found, papers = list[Advice](), dict[str, bytes]()
    for number, each in sorted(advice.items()):
        digest, why = "", paragraphs(each.reasons)
        if why:
            digest, more = plain_paper(why)
            papers |= more
        found.append(Advice(number, each.word, digest))
    return tuple(found), papers
