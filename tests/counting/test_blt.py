"""BLT files: every dialect, one canonical form, and refusals with their place."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counting.ballot_files import contests, damaged
from counting.shared_data import files
from folkmoot.counting import blt
from folkmoot.counting.blt_ballots import read_ballots
from folkmoot.counting.contest import Contest
from folkmoot.counting.marks import EVERY_FAULT, LAW, MINNEAPOLIS, NOTED, marked
from folkmoot.counting.reading import Misread, decode
from folkmoot.counting.refusals import BadBallots

THREE = '"Ada"\n"Ben"\n"Cy"\n"Tea"\n'
PLAIN = Contest(("Ada", "Ben", "Cy"), 2, {(1, 2): 4, (3,): 2}, title="Tea")


@given(contests())
def test_what_is_written_is_read_back(contest: Contest) -> None:
    data = blt.write(contest)
    assert blt.read(data) == contest
    assert blt.write(blt.read(data)) == data
    assert blt.read_marked(data) == marked(contest)


@given(contests(), st.data())
def test_a_damaged_file_is_read_or_refused_with_line_and_column(
    contest: Contest, data: st.DataObject
) -> None:
    broken = data.draw(damaged(blt.write(contest)))
    for reader in (blt.read, blt.read_marked, lambda data: blt.read(data, LAW, None)):
        try:
            reader(broken)
        except Misread as refusal:
            assert refusal.line >= 1 and refusal.column >= 1
            assert str(refusal).startswith(f"line {refusal.line}, column {refusal.column}: ")
        except BadBallots as refusal:
            assert "whole papers" in str(refusal)


@given(contests())
def test_the_short_way_and_the_careful_way_give_the_same(contest: Contest) -> None:
    data = blt.write(contest)
    commented = data.replace(b"\n", b" # as in the file\n", 1)
    assert blt.read(commented) == blt.read(data) == contest


@pytest.mark.parametrize("path", files("**/*.blt"))
def test_every_real_file_is_read_and_keeps_its_papers(path: Path) -> None:
    data = path.read_bytes()
    found = blt.read_marked(data)
    careful = read_ballots(decode(data, None)[0], EVERY_FAULT)
    assert careful.papers == found.papers
    assert (careful.candidates, careful.seats) == (len(found.names), found.seats)
    contest = blt.read(data, LAW, encoding=None)
    assert replace(blt.read(blt.write(contest)), as_found=contest.as_found) == contest


@pytest.mark.parametrize(
    ("data", "contest"),
    [
        (f"3 2\n4 1 2 0\n2 3 0\n0\n{THREE}", PLAIN),
        (f"3 2\r\n4 1 2 0\r\n2 3 0\r\n0\r\n{THREE}", PLAIN),
        (f"\ufeff3 2\n4 1 2 0\n2 3 0\n0\n{THREE}", PLAIN),
        (f"3 2 # places\n\n4 1 2 0 # four\n/* two\nlines */ 2 3 0\n0\n# names\n{THREE}", PLAIN),
        (f"3,2,,\n4,1,2,0\n2,3,0,\n0,,\n{THREE}", PLAIN),
        ("3 2\n4 1 2 0\n2 3 0\n0\nAda\nBen\nCy\nTea", PLAIN),
        (f"3 2\n4 1 2 0\n2 3 0\n0\n{THREE}" + '"source"\n"a remark"\nFirst Prefs\n 4 0 2', PLAIN),
        ('3 2\n4 1 2 0\n2 3 0\n0\n"Ada" "Ben" "Cy" "Tea"', PLAIN),
        (f"3 2\n1 1 2 0\n3 1 2 0\n2.0 3 0\n0 2 1 0\n0\n{THREE}", PLAIN),
        (f"3 2\n(a) 1 2 0\n(b) 1 2 0\n(c) 1 2 0\n(d) 1 2 0\n2 3 0\n0\n{THREE}", PLAIN),
        (f"3 2\n(a) 1 2 0\n(b) 3 0\n3 1 2 0\n1 3 0\n0\n{THREE}", PLAIN),
        (f"3 2\n(a) 1 1 2 0\n(b) 1 3 0\n(c) 1 3 0\n3 1 2 0\n0\n{THREE}", PLAIN),
        (f"3 2\n[nick a b c]\n[droop rule=meek]\n4 a b 0\n2 c 0\n0\n{THREE}", PLAIN),
        (
            '3 2\n4 1 2 0\n2 3 0\n0\n"Ada" "Red"\n"Ben"\n"Cy" "Blue"\n"Tea"\n',
            Contest(("Ada (Red)", "Ben", "Cy (Blue)"), 2, PLAIN.papers, title="Tea"),
        ),
        (
            '3 2\n4 1 2 0\n2 3 0\n0\n"Ada" "Red"\n"Ben" ""\n"Cy" "Blue"\n',
            Contest(("Ada (Red)", "Ben", "Cy (Blue)"), 2, PLAIN.papers),
        ),
        (
            '3 2\n4 1 2 0\n2 3 0\n0\n"Red ""Ada""" \n"""Ben"""\n"" # nobody\nTea',
            Contest(('Red "Ada"', '"Ben"', ""), 2, PLAIN.papers, title="Tea"),
        ),
        ('3 2\n4 1 2 0\n2 3 0\n0\nAda\nBen\nCy\n"Tea"', PLAIN),
        ('3 2\n4 1 2 0\n2 3 0\n0\n"Ada"\n"Ben"\n"Cy"\nTea\n', PLAIN),
        (
            f"3 2\n-1 -3\n4 1 2 0\n5 0\n0\n{THREE}",
            Contest(PLAIN.names, 2, {(1, 2): 4, (): 5}, frozenset((1, 3)), "Tea"),
        ),
        (
            f"3 2\n-1\n-3\n[withdrawn 2]\n1 1 0\n0\n{THREE}",
            Contest(PLAIN.names, 2, {(1,): 1}, frozenset((1, 2, 3)), "Tea"),
        ),
        (
            '1 1\n1 1 0\n0\n"An \\"Ada\\" \\\\ B"\n',
            Contest(('An "Ada" \\ B',), 1, {(1,): 1}),
        ),
        (
            "2 1\n1 2 0\n0\n# ALTERNATIVE NAME 1: Ada\n# ALTERNATIVE NAME 2: Ben\nTea",
            Contest(("Ada", "Ben"), 1, {(2,): 1}, title="Tea"),
        ),
    ],
)
def test_a_dialect_is_read(data: str, contest: Contest) -> None:
    assert blt.read(data.encode()) == contest


@pytest.mark.parametrize(
    ("data", "place", "reason"),
    [
        ("", (1, 1), "the file ends before the number of candidates"),
        ("3", (1, 2), "the file ends before the number of seats"),
        ("3 0\n0\n", (1, 3), "cannot be 0"),
        ("3 2 1\n", (1, 5), "the first line has two numbers"),
        (f"3 2\n4 1 2\n2 3 0\n0\n{THREE}", (2, 6), "the line ends before the 0 that closes the ballot"),
        ("3 2\n4 1 2", (2, 6), "the file ends before the 0 that closes the ballot"),
        ("3 2\n4 1 2 0\n", (3, 1), "the file ends before the lone 0"),
        (f"3 2\n4 1 2 1 0\n0\n{THREE}", (2, 7), "candidate 1 is on the ballot twice"),
        (f"3 2\n4 1 4 0\n0\n{THREE}", (2, 5), "candidate 4 does not stand"),
        (f"3 2\n4 1=2 3 0\n0\n{THREE}", (2, 5), "several candidates stand at one rank"),
        (f"3 2\n4 1 - 3 0\n0\n{THREE}", (2, 7), "a rank before this one is left out"),
        (f"3 2\n4 1 x 0\n0\n{THREE}", (2, 5), "'x' is no number of a candidate"),
        (f"3 2\n4e3 1 0\n0\n{THREE}", (2, 1), "'4e3' is no weight"),
        (f"3 2\n{'9' * 5000} 1 0\n0\n{THREE}", (2, 1), "too large"),
        (f"3 2\n1 {'9' * 30} 0\n0\n{THREE}", (2, 3), "too large"),
        (f"3 2\n(a) 1 0\n(a) 2 0\n0\n{THREE}", (3, 1), "the ballot (a) is there twice"),
        (f"3 2\n1 1 0\n-2\n0\n{THREE}", (3, 1), "before the first ballot"),
        (f"3 2\n-4\n0\n{THREE}", (2, 1), "candidate 4 is withdrawn, but does not stand"),
        (f"3 2\n[nick a b]\n0\n{THREE}", (2, 1), "not one short name for each"),
        ('3 2\n1 1 0\n0\n"Ada"\n"Ben"\n"Cy', (6, 1), "a quotation is not closed"),
        ('3 2\n1 1 0\n0\n"Ada"\n"Ben"\n', (6, 1), "the file ends after 2 names whole"),
        ("3 2\n1 1 0\n0\nAda\nBen\nC", (6, 2), "the file ends after"),
        (f"3 2\n1 1 0 2 0\n0\n{THREE}", (2, 7), "the line goes on after the 0"),
        (f"3 2\n-1 -2-1\n1 1 0\n0\n{THREE}", (2, 5), "'2-1' is no number of a withdrawn candidate"),
        (f"3 2\n-3 0\n1 1 0\n0\n{THREE}", (2, 4), "the line goes on after the withdrawn"),
        (f"3 2\n1 1 0\n0\n0\n{THREE}", (4, 1), "a name is not in quotes"),
        ('3 2\n1 1 0\n0\n"Ada"\nBen\n"Cy"\n"Tea"\n', (5, 1), "a name is not in quotes"),
        ('3 2\n1 1 0\n0\n"A" "x"\n"B" "y"\nC\n"T"\n', (6, 1), "a name is not in quotes"),
        ('3 2\n1 1 0\n0\n"Ada""\n"Ben"\n"Cy"\n', (4, 6), "a quotation goes on after its end"),
        (f"{'9' * 15} 2\n1 1 0\n0\n{THREE}", (8, 1), "the file ends after 4 names whole"),
        ("3 2\n1 1\u00a02 0\n0\n", (2, 3), "is no number of a candidate"),
        ("3 2\n1 1 0\n0\n\x00", (4, 1), "control character, U+0000"),
    ],
)
def test_a_file_that_is_none_is_refused_with_its_place(
    data: str, place: tuple[int, int], reason: str
) -> None:
    with pytest.raises(Misread) as refusal:
        blt.read(data.encode())
    assert (refusal.value.line, refusal.value.column) == place
    assert reason in str(refusal.value)


def test_the_withdrawn_stand_in_ascending_order_in_the_canonical_form() -> None:
    contest = Contest(tuple("ABCDEFGHI"), 1, {(2,): 1}, frozenset({9, 8, 1}))
    assert blt.write(contest).startswith(b"9 1\n-1 -8 -9\n1 2 0\n0\n")


def test_a_file_in_windows_1252_is_refused_by_that_name() -> None:
    data = '1 1\n1 1 0\n0\n"O\u2019Neil"\n'.encode("cp1252")
    for encoding in (None, "latin-1"):
        with pytest.raises(
            Misread, match="line 4, column 3: byte 0x92 is no letter .* Windows-1252"
        ) as refusal:
            blt.read(data, encoding=encoding)
        assert (refusal.value.line, refusal.value.column) == (4, 3)


def test_latin_1_is_read_where_it_is_declared_or_nothing_else_is_possible_and_said() -> None:
    data = '1 1\n1 1 0\n0\n"Zoë"\n"Tea"\n'.encode("latin-1")
    with pytest.raises(Misread, match="line 4, column 4: byte 0xeb is not UTF-8"):
        blt.read(data)
    assert blt.read(data, encoding="latin-1").names == ("Zoë",)
    found = blt.read_marked(data)
    assert found.names == ("Zoë",)
    assert found.notes == ("line 4, column 4: byte 0xeb is not UTF-8; the file was read as Latin-1.",)
    with pytest.raises(Misread, match="line 2, column 5"):
        blt.read_marked(b'1 1\n1 1 \xe9 0\n0\n"A"\n"T"\n', NOTED)
    with pytest.raises(Misread, match="UTF-16"):
        blt.read("1 1\n0\n".encode("utf-16"))


def test_weights_in_parts_are_exact_and_no_papers() -> None:
    data = f"3 2\n2.5 1 0\n.5 1 0\n0.1 2 0\n0\n{THREE}".encode()
    found = blt.read_marked(data)
    assert found.papers == {((1,),): 3, ((2,),): Fraction(1, 10)}
    assert found.notes[0] == "line 2, column 1: a ballot is counted 2.5 times."
    with pytest.raises(BadBallots, match="counted 1/10 times; this count needs whole papers"):
        blt.read(data)


def test_faults_can_be_left_to_the_treatment_of_a_rule() -> None:
    data = f"3 2\n1 1=2 3 0\n2 1 - 3 0\n4 3 9 2 0\n8 2 3 2 0\n0\n{THREE}".encode()
    law = blt.read(data, LAW)
    assert law.papers == {(): 9, (1,): 2, (3,): 4}
    assert law.as_found == {
        "several candidates at one rank": 1,
        "a rank left out": 2,
        "a candidate at two ranks": 8,
        "a number that is nobody's": 4,
    }
    assert blt.read(data, MINNEAPOLIS).papers == {(3,): 1, (1, 3): 2, (3, 2): 4, (2, 3): 8}


def test_the_order_of_lines_changes_nothing_of_the_digest() -> None:
    one = blt.read(f"3 2\n4 1 2 0\n2 3 0\n0\n{THREE}".encode())
    other = blt.read(f"3 2\n2 3 0\n1 1 2 0\n3 1 2 0\n0\n{THREE}".encode())
    assert blt.digest(one) == blt.digest(other)
    assert blt.write(one) == b'3 2\n4 1 2 0\n2 3 0\n0\n"Ada"\n"Ben"\n"Cy"\n"Tea"\n'


def test_a_name_with_a_line_break_is_not_written() -> None:
    with pytest.raises(BadBallots, match="no file of ballots may hold"):
        blt.write(Contest(("A\nB",), 1, {}))


@given(contests())
def test_numpy_gives_the_same_papers(contest: Contest) -> None:
    pytest.importorskip("numpy", reason="the extra `fast` is not installed")
    assert blt.read(blt.write(contest), engine="numpy") == contest


@pytest.mark.parametrize("line", ["4 1 2 1 0", "4 1 4 0", "4 0 1 0", "99999999999999999999 1 0", "4 1 2"])
def test_numpy_leaves_what_is_odd_to_the_careful_reader(line: str) -> None:
    pytest.importorskip("numpy", reason="the extra `fast` is not installed")
    with pytest.raises(Misread, match="line 2, column"):
        blt.read(f"3 2\n{line}\n0\n{THREE}".encode(), engine="numpy")


def test_a_ballot_with_an_id_that_may_begin_with_its_weight_is_told() -> None:
    told = blt.read_marked(f"3 2\n(a) 1 2 0\n(b) 1 3 0\n0\n{THREE}".encode())
    assert told.papers == {((1,), (2,)): 1, ((1,), (3,)): 1}
    assert told.notes == ("every ballot with an id begins with 1: read as its first preference.",)
    for sure in ("(a) 1 2 0\n(b) 3 0", "(a) 1 1 0\n(b) 1 3 0"):
        assert not blt.read_marked(f"3 2\n{sure}\n0\n{THREE}".encode()).notes
