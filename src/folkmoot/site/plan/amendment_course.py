"""The course of an amendment as pages show it: its path, its clock, and what comes next, in plain words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.procedure.case import last_chance, next_lapse, standing
from folkmoot.procedure.shared_text import Amendment
from folkmoot.site.plan.course import clock, state_words
from folkmoot.site.voting import course

STOPPED = ("lost", "fallen", "not called", "lapsed", "withdrawn")
DONE = ("carried", "agreed", "already made")


def stages(amendment: Amendment, at: int) -> list[dict[str, Any]]:
    """The path of an amendment with its dates."""
    book, now = amendment.book, standing(amendment, at)
    state, since = now.state, course.short_day(book, now.since)
    have = len(amendment.supporters_of({}))
    support = _("{have} of {wanted}").format(have=have, wanted=amendment.wanted)
    if have >= amendment.wanted:
        support = ngettext("{n} seconder", "{n} seconders", have).format(n=have)
    labels = [
        (_("Tabled"), course.short_day(book, amendment.events["tabling"])),
        (_("Seconded"), support if amendment.wanted else ""),
        (_("Order of taking"), _place_words(amendment)),
        (_("Vote"), ""),
        (_("Decision"), ""),
    ]
    alone = "acceptance" in amendment.events and not _supported(amendment)
    if alone:  # what is accepted needs no seconders
        labels[1] = (state_words("accepted"), "")
    if state in DONE:
        labels[4] = (state_words(state), since)
        return course.path(labels, 5)
    marshalled = "marshalling" in amendment.plan.events
    if state in STOPPED:
        reached = {"lost": 4, "not called": 3}.get(
            state, 3 if marshalled else 2 if _supported(amendment) else 1
        )
        labels[reached] = (state_words(state), since)
        return course.path(labels[: reached + 1], reached, stopped=True)
    place = {"tabled": 1, "unconfirmed": 1, "at the vote": 3}.get(state, 3 if marshalled else 2)
    if state in ("unconfirmed", "accepted", "in composite"):
        place = 1 if alone and state == "accepted" else place
        labels[place] = (state_words(state), since)
    return course.path(labels, place)


def _supported(amendment: Amendment) -> bool:
    return len(amendment.supporters_of({})) >= amendment.wanted


def _place_words(amendment: Amendment) -> str:
    """Its place on the list of those that are taken."""
    found = amendment.plan.agenda.item_of(amendment.number)
    return _("item {n}").format(n=found[0] + 1) if found else ""


def clocks(amendment: Amendment, at: int) -> list[course.Clock]:
    """What runs out next on an amendment, and what follows."""
    now = standing(amendment, at)
    after = next_lapse(amendment, now)
    if after is None or now.state in ("seconded", "in composite"):
        return []
    labels = {
        "tabled": _("Find seconders"),
        "unconfirmed": _("Confirm it"),
        "accepted": _("Ask for a vote on it, if at all"),
        "at the vote": _("Vote"),
    }
    follows = {
        "lapsed": _("the amendment lapses."),
        "agreed": _("it counts as carried."),
        "seconded": _("it may be put to the vote again."),
        "not called": _("it is not called."),
    }
    return [clock(amendment, at, after.since - 1, labels[now.state], follows.get(after.state, ""))]


def next_words(amendment: Amendment, at: int) -> str:
    """What comes next on an amendment, when, and what follows if nobody does it; or how it ended."""
    state = standing(amendment, at).state
    words = {
        "tabled": _tabled,
        "seconded": _seconded,
        "unconfirmed": _unconfirmed,
        "accepted": _accepted,
        "in composite": _in_composite,
        "at the vote": _at_the_vote,
    }
    return words[state](amendment, at) if state in words else _ended(amendment, at)


def _deadline(amendment: Amendment) -> str:
    return course.moment(amendment.book, amendment.events["deadline"])


def _tabled(amendment: Amendment, at: int) -> str:
    lacking = max(amendment.wanted - len(amendment.supporters_of({})), 0)
    if not amendment.composite_of:
        return ngettext(
            "{n} more member must second it by {moment}; if not, the amendment lapses.",
            "{n} more members must second it by {moment}; if not, the amendment lapses.",
            lacking,
        ).format(n=lacking, moment=_deadline(amendment))
    movers = len({amendment.plan.amendments[number].mover for number in amendment.joined})
    said = []
    if movers < 2:
        said.append(_("A composite is formed once the movers of two of its sources have signed it."))
    if lacking:
        said.append(
            ngettext(
                "{n} more member must support it, by seconding it or a source that is in it.",
                "{n} more members must support it, by seconding it or a source that is in it.",
                lacking,
            ).format(n=lacking)
        )
    said.append(
        _("If that has not come about by {moment}, it lapses, and its sources stand alone.").format(
            moment=_deadline(amendment)
        )
    )
    return " ".join(said)


def _seconded(amendment: Amendment, at: int) -> str:
    plan = amendment.plan
    state = standing(plan, at).state
    if amendment.amends:
        own = _("It is decided before amendment {number}, which it amends.").format(number=amendment.amends)
        return f"{own} {_seconded_words(amendment, state)}"
    return _seconded_words(amendment, state)


def _seconded_words(amendment: Amendment, state: str) -> str:
    plan = amendment.plan
    if state == "open":
        return _("It comes before the meeting once the text is closed to amendments, on {moment}.").format(
            moment=_deadline(amendment)
        )
    found = plan.agenda.item_of(amendment.number)
    if state == "deciding" and found is not None:
        return _("It is item {n} of {all} in the order of taking.").format(
            n=found[0] + 1, all=len(plan.agenda.order)
        )
    return _("Next, the order in which amendments are taken is published.")


def _unconfirmed(amendment: Amendment, at: int) -> str:
    end, power = last_chance(amendment, "amendment.confirm")
    said = _("The text was published anew, and the words that it changes are others now.")
    if end is None or power is None:
        return f"{said} {_('Its mover may confirm it.')}"
    return (
        said
        + " "
        + _("Its mover may say anew what it does, until {moment}; if not, {missed}.").format(
            moment=course.moment(amendment.book, end), missed=_(power.missed or "the amendment lapses")
        )
    )


def _accepted(amendment: Amendment, at: int) -> str:
    end, power = last_chance(amendment, "amendment.contest")
    who = (
        _("The mover of amendment {number} has accepted it.").format(number=amendment.amends)
        if amendment.amends
        else _("Those who drafted the text have accepted it.")
    )
    if end is None or power is None:
        return who
    lacking = max((power.threshold or 1) - len(amendment.objectors), 1)
    return (
        who
        + " "
        + ngettext(
            "Unless {n} member asks for a vote by {moment}, it counts as carried.",
            "Unless {n} members ask for a vote by {moment}, it counts as carried.",
            lacking,
        ).format(n=lacking, moment=course.moment(amendment.book, end))
    )


def _in_composite(amendment: Amendment, at: int) -> str:
    return _(
        "It has gone into composite {number}, and is decided with it. If that is withdrawn, it comes back."
    ).format(number=amendment.composite)


def _at_the_vote(amendment: Amendment, at: int) -> str:
    return _("The meeting is voting on it.")


def _ended(amendment: Amendment, at: int) -> str:
    now = standing(amendment, at)
    day = course.day(amendment.book, now.since)
    if now.state == "fallen":
        return fallen_words(amendment, at)
    words = {
        "agreed": _("It was accepted, and nobody asked for a vote: since {day} it counts as carried."),
        "carried": _("It was carried on {day}."),
        "lost": _("It was voted on, and lost on {day}."),
        "not called": _("It was not reached in the time for amendments, which ended on {day}."),
        "lapsed": _("It lapsed on {day}, since its time had run out."),
        "withdrawn": _("Its mover withdrew it on {day}."),
        "already made": _("The text was published anew on {day}, and says it already."),
    }
    return words.get(now.state, "").format(day=day)


def fallen_words(amendment: Amendment, at: int) -> str:
    """Why an amendment fell, in a sentence or two."""
    plan = amendment.plan
    because = plan.amendments.get(amendment.because)
    day = course.day(amendment.book, standing(amendment, at).since)
    if because is None:
        return _("It fell on {day}.").format(day=day)
    state = standing(because, at).state
    values = {"day": day, "number": because.number}
    if amendment.amends == because.number:
        return _(
            "It fell on {day}, because amendment {number}, which it would have changed, is no longer before "
            "the meeting."
        ).format(**values)
    if state == "lost":
        return _(
            "It fell on {day}, because amendment {number}, which says the same word for word, was lost."
        ).format(**values)
    return _(
        "It fell on {day}, because amendment {number} was carried: both cannot stand in one text."
    ).format(**values)
