"""Binds documents into one PDF: index with links, bookmarks, a printed number on every page that is its own.

Pages are appended as they are; only their turn, and a number at the foot, are added. Text stays text.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from typing import BinaryIO

from django.utils.translation import gettext as _
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from folkmoot.site.help.bundle import pages
from folkmoot.site.help.bundle.papers import Document, Listed, in_order
from folkmoot.site.help.letters.writing import long_date
from folkmoot.site.help.typesetting import compiled

FORMAT = "folkmoot/bundle/v1"
_PLACE = "bundle-document:"
_FONT = NameObject("/FolkmootNumber")


def make(
    documents: Iterable[Document],
    title: str,
    manifest_proofs: Mapping[str, bytes] | None = None,
    *,
    made: date,
) -> bytes:
    """The bundle as bytes; see `write`."""
    into = BytesIO()
    write(documents, title, manifest_proofs, made=made, into=into)
    return into.getvalue()


def write(
    documents: Iterable[Document],
    title: str,
    manifest_proofs: Mapping[str, bytes] | None = None,
    *,
    made: date,
    into: BinaryIO,
) -> list[Listed]:
    """Bind into a file that is open for writing; the list of what was bound, in its order.

    `manifest_proofs`: by SHA-256 in hexadecimal, the proof file that shows how the record knows a document;
    each is attached beside `manifest.json`. Unbindable if a document is not what its media type says.
    """
    listed = in_order(documents)
    writer = PdfWriter()
    place: dict[int, tuple[int, int]] = {}
    for each in listed:
        if each.number:
            first = len(writer.pages)
            place[each.number] = (first, pages.add(writer, each.document))
    front = _front(listed, place, title, made)
    for each in listed:
        first, count = place[each.number or each.same_as]
        each.first_page, each.pages = len(front.pages) + first + 1, count if each.number else 0
    writer.merge(0, front, import_outline=False)
    end = len(writer.pages)
    writer.append(
        PdfReader(BytesIO(compiled("digests.typ", _rows(listed, title, made)))), import_outline=False
    )
    _lead_on(writer, len(front.pages), listed)
    _number(writer)
    writer.add_outline_item(title=_("Index"), page_number=0)
    for each in listed:
        if each.number:
            writer.add_outline_item(
                title=f"{each.number}. {each.document.title}", page_number=each.first_page - 1
            )
    writer.add_outline_item(title=_("Digests of the originals"), page_number=end)
    _attach(writer, listed, title, made, manifest_proofs or {})
    writer.add_metadata({"/Title": title, "/Producer": "Folkmoot", "/Creator": "Folkmoot"})
    writer.page_mode = "/UseOutlines"
    writer.write(into)
    writer.close()
    return listed


def _front(listed: list[Listed], place: dict[int, tuple[int, int]], title: str, made: date) -> PdfReader:
    """Title and index, set until it is as long as it was counted to be: its length moves all pages."""
    length = 1
    while True:
        for each in listed:
            each.first_page = length + place[each.number or each.same_as][0] + 1
        found = PdfReader(BytesIO(compiled("index.typ", _rows(listed, title, made))))
        if len(found.pages) == length:
            return found
        length = max(length + 1, len(found.pages))


def _rows(listed: list[Listed], title: str, made: date) -> dict[str, object]:
    same = _("the same file as number {n}, not bound twice")
    return {
        "title": title,
        "made": _("Made on {day}").format(day=long_date(made.isoformat())),
        "words": {
            "index": _("Index"),
            "no": _("No."),
            "day": _("Date"),
            "what": _("Document"),
            "page": _("Page"),
            "digests": _("Digests of the originals"),
        },
        "rows": [
            {
                "no": str(each.number or ""),
                "day": long_date(each.document.day.isoformat()) if each.document.day else _("no date"),
                "title": each.document.title,
                "note": same.format(n=each.same_as) if each.same_as else each.document.note,
                "page": str(each.first_page),
                "link": f"{_PLACE}{position}",
                "name": each.document.name,
                "bytes": str(each.size),
                "sha256": each.sha256,
            }
            for position, each in enumerate(listed)
        ],
    }


def _lead_on(writer: PdfWriter, length: int, listed: list[Listed]) -> None:
    """Turn the links of the index, set with addresses that stand for places, into links to pages."""
    for number in range(length):
        for note in writer.pages[number].get("/Annots") or ():
            found = note.get_object()
            action = found.get("/A")
            address = str(action.get_object().get("/URI", "")) if action is not None else ""
            if not address.startswith(_PLACE):
                continue
            target = writer.pages[listed[int(address.removeprefix(_PLACE))].first_page - 1]
            del found["/A"]
            found[NameObject("/Dest")] = ArrayObject([target.indirect_reference, NameObject("/Fit")])


def _number(writer: PdfWriter) -> None:
    """Print its number on every page, below on the right, upright as the page is shown, on a white ground."""
    font = writer._add_object(
        DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
    )
    before, after = pages.stream(writer, "q\n"), pages.stream(writer, "\nQ\n")
    for number, page in enumerate(writer.pages, 1):
        text = str(number)
        wide = 0.556 * 11 * len(text)  # a digit of Helvetica is 0.556 of its size
        width, _height = pages.seen(page)
        a, b, c, d, x, y = _upright(page, width - wide - 24, 16)
        drawing = (
            f"q {a} {b} {c} {d} {x:.2f} {y:.2f} cm 1 g -4 -4 {wide + 8:.2f} 17 re f "
            f"0 g BT {_FONT} 11 Tf ({text}) Tj ET Q\n"
        )
        pieces = pages.pieces(page)
        page[NameObject("/Contents")] = ArrayObject([before, *pieces, after, pages.stream(writer, drawing)])
        resources = page.setdefault(NameObject("/Resources"), DictionaryObject()).get_object()
        fonts = resources.setdefault(NameObject("/Font"), DictionaryObject()).get_object()
        fonts[_FONT] = font


def _upright(page: PageObject, x: float, y: float) -> tuple[int, int, int, int, float, float]:
    """The matrix that draws upright at a place of the page as it is shown, counted from below on the left."""
    box = page.cropbox
    left, low = float(box.left), float(box.bottom)
    width, height = float(box.width), float(box.height)
    turn = page.rotation % 360
    if turn == 90:
        return 0, 1, -1, 0, left + width - y, low + x
    if turn == 180:
        return -1, 0, 0, -1, left + width - x, low + height - y
    if turn == 270:
        return 0, -1, 1, 0, left + y, low + height - x
    return 1, 0, 0, 1, left + x, low + y


def _attach(
    writer: PdfWriter, listed: list[Listed], title: str, made: date, proofs: Mapping[str, bytes]
) -> None:
    """The list as JSON, and each proof under the name that the list gives."""
    lines = []
    for each in listed:
        line = each.as_data()
        if each.sha256 in proofs:
            line["proof"] = f"{each.sha256[:16]}.tlog-proof"
        lines.append(line)
    manifest = {"format": FORMAT, "title": title, "made": made.isoformat(), "documents": lines}
    writer.add_attachment("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=2).encode())
    for digest in sorted({each.sha256 for each in listed} & proofs.keys()):
        writer.add_attachment(f"{digest[:16]}.tlog-proof", proofs[digest])
