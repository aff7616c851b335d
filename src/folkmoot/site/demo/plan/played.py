"""Playing the Plan into a year, by real acts: published, amended, marshalled, and put to the meeting."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.debate.acts import speak
from folkmoot.site.demo.people import ROOT
from folkmoot.site.demo.plan import told, whole
from folkmoot.site.demo.plan.meeting import Meeting
from folkmoot.site.demo.plan.taking import listed
from folkmoot.site.demo.plan.told import CLOSED, DRAFTER, MARSHALLED, REVISED, Moved
from folkmoot.site.demo.year import Year
from folkmoot.site.members.models import Office, Person
from folkmoot.site.plan import acts

PUBLISHED = 268
"""The day of the year on which the first revision is published."""


class Drafting:
    """The Plan in one year. `number` is the one that the record gives it."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.number = 0

    def plan(self) -> None:
        """Plan all of it."""
        self._on(0, 18, self._publish)
        self._on(REVISED, 11, self._revise)
        for place, each in enumerate(told.moved()):
            self._on(each.day, 12, partial(self._table, each), place % 60)
            self._course(each)
        self._on(MARSHALLED, 18, self._marshal)
        self._on(MARSHALLED + 1, 19, lambda at: Meeting(self.year, self.number).evening(at))

    def _course(self, each: Moved) -> None:
        """What follows the tabling of one amendment, on its days."""
        number = whole.numbers()[each.key]
        for key, day in each.seconding:
            self._by(day, 17, key, acts.second, number=number)
        if each.accepted is not None:
            self._on(each.accepted, 18, partial(self._accept, each, number))
        if each.contested:
            self._by(each.contested["day"], 18, each.contested["by"], acts.contest, number=number)
        if each.apart:
            self._by(each.apart["day"], 17, each.apart["by"], acts.contest, number=number)
        if each.withdrawn:
            self._by(
                each.withdrawn["day"], 18, each.mover, self._say, number=number, words=each.withdrawn["says"]
            )
            self._by(each.withdrawn["day"], 19, each.mover, acts.withdraw, number=number)
        if each.confirmed is not None:
            self._by(
                each.confirmed, 18, each.mover, acts.confirm, number=number, wording=whole.standing(each.key)
            )
        for key in each.sources:
            mover = whole.by_key()[key].mover
            if mover in each.signed:  # whoever moved the composite has signed by that
                signs = partial(acts.sign, composite=number)
                self._by(each.signed[mover], 20, mover, signs, number=whole.numbers()[key])

    # when, and who

    def _on(self, day: int, hour: int, deed: Callable[[int], object], minute: int = 0) -> None:
        self.year.plan(self.year.at(PUBLISHED + day, hour, minute), deed)

    def _by(self, day: int, hour: int, key: str, act: Callable[..., object], **what: object) -> None:
        def deed(at: int) -> None:
            by, clerk = self.year.member(key, at)
            try:
                act(plan=self.number, by=by, at=at, clerk=clerk, **what)
            except OutOfOrder as refusal:
                self.year.refused.append(f"{key} on day {day} of the Plan: {refusal}")

        self._on(day, hour, deed)

    def _officer(self, office: str, at: int) -> Office:
        found = self.year.officer(office, ROOT, at)
        assert found is not None, f"the network has no {office} on that day"
        return found

    # the text

    def _publish(self, at: int) -> None:
        until = self.year.calendar.local_date(at) + timedelta(days=CLOSED - 1)
        self.number = acts.publish(
            by=self._officer("drafter", at),
            branch=ROOT,
            revision=whole.first(),
            until=until,
            at=at,
            by_passkey=True,
        ).number

    def _revise(self, at: int) -> None:
        acts.revise(
            plan=self.number,
            by=self._officer("drafter", at),
            revision=whole.second(),
            at=at,
            by_passkey=True,
        )
        drafter, _clerk = self.year.member(DRAFTER, at)
        speak(on=f"plan/{self.number}", by=drafter, words=told.covering_words(), at=at)

    def _table(self, each: Moved, at: int) -> None:
        by, clerk = self.year.member(each.mover, at)
        made = acts.table(
            plan=self.number,
            by=by,
            branch=each.branch,
            wording=whole.tabled(each.key),
            reasons=each.reasons,
            composite_of=tuple(whole.numbers()[key] for key in each.sources),
            at=at,
            clerk=clerk,
        )
        assert made.number == whole.numbers()[each.key], f"{each.key} has another number"

    def _say(self, *, plan: int, number: int, by: Person, words: str, at: int, clerk: Office | None) -> None:
        speak(on=f"plan/{plan}/amendment/{number}", by=by, words=words, at=at, clerk=clerk)

    def _accept(self, each: Moved, number: int, at: int) -> None:
        if each.amends:
            by, clerk = self.year.member(whole.by_key()[each.amends].mover, at)
            acts.accept(plan=self.number, number=number, by=by, at=at, clerk=clerk)
        else:
            by_office = self._officer("drafter", at)
            acts.accept(plan=self.number, number=number, by=by_office, at=at, by_passkey=True)

    def _marshal(self, at: int) -> None:
        number = whole.numbers()
        there = [whole.by_key()[key] for item in listed() for key in item]
        groups = [
            (title, tuple(number[each.key] for each in there if each.group == group))
            for group, title in told.agenda().groups.items()
        ]
        acts.marshal(
            plan=self.number,
            by=self._officer("arranger", at),
            groups=[(title, numbers) for title, numbers in groups if numbers],
            advice={number[each.key]: acts.Recommended(*each.advice) for each in there},
            at=at,
            by_passkey=True,
        )
