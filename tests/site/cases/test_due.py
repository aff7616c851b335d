"""What the site does by itself in cases, once each, and whom it writes to about terms."""

from datetime import timedelta

import pytest

from case_world import DAY, DICE, HOUR, Cases
from folkmoot.procedure.case import standing
from folkmoot.site.cases import judging, rounds
from folkmoot.site.cases.acts import charges, draws
from folkmoot.site.cases.acts.decisions import Finding, Judgement, agree, decide
from folkmoot.site.cases.acts.entering import Hand
from folkmoot.site.cases.doing import Asked
from folkmoot.site.cases.due import Done, do_what_is_due_in_cases, duties
from folkmoot.site.cases.models import Docket
from folkmoot.site.cases.people import by_code
from folkmoot.site.notices.models import Letter
from folkmoot.site.record import reading
from folkmoot.site.record.models import Entry


def due(cases: Cases, only: str = "") -> list[str]:
    """The acts that the site does now."""
    return [each.act for each in do_what_is_due_in_cases(cases.now, only)]


def letters(cases: Cases, name: str) -> int:
    """How many letters about terms somebody has."""
    return Letter.objects.filter(person=cases[name], occasion="case-term").count()


def test_a_draw_is_announced_by_the_site_and_only_once(cases: Cases) -> None:
    on = cases.filed()
    assert do_what_is_due_in_cases(cases.now) == [Done(on, "draw.announce")]
    assert due(cases) == []


def test_a_complaint_that_the_officer_leaves_lying_is_acknowledged_by_the_site(cases: Cases) -> None:
    on = cases.filed()
    assert "complaint.ack" not in due(cases)
    cases.pass_days(4)
    assert "complaint.ack" in due(cases)
    assert Entry.objects.get(on=on, act="complaint.ack").by_role == "the site"
    assert due(cases) == []


def test_what_the_rules_leave_to_members_is_not_done_by_the_site(cases: Cases) -> None:
    on = cases.opened()
    cases.pass_days(8)
    assert "charge.serve" not in due(cases)
    charges.serve(on=on, by=cases.hand("Tess"), way="e-mail", at=cases.now)
    assert cases.state(on) == "notified"


def test_no_panel_is_drawn_before_the_charge_counts_as_served(cases: Cases) -> None:
    on = cases.opened()
    charges.serve(on=on, by=cases.officer(), way="e-mail", at=cases.now)
    assert "draw.announce" not in due(cases)
    cases.pass_days(3)
    assert "draw.announce" in due(cases)


def test_dice_that_three_have_entered_and_answers_that_are_enough_need_nobody_else(cases: Cases) -> None:
    on = cases.filed()
    due(cases)
    panel = cases.case(on).panel
    assert panel is not None
    cases.now = panel.announcement.ready
    for name in ("Uli", "Val", "Wim"):
        draws.throw(on=on, by=cases.hand(name), dice=DICE, at=cases.now)
    panel = cases.case(on).panel
    assert panel is not None
    second = by_code(on, panel.ranking)[panel.ranking[1]]
    draws.accept(on=on, by=Hand(second, "drawn member"), at=cases.now)
    assert "panel.seat" not in due(cases)
    cases.pass_days(3)
    assert "panel.seat" in due(cases)


def test_a_draw_to_which_nobody_answers_is_held_again(cases: Cases) -> None:
    on = cases.filed()
    due(cases)
    panel = cases.case(on).panel
    assert panel is not None
    cases.now = panel.announcement.ready
    for name in ("Uli", "Val", "Wim"):
        draws.throw(on=on, by=cases.hand(name), dice=DICE, at=cases.now)
    cases.pass_days(3)
    assert "draw.announce" in due(cases)


def test_a_final_outcome_is_published_by_the_site_before_its_term_is_over(cases: Cases) -> None:
    on = cases.decided()
    cases.pass_days(31)
    while cases.state(on) == "decided":
        cases.pass_days(1)
    assert "case.publish" not in due(cases)
    cases.pass_days(7)
    assert cases.state(on) == "final"
    assert "case.publish" in due(cases)
    assert cases.case(on).phase == "published"


def test_an_office_is_vacant_once_a_decision_against_its_holder_is_final(cases: Cases) -> None:
    on = cases.panelled(about="Moe")
    while cases.state(on) == "panelled":
        cases.pass_days(1)
    panel = cases.panel(on)
    asked = Asked(cases.case(on), panel[0], cases.now, on)
    cites = [each.seal for each in judging.evidence_for(asked) if each.in_time][:1]
    sanction = {"kind": "function limit", "until": (cases.today() + timedelta(days=90)).isoformat()}
    found = [Finding("harassment", True, cites, "It was seen.")]
    judgement = Judgement(found, sanction, "Not as moderator.", "A limit to functions.")
    index = decide(on=on, by=panel[0], judgement=judgement, at=cases.now).entry.index
    for hand in panel[1:3]:
        agree("decision.agree", on=on, by=hand, index=index, at=cases.now)
    assert "office.vacate" not in due(cases)
    while cases.state(on) == "decided":
        cases.pass_days(1)
    assert "office.vacate" in due(cases)
    office = cases.office("moderator")
    assert (
        not office.runs_at(cases.now) and reading.standing(office.holding, cases.now).state == "out of office"
    )
    assert "office.vacate" not in due(cases)


def test_the_numbers_of_a_year_are_published_when_it_is_over(cases: Cases) -> None:
    cases.pass_days(250)
    assert due(cases) == ["statistics.publish"]
    assert due(cases) == []


def test_rows_follow_the_record_when_time_alone_changes_something(cases: Cases) -> None:
    on = cases.filed()
    assert Docket.objects.get(on=on).state == "received"
    cases.pass_days(20)
    due(cases)
    row = Docket.objects.get(on=on)
    assert row.state == cases.state(on) == "closed" and row.over


def test_only_one_case_is_seen_to_where_one_is_named(cases: Cases) -> None:
    first, second = cases.filed(), cases.filed(by="Ben", about="Cyn")
    assert do_what_is_due_in_cases(cases.now, second) == [Done(second, "draw.announce")]
    assert do_what_is_due_in_cases(cases.now, first) == [Done(first, "draw.announce")]


def test_a_round_that_dies_between_two_steps_leaves_the_rest_for_the_next(
    cases: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = cases.filed(), cases.filed(by="Ben", about="Cyn")
    announce, seen = draws.announce, []

    def dies(**given: object) -> object:
        seen.append(given["on"])
        if len(seen) == 2:
            raise KeyboardInterrupt
        return announce(**given)  # type: ignore[arg-type]

    monkeypatch.setattr(draws, "announce", dies)
    with pytest.raises(KeyboardInterrupt):
        rounds.go(cases.now)
    monkeypatch.setattr(draws, "announce", announce)
    assert do_what_is_due_in_cases(cases.now) == [Done(seen[1], "draw.announce")]
    assert {first, second} == set(seen)


# Letters and duties


def test_whoever_has_to_act_is_told_three_days_before_and_once(cases: Cases) -> None:
    on = cases.panelled()
    calendar, notice = cases.case(on).book.calendar, cases.case(on).events["notice"]
    end = calendar.end_of(cases.case(on).book.setting("reply.term").value, notice)  # type: ignore[arg-type]
    cases.now = end - 4 * DAY
    due(cases)
    before = letters(cases, "Sol")
    cases.now = end - 3 * DAY + HOUR
    due(cases)
    assert letters(cases, "Sol") == before + 1
    due(cases)
    assert letters(cases, "Sol") == before + 1


def test_everybody_is_told_once_what_followed_when_a_term_ran_out(cases: Cases) -> None:
    on = cases.panelled()
    while standing(cases.case(on), cases.now).state == "panelled":
        cases.pass_days(1)
    had = letters(cases, "Cleo")
    due(cases)
    assert letters(cases, "Cleo") == had + 1
    due(cases)
    assert letters(cases, "Cleo") == had + 1
    assert cases.state(on) == "on papers"


def test_a_letter_about_a_term_names_neither_case_nor_person(cases: Cases) -> None:
    from folkmoot.site.notices.acts import as_data

    on = cases.panelled()
    while standing(cases.case(on), cases.now).state == "panelled":
        cases.pass_days(1)
    due(cases)
    letter = Letter.objects.filter(person=cases["Cleo"], occasion="case-term")[0]
    told = as_data(letter)
    assert "Sol" not in told["text"] and "harassment" not in told["text"]
    assert f"/cases/{on}/" in told["text"]


def test_a_member_who_was_drawn_has_a_duty_until_the_answer(cases: Cases) -> None:
    on = cases.filed()
    due(cases)
    panel = cases.case(on).panel
    assert panel is not None
    cases.now = panel.announcement.ready
    for name in ("Uli", "Val", "Wim"):
        draws.throw(on=on, by=cases.hand(name), dice=DICE, at=cases.now)
    panel = cases.case(on).panel
    assert panel is not None
    first = by_code(on, panel.ranking)[panel.ranking[0]]
    (duty,) = duties(first, cases.now)
    assert duty.url == f"/cases/draws/{panel.index}/" and duty.until is not None and duty.until > cases.now
    draws.accept(on=on, by=Hand(first, "drawn member"), at=cases.now)
    (duty,) = duties(first, cases.now)
    assert duty.url == f"/cases/{on}/"
    assert duties(cases["Sol"], cases.now) == []


def test_the_subject_hears_nothing_of_a_complaint_that_nobody_has_looked_at(cases: Cases) -> None:
    cases.triaged()
    had = Letter.objects.filter(person=cases["Sol"], occasion__startswith="case-").count()
    cases.pass_days(12)
    due(cases)
    cases.pass_days(8)
    due(cases)
    assert Letter.objects.filter(person=cases["Sol"], occasion__startswith="case-").count() == had == 0
    assert letters(cases, "Cleo") >= 1
