"""Reviews: applied for by somebody whom nobody knows, disclosed with their gaps, commented on, decided."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from case_world import NAMES, Cases
from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.cases.acts import corrections, reviews
from folkmoot.site.cases.acts.entering import Words
from folkmoot.site.cases.exclusion import Exclusion
from folkmoot.site.cases.people import holder
from folkmoot.site.cases.reviewing import decision_of, file_of, numbers
from folkmoot.site.evidence.models import Item
from folkmoot.site.evidence.reading import may_read
from folkmoot.site.front import acts as front
from folkmoot.site.members.limits import TooMany
from folkmoot.site.members.models import Person
from folkmoot.site.members.refusal import one_line
from folkmoot.site.notices import writing
from folkmoot.site.notices.models import Letter
from review_world import (
    APPLY,
    ASH,
    GIVEN,
    STORY,
    UNFAIR,
    answer_all,
    applicant,
    applied,
    browser_of,
    decided,
    disclosed,
    prove,
    ready,
    the_record,
)


def letters_to(person: Person) -> list[str]:
    return [writing.read(each.box, each.pk, person).text for each in Letter.objects.filter(person=person)]


def test_a_stranger_applies_question_by_question_and_is_let_in_by_six_digits(cases: Cases) -> None:
    client = cases.client()
    answer_all(client)
    assert b"Where do we reach you?" in client.get(f"{APPLY}send/").content
    assert prove(client)["Location"] == f"{APPLY}send/"
    assert Person.objects.filter(joined_at=None).count() == 0  # nobody exists before it is sent
    page = client.get(f"{APPLY}send/").content.decode()
    assert STORY in page and "Ash Brook" in page and ASH in page
    letter = SimpleUploadedFile("letter.txt", b"You are out.", "text/plain")
    assert client.post(f"{APPLY}send/", {"first": letter})["Location"] == "/cases/review/1/"
    ash = Person.objects.get(joined_at=None)
    assert (ash.email, ash.is_member, ash.branch_id, ash.membership) == (ASH, False, "commons", "")
    assert holder("review/1", "subject") == ash
    assert cases.state("review/1") == "applied"
    assert {item.kind for item in Item.objects.filter(on="review/1")} == {"statement", "evidence"}
    assert any("/sign-in/?next=/cases/review/1/" in text for text in letters_to(ash))
    assert client.get("/cases/review/1/").status_code == 200


def test_what_was_typed_is_kept_in_the_session_and_readable_nowhere(cases: Cases) -> None:
    client = cases.client()
    answer_all(client)
    assert "Zanzibar" in client.get(f"{APPLY}tell/").content.decode()
    row = client.session.session_key
    from django.contrib.sessions.models import Session

    held = Session.objects.get(pk=row)
    assert "Zanzibar" not in held.session_data and "Zanzibar" not in str(held.get_decoded())


def test_a_bad_answer_is_kept_and_said_why(cases: Cases) -> None:
    client = cases.client()
    page = client.post(f"{APPLY}who/", {"excluder": "other", "body": ""}).content.decode()
    assert "Write which organisation it was" in page
    page = client.post(f"{APPLY}when/", {"year": "2099", "day": "long ago"}).content.decode()
    assert "still to come" in page and "long ago" in page
    assert "long ago" in client.get(f"{APPLY}when/").content.decode()
    page = client.post(f"{APPLY}helper/", {"name": "Ash", "helper": "for"}).content.decode()
    assert "how the person asked you" in page


@pytest.mark.parametrize("slug", GIVEN)
def test_nothing_can_be_sent_while_one_question_is_open(cases: Cases, slug: str) -> None:
    client = cases.client()
    for each, given in GIVEN.items():
        if each != slug:
            client.post(f"{APPLY}{each}/", given)
    assert client.get(f"{APPLY}send/")["Location"] == f"{APPLY}{slug}/"
    assert client.post(f"{APPLY}send/")["Location"] == f"{APPLY}{slug}/"


def test_a_member_uses_their_own_account_and_no_second_one_is_made(cases: Cases) -> None:
    client, before = cases.client("Sol"), Person.objects.count()
    answer_all(client)
    assert client.post(f"{APPLY}send/")["Location"] == "/cases/review/1/"
    assert holder("review/1", "subject") == cases["Sol"]
    other = cases.client()
    answer_all(other, when={"year": "2010"})
    prove(other, "sol@example.org")
    assert other.post(f"{APPLY}send/")["Location"] == "/cases/review/2/"
    assert holder("review/2", "subject") == cases["Sol"]
    assert Person.objects.count() == before


def test_nobody_can_send_with_an_address_that_was_not_proved(cases: Cases) -> None:
    client = cases.client()
    answer_all(client)
    client.post(f"/sign-in/?next={APPLY}send/", {"address": "sol@example.org"})
    client.post(f"{APPLY}send/", {"address": "sol@example.org"})
    assert not Item.objects.exists() and Person.objects.filter(joined_at=None).count() == 0
    prove(client, ASH)
    cases.now += 3601
    client.post(f"{APPLY}send/")
    assert not Item.objects.exists()


def test_an_applicant_signs_in_again_and_reaches_review_and_letters(cases: Cases) -> None:
    on = applied(cases)
    client = cases.client()
    client.post(f"/sign-in/?next=/cases/{on}/", {"address": ASH})
    from review_world import code_sent_to

    assert client.post("/sign-in/code/", {"code": code_sent_to(ASH)})["Location"] == f"/cases/{on}/"
    assert client.get(f"/cases/{on}/").status_code == 200
    assert b"We have received what you asked for" in client.get("/letters/").content
    home = client.get("/").content
    assert b'href="/letters/"' in home and b'href="/sign-in/"' not in home
    assert client.get("/motions/new/").status_code != 200  # and is no member


def test_an_applicant_may_join_with_the_same_address_and_keeps_the_review(cases: Cases) -> None:
    on = applied(cases)
    front.join(email=ASH, shown_name="Ash", branch="harbour", shows="nobody", at=cases.now)
    ash = holder(on, "subject")
    assert ash is not None and ash.is_member and ash.branch_id == "harbour"


def test_an_applicant_who_never_joined_can_be_erased_and_nothing_changes(cases: Cases) -> None:
    on = ready(cases)
    ash = holder(on, "subject")
    assert ash is not None
    before = cases.state(on)
    front.erase(person=ash, at=cases.now)
    ash.refresh_from_db()
    assert (ash.shown_name, ash.email_index, cases.state(on)) == ("", None, before)
    assert not Item.objects.filter(on=on, person=ash).exists()


def test_the_same_exclusion_again_is_refused_with_the_day(cases: Cases) -> None:
    on = applied(cases)
    with pytest.raises(OutOfOrder) as refused:
        applied(cases)
    assert "still being dealt with" in str(refused.value)
    reviews.withdraw(on=on, by=applicant(on), at=cases.now)
    with pytest.raises(OutOfOrder) as refused:
        applied(cases)
    assert refused.value.rule == "12.1"
    day = cases.today().replace(year=cases.today().year + 1)
    assert f"You can apply again after {day.day} {day:%B %Y}." in one_line(refused.value)
    assert applied(cases, year=2010) == "review/2"  # another exclusion is another matter
    cases.pass_days(366)
    assert applied(cases) == "review/3"


def test_a_refusal_leaves_no_new_person_behind(cases: Cases) -> None:
    before = Person.objects.count()
    with pytest.raises(OutOfOrder):
        applied(cases, year=2999)
    assert Person.objects.count() == before


def test_one_person_floods_nobody_with_applications(cases: Cases) -> None:
    for year in range(2000, 2005):
        applied(cases, year=year)
    with pytest.raises(TooMany):
        applied(cases, year=2005)


def test_a_clerk_enters_a_paper_and_the_letter_waits_to_be_printed(cases: Cases) -> None:
    form = {key: value for given in GIVEN.values() for key, value in given.items()}
    client = cases.client("Remy", by_passkey=True)
    page = client.post("/cases/reviews/on-paper/", form)
    assert b"Only a paper that is signed" in page.content
    assert client.post("/cases/reviews/on-paper/", form | {"signed": "on"}).status_code == 302
    ash = holder("review/1", "subject")
    assert ash is not None and ash.on_paper and not ash.email_box
    assert {each.way for each in Letter.objects.filter(person=ash)} == {Letter.Way.PRINT}
    assert cases.client("Sol").get("/cases/reviews/on-paper/").status_code == 403


def test_what_is_not_disclosed_is_shown_to_the_applicant_as_a_gap(cases: Cases) -> None:
    on = applied(cases)
    ash = holder(on, "subject")
    assert ash is not None
    assert {line.state for line in file_of(cases.case(on), ash, cases.now)} == {"awaited"}
    client = cases.client("Oona", by_passkey=True)
    page = client.get(f"/cases/{on}/do/review.disclose/").content.decode()
    assert STORY in page
    form: dict[str, Any] = {"way": "e-mail", "rule_words": "Rule 4 of 2008.", "charge_none": "on"}
    page = client.post(f"/cases/{on}/do/review.disclose/", form).content.decode()
    assert "or tick that there is none" in page and "Rule 4 of 2008." in page
    form |= {f"{item}_none": "on" for item in ("evidence", "decision", "reasons")}
    sent = client.post(f"/cases/{on}/do/review.disclose/", form)
    assert sent.status_code == 303, sent.content.decode()[:4000]
    states = {line.name: line.state for line in file_of(cases.case(on), ash, cases.now)}
    assert states == {"rule": "there"} | dict.fromkeys(
        ("charge", "evidence", "decision", "reasons"), "missing"
    )
    shown = browser_of(cases, ash).get(f"/cases/{on}/do/review.reply/").content.decode()
    assert shown.count("Nothing here.") == 4
    paper = Item.objects.get(on=on, kind="evidence")
    assert f'href="/evidence/{paper.pk}/' in shown and may_read(ash, paper)
    page = browser_of(cases, ash).get(f"/cases/{on}/").content.decode()
    assert page.count("Nothing here.") == 4


def test_a_silent_officer_leaves_a_file_that_does_not_exist(cases: Cases) -> None:
    on = applied(cases)
    cases.pass_days(31)
    assert cases.state(on) == "disclosed"
    states = {line.state for line in file_of(cases.case(on), None, cases.now)}
    assert states == {"missing"}


def test_a_member_who_is_not_in_it_reads_nothing_of_it(cases: Cases) -> None:
    on = disclosed(cases, ("rule",))
    for item in Item.objects.filter(on=on):
        assert not may_read(cases["Cleo"], item)
        assert cases.client("Cleo").get(f"/evidence/{item.pk}/").status_code == 404
    assert cases.client("Cleo").get(f"/cases/{on}/after/").status_code == 404
    assert STORY not in cases.client("Cleo").get(f"/cases/{on}/").content.decode()


def test_a_wish_to_be_heard_goes_to_the_panel_with_the_comment(cases: Cases) -> None:
    on = disclosed(cases)
    ash = holder(on, "subject")
    assert ash is not None
    sent = browser_of(cases, ash).post(
        f"/cases/{on}/do/review.reply/",
        {"comment": "Nobody asked me.", "hearing": "on", "wish": "By telephone."},
    )
    assert sent.status_code == 303
    assert cases.state(on) == "ready"
    assert Item.objects.filter(on=on, kind="representation").count() == 1


def test_yes_is_not_offered_where_the_burden_was_not_met(cases: Cases) -> None:
    on = ready(cases, ("rule", "charge", "evidence"))
    judge = cases.panel(on)[0]
    page = browser_of(cases, judge.person).get(f"/cases/{on}/do/review.decide/").content.decode()  # type: ignore[arg-type]
    assert 'name="rule" value="yes"' not in page and 'name="notice" value="yes"' in page
    assert "missing is the decision" in page
    with pytest.raises(OutOfOrder, match="bears the burden"):
        reviews.decide(
            on=on, by=judge, at=cases.now, answers=UNFAIR | {"rule": "yes"}, outcome="annulled", reasons="So."
        )


def test_a_panel_decides_by_forms_and_the_applicant_reads_why(cases: Cases) -> None:
    on = ready(cases)
    panel = cases.panel(on)
    form = UNFAIR | {"outcome": "annulled", "reasons": "No rule was ever cited. Quicksilver."}
    client = browser_of(cases, panel[0].person)  # type: ignore[arg-type]
    sent = client.post(f"/cases/{on}/do/review.decide/", form)
    assert sent.status_code == 303, sent.content.decode()[:4000]
    ash = holder(on, "subject")
    assert ash is not None
    reasons = Item.objects.get(on=on, kind="reasons")
    assert not may_read(ash, reasons)  # nobody reads what has not been decided
    for hand in panel[1:3]:
        index = next(iter(cases.case(on).proposals))
        client = browser_of(cases, hand.person)  # type: ignore[arg-type]
        assert b"Quicksilver" in client.get(f"/cases/{on}/do/review.agree/").content
        assert client.post(f"/cases/{on}/do/review.agree/", {"proposal": index}).status_code == 303
    assert cases.state(on) == "annulled"
    page = browser_of(cases, ash).get(f"/cases/{on}/after/").content.decode()
    assert "Quicksilver" in page and "Take up membership" in page
    assert any(f"/cases/{on}/after/" in text for text in letters_to(ash))


def test_an_own_case_ends_by_itself_when_it_is_annulled(cases: Cases) -> None:
    on = cases.decided("rights limit")
    cases.pass_days(29)
    from folkmoot.site.members.roll import without

    assert cases["Sol"].pk in without("vote", cases.now)
    review = str(
        reviews.apply(
            by=cases["Sol"],
            about=Exclusion("own", "suspended", 2026, ["annul"], case=on),
            told=STORY,
            at=cases.now,
        ).entry.on
    )
    reviews.disclose(on=review, by=cases.officer(), at=cases.now, items={}, way="e-mail", note="None.")
    reviews.reply(on=review, by=applicant(review), at=cases.now, comment="No.")
    cases.seat(review)
    decided(cases, review)
    assert cases.state(review) == "annulled"
    assert cases["Sol"].pk not in without("vote", cases.now)


def test_upheld_needs_a_day_and_four_times_yes(cases: Cases) -> None:
    items = ("rule", "charge", "evidence", "decision", "reasons")
    on = ready(cases, items)
    judge = cases.panel(on)[0]
    client = browser_of(cases, judge.person)  # type: ignore[arg-type]
    form = dict.fromkeys(("rule", "notice", "bias", "range", "conduct"), "yes")
    page = client.post(f"/cases/{on}/do/review.decide/", form | {"outcome": "upheld", "reasons": "So."})
    assert b"looked at again: write the day" in page.content
    with pytest.raises(OutOfOrder, match="upheld only where"):
        decided(cases, on, "upheld")
    decided(cases, on, "upheld", answers=form)
    found = decision_of(on, holder(on, "subject"))
    assert found is not None and found.outcome == "upheld"
    assert any(label == "Looked at again on" for label, _value in found.lines)


def test_a_conversion_states_what_stands_in_its_place(cases: Cases) -> None:
    on = ready(cases)
    client = browser_of(cases, cases.panel(on)[0].person)  # type: ignore[arg-type]
    form = UNFAIR | {"outcome": "converted", "reasons": "So.", "kind": "warning"}
    page = client.post(f"/cases/{on}/do/review.decide/", form).content
    assert b"write its last day" in page
    assert client.post(f"/cases/{on}/do/review.decide/", form | {"kind": "advice"}).status_code == 303


def test_a_missed_date_restores_without_anybody_acting(cases: Cases) -> None:
    on = applied(cases)
    cases.pass_days(93)
    assert cases.state(on) == "provisional"
    cases.pass_days(190)
    assert cases.state(on) == "restored"
    ash = holder(on, "subject")
    assert ash is not None
    page = browser_of(cases, ash).get(f"/cases/{on}/after/").content.decode()
    assert "the rules decided: in your favour" in page


def test_a_stay_is_for_safety_and_by_the_panel_alone(cases: Cases) -> None:
    on = ready(cases)
    cases.pass_days(70)
    panel = cases.panel(on)
    client = browser_of(cases, panel[0].person)  # type: ignore[arg-type]
    url = f"/cases/{on}/do/review.stay/"
    assert client.post(url, {"days": "99", "reasons": "A threat."}).status_code == 200
    assert client.post(url, {"days": "20", "reasons": "A threat."}).status_code == 303
    cases.pass_days(22)
    assert cases.state(on) == "ready"
    sitting = {hand.person.pk for hand in panel if hand.person}
    outsider = next(name for name in NAMES if cases[name].pk not in sitting)
    assert cases.client(outsider).post(url, {"days": "5", "reasons": "x"}).status_code in (403, 404)


def test_a_correction_stands_in_public_only_if_the_person_wants_it(cases: Cases) -> None:
    on = ready(cases)
    ash = holder(on, "subject")
    assert ash is not None
    with pytest.raises(OutOfOrder):
        corrections.publish(on=on, by=ash, own_words="", at=cases.now)
    decided(cases, on)
    public, client = cases.client(), browser_of(cases, ash)
    assert b"says that it is sorry" not in public.get("/cases/reviews/").content
    client.post(f"/cases/{on}/after/", {"public": "yes", "own_words": "My name is Ash Brook."})
    page = public.get("/cases/reviews/").content.decode()
    assert "says that it is sorry" in page and "My name is Ash Brook." in page
    client.post(f"/cases/{on}/after/", {"public": "yes", "own_words": ""})
    page = public.get("/cases/reviews/").content.decode()
    assert "says that it is sorry" in page and "Ash Brook" not in page
    client.post(f"/cases/{on}/after/", {"public": "no"})
    assert b"says that it is sorry" not in public.get("/cases/reviews/").content


def test_another_body_ends_in_recognition_and_names_nobody_in_the_record(cases: Cases) -> None:
    on = ready(cases, excluder="other", body="The Tulip League", sought=["recognise"])
    with pytest.raises(OutOfOrder):
        decided(cases, on, "annulled")
    decided(cases, on, "recognised")
    assert cases.state(on) == "recognised"
    assert b"Tulip" not in the_record()


def test_no_name_address_or_word_of_a_review_is_public(cases: Cases) -> None:
    on = disclosed(cases, ("rule", "reasons"), body="")
    reviews.reply(on=on, by=applicant(on), at=cases.now, comment="Nobody heard me. Yarrow.", hearing=True)
    cases.seat(on)
    decided(cases, on, reasons="Marigold.")
    ash = holder(on, "subject")
    assert ash is not None
    public = the_record()
    for secret in (b"Ash", b"Brook", b"ash.brook", b"example.org", b"Zanzibar", b"Old words", b"Yarrow",
                   b"Marigold", ash.pk.encode()):  # fmt: skip
        assert secret not in public
    assert b"review.apply" in public
    for page in (f"/cases/{on}/", "/cases/reviews/", "/record/"):
        seen = cases.client().get(page).content
        assert not [word for word in (b"Ash Brook", b"Zanzibar", b"Yarrow", b"Marigold") if word in seen]


def test_no_number_under_five_is_shown_nor_what_gives_it_away(cases: Cases) -> None:
    for year in range(2001, 2005):
        applied(cases, year=year, email=f"a{year}@example.org")
    assert numbers(cases.now) == (0, [])
    assert b"Fewer than five" in cases.client().get("/cases/reviews/").content
    for year in range(2005, 2008):
        applied(cases, year=year, email=f"a{year}@example.org")
    total, cells = numbers(cases.now)
    assert (total, cells) == (7, [])
    assert b"Too few of each kind" in cases.client().get("/cases/reviews/").content
    for number in range(1, 6):
        reviews.withdraw(on=f"review/{number}", by=applicant(f"review/{number}"), at=cases.now)
    assert numbers(cases.now) == (7, [])  # five withdrawn would give away the two that are not
    for year in range(2008, 2011):
        applied(cases, year=year, email=f"a{year}@example.org")
    total, cells = numbers(cases.now)
    assert total == 10 and sorted(number for _words, number in cells) == [5, 5]


def test_a_second_hand_over_of_the_file_is_refused(cases: Cases) -> None:
    on = disclosed(cases)
    with pytest.raises(OutOfOrder):
        reviews.disclose(
            on=on, by=cases.officer(), at=cases.now, way="e-mail", note="x",
            items={"rule": [Words("evidence", "The rule relied on", "Late.")]},
        )  # fmt: skip


def test_the_pages_ask_the_database_the_same_however_many_reviews_there_are(
    cases: Cases, django_assert_max_num_queries: Any
) -> None:
    on = ready(cases)
    ash = holder(on, "subject")
    assert ash is not None
    for year in range(2001, 2009):
        applied(cases, year=year, email=f"a{year}@example.org")
    with django_assert_max_num_queries(15):
        cases.client().get("/cases/reviews/")
    client = browser_of(cases, ash)
    with django_assert_max_num_queries(15):
        client.get(f"/cases/{on}/")
