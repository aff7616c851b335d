"""Precautions on the site: asked for, made known in time, joined in, in force, ended by themselves."""

import pytest

from case_world import HOUR, Cases
from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.cases.acts import precautions
from folkmoot.site.cases.acts.entering import act, touch_rights
from folkmoot.site.evidence.models import Item
from folkmoot.site.evidence.reading import may_read
from folkmoot.site.members.models import Restriction
from folkmoot.site.members.roll import without
from folkmoot.site.notices.models import Letter
from folkmoot.site.record.models import Entry

ASKED = {
    "risk": "safety",
    "facts": "He has threatened her again.",
    "lesser": "A promise did not hold.",
    "rights": ["attend", "speak"],
    "selection": "no",
}


def do(on: str, verb: str, part: str = "") -> str:
    return f"/cases/{on}/do/{verb}/" + (f"?part={part}" if part else "")


def in_force(cases: Cases, about: str = "Gus") -> str:
    """A precaution that an officer and a member have put in force at once, in a case about an officer's own
    branch."""
    on = cases.notified(about=about)
    precautions.act_at_once(
        on=f"{on}/interim/1",
        by=cases.officer(),
        risk="safety",
        rights=["attend"],
        danger="Now.",
        at=cases.now,
    )
    precautions.join(on=f"{on}/interim/1", by=cases.hand("Kit"), at=cases.now)
    return on


def test_the_complainant_asks_for_a_precaution_and_the_subject_reads_why(cases: Cases) -> None:
    on = cases.notified()
    assert cases.client("Cleo").post(do(on, "interim.request"), ASKED).status_code == 303
    part = f"{on}/interim/1"
    assert cases.state(part) == "asked"
    items = Item.objects.filter(entry=Entry.objects.get(act="interim.request").index)
    assert all(may_read(cases["Sol"], item) for item in items)
    assert "Precaution 1" in cases.client("Sol").get(f"/cases/{on}/").content.decode()


def test_a_request_that_must_not_be_known_stays_unknown_to_the_subject(cases: Cases) -> None:
    on = cases.notified()
    before = Letter.objects.filter(person=cases["Sol"]).count()
    assert cases.client("Cleo").post(do(on, "interim.request"), ASKED | {"unheard": "on"}).status_code == 303
    page = cases.client("Sol").get(f"/cases/{on}/").content.decode()
    assert "recaution 1" not in page
    assert do(on, "interim.hear", "interim/1") not in page
    cases.seat(f"{on}/interim/1")
    assert Letter.objects.filter(person=cases["Sol"]).count() == before
    for item in Item.objects.filter(entry=Entry.objects.get(act="interim.request").index):
        assert not may_read(cases["Sol"], item)


def test_a_duty_panel_reads_the_request_and_what_the_subject_says(cases: Cases) -> None:
    on = cases.notified()
    cases.client("Cleo").post(do(on, "interim.request"), ASKED)
    judges = cases.seat(f"{on}/interim/1")
    sent = cases.client("Sol").post(do(on, "interim.hear", "interim/1"), {"words": "It is not so."})
    assert sent.status_code == 303
    for item in Item.objects.filter(
        on=on, entry__in=Entry.objects.filter(on=f"{on}/interim/1").values("index")
    ):
        assert may_read(judges[0], item)


def test_a_granted_precaution_touches_rights_shows_its_end_and_ends_by_itself(cases: Cases) -> None:
    on = cases.notified()
    part = f"{on}/interim/1"
    cases.client("Cleo").post(do(on, "interim.request"), ASKED | {"unheard": "on"})
    cases.seat(part)
    panel = cases.panel(part)
    from folkmoot.site.cases.acts.entering import Words

    facts = {"grant": True, "heard": False, "rights": ["speak", "attend"], "branch": "harbour"}
    put = act("interim.decide", on=part, by=panel[0], at=cases.now, facts=facts,
              words=[Words("reasons", "Why", "There is no other way.", to=())])  # fmt: skip
    act("interim.agree", on=part, by=panel[1], at=cases.now, relies_on=[put.entry.index])
    touch_rights(part, cases.now)
    assert without("speak", cases.now) == {cases.people["Sol"].pk}
    page = cases.client("Sol").get(f"/cases/{on}/").content.decode()
    assert "A precaution is in force" in page
    assert "to speak, to attend" in page
    assert all(
        may_read(cases["Sol"], item)
        for item in Item.objects.filter(entry=Entry.objects.get(act="interim.request").index)
    )
    cases.pass_days(29)
    assert not without("speak", cases.now)
    assert "A precaution is in force" not in cases.client("Sol").get(f"/cases/{on}/").content.decode()


def test_acting_at_once_needs_a_member_without_office(cases: Cases) -> None:
    on = cases.notified(about="Gus")
    part = f"{on}/interim/1"
    client = cases.client("Oona", by_passkey=True)
    sent = client.post(
        do(on, "interim.emergency"), {"risk": "safety", "danger": "Now.", "rights": ["attend"]}
    )
    assert sent.status_code == 303
    assert not without("attend", cases.now)
    with pytest.raises(OutOfOrder, match="holds no office"):
        precautions.join(on=part, by=cases.hand("Tam"), at=cases.now)
    assert cases.client("Kit").post(do(on, "interim.join", "interim/1")).status_code == 303
    assert without("attend", cases.now) == {cases.people["Gus"].pk}
    assert Restriction.objects.get().on == part
    cases.now += 73 * HOUR
    assert not without("attend", cases.now)


def test_whoever_joins_in_is_told_of_no_name(cases: Cases) -> None:
    on = cases.notified(about="Gus")
    precautions.act_at_once(
        on=f"{on}/interim/1",
        by=cases.officer(),
        risk="safety",
        rights=["attend"],
        danger="Now.",
        at=cases.now,
    )
    page = cases.client("Kit").get(do(on, "interim.join", "interim/1")).content.decode()
    assert "Gus" not in page
    assert "Cleo" not in page


def test_an_officer_asks_and_the_investigator_ends(cases: Cases) -> None:
    on = cases.notified()
    client = cases.client("Oona", by_passkey=True)
    assert client.post(do(on, "interim.request"), ASKED).status_code == 303
    assert cases.client("Ines").post(do(on, "interim.end", "interim/1")).status_code == 303
    assert cases.state(f"{on}/interim/1") == "ended"


def test_a_second_request_while_one_lasts_has_no_button(cases: Cases) -> None:
    on = cases.notified()
    client = cases.client("Cleo")
    client.post(do(on, "interim.request"), ASKED)
    assert do(on, "interim.request") not in client.get(f"/cases/{on}/").content.decode()


def test_the_subject_under_a_precaution_keeps_case_and_inbox(cases: Cases) -> None:
    on = in_force(cases)
    client = cases.client("Gus")
    assert "What is said, and what you can do" in client.get(f"/cases/{on}/").content.decode()
    assert client.get("/letters/").status_code == 200
    assert client.get(do(on, "reply.file")).status_code == 200
