"""What is taken in, and what each refusal says would be taken in instead."""

from contextlib import suppress
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.evidence import scanner
from folkmoot.site.evidence.forms import EvidenceField
from folkmoot.site.evidence.models import Item
from folkmoot.site.evidence.names import LONGEST, cleaned
from folkmoot.site.evidence.sniffing import is_two_things, sniff
from folkmoot.site.evidence.taking_in import Checked, take_in
from hostile_files import HTML, MARKED_MAIL, PLAIN_MAIL, SVG, archive, bomb, moving, pdf, picture


def sent(name: str, data: bytes) -> Checked:
    return take_in(SimpleUploadedFile(name, data, content_type="application/x-whatever-the-browser-says"))


def refusal(name: str, data: bytes) -> OutOfOrder:
    with pytest.raises(OutOfOrder) as refused:
        sent(name, data)
    assert refused.value.cure, "a refusal says what to do"
    return refused.value


@pytest.mark.parametrize(
    ("name", "data", "media"),
    [
        ("scan.pdf", pdf("A"), "application/pdf"),
        ("SCAN.PDF", pdf("A"), "application/pdf"),
        ("scan", pdf("A"), "application/pdf"),
        ("a.png", picture(), "image/png"),
        ("a.jpg", picture("JPEG"), "image/jpeg"),
        ("a.jpeg", picture("JPEG"), "image/jpeg"),
        ("a.gif", moving(), "image/gif"),
        ("a.webp", picture("WEBP"), "image/webp"),
        ("a.eml", PLAIN_MAIL, "message/rfc822"),
        ("a", MARKED_MAIL, "message/rfc822"),
        ("a.txt", PLAIN_MAIL, "text/plain"),
        ("a.txt", "Schlüssel\n".encode(), "text/plain"),
        ("a.txt", "Schlüssel\r\n".encode("cp1252"), "text/plain"),
        ("a.txt", "Schlüssel".encode("utf-16"), "text/plain"),
        ("a.txt", HTML, "text/plain"),
        ("words", b"Words", "text/plain"),
    ],
)
def test_a_file_of_these_kinds_is_taken_in_bit_for_bit(name: str, data: bytes, media: str) -> None:
    assert sent(name, data) == Checked(data, media, name)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", HTML),
        ("a.png", SVG),
        ("a.png", picture("JPEG")),
        ("a.pdf", picture()),
        ("a.jpg", pdf("A")),
        ("a.txt", pdf("A")),
        ("a.txt", picture()),
        ("a.eml", b"This is no mail.\n"),
        ("a.eml", b"One: head\n\nonly\n"),
        ("a.pdf", b"Words"),
    ],
)
def test_a_file_whose_name_says_something_else_than_its_content_is_refused(name: str, data: bytes) -> None:
    found = refusal(name, data)
    assert "its content is" in found.fact
    assert "another name is not enough" in found.cure


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("a.svg", "print it as PDF"),
        ("a.html", "print it as PDF"),
        ("a.png.svg", "print it as PDF"),
        ("letter.docx", "save or print it as PDF"),
        ("photo.heic", "JPEG or PNG"),
        ("all.zip", "one by one"),
        ("mail.msg", ".eml"),
        ("run.exe", "Save it as PDF"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_would_do(name: str, cure: str) -> None:
    found = refusal(name, SVG)
    assert found.fact == f"This is a file of another kind: .{name.rpartition('.')[2]}."
    assert cure in found.cure


@pytest.mark.parametrize("data", [b"\0\1\2\3", b"MZ\x90\x00\x03", archive(), b"\xff\xfe\x00", b"a\x00b"])
def test_content_of_no_kind_is_refused_whatever_its_name(data: bytes) -> None:
    assert "none of these" in refusal("a", data).fact
    assert "none of these" in refusal("a.txt", data).fact


def test_an_empty_file_is_refused() -> None:
    assert "empty" in refusal("a.pdf", b"").fact


def test_a_file_over_the_limit_is_refused_and_one_at_the_limit_is_taken_in(settings: Any) -> None:
    settings.FOLKMOOT_UPLOAD_LIMIT = 1_000_000
    assert sent("a.txt", b"a" * 1_000_000).media_type == "text/plain"
    assert "1 MB" in refusal("a.txt", b"a" * 1_000_001).condition


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", pdf("A") + archive()),
        ("a.png", picture() + archive()),
        ("a.gif", moving()[:6] + b"%PDF-1.7 and so on" + moving()[6:]),
        ("a.txt", b"Words\n%PDF-1.7\n"),
    ],
)
def test_a_file_that_is_two_things_at_once_is_refused(name: str, data: bytes) -> None:
    assert "something else" in refusal(name, data).fact


def test_a_document_under_a_password_is_refused_and_told_to_print_it_without() -> None:
    found = refusal("a.pdf", pdf("Secret", password="swordfish"))
    assert "password" in found.fact
    assert "without one" in found.cure


@pytest.mark.parametrize(
    ("name", "data", "fact"),
    [
        ("a.pdf", b"%PDF-1.7\nnothing else", "does not open"),
        ("a.png", picture()[:50], "does not open"),
        ("a.png", bomb(), "unpacks into more"),
    ],
)
def test_a_file_that_cannot_be_drawn_is_refused(name: str, data: bytes, fact: str) -> None:
    assert fact in refusal(name, data).fact


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\note.txt", "note.txt"),
        ("invoice\u202efdp.txt", "invoicefdp.txt"),
        ("a\0b\r\nc.txt", "abc.txt"),
        ("  two   words .txt", "two words .txt"),
        ("...", ""),
        ('a"b<c>.txt', "a_b_c_.txt"),
        ("x" * 300 + ".pdf", "x" * (LONGEST - 4) + ".pdf"),
    ],
)
def test_a_name_is_cleaned_for_showing(name: str, shown: str) -> None:
    assert cleaned(name) == shown
    assert len(cleaned(name)) <= LONGEST


class Form(forms.Form):
    file = EvidenceField(label="File")


def filled(name: str, data: bytes) -> Form:
    return Form({}, {"file": SimpleUploadedFile(name, data)})


def test_the_field_gives_what_was_checked_or_says_what_would_do() -> None:
    good = filled("a.txt", b"Words")
    assert good.is_valid()
    assert good.cleaned_data["file"] == Checked(b"Words", "text/plain", "a.txt")
    bad = filled("a.svg", SVG)
    assert not bad.is_valid()
    assert "print it as PDF" in bad.errors["file"][0]
    assert not Form({}, {}).is_valid()
    assert good.is_multipart()


def test_the_field_says_how_large_a_file_may_be_and_whether_it_is_scanned(settings: Any) -> None:
    assert "20 MB" in str(Form())
    assert "no malware scanner" in str(Form())
    settings.FOLKMOOT_SCANNER = "unix:/run/clamd"
    assert scanner.is_set()
    assert "It is scanned for malware." in str(Form())


def cut(data: bytes) -> st.SearchStrategy[bytes]:
    """The first bytes of a file."""
    return st.integers(0, len(data)).map(lambda end: data[:end])


@given(st.text())
def test_a_cleaned_name_stays_as_it_is_and_hides_nothing(name: str) -> None:
    shown = cleaned(name)
    assert cleaned(shown) == shown
    assert shown.isprintable() or not shown
    assert not set(shown) & set('/\\\r\n"')


@given(st.binary() | st.sampled_from([pdf("A"), picture(), MARKED_MAIL]).flatmap(cut))
def test_whatever_the_bytes_they_are_of_one_kind_or_none(data: bytes) -> None:
    media = sniff(data)
    if media is not None:
        assert is_two_things(data, media) in (True, False)
    assert media is None or media in Item.Media


@tries(max_examples=12)
@given(st.data(), st.sampled_from(["pdf", "png", "eml"]))
def test_a_file_damaged_anywhere_is_drawn_or_refused_and_harms_nobody(data: st.DataObject, kind: str) -> None:
    whole = {"pdf": pdf("A", "B"), "png": picture(size=(64, 64)), "eml": MARKED_MAIL}[kind]
    hurt = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 20))):
        hurt[data.draw(st.integers(0, len(hurt) - 1))] = data.draw(st.integers(0, 255))
    with suppress(OutOfOrder):
        assert sent(f"a.{kind}", bytes(hurt)).data == bytes(hurt)
