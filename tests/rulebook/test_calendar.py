"""When terms end: what holds for every zone, every holiday table and every moment."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.rulebook.calendar import Calendar, calendar
from folkmoot.rulebook.values import UNITS, Term
from folkmoot.rulebook.zones import NAMED, Zone, read_zone

MOMENTS = st.integers(min_value=1_700_000_000, max_value=2_500_000_000)
TERMS = st.builds(Term, st.integers(min_value=1, max_value=60), st.sampled_from(UNITS))
ZONES = st.sampled_from(sorted(NAMED))
DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2050, 12, 31))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    holidays = draw(st.frozensets(DAYS, max_size=4))
    first = draw(DAYS)
    chain = frozenset(first + timedelta(days=n) for n in range(draw(st.integers(min_value=0, max_value=12))))
    return calendar(draw(ZONES), holidays | chain)


@given(calendars(), TERMS, MOMENTS, st.integers(min_value=0, max_value=10_000_000))
def test_a_term_begun_later_never_ends_earlier(days: Calendar, term: Term, start: int, later: int) -> None:
    assert days.end_of(term, start) <= days.end_of(term, start + later)


@given(calendars(), TERMS, MOMENTS)
def test_a_longer_term_never_ends_earlier(days: Calendar, term: Term, start: int) -> None:
    assert days.end_of(term, start) <= days.end_of(Term(term.number + 1, term.unit), start)


@given(calendars(), st.integers(min_value=1, max_value=5000), MOMENTS)
def test_hours_are_exact(days: Calendar, number: int, start: int) -> None:
    assert days.end_of(Term(number, "hours"), start) == start + number * 3600


@given(calendars(), TERMS.filter(lambda term: term.unit != "hours"), MOMENTS)
def test_a_term_in_days_ends_with_the_last_second_of_a_working_day(
    days: Calendar, term: Term, start: int
) -> None:
    end = days.end_of(term, start)
    assert days.is_working_day(days.local_date(end))
    assert days.local(end).strftime("%H:%M:%S") == "23:59:59"
    assert days.local_date(end + 1) == days.local_date(end) + timedelta(days=1)
    assert days.local_date(end) > days.local_date(start)


@given(calendars(), st.integers(min_value=1, max_value=30), MOMENTS)
def test_working_days_are_counted_one_by_one(days: Calendar, number: int, start: int) -> None:
    day, last = days.local_date(start), days.last_day(Term(number, "working days"), start)
    between = (day + timedelta(days=n) for n in range(1, (last - day).days + 1))
    assert sum(days.is_working_day(each) for each in between) == number


@given(calendars(), TERMS, MOMENTS)
def test_no_term_is_longer_or_shorter_than_its_bounds(days: Calendar, term: Term, start: int) -> None:
    free = Calendar(days.zone)
    length = free.end_of(term, start) - start
    # The day of the start is not counted, and a weekend may follow: at most three days more.
    assert length <= (term.hours + 3 * 24 + 1) * 3600
    assert length >= (term.least_hours - 1) * 3600


@given(ZONES, DAYS, st.integers(min_value=0, max_value=23), st.integers(min_value=0, max_value=59))
def test_the_clock_on_the_wall_leads_back_to_its_moment(name: str, day: date, hour: int, minute: int) -> None:
    days = calendar(name)
    at = days.at(day, hour, minute)
    shown = days.local(at)
    if shown != datetime.combine(day, shown.time().replace(hour=hour, minute=minute, second=0)):
        # Only the hour that is left out when clocks go forward is never shown.
        assert days.zone.offset_at(at) > days.zone.offset_at(at - 7200)
        assert timedelta(0) < shown - datetime.combine(day, shown.time().replace(hour=hour, minute=minute))


def test_the_hour_that_comes_twice_is_taken_the_first_time() -> None:
    london = calendar("London")
    first = london.at(date(2026, 10, 25), 1, 30)
    assert london.local(first) == london.local(first + 3600)
    assert london.zone.posix(
        datetime.combine(date(2026, 10, 25), london.local(first).time()), later=True
    ) == (first + 3600)


def test_an_hour_that_never_comes_is_moved_to_the_hour_after() -> None:
    london = calendar("London")
    assert london.local(london.at(date(2026, 3, 29), 1, 30)).strftime("%H:%M") == "02:30"


def test_a_day_whose_midnight_is_left_out_or_comes_twice_ends_with_its_last_second() -> None:
    zone = read_zone("AAA0BBB,M4.1.0/0,M10.1.0/0:30")
    assert zone is not None
    odd = Calendar(zone)
    spring, autumn = odd.last_second(date(2026, 4, 4)), odd.last_second(date(2026, 10, 3))
    assert odd.local_date(spring) == date(2026, 4, 4)
    assert odd.local(spring + 1) == datetime.combine(
        date(2026, 4, 5), odd.local(spring).time().replace(1, 0, 0)
    )
    assert odd.local_date(autumn) == date(2026, 10, 3)
    assert odd.local_date(autumn + 1) == date(2026, 10, 4)


def test_dublin_has_its_standard_time_in_summer_and_agrees_with_london() -> None:
    london, dublin = read_zone("London"), read_zone("Dublin")
    assert london is not None and dublin is not None
    for at in range(1_767_225_600, 1_767_225_600 + 800 * 86400, 43_200):
        assert london.offset_at(at) == dublin.offset_at(at)


@pytest.mark.parametrize(
    "words",
    [
        "Atlantis",
        "",
        "GMT",
        "GMT0BST",
        "GMT0BST,M13.1.0,M10.5.0",
        "GMT0BST,M3.6.0,M10.5.0",
        "GMT0BST,M3.5.7,M10.5.0",
        "GMT0BST,M3.5.0,M3.1.0",
        "GMT0BST,M3.5.0/168,M10.5.0",
        "GMT25",
        "GMT25BST,M3.5.0,M10.5.0",
        "GMT0 BST,M3.5.0,M10.5.0",
    ],
)
def test_what_is_no_zone_is_refused(words: str) -> None:
    assert read_zone(words) is None
    with pytest.raises(ValueError, match="no time zone"):
        calendar(words)


def test_a_zone_may_be_a_rule_with_minutes_and_a_quoted_name() -> None:
    assert read_zone("<+0530>-5:30") == Zone("<+0530>-5:30", 19_800)
    tehran = read_zone("<+0330>-3:30<+0430>,M3.3.5/24,M9.3.5/24:00:00")
    assert tehran is not None
    assert (tehran.offset, tehran.summer_offset) == (12_600, 16_200)
    assert read_zone("XXX3:00:30") == Zone("XXX3:00:30", -10_830)
