"""The account of a count that is over in one stage: no papers move on, and the result is there at once."""

from collections import Counter
from collections.abc import Mapping, Sequence

from folkmoot.counting.account import PILE, Account, Flow, Margin, Stage, Step, Tie
from folkmoot.counting.contest import Contest, Ranking
from folkmoot.counting.pairwise import Matrix


def account_of(
    contest: Contest,
    rule: str,
    votes: Counter[int],
    elected: tuple[int, ...],
    steps: Sequence[Step],
    *,
    valid: int,
    invalid: int,
    quota: int | None = None,
    ties: Sequence[Tie] = (),
    margins: Sequence[Margin] = (),
    held: Mapping[int, Mapping[Ranking, tuple[int, int]]],
    matrix: Matrix | None = None,
) -> Account:
    """The account in whole votes: each candidate has `votes` from the ballot box, and whole papers are read.

    `invalid` papers name nobody who stands; the rest is as in an account.
    """
    stage = Stage(
        number=1,
        what="result",
        of=(),
        votes=tuple(votes[each] for each in contest.candidates),
        non_transferable=0,
        lost=0,
        in_hand=0,
        quota=quota,
        flows=tuple(Flow(PILE, each, has, has) for each, has in sorted(votes.items()) if has),
        elected=elected,
        excluded=(),
        guarded=(),
        doomed=(),
        ties=tuple(ties),
        margins=tuple(margins),
        steps=tuple(steps),
    )
    return Account(
        rule=rule,
        names=contest.names,
        seats=contest.seats,
        withdrawn=contest.withdrawn,
        decimals=0,
        valid=valid,
        invalid={"no preference": invalid} if invalid else {},
        quota=quota,
        elected=elected,
        stages=(stage,),
        looked_at={ranking: len(ranking) for ranking in contest.papers},
        held=held,
        matrix=matrix,
    )
