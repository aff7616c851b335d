"""Approval: every paper approves of some candidates, and the places go to those with most approvals.

Paragraphs: 1 each candidate named on a paper has one approval, in whatever order they stand; 2 the places go
to those with most; 3 equals at the last place, by lot; 4, where the rule says so, nobody is elected of whom
not more than half of the valid papers approve. Approvals are no votes that move: they do not add up to the
valid papers.
"""

from collections import Counter

from folkmoot.counting.account import Account, Margin, Step, Tie
from folkmoot.counting.contest import Contest
from folkmoot.counting.one_stage import account_of
from folkmoot.counting.stv_words import count_ends
from folkmoot.counting.ties import NO_LOT, Lot, favoured
from folkmoot.counting.who import Who, who
from folkmoot.sentence import say

RULE = "approval/1"
RULE_MAJORITY = "approval-majority/1"


def count(contest: Contest, lot: Lot = NO_LOT, *, more_than_half: bool = False) -> Account:
    """Fill the places. Raises `TieNeedsLot` where equals are more than the places left to them."""
    approvals, valid, invalid = _approvals(contest)
    needed = valid // 2 + 1 if more_than_half else None
    said = say("Papers that are valid: {valid}. Each approves of all whom it names.", valid=valid)
    steps, ties = [Step("1", said)], list[Tie]()
    able = [each for each in contest.standing if approvals[each] >= (needed or 0)]
    if needed is not None:
        template = (
            "More than half of {valid} is {needed}. Candidates of whom so many papers approve: {number}."
        )
        steps.append(Step("4", say(template, valid=valid, needed=needed, number=len(able))))
    elected = _highest(contest, approvals, able, lot, ties, steps)
    if empty := max(0, contest.seats - len(contest.standing)):
        steps.append(count_ends("2", empty))
    return account_of(
        contest,
        RULE_MAJORITY if more_than_half else RULE,
        approvals,
        elected,
        steps,
        valid=valid,
        invalid=invalid,
        quota=needed,
        ties=ties,
        margins=_margins(able, elected, approvals),
        held={each: _naming(contest, each) for each in elected},
    )


def _approvals(contest: Contest) -> tuple[Counter[int], int, int]:
    """Of each candidate who stands; how many papers name one of these, and how many none."""
    approvals, valid, standing = Counter[int](), 0, frozenset(contest.standing)
    for ranking, times in contest.papers.items():
        named = standing.intersection(ranking)
        valid += times if named else 0
        for each in named:
            approvals[each] += times
    return approvals, valid, sum(contest.papers.values()) - valid


def _highest(
    contest: Contest, approvals: Counter[int], able: list[int], lot: Lot, ties: list[Tie], steps: list[Step]
) -> tuple[int, ...]:
    """Those elected, most approvals first; of equals at the last place the lot takes the first."""
    places = min(contest.seats, len(able))
    order = {each: lot.index(each) if each in lot else each for each in contest.candidates}
    ranked = sorted(able, key=lambda each: (-approvals[each], order[each]))
    elected = ranked[:places]
    if len(able) > places and approvals[ranked[places]] == approvals[elected[-1]]:
        tied = [each for each in ranked if approvals[each] == approvals[elected[-1]]]
        elected = [each for each in elected if each not in tied]
        while len(elected) < places:
            left = sorted(each for each in tied if each not in elected)
            chosen = favoured(lot, left, "the last place")
            ties.append(Tie(tuple(left), "the last place", "lot", chosen))
            steps.append(_by_lot(who(contest.names, *left), who(contest.names, chosen)))
            elected.append(chosen)
    template = "{name} has {votes} approvals and is elected."
    for each in elected:
        said = say(template, name=who(contest.names, each), votes=approvals[each])
        steps.append(Step("2", said))
    return tuple(elected)


def _by_lot(names: Who, chosen: Who) -> Step:
    template = "{names} have equally many approvals for the last place; the lot names {chosen}."
    return Step("3", say(template, names=names, chosen=chosen))


def _margins(able: list[int], elected: tuple[int, ...], approvals: Counter[int]) -> tuple[Margin, ...]:
    """How close the highest of those who missed a place was to the last who has one."""
    missed = [each for each in able if each not in elected]
    if not missed or not elected:
        return ()
    best = max(missed, key=lambda each: (approvals[each], -each))
    return (Margin(best, elected[-1], approvals[elected[-1]] - approvals[best]),)


def _naming(contest: Contest, candidate: int) -> dict[tuple[int, ...], tuple[int, int]]:
    return {ranking: (times, 1) for ranking, times in contest.papers.items() if candidate in ranking}
