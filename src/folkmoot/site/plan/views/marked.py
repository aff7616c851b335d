"""The text with amendments in place, and the same without what nothing is open on; a part at a time."""

from dataclasses import replace
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from folkmoot.procedure.shared_text import STANDS, UNDER_WAY
from folkmoot.site.members.presence import Request
from folkmoot.site.plan import reading
from folkmoot.site.plan.filters import Choice, chosen, fields
from folkmoot.site.plan.in_place import InPlace, Part, parts
from folkmoot.site.plan.overview import Overview, overview
from folkmoot.site.plan.typeset import plain

AT_ONCE = 1
"""Parts that the page brings along; the others are fetched as they come into view."""
CONTESTED = tuple(state for state in UNDER_WAY if state not in ("accepted", "in composite"))
"""Where something is open: what was accepted is not, as long as nobody asks for a vote."""


@require_safe
def marked(request: HttpRequest, number: int, part: str = "", *, still: bool = False) -> HttpResponse:
    """The text with the chosen amendments in place; `part` is the clause with which one part begins.

    `still`: only what is still contested. The address with `whole=1` brings everything at once.
    """
    here = cast(Request, request)
    row, case = reading.found(number)
    over = overview(case, here.at)
    choice = replace(chosen(request, over), sort="number", clause="")
    shown = InPlace(over, _numbers(over, choice, still=still), still)
    wanted = [each for each in parts(over) if not choice.section or choice.section in each.clauses]
    if part:
        return _one(request, shown, wanted, part, row.url, choice)
    wanted = [each for each in wanted if shown.has(each.clauses)]
    address = f"{row.url}{'contested' if still else 'marked'}/"
    whole = request.GET.get("whole") == "1"
    sections = [_section(shown, each, address, choice, at_once=whole) for each in wanted]
    for each, place in zip(sections[:AT_ONCE], wanted[:AT_ONCE], strict=True):
        each["html"] = shown.part(place)
    heading = _("Still contested") if still else _("The text with amendments in place")
    context = {
        "plan": row,
        "places": reading.places(row, case, here.at, "contested" if still else "marked"),
        "page_heading": heading,
        "said": _said(shown, still=still),
        "filters": [
            each for each in fields(over, choice, sorts=False) if not still or each["name"] != "state"
        ],
        "sections": sections,
        "leaves": _leaves(over, wanted),
        "whole_url": "" if whole or len(sections) < 2 else f"{address}?{_query(choice, whole='1')}",
        "still": still,
        "empty_words": _("Nothing is open any more.") if still else _("No amendment is like that."),
    }
    return render(request, "plan/marked.html", context)


def _numbers(over: Overview, choice: Choice, *, still: bool) -> tuple[int, ...]:
    """What is shown in place: what is chosen; of what is contested, also what stands already beside it."""
    found = choice.numbers(over)
    if still:
        found = [number for number in found if over.states[number] in (*CONTESTED, *STANDS)]
    return tuple(sorted(number for number in found if number in over.gathered.wordings))


def _section(shown: InPlace, part: Part, address: str, choice: Choice, *, at_once: bool) -> dict[str, Any]:
    over = shown.over
    top = over.base.by_id[part.id]
    query = _query(choice)
    return {
        "anchor": f"c-{part.id}",
        "label": over.labels[part.id],
        "title": plain(top.heading or top.body, over.labels)[:80],
        "url": f"{address}{part.id}/" + (f"?{query}" if query else ""),
        "html": shown.part(part) if at_once else "",
    }


def _query(choice: Choice, **more: str) -> str:
    found = choice.query(sort="text")
    return "&".join(filter(None, (found, *(f"{key}={value}" for key, value in more.items()))))


def _one(
    request: HttpRequest, shown: InPlace, wanted: list[Part], id_: str, page: str, choice: Choice
) -> HttpResponse:
    """One part: its words alone for the script, else a page with the parts before and after it."""
    place = next((at for at, each in enumerate(wanted) if each.id == id_), None)
    if place is None:
        raise Http404
    html = shown.part(wanted[place])
    if getattr(request, "htmx", False):
        return HttpResponse(html)
    here = cast(Request, request)
    plan = shown.over.plan
    row, _case = reading.found(int(plan.on.partition("/")[2]))
    address = f"{page}{'contested' if shown.still else 'marked'}/"

    def link(at: int) -> dict[str, Any] | None:
        return _section(shown, wanted[at], address, choice, at_once=False) if 0 <= at < len(wanted) else None

    section = _section(shown, wanted[place], address, choice, at_once=False)
    context = {
        "plan": row,
        "places": reading.places(row, plan, here.at, "contested" if shown.still else "marked"),
        "section": section,
        "html": html,
        "before": link(place - 1),
        "after": link(place + 1),
        "all_url": f"{address}?{_query(choice)}",
    }
    return render(request, "plan/marked_part.html", context)


def _leaves(over: Overview, wanted: list[Part]) -> list[dict[str, Any]]:
    return [
        {
            "label": over.labels[id_],
            "title": plain(over.base.by_id[id_].heading or over.base.by_id[id_].body, over.labels)[:80],
            "url": f"#c-{id_}" if id_ == part.id else f"#c-{part.id}",
            "count": len(over.in_section.get(id_, ())),
        }
        for part in wanted
        for id_ in part.clauses
    ]


def _said(shown: InPlace, *, still: bool) -> str:
    states = shown.over.states
    open_now = [number for number in shown.numbers if states[number] not in STANDS]
    many = len(open_now if still else shown.numbers)
    if still:
        return ngettext(
            "{n} amendment is open. Clauses on which nothing is open are left out.",
            "{n} amendments are open. Clauses on which nothing is open are left out.",
            many,
        ).format(n=many)
    return ngettext("{n} amendment is shown.", "{n} amendments are shown.", many).format(n=many)
