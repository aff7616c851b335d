"""Files to take away: the ballot file, the result as JSON, the sheet as CSV."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from folkmoot.site.elections import downloads, reading

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
