"""The paper to print, for whoever votes without a device."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.site.elections import marking, naming, reading
from folkmoot.site.members.presence import Request


@require_safe
def printed(request: HttpRequest, number: int) -> HttpResponse:
    """A ballot paper to print, without anything that says whose it is."""
    here = cast(Request, request)
    row, case = reading.found(number)
    names = naming.names_on(row, case.paper or case.standing_now, here.person)
    closes = case.events.get("closing")
    context = {
        "election": row,
        "title": naming.title_of(row),
        "names": names,
        "crosses": case.called_under.method == marking.APPROVAL,
        "instructions": marking.instructions(case.called_under.method, case.seats),
        "seats": case.seats,
        "closes": case.book.calendar.local(closes) if closes else None,
        "rule": case.called_under.paragraph,
    }
    return render(request, "elections/printed.html", context)
