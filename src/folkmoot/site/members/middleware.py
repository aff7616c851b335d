"""Reads the clock once and finds out who is here, before any view runs."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import SimpleLazyObject

from folkmoot.site.members import clock
from folkmoot.site.members.models import Office, Person
from folkmoot.site.members.presence import ACTING_FOR, BY_PASSKEY, PERSON, Request, clerk_office
from folkmoot.site.members.roll import without
from folkmoot.site.record.reading import assembly

FIRST_RUN = "/start/"
"""The page to which all others lead until the founding; below it, what it offers to read."""


class PersonMiddleware:
    """Sets what `presence.Request` describes: no query for a visitor, one for a member beside the session;
    another on pages that ask for the offices."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        arrive(request, clock.read())
        if not request.path_info.startswith(FIRST_RUN) and not assembly().size:
            return HttpResponseRedirect(FIRST_RUN)
        return self.get_response(request)


def arrive(request: HttpRequest, at: int) -> None:
    """Set clock and person on a request."""
    here = cast(Request, request)
    known = _person_of(here)
    here.at = at
    belongs = known is not None and known.is_member and known.pk not in without("membership", at)
    here.person = known if belongs else None
    here.former = known if known and not belongs else None
    here.by_passkey = bool(known and here.session.get(BY_PASSKEY))
    here.offices = cast(tuple[Office, ...], SimpleLazyObject(lambda: _offices(here.person, at)))
    here.acting_for = _acting_for(here)


def _offices(person: Person | None, at: int) -> tuple[Office, ...]:
    return tuple(person.offices.in_office(at).select_related("branch")) if person else ()


def _person_of(here: Request) -> Person | None:
    id_ = here.session.get(PERSON)
    if id_ is None:
        return None
    return Person.objects.select_related("branch").filter(pk=id_, erased_at__isnull=True).first()


def _acting_for(here: Request) -> Person | None:
    """The member whose form is on the desk; only while a clerk in office is here, by passkey."""
    id_ = here.session.get(ACTING_FOR)
    if id_ is None or clerk_office(here) is None or not here.by_passkey:
        return None
    return Person.objects.members().select_related("branch").filter(pk=id_).first()
