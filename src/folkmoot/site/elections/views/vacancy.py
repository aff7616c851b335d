"""Filling a vacancy from the ballots of the poll before, and the lot where these leave a tie."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.debate.saying import done, sign_in_first
from folkmoot.site.elections import acts, reading
from folkmoot.site.elections.views.doing import ask, who_acts, without_clerk
from folkmoot.site.members.presence import Request, hand


@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, number: int) -> HttpResponse:
    """Declare who fills a vacancy by the ballots of the poll before; a tie leads to the lot."""
    here, refused = cast(Request, request), None
    row, case = reading.found(number)
    if hand(request) is None:
        return sign_in_first(request)
    if request.method == "POST":
        given = without_clerk(who_acts(request, case, "election.countback"))
        try:
            acts.fill_vacancy(number=number, at=here.at, **given)
        except OutOfOrder as refusal:
            refused = refusal
        else:
            return done(request, _("The vacancy is filled."), row.url)
    tied = refused is not None and case.lot_from and not case.draw
    return ask(
        request,
        row,
        _("Fill the vacancy?"),
        button=_("Count the ballots again"),
        refused=refused,
        follows=_("The ballots of the poll before say which of those who are still willing fills the place."),
        links=[(_("Enter the lot"), f"{row.url}lot/")] if tied else [],
    )
