"""Filling a vacancy from the ballots of the poll before, and the lot where these leave a tie."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.elections import acts, reading
from folkmoot.site.elections.views.asking import who_acts, without_clerk, yes_or_no
from folkmoot.site.members.presence import Request


@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, number: int) -> HttpResponse:
    """Declare who fills a vacancy by the ballots of the poll before; a tie leads to the lot."""
    row, case = reading.found(number)

    def do(here: Request) -> None:
        given = without_clerk(who_acts(here, case, "election.countback"))
        acts.fill_vacancy(number=number, at=here.at, **given)

    def ways_on(_refused: OutOfOrder) -> list[tuple[str, str]]:
        tied = case.lot_from and not case.draw
        return [(_("Enter the lot"), f"{row.url}lot/")] if tied else []

    return yes_or_no(
        request,
        row,
        _("Fill the vacancy?"),
        _("The ballots of the poll before say which of those who are still willing fills the place."),
        _("Count the ballots again"),
        _("The vacancy is filled."),
        do,
        ways_on=ways_on,
    )
