"""An ODT as strangers write it: its structure, and a finding for all that is not taken as it stands."""

import pytest

from documents import odt
from folkmoot.site.plan.files.reading import Tracked, read
from folkmoot.site.plan.files.shaping import Imported
from plan_files import new_ids, outline, said

TITLE = '<text:p text:style-name="Title">The plan</text:p>'


def taken(body: str, tracked: Tracked = "changed", **more: str) -> Imported:
    return read("plan.odt", odt(TITLE + body, **more), new_ids(), tracked=tracked)


def h(words: str, rank: int = 1) -> str:
    return f'<text:h text:style-name="Heading_20_{rank}" text:outline-level="{rank}">{words}</text:h>'


def p(words: str) -> str:
    return f"<text:p>{words}</text:p>"


def points(*items: str) -> str:
    return "".join(f"<text:list-item>{item}</text:list-item>" for item in items)


def test_headings_lists_and_paragraphs_become_clauses() -> None:
    deep = f"<text:list>{points(p('a list;'), p('a fund.'))}</text:list>"
    inside = points(p("Each has a right."), p("A branch keeps:") + deep)
    listed = f'<text:list text:style-name="L1">{inside}</text:list>'
    inside = points(p("The third."))
    more = f'<text:list text:style-name="L1" text:continue-numbering="true">{inside}</text:list>'
    found = taken(
        p("Before all.") + h("Homes") + listed + p("Aside.") + more + h("Money") + p("Spent.") + h("Gifts", 2)
    )
    assert outline(found) == [
        "flush Before all.",
        "1 Homes",
        "  1.1 Each has a right.",
        "  1.2 A branch keeps:",
        "    (a) a list;",
        "    (b) a fund.",
        "  flush Aside.",
        "  1.3 The third.",
        "2 Money",
        "  2.1 Spent.",
        "  2.2 Gifts",
    ]
    assert "3 numbers are others now: 1. is 1.1; 2. is 1.2; 3. is 1.3." in said(found)[0]


def test_blanks_are_read_as_the_format_means_them() -> None:
    found = taken(
        p('  One\n  two<text:s text:c="2"/><text:span>three </text:span> four<text:line-break/>five ')
    )
    assert found.revision.clauses[0].body == "One two three four\nfive"
    assert said(found) == [
        "changed: at “One two three four five”: Several spaces in a row, or a tab, became one space."
    ]


REGIONS = (
    '<text:tracked-changes><text:changed-region text:id="i"><text:insertion><office:change-info>'
    "<dc:creator>Edda</dc:creator></office:change-info></text:insertion></text:changed-region>"
    '<text:changed-region text:id="d"><text:deletion><office:change-info><dc:creator>Odo</dc:creator>'
    "</office:change-info><text:p>may</text:p></text:deletion></text:changed-region></text:tracked-changes>"
)


@pytest.mark.parametrize(
    ("tracked", "words"), [("changed", "A branch must report."), ("original", "A branch may report.")]
)
def test_tracked_changes_are_named_and_read_either_way(tracked: Tracked, words: str) -> None:
    change = '<text:change text:change-id="d"/><text:change-start text:change-id="i"/>must'
    change += '<text:change-end text:change-id="i"/>'
    found = taken(REGIONS + p(f"A branch {change} report."), tracked)
    assert found.revision.clauses[0].body == words
    assert [each.sentence.partition(". ")[0] for each in found.findings] == [
        "Tracked change: Odo left out “may”",
        "Tracked change: Edda inserted “must”",
    ]


@pytest.mark.parametrize(
    ("tracked", "clauses"), [("changed", ["One", "new", "two."]), ("original", ["One two."])]
)
def test_an_insertion_of_paragraphs_comes_and_goes(tracked: Tracked, clauses: list[str]) -> None:
    body = (
        p('One <text:change-start text:change-id="i"/>')
        + p("new")
        + p('<text:change-end text:change-id="i"/>two.')
    )
    assert [each.body for each in taken(REGIONS + body, tracked).revision.clauses] == clauses


FRAME = '<draw:frame draw:name="F">{}<svg:desc>a house</svg:desc></draw:frame>'


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (
            FRAME.format("<draw:image/>"),
            "refused: after “Words”: A picture is not taken in. It is described as “a house”.",
        ),
        (
            FRAME.format("<draw:object><math:math><math:mi>a</math:mi></math:math></draw:object>"),
            "A formula is not taken in.",
        ),
        (FRAME.format('<draw:object-ole xlink:href="x"/>'), "An embedded object or formula is not taken in."),
        ("<draw:line/>", "A drawing is not taken in. It has no description."),
        (
            FRAME.format(f"<draw:text-box>{p('In a box.')}</draw:text-box>"),
            "The words of a text box now follow",
        ),
        (
            "<office:annotation><dc:creator>Odo</dc:creator><text:p>Why?</text:p></office:annotation>",
            "left out: after “Words”: A comment by Odo: Why?",
        ),
        (
            "<text:date>3 May</text:date>",
            "A field that a program fills in (date) stays as the words it showed last.",
        ),
        ('<text:span text:style-name="Hidden">hush</text:span>', "Hidden words: hush"),
        ('<text:hidden-text text:string-value="hush"/>', "Hidden words: hush"),
        ("<unknown>lost?</unknown>", "the site does not know (unknown): lost?"),
        (
            '<text:bookmark-ref text:reference-format="page" text:ref-name="x">3</text:bookmark-ref>',
            "A reference to another place",
        ),
    ],
)
def test_whatever_is_no_words_is_named(inside: str, words: str) -> None:
    found = taken(p(f"Words{inside}"))
    assert any(words in each for each in said(found)), said(found)


def test_notes_indexes_margins_and_tables_are_kept_or_named() -> None:
    note = "<text:note><text:note-citation>1</text:note-citation>"
    note += "<text:note-body><text:p>As agreed.</text:p></text:note-body></text:note>"
    table = (
        "<table:table><table:table-column/><table:table-header-rows><table:table-row>"
        f'<table:table-cell table:number-columns-spanned="2">{p("A")}</table:table-cell>'
        "<table:covered-table-cell/>"
        f"</table:table-row></table:table-header-rows><table:table-row><table:table-cell>{p('1')}</table:table-cell>"
        f"<table:table-cell>{p('2')}</table:table-cell></table:table-row></table:table>"
    )
    index = (
        f"<text:table-of-content><text:index-body>{p('Homes 3')}</text:index-body></text:table-of-content>"
    )
    found = taken(index + p(f"Words{note}.") + table, foot=p("Secret draft"))
    first, second = found.revision.clauses
    assert (first.body, first.children[0].body) == ("Words[1].", "[1] As agreed.")
    assert second.body == "| A |  |\n| 1 | 2 |"
    assert said(found) == [
        "left out: after “The plan”: A table of contents or index; the site makes its own.",
        "left out: At the foot of pages: Secret draft",
        "changed: at “Words[1].”: Note 1 is now a paragraph without a number under the sentence "
        "it belongs to.",
        "changed: after “A”: A merged cell of a table was divided again; its words stand in the first part.",
    ]


def test_a_reference_by_number_follows_its_clause() -> None:
    ref = '<text:bookmark-ref text:reference-format="number" text:ref-name="here">1.1</text:bookmark-ref>'
    found = taken(h("Homes") + p('<text:bookmark text:name="here"/>First.') + p(f"See {ref}."))
    first, second = found.revision.clauses[0].children
    assert second.body == f"See {{clause:{first.id}}}."
