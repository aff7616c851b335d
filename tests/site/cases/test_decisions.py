"""A decision: its form, the evidence it may rest on, earlier ones beside it, agreeing, what is served."""

from datetime import timedelta
from typing import Any

import pytest

from case_world import Cases
from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.cases import judging
from folkmoot.site.cases.acts import decisions
from folkmoot.site.cases.acts.entering import Hand
from folkmoot.site.cases.doing import Asked
from folkmoot.site.evidence import reading as evidence
from folkmoot.site.evidence.models import Item


def asked(cases: Cases, on: str, place: int = 0) -> Asked:
    """What a member of the panel is asked with."""
    return Asked(cases.case(on), cases.panel(on)[place], cases.now, on)


def filled(cases: Cases, on: str, **changes: Any) -> dict[str, Any]:
    """The form of a decision, filled in: proved, a warning for a hundred days."""
    in_time = [each.seal for each in judging.evidence_for(asked(cases, on)) if each.in_time]
    return {
        "proved_0": "yes",
        "cites_0": in_time[:1],
        "reasons_0": "Two people saw it, and the answer does not fit what they saw.",
        "kind": "warning",
        "until": (cases.today() + timedelta(days=100)).isoformat(),
        "sanction_reasons": "It happened once; a warning is enough.",
        "above": "",
    } | changes


def send(cases: Cases, on: str, verb: str, data: dict[str, Any], place: int = 0) -> Any:
    """Send the form of a deed as a member of the panel."""
    person = cases.panel(on)[place].person
    assert person is not None
    part = on.split("/", 2)[2] if on.count("/") > 1 else ""
    head = "/".join(on.split("/")[:2])
    client = cases.client(person.shown_name)
    return client.post(f"/cases/{head}/do/{verb}/{f'?part={part}' if part else ''}", data)


def decided(cases: Cases, **changes: Any) -> tuple[str, int]:
    """A case decided through its form; its name, and the entry at which the decision was put."""
    on = cases.on_papers()
    assert send(cases, on, "decision.make", filled(cases, on, **changes)).status_code == 303
    (index,) = cases.case(on).proposals
    place = 1
    while cases.case(on).proposals:
        assert send(cases, on, "decision.agree", {"proposal": index}, place).status_code == 303
        place += 1
    return on, index


# The form


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"proved_0": ""}, "This field is required"),
        ({"reasons_0": ""}, "This field is required"),
        ({"cites_0": []}, "tick at least one item"),
        ({"sanction_reasons": ""}, "This field is required"),
        ({"until": ""}, "write the last one"),
        ({"until": "2099-01-01"}, "The last day that it may have is"),
        ({"proved_0": "no"}, "the range ends with"),
        ({"kind": "beheading"}, "Select a valid choice"),
        ({"kind": "rights limit"}, "Choose which rights are limited"),
    ],
)
def test_a_decision_is_not_sent_without_finding_evidence_reasons_and_a_sanction_in_range(
    cases: Cases, missing: dict[str, Any], said: str
) -> None:
    on = cases.on_papers()
    page = send(cases, on, "decision.make", filled(cases, on, **missing))
    assert said in page.content.decode()
    assert not cases.case(on).proposals


def test_what_was_not_served_in_time_is_shown_and_cannot_be_ticked(cases: Cases) -> None:
    from folkmoot.site.cases.acts.entering import Words
    from folkmoot.site.cases.acts.replies import add_evidence

    on = cases.on_papers()
    add_evidence(
        on=on, by=cases.hand("Ines", "investigator"), at=cases.now,
        evidence=[Words("evidence", "A late photograph", "seen at noon")],
    )  # fmt: skip
    late = next(each for each in judging.evidence_for(asked(cases, on)) if not each.in_time)
    assert late.title == "A late photograph"
    page = send(cases, on, "decision.make", filled(cases, on, cites_0=[late.seal]))
    assert "tick at least one item" in page.content.decode()
    assert "nothing may rest on it" in page.content.decode() and "disabled" in page.content.decode()
    assert not cases.case(on).proposals


def test_earlier_decisions_under_the_rule_stand_beside_the_form(cases: Cases) -> None:
    first, _index = decided(cases, kind="advice", until="")
    cases.pass_days(40)
    on = cases.on_papers(by="Ben")
    found = judging.earlier(cases.case(on), cases.now)
    assert [(each.index, each.outcome) for each in found] == [(cases.case(first).decided, "Advice")]
    page = cases.client(cases.panel(on)[0].person.shown_name).get(f"/cases/{on}/do/decision.make/")  # type: ignore[union-attr]
    assert "Earlier decisions under the same rule" in page.content.decode()


def test_going_beyond_all_earlier_decisions_wants_a_reason(cases: Cases) -> None:
    decided(cases, kind="advice", until="")
    cases.pass_days(40)
    on = cases.on_papers(by="Ben")
    page = send(cases, on, "decision.make", filled(cases, on))
    assert "say why this one does" in page.content.decode()
    sent = send(cases, on, "decision.make", filled(cases, on, above="It went on for a year."))
    assert sent.status_code == 303
    (proposal,) = cases.case(on).proposals.values()
    assert proposal.facts["above"] is True


# Agreeing, and what is served


def test_nothing_stands_and_nothing_is_served_before_enough_agree(cases: Cases) -> None:
    on = cases.on_papers()
    send(cases, on, "decision.make", filled(cases, on))
    (index,) = cases.case(on).proposals
    send(cases, on, "decision.agree", {"proposal": index}, 1)
    assert cases.state(on) == "on papers"
    assert not evidence.open_to(cases["Sol"], on).filter(entry=index).exists()
    send(cases, on, "decision.agree", {"proposal": index}, 2)
    assert cases.state(on) == "decided"
    assert evidence.open_to(cases["Sol"], on).filter(entry=index, kind=Item.Kind.DECISION).exists()
    assert evidence.open_to(cases["Cleo"], on).filter(entry=index, kind=Item.Kind.DECISION).exists()


def test_one_sees_what_one_agrees_with(cases: Cases) -> None:
    on = cases.on_papers()
    send(cases, on, "decision.make", filled(cases, on))
    name = cases.panel(on)[1].person.shown_name  # type: ignore[union-attr]
    page = cases.client(name).get(f"/cases/{on}/do/decision.agree/").content.decode()
    assert "Two people saw it" in page and "A warning, until" in page


def test_an_expulsion_takes_four_of_five(cases: Cases) -> None:
    on = cases.on_papers()
    day = (cases.today() + timedelta(days=300)).isoformat()
    send(cases, on, "decision.make", filled(cases, on, kind="expulsion", until=day))
    (index,) = cases.case(on).proposals
    for place in (1, 2):
        send(cases, on, "decision.agree", {"proposal": index}, place)
    assert cases.state(on) == "on papers"
    send(cases, on, "decision.agree", {"proposal": index}, 3)
    assert cases.state(on) == "decided"


def test_the_document_says_finding_evidence_reasons_outcome_and_other_help(cases: Cases) -> None:
    _on, index = decided(cases)
    page = cases.client("Sol").get(f"/cases/decisions/{index}/").content.decode()
    for words in ("It is proved", "It rests on", "Two people saw it", "A warning, until", "adviser"):
        assert words in page
    assert "Certification Officer" in page and "Information Commissioner" in page
    assert (cases.today() + timedelta(days=28)).strftime("%-d %B %Y") in page


def test_nobody_else_reads_the_document(cases: Cases) -> None:
    on, index = decided(cases)
    inside = {"Sol", "Cleo", "Ines"} | {hand.person.shown_name for hand in cases.panel(on) if hand.person}
    outsider = next(name for name in cases.people if name not in inside)
    assert cases.client(outsider).get(f"/cases/decisions/{index}/").status_code == 404
    assert cases.client().get(f"/cases/decisions/{index}/").status_code == 302
    assert cases.client("Sol").get("/cases/decisions/0/").status_code == 404


def test_the_record_holds_no_word_of_a_decision(cases: Cases) -> None:
    from folkmoot.site.record.models import Entry

    decided(cases)
    told = b"".join(bytes(each) for each in Entry.objects.values_list("leaf", flat=True))
    assert b"Two people" not in told and b"Sol" not in told


def test_somebody_who_does_not_sit_puts_nothing(cases: Cases) -> None:
    on = cases.on_papers()
    judgement = decisions.Judgement([], {"kind": "none"}, "No.", "No.")
    with pytest.raises(OutOfOrder):
        decisions.decide(on=on, by=Hand(cases["Sol"], "panel member"), judgement=judgement, at=cases.now)
    assert not Item.objects.filter(on=on, kind="decision").exists()


# Appeals and precautions


def test_an_appeal_is_reduced_by_others_and_never_made_worse(cases: Cases) -> None:
    from folkmoot.site.cases.acts.appeals import appeal

    head, _index = decided(cases)
    on, sol = f"{head}/appeal/1", cases.hand("Sol", "subject")
    appeal(on=on, by=sol, at=cases.now, grounds=["sanction"], words="Too much.")
    earlier = {hand.person for hand in cases.panel(head)}
    cases.seat(on)
    cases.pass_days(8)
    assert not earlier & {hand.person for hand in cases.panel(on)}
    late = (cases.today() + timedelta(days=300)).isoformat()
    form = {"outcome": "reduced", "kind": "warning", "until": late, "reasons": "A little less will do."}
    assert "never makes matters worse" in send(cases, on, "appeal.decide", form).content.decode()
    form |= {"kind": "advice", "until": ""}
    assert send(cases, on, "appeal.decide", form).status_code == 303
    (index,) = cases.case(on).proposals
    for place in (1, 2):
        send(cases, on, "appeal.agree", {"proposal": index}, place)
    assert cases.state(on) == "reduced"
    assert "Advice" in cases.client("Sol").get(f"/cases/decisions/{index}/").content.decode()


def asked_for(cases: Cases, *, unheard: bool) -> str:
    """A precaution asked for in a case, with the duty panel that decides on it."""
    from folkmoot.site.cases.acts.precautions import request

    on = f"{cases.filed()}/interim/1"
    request(
        on=on, by=cases.hand("Cleo", "complainant"), risk="safety", rights=["attend", "speak"],
        selection=False, facts="There were threats.", lesser="Talking did not help.", unheard=unheard,
        at=cases.now,
    )  # fmt: skip
    cases.seat(on)
    return on


def test_a_duty_panel_reads_what_was_asked_and_grants_no_more_than_that(cases: Cases) -> None:
    on = asked_for(cases, unheard=True)
    person = cases.panel(on)[0].person
    assert person is not None
    assert evidence.open_to(person, on).filter(kind=Item.Kind.STATEMENT).count() >= 2
    form = {"grant": "yes", "rights": [], "reasons": "There is no other way."}
    assert "Choose which rights" in send(cases, on, "interim.decide", form).content.decode()
    form |= {"rights": ["vote"]}
    assert "Select a valid choice" in send(cases, on, "interim.decide", form).content.decode()
    form |= {"rights": ["attend"]}
    assert send(cases, on, "interim.decide", form).status_code == 303
    (index,) = cases.case(on).proposals
    assert send(cases, on, "interim.agree", {"proposal": index}, 1).status_code == 303
    assert cases.state(on) == "in force unheard"
    assert evidence.open_to(cases["Sol"], on).filter(entry=index, kind=Item.Kind.DECISION).exists()


def test_a_subject_who_was_to_hear_nothing_hears_nothing_of_a_refusal(cases: Cases) -> None:
    on = asked_for(cases, unheard=True)
    form = {"grant": "no", "rights": [], "reasons": "Less will do."}
    send(cases, on, "interim.decide", form)
    (index,) = cases.case(on).proposals
    send(cases, on, "interim.agree", {"proposal": index}, 1)
    assert cases.state(on) == "refused"
    assert not evidence.open_to(cases["Sol"], on).exists()
    assert evidence.open_to(cases["Cleo"], on).filter(entry=index, kind=Item.Kind.DECISION).exists()
