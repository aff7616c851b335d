"""Counting an election as its rulebook says: the contest, the lot, the quotas, and what is left of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from folkmoot.counting import account_json, blt
from folkmoot.counting.account import Account, figure
from folkmoot.counting.bounds import Bound, Bounds, relax
from folkmoot.counting.contest import Contest, Ranking
from folkmoot.counting.refusals import BadCount
from folkmoot.counting.rules import count
from folkmoot.counting.ties import NO_LOT, Lot, TieNeedsLot, lot_from
from folkmoot.procedure.act import OutOfOrder, say
from folkmoot.procedure.electing import Election
from folkmoot.procedure.electing_motions import paper_of, passed_over
from folkmoot.procedure.electing_places import beside
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.papers import digest_of
from folkmoot.rulebook.vocabulary import COUNTING

NO_QUOTA = "none"
FREELY = "without_quotas"
"""The fact of a declaration that says who would have been elected without the quotas on the result."""


def contest_of(assembly: Assembly, election: Election, papers: Mapping[Ranking, int]) -> Contest:
    """The contest: whoever has gone since the paper was fixed is passed over."""
    gone = passed_over(assembly, election)
    return Contest(election.paper, election.seats, papers, gone, title=election.on)


def rule_of(election: Election) -> str:
    """The rule set by which it is counted."""
    return COUNTING[election.called_under.method]


def lot_of(election: Election) -> Lot:
    """The order of the candidates by lot, once the draw is known.

    It hangs on the draw, the roll and the paper, all fixed before anybody could know the draw.
    """
    if not election.draw or election.ballot is None:
        return NO_LOT
    return lot_from(election.draw, election.on, election.ballot.roll.digest, election.paper)


def bounds_of(
    assembly: Assembly, election: Election, at: int
) -> tuple[tuple[Bound, ...], list[dict[str, Any]]]:
    """The quotas on this result as the rules set them, and what the count makes of those that cannot be met.

    Who keeps a place counts towards a quota. Where those who stand cannot meet all quotas, the last of the
    rulebook gives way first, each by as little as is needed.
    """
    others = beside(assembly, election, at)
    numbers = {name: n for n, name in enumerate(election.paper, 1) if not election.candidates[name].gone}
    asked = []
    for group, quota in election.called_under.quotas.items():
        members = frozenset(n for name, n in numbers.items() if group in election.candidates[name].groups)
        in_office = sum(group in groups for groups in others)
        most = None if quota.at_most is None else max(0, quota.at_most - in_office)
        asked.append(Bound(group, members, max(0, quota.at_least - in_office), most))
    standing = tuple(numbers.values())
    kept, _ = relax(asked, standing, min(election.seats, len(standing)))
    changed = [
        {"group": now.group, "at_least": now.at_least}
        | ({"at_most": now.at_most} if before.at_most != now.at_most and now.at_most is not None else {})
        for before, now in zip(asked, kept, strict=True)
        if before != now
    ]
    return tuple(asked), changed


def unopposed_facts(assembly: Assembly, election: Election, at: int) -> dict[str, Any]:
    """What a declaration without a ballot states: all who stand are elected, and which quota gives way.

    A quota asks for as many as the places that stay vacant may still bring.
    """
    elected, others, relaxed = paper_of(assembly, election, at), beside(assembly, election, at), []
    vacant = election.seats - len(elected)
    for group, quota in election.called_under.quotas.items():
        members = sum(group in election.candidates[name].groups for name in elected)
        there = members + sum(group in groups for groups in others)
        most = quota.at_most
        if there + vacant < quota.at_least:
            relaxed.append({"group": group, "at_least": members + vacant})
        elif most is not None and there > most:
            relaxed.append({"group": group, "at_least": 0, "at_most": members})
    return {"unopposed": True, "elected": list(elected)} | ({"relaxed": relaxed} if relaxed else {})


def account_of(
    assembly: Assembly,
    election: Election,
    papers: Mapping[Ranking, int],
    at: int,
    names: tuple[str, ...] = (),
) -> Account:
    """The account of a poll as its rulebook has it counted, under the names of the paper unless others are
    given. Raises `TieNeedsLot`, `BadCount`."""
    bounds, _ = bounds_of(assembly, election, at)
    contest = contest_of(assembly, election, papers)
    contest = replace(contest, names=names) if names else contest
    return count_by(contest, rule_of(election), lot_of(election), bounds)


def accounts_of(
    assembly: Assembly, election: Election, papers: Mapping[Ranking, int], at: int
) -> tuple[Account, ...]:
    """The account of a poll, and where quotas on the result bind it, that without them as well, unless a tie
    there would need a lot. Raises `TieNeedsLot`, `BadCount`."""
    bounds, _ = bounds_of(assembly, election, at)
    contest, rule, lot = contest_of(assembly, election, papers), rule_of(election), lot_of(election)
    declared = count_by(contest, rule, lot, bounds)
    if not bounds:
        return (declared,)
    with suppress(TieNeedsLot):
        return declared, count_by(contest, rule, lot)
    return (declared,)


def without_quotas(election: Election, counts: Sequence[Account]) -> dict[str, Any]:
    """What a declaration states beside the result where quotas bind it: whom the same rule elects without
    them, in order; nobody where that would need a lot. `counts` are those of `accounts_of`."""
    if not election.called_under.quotas:
        return {}
    return {FREELY: [election.paper[n - 1] for each in counts[1:] for n in each.elected]}


def counted(matter: Matter, election: Election, papers: Mapping[Ranking, int]) -> tuple[Account, ...]:
    """Count, also without quotas. Raises `OutOfOrder` where a tie is left to the lot and none has been
    entered."""
    try:
        return accounts_of(matter.assembly, election, papers, matter.at)
    except TieNeedsLot as tie:
        raise needs_lot(matter, election, tie) from None
    except BadCount as bad:
        raise matter.refuse(
            say("An election is counted by the method that the rules name."),
            say("{bad}", bad=bad),
            say("Propose a change of the rules."),
        ) from None


def count_by(contest: Contest, rule: str, lot: Lot = NO_LOT, bounds: Bounds = ()) -> Account:
    """The account of a count by a rule set of the counting room."""
    return count(contest, rule, lot=lot, bounds=bounds)


def needs_lot(matter: Matter, election: Election, tie: TieNeedsLot) -> OutOfOrder:
    """The refusal of a declaration that a lot must precede."""
    return matter.refuse(
        say("Where candidates are equal throughout, the lot that was named at the opening decides."),
        say(
            "These are tied for {over}: {names}.",
            over=tie.over,
            names=", ".join(election.paper[n - 1] for n in tie.among),
        ),
        say("Enter the lot first."),
    )


def facts_of(
    assembly: Assembly, election: Election, found: Account, rankings: Sequence[Ranking]
) -> dict[str, Any]:
    """What a declaration states of a count."""
    total, contest = len(rankings), contest_of(assembly, election, Counter(rankings))
    return {
        "valid": found.valid,
        "invalid": total - found.valid,
        "quota": NO_QUOTA if found.quota is None else figure(found.quota, found.decimals),
        "elected": [election.paper[n - 1] for n in found.elected],
        "account": digest_of(account_bytes(found, contest)),
    }


def account_bytes(found: Account, contest: Contest) -> bytes:
    """The account of a count as the paper that a declaration names, without sentences."""
    return account_json.encode(
        account_json.as_object(found, blt.digest(contest), contest.title, sentences=False)
    )
