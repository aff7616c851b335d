"""A complaint, from its filing to the publication of its outcome: SM1 as one table.

The steps lie in `charge` (service, reply, more time), `draw` (who judges), `hearing` and `decision`; here are
the beginning and the end. All terms, numbers and grounds come from the rulebook under which it was filed;
conduct is judged by the rulebook in force on its days (guarantee 2).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from folkmoot.procedure import charge
from folkmoot.procedure.act import OutOfOrder, only_facts, say, text_fact
from folkmoot.procedure.ballot import require_size
from folkmoot.procedure.case import standing
from folkmoot.procedure.charge import offence_range
from folkmoot.procedure.decision import decision_lines
from folkmoot.procedure.dispute import Dispute, dispute, refuse_unless, require_free, require_seals
from folkmoot.procedure.draw import Purpose, draw_rows
from folkmoot.procedure.hearing import hearing_rows
from folkmoot.procedure.machine import START, Lapse, Machine, Row, State
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.papers import DIGEST
from folkmoot.procedure.roll import read_roll

CLOSED_UNSEEN = "closed"
RESTS_ON = "conduct"
SPEECH = ("opinion", "vote", "procedure")
"""What no charge may rest on (guarantee 25)."""


def conduct_days(facts: Mapping[str, Any]) -> tuple[date, date] | None:
    """The first and the last day of the conduct, or None where they are none."""
    try:
        first, last = date.fromisoformat(facts["from"]), date.fromisoformat(facts["until"])
    except (KeyError, TypeError, ValueError):
        return None
    return (first, last) if first <= last and len(facts["from"]) == len(facts["until"]) == 10 else None


def begins(matter: Matter) -> Mapping[str, int]:
    """The conduct ends with its last day: from there the time for complaining runs."""
    days = conduct_days(matter.act.facts)
    return {"conduct": matter.book.calendar.at(days[1])} if days else {}


def _check_file(matter: Matter) -> None:
    act, assembly, facts = matter.act, matter.assembly, matter.act.facts
    only_facts(facts, "subject", "offence", "from", "until", "roll", "matter", "late", "again")
    number = assembly.next_number("case")
    refuse_unless(
        act.on == f"case/{number}",
        matter,
        say("Cases are numbered one by one."),
        say("The next is case {number}.", number=number),
        say("Use that number."),
    )
    roll = read_roll(facts, act.papers)
    require_size(matter, len(roll.names), "membership")
    subject = require_free(matter, None, roll, text_fact(facts, "subject"), "subject")
    refuse_unless(
        subject != act.by.name,
        matter,
        say("One complains about somebody else."),
        say("The entry names the same person twice."),
        say("Talk to the case officer about what troubles you."),
    )
    require_seals(matter, 2, say("the facts, and at least one item of evidence"))
    late = matter.power.need("asks leave") is not None
    refuse_unless(
        facts.get("late") == (True if late else None),
        matter,
        say("A complaint says that it is late where it is, and nowhere else."),
        say("The entry does not fit the days of the conduct."),
        say("Say so, and the adjudicator decides about leave."),
    )
    _check_conduct(matter)
    _check_once(matter)


def _check_conduct(matter: Matter) -> None:
    """The offence stood in the rules on each end of the conduct (guarantee 2)."""
    facts, assembly, calendar = matter.act.facts, matter.assembly, matter.book.calendar
    days, offence = conduct_days(facts), text_fact(facts, "offence")
    refuse_unless(
        days is not None and days[1] <= calendar.local_date(matter.at),
        matter,
        say("A complaint names the days of the conduct, from the first to the last."),
        say("The entry names none, or days to come."),
        say("Write them as 2026-05-04."),
    )
    assert days is not None
    for day in days:
        try:
            known = offence_range(assembly.book_at(calendar.last_second(day)), offence)
        except OutOfOrder:
            known = None
        refuse_unless(
            known is not None,
            matter,
            say("Conduct is judged by the rules in force on its day."),
            say("On {day} no rule made this an offence: {offence}.", day=day.isoformat(), offence=offence),
            say("Name a rule that was in force then; what came before it is no offence."),
        )


def _check_once(matter: Matter) -> None:
    """The same matter once; again only where nobody looked at it in time (guarantee 4)."""
    facts, assembly = matter.act.facts, matter.assembly
    refuse_unless(
        bool(DIGEST.match(text_fact(facts, "matter"))),
        matter,
        say("A complaint carries the digest of its matter, by which the same matter is known again."),
        say("The entry has none."),
        say("The site makes it."),
    )
    earlier = assembly.matters.get(facts["matter"])
    again = facts.get("again")
    if earlier is None:
        allowed = again is None
    else:
        case = assembly.cases[earlier]
        unseen = (
            standing(case, matter.at).state == CLOSED_UNSEEN
            and isinstance(case, Dispute)
            and not case.outcome
        )
        allowed = again == earlier and unseen and not getattr(case, "extended", ["again"])
    refuse_unless(
        allowed,
        matter,
        say("The same matter is not brought twice, but once more where nobody looked at it in time."),
        say("It was brought before: {earlier}.", earlier=earlier or say("never")),
        say("What was decided stands; an appeal or a review is the way to change it."),
    )


def _file(matter: Matter, index: int) -> None:
    act, at, assembly, facts = matter.act, matter.at, matter.assembly, matter.act.facts
    days = conduct_days(facts)
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
        late="late" in facts,
        extended=["again"] if "again" in facts else [],
    )
    assembly.matters[facts["matter"]] = act.on
    assembly.numbers["case"] = assembly.next_number("case")


def _check_plain(matter: Matter) -> None:
    only_facts(matter.act.facts)


def _check_ack(matter: Matter) -> None:
    only_facts(matter.act.facts)
    refuse_unless(
        "acknowledgement" not in dispute(matter).events,
        matter,
        say("A complaint is acknowledged once."),
        say("It has been."),
        say("Nothing more needs to be done."),
    )


def _ack(matter: Matter, index: int) -> None:
    dispute(matter).events["acknowledgement"] = matter.at


def _check_shield(matter: Matter) -> None:
    only_facts(matter.act.facts)
    require_seals(matter, 1, say("the reasons"))


def _shield(matter: Matter, index: int) -> None:
    dispute(matter).shielded = True


def _check_open(matter: Matter) -> None:
    """A case rests on conduct (guarantee 25), and somebody free looks into it."""
    case, facts = dispute(matter), matter.act.facts
    only_facts(facts, "charges", "investigator", "rests_on", "leave")
    require_seals(matter, 1, say("the draft of the charge and the reasons"))
    refuse_unless(
        facts.get("rests_on") == RESTS_ON,
        matter,
        say("A charge rests on conduct: an opinion, a vote, or the use of these rules is no offence."),
        say("The entry says that it rests on: {what}.", what=str(facts.get("rests_on", "nothing"))),
        say("Reject the complaint, or say on what conduct the charge rests."),
    )
    charges = facts.get("charges")
    refuse_unless(
        isinstance(charges, list | tuple)
        and bool(charges)
        and len(set(map(str, charges))) == len(charges)
        and all(isinstance(each, str) and offence_range(matter.book, each) for each in charges)
        and case.charges[0] in charges,
        matter,
        say("The adjudicator opens a case on offences of the rulebook, that of the complaint among them."),
        say("The entry names others, or one twice."),
        say("Name each offence once."),
    )
    refuse_unless(
        facts.get("leave") == (True if case.late else None),
        matter,
        say("A late complaint goes on only by leave, with reasons; one in time needs none."),
        say("The entry does not fit that."),
        say("Give leave and say why, or reject the complaint as out of time."),
    )
    require_free(matter, case, case.roll, text_fact(facts, "investigator"), "investigator")


def _open(matter: Matter, index: int) -> None:
    case, facts = dispute(matter), matter.act.facts
    case.charges = tuple(facts["charges"])
    case.roles[facts["investigator"]] = "investigator"
    case.events["charging"] = matter.at
    case.panel = None


def _check_reject(matter: Matter) -> None:
    only_facts(matter.act.facts, "ground")
    require_seals(matter, 1, say("the reasons"))


def _reject(matter: Matter, index: int) -> None:
    case = dispute(matter)
    case.outcome = "rejected"
    case.events["rejection"] = matter.at


def _check_ask_again(matter: Matter) -> None:
    only_facts(matter.act.facts)
    refuse_unless(
        "second look" not in dispute(matter).events,
        matter,
        say("Another adjudicator looks at a complaint once."),
        say("That has been done."),
        say("The rejection stands."),
    )


def _ask_again(matter: Matter, index: int) -> None:
    case = dispute(matter)
    first = case.holder("adjudicator")
    case.roles[first] = "earlier adjudicator"
    case.panel, case.outcome = None, ""
    case.events["second look"] = case.events["filing"] = matter.at


def _mediate(matter: Matter, index: int) -> None:
    dispute(matter).events["mediation"] = matter.at


def _check_settle(matter: Matter) -> None:
    only_facts(matter.act.facts)
    refuse_unless(
        matter.act.by.role not in dispute(matter).asked,
        matter,
        say("Each side says once that the matter is settled."),
        say("You have said so."),
        say("It ends when the other side says so too."),
    )


def _settle(matter: Matter, index: int) -> None:
    case = dispute(matter)
    case.asked.append(matter.act.by.role)
    if {"subject", "complainant"} <= set(case.asked):
        case.asked, case.outcome = [], "settled"
        case.moves_to("settled", matter.at)


def _refuse(matter: Matter, index: int) -> None:
    case = dispute(matter)
    case.asked = []
    case.events["filing"] = matter.at


def _withdraw(matter: Matter, index: int) -> None:
    case = dispute(matter)
    case.extended.append(f"before {matter.state}")
    case.events["withdrawal"] = matter.at


def _check_keep(matter: Matter) -> None:
    only_facts(matter.act.facts)
    require_seals(matter, 1, say("the reasons"))


def _keep(matter: Matter, index: int) -> None:
    case = dispute(matter)
    before = next(each for each in reversed(case.extended) if each.startswith("before "))
    case.extended.append("kept")
    case.moves_to(before.removeprefix("before "), matter.at)


def _check_withdraw(matter: Matter) -> None:
    only_facts(matter.act.facts)
    refuse_unless(
        "kept" not in dispute(matter).extended,
        matter,
        say("A complaint that the adjudicator has kept goes on."),
        say("It was kept for the harm that it is about."),
        say("You need do nothing more in it."),
    )


def outcome_facts(case: Dispute, at: int) -> dict[str, Any]:
    """What is published of a case: the rules, the class of outcome, the days from service to decision.

    No name and no text (guarantee 23).
    """
    days = (case.events["decision"] - case.events["service"]) // 86_400
    return {"offences": list(case.charges), "outcome": case.outcome, "days": days}


def _check_publish(matter: Matter) -> None:
    wanted = outcome_facts(dispute(matter), matter.at)
    only_facts(matter.act.facts, *wanted)
    refuse_unless(
        all(matter.act.facts.get(key) == value for key, value in wanted.items()),
        matter,
        say("What is published is the rule, the dates and the class of outcome, as the record gives them."),
        say("The entry states something else."),
        say("State what the record gives."),
    )


def _panel_key(case: Dispute) -> str:
    """Five judge where the range goes as far as expulsion, three otherwise (guarantee 12)."""
    ranges = [offence_range(case.book, each) for each in case.charges]
    return "panel.large" if any(found and found[1] == "expulsion" for found in ranges) else "panel.seats"


def _sits(matter: Matter) -> None:
    case = dispute(matter)
    case.moves_to("panelled", matter.at)
    charge.goes_on(matter)


TRIAGE = Purpose("triage", lambda case: "", "", role="adjudicator", quick=True)
JUDGES = Purpose("panel", _panel_key, "", then=_sits, leads=("panelled", "on papers", "to be heard"))
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
        State("appealed", "An appeal decides.", final=True),
        State("final", "Final; the kind of outcome is to be published.", begins="finality"),
        State("published", "Final, and published without a name.", final=True),
    ),
    rows=(
        Row(
            "complaint.file",
            (START,),
            "received",
            _check_file,
            _file,
            entitled="facts",
            sealed=True,
            begins=begins,
        ),
        Row("complaint.ack", (*UNSEEN, "mediation", "open"), "", _check_ack, _ack),
        Row(
            "complaint.shield",
            ("received", "received again", "open"),
            "",
            _check_shield,
            _shield,
            sealed=True,
        ),
        Row("triage.open", UNSEEN, "open", _check_open, _open, sealed=True),
        Row("triage.reject", UNSEEN, "rejected", _check_reject, _reject, sealed=True),
        Row("triage.mediate", ("received",), "mediation", _check_plain, _mediate),
        Row("triage.ask_again", ("rejected",), "received again", _check_ask_again, _ask_again),
        Row("mediation.settle", ("mediation",), "", _check_settle, _settle, may_lead_to=("settled",)),
        Row("mediation.refuse", ("mediation",), "received again", _check_plain, _refuse),
        Row("complaint.withdraw", LIVE, "withdrawing", _check_withdraw, _withdraw),
        Row("complaint.keep", ("withdrawing",), "", _check_keep, _keep, sealed=True, may_lead_to=LIVE),
        Row("charge.serve", ("open",), "notified", charge.check_serve, charge.follow_serve, sealed=True),
        Row("charge.bounce", ("notified",), "open", charge.check_bounce, charge.follow_bounce),
        Row("charge.object", SERVED, "", charge.check_object, charge.follow_object, sealed=True),
        Row("charge.mend", SERVED, "", charge.check_mend, charge.follow_mend, sealed=True),
        *draw_rows(PURPOSES, SITTING),
        Row(
            "reply.file",
            ("notified", "panelled"),
            "",
            charge.check_reply,
            charge.follow_reply,
            sealed=True,
            may_lead_to=("on papers", "to be heard"),
        ),
        Row(
            "term.extend",
            ("notified", "panelled"),
            "",
            charge.check_extend,
            charge.follow_extend,
            sealed=True,
        ),
        Row("case.stay", SITTING, "", charge.check_stay, charge.follow_stay, sealed=True),
        *charge.side_rows(OPEN_TO_EVIDENCE, SITTING),
        *hearing_rows(("notified", "panelled", "on papers")),
        *decision_lines(("on papers", "heard")),
        Row("case.publish", ("final",), "published", _check_publish, charge.follow_nothing),
        Row("term.note", BY_TIME, "", charge.check_note, charge.follow_nothing),
    ),
    lapses=(
        *(Lapse(state, {"": "closed"}, verb="triage.open") for state in UNSEEN),
        Lapse("mediation", {"": "received again"}, verb="mediation.settle"),
        Lapse("rejected", {"": "closed"}, verb="triage.ask_again"),
        Lapse("withdrawing", {"": "withdrawn"}, verb="complaint.keep"),
        Lapse("open", {"": "void"}, verb="charge.serve"),
        Lapse("notified", {"": "void"}, event="service", term="draw.limit"),
        Lapse("panelled", {"": "to be heard"}, verb="reply.file", when=lambda case: bool(case.asked)),
        Lapse("panelled", {"": "on papers"}, verb="reply.file", when=lambda case: not case.asked),
        Lapse("to be heard", {"": "lapsed"}, verb="hearing.fix"),
        Lapse("fixed", {"": "hearing missed"}, event="sitting over"),
        Lapse("hearing missed", {"": "lapsed"}, verb="hearing.fix"),
        Lapse("on papers", {"": "dismissed"}, event="reply", term="decision.term"),
        Lapse("heard", {"": "dismissed"}, event="hearing", term="decision.term"),
        *(Lapse(state, {"": "lapsed"}, event="service", term="case.overall") for state in SERVED),
        Lapse("decided", {"": "final"}, event="decision", term="appeal.term"),
        Lapse("final", {"": "published"}, event="finality", term="case.publishing"),
    ),
)
