"""A plan: a text published for amendment, closed, marshalled, decided on amendment by amendment, and adopted.

All terms come from the rulebook under which it was published. Its amendments and the questions put on it are
parts of it (`plan/1/amendment/7`, `plan/1/question/3`): they keep its rulebook, and each person has one code
name in all of it.
"""

from datetime import date

from folkmoot.procedure.act import Day, day_fact, only_facts, say, text_fact
from folkmoot.procedure.ballot import require_size
from folkmoot.procedure.debate import check_speak, follow_speak
from folkmoot.procedure.dispute import is_over, term
from folkmoot.procedure.friendly import note_end_of_contest
from folkmoot.procedure.machine import START, Lapse, Machine, Row, State, elsewhere
from folkmoot.procedure.marshalling import check_marshal, follow_marshal
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.revising import bring_over
from folkmoot.procedure.roll import read_roll
from folkmoot.procedure.roll_change import check_roll, follow_roll
from folkmoot.procedure.shared_text import Plan, plan_of
from folkmoot.procedure.wording import read_text, require_honest_ids, said
from folkmoot.texts.clause import Revision


def _check_publish(matter: Matter) -> None:
    act, facts, assembly = matter.act, matter.act.facts, matter.assembly
    only_facts(facts, "branch", "revision", "length", "until", "roll", "follows")
    number = assembly.next_number("plan")
    if act.on != f"plan/{number}" or text_fact(facts, "branch") not in assembly.branches:
        raise matter.refuse(
            say("Plans are numbered one by one, each in a branch."),
            say("The next is plan {number}.", number=number),
            say("Use that number, and a branch that exists."),
        )
    revision = read_text(matter)
    earlier = _followed(matter)
    if earlier is not None and earlier.adopted is not None:
        require_honest_ids(matter, earlier.adopted, revision, earlier.ids)
    _until(matter, matter.at)
    require_size(matter, len(read_roll(facts, act.papers).names), "speak")


def _followed(matter: Matter) -> Plan | None:
    """The adopted plan that this one follows: a later state of the same text. Raises `OutOfOrder`."""
    facts, assembly = matter.act.facts, matter.assembly
    if "follows" not in facts:
        return None
    earlier = assembly.cases.get(text_fact(facts, "follows"))
    if not isinstance(earlier, Plan) or earlier.adopted is None or earlier.branch != facts["branch"]:
        raise matter.refuse(
            say("A plan follows one of the same branch that was adopted."),
            say("The record knows no such plan."),
            say("Name one that was adopted, or publish the text as a new one."),
        )
    others = (
        each for each in assembly.cases.values() if isinstance(each, Plan) and each.follows == earlier.on
    )
    rival = next((each for each in others if not is_over(each, matter.at) or each.adopted), None)
    if rival is not None:
        raise matter.refuse(
            say("A text goes on in one plan at a time."),
            say("{on} follows {earlier} already.", on=rival.on, earlier=earlier.on),
            say("Amend that one, or follow it once it is adopted."),
        )
    return earlier


def _until(matter: Matter, published: int, least: int = 0) -> int:
    """The last second of the day up to which the plan is open, within its bounds. Raises `OutOfOrder`.

    `published`: when it was first; `least`: a second that the day may not end before.
    """
    calendar, book = matter.book.calendar, matter.book
    first = max(calendar.end_of(term(book, "plan.shortest"), published), least)
    last = calendar.last_second(calendar.local_date(calendar.end_of(term(book, "plan.longest"), published)))
    day: date | None = day_fact(matter.act.facts, "until")
    until = calendar.last_second(day) if day is not None else 0
    if not first <= until <= last:
        raise matter.refuse(
            say(
                "A plan is open for amendment up to a day from {first} to {last}.",
                first=Day.of(calendar.local_date(first)),
                last=Day.of(calendar.local_date(last)),
            ),
            say("The entry states another."),
            say("Choose a day between these."),
        )
    return until


def _publish(matter: Matter, index: int) -> None:
    act, at, facts, assembly = matter.act, matter.at, matter.act.facts, matter.assembly
    earlier = _followed(matter)
    plan = Plan(
        MACHINE,
        act.on,
        facts["branch"],
        matter.book,
        "open",
        at,
        {"publication": at, "deadline": _until(matter, at)},
        mover=act.by.name if act.by.role == "member" else "",
        roll=read_roll(facts, act.papers),
        base=read_text(matter),
        ids=dict(earlier.ids) if earlier else {},
        follows=facts.get("follows", ""),
    )
    _learn_ids(plan, plan.base)
    assembly.cases[act.on] = plan
    assembly.numbers["plan"] = assembly.next_number("plan")


def _learn_ids(plan: Plan, revision: Revision) -> None:
    plan.ids.update((clause.id, said(clause)) for clause in revision.walk())


def _check_revise(matter: Matter) -> None:
    plan, facts = plan_of(matter), matter.act.facts
    only_facts(facts, "revision", "length", "until")
    revision = read_text(matter)
    if revision.digest == plan.base.digest:
        raise matter.refuse(
            say("A plan is published anew with other words."), say("These are the same."), say("Change them.")
        )
    require_honest_ids(matter, plan.base, revision, plan.ids)
    deadline = plan.events["deadline"]
    if "until" in facts:
        deadline = _until(matter, plan.events["publication"], deadline)
    _require_time_to_confirm(matter, deadline)


def _require_time_to_confirm(matter: Matter, deadline: int) -> None:
    """Movers have the time to confirm their amendments before the plan is closed. Raises `OutOfOrder`."""
    powers = matter.book.powers.get("amendment.confirm", ())
    windows = [power.within.term for power in powers if power.within is not None]
    if any(matter.book.calendar.end_of(each, matter.at) > deadline for each in windows):
        raise matter.refuse(
            say("A plan is published anew while movers have the time to confirm their amendments."),
            say("It closes on {day}, before that time is over.", day=_day(matter, deadline)),
            say("State a later day up to which it is open, or leave the text as it is."),
        )


def _day(matter: Matter, at: int) -> Day:
    return Day.of(matter.book.calendar.local_date(at))


def _revise(matter: Matter, index: int) -> None:
    """The text is another from now on, and every amendment has been brought over to it."""
    plan, at = plan_of(matter), matter.at
    revision = read_text(matter)
    if "until" in matter.act.facts:
        _move_deadline(plan, _until(matter, plan.events["publication"], plan.events["deadline"]))
    plan.events["revision"] = at
    bring_over(plan, revision, matter.act.verb, at)
    _learn_ids(plan, revision)


def _move_deadline(plan: Plan, deadline: int) -> None:
    """The plan is open for longer; whatever runs from its closing runs from the later day."""
    plan.events["deadline"] = deadline
    for each in plan.amendments.values():
        each.events["deadline"] = deadline
        if "acceptance" in each.events:
            each.events["acceptance"] = deadline
            note_end_of_contest(each)


def _check_withdraw(matter: Matter) -> None:
    only_facts(matter.act.facts)


def _withdraw(matter: Matter, index: int) -> None:
    """The table's target ends the plan, and whatever is under way in it."""


def _check_speak(matter: Matter) -> None:
    """One speaks to the whole text, or to one clause of it."""
    check_speak(matter, "clause")
    facts = matter.act.facts
    if "clause" in facts and text_fact(facts, "clause") not in plan_of(matter).base.by_id:
        raise matter.refuse(
            say("One speaks to a clause of the text as it was published last."),
            say("It has no such clause."),
            say("Speak to another clause, or to the whole text."),
        )


LIVE = ("open", "closed to amendments", "deciding", "last question")
MACHINE = Machine(
    name="plan",
    title="Plan",
    states=(
        State("open", "Published, and open for amendment until its day."),
        State("closed to amendments", "Closed to amendments; the list of them is to be marshalled."),
        State("deciding", "Marshalled; the meeting decides on one amendment after another."),
        State(
            "last question",
            "The time for amendments is over; what was not called stays out. The last question is due.",
            ends_parts=True,
        ),
        State(
            "at the vote",
            "The ballot on adopting the text as amended is open, or its result is due.",
            ends_parts=True,
        ),
        State("adopted", "Adopted as amended.", final=True),
        State("lost", "Voted on as a whole and not adopted.", final=True),
        State("lapsed", "Its time ran out.", final=True),
        State("withdrawn", "Withdrawn by those who drafted it.", final=True),
    ),
    rows=(
        Row("plan.publish", (START,), "open", _check_publish, _publish, entitled="facts"),
        Row("plan.revise", ("open",), "", _check_revise, _revise),
        Row("plan.withdraw", LIVE[:2], "withdrawn", _check_withdraw, _withdraw),
        Row("plan.marshal", ("closed to amendments",), "deciding", check_marshal, follow_marshal),
        Row("debate.speak", LIVE, "", _check_speak, follow_speak, sealed=True),
        Row("roll.amend", LIVE, "", check_roll, follow_roll),
    ),
    lapses=(
        Lapse("open", {"": "closed to amendments"}, event="deadline"),
        Lapse("closed to amendments", {"": "lapsed"}, verb="plan.marshal"),
        Lapse("deciding", {"": "last question"}, event="marshalling", term="plan.deciding"),
        Lapse("last question", {"": "lapsed"}, verb="question.put"),
        Lapse("at the vote", {"": "last question"}, event="result due"),
        *(Lapse(state, {"": "lapsed"}, event="publication", term="plan.overall") for state in LIVE),
    ),
    led=(
        elsewhere("question.put", ("deciding", "last question"), "at the vote"),
        elsewhere("question.declare", ("at the vote",), "adopted", "lost"),
    ),
)
