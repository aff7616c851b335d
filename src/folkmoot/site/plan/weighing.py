"""What hangs on an amendment: what it collides with, what falls if it is carried, and by what it falls."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.procedure.shared_text import Amendment
from folkmoot.site.plan.overview import OPEN, Overview
from folkmoot.texts.meeting import SAME, TOUCHING
from folkmoot.texts.relations import EXCLUDING, FALLS, PARTLY

Numbers = tuple[int, ...]


@dataclass(frozen=True)
class Weighed:
    """The numbers of the open amendments to which one stands in some way.

    `collides`: at most one of the two can be carried. `fells`: they fall if it is carried; `felled_by`: it
    falls if one of them is. `wounds`, `wounded_by`: the same of a part. `same`: they make a change that it
    makes too. `touches`: they lie side by side, and both can be carried.
    """

    collides: Numbers = ()
    fells: Numbers = ()
    felled_by: Numbers = ()
    wounds: Numbers = ()
    wounded_by: Numbers = ()
    same: Numbers = ()
    touches: Numbers = ()

    @property
    def fall(self) -> Numbers:
        """All that falls if it is carried."""
        return tuple(sorted({*self.collides, *self.fells}))

    @property
    def peaceful(self) -> bool:
        """Whether nothing collides with it, and nothing falls with it or by it."""
        return not (self.fall or self.felled_by or self.wounds or self.wounded_by)


def weigh(over: Overview, number: int, states: Collection[str] = OPEN) -> Weighed:
    """How an amendment stands to those in these states. No query."""
    mine = over.plan.amendments[number]
    found: dict[str, set[int]] = {}
    for each in over.relations_of(number):
        other = each.b if each.a == number else each.a
        if other not in over.states or over.states[other] not in states:
            continue
        if _of_one_composite(mine, over.plan.amendments[other]):
            continue
        found.setdefault(_name(each.kind, first=each.a == number), set()).add(other)
    told = {name: tuple(sorted(numbers)) for name, numbers in found.items()}
    return Weighed(**told)


def _name(kind: str, *, first: bool) -> str:
    if kind in EXCLUDING:
        return "collides"
    if kind == FALLS:
        return "fells" if first else "felled_by"
    if kind == PARTLY:
        return "wounds" if first else "wounded_by"
    return {SAME: "same", TOUCHING: "touches"}[kind]


def _of_one_composite(one: Amendment, other: Amendment) -> bool:
    """Whether the mover of one has signed the other, or both went into the same; a source whose mover stands
    alone is an amendment like any other."""
    return (
        one.number in other.joined
        or other.number in one.joined
        or (one.composite != 0 and one.composite == other.composite)
    )


def listed(numbers: Iterable[int]) -> str:
    """Numbers in a sentence: "4", "4 and 7", "4, 7 and 12"."""
    words = [str(number) for number in numbers]
    if len(words) < 2:
        return "".join(words)
    return _("{some} and {last}").format(some=", ".join(words[:-1]), last=words[-1])


def falls_words(weighed: Weighed) -> list[str]:
    """What falls if it is carried, and by what it falls, as the marshalled list says it."""
    said = []
    if weighed.fall:
        said.append(
            ngettext("If carried, {numbers} falls.", "If carried, {numbers} fall.", len(weighed.fall)).format(
                numbers=listed(weighed.fall)
            )
        )
    if weighed.wounds:
        said.append(_("If carried, a part of {numbers} falls.").format(numbers=listed(weighed.wounds)))
    if weighed.felled_by:
        said.append(_("Falls if {numbers} is carried.").format(numbers=listed_or(weighed.felled_by)))
    if weighed.wounded_by:
        said.append(
            _("A part of it falls if {numbers} is carried.").format(numbers=listed_or(weighed.wounded_by))
        )
    return said


def listed_or(numbers: Iterable[int]) -> str:
    """Numbers of which one is enough: "4, 7 or 12"."""
    words = [str(number) for number in numbers]
    if len(words) < 2:
        return "".join(words)
    return _("{some} or {last}").format(some=", ".join(words[:-1]), last=words[-1])


def in_short(over: Overview, weighed: Weighed, most: int = 6) -> list[dict[str, Any]]:
    """For a card: a few words, and the amendments that they are about."""
    rows = (
        (_("Collides with"), weighed.collides),
        (_("If carried, falls:"), weighed.fells),
        (_("Falls with"), weighed.felled_by),
        (_("Same change in"), weighed.same),
    )
    return [
        {
            "words": words,
            "links": [(number, f"{over.page}amendments/{number}/") for number in numbers[:most]],
            "more": len(numbers) - most if len(numbers) > most else 0,
        }
        for words, numbers in rows
        if numbers
    ]


def in_full(weighed: Weighed) -> list[tuple[str, Numbers]]:
    """For the page of an amendment: a sentence, and the amendments that it is about."""
    rows = (
        (_("It collides with these: of it and each of them, only one can be carried."), weighed.collides),
        (_("If it is carried, these fall, because nothing is left of what they change:"), weighed.fells),
        (_("If it is carried, a part of these falls:"), weighed.wounds),
        (_("It falls if one of these is carried:"), weighed.felled_by),
        (_("A part of it falls if one of these is carried:"), weighed.wounded_by),
        (_("These make a change that it makes too:"), weighed.same),
        (_("These touch its words; both can be carried:"), weighed.touches),
    )
    return [(words, numbers) for words, numbers in rows if numbers]
