"""Casting a ballot in an election: a tick on the roll and a slip, which share only the ballot.

The receipt is chosen before the slip is cast, and shown on the page that asks whether to cast: so a form that
is sent twice, or whose answer never arrived, is known again by its receipt, and nothing has to be kept that
joins a slip to a voter. Where the rules let voters change their vote, who holds a receipt may have its
slip made void and cast another.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from folkmoot.procedure.act import OutOfOrder, say
from folkmoot.procedure.case import Case
from folkmoot.procedure.electing import Election as ElectionCase
from folkmoot.procedure.electing_ballot import may_change
from folkmoot.site.elections.models import Election
from folkmoot.site.elections.paragraphs import paragraph_for
from folkmoot.site.members.models import Office, Person
from folkmoot.site.notices.acts import tell_what_the_clerk_entered
from folkmoot.site.record.acts import pen
from folkmoot.site.voting.acts.casting import fill_slip, rule_of_voting, why_not_cast
from folkmoot.site.voting.models import Ballot, SecretBallot, VoterMark


@dataclass(frozen=True, slots=True)
class Cast:
    """What became of a paper: `again` says that it had been cast before, and was only sent once more;
    `instead` that it stands in the place of an earlier one."""

    receipt: str
    again: bool = False
    instead: bool = False


class VotedOtherwise(OutOfOrder):
    """The voter has cast another paper; this one was not taken."""


def ballot_of(row: Election) -> Ballot:
    """The ballot of an election. Raises `OutOfOrder` before it has been opened."""
    if row.ballot is None:
        raise OutOfOrder(
            rule=paragraph_for(row.on, "election.open"),
            condition=say("A ballot is opened first."),
            fact=say("This election has none yet."),
            cure=say("Look for the day on which it opens."),
        )
    return row.ballot


def cast(*, row: Election, by: Person, at: int, line: str, receipt: str, old: str = "") -> Cast:
    """Cast a paper under a receipt; `old` is that of an earlier paper, which is made void. Raises
    `OutOfOrder`; `VotedOtherwise` where the voter has cast another paper and does not name it, or where the
    rules let nobody exchange one.

    `line` is the paper as it counts (`marking.read`).
    """
    with pen() as assembly:
        case = assembly.cases[row.on]
        assert isinstance(case, ElectionCase)
        ballot = ballot_of(row)
        code = by.code(ballot.name)
        why = why_not_cast(case, code, at)
        if why is not None:
            raise why
        if VoterMark.objects.filter(ballot=ballot, code=code, voted=False).update(voted=True):
            fill_slip(ballot, line, receipt)
            return Cast(receipt)
        if SecretBallot.objects.filter(receipt=receipt, ballot=ballot, void=False).exists():
            return Cast(receipt, again=True)
        if not may_change(case):
            raise cast_once(case)
        if not old:
            raise _voted_otherwise(case)
        in_the_box = SecretBallot.objects.filter(receipt=old, ballot=ballot, void=False).exclude(choice="")
        if in_the_box.update(void=True) != 1:
            raise _not_in_the_box(case)
        SecretBallot.objects.create(ballot=ballot)
        fill_slip(ballot, line, receipt)
        return Cast(receipt, instead=True)


def cast_on_paper(*, row: Election, by: Person, clerk: Office, at: int) -> None:
    """Tick off a member who has put a printed paper in the box; what it says is entered after the close.
    Raises `OutOfOrder`."""
    with pen() as assembly:
        ballot = ballot_of(row)
        code = by.code(ballot.name)
        case = assembly.cases[row.on]
        why = why_not_cast(case, code, at)
        if why is not None:
            raise why
        if not VoterMark.objects.filter(ballot=ballot, code=code, voted=False).update(voted=True):
            raise _ticked_already(case)
        told = _("You have put a paper ballot in the box of ballot {number}.").format(number=ballot.number)
        tell_what_the_clerk_entered(by, told, at, entry=ballot.entry)


def in_the_box(row: Election, receipt: str) -> str:
    """What has become of a receipt while the ballot is open: `cast`, `void`, or empty where it was not cast.
    One query."""
    found = (
        SecretBallot.objects.filter(receipt=receipt, ballot=row.ballot)
        .exclude(choice="")
        .values_list("void", flat=True)
        .first()
    )
    return "" if found is None else "void" if found else "cast"


def cast_once(case: ElectionCase) -> OutOfOrder:
    """The refusal of a second paper where the rules let nobody change their vote."""
    return VotedOtherwise(
        rule=rule_of_voting(case),
        condition=say("Each voter casts one ballot, and it stays as it is."),
        fact=say("You have voted, on the site or on paper."),
        cure=say("The ballot that is in the box counts."),
    )


def _voted_otherwise(case: Case) -> OutOfOrder:
    return VotedOtherwise(
        rule=rule_of_voting(case),
        condition=say("Each voter has one ballot in the box."),
        fact=say("You have cast another paper, or put one in the box on paper; this one was not taken."),
        cure=say("To put this one in its place, enter the receipt of the one that you cast."),
    )


def _ticked_already(case: Case) -> OutOfOrder:
    return OutOfOrder(
        rule=rule_of_voting(case),
        condition=say("Each voter has one ballot in the box."),
        fact=say("This member has cast one on the site, or was ticked off before."),
        cure=say("Take no paper from them; the ballot that is in the box counts."),
    )


def _not_in_the_box(case: Case) -> OutOfOrder:
    return OutOfOrder(
        rule=rule_of_voting(case),
        condition=say("A paper is exchanged for the one whose receipt you enter."),
        fact=say("No paper with that receipt is in the box, or it has been exchanged already."),
        cure=say("Look at each letter of the receipt again."),
    )
