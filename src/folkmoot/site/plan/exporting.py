"""Texts as files to take along: each format by the ending of its name."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy

from folkmoot.site.plan.files import docx_out, odt_out, pages
from folkmoot.texts.clause import Revision


@dataclass(frozen=True)
class Format:
    """A kind of file: its media type, what it is called, what it is good for, and who writes it."""

    media: str
    name: Any
    words: Any
    write: Callable[[Revision], bytes]


FORMATS: dict[str, Format] = {
    "md": Format(
        "text/markdown; charset=utf-8",
        gettext_lazy("Markdown"),
        gettext_lazy("plain words, to be read anywhere"),
        pages.write,
    ),
    "odt": Format(
        "application/vnd.oasis.opendocument.text",
        gettext_lazy("OpenDocument (ODT)"),
        gettext_lazy("for LibreOffice and others"),
        odt_out.write,
    ),
    "docx": Format(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        gettext_lazy("Word (DOCX)"),
        gettext_lazy("for Word and others"),
        docx_out.write,
    ),
}


@lru_cache(maxsize=16)
def written(revision: Revision, ending: str) -> bytes:
    """A text as a file. Raises `KeyError` for a format that there is not."""
    return FORMATS[ending].write(revision)
