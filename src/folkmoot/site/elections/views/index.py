"""The list of elections: those under way, those that are over."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.site.elections import course, reading
from folkmoot.site.elections.models import Recall
from folkmoot.site.elections.vacant import open_places
from folkmoot.site.members.presence import Request
from folkmoot.site.record import reading as record


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All elections, the newest first."""
    here = cast(Request, request)
    cards = reading.cards(here.at)
    assembly = record.assembly()
    return render(
        request,
        "elections/index.html",
        {
            "under_way": [each for each in cards if each.state in course.UNDER_WAY],
            "past": [each for each in cards if each.state not in course.UNDER_WAY],
            "places": list(open_places(here.at)),
            "may_call": here.person is not None
            and bool(assembly.book_at(here.at).powers.get("election.call")),
            "recalls": Recall.objects.count(),
        },
    )
