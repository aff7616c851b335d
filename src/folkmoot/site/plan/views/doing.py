"""Short acts on an amendment, each with a page of its own: it asks first (GET), then does it (POST)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.shared_text import Amendment as AmendmentCase
from folkmoot.site.debate.saying import done, refused, sign_in_first
from folkmoot.site.members.models import Office, Person
from folkmoot.site.members.presence import Hand, Request, hand
from folkmoot.site.plan import acts
from folkmoot.site.plan.instructions import sentences
from folkmoot.site.plan.reading import amendment_found, found
from folkmoot.site.record import reading


@dataclass(frozen=True)
class Short:
    """An act that needs no more than a yes: the question, what follows from a yes, button, what is said
    afterwards, and the act."""

    asks: Any
    follows: Any
    button: Any
    said: Any
    do: Callable[..., Any]
    grave: bool = False


SHORT = {
    "second": Short(
        gettext_lazy("Second amendment {number}?"),
        gettext_lazy(
            "With enough seconders it comes before the meeting. To second it is not to agree with it."
        ),
        gettext_lazy("Second it"),
        gettext_lazy("You have seconded amendment {number}."),
        acts.second,
    ),
    "contest": Short(
        gettext_lazy("Ask for a vote on amendment {number}?"),
        gettext_lazy("If enough members ask, it is put to the meeting by itself."),
        gettext_lazy("Ask for a vote on it"),
        gettext_lazy("You have asked for a vote on amendment {number}."),
        acts.contest,
    ),
    "withdraw": Short(
        gettext_lazy("Withdraw amendment {number}?"),
        gettext_lazy("It cannot be taken up again, only tabled anew. What amends it falls with it."),
        gettext_lazy("Withdraw it"),
        gettext_lazy("Amendment {number} is withdrawn."),
        acts.withdraw,
        grave=True,
    ),
    "accept": Short(
        gettext_lazy("Accept amendment {number} as friendly?"),
        gettext_lazy("It then counts as carried, unless members ask for a vote on it in time."),
        gettext_lazy("Accept it"),
        gettext_lazy("Amendment {number} is accepted."),
        acts.accept,
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def short(request: HttpRequest, number: int, amendment: int, act: str) -> HttpResponse:
    """Second, withdraw, accept, ask for a vote."""
    here, acting, what = cast(Request, request), hand(request), SHORT[act]
    row, case = amendment_found(number, amendment)
    if acting is None:
        return sign_in_first(request)
    if request.method != "POST":
        return _ask(request, row, what)
    given: dict[str, Any] = {"by": acting.person, "clerk": acting.clerk}
    if act == "accept":
        given = _who_accepts(here, acting, case)
    try:
        what.do(plan=number, number=amendment, at=here.at, **given)
    except OutOfOrder as refusal:
        return refused(request, refusal, row.url)
    return done(request, str(what.said).format(number=amendment), row.url)


def _who_accepts(here: Request, acting: Hand, case: AmendmentCase) -> dict[str, Any]:
    """An officer whom the rules name accepts amendments to the text; movers those to what they moved."""
    if here.acting_for is None and not case.amends:
        named = {role for power in case.book.powers.get("amendment.accept", ()) for role in power.who}
        above = reading.assembly().above(case.branch)
        for office in here.offices:
            if office.office in named and office.branch_id in above:
                return {"by": office, "by_passkey": here.by_passkey}
    by: Person | Office = acting.person
    return {"by": by, "clerk": acting.clerk}


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, number: int, amendment: int) -> HttpResponse:
    """The mover of a source signs a composite."""
    here, acting = cast(Request, request), hand(request)
    row, case = amendment_found(number, amendment)
    if acting is None:
        return sign_in_first(request)
    code = acting.person.code(case.on)
    own = [n for n in case.composite_of if case.plan.amendments[n].mover == code and n not in case.joined]
    asked = request.GET.get("source", "")
    source = int(asked) if asked.isdecimal() and int(asked) in own else (own[0] if own else 0)
    if not source:
        raise Http404
    if request.method != "POST":
        what = Short(
            gettext_lazy("Sign composite {number}?"),
            gettext_lazy(
                "Your own amendment goes into it and shares its fate."
                " If the composite is withdrawn, yours comes back."
            ),
            gettext_lazy("Sign it"),
            "",
            acts.sign,
        )
        return _ask(request, row, what)
    try:
        acts.sign(
            plan=number, number=source, composite=amendment, by=acting.person, at=here.at, clerk=acting.clerk
        )
    except OutOfOrder as refusal:
        return refused(request, refusal, row.url)
    said = gettext_lazy("You have signed composite {number} with your amendment {source}.")
    return done(request, str(said).format(number=amendment, source=source), row.url)


def _ask(request: HttpRequest, row: Any, what: Short) -> HttpResponse:
    context = {
        "amendment": row,
        "plan": row.plan,
        "asks": str(what.asks).format(number=row.number),
        "follows": what.follows,
        "button": what.button,
        "grave": what.grave,
        "does": sentences(row.summary),
        "acting_for": cast(Request, request).acting_for,
        "back": row.url,
    }
    return render(request, "plan/short.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_plan(request: HttpRequest, number: int) -> HttpResponse:
    """The drafting group withdraws the text, with all amendments to it."""
    here, acting = cast(Request, request), hand(request)
    row, case = found(number)
    if acting is None:
        return sign_in_first(request)
    named = {role for power in case.book.powers.get("plan.withdraw", ()) for role in power.who}
    above = reading.assembly().above(case.branch)
    office = next((o for o in here.offices if o.office in named and o.branch_id in above), None)
    if request.method != "POST":
        context: dict[str, Any] = {
            "amendment": None,
            "plan": row,
            "asks": gettext_lazy("Withdraw this text?"),
            "follows": gettext_lazy("It ends here, with all amendments to it. Their movers are told."),
            "button": gettext_lazy("Withdraw it"),
            "grave": True,
            "does": [],
            "acting_for": here.acting_for,
            "back": row.url,
        }
        return render(request, "plan/short.html", context)
    given: dict[str, Any] = {"by": acting.person, "clerk": acting.clerk}
    if office is not None and here.acting_for is None:
        given = {"by": office, "by_passkey": here.by_passkey}
    try:
        acts.withdraw_plan(plan=number, at=here.at, **given)
    except OutOfOrder as refusal:
        return refused(request, refusal, row.url)
    return done(request, str(gettext_lazy("The text is withdrawn.")), row.url)
