"""A decision as it was served, for those in the case: its words, the dates that run from it; to print too."""

from datetime import date
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from folkmoot.procedure.case import ends
from folkmoot.procedure.dispute import Dispute, term
from folkmoot.site.cases import judging
from folkmoot.site.cases.people import case_of
from folkmoot.site.evidence import reading as evidence
from folkmoot.site.evidence.models import Item
from folkmoot.site.members.gate import to_sign_in
from folkmoot.site.members.presence import Request
from folkmoot.site.record.models import Entry
from folkmoot.site.voting.checking import check_it


@require_safe
@cache_control(no_store=True, private=True)
def page(request: HttpRequest, index: int) -> HttpResponse:
    """The decision that was put at this entry, for those on whom it was served. Others see no page."""
    here = cast(Request, request)
    reader = here.person or here.former
    entry = Entry.objects.filter(index=index).first()
    case = case_of(entry.on) if entry is not None else None
    if entry is None or case is None:
        raise Http404
    if reader is None:
        return to_sign_in(request)
    item = Item.objects.filter(entry=index, kind=Item.Kind.DECISION, destroyed_at=None).first()
    if item is None or not evidence.may_read(reader, item):
        raise Http404
    decided = case.events.get("decision")
    day = case.book.calendar.local_date(decided) if decided is not None and case.decided >= index else None
    context: dict[str, Any] = {
        "case": case,
        "title": evidence.about_one(item).title,
        "words": evidence.words(item),
        "day": day,
        "appeal": _appeal_by(case, decided) if day else None,
        "remedies": judging.remedies(day) if day else [],
        "stands_at": case.decided if day else None,
        "back": f"/cases/{case.root.on}/",
        "checkit": check_it(
            case.decided if day else index, entry.on, f"{request.scheme}://{request.get_host()}"
        ),
    }
    return render(request, "cases/decision.html", context)


def _appeal_by(case: Dispute, decided: int | None) -> date | None:
    """The last day on which the subject may appeal; None where nothing was imposed, or for a part."""
    if decided is None or case.machine.name != "case" or case.outcome in ("", "none"):
        return None
    end = ends(case, "appeal.term", term(case.book, "appeal.term"), decided)
    return case.book.calendar.local_date(end)


urlpatterns = [path("cases/decisions/<int:index>/", page, name="decision")]
