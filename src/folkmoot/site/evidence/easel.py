"""Looks into a stranger's file and draws it: a program of its own, started for one question, then gone.

Run as `python -I easel.py tell|draw MEDIA PAGE`, the file on standard input. It writes one line of JSON and,
for `draw`, a PNG. Before it reads a byte it gives away the right to open anything: no file, no socket, no
process (`RLIMIT_NOFILE` 0), and bounds its memory and time. Nothing of ours is imported here.
"""

import codecs
import io
import json
import re
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from html.parser import HTMLParser
from typing import Any

SECONDS = 10  # of the processor; and twice that by the clock
MEMORY = 1_500_000_000  # bytes of addresses, of which libraries take a good part
PIXELS = 60_000_000  # of a picture that is handed in
WIDE, HIGH = 1240, 2480  # pixels of what is drawn, at the most
MOST_PAGES = 2_000
MOST_WORDS = 200_000  # characters
MOST_PARTS = 200  # of a mail
CODECS = (
    "utf-8 utf-7 utf-16-le utf-16-be ascii latin-1 cp1250 cp1251 cp1252 iso8859-2 iso8859-15 koi8-r koi8-u"
    " gb18030 big5 shift_jis euc_jp euc_kr iso2022_jp"
)


class Fault(Exception):
    """Why it cannot be shown: `broken`, `locked` or `large`."""


Answer = tuple[dict[str, Any], bytes]


def _pdf(data: bytes, page: int, draw: bool) -> Answer:
    import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it has no types

    try:
        document = pdfium.PdfDocument(data)
        pages = len(document)
    except pdfium.PdfiumError as fault:
        raise Fault("locked" if "assword" in str(fault) else "broken") from None
    if not pages:
        raise Fault("broken")
    if pages > MOST_PAGES:
        raise Fault("large")
    if not 1 <= page <= pages:
        return {"pages": pages, "words": ""}, b""
    if draw:
        document.init_forms()  # what was typed into a form is evidence too; scripts are not built in
    sheet = document[page - 1]
    if not draw:
        words = sheet.get_textpage().get_text_range()
        return {"pages": pages, "words": words[:MOST_WORDS].replace("\r\n", "\n").strip()}, b""
    width, height = sheet.get_size()
    if not (width > 0 and height > 0):
        raise Fault("broken")
    scale = min(WIDE / width, HIGH / height)
    if width * scale < 1 or height * scale < 1:
        raise Fault("large")
    return {"pages": pages}, _png(sheet.render(scale=scale).to_pil())


def _picture(data: bytes, page: int, draw: bool, kind: str) -> Answer:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = PIXELS
    picture = Image.open(io.BytesIO(data), formats=[kind])
    if picture.width * picture.height > PIXELS:
        raise Fault("large")
    pages = min(getattr(picture, "n_frames", 1), MOST_PAGES)
    told = {"pages": pages, "width": picture.width, "height": picture.height}
    if not 1 <= page <= pages:
        return told, b""
    picture.seek(page - 1)
    if draw:
        picture.draft("RGB", (WIDE, HIGH))
    picture.load()
    if not draw:
        return told, b""
    seen = picture.convert("RGBA" if _is_clear(picture) else "RGB")
    with suppress(Exception):  # a camera's notes that cannot be read turn nothing
        seen = ImageOps.exif_transpose(seen)
    seen.thumbnail((WIDE, HIGH))
    return told, _png(seen)


def _is_clear(picture: Any) -> bool:
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info


def _png(picture: Any) -> bytes:
    out = io.BytesIO()
    picture.info = {}  # nothing of the original goes along but what is seen
    picture.save(out, "PNG")
    return out.getvalue()


def _mail(data: bytes, page: int, draw: bool) -> Answer:
    from email import message_from_bytes, policy

    mail = message_from_bytes(data, policy=policy.default)
    heads = [
        [name, str(value)[:2_000]]
        for name in ("From", "To", "Cc", "Date", "Subject", "Message-ID")
        for value in mail.get_all(name, [])[:20]
    ]
    plain: list[str] = []
    marked: list[str] = []
    attached: list[dict[str, Any]] = []
    for number, part in enumerate(mail.walk()):
        if number == MOST_PARTS:
            raise Fault("large")
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            continue
        name = part.get_filename()
        if name is None and part.get_content_maintype() == "text":
            words = _words_of(part)
            (marked if part.get_content_type() == "text/html" else plain).append(words)
        else:
            body = part.get_payload(decode=True)
            size = len(body) if isinstance(body, bytes) else None
            attached.append({"name": (name or "")[:200], "kind": part.get_content_type(), "size": size})
    words = "\n\n".join(plain).strip()
    reduced = not words
    if reduced:
        words = "\n\n".join(_bare(each) for each in marked).strip()
    told = {"pages": 1, "heads": heads, "words": words[:MOST_WORDS], "attached": attached}
    return told | {"reduced": reduced and bool(words)}, b""


def _words_of(part: Any) -> str:
    body = part.get_payload(decode=True) or b""
    try:
        return str(body.decode(part.get_content_charset() or "utf-8", "replace"))
    except (LookupError, OSError):
        return str(body.decode("latin-1"))


class _Bare(HTMLParser):
    """Only the words of HTML; each block begins a line."""

    UNSAID = ("script", "style", "head", "title", "template", "noscript")
    BLOCKS = ("p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote", "hr", "ul", "ol")

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.unsaid = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.UNSAID:
            self.unsaid += 1
        elif tag in self.BLOCKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.UNSAID:
            self.unsaid = max(0, self.unsaid - 1)

    def handle_data(self, data: str) -> None:
        if not self.unsaid:
            self.words.append(re.sub(r"\s+", " ", data))


def _bare(html: str) -> str:
    reader = _Bare()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
    return "\n".join(line for line in lines if line)


def _picture_of(kind: str) -> Callable[[bytes, int, bool], Answer]:
    return lambda data, page, draw: _picture(data, page, draw, kind)


LOOKERS: dict[str, Callable[[bytes, int, bool], Answer]] = {
    "application/pdf": _pdf,
    "message/rfc822": _mail,
    "image/png": _picture_of("PNG"),
    "image/jpeg": _picture_of("JPEG"),
    "image/gif": _picture_of("GIF"),
    "image/webp": _picture_of("WEBP"),
}


SAMPLE = b"""\
From: A <a@b.example>
Subject: =?utf-8?q?=C3=A9?= =?iso-8859-1?b?6Q==?=
Date: Mon, 4 Jan 2027 10:00:00 +0000
Message-ID: <a@b>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=c

--c
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable

<p>=C3=A9</p>
--c
Content-Type: a/b
Content-Disposition: attachment; filename*=utf-8''%C3%A9
Content-Transfer-Encoding: base64

YQ==
--c--
"""


def _warm(media: str) -> None:
    """Look at a small thing of ours, so that all is brought in while something can still be opened."""
    for name in CODECS.split():
        codecs.lookup(name)
    if media == "message/rfc822":
        _mail(SAMPLE, 1, False)
        return
    from PIL import Image, TiffImagePlugin  # noqa: F401  the second reads how a camera was turned

    small = io.BytesIO()
    if media == "application/pdf":
        import pypdfium2

        blank = pypdfium2.PdfDocument.new()
        blank.new_page(10, 10)
        blank.save(small)
    else:
        Image.new("RGB", (2, 2)).save(small, media.removeprefix("image/").upper())
    for draw in (False, True):
        LOOKERS[media](small.getvalue(), 1, draw)


def _give_rights_away() -> None:
    if sys.platform == "win32":
        return
    import ctypes
    import resource

    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
    signal.alarm(2 * SECONDS)
    limits = (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 0),
    )
    for what, most in limits:
        resource.setrlimit(what, (most, most))


def main(verb: str, media: str, page: str) -> None:
    """Answer one question."""
    _warm(media)
    _give_rights_away()
    told: dict[str, Any]
    drawn = b""
    try:
        told, drawn = LOOKERS[media](sys.stdin.buffer.read(), int(page), verb == "draw")
    except Fault as fault:
        told = {"fault": str(fault)}
    except MemoryError:
        told = {"fault": "large"}
    except Exception as fault:  # whatever a library makes of a hostile file: it cannot be shown
        told = {"fault": "large" if type(fault).__name__.startswith("DecompressionBomb") else "broken"}
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + drawn)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
