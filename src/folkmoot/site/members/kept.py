"""What somebody had typed when a page could not take it: it is shown to them again, never thrown away."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

SHORT = 12
"""Characters up to which a single word is a choice or a number, and not worth keeping."""


def typed(request: HttpRequest) -> list[str]:
    """The texts that a form brought along, in its order."""
    values = [value for key, value in request.POST.items() if key != "csrfmiddlewaretoken"]
    return [
        value for value in values if isinstance(value, str) and (" " in value.strip() or len(value) > SHORT)
    ]


def signed_out(request: HttpRequest, sign_in: str) -> HttpResponse:
    """The page for somebody who sends a form and is no longer signed in."""
    said = _(
        "You are no longer signed in, so nothing was sent. Sign in, go back to the page, and send it again."
    )
    context = {"said": said, "link": sign_in, "label": _("Sign in"), "typed": typed(request)}
    return render(request, "members/kept.html", context, status=403)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form without the token of this session (Django's CSRF_FAILURE_VIEW)."""
    said = _(
        "This form was too old, or you have signed in or out since you opened it."
        " Go back, load the page again, and send it once more."
    )
    context = {"said": said, "link": "/", "label": _("To the home page"), "typed": typed(request)}
    return render(request, "members/kept.html", context, status=403)
