"""A draft of an amendment: begun, looked through, settled, kept, thrown away, tabled."""

from typing import Any, cast

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.case import next_lapse, standing
from folkmoot.procedure.shared_text import Plan as PlanCase
from folkmoot.site.debate.saying import done, see_other, sign_in_first
from folkmoot.site.members.models import Branch, Person
from folkmoot.site.members.presence import Hand, Request, hand
from folkmoot.site.members.refusal import Explained, explain
from folkmoot.site.plan import acts, drafts
from folkmoot.site.plan.consequences import consequences
from folkmoot.site.plan.desk import MINE, Desk, after, desk, keep
from folkmoot.site.plan.forms import TableForm
from folkmoot.site.plan.models import Draft
from folkmoot.site.plan.overview import overview
from folkmoot.site.plan.reading import found, places
from folkmoot.site.plan.settling import settled
from folkmoot.site.plan.showing import asides, lines, stuck
from folkmoot.site.plan.sources import shown_sources, written_from
from folkmoot.site.plan.views.editing import bar, since_of, start_of
from folkmoot.site.record import reading

SETTLE = ("strike", "again", "take", "leave")


@never_cache
@require_safe
def start(request: HttpRequest, number: int) -> HttpResponse:
    """Where somebody begins who wants to amend the text: their drafts, and the ways to write a new one."""
    here = cast(Request, request)
    if here.person is None:
        return sign_in_first(request)
    plan, case = found(number)
    kept = drafts.of(here.person, plan=plan, kind=Draft.Kind.AMENDMENT)
    clauses = Desk(plan, case, MINE, None).sheet.choices()
    context = {
        "plan": plan,
        "places": places(plan, case, here.at, ""),
        "drafts": [_listed(each, here.person, case) for each in kept],
        "clauses": clauses,
        "is_open": standing(case, here.at).state == "open",
        "acting_for": here.acting_for,
    }
    return render(request, "plan/amend.html", context)


def _listed(draft: Draft, viewer: Person, case: PlanCase) -> dict[str, Any]:
    opened = drafts.opened(draft)
    return {
        "url": f"{draft.plan.url}amend/{draft.pk}/" if draft.plan else "",
        "kept_at": case.book.calendar.local(draft.kept_at),
        "changes": len(opened.fields.get("changes", ())) if opened else 0,
        "own": draft.person_id == viewer.pk,
        "owner": draft.person.shown_name,
    }


@require_safe
def choose(request: HttpRequest, number: int) -> HttpResponse:
    """From a list of clauses to the form for one of them."""
    plan, case = found(number)
    clause = request.GET.get("clause", "")
    if clause not in case.base.by_id:
        return see_other(f"{plan.url}amend/")
    return see_other(f"{plan.url}amend/{MINE}/clauses/{clause}/")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, number: int, draft: str) -> HttpResponse:
    """A draft with all that it does; kept, thrown away, or tabled."""
    here, acting = cast(Request, request), hand(request)
    if here.person is None or acting is None:
        return sign_in_first(request)
    if request.method != "POST":
        return page(request, desk(number, here.person, draft), acting)
    at_desk = start_of(request, number, here.person, draft)
    if "discard" in request.POST:
        return _discard(at_desk, here.person, request)
    typed = {name: request.POST.get(name, "") for name in ("reasons", "branch")}
    try:
        now = _kept(request, at_desk, here.person, typed)
    except drafts.TooLong:
        form = _form(at_desk, acting, {**typed, "reasons": typed["reasons"][:1000]})
        form.add_error("reasons", _("The draft holds more than a whole text may: take something out."))
        return page(request, at_desk, acting, form)
    if "keep" in request.POST:
        return done(request, _("Your draft is kept."), now.url)
    return _table(request, now, acting)


def _kept(request: HttpRequest, at_desk: Desk, person: Person, typed: dict[str, str]) -> Desk:
    fields = {**at_desk.with_changes(at_desk.changes), **typed}
    since, asked = since_of(request), "keep" in request.POST
    kept = keep(at_desk, person, fields, cast(Request, request).at, since=since, asked=asked)
    return after(at_desk, kept)


@require_POST
def keep_reasons(request: HttpRequest, number: int, draft: str) -> HttpResponse:
    """Keep the reasons as they are typed; the page asks for this by itself."""
    here = cast(Request, request)
    if here.person is None:
        return HttpResponse(status=403)
    at_desk = start_of(request, number, here.person, draft)
    typed = {name: request.POST.get(name, "") for name in ("reasons", "branch")}
    try:
        now = _kept(request, at_desk, here.person, typed)
    except drafts.TooLong:
        return render(
            request, "plan/parts/kept.html", {"too_long": True, "keep_url": request.path}, status=422
        )
    local = now.case.book.calendar.local(here.at)
    context = {
        "kept_at": local,
        "version": now.version,
        "keep_url": f"{now.url}keep/",
        "aside": 0,
        "merged": False,
        "told": None,
        "stuck": 0,
    }
    return render(request, "plan/parts/kept.html", context)


def _discard(at_desk: Desk, person: Person, request: HttpRequest) -> HttpResponse:
    if at_desk.opened is None:
        return see_other(at_desk.plan.url)
    if at_desk.opened.draft.person_id == person.pk:
        drafts.discard(at_desk.opened.draft)
        return done(request, _("The draft has been thrown away."), at_desk.plan.url)
    drafts.put_out(at_desk.opened.draft, person)
    return done(
        request, _("You no longer write in this draft. What you wrote stays in it."), at_desk.plan.url
    )


def _table(request: HttpRequest, at_desk: Desk, acting: Hand) -> HttpResponse:
    here = cast(Request, request)
    form = _form(at_desk, acting, request.POST)
    compiled = at_desk.compiled
    if compiled.faults:
        form.add_error(
            None, _("Some of your changes cannot be made as the text stands now. Settle them first.")
        )
    elif not compiled.made:
        form.add_error(None, _("Your draft changes nothing yet: amend a clause first."))
    if not form.is_valid():
        return page(request, at_desk, acting, form)
    typed = form.cleaned_data
    given: dict[str, Any] = {
        "plan": at_desk.plan.number,
        "by": acting.person,
        "wording": compiled.amendment,
        "reasons": typed["reasons"],
        "at": here.at,
        "clerk": acting.clerk,
        "draft": at_desk.id,
    }
    try:
        if at_desk.confirms:
            acts.confirm(number=at_desk.confirms, **given)
            tabled, said = at_desk.confirms, _("Amendment {number} is confirmed.")
        else:
            made = acts.table(branch=typed["branch"], composite_of=at_desk.sources, **given)
            tabled, said = made.number, _("Amendment {number} is tabled. It stands in the record.")
    except OutOfOrder as refusal:
        return page(request, at_desk, acting, form, explain(refusal, _("Tabling this amendment")))
    return done(request, said.format(number=tabled), f"{at_desk.plan.url}amendments/{tabled}/")


@require_POST
def settle(request: HttpRequest, number: int, draft: str) -> HttpResponse:
    """Strike a change, use one on today's text all the same, or take one of two wordings."""
    here, what = cast(Request, request), request.POST.get("do", "")
    if here.person is None:
        return sign_in_first(request)
    at_desk = desk(number, here.person, draft)
    if what not in SETTLE or not at_desk.fields.get("changes") and at_desk.opened is None:
        raise Http404
    place = request.POST.get("place", "")
    at = int(place) if place.isdecimal() and len(place) < 6 else 1 << 20
    fields = settled(at_desk, what, request.POST.get("key", ""), at)
    now = after(at_desk, keep(at_desk, here.person, fields, here.at, since=at_desk.version, asked=True))
    said = {
        "strike": _("Struck from your draft."),
        "again": _("Your words stand on the text as it is now."),
        "take": _("Taken into the draft. The other wording can be read among the earlier versions."),
        "leave": _("The draft stays as it is. The other wording can be read among the earlier versions."),
    }
    return done(request, said[what], now.url)


@never_cache
@require_safe
def text(request: HttpRequest, number: int, draft: str) -> HttpResponse:
    """The whole text with the draft in its place, each clause to be amended further."""
    here = cast(Request, request)
    if here.person is None:
        return sign_in_first(request)
    at_desk = desk(number, here.person, draft)
    context = {
        "plan": at_desk.plan,
        "desk": at_desk,
        "clauses": at_desk.sheet.clauses(),
        "bar": bar(at_desk),
        "everywhere_url": f"{at_desk.url}everywhere/",
        "top_url": "" if at_desk.amends else f"{at_desk.url}clauses/top/?what=add",
        "heading": heading(at_desk),
        "written_from": written_from(at_desk.plan, at_desk.about),
    }
    return render(request, "plan/amend_text.html", context)


def heading(at_desk: Desk) -> str:
    """What is being written."""
    if at_desk.confirms:
        return _("Confirm amendment {number}").format(number=at_desk.confirms)
    if at_desk.sources:
        listed = ", ".join(map(str, at_desk.sources))
        return _("A composite of amendments {numbers}").format(numbers=listed)
    if at_desk.amends:
        return _("An amendment to amendment {number}").format(number=at_desk.amends)
    return _("Your amendment")


def _form(at_desk: Desk, acting: Hand, data: Any = None) -> TableForm:
    assembly = reading.assembly()
    below = assembly.below(at_desk.plan.branch_id)
    own = [each for each in assembly.above(acting.person.branch_id) if each in below]
    initial = {name: at_desk.fields.get(name, "") for name in ("reasons", "branch")}
    if initial["branch"] not in own:
        initial["branch"] = own[0] if own else ""
    confirming = bool(at_desk.confirms)
    return TableForm(data, branches=own or list(below), confirming=confirming, initial=initial)


def page(
    request: HttpRequest,
    at_desk: Desk,
    acting: Hand,
    form: Form | None = None,
    refused: Explained | None = None,
) -> HttpResponse:
    """The page of a draft, with what was typed and what was refused."""
    here = cast(Request, request)
    assert here.person is not None
    form = form or _form(at_desk, acting)
    draft = at_desk.opened.draft if at_desk.opened else None
    context = {
        "plan": at_desk.plan,
        "desk": at_desk,
        "heading": heading(at_desk),
        "form": form,
        "refused": refused,
        "lines": lines(at_desk),
        "stuck_lines": stuck(at_desk),
        "asides": asides(at_desk, here.person),
        "told": consequences(at_desk, here.at),
        "writers": _writers(draft, here.person),
        "own": draft is None or draft.person_id == here.person.pk,
        "kept_at": at_desk.case.book.calendar.local(draft.kept_at) if draft else None,
        **_open_until(at_desk, here.at),
        "branch": Branch.objects.filter(pk=at_desk.plan.branch_id).first(),
        "acting_for": here.acting_for,
        "composite": _shares(at_desk, here.at),
        "written_from": written_from(at_desk.plan, at_desk.about),
    }
    return render(request, "plan/amend_draft.html", context, status=422 if refused or form.errors else 200)


def _open_until(at_desk: Desk, at: int) -> dict[str, Any]:
    """Whether it can be tabled, or confirmed, and until when; of what is over, when that was."""
    calendar, case = at_desk.case.book.calendar, at_desk.case
    closes, is_open = case.events["deadline"], standing(case, at).state == "open"
    if at_desk.confirms:
        waits = case.amendments[at_desk.confirms]
        now = standing(waits, at)
        after, is_open = next_lapse(waits, now), now.state == "unconfirmed"
        closes = after.since - 1 if is_open and after is not None else closes
    return {"closes": calendar.local(closes), "is_open": is_open}


def _shares(at_desk: Desk, at: int) -> dict[str, Any] | None:
    """Whose words a composite has so far, for `plan/parts/composite.html`."""
    if not at_desk.sources or not at_desk.compiled.made:
        return None
    over = overview(at_desk.case, at)
    sources = [at_desk.case.amendments[number].wording for number in at_desk.sources]
    return shown_sources(over, at_desk.compiled.amendment, sources)


def _writers(draft: Draft | None, viewer: Person) -> list[str]:
    """Who else writes in a draft, by the names that they show."""
    if draft is None:
        return []
    people = [draft.person, *(each.person for each in draft.writers.select_related("person"))]
    return [each.shown_name for each in people if each.pk != viewer.pk]
