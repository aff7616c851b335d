"""A hearing: fixed with notice, put off once, held with a note; letter, notice and calendar file."""

from datetime import timedelta

import pytest

from case_world import Cases
from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.cases.acts import hearings
from folkmoot.site.cases.acts.replies import reply
from folkmoot.site.cases.people import seats_in
from folkmoot.site.notices.models import Letter

WHERE = "Reading room of the library, first floor; there is a lift."


def wanted(cases: Cases) -> str:
    """A case in which the subject has replied and wants a hearing."""
    on = cases.panelled()
    reply(on=on, by=cases.hand("Sol", "subject"), at=cases.now, words="No.", hearing=True, evidence=[])
    return on


def moment(cases: Cases, days: int) -> int:
    """Six in the evening, so many days from now."""
    calendar = cases.case("case/1").book.calendar
    return calendar.at(cases.today() + timedelta(days=days), 18, 0)


def fixed(cases: Cases, days: int = 21) -> str:
    on = wanted(cases)
    hearings.fix(
        on=on, by=cases.panel(on)[0], when=moment(cases, days), kind="place", where=WHERE, at=cases.now
    )
    return on


def test_everybody_in_the_case_gets_a_letter_that_does_not_say_where(cases: Cases) -> None:
    fixed(cases)
    letters = Letter.objects.filter(occasion="case-hearing")
    assert {letter.person_id for letter in letters} >= {cases["Sol"].pk, cases["Cleo"].pk, cases["Ines"].pk}


def test_where_it_is_stands_on_a_page_that_only_those_in_the_case_see(cases: Cases) -> None:
    on = fixed(cases)
    page = cases.client("Sol").get(f"/cases/hearings/{on}/")
    assert page.status_code == 200 and "Reading room of the library" in page.content.decode()
    inside = {seat.person.shown_name for seat in seats_in(on) if seat.person} | {"Oona"}
    for outsider in [name for name in cases.people if name not in inside]:
        assert cases.client(outsider).get(f"/cases/hearings/{on}/").status_code == 404
    assert cases.client().get(f"/cases/hearings/{on}/").status_code == 302


def test_the_calendar_file_names_the_day_and_no_person(cases: Cases) -> None:
    on = fixed(cases)
    file = cases.client("Sol").get(f"/cases/hearings/{on}/calendar.ics")
    assert file["Content-Type"].startswith("text/calendar")
    told = file.content.decode()
    day = (cases.today() + timedelta(days=21)).strftime("%Y%m%d")
    assert f"DTSTART;VALUE=DATE:{day}" in told and "18:00" in told
    assert not any(name in told for name in ("Sol", "Cleo", "library"))


@pytest.mark.parametrize("days", [3, 13, 80])
def test_a_hearing_without_notice_or_too_late_is_refused(cases: Cases, days: int) -> None:
    with pytest.raises(OutOfOrder):
        fixed(cases, days)


def test_the_subject_puts_it_off_once(cases: Cases) -> None:
    on = fixed(cases)
    sol = cases.hand("Sol", "subject")
    hearings.postpone(on=on, by=sol, when=moment(cases, 24), at=cases.now)
    assert cases.case(on).events["sitting"] == moment(cases, 24)
    with pytest.raises(OutOfOrder):
        hearings.postpone(on=on, by=sol, when=moment(cases, 25), at=cases.now)


def test_the_note_of_a_hearing_is_read_by_both_sides(cases: Cases) -> None:
    on = fixed(cases)
    cases.now = moment(cases, 21)
    done = hearings.hold(
        on=on, by=cases.panel(on)[0], attended=["subject", "panel"], note="Both spoke.", at=cases.now
    )
    assert cases.state(on) == "heard"
    readers = set(done.items[0].shares.values_list("person_id", flat=True))
    assert {cases["Sol"].pk, cases["Cleo"].pk} <= readers


def test_a_hearing_is_not_held_before_its_day(cases: Cases) -> None:
    on = fixed(cases)
    with pytest.raises(OutOfOrder, match="on its day"):
        hearings.hold(on=on, by=cases.panel(on)[0], attended=["panel"], note="Early.", at=cases.now)


def test_the_form_asks_for_day_hour_and_place(cases: Cases) -> None:
    on = wanted(cases)
    person = cases.panel(on)[0].person
    assert person is not None
    client = cases.client(person.shown_name)
    page = client.post(f"/cases/{on}/do/hearing.fix/", {"day": "", "hour": "18:00"})
    assert "This field is required" in page.content.decode()
    day = (cases.today() + timedelta(days=21)).isoformat()
    sent = client.post(
        f"/cases/{on}/do/hearing.fix/", {"day": day, "hour": "18:00", "kind": "place", "where": WHERE}
    )
    assert sent.status_code == 303
    assert cases.case(on).events["sitting"] == moment(cases, 21)
