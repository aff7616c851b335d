"""What a file is, by its content; and what to do with one that is not taken in."""

from enum import StrEnum
from typing import NoReturn

from folkmoot.procedure.act import Sentence, say
from folkmoot.site.plan.files.archive import Archive, locked, opened
from folkmoot.site.plan.files.findings import refuse

KINDS = say("A text is taken in as Markdown, ODT or DOCX.")
AS_TEXT = say("Open it in the program that made it, save it as ODT or DOCX, and choose that.")
ACCEPT = ".md,.markdown,.txt,.odt,.docx"
MOST = 60_000_000
MOST_PLAIN = 3_000_000
"""Bytes of a file, and of one without pictures."""

CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODF = "application/vnd.oasis.opendocument."
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MACROS = "macroEnabled"
_BASIC = ("Basic/", "Scripts/", "Dialogs/")
_ENDINGS = {"md": "md", "markdown": "md", "txt": "md", "text": "md", "odt": "odt", "docx": "docx"}


class Kind(StrEnum):
    """What is taken in."""

    MARKDOWN = "md"
    ODT = "odt"
    DOCX = "docx"


_BEGINNINGS: tuple[tuple[bytes, Sentence, Sentence], ...] = (
    (b"{\\rtf", say("This is a document in the old format RTF."), AS_TEXT),
    (
        b"%PDF-",
        say("This is a PDF: pages to look at, in which nobody can tell where a paragraph begins."),
        say("Choose the document from which it was made, or copy its text into a new one."),
    ),
    (b"\x89PNG", say("This is a picture."), say("Type or copy its words into a document, and choose that.")),
    (
        b"\xff\xd8\xff",
        say("This is a picture."),
        say("Type or copy its words into a document, and choose that."),
    ),
)


def sniffed(name: str, data: bytes) -> tuple[Kind, Archive | None]:
    """The kind of a file, and its archive if it is one. Raises `OutOfOrder`."""
    if not data.strip():
        _no(
            say("This file is empty."), say("Look whether it opens on your own machine, and choose it again.")
        )
    if len(data) > MOST:
        _no(
            say("This file has more than {most} MB.", most=MOST // 1_000_000),
            say("Take out the pictures, save it anew, and choose that."),
        )
    for beginning, fact, cure in _BEGINNINGS:
        if data.startswith(beginning):
            _no(fact, cure)
    if data.startswith(CFB):
        if "EncryptedPackage".encode("utf-16-le") in data:
            locked()
        _no(say("This is a document in the old format of Word (.doc), or one much like it."), AS_TEXT)
    if data.startswith(b"PK"):
        archive = opened(data)
        kind = _document(archive)
    else:
        archive, kind = None, _plain(data)
    stem, dot, ending = name.rpartition(".")
    said = _ENDINGS.get(ending.lower()) if dot and stem else kind.value
    if said != kind.value:
        _no(
            say(
                "This file is called .{ending}, and its content is: {kind}.",
                ending=ending,
                kind=kind.value.upper(),
            ),
            say("Save it anew from the program that made it. Giving it another name is not enough."),
        )
    return kind, archive


def _document(archive: Archive) -> Kind:
    names = archive.names
    if "mimetype" in names:
        media = archive.read("mimetype")[:200].decode("ascii", "replace").strip()
        if media == _ODF + "text":
            _require_no_programs(any(each.startswith(_BASIC) for each in names))
            return Kind.ODT
        if media.startswith(_ODF + "text-template"):
            _no(say("This is a template for documents."), AS_TEXT)
        if media.startswith(_ODF):
            _no(say("This is no text: it is a table, drawing or presentation."), AS_TEXT)
    if "[Content_Types].xml" in names:
        types = archive.tree("[Content_Types].xml")
        media = " ".join(each.get("ContentType", "") for each in types) if types is not None else ""
        programs = _MACROS in media or any("vbaproject" in each.lower() for each in names)
        _require_no_programs(programs or any(each.lower().startswith("word/activex") for each in names))
        if _WORD + "document.main+xml" in media:
            return Kind.DOCX
        if _WORD + "template.main+xml" in media:
            _no(say("This is a template for documents."), AS_TEXT)
        _no(say("This is no text: it is a table, drawing or presentation."), AS_TEXT)
    return _no(say("This is an archive of files."), say("Unpack it, and choose the document that is in it."))


def _require_no_programs(found: bool) -> None:
    if found:
        refuse(
            say("A text that is taken in holds no programs."),
            say("This one does: macros, which run when somebody opens it."),
            say("Save it without macros, as ODT or DOCX, and choose that."),
        )


def _plain(data: bytes) -> Kind:
    head = data[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<office:document")):
        _no(say("This is a web page, or another file in marks (HTML or XML)."), AS_TEXT)
    if data[:2] not in (b"\xff\xfe", b"\xfe\xff") and b"\0" in data:
        _no(say("The content of this file is none of these."), AS_TEXT)
    if len(data) > MOST_PLAIN:
        _no(
            say("This text has more than {most} MB.", most=MOST_PLAIN // 1_000_000),
            say("Look whether it is the right file, or divide it into several texts."),
        )
    return Kind.MARKDOWN


def _no(fact: Sentence, cure: Sentence) -> NoReturn:
    refuse(KINDS, fact, cure)
