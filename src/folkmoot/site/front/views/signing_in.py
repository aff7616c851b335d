"""Signing in by a code, by a link, or by a passkey; and out again.

Somebody unknown gets the same answer, the same letter and the same work as a member: the difference shows
only once the address has been proved.
"""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.site.cases import applying
from folkmoot.site.front import acts, proved
from folkmoot.site.front.forms import AddressForm, CodeForm
from folkmoot.site.members import presence
from folkmoot.site.members.acts import codes, passkeys
from folkmoot.site.members.forms import AnswerForm
from folkmoot.site.members.gate import safe_next
from folkmoot.site.members.limits import TooMany
from folkmoot.site.members.models import Person
from folkmoot.site.members.presence import Request
from folkmoot.site.members.views import why_bad

NONCE, NEXT, CHALLENGE = "code_nonce", "next", "sign_in_challenge"
OPEN_TO_FORMER = ("/cases/", "/evidence/", "/letters/")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, *, joining: bool = False) -> HttpResponse:
    """Give an address; a letter with a code and a link goes to it."""
    here = cast(Request, request)
    if here.person is not None and request.method != "POST":
        return HttpResponseRedirect(safe_next(request.GET.get("next", "")))
    form = AddressForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            nonce = acts.ask_for_code(
                address=form.cleaned_data["address"], at=here.at, nonce=request.session.get(NONCE, "")
            )
        except TooMany as limit:
            form.add_error(None, wait_a_while(limit))
            status = 429
        else:
            request.session[NONCE] = nonce
            request.session[NEXT] = safe_next(request.GET.get("next", ""), "")
            return HttpResponseRedirect("/sign-in/code/")
    page = "front/join.html" if joining else "front/sign_in.html"
    context = {"form": form, "next": safe_next(request.GET.get("next", ""), "")}
    return render(request, page, context, status=status)


def wait_a_while(limit: TooMany) -> str:
    """What somebody reads who has reached a limit."""
    minutes = max(1, -(-limit.wait // 60))
    return ngettext(
        "That was tried too often. Try again in {n} minute.",
        "That was tried too often. Try again in {n} minutes.",
        minutes,
    ).format(n=minutes)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Type the code, in the browser that asked for it."""
    here = cast(Request, request)
    nonce = request.session.get(NONCE, "")
    if not nonce:
        return HttpResponseRedirect("/sign-in/")
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            address = codes.redeem_code(code=form.cleaned_data["code"], nonce=nonce, at=here.at)
        except codes.Refused as refused:
            form.add_error("code", why_refused(refused))
            status = 400
        except TooMany as limit:
            form.add_error(None, wait_a_while(limit))
            status = 429
        else:
            return _welcome(here, address)
    return render(request, "front/code.html", {"form": form}, status=status)


def why_refused(refused: codes.Refused) -> str:
    """Why a code or a link did not help, and what does. It says nothing about who is known."""
    return {
        "wrong": _("This is not the code in the letter. Look at its six digits again."),
        "expired": _("This code is more than ten minutes old. Ask for a new one."),
        "used": _("This code has been used already. Ask for a new one."),
        "worn out": _("Five wrong codes have been typed. Ask for a new one."),
    }.get(refused.why, _("This code or link is not one of ours, or too old. Ask for a new one."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the letter: looking at it does nothing, its button signs in."""
    here = cast(Request, request)
    if request.method != "POST":
        good = codes.link_is_good(link=token, at=here.at)
        return render(request, "front/link.html", {"good": good}, status=200 if good else 410)
    try:
        address = codes.redeem_link(link=token, at=here.at)
    except codes.Refused as refused:
        return render(request, "front/link.html", {"good": False, "why": why_refused(refused)}, status=410)
    return _welcome(here, address)


def _welcome(here: Request, address: str) -> HttpResponse:
    """The address is proved: a member is signed in, anybody else may join with it.

    Answers of an application for a review that were kept in the session go along into the new one.
    """
    onward = safe_next(here.session.get(NEXT) or "")
    person = codes.person_of(address)
    answers = applying.kept(here.session) if onward == applying.SEND else {}
    if person is None:
        here.session.flush()
        if answers:
            applying.keep(here.session, answers | {"address": address, "proved_at": here.at})
            return HttpResponseRedirect(onward)
        proved.remember(here.session, address, here.at)
        return HttpResponseRedirect("/join/you/")
    presence.sign_in(here, person, by_passkey=False)
    if answers:
        applying.keep(here.session, answers)
    if not person.is_member:
        proved.remember(here.session, address, here.at)
        return HttpResponseRedirect(_to_a_former(person, onward))
    return HttpResponseRedirect(onward)


def _to_a_former(person: Person, onward: str) -> str:
    """Where somebody goes who is no member: their own cases and letters stay open to them."""
    if onward.startswith(OPEN_TO_FORMER):
        return onward
    return "/you/leave/" if person.joined_at is not None else "/cases/"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_passkey(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey: one button, and the browser does the rest."""
    here = cast(Request, request)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = passkeys.use(
                answer=form.cleaned_data["answer"] or {}, state=request.session.pop(CHALLENGE, {}), at=here.at
            )
        except passkeys.BadPasskey as bad:
            form.add_error(None, why_bad(bad))
        else:
            presence.sign_in(request, person, by_passkey=True)
            onward = safe_next(request.GET.get("next", ""))
            return HttpResponseRedirect(onward if person.is_member else _to_a_former(person, onward))
    challenge = passkeys.challenge_to_sign_in(here.at)
    request.session[CHALLENGE] = challenge.state
    context = {
        "form": form,
        "options": challenge.options,
        "host": passkeys.site_name(),
        "other_host": request.get_host().partition(":")[0] != passkeys.site_name(),
    }
    return render(request, "front/passkey.html", context, status=400 if form.errors else 200)


@require_POST
def out(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    presence.sign_out(request)
    messages.success(request, _("You are signed out."))
    return HttpResponseRedirect("/")
