"""The page of a hearing, for those in the case: when, where, a notice to print, an entry for a calendar."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from folkmoot.procedure.dispute import Dispute
from folkmoot.site.cases.acts.hearings import place_of
from folkmoot.site.cases.people import case_of
from folkmoot.site.cases.reading import Here, here_of, rule_of
from folkmoot.site.evidence import reading as evidence
from folkmoot.site.help.calendar_file import calendar_file
from folkmoot.site.help.clocks import Clock
from folkmoot.site.members.gate import to_sign_in


def _found(request: HttpRequest, on: str) -> tuple[Here, Dispute] | HttpResponse:
    """Who looks, and the proceeding whose hearing is fixed. Raises Http404 for whoever has no part in it."""
    case = case_of(on)
    kind, _slash, rest = on.partition("/")
    number = rest.partition("/")[0]
    if case is None or not number.isdecimal():
        raise Http404
    here = here_of(request, kind, int(number))
    if here.person is None:
        return to_sign_in(request)
    if "sitting" not in case.events or not (here.parts - {"drawn member"} or here.officer):
        raise Http404
    return here, case


@require_safe
@cache_control(no_store=True, private=True)
def page(request: HttpRequest, on: str) -> HttpResponse:
    """When and where, what to bring, how it goes; printed, it is the notice."""
    found = _found(request, on)
    if isinstance(found, HttpResponse):
        return found
    here, case = found
    item = place_of(on)
    where = evidence.words(item) if item is not None and evidence.may_read(here.person, item) else ""
    context: dict[str, Any] = {
        "here": here,
        "on": on,
        "when": case.book.calendar.local(case.events["sitting"]),
        "where": where,
        "held": "hearing" in case.events,
        "postponed": case.postponed,
        "rule": rule_of(case, "hearing.fix"),
        "panel": len(case.panel.sitting) if case.panel else 0,
        "back": f"/cases/{case.root.on}/",
    }
    return render(request, "cases/hearing.html", context)


@require_safe
def calendar(request: HttpRequest, on: str) -> HttpResponse:
    """The day of the hearing for a calendar, with a reminder, and nothing about the person."""
    found = _found(request, on)
    if isinstance(found, HttpResponse):
        return found
    here, case = found
    when = case.book.calendar.local(case.events["sitting"])
    clock = Clock(
        "hearing",
        "yours",
        when.date(),
        _("Hearing at {hour}").format(hour=date_format(when, "H:i")),
        _("The hearing goes on without you; what you wrote counts all the same."),
        _("Rule {rule}").format(rule=rule_of(case, "hearing.fix")),
    )
    answer = HttpResponse(calendar_file([clock], at=here.at), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="hearing.ics"'
    return answer


urlpatterns = [
    path("cases/hearings/<path:on>/calendar.ics", calendar, name="hearing-calendar"),
    path("cases/hearings/<path:on>/", page, name="hearing"),
]
