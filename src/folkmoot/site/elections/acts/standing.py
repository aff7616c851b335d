"""Who stands: nominating, consenting with an address, withdrawing; striking, and objecting to it."""

from typing import Any

from django.utils.translation import gettext as _

from folkmoot.site.debate.acts import note, signature
from folkmoot.site.debate.words import paragraphs, rendered
from folkmoot.site.elections.models import Candidacy, Election
from folkmoot.site.elections.naming import title_of
from folkmoot.site.members.models import Office, Person
from folkmoot.site.notices.acts import send
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.models import Entry
from folkmoot.site.voting.papers import plain_paper


def nominate(
    *, number: int, nominee: Person, by: Person | Office, at: int, clerk: Office | None = None
) -> Entry:
    """Nominate a member, or oneself. Raises `OutOfOrder`."""
    row = Election.objects.get(number=number)
    signed, name = signature(by, row.on, clerk=clerk), nominee.code(row.named_in)
    with pen():
        entry = enter(
            "election.nominate", on=row.on, by=signed.actor, at=at, facts={"name": name} | signed.facts
        )
        _candidacy, first = Candidacy.objects.get_or_create(
            election=row, code=name, defaults={"person": nominee}
        )
        note(entry, signed.person, told=_("Your nomination of a candidate.") if clerk else "")
        if first and nominee != signed.person:
            context = {"election": row, "title": title_of(row)}
            send(nominee, "nominated", context, at, entry=entry.index, once=f"{row.on}/nominated/{name}")
    return entry


def consent(
    *,
    number: int,
    by: Person,
    statement: str,
    groups: tuple[str, ...] = (),
    in_public: bool = False,
    at: int,
    clerk: Office | None = None,
) -> Entry:
    """Say that one stands, with an election address. Raises `OutOfOrder`.

    `groups` are the keys of those quotas under which one counts; `in_public` lets everybody read the name.
    """
    row = Election.objects.get(number=number)
    signed, text = signature(by, row.named_in, clerk=clerk), paragraphs(statement)
    digest, papers = plain_paper(text)
    with pen():
        facts: dict[str, Any] = {
            "statement": digest,
            "length": len(text.split()),
            "groups": sorted(groups),
        }
        entry = enter(
            "election.consent", on=row.on, by=signed.actor, at=at, facts=facts | signed.facts, papers=papers
        )
        Candidacy.objects.filter(election=row, code=signed.actor.name).update(
            in_public=in_public, html=rendered(text)
        )
        note(entry, by, told=_("Your consent to stand in an election.") if clerk else "")
    return entry


def withdraw(*, number: int, by: Person, at: int, clerk: Office | None = None) -> Entry:
    """Withdraw one's candidacy. Raises `OutOfOrder`."""
    row = Election.objects.get(number=number)
    signed = signature(by, row.named_in, clerk=clerk)
    with pen():
        entry = enter("election.withdraw", on=row.on, by=signed.actor, at=at, facts=signed.facts)
        note(entry, by, told=_("Your withdrawal from an election.") if clerk else "")
    return entry


def strike(
    *,
    number: int,
    name: str,
    ground: str,
    reasons: str,
    by: Office | Person,
    at: int,
    by_passkey: bool = False,
) -> Entry:
    """Strike a candidate on a ground of the rules, with reasons for all to read. Raises `OutOfOrder`."""
    row = Election.objects.get(number=number)
    signed = signature(by, row.named_in, by_passkey=by_passkey)
    digest, papers = plain_paper(paragraphs(reasons))
    with pen():
        facts = {"name": name, "ground": ground, "reasons": digest} | signed.facts
        entry = enter("election.strike", on=row.on, by=signed.actor, at=at, facts=facts, papers=papers)
        note(entry, signed.person)
        struck = Candidacy.objects.filter(election=row, code=name).select_related("person").first()
        if struck is not None and struck.person is not None:
            context = {"election": row, "title": title_of(row), "reasons": paragraphs(reasons)}
            send(
                struck.person,
                "candidate-struck",
                context,
                at,
                entry=entry.index,
                once=f"{row.on}/struck/{entry.index}",
            )
    return entry


def reinstate(*, number: int, name: str, by: Person, at: int, clerk: Office | None = None) -> Entry:
    """Object to the striking of a candidate; with enough objections the candidate stands again. Raises
    `OutOfOrder`."""
    row = Election.objects.get(number=number)
    signed = signature(by, row.named_in, clerk=clerk)
    with pen():
        facts = {"name": name} | signed.facts
        entry = enter("election.reinstate", on=row.on, by=signed.actor, at=at, facts=facts)
        note(entry, by, told=_("Your objection to the striking of a candidate.") if clerk else "")
    return entry
