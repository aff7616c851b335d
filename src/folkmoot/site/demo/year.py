"""Playing the year: each event of the story is an act, done on its day and hour, in the order of time.

Nothing is put into a table from here. What the rules refuse, the demonstration cannot show.
"""

import heapq
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from itertools import count

from django.db import transaction

from folkmoot.procedure.act import OutOfOrder
from folkmoot.rulebook.parse import parse
from folkmoot.rulebook.starters import starter
from folkmoot.site.cases.due import do_what_is_due_in_cases
from folkmoot.site.debate.acts import speak
from folkmoot.site.demo.people import BRANCHES, FOUNDERS, JOINERS, LEAVES, OFFICES, ROOT, Player, address
from folkmoot.site.demo.story import CHANGES, EVERYDAY, PLAYS, Play, Proposal, Speech
from folkmoot.site.elections.acts import do_what_is_due_in_elections
from folkmoot.site.members import acts as members
from folkmoot.site.members.models import Office, Person
from folkmoot.site.motions import acts as motions
from folkmoot.site.motions.models import Motion
from folkmoot.site.notices import acts as letters
from folkmoot.site.record import reading
from folkmoot.site.rules import acts as rules
from folkmoot.site.rules.text import next_edition
from folkmoot.site.voting import acts as voting
from folkmoot.site.voting.models import Ballot

LENGTH = 360
"""Days of the story; the last one is today."""
NAME = "The Commons Network"
CROWD = "crowd-"
"""Keys of members who have no part in the story but to vote begin so."""
ENDS = ("carried", "lost", "lapsed", "withdrawn", "out of order")
HOLIDAYS = 7
"""Days by which weekends and holidays may push a term of the story, whatever day today is."""
Deed = Callable[[int], object]


class Year:
    """The story as a queue of deeds, each with its second; a deed may put further ones into the queue."""

    def __init__(self, now: int) -> None:
        self.book = starter("network")
        self.rules = parse(self.book)
        self.calendar = self.rules.calendar
        self.first = self.calendar.local_date(now) - timedelta(days=LENGTH)
        self.now = now
        self.queue: list[tuple[int, int, Deed]] = []
        self.order = count()
        self.people: dict[str, Person] = {}
        self.gone: set[str] = set()
        self.crowd: set[str] = set()
        self.refused: list[str] = []

    def day(self, number: int) -> date:
        """The date of a day of the story; below zero counts back from today."""
        return self.first + timedelta(days=number if number >= 0 else LENGTH + number)

    def at(self, day: int, hour: int = 12, minute: int = 0) -> int:
        """The second of a day and hour of the story; never later than now."""
        return min(self.calendar.at(self.day(day), hour, minute), self.now)

    def plan(self, at: int, deed: Deed) -> None:
        """Put a deed into the queue, unless it would lie in the future."""
        if at <= self.now:
            heapq.heappush(self.queue, (at, next(self.order), deed))

    def play(self) -> None:
        """Do everything in the order of time."""
        while self.queue:
            at = self.queue[0][0]
            with transaction.atomic():  # a day at a time, for the sake of the disk
                while self.queue and self.queue[0][0] < at + 86_400:
                    at_its_time, _order, deed = heapq.heappop(self.queue)
                    deed(at_its_time)

    # who

    def found(self, more: int) -> None:
        """The founding act, and the plans of everybody who joins later; `more` members have no part but to
        vote.
        """
        at = self.at(0, 19)
        people = members.found(
            name=NAME,
            rulebook=self.book.encode(),
            branches=[members.FoundingBranch(*branch) for branch in BRANCHES],
            founders=[
                members.Founder(each.shown, address(each), each.branch, OFFICES.get(each.key, ()))
                for each in FOUNDERS
            ],
            at=at,
        )
        self.people = dict(zip((each.key for each in FOUNDERS), people, strict=True))
        for place, player in enumerate((*JOINERS, *self._crowd(more))):
            self.plan(self.at(player.day, 10 + place % 8, place % 60), self._joining(player))
        for key, day in LEAVES:
            self.plan(self.at(day), partial(self._leave, key))
            self.plan(self.at(day + 1), partial(self._erase, key))
        for day in range(1, LENGTH + 1):
            self.plan(self.at(day, 21), self._evening)

    def _erase(self, key: str, at: int) -> None:
        members.erase(person=self.fresh(key), at=at)

    def _leave(self, key: str, at: int) -> None:
        person = self.fresh(key)
        members.leave(person=person, at=at)
        self.gone.add(person.pk)

    def _evening(self, at: int) -> None:
        """What the rules make due by the end of the day is done."""
        voting.do_what_is_due(at)
        do_what_is_due_in_cases(at)
        do_what_is_due_in_elections(at)

    def _crowd(self, more: int) -> list[Player]:
        places = [branch for branch, _title, parent in BRANCHES if parent]
        return [
            Player(f"{CROWD}{n}", f"Member {n}", places[n % len(places)], 3 + n % 20, "branch")
            for n in range(1, more + 1)
        ]

    def _joining(self, player: Player) -> Deed:
        def join(at: int) -> None:
            if player.way == "paper":
                clerk = self.officer("clerk", ROOT, at)
                assert clerk is not None, "somebody joins on paper while no clerk is in office"
                person = members.join_on_paper(
                    clerk=clerk,
                    shown_name=player.shown,
                    branch=player.branch,
                    at=at,
                    shows=player.shows,
                    by_passkey=True,
                )
            else:
                person = members.join(
                    email=address(player),
                    shown_name=player.shown,
                    branch=player.branch,
                    at=at,
                    shows=player.shows,
                )
            self.people[player.key] = person
            if player.key.startswith(CROWD):
                self.crowd.add(person.pk)

        return join

    def fresh(self, key: str) -> Person:
        """The person as the database has them now."""
        return Person.objects.get(pk=self.people[key].pk)

    def officer(self, office: str, branch: str, at: int) -> Office | None:
        """Who holds the office now, or None."""
        holding = reading.assembly().holder_of(office, branch, at)
        return Office.objects.get(holding=holding.on) if holding else None

    def member(self, key: str, at: int) -> tuple[Person, Office | None]:
        """Somebody, and the clerk who enters what they have signed where they act on paper."""
        person = self.people[key]
        return person, self.officer("clerk", ROOT, at) if person.on_paper else None

    # what

    def motion(self, play: Play) -> None:
        """Plan a motion and what becomes of it."""
        self.plan(self.at(play.day, 18), lambda at: self._table(play, at))

    def _table(self, play: Play, at: int) -> None:
        by, clerk = self.member(play.mover, at)
        kind = Motion.Kind.APPOINT if play.appoints else Motion.Kind.BRANCH if play.opens else None
        nominee, office = play.appoints or ("", "")
        made = motions.table(
            by=by,
            branch=play.branch,
            title=play.title,
            text=play.text,
            at=at,
            kind=kind or Motion.Kind.RESOLUTION,
            office=office,
            nominee=self.people.get(nominee),
            new_branch=play.opens[1] if play.opens else "",
            clerk=clerk,
        )
        number, on = made.number, f"motion/{made.number}"
        for hour, (key, day) in enumerate(play.seconders):
            self._by_member(day, 19 + hour % 4, key, motions.second, number=number)
        for key in play.secret:
            day = play.seconders[-1][1] + 1
            self._by_member(day, 12, key, motions.ask_secret, number=number)
        self._debate(on, play.speeches)
        if play.ruled_out:
            day, ground, reasons = play.ruled_out
            self.plan(self.at(day, 9), lambda at: self._rule_out(play, number, ground, reasons, at))
            for hour, key in enumerate(play.objectors):
                self._by_member(day + 1, 8 + hour, key, motions.object_to_ruling, number=number)
        if play.withdrawn is not None:
            self._by_member(play.withdrawn, 13, play.mover, motions.withdraw, number=number)
        if play.put is not None:
            self.plan(self.at(play.put, 20), lambda at: self._put(play, on, at, HOLIDAYS))
        self._watch(on, at, play.votes, (play.mover, *(key for key, _day in play.seconders)))

    def _by_member(self, day: int, hour: int, key: str, act: Callable[..., object], **what: object) -> None:
        def deed(at: int) -> None:
            by, clerk = self.member(key, at)
            try:
                act(by=by, at=at, clerk=clerk, **what)
            except OutOfOrder as refusal:
                self.refused.append(f"{key} on day {day}, {act.__name__}: {refusal}")

        self.plan(self.at(day, hour), deed)

    def _debate(self, on: str, speeches: tuple[Speech, ...]) -> None:
        said: dict[int, int] = {}

        def planned(place: int, speech: Speech) -> Deed:
            def deed(at: int) -> None:
                by, clerk = self.member(speech.by, at)
                reply_to = said.get(speech.answers) if speech.answers is not None else None
                made = speak(on=on, by=by, words=speech.words, at=at, reply_to=reply_to, clerk=clerk)
                said[place] = made.entry

            return deed

        for place, speech in enumerate(speeches):
            self.plan(self.at(speech.day, 20, place), planned(place, speech))

    def _rule_out(self, play: Play, number: int, ground: str, reasons: str, at: int) -> None:
        by = self.officer("secretary", play.branch, at)
        assert by is not None, f"{play.branch} has no secretary on that day"
        motions.rule_out(number=number, by=by, ground=ground, reasons=reasons, at=at, by_passkey=True)

    def _put(self, play: Play, on: str, at: int, days: int) -> None:
        """An officer puts it to the vote on the day of the story, or as soon as holidays let its term end."""
        by = self.officer(play.put_by, play.branch, at)
        assert by is not None, f"{play.branch} has no {play.put_by} on that day"
        try:
            voting.put(on=on, by=by, at=at, by_passkey=True)
        except OutOfOrder:
            if not days:
                raise
            self.plan(at + 86_400, partial(self._put, play, on, days=days - 1))

    def _watch(self, on: str, at: int, votes: tuple[int, int, int], first: tuple[str, ...]) -> None:
        """As soon as the ballot is open, plan the votes over the days for which it is open."""

        def look(at: int) -> None:
            if reading.assembly().cases[on].ballot is not None:
                self._vote(Ballot.objects.filter(on=on).latest("number"), votes, first)
            elif reading.standing(on, at).state not in ENDS:
                self.plan(self._tomorrow(at), look)

        self.plan(self._tomorrow(at), look)

    def _tomorrow(self, at: int) -> int:
        day = self.calendar.local_date(at) + timedelta(days=1)
        return self.calendar.at(day, 7, 0)

    def _vote(self, ballot: Ballot, votes: tuple[int, int, int], first: tuple[str, ...]) -> None:
        """Plan the votes: as many as the story says, and the like share of the crowd."""
        voters = [self.people[key] for key in first]
        rest = members.roll_for(ballot.branch, ballot.name, "vote", ballot.opened_at).values()
        known = {each.pk for each in voters}
        voters += [person for person in rest if person.pk not in known]
        of_story = sum(person.pk not in self.crowd for person in rest)
        choices = [
            choice
            for choice, n in zip(("for", "against", "abstain"), votes, strict=True)
            for _ in range(n * len(rest) // of_story)
        ]
        opened = self._tomorrow(ballot.opened_at)
        for place, (person, choice) in enumerate(zip(voters, choices, strict=False)):
            at = opened + (place * 5 % 6) * 86_400 + place * 431 % 36_000
            self.plan(at, partial(self._cast, ballot, person, choice))

    def _cast(self, ballot: Ballot, person: Person, choice: str, at: int) -> None:
        if at > ballot.closes_at or person.pk in self.gone:
            return
        if ballot.is_secret:
            voting.cast_secret(on=ballot.on, by=person, choice=choice, at=at)
            return
        clerk = self.officer("clerk", ROOT, at) if person.on_paper else None
        if clerk or not person.on_paper:  # who votes on paper needs a clerk in office
            voting.vote(on=ballot.on, by=person, choice=choice, at=at, clerk=clerk)

    def change(self, story: Proposal) -> None:
        """Plan a change of the rules and what becomes of it."""
        self.plan(self.at(story.day, 17), lambda at: self._propose(story, at))

    def _propose(self, story: Proposal, at: int) -> None:
        latest = reading.assembly().books[-1][1]
        text = latest.text
        for old, new in story.replace:
            text = text.replace(old, new)
        by, clerk = self.member(story.proposer, at)
        made = rules.propose(
            by=by,
            rulebook=next_edition(latest, text),
            title=story.title,
            reasons=story.reasons,
            at=at,
            clerk=clerk,
        )
        on = f"change/{made.number}"
        for place, key in enumerate(story.backers):
            self._by_member(story.day + 1 + place // 3, 9 + place, key, rules.back, number=made.number)
        self._debate(on, story.speeches)
        self._watch(on, at, story.votes, (story.proposer, *story.backers))

    def everyday(self, scale: int) -> None:
        """Plan the many small motions of a scaled demonstration: about twenty for each step of the scale."""
        for n in range(1, 20 * (scale - 1) + 1):
            branch = BRANCHES[1 + n % (len(BRANCHES) - 1)][0]
            day = 40 + n * 7 % (LENGTH - 90)
            self.plan(self.at(day, 8, n % 60), partial(self._small_motion, n, branch))

    def _small_motion(self, n: int, branch: str, at: int) -> None:
        people = [
            person
            for person in members.roll_for(branch, "demo", "membership", at).values()
            if not person.on_paper
        ]
        mover, first, second = (people[(n + each) % len(people)] for each in range(3))
        title, text = EVERYDAY[n % len(EVERYDAY)]
        number = motions.table(
            by=mover, branch=branch, title=title.format(n=n), text=text.format(n=n), at=at
        ).number
        for person in (first, second):
            motions.second(number=number, by=person, at=at)
        speak(on=f"motion/{number}", by=first, words=f"I second number {n}.", at=at)
        size = sum(person.pk not in self.crowd for person in people)
        self._watch(f"motion/{number}", at, (size * 2 // 3, size // 6, size // 12), ())


def build(scale: int, now: int, more: Callable[[Year], None]) -> None:
    """Play the year that ends at second `now` into an empty site; `scale` above 1 adds members and small
    motions, `more` plans what else there is.
    """
    year = Year(now)
    year.found(more=0 if scale == 1 else min(40 + 20 * scale, 400))
    for play in PLAYS:
        year.motion(play)
    for proposal in CHANGES:
        year.change(proposal)
    year.everyday(scale)
    more(year)
    year.play()
    letters.show_all(now)
    if year.refused:
        raise RuntimeError("the rules refuse what the story asks for: " + "; ".join(year.refused))
