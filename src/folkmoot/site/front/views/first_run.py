"""The first page of a new site: from an empty folder to the founding act."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from folkmoot.procedure.act import OutOfOrder
from folkmoot.rulebook.starters import STARTERS, starter
from folkmoot.site.front import founding
from folkmoot.site.front.forms import FounderForm, SetUpForm
from folkmoot.site.front.set_up import is_set_up_code
from folkmoot.site.front.views.signing_in import wait_a_while
from folkmoot.site.members import presence
from folkmoot.site.members.limits import SETTING_UP, TooMany, count
from folkmoot.site.members.presence import Request
from folkmoot.site.members.refusal import one_line
from folkmoot.site.record.reading import assembly

ROWS, MORE = 3, 3
Founders = forms.formset_factory(
    FounderForm, extra=ROWS - 1, min_num=1, validate_min=True, max_num=50, absolute_max=50
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first_run(request: HttpRequest) -> HttpResponse:
    """Name, rulebook, branches, founders, mail; then the founding act is entry 0, its first founder here."""
    here = cast(Request, request)
    if assembly().size:
        return HttpResponseRedirect("/")
    form = SetUpForm(request.POST or None)
    founders = Founders(_rows(request) if request.method == "POST" else None, prefix="founder")
    faults: list[founding.Fault] = []
    status = 200
    if request.method == "POST" and "more" not in request.POST:
        status = 400
        if form.is_valid() and founders.is_valid() and _may(form, here):
            faults = founding.faults_of(founding.text_of(form.cleaned_data))
            done = None if faults else _found(here, form, founders)
            if done is not None:
                return done
    row_faults = _row_faults(founders) if status == 400 else []
    context = {"form": form, "founders": founders, "faults": faults, "row_faults": row_faults}
    return render(request, "front/first_run.html", context, status=status)


@require_GET
def read_starter(request: HttpRequest, name: str) -> HttpResponse:
    """The text of a rulebook to start from, as it would be adopted; also the form of one's own."""
    if name not in STARTERS:
        raise Http404
    return HttpResponse(starter(name), content_type="text/plain; charset=utf-8")


def _rows(request: HttpRequest) -> Any:
    """What was typed, with more rows where they were asked for."""
    data = request.POST.copy()
    total = data.get("founder-TOTAL_FORMS", "")
    number = min(int(total), 50) if total.isdecimal() and len(total) < 4 else ROWS
    if "more" in data:
        number = min(number + MORE, 50)
    data["founder-TOTAL_FORMS"], data["founder-INITIAL_FORMS"] = str(number), "0"
    return data


def _row_faults(founders: Any) -> list[tuple[str, str]]:
    """What the rows of founders lack: the id of each field, and the words."""
    found = [("", str(error)) for error in founders.non_form_errors()]
    for number, row in enumerate(founders, 1):
        who = _("Founder {n}").format(n=number)
        found += [(f"founder-row-{number}", f"{who}: {error}") for error in row.non_field_errors()]
        for field in row.visible_fields():
            target = field.auto_id if field.use_fieldset else field.id_for_label
            found += [(target, f"{who}, {field.label}: {error}") for error in field.errors]
    return found


def _may(form: SetUpForm, here: Request) -> bool:
    """Whether the set-up code is right; wrong ones are counted."""
    if is_set_up_code(form.cleaned_data["set_up_code"]):
        return True
    try:
        count(SETTING_UP, "", here.at)
        form.add_error(
            "set_up_code", _("This is not the code in the terminal. Start the site again to see it.")
        )
    except TooMany as limit:
        form.add_error("set_up_code", wait_a_while(limit))
    return False


def _found(here: Request, form: SetUpForm, founders: Any) -> HttpResponse | None:
    rows = [row for row in founders.cleaned_data if row]
    try:
        first = founding.found(form.cleaned_data, rows, here.at)
    except founding.Misfounded as bad:
        form.add_error(None, str(bad))
        return None
    except OutOfOrder as refused:
        form.add_error(None, one_line(refused))
        return None
    presence.sign_in(here, first, by_passkey=False)
    messages.success(here, _("The organisation is founded: the founding act is entry 0 of the record."))
    return HttpResponseRedirect("/you/passkeys/?first")
