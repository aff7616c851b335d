"""The box: whether a paper with a receipt is in it, and the clerk's tick for a paper that is put in."""

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.debate.saying import done
from folkmoot.site.elections import naming, reading
from folkmoot.site.elections.acts import cast_on_paper
from folkmoot.site.elections.acts.casting import in_the_box
from folkmoot.site.members.presence import Request, clerk_office
from folkmoot.site.members.refusal import explain
from folkmoot.site.voting.reading import tidy_receipt


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, number: int) -> HttpResponse:
    """Whether a receipt is in the box, while the ballot is open: for whoever never saw the answer.

    The receipt is never in the address, which browsers and logs remember: with it a paper can be exchanged.
    """
    row, case = reading.found(number)
    typed = tidy_receipt(request.POST.get("receipt", ""))[:40]
    open_now = row.ballot is not None and row.ballot.declared is None
    context = {
        "election": row,
        "title": naming.title_of(row),
        "receipt": typed,
        "found": in_the_box(row, typed) if typed and open_now else "",
        "open_now": open_now,
        "case": case,
    }
    return render(request, "elections/look.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def tick(request: HttpRequest, number: int) -> HttpResponse:
    """A clerk ticks off the member whose form is on the desk, and lets them put their paper in the box."""
    here = cast(Request, request)
    row, case = reading.found(number)
    clerk = clerk_office(request)
    if here.acting_for is None or clerk is None:
        return HttpResponseRedirect(row.url)
    context = {"election": row, "title": naming.title_of(row), "member": here.acting_for, "refused": None}
    if request.method != "POST":
        return render(request, "elections/tick.html", context)
    try:
        cast_on_paper(row=row, by=here.acting_for, clerk=clerk, at=here.at)
    except OutOfOrder as refusal:
        context["refused"] = explain(refusal, _("Voting on paper"))
        return render(request, "elections/tick.html", context, status=422)
    return done(request, _("The member is ticked off. Let them put the paper in the box, folded."), row.url)
