"""One place by comparing the candidates pair by pair, with an account like those of the other counts.

Rankings are strict here, and whoever is not ranked is last. The rules are those of `condorcet` (Debian
constitution v1.7, A.6, without a default option) and of `beatpath` (Schulze's strongest chains); where
several are left, the lot chooses, as a rule may say in the place of a casting vote.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from folkmoot.counting.account import Account, Step, Tie
from folkmoot.counting.beatpath import BeatpathResult, beatpath
from folkmoot.counting.contest import Contest
from folkmoot.counting.one_stage import account_of
from folkmoot.counting.pairwise import Matrix
from folkmoot.counting.publishing import pairwise_table
from folkmoot.counting.schwartz import Defeat, Round, drop_weakest
from folkmoot.counting.ties import NO_LOT, Lot, favoured
from folkmoot.counting.who import Who, who
from folkmoot.sentence import say

RULE, RULE_BEATPATH = BY_PAIRS = ("condorcet-debian/1", "beatpath/1")
OVER = "the place"


def count(contest: Contest, lot: Lot = NO_LOT, *, by_chains: bool = False) -> Account:
    """Fill the one place, which stays vacant where nobody stands.

    Raises:
        TieNeedsLot: several are left, and no lot was handed in.
    """
    standing = contest.standing
    matrix = duels(contest)
    rule = RULE_BEATPATH if by_chains else RULE
    left = winners(matrix, standing, rule)
    elected = elected_of(left, lot)
    first, valid = _first_preferences(contest)
    ties = (Tie(left, OVER, "lot", elected[0]),) if len(left) > 1 else ()
    invalid = sum(contest.papers.values()) - valid
    return account_of(
        contest,
        rule,
        first,
        elected,
        steps_of(matrix, standing, contest.names, rule, valid, elected),
        valid=valid,
        invalid=invalid,
        ties=ties,
        held={},
        matrix=matrix,
    )


def steps_of(
    matrix: Matrix,
    standing: Iterable[int],
    names: Sequence[str],
    rule: str,
    valid: int,
    elected: Sequence[int],
) -> tuple[Step, ...]:
    """What was done, in sentences that the pairwise table gives without any papers."""

    def named(*numbers: int) -> Who:
        return who(names, *numbers)

    stands = tuple(standing)
    if not stands:
        return (Step("A.6.8", say("Nobody stands for the place: it stays vacant.")),)
    rounds, left = drop_weakest(matrix, stands), winners(matrix, stands, rule)
    steps, last = list(_compared(valid, rounds[0], named)), "A.6.8"
    if rule == RULE_BEATPATH:
        last = "chains"
        steps += _chained(beatpath(matrix, stands), named)
    else:
        steps += _dropped(rounds, named)
    if len(left) > 1:
        said = say("{names} are left; the lot names {chosen}.", names=named(*left), chosen=named(*elected))
        steps.append(Step(last, said))
    return (*steps, Step(last, say("{name} is elected.", name=named(*elected))))


def winners(matrix: Matrix, standing: Iterable[int], rule: str) -> tuple[int, ...]:
    """Those among whom the lot would choose, by either rule, from the pairwise matrix alone."""
    if rule == RULE_BEATPATH:
        return beatpath(matrix, tuple(standing)).winners
    return drop_weakest(matrix, standing)[-1].schwartz


def elected_of(left: Sequence[int], lot: Lot) -> tuple[int, ...]:
    """Who of the winners of a matrix gets the place; nobody of none. Raises `TieNeedsLot`."""
    return (favoured(lot, left, OVER),) if len(left) > 1 else tuple(left)


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


def _chained(chains: BeatpathResult, named: Callable[..., Who]) -> Iterator[Step]:
    """How strong the chains are between each winner and those from whom a chain leads back."""
    yield Step("chains", say("The strongest chain of defeats decides where they go in a circle."))
    template = (
        "The strongest chain from {winner} to {loser} has {won} papers at its weakest link; "
        "the strongest chain back has {lost}."
    )
    for first in chains.winners:
        for other in chains.options:
            if other != first and chains.chains[other, first]:
                there, back = chains.strength[first, other], chains.strength[other, first]
                duel = Defeat(first, other, there, back)
                yield _duel("chains", template, duel, named)


def _duel(paragraph: str, template: str, defeat: Defeat, named: Callable[..., Who]) -> Step:
    said = say(
        template,
        winner=named(defeat.winner),
        loser=named(defeat.loser),
        won=defeat.votes,
        lost=defeat.against,
    )
    return Step(paragraph, said)
