"""Putting the question: a ballot opens, in the manner that the rule gives, with a roll of electors."""

from dataclasses import dataclass, field
from typing import Any

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
VOTED_ON = ("motion", "change", "question", "recall")


@dataclass(frozen=True)
class Question:
    """A question on a text, which begins by being put.

    `facts` are what its entry states besides the ballot, `papers` those that they name; `title` and `options`
    what the ballot paper says. `asked_of` is the text; `once` names what its letter is sent for, once to each
    member.
    """

    asked_of: str
    facts: dict[str, Any]
    title: str
    options: list[str] = field(default_factory=list)
    papers: dict[str, bytes] = field(default_factory=dict)
    once: str = ""


def put(
    *,
    on: str,
    by: Person | Office | None,
    at: int,
    clerk: Office | None = None,
    by_passkey: bool = False,
    question: Question | None = None,
) -> Ballot:
    """Put a motion or a change to the vote, or a `question` on a text; `by` is a member, an officer, or None
    for the site. Raises `OutOfOrder`."""
    signed = signature(by, on, clerk=clerk, by_passkey=by_passkey)
    with pen() as assembly:
        about = proceeding(assembly, on) if question is None else assembly.cases[question.asked_of]
        kind = about.machine.name if question is None else "question"
        number = assembly.next_number("ballot")
        people = roll_for(about.branch, f"ballot/{number}", "vote", at)
        roll, papers = make_roll(people)
        manner = manner_of(about.book, kind, len(getattr(about, "secrecy", ())))
        facts = {"ballot": f"ballot/{number}", "roll": roll.as_facts(), "manner": manner} | signed.facts
        if question is not None:
            facts, papers = facts | question.facts, papers | question.papers
        entry = enter(f"{kind}.put", on=on, by=signed.actor, at=at, facts=facts, papers=papers)
        case = assembly.cases[on]
        assert case.ballot is not None
        ballot = Ballot.objects.create(
            number=number,
            on=on,
            title=question.title if question else title_of(case),
            options=question.options if question else [],
            branch=case.branch,
            manner=manner,
            method=case.ballot.method,
            opened_at=at,
            closes_at=case.events["closing"],
            entry=entry.index,
        )
        if ballot.is_secret:
            print_slips(ballot, sorted(people))
        note(entry, signed.person, told=_("Putting a question to the vote.") if clerk else "")
        local = case.book.calendar.local(ballot.closes_at)
        context = {"ballot": ballot, "closes": local, "page": page_of(on)}
        once = question.once if question and question.once else ballot.name
        send_to_all(people.values(), "ballot-opened", context, at, entry=entry.index, once=once)
    return ballot


def proceeding(assembly: Assembly, on: str) -> Case:
    """The proceeding on which a ballot is held; raises `OutOfOrder` where the record knows none."""
    case = assembly.cases.get(on)
    if case is None or case.machine.name not in VOTED_ON:
        raise OutOfOrder(
            rule="",
            condition=say("A vote is taken on something that the record knows."),
            fact=say("The record has nothing at {on}.", on=on),
            cure=say("Look up the number again."),
        )
    return case


def print_slips(ballot: Ballot, codes: list[str]) -> None:
    """Make a slip and a mark for each voter, at once."""
    slips = [SecretBallot(ballot=ballot) for _each in codes]
    SecretBallot.objects.bulk_create(slips, batch_size=AT_A_TIME)
    VoterMark.objects.bulk_create(
        [VoterMark(ballot=ballot, code=code) for code in codes], batch_size=AT_A_TIME
    )
