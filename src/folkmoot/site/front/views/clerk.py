"""A clerk at the desk: new members from paper forms, and what members without a computer have signed."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.front import acts
from folkmoot.site.front.forms import CardForm, PaperForm
from folkmoot.site.members import presence
from folkmoot.site.members.gate import officers_only
from folkmoot.site.members.models import Person
from folkmoot.site.members.presence import Request
from folkmoot.site.members.refusal import one_line
from folkmoot.site.members.roll import below


@require_http_methods(["GET", "HEAD", "POST"])
@officers_only("clerk")
def desk(request: HttpRequest) -> HttpResponse:
    """Whose paper is on the desk; a member is chosen by card, or among those on paper in the branches."""
    clerk = presence.clerk_office(request)
    assert clerk is not None
    form = CardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        presence.take_up_form(request, form.cleaned_data["card"])
        return HttpResponseRedirect("/clerk/")
    on_paper = (
        Person.objects.in_branches(below(clerk.branch_id)).filter(on_paper=True).select_related("branch")
    )
    context = {"form": form, "on_paper": on_paper, "acting_for": cast(Request, request).acting_for}
    return render(request, "front/clerk.html", context)


@require_POST
@officers_only("clerk")
def put_down(request: HttpRequest) -> HttpResponse:
    """The paper goes to the file; the clerk acts in their own name again."""
    presence.put_down_form(request)
    return HttpResponseRedirect("/clerk/")


@require_http_methods(["GET", "HEAD", "POST"])
@officers_only("clerk")
def new_member(request: HttpRequest) -> HttpResponse:
    """Enter a member from a signed form."""
    here = cast(Request, request)
    clerk = presence.clerk_office(request)
    assert clerk is not None
    form = PaperForm(request.POST or None, initial={"branch": clerk.branch_id})
    if request.method == "POST" and form.is_valid():
        try:
            acts.join_on_paper(
                clerk=clerk,
                shown_name=form.cleaned_data["shown_name"],
                branch=form.cleaned_data["branch"].pk,
                at=here.at,
                by_passkey=here.by_passkey,
            )
        except OutOfOrder as refused:
            form.add_error(None, one_line(refused))
        else:
            messages.success(
                request, _("The member has been entered. Their card is among the letters to print.")
            )
            return HttpResponseRedirect("/clerk/letters/")
    return render(request, "front/clerk_member.html", {"form": form})
