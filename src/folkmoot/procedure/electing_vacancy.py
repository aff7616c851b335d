"""A casual vacancy filled from the ballots of the poll that filled the place: nobody has to vote again.

Those who were not elected say within the term for consent whether they are still willing. The ballots are
those published with the result. ERS97 counts them all again (section 7): whoever has left or is not willing
is passed over, whoever still sits is guarded, and the first new one elected fills the place. The other rules
count back: the papers that the one who left first held when elected, at the value they had, go to the
willing, and the lowest is excluded until one has more than half.

Quotas on the result hold for the place too. A recount keeps them; a countback is among those whom they need.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from folkmoot.counting import ers97, vacancy
from folkmoot.counting.account import Account
from folkmoot.counting.bounds import Bound, Bounds
from folkmoot.counting.contest import Ranking
from folkmoot.counting.ties import Lot, TieNeedsLot, lot_from
from folkmoot.procedure.act import Sentence, same_fact, say
from folkmoot.procedure.declaration import require_stated
from folkmoot.procedure.dispute import refuse_unless
from folkmoot.procedure.electing import (
    COUNTBACK,
    Candidacy,
    Election,
    election_of,
    held_by,
    held_until,
    holdings,
    left_early,
    places_of,
    sat_at,
)
from folkmoot.procedure.electing_ballot import opens_from
from folkmoot.procedure.electing_candidates import require_no_way_back
from folkmoot.procedure.electing_count import (
    account_bytes,
    account_of,
    contest_of,
    facts_of,
    lot_of,
    needs_lot,
    rule_of,
)
from folkmoot.procedure.electing_result import (
    level_of,
    listed_rankings,
    note_result,
    ranking_of,
)
from folkmoot.procedure.facts import Assembly, Holding
from folkmoot.procedure.matter import Matter


def bring_over(assembly: Assembly, election: Election) -> None:
    """Those who were not elected may stand again; paper, ballot and lot are those of the earlier poll."""
    earlier = _earlier(assembly, election)
    assert earlier.result is not None
    election.candidates = {
        name: Candidacy(name, groups=earlier.candidates[name].groups)
        for name in earlier.paper
        if name not in earlier.result.elected and not earlier.candidates[name].gone
    }
    election.paper, election.lot_from, election.draw = earlier.paper, earlier.lot_from, earlier.draw


def _earlier(assembly: Assembly, election: Election) -> Election:
    earlier = assembly.cases[election.follows]
    assert isinstance(earlier, Election)
    return earlier


@dataclass(frozen=True)
class Places:
    """The places of an office that one poll has filled, by the numbers of its paper.

    `sits` are those who sit, those among them who have filled a vacancy from the same ballots too; `left`
    those who have left; `vacated` are the places free now, the longest first, each by the number of whoever
    was elected to it in the poll.
    """

    sits: frozenset[int]
    left: frozenset[int]
    vacated: tuple[int, ...]


def places(assembly: Assembly, election: Election, at: int) -> Places:
    """Who sits and who has left at second `at`, of those elected from the ballots of the earlier poll."""
    earlier = _earlier(assembly, election)
    seated = _seated(assembly, earlier, at)
    sits = frozenset(number for number, each in seated if sat_at(each, at))
    return Places(sits, frozenset(number for number, _ in seated) - sits, _vacated(earlier, seated, at))


def left_in_term(assembly: Assembly, earlier: Election, at: int) -> bool:
    """Whether a place that a poll has filled is vacant because somebody left before the end of the term."""
    free = places_of(earlier.book, earlier.office) > len(_sitting(assembly, earlier, at))
    return free and bool(_vacated(earlier, _seated(assembly, earlier, at), at))


def rest_of_term(assembly: Assembly, election: Election, at: int) -> int:
    """The last second of the term of the place that a countback fills: those elected in one poll end as one,
    so the latest end among those of them who have left before it."""
    seated = _seated(assembly, _earlier(assembly, election), at)
    return max((each.events["end of term"] for _, each in seated if left_early(each, at)), default=at - 1)


def _seated(assembly: Assembly, earlier: Election, at: int) -> list[tuple[int, Holding]]:
    """Who took office by the ballots of a poll until second `at`, by their numbers on its paper."""
    known = (earlier.on, *_filled_from(assembly, earlier))
    return [
        (earlier.paper.index(each.candidate) + 1, each)
        for each in holdings(assembly, earlier.office, earlier.branch)
        if each.elected_in in known and held_by(each, at)
    ]


def _vacated(earlier: Election, seated: Sequence[tuple[int, Holding]], at: int) -> tuple[int, ...]:
    place: dict[int, int] = {}
    free: list[int] = []
    gone = [(held_until(each, at), 0, number, each) for number, each in seated if left_early(each, at)]
    came = [(each.events["appointment"], 1, number, each) for number, each in seated]
    for _, entered, number, each in sorted([*gone, *came], key=lambda event: event[:3]):
        if not entered:
            free.append(place.get(number, number))
        elif each.elected_in != earlier.on and free:
            place[number] = free.pop(0)
    return tuple(free)


def _filled_from(assembly: Assembly, earlier: Election) -> list[str]:
    """Elections that have filled other vacancies from the same ballots."""
    return [
        case.on
        for case in assembly.cases.values()
        if isinstance(case, Election) and case.kind == COUNTBACK and case.follows == earlier.on
    ]


def not_ready(
    election: Election, events: Mapping[str, int], at: int
) -> tuple[Sentence, Sentence, Sentence] | None:
    """Condition, fact and cure where the ballots cannot be counted for a vacancy yet; None where they can."""
    if not opens_from(election, election.book.powers.get("election.open", ()), events, at):
        return (
            say(
                "A vacancy is filled once those who were not elected had the time to say if they are willing."
            ),
            say("It is too early."),
            say("Wait until then."),
        )
    if election.kind != COUNTBACK or not election.standing_now:
        return (
            say("A vacancy is filled from earlier ballots by one of those who are still willing."),
            say("Nobody is, or this election has ballots of its own."),
            say("Call another election."),
        )
    return None


def check_countback(matter: Matter) -> None:
    """The place goes to whom the ballots of the earlier poll give it. Raises `OutOfOrder`."""
    election = election_of(matter)
    lacking = not_ready(election, matter.events, matter.at)
    if lacking is not None:
        raise matter.refuse(*lacking)
    require_no_way_back(matter)
    earlier = _earlier(matter.assembly, election)
    assert earlier.result is not None
    refuse_unless(
        same_fact(matter.act.facts.get("ballots"), earlier.result.facts.get("ballots")),
        matter,
        say("A vacancy is filled from the ballots that were published with the result."),
        say("The entry names another list."),
        say("Name the list of {on}.", on=earlier.on),
    )
    rankings = listed_rankings(matter, earlier)
    try:
        wanted = stated_facts(matter.assembly, election, rankings, matter.at)
    except TieNeedsLot as tie:
        raise needs_lot(matter, earlier, tie) from None
    if wanted is None:
        raise matter.refuse(
            say("A vacancy is filled from earlier ballots by somebody whom they name."),
            say("They name none of those who are still willing."),
            say("Call another election."),
        )
    require_stated(matter, wanted[0])


def stated_facts(
    assembly: Assembly, election: Election, rankings: Sequence[Ranking], at: int
) -> tuple[dict[str, Any], bytes] | None:
    """What the entry that fills the vacancy states, and the account; None where the ballots give nobody.

    Raises `TieNeedsLot`.
    """
    earlier = _earlier(assembly, election)
    assert earlier.result is not None
    contest = contest_of(assembly, earlier, Counter(rankings))
    found = account_of_vacancy(assembly, election, contest.papers, at)
    sits = places(assembly, election, at).sits
    new = next((n for n in found.elected if n not in sits), 0) if found is not None else 0
    if found is None or not new:
        return None
    blank = sum(not each for each in rankings)
    return facts_of(assembly, earlier, found, rankings) | {
        "ballots": earlier.result.facts["ballots"],
        "level": level_of(earlier),
        "elected": [earlier.paper[new - 1]],
        "valid": len(rankings) - blank,
        "invalid": blank,
    }, account_bytes(found, contest)


def account_of_vacancy(
    assembly: Assembly,
    election: Election,
    papers: Mapping[Ranking, int],
    at: int,
    names: tuple[str, ...] = (),
) -> Account | None:
    """The count that fills a vacancy from these papers, under the names of the paper unless others are given.

    None where nobody is left who could fill it, or nobody has left whose papers could be counted back.

    Raises:
        TieNeedsLot: a tie matters, and the lot has not been entered.
    """
    earlier = _earlier(assembly, election)
    found, lot = places(assembly, election, at), _lot(earlier, election)
    contest = contest_of(assembly, earlier, papers)
    contest = replace(contest, names=names) if names else contest
    willing = frozenset(earlier.paper.index(name) + 1 for name in election.standing_now)
    willing -= found.sits | found.left
    if not willing:
        return None
    if rule_of(earlier) == ers97.RULE:
        away = frozenset(contest.candidates) - willing - found.sits - found.left
        bounds = _bounds(assembly, election, found.sits | willing, at)
        again = replace(contest, withdrawn=away)
        return vacancy.recount(again, found.left, found.sits, lot=lot, bounds=bounds)
    if not found.vacated:
        return None
    first = account_of(assembly, earlier, papers, earlier.events["decision"], contest.names)
    if found.vacated[0] not in first.held:
        return None  # a count by pairs gives nobody papers to hold
    needed = _needed(assembly, election, willing, at)
    return vacancy.countback(contest, first, found.vacated[0], needed, lot=lot)


def _lot(earlier: Election, election: Election) -> Lot:
    """The lot of the earlier poll, or one entered now where that poll needed none."""
    if not election.draw or earlier.ballot is None:
        return lot_of(earlier)
    return lot_from(election.draw, earlier.on, earlier.ballot.roll.digest, earlier.paper)


def _bounds(assembly: Assembly, election: Election, who: frozenset[int], at: int) -> Bounds:
    """The quotas on these candidates; whoever sits in the office by other ballots counts already."""
    earlier, found = _earlier(assembly, election), []
    known = (earlier.on, *_filled_from(assembly, earlier))
    others = [each for each in _sitting(assembly, election, at) if each.elected_in not in known]
    for group, quota in earlier.called_under.quotas.items():
        there = sum(group in each.groups for each in others)
        most = None if quota.at_most is None else max(0, quota.at_most - there)
        members = _members(earlier, election, group) & who
        found.append(Bound(group, members, max(0, quota.at_least - there), most))
    return tuple(found)


def _members(earlier: Election, election: Election, group: str) -> frozenset[int]:
    """Those of a group, as they have said themselves, last when they consented to fill the vacancy."""
    said = earlier.candidates | election.candidates
    return frozenset(n for n, name in enumerate(earlier.paper, 1) if group in said[name].groups)


def _needed(assembly: Assembly, election: Election, willing: frozenset[int], at: int) -> frozenset[int]:
    """Those of the willing whom the quotas let fill the place; a quota that nobody can meet gives way."""
    earlier, sitting = _earlier(assembly, election), _sitting(assembly, election, at)
    free = places_of(election.book, election.office) - len(sitting)
    for group, quota in earlier.called_under.quotas.items():
        there, members = sum(group in each.groups for each in sitting), _members(earlier, election, group)
        if quota.at_most is not None and there >= quota.at_most:
            willing = willing - members or willing
        elif quota.at_least - there >= free:
            willing = willing & members or willing
    return willing


def _sitting(assembly: Assembly, election: Election, at: int) -> list[Holding]:
    return [each for each in holdings(assembly, election.office, election.branch) if sat_at(each, at)]


def countback_facts(
    assembly: Assembly, election: Election, papers: Mapping[str, bytes], at: int
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The facts and papers of the entry that fills a vacancy; `papers` holds the list of ballots.

    Raises `TieNeedsLot`, or `KeyError` where the ballots are not there or give nobody.
    """
    earlier = _earlier(assembly, election)
    assert earlier.result is not None
    digest = str(earlier.result.facts["ballots"]["digest"])
    lines = papers[digest].decode("ascii").splitlines()
    found = stated_facts(assembly, election, [ranking_of(line) for line in lines], at)
    if found is None:
        raise KeyError(election.on)
    facts, account = found
    return facts, {digest: papers[digest], facts["account"]: account}


def follow_countback(matter: Matter, index: int) -> None:
    """Who fills the place is known; objections are in order for a term."""
    note_result(matter, index)
