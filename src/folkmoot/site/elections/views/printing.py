"""The paper to print, for whoever votes without a device: a page, and a sheet as PDF."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.procedure.case import standing
from folkmoot.procedure.electing import PRIORITY
from folkmoot.site.debate.saying import sign_in_first
from folkmoot.site.elections import naming, reading
from folkmoot.site.elections.blank import blank, pdf
from folkmoot.site.members.presence import Request
from folkmoot.site.record import reading as record


@require_safe
def printed(request: HttpRequest, number: int) -> HttpResponse:
    """A ballot paper to print, without anything that says whose it is."""
    here = cast(Request, request)
    row, case = reading.found(number)
    if here.person is None and case.kind != PRIORITY:
        return sign_in_first(request)  # names are for members; without them it is no paper
    context = {
        "election": row,
        "title": naming.title_of(row),
        "paper": blank(row, case, here.person, here.at),
        "is_open": standing(case, here.at).state == "at the vote",
    }
    return render(request, "elections/printed.html", context)


@require_safe
def sheet(request: HttpRequest, number: int) -> HttpResponse:
    """The same as a PDF in large print."""
    here = cast(Request, request)
    row, case = reading.found(number)
    if here.person is None and case.kind != PRIORITY:
        return sign_in_first(request)
    paper = blank(row, case, here.person, here.at)
    if paper is None:
        raise Http404
    response = HttpResponse(pdf(paper, number, record.assembly().name), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="election-{number}-ballot-paper.pdf"'
    return response
