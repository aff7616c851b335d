"""What somebody had typed when a page could not take it: it is shown to them again, never thrown away."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

SHORT = 12
"""Characters up to which a single word is a choice or a number, and not worth keeping."""

Kept = Callable[[HttpRequest, int], tuple[list[str], str]]
"""What a form brought along, in texts for whoever sent it, and the address of its page; from the request and
the number in its address."""
_OWN_WORDS: dict[str, Kept] = {}


def in_own_words(*names: str) -> Callable[[Kept], Kept]:
    """For forms of numbers and choices, which say nothing by themselves: let this function say them, at the
    addresses of these names."""

    def known(kept: Kept) -> Kept:
        _OWN_WORDS.update(dict.fromkeys(names, kept))
        return kept

    return known


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
    match = request.resolver_match
    if match is not None and match.view_name in _OWN_WORDS:
        lines, page = _OWN_WORDS[match.view_name](request, match.kwargs["number"])
        context |= {"typed": lines, "link": page, "label": _("Load the page again")}
    return render(request, "members/kept.html", context, status=403)
