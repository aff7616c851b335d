"""The adopted text with the history of its words, and the text on any day."""

from datetime import date
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.procedure.case import standing
from folkmoot.procedure.shared_text import Plan
from folkmoot.site.members.presence import Request
from folkmoot.site.plan import history as told
from folkmoot.site.plan import reading
from folkmoot.site.plan.clauses import as_it_stands, shown
from folkmoot.site.plan.models import Plan as PlanRow
from folkmoot.site.plan.overview import Overview, overview
from folkmoot.site.plan.setting import as_html, leaves
from folkmoot.site.record import reading as record
from folkmoot.site.record.models import Entry
from folkmoot.site.voting import checking
from folkmoot.site.voting.course import day
from folkmoot.texts.clause import BadText, Revision, read_revision
from folkmoot.texts.labels import labels
from folkmoot.tlog.leaf import Leaf

MILESTONES = ("plan.publish", "plan.revise", "plan.marshal")


@require_safe
def history(request: HttpRequest, number: int) -> HttpResponse:
    """The text as it stands now with where its words come from; with `?on=`, as it was on that day."""
    here = cast(Request, request)
    row, case = reading.found(number)
    over = overview(case, here.at)
    on, bad = _day(request, case)
    entries = list(Entry.objects.filter(on=row.on, act__in=MILESTONES).order_by("index"))
    context: dict[str, Any] = reading.state_of(case, here.at) | {
        "plan": row,
        "places": reading.places(row, case, here.at, "history"),
        "on": on.isoformat() if on else "",
        "on_error": bad,
        "milestones": _milestones(over, entries, here.at),
        "checkit": checking.check_it(row.entry, row.on, f"{request.scheme}://{request.get_host()}"),
    }
    if on is not None:
        context |= _on_a_day(over, row, entries, case.book.calendar.last_second(on), on)
    else:
        context |= _now(over, here)
    return render(request, "plan/history.html", context)


def _day(request: HttpRequest, case: Plan) -> tuple[date | None, str]:
    asked = request.GET.get("on", "")
    if not asked:
        return None, ""
    try:
        return date.fromisoformat(asked), ""
    except ValueError:
        return None, _("Write the day as year, month and day: 2026-03-01.")


def _now(over: Overview, here: Request) -> dict[str, Any]:
    adopted = standing(over.plan, here.at).state == "adopted"
    shown_ = told.Told(over, here.person)
    return {
        "page_heading": _("The text as it was adopted") if adopted else _("The text as it now stands"),
        "said": _said(over.plan, adopted=adopted),
        "has_marks": shown_.has_marks,
        "text": shown_.html(),
        "leaves": leaves(over, revision=over.as_it_stands.revision),
    }


def _said(plan: Plan, *, adopted: bool) -> str:
    if adopted:
        return _("Adopted on {day}, and in force since.").format(day=day(plan.book, told.adopted_at(plan)))
    return _("With everything that has been carried or agreed so far. It is not adopted yet.")


def _on_a_day(over: Overview, row: PlanRow, entries: list[Entry], at: int, on: date) -> dict[str, Any]:
    """The text that was in force at the end of a day; where none was, the one that was published by then."""
    words = day(over.plan.book, at)
    force = told.in_force(over.plan, at)
    if force is not None and force.adopted is not None:
        since = day(force.book, told.adopted_at(force))
        return _plain(over, force.adopted) | {
            "page_heading": _("The text in force on {day}").format(day=words),
            "said": _("Adopted on {day}.").format(day=since),
        }
    published = [entry for entry in entries if entry.act != "plan.marshal" and entry.time <= at]
    revision = revision_in(published[-1]) if published else None
    heading = {"page_heading": _("The text on {day}").format(day=words), "has_marks": False}
    if revision is None:
        return heading | {
            "said": "",
            "text": "",
            "empty_words": _("On that day there was no such text: nothing was in force, nothing published."),
        }
    return (
        _plain(over, revision)
        | heading
        | {"said": _("Nothing was in force yet. This was published for amendment.")}
    )


def revision_in(entry: Entry) -> Revision | None:
    """The text that an entry published; None where its paper is gone. One query."""
    digest = str(Leaf.decode(bytes(entry.leaf)).facts.get("revision", ""))
    data = record.paper(digest)
    try:
        return read_revision(data) if data is not None else None
    except BadText:
        return None


def _plain(over: Overview, revision: Revision) -> dict[str, Any]:
    """A text without notes and marks."""
    numbers = labels(revision)
    words = as_it_stands(revision, over.page, numbers)
    clauses = [shown(each, over.page, numbers, words) for each in revision.clauses]
    return {
        "text": as_html(clauses),
        "leaves": [each | {"count": 0} for each in leaves(over, revision=revision)],
        "has_marks": False,
    }


def _milestones(over: Overview, entries: list[Entry], at: int) -> list[dict[str, str]]:
    """What happened to the text, and when, each with the text of that day."""
    words = {
        "plan.publish": _("Published for amendment"),
        "plan.revise": _("Published anew"),
        "plan.marshal": _("Order of taking published"),
    }
    found = []
    calendar = over.plan.book.calendar
    for each in told.chain(over.plan):
        if each.on != over.plan.on and each.adopted is not None:
            when = calendar.local_date(told.adopted_at(each))
            said = _("Another state of this text adopted")
            found.append((told.adopted_at(each), said, f"{over.page}history/?on={when.isoformat()}"))
    for entry in entries:
        on = calendar.local_date(entry.time).isoformat()
        url = f"{over.page}history/?on={on}" if entry.act != "plan.marshal" else f"{over.page}list/"
        found.append((entry.time, words[entry.act], url))
    now = standing(over.plan, at)
    if now.state == "adopted":
        found.append((now.since, _("Adopted as amended"), f"{over.page}history/"))
    return [
        {"day": day(over.plan.book, when), "words": said, "url": url} for when, said, url in sorted(found)
    ]
