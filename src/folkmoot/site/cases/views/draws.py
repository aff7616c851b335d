"""Draws by lot: what is drawn now, the public page of each draw, and what members add to it."""

from collections import Counter
from collections.abc import Callable
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.lots.beacon import CHAIN
from folkmoot.lots.contributions import commit
from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.announcing import REASONS
from folkmoot.procedure.draw import THROWERS
from folkmoot.site.cases import drawing
from folkmoot.site.cases.acts import draws
from folkmoot.site.cases.acts.entering import Hand
from folkmoot.site.cases.acts.pools import DRAWN
from folkmoot.site.cases.deeds.draws import DeclineForm, DiceForm, NumberForm, OpenForm, SignatureForm
from folkmoot.site.cases.doing import Asked
from folkmoot.site.cases.drawn import Drawn, drawn, own
from folkmoot.site.cases.forms import DeedForm
from folkmoot.site.cases.people import case_of
from folkmoot.site.debate.saying import done, refused, sign_in_first
from folkmoot.site.members.presence import Request, hand
from folkmoot.site.members.refusal import Explained, explain
from folkmoot.site.record.models import Entry
from folkmoot.site.voting.checking import check_it
from folkmoot.tlog.leaf import Leaf

LATEST = 50
FORMS: dict[str, tuple[type[DeedForm] | None, Callable[..., Any], Any]] = {
    "number": (NumberForm, draws.contribute, gettext_lazy("Its seal is entered. Keep the number.")),
    "open": (OpenForm, draws.reveal, gettext_lazy("Your number is open, and goes into the seed.")),
    "dice": (DiceForm, draws.throw, gettext_lazy("Your throw is entered.")),
    "beacon": (SignatureForm, draws.shine, gettext_lazy("The signature is good, and the result is entered.")),
    "accept": (None, draws.accept, gettext_lazy("Thank you. You are told when the panel sits.")),
    "decline": (DeclineForm, draws.decline, gettext_lazy("You have declined. Nobody holds it against you.")),
}  # fmt: skip
"""What is sent from the page of a draw: its form, its act, and what is said afterwards."""


@require_safe
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """All draws, the latest first, and those that wait to be announced."""
    here = cast(Request, request)
    entries = Entry.objects.filter(act="draw.announce").order_by("-index")[:LATEST]
    context = {
        "draws": [_line(each) for each in entries],
        "due": drawing.due(here.at),
        "member": here.person is not None,
    }
    return render(request, "cases/draws.html", context)


def _line(entry: Entry) -> dict[str, Any]:
    case = case_of(entry.on)
    panel = case.panel if case else None
    latest = panel is not None and panel.index == entry.index
    state = "seated" if panel and panel.sitting else "drawn" if panel and panel.ranking else "open"
    return {
        "url": f"/cases/draws/{entry.index}/",
        "title": drawing.title(entry.on),
        "what": drawing.purpose_words(Leaf.decode(bytes(entry.leaf)).facts["purpose"]),
        "at": case.book.calendar.local(entry.time) if case else None,
        "status": drawing.PILLS[state][0] if latest else "safe",
        "pill": drawing.PILLS[state][1] if latest else _("over"),
    }


@require_POST
def announce(request: HttpRequest) -> HttpResponse:
    """Announce a draw that is due: any member may press for it."""
    here, acting, on = cast(Request, request), hand(request), request.POST.get("on", "")
    if acting is None:
        return sign_in_first(request)
    if case_of(on) is None:
        raise Http404
    by = Hand(acting.person, clerk=acting.clerk)
    officer = next((each for each in here.offices if each.office == "case officer"), None)
    if officer is not None and here.by_passkey and here.acting_for is None:
        by = Hand(officer.person, office=officer, by_passkey=True)
    try:
        made = draws.announce(on=on, by=by, at=here.at)
    except OutOfOrder as refusal:
        return refused(request, refusal, "/cases/draws/")
    return done(request, _("The draw is announced; the pool is frozen."), f"/cases/draws/{made.entry.index}/")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HttpRequest, index: int) -> HttpResponse:
    """One draw: where it stands, what one can add, whether one is in, and how to check it."""
    found = drawn(index)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _send(request, found)
    return _page(request, found)


def _send(request: HttpRequest, found: Drawn) -> HttpResponse:
    here, acting, what = cast(Request, request), hand(request), request.POST.get("what", "")
    if acting is None:
        return sign_in_first(request)
    if what not in FORMS:
        raise Http404
    kind, do, said = FORMS[what]
    by = Hand(acting.person, DRAWN if what in ("accept", "decline") else "member", clerk=acting.clerk)
    form = kind(Asked(found.case, by, here.at, found.on), request.POST) if kind else None
    why: Explained | None = None
    if form is None or form.is_valid():
        try:
            do(on=found.on, by=by, at=here.at, **_given(what, form))
        except OutOfOrder as refusal:
            why = explain(refusal)
        else:
            return done(request, str(said), f"/cases/draws/{found.index}/")
    return _page(request, found, {what: form} if form else {}, why)


def _given(what: str, form: DeedForm | None) -> dict[str, Any]:
    data = form.cleaned_data if form else {}
    if what == "number":
        return {"commit": commit(bytes.fromhex(data["secret"])) if data["secret"] else data["commit"]}
    return {"secret": data["secret"]} if what == "open" else dict(data)


def _page(
    request: HttpRequest, found: Drawn, typed: dict[str, DeedForm] | None = None, why: Explained | None = None
) -> HttpResponse:
    here, acting = cast(Request, request), hand(request)
    person = acting.person if acting else None
    name = own(found, person)
    offered = drawing.offered(found, name, person, here.at)
    asked = Asked(found.case, Hand(person), here.at, found.on)
    forms = {
        what: (typed or {}).get(what) or (kind(asked) if kind else None)
        for what, (kind, _do, _said) in FORMS.items()
        if what in offered or what in (typed or {})
    }
    result = found.result()
    handle = found.handle_of(name).hex() if name else ""
    counted = Counter(found.excluded.values())
    context = {
        "draw": found,
        "title": drawing.title(found.on),
        "what": drawing.purpose_words(found.purpose),
        "state": drawing.state(found),
        "stages": drawing.stages(found, here.at),
        "says": drawing.says(found, here.at),
        "at": found.time(found.at),
        "closes": found.time(found.said.closes),
        "ready": found.time(found.said.ready),
        "fallback": found.time(found.said.fallback_from) if found.said.fallback else None,
        "forms": forms,
        "refused": why,
        "person": person,
        "name": name,
        "handle": handle,
        "reason": drawing.REASON_WORDS.get(found.excluded.get(name, "")),
        "place": drawing.place(result, handle),
        "own_commit": next((seal for seal, who in found.commits.items() if name and who == name), ""),
        "answer": found.answers.get(name, ""),
        "until": drawing.answer_by(found),
        "asks": drawing.asks(found),
        "excluded": [(drawing.REASON_WORDS[each], counted[each]) for each in REASONS if counted[each]],
        "sources": drawing.source_words(found),
        "steps": drawing.steps(found),
        "throw": found.same_throws(),
        "throwers": THROWERS,
        "seats": [each.hex() for each in result.outcome.seats] if result else [],
        "reserves": [each.hex() for each in result.outcome.reserves] if result else [],
        "seed": result.seed.hex() if result else "",
        "chain": CHAIN,
        "checkit": check_it(found.index, found.on, f"{request.scheme}://{request.get_host()}"),
    }
    status = 422 if why or any(form is not None and form.errors for form in forms.values()) else 200
    return render(request, "cases/draw.html", context, status=status)


@require_safe
def files(request: HttpRequest, index: int) -> HttpResponse:
    """The draw as one file that `folkmoot draw verify` reads."""
    found = drawn(index)
    if found is None:
        raise Http404
    answer = HttpResponse(found.as_json(), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="draw-{index}.json"'
    return answer


urlpatterns = [
    path("cases/draws/", index, name="draws"),
    path("cases/draws/announce/", announce, name="draw-announce"),
    path("cases/draws/<int:index>/", page, name="draw"),
    path("cases/draws/<int:index>/draw.json", files, name="draw-files"),
]
