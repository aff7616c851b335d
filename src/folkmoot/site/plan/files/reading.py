"""A file that somebody chose, as a text of clauses."""

from collections.abc import Callable, Container
from typing import Literal

from folkmoot.site.plan.files import docx, markdown, odt
from folkmoot.site.plan.files.findings import Findings
from folkmoot.site.plan.files.shaping import Imported, shaped
from folkmoot.site.plan.files.sniffing import Kind, sniffed

Tracked = Literal["changed", "original"]
"""How a document with tracked changes is read: as it would be with all of them, or without any."""


def read(
    name: str,
    data: bytes,
    ids: Callable[[], str],
    *,
    tracked: Tracked = "changed",
    keep: Container[str] = (),
) -> Imported:
    """The text in a file, and all that a person should know of how it was read.

    `ids` makes an id for a clause each time it is called. An id that the file itself states, as those that
    were written here do, is kept if it is in `keep`. Raises `OutOfOrder` for a file that is not taken at all.
    """
    kind, archive = sniffed(name, data)
    findings = Findings()
    if archive is None or kind == Kind.MARKDOWN:
        return markdown.read(markdown.decoded(data), name, findings, ids, keep)
    reader = odt.Reader if kind == Kind.ODT else docx.Reader
    return shaped(reader(archive, findings, tracked).paragraphs(), findings, name, ids, keep)
