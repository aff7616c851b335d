"""Texts and lists on paper: tagged, with all their words, marks that need no colour, and nothing run."""

import json
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pypdf
import pytest
import typst
from hypothesis import given, settings
from pypdf.generic import DictionaryObject

from folkmoot.site.help import typesetting
from folkmoot.site.plan.files import marshalled, printing
from folkmoot.site.plan.files.printing import Front, pdf, sheet
from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.edits import Amendment, Delete, Edit, Insert, Move, Relabel, Replace, Reword, Wrap
from folkmoot.texts.marked import Marked, marked
from plan_files import revisions

FRONT = Front(
    "The Weir Association", "Open until 1 May", (("Revision", "2 #eval(1)"),), "https://x.example/plans/1/"
)
TEXT = Revision(
    "A plan *for* #change",
    (
        Clause("pre", "flush", body="Before all."),
        Clause(
            "homes",
            "section",
            heading="Homes",
            children=(
                Clause("h-1", body="No branch *may* close, see {clause:m-1} and [us](https://x.example)."),
                Clause(
                    "h-2",
                    heading="Lists",
                    body="A branch keeps:",
                    tail="and reports.",
                    children=(Clause("h-2a", "item", body="a list #eval(2) $x$;"),),
                ),
                Clause("t", "table", heading="What it holds", body="| A | B |\n| 1 | 2 |"),
                Clause("rule", "rule", body="votes: *1*\n  of: all"),
            ),
        ),
        Clause(
            "money",
            "section",
            heading="Money",
            children=(Clause("m-1", body="Spent."), Clause("m-2", body="Kept.")),
        ),
    ),
)


def reword(id: str, old: str, new: str) -> Reword:
    start = TEXT.by_id[id].body.index(old)
    return Reword(id, "body", start, start + len(old), old, new)


def amended(*edits: Edit, first: int = 7) -> Marked:
    return marked(TEXT, [Amendment(first + place, TEXT.digest, (edit,)) for place, edit in enumerate(edits)])


def read(data: bytes) -> tuple[pypdf.PdfReader, str]:
    """The PDF, and its words with single spaces."""
    found = pypdf.PdfReader(BytesIO(data))
    return found, " ".join(" ".join(page.extract_text() for page in found.pages).split())


def is_tagged_for_everybody(name: str, data: dict[str, Any]) -> bool:
    """Whether typst sets it as PDF/UA-1 and finds no fault."""
    folder = printing.__file__.rpartition("/")[0]
    with open(f"{folder}/typesetting/{name}", "rb") as file:  # noqa: PTH123 - one line
        sources = {"main.typ": file.read(), "data.json": json.dumps({"language": "en", **data}).encode()}
    made: Any = typst.compile
    made(sources, font_paths=typesetting._FONTS, format="pdf", pdf_standards=["ua-1"])
    return True


def tags(reader: pypdf.PdfReader) -> Iterator[str]:
    """The structure of a PDF, in the order in which it is read aloud."""

    def walk(node: Any) -> Iterator[str]:
        node = node.get_object()
        if isinstance(node, DictionaryObject):
            if "/S" in node:
                yield str(node["/S"])
            kids = node.get("/K", [])
            for kid in kids if isinstance(kids, list) else [kids]:
                yield from walk(kid)
        elif isinstance(node, list):
            for kid in node:
                yield from walk(kid)

    return walk(reader.trailer["/Root"]["/StructTreeRoot"])


def test_a_text_is_set_with_all_its_words_and_none_of_them_is_run() -> None:
    reader, words = read(pdf(TEXT, FRONT))
    for said in (
        "A plan *for* #change", "Open until 1 May", "2 #eval(1)", "1 Homes",
        "1.1 No branch may close, see 2.1 and us.",
        "1.2 Lists", "A branch keeps:", "(a) a list #eval(2) $x$;", "and reports.", "A B", "votes: *1*",
        TEXT.digest[:8], "https://x.example/plans/1/", "1 / ",
    ):  # fmt: skip
        assert said in words, said
    assert reader.metadata and reader.metadata.title == TEXT.title
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"]


def test_headings_tables_and_links_are_tagged_and_bookmarked() -> None:
    reader, _words = read(pdf(TEXT, FRONT))
    found = list(tags(reader))
    assert found.count("/H1") == 2 and {"/Table", "/TH", "/TD", "/Link", "/P"} <= set(found)
    assert [each["/Title"] for each in reader.outline] == ["Homes", "Money"]  # type: ignore[index,call-overload]
    assert is_tagged_for_everybody("text.typ", sheet(TEXT, FRONT))


def test_words_stand_in_a_line_of_60_to_70_letters() -> None:
    body = " ".join(["every member shall keep open the weir and its boats"] * 30)
    reader, _words = read(pdf(Revision("P", (Clause("c", body=body),)), Front("W")))
    lines = [
        line
        for line in reader.pages[0].extract_text().split("\n")
        if line.startswith(("every", "member", "shall"))
    ]
    assert lines and 58 <= sum(map(len, lines)) / len(lines) <= 74


MARKED = amended(
    reword("h-1", "may", "shall"),
    Delete("pre"),
    Insert(
        "homes", "h-1", Clause("new", body="Anew:", children=(Clause("new-a", "item", body="with a point."),))
    ),
    Move("m-2", "homes", "t"),
    Replace("m-1", Clause("m-1", body="Put instead.")),
    Relabel("m-2", "2X"),
    Wrap("h-2a", Clause("in", "item")),
    reword("t", "2", "3"),
)


def test_amendments_stand_in_the_text_with_brackets_numbers_and_words() -> None:
    _reader, words = read(pdf(TEXT, FRONT, marked=MARKED, names={8: "7A"}))
    for said in (
        "[may]7", "shall7", "Am. 7", "Left out by amendment 7A.", "[Before all.]7A",
        "Inserted by amendment 9.",
        "To here amendment 10 moves clause 2.2.", "Moved by amendment 10.", "Replaced by amendment 11.",
        "Put in the place of the clause before by amendment 11.", "Its number is to be 2X, by amendment 12.",
        "Made the first of its own sub-clauses by amendment 13.", "Words in brackets, struck through,",
    ):  # fmt: skip
        assert said in words, said
    assert words.count("Inserted by amendment 9.") == 1, "what hangs under it needs no second note"
    assert is_tagged_for_everybody("text.typ", sheet(TEXT, FRONT, MARKED))


def test_words_behind_a_list_stay_behind_it_in_a_marked_text() -> None:
    _reader, words = read(pdf(TEXT, FRONT, marked=MARKED))
    assert words.index("A branch keeps:") < words.index("a list #eval(2)") < words.index("and reports.")


def test_a_long_text_has_contents_and_a_short_one_has_none() -> None:
    body = " ".join(["word"] * 400)
    long = Revision(
        "Long",
        tuple(
            Clause(f"s-{n}", "section", heading=f"Part {n}", children=(Clause(f"c-{n}", body=body),))
            for n in range(8)
        ),
    )
    reader, words = read(pdf(long, FRONT))
    assert "Contents" in words and "Contents" not in read(pdf(TEXT, FRONT))[1]
    listed = " ".join(reader.pages[0].extract_text().split())
    for each in reader.outline:
        page = reader.get_destination_page_number(each)  # type: ignore[arg-type]
        assert f"{each['/Title']} {page + 1}" in listed  # type: ignore[index,call-overload,operator]
    assert len(reader.outline) == 8


def test_no_rank_of_a_heading_is_passed_over() -> None:
    deep = Clause("d", "section", heading="Deep")
    text = Revision(
        "P", (Clause("a", "section", children=(Clause("b", children=(deep,)),)), replace(deep, id="e"))
    )
    assert [each["level"] for each in sheet(text, FRONT)["blocks"] if each["level"]] == [1, 1]
    assert is_tagged_for_everybody("text.typ", sheet(text, FRONT))


@settings(max_examples=15)
@given(revisions())
def test_any_text_can_be_printed_for_everybody(revision: Revision) -> None:
    data = sheet(revision, FRONT)
    letters = json.dumps(data, ensure_ascii=False)
    if "日" in letters:
        assert pdf(revision, FRONT).startswith(b"%PDF")
    else:
        assert is_tagged_for_everybody("text.typ", data)


LIST = marshalled.List(
    "Marshalled list",
    "The Weir Association",
    (
        marshalled.Group(
            "Homes",
            "One ranked ballot.",
            (
                marshalled.Listed(
                    "7",
                    "Clause 1.1",
                    "Mill branch",
                    ("Leave out “may” and insert “#eval(1)”.",),
                    "If it is carried, 8 falls.",
                    "for, because *it* helps",
                ),
                marshalled.Listed("23A", "Amendment 23", "Harbour branch", ("Leave out “two”.",)),
            ),
        ),
    ),
    ("Revision 2 of 3 April 2027",),
    "https://x.example/plans/1/list/",
)


@pytest.mark.parametrize("listed", [LIST, replace(LIST, groups=(replace(LIST.groups[0], heading=""),))])
def test_a_marshalled_list_has_each_amendment_in_its_turn_and_room_for_decisions(
    listed: marshalled.List,
) -> None:
    _reader, words = read(marshalled.pdf(listed))
    for said in (
        "One ranked ballot.", "Clause 1.1", "Mill branch", "insert “#eval(1)”", "If it is carried, 8 falls.",
        "The committee recommends: for, because *it* helps", "23A", "Revision 2 of 3 April 2027",
    ):  # fmt: skip
        assert said in words, said
    assert words.count("carried lost withdrawn not called") == 2
    assert words.index("Mill branch") < words.index("Harbour branch")
    assert is_tagged_for_everybody("marshalled.typ", marshalled.sheet(listed))
