"""Debian tally sheets as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.counting.reading import Misread
from folkmoot.counting.tally_sheet import read

sheets = st.integers(1, 9).flatmap(
    lambda options: st.lists(st.lists(st.integers(0, 9), min_size=options, max_size=options), min_size=1)
)


def test_prose_is_passed_over_and_ballots_are_read_in_order() -> None:
    text = 'Tally Sheet\n  "V: vote"\n\nOption 1--->: Tea\nV: 12-3\nV: --1- \t\t0a1b\r\n'
    assert read(text) == ((1, 2, 0, 3), (0, 0, 1, 0))


def test_the_login_and_the_name_of_an_open_vote_are_passed_over() -> None:
    assert read("V: 12-\tann\tAnn Otter 3rd\nV: -21\n") == ((1, 2, 0), (0, 2, 1))


@given(sheets)
def test_what_is_written_is_read_back(ballots: list[list[int]]) -> None:
    text = "".join(
        "V: " + "".join(str(rank) if rank else "-" for rank in ballot) + "\n" for ballot in ballots
    )
    assert read(text) == tuple(tuple(ballot) for ballot in ballots)


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("V: 12\nV: 1a\n", (2, 5), "option 2 has the rank 'a'; a rank is 1 to 9, or - for none"),
        ("V: 10\n", (1, 5), "option 2 has the rank '0'"),
        ("V: 1²\n", (1, 5), "option 2 has the rank '²'"),
        ("a sheet\nV: 12\n\nV: 123\n", (4, 4), "this ranks 3 options, the first ballot 2"),
        ("V: 123\nV: 12\n", (2, 4), "this ranks 2 options, the first ballot 3"),
        ("V: 12\nV:\nV: 21\n", (2, 3), "this is a ballot without ranks"),
        ("V: 1 2 3\n", (1, 6), "the ranks of a ballot are one word"),
        ("V: 12 aja 21\n", (1, 11), "the ranks of a ballot are one word"),
        ("", (1, 1), "there is no ballot"),
        ('   "V: vote"\n', (2, 1), "there is no ballot"),
    ],
)
def test_a_ballot_that_cannot_be_read_is_refused_with_its_place(
    text: str, place: tuple[int, int], reason: str
) -> None:
    with pytest.raises(Misread) as refusal:
        read(text)
    assert (refusal.value.line, refusal.value.column) == place
    assert reason in str(refusal.value)
