"""Playing the elections into a year, by real acts; what the rules leave to the site, the evenings do."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.electing import Election as ElectionCase
from folkmoot.rulebook.values import Term
from folkmoot.site.demo.people import ROOT
from folkmoot.site.demo.polls import new_offices, told
from folkmoot.site.demo.polls.told import Poll
from folkmoot.site.demo.year import HOLIDAYS, Year
from folkmoot.site.elections import acts
from folkmoot.site.elections.models import Election, Recall
from folkmoot.site.members import acts as members
from folkmoot.site.members.models import Office, Person
from folkmoot.site.motions.models import Motion
from folkmoot.site.record import reading
from folkmoot.site.voting import acts as voting
from folkmoot.site.voting.models import Ballot, new_receipt

DAY = 86_400
WOMEN = "women"


class Polls:
    """The elections of one year; `rows` are those called so far, by their names in the story."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.rows: dict[str, Election] = {}

    def plan(self) -> None:
        """Plan all of them."""
        for play in (*told.OFFICERS, *told.RANKED):
            self.year.motion(play)
        self._election(told.EXECUTIVE, told.EXECUTIVE.day)
        self._election(told.DELEGATES, told.DELEGATES.day)
        self._election(told.OPEN, self._day_for_an_open_ballot())
        self.year.change(new_offices.CHANGE)
        for poll in (new_offices.STEWARDS, new_offices.SPEAKER):
            self._on(poll.day, 18, partial(self._again, deed=partial(self._call, poll)))
        self._casual_vacancy()
        self._ranking()
        self._recall()

    # when, and who

    def _on(self, day: int, hour: int, deed: Callable[[int], object]) -> None:
        self.year.plan(self.year.at(day, hour), deed)

    def _day_for_an_open_ballot(self) -> int:
        """The last day, counted back from today, from which an election called then is at the vote today."""

        def end(key: str, start: int) -> int:
            term = self.year.rules.settings[key].value
            assert isinstance(term, Term)
            return self.year.calendar.end_of(term, start)

        def opens(day: int) -> int:
            return end("election.notice", end("election.nominating", self.year.at(day, 18)) + 1)

        return next(day for day in range(-18, -60, -1) if opens(day) + 2 * DAY < self.year.now)

    def _returning_officer(self, branch: str, at: int) -> Office | None:
        return self.year.officer("returning officer", branch, at)

    def _again(self, at: int, deed: Callable[[int], object], days: int = HOLIDAYS) -> None:
        """Do it as soon as the rules allow: weekends and holidays may push a term by some days."""
        try:
            deed(at)
        except OutOfOrder:
            if not days:
                raise
            self.year.plan(at + DAY, partial(self._again, deed=deed, days=days - 1))

    # an election

    def _election(self, poll: Poll, day: int) -> None:
        self._on(day, 18, partial(self._call, poll))

    def _call(self, poll: Poll, at: int) -> None:
        officer = self._returning_officer(poll.branch, at)
        first, _clerk = self.year.member(poll.stand[0].with_, at)
        row = acts.call(
            by=officer or first,
            branch=poll.branch,
            kind=Election.Kind.OFFICE.value,
            office=poll.office,
            seats=poll.seats,
            at=at,
            by_passkey=officer is not None,
        )
        self.rows[poll.name] = row
        for place, each in enumerate(poll.stand):
            self.year.plan(at + (1 + place % 4) * DAY, partial(self._stand, row.number, each))
        self._watch(row, partial(self._vote_on_persons, poll), at)

    def _stand(self, number: int, each: told.Stands, at: int) -> None:
        nominee, clerk = self.year.member(each.key, at)
        second, _none = self.year.member(each.with_, at)
        acts.nominate(number=number, nominee=nominee, by=nominee, at=at, clerk=clerk)
        acts.nominate(number=number, nominee=nominee, by=second, at=at)
        acts.consent(
            number=number,
            by=nominee,
            statement=each.says,
            groups=(WOMEN,) if each.woman and Election.objects.get(number=number).seats > 3 else (),
            in_public=each.in_public,
            at=at,
            clerk=clerk,
        )

    def _watch(self, row: Election, votes: Callable[[Election, int], None], at: int) -> None:
        """The returning officer opens the ballot as soon as the rules allow, or the site when its time has
        come; then members vote."""

        def look(at: int) -> None:
            now = Election.objects.select_related("ballot").get(number=row.number)
            officer = self._returning_officer(now.branch_id, at)
            if now.ballot is None and officer is not None:
                with suppress(OutOfOrder):
                    acts.open_ballot(number=row.number, by=officer, at=at, by_passkey=True)
                now = Election.objects.select_related("ballot").get(number=row.number)
            if now.ballot is not None:
                votes(now, at)
            elif reading.standing(now.on, at).state in ("nominations", "nominated"):
                self.year.plan(at + DAY, look)

        self.year.plan(at + DAY, look)

    def _vote_on_persons(self, poll: Poll, row: Election, at: int) -> None:
        known = {each.key: each.known for each in poll.stand}
        codes = {self.year.people[key].code(row.on): key for key in known}
        paper = [codes[name] for name in _case(row).paper]
        for place, (key, person) in enumerate(self._electors(row)):
            if key in poll.left_out:
                continue
            line = _line(told.preferences(key, known), paper)
            when = at + (1 + place * 3 % 5) * DAY + place * 431 % 30_000
            if person.on_paper and poll.on_paper:
                self.year.plan(when, partial(self._into_the_box, row, person))
            elif not person.on_paper:
                self.year.plan(when, partial(self._cast, row, person, line))
        if poll.on_paper:
            lines = [
                _line(told.preferences(key, known), paper)
                for key, person in self._electors(row)
                if person.on_paper and key not in poll.left_out
            ]
            assert row.ballot is not None
            self.year.plan(row.ballot.closes_at + DAY // 2, partial(self._enter_papers, row, lines))

    def _electors(self, row: Election) -> list[tuple[str, Person]]:
        """Those of the story who may vote, and the crowd by numbers."""
        assert row.ballot is not None
        on_roll = members.roll_for(row.branch_id, row.ballot.name, "vote", row.ballot.opened_at).values()
        keys = {person.pk: key for key, person in self.year.people.items()}
        return sorted((keys[person.pk], person) for person in on_roll)

    def _cast(self, row: Election, person: Person, line: str, at: int) -> None:
        assert row.ballot is not None
        if at <= row.ballot.closes_at and person.pk not in self.year.gone:
            acts.cast(row=row, by=person, at=at, line=line, receipt=new_receipt())

    def _into_the_box(self, row: Election, person: Person, at: int) -> None:
        clerk = self.year.officer("clerk", ROOT, at)
        assert clerk is not None, "somebody votes on paper while no clerk is in office"
        acts.cast_on_paper(row=row, by=person, clerk=clerk, at=at)

    def _enter_papers(self, row: Election, lines: list[str], at: int) -> None:
        """Two officers enter what stands on the papers, each alone; then the batch is entered."""
        clerk, officer = self.year.officer("clerk", ROOT, at), self._returning_officer(ROOT, at)
        assert clerk is not None and officer is not None
        batch = acts.begin_batch(row=row)
        text = "\n".join(lines)
        for each in (clerk, officer):
            acts.keep_reading(batch=batch, clerk=each, text=text, finished=True)
        acts.enter_batch(row=row, batch=batch, by=officer, at=at, by_passkey=True)

    # a place that becomes vacant

    def _casual_vacancy(self) -> None:
        key, day, willing = told.CASUAL

        def resign(at: int) -> None:
            person = self.year.people[key]
            holding = Office.objects.filter(person=person, office=told.EXECUTIVE.office).latest("pk")
            members.resign(office=holding, at=at, by_passkey=True)

        def call(at: int) -> None:
            row = acts.call(
                by=self._returning_officer(ROOT, at),
                branch=ROOT,
                kind=Election.Kind.COUNTBACK.value,
                office=told.EXECUTIVE.office,
                seats=1,
                follows=self.rows[told.EXECUTIVE.name].number,
                at=at,
                by_passkey=True,
            )
            for place, each in enumerate(willing):
                self.year.plan(at + (2 + place) * DAY, partial(consent, row.number, each))

        def consent(number: int, each: str, at: int) -> None:
            says = next(stands.says for stands in told.EXECUTIVE.stand if stands.key == each)
            acts.consent(number=number, by=self.year.people[each], statement=says, at=at)

        self._on(day, 12, resign)
        self._on(day + 3, 18, call)

    # motions in an order

    def _ranking(self) -> None:
        def call(at: int) -> None:
            motions = Motion.objects.filter(title__in=[play.title for play in told.RANKED]).order_by("number")
            row = acts.call(
                by=self._returning_officer(ROOT, at),
                branch=ROOT,
                kind=Election.Kind.PRIORITY.value,
                seats=3,
                motions=tuple(motion.number for motion in motions),
                at=at,
                by_passkey=True,
            )
            self._watch(row, vote, at)

        def vote(row: Election, at: int) -> None:
            titles = {f"motion/{m.number}": m.title for m in Motion.objects.filter(branch_id=ROOT)}
            paper = [titles[name] for name in _case(row).paper]
            wanted = {play.title: n for play, n in zip(told.RANKED, told.RANKING, strict=True)}
            for place, (key, person) in enumerate(self._electors(row)):
                if not person.on_paper and place % 6:
                    line = _line(told.preferences(key, wanted), paper)
                    self.year.plan(
                        at + (1 + place % 5) * DAY + place * 97, partial(self._cast, row, person, line)
                    )

        self._on(told.RANKED_DAY, 18, call)

    # a recall

    def _recall(self) -> None:
        def begin(at: int) -> None:
            officer = self.year.people[told.RECALLED]
            holding = Office.objects.filter(person=officer, office=told.EXECUTIVE.office).latest("pk")
            recall = acts.open_recall(
                holding=holding, reasons=told.RECALL, by=self.year.people[told.RECALLER], at=at
            )
            for place, key in enumerate(told.SIGNS):
                self.year.plan(at + (1 + place) * DAY // 2, partial(sign, recall, key))
            self.year.plan(at + 4 * DAY, partial(reply, recall, holding))
            self.year.plan(at + 12 * DAY, partial(self._again, deed=partial(put, recall)))

        def sign(recall: Recall, key: str, at: int) -> None:
            acts.sign_recall(number=recall.number, by=self.year.people[key], at=at)

        def reply(recall: Recall, holding: Office, at: int) -> None:
            acts.reply_to_recall(number=recall.number, reply=told.REPLY, by=holding, at=at)

        def put(recall: Recall, at: int) -> None:
            ballot = voting.put(on=recall.on, by=self._returning_officer(ROOT, at), at=at, by_passkey=True)
            self._vote_on_recall(ballot, at)

        self._on(told.RECALL_DAY, 12, begin)

    def _vote_on_recall(self, ballot: Ballot, at: int) -> None:
        """Those who signed vote for it, whom it is about against; the rest as the story says."""
        people = members.roll_for(ROOT, ballot.name, "vote", at).values()
        keys = {person.pk: key for key, person in self.year.people.items()}
        signed = (told.RECALLER, *told.SIGNS)
        order = sorted(
            (person for person in people if not person.on_paper),
            key=lambda person: (
                keys[person.pk] not in signed,
                keys[person.pk] == told.RECALLED,
                keys[person.pk],
            ),
        )
        choices = [
            choice
            for choice, number in zip(("for", "against", "abstain"), told.RECALL_VOTES, strict=True)
            for _each in range(number)
        ]
        for place, (person, choice) in enumerate(zip(order, choices, strict=False)):
            deed = partial(self._choose, ballot, person, choice)
            self.year.plan(at + (1 + place % 5) * DAY + place * 131, deed)

    def _choose(self, ballot: Ballot, person: Person, choice: str, at: int) -> None:
        if person.pk not in self.year.gone:
            voting.cast_secret(on=ballot.on, by=person, choice=choice, at=at)


def _case(row: Election) -> ElectionCase:
    case = reading.assembly().cases[row.on]
    assert isinstance(case, ElectionCase)
    return case


def _line(ranked: list[str], paper: list[str]) -> str:
    """A ranking as a line of numbers on the paper."""
    return ",".join(str(paper.index(each) + 1) for each in ranked)
