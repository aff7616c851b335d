"""What is bound: documents in order of time, each file once, and the list that says so."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256


class Unbindable(Exception):
    """A document cannot be bound; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was handed in. `data` is its bytes, or what reads them when they are needed.

    `note` says what became of it, such as "served on 3 May" or "withheld"; `name` is the original name.
    """

    title: str
    day: date | None
    data: bytes | Callable[[], bytes]
    media_type: str
    note: str = ""
    name: str = ""

    def read(self) -> bytes:
        return self.data if isinstance(self.data, bytes) else self.data()


@dataclass(slots=True)
class Listed:
    """One line of the list: the document, its digest and size, and where it begins.

    Pages are counted from 1, as printed. A file that was bound before has no number (0), and the earlier
    one's in `same_as`.
    """

    document: Document
    sha256: str
    size: int
    number: int = 0
    same_as: int = 0
    first_page: int = 0
    pages: int = 0

    def as_data(self) -> dict[str, object]:
        """The line as `manifest.json` has it."""
        day = self.document.day
        return {
            "number": self.number or None,
            "same_as": self.same_as or None,
            "title": self.document.title,
            "note": self.document.note or None,
            "day": day.isoformat() if day else None,
            "name": self.document.name or None,
            "bytes": self.size,
            "sha256": self.sha256,
            "first_page": self.first_page,
            "pages": self.pages,
        }


def in_order(documents: Iterable[Document]) -> list[Listed]:
    """By date, those without one last, otherwise as they came. A file with the same digest counts once."""
    found = []
    for document in documents:
        data = document.read()
        found.append(Listed(document, sha256(data).hexdigest(), len(data)))
    found.sort(key=lambda each: each.document.day or date.max)
    seen: dict[str, int] = {}
    for each in found:
        if each.sha256 in seen:
            each.same_as = seen[each.sha256]
        else:
            each.number = seen[each.sha256] = len(seen) + 1
    return found
