"""The subject's side: reply, more time, evidence, a companion; drafts kept; paper through a clerk."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from case_world import Cases
from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.case import last_chance
from folkmoot.site.cases.acts import replies
from folkmoot.site.cases.acts.entering import Words
from folkmoot.site.cases.companions import volunteer, volunteers_for
from folkmoot.site.debate.models import Draft
from folkmoot.site.evidence.models import Item
from folkmoot.site.evidence.reading import may_read
from folkmoot.site.record.models import Entry

ANSWER = "It was not so: I asked her to stay."


def do(on: str, verb: str) -> str:
    return f"/cases/{on}/do/{verb}/"


def test_a_reply_with_a_file_reaches_panel_and_complainant(cases: Cases) -> None:
    on = cases.panelled()
    file = SimpleUploadedFile("letter.txt", b"Dear all", "text/plain")
    sent = cases.client("Sol").post(do(on, "reply.file"), {"words": ANSWER, "hearing": "no", "file_1": file})
    assert sent.url == f"/cases/{on}/"
    assert cases.state(on) == "on papers"
    items = Item.objects.filter(on=on, person=cases["Sol"]).exclude(kind="charge")
    assert {item.kind for item in items} == {"reply", "evidence"}
    judge = cases.panel(on)[0].person
    assert judge is not None
    assert all(may_read(reader, item) for item in items for reader in (judge, cases["Cleo"], cases["Ines"]))
    assert not any(may_read(cases["Tam"], item) for item in items)


def test_a_reply_that_is_kept_is_not_sent_and_is_found_again(cases: Cases) -> None:
    on = cases.panelled()
    client = cases.client("Sol")
    page = client.post(do(on, "reply.file"), {"words": ANSWER, "hearing": "yes", "keep": "1"})
    assert "Kept for you alone" in page.content.decode()
    assert cases.state(on) == "panelled"
    again = client.get(do(on, "reply.file")).content.decode()
    assert ANSWER in again
    assert 'value="yes" id="id_hearing_0" checked' in again.replace(" required", "")
    client.post(do(on, "reply.file"), {"words": ANSWER, "hearing": "yes"})
    assert not Draft.objects.exists()
    assert cases.state(on) == "to be heard"


def test_a_reply_out_of_time_is_refused_with_its_rule_and_kept(cases: Cases) -> None:
    on = cases.panelled()
    client = cases.client("Sol")
    end, _power = last_chance(cases.case(on), "reply.file")
    assert end is not None
    cases.now = end + 1
    page = client.post(do(on, "reply.file"), {"words": ANSWER, "hearing": "no"}).content.decode()
    assert "/rulebook/8.15/" in page
    assert not Entry.objects.filter(act="reply.file").exists()
    assert Draft.objects.get().person == cases["Sol"]


def test_a_second_reply_has_no_button_and_is_refused(cases: Cases) -> None:
    on = cases.notified()
    subject = cases.hand("Sol", "subject")
    replies.reply(on=on, by=subject, words=ANSWER, hearing=False, evidence=[], at=cases.now)
    assert do(on, "reply.file") not in cases.client("Sol").get(f"/cases/{on}/").content.decode()
    with pytest.raises(OutOfOrder, match="One replies once"):
        replies.reply(on=on, by=subject, words=ANSWER, hearing=False, evidence=[], at=cases.now)


def test_more_time_is_had_once_by_asking(cases: Cases) -> None:
    on = cases.panelled()
    before, _power = last_chance(cases.case(on), "reply.file")
    client = cases.client("Sol")
    assert client.post(do(on, "term.extend"), {"days": "14"}).status_code == 303
    after, _power = last_chance(cases.case(on), "reply.file")
    assert before is not None
    assert after is not None
    assert after > before
    assert do(on, "term.extend") not in client.get(f"/cases/{on}/").content.decode()


@pytest.mark.parametrize("days", ["0", "15", "many"])
def test_more_time_than_the_rules_give_is_not_asked_for(cases: Cases, days: str) -> None:
    on = cases.panelled()
    assert cases.client("Sol").post(do(on, "term.extend"), {"days": days}).status_code == 200
    assert not Entry.objects.filter(act="term.extend").exists()


def test_evidence_goes_to_the_other_side_with_the_same_entry(cases: Cases) -> None:
    on = cases.panelled()
    sent = cases.client("Cleo").post(
        do(on, "evidence.add"), {"title": "A second witness", "words": "I saw it."}
    )
    assert sent.status_code == 303
    item = Item.objects.get(on=on, entry=Entry.objects.get(act="evidence.add").index)
    assert may_read(cases["Sol"], item)
    assert item.seal in cases.case(on).served


def test_evidence_of_nothing_is_not_sent(cases: Cases) -> None:
    on = cases.panelled()
    page = cases.client("Cleo").post(do(on, "evidence.add"), {"title": "", "words": ""}).content.decode()
    assert "Write something, or choose a file." in page


def test_a_companion_reads_what_their_side_reads_and_acts_for_it(cases: Cases) -> None:
    on = cases.notified()
    sent = cases.client("Sol").post(do(on, "companion.name"), {"other": "Kit", "agreed": "on"})
    assert sent.status_code == 303
    sol = {item.pk for item in Item.objects.filter(on=on) if may_read(cases["Sol"], item)}
    kit = {item.pk for item in Item.objects.filter(on=on) if may_read(cases["Kit"], item)}
    assert sol == kit
    cases.client("Kit").post(do(on, "reply.file"), {"words": ANSWER, "hearing": "no"})
    assert Entry.objects.get(act="reply.file").by_role == "companion"


def test_a_later_companion_takes_the_place_of_the_first_who_reads_no_more(cases: Cases) -> None:
    on = cases.notified()
    subject = cases.hand("Sol", "subject")
    replies.name_companion(on=on, by=subject, companion=cases["Kit"], at=cases.now)
    replies.name_companion(on=on, by=subject, companion=cases["Tam"], at=cases.now)
    item = Item.objects.get(on=on, kind="charge")
    assert may_read(cases["Tam"], item)
    assert not may_read(cases["Kit"], item)
    assert "Kit" not in cases.client("Sol").get(f"/cases/{on}/").content.decode()


def test_volunteers_are_offered_without_those_who_have_a_part(cases: Cases) -> None:
    client = cases.client("Ned")
    client.post("/cases/companions/", {"yes": "1"})
    for name in ("Ines", "Cleo", "Lou", "Mia"):
        volunteer(cases[name], cases.now, yes=True)
    on = cases.notified()
    free = {"Ned", "Lou", "Mia"} - {cases.case_holder(on, "adjudicator").shown_name}
    assert {each.shown_name for each in volunteers_for(cases.case(on), cases["Sol"])} == free
    page = cases.client("Sol").get(do(on, "companion.name")).content.decode()
    assert all(f"{name}, The Commons Network" in page for name in free)
    client.post("/cases/companions/", {"no": "1"})
    assert "Ned" not in {each.shown_name for each in volunteers_for(cases.case(on), cases["Sol"])}


def test_somebody_with_a_part_is_no_companion(cases: Cases) -> None:
    on = cases.notified()
    page = (
        cases.client("Sol").post(do(on, "companion.name"), {"other": "Ines", "agreed": "on"}).content.decode()
    )
    assert "Nobody has two parts in one case." in page


def test_a_representation_goes_to_both_sides_and_the_panel(cases: Cases) -> None:
    on = cases.panelled()
    replies.represent(
        on=on, by=cases.hand("Ines", "investigator"), words="I found a third witness.", at=cases.now
    )
    item = Item.objects.get(on=on, kind="representation")
    judges = [hand.person for hand in cases.panel(on)]
    assert all(may_read(person, item) for person in (*judges, cases["Sol"], cases["Cleo"]))


def test_a_clerk_enters_a_reply_from_paper_and_reads_nothing_of_the_case(cases: Cases) -> None:
    on = cases.panelled()
    client = cases.client("Remy", by_passkey=True)
    session: Any = client.session
    session["acting_for"] = cases.people["Sol"].pk
    session.save()
    page = client.get(f"/cases/{on}/").content.decode()
    assert "Write your reply" in page
    assert "The file" not in page
    assert "Cleo" not in page
    assert client.post(do(on, "reply.file"), {"words": ANSWER, "hearing": "no"}).status_code == 303
    entry = Entry.objects.get(act="reply.file")
    assert (entry.by_role, b'"clerk"' in bytes(entry.leaf)) == ("subject", True)
    reply = Item.objects.get(on=on, kind="reply")
    assert reply.person == cases["Sol"]
    assert not may_read(cases["Remy"], reply)


def test_nobody_else_replies_for_the_subject(cases: Cases) -> None:
    on = cases.panelled()
    for name in ("Cleo", "Tam"):
        answer = cases.client(name).post(do(on, "reply.file"), {"words": ANSWER, "hearing": "no"})
        assert answer.status_code == 403
        assert "/rulebook/8.15/" in answer.content.decode()
    assert cases.client().post(do(on, "reply.file"), {"words": ANSWER}).status_code in (302, 403)
    with pytest.raises(OutOfOrder):
        replies.reply(
            on=on, by=cases.hand("Tam", "subject"), words=ANSWER, hearing=False, at=cases.now,
            evidence=[Words("evidence", "x", "y")],
        )  # fmt: skip
