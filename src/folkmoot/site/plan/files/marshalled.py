"""The marshalled list as a PDF, for the table of those who chair: in order, with a box for each decision."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.site.help.typesetting import compiled

_SHEETS = Path(__file__).resolve().parent / "typesetting"


@dataclass(frozen=True, slots=True)
class Listed:
    """One amendment in its turn.

    `number` is what it is called ("23A"), `where` the place in the text, `mover` the branch it comes from.
    `instructions` say what it asks, each a sentence; `falls` what falls if it is carried, in a sentence.
    `recommendation` is what the arrangements committee thinks, with its reasons; it stands apart.
    """

    number: str
    where: str = ""
    mover: str = ""
    instructions: tuple[str, ...] = ()
    falls: str = ""
    recommendation: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Amendments that are debated together, in order; a note may say “One ranked ballot”."""

    heading: str = ""
    note: str = ""
    entries: tuple[Listed, ...] = ()


@dataclass(frozen=True, slots=True)
class List:
    """A whole list. `lines` stand under the title: of which text, by which order, of what day."""

    title: str
    organisation: str
    groups: tuple[Group, ...]
    lines: tuple[str, ...] = ()
    address: str = ""


def pdf(listed: List) -> bytes:
    """The list, tagged (PDF/UA-1), on A4."""
    return compiled("marshalled.typ", sheet(listed), _SHEETS)


def sheet(listed: List) -> dict[str, Any]:
    """What is handed to typst."""
    groups = [asdict(group) for group in listed.groups]
    for group in groups:
        for entry in group["entries"]:
            entry["level"] = 2 if any(each["heading"] for each in groups[: groups.index(group) + 1]) else 1
    return {
        "title": listed.title,
        "organisation": listed.organisation,
        "lines": list(listed.lines),
        "address": listed.address,
        "groups": groups,
        "boxes": [_("carried"), _("lost"), _("withdrawn"), _("not called")],
        "words": {"recommendation": _("The committee recommends")},
    }
