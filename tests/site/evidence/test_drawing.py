"""The easel: what is drawn is a picture made here, and whatever a hostile file tries, it tries in vain."""

import io
import subprocess
import sys

import pytest
from PIL import Image

from folkmoot.site.evidence import drawing
from hostile_files import MAIL, MARKED_MAIL, PLAIN_MAIL, bomb, moving, pdf, picture

PDF, PNG, MESSAGE = "application/pdf", "image/png", "message/rfc822"


def drawn(data: bytes, media: str, page: int = 1) -> Image.Image:
    return Image.open(io.BytesIO(drawing.draw(data, media, page)), formats=["PNG"])


def why(data: bytes, media: str) -> set[str]:
    """The reasons for which it is neither told nor drawn."""
    found = set()
    for ask in (drawing.look, drawing.draw):
        with pytest.raises(drawing.Undrawable) as fault:
            ask(data, media, 1)
        found.add(fault.value.why)
    return found


def test_each_page_of_a_document_is_drawn_and_its_words_are_told() -> None:
    data = pdf("First words", "Second words")
    assert [drawing.look(data, PDF, page).words for page in (1, 2)] == ["First words", "Second words"]
    assert drawing.look(data, PDF).pages == 2
    one, two = drawn(data, PDF, 1), drawn(data, PDF, 2)
    assert one.size == two.size == (1240, 1755)
    assert one.tobytes() != two.tobytes()
    assert len(one.convert("L").getcolors() or []) > 2, "there are letters on it"


@pytest.mark.parametrize("page", [0, 3, -1])
def test_a_page_that_is_not_there_is_empty(page: int) -> None:
    assert drawing.draw(pdf("One", "Two"), PDF, page) == b""


def test_a_document_with_a_script_is_drawn_and_the_script_is_nowhere() -> None:
    data = pdf("Words", script="app.alert('run'); this.submitForm('http://example.org/');")
    assert drawing.look(data, PDF).words == "Words"
    assert b"alert" not in drawing.draw(data, PDF, 1)


def test_a_huge_page_is_drawn_small() -> None:
    assert drawn(pdf("Wide", size=(14_400, 14_400)), PDF).size == (1240, 1240)
    assert drawn(pdf("Long", size=(200, 14_400)), PDF).size[1] <= 2480


def test_a_page_too_thin_to_draw_is_refused() -> None:
    with pytest.raises(drawing.Undrawable):
        drawing.draw(pdf("Thin", size=(100_000, 1)), PDF, 1)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\xff" * 5_000, pdf("A")[:300]])
def test_a_broken_document_is_said_to_be_broken(data: bytes) -> None:
    assert why(data, PDF) == {"broken"}


def test_a_document_under_a_password_is_said_to_be_locked() -> None:
    assert why(pdf("Secret", password="swordfish"), PDF) == {"locked"}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_is_drawn_anew_without_what_hides_in_it(kind: str) -> None:
    noted = picture(kind, (80, 60), **({} if kind == "GIF" else {"exif": b"Exif\0\0a place and a name"}))
    data = noted + b"<script>alert(1)</script>"
    png = drawing.draw(data, f"image/{kind.lower()}", 1)
    assert Image.open(io.BytesIO(png)).size == (80, 60)
    assert b"script" not in png
    assert b"a place" not in png
    assert Image.open(io.BytesIO(png)).info == {}


def test_a_turned_photograph_is_drawn_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned by a quarter
    assert drawn(picture("JPEG", (80, 60), exif=exif), "image/jpeg").size == (60, 80)


def test_each_frame_of_a_moving_picture_is_a_page() -> None:
    assert drawing.look(moving(), "image/gif").pages == 3
    found = [drawn(moving(), "image/gif", page).convert("RGB").getpixel((5, 5)) for page in (1, 2, 3)]
    assert len(set(found)) == 3


def test_a_bomb_is_refused_before_it_unpacks() -> None:
    data = bomb()
    assert len(data) < 200_000, "some kilobytes that would be 900 million dots"
    assert why(data, PNG) == {"large"}


@pytest.mark.parametrize("data", [b"", picture()[:40], b"<html>", picture("JPEG")])
def test_what_is_no_png_is_not_drawn_as_one(data: bytes) -> None:
    assert why(data, PNG) == {"broken"}


def test_a_mail_is_told_as_heads_and_words() -> None:
    seen = drawing.look(PLAIN_MAIL, MESSAGE)
    assert ["Subject", "The kéy"] in seen.heads
    assert seen.words == "The key is under the mat."
    assert not seen.reduced


def test_a_mail_written_as_a_web_page_is_reduced_to_its_words_and_attachments_are_listed() -> None:
    seen = drawing.look(MARKED_MAIL, MESSAGE)
    assert seen.words == "Come at nine.\nBring <script> nothing."
    assert seen.reduced
    assert seen.attached == [{"name": "plan.pdf", "kind": "application/pdf", "size": 9}]


@pytest.mark.parametrize(
    ("charset", "body", "words"),
    [
        ("iso-2022-jp", b"\x1b$B4A;z\x1b(B", "漢字"),
        ("koi8-r", b"\xed\xc9\xd2", "Мир"),
        ("utf-7", b"Words", "Words"),
        ("no-such", b"Words", "Words"),
    ],
)
def test_words_of_a_mail_are_told_in_whatever_letters_they_were_sent(
    charset: str, body: bytes, words: str
) -> None:
    head = f"Content-Type: text/plain; charset={charset}\r\n\r\n"
    assert drawing.look((MAIL + head).encode() + body, MESSAGE).words == words


def test_a_mail_nested_without_end_does_not_end_the_easel() -> None:
    deep = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(3_000))
    try:
        drawing.look(MAIL.encode() + deep.encode(), MESSAGE)
    except drawing.Undrawable as fault:
        assert fault.why in ("broken", "large", "slow")


PROBE = """
import os, runpy, socket, sys
easel = runpy.run_path(sys.argv[1])
easel["_give_rights_away"]()
said = []
def tries(what, do):
    try:
        do()
        said.append(what)
    except (OSError, MemoryError, ValueError):
        pass
tries("read", lambda: open(sys.argv[2]))
tries("write", lambda: open("left-behind", "w"))
tries("connect", lambda: socket.socket())
tries("memory", lambda: bytearray(4_000_000_000))
tries("pipe", lambda: os.pipe())
print(said, sorted(os.environ))
"""


def test_the_easel_can_open_nothing_and_take_no_more_memory_than_it_was_given() -> None:
    bare: dict[str, str] = {}
    command = [sys.executable, "-I", "-B", "-c", PROBE, str(drawing.EASEL), __file__]
    done = subprocess.run(command, capture_output=True, text=True, env=bare)
    assert done.stdout.startswith("[] ["), done.stdout + done.stderr
    assert "FOLKMOOT" not in done.stdout


def test_an_easel_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(drawing, "PATIENCE", 0.05)
    with pytest.raises(drawing.Undrawable) as fault:
        drawing.look(pdf("A"), PDF)
    assert fault.value.why == "slow"


def test_when_all_easels_are_taken_one_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "PATIENCE", 0.01)
    taken = [drawing._free.acquire(timeout=1) for _ in range(drawing.AT_ONCE)]
    try:
        assert all(taken)
        with pytest.raises(drawing.Undrawable) as fault:
            drawing.look(pdf("A"), PDF)
        assert fault.value.why == "busy"
    finally:
        for _ in taken:
            drawing._free.release()
