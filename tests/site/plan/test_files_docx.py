"""A DOCX as strangers write it: its structure, and a finding for all that is not taken as it stands."""

import pytest

from documents import W, docx, p, r, related
from folkmoot.site.plan.files.reading import Tracked, read
from folkmoot.site.plan.files.shaping import Imported
from plan_files import new_ids, outline, said

TITLE = p("The plan", "Title")


def taken(body: str, tracked: Tracked = "changed", title: str = TITLE, **more: object) -> Imported:
    return read("plan.docx", docx(title + body, **more), new_ids(), tracked=tracked)  # type: ignore[arg-type]


def test_headings_lists_and_paragraphs_become_clauses() -> None:
    found = taken(
        p("Before all else.")
        + p("Homes", "H1")
        + p("Each has a right.", number=(1, 0))
        + p("A branch keeps:", number=(1, 0))
        + p("a list;", number=(1, 1))
        + p("a fund, which", number=(1, 1))
        + p("pays,", number=(1, 2))
        + p("and reports.")
        + p("Money", "H1")
        + p("Spent.")
        + p("Gifts", "H2")
        + p("None binds."),
    )
    assert found.revision.title == "The plan"
    assert outline(found) == [
        "flush Before all else.",
        "1 Homes",
        "  1.1 Each has a right.",
        "  1.2 A branch keeps:",
        "    (a) a list;",
        "    (b) a fund, which",
        "      (i) pays,",
        "  tail and reports.",
        "2 Money",
        "  2.1 Spent.",
        "  2.2 Gifts",
        "    2.2.1 None binds.",
    ]
    assert said(found) == ["changed: at “Each has a right.”: 2 numbers are others now: 1. is 1.1; 2. is 1.2."]


def test_typed_numbers_are_taken_off_where_they_fit_and_stay_where_they_do_not() -> None:
    found = taken(
        p("1. Homes", "H1")
        + p("1.1 Each has a right.")
        + p("1.2 A branch keeps:")
        + p("(a) a list;")
        + p("(b) a fund.")
        + p("14. An old number.")
        + p("1.3 The next.")
        + p("2.5 per cent is spent.")
    )
    assert outline(found) == [
        "1 Homes",
        "  1.1 Each has a right.",
        "  1.2 A branch keeps:",
        "    (a) a list;",
        "    (b) a fund.",
        "  14 An old number.",
        "  1.3 The next.",
        "  1.4 2.5 per cent is spent.",
    ]
    assert (
        "kept: at “14. An old number.”: The number 14. does not fit the count, and stays as it was typed."
        in said(found)
    )
    assert "kept: at “2.5 per cent is spent.”: The figures 2.5 stay as words." in said(found)


def test_where_no_style_says_what_is_a_heading_short_lines_in_bold_are() -> None:
    bold = "<w:b/>"
    found = taken(
        p(r("The plan", f'{bold}<w:sz w:val="40"/>')) + p(r("Homes", bold)) + p("Words, and more of them."),
        title="",
    )
    assert found.revision.title == "The plan"
    assert outline(found) == ["1 Homes", "  1.1 Words, and more of them."]


def test_emphasis_and_links_stay_as_marks_and_signs_like_marks_as_signs() -> None:
    link = '<w:hyperlink r:id="l"><w:r><w:t>us</w:t></w:r></w:hyperlink>'
    body = p(
        r("2 * 3 and *") + r("so ", "<w:i/>") + r("very", '<w:rStyle w:val="Strong"/>') + r(" [x] ") + link
    )
    found = taken(body, relations=related("l", "hyperlink", "https://x.example/", outside=True))
    assert found.revision.clauses[0].body == r"2 * 3 and \**so* **very** [x] [us](https://x.example/)"


def test_a_link_that_leads_nowhere_safe_is_words_with_its_address_named() -> None:
    link = '<w:hyperlink r:id="l"><w:r><w:t>press</w:t></w:r></w:hyperlink>'
    found = taken(p(link), relations=related("l", "hyperlink", "file:///C:/x.exe", outside=True))
    assert found.revision.clauses[0].body == "press"
    assert "its address was: file:///C:/x.exe" in said(found)[0]


def test_a_reference_by_number_follows_its_clause() -> None:
    mark = '<w:bookmarkStart w:id="1" w:name="_Ref1"/>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText> REF _Ref1 \\r \\h </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    found = taken(p("Homes", "H1") + p(mark + r("First.")) + p(r("See ") + field + r(".")))
    first = found.revision.clauses[0].children[0].id
    assert found.revision.clauses[0].children[1].body == f"See {{clause:{first}}}."
    assert found.findings == ()


INS = '<w:ins w:id="1" w:author="Edda">{}</w:ins>'
DEL = '<w:del w:id="2" w:author="Odo"><w:r><w:delText xml:space="preserve">{}</w:delText></w:r></w:del>'


@pytest.mark.parametrize(
    ("tracked", "words", "inserted", "left"),
    [
        (
            "changed",
            "A branch must report.",
            "It stands in the text as read.",
            "It does not stand in the text as read.",
        ),
        (
            "original",
            "A branch may report.",
            "It does not stand in the text as read.",
            "It stands in the text as read.",
        ),
    ],
)
def test_tracked_changes_are_named_and_read_either_way(
    tracked: Tracked, words: str, inserted: str, left: str
) -> None:
    body = p(r("A branch ") + DEL.format("may") + INS.format(r("mu")) + INS.format(r("st")) + r(" report."))
    found = taken(body, tracked)
    assert found.revision.clauses[0].body == words
    assert [each.sentence for each in found.findings] == [
        f"Tracked change: Odo left out “may”. {left}",
        f"Tracked change: Edda inserted “must”. {inserted}",
    ]


@pytest.mark.parametrize(("tracked", "clauses"), [("changed", ["One. Two."]), ("original", ["One.", "Two."])])
def test_the_end_of_a_paragraph_that_was_left_out_is_one_too(tracked: Tracked, clauses: list[str]) -> None:
    mark = '<w:rPr><w:del w:id="3" w:author="Odo"/></w:rPr>'
    found = taken(p("One. ", more=mark) + p("Two."), tracked)
    assert [each.body for each in found.revision.clauses] == clauses
    assert any("the end of a paragraph" in each for each in said(found))


@pytest.mark.parametrize(("tracked", "clauses"), [("changed", ["One.", "New."]), ("original", ["One."])])
def test_a_whole_paragraph_that_was_inserted_comes_and_goes(tracked: Tracked, clauses: list[str]) -> None:
    mark = '<w:rPr><w:ins w:id="3" w:author="Odo"/></w:rPr>'
    found = taken(p("One.") + p(INS.format(r("New.")), more=mark), tracked)
    assert [each.body for each in found.revision.clauses] == clauses


PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="a house"/><a:graphic><a:graphicData>'
    "<pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
BOX = (
    '<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor><wp:docPr id="2" name="Box"/><a:graphic>'
    "<a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData>"
    "</a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>"
)


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (PICTURE, "refused: after “Words”: A picture is not taken in. It is described as “a house”."),
        ("<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>", "A formula is not taken in. Its signs are: a=b"),
        ("<w:r><w:object/></w:r>", "An embedded object is not taken in. It has no description."),
        ('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>', "(Wingdings F04A)"),
        ("<w:subDoc/>", "Something is not taken in that the site does not know (subDoc)."),
        ("<w:r><w:new><w:t>lost?</w:t></w:new></w:r>", "the site does not know (new): lost?"),
        (r("hush", "<w:vanish/>"), "left out: after “Words”: Hidden words: hush"),
        ('<w:r><w:br w:type="page"/></w:r>', "left out: after “Words”: A break of page or column."),
        (r("gone", "<w:strike/>"), "Words were struck through"),
        (r("2", '<w:vertAlign w:val="subscript"/>'), "Raised or lowered letters"),
        (
            '<w:fldSimple w:instr=" DATE ">' + r("3 May") + "</w:fldSimple>",
            "A field that a program fills in (DATE)",
        ),
        (BOX.format(p("In a box.")), "The words of a text box now follow as paragraphs."),
    ],
)
def test_whatever_is_no_words_is_named(inside: str, words: str) -> None:
    found = taken(p(r("Words") + inside))
    assert any(words in each for each in said(found)), said(found)


def test_the_words_of_a_text_box_follow_once() -> None:
    found = taken(p(r("Words") + BOX.format(p("In a box."))))
    assert [each.body for each in found.revision.clauses] == ["Words", "In a box."]


def test_notes_follow_the_sentence_that_calls_them() -> None:
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>" + r(" As "))}'
        f"{p(r('agreed', '<w:i/>'))}</w:footnote>"
        "</w:footnotes>"
    )
    found = taken(
        p(r("Words") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r(".")),
        relations=related("f", "footnotes", "footnotes.xml"),
        parts={"word/footnotes.xml": notes},
    )
    (clause,) = found.revision.clauses
    assert clause.body == "Words[1]."
    assert [(each.kind, each.body) for each in clause.children] == [("flush", "[1] As *agreed*")]
    assert "Note 1 is now a paragraph without a number" in said(found)[0]


def test_comments_and_margins_are_named_with_their_words() -> None:
    comments = f'<w:comments xmlns:w="{W}"><w:comment w:id="1" w:author="Odo">{p("Why?")}</w:comment>'
    comments += f'<w:comment w:id="9" w:author="Edda">{p("Lost")}</w:comment></w:comments>'
    found = taken(
        p(r("Words") + '<w:r><w:commentReference w:id="1"/></w:r>'),
        relations=related("c", "comments", "comments.xml") + related("h", "header", "header1.xml"),
        parts={
            "word/comments.xml": comments,
            "word/header1.xml": f'<w:hdr xmlns:w="{W}">{p("Secret draft")}</w:hdr>',
        },
    )
    assert said(found) == [
        "left out: after “Words”: A comment by Odo: Why?",
        "left out: A comment by Edda: Lost",
        "left out: At the head of pages: Secret draft",
    ]


def test_a_table_keeps_its_rows_and_merged_cells_are_divided() -> None:
    def cell(words: str, more: str = "") -> str:
        return f"<w:tc><w:tcPr>{more}</w:tcPr>{words}</w:tc>"

    rows = "<w:tr>" + cell(p("A"), '<w:gridSpan w:val="2"/>') + cell(p("B | C")) + "</w:tr>"
    rows += "<w:tr>" + cell(p("1")) + cell(p("two") + p("lines")) + cell(p("3")) + "</w:tr>"
    found = taken(p("Holds:") + f"<w:tbl><w:tblPr/>{rows}</w:tbl>")
    (clause,) = found.revision.clauses
    assert clause.children[0].body == "| A |  | B \\| C |\n| 1 | two lines | 3 |"
    assert [each.sentence for each in found.findings] == [
        "A merged cell of a table was divided again; its words stand in the first part.",
        "Lines inside a cell of a table were joined.",
    ]


def test_a_table_of_contents_is_left_to_the_site() -> None:
    toc = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('Homes 3')}</w:sdtContent></w:sdt>"
    )
    found = taken(toc + p("Homes", "H1") + p("Words."))
    assert outline(found) == ["1 Homes", "  1.1 Words."]
    assert said(found) == ["left out: after “The plan”: A table of contents; the site makes its own."]


def test_invisible_signs_are_taken_out_and_named() -> None:
    found = taken(p("Pay\u202e and\u200b go\u200bne"))
    assert found.revision.clauses[0].body == "Pay and gone"
    assert said(found) == [
        "changed: at “Pay and gone”: The invisible sign U+200B (zero width space) was taken out, 2 times.",
        "changed: at “Pay and gone”: The invisible sign U+202E (right-to-left override) was taken out.",
    ]


def test_words_of_another_document_are_refused_by_name() -> None:
    found = taken(p("Words") + '<w:altChunk r:id="x"/>')
    assert said(found) == ["refused: after “Words”: Another document, embedded here, is not taken in."]
