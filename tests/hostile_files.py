"""Files as strangers send them, made here: no sample of anybody's is kept in the house."""

import base64
import io
import struct
import zipfile
import zlib
from typing import Any

import pypdf
from PIL import Image
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject

EICAR = base64.b64decode(  # the harmless string that every scanner finds; not spelt out, lest one does here
    "WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJVUy1URVNULUZJTEUhJEgrSCo="
)


def pdf(*pages: str, size: tuple[float, float] = (595, 842), script: str = "", password: str = "") -> bytes:
    """A PDF with a line of words on each page."""
    writer = pypdf.PdfWriter()
    font = writer._add_object(
        DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
    )
    for words in pages or ("A page",):
        page = writer.add_blank_page(*size)
        stream = StreamObject()
        stream.set_data(f"BT /F1 24 Tf 72 {size[1] - 100} Td ({words}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    if script:
        run = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject(script)}
        action = DictionaryObject({NameObject(key): value for key, value in run.items()})
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), colour: str = "teal", **more: Any) -> bytes:
    """A picture in one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **more)
    return out.getvalue()


def moving() -> bytes:
    """A GIF of three frames."""
    out = io.BytesIO()
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def bomb(side: int = 30_000) -> bytes:
    """A PNG of some kilobytes that unpacks into side by side dots."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    packer = zlib.compressobj(9)
    row = b"\0" * (1 + side // 8)
    packed = b"".join(packer.compress(row * 100) for _ in range(side // 100)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def archive() -> bytes:
    """A ZIP with one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("note.txt", "hidden")
    return out.getvalue()


MAIL = (
    "From: Edda Reed <edda@example.org>\r\nTo: Rowan <rowan@example.org>\r\n"
    "Subject: =?utf-8?q?The_k=C3=A9y?=\r\nDate: Mon, 4 Jan 2027 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
)
PLAIN_MAIL = (MAIL + "Content-Type: text/plain; charset=utf-8\r\n\r\nThe key is under the mat.\r\n").encode()
MARKED_MAIL = (
    MAIL + 'Content-Type: multipart/mixed; boundary="cut"\r\n\r\n--cut\r\n'
    "Content-Type: text/html; charset=utf-8\r\n\r\n"
    "<html><head><title>No</title><style>p{color:red}</style></head><body><p>Come at <b>nine</b>.</p>"
    "<script>document.title='run'</script><img src='http://example.org/spy.png' onerror='alert(1)'>"
    "<p>Bring &lt;script&gt; nothing.</p></body></html>\r\n--cut\r\n"
    'Content-Type: application/pdf; name="plan.pdf"\r\nContent-Transfer-Encoding: base64\r\n'
    'Content-Disposition: attachment; filename="plan.pdf"\r\n\r\nJVBERi0xLjQK\r\n--cut--\r\n'
).encode()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><title>x</title><script>alert(1)</script>"
