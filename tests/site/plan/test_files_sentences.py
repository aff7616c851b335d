"""Marks in a sentence: any text can be read, and what is written is read as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.site.plan.files import tables
from folkmoot.site.plan.files.sentence import Run, address, parse, tidy, words, write

SIGNS = st.lists(
    st.sampled_from(
        [
            "a",
            "b",
            " ",
            "*",
            "**",
            "***",
            "\\",
            "[",
            "]",
            "](https://x.example)",
            "{clause:a}",
            "{",
            "|",
            "\n",
        ]
    ),
    max_size=12,
).map("".join)
RUNS = st.lists(
    st.builds(
        Run,
        SIGNS.filter(bool),
        st.booleans(),
        st.booleans(),
        st.sampled_from(["", "", "https://x.example"]),
    ),
    max_size=4,
)


@given(SIGNS)
def test_any_text_is_a_sentence_and_what_is_tidy_stays_as_it_is(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert words(once) == words(text)


@given(RUNS)
def test_no_word_of_a_run_is_lost_or_taken_for_a_mark(runs: list[Run]) -> None:
    assert words(write(runs)) == words(runs)
    assert write(parse(write(runs))) == write(runs)


@given(SIGNS, st.lists(st.integers(0, 12), max_size=3))
def test_cutting_a_sentence_changes_none_of_its_marks(text: str, cuts: list[int]) -> None:
    assert write(parse(text, cuts)) == tidy(text)


def test_a_run_ends_where_a_piece_does() -> None:
    assert [(run.text, run.at) for run in parse("one *two* three", (0, 3, 10))] == [
        ("one", 0), (" ", 3), ("two", 5), (" ", 9), ("three", 10),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("*so*", [Run("so", emphasis=True)]),
        ("**so**", [Run("so", strong=True)]),
        ("***so***", [Run("so", True, True)]),
        ("2 * 3 * 4", [Run("2 * 3 * 4")]),
        (r"\*so\*", [Run("*so*")]),
        ("*so", [Run("*so")]),
        ("*a **b* c**", [Run("a ", True), Run("b", True, True), Run(" c", strong=True)]),
        ("[us](https://x.example)", [Run("us", link="https://x.example")]),
        ("[us](javascript:alert(1))", [Run("[us](javascript:alert(1))")]),
        ("see {clause:c-1}.", [Run("see "), Run("", clause="c-1"), Run(".")]),
        (r"see \{clause:c-1}.", [Run("see {clause:c-1}.")]),
    ],
)
def test_marks_are_read_as_they_are_meant(text: str, runs: list[Run]) -> None:
    assert list(parse(text)) == runs


@given(
    st.lists(st.lists(SIGNS.map(lambda text: text.replace("\n", " ")), min_size=1, max_size=3), max_size=3)
)
def test_a_table_keeps_its_cells_whatever_stands_in_them(rows: list[list[str]]) -> None:
    body = tables.body([[tidy(cell) for cell in row] for row in rows])
    assert tables.tidy(body) == body
    found = [[words(cell).split() for cell in row] for row in tables.rows(body)]
    wide = max(map(len, rows), default=0)
    assert found == [[words(cell).split() for cell in row] + [[]] * (wide - len(row)) for row in rows]


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("HTTPS://x.example/ä (b)", "https://x.example/%C3%A4%20%28b%29"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("data:text/html,x", ""),
        ("x.example", ""),
    ],
)
def test_only_addresses_of_pages_and_mailboxes_are_kept(given_: str, kept: str) -> None:
    assert address(given_) == kept
