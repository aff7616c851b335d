"""The case officer's worklist: what lapses next comes first. It decides nothing, and names nobody."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from folkmoot.procedure.act import Act, Actor
from folkmoot.procedure.case import standing
from folkmoot.procedure.dispute import Dispute
from folkmoot.procedure.ruling import why_not_yet
from folkmoot.procedure.who import in_words
from folkmoot.site.cases import course, lapses
from folkmoot.site.cases.acts import draws
from folkmoot.site.cases.models import Docket
from folkmoot.site.cases.people import case_of
from folkmoot.site.cases.reading import deed_url
from folkmoot.site.members.gate import members_only
from folkmoot.site.members.presence import Request, office_of
from folkmoot.site.record import reading
from folkmoot.site.voting.course import days_left, moment
from folkmoot.tlog.leaf import code_name

AT_ONCE = 15
NEAR = 3
NEVER = 2**53
KINDS = (
    ("case", gettext_lazy("Complaints")),
    ("review", gettext_lazy("Reviews")),
    ("class", gettext_lazy("Classes")),
    ("comment", gettext_lazy("Comments")),
)
ANYBODY: dict[str, Any] = {
    "complaint.ack": gettext_lazy("acknowledge it"),
    "charge.serve": gettext_lazy("serve the charge"),
    "draw.announce": gettext_lazy("announce the draw"),
    "panel.seat": gettext_lazy("seat those who accepted"),
}
"""Clerical steps that any member may take, some of them once the officer's time for them is over."""
WORDS: dict[str, Any] = {
    "complaint.ack": gettext_lazy("complaints not acknowledged in the officer's time"),
    "charge.serve": gettext_lazy("charges not served in the officer's time"),
}


Pills = dict[tuple[str, str], str]
"""The pill of each state, by kind of proceeding and state: the same on every row of a page."""


@dataclass(frozen=True)
class Row:
    """A line of the list, in words: one proceeding, and what is due in it by second `end`. `pill` is HTML."""

    title: str
    url: str
    pill: str
    days: str
    unit: str
    near: bool
    what: str
    rest: str
    missed: str
    anybody: list[tuple[str, str]]
    end: int


@members_only
@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Live proceedings of one kind, by what time alone changes next; and what officers let slip."""
    here = cast(Request, request)
    chosen = request.GET.get("kind", "case")
    kind = chosen if chosen in dict(KINDS) else "case"
    rows = Docket.objects.filter(over=False, kind=kind, next_at__isnull=False).order_by("next_at")
    found = Paginator(rows, AT_ONCE).get_page(request.GET.get("page"))
    person = here.person
    assert person is not None  # members only
    pills: Pills = {}
    key = person.key
    context: dict[str, Any] = {
        "rows": sorted((row for docket in found for row in _rows(docket, key, here.at, pills)), key=_nearest),
        "page": found,
        "query": f"kind={kind}&",
        "kinds": [(key, label, key == kind) for key, label in KINDS],
        "slipped": [(WORDS[verb], number) for verb, number in lapses.slipped(here.at).items()],
        "officer": office_of(request, "case officer") is not None,
    }
    return render(request, "cases/worklist.html", context)


def _nearest(row: Row) -> int:
    """A part of a case may run out long before its head, and a clerical step before either."""
    return row.end


def _rows(docket: Docket, key: bytes, at: int, pills: Pills) -> Iterator[Row]:
    """The head of a family, and those of its parts that still go on. Reads memory only."""
    head = case_of(docket.on)
    for case in (head, *(case_of(part) for part in head.parts)) if head is not None else ():
        if case is None or case.root.on != docket.on:
            continue
        state = standing(case, at).state
        if not case.machine.by_name[state].final:
            looks = (case.machine.name, state)
            if looks not in pills:
                status, label = course.pill(case, at)
                pills[looks] = render_to_string("front/parts/pill.html", {"status": status, "label": label})
            yield _row(docket, case, key, at, pills[looks])


def _row(docket: Docket, case: Dispute, key: bytes, at: int, pill: str) -> Row:
    who, end, what, missed = next(iter(course.running(case, at)), ((), None, "", ""))
    left = None if end is None else max(0, days_left(case.book, at, end))
    title = f"{docket.get_kind_display().capitalize()} {docket.number}"
    said = [in_words(who)] if who else []
    if end is not None:
        said.append(_("until {until}").format(until=moment(case.book, end)))
    return Row(
        title if case.head is None else f"{title}: {course.part_words(case)}",
        docket.url,
        pill,
        "–" if left is None else str(left),
        _("no date") if left is None else ngettext("day", "days", left) if left else _("days: today"),
        left is not None and left <= NEAR,
        what or course.means(case, at),
        " · ".join(said),
        _("If missed: {what}").format(what=missed) if missed else "",
        list(_by_anybody(docket, case, key, at)),
        NEVER if end is None else end,
    )


def _by_anybody(docket: Docket, case: Dispute, key: bytes, at: int) -> Iterator[tuple[str, str]]:
    """Clerical steps that any member may take in this proceeding now, each with its page."""
    for verb, words in ANYBODY.items():
        if case.machine.row(verb) is None or not _wanted(verb, case, at):
            continue
        act = Act(verb, case.on, Actor("member", code_name(key, docket.on)))
        if why_not_yet(reading.assembly(), act, at) is None:
            yield str(words), deed_url(docket, verb, case)


def _wanted(verb: str, case: Dispute, at: int) -> bool:
    panel = case.panel
    if verb == "complaint.ack":
        return "acknowledgement" not in case.events
    if verb == "draw.announce":
        return draws.why_due(case, at) is not None
    if verb == "panel.seat":
        return panel is not None and bool(panel.ranking) and not panel.sitting
    return True


urlpatterns = [path("cases/work/", page, name="worklist")]
