"""Playing the texts that are being written today into a year, by real acts, as far as today."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from folkmoot.procedure.question import Question
from folkmoot.site.debate.acts import speak
from folkmoot.site.demo.plan.casting import Vote, on_paper, plan_votes, voters
from folkmoot.site.demo.plan.compiled import compiled
from folkmoot.site.demo.plan.told import KEEP, Edit
from folkmoot.site.demo.underway import told
from folkmoot.site.demo.underway.told import Asked, Drafted, Moved, Said, Text, Version
from folkmoot.site.demo.year import LENGTH, Year
from folkmoot.site.members.models import Office, Person
from folkmoot.site.plan import acts, drafts
from folkmoot.site.plan.changes import as_json
from folkmoot.site.plan.models import Draft, Plan
from folkmoot.site.plan.unfolding import unfolded
from folkmoot.site.record import reading
from folkmoot.site.rules.from_plan import rules_as_text
from folkmoot.site.voting.models import Ballot
from folkmoot.texts.clause import Revision
from folkmoot.texts.content import content_of
from folkmoot.texts.edits import Amendment
from folkmoot.texts.plain import read_plain


def write_all(year: Year) -> None:
    """Plan all of them."""
    for name in told.NAMES:
        Writing(year, told.text(name)).plan()


class Writing:
    """One text in one year. `number` is the one that the record gives it, `base` the text as published."""

    def __init__(self, year: Year, text: Text) -> None:
        self.year, self.text = year, text
        self.number = 0
        self.base = Revision("")
        self.speeches: dict[int, int] = {}
        self.kept: dict[int, str] = {}

    def plan(self) -> None:
        """Plan all of it, up to today."""
        self._on(0, 18, self._publish)
        for place, each in enumerate(self.text.moved):
            self._on(each.day, 12, partial(self._table, each), place)
            for key, day in each.seconding:
                self._on(day, 17, partial(self._second, each, key), place)
            if each.accepted is not None:
                self._on(each.accepted, 18, partial(self._accept, each), place)
        for place, speech in enumerate(self.text.said):
            self._on(speech.day, 20, partial(self._speak, place, speech), place)
        for place, drafted in enumerate(self.text.drafted):
            for version in drafted.versions:
                self._on(version.day, 21, partial(self._keep, place, drafted, version), place)
        if self.text.listed is not None:
            self._on(self.text.listed, 18, self._marshal)
        for place, asked in enumerate(self.text.asked):
            self._on(asked.day, 19, partial(self._ask, asked), place)

    # when, and who

    def _on(self, day: int, hour: int, deed: Callable[[int], object], minute: int = 0) -> None:
        self.year.plan(self.year.at(LENGTH + self.text.published + day, hour, minute), deed)

    def _officer(self, office: str, at: int) -> Office:
        found = self.year.officer(office, self.text.branch, at)
        assert found is not None, f"{self.text.branch} has no {office} on that day"
        return found

    # the text

    def _publish(self, at: int) -> None:
        kind = Plan.Kind.TEXT if self.text.page else Plan.Kind.RULEBOOK
        self.base = read_plain(told.page(self.text.page)).revision if self.text.page else rules_as_text()
        self.number = acts.publish(
            by=self._officer("drafter", at),
            branch=self.text.branch,
            revision=self.base,
            until=self.year.calendar.local_date(at) + timedelta(days=self.text.open),
            kind=kind,
            at=at,
            by_passkey=True,
        ).number

    def _wording(self, each: Moved) -> Amendment:
        """An amendment as it was tabled: on the text, or on the content of what it amends."""
        number = self.text.numbers
        if each.amends:
            primary = self._wording(self.text.by_key[each.amends])
            return compiled(content_of(primary), each.edits, number[each.key], number[each.amends])
        return compiled(self.base, each.edits, number[each.key])

    def _table(self, each: Moved, at: int) -> None:
        by, clerk = self.year.member(each.mover, at)
        made = acts.table(
            plan=self.number,
            by=by,
            branch=by.branch,
            wording=self._wording(each),
            reasons=each.reasons,
            at=at,
            clerk=clerk,
        )
        assert made.number == self.text.numbers[each.key], f"{each.key} has another number"

    def _second(self, each: Moved, key: str, at: int) -> None:
        by, clerk = self.year.member(key, at)
        acts.second(plan=self.number, number=self.text.numbers[each.key], by=by, at=at, clerk=clerk)

    def _accept(self, each: Moved, at: int) -> None:
        by = self._officer("drafter", at)
        acts.accept(plan=self.number, number=self.text.numbers[each.key], by=by, at=at, by_passkey=True)

    def _speak(self, place: int, speech: Said, at: int) -> None:
        by, clerk = self.year.member(speech.by, at)
        on = f"plan/{self.number}"
        if speech.amendment:
            on += f"/amendment/{self.text.numbers[speech.amendment]}"
        reply_to = self.speeches[speech.answers] if speech.answers is not None else None
        said = speak(
            on=on, by=by, words=speech.words, at=at, reply_to=reply_to, clause=speech.clause, clerk=clerk
        )
        self.speeches[place] = said.entry

    # what is not moved yet

    def _keep(self, place: int, drafted: Drafted, version: Version, at: int) -> None:
        person, fields = self.year.fresh(version.by), self._fields(drafted, version.edits)
        if place not in self.kept:
            row = Plan.objects.get(number=self.number)
            self.kept[place] = drafts.begin(person, Draft.Kind.AMENDMENT, fields, at, plan=row).pk
            return
        draft = Draft.objects.get(pk=self.kept[place])
        drafts.let_in(draft, person, at)
        drafts.keep(draft, person, fields, at, since=draft.head, asked=True)

    def _fields(self, drafted: Drafted, edits: tuple[Edit, ...]) -> dict[str, Any]:
        changes = unfolded(self.base, compiled(self.base, edits))
        branch = self.year.fresh(drafted.by).branch_id
        return {
            "changes": [as_json(each) for each in changes],
            "reasons": drafted.reasons,
            "branch": branch,
        }

    # the meeting

    def _marshal(self, at: int) -> None:
        number = self.text.numbers
        groups = [
            (title, tuple(number[each.key] for each in self.text.moved if each.group == group))
            for group, title in self.text.groups.items()
        ]
        acts.marshal(
            plan=self.number,
            by=self._officer("arranger", at),
            groups=groups,
            advice={number[each.key]: acts.Recommended(*each.advice) for each in self.text.moved},
            at=at,
            by_passkey=True,
        )

    def _ask(self, asked: Asked, at: int) -> None:
        about = tuple(sorted(self.text.numbers[key] for key in asked.about))
        ballot = acts.put_question(
            plan=self.number, amendments=about, by=self._officer("arranger", at), at=at, by_passkey=True
        )
        plan_votes(self.year, ballot, self._votes(asked, ballot))

    def _votes(self, asked: Asked, ballot: Ballot) -> Iterator[tuple[Person, Vote]]:
        """Who votes how: first whoever moved or seconded it, as far as the votes go."""
        people = [each for each in voters(ballot) if each.pk not in self.year.crowd]
        lines: list[tuple[int, Vote, tuple[str, ...]]] = [
            (many, choice, asked.about if choice == "for" else ())
            for many, choice in zip(asked.votes, ("for", "against", "abstain"), strict=True)
        ]
        case = reading.assembly().cases[ballot.on]
        assert isinstance(case, Question)
        key_of = {number: key for key, number in self.text.numbers.items()}
        paper = [*(key_of[number] for number in case.amendments), KEEP]
        lines += [(many, on_paper(paper, order), order[:1]) for many, order in asked.ballots]
        for many, vote, keys in lines:
            behind = self._behind(keys)
            people.sort(key=lambda each: each.pk not in behind)
            for _ in range(many):
                yield people.pop(0), vote

    def _behind(self, keys: tuple[str, ...]) -> set[str]:
        """Who moved or seconded one of these."""
        moved = [self.text.by_key[key] for key in keys if key != KEEP]
        return {self.year.people[each].pk for one in moved for each in (one.mover, *one.seconders)}
