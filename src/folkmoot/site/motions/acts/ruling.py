"""Ruling a motion out on a listed ground, with reasons; and mending it afterwards."""

from django.utils.translation import gettext as _

from folkmoot.procedure.act import OutOfOrder, say
from folkmoot.site.debate.acts import note, signature
from folkmoot.site.debate.words import paragraphs, rendered
from folkmoot.site.members.models import Office, Person
from folkmoot.site.motions.models import Motion
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.models import Entry
from folkmoot.site.voting.papers import length_of, plain_paper, text_paper


def rule_out(
    *, number: int, by: Office, ground: str, reasons: str, at: int, by_passkey: bool = False
) -> Entry:
    """Rule a motion out on one of the grounds of the rulebook, with reasons that anyone can read. Raises
    `OutOfOrder`."""
    reasons = paragraphs(reasons)
    if not reasons:
        raise OutOfOrder(
            rule="",
            condition=say("A ruling gives reasons."),
            fact=say("This one gives none."),
            cure=say("Write why the ground applies to this motion."),
        )
    digest, papers = plain_paper(reasons)
    on = f"motion/{number}"
    signed = signature(by, on, by_passkey=by_passkey)
    with pen():
        entry = enter(
            "motion.rule_out",
            on=on,
            by=signed.actor,
            at=at,
            facts={"ground": ground, "reasons": digest} | signed.facts,
            papers=papers,
        )
        note(entry, by.person)
    return entry


def mend(*, number: int, by: Person, title: str, text: str, at: int, clerk: Office | None = None) -> Entry:
    """Put new words in the place of those that were ruled out. Raises `OutOfOrder`."""
    title, text = " ".join(title.split()), paragraphs(text)
    digest, papers = text_paper(title, text)
    on = f"motion/{number}"
    signed = signature(by, on, role="mover", clerk=clerk)
    with pen():
        entry = enter(
            "motion.mend",
            on=on,
            by=signed.actor,
            at=at,
            facts={"text": digest, "length": length_of(title, text)} | signed.facts,
            papers=papers,
        )
        Motion.objects.filter(number=number).update(title=title, text=text, html=rendered(text))
        note(entry, by, told=_("Your mended motion {number}.").format(number=number) if clerk else "")
    return entry
