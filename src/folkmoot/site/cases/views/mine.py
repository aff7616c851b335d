"""The place of cases: one's own for whoever is signed in, and for everybody how it goes."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.procedure.case import standing
from folkmoot.procedure.dispute import Dispute
from folkmoot.site.cases import course
from folkmoot.site.cases.models import Docket
from folkmoot.site.cases.people import case_of, untold
from folkmoot.site.cases.reading import mine, parts_of
from folkmoot.site.members.models import Person
from folkmoot.site.members.presence import Request, office_of

OFFICE = "case officer"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """One's own cases, what one can begin, and how it goes."""
    here = cast(Request, request)
    person = here.person or here.former
    context = {
        "person_here": person,
        "cards": [_card(docket, person, here.at) for docket in mine(person)] if person else [],
        "officer": office_of(request, OFFICE) is not None,
    }
    return render(request, "cases/index.html", context)


def _card(docket: Docket, person: Person, at: int) -> dict[str, Any]:
    head = case_of(docket.on)
    assert head is not None
    status, pill = course.pill(head, at)
    family = _family(person, head)
    parts = frozenset[str]().union(*(parts_of(person, case) for case in family))
    own = course.clock_sides(family, parts, at).yours
    then = _("{what}: {days} days").format(what=own[0].label, days=own[0].days) if own else ""
    return {
        "number": "",
        "title": _title(docket, parts, over=head.machine.by_name[standing(head, at).state].final),
        "url": docket.url,
        "status": status,
        "pill": pill,
        "kicker": course.day(head.book, docket.opened_at),
        "said": course.means(head, at),
        "then": then,
    }


def _family(person: Person, head: Dispute) -> list[Dispute]:
    """A case with its precautions and appeals, as far as somebody may know of them."""
    hidden = untold(person, head)
    found = (case_of(on) for on in head.parts if on not in hidden)
    return [head, *(case for case in found if case is not None and case.head is not None)]


def _title(docket: Docket, parts: frozenset[str], *, over: bool) -> str:
    names = {
        "case": _("Case {n}"),
        "review": _("Review {n}"),
        "class": _("Class of reviews {n}"),
        "comment": _("Comment {n}"),
    }
    said = {
        "subject": _("a complaint about you"),
        "complainant": _("your complaint"),
        "applicant": _("your application"),
        "author": _("your comment"),
        "flagger": _("a comment that you flagged"),
        "adjudicator": _("you are the adjudicator"),
        "investigator": _("you look into it"),
        "panel member": _("you sat on the panel") if over else _("you sit on the panel"),
        "earlier panel member": _("you sat on the panel"),
        "drawn member": _("you were drawn by lot"),
    }
    role = next((words for part, words in said.items() if part in parts), "")
    if "companion" in parts:
        role = _("you come along as a companion")
    thing = names.get(docket.kind, "{n}").format(n=docket.number)
    return f"{thing}: {role}" if role else thing


urlpatterns = [path("cases/", index, name="index")]
