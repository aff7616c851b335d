"""Who may go through: members, officers with a passkey; and where somebody may be sent afterwards."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from folkmoot.site.members.kept import signed_out, typed
from folkmoot.site.members.presence import Request

View = Callable[..., HttpResponse]


def safe_next(wanted: str, default: str = "/") -> str:
    """`wanted` where it is a path on this site, else `default`: nobody is sent elsewhere by a link to us."""
    plain = all(32 < ord(each) < 127 for each in wanted)
    if (
        plain
        and wanted.startswith("/")
        and "\\" not in wanted
        and url_has_allowed_host_and_scheme(wanted, None)
    ):
        return wanted
    return default


def to_sign_in(request: HttpRequest, back: str = "") -> HttpResponse:
    """Send somebody to the sign-in page, and back afterwards. Who sent a form is shown what they typed."""
    sign_in = f"/sign-in/?next={quote(back or request.get_full_path(), safe='/')}"
    if request.method == "POST" and typed(request):
        return signed_out(request, sign_in)
    return HttpResponseRedirect(sign_in)


def members_only(view: View) -> View:
    """Let members pass; ask everybody else to sign in."""

    @wraps(view)
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if cast(Request, request).person is None:
            return to_sign_in(request)
        return view(request, *args, **kwargs)

    return gate


def passkey_wanted(request: HttpRequest) -> HttpResponse | None:
    """The page that tells an officer to use a passkey, or None where there is no need."""
    here = cast(Request, request)
    if not here.offices or here.by_passkey:
        return None
    known = here.person is not None and here.person.passkeys.exists()
    return render(
        request,
        "members/passkey_wanted.html",
        {"has_passkey": known, "next": here.path, "typed": typed(request)},
        status=403,
    )


def officers_only(*offices: str) -> Callable[[View], View]:
    """Let those pass who hold one of these offices (any, where none is named) and signed in by passkey."""

    def wrap(view: View) -> View:
        @wraps(view)
        def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            here = cast(Request, request)
            if here.person is None:
                return to_sign_in(request)
            if not any(not offices or held.office in offices for held in here.offices):
                return render(request, "members/not_an_officer.html", {"offices": offices}, status=403)
            return passkey_wanted(request) or view(request, *args, **kwargs)

        return gate

    return wrap
