"""Like cases taken together: reviews of exclusions under one act or one list, decided by one panel.

Source: SM4, the row on classes. Each review that is ready is decided; what belongs to one person alone (a
conversion) is left to its own panel.
"""

from collections.abc import Mapping

from folkmoot.procedure import review
from folkmoot.procedure.act import list_fact, only_facts, say
from folkmoot.procedure.ballot import require_size
from folkmoot.procedure.charge import follow_nothing
from folkmoot.procedure.dispute import Dispute, Proposal, dispute, is_over, refuse_unless, require_seals
from folkmoot.procedure.draw import draw_rows
from folkmoot.procedure.machine import START, Lapse, Machine, Row, State
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.more_time import check_note
from folkmoot.procedure.roll import read_roll
from folkmoot.procedure.seating import Purpose
from folkmoot.procedure.verdict import decision_rows


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
            isinstance(each, Dispute) and each.machine is review.MACHINE and not is_over(each, matter.at)
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
        MACHINE,
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
    waiting = [on for on in live if matter.assembly.standing(on, matter.at).state not in review.DECIDABLE]
    refuse_unless(
        not waiting,
        matter,
        say("Nobody's review is decided before the file is there and its applicant has had time to comment."),
        say("These are not ready: {reviews}.", reviews=", ".join(waiting)),
        say("Wait until they are."),
    )
    for on, each in decisions.items():
        one = cases[on]
        assert isinstance(one, Dispute)
        refuse_unless(
            each["outcome"] != "converted",
            matter,
            say("A class annuls, restores, recognises or upholds; a conversion is for a review by itself."),
            say("For {on} it says otherwise.", on=on),
            say("Restore the person, or leave the review to its own panel."),
        )
        review.check_answers(matter, each["answers"], each["outcome"], one)
        review.check_next(matter, each)


def _live(matter: Matter, case: Dispute) -> list[str]:
    return [on for on in case.parts if not is_over(matter.assembly.cases[on], matter.at)]


def _class_decided(matter: Matter, proposal: Proposal, index: int) -> None:
    case = dispute(matter)
    for on in _live(matter, case):
        one = matter.assembly.cases[on]
        assert isinstance(one, Dispute)
        if on in proposal.facts["decisions"]:
            review.end_review(one, proposal.facts["decisions"][on], matter.at)
    case.outcome = "decided"
    case.moves_to("decided", matter.at)


CLASS_PANEL = Purpose("class", lambda case: "panel.large", "")
MACHINE = Machine(
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
