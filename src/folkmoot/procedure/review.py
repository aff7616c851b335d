"""The review of a past exclusion, and of like cases taken together: SM4 as two tables.

Open to anyone, at any time, about any body (guarantee 27). The burden of the first three questions lies on
the body that excluded: what it does not disclose is presumed not to exist. Never for the worse.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from folkmoot.procedure.act import list_fact, number_fact, only_facts, say, text_fact
from folkmoot.procedure.ballot import require_size
from folkmoot.procedure.charge import check_note, follow_nothing, require_way, side_rows
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
from folkmoot.procedure.draw import Purpose, draw_rows
from folkmoot.procedure.machine import START, Lapse, Machine, Row, State
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.papers import DIGEST
from folkmoot.procedure.roll import read_roll
from folkmoot.procedure.sanction import check_sanction
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
CHANGES = ("annulled", "restored", "recognised")


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
        facts.get("excluder") in OUTCOMES
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
    case = assembly.cases.get(facts["case"]) if "case" in facts else None
    refuse_unless(
        "case" not in facts
        or (facts["excluder"] == "own" and isinstance(case, Dispute) and case.machine.name == "case"),
        matter,
        say("A case that is named is one of this record."),
        say("There is no such case."),
        say("Leave it out where the exclusion is older than the record."),
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
        sanction={"excluder": facts["excluder"], "items": []},
    )
    assembly.matters[facts["matter"]] = act.on
    assembly.numbers["review"] = assembly.next_number("review")
    if "case" in facts:
        assembly.restored[facts["case"]] = act.on


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


def _check_plain(matter: Matter) -> None:
    only_facts(matter.act.facts)


def _check_stay(matter: Matter) -> None:
    """For the safety of named persons alone; a step at a time."""
    facts = matter.act.facts
    only_facts(facts, "days", "reason")
    require_seals(matter, 1, say("the reasons"))
    refuse_unless(
        facts.get("reason") == "safety"
        and 1 <= number_fact(facts, "days") <= term(matter.book, "review.step").number,
        matter,
        say("A provisional restoration is put off for the safety of named persons alone, a step at a time."),
        say("The entry gives another reason, or more days."),
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
            sanction["kind"] != "expulsion",
            matter,
            say("A review never makes matters worse."),
            say("This is no milder sanction."),
            say("Convert it to something milder, or uphold it."),
        )
    check_next(matter, facts)


def check_next(matter: Matter, facts: Mapping[str, Any]) -> None:
    """Where an exclusion is upheld, the day on which it is looked at again. Raises `OutOfOrder`."""
    latest = matter.book.calendar.last_day(term(matter.book, "review.next"), matter.at)
    try:
        day = date.fromisoformat(str(facts["next"])) if "next" in facts else None
    except ValueError:
        day = None
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


LIVE = ("applied", "disclosed", "ready", "provisional")
PANEL = Purpose("review", lambda case: "panel.large", "")
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
        Row("review.withdraw", LIVE, "withdrawn", _check_plain, follow_nothing),
        *decision_rows("review", ("ready", "provisional"), ENDS, _check_decide, _decided),
        Row("term.note", ("disclosed", "ready", "provisional", "restored"), "", check_note, follow_nothing),
    ),
    lapses=(
        Lapse("applied", {"": "disclosed"}, verb="review.disclose"),
        Lapse("disclosed", {"": "ready"}, verb="review.reply"),
        *(
            Lapse(state, {"": "provisional"}, event="application", term="review.deciding")
            for state in LIVE[:3]
        ),
        Lapse("provisional", {"": "restored"}, event="provisional", term="review.settling"),
    ),
)


# Like cases taken together


def _check_open_class(matter: Matter) -> None:
    act, facts, assembly = matter.act, matter.act.facts, matter.assembly
    only_facts(facts, "reviews", "lead", "roll")
    number = assembly.next_number("class")
    refuse_unless(
        act.on == f"class/{number}",
        matter,
        say("Classes are numbered one by one."),
        say("The next is class {number}.", number=number),
        say("Use that number."),
    )
    require_size(matter, len(read_roll(facts, act.papers).names), "membership")
    reviews = list_fact(facts, "reviews")
    known = [assembly.cases.get(on) for on in reviews if isinstance(on, str)]
    refuse_unless(
        len(reviews) >= 2
        and len(set(map(str, reviews))) == len(reviews) == len(known)
        and all(
            isinstance(each, Dispute) and each.machine is MACHINE and not is_over(each, matter.at)
            for each in known
        )
        and facts.get("lead") in reviews
        and not any(_in_class(matter, on) for on in reviews),
        matter,
        say("A class takes together two reviews or more that are under way, one of them leading."),
        say("The entry names others, or one that is in a class already."),
        say("Name reviews that are under way."),
    )


def _in_class(matter: Matter, on: str) -> bool:
    cases = matter.assembly.cases
    numbers = range(1, matter.assembly.next_number("class"))
    classes = (cases[f"class/{number}"] for number in numbers)
    return any(
        on in each.parts and not is_over(each, matter.at) for each in classes if isinstance(each, Dispute)
    )


def _open_class(matter: Matter, index: int) -> None:
    act, at, assembly = matter.act, matter.at, matter.assembly
    assembly.cases[act.on] = Dispute(
        CLASS,
        act.on,
        assembly.root,
        matter.book,
        "gathering",
        at,
        {"proposal": at},
        mover=act.by.name,
        roll=read_roll(act.facts, act.papers),
        parts=list(act.facts["reviews"]),
    )
    assembly.numbers["class"] = assembly.next_number("class")


def _check_join(matter: Matter) -> None:
    case, by = dispute(matter), matter.act.by
    only_facts(matter.act.facts)
    refuse_unless(
        by.name not in case.asked and by.name != case.mover,
        matter,
        say("Each member supports it once, and whoever asked for it is counted apart."),
        say("You have done so."),
        say("Nothing more is needed from you."),
    )


def _join(matter: Matter, index: int) -> None:
    case = dispute(matter)
    case.asked.append(matter.act.by.name)
    if len(case.asked) >= (matter.power.threshold or 1):
        case.events["formation"] = matter.at
        case.moves_to("formed", matter.at)


def _check_class_decision(matter: Matter) -> None:
    case, facts, cases = dispute(matter), matter.act.facts, matter.assembly.cases
    only_facts(facts, "decisions")
    require_seals(matter, 1, say("the reasons"))
    decisions, live = facts.get("decisions"), _live(matter, case)
    refuse_unless(
        isinstance(decisions, Mapping)
        and sorted(decisions) == sorted(live)
        and not matter.act.relies_on
        and all(
            isinstance(each, Mapping) and set(each) == {"answers", "outcome"} | ({"next"} & set(each))
            for each in decisions.values()
        ),
        matter,
        say(
            "A class is decided for each review in it that is under way: {reviews}.", reviews=", ".join(live)
        ),
        say("The entry leaves one out, or decides another."),
        say("State answers and outcome for each."),
    )
    assert isinstance(decisions, Mapping)
    for on, each in decisions.items():
        review = cases[on]
        assert isinstance(review, Dispute)
        refuse_unless(
            each["outcome"] != "converted",
            matter,
            say("A class annuls, restores, recognises or upholds; a conversion is for a review by itself."),
            say("For {on} it says otherwise.", on=on),
            say("Restore the person, or leave the review to its own panel."),
        )
        check_answers(matter, each["answers"], each["outcome"], review)
        check_next(matter, each)


def _live(matter: Matter, case: Dispute) -> list[str]:
    return [on for on in case.parts if not is_over(matter.assembly.cases[on], matter.at)]


def _class_decided(matter: Matter, proposal: Proposal, index: int) -> None:
    case = dispute(matter)
    for on in _live(matter, case):
        review = matter.assembly.cases[on]
        assert isinstance(review, Dispute)
        if on in proposal.facts["decisions"]:
            end_review(review, proposal.facts["decisions"][on], matter.at)
    case.outcome = "decided"
    case.moves_to("decided", matter.at)


CLASS_PANEL = Purpose("class", lambda case: "panel.large", "")
CLASS = Machine(
    name="class",
    title="Like cases taken together",
    states=(
        State("gathering", "Members say whether these cases should be taken together."),
        State("formed", "They are taken together; a panel drawn by lot decides."),
        State("decided", "Decided for each of them.", final=True),
        State("dissolved", "Each goes on by itself.", final=True),
    ),
    rows=(
        Row("class.open", (START,), "gathering", _check_open_class, _open_class, entitled="facts"),
        Row("class.join", ("gathering",), "", _check_join, _join, may_lead_to=("formed",)),
        *draw_rows({"formed": CLASS_PANEL}, ("formed",)),
        *decision_rows("class", ("formed",), ("decided",), _check_class_decision, _class_decided),
        Row("term.note", ("dissolved",), "", check_note, follow_nothing),
    ),
    lapses=(
        Lapse("gathering", {"": "dissolved"}, verb="class.join"),
        Lapse("formed", {"": "dissolved"}, event="formation", term="class.overall"),
    ),
)
