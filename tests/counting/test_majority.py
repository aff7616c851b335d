"""A vote on one motion."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.counting.majority import Base, MajorityResult, Share, count, sentence
from folkmoot.counting.quorum import Members, Quorum, ShareOfRoll
from folkmoot.counting.refusals import BadCount

HALF = Share(1, 2, True)
TWO_THIRDS = Share(2, 3, False)
votes = st.integers(0, 500)
rules = st.sampled_from([HALF, TWO_THIRDS, Share(3, 4, False), Share(2, 3, True), Share(1, 1, False)])
bases = st.sampled_from(get_args(Base))


def vote(
    for_: int,
    against: int,
    abstained: int,
    *,
    share: Share = HALF,
    base: Base = "votes for and against",
    roll: int = 60,
    quorum: Quorum | None = None,
) -> MajorityResult:
    return count(for_, against, abstained, share=share, base=base, roll=roll, quorum=quorum)


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (
            vote(12, 5, 3, quorum=Members(8)),
            "12 for, 5 against, 3 abstained; 17 counted; more than half of 17 is 9: carried."
            " Quorum 8: 20 took part, met.",
        ),
        (
            vote(6, 3, 0, share=TWO_THIRDS),
            "6 for, 3 against, 0 abstained; 9 counted; at least two thirds of 9 is 6: carried.",
        ),
        (
            vote(30, 5, 3, base="members on the roll"),
            "30 for, 5 against, 3 abstained; 60 on the roll; more than half of 60 is 31: lost.",
        ),
        (
            vote(10, 7, 3, base="ballots cast", quorum=ShareOfRoll(Share(1, 4, False))),
            "10 for, 7 against, 3 abstained; 20 ballots cast; more than half of 20 is 11: lost."
            " Quorum 15: 20 took part, met.",
        ),
        (
            vote(4, 1, 0, quorum=Members(8)),
            "4 for, 1 against, 0 abstained; 5 counted; more than half of 5 is 3: enough votes."
            " Quorum 8: 5 took part, not met: not carried.",
        ),
        (
            vote(1, 4, 0, quorum=Members(8)),
            "1 for, 4 against, 0 abstained; 5 counted; more than half of 5 is 3: lost."
            " Quorum 8: 5 took part, not met.",
        ),
    ],
)
def test_the_arithmetic_is_told_in_plain_words(result: MajorityResult, words: str) -> None:
    assert sentence(result) == words


def test_the_result_keeps_the_parts_of_the_rule() -> None:
    result = vote(12, 5, 3, quorum=Members(21))
    assert (result.for_, result.against, result.abstained) == (12, 5, 3)
    assert (result.share, result.base_name, result.base, result.needed) == (
        HALF,
        "votes for and against",
        17,
        9,
    )
    assert result.carried_by_votes and not result.carried
    assert result.quorum is not None and not result.quorum.met


@given(rules, bases, votes)
def test_a_motion_that_nobody_votes_for_is_lost(share: Share, base: Base, against: int) -> None:
    assert not vote(0, against, 0, share=share, base=base, roll=500).carried


@given(rules, bases, votes, votes, votes)
def test_one_more_vote_for_never_loses_a_motion(
    share: Share, base: Base, for_: int, against: int, abstained: int
) -> None:
    before = vote(for_, against, abstained, share=share, base=base, roll=2000)
    after = vote(for_ + 1, against, abstained, share=share, base=base, roll=2000)
    assert after.carried or not before.carried


@given(rules, bases, votes, votes, votes)
def test_one_more_vote_against_never_carries_a_motion(
    share: Share, base: Base, for_: int, against: int, abstained: int
) -> None:
    before = vote(for_, against, abstained, share=share, base=base, roll=2000)
    after = vote(for_, against + 1, abstained, share=share, base=base, roll=2000)
    assert before.carried or not after.carried


@given(rules, votes, votes, votes)
def test_abstentions_change_nothing_among_votes_for_and_against(
    share: Share, for_: int, against: int, abstained: int
) -> None:
    with_them, without = (
        vote(for_, against, abstained, share=share, roll=2000),
        vote(for_, against, 0, share=share, roll=2000),
    )
    assert (with_them.needed, with_them.carried) == (without.needed, without.carried)


@given(bases, votes, votes, votes, st.integers(1, 1500))
def test_a_vote_without_its_quorum_is_never_carried(
    base: Base, for_: int, against: int, abstained: int, number: int
) -> None:
    result = vote(for_, against, abstained, base=base, roll=2000, quorum=Members(number))
    free = vote(for_, against, abstained, base=base, roll=2000)
    assert result.carried == (free.carried and for_ + against + abstained >= number)


def test_more_ballots_than_members_are_refused() -> None:
    with pytest.raises(BadCount, match="21 ballots cannot come from the 20 members on the roll"):
        vote(12, 5, 4, roll=20)


def test_an_unknown_base_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadCount, match="'those present' is not a base .* ballots cast"):
        vote(1, 0, 0, base="those present")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("numbers", "name"),
    [((-1, 0, 0), "votes for"), ((0, -1, 0), "votes against"), ((0, 0, -1), "abstentions")],
)
def test_a_number_that_is_no_count_is_refused_by_name(numbers: tuple[int, int, int], name: str) -> None:
    with pytest.raises(BadCount, match=name):
        vote(*numbers)
