"""The course of a plan as pages show it: where it stands, its path, its clocks, and what comes next.

Everything comes from the rulebook under which it was published; nothing here knows a number of days.
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, pgettext, pgettext_lazy

from folkmoot.procedure.case import Case, closes, next_lapse, opens, standing
from folkmoot.procedure.shared_text import STANDS, Plan
from folkmoot.rulebook.book import Power
from folkmoot.site.plan.overview import overview
from folkmoot.site.record import reading
from folkmoot.site.voting import course

PILLS = {
    **course.PILLS,
    "open": "open",
    "closed to amendments": "debate",
    "deciding": "debate",
    "last question": "debate",
    "seconded": "debate",
    "unconfirmed": "lapsed",
    "accepted": "safe",
    "in composite": "debate",
    "agreed": "carried",
    "fallen": "ruled-out",
    "not called": "lapsed",
    "already made": "safe",
}
LIVE = ("open", "closed to amendments", "deciding", "last question", "at the vote")
"""States of a plan in which something is still to come."""
ENDED = ("lost", "lapsed", "withdrawn")
ROLES = (gettext_noop("drafter"), gettext_noop("arranger"), gettext_noop("mover of what it amends"))
MISSED = (
    gettext_noop("the plan lapses"),
    gettext_noop("the amendment lapses"),
    gettext_noop("the amendment is agreed"),
)
"""Words of rulebooks that pages put into the reader's language."""


STATES = {
    "open": pgettext_lazy("state", "Open for amendment"),
    "closed to amendments": pgettext_lazy("state", "Closed to amendments"),
    "deciding": pgettext_lazy("state", "Being decided"),
    "last question": pgettext_lazy("state", "Last question due"),
    "adopted": pgettext_lazy("state", "Adopted"),
    "tabled": pgettext_lazy("state", "Looking for seconders"),
    "seconded": pgettext_lazy("state", "Seconded"),
    "unconfirmed": pgettext_lazy("state", "To be confirmed"),
    "accepted": pgettext_lazy("state", "Accepted"),
    "in composite": pgettext_lazy("state", "In a composite"),
    "at the vote": pgettext_lazy("state", "At the vote"),
    "closed": pgettext_lazy("state", "Result due"),
    "agreed": pgettext_lazy("state", "Agreed"),
    "carried": pgettext_lazy("state", "Carried"),
    "lost": pgettext_lazy("state", "Lost"),
    "fallen": pgettext_lazy("state", "Fallen"),
    "not called": pgettext_lazy("state", "Not called"),
    "lapsed": pgettext_lazy("state", "Lapsed"),
    "withdrawn": pgettext_lazy("state", "Withdrawn"),
    "already made": pgettext_lazy("state", "Made already"),
}


def state_words(state: str, kind: str = "amendment") -> str:
    """A state as a page names it; `kind` is `plan`, `amendment` or `question`."""
    if kind == "plan" and state == "lost":
        return pgettext("state", "Not adopted")
    return str(STATES.get(state, state))


def is_over(case: Case, at: int) -> bool:
    """Whether nothing more happens in it."""
    return course.is_over(case, at)


def stages(plan: Plan, at: int) -> list[dict[str, Any]]:
    """The path of a plan with its dates."""
    book, events, now = plan.book, plan.events, standing(plan, at)
    state = now.state
    published = course.short_day(book, events.get("revision", events["publication"]))
    until = _("until {day}").format(day=course.short_day(book, events["deadline"]))
    closed = _("closed {day}").format(day=course.short_day(book, events["deadline"]))
    labels = [
        (_("Published"), published),
        (_("Amendments"), until if state == "open" else closed),
        (_("Order of taking"), _event(plan, "marshalling")),
        (_("Decisions"), _decided_words(plan, at) if "marshalling" in events else ""),
        (_("Adopted"), ""),
    ]
    place = {"open": 1, "closed to amendments": 2, "deciding": 3, "last question": 4, "at the vote": 4}
    if state in place:
        return course.path(labels, place[state])
    ended = course.short_day(book, now.since)
    if state == "adopted":
        labels[4] = (_("Adopted"), ended)
        return course.path(labels, 5)
    reached = 4 if "marshalling" in events and state == "lost" else 3 if "marshalling" in events else 1
    reached = 2 if reached == 1 and at > events["deadline"] and state != "withdrawn" else reached
    labels[reached] = (state_words(state, "plan"), ended)
    return course.path(labels[: reached + 1], reached, stopped=True)


def _event(case: Case, name: str) -> str:
    return course.short_day(case.book, case.events[name]) if name in case.events else ""


def _decided_words(plan: Plan, at: int) -> str:
    listed = [number for item in plan.agenda.order for number in item]
    states = overview(plan, at).states
    open_now = [number for number in listed if states[number] in ("seconded", "accepted", "at the vote")]
    if not listed:
        return ""
    return _("{have} of {wanted}").format(have=len(listed) - len(open_now), wanted=len(listed))


def clocks(plan: Plan, at: int) -> list[course.Clock]:
    """What runs out next on a plan, and what follows."""
    after = next_lapse(plan, standing(plan, at))
    if after is None:
        return []
    question = latest_question(plan)
    end = after.since - 1
    state = standing(plan, at).state
    if state == "at the vote" and question is not None and question.events["closing"] >= at:
        return [clock(plan, at, question.events["closing"], _("Vote"), _("your vote is not counted."))]
    labels = {
        "open": _("Table and second amendments"),
        "closed to amendments": _("Publish the order of taking"),
        "deciding": _("Decide on the amendments"),
        "last question": _("Put the last question"),
        "at the vote": _("Declare the result"),
    }
    follows = {
        "closed to amendments": _("no more amendments are taken in."),
        "last question": _("what has not been called by then stays out."),
        "lapsed": _("the plan lapses, and every amendment with it."),
    }
    if state == "at the vote" and after.state == "last question":
        follows["last question"] = _("the last question may be put again.")
    return [clock(plan, at, end, labels[state], follows.get(after.state, ""))]


def clock(case: Case, at: int, end: int, label: str, missed: str, url: str = "") -> course.Clock:
    """One clock, of a term that ends with second `end`."""
    days = course.days_left(case.book, at, end)
    return course.Clock(days, label, course.moment(case.book, end), missed, url, days <= 3)


def next_words(plan: Plan, at: int) -> str:
    """What comes next on a plan, when, and what follows if nobody does it."""
    state = standing(plan, at).state
    words = {
        "open": _open,
        "closed to amendments": _closed,
        "deciding": _deciding,
        "last question": _last_question,
        "at the vote": _at_the_vote,
        "adopted": _adopted,
    }
    return words[state](plan, at) if state in words else _ended(plan, at)


def _open(plan: Plan, at: int) -> str:
    moment = course.moment(plan.book, plan.events["deadline"])
    said = _("Any member may write an amendment until {moment}.").format(moment=moment)
    wanted = seconders_wanted(plan)
    if wanted:
        said += " " + ngettext(
            "An amendment comes before the meeting once {n} other member has seconded it.",
            "An amendment comes before the meeting once {n} other members have seconded it.",
            wanted,
        ).format(n=wanted)
    return said + " " + _("Then the amendments are put in the order in which they are taken.")


def seconders_wanted(plan: Plan) -> int:
    """How many seconders an amendment to it needs."""
    powers = plan.book.powers.get("amendment.second", ())
    return (powers[0].threshold or 0) if powers else 0


def _closed(plan: Plan, at: int) -> str:
    said = _("No more amendments are taken in. Next, the order in which they are taken is published")
    return _who_may(plan, "plan.marshal", at, said)


def _who_may(plan: Plan, verb: str, at: int, said: str) -> str:
    """A beginning of a sentence, with who may do it now, until when, and what follows if nobody does."""
    for power in plan.book.powers.get(verb, ()):
        start, end = opens(plan, power), closes(plan, power)
        if start is not None and at <= start or (end is not None and at > end):
            continue
        who = course.who_words(power)
        if end is None:
            return _("{said} ({who}).").format(said=said, who=who)
        return _("{said} ({who}), by {moment}; if not, {missed}.").format(
            said=said, who=who, moment=course.moment(plan.book, end), missed=_missed(power)
        )
    return said + "."


def _missed(power: Power) -> str:
    return _(power.missed) if power.missed else _("nothing follows")


def _deciding(plan: Plan, at: int) -> str:
    over = overview(plan, at)
    listed = [number for item in plan.agenda.order for number in item]
    voting = [number for number in listed if over.states[number] == "at the vote"]
    waiting = [number for number in listed if over.states[number] == "seconded"]
    if voting:
        return ngettext(
            "The meeting is voting on amendment {numbers}.",
            "The meeting is voting on amendments {numbers}.",
            len(voting),
        ).format(numbers=_few(voting))
    if waiting:
        return ngettext(
            "The meeting takes one amendment after another: {n} is still to be decided; next is amendment "
            "{next}.",
            "The meeting takes one amendment after another: {n} are still to be decided; next is amendment "
            "{next}.",
            len(waiting),
        ).format(n=len(waiting), next=waiting[0])
    return _("All amendments are decided. What remains is the last question: whether the text is adopted.")


def _few(numbers: list[int], most: int = 6) -> str:
    said = ", ".join(str(number) for number in numbers[:most])
    return said + "…" if len(numbers) > most else said


def _last_question(plan: Plan, at: int) -> str:
    said = _(
        "The amendments are dealt with. What remains is whether the text as amended is adopted; that is put"
    )
    return _who_may(plan, "question.put", at, said)


def _at_the_vote(plan: Plan, at: int) -> str:
    question = latest_question(plan)
    if question is None or at > question.events["closing"]:
        return _("The vote on the whole text has closed. The result is due.")
    return _("Whether the text as amended is adopted is being voted on until {moment}.").format(
        moment=course.moment(plan.book, question.events["closing"])
    )


def _adopted(plan: Plan, at: int) -> str:
    carried = len(overview(plan, at).in_states(STANDS))
    return ngettext(
        "It was adopted on {day}, with {n} amendment. Nobody typed it up: it is computed from the text that "
        "was published and from what was decided.",
        "It was adopted on {day}, with {n} amendments. Nobody typed it up: it is computed from the text that "
        "was published and from what was decided.",
        carried,
    ).format(day=course.day(plan.book, standing(plan, at).since), n=carried)


def _ended(plan: Plan, at: int) -> str:
    now = standing(plan, at)
    day = course.day(plan.book, now.since)
    if now.state == "withdrawn":
        return _("Those who drafted it withdrew it on {day}.").format(day=day)
    if now.state == "lapsed":
        return _("It lapsed on {day}, since its time had run out.").format(day=day)
    return _("The meeting voted on it as a whole on {day} and did not adopt it.").format(day=day)


def latest_question(plan: Plan) -> Case | None:
    """The question that was put last, or None. Reads memory only."""
    return reading.assembly().cases.get(f"{plan.on}/question/{plan.questions}") if plan.questions else None
