"""Voting: the paper, the page that asks whether to cast it, the receipt; and a paper to print.

The receipt is drawn before it is asked, and goes along in the form, signed: whatever happens to an answer on
its way, the same form sent again gives the same receipt, and never a second ballot.
"""

import re
from typing import Any, cast

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.case import standing
from folkmoot.procedure.electing import Election
from folkmoot.site.debate.saying import done, sign_in_first
from folkmoot.site.elections import course, marking, naming, reading
from folkmoot.site.elections.acts import VotedOtherwise, cast_on_paper
from folkmoot.site.elections.acts import cast as cast_paper
from folkmoot.site.elections.acts.casting import in_the_box
from folkmoot.site.elections.forms import PaperForm
from folkmoot.site.elections.models import Election as Row
from folkmoot.site.members.presence import Request, clerk_office
from folkmoot.site.members.refusal import explain
from folkmoot.site.voting.acts.casting import why_not_cast
from folkmoot.site.voting.models import new_receipt
from folkmoot.site.voting.reading import has_voted, tidy_receipt

SALT = "folkmoot.elections.paper"
BOX = re.compile(r"rank_[1-9][0-9]{0,3}\Z")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, number: int) -> HttpResponse:
    """The ballot paper to fill in; sent, it is shown once more before it is cast."""
    here = cast(Request, request)
    row, case = reading.found(number)
    if here.acting_for is not None:
        return HttpResponseRedirect(f"{row.url}tick/")
    if here.person is None:
        return _signed_out(request, row)
    names = naming.names_on(row, case.paper, here.person)
    method = case.called_under.method
    form = PaperForm(request.POST if request.method == "POST" else None, names=names, method=method)
    context = _about(here, row, case) | {"form": form}
    sent = request.method == "POST" and context["why_not"] is None
    if not sent or "back" in request.POST or not form.is_valid():
        context["rows"] = _rows(row, case, form, here)
        status = 200 if not sent or form.is_valid() else 422
        return render(request, "elections/paper.html", context, status=status)
    found = marking.read(form.boxes(), method)
    token = signing.dumps([row.number, here.person.code(f"{row.on}/paper"), new_receipt()], salt=SALT)
    context |= _asking(names, found, token, _kept(form), here, row)
    return render(request, "elections/confirm.html", context)


@never_cache
@require_POST
def send(request: HttpRequest, number: int) -> HttpResponse:
    """Cast the paper that was shown; the receipt is on the page that comes back."""
    here = cast(Request, request)
    row, case = reading.found(number)
    if here.person is None:
        return _signed_out(request, row)
    method = case.called_under.method
    form = PaperForm(request.POST, names=case.paper, method=method)
    receipt = _receipt_in(request.POST.get("token", ""), row, here)
    if not form.is_valid() or not receipt:
        form = PaperForm(request.POST, names=naming.names_on(row, case.paper, here.person), method=method)
        context = _about(here, row, case) | {"form": form, "rows": _rows(row, case, form, here)}
        return render(request, "elections/paper.html", context, status=422)
    found = marking.read(form.boxes(), method)
    old = tidy_receipt(request.POST.get("old", ""))
    try:
        made = cast_paper(row=row, by=here.person, at=here.at, line=found.line, receipt=receipt, old=old)
    except OutOfOrder as refusal:
        names = naming.names_on(row, case.paper, here.person)
        context = _about(here, row, case)
        context |= _asking(names, found, request.POST["token"], _kept(form), here, row)
        context |= {
            "refused": explain(refusal, _("Voting")),
            "voted": context["voted"] or isinstance(refusal, VotedOtherwise),
            "old": old,
        }
        return render(request, "elections/confirm.html", context, status=422)
    shown = {"election": row, "title": naming.title_of(row), "made": made, "page": row.url}
    return render(request, "elections/receipt.html", shown)


@never_cache
@require_safe
def look(request: HttpRequest, number: int) -> HttpResponse:
    """Whether a receipt is in the box, while the ballot is open: for whoever never saw the answer."""
    row, case = reading.found(number)
    typed = tidy_receipt(request.GET.get("receipt", ""))[:40]
    open_now = row.ballot is not None and row.ballot.declared is None
    context = {
        "election": row,
        "title": naming.title_of(row),
        "receipt": typed,
        "found": in_the_box(row, typed) if typed and open_now else "",
        "open_now": open_now,
        "case": case,
    }
    return render(request, "elections/look.html", context)


@require_safe
def printed(request: HttpRequest, number: int) -> HttpResponse:
    """A ballot paper to print, without anything that says whose it is."""
    here = cast(Request, request)
    row, case = reading.found(number)
    names = naming.names_on(row, case.paper or case.standing_now, here.person)
    closes = case.events.get("closing")
    context = {
        "election": row,
        "title": naming.title_of(row),
        "names": names,
        "crosses": case.called_under.method == marking.APPROVAL,
        "instructions": marking.instructions(case.called_under.method, case.seats),
        "seats": case.seats,
        "closes": case.book.calendar.local(closes) if closes else None,
        "rule": case.called_under.paragraph,
    }
    return render(request, "elections/printed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def tick(request: HttpRequest, number: int) -> HttpResponse:
    """A clerk ticks off the member whose form is on the desk, and lets them put their paper in the box."""
    here = cast(Request, request)
    row, case = reading.found(number)
    clerk = clerk_office(request)
    if here.acting_for is None or clerk is None:
        return HttpResponseRedirect(row.url)
    context = {"election": row, "title": naming.title_of(row), "member": here.acting_for, "refused": None}
    if request.method != "POST":
        return render(request, "elections/tick.html", context)
    try:
        cast_on_paper(row=row, by=here.acting_for, clerk=clerk, at=here.at)
    except OutOfOrder as refusal:
        context["refused"] = explain(refusal, _("Voting on paper"))
        return render(request, "elections/tick.html", context, status=422)
    return done(request, _("The member is ticked off. Let them put the paper in the box, folded."), row.url)


def _signed_out(request: HttpRequest, row: Row) -> HttpResponse:
    """For whoever sends a paper and is not signed in any more: the numbers, so that none is lost."""
    if request.method != "POST":
        return sign_in_first(request)
    boxes = sorted((int(key[5:]), value) for key, value in request.POST.items() if BOX.match(key))
    numbers = ", ".join(f"{at}: {value[:9] or '–'}" for at, value in boxes)
    said = _("You are no longer signed in, so nothing was cast. These numbers stood on your paper:")
    context = {
        "said": said,
        "link": f"/sign-in/?next={row.url}vote/",
        "label": _("Sign in"),
        "typed": [numbers] if boxes else [],
    }
    return render(request, "members/kept.html", context, status=403)


def _about(here: Request, row: Row, case: Election) -> dict[str, Any]:
    """What all pages of voting show."""
    person = here.person
    state = standing(case, here.at).state
    why: OutOfOrder | None = None
    if person is not None and row.ballot is not None:
        why = why_not_cast(case, person.code(row.ballot.name), here.at)
    voted = bool(person and row.ballot and row.ballot.declared is None and has_voted(row.ballot, person))
    closes = case.events.get("closing")
    return {
        "election": row,
        "title": naming.title_of(row),
        "state": state,
        "is_open": state == "at the vote" and row.ballot is not None,
        "why_not": explain(why, _("Voting")) if why is not None else None,
        "voted": voted,
        "refused": None,
        "instructions": marking.instructions(case.called_under.method, case.seats),
        "warnings": marking.warnings(),
        "crosses": case.called_under.method == marking.APPROVAL,
        "gaps_count": case.called_under.method != marking.CONDORCET,
        "closes": case.book.calendar.local(closes) if closes else None,
        "clocks": course.clocks(case, here.at),
        "rule": case.called_under.paragraph,
        "old": "",
    }


def _rows(row: Row, case: Election, form: PaperForm, here: Request) -> list[dict[str, Any]]:
    shown = {each.code: each for each in reading.candidates(row, case, here.person)}
    return [
        {"field": form[f"rank_{at}"], "number": at, "shown": shown.get(code)}
        for at, code in enumerate(case.paper, start=1)
    ]


def _kept(form: PaperForm) -> list[tuple[str, str]]:
    """The boxes as they were filled in, to go along in the next form."""
    return [(name, str(int(value))) for name in form.fields if (value := form.cleaned_data[name])]


def _asking(
    names: list[str],
    found: marking.Paper,
    token: str,
    kept: list[tuple[str, str]],
    here: Request,
    row: Row,
) -> dict[str, Any]:
    return {
        "order": [names[number - 1] for number in found.order],
        "remarks": found.remarks,
        "blank": found.is_blank,
        "token": token,
        "receipt": _receipt_in(token, row, here),
        "kept": kept,
    }


def _receipt_in(token: str, row: Row, here: Request) -> str:
    """The receipt that a form of this voter in this election brings along; empty where it is another's."""
    try:
        number, code, receipt = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return ""
    assert here.person is not None
    return str(receipt) if (number, code) == (row.number, here.person.code(f"{row.on}/paper")) else ""
