"""The cases of the year: what the network's members did when somebody was accused, excluded or hidden.

Like the year itself it plays real acts at their hour. Panels are drawn by dice, for no beacon reaches a
demonstration: three members enter the throw, those drawn accept, and the lot decides who they are.
"""

from collections.abc import Callable
from functools import partial
from hashlib import sha256

from folkmoot.lots.sources import DICE
from folkmoot.procedure.dispute import Dispute, Panel, family
from folkmoot.procedure.draw import THROWERS
from folkmoot.site.cases.acts import draws, panels
from folkmoot.site.cases.acts.entering import SITE, Hand
from folkmoot.site.cases.models import Seat
from folkmoot.site.cases.people import by_code, case_of
from folkmoot.site.demo.people import ROOT
from folkmoot.site.demo.year import Deed, Year
from folkmoot.site.members.models import Person

HOUR = 3600
ANSWER = 52 * HOUR  # until whoever is silent has declined
PATIENCE = 60  # days for which something is waited for


def throw_for(on: str, index: int) -> str:
    """The dice of a draw: made up, and the same each time the year is played."""
    figures = sha256(f"{on}/{index}".encode()).digest()
    return "".join(str(1 + byte % 6) for byte in figures[:DICE])


class Court:
    """Plays cases into a year. `hands` are the people in their roles."""

    def __init__(self, year: Year) -> None:
        self.year = year

    # who

    def hand(self, key: str, role: str) -> Hand:
        """Somebody of the story in a role."""
        return Hand(self.year.fresh(key), role)

    def officer(self, office: str, at: int) -> Hand:
        """Who holds an office of the network, by passkey."""
        found = self.year.officer(office, ROOT, at)
        assert found is not None, f"the network has no {office} on that day"
        return Hand(found.person, office=found, by_passkey=True)

    def sitting(self, on: str) -> list[Hand]:
        """The panel that sits, in the order of the draw."""
        panel = self.panel(on)
        found = by_code(on, panel.sitting)
        return [Hand(found[name], "panel member") for name in panel.sitting]

    def adjudicator(self, on: str) -> Hand:
        """The member who was drawn to look at a complaint."""
        seat = Seat.objects.select_related("person").get(docket_id=on, role="adjudicator", until=None)
        return Hand(seat.person, "adjudicator")

    def free(self, on: str, *keys: str) -> Person:
        """The first of these, or of all, without a part in a case: nobody knows whom the lot takes."""
        busy = set(Seat.objects.filter(docket_id=family(on)).values_list("person_id", flat=True))
        preferred = [self.year.fresh(key) for key in keys]
        return next(each for each in (*preferred, *self._able()) if each.pk not in busy)

    def _able(self) -> list[Person]:
        """Members who act by themselves, in an order that never changes."""
        people = [person for _key, person in sorted(self.year.people.items())]
        return [each for each in people if not each.on_paper and each.pk not in self.year.gone]

    def case(self, on: str) -> Dispute:
        """The proceeding, as the record shows it."""
        found = case_of(on)
        assert found is not None
        return found

    def panel(self, on: str) -> Panel:
        """The draw under way, or the panel that sits."""
        panel = self.case(on).panel
        assert panel is not None
        return panel

    # when

    def later(self, at: int, days: int, deed: Deed, hour: int = 18) -> None:
        """Plan something some days on, at an hour of the evening."""
        day = self.year.calendar.local_date(at).toordinal() - self.year.day(0).toordinal() + days
        self.year.plan(self.year.calendar.at(self.year.day(day), hour), deed)

    def when(self, ready: Callable[[int], bool], then: Deed, at: int, patience: int = PATIENCE) -> None:
        """Do something on the first evening on which it can be done."""

        def look(at: int) -> None:
            if ready(at):
                then(at)
            elif patience:
                self.when(ready, then, at, patience - 1)

        self.later(at, 1, look, 19)

    # the lot

    def draw(self, on: str, then: Deed, at: int, *, absent: int = 0) -> None:
        """Draw a panel: announced now, thrown when dice count, accepted by those drawn but for `absent`."""
        panel = self.case(on).panel
        if panel is None or panel.ranking:
            draws.announce(on=on, by=SITE, at=at)
        index = self.panel(on).index
        said = self.panel(on).announcement
        if not said.contributed:  # thrown at once
            self.year.plan(at + HOUR, partial(self._throw, on, index, absent, then))
            return
        count_from = said.ready if said.outside == "dice" else said.fallback_from
        self.when(lambda at: at >= count_from, partial(self._throw, on, index, absent, then), at)

    def _throw(self, on: str, index: int, absent: int, then: Deed, at: int) -> None:
        busy = set(Seat.objects.filter(docket_id=family(on)).values_list("person_id", flat=True))
        names = self.panel(on).roll.names
        free = [each for each in self._able() if each.pk not in busy and each.code(on) in names]
        for person in free[:THROWERS]:
            draws.throw(on=on, by=Hand(person), dice=throw_for(on, index), at=at)
        self.year.plan(at + 20 * HOUR, partial(self._accept, on, absent, then))

    def _accept(self, on: str, absent: int, then: Deed, at: int) -> None:
        found = by_code(on, self.panel(on).ranking)
        for place, name in enumerate(tuple(self.panel(on).ranking)):
            if self.panel(on).sitting:
                break
            by = self._drawn(found[name], at) if name in found else None  # somebody may have left since
            if by is not None and place < absent:
                draws.decline(on=on, by=by, reason="away", at=at)
            elif by is not None:
                draws.accept(on=on, by=by, at=at)
        wait = 0 if self.panel(on).sitting else ANSWER

        def sit(at: int) -> None:
            if not self.panel(on).sitting:
                panels.seat(on=on, by=SITE, at=at)
            then(at)

        self.year.plan(at + wait + HOUR, sit)

    def _drawn(self, person: Person, at: int) -> Hand | None:
        """Somebody drawn, with the clerk where they act on paper; without a clerk they stay silent."""
        clerk = self.year.officer("clerk", ROOT, at) if person.on_paper else None
        return None if person.on_paper and clerk is None else Hand(person, "drawn member", clerk=clerk)

    def decide(
        self,
        on: str,
        put: Callable[[Hand, int], int],
        agree: Callable[[Hand, int, int], object],
        at: int,
        hours: int = 24,
    ) -> None:
        """One of the panel puts a decision; the others agree some hours later, until it stands."""
        first, *others = self.sitting(on)
        index = put(first, at)

        def follow(at: int) -> None:
            for hand in others:
                if index in self.case(on).proposals:
                    agree(hand, index, at)

        self.year.plan(at + hours * HOUR, follow)
