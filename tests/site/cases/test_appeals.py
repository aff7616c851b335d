"""An appeal: filed on grounds, put right, stated on, withdrawn; who reads it, and what it stops."""

import pytest

from case_world import Cases
from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.sanction import in_force
from folkmoot.site.cases.acts import appeals
from folkmoot.site.evidence.models import Item
from folkmoot.site.evidence.reading import may_read
from folkmoot.site.members.models import Restriction
from folkmoot.site.members.roll import without
from folkmoot.site.record.reading import assembly

FILED = {"grounds": ["sanction", "fact"], "words": "It is too much."}


def do(on: str, verb: str, part: str = "") -> str:
    return f"/cases/{on}/do/{verb}/" + (f"?part={part}" if part else "")


def appealed(cases: Cases, kind: str = "warning") -> str:
    on = cases.decided(kind)
    assert cases.client("Sol").post(do(on, "appeal.file"), FILED).status_code == 303
    return on


def test_the_subject_appeals_on_grounds_through_the_page(cases: Cases) -> None:
    on = appealed(cases)
    assert cases.state(on) == "appealed"
    assert cases.state(f"{on}/appeal/1") == "filed"
    page = cases.client("Sol").get(f"/cases/{on}/").content.decode()
    assert "Appeal 1" in page
    assert "Nothing takes effect meanwhile" in page


def test_an_appeal_without_a_ground_is_not_sent_and_kept(cases: Cases) -> None:
    on = cases.decided()
    client = cases.client("Sol")
    assert client.post(do(on, "appeal.file"), {"words": "It is too much."}).status_code == 200
    assert "It is too much." in client.get(do(on, "appeal.file")).content.decode()
    assert cases.state(on) == "decided"


def test_there_is_nothing_to_appeal_against_where_nothing_was_imposed(cases: Cases) -> None:
    on = cases.decided("none")
    assert do(on, "appeal.file") not in cases.client("Sol").get(f"/cases/{on}/").content.decode()
    with pytest.raises(OutOfOrder):
        appeals.appeal(
            on=f"{on}/appeal/1", by=cases.hand("Sol", "subject"), grounds=["fact"], words="x", at=cases.now
        )


def test_a_late_appeal_says_that_it_is(cases: Cases) -> None:
    on = cases.decided()
    cases.pass_days(40)
    page = cases.client("Sol").get(do(on, "appeal.file")).content.decode()
    assert "The ordinary time for it is over" in page
    appeals.appeal(
        on=f"{on}/appeal/1",
        by=cases.hand("Sol", "subject"),
        grounds=["fact"],
        words="I was ill.",
        at=cases.now,
    )
    assert cases.state(on) == "appealed"


def test_the_case_officer_reads_an_appeal_to_say_once_what_it_lacks(cases: Cases) -> None:
    on = appealed(cases)
    item = Item.objects.filter(on=on, kind="statement").latest("entry")
    assert may_read(cases["Oona"], item)
    client = cases.client("Oona", by_passkey=True)
    sent = client.post(do(on, "appeal.defect", "appeal/1"), {"words": "It names no fact."})
    assert sent.status_code == 303
    assert cases.state(f"{on}/appeal/1") == "defective"
    assert (
        cases.client("Sol").post(do(on, "appeal.mend", "appeal/1"), {"words": "This one."}).status_code == 303
    )
    assert cases.state(f"{on}/appeal/1") == "filed"
    with pytest.raises(OutOfOrder, match="once"):
        appeals.say_what_is_missing(on=f"{on}/appeal/1", by=cases.officer(), words="Again.", at=cases.now)


def test_an_appeal_panel_of_others_reads_what_the_subject_reads(cases: Cases) -> None:
    on = appealed(cases)
    first = {hand.person for hand in cases.panel(on)}
    second = cases.seat(f"{on}/appeal/1")
    assert not first & set(second)
    for item in Item.objects.filter(on=on).exclude(entry=None):
        assert not may_read(second[0], item) or may_read(cases["Sol"], item)
    assert may_read(second[0], Item.objects.get(on=on, kind="charge"))


def test_both_sides_and_the_first_panel_make_statements(cases: Cases) -> None:
    on = appealed(cases)
    judge = cases.panel(on)[0].person
    assert judge is not None
    cases.seat(f"{on}/appeal/1")
    for name in ("Cleo", judge.shown_name):
        sent = cases.client(name).post(do(on, "appeal.state", "appeal/1"), {"words": "So it was."})
        assert sent.status_code == 303
    page = cases.client(judge.shown_name).get(f"/cases/{on}/").content.decode()
    assert "Decide" not in page.split("<aside")[0].split("Acts in this case")[0].split("clocks")[0]


def test_a_sanction_has_no_effect_until_it_is_final_and_none_while_appealed(cases: Cases) -> None:
    on = cases.decided("rights limit")
    assert not without("vote", cases.now)
    cases.client("Sol").post(do(on, "appeal.file"), FILED)
    assert in_force(assembly(), cases.case(on), cases.now) is None
    appeals.withdraw(on=f"{on}/appeal/1", by=cases.hand("Sol", "subject"), at=cases.now)
    cases.pass_days(30)
    assert without("vote", cases.now) == {cases.people["Sol"].pk}
    assert Restriction.objects.get().person == cases["Sol"]


def test_an_expelled_member_keeps_page_file_inbox_and_appeal(cases: Cases) -> None:
    on = cases.decided("expulsion")
    cases.pass_days(29)
    client = cases.client("Sol")
    assert without("membership", cases.now) == {cases.people["Sol"].pk}
    page = client.get(f"/cases/{on}/").content.decode()
    assert "only those in the case can read this page" in page
    assert "The charge" in page
    assert client.get("/letters/").status_code == 200
    assert client.get(f"/evidence/{Item.objects.get(on=on, kind='charge').pk}/").status_code == 200
    assert "Your cases" in client.get("/cases/").content.decode()
    assert "Still yours" in client.get("/").content.decode()
    assert client.get("/motions/new/").status_code == 302
    assert client.post(do(on, "appeal.file"), FILED).status_code == 303
    assert not without("membership", cases.now)  # while an appeal is under way nothing has effect
