"""Voting. An open vote is an entry; a secret one is a tick on the roll and a slip, which share only the
ballot."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.procedure.act import OutOfOrder, say
from folkmoot.procedure.ballot import vote_in
from folkmoot.procedure.case import Case, standing
from folkmoot.site.debate.acts import note, signature
from folkmoot.site.members.models import Office, Person
from folkmoot.site.notices.acts import tell_what_the_clerk_entered
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.models import Entry
from folkmoot.site.voting.acts.putting import proceeding
from folkmoot.site.voting.models import Ballot, SecretBallot, VoterMark, new_receipt


def vote(
    *,
    on: str,
    by: Person,
    at: int,
    choice: str = "",
    ranks: Sequence[int] = (),
    clerk: Office | None = None,
) -> Entry:
    """Vote openly: `for`, `against` or `abstain`, or a rank for each option. A later vote replaces it.
    Raises `OutOfOrder`."""
    with pen() as assembly:
        case = proceeding(assembly, on)
        signed = signature(by, case.ballot.id if case.ballot else on, clerk=clerk)
        entry = enter(
            f"{case.machine.name}.vote",
            on=on,
            by=signed.actor,
            at=at,
            facts=_stated(choice, ranks) | signed.facts,
        )
        note(entry, by, told=_("Your vote in ballot {number}.").format(number=_number(case)) if clerk else "")
    return entry


def cast_secret(
    *,
    on: str,
    by: Person,
    at: int,
    choice: str = "",
    ranks: Sequence[int] = (),
    clerk: Office | None = None,
) -> str:
    """Cast a secret ballot and return its receipt, kept nowhere beside the voter. Raises `OutOfOrder`.

    Nothing enters the record before the declaration, so the rules are asked here: an elector, once, in time.
    Where a `clerk` enters a paper ballot, the member is told so, and not what it said.
    """
    with pen() as assembly:
        case = proceeding(assembly, on)
        paragraph = rule_of_voting(case)
        why = why_not_cast(case, by.code(case.ballot.id) if case.ballot else "", at)
        if why is not None:
            raise why
        assert case.ballot is not None
        vote_in(_stated(choice, ranks), case.ballot, len(getattr(case, "on_the_paper", ())) + 1)
        ballot = Ballot.objects.get(number=_number(case))
        if (
            VoterMark.objects.filter(ballot=ballot, code=by.code(ballot.name), voted=False).update(voted=True)
            != 1
        ):
            raise OutOfOrder(
                rule=paragraph,
                condition=say("A secret ballot is cast once: nobody could find it again to change it."),
                fact=say("You have cast yours."),
                cure=say("Your receipt will be on the list when the result is declared."),
            )
        receipt = new_receipt()
        fill_slip(ballot, choice or ",".join(map(str, ranks)), receipt)
        if clerk is not None:
            told = _("Your secret ballot in ballot {number}, from paper.").format(number=ballot.number)
            tell_what_the_clerk_entered(by, told, at, entry=ballot.entry)
    return receipt


def why_not_cast(case: Case, code: str, at: int) -> OutOfOrder | None:
    """Why somebody with this code name may not cast a secret ballot now, or None. It does not look at the
    marks."""
    rule = rule_of_voting(case)
    if case.ballot is None or standing(case, at).state != "at the vote":
        return OutOfOrder(
            rule=rule,
            condition=say("A vote can be cast while the ballot is open."),
            fact=say("The ballot is not open."),
            cure=say("Look for the day on which it opens or opened."),
        )
    if case.ballot.manner != "secret ballot":
        return OutOfOrder(
            rule=rule,
            condition=say("The rule says how this vote is taken: {manner}.", manner=case.ballot.manner),
            fact=say("This would be a secret ballot."),
            cure=say("Vote openly."),
        )
    if code not in case.ballot.roll.names:
        return OutOfOrder(
            rule=rule,
            condition=say("Those may vote who stood on the roll when the ballot opened."),
            fact=say("You are not on it."),
            cure=say("You can vote in the ballots that open from now on."),
        )
    return None


def rule_of_voting(case: Case) -> str:
    """The paragraph under which members vote; empty where the rules have none."""
    powers = case.book.powers.get(f"{case.machine.name}.vote", ())
    return powers[0].paragraph if powers else ""


def _stated(choice: str, ranks: Sequence[int]) -> dict[str, Any]:
    return {"choice": choice} if choice else {"ranks": list(ranks)}


def _number(case: Case) -> int:
    return int(case.ballot.id.partition("/")[2]) if case.ballot else 0


def fill_slip(ballot: Ballot, choice: str, receipt: str) -> None:
    """Use a blank slip, in one query: the next one after a random place, so that no order tells anything."""
    blank = SecretBallot.objects.filter(ballot=ballot, choice="").order_by("receipt").values("receipt")
    for these in (blank.filter(receipt__gte=new_receipt()), blank):
        if SecretBallot.objects.filter(receipt=these[:1]).update(receipt=receipt, choice=choice):
            return
    raise AssertionError("as many slips as voters are made when a ballot opens")
