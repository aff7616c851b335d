"""One place by comparing the candidates pair by pair, with an account like those of the other counts.

Rankings are strict here, and whoever is not ranked is last. The rules are those of `condorcet` (Debian
constitution v1.7, A.6, without a default option) and of `beatpath` (Schulze's strongest chains); where
several are left, the lot chooses, as a rule may say in the place of a casting vote.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from folkmoot.counting.account import Account, Step, Tie
from folkmoot.counting.beatpath import beatpath
from folkmoot.counting.condorcet import CondorcetResult, schwartz_dropping
from folkmoot.counting.contest import Contest, Ranking
from folkmoot.counting.one_stage import account_of
from folkmoot.counting.schwartz import Defeat
from folkmoot.counting.ties import NO_LOT, Lot, favoured
from folkmoot.counting.who import Who, who
from folkmoot.sentence import say

RULE, RULE_BEATPATH = "condorcet-debian/1", "beatpath/1"
OVER = "the place"


def count(contest: Contest, lot: Lot = NO_LOT, *, by_chains: bool = False) -> Account:
    """Fill the one place. Raises `TieNeedsLot` where several are left and no lot was handed in."""
    standing = contest.standing
    papers, invalid = _readable(contest)
    rows: Counter[tuple[int, ...]] = Counter()
    for ranking, times in papers.items():
        rows[tuple(ranking.index(each) + 1 if each in ranking else 0 for each in standing)] += times
    found = schwartz_dropping(rows.items(), len(standing))
    chains = beatpath(found.matrix) if by_chains else None
    left = tuple(standing[n - 1] for n in (chains.winners if chains else found.winners))
    elected = left[0] if len(left) == 1 else favoured(lot, left, OVER)

    def named(*options: int) -> Who:
        return who(contest.names, *(standing[each - 1] for each in options))

    steps = list(_compared(found, named))
    if chains is None:
        steps += _dropped(found, named)
    else:
        steps.append(Step("chains", say("The strongest chain of defeats decides where they go in a circle.")))
    ties: tuple[Tie, ...] = ()
    if len(left) > 1:
        ties = (Tie(left, OVER, "lot", elected),)
        names, chosen = who(contest.names, *left), who(contest.names, elected)
        said = say("{names} are left; the lot names {chosen}.", names=names, chosen=chosen)
        steps.append(Step("A.6.8", said))
    steps.append(Step("A.6.8", say("{name} is elected.", name=who(contest.names, elected))))
    valid, first = sum(papers.values()), Counter[int]()
    for ranking, times in papers.items():
        first[ranking[0]] += times
    rule = RULE_BEATPATH if by_chains else RULE
    return account_of(
        contest, rule, first, (elected,), steps, valid=valid, invalid=invalid, ties=ties, held={}
    )


def _readable(contest: Contest) -> tuple[Counter[Ranking], int]:
    """The papers without the withdrawn, and how many name nobody who stands."""
    papers, standing = Counter[Ranking](), frozenset(contest.standing)
    for ranking, times in contest.papers.items():
        papers[tuple(each for each in ranking if each in standing)] += times
    return papers, papers.pop((), 0)


def _compared(found: CondorcetResult, named: Callable[..., Who]) -> Iterator[Step]:
    """A.6.1 to A.6.4: every defeat, with its papers."""
    yield Step("A.6.1", say("{n} papers are compared for each two candidates.", n=found.ballots))
    for each in found.rounds[0].defeats:
        yield _duel("A.6.4", "{winner} goes before {loser}: {won} papers to {lost}.", each, named)


def _dropped(found: CondorcetResult, named: Callable[..., Who]) -> Iterator[Step]:
    """A.6.6 and A.6.7: who is left, and the weakest defeats that were dropped."""
    for each in found.rounds:
        said = say("Nobody outside goes before any of these: {names}.", names=named(*each.schwartz))
        yield Step("A.6.6", said)
        template = (
            "They go in a circle; its weakest link is dropped: {winner} before {loser}, {won} to {lost}."
        )
        for weakest in each.dropped:
            yield _duel("A.6.7", template, weakest, named)


def _duel(paragraph: str, template: str, defeat: Defeat, named: Callable[..., Who]) -> Step:
    said = say(
        template,
        winner=named(defeat.winner),
        loser=named(defeat.loser),
        won=defeat.votes,
        lost=defeat.against,
    )
    return Step(paragraph, said)
