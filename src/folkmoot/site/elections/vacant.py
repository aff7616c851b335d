"""Places that can be filled now: those of elected offices that are vacant or soon will be."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import ngettext

from folkmoot.procedure.dispute import is_over
from folkmoot.procedure.electing import Election, elects, in_office, places_of, terms_for
from folkmoot.procedure.electing_call import nobody_is_left
from folkmoot.procedure.electing_places import places_to_fill
from folkmoot.rulebook.book import Power
from folkmoot.site.record import reading


@dataclass(frozen=True, slots=True)
class Open:
    """An office of a branch with places to fill: how many of how many, and how many are vacant already."""

    terms: Power
    office: str
    branch: str
    title: str
    places: int
    of: int
    vacant: int

    @property
    def said(self) -> str:
        """ "2 of 3 places are vacant"."""
        if not self.vacant:
            words = ngettext(
                "{n} of {of} places is soon vacant", "{n} of {of} places are soon vacant", self.places
            )
            return words.format(n=self.places, of=self.of)
        words = ngettext("{n} of {of} places is vacant", "{n} of {of} places are vacant", self.vacant)
        return words.format(n=self.vacant, of=self.of)


def open_places(at: int, *, branch: str = "") -> Iterator[Open]:
    """What an election could be called for now, in one branch or in all; reads memory only."""
    assembly = reading.assembly()
    book, busy = assembly.book_at(at), set(_under_way(at))
    elected = {office for power in book.powers.get("election.call", ()) for office in power.offices}
    for office in sorted(elected):
        terms = terms_for(book, office)
        if terms is None:
            continue
        for each in assembly.branches.values():
            elsewhere = branch not in ("", each.id) or not elects(assembly, terms, each.id)
            if elsewhere or (office, each.id) in busy or not assembly.members_of(each.id):
                continue
            places, of = places_to_fill(assembly, book, office, each.id, at), places_of(book, office)
            if places:
                vacant = of - len(in_office(assembly, office, each.id, at))
                yield Open(terms, office, each.id, each.title, places, of, vacant)


def _under_way(at: int) -> Iterator[tuple[str, str]]:
    for case in reading.assembly().cases.values():
        if isinstance(case, Election) and not is_over(case, at) and not nobody_is_left(case, at):
            yield case.office, case.branch
