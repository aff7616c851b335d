"""Tabling a motion, and adding a rival text to it."""

from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from folkmoot.procedure.roll import make_roll
from folkmoot.site.debate import drafts
from folkmoot.site.debate.acts import note, signature
from folkmoot.site.debate.words import paragraphs, rendered
from folkmoot.site.members.acts import roll_for
from folkmoot.site.members.models import Branch, Office, Person
from folkmoot.site.motions.models import Motion, Option
from folkmoot.site.record import reading
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.voting.papers import length_of, text_paper


def table(
    *,
    by: Person,
    branch: Branch | str,
    title: str,
    text: str,
    at: int,
    kind: str = Motion.Kind.RESOLUTION,
    office: str = "",
    nominee: Person | None = None,
    new_branch: str = "",
    clerk: Office | None = None,
    draft: str = "",
) -> Motion:
    """Table a motion in a branch to which the member belongs, directly or through a branch under it. Raises
    `OutOfOrder`.

    A motion of kind `appoint` names office and nominee, one of kind `branch` the title of the new branch;
    once carried it is carried out by one act that relies on it.
    """
    where = branch.pk if isinstance(branch, Branch) else branch
    title, text = " ".join(title.split()), paragraphs(text)
    digest, papers = text_paper(title, text)
    with pen() as assembly:
        on = f"motion/{assembly.next_number('motion')}"
        signed = signature(by, on, clerk=clerk)
        roll, lists = make_roll(roll_for(where, on, "speak", at))
        facts: dict[str, Any] = {
            "branch": where,
            "text": digest,
            "length": length_of(title, text),
            "roll": roll.as_facts(),
        }
        effect = effect_of(kind, where, office=office, nominee=nominee, new_branch=new_branch)
        if effect:
            facts["effect"] = effect
        entry = enter(
            "motion.table", on=on, by=signed.actor, at=at, facts=facts | signed.facts, papers=papers | lists
        )
        motion = Motion.objects.create(
            number=int(on.partition("/")[2]),
            branch_id=where,
            kind=kind,
            title=title,
            text=text,
            html=rendered(text),
            nominee=nominee if kind == Motion.Kind.APPOINT else None,
            entry=entry.index,
        )
        note(entry, by, told=_("Your motion: {title}.").format(title=title) if clerk else "")
        drafts.drop(by, id=draft)
    return motion


def effect_of(
    kind: str, branch: str, *, office: str = "", nominee: Person | None = None, new_branch: str = ""
) -> dict[str, Any]:
    """The one act that a motion of this kind authorises once it is carried; empty for a resolution."""
    if kind == Motion.Kind.APPOINT and nominee is not None:
        number = reading.assembly().next_number(f"office/{branch}/{office}")
        name = nominee.code(f"office/{branch}/{office}/{number}")
        return {"act": "office.appoint", "office": office, "branch": branch, "name": name}
    if kind == Motion.Kind.BRANCH and new_branch:
        title = " ".join(new_branch.split())
        return {"act": "branch.open", "branch": _free_id(title), "title": title, "parent": branch}
    return {}


def _free_id(title: str) -> str:
    taken = reading.assembly().branches
    plain = slugify(title)[:50].strip("-") or "branch"
    plain = "-".join(part for part in plain.replace("_", "-").split("-") if part)
    number = 1
    while (plain if number == 1 else f"{plain}-{number}") in taken:
        number += 1
    return plain if number == 1 else f"{plain}-{number}"


def add_option(
    *,
    number: int,
    by: Person,
    title: str,
    text: str,
    at: int,
    option_class: str = "",
    clerk: Office | None = None,
) -> Option:
    """Put a rival text on the same ballot paper. Raises `OutOfOrder`."""
    title, text = " ".join(title.split()), paragraphs(text)
    digest, papers = text_paper(title, text)
    on = f"motion/{number}"
    signed = signature(by, on, clerk=clerk)
    facts: dict[str, Any] = {"text": digest, "length": length_of(title, text)} | signed.facts
    if option_class:
        facts["class"] = option_class
    with pen() as assembly:
        entry = enter("motion.option", on=on, by=signed.actor, at=at, facts=facts, papers=papers)
        option = Option.objects.create(
            motion_id=number,
            number=len(getattr(assembly.cases[on], "options", ())),
            title=title,
            text=text,
            html=rendered(text),
            entry=entry.index,
        )
        note(entry, by, told=_("Your option to motion {number}.").format(number=number) if clerk else "")
    return option
