"""The home page, and the two pages that every page's foot leads to."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from folkmoot.site.front import business
from folkmoot.site.members.presence import Request
from folkmoot.site.notices.models import Letter
from folkmoot.site.record.models import Entry
from folkmoot.site.record.reading import assembly

UNREAD = 5


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """For a member what needs them; for everybody else what this is, what it decides, how to join."""
    here = cast(Request, request)
    facts = assembly()
    context = {
        "facts": facts,
        "members": facts.members_of(facts.root),
        "branches": len(facts.branches),
        **business.for_home(here.person, here.at),
    }
    if here.person is None:
        context["founded_at"] = Entry.objects.filter(index=0).values_list("time", flat=True).first()
        return render(request, "front/home_outside.html", context)
    unread = Letter.objects.filter(person=here.person, read_at__isnull=True)
    context["unread"] = unread.count()
    context["offices"] = here.offices
    context["needs_passkey"] = bool(here.offices) and not here.by_passkey
    return render(request, "front/home_member.html", context)


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about whom."""
    return render(request, "front/privacy.html")


@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """What the site promises, and the ways round it."""
    return render(request, "front/accessibility.html")
