"""Files to take away: the days for a calendar; of a result the ballot file, its JSON, the sheet as CSV."""

from collections.abc import Callable
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from folkmoot.site.elections import dates, downloads, naming, reading
from folkmoot.site.members.presence import Request

KINDS: dict[str, tuple[str, Callable[..., bytes | None]]] = {
    "ballots.blt": ("text/plain; charset=utf-8", lambda row, case: downloads.ballot_file(row, case)),
    "result.json": ("application/json", lambda row, case: downloads.result_json(case)),
    "sheet.csv": ("text/csv; charset=utf-8", lambda row, case: downloads.sheet_csv(row, case)),
}


@require_safe
def file(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """One of the files of a declared result."""
    row, case = reading.found(number)
    kind, make = KINDS[name]
    data = make(row, case)
    if data is None:
        raise Http404
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="election-{number}-{name}"'
    return response


@require_safe
def calendar(request: HttpRequest, number: int) -> HttpResponse:
    """The days of an election as a calendar file, with nothing about whoever fetches it."""
    here = cast(Request, request)
    row, case = reading.found(number)
    days = dates.days_of(case, here.at)
    if not days:
        raise Http404
    data = dates.calendar_file(
        naming.title_of(row),
        days,
        number=number,
        page=request.build_absolute_uri(row.url),
        host=request.get_host().partition(":")[0],
        at=here.at,
    )
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="election-{number}.ics"'
    return response
