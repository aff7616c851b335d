"""A bundle: in order of time, each file once, each page with its number, each document one press away."""

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Any

import pypdf
import pypdfium2
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from folkmoot.site.help import bundle
from folkmoot.site.help.bundle import Document

MADE = date(2026, 11, 24)
MAIL = (
    b"From: =?utf-8?q?Zo=C3=AB?= <zoe@weir.example>\r\nTo: bob@weir.example\r\nSubject: Minutes *draft*\r\n"
    b"Date: Mon, 04 May 2026 10:00:00 +0100\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    b"The sluice #eval(1) stays shut.\r\n"
)


@cache
def pdf(words: str, *, wide: bool = False, pages: int = 1) -> bytes:
    break_ = "#pagebreak()"
    body = f"\n{break_}\n".join(f"{words} sheet {number}" for number in range(1, pages + 1))
    return typst.compile(f'#set page(paper: "a4", flipped: {str(wide).lower()})\n{body}'.encode())


def picture(
    format: str = "JPEG", size: tuple[int, int] = (80, 40), mode: str = "RGB", turn: int = 1
) -> bytes:
    made = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = turn
    Image.new(mode, size, "red" if mode == "RGB" else None).save(made, format, exif=exif)
    return made.getvalue()


def turned(data: bytes, degrees: int) -> bytes:
    writer = pypdf.PdfWriter(BytesIO(data))
    for page in writer.pages:
        page.rotate(degrees)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


PAPERS = [
    Document(
        "Letter of charge",
        date(2026, 5, 3),
        pdf("charge", pages=2),
        "application/pdf",
        "served",
        "charge.pdf",
    ),
    Document("Table of votes", date(2026, 5, 1), pdf("votes", wide=True), "application/pdf"),
    Document("Photograph", None, picture(), "image/jpeg", name="weir.jpg"),
    Document("Minutes", date(2026, 5, 4), MAIL, "message/rfc822"),
    Document("The charge once more", date(2026, 6, 1), pdf("charge", pages=2), "application/pdf"),
]


@pytest.fixture(scope="module")
def made() -> pypdf.PdfReader:
    proof = {sha256(MAIL).hexdigest(): b"a proof"}
    return pypdf.PdfReader(BytesIO(bundle.make(PAPERS, "Case *of* nobody", proof, made=MADE)))


def manifest_of(read: pypdf.PdfReader) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(read.attachments["manifest.json"][0])["documents"]
    return found


def test_documents_stand_in_order_of_time_and_each_once(made: pypdf.PdfReader) -> None:
    found = manifest_of(made)
    assert [each["title"] for each in found] == [
        "Table of votes", "Letter of charge", "Minutes", "The charge once more", "Photograph",
    ]  # fmt: skip
    assert [each["number"] for each in found] == [1, 2, 3, None, 4]
    assert found[3]["same_as"] == 2 and found[3]["first_page"] == found[1]["first_page"]
    assert sum(each["pages"] for each in found) == 5


def test_every_page_bears_the_number_that_the_program_shows(made: pypdf.PdfReader) -> None:
    for number, page in enumerate(made.pages, 1):
        assert re.search(rf"{number}\s*$", page.extract_text()), number


def test_text_stays_text_and_markup_in_it_stays_inert(made: pypdf.PdfReader) -> None:
    text = "\n".join(page.extract_text() for page in made.pages)
    for words in (
        "charge sheet 2",
        "votes sheet 1",
        "#eval(1) stays shut",
        "Minutes *draft*",
        "Case *of* nobody",
        "Zoë",
    ):
        assert words in text, words


def links(read: pypdf.PdfReader) -> Iterator[tuple[str, int]]:
    """Words under each link of the index, and the page to which it leads, counted from 1."""
    for page in read.pages:
        for note in page.get("/Annots") or ():
            found = note.get_object()
            target = found["/Dest"][0]
            number = read.get_page_number(target.get_object())
            assert number is not None
            yield found["/Subtype"], number + 1


def test_the_index_leads_to_the_first_page_of_each_document(made: pypdf.PdfReader) -> None:
    firsts = {each["first_page"] for each in manifest_of(made)}
    assert {number for _kind, number in links(made)} == firsts
    assert len(list(links(made))) >= 2 * len(PAPERS)  # title and page number of each row


def test_a_bookmark_leads_to_each_document(made: pypdf.PdfReader) -> None:
    found = {each["/Title"]: made.get_destination_page_number(each) for each in made.outline}  # type: ignore[index,arg-type]
    assert found["Index"] == 0
    for each in manifest_of(made):
        if each["number"]:
            assert found[f"{each['number']}. {each['title']}"] == each["first_page"] - 1
    assert found["Digests of the originals"] == len(made.pages) - 1


def test_a_wide_page_is_turned_into_a_portrait_one(made: pypdf.PdfReader) -> None:
    first = manifest_of(made)[0]["first_page"]
    assert made.pages[first - 1].rotation == 270
    assert {page.rotation for place, page in enumerate(made.pages, 1) if place != first} == {0}


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("wide", [False, True])
def test_the_number_stands_below_on_the_right_however_a_page_is_turned(degrees: int, wide: bool) -> None:
    paper = Document("Turned", None, turned(pdf("x", wide=wide), degrees), "application/pdf")
    made = bundle.make([paper], "Turned", made=MADE)
    page = pypdfium2.PdfDocument(made)[1]
    assert page.get_width() < page.get_height()
    shown = page.render(scale=1, grayscale=True).to_pil()
    wide_, high = shown.size
    corner = shown.crop((wide_ - 60, high - 40, wide_, high))
    assert corner.getextrema()[0] < 100


def test_the_originals_are_named_by_their_digests_and_proofs_lie_beside(made: pypdf.PdfReader) -> None:
    by_title = {each["title"]: each for each in manifest_of(made)}
    assert by_title["Minutes"]["sha256"] == sha256(MAIL).hexdigest()
    assert by_title["Photograph"]["name"] == "weir.jpg"
    assert made.attachments[by_title["Minutes"]["proof"]] == [b"a proof"]
    assert "proof" not in by_title["Photograph"]
    assert by_title["Photograph"]["sha256"] in made.pages[-1].extract_text().replace("\n", "")
    assert "served" in made.pages[0].extract_text()


def test_a_camera_that_was_held_sideways_is_set_upright() -> None:
    paper = Document("Sideways", None, picture(size=(80, 40), turn=6), "image/jpeg")
    (found,) = pypdf.PdfReader(BytesIO(bundle.make([paper], "One", made=MADE))).pages[1].images
    assert found.image and found.image.size == (40, 80)


def test_an_upright_photograph_is_bound_bit_for_bit() -> None:
    data = picture()
    assert data in bundle.make([Document("As it is", None, data, "image/jpeg")], "One", made=MADE)


@pytest.mark.parametrize(
    ("format", "mode"),
    [("PNG", "RGBA"), ("PNG", "P"), ("GIF", "P"), ("WEBP", "RGB"), ("JPEG", "CMYK"), ("TIFF", "1")],
)
def test_pictures_of_other_kinds_are_bound(format: str, mode: str) -> None:
    paper = Document("Picture", None, picture(format, mode=mode), f"image/{format.lower()}")
    assert len(pypdf.PdfReader(BytesIO(bundle.make([paper], "One", made=MADE))).pages) == 3


def locked() -> bytes:
    writer = pypdf.PdfWriter(BytesIO(pdf("secret")))
    writer.encrypt("a password", algorithm="AES-256")
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type", "says"),
    [
        (b"%PDF-1.7\nnothing follows", "application/pdf", "cannot be read"),
        (pdf("cut off")[:400], "application/pdf", "cannot be read"),
        (b"", "application/pdf", "cannot be read"),
        (b"\xff\xd8\xffnot a picture", "image/jpeg", "cannot be read"),
        (picture("PNG")[:40], "image/png", "cannot be read"),
        (b"MZ\x90", "application/x-msdownload", "of a kind that cannot be bound"),
        (b"<svg/>", "image/svg+xml", "cannot be read"),
    ],
)  # fmt: skip
def test_what_cannot_be_bound_is_named_and_told_what_to_do(data: bytes, media_type: str, says: str) -> None:
    with pytest.raises(bundle.Unbindable, match=f"“Odd paper” .*{says}.*(hand|Hand)"):
        bundle.make([Document("Odd paper", None, data, media_type)], "One", made=MADE)


def test_a_locked_document_says_so() -> None:
    with pytest.raises(bundle.Unbindable, match="password"):
        bundle.make([Document("Locked", None, locked(), "application/pdf")], "One", made=MADE)


def test_a_picture_of_too_many_pixels_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("folkmoot.site.help.bundle.pages.MOST_PIXELS", 100)
    with pytest.raises(bundle.Unbindable):
        bundle.make([Document("Huge", None, picture(), "image/jpeg")], "One", made=MADE)


def test_what_would_run_in_a_document_does_not_get_into_the_bundle() -> None:
    writer = pypdf.PdfWriter(BytesIO(pdf("quiet")))
    page = writer.pages[0]
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('boo')")}
    )
    writer.root_object[NameObject("/OpenAction")] = action
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
    note = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject([NumberObject(0)] * 4),
            NameObject("/A"): action,
        }
    )
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    data = BytesIO()
    writer.write(data)
    made = bundle.make([Document("Quiet", None, data.getvalue(), "application/pdf")], "One", made=MADE)
    read = pypdf.PdfReader(BytesIO(made))
    root = read.trailer["/Root"]
    assert "/OpenAction" not in root
    assert b"boo" not in made
    assert "/AA" not in read.pages[1]
    assert all("/A" not in each.get_object() for each in read.pages[1]["/Annots"])


def test_a_page_that_leaves_its_drawing_turned_does_not_turn_the_number() -> None:
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(300, 400)
    drawing = DecodedStreamObject()
    drawing.set_data(b"0.1 0 0 0.1 500 900 cm")
    page[NameObject("/Contents")] = writer._add_object(drawing)
    data = BytesIO()
    writer.write(data)
    made = bundle.make([Document("Astray", None, data.getvalue(), "application/pdf")], "One", made=MADE)
    shown = pypdfium2.PdfDocument(made)[1].render(scale=1, grayscale=True).to_pil()
    assert shown.crop((240, 370, 300, 400)).getextrema()[0] < 100


def test_a_long_index_takes_several_pages_and_still_counts_right() -> None:
    papers = [
        Document(f"Number {number}", date(2026, 1, 1 + number % 28), f"Text {number}".encode(), "text/plain")
        for number in range(70)
    ]
    read = pypdf.PdfReader(BytesIO(bundle.make(iter(papers), "Many", made=MADE)))
    found = manifest_of(read)
    assert found[0]["first_page"] > 2
    for each in found:
        assert each["title"].replace("Number", "Text") in read.pages[each["first_page"] - 1].extract_text()


def test_a_document_may_be_read_only_when_it_is_needed() -> None:
    read: list[str] = []

    def reader() -> bytes:
        read.append("read")
        return MAIL

    bundle.make([Document("Minutes", None, reader, "message/rfc822")], "One", made=MADE)
    assert len(read) == 2  # once for the digest, once to bind


@settings(max_examples=25)
@given(
    st.text(st.characters(codec="utf-8"), max_size=60), st.text(st.characters(codec="utf-8"), max_size=200)
)
def test_no_title_or_text_stops_a_bundle(title: str, text: str) -> None:
    paper = Document(title, None, text.encode(), "text/plain", name=title)
    read = pypdf.PdfReader(BytesIO(bundle.make([paper], title, made=MADE)))
    assert manifest_of(read)[0]["title"] == title
    assert len(read.pages) >= 3
