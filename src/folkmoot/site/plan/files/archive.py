"""A document that is a ZIP, opened with distrust: parts are unpacked when asked for, each within bounds.

What a part says of its size is not believed: unpacking stops at the limit whatever is declared.
"""

import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from folkmoot.procedure.act import say
from folkmoot.site.plan.files.findings import refuse

MOST_PARTS = 3_000
MOST_UNPACKED = 400_000_000
"""Bytes that all parts together may say they have: photographs are not opened, but count."""
MOST_PART = 25_000_000
"""Bytes of one part that is read."""
MOST_DEEP = 120
MOST_ELEMENTS = 1_000_000

_OPENS = say("A document is taken in if it can be read safely.")
_ANEW = say("Open it in the program that made it, save it anew as ODT or DOCX, and choose that.")


@dataclass
class Archive:
    """A ZIP whose list of parts is sound."""

    zip: zipfile.ZipFile
    names: frozenset[str]

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises `OutOfOrder` for one that is damaged or unpacks into too much."""
        try:
            with self.zip.open(name) as part:
                data = part.read(MOST_PART + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ):
            broken()
        if len(data) > MOST_PART:
            _too_much()
        return data

    def tree(self, name: str) -> Element | None:
        """The XML of a part; None where there is no such part."""
        return parsed(self.read(name)) if name in self.names else None


def opened(data: bytes) -> Archive:
    """The archive in these bytes. Raises `OutOfOrder` for one that is broken, locked or a trap."""
    try:
        file = zipfile.ZipFile(BytesIO(data))
        parts = file.infolist()
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        broken()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        _too_much()
    if len(set(names)) < len(names) or any(map(_strays, names)):
        refuse(
            _OPENS,
            say("This one holds parts under names that lead elsewhere, or twice under one name."),
            _ANEW,
        )
    if any(part.flag_bits & 1 for part in parts):
        locked()
    return Archive(file, frozenset(names))


def parsed(data: bytes) -> Element:
    """The XML in these bytes. Raises `OutOfOrder`; a document type, and so every entity, is refused."""
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    deep = elements = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal deep, elements
        deep, elements = deep + 1, elements + 1
        if deep > MOST_DEEP or elements > MOST_ELEMENTS:
            _too_much()
        builder.start(_named(name), {_named(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal deep
        deep -= 1
        builder.end(_named(name))

    def declared(*_said: object) -> None:
        refuse(
            _OPENS,
            say("This one declares abbreviations (a document type), with which files are made to swell."),
            _ANEW,
        )

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = declared
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(data, True)
        return builder.close()
    except (expat.ExpatError, AssertionError, UnicodeDecodeError, LookupError, ValueError):
        broken()


def _named(name: str) -> str:
    return "{" + name if "}" in name else name


def _strays(name: str) -> bool:
    return (
        name.startswith(("/", "\\"))
        or ".." in name.replace("\\", "/").split("/")
        or ":" in name
        or "\0" in name
    )


def broken() -> NoReturn:
    """The file does not open."""
    refuse(
        _OPENS,
        say("This file does not open: it is damaged, or only called so."),
        say("Open it on your own machine, save it anew as ODT or DOCX, and choose that."),
    )


def locked() -> NoReturn:
    """The file is under a password."""
    refuse(
        _OPENS,
        say("This document is locked by a password."),
        say("Open it with the password, save it without one, and choose that."),
    )


def _too_much() -> NoReturn:
    refuse(
        _OPENS,
        say("This file unpacks into more than the site can bear."),
        say("Take out pictures and attached tables, save it anew, and choose that."),
    )
