"""Tabling an amendment or a composite, and confirming one whose words were changed under it."""

from typing import Any

from django.utils.translation import gettext as _

from folkmoot.procedure.shared_text import Plan as PlanCase
from folkmoot.procedure.wording import new_words
from folkmoot.site.debate.acts import note, signature
from folkmoot.site.debate.words import paragraphs, rendered
from folkmoot.site.members.models import Branch, Office, Person
from folkmoot.site.plan.acts.telling import case_in, movers, tell_mover
from folkmoot.site.plan.instructions import summary
from folkmoot.site.plan.models import Amendment, Draft, Plan
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.models import Entry
from folkmoot.site.voting.papers import plain_paper
from folkmoot.texts.edits import Amendment as Wording


def table(
    *,
    plan: int,
    by: Person,
    branch: Branch | str,
    wording: Wording,
    at: int,
    reasons: str = "",
    composite_of: tuple[int, ...] = (),
    clerk: Office | None = None,
    draft: str = "",
) -> Amendment:
    """Table an amendment to a text, or (where the wording `amends` one) to an amendment.

    It comes from `branch`; a composite names its sources. Raises `OutOfOrder`.
    """
    where = branch.pk if isinstance(branch, Branch) else branch
    reasons, row = paragraphs(reasons), Plan.objects.get(number=plan)
    with pen() as assembly:
        case = case_in(assembly, row)
        number = len(case.amendments) + 1
        on = f"{row.on}/amendment/{number}"
        signed = signature(by, on, clerk=clerk)
        facts, papers = _wording(wording, reasons)
        facts |= {"branch": where}
        if wording.amends:
            facts["amends"] = wording.amends
        if composite_of:
            facts["composite_of"] = sorted(composite_of)
        entry = enter(
            "amendment.table", on=on, by=signed.actor, at=at, facts=facts | signed.facts, papers=papers
        )
        case = case_in(assembly, row)  # the entry has put a fresh one in its place
        amendment = Amendment.objects.create(
            plan=row,
            number=number,
            branch_id=where,
            amends=wording.amends,
            reasons=reasons,
            html=rendered(reasons),
            summary=summary_of(case, number),
            entry=entry.index,
        )
        told = _("Your amendment {number} to {title}.").format(number=number, title=row.title)
        note(entry, by, told=told if clerk else "")
        _ask_movers(row, amendment, composite_of, by, entry)
        Draft.objects.filter(pk=draft).delete()
    return amendment


def confirm(
    *,
    plan: int,
    number: int,
    by: Person,
    wording: Wording,
    at: int,
    reasons: str | None = None,
    clerk: Office | None = None,
    draft: str = "",
) -> Entry:
    """Say again, on the text as it stands now, what one's amendment does, after its words were changed there;
    with other reasons, where some are given. Raises `OutOfOrder`."""
    row = Plan.objects.get(number=plan)
    on = f"{row.on}/amendment/{number}"
    signed = signature(by, on, role="mover", clerk=clerk)
    with pen() as assembly:
        facts, papers = _wording(wording, paragraphs(reasons or ""))
        entry = enter(
            "amendment.confirm", on=on, by=signed.actor, at=at, facts=facts | signed.facts, papers=papers
        )
        case = case_in(assembly, row)
        Amendment.objects.filter(plan=row, number=number).update(summary=summary_of(case, number))
        if reasons is not None:
            said = paragraphs(reasons)
            Amendment.objects.filter(plan=row, number=number).update(reasons=said, html=rendered(said))
        told = _("You confirm amendment {number} to {title}.").format(number=number, title=row.title)
        note(entry, by, told=told if clerk else "")
        Draft.objects.filter(pk=draft).delete()
    return entry


def _wording(wording: Wording, reasons: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    facts: dict[str, Any] = {"edits": wording.digest, "length": new_words(wording)}
    papers = {wording.digest: wording.data}
    if reasons:
        digest, more = plain_paper(reasons)
        facts["reasons"], papers = digest, papers | more
    return facts, papers


def summary_of(plan: PlanCase, number: int) -> list[dict[str, Any]]:
    """What an amendment of a plan does, in rows (`instructions.py`)."""
    wording = plan.amendments[number].wording
    if not wording.amends:
        return summary(plan.base, wording)
    amended = plan.amendments[wording.amends].wording
    return summary(plan.anchored_in(wording.amends), wording, amended, plan.base)


def _ask_movers(row: Plan, amendment: Amendment, sources: tuple[int, ...], by: Person, entry: Entry) -> None:
    """Ask the movers of a composite's sources to sign it; tell the mover of what is amended."""
    found = movers([f"{row.on}/amendment/{number}" for number in sources])
    for number in sources:
        person = found.get(f"{row.on}/amendment/{number}")
        if person is not None and person.pk != by.pk:
            tell_mover(
                row,
                number,
                "composite-asks",
                entry.time,
                entry=entry.index,
                once=f"{amendment.on}/asks/{number}",
                composite=amendment.number,
            )
    if amendment.amends:
        tell_mover(
            row,
            amendment.amends,
            "amendment-amended",
            entry.time,
            entry=entry.index,
            once=f"{amendment.on}/amends",
            by=amendment.number,
        )
