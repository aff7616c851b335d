"""The tree of branches, and a page for each: officers, motions, decisions."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from folkmoot.procedure.facts import Assembly
from folkmoot.site.front import business
from folkmoot.site.members.models import Branch, Office, Person
from folkmoot.site.members.presence import Request
from folkmoot.site.members.views import office_row
from folkmoot.site.record.reading import assembly


@require_GET
def tree(request: HttpRequest) -> HttpResponse:
    """All branches."""
    facts = assembly()
    return render(request, "front/branches.html", {"branches": _tree(facts, "", "")})


@require_GET
def branch(request: HttpRequest, branch: str) -> HttpResponse:
    """One branch. Names of officers are for members; everybody else reads code names."""
    here = cast(Request, request)
    found = get_object_or_404(Branch.objects.select_related("parent"), pk=branch)
    facts = assembly()
    held = Office.objects.in_office(here.at).filter(branch=found).select_related("branch", "person")
    context = {
        "branch": found,
        "members": facts.members_of(found.pk),
        "officers": [office_row(each, here.person) for each in held.order_by("office", "since")],
        "to_appoint": _to_appoint(facts, found.pk, here.person),
        "below": _tree(facts, found.pk, ""),
        "tree": _tree(facts, "", found.pk),
        **business.of_branch(found.pk, here.at),
    }
    return render(request, "front/branch.html", context)


def _to_appoint(facts: Assembly, branch: str, person: Person | None) -> list[dict[str, str]]:
    """What a member of the branch can do about an empty office; nobody else can table a motion in it."""
    if person is None or branch not in facts.above(person.branch_id):
        return []
    words = _("Table a motion that appoints somebody")
    return [{"label": words, "url": "/motions/new/", "kind": "plain"}]


def _tree(facts: Assembly, parent: str, current: str) -> list[dict[str, Any]]:
    return [
        {
            "title": each.title,
            "url": f"/branches/{each.id}/",
            "members": facts.members_of(each.id),
            "current": each.id == current,
            "children": _tree(facts, each.id, current),
        }
        for each in facts.branches.values()
        if each.parent == parent
    ]
