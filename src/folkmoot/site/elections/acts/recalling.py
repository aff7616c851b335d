"""Recalling an officer: reasons, signatures, a reply, and then the vote, which is held with all others."""

from django.utils.translation import gettext as _

from folkmoot.procedure.act import Actor
from folkmoot.procedure.roll import make_roll
from folkmoot.site.debate.acts import note, signature
from folkmoot.site.debate.words import paragraphs
from folkmoot.site.elections.models import Recall
from folkmoot.site.members.acts import roll_for
from folkmoot.site.members.models import Office, Person
from folkmoot.site.notices.acts import send, send_to_all
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.models import Entry
from folkmoot.site.voting.papers import length_of, plain_paper, text_paper


def open_recall(*, holding: Office, reasons: str, by: Person, at: int, clerk: Office | None = None) -> Recall:
    """Begin the recall of an officer, with reasons that everybody can read. Raises `OutOfOrder`."""
    title = _("Recall: {office}").format(office=holding.office)
    text = paragraphs(reasons)
    digest, papers = text_paper(title, text)
    with pen() as assembly:
        on = f"recall/{assembly.next_number('recall')}"
        signed = signature(by, on, clerk=clerk)
        people = roll_for(holding.branch_id, on, "vote", at)
        roll, lists = make_roll(people)
        facts = {
            "holding": holding.holding,
            "branch": holding.branch_id,
            "reasons": digest,
            "length": length_of("", text),
            "roll": roll.as_facts(),
        }
        entry = enter(
            "recall.open", on=on, by=signed.actor, at=at, facts=facts | signed.facts, papers=papers | lists
        )
        row = Recall.objects.create(
            number=int(on.partition("/")[2]),
            branch_id=holding.branch_id,
            holding=holding.holding,
            office=holding.office,
            reasons=text,
            entry=entry.index,
        )
        note(entry, by, told=_("The beginning of a recall.") if clerk else "")
        context = {
            "recall": row,
            "officer": False,
            "office": _(holding.office),
            "branch": holding.branch.title,
        }
        others = [each for each in people.values() if each != holding.person]
        send_to_all(others, "recall-opened", context, at, entry=entry.index, once=f"{on}/opened")
        send(
            holding.person,
            "recall-opened",
            context | {"officer": True},
            at,
            entry=entry.index,
            once=f"{on}/opened",
        )
    return row


def sign_recall(*, number: int, by: Person, at: int, clerk: Office | None = None) -> Entry:
    """Sign a recall; the record shows how many have, and no name. Raises `OutOfOrder`."""
    row = Recall.objects.get(number=number)
    signed = signature(by, row.on, clerk=clerk)
    with pen():
        entry = enter("recall.sign", on=row.on, by=signed.actor, at=at, facts=signed.facts)
        note(entry, by, told=_("Your signature under a recall.") if clerk else "")
    return entry


def reply_to_recall(*, number: int, reply: str, by: Office, at: int) -> Entry:
    """The officer's reply, which is sent with the ballot. Raises `OutOfOrder`."""
    row, text = Recall.objects.get(number=number), paragraphs(reply)
    digest, papers = plain_paper(text)
    with pen():
        facts = {"statement": digest, "length": len(text.split())}
        actor = Actor("member", by.code)
        entry = enter("recall.reply", on=row.on, by=actor, at=at, facts=facts, papers=papers)
        row.reply = text
        row.save(update_fields=["reply"])
        note(entry, by.person)
    return entry
