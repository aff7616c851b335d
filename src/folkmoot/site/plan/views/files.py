"""Files to take along: the text as it was published, as it stands, with marks; in several formats."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.site.members.presence import Request
from folkmoot.site.plan import reading
from folkmoot.site.plan.exporting import CALLED, MEDIA, NAMES, Copy
from folkmoot.site.plan.models import Plan as PlanRow
from folkmoot.site.plan.overview import Overview, overview
from folkmoot.site.plan.taking import Item
from folkmoot.site.plan.views.listing import divisions, order_for


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
            "words": _("The words that were adopted.")
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
    if over.standing:
        found.append(
            {
                "id": "with-changes",
                "title": _("With what was left out and put in"),
                "words": _("Each change that was carried or agreed, with the number of the amendment."),
                "files": _links(row, "changes"),
            }
        )
    if over.plan.amendments:
        found.append(
            {
                "id": "with-amendments",
                "title": _("With amendments in place"),
                "words": _(
                    "Everything that was moved and has not ended, struck and underlined, with numbers."
                ),
                "files": _links(row, "marked"),
            }
        )
        found.append(
            {
                "id": "the-list",
                "title": _("The order of taking"),
                "words": _("With what falls, with recommendations, and a box for each decision."),
                "files": _links(row, "list"),
            }
        )
    return found


def _links(row: PlanRow, name: str) -> list[tuple[str, str, str]]:
    return [(f"{row.url}{name}.{ending}", *CALLED[ending]) for ending in NAMES[name]]


@require_safe
def file(request: HttpRequest, number: int, name: str, ending: str) -> HttpResponse:
    """A text as a file; `exporting.NAMES` says which there are."""
    here = cast(Request, request)
    row, case = reading.found(number)
    over = overview(case, here.at)
    if ending not in NAMES[name] or (name == "list" and not case.amendments):
        raise Http404
    copy = Copy(over, here.at, f"{request.scheme}://{request.get_host()}")
    content = (
        copy.written_list(row.title, _items(here, over)) if name == "list" else copy.written(name, ending)
    )
    response = HttpResponse(content, content_type=MEDIA[ending])
    title = slugify(row.title) or "text"
    called = title if name in ("text", "now") else f"{title}-{name}"
    response["Content-Disposition"] = f'attachment; filename="{called}.{ending}"'
    return response


def _items(here: Request, over: Overview) -> list[tuple[str, Item]]:
    found = divisions(here, over, order_for(over, here.at))
    return [(each.title if not at else "", item) for each in found for at, item in enumerate(each.items)]
