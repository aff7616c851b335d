"""Every rule set against a second counter, written from the text of the rule: contests that chance makes.

Few votes and many equals, long lists, somebody whom nobody names, mirrored papers, large numbers of papers:
each contest is counted by both, with one lot, to the last figure of every stage.
"""

from collections.abc import Sequence
from fractions import Fraction
from random import Random

import pytest

from counting import plain_ers97, plain_meek, plain_pairs, plain_scottish
from counting.plain_scottish import LotNeededError, Paper, Row
from folkmoot.counting.account import Account, Stage
from folkmoot.counting.beatpath import beatpath
from folkmoot.counting.condorcet import schwartz_dropping
from folkmoot.counting.contest import Contest, group
from folkmoot.counting.quorum import RootQuorum
from folkmoot.counting.rules import count
from folkmoot.counting.ties import TieNeedsLot

SEEDS, BLOCK = 960, 80
BLOCKS = [range(first, first + BLOCK) for first in range(0, SEEDS, BLOCK)]


def papers_for(chance: Random, candidates: int) -> list[Paper]:
    """Some papers, of one kind of electorate or another."""
    known = [chance.choice([0.001, 0.1, 1, 1, 3, 40]) for _ in range(candidates)]
    heaviest, longest = chance.choice([1, 1, 2, 5, 40, 12_345]), chance.choice([1, 2, 3, candidates])
    papers: list[Paper] = []
    for _ in range(chance.choice([0, 1, 3, 6, 12, 25])):
        pool, ranking = list(range(1, candidates + 1)), list[int]()
        for _ in range(chance.randint(0 if chance.random() < 0.1 else 1, min(longest, candidates))):
            ranking += chance.choices(pool, [known[each - 1] for each in pool])
            pool.remove(ranking[-1])
        papers.append((chance.randint(1, heaviest), tuple(ranking)))
    if chance.random() < 0.3:
        other = chance.sample(range(1, candidates + 1), candidates)
        papers += [(times, tuple(other[each - 1] for each in ranking)) for times, ranking in papers]
    return papers


def contest_of(seed: int, one_place: bool) -> tuple[Contest, list[Paper], tuple[int, ...]]:
    """A contest, its papers one by one, and a lot; of every eighth none was drawn."""
    chance = Random(seed)
    candidates = chance.choice([1, 2, 3, 4, 4, 5, 5, 6, 7, 8, 10])
    papers = papers_for(chance, candidates)
    seats = 1 if one_place else chance.choice([1, 1, 2, 2, 3, 4, 5, candidates, candidates + 1])
    lot = tuple(chance.sample(range(1, candidates + 1), candidates)) if seed % 8 else ()
    names = tuple(f"Candidate {number}" for number in range(1, candidates + 1))
    return Contest(names, seats, group(((r, n) for n, r in papers), candidates)), papers, lot


def agree(rule: str, contest: Contest, lot: tuple[int, ...], plainly: Sequence[Row]) -> Account:
    """Count, and compare every stage with a row."""
    account = count(contest, rule, lot=lot)
    rows = [of_row(row, account.decimals) for row in plainly]
    assert [of_stage(stage) for stage in account.stages[: len(rows)]] == rows
    return account


def of_stage(stage: Stage) -> tuple[object, ...]:
    lost = sum(stage.votes) + stage.non_transferable
    return stage.votes, stage.non_transferable, lost, stage.elected, tuple(sorted(stage.excluded))


def of_row(row: Row, decimals: int) -> tuple[object, ...]:
    votes = tuple(units(row.votes[each], decimals) for each in sorted(row.votes))
    ended = units(row.non_transferable, decimals)
    return votes, ended, sum(votes) + ended, tuple(row.elected), tuple(sorted(row.excluded))


def units(value: Fraction, decimals: int) -> int:
    whole = value * 10**decimals
    assert whole.denominator == 1
    return int(whole)


@pytest.mark.parametrize("rule", ["scottish-2011/1", "av/1"])
@pytest.mark.parametrize("seeds", BLOCKS, ids=str)
def test_scottish_and_alternative_vote(rule: str, seeds: range) -> None:
    for seed in seeds:
        contest, papers, lot = contest_of(seed, rule == "av/1")
        standing = len(contest.names)
        try:
            if rule == "av/1":
                rows = plain_scottish.alternative_vote(standing, papers, lot)
            else:
                rows = plain_scottish.count(standing, contest.seats, papers, lot)
        except LotNeededError as tied:
            asks_for_a_lot(contest, rule, tied)
            continue
        account = agree(rule, contest, lot, rows)
        assert [stage.of for stage in account.stages] == [tuple(row.of) for row in rows]
        assert account.elected == tuple(each for row in rows for each in row.elected)


@pytest.mark.parametrize("seeds", BLOCKS, ids=str)
def test_ers97(seeds: range) -> None:
    for seed in seeds:
        contest, papers, lot = contest_of(seed, one_place=False)
        try:
            entries = plain_ers97.count(len(contest.names), contest.seats, papers, lot)
        except LotNeededError as tied:
            asks_for_a_lot(contest, "ers97/1", tied)
            continue
        account = count(contest, "ers97/1", lot=lot)
        ours = [
            (stage.number, stage.quota, stage.votes, stage.non_transferable, stage.lost, stage.elected)
            for stage in account.stages
        ]
        assert ours == [
            (
                each.number,
                units(each.quota, 2),
                *of_row(each, 2)[:2],
                units(each.lost, 2),
                tuple(each.elected),
            )
            for each in entries
        ]
        for stage, entry in zip(account.stages, entries, strict=True):
            assert (sorted(stage.of), sorted(stage.excluded)) == (sorted(entry.of), sorted(entry.excluded))


@pytest.mark.parametrize("seeds", BLOCKS, ids=str)
def test_meek(seeds: range) -> None:
    for seed in seeds:
        contest, papers, lot = contest_of(seed, one_place=False)
        try:
            rows, elected, keep = plain_meek.count(len(contest.names), contest.seats, papers, lot)
        except LotNeededError as tied:
            asks_for_a_lot(contest, "meek-prf/1", tied)
            continue
        account = count(contest, "meek-prf/1", lot=lot)
        assert set(account.elected) == set(elected)
        if not rows:
            continue
        assert (account.elected, len(account.stages)) == (tuple(elected), len(rows) + 1)
        for stage, row in zip(account.stages, rows, strict=False):
            assert stage.votes == of_row(row, 9)[0]
            assert (stage.elected, list(stage.excluded)) == (tuple(row.elected), row.excluded)
        assert kept(account) == {each: units(keep[each], 9) for each in elected}


def asks_for_a_lot(contest: Contest, rule: str, tied: LotNeededError) -> None:
    with pytest.raises(TieNeedsLot) as needs:
        count(contest, rule)
    assert list(needs.value.among) == sorted(tied.args[0])


def kept(account: Account) -> dict[int, int]:
    last = account.stages[-1].keep or ()
    return {each: last[each - 1] for each in account.elected}


@pytest.mark.parametrize("seed", range(120))
def test_by_pairs(seed: int) -> None:
    chance = Random(seed)
    options, strict = chance.randint(2, 5), chance.random() < 0.3
    ballots = [
        (tuple(chance.randint(0, options) for _ in range(options)), chance.randint(1, 3))
        for _ in range(chance.choice([2, 5, 9, 20]))
    ]
    votes = plain_pairs.preferred(options, ballots)
    result = schwartz_dropping(ballots, options)
    everybody = list(range(1, options + 1))
    assert {pair: result.matrix[pair[0] - 1][pair[1] - 1] for pair in votes} == votes
    assert list(result.winners) == plain_pairs.schwartz_dropping(everybody, votes)
    assert list(beatpath(result.matrix).winners) == plain_pairs.strongest_chains(everybody, votes)

    default, cast = chance.randint(1, options), sum(times for _, times in ballots)
    ratios = {each: chance.choice([1, 1, 2, 3]) for each in everybody if each != default}
    quorum = (chance.choice([1, 2, 3]), chance.choice([cast, cast + 5, 4 * cast])) if seed % 2 else None
    left = plain_pairs.standing_after_tests(options, votes, default, ratios, quorum, strict)
    measured = schwartz_dropping(
        ballots,
        options,
        default,
        [ratios.get(each, 1) for each in everybody],
        RootQuorum(quorum[0]) if quorum else None,
        quorum[1] if quorum else None,
        strict,
    )
    assert list(measured.remaining) == left
    assert list(measured.winners) == plain_pairs.schwartz_dropping(left, votes)


RARE = {
    "scottish-2011/1: the larger surplus, earlier stage",
    "scottish-2011/1: exclusion, earlier stage",
    "ers97/1: the larger surplus, earlier stage",
    "ers97/1: exclusion, earlier stage",
    "ers97/1: election, earlier stage",
    *(f"ers97/1 {each}" for each in ("5.2.2", "5.4.1", "5.4.8", "5.4.9", "5.5.1", "5.5.3", "5.6.2")),
    *(f"{rule}: the larger surplus, lot" for rule in ("scottish-2011/1", "ers97/1")),
    *(f"{rule}: exclusion, lot" for rule in ("scottish-2011/1", "ers97/1", "meek-prf/1")),
}


def test_the_contests_meet_what_is_rare() -> None:
    """Ties of each kind, surpluses that wait, quotas that fall, equals who are too many, places left over."""
    met: set[str] = set()
    for seed in range(SEEDS):
        contest, _, lot = contest_of(seed, one_place=False)
        for rule in ("scottish-2011/1", "ers97/1", "meek-prf/1"):
            for stage in count(contest, rule, lot=lot or tuple(contest.candidates)).stages:
                met.update(f"{rule}: {tie.over}, {tie.settled_by}" for tie in stage.ties)
                met.update(f"{rule} {step.paragraph}" for step in stage.steps)
    assert met >= RARE, RARE - met
