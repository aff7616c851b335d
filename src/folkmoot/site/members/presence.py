"""Who is here: the person behind a session, how they signed in, and for whom a clerk is entering paper forms.

A session holds an id and the way of signing in, nothing else about the person. It is made anew at sign-in.
"""

from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from folkmoot.site.members.models import Office, Person

PERSON, BY_PASSKEY, ACTING_FOR = "person", "by_passkey", "acting_for"


class Request(HttpRequest):
    """A request after `PersonMiddleware` has looked at it.

    `at`: the clock, read once. `person`: the member who is signed in, or None. `former`: who is signed in and
    is no member now (left, expelled, or an applicant), and keeps the inbox and their own cases. `offices`:
    what the person holds at `at`, fetched when they are asked for. `by_passkey`: how they signed in.
    `acting_for`: the member whose paper a clerk is entering, or None.
    """

    at: int
    person: Person | None
    former: Person | None
    by_passkey: bool
    offices: tuple[Office, ...]
    acting_for: Person | None


@dataclass(frozen=True)
class Hand:
    """In whose name something is done, and through whose hand.

    `person` is the one whose act it is; `clerk` the office of the clerk who enters it from paper, or None.
    """

    person: Person
    clerk: Office | None = None

    def facts(self) -> dict[str, Any]:
        """What the entry says about the hand: the clerk's code name and passkey, or nothing."""
        return self.clerk.as_clerk() if self.clerk else {}


def hand(request: HttpRequest) -> Hand | None:
    """Whose act this would be: the member's own, or that of the member whose paper is on the desk."""
    here = cast(Request, request)
    if here.acting_for is not None:
        return Hand(here.acting_for, clerk_office(here))
    return Hand(here.person) if here.person else None


def office_of(request: HttpRequest, office: str, branch: str | None = None) -> Office | None:
    """The office of that name (in that branch, where one is named) that the person holds now, or None."""
    for held in cast(Request, request).offices:
        if held.office == office and branch in (None, held.branch_id):
            return held
    return None


def clerk_office(request: HttpRequest) -> Office | None:
    """The office of clerk that the person holds now, or None."""
    return office_of(request, "clerk")


def sign_in(request: HttpRequest, person: Person, *, by_passkey: bool) -> None:
    """Begin a session: everything from before is dropped, the session's key and CSRF token change."""
    request.session.flush()
    request.session[PERSON] = person.pk
    request.session[BY_PASSKEY] = by_passkey
    rotate_token(request)


def sign_out(request: HttpRequest) -> None:
    """End the session: its row goes too."""
    request.session.flush()
    rotate_token(request)


def take_up_form(request: HttpRequest, person: Person) -> None:
    """Let a clerk enter what this member has signed on paper, until the form is put down."""
    request.session[ACTING_FOR] = person.pk


def put_down_form(request: HttpRequest) -> None:
    """Let a clerk act in their own name again."""
    request.session.pop(ACTING_FOR, None)
