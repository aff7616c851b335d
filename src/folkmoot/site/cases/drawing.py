"""A draw in words: what it is for, where it stands, what can be added now, and what those drawn are asked."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.lots.result import Result
from folkmoot.procedure.dispute import is_over
from folkmoot.procedure.facts import Assembly
from folkmoot.site.cases.acts.draws import last_answer, why_due
from folkmoot.site.cases.drawn import Drawn
from folkmoot.site.cases.models import Docket
from folkmoot.site.cases.people import case_of
from folkmoot.site.members.models import Person
from folkmoot.site.record import reading

PURPOSES: dict[str, Any] = {
    "triage": gettext_lazy("an adjudicator, who looks at a complaint"),
    "panel": gettext_lazy("a panel, which hears and decides a case"),
    "appeal": gettext_lazy("a panel of people who had no part so far, which decides an appeal"),
    "review": gettext_lazy("a panel that looks again at a past exclusion"),
    "class": gettext_lazy("a panel that looks at like exclusions together"),
    "duty": gettext_lazy("a duty panel, which grants or refuses a precaution"),
    "renewal": gettext_lazy("a duty panel, which looks at whether a precaution goes on"),
    "precaution appeal": gettext_lazy("three others, who decide on an appeal against a precaution"),
    "fresh look": gettext_lazy("a duty panel, which looks afresh at a precaution"),
    "jury": gettext_lazy("a jury, which decides on a comment"),
}
TAKES: dict[str, Any] = {
    "triage": gettext_lazy(
        "About two hours, within 14 days from the complaint: you read it and what came with it."
    ),
    "jury": gettext_lazy("About an hour, within days: you read the comment, the reasons, and the appeal."),
    "duty": gettext_lazy(
        "About two hours, within three days: you read the request and what the subject says."
    ),
    "panel": gettext_lazy(
        "About ten hours over some weeks: you read what was served on the subject, hear both sides if one of"
        " them asks for it, and write reasons together."
    ),
}
READ = gettext_lazy(
    "You read only what the person concerned has been given too. Names stay in the case; you speak about it"
    " with nobody but the panel, and hear the sides only together."
)
REASON_WORDS: dict[str, Any] = {
    "party": gettext_lazy("has a part in the case"),
    "earlier": gettext_lazy("took part in an earlier stage of it"),
    "tie": gettext_lazy("has a tie to it"),
    "related": gettext_lazy("has a part in a case that hangs together with it"),
    "officer": gettext_lazy("holds an office in a branch concerned, or one like a party's"),
    "limited": gettext_lazy("has rights that are limited now"),
}
PILLS: dict[str, tuple[str, Any]] = {
    "open": ("open", gettext_lazy("under way")),
    "drawn": ("vote", gettext_lazy("drawn")),
    "seated": ("carried", gettext_lazy("sits")),
}
WORDS: dict[str, Any] = {
    "draw.announce": gettext_lazy("Announced; the pool is frozen"),
    "draw.contribute": gettext_lazy("A member added a sealed number"),
    "draw.reveal": gettext_lazy("A member opened a number"),
    "draw.dice": gettext_lazy("A member entered a throw"),
    "draw.result": gettext_lazy("The result was entered"),
    "draw.accept": gettext_lazy("Somebody drawn accepted"),
    "draw.decline": gettext_lazy("Somebody drawn declined"),
    "panel.seat": gettext_lazy("The panel was seated"),
}
REVEALING = 24 * 3600


_due: tuple[Assembly, int, list[str]] | None = None


def due(at: int) -> list[dict[str, str]]:
    """Draws that wait to be announced, in live proceedings; as of this minute. One query, or none.

    All that is live is gone through once after each new entry, and no more.
    """
    global _due
    assembly = reading.assembly()
    if _due is None or _due[0] is not assembly or _due[1] != at // 60:
        rows = Docket.objects.filter(over=False).order_by("next_at", "on").values_list("on", flat=True)
        _due = (assembly, at // 60, [each for on in rows for each in _due_in(on, at)])
    return [{"on": on, "title": title(on)} for on in _due[2]]


def _due_in(on: str, at: int) -> Iterator[str]:
    head = case_of(on)
    for case in (head, *(case_of(part) for part in head.parts)) if head is not None else ():
        if case is not None and case.root is head and why_due(case, at) is not None and not is_over(case, at):
            yield case.on


def title(on: str) -> str:
    """`Draw for case 7`, `Draw for the appeal in case 7`."""
    kind, number, *part = on.split("/")
    thing = {
        "case": _("case {number}"),
        "review": _("review {number}"),
        "class": _("class {number} of reviews"),
        "comment": _("comment {number}"),
    }.get(kind, on).format(number=number)
    if part:
        of = _("the appeal in {case}") if part[0] == "appeal" else _("a precaution in {case}")
        thing = of.format(case=thing)
    return _("Draw for {thing}").format(thing=thing)


def purpose_words(purpose: str) -> str:
    """What is drawn, in words."""
    return str(PURPOSES.get(purpose, purpose))


def state(found: Drawn) -> tuple[str, Any]:
    """The pill of a draw: its look and its word."""
    return PILLS["seated" if found.seated_at else "drawn" if found.source else "open"]


def stages(found: Drawn, at: int) -> list[dict[str, Any]]:
    """The path of a draw."""
    said = found.said
    steps: list[tuple[str, bool]] = [(_("Announced"), True)]
    if said.contributed:
        steps += [(_("Numbers added"), at > said.closes), (_("Numbers opened"), at >= said.ready)]
    steps += [
        (_("Beacon") if said.outside == "drand" else _("Dice"), bool(found.source)),
        (_("Answers"), bool(found.seated_at)),
        (_("Sits"), bool(found.seated_at)),
    ]
    reached = next((place for place, (_label, over) in enumerate(steps) if not over), len(steps))
    return [
        {
            "label": label,
            "note": "",
            "state": "done" if place < reached else "now" if place == reached else "next",
        }
        for place, (label, _over) in enumerate(steps)
    ]


def says(found: Drawn, at: int) -> str:
    """What happens next, in a sentence or two."""
    said = found.said
    if found.seated_at:
        return _("The panel was seated {day}.").format(day=_moment(found.time(found.seated_at)))
    if found.source:
        end = answer_by(found)
        until = _(" They have until {day}; silence is to decline.").format(day=_moment(end)) if end else ""
        return _("Those drawn and their reserves say whether they will sit.") + until
    if said.contributed and at <= said.closes:
        return _(
            "Until {day} any member may add a sealed number. With one honest number among them nobody could"
            " have foreseen the draw."
        ).format(day=_moment(found.time(said.closes)))
    if said.contributed and at < said.ready:
        return _(
            "Whoever added a number opens it now, until {day}. What is not opened does not count."
        ).format(day=_moment(found.time(said.closes + REVEALING)))
    if said.outside == "drand":
        return _(
            "Round {round} of the public beacon makes the seed. Any member can bring its signature."
        ).format(round=said.round)
    return _("Dice are thrown before three members, and each enters what was thrown.")


def offered(found: Drawn, name: str, person: Person | None, at: int) -> set[str]:
    """What whoever looks can send now: `number`, `open`, `dice`, `beacon`, `accept`, `decline`."""
    said = found.said
    if person is None or not name or not found.is_latest:
        return set()
    if found.source:
        end = answer_by(found)
        panel = found.case.panel
        mine = panel is not None and name in panel.ranking and name not in panel.answers
        late = end is not None and at > int(end.timestamp())
        return {"accept", "decline"} if mine and not late and not found.seated_at else set()
    if said.contributed and at <= said.closes:
        return {"number"} if name not in found.commits.values() else set()
    sealed = next((seal for seal, who in found.commits.items() if who == name), None)
    ways = {"open"} if sealed and sealed not in found.secrets and at <= said.closes + REVEALING else set()
    if at >= said.ready and said.outside == "drand":
        ways.add("beacon")
    since = said.ready if said.outside == "dice" else said.fallback_from
    if "dice" in (said.outside, said.fallback) and at >= since and name not in found.dice:
        ways.add("dice")
    return ways


def answer_by(found: Drawn) -> datetime | None:
    """Until when those drawn may answer; None before they are asked."""
    panel = found.case.panel
    if not found.source or not found.is_latest or panel is None:
        return None
    end = last_answer(found.case, panel)
    return None if end is None else found.time(end)


def asks(found: Drawn) -> list[str]:
    """What those drawn should know: how long it takes, and what they will read."""
    kind = {"renewal": "duty", "fresh look": "duty", "precaution appeal": "duty"}.get(
        found.purpose, found.purpose
    )
    return [str(TAKES.get(kind, TAKES["panel"])), str(READ)]


def place(result: Result | None, handle: str) -> str:
    """Where a handle came out, in words; empty before the result, and for who is not in the pool."""
    if result is None or not handle:
        return ""
    one = bytes.fromhex(handle)
    if one in result.outcome.seats:
        return _("You were drawn: seat {number}.").format(number=result.outcome.seats.index(one) + 1)
    if one in result.outcome.reserves:
        return _("You are reserve {number}.").format(number=result.outcome.reserves.index(one) + 1)
    return _("You were not drawn.")


def source_words(found: Drawn) -> list[str]:
    """How the seed is made, one sentence for each source."""
    said, words = found.said, []
    if said.contributed:
        words.append(
            _("Numbers of members: {added} added, {opened} opened. Only those opened count.").format(
                added=len(found.commits), opened=len(found.secrets)
            )
        )
    if said.outside == "drand":
        words.append(
            _(
                "Round {round} of the public beacon, due {day}: its signature is known to nobody before."
            ).format(round=said.round, day=_moment(found.time(said.ready)))
        )
    else:
        words.append(_("24 throws of a die before three members, who each enter the same figures."))
    if said.fallback:
        words.append(
            _("If the beacon cannot be had: dice, from {day} on.").format(
                day=_moment(found.time(said.fallback_from))
            )
        )
    return words


def steps(found: Drawn) -> list[dict[str, Any]]:
    """Each step with its time and its act."""
    return [{"index": index, "at": found.time(at), "what": str(WORDS[act])} for index, at, act in found.steps]


def _moment(at: datetime) -> str:
    return date_format(at, "j F Y, H:i")
