"""One place by comparing the candidates pair by pair, with an account like those of the other counts.

Rankings are strict here, and whoever is not ranked is last. The rules are those of `condorcet` (Debian
constitution v1.7, A.6, without a default option) and of `beatpath` (Schulze's strongest chains); where
several are left, the lot chooses, as a rule may say in the place of a casting vote.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from folkmoot.counting.account import Account, Step, Tie
from folkmoot.counting.beatpath import beatpath
from folkmoot.counting.contest import Contest
from folkmoot.counting.one_stage import account_of
from folkmoot.counting.pairwise import Matrix
from folkmoot.counting.publishing import pairwise_table
from folkmoot.counting.refusals import BadCount
from folkmoot.counting.schwartz import Defeat, Round, drop_weakest
from folkmoot.counting.ties import NO_LOT, Lot, favoured
from folkmoot.counting.who import Who, who
from folkmoot.sentence import say

RULE, RULE_BEATPATH = "condorcet-debian/1", "beatpath/1"
OVER = "the place"


def count(contest: Contest, lot: Lot = NO_LOT, *, by_chains: bool = False) -> Account:
    """Fill the one place.

    Raises:
        TieNeedsLot: several are left, and no lot was handed in.
        BadCount: nobody stands.
    """
    standing = contest.standing
    if not standing:
        raise BadCount("nobody stands for the place.")
    matrix = duels(contest)
    rule = RULE_BEATPATH if by_chains else RULE
    left = winners(matrix, standing, rule)
    elected = left[0] if len(left) == 1 else favoured(lot, left, OVER)
    first, valid = _first_preferences(contest)

    def named(*numbers: int) -> Who:
        return who(contest.names, *numbers)

    rounds = drop_weakest(matrix, standing)
    steps = list(_compared(valid, rounds[0], named))
    if by_chains:
        steps.append(Step("chains", say("The strongest chain of defeats decides where they go in a circle.")))
    else:
        steps += _dropped(rounds, named)
    ties: tuple[Tie, ...] = ()
    if len(left) > 1:
        ties = (Tie(left, OVER, "lot", elected),)
        said = say("{names} are left; the lot names {chosen}.", names=named(*left), chosen=named(elected))
        steps.append(Step("A.6.8", said))
    steps.append(Step("A.6.8", say("{name} is elected.", name=named(elected))))
    invalid = sum(contest.papers.values()) - valid
    return account_of(
        contest,
        rule,
        first,
        (elected,),
        steps,
        valid=valid,
        invalid=invalid,
        ties=ties,
        held={},
        matrix=matrix,
    )


def winners(matrix: Matrix, standing: Iterable[int], rule: str) -> tuple[int, ...]:
    """Those among whom the lot would choose, by either rule, from the pairwise matrix alone."""
    if rule == RULE_BEATPATH:
        return beatpath(matrix, tuple(standing)).winners
    return drop_weakest(matrix, standing)[-1].schwartz


def duels(contest: Contest) -> Matrix:
    """V(A,B) in row A, column B among those who stand; 0 for the withdrawn."""
    stands = [each in contest.standing for each in contest.candidates]
    return tuple(
        tuple(votes if stands[row] and stands[column] else 0 for column, votes in enumerate(figures))
        for row, figures in enumerate(pairwise_table(contest))
    )


def _first_preferences(contest: Contest) -> tuple[Counter[int], int]:
    """Of those who stand, by candidate; and how many papers have one."""
    first, standing = Counter[int](), frozenset(contest.standing)
    for ranking, times in contest.papers.items():
        chosen = next((each for each in ranking if each in standing), None)
        if chosen is not None:
            first[chosen] += times
    return first, sum(first.values())


def _compared(valid: int, first: Round, named: Callable[..., Who]) -> Iterator[Step]:
    """A.6.1 to A.6.4: every defeat, with its papers."""
    yield Step("A.6.1", say("{n} papers are compared for each two candidates.", n=valid))
    for each in first.defeats:
        yield _duel("A.6.4", "{winner} goes before {loser}: {won} papers to {lost}.", each, named)


def _dropped(rounds: Iterable[Round], named: Callable[..., Who]) -> Iterator[Step]:
    """A.6.6 and A.6.7: who is left, and the weakest defeats that were dropped."""
    template = "They go in a circle; its weakest link is dropped: {winner} before {loser}, {won} to {lost}."
    for each in rounds:
        said = say("Nobody outside goes before any of these: {names}.", names=named(*each.schwartz))
        yield Step("A.6.6", said)
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
