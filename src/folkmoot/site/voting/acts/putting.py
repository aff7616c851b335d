"""Putting the question: a ballot opens, in the manner that the rule gives, with a roll of electors."""

from django.utils.translation import gettext as _

from folkmoot.procedure.act import OutOfOrder, say
from folkmoot.procedure.ballot import manner_of
from folkmoot.procedure.case import Case
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.roll import make_roll
from folkmoot.site.debate.acts import note, signature
from folkmoot.site.debate.places import page_of
from folkmoot.site.members.acts import roll_for
from folkmoot.site.members.models import Office, Person
from folkmoot.site.notices.acts import send_to_all
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.voting.models import Ballot, SecretBallot, VoterMark
from folkmoot.site.voting.papers import title_of

AT_A_TIME = 500


def put(
    *, on: str, by: Person | Office | None, at: int, clerk: Office | None = None, by_passkey: bool = False
) -> Ballot:
    """Put a motion or a change to the vote; `by` is a member, an officer, or None for the site. Raises
    `OutOfOrder`."""
    signed = signature(by, on, clerk=clerk, by_passkey=by_passkey)
    with pen() as assembly:
        case = proceeding(assembly, on)
        kind = on.partition("/")[0]
        number = assembly.next_number("ballot")
        people = roll_for(case.branch, f"ballot/{number}", "vote", at)
        roll, papers = make_roll(people)
        manner = manner_of(case.book, kind, len(getattr(case, "secrecy", ())))
        facts = {"ballot": f"ballot/{number}", "roll": roll.as_facts(), "manner": manner}
        entry = enter(f"{kind}.put", on=on, by=signed.actor, at=at, facts=facts | signed.facts, papers=papers)
        case = assembly.cases[on]
        assert case.ballot is not None
        ballot = Ballot.objects.create(
            number=number,
            on=on,
            title=title_of(case),
            branch=case.branch,
            manner=manner,
            method=case.ballot.method,
            opened_at=at,
            closes_at=case.events["closing"],
            entry=entry.index,
        )
        if ballot.is_secret:
            _print_slips(ballot, sorted(people))
        note(entry, signed.person, told=_("Putting a question to the vote.") if clerk else "")
        local = case.book.calendar.local(ballot.closes_at)
        context = {"ballot": ballot, "closes": local, "page": page_of(on)}
        send_to_all(people.values(), "ballot-opened", context, at, entry=entry.index, once=ballot.name)
    return ballot


def proceeding(assembly: Assembly, on: str) -> Case:
    """The proceeding on which a ballot is held; raises `OutOfOrder` where the record knows none."""
    case = assembly.cases.get(on)
    if case is None or case.machine.name not in ("motion", "change"):
        raise OutOfOrder(
            rule="",
            condition=say("A vote is taken on something that the record knows."),
            fact=say("The record has nothing at {on}.", on=on),
            cure=say("Look up the number again."),
        )
    return case


def _print_slips(ballot: Ballot, codes: list[str]) -> None:
    slips = [SecretBallot(ballot=ballot) for _each in codes]
    SecretBallot.objects.bulk_create(slips, batch_size=AT_A_TIME)
    VoterMark.objects.bulk_create(
        [VoterMark(ballot=ballot, code=code) for code in codes], batch_size=AT_A_TIME
    )
