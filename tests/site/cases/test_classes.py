"""Classes: like cases taken together if enough members say so, and decided for each of them."""

from typing import Any

import pytest

from case_world import NAMES, Cases
from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.cases.acts import classes, reviews
from folkmoot.site.cases.acts.entering import Words
from folkmoot.site.cases.people import holder
from folkmoot.site.cases.reviewing import class_of, decision_of
from folkmoot.site.evidence.models import Item
from folkmoot.site.evidence.reading import may_read
from folkmoot.site.notices.models import Letter
from review_world import FAIR, STORY, TITLE, UNFAIR, applicant, applied, browser_of, the_record

JOINERS = NAMES[9:19]


def five(cases: Cases) -> list[str]:
    """Five reviews of exclusions from one list; the file of the last is complete."""
    found = []
    for number in range(1, 6):
        on = applied(cases, email=f"exile{number}@example.org", name=f"Exile {number}", year=2011)
        items = {item: [Words("evidence", title, f"{item} of {on}")] for item, title in TITLE.items()}
        reviews.disclose(
            on=on, by=cases.officer(), at=cases.now, way="post", note="A list.",
            items=items if number == 5 else {},
        )  # fmt: skip
        reviews.reply(on=on, by=applicant(on), at=cases.now, comment="We were all on one list.")
        found.append(on)
    return found


def formed(cases: Cases) -> tuple[str, list[str]]:
    parts = five(cases)
    on = str(classes.open_class(by=cases["Ada"], reviews=parts, lead=parts[0], at=cases.now).entry.on)
    for name in [each for each in JOINERS if each != "Ada"] + ["Lou"]:
        classes.join_class(on=on, by=cases.hand(name), at=cases.now)
    return on, parts


def test_members_open_a_class_by_a_form_and_join_by_a_button(cases: Cases) -> None:
    parts = five(cases)
    client = cases.client("Ada")
    page = client.get("/cases/classes/open/").content.decode()
    assert page.count('name="reviews"') == 5
    assert b"Choose two or more" in client.post(
        "/cases/classes/open/", {"reviews": parts[:1], "lead": parts[0]}
    ).content  # fmt: skip
    assert b"one of those that you chose" in client.post(
        "/cases/classes/open/", {"reviews": parts[:2], "lead": parts[4]}
    ).content  # fmt: skip
    sent = client.post("/cases/classes/open/", {"reviews": parts, "lead": parts[0]})
    assert sent["Location"] == "/cases/class/1/"
    assert cases.client("Ben").post("/cases/class/1/do/class.join/").status_code == 303
    assert len(cases.case("class/1").asked) == 1
    assert b"There are not two reviews" in client.get("/cases/classes/open/").content
    listed = cases.client().get("/cases/classes/").content
    assert b"1 member has joined so far" in listed and b"Reviews 1, 2, 3, 4, 5" in listed


def test_ten_form_it_and_each_review_shows_its_class(cases: Cases) -> None:
    on, parts = formed(cases)
    assert cases.state(on) == "formed"
    assert {class_of(part) for part in parts} == {on}
    ash = holder(parts[0], "subject")
    assert ash is not None
    page = browser_of(cases, ash).get(f"/cases/{parts[0]}/after/").content
    assert f'href="/cases/{on}/"'.encode() in page
    for reader in (None, cases["Ben"], ash):
        client = browser_of(cases, reader) if reader else cases.client()
        assert client.get(f"/cases/{on}/").content.count(b"Review ") >= 5
        assert f'href="/cases/{on}/"'.encode() in client.get(f"/cases/{parts[1]}/").content


def test_too_few_leave_each_review_to_itself(cases: Cases) -> None:
    parts = five(cases)
    on = str(classes.open_class(by=cases["Ada"], reviews=parts, lead=parts[0], at=cases.now).entry.on)
    cases.pass_days(30)
    assert cases.state(on) == "dissolved"
    assert {cases.state(part) for part in parts} == {"ready"}
    with pytest.raises(OutOfOrder):
        classes.join_class(on=on, by=cases.hand("Ben"), at=cases.now)


def test_a_review_is_in_one_class_at_a_time(cases: Cases) -> None:
    on, parts = formed(cases)
    with pytest.raises(OutOfOrder):
        classes.open_class(by=cases["Ben"], reviews=parts[:2], lead=parts[0], at=cases.now)


def form_of(parts: list[str], **changes: Any) -> dict[str, Any]:
    """Three annulled, one restored, and one upheld, which alone has a file."""
    outcomes = dict(zip(parts, ["annulled", "annulled", "annulled", "restored", "upheld"], strict=True))
    given: dict[str, Any] = {"reasons": "All were on one list without a rule. Quicksilver."}
    for part, outcome in outcomes.items():
        number = part.partition("/")[2]
        answers = FAIR if outcome == "upheld" else UNFAIR
        given |= {f"{question}_{number}": answer for question, answer in answers.items()}
        given[f"outcome_{number}"] = outcome
        if outcome == "upheld":
            given[f"next_{number}"] = "2028-01-10"
    return given | changes


def test_a_panel_decides_for_all_and_each_is_told(cases: Cases) -> None:
    on, parts = formed(cases)
    panel = cases.seat(on)
    client = browser_of(cases, panel[0])
    url = f"/cases/{on}/do/class.decide/"
    page = client.get(url).content.decode()
    assert STORY in page and page.count("It was not shown, so it counts as not existing") == 20
    assert 'name="rule_1" value="yes"' not in page and 'name="rule_5" value="yes"' in page
    assert b"write the day" in client.post(url, form_of(parts, next_5="")).content
    sent = client.post(url, form_of(parts))
    assert sent.status_code == 303, sent.content.decode()[:3000]
    reasons = Item.objects.get(on=on, kind="reasons")
    first = holder(parts[0], "subject")
    assert first is not None and not may_read(first, reasons)
    for judge in panel[1:3]:
        index = next(iter(cases.case(on).proposals))
        browser_of(cases, judge).post(f"/cases/{on}/do/class.agree/", {"proposal": index})
    assert cases.state(on) == "decided"
    assert [cases.state(part) for part in parts] == [
        "annulled", "annulled", "annulled", "restored", "upheld",
    ]  # fmt: skip
    for part in parts:
        ash = holder(part, "subject")
        assert ash is not None and may_read(ash, reasons)
        found = decision_of(part, ash)
        assert found is not None and "Quicksilver" in found.reasons
        assert Letter.objects.filter(person=ash, occasion="review-outcome").count() == 1
        assert b"Quicksilver" in browser_of(cases, ash).get(f"/cases/{part}/after/").content
    public = the_record()
    assert b"Quicksilver" not in public and b"Exile" not in public and b"exile1" not in public


def test_the_panel_of_a_class_reads_the_files_and_nobody_else_does(cases: Cases) -> None:
    on, parts = formed(cases)
    judge = cases.seat(on)[0]
    browser_of(cases, judge).get(f"/cases/{on}/do/class.decide/")
    sitting = {hand.person.pk for hand in cases.panel(on) if hand.person}
    outsider = next(cases[name] for name in NAMES if cases[name].pk not in sitting and name != "Oona")
    for item in Item.objects.filter(on__in=parts).exclude(entry=None):
        assert may_read(judge, item) and not may_read(outsider, item)
