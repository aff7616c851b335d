"""A complaint, from its filing to the publication of its outcome: SM1 as one table.

The steps lie in `triage` (filing, opening, rejection), `charge` (service, reply), `more_time`, `draw` (who
judges), `hearing` and `decision`. All terms, numbers and grounds come from the rulebook under which it was
filed.
"""

from typing import Any

from folkmoot.procedure import charge, more_time, triage
from folkmoot.procedure.act import only_facts, same_fact, say
from folkmoot.procedure.charge import range_in
from folkmoot.procedure.decision import decision_lines
from folkmoot.procedure.dispute import Dispute, dispute, refuse_unless
from folkmoot.procedure.draw import draw_rows
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.hearing import hearing_rows
from folkmoot.procedure.machine import START, Lapse, Machine, Row, State
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.roll import read_roll
from folkmoot.procedure.sanction import imposed
from folkmoot.procedure.seating import Purpose


def _file(matter: Matter, index: int) -> None:
    act, at, assembly, facts = matter.act, matter.at, matter.assembly, matter.act.facts
    days = triage.conduct_days(facts)
    assert days is not None
    assembly.cases[act.on] = Dispute(
        MACHINE,
        act.on,
        assembly.root,
        matter.book,
        "received",
        at,
        {"conduct": matter.book.calendar.at(days[1]), "filing": at},
        mover=act.by.name,
        roll=read_roll(facts, act.papers),
        roles={act.by.name: "complainant", facts["subject"]: "subject"},
        charges=(facts["offence"],),
        judged_by=triage.books_for(matter, days),
        late="late" in facts,
        extended=["again"] if "again" in facts else [],
    )
    assembly.matters[facts["matter"]] = act.on
    assembly.numbers["case"] = assembly.next_number("case")


def outcome_facts(assembly: Assembly, case: Dispute, at: int) -> dict[str, Any]:
    """What is published of a case: the rules, the class of outcome, the days from service to decision.

    No name and no text (guarantee 23). The outcome is what an appeal has left of it.
    """
    days = (case.events["decision"] - case.events["service"]) // 86_400
    return {"offences": list(case.charges), "outcome": imposed(assembly, case, at), "days": days}


def _check_publish(matter: Matter) -> None:
    wanted = outcome_facts(matter.assembly, dispute(matter), matter.at)
    only_facts(matter.act.facts, *wanted)
    refuse_unless(
        all(same_fact(matter.act.facts.get(key), value) for key, value in wanted.items()),
        matter,
        say("What is published is the rule, the dates and the class of outcome, as the record gives them."),
        say("The entry states something else."),
        say("State what the record gives."),
    )


def _panel_key(case: Dispute) -> str:
    """Five judge where the range goes as far as expulsion, three otherwise (guarantee 12)."""
    ranges = [range_in(case, each) for each in case.charges]
    return "panel.large" if any(found and found[1] == "expulsion" for found in ranges) else "panel.seats"


def _sits(matter: Matter) -> None:
    case = dispute(matter)
    case.moves_to("panelled", matter.at)
    charge.goes_on(matter)


def _never_sat(case: Dispute) -> bool:
    """No seat has become empty without a reserve for it; from then on the time for drawing runs anew."""
    return "vacancy" not in case.events


TRIAGE = Purpose("triage", lambda case: "", "", role="adjudicator", quick=True)
JUDGES = Purpose(
    "panel",
    _panel_key,
    "",
    then=_sits,
    leads=("panelled", "on papers", "to be heard"),
    after_reply=("on papers", "to be heard"),
)
PURPOSES = {"received": TRIAGE, "received again": TRIAGE, "notified": JUDGES}
UNSEEN = ("received", "received again")
SERVED = ("notified", "panelled", "on papers", "to be heard", "fixed", "hearing missed", "heard")
SITTING = SERVED[1:]
OPEN_TO_EVIDENCE = ("notified", "panelled", "on papers", "to be heard", "fixed", "hearing missed")
BY_TIME = (
    "received again",
    "closed",
    "withdrawn",
    "void",
    "on papers",
    "to be heard",
    "hearing missed",
    "lapsed",
    "dismissed",
    "final",
    "published",
)
LIVE = (*UNSEEN, "mediation", "open", *SERVED)
MACHINE = Machine(
    name="case",
    title="Complaint and discipline",
    states=(
        State("received", "A complaint has come in; an adjudicator drawn by lot looks at it."),
        State("received again", "It is looked at anew.", begins="filing"),
        State("mediation", "The two sides try to settle it."),
        State("settled", "Both sides say that it is settled.", final=True),
        State("rejected", "The adjudicator sees no case; the complainant may ask for another look."),
        State("closed", "Closed without a case.", final=True),
        State("withdrawing", "The complainant has withdrawn; the adjudicator may keep it for the harm done."),
        State("withdrawn", "Withdrawn by the complainant.", final=True),
        State("open", "There is a case; the charge is to be served."),
        State("void", "The charge was not served, or no panel found, in time.", final=True),
        State("notified", "The charge is served; the panel is drawn by lot."),
        State("panelled", "A panel sits; the subject may reply."),
        State("on papers", "The time to reply is over; the panel decides on the papers.", begins="reply"),
        State("to be heard", "A hearing is asked for and will be fixed.", begins="reply"),
        State("fixed", "The day of the hearing is fixed."),
        State("hearing missed", "The hearing was not held; it may be fixed once more."),
        State("heard", "Heard; the panel decides."),
        State("decided", "Decided; the subject may appeal, and nothing takes effect until then."),
        State("dismissed", "The panel did not decide in time, so the charges are dismissed.", final=True),
        State("lapsed", "Its time ran out.", final=True),
        State("appealed", "An appeal is under way, and nothing takes effect until it is over."),
        State(
            "final",
            "Final; the kind of outcome is to be published.",
            begins="finality",
            ends_parts=True,
        ),
        State("published", "Final, and published without a name.", final=True),
    ),
    rows=(
        Row(
            "complaint.file",
            (START,),
            "received",
            triage.check_file,
            _file,
            entitled="facts",
            sealed=True,
            begins=triage.begins,
        ),
        Row("complaint.ack", (*UNSEEN, "mediation", "open"), "", triage.check_ack, triage.follow_ack),
        Row(
            "complaint.shield",
            ("received", "received again", "open"),
            "",
            triage.check_shield,
            triage.follow_shield,
            sealed=True,
        ),
        Row("triage.open", UNSEEN, "open", triage.check_open, triage.follow_open, sealed=True),
        Row("triage.reject", UNSEEN, "rejected", triage.check_reject, triage.follow_reject, sealed=True),
        Row("triage.mediate", ("received",), "mediation", triage.check_plain, triage.follow_mediate),
        Row(
            "triage.ask_again",
            ("rejected",),
            "received again",
            triage.check_ask_again,
            triage.follow_ask_again,
        ),
        Row(
            "mediation.settle",
            ("mediation",),
            "",
            triage.check_settle,
            triage.follow_settle,
            may_lead_to=("settled",),
        ),
        Row("mediation.refuse", ("mediation",), "received again", triage.check_plain, triage.follow_refuse),
        Row("complaint.withdraw", LIVE, "withdrawing", triage.check_withdraw, triage.follow_withdraw),
        Row(
            "complaint.keep",
            ("withdrawing",),
            "",
            triage.check_keep,
            triage.follow_keep,
            sealed=True,
            may_lead_to=LIVE,
            returns=True,
            stays=False,
        ),
        Row("charge.serve", ("open",), "notified", charge.check_serve, charge.follow_serve, sealed=True),
        Row("charge.bounce", ("notified",), "open", charge.check_bounce, charge.follow_bounce),
        Row("charge.object", SERVED, "", charge.check_object, charge.follow_object, sealed=True),
        Row(
            "charge.mend",
            SERVED,
            "",
            charge.check_mend,
            charge.follow_mend,
            sealed=True,
            may_lead_to=("notified", "panelled"),
            only_from={"notified": ("notified",), "panelled": SITTING},
            stays=False,
        ),
        *draw_rows(PURPOSES, SITTING),
        Row(
            "reply.file",
            ("notified", "panelled"),
            "",
            charge.check_reply,
            charge.follow_reply,
            sealed=True,
            may_lead_to=("on papers", "to be heard"),
            only_from=dict.fromkeys(("on papers", "to be heard"), ("panelled",)),
        ),
        Row(
            "term.extend",
            ("notified", "panelled"),
            "",
            more_time.check_extend,
            more_time.follow_extend,
            sealed=True,
        ),
        Row(
            "case.stay",
            SITTING,
            "",
            more_time.check_stay,
            more_time.follow_stay,
            sealed=True,
            may_lead_to=("to be heard",),
            only_from={"to be heard": ("fixed",)},
        ),
        *charge.side_rows(OPEN_TO_EVIDENCE, SITTING),
        *hearing_rows(("notified", "panelled", "on papers")),
        *decision_lines(("on papers", "heard")),
        Row("case.publish", ("final",), "published", _check_publish, charge.follow_nothing),
        Row("term.note", BY_TIME, "", more_time.check_note, charge.follow_nothing),
    ),
    lapses=(
        *(Lapse(state, {"": "closed"}, verb="triage.open") for state in UNSEEN),
        Lapse("mediation", {"": "received again"}, verb="mediation.settle"),
        Lapse("rejected", {"": "closed"}, verb="triage.ask_again"),
        Lapse("withdrawing", {"": "withdrawn"}, verb="complaint.keep"),
        Lapse("open", {"": "void"}, verb="charge.serve"),
        Lapse("notified", {"": "void"}, event="service", term="draw.limit", when=_never_sat),
        Lapse("notified", {"": "void"}, event="vacancy", term="draw.limit"),
        Lapse("panelled", {"": "to be heard"}, verb="reply.file", when=lambda case: bool(case.asked)),
        Lapse("panelled", {"": "on papers"}, verb="reply.file", when=lambda case: not case.asked),
        Lapse("to be heard", {"": "lapsed"}, verb="hearing.fix"),
        Lapse("fixed", {"": "hearing missed"}, event="sitting over"),
        Lapse("hearing missed", {"": "lapsed"}, verb="hearing.fix"),
        Lapse("on papers", {"": "dismissed"}, event="reply", term="decision.term"),
        Lapse("heard", {"": "dismissed"}, event="hearing", term="decision.term"),
        *(Lapse(state, {"": "lapsed"}, event="service", term="case.overall") for state in SERVED),
        Lapse("decided", {"": "final"}, event="decision", term="appeal.term"),
        Lapse("appealed", {"": "final"}, event="end of the appeal"),
        Lapse("final", {"": "published"}, event="finality", term="case.publishing"),
    ),
)
