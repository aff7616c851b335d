"""A result of which no ballots are published: its account beside the record, held to its own arithmetic.

Nobody can count such a result again; what can be held against it is, and the rest is the word of whoever
declares.
"""

import json
from collections.abc import Mapping
from typing import Any

from folkmoot.procedure.act import OutOfOrder, list_fact, say
from folkmoot.procedure.dispute import refuse_unless
from folkmoot.procedure.electing import Election
from folkmoot.procedure.electing_count import FREELY, NO_QUOTA
from folkmoot.procedure.electing_motions import passed_over
from folkmoot.procedure.electing_pairs import pairs_agree
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.papers import paper


def from_the_account(matter: Matter, election: Election, level: str, cast: int) -> dict[str, Any]:
    """Where no ballots are published: the account beside the record, held to its own arithmetic."""
    facts = matter.act.facts
    try:
        account = json.loads(paper(matter.act, "account"))
        elected = [election.paper[n - 1] for n in account["elected"]]
        valid, quota, stages = account["valid"], account["quota"], account["stages"]
        sums = [stage_sum(stage) for stage in stages]
        good = all(total == sums[0] for total in sums) and len(set(elected)) == len(elected)
        paired = pairs_agree(account, matter.assembly, election, level)
    except (ValueError, KeyError, TypeError, IndexError):
        raise _bad_account(matter, say("It cannot be read.")) from None
    if not good or len(elected) > election.seats or type(valid) is not int or not 0 <= valid <= cast:
        raise _bad_account(matter, say("Its stages do not add up, or it elects too many."))
    if not paired:
        raise _bad_account(matter, say("Its pairwise table is not there, or does not give whom it elects."))
    if passed_over(matter.assembly, election).intersection(account["elected"]):
        raise _bad_account(matter, say("It elects somebody who has gone."))
    return {
        "valid": valid,
        "invalid": cast - valid,
        "quota": NO_QUOTA if quota is None else str(quota),
        "elected": elected,
        "account": facts["account"],
    }


def as_told(matter: Matter, election: Election) -> dict[str, Any]:
    """Where no ballots are published, nobody can count again who is elected without the quotas: whoever
    declares says so, and names no more than there are places, of those who stand."""
    if not election.called_under.quotas:
        return {}
    told = list_fact(matter.act.facts, FREELY)
    gone = passed_over(matter.assembly, election)
    stand = {name for number, name in enumerate(election.paper, 1) if number not in gone}
    refuse_unless(
        len(told) <= election.seats
        and all(isinstance(name, str) and name in stand for name in told)
        and len(set(told)) == len(told),
        matter,
        say("A declaration under quotas says who would have been elected without them, of those who stand."),
        say("It names somebody else, or too many."),
        say("Count again without the quotas."),
    )
    return {FREELY: list(told)}


def stage_sum(stage: Mapping[str, Any]) -> int:
    """All votes of a stage, whoever has them, in the last place of its decimals."""
    figures = [*stage["votes"], *(stage.get(key, "0") for key in ("non_transferable", "lost", "in_hand"))]
    places = max(len(str(each).partition(".")[2]) for each in figures)
    return sum(
        int(str(each).partition(".")[0] + str(each).partition(".")[2].ljust(places, "0")) for each in figures
    )


def _bad_account(matter: Matter, fact: str) -> OutOfOrder:
    return matter.refuse(
        say("Where no ballots are published, the account of the count is, and it adds up."),
        fact,
        say("Publish the account of the count."),
    )
