"""Short answers: what was done, what was refused, and who must sign in first."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.members.gate import to_sign_in
from folkmoot.site.members.refusal import one_line


def done(request: HttpRequest, said: str, to: str) -> HttpResponseRedirect:
    """Go to a page that says what was done."""
    messages.success(request, said)
    return see_other(to)


def refused(request: HttpRequest, refusal: OutOfOrder, to: str) -> HttpResponseRedirect:
    """Go to a page that says why it was refused."""
    messages.error(request, one_line(refusal))
    return see_other(to)


def see_other(to: str) -> HttpResponseRedirect:
    """303: the page after a form is fetched anew, never sent again."""
    response = HttpResponseRedirect(to)
    response.status_code = 303
    return response


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Only a member may do this: sign in, and come back to this page, or to the one whose button was
    pressed."""
    back = request.path if request.method != "POST" else request.path.rstrip("/").rpartition("/")[0] + "/"
    return to_sign_in(request, back)
