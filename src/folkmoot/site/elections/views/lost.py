"""A paper that a page could not take: the numbers on it are said, and where it is safe they are kept.

Whoever is signed out in mid-ballot has them on their own device (`keeping`) until they are signed in again. A
form without the token of this session may come from anywhere, so its numbers are only said.
"""

import re
from collections.abc import Mapping, Sequence
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from folkmoot.procedure.electing import Election
from folkmoot.site.debate.saying import sign_in_first
from folkmoot.site.elections import keeping, marking, naming, reading
from folkmoot.site.elections.models import Election as Row
from folkmoot.site.members.kept import in_own_words
from folkmoot.site.members.presence import Request

BOX = re.compile(r"rank_([1-9][0-9]{0,3})\Z")
SHORT = 9
"""Characters of what stood in a box that are said again."""


def lines(posted: Mapping[str, str], names: Sequence[str], *, crosses: bool) -> list[str]:
    """What stood on a paper: all of it in one text, a line for each box with something in it. Without names
    the places on the paper are said."""
    said = []
    for place, value in _boxes(posted):
        name = names[place - 1] if place <= len(names) else _("Place {n} on the paper").format(n=place)
        said.append(f"{name}: {_('a cross') if crosses else value}")
    return ["\n".join(said)] if said else []


def signed_out(here: Request, row: Row, case: Election) -> HttpResponse:
    """For whoever sends a paper and is not signed in any more: it is kept on their device, and said."""
    if here.method != "POST":
        return sign_in_first(here)
    code, receipt = keeping.read_token(row, here.POST.get("token", ""))
    page = f"{row.url}vote/check/" if receipt else f"{row.url}vote/"
    said = _(
        "You are no longer signed in, so nothing was cast. What stood on your paper is kept on this device:"
        " sign in, and it is there again. Nobody else who signs in here can see it."
    )
    if not code:
        said = _("You are no longer signed in, so nothing was cast. These numbers stood on your paper:")
    crosses = case.called_under.method == marking.APPROVAL
    typed = lines(here.POST, (), crosses=crosses)
    context = {"said": said, "link": f"/sign-in/?next={page}", "label": _("Sign in"), "typed": typed}
    response = render(here, "members/kept.html", context, status=403)
    if code and typed:
        _keep(here, response, row, case, code, receipt)
    return response


def _keep(here: Request, response: HttpResponse, row: Row, case: Election, code: str, receipt: str) -> None:
    size = len(case.paper)
    before = keeping.read(here, row, code, size)
    found = {place: _number(value, size) for place, value in _boxes(here.POST)}
    boxes = tuple(found.get(place, 0) for place in range(1, size + 1))
    stays = before is not None and before.stays
    kept = keeping.Kept(boxes, receipt, stays)
    keeping.write(response, row, code, kept, lasts=keeping.until_the_close(case, here.at) if stays else None)


def _number(value: str, size: int) -> int:
    if value == "on":
        return 1
    return int(value) if value.isascii() and value.isdigit() and int(value[:SHORT]) <= size else 0


def _boxes(posted: Mapping[str, str]) -> list[tuple[int, str]]:
    """Place on the paper and what stood there, of the boxes that were not empty."""
    found = [
        (int(match[1]), value.strip()[:SHORT]) for key, value in posted.items() if (match := BOX.match(key))
    ]
    return sorted((place, value) for place, value in found if value)


@in_own_words("elections:vote", "elections:cast")
def too_old(request: HttpRequest, number: int) -> tuple[list[str], str]:
    """The numbers of a form that is not of this session, and the page of the paper."""
    here = cast(Request, request)
    row, case = reading.found(number)
    names = naming.names_on(row, case.paper, here.person) if here.person is not None else ()
    crosses = case.called_under.method == marking.APPROVAL
    return lines(request.POST, names, crosses=crosses), f"{row.url}vote/"
