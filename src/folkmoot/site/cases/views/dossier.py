"""The dossier of a review for whoever asked for it: one PDF, and a letter to go with it."""

from tempfile import TemporaryFile
from typing import Any, cast

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from folkmoot.site.cases.acts import dossier as acts
from folkmoot.site.cases.people import case_of, roles_of
from folkmoot.site.cases.reviewing import file_of
from folkmoot.site.evidence.reading import BadBox, Locked
from folkmoot.site.help.bundle import Unbindable
from folkmoot.site.members.gate import to_sign_in
from folkmoot.site.members.presence import Request

READERS = frozenset(("subject", "companion of subject"))


class LetterForm(forms.Form):
    """To whom, and from whom."""

    to = forms.CharField(
        label=lazy("To whom does it go?"),
        help_text=lazy("Name and address of the body that excluded you, as on an envelope."),
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
    )
    sender = forms.CharField(
        label=lazy("From whom?"),
        help_text=lazy("Your name on the first line, and where they shall answer."),
        max_length=500,
        widget=forms.Textarea({"rows": 4, "autocomplete": "street-address"}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def dossier(request: HttpRequest, number: int) -> HttpResponseBase:
    """What it holds, the letter (POST), and the PDF itself (`?pdf=1`)."""
    here = cast(Request, request)
    on, person = f"review/{number}", here.person or here.former
    case = case_of(on)
    if case is None:
        raise Http404
    if person is None:
        return to_sign_in(request)
    if not roles_of(person, on) & READERS:
        raise Http404
    form = LetterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        day = case.book.calendar.local_date(here.at)
        made = acts.letter(on=on, **form.cleaned_data, day=day, at=here.at)
        return _handed(made, f"letter-to-dossier-{number}.pdf")
    why, status = "", 200
    if request.method == "GET" and "pdf" in request.GET:
        into = TemporaryFile()  # noqa: SIM115  the answer closes it when it has been sent
        try:
            acts.bind(case, person, here.at, into)
        except Unbindable as fault:
            why, status = str(fault), 422
        except (Locked, BadBox):
            why, status = str(SHUT), 503
        else:
            into.seek(0)
            answer = FileResponse(into, content_type="application/pdf", as_attachment=True)
            answer["Content-Disposition"] = f'attachment; filename="dossier-review-{number}.pdf"'
            return answer
    context: dict[str, Any] = {
        "number": number,
        "form": form,
        "why": why,
        "own": case.sanction["excluder"] == "own",
        "file": file_of(case, person, here.at),
        "over": bool(case.outcome),
    }
    return render(request, "cases/review_dossier.html", context, status=status)


SHUT = lazy("Something in it cannot be opened at the moment. Try again later, or tell the host of this site.")


def _handed(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


urlpatterns = [path("cases/review/<int:number>/dossier/", dossier, name="review-dossier")]
