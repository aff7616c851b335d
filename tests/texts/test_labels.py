"""Which number is printed beside a clause, how it is cited, and how labelled clauses are put in order."""

import pytest

from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.labelled import by_label
from folkmoot.texts.labels import citations, labels, letters, roman
from texts.text_world import PLAN


def test_sections_clauses_and_items_are_counted() -> None:
    assert labels(PLAN) == {
        "aims": "1",
        "homes": "1.1",
        "votes": "1.2",
        "ballot": "(a)",
        "branch": "(b)",
        "fees": "1.3",
        "means": "2",
        "paper": "2.1",
        "rows": "",
        "note": "",
    }
    assert citations(PLAN)["branch"] == "1.2(b)"
    assert citations(PLAN)["note"] == "2"


def test_a_fixed_label_takes_no_count() -> None:
    text = Revision(
        "",
        (
            Clause("a"),
            Clause("b", label="1A", children=(Clause("b1"), Clause("b2", "item"))),
            Clause("c"),
            Clause("d", "item", "(2A)"),
            Clause("e", label=""),
        ),
    )
    assert labels(text) == {"a": "1", "b": "1A", "b1": "1A.1", "b2": "(a)", "c": "2", "d": "(2A)", "e": ""}
    assert citations(text)["b2"] == "1A(a)"


def test_items_below_items_change_their_letters() -> None:
    deep = Clause("d", "item", children=(Clause("e", "item"),))
    text = Revision(
        "", (Clause("a", "item", children=(Clause("b", "item"), Clause("c", "item", children=(deep,)))),)
    )
    assert labels(text) == {"a": "(a)", "b": "(i)", "c": "(ii)", "d": "(A)", "e": "(1)"}
    assert citations(text)["e"] == "(a)(ii)(A)(1)"


def test_letters_and_roman_figures_go_on() -> None:
    assert [letters(number) for number in (1, 26, 27, 28, 53)] == ["a", "z", "aa", "bb", "aaa"]
    assert [roman(number) for number in (1, 4, 9, 14, 40, 99)] == ["i", "iv", "ix", "xiv", "xl", "xcix"]


@pytest.mark.parametrize(
    "row",
    [
        ["(1)", "(1A)", "(1B)", "(2)", "(10)"],
        ["(a)", "(a-1)", "(a-2)", "(b)", "(aa)"],
        ["(h)", "(i)", "(j)", "(v)", "(x)"],
        ["(i)", "(ii)", "(iv)", "(v)", "(ix)", "(x)"],
        ["(ii)", "(v)"],
        ["(ii)", "(v)", "(x)"],
        ["(A)", "(B)", "(Z)", "(AA)"],
        ["25-101", "25-101a", "25-102"],
        ["(xx)", "(yy)"],
        ["", "(1)"],
    ],
)
def test_labelled_clauses_stand_in_the_order_that_people_read(row: list[str]) -> None:
    backwards = row[::-1]
    assert sorted(backwards, key=by_label(row)) == row
