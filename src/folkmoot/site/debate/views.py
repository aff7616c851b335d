"""Speaking: a page of its own, which the box under a motion uses too; and keeping what is being typed."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.case import Case
from folkmoot.site.debate import drafts
from folkmoot.site.debate.acts import place_of
from folkmoot.site.debate.acts import speak as speak_in_debate
from folkmoot.site.debate.models import Speech
from folkmoot.site.debate.places import page_of
from folkmoot.site.debate.reading import Said, address_of, one
from folkmoot.site.debate.saying import done, see_other, sign_in_first
from folkmoot.site.members.presence import Request, hand
from folkmoot.site.members.refusal import Explained, explain, one_line
from folkmoot.site.record import reading, words


@require_http_methods(["GET", "HEAD", "POST"])
def speak(request: HttpRequest, on: str, clause: str = "", **numbers: int) -> HttpResponse:
    """Say something, or answer a speech; what is refused is shown again with all that was typed."""
    here, acting = cast(Request, request), hand(request)
    on, _case = _proceeding(on, numbers)
    if here.person is None or acting is None:
        return sign_in_first(request)
    answer = _answer(request, on)
    place = place_of(on, answer, clause)
    if request.method != "POST":
        draft = drafts.find(here.person, "speech", place=place)
        return _page(request, on, clause, answer, draft.fields.get("words", "") if draft else "")
    said = request.POST.get("words", "")
    drafts.keep(here.person, "speech", {"words": said}, here.at, place=place)
    if "keep" in request.POST:
        return done(request, _("Your draft is kept. Only you can read it."), page_of(on, clause) + "#speak")
    try:
        speech = speak_in_debate(
            on=on,
            by=acting.person,
            words=said,
            at=here.at,
            reply_to=answer,
            clause=clause,
            clerk=acting.clerk,
        )
    except OutOfOrder as refusal:
        return _page(request, on, clause, answer, said, explain(refusal), one_line(refusal))
    drafts.drop(here.person, place=place)
    return see_other(address_of(speech))


@require_POST
def keep(request: HttpRequest, on: str, clause: str = "", **numbers: int) -> HttpResponse:
    """Keep what is being typed, and say when; the page asks for this by itself."""
    here = cast(Request, request)
    on, case = _proceeding(on, numbers)
    if here.person is None:
        return HttpResponse(status=403)
    typed = request.POST.get("words", "")
    if typed.strip():
        place = place_of(on, _answer(request, on), clause)
        drafts.keep(here.person, "speech", {"words": typed}, here.at, place=place)
    return render(request, "debate/kept.html", {"kept_at": case.book.calendar.local(here.at)})


def _proceeding(form: str, numbers: dict[str, int]) -> tuple[str, Case]:
    on = form.format(**numbers)
    case = reading.assembly().cases.get(on)
    if case is None:
        raise Http404
    return on, case


def _answer(request: HttpRequest, on: str) -> int | None:
    asked = request.POST.get("answer") or request.GET.get("answer") or ""
    if not asked.isdecimal() or len(asked) > 15:
        return None
    if not Speech.objects.filter(pk=int(asked), on=on).exists():
        raise Http404
    return int(asked)


def _page(
    request: HttpRequest,
    on: str,
    clause: str,
    answer: int | None,
    typed: str,
    refused: Explained | None = None,
    error: str = "",
) -> HttpResponse:
    here = cast(Request, request)
    case = reading.assembly().cases[on]
    answered: Said | None = None
    if answer is not None and here.person is not None:
        answered = one(answer, here.person, case.book.calendar, here.at)
    context = {
        "page": page_of(on, clause),
        "kicker": words.thing(on),
        "speak_url": f"{page_of(on, clause)}speak/",
        "answer": answer or "",
        "answered": answered,
        "words": typed,
        "refused": refused,
        "error": error if refused and not refused["rule"] else "",
        "kept_at": case.book.calendar.local(here.at) if refused else None,
        "acting_for": here.acting_for,
    }
    response = render(request, "debate/speak.html", context, status=422 if refused else 200)
    if refused and getattr(request, "htmx", False):  # put the page with the reasons in the place of this one
        response.status_code = 200
        response["HX-Retarget"] = response["HX-Reselect"] = "#main"
        response["HX-Reswap"] = "outerHTML"
    return response
