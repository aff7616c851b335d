"""Files to take along: the text as it was published, as it stands, with marks; in several formats."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.site.members.presence import Request
from folkmoot.site.plan import reading
from folkmoot.site.plan.exporting import FORMATS, written
from folkmoot.site.plan.models import Plan as PlanRow
from folkmoot.site.plan.overview import Overview, overview
from folkmoot.texts.clause import Revision


@require_safe
def files(request: HttpRequest, number: int) -> HttpResponse:
    """What there is to take along, and how to compute it oneself."""
    here = cast(Request, request)
    row, case = reading.found(number)
    over = overview(case, here.at)
    context = {
        "plan": row,
        "places": reading.places(row, case, here.at, "files"),
        "groups": _groups(row, over),
        "address": f"{request.scheme}://{request.get_host()}",
    }
    return render(request, "plan/files.html", context)


def _groups(row: PlanRow, over: Overview) -> list[dict[str, Any]]:
    adopted = over.plan.adopted is not None
    found = [
        {
            "id": "the-text",
            "title": _("The text as it was adopted") if adopted else _("The text as it was published"),
            "words": _("The words as they are in force.")
            if adopted
            else _("The words that amendments are written against."),
            "files": _links(row, "text"),
        }
    ]
    if over.standing and not adopted:
        found.append(
            {
                "id": "as-it-stands",
                "title": _("The text as it now stands"),
                "words": _("With everything that has been carried or agreed so far."),
                "files": _links(row, "now"),
            }
        )
    return found


def _links(row: PlanRow, name: str) -> list[tuple[str, str, str]]:
    return [(f"{row.url}{name}.{ending}", each.name, each.words) for ending, each in FORMATS.items()]


@require_safe
def file(request: HttpRequest, number: int, name: str, ending: str) -> HttpResponse:
    """A text as a file: `text`, as it was published or adopted; `now`, with all that has been carried."""
    here = cast(Request, request)
    row, case = reading.found(number)
    if ending not in FORMATS:
        raise Http404
    revision: Revision = case.adopted or case.base
    if name == "now" and case.adopted is None:
        revision = overview(case, here.at).as_it_stands.revision
    response = HttpResponse(written(revision, ending), content_type=FORMATS[ending].media)
    title = slugify(row.title) or "text"
    response["Content-Disposition"] = f'attachment; filename="{title}.{ending}"'
    return response
