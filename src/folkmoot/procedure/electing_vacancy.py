"""A casual vacancy filled from the ballots of the poll that filled the place: nobody has to vote again.

Those who were not elected say within the term for consent whether they are still willing. The ballots are
those published with the result. ERS97 counts them all again (section 7): whoever has left or is not willing
is passed over, whoever still sits is guarded, and the first new one elected fills the place. The other rules
count back: the papers that the one who left held when elected, at the value they had, go to the willing, and
the lowest is excluded until one has more than half.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from folkmoot.counting.account import Account
from folkmoot.counting.bounds import Bound
from folkmoot.counting.contest import Contest, Ranking
from folkmoot.counting.ties import Lot, TieNeedsLot
from folkmoot.procedure.act import same_fact, say
from folkmoot.procedure.case import standing
from folkmoot.procedure.dispute import refuse_unless
from folkmoot.procedure.electing import (
    COUNTBACK,
    HELD,
    Candidacy,
    Election,
    election_of,
    held_by,
    holdings,
)
from folkmoot.procedure.electing_ballot import opens_from
from folkmoot.procedure.electing_count import (
    account_bytes,
    contest_of,
    count_by,
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
    require_stated,
)
from folkmoot.procedure.facts import Assembly
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


def places(assembly: Assembly, election: Election, at: int) -> tuple[frozenset[int], frozenset[int]]:
    """The numbers of those elected in the earlier poll who have left, and of those who still sit."""
    earlier = _earlier(assembly, election)
    sits, left = set[int](), set[int]()
    for holding in holdings(assembly, election.office, election.branch):
        if held_by(holding, at) and holding.elected_in in (earlier.on, *_filled_from(assembly, earlier)):
            number = earlier.paper.index(holding.candidate) + 1
            (sits if standing(holding, at).state == HELD else left).add(number)
    return frozenset(left - sits), frozenset(sits)


def _filled_from(assembly: Assembly, earlier: Election) -> list[str]:
    """Elections that have filled other vacancies from the same ballots."""
    return [
        case.on
        for case in assembly.cases.values()
        if isinstance(case, Election) and case.kind == COUNTBACK and case.follows == earlier.on
    ]


def check_countback(matter: Matter) -> None:
    """The place goes to whom the ballots of the earlier poll give it. Raises `OutOfOrder`."""
    election = election_of(matter)
    refuse_unless(
        election.kind == COUNTBACK and bool(election.standing_now),
        matter,
        say("A vacancy is filled from earlier ballots by one of those who are still willing."),
        say("Nobody is, or this election has ballots of its own."),
        say("Call another election."),
    )
    earlier = _earlier(matter.assembly, election)
    assert earlier.result is not None
    refuse_unless(
        opens_from(election, election.book.powers.get("election.open", ()), matter.events, matter.at),
        matter,
        say("That is declared once those who were not elected had the time to say that they are willing."),
        say("It is too early."),
        say("Wait until then."),
    )
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
    contest, willing = contest_of(earlier, Counter(rankings)), _willing(earlier, election)
    found = account_of_vacancy(assembly, election, contest.papers, at)
    new = next((n for n in found.elected if n in willing), 0)
    if not new:
        return None
    facts = facts_of(earlier, found, rankings) | {
        "ballots": earlier.result.facts["ballots"],
        "level": level_of(earlier),
        "elected": [earlier.paper[new - 1]],
    }
    facts["invalid"] = sum(not each for each in rankings)
    return facts, account_bytes(found, contest)


def account_of_vacancy(
    assembly: Assembly,
    election: Election,
    papers: Mapping[Ranking, int],
    at: int,
    names: tuple[str, ...] = (),
) -> Account:
    """The count that fills a vacancy from these papers, under the names of the paper unless others are given.

    Raises `TieNeedsLot`.
    """
    earlier = _earlier(assembly, election)
    left, sits = places(assembly, election, at)
    contest = contest_of(earlier, papers)
    contest = replace(contest, names=names) if names else contest
    return fill(contest, rule_of(earlier), left, sits, _willing(earlier, election), lot_of(earlier))


def _willing(earlier: Election, election: Election) -> frozenset[int]:
    return frozenset(earlier.paper.index(name) + 1 for name in election.standing_now)


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


def fill(
    contest: Contest,
    rule: str,
    left: frozenset[int],
    sits: frozenset[int],
    willing: frozenset[int],
    lot: Lot,
) -> Account:
    """The count that fills one vacancy: `left` have left, `sits` still sit, `willing` may fill it."""
    everybody = frozenset(contest.candidates)
    if rule.startswith("ers97/"):
        again = Contest(
            contest.names, contest.seats, contest.papers, everybody - sits - willing, contest.title
        )
        return count_by(again, rule, lot, (Bound("sitting", sits, len(sits)),) if sits else ())
    held: Counter[Ranking] = Counter()
    account = count_by(contest, rule, lot)
    for number in left & set(account.held):
        for ranking, (papers, value) in account.held[number].items():
            held[ranking] += papers * value
    return count_by(Contest(contest.names, 1, held, everybody - willing, contest.title), "av/1", lot)


def follow_countback(matter: Matter, index: int) -> None:
    """Who fills the place is known; objections are in order for a term."""
    note_result(matter, index)
