"""Days are counted by the vectors, which the browser is held to as well, and as a rulebook counts them."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.rulebook import values
from folkmoot.rulebook.calendar import calendar
from folkmoot.site.help import limits
from folkmoot.site.help.reckoning import Term, is_working_day, last_day, months_later, subject_access

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent / "vectors" / "days.json").read_text())
HOLIDAYS = frozenset(map(date.fromisoformat, VECTORS["holidays"]))
DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))


def named(kind: str) -> Any:
    found = VECTORS[kind]
    assert len(found) >= 5
    return pytest.mark.parametrize("vector", found, ids=lambda vector: vector["name"])


@named("terms")
def test_a_term_ends_on_the_day_of_its_vector(vector: dict[str, Any]) -> None:
    found = last_day(date.fromisoformat(vector["start"]), Term(*vector["term"]), HOLIDAYS)
    assert found.isoformat() == vector["last"]


@named("refused")
def test_what_cannot_be_counted_is_refused(vector: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        last_day(date.fromisoformat(vector["start"]), Term(*vector["term"]), HOLIDAYS)


@named("access")
def test_a_request_for_data_is_due_on_the_day_of_its_vector(vector: dict[str, Any]) -> None:
    names = ("identity_asked", "identity_shown", "told_of_more")
    more: dict[str, Any] = {name: date.fromisoformat(vector[name]) for name in names if name in vector}
    pauses = [
        (date.fromisoformat(asked), date.fromisoformat(answered) if answered else None)
        for asked, answered in vector.get("pauses", [])
    ]
    due = subject_access(date.fromisoformat(vector["received"]), pauses=pauses, holidays=HOLIDAYS, **more)
    assert (due.day.isoformat() if due.day else None) == vector["due"]


@given(
    start=DAYS,
    number=st.integers(1, 400),
    unit=st.sampled_from(["days", "working days", "months"]),
    holidays=st.frozensets(DAYS, max_size=40),
)
def test_it_counts_as_a_rulebook_does(start: date, number: int, unit: str, holidays: frozenset[date]) -> None:
    book = calendar("UTC0", holidays)
    assert last_day(start, Term(number, unit), holidays) == book.last_day(
        values.Term(number, unit), book.at(start)
    )


@given(start=DAYS, months=st.integers(-60, 60))
def test_a_month_keeps_its_date_or_ends_with_its_last_day(start: date, months: int) -> None:
    found = months_later(start, months)
    assert (found.year * 12 + found.month) - (start.year * 12 + start.month) == months
    assert found.day == start.day or (found + timedelta(days=1)).day == 1


@given(received=DAYS, asked=st.integers(0, 60), answered=st.integers(0, 60))
def test_a_pause_never_brings_the_answer_nearer(received: date, asked: int, answered: int) -> None:
    question = received + timedelta(days=asked)
    pause = (question, question + timedelta(days=answered))
    plain = subject_access(received, holidays=limits.HOLIDAYS).day
    paused = subject_access(received, pauses=[pause], holidays=limits.HOLIDAYS).day
    assert plain and paused and paused >= plain
    assert is_working_day(paused, limits.HOLIDAYS)


def test_no_holiday_of_the_table_is_missing_in_a_year() -> None:
    for year in range(2025, limits.KNOWN_TO + 1):
        assert sum(day.year == year for day in limits.HOLIDAYS) == 8
    assert all(day.weekday() < 5 for day in limits.HOLIDAYS)


def test_a_limit_that_may_not_be_in_force_is_not_counted() -> None:
    found = limits.limit_at("tribunal", date(2026, 11, 24))
    assert found and found.term.number == 3
    assert any(not each.certain for each in limits.LIMITS["tribunal"])
    assert limits.limit_at("data-complaint", date(2026, 6, 18)) is None
    assert limits.limit_at("data-complaint", date(2026, 6, 19)) is not None
