"""Files to take away: the ballot file, the result as JSON, the sheet as CSV."""

from collections.abc import Callable
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.site.elections import downloads, naming, reading
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
def count(request: HttpRequest, number: int) -> HttpResponse:
    """Who was elected, in a table, with the files to count again from."""
    here = cast(Request, request)
    row, case = reading.found(number)
    rows = [[each["place"], each["name"]] for each in reading.elected(row, case, here.person)]
    context = {
        "election": row,
        "title": naming.title_of(row),
        "rows": rows,
        "result": case.result,
        "has_file": case.result is not None and "ballots" in case.result.facts,
    }
    return render(request, "elections/count.html", context)
