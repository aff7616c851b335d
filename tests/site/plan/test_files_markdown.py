"""Markdown as people write it by hand or paste it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.plan.files.reading import read
from folkmoot.site.plan.files.sentence import words
from folkmoot.site.plan.files.shaping import Imported
from folkmoot.texts.clause import read_revision
from plan_files import new_ids, outline, said


def taken(text: str | bytes) -> Imported:
    return read("plan.md", text if isinstance(text, bytes) else text.encode(), new_ids())


def test_headings_lists_and_paragraphs_become_clauses() -> None:
    found = taken(
        "# The plan\n\nBefore all else.\n\n## Homes\n\nEach has a *right*\nto a **home**.\n\n"
        "A branch keeps:\n\n- a list;\n- a fund, which\n  - pays,\n\nand reports.\n\n"
        "## Money\n\n1. Spent.\n2. Kept:\n   1. here,\n"
        "   2. there.\n\n14. An old number.\n"
    )
    assert found.revision.title == "The plan"
    assert outline(found) == [
        "flush Before all else.",
        "1 Homes",
        "  1.1 Each has a *right* to a **home**.",
        "  1.2 A branch keeps:",
        "    (a) a list;",
        "    (b) a fund, which",
        "      (i) pays,",
        "  tail and reports.",
        "2 Money",
        "  2.1 Spent.",
        "  2.2 Kept:",
        "    (a) here,",
        "    (b) there.",
        "  2.3 An old number.",
    ]


def test_numbers_typed_in_paragraphs_and_points_typed_in_lines_are_seen() -> None:
    found = taken(
        "# The plan\n\n## 1. Homes\n\n1.1 Each has:\n(a) a list;\n(b) a fund.\n\n"
        "1.2 The year\n2027 is good.\n"
    )
    assert outline(found) == [
        "1 Homes",
        "  1.1 Each has:",
        "    (a) a list;",
        "    (b) a fund.",
        "  1.2 The year 2027 is good.",
    ]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (
            "![a house](p.png)",
            "refused: after “Words.”: A picture is not taken in. It is described as “a house”.",
        ),
        ("<img src=x>", "A picture is not taken in. It has no description"),
        ("<!-- a secret -->", "A hidden remark or script: <!-- a secret -->"),
        ("<script>alert(1)</script>", "A hidden remark or script: <script>alert(1)</script>"),
        ("One <u>two</u>", "Marks of HTML were taken off, their words kept: u"),
        ("~~gone~~", "Words were struck through"),
        ("`code`", "Words in typewriter letters"),
        ("```\ncode\n```", "Words in typewriter letters"),
        ("> said", "An indented quotation"),
        ("---\n\nmore", "A line across the page."),
        ("[x]: https://nobody.example", "An address that nothing refers to: x, https://nobody.example"),
        ("[^1]: Never called.", "A note that nothing refers to: Never called."),
        ("[press](javascript:alert)", "A link leads to no web page"),
        ("Homes[^1].\n\n[^1]: As *agreed*.", "Note 1 is now a paragraph without a number"),
    ],
)
def test_whatever_is_no_words_is_named(text: str, finding: str) -> None:
    found = taken(f"# The plan\n\nWords.\n\n{text}\n")
    assert any(finding in each for each in said(found)), said(found)


def test_a_note_stands_under_its_sentence_even_if_it_is_an_address() -> None:
    found = taken("# P\n\nHomes[^1] and[^x].\n\n[^1]: https://x.example\n[^x]: Two\n   lines.\n")
    (clause,) = found.revision.clauses
    assert clause.body == "Homes[1] and[2]."
    assert [each.body for each in clause.children] == ["[1] https://x.example", "[2] Two lines."]


def test_a_table_keeps_its_cells() -> None:
    found = taken("# P\n\n| A | B |\n|---|---|\n| *1* | a \\| b |\n")
    (clause,) = found.revision.clauses
    assert (clause.kind, clause.body) == ("table", "| A | B |\n| *1* | a \\| b |")


def test_a_link_to_a_heading_by_its_number_follows_it() -> None:
    found = taken("# P\n\n## Homes\n\nSee [2](#money) and [money](#money).\n\n## Money\n\nSpent.\n")
    homes, money = found.revision.clauses
    assert homes.children[0].body == f"See {{clause:{money.id}}} and money."


def test_line_ends_and_the_byte_order_mark_make_no_difference() -> None:
    text = "# The plan\n\nOne\ntwo.\n\nThree.\n"
    plain = taken(text).revision
    assert taken(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()).revision == plain
    assert taken(text.replace("\n", "\r")).revision == plain


@pytest.mark.parametrize("data", ["Zoë".encode("latin-1"), "Zoë".encode("utf-16")])
def test_other_encodings_are_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(OutOfOrder, match="UTF-8"):
        taken(data)


def test_what_a_file_says_of_itself_is_named_and_its_title_taken() -> None:
    found = taken("---\ntitle: The plan\nauthor: Odo\n---\n\nWords.\n")
    assert found.revision.title == "The plan"
    assert said(found) == ["left out: at the beginning: What the file says of itself: author: Odo"]


@given(st.text(alphabet=st.sampled_from("ab \n#-*>_`[]()!|<&:1.^\\~\t{}\u202e"), max_size=60))
def test_any_page_gives_a_text_and_no_letter_is_lost_in_silence(page: str) -> None:
    if not page.strip():
        return
    try:
        found = taken(page)
    except OutOfOrder:
        return
    assert read_revision(found.revision.data) == found.revision
    told = found.revision.title + "".join(
        words(each.heading) + words(each.body) + words(each.tail) + (each.label or "")
        for each in found.revision.walk()
    )
    if not found.findings:
        assert sorted(told.replace("|", "").count(letter) for letter in "ab") == sorted(
            page.count(letter) for letter in "ab"
        )
