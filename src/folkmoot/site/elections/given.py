"""The reasons given in an election: for striking somebody, for a change of the roll, against a result."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.procedure.electing import Election
from folkmoot.site.elections.models import Election as Row
from folkmoot.site.elections.naming import name_of
from folkmoot.site.members.models import Person
from folkmoot.site.record import reading
from folkmoot.site.record.models import Entry
from folkmoot.tlog.leaf import Leaf

STRUCK, CORRECTED, OBJECTED = "election.strike", "election.roll", "election.object"


@dataclass(frozen=True, slots=True)
class Given:
    """Reasons that stand in the record: for what, in words, of which candidate, when, and the act."""

    what: str
    reasons: str
    name: str
    at: datetime
    index: int


def reasons_given(row: Row, case: Election, entries: Iterable[Entry], viewer: Person | None) -> list[Given]:
    """What was said in these entries of an election, the first first; a query where somebody was struck."""
    found = []
    for entry in entries:
        if entry.act not in (STRUCK, CORRECTED, OBJECTED):
            continue
        leaf = Leaf.decode(bytes(entry.leaf))
        data = reading.paper(str(leaf.facts.get("reasons", "")))
        name = str(leaf.facts.get("name", ""))
        if data is not None:
            what = _what(row, case, leaf, viewer)
            at = case.book.calendar.local(entry.time)
            found.append(Given(what, data.decode(errors="replace").strip(), name, at, entry.index))
    return found


def _what(row: Row, case: Election, leaf: Leaf, viewer: Person | None) -> str:
    if leaf.act == OBJECTED:
        return _("A member objects to the result")
    if leaf.act == CORRECTED:
        if leaf.facts.get("added"):
            return _("Somebody was added to the roll")
        return _("Somebody was taken off the roll")
    code = str(leaf.facts["name"])
    known = row.candidacies.filter(code=code).select_related("person").first()
    said = _("{name} was struck").format(name=name_of(known, viewer, code))
    return f"{said}. {_objections(case, code)}".strip()


def _objections(case: Election, code: str) -> str:
    """How many object to the striking of a candidate, and how many it takes."""
    candidacy = case.candidates[code]
    if not candidacy.gone:
        return _("Enough members have objected: the candidate stands.")
    powers = case.fitting(case.book.powers.get("election.reinstate", ()))
    wanted, n = (powers[0].threshold or 1) if powers else 1, len(candidacy.objectors)
    words = ngettext(
        "{n} member objects to it; it takes {wanted}.", "{n} members object to it; it takes {wanted}.", n
    )
    return words.format(n=n, wanted=wanted) if powers else ""
