"""Shares, and the quorum rules built on them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.counting.quorum import Members, Quorum, RootQuorum, ShareOfRoll, check, sentence
from folkmoot.counting.refusals import BadCount, require_count
from folkmoot.counting.share import Share, needed

HALF = Share(1, 2, True)
TWO_THIRDS = Share(2, 3, False)


@st.composite
def shares(draw: st.DrawFn) -> Share:
    denominator = draw(st.integers(1, 60))
    numerator = draw(st.integers(1, denominator))
    return Share(numerator, denominator, draw(st.booleans()) and numerator < denominator)


@pytest.mark.parametrize(
    ("share", "base", "votes"),
    [
        (TWO_THIRDS, 9, 6),
        (TWO_THIRDS, 10, 7),
        (HALF, 17, 9),
        (HALF, 60, 31),
        (Share(1, 2, False), 60, 30),
        (Share(2, 3, True), 9, 7),
        (Share(1, 1, False), 9, 9),
        (HALF, 0, 1),
        (TWO_THIRDS, 0, 1),
        (Share(1, 10, False), 1, 1),
    ],
)
def test_needed_is_what_a_person_would_work_out(share: Share, base: int, votes: int) -> None:
    assert needed(share, base) == votes


@given(shares(), st.integers(0, 10**6))
def test_needed_is_the_smallest_number_that_passes(share: Share, base: int) -> None:
    least = needed(share, base)
    assert share.passes(least, base)
    assert least == 1 or not share.passes(least - 1, base)


@given(shares(), st.integers(0, 10**6), st.integers(0, 10**6))
def test_passing_is_the_comparison_of_fractions(share: Share, votes: int, base: int) -> None:
    line = Fraction(share.numerator, share.denominator) * base
    assert share.passes(votes, base) == (votes > line if share.strict else votes >= line)


@given(shares(), st.integers(1, 10**6))
def test_needed_is_never_more_than_everybody(share: Share, base: int) -> None:
    assert needed(share, base) <= base


@given(shares(), st.integers(0, 10**6))
def test_a_larger_base_never_needs_fewer(share: Share, base: int) -> None:
    assert needed(share, base) <= needed(share, base + 1)


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (HALF, "more than half"),
        (Share(1, 2, False), "at least half"),
        (TWO_THIRDS, "at least two thirds"),
        (Share(1, 3, True), "more than a third"),
        (Share(1, 8, False), "at least an eighth"),
        (Share(3, 4, False), "at least three quarters"),
        (Share(51, 100, False), "at least 51/100"),
        (Share(1, 20, True), "more than 1/20"),
        (Share(4, 4, False), "all"),
    ],
)
def test_a_share_is_named_as_in_a_rulebook(share: Share, words: str) -> None:
    assert share.words() == words


@pytest.mark.parametrize("numerator, denominator", [(0, 2), (3, 2), (1, 0), (-1, 2), (1, -2)])
def test_a_share_is_above_nothing_and_not_above_the_whole(numerator: int, denominator: int) -> None:
    with pytest.raises(BadCount, match="share"):
        Share(numerator, denominator, False)


def test_more_than_all_is_refused() -> None:
    with pytest.raises(BadCount, match="more than all"):
        Share(3, 3, True)


@pytest.mark.parametrize("value", [True, 3.0, "3", -1, None])
def test_only_whole_numbers_from_0_up_are_counts(value: object) -> None:
    with pytest.raises(BadCount, match="the roll must be a whole number, 0 or more, not"):
        require_count("the roll", value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quorum", "roll", "least"),
    [
        (Members(8), 60, 8),
        (Members(8), 5, 8),
        (ShareOfRoll(Share(1, 4, False)), 60, 15),
        (ShareOfRoll(Share(1, 4, False)), 61, 16),
        (ShareOfRoll(Share(1, 4, False)), 0, 1),
        (RootQuorum(3), 1024, 49),
        (RootQuorum(3, strict=False), 1024, 48),
        (RootQuorum(3), 1023, 48),
        (RootQuorum(3, strict=False), 1023, 48),
        (RootQuorum(1), 0, 1),
        (RootQuorum(1, strict=False), 0, 1),
    ],
)
def test_a_quorum_needs_what_a_person_would_work_out(quorum: Quorum, roll: int, least: int) -> None:
    assert quorum.needed(roll) == least


@given(st.integers(1, 9), st.integers(0, 10**9))
def test_a_root_quorum_needs_the_smallest_number_above_the_root(times: int, roll: int) -> None:
    square = times * times * roll
    strictly, least = RootQuorum(times).needed(roll), RootQuorum(times, strict=False).needed(roll)
    assert 4 * strictly**2 > square >= 4 * (strictly - 1) ** 2
    assert 4 * least**2 >= square
    assert least == 1 or 4 * (least - 1) ** 2 < square


@given(st.integers(1, 9), st.integers(0, 10**6))
def test_the_two_readings_of_a_root_quorum_differ_only_where_the_root_is_whole(times: int, roll: int) -> None:
    strictly, least = RootQuorum(times).needed(roll), RootQuorum(times, strict=False).needed(roll)
    whole = roll > 0 and 4 * least**2 == times * times * roll
    assert strictly - least == (1 if whole else 0)


@given(st.integers(1, 50), st.integers(0, 50), st.integers(0, 50))
def test_a_quorum_is_met_from_its_number_upwards(number: int, took_part: int, more: int) -> None:
    result = check(Members(number), took_part=took_part, roll=took_part + more)
    assert result.met == (took_part >= number)
    assert (result.needed, result.took_part, result.roll) == (number, took_part, took_part + more)


def test_a_quorum_is_told_in_one_sentence() -> None:
    assert sentence(check(Members(8), took_part=20, roll=60)) == "Quorum 8: 20 took part, met."
    assert sentence(check(Members(21), took_part=20, roll=60)) == "Quorum 21: 20 took part, not met."


def test_more_than_the_roll_cannot_have_taken_part() -> None:
    with pytest.raises(BadCount, match="61 cannot have taken part: only 60 are on the roll"):
        check(Members(8), took_part=61, roll=60)


@pytest.mark.parametrize("rule", [Members, RootQuorum])
def test_a_quorum_of_nothing_is_refused(rule: type[Members] | type[RootQuorum]) -> None:
    with pytest.raises(BadCount, match="leave it out"):
        rule(0)
