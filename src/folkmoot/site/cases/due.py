"""What the rules make due in cases, done by the site: nothing waits for an officer who lets it lie.

Each step is one transaction with its letters, and is found again from the record; a process that dies between
two of them leaves nothing half done. What the rules leave to others stays undone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.procedure.act import THE_SITE, Act, OutOfOrder
from folkmoot.procedure.case import ends, standing
from folkmoot.procedure.dispute import PANEL, Dispute, family, term
from folkmoot.procedure.ruling import why_not_yet
from folkmoot.site.cases import course
from folkmoot.site.cases.acts import charges, closing, complaints, draws, panels, statistics
from folkmoot.site.cases.acts.entering import EVERYBODY, SITE, follow
from folkmoot.site.cases.acts.pools import DRAWN
from folkmoot.site.cases.acts.triage import draft_of
from folkmoot.site.cases.models import Docket, Seat
from folkmoot.site.cases.people import case_of, holder, seats_in
from folkmoot.site.cases.reviewing import class_of
from folkmoot.site.evidence.reading import BadBox, Destroyed, Locked
from folkmoot.site.members.models import Person
from folkmoot.site.notices.acts import send_to_all
from folkmoot.site.notices.models import Letter
from folkmoot.site.record import reading

SOON = 3 * 86_400
"""Seconds before the end of a term at which those who can still use it get a letter."""
LATE = 7 * 86_400
"""Seconds after which nobody is told any more that a term has run out."""
BY_E_MAIL = "e-mail"
ALL = (*EVERYBODY, "applicant", "author", "flagger")


HAVE_SEATS = frozenset((*ALL, "companion", DRAWN))
"""Whose turn it may be and who gets letters; an officer has the worklist."""


@dataclass(frozen=True)
class Done:
    """One thing that was due and has been done: on what, and which act."""

    on: str
    act: str


def do_what_is_due_in_cases(at: int, only: str = "") -> list[Done]:
    """Do all that is due at second `at` (in one family, where `only` names it); say what was done."""
    rows = Docket.objects.filter(over=False)
    if only:
        rows = rows.filter(on=family(only))
    told = _told(at)
    done: list[Done] = []
    for on, next_at in rows.order_by("next_at", "on").values_list("on", "next_at"):
        made = [each for case in _family(on) for each in _on(case, at)]
        write(on, at, told, near=next_at is not None and next_at <= at + SOON)
        if made or (next_at is not None and next_at <= at):
            follow(on, at)
        done += made
    return done + _vacancies(at, only) + ([] if only else _years(at))


def _family(on: str) -> list[Dispute]:
    head = case_of(on)
    if head is None:
        return []
    parts = (case_of(part) for part in head.parts)
    return [head, *(part for part in parts if part is not None and part.head is not None)]


def _on(case: Dispute, at: int) -> Iterator[Done]:
    for verb, do in _steps(case, at):
        try:
            made = do()
        except (OutOfOrder, Destroyed, Locked, BadBox):
            continue  # not due after all, or what it needs cannot be read: others may still do it
        if made is not None:
            yield Done(case.on, verb)


def _steps(case: Dispute, at: int) -> Iterator[tuple[str, Callable[[], Any]]]:
    """What may be due in this proceeding now, each asked when its turn comes."""
    on, state = case.on, standing(case, at).state
    if case.machine.by_name[state].final:
        return
    if "acknowledgement" not in case.events and _may("complaint.ack", case, at):
        yield "complaint.ack", partial(complaints.acknowledge, on=on, by=SITE, at=at)
    if state == "open" and _may("charge.serve", case, at) and _can_be_served(on):
        yield "charge.serve", partial(charges.serve, on=on, by=SITE, way=BY_E_MAIL, at=at)
    if _wants_a_draw(case, state, at):
        yield "draw.announce", partial(draws.announce, on=on, by=SITE, at=at)
    panel = case.panel
    if panel is not None and not panel.ranking and draws.thrown(panel):
        yield "draw.result", partial(draws.enter_result, on=on, by=SITE, at=at)
    if panel is not None and panel.ranking and not panel.sitting:
        yield "panel.seat", partial(panels.seat, on=on, by=SITE, at=at)
    if state == "final" and at >= _publishing(case, at) - 86_400:
        yield "case.publish", partial(closing.publish, on=on, by=SITE, at=at)


def _may(verb: str, case: Dispute, at: int) -> bool:
    """Whether the rules leave this to the site now. Reads memory only."""
    row = case.machine.row(verb)
    return row is not None and why_not_yet(reading.assembly(), Act(verb, case.on, THE_SITE), at) is None


def _can_be_served(on: str) -> bool:
    """Whether the draft lies there, and the subject has an address; a member serves whoever has none."""
    subject = holder(on, "subject")
    return subject is not None and bool(subject.email_box) and draft_of(on) is not None


def _wants_a_draw(case: Dispute, state: str, at: int) -> bool:
    """Whether the site announces a draw: not before a charge counts as served, nor for one of a class."""
    if draws.why_due(case, at) is None:
        return False
    if state == "notified" and case.events.get("service", at) >= at:
        return False
    return not (case.machine.name == "review" and _class_goes_on(case.on, at))


def _class_goes_on(on: str, at: int) -> bool:
    found = case_of(class_of(on) or "")
    return found is not None and not found.machine.by_name[standing(found, at).state].final


def _publishing(case: Dispute, at: int) -> int:
    """The last second of the term for publishing an outcome that is final at second `at`."""
    since = standing(case, at).events["finality"]
    return ends(case, "case.publishing", term(case.book, "case.publishing"), since)


def _vacancies(at: int, only: str) -> list[Done]:
    """Offices that final decisions have made vacant."""
    done = []
    for on in closing.touched("stand", at):
        for office in closing.offices_to_vacate(on, at) if only in ("", on) else ():
            try:
                closing.vacate(office=office, on=on, at=at)
            except OutOfOrder:
                continue
            done.append(Done(office.holding, "office.vacate"))
    return done


def _years(at: int) -> list[Done]:
    """Numbers of years that are over."""
    done = []
    for year in statistics.unpublished(at):
        try:
            statistics.publish_year(year, at)
        except OutOfOrder:
            continue
        done.append(Done(f"statistics/{year}", "statistics.publish"))
    return done


# Letters about terms


def _told(at: int) -> set[str]:
    """The keys of the letters about terms that were written lately, without the person. One query."""
    keys = Letter.objects.filter(once__gte=f"term/{at - LATE - SOON:012d}", once__lt="term0")
    return {key.rpartition("/")[0] for key in keys.order_by().values_list("once", flat=True) if key}


def write(on: str, at: int, told: set[str], *, near: bool) -> None:
    """Tell those whose turn it is that a term runs out within three days, and everybody what ran out.

    `near`: time alone changes something by then; elsewhere only those drawn and a panel have terms so short.
    """
    for case in _family(on):
        now = standing(case, at)
        if now.state != case.phase and at - LATE <= now.since <= at:
            _write(case, f"term/{now.since:012d}/over/{case.on}/{now.state}", at, told, ALL, now.since - 1)
        for who, end, label, _missed in course.running(case, at) if near or case.panel else ():
            if HAVE_SEATS & set(who) and end - SOON <= at <= end:
                key = f"term/{end:012d}/soon/{case.on}/{label}"
                _write(case, key[:160], at, told, who, end)


def _write(case: Dispute, key: str, at: int, told: set[str], who: tuple[str, ...], day: int) -> None:
    if key in told:
        return
    found = {
        seat.person.pk: seat.person
        for seat in seats_in(case.on)
        if seat.person is not None and _is_one_of(seat, who, case)
    }
    context = {
        "page": f"/cases/{case.root.on}/",
        "over": "/over/" in key,
        "day": case.book.calendar.local(day),
    }
    people = panels.who_know(case.on, found.values())
    send_to_all(people, "case-term", context, at, once=key)


def _is_one_of(seat: Seat, who: tuple[str, ...], case: Dispute) -> bool:
    role = "companion" if seat.role.startswith("companion of ") else seat.role
    if seat.role in (PANEL, DRAWN):
        return seat.role in who and seat.on == case.on
    return seat.role in who or role in who


# What somebody has to do


@dataclass(frozen=True)
class Duty:
    """Something that waits for a person: what, where it is done, and the last second for it, or None."""

    says: str
    url: str
    until: int | None


def duties(person: Person, at: int) -> list[Duty]:
    """What waits for somebody who was drawn, or who sits: the nearest first. One query."""
    seats = Seat.objects.filter(person=person, until=None, role__in=(DRAWN, PANEL, "adjudicator"))
    found = (_duty(seat, person, at) for seat in seats)
    return sorted((each for each in found if each), key=lambda each: (each.until is None, each.until or 0))


def _duty(seat: Seat, person: Person, at: int) -> Duty | None:
    case = case_of(seat.on)
    if case is None or case.machine.by_name[standing(case, at).state].final:
        return None
    name, panel = person.code(case.on), case.panel
    if seat.role == DRAWN:
        if panel is None or name not in panel.ranking or panel.sitting:
            return None
        url = f"/cases/draws/{panel.index}/"
        if name in panel.answers:
            return Duty(_("You have accepted to sit; you are told when the panel sits."), url, None)
        end = draws.last_answer(case, panel)
        if end is not None and at > end:
            return None
        return Duty(_("You have been drawn by lot: say whether you will sit."), url, end)
    if panel is None or name not in panel.sitting:
        return None
    mine = [each for each in course.running(case, at) if seat.role in each[0]]
    end, what = (mine[0][1], mine[0][2]) if mine else (None, _("read the file"))
    says = _("You sit on a panel: {what}.") if seat.role == PANEL else _("You look at a complaint: {what}.")
    return Duty(says.format(what=what[:1].lower() + what[1:]), f"/cases/{case.root.on}/", end)
