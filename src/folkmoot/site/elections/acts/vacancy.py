"""Filling a vacancy from the ballots of the poll that filled the place: nobody has to vote again."""

from collections import Counter
from typing import Any

from folkmoot.counting.ties import TieNeedsLot
from folkmoot.procedure.act import OutOfOrder, say
from folkmoot.procedure.electing import Election as ElectionCase
from folkmoot.procedure.electing_count import account_bytes, contest_of, facts_of, lot_of, rule_of
from folkmoot.procedure.electing_result import level_of
from folkmoot.procedure.electing_vacancy import fill, places
from folkmoot.procedure.facts import Assembly
from folkmoot.site.debate.acts import note, signature
from folkmoot.site.elections.acts.declaring import ranking_in
from folkmoot.site.elections.acts.opening import case_in
from folkmoot.site.elections.acts.standing import on_of
from folkmoot.site.elections.acts.telling import tell_result
from folkmoot.site.elections.models import Election
from folkmoot.site.members.models import Office, Person
from folkmoot.site.record import reading
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.models import Entry


def fill_vacancy(*, number: int, by: Person | Office | None, at: int, by_passkey: bool = False) -> Entry:
    """Declare who fills a vacancy by the ballots of the earlier poll. Raises `OutOfOrder`."""
    row = Election.objects.get(number=number)
    signed = signature(by, on_of(row), by_passkey=by_passkey)
    with pen() as assembly:
        facts, papers = _found(assembly, case_in(assembly, row.on), at)
        entry = enter(
            "election.countback", on=row.on, by=signed.actor, at=at, facts=facts | signed.facts, papers=papers
        )
        row.declared = entry.index
        row.save(update_fields=["declared"])
        note(entry, signed.person)
        tell_result(assembly, row, entry, at)
    return entry


def _found(assembly: Assembly, case: ElectionCase, at: int) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What the declaration states, and its papers: the ballots, and the account of the count."""
    earlier = assembly.cases.get(case.follows)
    stated = (
        earlier.result.facts.get("ballots") if isinstance(earlier, ElectionCase) and earlier.result else None
    )
    data = reading.paper(str(stated["digest"])) if stated else None
    if not isinstance(earlier, ElectionCase) or stated is None or data is None or not case.standing_now:
        raise OutOfOrder(
            rule="",
            condition=say("A vacancy is filled from earlier ballots by one of those who are still willing."),
            fact=say("Nobody is, or there are no such ballots."),
            cure=say("Call another election."),
        )
    rankings = [ranking_in(line) for line in data.decode().splitlines()]
    contest, (left, sits) = contest_of(earlier, Counter(rankings)), places(assembly, case, at)
    willing = frozenset(earlier.paper.index(name) + 1 for name in case.standing_now)
    try:
        found = fill(contest, rule_of(earlier), left, sits, willing, lot_of(earlier))
    except TieNeedsLot:
        raise OutOfOrder(
            rule="",
            condition=say("Where candidates are equal throughout, the lot of the earlier poll decides."),
            fact=say("None was entered for it."),
            cure=say("Call another election."),
        ) from None
    new = next((number for number in found.elected if number in willing), 0)
    if not new:
        raise OutOfOrder(
            rule="",
            condition=say("A vacancy is filled from earlier ballots by somebody whom they name."),
            fact=say("They name none of those who are still willing."),
            cure=say("Call another election."),
        )
    facts = facts_of(earlier, found, rankings) | {
        "ballots": stated,
        "level": level_of(earlier),
        "elected": [earlier.paper[new - 1]],
    }
    return facts, {str(stated["digest"]): data, facts["account"]: account_bytes(found, contest)}
