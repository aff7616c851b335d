"""An appeal: to people who had no part so far, and never for the worse. SM3 as one table.

Nothing takes effect while it is under way; if it is not decided in time it is allowed. No sifting: every
appeal that is in order is heard, which is kinder than the source in the case of warnings.
"""

from folkmoot.procedure.act import list_fact, only_facts, say, text_fact
from folkmoot.procedure.case import last_chance, standing
from folkmoot.procedure.charge import follow_nothing, hear_again, require_side, side_rows
from folkmoot.procedure.decision import end_precautions, take_effect
from folkmoot.procedure.dispute import (
    Dispute,
    Proposal,
    dispute,
    refuse_unless,
    require_seals,
)
from folkmoot.procedure.draw import draw_rows
from folkmoot.procedure.hearing import hearing_rows
from folkmoot.procedure.machine import START, Lapse, Machine, Row, State
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.more_time import check_note
from folkmoot.procedure.parts import head_of, require_part
from folkmoot.procedure.sanction import check_sanction, milder, precautions, rights_of
from folkmoot.procedure.seating import Purpose
from folkmoot.procedure.triage import check_plain
from folkmoot.procedure.verdict import check_remedies, decision_rows

GROUNDS = ("procedure", "fact", "rule", "sanction", "bias", "evidence")
OUTCOMES = ("upheld", "reduced", "quashed", "remitted")
APPEALABLE = ("decided", "final", "published")


def _check_file(matter: Matter) -> None:
    facts, head = matter.act.facts, require_part(matter, "appeal")
    only_facts(facts, "grounds", "late")
    require_side_of(matter, head)
    require_seals(matter, 1, say("the appeal"))
    grounds = list_fact(facts, "grounds")
    refuse_unless(
        bool(grounds) and list(grounds) == [each for each in GROUNDS if each in grounds],
        matter,
        say("An appeal names its grounds, of these: {grounds}.", grounds=", ".join(GROUNDS)),
        say("It names others, or none."),
        say("Name them in this order."),
    )
    refuse_unless(
        ("late" in facts) == (matter.power.need("good cause") is not None),
        matter,
        say("An appeal says that it is late where it is, and nowhere else."),
        say("The entry does not fit the day of the decision."),
        say("Leave it out."),
    )
    refuse_unless(
        standing(head, matter.at).state in APPEALABLE
        and head.sanction.get("kind", "none") != "none"
        and not head.appeal,
        matter,
        say("One appeals against a decision that imposes something."),
        say("There is none, or an appeal is under way or decided."),
        say("Nothing needs to be done."),
    )


def require_side_of(matter: Matter, head: Dispute) -> None:
    """A companion files for the subject alone. Raises `OutOfOrder`."""
    by = matter.act.by
    refuse_unless(
        by.role != "companion" or head.roles.get(by.name) == "companion of subject",
        matter,
        say("This is for the subject and their companion."),
        say("You are here with somebody else."),
        say("Leave it to them."),
    )


def _file(matter: Matter, index: int) -> None:
    head, on, at = head_of(matter), matter.act.on, matter.at
    matter.assembly.cases[on] = Dispute(
        MACHINE,
        on,
        head.branch,
        head.book,
        "filed",
        at,
        {"appeal": at, "filed": at},
        mover=head.holder("subject"),
        roll=head.roll,
        head=head,
        charges=head.charges,
    )
    head.parts.append(on)
    head.appeal = on
    head.moves_to("appealed", at)


def _check_defect(matter: Matter) -> None:
    only_facts(matter.act.facts)
    require_seals(matter, 1, say("what the appeal lacks"))
    refuse_unless(
        "defect" not in dispute(matter).events,
        matter,
        say("What an appeal lacks is said once."),
        say("It was said before."),
        say("The appeal goes on."),
    )


def _defect(matter: Matter, index: int) -> None:
    dispute(matter).events["defect"] = matter.at


def _check_mend(matter: Matter) -> None:
    only_facts(matter.act.facts)
    require_side(matter, "subject")
    require_seals(matter, 1, say("what was missing"))


def _check_state(matter: Matter) -> None:
    only_facts(matter.act.facts)
    require_seals(matter, 1, say("the statement"))


def _check_decide(matter: Matter) -> None:
    """Uphold, reduce, quash, or send back once; never increase (guarantee 20)."""
    case, facts = dispute(matter), matter.act.facts
    only_facts(facts, "outcome", "sanction", "branch", "remedies")
    require_seals(matter, 1, say("the reasons"))
    check_remedies(matter)
    _require_statements(matter)
    outcome, head = facts.get("outcome"), case.root
    refuse_unless(
        outcome in OUTCOMES and not matter.act.relies_on and (outcome == "reduced") == ("sanction" in facts),
        matter,
        say(
            "An appeal ends in one of these: {outcomes}; a reduction states the sanction.",
            outcomes=", ".join(OUTCOMES),
        ),
        say("The entry says something else."),
        say("State it again."),
    )
    refuse_unless(
        outcome != "remitted" or "remission" not in head.events,
        matter,
        say("A case is sent back once."),
        say("It has been."),
        say("Uphold, reduce or quash."),
    )
    if outcome == "reduced":
        sanction = check_sanction(matter, facts["sanction"], precautions(matter))
        refuse_unless(
            milder(sanction, head.sanction),
            matter,
            say("An appeal never makes matters worse."),
            say("This sanction is not milder than the one appealed against."),
            say("Choose one further down the ladder, or a shorter time."),
        )
        refuse_unless(
            ("branch" in facts) == bool(rights_of(sanction))
            and ("branch" not in facts or text_fact(facts, "branch") in matter.assembly.branches),
            matter,
            say("Where rights are touched, the entry names the branch of the member."),
            say("It does not, or names it without need."),
            say("Name the branch there, and only there."),
        )


def _require_statements(matter: Matter) -> None:
    """On the papers nothing is decided while both sides may still say what they have to say."""
    over, _power = last_chance(dispute(matter), "appeal.state")
    refuse_unless(
        matter.state == "heard" or over is None or matter.at > over,
        matter,
        say("Both sides have time for their statements."),
        say("That time is not over."),
        say("Decide when it is, or hear them."),
    )


def _decided(matter: Matter, proposal: Proposal, index: int) -> None:
    case, facts = dispute(matter), proposal.facts
    head, outcome = case.root, facts["outcome"]
    case.outcome, case.events["decision"] = outcome, matter.at
    if outcome == "reduced":
        case.sanction = facts["sanction"]
        take_effect(matter, head, facts)
    if outcome == "quashed":
        matter.assembly.limits.pop(head.on, None)
    end_precautions(matter, head)
    if outcome == "remitted":
        _send_back(matter, head)
    case.moves_to(outcome, matter.at)


def _send_back(matter: Matter, head: Dispute) -> None:
    """A new panel, drawn from those who had no part, hears the case again; its time begins again, once."""
    matter.assembly.limits.pop(head.on, None)
    head.events |= {"remission": matter.at, "service": matter.at}
    for event in ("decision", "panel", "finality", "vacancy", "end of the appeal"):
        head.events.pop(event, None)
    hear_again(head)  # what was replied stands; only the panel is another
    head.panel, head.sanction, head.outcome = None, {}, ""
    head.appeal, head.decided = "", -1
    head.moves_to("notified", matter.at)


PANEL = Purpose("appeal", lambda case: "panel.large", "ready")
LIVE = ("filed", "defective", "ready", "to be heard", "fixed", "hearing missed", "heard")
SITTING = LIVE[2:]
MACHINE = Machine(
    name="appeal",
    title="Appeal",
    states=(
        State("filed", "Filed; the panel is drawn by lot from those who had no part so far."),
        State("defective", "Something is missing, and can be put right."),
        State("ready", "A panel sits, and decides on the papers unless a hearing is asked for."),
        State("to be heard", "A hearing is asked for and will be fixed."),
        State("fixed", "The day of the hearing is fixed."),
        State("hearing missed", "The hearing was not held; it may be fixed once more."),
        State("heard", "Heard; the panel decides."),
        State("upheld", "The decision stands.", final=True),
        State("reduced", "A milder sanction stands.", final=True),
        State("quashed", "The decision is quashed.", final=True),
        State("remitted", "A new panel decides the case.", final=True),
        State("allowed", "Not decided in time: allowed, and the sanction is quashed.", final=True),
        State("abandoned", "Not put right in time.", final=True),
        State("withdrawn", "Withdrawn by the appellant.", final=True),
    ),
    rows=(
        Row(
            "appeal.file",
            (START,),
            "filed",
            _check_file,
            _file,
            part=True,
            sealed=True,
            leads_head=("appealed",),
        ),
        Row("appeal.defect", ("filed",), "defective", _check_defect, _defect, sealed=True),
        Row("appeal.mend", ("defective",), "filed", _check_mend, follow_nothing, sealed=True),
        Row("appeal.withdraw", LIVE, "withdrawn", check_plain, follow_nothing),
        Row("appeal.state", SITTING, "", _check_state, follow_nothing, sealed=True),
        *draw_rows({"filed": PANEL}, SITTING),
        *side_rows(LIVE[:6], SITTING),
        *hearing_rows(("ready",)),
        *decision_rows(
            "appeal", ("ready", "heard"), OUTCOMES, _check_decide, _decided, leads_head=("notified",)
        ),
        Row("term.note", ("allowed", "abandoned", "hearing missed"), "", check_note, follow_nothing),
    ),
    lapses=(
        Lapse("defective", {"": "abandoned"}, verb="appeal.mend"),
        Lapse("fixed", {"": "hearing missed"}, event="sitting over"),
        *(
            Lapse(state, {"": "allowed"}, event="filed", term="appeal.overall")
            for state in LIVE
            if state != "defective"
        ),
    ),
)
