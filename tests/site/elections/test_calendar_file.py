"""The days of an election as a calendar file, read again by the rules of RFC 5545."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from icalendar import Calendar

from election_world import DECLARED, OPEN, VOTING, ElectionWorld
from folkmoot.site.elections import dates
from folkmoot.site.elections.models import Election
from motion_world import day

Now = Callable[[float], None]


def entries(client: Any, row: Election) -> dict[str, Any]:
    """The entries of the file, by what comes before the sign @ in their UID."""
    answer = client.get(f"{row.url}calendar.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    book = Calendar.from_ical(answer.content)
    assert book["VERSION"] == "2.0" and "PRODID" in book
    found = {str(each["UID"]): each for each in book.walk("VEVENT")}
    assert all(uid.endswith("@testserver") for uid in found)
    return {uid.partition("@")[0].partition("-")[2]: each for uid, each in found.items()}


def test_the_days_come_as_they_are_known_and_keep_their_names(world: ElectionWorld, now: Now) -> None:
    row = world.nominated()
    now(3)
    early = entries(world.client(), row)
    assert list(early) == ["1-nominations"]
    closes = early["1-nominations"]
    assert str(closes["SUMMARY"]) == "Nominations close: Delegate, Harbour: 3 places"
    assert str(closes["URL"]) == f"http://testserver{row.url}"
    assert closes["DTSTAMP"].dt == datetime.fromtimestamp(day(3), UTC)
    assert [each["TRIGGER"].dt for each in closes.subcomponents] == [-dates.REMIND]
    now(18)
    assert str(entries(world.client(), row)["1-opening"]["SUMMARY"]).startswith("The ballot may open: ")


def test_an_open_ballot_says_when_it_opened_and_closes(world: ElectionWorld, now: Now) -> None:
    row = world.opened()
    now(VOTING)
    found = entries(world.client("Wren"), row)
    assert list(found) == ["1-nominations", "1-opening", "1-closing"]
    assert found["1-opening"]["DTSTART"].dt == datetime.fromtimestamp(day(OPEN), UTC)
    assert found["1-opening"].subcomponents == [], "nothing can be missed then"
    closing = world.case(row).events["closing"]
    assert found["1-closing"]["DTSTART"].dt == datetime.fromtimestamp(closing, UTC)
    page = world.client("Wren").get(row.url).content.decode()
    assert f'href="{row.url}calendar.ics"' in page
    now(DECLARED)
    assert list(entries(world.client(), row)) == list(found)


def test_long_and_strange_titles_are_folded_and_escaped() -> None:
    title = "Délégué·e; «Hafen», \\ der\nBücher – " + "ü" * 60
    days = [dates.Day("closing", 1_800_000_000, "The ballot closes", True)]
    data = dates.calendar_file(
        title, days, number=7, page="https://moot.example/elections/7/", host="moot.example", at=1
    )
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no character is cut in two
    unfolded = data.replace(b"\r\n ", b"").decode()
    assert "SUMMARY:The ballot closes: Délégué·e\\; «Hafen»\\, \\\\ der\\nBücher" in unfolded
    assert "DTSTART:20270115T080000Z\r\n" in unfolded
    assert "DTSTAMP:19700101T000001Z\r\n" in unfolded
    assert str(Calendar.from_ical(data).walk("VEVENT")[0]["SUMMARY"]) == f"The ballot closes: {title}"


def test_the_file_is_the_same_for_everybody(world: ElectionWorld, now: Now) -> None:
    row = world.nominated()
    now(3)
    assert (
        world.client("Wren").get(f"{row.url}calendar.ics").content
        == world.client().get(f"{row.url}calendar.ics").content
    )
