"""A text as a page that people write by hand, read and written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.texts.clause import BadText, Clause, Revision
from folkmoot.texts.labels import labels
from folkmoot.texts.page import page
from folkmoot.texts.plain import read_plain
from texts.text_world import PLAN, revisions

BY_HAND = """\
# The Plan

Preamble: words that go
on in the next line.

## 1. Aims

These are our aims.

1.1 Members may vote on:
(a) rules;
(b) money:
  (i) fees,
  (ii) fines;

and on nothing else.

1.2 Another.
2024 was a year.

1.2A Between.

1.3 Third.

| a | b |
|---|---|
| 1 | 2 |

Words without a number.

## 2. Means

- one
- two
"""


def read(text: str) -> Revision:
    return read_plain(text).revision


def outline(clauses: tuple[Clause, ...], depth: int = 0) -> list[str]:
    found = []
    for clause in clauses:
        words = " / ".join(words for words in (clause.heading, clause.body, clause.tail) if words)
        found += [f"{'  ' * depth}{clause.kind}: {words}", *outline(clause.children, depth + 1)]
    return found


def test_a_page_written_by_hand_is_read_as_it_was_meant() -> None:
    revision = read(BY_HAND)
    assert revision.title == "The Plan"
    assert outline(revision.clauses) == [
        "flush: Preamble: words that go on in the next line.",
        "section: Aims / These are our aims.",
        "  clause: Members may vote on: / and on nothing else.",
        "    item: rules;",
        "    item: money:",
        "      item: fees,",
        "      item: fines;",
        "  clause: Another. 2024 was a year.",
        "  clause: Between.",
        "  clause: Third.",
        "  table: | a | b |\n| 1 | 2 |",
        "  flush: Words without a number.",
        "section: Means",
        "  item: one",
        "  item: two",
    ]


def test_numbers_that_the_text_would_give_are_computed_and_others_are_fixed() -> None:
    revision = read(BY_HAND)
    fixed = {clause.body: clause.label for clause in revision.walk() if clause.label is not None}
    assert fixed == {"Between.": "1.2A"}
    printed = labels(revision)
    numbers = [printed[clause.id] for clause in revision.walk() if clause.kind == "clause"]
    assert numbers == ["1.1", "1.2", "1.2A", "1.3"]


def test_what_has_no_number_among_those_that_have_one_keeps_none() -> None:
    revision = read("## Preamble\n\n## 1 Aims\n\n## 2 Means\n")
    assert [clause.label for clause in revision.clauses] == ["", None, None]
    assert [clause.label for clause in read("## Aims\n\n## Means\n").clauses] == [None, None]


def test_many_odd_numbers_are_kept_as_they_are_printed() -> None:
    odd = "".join(f"{number}. Words.\n\n" for number in range(100, 300, 2))
    revision = read(odd)
    assert list(labels(revision).values()) == [str(number) for number in range(100, 300, 2)]


def test_ids_stand_beside_the_words() -> None:
    plain = read_plain(
        '## 1 Aims {#aims}\n\n1.1 Members. {#m .rule label="1.1"}\n\nWords. {#w}\n\n1.3 More.\n'
    )
    aims = plain.revision.clauses[0]
    assert (aims.id, [child.id for child in aims.children]) == ("aims", ["m", "w", "p-1"])
    assert (aims.children[0].kind, aims.children[0].label) == ("rule", "1.1")
    assert plain.known == {"aims", "m", "w"}


def test_made_up_ids_are_none_that_stand_on_the_page_before() -> None:
    assert [clause.id for clause in read("One. {#p-1}\n\nTwo.\n").clauses] == ["p-1", "p-2"]


def test_a_clause_may_say_under_what_it_stands() -> None:
    revision = read('## 1 Aims {#a}\n\n### 1.1 Deep {#b}\n\nWords. {#c under="a"}\n\nMore. {#d under=""}\n')
    assert revision.parents == {"a": "", "b": "a", "c": "a", "d": ""}


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("One. {#a}\n\nTwo. {#a}\n", 3, "a cannot name another clause"),
        ("One. {#-}\n", 1, "- cannot name another clause"),
        ("One. {#a .-}\n", 1, "a cannot name another clause"),
        ('One.\n\nTwo. {#b under="a"}\n', 3, "no clause before it is called a"),
        ("One.\n\nTw\u202eo.\n", 3, "it holds the invisible character U+202E"),
        ("# Ti\u200btle\n", 1, "it holds the invisible character U+200B"),
        ("".join(f"{'#' * depth} x\n\n" for depth in range(2, 50)), 81, "clauses hang more than 40 deep"),
    ],
)
def test_a_bad_page_is_refused_with_its_line(text: str, line: int, says: str) -> None:
    with pytest.raises(BadText) as refused:
        read_plain(text)
    assert (refused.value.where, refused.value.says) == (f"line {line}", says)
    assert refused.value.cure


def test_last_words_of_a_clause_that_is_not_there_are_a_paragraph() -> None:
    assert [clause.body for clause in read("Words. {#x .tail}\n").clauses] == ["Words."]


def test_line_ends_and_characters_are_brought_to_one_form() -> None:
    assert read("\ufeffCafe\u0301\r\nau lait\r\n").clauses[0].body == "Café au lait"


@given(revisions())
def test_a_page_with_ids_gives_the_same_text_again(revision: Revision) -> None:
    plain = read_plain(page(revision))
    assert plain.revision == revision
    assert plain.known == set(revision.by_id)


@given(revisions())
def test_a_page_without_ids_can_be_read(revision: Revision) -> None:
    written = page(revision, ids=False)
    assert not re.search(r"\{#", written)
    read_plain(written)


@given(st.text(alphabet=list('#|-1.a(){}\\ \n\t"=i'), max_size=40))
def test_any_page_is_read_or_refused_and_what_was_read_can_be_written(text: str) -> None:
    try:
        revision = read_plain(text).revision
    except BadText:
        return
    assert read_plain(page(revision)).revision.by_id.keys() == revision.by_id.keys()


def test_a_page_without_ids_prints_references_as_numbers() -> None:
    written = page(PLAN, ids=False)
    assert "This part follows 1.2." in written
    assert written.startswith("# The Plan for Change\n\n## 1 Aims\n\nThese are our aims.\n\n1.1 Members")
    assert "\n  (b) by each branch,\n\nand sits for two years.\n\n1.3 The fee" in written
