"""The pages of one document, added to a PDF that is being written."""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from io import BytesIO

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from folkmoot.site.help.bundle.papers import Document, Unbindable
from folkmoot.site.help.typesetting import compiled

A4 = (595.28, 841.89)
"""Points."""
MARGIN = 48.0
MOST_PIXELS = 100_000_000
SHARPEST = (2480, 3508)
"""Pixels of an A4 sheet at 300 to the inch: a picture that has to be drawn anew becomes no larger."""
_UNSAFE = ("/AA", "/A", "/JS", "/PA")
_HARMLESS = ("/URI", "/GoTo")


def add(writer: PdfWriter, document: Document) -> int:
    """Add a document's pages at the end; how many they are. Unbindable if it is not what it says."""
    kind = document.media_type.partition(";")[0].strip().lower()
    before = len(writer.pages)
    data = document.read()
    try:
        if kind == "application/pdf":
            _add_pdf(writer, data, document.title)
        elif kind.startswith("image/"):
            _add_picture(writer, data)
        elif kind in ("message/rfc822", "text/plain"):
            _add_text(writer, data, kind)
        else:
            raise Unbindable(
                _("“{title}” is of a kind that cannot be bound. Hand it in as a PDF.").format(
                    title=document.title
                )
            )
    except (
        PyPdfError,
        UnidentifiedImageError,
        OSError,
        ValueError,
        KeyError,
        TypeError,
        RecursionError,
    ) as fault:
        raise Unbindable(
            _("“{title}” cannot be read. Open it, print it to a new PDF, and hand that in.").format(
                title=document.title
            )
        ) from fault
    return len(writer.pages) - before


def _add_pdf(writer: PdfWriter, data: bytes, title: str) -> None:
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unbindable(
            _("“{title}” is locked by a password. Open it, print it to a new PDF, and hand that in.").format(
                title=title
            )
        )
    before = len(writer.pages)
    writer.append(reader, import_outline=False)
    for number in range(before, len(writer.pages)):
        page = writer.pages[number]
        _quieten(page)
        width, height = seen(page)
        if width > height:  # turned into a portrait sheet, to be read by turning that clockwise
            page[NameObject("/Rotate")] = NumberObject((page.rotation + 270) % 360)


def _quieten(page: PageObject) -> None:
    """Take out what would run when somebody opens the page or presses on it; links to places stay."""
    page.pop("/AA", None)
    for note in page.get("/Annots") or ():
        found = note.get_object()
        action = found.get("/A")
        if action is not None and action.get_object().get("/S") not in _HARMLESS:
            for name in _UNSAFE:
                found.pop(name, None)
        elif action is not None:
            action.get_object().pop("/Next", None)
        found.pop("/AA", None)


def seen(page: PageObject) -> tuple[float, float]:
    """Width and height of a page as it is shown, in points."""
    box = page.cropbox
    width, height = float(box.width), float(box.height)
    return (height, width) if page.rotation % 180 else (width, height)


def _add_picture(writer: PdfWriter, data: bytes) -> None:
    with Image.open(BytesIO(data)) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        upright = picture.getexif().get(0x0112, 1) == 1
        width, height = picture.size
        mode = picture.mode
        if not (picture.format == "JPEG" and upright and mode in ("RGB", "L")):
            data, (width, height), mode = _drawn(picture)
    sheet = writer.add_blank_page(*A4)
    scale = min((A4[0] - MARGIN) / width, (A4[1] - 2 * MARGIN) / height)
    wide, high = width * scale, height * scale
    image = StreamObject()
    image._data = data  # as it is: DCTDecode is the JPEG itself
    image.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(width),
            NameObject("/Height"): NumberObject(height),
            NameObject("/ColorSpace"): NameObject("/DeviceGray" if mode == "L" else "/DeviceRGB"),
            NameObject("/BitsPerComponent"): NumberObject(8),
            NameObject("/Filter"): NameObject("/DCTDecode"),
        }
    )
    named = DictionaryObject({NameObject("/Picture"): writer._add_object(image)})
    sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): named})
    x, y = (A4[0] - wide) / 2, (A4[1] - high) / 2
    drawing = f"q {wide:.2f} 0 0 {high:.2f} {x:.2f} {y:.2f} cm /Picture Do Q\n"
    sheet[NameObject("/Contents")] = stream(writer, drawing)


def _drawn(picture: Image.Image) -> tuple[bytes, tuple[int, int], str]:
    """A picture anew as a JPEG: upright, on white, no finer than print needs."""
    turned = ImageOps.exif_transpose(picture)
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        ground = Image.new("RGBA", turned.size, "white")
        ground.alpha_composite(turned.convert("RGBA"))
        turned = ground
    plain = turned.convert("RGB")
    plain.thumbnail(SHARPEST)
    made = BytesIO()
    plain.save(made, "JPEG", quality=90, subsampling=0)
    return made.getvalue(), plain.size, "RGB"


def _add_text(writer: PdfWriter, data: bytes, kind: str) -> None:
    if kind == "text/plain":
        sheet: dict[str, object] = {"heads": [], "text": data.decode("utf-8", "replace"), "attached": ""}
    else:
        sheet = _mail(data)
    writer.append(PdfReader(BytesIO(compiled("text.typ", sheet))), import_outline=False)


def _mail(data: bytes) -> dict[str, object]:
    """What is shown of an e-mail: who, to whom, when, its text, and the names of what was attached."""
    mail = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(data)
    heads = [(_("From"), "from"), (_("To"), "to"), (_("Date"), "date"), (_("Subject"), "subject")]
    body = mail.get_body(("plain", "html"))
    text = body.get_content() if body is not None else ""
    if body is not None and body.get_content_subtype() == "html":
        text = strip_tags(text)
    names = [part.get_filename() or part.get_content_type() for part in mail.iter_attachments()]
    attached = f"{_('Attached to this e-mail, not bound here')}: {', '.join(names)}" if names else ""
    return {
        "heads": [f"{label}: {mail[name]}" for label, name in heads if mail[name]],
        "text": text.replace("\r\n", "\n").strip() or _("This e-mail has no text."),
        "attached": attached,
    }


def stream(writer: PdfWriter, drawing: str) -> IndirectObject:
    """A piece of drawing as an object of the PDF."""
    made = DecodedStreamObject()
    made.set_data(drawing.encode("ascii"))
    return writer._add_object(made)


def pieces(page: PageObject) -> ArrayObject:
    """What a page draws so far, as a list of pieces, none of them read or copied."""
    found = page.get("/Contents")
    if found is None:
        return ArrayObject()
    inside = found.get_object()
    return (
        ArrayObject(inside) if isinstance(inside, ArrayObject) else ArrayObject([page.raw_get("/Contents")])
    )
