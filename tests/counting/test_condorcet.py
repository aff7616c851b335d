"""Condorcet with Schwartz sequential dropping, on ballots of our own."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.counting.condorcet import CondorcetResult, Defeat, Dropped, beatpath, schwartz_dropping
from folkmoot.counting.pairwise import Matrix, Ranks, group, matrix
from folkmoot.counting.quorum import RootQuorum
from folkmoot.counting.refusals import BadBallots, BadCount
from folkmoot.counting.schwartz import drop_weakest

Ballots = list[tuple[Ranks, int]]

# 1 beats 2, 2 beats 3, 3 beats 1; the defeat of 1 by 3 is the weakest.
CYCLE: Ballots = [((1, 2, 3), 4), ((3, 1, 2), 3), ((2, 3, 1), 2)]


@st.composite
def contests(draw: st.DrawFn, least: int = 1) -> tuple[int, Ballots]:
    options = draw(st.integers(least, 5))
    ranks = st.tuples(*[st.integers(0, options)] * options)
    return options, draw(st.lists(st.tuples(ranks, st.integers(0, 4)), max_size=12))


def preferred(ballots: Ballots, a: int, b: int) -> int:
    """V(A,B) as the constitution says it, one pair at a time."""
    return sum(times for ranks, times in ballots if ranks[a] and (not ranks[b] or ranks[a] < ranks[b]))


def renumbered(ballots: Ballots, order: Sequence[int]) -> Ballots:
    """Option `order[n]` becomes option n."""
    return [(tuple(ranks[old] for old in order), times) for ranks, times in ballots]


def essence(result: CondorcetResult) -> tuple[object, ...]:
    return (
        result.matrix,
        result.quorum,
        result.majority,
        result.dropped,
        result.rounds,
        result.winners,
        result.steps,
    )


@given(contests())
def test_the_matrix_counts_who_prefers_whom(contest: tuple[int, Ballots]) -> None:
    options, ballots = contest
    counted = matrix(group(ballots, options), options)
    for a, b in product(range(options), repeat=2):
        assert counted[a][b] == (0 if a == b else preferred(ballots, a, b))


@given(contests(), st.randoms(use_true_random=False))
def test_the_order_of_ballots_changes_nothing(contest: tuple[int, Ballots], chance: object) -> None:
    options, ballots = contest
    shuffled = list(ballots)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert schwartz_dropping(shuffled, options, 1) == schwartz_dropping(ballots, options, 1)


@given(contests())
def test_splitting_a_pile_of_equal_ballots_changes_nothing(contest: tuple[int, Ballots]) -> None:
    options, ballots = contest
    single = [(ranks, 1) for ranks, times in ballots for _ in range(times)]
    assert essence(schwartz_dropping(single, options, 1)) == essence(schwartz_dropping(ballots, options, 1))


@given(contests(least=2), st.data())
def test_renumbering_the_options_renumbers_the_result(
    contest: tuple[int, Ballots], data: st.DataObject
) -> None:
    options, ballots = contest
    order = data.draw(st.permutations(range(options)))
    new = {old + 1: place for place, old in enumerate(order, start=1)}
    ratios = data.draw(st.lists(st.sampled_from([1, 2, Fraction(3, 2)]), min_size=options, max_size=options))
    ratios[0] = 1
    before = schwartz_dropping(ballots, options, 1, ratios, RootQuorum(1), 100)
    after = schwartz_dropping(
        renumbered(ballots, order), options, new[1], [ratios[old] for old in order], RootQuorum(1), 100
    )
    assert after.winners == tuple(sorted(new[winner] for winner in before.winners))
    assert {(drop.option, drop.paragraph) for drop in after.dropped} == {
        (new[drop.option], drop.paragraph) for drop in before.dropped
    }
    assert [len(each.defeats) for each in after.rounds] == [len(each.defeats) for each in before.rounds]


@given(contests())
def test_an_option_that_beats_all_others_wins_alone(contest: tuple[int, Ballots]) -> None:
    options, ballots = contest
    result = schwartz_dropping(ballots, options)
    votes = result.matrix
    for a in range(options):
        if all(votes[a][b] > votes[b][a] for b in range(options) if a != b):
            assert result.winners == (a + 1,)
            assert len(result.rounds) == 1


def wins_by_hand(votes: Matrix) -> tuple[int, ...]:
    """The text of A.6.4 to A.6.8 once more, by brute force: chains are tried one by one."""
    options = range(len(votes))
    standing = {(a, b) for a in options for b in options if votes[a][b] > votes[b][a]}
    while True:
        beaten = {
            (chain[0], chain[-1])
            for length in range(2, len(votes) + 1)
            for chain in permutations(options, length)
            if all(link in standing for link in zip(chain, chain[1:], strict=False))
        }
        inner = {a for a in options if all((a, b) in beaten or (b, a) not in beaten for b in options)}
        inside = [(a, b) for a, b in standing if a in inner and b in inner]
        if not inside:
            return tuple(sorted(a + 1 for a in inner))

        def weaker(x: tuple[int, int], y: tuple[int, int]) -> bool:
            (a, b), (c, d) = x, y
            return votes[a][b] < votes[c][d] or (votes[a][b] == votes[c][d] and votes[b][a] > votes[d][c])

        standing -= {x for x in inside if not any(weaker(y, x) for y in inside)}


@given(contests())
def test_the_dropping_agrees_with_the_text_read_by_brute_force(contest: tuple[int, Ballots]) -> None:
    options, ballots = contest
    result = schwartz_dropping(ballots, options)
    assert result.winners == wins_by_hand(result.matrix)


@given(contests(least=2))
def test_beatpath_and_dropping_agree_where_no_two_defeats_are_equally_strong(
    contest: tuple[int, Ballots],
) -> None:
    options, ballots = contest
    result = schwartz_dropping(ballots, options)
    strengths = [defeat.votes for defeat in result.rounds[0].defeats]
    if len(strengths) == options * (options - 1) // 2 == len(set(strengths)):
        assert beatpath(result.matrix).winners == result.winners


@given(contests())
def test_every_chain_is_as_strong_as_it_says(contest: tuple[int, Ballots]) -> None:
    options, ballots = contest
    result = beatpath(schwartz_dropping(ballots, options).matrix)
    votes = matrix(group(ballots, options), options)
    for (first, last), chain in result.chains.items():
        if chain:
            assert (chain[0], chain[-1], len(set(chain))) == (first, last, len(chain))
            links = list(zip(chain, chain[1:], strict=False))
            assert all(votes[a - 1][b - 1] > votes[b - 1][a - 1] for a, b in links)
            assert min(votes[a - 1][b - 1] for a, b in links) == result.strength[first, last]
        else:
            assert result.strength[first, last] == 0


def test_a_cycle_is_resolved_by_dropping_its_weakest_defeat() -> None:
    result = schwartz_dropping(CYCLE, 3)
    assert result.matrix == ((0, 6, 4), (3, 0, 7), (5, 2, 0))
    assert [each.schwartz for each in result.rounds] == [(1, 2, 3), (1,)]
    assert [each.dropped for each in result.rounds] == [(Defeat(3, 1, 5, 4),), ()]
    assert result.winners == (1,)
    assert result.steps == (
        "A.6.1: 9 ballots compared pair by pair over 3 options.",
        "A.6.4: option 1 defeats option 2 by 6 to 3; option 2 defeats option 3 by 7 to 2; "
        "option 3 defeats option 1 by 5 to 4.",
        "A.6.5 and A.6.6, round 1: the Schwartz set is options 1, 2 and 3.",
        "A.6.7, round 1: dropped the weakest defeat inside the set: option 3 defeats option 1 by 5 to 4.",
        "A.6.5 and A.6.6, round 2: the Schwartz set is option 1.",
        "A.6.8: no defeat is left inside the Schwartz set; option 1 wins.",
    )


def test_the_strongest_chains_explain_a_cycle() -> None:
    result = beatpath(schwartz_dropping(CYCLE, 3).matrix)
    assert result.winners == (1,)
    assert result.chains[1, 3] == (1, 2, 3) and result.strength[1, 3] == 6
    assert result.chains[3, 1] == (3, 1) and result.strength[3, 1] == 5


def test_equally_weak_defeats_are_dropped_together_and_leave_a_tie() -> None:
    result = schwartz_dropping([((1, 2, 3), 1), ((3, 1, 2), 1), ((2, 3, 1), 1)], 3)
    assert len(result.rounds[0].dropped) == 3
    assert beatpath(result.matrix).winners == (1, 2, 3)
    assert result.winners == (1, 2, 3)
    assert (
        "A.6.7, round 1: dropped the weakest defeats, equally weak, inside the set: option 1 "
        in result.steps[3]
    )
    assert result.steps[-1].endswith("the casting vote or the lot chooses between options 1, 2 and 3.")


def test_of_two_defeats_with_equal_votes_the_one_with_more_against_is_weaker() -> None:
    assert Defeat(1, 2, 6, 5).strength < Defeat(2, 3, 6, 4).strength < Defeat(3, 1, 7, 6).strength
    rounds = drop_weakest(((0, 6, 5), (4, 0, 6), (6, 2, 0)), (1, 2, 3))
    assert rounds[0].dropped == (Defeat(3, 1, 6, 5),)
    assert rounds[-1].schwartz == (1,)


def test_an_option_below_the_quorum_is_dropped_before_its_majority_is_looked_at() -> None:
    ballots: Ballots = [((1, 2, 3), 2), ((0, 1, 2), 8)]
    result = schwartz_dropping(ballots, 3, 3, quorum=RootQuorum(3), roll=16)
    assert {option: test.met for option, test in result.quorum.items()} == {1: False, 2: True}
    assert list(result.majority) == [2]
    reason = (
        "option 1 has 2 votes over the default option and needs 7: "
        "the quorum is not met and the option is dropped."
    )
    assert result.dropped == (Dropped(1, "A.6.2", reason),)
    assert "A.6.2: " + reason in result.steps
    assert result.remaining == (2, 3)
    assert result.winners == (2,)


@pytest.mark.parametrize(("strict", "winner"), [(True, 2), (False, 1)])
def test_exactly_three_to_one_is_enough_since_version_1_6_only(strict: bool, winner: int) -> None:
    ballots: Ballots = [((1, 2), 9), ((2, 1), 3)]
    result = schwartz_dropping(ballots, 2, 2, [3, 1], majority_strict=strict)
    assert result.winners == (winner,)
    assert result.majority[1].passed is not strict
    words = "more than 3 times" if strict else "at least 3 times"
    assert any(words in step for step in result.steps)


@pytest.mark.parametrize("strict", [True, False])
def test_a_draw_with_the_default_option_is_no_majority(strict: bool) -> None:
    result = schwartz_dropping([((1, 2), 5), ((2, 1), 5)], 2, 2, majority_strict=strict)
    assert [(drop.option, drop.paragraph) for drop in result.dropped] == [(1, "A.6.3")]
    assert result.winners == (2,)


def test_nobody_against_carries_any_ratio_with_one_vote() -> None:
    assert schwartz_dropping([((1, 0), 1)], 2, 2, [3, 1]).winners == (1,)
    assert schwartz_dropping([((0, 0), 1)], 2, 2, [3, 1]).winners == (2,)


def test_without_ballots_the_default_option_wins_and_without_a_default_all_tie() -> None:
    assert schwartz_dropping([], 2, 2).winners == (2,)
    result = schwartz_dropping([], 2)
    assert result.winners == (1, 2)
    assert "A.6.4: no option defeats another." in result.steps


def test_ballots_are_counted_and_the_different_ones_too() -> None:
    result = schwartz_dropping([((1, 2), 3), ((2, 1), 1), ((1, 2), 2)], 2)
    assert (result.ballots, result.distinct) == (6, 2)


@pytest.mark.parametrize(
    ("ballot", "reason"),
    [
        (([1, 2], 1), r"ballot 2 is not a tuple of ranks but \[1, 2\]"),
        (((1, 2, 3), 1), "ballot 2 has 3 ranks for 2 options"),
        (((1, -2), 1), "ballot 2 gives option 2 the rank -2"),
        (((1, 2.5), 1), "ballot 2 gives option 2 the rank 2.5"),
        (((2, 1), -1), "ballot 2 cannot be counted -1 times"),
        (((2, 1), 0.5), "ballot 2 cannot be counted 0.5 times"),
    ],
)
def test_a_ballot_that_makes_no_sense_is_refused_by_number(ballot: tuple[Ranks, int], reason: str) -> None:
    with pytest.raises(BadBallots, match=reason):
        schwartz_dropping([((1, 2), 1), ballot], 2)


@pytest.mark.parametrize(
    ("terms", "reason"),
    [
        ({"options": 0}, "at least one option"),
        ({"default": 3}, "option 3 cannot be the default option: there are 2 options"),
        ({"default": 0}, "option 0 cannot be the default option"),
        ({"roll": 1}, "2 ballots cannot come from the 1 voters on the roll"),
        ({"roll": -1}, "the roll must be a whole number"),
        ({"default": 2, "quorum": RootQuorum(3)}, "needs a default option and a roll"),
        ({"quorum": RootQuorum(3), "roll": 9}, "needs a default option and a roll"),
        ({"default": 2, "ratios": [1]}, "there are 1 majority ratios for 2 options"),
        (
            {"default": 2, "ratios": [Fraction(1, 2), 1]},
            "the majority ratio of option 1 is a fraction from 1 up",
        ),
        (
            {"default": 2, "ratios": [3.0, 1]},
            "the majority ratio of option 1 is a fraction from 1 up, not 3.0",
        ),
        (
            {"default": 2, "ratios": [1, 3]},
            "option 2 cannot need 3:1 over the default option: it is the default",
        ),
        ({"ratios": [3, 1]}, "option 1 cannot need 3:1 over the default option: there is none"),
    ],
)
def test_terms_that_make_no_sense_together_are_refused(terms: dict[str, object], reason: str) -> None:
    with pytest.raises(BadCount, match=reason):
        schwartz_dropping(**{"ballots": [((1, 2), 2)], "options": 2, **terms})  # type: ignore[arg-type]


def test_chains_are_looked_for_only_in_a_square_matrix_among_its_options() -> None:
    with pytest.raises(BadCount, match="as many columns as rows"):
        beatpath(((0, 1), (1,)))
    with pytest.raises(BadCount, match="option 3 is not among the 2 options"):
        beatpath(((0, 1), (0, 0)), (1, 3))
    assert beatpath(schwartz_dropping(CYCLE, 3).matrix, (2, 3)).winners == (2,)
