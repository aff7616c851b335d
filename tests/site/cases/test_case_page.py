"""The page of a case: who sees what, in which order, with which clocks; and nobody else learns more."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from case_world import NAMES, SAID, Cases
from folkmoot.site.cases.acts import charges
from folkmoot.site.evidence.models import Item
from folkmoot.site.evidence.reading import may_read
from folkmoot.site.record.models import Entry

ORDER = (
    "What is said, and what you can do",  # what is this
    "Where it stands",  # the path
    "Write your reply",  # what can I do
    "Your clocks",
    "Their clocks",
    "The charge",
    "Who decides",
    "The file",
    "Who is in it",
    "Acts in this case",
    "Help",
    "Check it yourself",
)


def page(cases: Cases, on: str, name: str = "", *, by_passkey: bool = False) -> str:
    return cases.client(name, by_passkey=by_passkey).get(f"/cases/{on}/").content.decode()


def main(html: str) -> str:
    """The page without masthead and foot, which name whoever is signed in."""
    return html[html.index("<main") : html.index("</main>")]


def test_the_subject_reads_everything_in_its_order(cases: Cases) -> None:
    html = main(page(cases, cases.panelled(), "Sol"))
    places = [html.index(each) for each in ORDER]
    assert places == sorted(places)
    assert SAID in html


def test_clocks_say_days_day_and_what_follows_on_either_side(cases: Cases) -> None:
    html = page(cases, cases.panelled(), "Sol")
    yours, theirs = (
        html[html.index("your-clocks") : html.index("their-clocks")],
        html[html.index("their-clocks") :],
    )
    assert "Challenge a member of the panel" in yours
    assert "Reply" in yours
    assert "Finish the whole case" in theirs
    assert "the case lapses" in theirs


@pytest.mark.parametrize(
    ("step", "clock", "follows"),
    [
        ("filed", "Decide whether there is a case", "the complaint is closed"),
        ("opened", "Serve the charge", ""),
        ("notified", "Have a panel sit", "the charge is void"),
        ("on_papers", "Decide", "the charges are dismissed"),
        ("decided", "Appeal", "the decision is final"),
    ],
)
def test_each_state_has_its_clock(cases: Cases, step: str, clock: str, follows: str) -> None:
    on = getattr(cases, step)()
    html = page(cases, on, "Cleo")
    assert re.search(rf"<b>{clock}</b>", html)
    assert follows in html


@pytest.mark.parametrize("step", ["filed", "opened", "notified", "panelled", "decided"])
def test_whoever_is_not_in_it_reads_no_name_and_no_word(cases: Cases, step: str) -> None:
    on = getattr(cases, step)()
    involved = {name for name in NAMES if cases[name].code(on) in cases.case(on).root.roles}
    for name in ("", "Moe"):
        html = main(page(cases, on, name))
        assert "what everybody may know" in html
        assert SAID not in html
        assert "/evidence/" not in html
        assert not [each for each in involved if re.search(rf"\b{each}\b", html)]
    assert "rule 8.1" in main(page(cases, on))


def test_what_does_not_exist_is_not_found(cases: Cases) -> None:
    cases.filed()
    client = cases.client("Cleo")
    for address in (
        "/cases/case/2/",
        "/cases/review/1/",
        "/cases/nothing/1/",
        "/cases/case/1/do/motion.table/",
        "/cases/case/1/do/triage.open/?part=appeal/1",
    ):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("name", "sees", "not_sees"),
    [
        ("Sol", ("Cleo", "Ines", "The charge", "Write your reply"), ()),
        ("Cleo", ("Sol", "Ines", "Hand in evidence"), ("Write your reply",)),
        ("Ines", ("Sol", "Cleo", "Hand in evidence"), ("Write your reply",)),
        ("Oona", ("Sol", "Cleo"), ("Write your reply", "Hand in evidence")),
    ],
)
def test_each_part_sees_its_people_and_its_deeds(
    cases: Cases, name: str, sees: tuple[str, ...], not_sees: tuple[str, ...]
) -> None:
    html = main(page(cases, cases.panelled(), name, by_passkey=name == "Oona"))
    assert [each for each in sees if each not in html] == []
    assert [each for each in not_sees if each in html] == []


def test_the_file_of_each_reader_is_what_the_rules_give(cases: Cases) -> None:
    """The access matrix of a case in which a panel sits: who reads which kind of thing."""
    on = cases.panelled()
    adjudicator = cases.case_holder(on, "adjudicator")
    judge = cases.panel(on)[0].person
    assert judge is not None
    people = {"subject": cases["Sol"], "complainant": cases["Cleo"], "investigator": cases["Ines"],
              "adjudicator": adjudicator, "panel": judge, "officer": cases["Oona"], "chair": cases["Page"],
              "clerk": cases["Remy"], "outsider": cases["Moe"]}  # fmt: skip
    found = {
        item.kind: {role for role, person in people.items() if may_read(person, item)}
        for item in Item.objects.filter(on=on).exclude(entry=None)
    }
    assert found == {
        "statement": {"subject", "complainant", "investigator", "adjudicator", "panel"},
        "evidence": {"subject", "complainant", "investigator", "adjudicator", "panel"},
        "note": {"adjudicator"},  # the draft
        "reasons": {"adjudicator", "complainant"},
        "charge": {"subject", "complainant", "investigator", "adjudicator", "panel"},
    }


def test_no_office_opens_a_page_of_the_file(cases: Cases) -> None:
    on = cases.panelled()
    for name in ("Oona", "Page", "Tam", "Remy", "Moe"):
        client = cases.client(name, by_passkey=True)
        for item in Item.objects.filter(on=on):
            assert client.get(f"/evidence/{item.pk}/").status_code == 404


def test_what_cannot_be_done_says_rule_lack_and_cure(cases: Cases) -> None:
    html = page(cases, cases.notified(), "Sol")
    why = html[html.index("What you cannot do now") :]
    assert "/rulebook/9." in why
    assert "This can be done while it is" in why
    assert "Say that it is settled" not in why  # what lies behind is left out


def test_what_a_missed_term_brought_is_said_with_its_rule(cases: Cases) -> None:
    on = cases.opened()
    cases.pass_days(15)
    html = page(cases, on, "Cleo")
    assert "How it ended" in html
    assert "/rulebook/8.13/" in html
    assert "void" in html


def test_the_record_says_each_act_in_words(cases: Cases) -> None:
    on = cases.decided()
    html = cases.client().get(f"/record/?on={on}").content.decode()
    assert "The subject replied to the charge in case 1." in html
    assert "entered the act" not in html
    assert not [name for name in NAMES if re.search(rf"\b{name}\b", main(html))]
    assert Entry.objects.filter(on=on).count() > 10


def test_your_cases_are_led_to_from_home_and_you(cases: Cases) -> None:
    cases.notified()
    assert "A case in which you have a part" in cases.client("Sol").get("/").content.decode()
    assert "A case in which you have a part" not in cases.client("Moe").get("/").content.decode()
    assert "/cases/" in cases.client("Sol").get("/you/").content.decode()
    assert "a complaint about you" in cases.client("Sol").get("/cases/").content.decode()
    assert "You have no part in any case." in cases.client("Moe").get("/cases/").content.decode()
    assert cases.client().get("/cases/").status_code == 200


def test_a_case_page_asks_few_questions_of_the_database(cases: Cases) -> None:
    on = cases.panelled()
    client = cases.client("Sol")
    client.get(f"/cases/{on}/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(f"/cases/{on}/")
    assert len(few) < 15


def test_a_button_pressed_twice_says_why_the_second_time(cases: Cases) -> None:
    on = cases.opened()
    client = cases.client("Oona", by_passkey=True)
    assert client.post(f"/cases/{on}/do/charge.serve/", {"way": "e-mail"}).status_code == 303
    again = client.post(f"/cases/{on}/do/charge.serve/", {"way": "e-mail"}).content.decode()
    assert "This can be done while it is: open." in again
    assert Entry.objects.filter(act="charge.serve").count() == 1
    assert charges.TITLE in page(cases, on, "Oona", by_passkey=True)
