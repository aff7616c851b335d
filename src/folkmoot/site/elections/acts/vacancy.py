"""Filling a vacancy from the ballots of the poll that filled the place: nobody has to vote again."""

from typing import Any

from folkmoot.counting.ties import TieNeedsLot
from folkmoot.procedure.act import OutOfOrder, say
from folkmoot.procedure.electing import Election as ElectionCase
from folkmoot.procedure.electing_vacancy import countback_facts
from folkmoot.procedure.facts import Assembly
from folkmoot.site.debate.acts import note, signature
from folkmoot.site.elections.acts.declaring import needs_lot
from folkmoot.site.elections.acts.opening import case_in
from folkmoot.site.elections.acts.telling import tell_result
from folkmoot.site.elections.models import Election
from folkmoot.site.members.models import Office, Person
from folkmoot.site.record import reading
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.models import Entry


def fill_vacancy(*, number: int, by: Person | Office | None, at: int, by_passkey: bool = False) -> Entry:
    """Declare who fills a vacancy by the ballots of the earlier poll. Raises `OutOfOrder`."""
    row = Election.objects.get(number=number)
    signed = signature(by, row.named_in, by_passkey=by_passkey)
    with pen() as assembly:
        facts, papers = _found(assembly, row, case_in(assembly, row.on), at)
        entry = enter(
            "election.countback", on=row.on, by=signed.actor, at=at, facts=facts | signed.facts, papers=papers
        )
        row.declared = entry.index
        row.save(update_fields=["declared"])
        note(entry, signed.person)
        tell_result(assembly, row, entry, at)
    return entry


def _found(
    assembly: Assembly, row: Election, case: ElectionCase, at: int
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What the declaration states, and its papers: the ballots, and the account of the count."""
    earlier = assembly.cases.get(case.follows)
    stated = (
        earlier.result.facts.get("ballots") if isinstance(earlier, ElectionCase) and earlier.result else None
    )
    data = reading.paper(str(stated["digest"])) if stated else None
    if not isinstance(earlier, ElectionCase) or stated is None or data is None or not case.standing_now:
        raise OutOfOrder(
            rule=case.paragraph_for("election.countback"),
            condition=say("A vacancy is filled from earlier ballots by one of those who are still willing."),
            fact=say("Nobody is, or there are no such ballots."),
            cure=say("Call another election."),
        )
    try:
        return countback_facts(assembly, case, {str(stated["digest"]): data}, at)
    except TieNeedsLot as tie:
        raise needs_lot(row, case, tie) from None
    except KeyError:
        raise OutOfOrder(
            rule=case.paragraph_for("election.countback"),
            condition=say("A vacancy is filled from earlier ballots by somebody whom they name."),
            fact=say("They name none of those who are still willing."),
            cure=say("Call another election."),
        ) from None
