"""The Plan of the demonstration, played through the acts of the site: all comes out as its story says."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from folkmoot.procedure.shared_text import Plan
from folkmoot.site.demo.plan import whole
from folkmoot.site.demo.plan.played import PUBLISHED, Drafting
from folkmoot.site.demo.plan.taking import listed, questions
from folkmoot.site.demo.plan.told import moved
from folkmoot.site.demo.story import PLAYS
from folkmoot.site.demo.year import LENGTH, Year
from folkmoot.site.record import reading
from folkmoot.site.voting.models import Ballot

TODAY = int(datetime(2026, 11, 28, 12, tzinfo=UTC).timestamp())
NAMES = {"accepted": "agreed", "in composite": "carried"}
"""How the record calls what the story calls otherwise: what was in a composite shares its fate."""


@pytest.mark.django_db
def test_the_year_plays_the_plan_as_it_is_told() -> None:
    year = Year(TODAY)
    year.found(more=0)
    for play in PLAYS:
        if play.appoints:  # no Plan without a drafter, an arranger and a clerk
            year.motion(play)
    Drafting(year).plan()
    year.play()
    assert not year.refused

    plan = reading.assembly().cases["plan/1"]
    assert isinstance(plan, Plan)
    assert reading.standing("plan/1", TODAY).state == "adopted"
    assert plan.base == whole.second()
    assert plan.adopted is not None and plan.adopted.digest == whole.adopted().revision.digest

    states = {each.key: plan.state(number, TODAY) for number, each in enumerate(moved(), start=1)}
    assert states == {each.key: NAMES.get(each.fate, each.fate) for each in moved()}
    assert [len(item) for item in plan.agenda.order] == [len(item) for item in listed()]
    assert {advice.word for advice in plan.agenda.advice} == {"support", "oppose", "leave open"}

    put = [each for each in reading.assembly().cases.values() if each.on.startswith("plan/1/question/")]
    assert len(put) == plan.questions == len(questions())
    kinds = Counter(getattr(each, "kind", "") for each in put)
    assert kinds == Counter(question.kind for question in questions())
    days = {
        year.calendar.local_date(each.opened_at) for each in Ballot.objects.filter(on__startswith="plan/")
    }
    assert len(days) > 5, "the meeting takes more than one evening"
    last = max(days)
    assert year.day(PUBLISHED) < min(days) and last < year.day(LENGTH - 7), "and ends before the year does"
