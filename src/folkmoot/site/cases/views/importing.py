"""Past cases from a table, for the case officer: tried first, every fault shown, then taken row by row."""

from base64 import b64decode, b64encode
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from folkmoot.site.cases import importing
from folkmoot.site.cases.acts.importing import against_the_record, take
from folkmoot.site.members import boxes
from folkmoot.site.members.gate import officers_only
from folkmoot.site.members.presence import Request
from folkmoot.site.record import reading
from folkmoot.site.record.keys import BadBox

KEPT, PLACE = "import_table", "session/import"
LARGEST = 500_000  # bytes of a table on the page
MOST = 200
"""Rows on the page; a host takes larger tables by the command."""
WHAT_WORDS = {
    "entered": lazy("entered"),
    "invited": lazy("invited by letter"),
    "before": lazy("taken before"),
    "refused": lazy("refused"),
}


class TableForm(forms.Form):
    """The file."""

    table = forms.FileField(
        label=lazy("The table (CSV, UTF-8)"),
        help_text=lazy("At most 200 rows here. Nothing is entered when you try it."),
        widget=forms.FileInput({"accept": ".csv,text/csv"}),
    )

    def clean_table(self) -> bytes:
        file = self.cleaned_data["table"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("This table is too large for the page: cut it up, or ask the host.")
            )
        return bytes(file.read())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only("case officer")
def page(request: HttpRequest) -> HttpResponse:
    """Try a table (a file is sent), or take the one that was tried (`enter` or `invite` is pressed)."""
    here = cast(Request, request)
    context: dict[str, Any] = {"form": TableForm(), "columns": importing.COLUMNS, "tried": False, "taken": []}
    if request.method == "POST" and {"enter", "invite"} & set(request.POST):
        return _take(request, context, here.at)
    if request.method == "POST":
        form = TableForm(request.POST, request.FILES)
        context["form"] = form
        if form.is_valid():
            context |= _tried(request, form.cleaned_data["table"], here.at)
    return render(request, "cases/review_import.html", context)


def _tried(request: HttpRequest, data: bytes, at: int) -> dict[str, Any]:
    table, faults = _read(data, at)
    request.session.pop(KEPT, None)
    if not faults:
        request.session[KEPT] = b64encode(boxes.close(data, PLACE)).decode()
    asked = sum(row.asked for row in table.rows)
    return {
        "tried": True,
        "faults": [[each.row, each.column or "–", each.words] for each in faults],
        "number": len(faults),
        "asked": asked,
        "invited": len(table.rows) - asked,
    }


def _read(data: bytes, at: int) -> tuple[importing.Table, list[importing.Fault]]:
    table = importing.read(data, reading.assembly().book_at(at).calendar.local_date(at))
    faults = [*table.faults, *against_the_record(table.rows, at)]
    if len(table.rows) > MOST:
        said = _("More than {n} rows: cut the table up, or ask the host.").format(n=MOST)
        faults.append(importing.Fault(MOST + 2, "", said))
    return table, sorted(faults, key=lambda fault: fault.row)


def _take(request: HttpRequest, context: dict[str, Any], at: int) -> HttpResponse:
    try:
        data = boxes.look_into(b64decode(request.session.pop(KEPT, "")), PLACE)
    except (BadBox, ValueError):
        context["form"].errors["table"] = [_("Choose the table once more: it is not here any longer.")]
        return render(request, "cases/review_import.html", context, status=409)
    table, faults = _read(data, at)
    if faults:
        return render(request, "cases/review_import.html", context | _tried(request, data, at), status=409)
    taken = list(take(table.rows, at, only_invite="invite" in request.POST))
    context["taken"] = [[each.row, WHAT_WORDS[each.what], each.words] for each in taken]
    return render(request, "cases/review_import.html", context)


urlpatterns = [path("cases/reviews/import/", page, name="review-import")]
