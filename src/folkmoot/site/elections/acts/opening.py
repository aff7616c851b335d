"""Opening the ballot of an election with its frozen roll, and correcting that roll with reasons."""

from django.utils.translation import gettext as _

from folkmoot.procedure.act import OutOfOrder, say
from folkmoot.procedure.ballot import manner_of, term_of_art
from folkmoot.procedure.electing import Election as ElectionCase
from folkmoot.procedure.electing_ballot import lot_for
from folkmoot.procedure.electing_candidates import why_strike_first
from folkmoot.procedure.electing_motions import paper_of
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.roll import make_roll
from folkmoot.site.debate.acts import note, signature
from folkmoot.site.debate.words import paragraphs
from folkmoot.site.elections.acts.casting import ballot_of
from folkmoot.site.elections.leavers import to_strike
from folkmoot.site.elections.models import Election
from folkmoot.site.elections.naming import title_of
from folkmoot.site.elections.paragraphs import paragraph_for
from folkmoot.site.members.acts import roll_for
from folkmoot.site.members.models import Office, Person
from folkmoot.site.notices.acts import send, send_to_all
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.models import Entry
from folkmoot.site.voting.acts.putting import print_slips
from folkmoot.site.voting.models import Ballot, SecretBallot, VoterMark
from folkmoot.site.voting.papers import plain_paper


def case_in(assembly: Assembly, on: str) -> ElectionCase:
    """The election that the record knows by this name. Raises `OutOfOrder`."""
    case = assembly.cases.get(on)
    if not isinstance(case, ElectionCase):
        raise OutOfOrder(
            rule="",
            condition=say("This is about an election."),
            fact=say("The record has none at {on}.", on=on),
            cure=say("Look up the number again."),
        )
    return case


def open_ballot(
    *,
    number: int,
    by: Person | Office | None,
    at: int,
    dice: bool = False,
    clerk: Office | None = None,
    by_passkey: bool = False,
) -> Ballot:
    """Open the ballot: roll and paper are fixed from here on, and what decides ties. Raises `OutOfOrder`."""
    row = Election.objects.get(number=number)
    signed = signature(by, row.on, clerk=clerk, by_passkey=by_passkey)
    with pen() as assembly:
        case = case_in(assembly, row.on)
        refused = why_strike_first(case, signed.actor.role, to_strike(row, case))
        if refused is not None:
            raise refused
        name = f"ballot/{assembly.next_number('ballot')}"
        people = roll_for(case.branch, name, "vote", at)
        roll, papers = make_roll(people)
        lasts = term_of_art(case.book, "election", "lasts")
        closing = case.book.calendar.end_of(lasts, at) if lasts else at
        facts = {
            "ballot": name,
            "roll": roll.as_facts(),
            "manner": manner_of(case.book, "election", 0),
            "candidates": list(paper_of(assembly, case, at)),
            "lot": {"source": "dice"} if dice else lot_for(closing),
        }
        entry = enter(
            "election.open", on=row.on, by=signed.actor, at=at, facts=facts | signed.facts, papers=papers
        )
        case = case_in(assembly, row.on)
        assert case.ballot is not None
        ballot = Ballot.objects.create(
            number=int(name.partition("/")[2]),
            on=row.on,
            title=title_of(row),
            branch=case.branch,
            manner=case.ballot.manner,
            method=case.ballot.method,
            opened_at=at,
            closes_at=case.events["closing"],
            entry=entry.index,
        )
        row.ballot = ballot
        row.save(update_fields=["ballot"])
        print_slips(ballot, sorted(people))
        note(entry, signed.person, told=_("Opening the ballot of an election.") if clerk else "")
        context = {
            "election": row,
            "title": title_of(row),
            "closes": case.book.calendar.local(ballot.closes_at),
            "candidates": len(case.paper),
        }
        send_to_all(people.values(), "election-open", context, at, entry=entry.index, once=f"{row.on}/open")
    return ballot


def correct_roll(
    *,
    number: int,
    reasons: str,
    by: Office | Person,
    at: int,
    added: tuple[Person, ...] = (),
    removed: tuple[Person, ...] = (),
    by_passkey: bool = False,
) -> Entry:
    """Correct the frozen roll of a ballot that is open, with reasons. Raises `OutOfOrder`.

    Whoever has voted cannot be taken off any more: nobody could find the ballot.
    """
    row = Election.objects.select_related("ballot").get(number=number)
    signed = signature(by, row.on, by_passkey=by_passkey)
    digest, papers = plain_paper(paragraphs(reasons))
    with pen() as assembly:
        ballot = ballot_of(row)
        out = [person.code(ballot.name) for person in removed]
        if VoterMark.objects.filter(ballot=ballot, code__in=out, voted=True).exists():
            raise _has_voted(row)
        facts = {
            "added": sorted(person.code(ballot.name) for person in added),
            "removed": sorted(out),
            "reasons": digest,
        }
        entry = enter(
            "election.roll", on=row.on, by=signed.actor, at=at, facts=facts | signed.facts, papers=papers
        )
        case_in(assembly, row.on)
        VoterMark.objects.filter(ballot=ballot, code__in=out).delete()
        VoterMark.objects.bulk_create(
            [VoterMark(ballot=ballot, code=person.code(ballot.name)) for person in added]
        )
        SecretBallot.objects.bulk_create([SecretBallot(ballot=ballot) for _each in added])
        note(entry, signed.person)
        for person in (*added, *removed):
            context = {
                "election": row,
                "title": title_of(row),
                "added": person in added,
                "reasons": paragraphs(reasons),
            }
            send(
                person,
                "roll-corrected",
                context,
                at,
                entry=entry.index,
                once=f"{row.on}/roll/{entry.index}/{person.pk}",
            )
    return entry


def _has_voted(row: Election) -> OutOfOrder:
    return OutOfOrder(
        rule=paragraph_for(row.on, "election.roll"),
        condition=say("Whoever has voted stays on the roll: nobody could find the ballot to take it back."),
        fact=say("A member who would be removed has voted."),
        cure=say("Object to the result when it is declared."),
    )
