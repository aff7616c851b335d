"""A question on a plan as pages show it: what is asked, its path, and what came of it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.procedure.asking import ADOPTION, EN_BLOC, RIVALS
from folkmoot.procedure.case import last_chance, standing
from folkmoot.procedure.question import Question
from folkmoot.site.plan.course import clock, state_words
from folkmoot.site.plan.weighing import listed
from folkmoot.site.voting import course


def asked(question: Question) -> str:
    """What is asked, as a heading."""
    return asked_of(question.kind, question.amendments)


def asked_of(kind: str, numbers: tuple[int, ...]) -> str:
    """The heading of a question of this kind about these amendments."""
    if kind == ADOPTION:
        return _("Shall the text as amended be adopted?")
    if kind == RIVALS:
        return _("Which of amendments {numbers}, or none?").format(numbers=listed(numbers))
    if kind == EN_BLOC:
        return _("Amendments {numbers}, together").format(numbers=listed(numbers))
    return _("Amendment {number}").format(number=numbers[0])


def short(question: Question) -> str:
    """What was asked, in a few words, where the outcome follows."""
    numbers = listed(question.amendments)
    if question.kind == ADOPTION:
        return _("The text as a whole")
    if question.kind == RIVALS:
        return _("Rivals {numbers}").format(numbers=numbers)
    return asked(question)


def stages(question: Question, at: int) -> list[dict[str, Any]]:
    """The path of a question with its dates."""
    book, events, now = question.book, question.events, standing(question, at)
    labels = [
        (_("Put"), course.short_day(book, events["opening"])),
        (_("Vote"), _("until {day}").format(day=course.short_day(book, events["closing"]))),
        (_("Decision"), ""),
    ]
    if now.state in ("at the vote", "closed"):
        return course.path(labels, 1 if now.state == "at the vote" else 2)
    labels[2] = (state_words(now.state), course.short_day(book, now.since))
    if now.state == "carried":
        return course.path(labels, 3)
    return course.path(labels, 2, stopped=True)


def clocks(question: Question, at: int) -> list[course.Clock]:
    """What runs out next on a question."""
    state = standing(question, at).state
    if state == "at the vote":
        closing = question.events["closing"]
        return [clock(question, at, closing, _("Vote"), _("your vote is not counted."))]
    if state == "closed":
        end, _power = last_chance(question, "question.declare")
        if end is not None:
            return [clock(question, at, end, _("Declare the result"), _("it may be put again."))]
    return []


def next_words(question: Question, at: int) -> str:
    """What comes next on a question, or how it ended."""
    now = standing(question, at)
    day = course.day(question.book, now.since)
    if now.state == "at the vote":
        assert question.ballot is not None
        voters = len(question.ballot.roll.names)
        return ngettext(
            "The ballot is open until {moment}. {n} member has a vote. Votes are counted when it closes.",
            "The ballot is open until {moment}. {n} members have a vote. Votes are counted when it closes.",
            voters,
        ).format(moment=course.moment(question.book, question.events["closing"]), n=voters)
    if now.state == "closed":
        return _("The ballot closed on {moment}. The result is due.").format(
            moment=course.moment(question.book, question.events["closing"])
        )
    if now.state == "lapsed":
        return _("No result was declared in time; what it was about may be asked again.")
    if question.kind == ADOPTION:
        return (
            _("The text as amended was adopted on {day}.")
            if now.state == "carried"
            else _("The text as amended was not adopted.")
        ).format(day=day)
    if now.state == "carried":
        return _carried(question, at, day)
    if question.kind == EN_BLOC:
        return _("They were not carried together on {day}; each is put by itself.").format(day=day)
    if question.kind == RIVALS:
        return _("None of them was carried on {day}: the text keeps its words.").format(day=day)
    return _("It was lost on {day}.").format(day=day)


def _carried(question: Question, at: int, day: str) -> str:
    if question.kind != RIVALS:
        return _("Carried on {day}.").format(day=day)
    won = [n for n in question.amendments if question.plan.state(n, at) == "carried"]
    return _("Amendment {number} was preferred to the others and to the text as it stood, on {day}.").format(
        number=won[0] if won else "", day=day
    )
