"""The review of a past exclusion: SM4 as one table; `likeness` takes like cases together.

Open to anyone, at any time, about any body (guarantee 27). The burden of the first three questions lies on
the body that excluded: what it does not disclose is presumed not to exist. Never for the worse.
"""

from collections.abc import Mapping
from typing import Any

from folkmoot.procedure.act import day_fact, list_fact, number_fact, only_facts, say, text_fact
from folkmoot.procedure.ballot import require_size
from folkmoot.procedure.case import ends
from folkmoot.procedure.charge import follow_nothing, require_way, side_rows
from folkmoot.procedure.dispute import (
    Dispute,
    Proposal,
    dispute,
    is_over,
    refuse_unless,
    require_seals,
    term,
    within,
)
from folkmoot.procedure.draw import draw_rows
from folkmoot.procedure.machine import START, Lapse, Machine, Row, State
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.more_time import check_note
from folkmoot.procedure.papers import DIGEST
from folkmoot.procedure.roll import read_roll
from folkmoot.procedure.sanction import appealed, check_sanction, milder
from folkmoot.procedure.seating import Purpose
from folkmoot.procedure.triage import check_plain
from folkmoot.procedure.verdict import decision_rows

ACTS = ("expelled", "suspended", "refused", "resigned")
"""What was done: resigned means under a charge."""
SOUGHT = ("annul", "restore", "convert", "recognise", "correct")
ITEMS = ("rule", "charge", "evidence", "decision", "reasons")
"""What the body that excluded has to show."""
QUESTIONS = ("rule", "notice", "bias", "range", "conduct")
"""A rule in force and cited; notice and reply; judges free of bias; within today's range; conduct since."""
ANSWERS = ("yes", "no", "unknown")
RESTS_ON = {"rule": ("rule", "decision"), "notice": ("charge", "evidence"), "bias": ("reasons",)}
"""What must have been disclosed before the first three questions can be answered with yes."""
OUTCOMES = {"own": ("annulled", "restored", "converted", "upheld"), "other": ("recognised", "upheld")}
LONGEST_STAY = 180
"""Days by which a provisional restoration may be put off in all."""


def _check_apply(matter: Matter) -> None:
    act, facts, assembly = matter.act, matter.act.facts, matter.assembly
    only_facts(facts, "excluder", "act", "year", "sought", "roll", "matter", "case")
    number = assembly.next_number("review")
    refuse_unless(
        act.on == f"review/{number}",
        matter,
        say("Reviews are numbered one by one."),
        say("The next is review {number}.", number=number),
        say("Use that number."),
    )
    require_size(matter, len(read_roll(facts, act.papers).names), "membership")
    require_seals(matter, 1, say("what was done, and what is asked"))
    sought = list_fact(facts, "sought")
    refuse_unless(
        text_fact(facts, "excluder") in OUTCOMES
        and facts.get("act") in ACTS
        and bool(sought)
        and list(sought) == [each for each in SOUGHT if each in sought]
        and 1800 <= number_fact(facts, "year") <= matter.book.calendar.local_date(matter.at).year
        and bool(DIGEST.match(text_fact(facts, "matter"))),
        matter,
        say("An application says who excluded, what was done, in which year, and what is asked."),
        say("The entry lacks one of these, or says something that is none."),
        say("Answer the questions of the form; a year is enough where the day is not known."),
    )
    case = assembly.cases.get(text_fact(facts, "case")) if "case" in facts else None
    refuse_unless(
        "case" not in facts
        or (facts["excluder"] == "own" and isinstance(case, Dispute) and case.machine.name == "case"),
        matter,
        say("A case that is named is one of this record."),
        say("There is no such case."),
        say("Leave it out where the exclusion is older than the record."),
    )
    refuse_unless(
        all(
            is_over(assembly.cases[on], matter.at) for on in assembly.restored.get(facts.get("case", ""), ())
        ),
        matter,
        say("One review of a case at a time."),
        say("Another is under way."),
        say("Wait for its end; it comes by itself."),
    )
    _check_again(matter)


def _check_again(matter: Matter) -> None:
    """The same exclusion once in a while; never while a review of it is under way."""
    earlier = matter.assembly.matters.get(matter.act.facts["matter"])
    if earlier is None:
        return
    case = matter.assembly.cases[earlier]
    refuse_unless(
        is_over(case, matter.at) and not within(matter, "review.again", case.events["application"]),
        matter,
        say("The same exclusion is reviewed once in {term}.", term=matter.book.setting("review.again").words),
        say("The last application was more recent: {on}.", on=earlier),
        say("Apply again after that time; until then this one goes on by its own terms."),
    )


def _apply(matter: Matter, index: int) -> None:
    act, at, assembly, facts = matter.act, matter.at, matter.assembly, matter.act.facts
    assembly.cases[act.on] = Dispute(
        MACHINE,
        act.on,
        assembly.root,
        matter.book,
        "applied",
        at,
        {"application": at},
        mover=act.by.name,
        roll=read_roll(facts, act.papers),
        roles={act.by.name: "subject"},
        sanction={"excluder": facts["excluder"], "case": facts.get("case", ""), "items": []},
    )
    assembly.matters[facts["matter"]] = act.on
    assembly.numbers["review"] = assembly.next_number("review")
    if "case" in facts:
        earlier = assembly.restored.get(facts["case"], ())
        assembly.restored[facts["case"]] = (*earlier, act.on)


def _check_disclose(matter: Matter) -> None:
    facts = matter.act.facts
    only_facts(facts, "items", "way")
    require_way(matter)
    items = list_fact(facts, "items")
    refuse_unless(
        list(items) == [each for each in ITEMS if each in items] and len(matter.act.seals) >= len(items),
        matter,
        say(
            "The file holds what the exclusion relied on, of these: {items}; each is sealed.",
            items=", ".join(ITEMS),
        ),
        say("The entry names something else, or seals less than it names."),
        say("Name what there is; what there is not is left out, and that is an answer too."),
    )


def _disclose(matter: Matter, index: int) -> None:
    case, facts = dispute(matter), matter.act.facts
    case.sanction = {**case.sanction, "items": list(facts["items"])}
    case.events["disclosure"] = matter.at
    case.served |= dict.fromkeys(matter.act.seals, matter.at)


def _check_reply(matter: Matter) -> None:
    only_facts(matter.act.facts)
    require_seals(matter, 1, say("the comment on the file"))


def _check_stay(matter: Matter) -> None:
    """For the safety of named persons alone; one step at a time, and not more than half a year in all."""
    facts, case, calendar = matter.act.facts, dispute(matter), matter.book.calendar
    only_facts(facts, "days", "reason")
    require_seals(matter, 1, say("the reasons"))
    step, used = term(matter.book, "review.step"), case.longer.get("review.deciding", 0)
    due = ends(case, "review.deciding", term(matter.book, "review.deciding"), case.events["application"])
    refuse_unless(
        facts.get("reason") == "safety"
        and 1 <= number_fact(facts, "days") <= step.number
        and used + facts["days"] <= LONGEST_STAY
        and due <= calendar.end_of(step, matter.at),
        matter,
        say(
            "A provisional restoration is put off for the safety of named persons alone, a step at a time, "
            "by {most} days in all.",
            most=LONGEST_STAY,
        ),
        say("The entry gives another reason or more days, or the last step has not run out."),
        say("Name the danger, or let the person be restored until the decision."),
    )


def _stay(matter: Matter, index: int) -> None:
    case = dispute(matter)
    case.longer["review.deciding"] = case.longer.get("review.deciding", 0) + matter.act.facts["days"]


def check_answers(matter: Matter, answers: object, outcome: object, case: Dispute) -> None:
    """Five answers, and an outcome that follows from them. Raises `OutOfOrder`."""
    excluder, items = case.sanction["excluder"], case.sanction["items"]
    known = isinstance(answers, Mapping) and set(answers) == set(QUESTIONS)
    found: Mapping[str, Any] = answers if isinstance(answers, Mapping) else {}
    refuse_unless(
        known and all(each in ANSWERS for each in found.values()) and outcome in OUTCOMES[excluder],
        matter,
        say(
            "A review answers five questions with yes, no or unknown, and ends as one of: {outcomes}.",
            outcomes=", ".join(OUTCOMES[excluder]),
        ),
        say("The entry leaves one out, or ends otherwise."),
        say("Answer each of: {questions}.", questions=", ".join(QUESTIONS)),
    )
    unproved = [q for q, wanted in RESTS_ON.items() if found[q] == "yes" and not set(wanted) <= set(items)]
    refuse_unless(
        not unproved,
        matter,
        say("The body that excluded bears the burden here; what was not disclosed does not exist."),
        say("These were answered with yes without a file: {questions}.", questions=", ".join(unproved)),
        say("Answer with no or unknown, or decide after the file has been disclosed."),
    )
    refuse_unless(
        outcome != "upheld" or all(found[question] == "yes" for question in QUESTIONS[:4]),
        matter,
        say("An exclusion is upheld only where rule, notice and judges were in order, within today's range."),
        say("One of these was not shown."),
        say("Annul it, restore the person, convert the sanction, or recognise their standing."),
    )


def _check_decide(matter: Matter) -> None:
    case, facts = dispute(matter), matter.act.facts
    only_facts(facts, "answers", "outcome", "next", "sanction")
    require_seals(matter, 1, say("the reasons"))
    refuse_unless(
        not matter.act.relies_on and ("sanction" in facts) == (facts.get("outcome") == "converted"),
        matter,
        say("A conversion states the sanction, and nothing else does."),
        say("The entry does not fit that."),
        say("State it there."),
    )
    check_answers(matter, facts.get("answers"), facts.get("outcome"), case)
    if facts["outcome"] == "converted":
        sanction = check_sanction(matter, facts["sanction"], 0)
        refuse_unless(
            sanction["kind"] != "expulsion" and _is_milder(matter, case, sanction),
            matter,
            say("A review never makes matters worse."),
            say("This is no milder sanction."),
            say("Convert it to something milder, or uphold it."),
        )
    check_next(matter, facts)


def _is_milder(matter: Matter, case: Dispute, sanction: Mapping[str, Any]) -> bool:
    """Whether a sanction is milder than what is left of the decision, where the record has it."""
    earlier = matter.assembly.cases.get(case.sanction["case"])
    if not isinstance(earlier, Dispute):
        return True
    _state, left = appealed(matter.assembly, earlier, matter.at)
    return bool(left) and milder(sanction, left)


def check_next(matter: Matter, facts: Mapping[str, Any]) -> None:
    """Where an exclusion is upheld, the day on which it is looked at again. Raises `OutOfOrder`."""
    latest, day = matter.book.calendar.last_day(term(matter.book, "review.next"), matter.at), None
    if "next" in facts:
        day = day_fact(facts, "next")
    refuse_unless(
        ("next" in facts) == (facts["outcome"] == "upheld")
        and (day is None or matter.book.calendar.local_date(matter.at) < day <= latest)
        and (day is not None or "next" not in facts),
        matter,
        say("What is upheld is looked at again by {day} at the latest.", day=latest.isoformat()),
        say("The entry states no such day, or one without need."),
        say("State the day where the exclusion is upheld, and only there."),
    )


def _decided(matter: Matter, proposal: Proposal, index: int) -> None:
    end_review(dispute(matter), proposal.facts, matter.at)


def end_review(case: Dispute, facts: Mapping[str, Any], at: int) -> None:
    """A review ends with this outcome."""
    case.outcome = facts["outcome"]
    case.events["decision"] = at
    case.sanction = {**case.sanction, **({"converted": facts["sanction"]} if "sanction" in facts else {})}
    case.moves_to(facts["outcome"], at)


def _by_us(case: Dispute) -> bool:
    """It was this body that excluded."""
    return bool(case.sanction["excluder"] == "own")


LIVE = ("applied", "disclosed", "ready", "provisional")
PANEL = Purpose("review", lambda case: "panel.large", "")
DECIDABLE = ("ready", "provisional")
ENDS = ("annulled", "restored", "converted", "recognised", "upheld")
MACHINE = Machine(
    name="review",
    title="Review of a past exclusion",
    states=(
        State("applied", "Applied for; the file is to be disclosed and a panel drawn by lot."),
        State(
            "disclosed",
            "The file is there, or presumed not to exist; the applicant may comment.",
            begins="disclosure",
        ),
        State("ready", "The panel decides.", begins="reply"),
        State(
            "provisional",
            "Not decided in time: restored without office until it is decided.",
            begins="provisional",
        ),
        State("annulled", "Annulled: membership was never broken.", final=True),
        State("restored", "Restored.", final=True),
        State("converted", "Converted to a milder sanction.", final=True),
        State(
            "recognised",
            "The person's standing is recognised here, whatever the other body says.",
            final=True,
        ),
        State("upheld", "Upheld, with a day on which it is looked at again.", final=True),
        State("withdrawn", "Withdrawn by the applicant.", final=True),
    ),
    rows=(
        Row("review.apply", (START,), "applied", _check_apply, _apply, entitled="none", sealed=True),
        Row("review.disclose", ("applied",), "disclosed", _check_disclose, _disclose, sealed=True),
        Row("review.reply", ("disclosed",), "ready", _check_reply, follow_nothing, sealed=True),
        *draw_rows(dict.fromkeys(LIVE, PANEL), LIVE),
        *side_rows(LIVE, LIVE),
        Row("review.stay", ("applied", "disclosed", "ready"), "", _check_stay, _stay, sealed=True),
        Row("review.withdraw", LIVE, "withdrawn", check_plain, follow_nothing),
        *decision_rows("review", DECIDABLE, ENDS, _check_decide, _decided),
        Row(
            "term.note",
            ("disclosed", "ready", "provisional", "restored", "recognised"),
            "",
            check_note,
            follow_nothing,
        ),
    ),
    lapses=(
        Lapse("applied", {"": "disclosed"}, verb="review.disclose"),
        Lapse("disclosed", {"": "ready"}, verb="review.reply"),
        *(
            Lapse(state, {"": "provisional"}, event="application", term="review.deciding")
            for state in LIVE[:3]
        ),
        Lapse("provisional", {"": "restored"}, event="provisional", term="review.settling", when=_by_us),
        Lapse("provisional", {"": "recognised"}, event="provisional", term="review.settling"),
    ),
)
