"""The list of motions, by branch and by where they stand."""

from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.site.debate import drafts
from folkmoot.site.members.presence import Request
from folkmoot.site.motions import reading as motions
from folkmoot.site.record import reading

PAGE = 20
GROUPS = {
    "": motions.STATES,
    "live": motions.LIVE,
    "carried": ("carried",),
    "ended": ("lost", "lapsed", "withdrawn", "out of order"),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All motions, the newest first."""
    here = cast(Request, request)
    facts = reading.assembly()
    branch, group = request.GET.get("branch", ""), request.GET.get("state", "live")
    branch = branch if branch in facts.branches else ""
    group = group if group in GROUPS else ""
    found = motions.cards(here.at, branch=branch, states=GROUPS[group])
    groups = (
        ("live", _("Under way")),
        ("carried", _("Carried")),
        ("ended", _("Ended without a decision")),
        ("", _("All")),
    )
    return render(
        request,
        "motions/index.html",
        {
            "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
            "branch": branch,
            "group": group,
            "groups": groups,
            "branches": [(each.id, each.title) for each in facts.branches.values()],
            "query": f"branch={branch}&state={group}&",
            "drafts": drafts.of(here.person, "motion") if here.person else [],
            "person": here.person,
        },
    )
