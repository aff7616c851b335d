"""Voting: the paper, the page that asks whether to cast it, the receipt.

The form of the paper answers with no page: it sends to one that is fetched, so that the way back and a page
loaded again do no harm. What that page needs lies on the voter's own device (`keeping`), never with us, never
in an address.
The receipt is drawn before it is asked, and goes along in the form, signed: whatever happens to an answer on
its way, the same form sent again gives the same receipt, and never a second ballot.
"""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.case import standing
from folkmoot.procedure.electing import COUNTBACK, PRIORITY, Election
from folkmoot.procedure.electing_ballot import may_change
from folkmoot.site.debate.saying import see_other
from folkmoot.site.elections import course, keeping, marking, naming, reading
from folkmoot.site.elections.acts import Cast, VotedOtherwise
from folkmoot.site.elections.acts import cast as cast_paper
from folkmoot.site.elections.acts.casting import cast_once, in_the_box
from folkmoot.site.elections.forms import PaperForm
from folkmoot.site.elections.keeping import Kept
from folkmoot.site.elections.models import Election as Row
from folkmoot.site.elections.views import lost
from folkmoot.site.members.models import Person
from folkmoot.site.members.presence import Request
from folkmoot.site.members.refusal import explain
from folkmoot.site.voting.acts.casting import why_not_cast
from folkmoot.site.voting.models import new_receipt
from folkmoot.site.voting.reading import has_voted, tidy_receipt


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, number: int) -> HttpResponse:
    """The ballot paper to fill in; sent, it goes on to the page that shows it once more."""
    here = cast(Request, request)
    row, case = reading.found(number)
    if here.acting_for is not None:
        return HttpResponseRedirect(f"{row.url}tick/")
    if here.person is None:
        return lost.signed_out(here, row, case)
    kept = _on_the_device(here, here.person, row, case)
    context = _about(here, row, case)
    names = naming.names_on(row, case.paper, here.person)
    form = PaperForm(names=names, method=case.called_under.method, initial=kept.initial() if kept else None)
    if request.method == "POST":
        form = PaperForm(request.POST, names=names, method=case.called_under.method)
        if "forget" in request.POST:
            response: HttpResponse = see_other(f"{row.url}vote/")
            keeping.forget(response, row)
            return response
        if context["may_cast"] and form.is_valid():
            return _put_on_the_device(here, here.person, row, case, form, kept)
        context |= {"typed": lost.lines(request.POST, names, crosses=form.crosses)}
    elif kept is not None and kept.is_filled:
        context |= {"kept": kept}
    context |= {"form": form, "rows": _rows(row, case, form, here)}
    return render(request, "elections/paper.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_safe
def check(request: HttpRequest, number: int) -> HttpResponse:
    """The paper as it will be read, and whether to cast it; or what became of it, for whoever comes back."""
    here = cast(Request, request)
    row, case = reading.found(number)
    if here.person is None:
        return lost.signed_out(here, row, case)
    kept = _on_the_device(here, here.person, row, case)
    if kept is None or not kept.receipt:
        return HttpResponseRedirect(f"{row.url}vote/")
    if kept.became and here.at >= kept.until:
        return HttpResponseRedirect(f"{row.url}look/")
    found = in_the_box(row, kept.receipt)
    if kept.became or found == "cast":
        response = _receipt(here, here.person, row, case, Cast(kept.receipt, again=True))
        if not kept.became:
            kept = keeping.is_cast(kept, "again", kept.receipt, here.at)
            keeping.write(response, row, keeping.whose(row, here.person), kept)
        return response
    if found == "void":
        return HttpResponseRedirect(f"{row.url}vote/")
    context = _about(here, row, case)
    context |= _asking(row, case, here.person, kept) | {"refused": context["why_not"]}
    return render(request, "elections/confirm.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, number: int) -> HttpResponse:
    """Cast the paper that was shown; the answer is the receipt, which is also here to fetch for a while.

    The answer is the receipt itself and not the way to it: where the line is bad, one answer is sooner there
    than two, and a paper sent again counts once.
    """
    here = cast(Request, request)
    row, case = reading.found(number)
    if here.person is None:
        return lost.signed_out(here, row, case)
    if request.method != "POST":
        kept = _on_the_device(here, here.person, row, case)
        if kept is not None and kept.became and here.at < kept.until:
            again, instead = kept.became == "again", kept.became == "instead"
            return _receipt(here, here.person, row, case, Cast(kept.receipt, again=again, instead=instead))
        return HttpResponseRedirect(f"{row.url}look/")
    form = PaperForm(request.POST, names=case.paper, method=case.called_under.method)
    code, receipt = keeping.read_token(row, request.POST.get("token", ""))
    if not form.is_valid() or not receipt or code != keeping.whose(row, here.person):
        names = naming.names_on(row, case.paper, here.person)
        form = PaperForm(request.POST, names=names, method=case.called_under.method)
        context = _about(here, row, case) | {"form": form, "rows": _rows(row, case, form, here)}
        return render(request, "elections/paper.html", context, status=422)
    kept = Kept(keeping.boxes_of(form.boxes()), receipt)
    try:
        made = _cast(here, here.person, row, case, form)
    except OutOfOrder as refusal:
        context = _about(here, row, case) | _asking(row, case, here.person, kept)
        context |= {
            "refused": explain(refusal, _("Voting")),
            "voted": context["voted"] or isinstance(refusal, VotedOtherwise),
            "old": tidy_receipt(request.POST.get("old", "")),
        }
        return render(request, "elections/confirm.html", context, status=422)
    response = _receipt(here, here.person, row, case, made)
    became: keeping.Became = "again" if made.again else "instead" if made.instead else "cast"
    keeping.write(response, row, code, keeping.is_cast(kept, became, receipt, here.at))
    return response


def _cast(here: Request, person: Person, row: Row, case: Election, form: PaperForm) -> Cast:
    """Cast it. Raises `OutOfOrder`, but not for a paper that had arrived in time and is only sent again."""
    old = tidy_receipt(here.POST.get("old", ""))
    line = marking.read(form.boxes(), case.called_under.method).line
    receipt = keeping.read_token(row, here.POST.get("token", ""))[1]
    try:
        return cast_paper(row=row, by=person, at=here.at, line=line, receipt=receipt, old=old)
    except OutOfOrder:
        if in_the_box(row, receipt) != "cast":
            raise
        return Cast(receipt, again=True)


def _put_on_the_device(
    here: Request, person: Person, row: Row, case: Election, form: PaperForm, before: Kept | None
) -> HttpResponse:
    """Put the filled paper on the voter's device, and go where the button says."""
    stays = "keep" in here.POST or (before is not None and before.stays)
    kept = Kept(keeping.boxes_of(form.boxes()), stays=stays)
    if "keep" in here.POST or "back" in here.POST:
        response = see_other(f"{row.url}vote/")
    else:
        response = see_other(f"{row.url}vote/check/")
        kept = Kept(kept.boxes, new_receipt(), stays)
    lasts = keeping.until_the_close(case, here.at) if stays else None
    keeping.write(response, row, keeping.whose(row, person), kept, lasts=lasts)
    return response


def _on_the_device(here: Request, person: Person, row: Row, case: Election) -> Kept | None:
    return keeping.read(here, row, keeping.whose(row, person), len(case.paper))


def _receipt(here: Request, person: Person, row: Row, case: Election, made: Cast) -> HttpResponse:
    """The receipt of a paper that is in the box."""
    shown = {"election": row, "title": naming.title_of(row), "made": made, "page": row.url}
    shown |= {"tab": keeping.tab_of(row, person), "may_change": may_change(case)}
    return render(here, "elections/receipt.html", shown)


def _about(here: Request, row: Row, case: Election) -> dict[str, Any]:
    """What all pages of voting show to somebody who is signed in."""
    person = here.person
    assert person is not None
    why, what = None, _("Voting")
    if row.ballot is not None:
        why = why_not_cast(case, person.code(row.ballot.name), here.at)
    state = standing(case, here.at).state
    is_open = row.ballot is not None and state == "at the vote"
    voted = bool(row.ballot and row.ballot.declared is None and has_voted(row.ballot, person))
    if why is None and voted and not may_change(case):
        why, what = cast_once(case), ""
    closes = case.events.get("closing")
    return {
        "election": row,
        "title": naming.title_of(row),
        "is_open": is_open,
        "has_closed": closes is not None and here.at > closes,
        "is_to_come": row.ballot is None and state in ("nominations", "nominated") and case.kind != COUNTBACK,
        "why_not": explain(why, what) if why is not None else None,
        "may_cast": is_open and why is None,
        "voted": voted,
        "is_declared": row.ballot is not None and row.ballot.declared is not None,
        "refused": None,
        "kept": None,
        "typed": [],
        "token": keeping.token(row, person),
        "tab": keeping.tab_of(row, person),
        "may_change": may_change(case),
        "voting_rule": case.book.powers["election.vote"][0].paragraph,
        "instructions": marking.instructions(case.called_under.method, motions=case.kind == PRIORITY),
        "warnings": marking.warnings(),
        "crosses": case.called_under.method == marking.APPROVAL,
        "gaps_count": marking.gaps_count(case.called_under.method),
        "closes": case.book.calendar.local(closes) if closes else None,
        "clocks": course.clocks(case, here.at),
        "rule": case.called_under.paragraph,
        "old": "",
    }


def _rows(row: Row, case: Election, form: PaperForm, here: Request) -> list[dict[str, Any]]:
    shown = {each.code: each for each in reading.candidates(row, case, here.person, here.at)}
    return [
        {"field": form[f"rank_{at}"], "number": at, "shown": shown.get(code)}
        for at, code in enumerate(case.paper, start=1)
    ]


def _asking(row: Row, case: Election, person: Person, kept: Kept) -> dict[str, Any]:
    """What the page that asks shows of a paper."""
    found = marking.read([each or None for each in kept.boxes], case.called_under.method)
    names = naming.names_on(row, case.paper, person)
    return {
        "order": [names[number - 1] for number in found.order],
        "remarks": found.remarks,
        "blank": found.is_blank,
        "token": keeping.token(row, person, kept.receipt),
        "receipt": kept.receipt,
        "boxes": [(name, str(value)) for name, value in kept.initial().items()],
    }
