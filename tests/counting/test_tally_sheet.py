"""Debian tally sheets as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.counting.refusals import BadBallots
from folkmoot.counting.tally_sheet import read

sheets = st.integers(1, 9).flatmap(
    lambda options: st.lists(st.lists(st.integers(0, 9), min_size=options, max_size=options), min_size=1)
)


def test_prose_is_passed_over_and_ballots_are_read_in_order() -> None:
    text = 'Tally Sheet\n  "V: vote"\n\nOption 1--->: Tea\nV: 12-3\nV: --1- \t\t0a1b\r\n'
    assert read(text) == ((1, 2, 0, 3), (0, 0, 1, 0))


@given(sheets)
def test_what_is_written_is_read_back(ballots: list[list[int]]) -> None:
    text = "".join(
        "V: " + "".join(str(rank) if rank else "-" for rank in ballot) + "\n" for ballot in ballots
    )
    assert read(text) == tuple(tuple(ballot) for ballot in ballots)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("V: 12\nV: 1a\n", "line 2 gives option 2 the rank 'a'; a rank is 1 to 9, or - for none"),
        ("V: 10\n", "line 1 gives option 2 the rank '0'"),
        ("V: 1²\n", "line 1 gives option 2 the rank '²'"),
        ("a sheet\nV: 12\n\nV: 123\n", "line 4 ranks 3 options, the first ballot 2"),
        ("V: 12\nV:\n", "line 2 is a ballot without ranks"),
        ("V: 12 hash name\n", "line 1 has 3 words after V:"),
        ("", "there is no ballot"),
        ('   "V: vote"\n', "there is no ballot"),
    ],
)
def test_a_ballot_that_cannot_be_read_is_refused_with_its_line(text: str, reason: str) -> None:
    with pytest.raises(BadBallots) as refusal:
        read(text)
    assert reason in str(refusal.value)
