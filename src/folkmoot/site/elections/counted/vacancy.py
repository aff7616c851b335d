"""What the page of a count adds where a vacancy is filled from the ballots of an earlier poll."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from folkmoot.procedure.electing import Election
from folkmoot.procedure.electing_vacancy import places
from folkmoot.site.elections import downloads
from folkmoot.site.elections.counted.sheet import Sheet
from folkmoot.site.record import reading

RECOUNTS = "ERS97"
"""The rule of those in the rulebook that counts all ballots again."""


def told(case: Election, names: Sequence[str]) -> list[str]:
    """How the place is filled: which papers were counted, and who is passed over."""
    number, earlier = case.follows.partition("/")[2], reading.assembly().cases[case.follows]
    assert isinstance(earlier, Election)
    said = [_("Nobody had to vote again: the ballots are those of election {number}.").format(number=number)]
    vacated = places(reading.assembly(), case, case.events["decision"]).vacated
    if case.called_under.method == RECOUNTS:
        said.append(
            _(
                "All of them are counted again. Whoever still sits keeps the place; whoever has left is"
                " passed over."
            )
        )
        return said
    if vacated:
        said.append(
            _(
                "The papers that {name} held when elected go, at the value that they had, to those who are"
                " still willing."
            ).format(name=names[vacated[0] - 1])
        )
    first = downloads.account(earlier, names)
    if first is not None and first.decimals:
        said.append(
            _("So that no part of a vote is lost, the figures are in units: {n} are one vote.").format(
                n=10**first.decimals
            )
        )
    return said


def with_seats(case: Election, shown: Sheet) -> Sheet:
    """The sheet, in which it is said of whoever sits that they keep the place, elected again or not."""
    sits = places(reading.assembly(), case, case.events["decision"]).sits
    keeps = _("Keeps the place")
    rows = [replace(row, fate=keeps) if row.number in sits else row for row in shown.rows]
    return replace(shown, rows=rows)
