"""From days to clocks, nearest first; and the calendar file, which another program must be able to read."""

from datetime import date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.rulebook.starters import starter
from folkmoot.site.help import clock_table
from folkmoot.site.help.calendar_file import calendar_file
from folkmoot.site.help.clocks import Clock, as_data, clocks

AT = 1_800_000_000
EVENTS = [event.name for event in clock_table.EVENTS]


def by_name(**days: str) -> dict[str, Clock]:
    return {each.name: each for each in clocks({name: date.fromisoformat(day) for name, day in days.items()})}


def test_a_charge_starts_your_clocks_and_theirs() -> None:
    found = by_name(charge="2026-11-24")
    assert found["reply"].day == date(2026, 12, 15)
    assert (found["reply"].side, found["reply"].adviser) == ("yours", False)
    assert found["decide"].day == date(2027, 3, 24)
    assert found["decide"].side == "theirs"
    assert "lapses" in found["decide"].missed


def test_a_date_of_the_law_is_to_be_checked_with_an_adviser() -> None:
    found = by_name(sanction="2026-11-19")
    assert {name for name, each in found.items() if each.adviser} == {
        "tribunal",
        "certification-officer",
        "court",
    }
    assert found["tribunal"].day == date(2027, 2, 18)
    assert found["certification-officer"].day == date(2027, 5, 18)


def test_where_the_law_knew_no_duty_no_clock_runs() -> None:
    assert by_name(complaint="2026-06-18") == {}
    assert by_name(complaint="2026-06-19")["complaint"].day == date(2026, 7, 20)  # a Sunday moves


def test_a_reader_may_have_another_number_in_their_rulebook_but_not_in_the_law() -> None:
    days = {"charge": date(2026, 11, 24), "complaint": date(2026, 11, 24)}
    found = {each.name: each for each in clocks(days, numbers={"reply": 7, "complaint": 7})}
    assert found["reply"].day == date(2026, 12, 1)
    assert found["complaint"].day == date(2026, 12, 24)


def test_a_request_that_was_asked_back_stands_still_and_comes_last() -> None:
    days = {"access": date(2026, 11, 2), "charge": date(2026, 11, 24)}
    found = clocks(days, access={"pauses": [(date(2026, 11, 4), None)]})
    assert (found[-1].name, found[-1].day) == ("access", None)
    assert "stands still" in found[-1].missed


def test_told_in_time_they_have_longer() -> None:
    found = clocks({"access": date(2026, 3, 10)}, access={"told_of_more": date(2026, 4, 1)})
    assert found[0].day == date(2026, 6, 10)
    assert "longer" in found[0].label


@given(st.dictionaries(st.sampled_from(EVENTS), st.dates(date(2026, 7, 1), date(2030, 1, 1))))
def test_clocks_are_in_order_and_each_says_what_follows(days: dict[str, date]) -> None:
    found = clocks(days)
    assert [each.day for each in found] == sorted(each.day for each in found if each.day)
    assert len(found) == sum(kind.event in days for kind in clock_table.KINDS)
    assert all(each.label and each.missed and each.source for each in found)


SETTINGS = {
    "reply": "reply.term", "more-time": "reply.term", "challenge": "panel.challenging",
    "evidence": "evidence.before", "appeal": "appeal.term", "decide": "case.overall",
    "hear-you": "interim.hearing", "renew": "interim.lasts", "longest": "interim.most",
    "reasons": "decision.term", "appeal-defects": "appeal.checking", "appeal-decided": "appeal.overall",
    "file": "review.disclosing", "review-decided": "review.deciding",
}  # fmt: skip


def test_terms_of_the_rules_are_those_of_the_starter_rulebook() -> None:
    book = starter("network")
    terms = {kind.name: kind.term for kind in clock_table.KINDS if kind.term}
    assert terms.keys() == SETTINGS.keys()
    for name, setting in SETTINGS.items():
        assert f"[{abs(terms[name].number)} {terms[name].unit}]{{{setting}}}" in book, name
    assert "[14 days]{reply.more}" in book  # named in the words of a clock


def test_the_table_names_no_event_that_nobody_is_asked_for() -> None:
    assert {kind.event for kind in clock_table.KINDS} == set(EVENTS)
    assert len({kind.name for kind in clock_table.KINDS}) == len(clock_table.KINDS)
    assert {kind["side"] for kind in as_data()["kinds"]} == {"yours", "theirs"}
    assert all((kind.term is None) != (kind.limit == "") for kind in clock_table.KINDS)


def events_of(file: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(file).walk("VEVENT"))


def test_a_calendar_reads_the_file_as_whole_days_with_a_reminder() -> None:
    (event,) = events_of(calendar_file([by_name(charge="2026-11-24")["reply"]], at=AT))
    assert event["dtstart"].dt == date(2026, 12, 15)
    assert event["dtend"].dt == date(2026, 12, 16)
    assert not isinstance(event["dtstart"].dt, datetime)
    assert event["summary"] == "You: Reply to the charge"
    assert "silence" in event["description"]
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt == -timedelta(days=3)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=200))
def test_no_words_of_a_clock_can_become_a_property(words: str) -> None:
    label = f"{words}\nEND:VEVENT\n;,\\"
    (event,) = events_of(
        calendar_file([Clock("own", "theirs", date(2026, 12, 24), label, "no\r\nX-EVIL:1", "me")], at=AT)
    )
    assert str(event["summary"]) == f"They: {label}"
    assert "x-evil" not in {name.lower() for name in event}


def test_a_clock_that_stands_still_is_not_in_the_file() -> None:
    still = Clock("access", "theirs", None, "Answer", "It stands still", "law")
    assert events_of(calendar_file([still], at=AT)) == []


def test_the_same_clock_has_the_same_name_in_every_file_and_another_day_another() -> None:
    one, again = (
        events_of(calendar_file(by_name(charge="2026-11-24").values(), at=at)) for at in (AT, AT + 9)
    )
    assert [event["uid"] for event in one] == [event["uid"] for event in again]
    assert len({event["uid"] for event in one}) == len(one)
    (other,) = events_of(calendar_file([by_name(charge="2026-11-25")["reply"]], at=AT))
    assert other["uid"] not in {event["uid"] for event in one}


def test_an_unknown_event_is_passed_over() -> None:
    assert clocks({"birthday": date(2026, 1, 1)}) == []


@pytest.mark.parametrize("kind", clock_table.KINDS, ids=lambda kind: kind.name)
def test_every_clock_can_be_started(kind: clock_table.Kind) -> None:
    assert kind.name in by_name(**{kind.event: "2026-11-24"})
