"""The meeting that takes the amendments to the Plan: some questions each evening, and who votes how."""

from collections.abc import Iterator
from datetime import timedelta

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.asking import out_of_turn
from folkmoot.procedure.question import Question as QuestionCase
from folkmoot.procedure.shared_text import Plan as PlanCase
from folkmoot.site.demo.people import ROOT
from folkmoot.site.demo.plan.casting import Vote, on_paper, plan_votes, voters
from folkmoot.site.demo.plan.taking import Question, questions
from folkmoot.site.demo.plan.told import KEEP, Votes
from folkmoot.site.demo.plan.whole import by_key, numbers
from folkmoot.site.demo.year import Year
from folkmoot.site.members.models import Person
from folkmoot.site.plan import acts
from folkmoot.site.record import reading
from folkmoot.site.voting.models import Ballot

AT_ONCE = 10
"""Questions that are put on one evening at most."""
EVENINGS = 3
"""Days from one evening with questions to the next."""
PATIENCE = 20
"""Evenings after which nobody asks any more."""
WAITS = "What stands before it on the list waits for the result of another vote."


class Meeting:
    """The questions on one plan. `asked` are those that have been put."""

    def __init__(self, year: Year, plan: int) -> None:
        self.year, self.plan = year, plan
        self.asked: set[Question] = set()
        self.evenings = 0

    def evening(self, at: int) -> None:
        """Put what can be put this evening, in its order, and meet again until nothing is left."""
        put = 0
        for question in questions():
            if question not in self.asked and put < AT_ONCE and self._put(question, at):
                self.asked.add(question)
                put += 1
        self.evenings += 1
        if len(self.asked) < len(questions()) and self.evenings < PATIENCE:
            day = self.year.calendar.local_date(at) + timedelta(days=EVENINGS)
            self.year.plan(self.year.calendar.at(day, 19), self.evening)

    def _put(self, question: Question, at: int) -> bool:
        case = reading.assembly().cases[f"plan/{self.plan}"]
        arranger = self.year.officer("arranger", ROOT, at)
        assert isinstance(case, PlanCase) and arranger is not None
        asked = tuple(sorted(numbers()[key] for key in question.about))
        late = bool(asked) and out_of_turn(case, question.kind, asked, at)
        reasons = (question.reasons or WAITS) if late else ""
        try:
            ballot = acts.put_question(
                plan=self.plan, amendments=asked, by=arranger, reasons=reasons, at=at, by_passkey=True
            )
        except OutOfOrder:
            return False  # it waits for the result of another
        plan_votes(self.year, ballot, self._votes(question, ballot))
        return True

    def _votes(self, question: Question, ballot: Ballot) -> Iterator[tuple[Person, Vote]]:
        """Who votes how. Movers and seconders stand by what they moved, as far as the votes go."""
        people = [each for each in voters(ballot) if each.pk not in self.year.crowd]
        if question.ranked is None:
            whole = voters(ballot) if question.kind == "adoption" else people
            first = self._behind(question.about)
            ordered = sorted(whole, key=lambda each: each.pk not in first)
            yield from zip(ordered, self._choices(question.votes, len(whole), len(people)), strict=False)
            return
        case = reading.assembly().cases[ballot.on]
        assert isinstance(case, QuestionCase)
        key_of = {number: key for key, number in numbers().items()}
        paper = [*(key_of[number] for number in case.amendments), KEEP]
        for many, order in question.ranked.ballots:
            vote = on_paper(paper, order)
            first = self._behind(order[:1])
            people.sort(key=lambda each: each.pk not in first)
            for _ in range(many):
                yield people.pop(0), vote

    def _behind(self, keys: tuple[str, ...]) -> set[str]:
        """Who moved or seconded one of these."""
        told = [by_key()[key] for key in keys if key != KEEP]
        return {self.year.people[each].pk for one in told for each in (one.mover, *one.seconders)}

    @staticmethod
    def _choices(votes: Votes, all: int, of_story: int) -> list[str]:
        """As many as the story says, and the like share of whoever else is there."""
        named = zip(("for", "against", "abstain"), votes, strict=True)
        return [choice for choice, n in named for _ in range(n * all // of_story)]
