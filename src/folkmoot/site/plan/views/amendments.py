"""The list of amendments to a text, by where they stand, by branch, by section or clause."""

from typing import Any, cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from folkmoot.procedure.case import standing
from folkmoot.procedure.shared_text import Plan
from folkmoot.site.members.presence import Request
from folkmoot.site.plan import drafts, reading
from folkmoot.site.plan.cards import cards
from folkmoot.site.plan.course import state_words
from folkmoot.site.plan.filters import Choice, chosen, fields
from folkmoot.site.plan.models import Plan as PlanRow
from folkmoot.site.plan.overview import Overview, overview
from folkmoot.site.plan.sheet import called
from folkmoot.site.record.reading import assembly

PAGE = 25


@require_safe
def amendments(request: HttpRequest, number: int) -> HttpResponse:
    """All amendments, or those that are chosen, in the order of the text."""
    here = cast(Request, request)
    row, case = reading.found(number)
    over = overview(case, here.at)
    choice = chosen(request, over)
    numbers = choice.numbers(over)
    page = Paginator(numbers, PAGE).get_page(request.GET.get("page"))
    open_now = standing(case, here.at).state == "open"
    write = f"{row.url}amend/" if open_now else ""
    query = choice.query()
    context = {
        "plan": row,
        "places": reading.places(row, case, here.at, "amendments"),
        "said": reading.published_words(case, here.at),
        "write_url": write,
        "filters": fields(over, choice),
        "clause_words": _clause_words(over, choice),
        "without_clause": choice.query(clause=""),
        "found_words": ngettext("{n} amendment", "{n} amendments", len(numbers)).format(n=len(numbers)),
        "cards": cards(over, list(page.object_list)),
        "page": page,
        "query": f"{query}&" if query else "",
        "empty_words": _empty(case),
        "empty_actions": [{"label": _("Write an amendment"), "url": write, "kind": "plain"}] if write else [],
        "drafts": _drafts(here, row),
        "counts": _counts(over, row),
    }
    return render(request, "plan/amendments.html", context)


def _clause_words(over: Overview, choice: Choice) -> str:
    if not choice.clause:
        return ""
    return _("Only those to {clause}.").format(clause=called(over.base, choice.clause))


def _empty(case: Plan) -> str:
    if not case.amendments:
        return _("Nobody has tabled an amendment yet.")
    return _("No amendment is like that.")


def _counts(over: Overview, row: PlanRow) -> list[tuple[str, str, int]]:
    """How many amendments stand where, each with the list of them."""
    found: dict[str, int] = {}
    for state in over.states.values():
        found[state] = found.get(state, 0) + 1
    groups = {
        "tabled": "tabled",
        "seconded": "meeting",
        "at the vote": "meeting",
        "accepted": "accepted",
        "agreed": "accepted",
        "unconfirmed": "waiting",
        "in composite": "waiting",
        "carried": "carried",
    }
    order = list(groups) + [state for state in found if state not in groups]
    return [
        (f"{row.url}amendments/?state={groups.get(state, 'ended')}", state_words(state), found[state])
        for state in order
        if state in found
    ]


def _drafts(here: Request, row: PlanRow) -> list[tuple[str, Any]]:
    if here.person is None:
        return []
    local = assembly().book_at(here.at).calendar.local
    return [
        (
            f"{row.url}amend/{each.pk}/",
            _("Kept on {day}").format(day=f"{local(each.kept_at):%d.%m.%Y %H:%M}"),
        )
        for each in drafts.of(here.person, plan=row)
    ]
