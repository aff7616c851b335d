"""The blank ballot paper: what stands on it, and the sheet as a PDF in large print. It says nobody's name but
the candidates': the sheet is the same, to the byte, whoever fetches it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.procedure.electing import PRIORITY, Election
from folkmoot.site.elections import marking, naming, reading
from folkmoot.site.elections.models import Election as Row
from folkmoot.site.help.typesetting import compiled
from folkmoot.site.members.models import Person

_SHEETS = Path(__file__).resolve().parent / "typesetting"


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank paper. `lines` hold for each place on it a number, a name, and why the count passes over it, or
    nothing; `closes` is local time."""

    title: str
    instructions: tuple[str, ...]
    places: str
    lines: tuple[tuple[int, str, str], ...]
    crosses: bool
    closes: datetime
    rule: str
    motions: bool = False

    @property
    def passes_over(self) -> str:
        """What the count does with a line that has a note."""
        if self.motions:
            return _("The count passes over this motion.")
        return _("The count passes over this name.")

    @property
    def last_words(self) -> str:
        """What to do with the paper."""
        return " ".join(
            (
                _("Write nothing else on this paper: it must not say whose it is."),
                _("Fold it, let a clerk tick you off, and put it in the box yourself."),
                _("The box closes on {day}, {time}.").format(
                    day=date_format(self.closes, "l j F Y"), time=date_format(self.closes, "H:i")
                ),
            )
        )


def blank(row: Row, case: Election, viewer: Person | None, at: int) -> Blank | None:
    """The paper as a viewer may read it; None before the opening, when nobody knows yet who is on it."""
    if not case.paper or "closing" not in case.events:
        return None
    names = naming.names_on(row, case.paper, viewer)
    motions = case.kind == PRIORITY
    notes = {each.code: each.note for each in reading.candidates(row, case, viewer, at) if each.gone}
    return Blank(
        title=naming.title_of(row),
        instructions=tuple(marking.instructions(case.called_under.method, motions=motions)),
        places=_places(case.seats, motions),
        lines=tuple(
            (at, name, notes.get(code, ""))
            for at, (code, name) in enumerate(zip(case.paper, names, strict=True), start=1)
        ),
        crosses=case.called_under.method == marking.APPROVAL,
        closes=case.book.calendar.local(case.events["closing"]),
        rule=case.called_under.paragraph,
        motions=motions,
    )


def _places(seats: int, motions: bool) -> str:
    if motions:
        said = ngettext(
            "{n} motion comes first on the agenda.", "{n} motions come first on the agenda.", seats
        )
    else:
        said = ngettext("{n} place is to be filled.", "{n} places are to be filled.", seats)
    return said.format(n=seats)


def pdf(paper: Blank, number: int, organisation: str) -> bytes:
    """The sheet, tagged (PDF/UA-1), on A4."""
    return compiled("blank.typ", data_of(paper, number, organisation), _SHEETS)


def data_of(paper: Blank, number: int, organisation: str) -> dict[str, Any]:
    """What is handed to typst."""
    return {
        "title": paper.title,
        "organisation": organisation,
        "instructions": list(paper.instructions),
        "places": f"{paper.places} {_('Rule {rule}').format(rule=paper.rule)}",
        "lines": [
            [str(at), name, f"{note} {paper.passes_over}" if note else ""] for at, name, note in paper.lines
        ],
        "last": paper.last_words,
        "words": {
            "paper": _("Ballot paper"),
            "election": _("Election {number}").format(number=number),
            "box": _("Your cross") if paper.crosses else _("Your number"),
            "who": _("Motion") if paper.motions else _("Candidate"),
            "together": _("This paper has more than one sheet: they belong together."),
        },
    }
