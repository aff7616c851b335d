"""One page for every deed in a case: what is asked, what it will mean in the record, and why not."""

from typing import Any, cast

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.dispute import Dispute
from folkmoot.site.cases import course
from folkmoot.site.cases.acts.entering import Hand
from folkmoot.site.cases.deeds import BY_VERB
from folkmoot.site.cases.doing import Asked, Deed
from folkmoot.site.cases.forms import DeedForm
from folkmoot.site.cases.people import case_of
from folkmoot.site.cases.reading import Here, asked_on, hands, here_of, rule_of, why_not_now
from folkmoot.site.debate import drafts
from folkmoot.site.debate.saying import done
from folkmoot.site.members.gate import passkey_wanted, to_sign_in
from folkmoot.site.members.models import Person
from folkmoot.site.members.refusal import Explained, explain
from folkmoot.site.record import words

DRAFT = "case"


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True, private=True)
def do(request: HttpRequest, kind: str, number: int, verb: str) -> HttpResponse:
    """Ask (GET), keep what was typed (POST with `keep`), or do it (POST). Nothing typed is lost."""
    here, deed = here_of(request, kind, number), BY_VERB.get(verb)
    case = _case(request, here)
    on = asked_on(deed, case) if deed is not None and case is not None else None
    if deed is None or case is None or on is None:
        raise Http404
    if here.person is None:
        return to_sign_in(request)
    found = hands(here, deed, case)
    if not found:
        return _nobodys(request, here, deed, case)
    why = [(hand, why_not_now(here, deed, case, hand)) for hand in found]
    hand, refusal = next(((hand, no) for hand, no in why if no is None), why[0])
    if hand.office is not None and (wanted := passkey_wanted(request)) is not None:
        return wanted
    return _ask(request, here, deed, Asked(case, hand, here.at, on), refusal)


def _ask(
    request: HttpRequest, here: Here, deed: Deed, asked: Asked, refusal: OutOfOrder | None
) -> HttpResponse:
    writer = cast(Person, here.person)
    place = _place(asked, deed, here)
    form, kept_at = _form(request, deed, asked, writer, place)
    refused: Explained | None = explain(refusal, str(deed.label)) if refusal is not None else None
    if request.method == "POST" and "keep" in request.POST:
        kept_at = _keep(request, writer, place, here.at)
    elif request.method == "POST" and refusal is None and (form is None or form.is_valid()):
        try:
            deed.do(on=asked.on, by=asked.hand, at=here.at, **(form.cleaned_data if form else {}))
        except OutOfOrder as found:
            refused = explain(found, str(deed.label))
        else:
            drafts.drop(writer, place=place)
            return done(request, str(deed.said), here.docket.url)
    if request.method == "POST" and "keep" not in request.POST:
        kept_at = _keep(request, writer, place, here.at)
    return render(request, "cases/do.html", _context(here, deed, asked, form, refused, kept_at))


def _form(
    request: HttpRequest, deed: Deed, asked: Asked, writer: Person, place: str
) -> tuple[DeedForm | None, int | None]:
    """The form with what is posted, or with what was kept; and when it was kept."""
    if deed.form is None:
        return None, None
    if request.method == "POST" and "keep" not in request.POST:
        return deed.form(asked, request.POST, request.FILES), None
    draft = drafts.find(writer, DRAFT, place=place)
    kept = draft.fields if draft else {}
    if request.method == "POST":
        kept = typed(request)
    return deed.form(asked, initial=kept), draft.kept_at if draft else None


def typed(request: HttpRequest) -> dict[str, Any]:
    """What was typed and ticked, without what Django adds; a name that came twice as a list."""
    left_out = ("csrfmiddlewaretoken", "keep")
    return {
        key: values if len(values) > 1 else values[0]
        for key, values in request.POST.lists()
        if key not in left_out and values
    }


def _keep(request: HttpRequest, writer: Person, place: str, at: int) -> int | None:
    fields = typed(request)
    if not any(fields.values()):
        return None
    return drafts.keep(writer, DRAFT, fields, at, place=place).kept_at


def _place(asked: Asked, deed: Deed, here: Here) -> str:
    """Where the draft lies: for this verb in this proceeding, and for this member where a clerk types."""
    whose = f"/{here.acting.pk}" if here.clerk is not None and here.acting is not None else ""
    return f"{asked.on}/{deed.verb}{whose}"


def _case(request: HttpRequest, here: Here) -> Dispute | None:
    """The proceeding that is meant: the head, or a part of it (`?part=appeal/1`)."""
    part = request.GET.get("part", "")
    if not part:
        return here.head
    on = f"{here.head.on}/{part}"
    return case_of(on) if on in here.head.parts else None


def _context(
    here: Here,
    deed: Deed,
    asked: Asked,
    form: forms.Form | None,
    refused: Explained | None,
    kept_at: int | None,
) -> dict[str, Any]:
    rule = rule_of(asked.case, deed.verb)
    typing = form is not None and any(
        isinstance(field.widget, forms.Textarea) for field in form.fields.values()
    )
    return {
        "here": here,
        "deed": deed,
        "asked": asked,
        "case": asked.case,
        "form": form,
        "refused": refused,
        "kept_at": asked.case.book.calendar.local(kept_at) if kept_at is not None else None,
        "typing": typing,
        "rule": rule,
        "foretold": words.foretold(deed.verb, asked.hand.role, asked.on),
        "seals": asked.case.machine.row(deed.verb) is None or _seals(asked, deed),
        "from_paper": here.acting if here.clerk is not None else None,
        "part": course.part_words(asked.case) if asked.case.head is not None else "",
        "about": deed.about,
        **(deed.context(asked) if deed.context else {}),
    }


def _seals(asked: Asked, deed: Deed) -> bool:
    row = asked.case.machine.row(deed.verb)
    return row is not None and row.sealed


def _nobodys(request: HttpRequest, here: Here, deed: Deed, case: Dispute) -> HttpResponse:
    """The page for somebody who has none of the parts that may do this: the rule says whose it is."""
    hand = Hand(here.acting, "member", clerk=here.clerk)
    refusal = why_not_now(here, deed, case, hand)
    if refusal is None:
        raise Http404
    asked = Asked(case, hand, here.at, case.on)
    context = _context(here, deed, asked, None, explain(refusal, str(deed.label)), None)
    context |= {"about": "", "form": None}
    return render(request, "cases/do.html", context, status=403)


urlpatterns = [path("cases/<str:kind>/<int:number>/do/<str:verb>/", do, name="do")]
