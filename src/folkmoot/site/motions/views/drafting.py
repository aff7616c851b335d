"""Drafting a motion. What is typed is kept on the server, and nobody else can read it."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.debate import drafts
from folkmoot.site.debate.models import new_draft_id
from folkmoot.site.debate.saying import done, sign_in_first
from folkmoot.site.members.models import Person
from folkmoot.site.members.presence import Hand, Request, hand
from folkmoot.site.members.refusal import Explained, explain
from folkmoot.site.motions import acts
from folkmoot.site.motions import reading as motions
from folkmoot.site.motions.forms import MotionForm
from folkmoot.site.motions.models import Motion
from folkmoot.site.record import reading

FIELDS = ("kind", "branch", "title", "text", "office", "nominee", "new_branch")


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, draft: str = "") -> HttpResponse:
    """A draft: a new one, or one that was kept. Kept, thrown away, or tabled."""
    here, acting = cast(Request, request), hand(request)
    if here.person is None or acting is None:
        return sign_in_first(request)
    kept = drafts.find(here.person, "motion", id=draft)
    if request.method != "POST":
        return _page(request, acting, kept.fields if kept else _first(request), draft or new_draft_id())
    id_ = request.POST.get("draft", "")[:24]
    typed = {name: request.POST.get(name, "") for name in FIELDS}
    if "discard" in request.POST:
        drafts.drop(here.person, id=id_)
        return done(request, _("The draft has been thrown away."), "/motions/")
    saved = drafts.keep(here.person, "motion", typed, here.at, id=id_)
    if "keep" in request.POST:
        return done(request, _("Your draft is kept. Only you can read it."), f"/motions/drafts/{saved.pk}/")
    return _table(request, acting, typed, saved.pk)


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what is being typed, and say when; the page asks for this by itself."""
    here = cast(Request, request)
    if here.person is None:
        return HttpResponse(status=403)
    typed = {name: request.POST.get(name, "") for name in FIELDS}
    id_ = request.POST.get("draft", "")[:24]
    if id_ and (typed["title"].strip() or typed["text"].strip()):
        drafts.keep(here.person, "motion", typed, here.at, id=id_)
    local = reading.assembly().book_at(here.at).calendar.local(here.at)
    return render(request, "debate/kept.html", {"kept_at": local})


def _first(request: HttpRequest) -> dict[str, Any]:
    return {"branch": request.GET.get("branch", ""), "kind": request.GET.get("kind", "")}


def _form(acting: Hand, typed: dict[str, Any], at: int, *, bound: bool) -> MotionForm:
    given: dict[str, Any] = {
        "branches": motions.branches_for(acting.person),
        "offices": reading.assembly().book_at(at).offices,
        "by": acting.person,
    }
    if bound:
        return MotionForm(typed, **given)
    return MotionForm(initial={key: value for key, value in typed.items() if value}, **given)


def _page(
    request: HttpRequest,
    acting: Hand,
    typed: dict[str, Any],
    draft: str,
    form: MotionForm | None = None,
    refused: Explained | None = None,
) -> HttpResponse:
    here = cast(Request, request)
    form = form or _form(acting, typed, here.at, bound=False)
    book = reading.assembly().book_at(here.at)
    most = book.settings.get("motion.length")
    powers = book.powers.get("motion.table", ())
    context = {
        "form": form,
        "draft": draft,
        "refused": refused,
        "most": most.words if most else "",
        "rule": powers[0].paragraph if powers else "",
        "acting_for": here.acting_for,
    }
    status = 422 if refused or form.errors else 200
    return render(request, "motions/write.html", context, status=status)


def _table(request: HttpRequest, acting: Hand, typed: dict[str, Any], draft: str) -> HttpResponse:
    here = cast(Request, request)
    form = _form(acting, typed, here.at, bound=True)
    if not form.is_valid():
        return _page(request, acting, typed, draft, form)
    found = form.cleaned_data
    nominee = cast("Person | None", found["nominee"])
    try:
        motion = acts.table(
            by=acting.person,
            branch=found["branch"],
            title=found["title"],
            text=found["text"],
            kind=found["kind"],
            office=found["office"] if found["kind"] == Motion.Kind.APPOINT else "",
            nominee=nominee if found["kind"] == Motion.Kind.APPOINT else None,
            new_branch=found["new_branch"] if found["kind"] == Motion.Kind.BRANCH else "",
            at=here.at,
            clerk=acting.clerk,
        )
    except OutOfOrder as refusal:
        return _page(request, acting, typed, draft, form, explain(refusal, _("Tabling this motion")))
    assert here.person is not None
    drafts.drop(here.person, id=draft)
    said = _("Motion {number} is tabled. It stands in the record.").format(number=motion.number)
    return done(request, said, f"/motions/{motion.number}/")
