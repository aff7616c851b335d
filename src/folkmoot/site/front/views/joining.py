"""Joining with an address that has been proved; leaving, taking one's data along, being erased."""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZipFile

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.front import acts, proved
from folkmoot.site.front.forms import JoinForm
from folkmoot.site.front.views.signing_in import ask
from folkmoot.site.members import presence
from folkmoot.site.members.acts.codes import person_of
from folkmoot.site.members.forms import MoveForm
from folkmoot.site.members.gate import members_only, to_sign_in
from folkmoot.site.members.models import Person
from folkmoot.site.members.presence import Request
from folkmoot.site.members.refusal import explain, one_line


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    """The first step: an address, to which a code goes."""
    return ask(request, joining=True)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """The second step: name, branch, who sees what; nothing exists before this form is sent."""
    here = cast(Request, request)
    if here.person is not None:
        return HttpResponseRedirect("/you/")
    email = proved.address(request.session, here.at)
    if not email:
        return HttpResponseRedirect("/join/")
    former = person_of(email)
    kept = (
        {"shown_name": former.shown_name, "branch": former.branch_id, "shows": former.shows} if former else {}
    )
    form = JoinForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        try:
            person = acts.join(
                email=email,
                shown_name=wanted["shown_name"],
                branch=wanted["branch"].pk,
                shows=wanted["shows"],
                at=here.at,
            )
        except OutOfOrder as refused:
            form.add_error(None, one_line(refused))
        else:
            presence.sign_in(request, person, by_passkey=False)
            messages.success(request, _("Welcome. You are a member from now on; it stands in the record."))
            return HttpResponseRedirect("/")
    return render(request, "front/join_you.html", {"form": form, "again": former is not None})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def move(request: HttpRequest) -> HttpResponse:
    """To another branch; a clerk may do it for a member whose paper is on the desk."""
    here = cast(Request, request)
    mine = presence.hand(request)
    assert mine is not None
    form = MoveForm(request.POST or None, initial={"branch": mine.person.branch_id})
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            acts.move(person=mine.person, branch=form.cleaned_data["branch"].pk, at=here.at, clerk=mine.clerk)
        except OutOfOrder as found:
            refused = explain(found, _("Moving"))
        else:
            messages.success(request, _("Done; it stands in the record."))
            return HttpResponseRedirect("/clerk/" if mine.clerk else "/you/")
    context = {"form": form, "mover": mine.person, "refused": refused}
    return render(request, "front/move.html", context, status=409 if refused else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Leave; and for somebody who has left: take the data along, have them erased, or come back."""
    here = cast(Request, request)
    if here.former is not None:
        return render(request, "front/left.html", {"former": here.former})
    mine = presence.hand(request)
    if mine is None:
        return to_sign_in(request)
    refused = None
    if request.method == "POST":
        try:
            left = acts.leave(person=mine.person, at=here.at, clerk=mine.clerk)
        except OutOfOrder as found:
            refused = explain(found, _("Leaving"))
        else:
            return _after_leaving(here, left, by_clerk=mine.clerk is not None)
    context = {"leaver": mine.person, "refused": refused}
    return render(request, "front/leave.html", context, status=409 if refused else 200)


def _after_leaving(here: Request, left: Person, *, by_clerk: bool) -> HttpResponse:
    if by_clerk:
        presence.put_down_form(here)
        messages.success(here, _("The membership has ended; the member is told by letter."))
        return HttpResponseRedirect("/clerk/")
    if left.email_box:
        proved.remember(here.session, left.email, here.at)
    return HttpResponseRedirect("/you/leave/")


@require_GET
def export(request: HttpRequest) -> HttpResponseBase:
    """One's own data as a JSON file, in a ZIP with the files of one's cases where there are any."""
    here = cast(Request, request)
    person = here.person or here.former
    if person is None:
        return to_sign_in(request)
    told, files = acts.export(person)
    response: HttpResponseBase
    if "items" in told:
        response = FileResponse(_packed(told, files), content_type="application/zip")
        response["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    else:
        response = JsonResponse(told, json_dumps_params={"indent": 2, "ensure_ascii": False})
        response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    response["Cache-Control"] = "no-store"
    return response


def _packed(told: dict[str, Any], files: Iterator[tuple[str, bytes]]) -> BytesIO:
    """A ZIP of the data and the files, in memory: nothing is written to a disk in the clear."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("my-data.json", json.dumps(told, indent=2, ensure_ascii=False))
        for place, content in files:
            archive.writestr(place, content)
    packed.seek(0)
    return packed


@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    """Destroy what the site knows about somebody who has left."""
    here = cast(Request, request)
    person = here.former or here.person
    if person is None:
        return to_sign_in(request)
    try:
        acts.erase(person=person, at=here.at)
    except OutOfOrder as found:
        context = {"leaver": person, "refused": explain(found, _("Erasing"))}
        return render(request, "front/leave.html", context, status=409)
    presence.sign_out(request)
    messages.success(
        request, _("Your data have been destroyed. The record says that it was done, and not to whom.")
    )
    return HttpResponseRedirect("/")
