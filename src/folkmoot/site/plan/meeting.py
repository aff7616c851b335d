"""What is before the meeting: the question at the vote, or the next in the order of taking, and what fell."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.procedure.act import Actor, OutOfOrder
from folkmoot.procedure.asking import ADOPTION, RIVALS, kind_for
from folkmoot.procedure.case import standing
from folkmoot.procedure.marshalling import are_rivals, ranked
from folkmoot.procedure.question import Question
from folkmoot.procedure.shared_text import ON_THE_LIST, Amendment, Plan
from folkmoot.site.debate.places import page_of as place_of
from folkmoot.site.members.refusal import Explained, explain
from folkmoot.site.plan import amendment_course, question_course
from folkmoot.site.plan.course import PILLS, next_words, state_words
from folkmoot.site.plan.overview import Overview, page_of
from folkmoot.site.plan.possible import Asker, of_question, questions_of, why_not_ask
from folkmoot.site.plan.weighing import falls_words, weigh

Put = dict[str, Any]


@dataclass(frozen=True)
class Before:
    """What is before the meeting now.

    `numbers` are the amendments that it is about; `question` is at the vote or waits for its result, None
    where the next question is still to be put.
    """

    heading: str
    words: str
    status: str
    pill: str
    asked: str = ""
    numbers: tuple[int, ...] = ()
    question: Question | None = None
    falls: list[str] = field(default_factory=list)
    actions: list[dict[str, Any]] = field(default_factory=list)
    whynots: list[Explained] = field(default_factory=list)
    put: Put | None = None
    rule: str = ""


def before(over: Overview, asker: Asker, at: int) -> Before:
    """What is before the meeting at second `at`, and what whoever looks may do about it."""
    plan = over.plan
    state = standing(plan, at)
    open_now = [each for each in questions_of(plan) if standing(each, at).state in ("at the vote", "closed")]
    if open_now:
        return _at_the_vote(over, open_now[0], asker, at)
    if state.state in ("deciding", "last question"):
        return _next(over, asker, at)
    return Before(
        _heading(state.state),
        next_words(plan, at),
        PILLS[state.state],
        state_words(state.state, "plan"),
        rule=state.rule,
    )


def also_open(over: Overview, first: Question | None, at: int) -> list[dict[str, Any]]:
    """The other questions that are at the vote or wait for their result, each with what comes of it."""
    return [
        {
            "name": question_course.asked(each),
            "words": question_course.next_words(each, at),
            "url": place_of(each.on),
            "pill": state_words(standing(each, at).state),
            "status": PILLS[standing(each, at).state],
            "vote": f"/{each.ballot.id.replace('ballot', 'ballots')}/"
            if each.ballot and standing(each, at).state == "at the vote"
            else "",
        }
        for each in questions_of(over.plan)
        if each is not first and standing(each, at).state in ("at the vote", "closed")
    ]


def put_beside(over: Overview, asker: Asker, at: int) -> Put | None:
    """The button that puts what is next while other questions are at the vote; None where it has to wait."""
    numbers = next_item(over, at)
    put, _why = putting(over, asker, numbers, at) if numbers else (None, [])
    return put


def _heading(state: str) -> str:
    if state in ("open", "closed to amendments"):
        return _("Nothing is before the meeting yet")
    return _("The meeting is over")


def _at_the_vote(over: Overview, question: Question, asker: Asker, at: int) -> Before:
    may = of_question(question, asker, at)
    now = standing(question, at)
    return Before(
        question_course.asked(question),
        question_course.next_words(question, at),
        PILLS[now.state],
        state_words(now.state),
        _("What is voted on"),
        question.amendments,
        question,
        falls(over, question.amendments, question.kind),
        may.actions,
        may.whynots,
    )


def _next(over: Overview, asker: Asker, at: int) -> Before:
    """The next item that is open, ready to be put; when none is, the last question."""
    numbers = next_item(over, at)
    plan = over.plan
    kind = kind_for(numbers, plan.book, are_rivals(plan, numbers))
    waits = [n for n in numbers if plan.amendments[n].amended_in(at)]
    put, whynots = putting(over, asker, numbers, at)
    heading = question_course.asked_of(kind, numbers)
    words = _("It is next in the order of taking, and may be put to the vote.")
    if kind == ADOPTION:
        words = _("Every amendment is dealt with. The last question may be put.")
    elif kind == RIVALS:
        words = _(
            "These are rivals. They are ranked on one ballot, beside the choice to keep the text as it is."
        )
    elif waits:
        words = _("An amendment to it is decided first.")
    return Before(
        heading,
        words,
        "debate",
        _("Next"),
        _("What would be voted on"),
        numbers,
        None,
        falls(over, numbers, kind),
        [],
        whynots,
        put,
    )


def next_item(over: Overview, at: int) -> tuple[int, ...]:
    """The amendments of the first item on the list of which any is open; none where all are dealt with."""
    for item in order_now(over):
        waiting = tuple(number for number in item if over.states[number] == "seconded")
        if waiting:
            return waiting if len(waiting) > 1 and ranked(over.plan.book) else waiting[:1]
    return ()


def order_now(over: Overview) -> list[tuple[int, ...]]:
    """The order of taking, and after it what has come back from a composite and stands on no list."""
    order = list(over.plan.agenda.order)
    listed = {number for item in order for number in item}
    return order + [(n,) for n in over.in_states(("seconded",)) if n not in listed]


def falls(over: Overview, numbers: tuple[int, ...], kind: str) -> list[str]:
    """What falls with what is asked, as the chair says it before the vote."""
    if kind == RIVALS:
        return []
    found = []
    for number in numbers:
        words = falls_words(weigh(over, number, ("seconded", "accepted", "tabled")))
        prefix = "" if len(numbers) == 1 else _("Amendment {number}:").format(number=number) + " "
        found += [f"{prefix}{each}" for each in words]
    return found


def putting(
    over: Overview, asker: Asker, numbers: tuple[int, ...], at: int
) -> tuple[Put | None, list[Explained]]:
    """The button that puts a question, for the first of the roles of whoever looks that may; else why not."""
    if asker.hand is None:
        return None, []
    first: OutOfOrder | None = None
    for by, facts in may_put(over.plan, asker):
        refusal = why_not_ask(over.plan, numbers, by, at, facts)
        if refusal is None:
            label = _("Put the last question") if not numbers else _("Put it to the vote")
            return {"label": label, "numbers": list(numbers), "url": f"{over.page}meeting/put/"}, []
        first = first or refusal
    return None, [explain(first, _("Put it to the vote"))] if first is not None else []


def may_put(plan: Plan, asker: Asker) -> list[tuple[Actor, dict[str, Any]]]:
    """In whose name whoever looks might put a question: the offices that the rules name, then as a member."""
    assert asker.hand is not None
    named = {role for power in plan.book.powers.get("question.put", ()) for role in power.who}
    found: list[tuple[Actor, dict[str, Any]]] = [
        (Actor(o.office, o.code), asker.passkey)
        for o in asker.offices
        if o.branch_id == plan.branch and o.office in named
    ]
    code = asker.hand.person.code(plan.on)
    return [*found, (Actor("member", code), asker.hand.facts())]


def together(over: Overview, asker: Asker, at: int) -> dict[str, Any] | None:
    """The open amendments that collide with nothing and that nobody wants apart, where there are several, for
    whoever may put a question; in words, and where they are put together."""
    plan = over.plan
    if asker.hand is None or standing(plan, at).state != "deciding" or not may_put(plan, asker)[:-1]:
        return None
    found = [
        number
        for number in over.in_states(("seconded",))
        if not plan.amendments[number].apart
        and not plan.amendments[number].amends
        and not plan.amendments[number].amended_in(at)
        and weigh(over, number, ON_THE_LIST).peaceful
    ]
    words = ngettext("{n} amendment collides with nothing", "{n} amendments collide with nothing", len(found))
    query = "&".join(f"a={number}" for number in found)
    return {
        "words": words.format(n=len(found)),
        "url": f"{over.page}meeting/put/?{query}" if len(found) > 1 else "",
        "other": f"{over.page}meeting/put/",
    }


@dataclass(frozen=True)
class Decided:
    """The question that was decided last: its name and page, what came of it, and what fell with it."""

    question: Question
    name: str
    words: str
    url: str
    fell: list[dict[str, str]]


def decided_last(over: Overview, at: int) -> Decided | None:
    """The last question whose result is declared, or None. Reads memory only."""
    plan = over.plan
    done = [each for each in questions_of(plan) if "decision" in each.events]
    if not done:
        return None
    last = max(done, key=lambda each: each.events["decision"])
    number = last.on.rpartition("/")[2]
    url, name = f"{page_of(plan)}questions/{number}/", question_course.short(last)
    return Decided(last, name, question_course.next_words(last, at), url, fell_with(over, last, at))


def fell_with(over: Overview, question: Question, at: int) -> list[dict[str, str]]:
    """The amendments that fell when a question was decided, each with why."""
    decision = question.events.get("decision")
    found = []
    for number in over.in_states(("fallen",)):
        case: Amendment = over.plan.amendments[number]
        if case.since == decision and case.because in _decided_by(question):
            found.append(
                {
                    "url": f"{over.page}amendments/{number}/",
                    "label": _("Amendment {number}").format(number=number),
                    "words": amendment_course.fallen_words(case, at),
                }
            )
    return found


def _decided_by(question: Question) -> set[int]:
    """What a question was about, and what fell because of that."""
    found = set(question.amendments)
    fallen = [each for each in question.plan.amendments.values() if each.because]
    more = True
    while more:
        new = {each.number for each in fallen if each.because in found} - found
        found |= new
        more = bool(new)
    return found


def so_far(over: Overview) -> list[tuple[str, int]]:
    """How many amendments on the list stand where."""
    listed = [number for item in over.plan.agenda.order for number in item]
    counts = {
        _("On the list"): len(listed),
        _("Carried or agreed"): sum(over.states[n] in ("carried", "agreed") for n in listed),
        _("Lost"): sum(over.states[n] == "lost" for n in listed),
        _("Fallen"): sum(over.states[n] == "fallen" for n in listed),
        _("Still to come"): sum(over.states[n] in ("seconded", "at the vote", "accepted") for n in listed),
    }
    return list(counts.items())


def coming(over: Overview, but: tuple[int, ...], most: int) -> tuple[list[int], str]:
    """The next amendments after those before the meeting; and in words how many more there are."""
    waiting = [n for item in order_now(over) for n in item if over.states[n] == "seconded" and n not in but]
    more = len(waiting) - most
    words = ngettext("and {n} more", "and {n} more", more).format(n=more) if more > 0 else ""
    return waiting[:most], words
