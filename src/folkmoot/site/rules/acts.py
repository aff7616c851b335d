"""Proposing a change of the rulebook, backing, amending, withdrawing it; the vote is in `voting.acts`."""

from typing import Any

from django.utils.translation import gettext as _

from folkmoot.procedure.roll import make_roll
from folkmoot.site.debate import drafts
from folkmoot.site.debate.acts import note, signature
from folkmoot.site.debate.words import paragraphs, rendered
from folkmoot.site.members.acts import roll_for
from folkmoot.site.members.models import Office, Person
from folkmoot.site.notices.acts import send_to_all
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.models import Entry
from folkmoot.site.rules.models import Change
from folkmoot.site.rules.text import tidy
from folkmoot.site.voting.papers import text_paper


def propose(
    *,
    by: Person,
    rulebook: str,
    title: str,
    reasons: str,
    at: int,
    clerk: Office | None = None,
    draft: str = "",
) -> Change:
    """Propose `rulebook`, the full text of the rules with the change made. Raises `OutOfOrder`."""
    title, reasons = " ".join(title.split()), paragraphs(reasons)
    with pen() as assembly:
        on = f"change/{assembly.next_number('change')}"
        signed = signature(by, on, clerk=clerk)
        roll, lists = make_roll(roll_for(assembly.root, on, "speak", at))
        facts, papers = _texts(rulebook, assembly.books[-1][1].digest, title, reasons)
        facts |= {"branch": assembly.root, "roll": roll.as_facts()} | signed.facts
        entry = enter("change.propose", on=on, by=signed.actor, at=at, facts=facts, papers=papers | lists)
        change = Change.objects.create(
            number=int(on.partition("/")[2]),
            title=title,
            reasons=reasons,
            html=rendered(reasons),
            entry=entry.index,
        )
        note(
            entry,
            by,
            told=_("Your proposal to change the rules: {title}.").format(title=title) if clerk else "",
        )
        drafts.drop(by, id=draft)
        _tell_if_notice_began(on, change, at, entry)
    return change


def amend(
    *,
    number: int,
    by: Person,
    rulebook: str,
    title: str,
    reasons: str,
    at: int,
    clerk: Office | None = None,
    draft: str = "",
) -> Entry:
    """Put another text in the place of the one proposed. Raises `OutOfOrder`."""
    title, reasons = " ".join(title.split()), paragraphs(reasons)
    on = f"change/{number}"
    signed = signature(by, on, role="proposer", clerk=clerk)
    with pen() as assembly:
        facts, papers = _texts(rulebook, assembly.books[-1][1].digest, title, reasons)
        entry = enter(
            "change.amend", on=on, by=signed.actor, at=at, facts=facts | signed.facts, papers=papers
        )
        Change.objects.filter(number=number).update(title=title, reasons=reasons, html=rendered(reasons))
        note(
            entry,
            by,
            told=_("Your amended change {number} of the rules.").format(number=number) if clerk else "",
        )
        drafts.drop(by, id=draft)
    return entry


def back(*, number: int, by: Person, at: int, clerk: Office | None = None) -> Entry:
    """Back a change; when enough have done so, notice of it goes to all members. Raises `OutOfOrder`."""
    on = f"change/{number}"
    signed = signature(by, on, clerk=clerk)
    with pen() as assembly:
        before = assembly.cases[on].phase if on in assembly.cases else ""
        entry = enter("change.back", on=on, by=signed.actor, at=at, facts=signed.facts)
        note(
            entry, by, told=_("You back change {number} of the rules.").format(number=number) if clerk else ""
        )
        if before == "proposed":
            _tell_if_notice_began(on, Change.objects.get(number=number), at, entry)
    return entry


def withdraw(*, number: int, by: Person, at: int, clerk: Office | None = None) -> Entry:
    """Withdraw one's own proposal. Raises `OutOfOrder`."""
    on = f"change/{number}"
    signed = signature(by, on, role="proposer", clerk=clerk)
    with pen():
        entry = enter("change.withdraw", on=on, by=signed.actor, at=at, facts=signed.facts)
        note(
            entry,
            by,
            told=_("You withdraw change {number} of the rules.").format(number=number) if clerk else "",
        )
    return entry


def _texts(rulebook: str, base: str, title: str, reasons: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    digest, data = tidy(rulebook)
    text, papers = text_paper(title, reasons)
    return {"rulebook": digest, "base": base, "text": text}, papers | {digest: data}


def _tell_if_notice_began(on: str, change: Change, at: int, entry: Entry) -> None:
    with pen() as assembly:
        case = assembly.cases[on]
        if case.phase != "notice":
            return
        people = roll_for(case.branch, on, "speak", at).values()
        send_to_all(people, "change-notice", {"change": change}, at, entry=entry.index, once=f"{on}/notice")
