"""The page of one change: old and new, reasons, where it stands, what one may do now; and the acts on it."""

from collections.abc import Callable
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.case import standing
from folkmoot.procedure.change import Change as ChangeCase
from folkmoot.rulebook.compare import compare, sentences
from folkmoot.site.debate import drafts
from folkmoot.site.debate.acts import place_of
from folkmoot.site.debate.models import Deed
from folkmoot.site.debate.reading import debate, deeds_on, name_for
from folkmoot.site.debate.saying import done, refused, sign_in_first
from folkmoot.site.members.models import Office, Person
from folkmoot.site.members.presence import Request, hand
from folkmoot.site.record import reading
from folkmoot.site.rules import acts
from folkmoot.site.rules import reading as rules
from folkmoot.site.rules.models import Change
from folkmoot.site.rules.possible import possible
from folkmoot.site.voting import checking, course
from folkmoot.site.voting import reading as voting
from folkmoot.site.voting.acts import do_what_is_due
from folkmoot.site.voting.acts import put as put_to_the_vote


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All changes that have been proposed."""
    here = cast(Request, request)
    own = drafts.of(here.person, "change") if here.person else []
    context = {"changes": rules.cards(here.at), "drafts": own, "viewer": here.person}
    return render(request, "rules/changes.html", context)


@require_safe
def page(request: HttpRequest, number: int) -> HttpResponse:
    """A change for everybody; names and the debate for members."""
    here = cast(Request, request)
    change, case = found(number)
    viewer, books = here.person, reading.assembly().known_books
    old, new = books[case.base], books[case.proposed]
    comparison = compare(old, new)
    may = possible(case, hand(request), here.offices, here.by_passkey, here.at)
    deeds = deeds_on(change.on)
    state = standing(case, here.at)
    ballot = voting.latest(change.on) if "opening" in case.events else None
    result = voting.declared_on(ballot) if ballot else None
    context = {
        "change": change,
        "case": case,
        "state": state,
        "is_over": course.is_over(case, here.at),
        "status": course.PILLS[state.state],
        "pill": course.state_words(state.state),
        "said": _said(case, deeds, viewer),
        "stages": rules.stages(case, here.at),
        "clocks": course.clocks(case, here.at),
        "next_words": rules.next_words(case, here.at),
        "may": may,
        "sides": rules.sides(comparison),
        "sentences": sentences(comparison),
        "old": old,
        "new": new,
        "ballot": ballot,
        "result": result,
        "bars": voting.bars(result) if result and result.majority else None,
        "sums": voting.arithmetic(result) if result else "",
        "checkit": checking.check_it(
            result.index if result else change.entry, change.on, f"{request.scheme}://{request.get_host()}"
        ),
        "acts": checking.acts_on(case, checking.chief_entries(change.on), deeds, viewer),
        "viewer": viewer,
    }
    if viewer is not None:
        context |= _debate(request, case, viewer, may_speak=may["may_speak"])
    return render(request, "rules/change.html", context)


def found(number: int) -> tuple[Change, ChangeCase]:
    """The change and what the record shows of it; 404 where there is none. One query."""
    change, case = Change.objects.filter(number=number).first(), rules.case_of(number)
    if change is None or case is None:
        raise Http404
    return change, case


def _debate(request: HttpRequest, case: ChangeCase, viewer: Person, *, may_speak: bool) -> dict[str, Any]:
    asked = request.GET.get("page", "1")
    wanted = int(asked) if asked.isdecimal() and len(asked) < 7 else 1
    draft = drafts.find(viewer, "speech", place=place_of(case.on, None)) if may_speak else None
    return {
        "debate": debate(
            case.on, viewer, case.book.calendar, wanted, at=cast(Request, request).at, may_answer=may_speak
        ),
        "speak_url": f"{request.path}speak/",
        "draft": draft.fields.get("words", "") if draft else "",
        "kept_at": case.book.calendar.local(draft.kept_at) if draft else None,
        "acting_for": cast(Request, request).acting_for,
    }


def _said(case: ChangeCase, deeds: list[Deed], viewer: Person | None) -> str:
    proposer = next((name_for(deed.person, viewer) for deed in deeds if deed.act == "change.propose"), "")
    backed = _("{n} of {wanted} backers").format(n=len(case.supporters), wanted=case.wanted)
    if viewer is None or not proposer:
        return backed
    return _("Proposed by {name}, {backed}").format(name=proposer, backed=backed)


SHORT: dict[str, tuple[Callable[..., Any], str]] = {
    "back": (acts.back, "You back change {number}."),
    "withdraw": (acts.withdraw, "Change {number} is withdrawn."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def short(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """Back a change, or withdraw one's own: the page asks first (GET), then it is done (POST)."""
    here, acting = cast(Request, request), hand(request)
    change, _case = found(number)
    if acting is None:
        return sign_in_first(request)
    if request.method != "POST":
        context = {"change": change, "grave": act == "withdraw", "acting_for": here.acting_for}
        return render(request, "rules/short.html", context)
    do, said = SHORT[act]
    try:
        do(number=number, by=acting.person, at=here.at, clerk=acting.clerk)
    except OutOfOrder as refusal:
        return refused(request, refusal, f"/rulebook/changes/{number}/")
    return done(request, _(said).format(number=number), f"/rulebook/changes/{number}/")


@require_POST
def put(request: HttpRequest, number: int) -> HttpResponse:
    """Put the change to the vote: as an officer where one is signed in, else as a member."""
    here, acting = cast(Request, request), hand(request)
    change, case = found(number)
    if acting is None:
        return sign_in_first(request)
    named = {role for power in case.book.powers.get("change.put", ()) for role in power.who}
    offices = [o for o in here.offices if o.branch_id == case.branch and o.office in named]
    refusal: OutOfOrder | None = None
    everybody: list[Office | Person] = [*([] if here.acting_for else offices), acting.person]
    for by in everybody:
        clerk = None if isinstance(by, Office) else acting.clerk
        try:
            ballot = put_to_the_vote(on=change.on, by=by, at=here.at, clerk=clerk, by_passkey=here.by_passkey)
        except OutOfOrder as why:
            refusal = refusal or why
        else:
            said = _("Ballot {number} is open.").format(number=ballot.number)
            return done(request, said, f"/rulebook/changes/{number}/")
    assert refusal is not None
    return refused(request, refusal, f"/rulebook/changes/{number}/")


@require_POST
def due(request: HttpRequest, number: int) -> HttpResponse:
    """Do what the rules have made due on this change; anyone who is signed in may press for it."""
    here = cast(Request, request)
    change, _case = found(number)
    if here.person is None:
        return sign_in_first(request)
    made = {each.act for each in do_what_is_due(here.at, only=change.on)}
    said = _("Nothing was due.")
    if "change.declare" in made:
        said = _("The result is declared.")
    elif "change.put" in made:
        said = _("The ballot is open.")
    return done(request, said, f"/rulebook/changes/{number}/")
