"""Files to take along: every format says the words; which there are hangs on where the text stands."""

import io
import zipfile
from collections.abc import Callable

import pytest
from pypdf import PdfReader

from folkmoot.texts.clause import Revision
from folkmoot.texts.plain import read_plain
from plan_course import adopted, decided, marshalled, said, shown
from plan_world import TEXT, PlanWorld, a_body

Now = Callable[[float], None]
THREE = "Each branch may send three delegates."


def file(world: PlanWorld, name: str) -> bytes:
    answer = world.client().get(f"/plans/1/{name}")
    assert answer.status_code == 200, name
    assert 'filename="a-plan-for-change' in answer["Content-Disposition"]
    return answer.content


def text_in(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_markdown_reads_back_as_the_same_text(world: PlanWorld, now: Now) -> None:
    now(5)
    found: Revision = read_plain(file(world, "text.md").decode()).revision
    assert found.digest == TEXT.digest


@pytest.mark.parametrize(("ending", "part"), [("odt", "content.xml"), ("docx", "word/document.xml")])
def test_documents_hold_the_words(world: PlanWorld, now: Now, ending: str, part: str) -> None:
    now(5)
    archive = zipfile.ZipFile(io.BytesIO(file(world, f"text.{ending}")))
    assert "Each branch may send two delegates." in archive.read(part).decode()


def test_akoma_ntoso_names_clauses_by_their_ids_and_the_days(world: PlanWorld, now: Now) -> None:
    now(5)
    xml = file(world, "text.xml").decode()
    assert 'wId="a"' in xml and "2026-06-02" in xml and "Each branch may send two delegates." in xml


def test_a_pdf_says_whose_text_it_is_and_where_it_stands(world: PlanWorld, now: Now) -> None:
    now(5)
    said_ = text_in(file(world, "text.pdf"))
    assert "A Plan for Change" in said_ and "Open for amendment" in said_
    assert "Each branch may send two delegates." in said_


def test_a_pdf_with_marks_shows_what_amendments_leave_out_and_insert(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    now(5)
    said_ = text_in(file(world, "marked.pdf"))
    assert "two" in said_ and "three" in said_


def test_the_order_of_taking_prints_with_boxes(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    marshalled(world)
    now(34)
    said_ = text_in(file(world, "list.pdf"))
    assert "The order of taking" in said_ and "carried" in said_ and "leave out" in said_


def test_as_it_now_stands_differs_from_as_it_was_published(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    marshalled(world)
    decided(world, 1, on=34)
    now(40)
    assert "two delegates" in file(world, "text.md").decode()
    assert THREE in file(world, "now.md").decode()
    changes = text_in(file(world, "changes.pdf"))
    assert "two" in changes and "three" in changes


def test_an_adopted_text_is_taken_along_as_it_was_adopted(world: PlanWorld, now: Now) -> None:
    world.seconded(a_body(THREE))
    adopted(world, 1)
    now(60)
    assert THREE in file(world, "text.md").decode()
    assert "Adopted" in text_in(file(world, "text.pdf"))
    found = read_plain(file(world, "text.md").decode()).revision
    assert found.digest == world.case.adopted.digest


def test_the_page_of_files_names_those_that_there_are(world: PlanWorld, now: Now) -> None:
    now(5)
    page = shown(world.client(), "/plans/1/files/")
    assert "/plans/1/text.pdf" in page and "/plans/1/now.pdf" not in page and "/plans/1/list.pdf" not in page
    assert "One command puts the adopted text together again" in said(world.client(), "/plans/1/files/")
    world.seconded(a_body(THREE), on=6)
    now(9)
    page = shown(world.client(), "/plans/1/files/")
    assert "/plans/1/marked.pdf" in page and "/plans/1/list.pdf" in page


def test_there_are_no_other_files(world: PlanWorld, now: Now) -> None:
    now(5)
    for name in ("text.exe", "marked.md", "list.pdf", "list.odt", "changes.docx"):
        shown(world.client(), f"/plans/1/{name}", 404)
