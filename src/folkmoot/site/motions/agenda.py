"""Where motions stand on the agenda: how the members ranked each last, or that they are about it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.procedure.case import standing
from folkmoot.procedure.electing import PRIORITY, Election
from folkmoot.procedure.electing_motions import is_passed_over
from folkmoot.site.record import reading


@dataclass(frozen=True, slots=True)
class Place:
    """A motion on the agenda: its number from 1, and 0 where it is not among the first, or not yet."""

    number: int
    said: str
    url: str


def places(at: int) -> dict[str, Place]:
    """The motions that members have put in an order, or are putting, by name ("motion/7"); reads memory only.

    A ranking that lapsed says nothing; of several the last counts.
    """
    found: dict[str, Place] = {}
    for case in reading.assembly().cases.values():
        if not isinstance(case, Election) or case.kind != PRIORITY or standing(case, at).state == "lapsed":
            continue
        url = f"/elections/{case.on.partition('/')[2]}/"
        for motion in case.candidates:
            found[motion] = _place(case, motion, url, at)
    return found


def _place(case: Election, motion: str, url: str, at: int) -> Place:
    if is_passed_over(reading.assembly(), case, motion, at):
        said = _("Members rank motions that wait to be put. This one does not, and the count passes over it.")
        return Place(0, said, url)
    if case.result is None:
        return Place(0, _("Members put it in an order with other motions."), url)
    order = case.result.elected
    if motion in order:
        number = order.index(motion) + 1
        return Place(number, _("Number {n} on the agenda, as the members ranked it.").format(n=number), url)
    said = ngettext(
        "Not the {n} that comes first, as the members ranked it.",
        "Not among the {n} that come first, as the members ranked it.",
        len(order),
    )
    return Place(0, said.format(n=len(order)), url)
