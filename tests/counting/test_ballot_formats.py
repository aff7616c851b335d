"""PrefLib, ABIF, tables and tally sheets: read, written, told apart, and refused with their place."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counting.ballot_files import damaged, marked_papers
from counting.shared_data import files
from folkmoot.counting import abif, ballot_csv, formats, preflib
from folkmoot.counting.marks import BURLINGTON, Marked, treat
from folkmoot.counting.reading import Misread, decode
from folkmoot.counting.refusals import BadBallots

AB = Marked(("A", "B", "C"), None, {((1,), (2, 3)): 27, ((2,),): 3})
NO_GAPS: frozenset[formats.Fault] = frozenset()


@given(marked_papers())
def test_preflib_and_abif_are_read_as_they_were_written(papers: Marked) -> None:
    for format in (preflib, abif):
        assert format.read(format.write(papers)) == papers


@given(marked_papers())
def test_a_table_is_read_as_it_was_written_where_names_can_head_its_columns(papers: Marked) -> None:
    try:
        data = ballot_csv.write(papers)
    except BadBallots:
        return
    found = ballot_csv.read(data)
    assert (found.names, found.papers) == (papers.names, papers.papers)


@given(marked_papers(), st.data())
def test_a_damaged_file_is_read_or_refused_with_line_and_column(papers: Marked, data: st.DataObject) -> None:
    papers = replace(papers, names=tuple(f"n{place}" for place in range(len(papers.names))))
    writer: Callable[[Marked], bytes] = data.draw(
        st.sampled_from((preflib.write, abif.write, ballot_csv.write))
    )
    broken = data.draw(damaged(writer(papers)))
    for reader in (preflib.read, abif.read, ballot_csv.read, formats.read):
        try:
            reader(broken)
        except Misread as refusal:
            assert refusal.line >= 1 and refusal.column >= 1


@pytest.mark.parametrize(
    ("format", "text", "papers"),
    [
        ("ABIF", "27:A>B=C\n3:B\n", AB),
        ("ABIF", '{title: "Tea"}\n27: A / 5 > B/3 = C/3 # as found\n3: B/2\n', replace(AB, title="Tea")),
        ("ABIF", "27:A/5,B/3,C/3\n3:B/2\n", AB),
        ("ABIF", "=a:[A]\n=b:[B]\n=c:[C]\n27:a>b=c\n3:b\n", AB),
        ("ABIF", "27:[A]>B=[C]\n3:B", AB),
        ("ABIF", '{"title": "T", "seats": 2}\n2:A\n', Marked(("A",), 2, {((1,),): 2}, title="T")),
        ("ABIF", '2:["Q" A]>B\n', Marked(('"Q" A', "B"), None, {((1,), (2,)): 2})),
        ("PrefLib", "3\n1,A\n2,B\n3,C\n30,30,2\n27,1,{2,3}\n3,2\n", AB),
        ("PrefLib", "1\n1,A, the first\n4,4,1\n4,1", Marked(("A, the first",), None, {((1,),): 4})),
        ("CSV", "papers,A,B,C\n27,1,2,2\n3,,1,\n", AB),
        ("CSV", "A;B;C;count\n1;2;2;27\n;1;;3\n", AB),
        ("CSV", "count,Rank 1,Rank 2\n27,A,B = C\n3,B,\n", AB),
        ("CSV", "count\t1st choice\t2nd choice\n27\tA\tB=C\n3\tB\t\n", AB),
        (
            "PrefLib",
            "# NUMBER ALTERNATIVES: 3\n# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n"
            "# ALTERNATIVE NAME 3: C\n27: 1,{2,3}\n3: 2\n",
            AB,
        ),
        ("tally sheet", "Option 1-->: A\n/ Option 2->: B\nV: 12\nV: 1- x\n", None),
        ("BLT", '1 1\n1 1 0\n0\n"A"\n"T"\n', None),
        ("BLT", "# a remark\n2,1\n1,1,0\n0\nA\nB\nT\n", None),
        ("BLT", "3 2\n4 1 2", None),
    ],
)
def test_a_file_is_told_by_its_content(format: str, text: str, papers: Marked | None) -> None:
    assert formats.format_of(text) == format
    if papers is not None:
        assert formats.read(text.encode()) == (format, papers)


@pytest.mark.parametrize(
    ("reader", "text", "place", "reason"),
    [
        (abif.read, "=a:[A]\n2:a>b\n", (2, 5), "'b' is not declared"),
        (abif.read, "2:a>\n", (1, 5), "ends after a sign"),
        (abif.read, "2:a>b>a\n", (1, 7), "on the ballot twice"),
        (abif.read, "2:a,b\n", (1, 3), "has no score"),
        (abif.read, "x:a\n", (1, 1), "'x' is no count"),
        (abif.read, "99999999999999999999:a\n", (1, 1), "too large"),
        (abif.read, "nothing\n", (1, 1), "this is no paper"),
        (abif.read, "{title: Tea}\n1:a", (1, 1), "this tells nothing"),
        (abif.read, "=a:[A]\n=a:[B]\n", (2, 1), "declared twice"),
        (abif.read, "{seats: 0}\n1:a", (1, 1), "no whole number from 1 up"),
        (abif.read, "# only this\n", (2, 1), "names no candidate"),
        (preflib.read, "1: 1,2\n", (1, 1), "does not say how many alternatives"),
        (preflib.read, "# NUMBER ALTERNATIVES: 2\n# ALTERNATIVE NAME 1: A\n", (1, 1), "alternative 2"),
        (preflib.read, "2\n1,A\n3,B\n", (3, 1), "alternative 2 should be named"),
        (preflib.read, "2\n1,A\n2,B\n", (4, 1), "the voters should be told"),
        (preflib.read, "2\n1,A\n2,B\n5,5,1\n4,1,2\n", (4, 3), "says NUMBER VOTERS 5, but there are 4"),
        (
            preflib.read,
            "# DATA TYPE: cat\n# NUMBER ALTERNATIVES: 1\n# ALTERNATIVE NAME 1: A\n1: {1},{}\n",
            (1, 14),
            "categories, which are no order",
        ),
        (formats.read, "3 2 4 1 0\n0\nA\n", (1, 5), "the first line has two numbers"),
        (formats.read, "<html>\n", (1, 1), "neither BLT, PrefLib, ABIF, a tally sheet nor a table"),
        (ballot_csv.read, "papers,A\n2,x\n", (2, 2), "'x' is no rank"),
        (ballot_csv.read, "papers,A\n2,0\n", (2, 2), "a rank is 1 to 1000"),
        (ballot_csv.read, "papers,A\n2\n", (2, 1), "1 cells under 2 headings"),
        (ballot_csv.read, "papers,A\n-2,1\n", (2, 1), "'-2' is no count"),
        (ballot_csv.read, 'papers,A\n2,"1\n', (3, 1), "no row of a table"),
        (ballot_csv.read, "papers,A,A\n2,1,2\n", (1, 1), "one heading"),
        (ballot_csv.read, "Rank 1,Rank 2\nA,A\n", (2, 2), "on the ballot twice"),
        (ballot_csv.read, "papers,A,B\n2,1,1\n", (2, 3), "several candidates stand at one rank"),
        (formats.read, " \n", (1, 1), "the file is empty"),
    ],
)
def test_a_file_that_is_none_is_refused_with_its_place(
    reader: Callable[..., object], text: str, place: tuple[int, int], reason: str
) -> None:
    with pytest.raises(Misread) as refusal:
        reader(text.encode(), NO_GAPS)
    assert (refusal.value.line, refusal.value.column) == place
    assert reason in str(refusal.value)


def test_preflib_says_how_much_there_is_so_that_a_cut_is_noticed() -> None:
    data = preflib.write(AB)
    assert data.endswith(b"\n3: 2\n")
    with pytest.raises(Misread, match="says NUMBER VOTERS 30, but there are 27"):
        preflib.read(data[: -len(b"3: 2\n")])
    with pytest.raises(Misread, match="two|no list|no alternative"):
        preflib.read(data.replace(b"1,{2,3}", b"1,{2,3"))


def test_what_a_format_has_no_sign_for_is_not_written() -> None:
    gap = replace(AB, papers={((), (1,)): 1})
    for format in (preflib, abif):
        with pytest.raises(BadBallots, match="no sign for a rank that is left out"):
            format.write(gap)
    assert ballot_csv.read(ballot_csv.write(gap)).papers == gap.papers
    with pytest.raises(BadBallots, match="cannot head the columns"):
        ballot_csv.write(Marked(("1", "2"), 1, {}))
    with pytest.raises(BadBallots, match="do not fit"):
        ballot_csv.write(replace(AB, papers={((1,), (1,)): 1}))


@pytest.mark.parametrize("path", files("**/*.abif"))
def test_a_real_abif_file_is_read(path: Path) -> None:
    format, papers = formats.read(path.read_bytes())
    assert format == "ABIF"
    assert abif.read(abif.write(papers)) == papers
    contest = treat(papers, BURLINGTON, seats=1)
    assert sum(contest.papers.values()) == sum(papers.papers.values())


@pytest.mark.parametrize("path", files("**/*.tally.txt"))
def test_a_real_tally_sheet_is_read_with_the_names_of_its_options(path: Path) -> None:
    format, papers = formats.read(path.read_bytes())
    assert format == "tally sheet"
    text, _ = decode(path.read_bytes(), None)
    assert sum(papers.papers.values()) == sum(line.startswith("V:") for line in text.split("\n"))
    for number, name in enumerate(papers.names, start=1):
        assert (f"Option {number}-" in text) != (name == f"Option {number}")
