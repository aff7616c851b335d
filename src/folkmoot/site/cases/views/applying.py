"""Applying for a review: open to anybody, one question at a time, nothing typed is lost."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.cases import applying
from folkmoot.site.cases.acts import reviews
from folkmoot.site.cases.acts.entering import Words
from folkmoot.site.members import presence
from folkmoot.site.members.gate import officers_only
from folkmoot.site.members.limits import TooMany
from folkmoot.site.members.models import Person
from folkmoot.site.members.presence import Request, clerk_office
from folkmoot.site.members.refusal import explain

PLACE = "/cases/reviews/apply/"
BY_SLUG = {step.slug: step for step in applying.STEPS}


@never_cache
@require_http_methods(["GET", "HEAD"])
def begin(request: HttpRequest) -> HttpResponse:
    """What is going to be asked; and where somebody left off."""
    here = cast(Request, request)
    answers = applying.kept(request.session)
    step = applying.missing(answers, here.at)
    context = {"first": applying.STEPS[0].slug, "begun": bool(answers), "step": step}
    return render(request, "cases/review_apply.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, slug: str) -> HttpResponse:
    """One question; what is typed is kept, whether it is good or not."""
    here, step = cast(Request, request), BY_SLUG.get(slug)
    if step is None:
        raise Http404
    answers = applying.kept(request.session)
    posted = request.POST if request.method == "POST" else None
    form = applying.form_of(step, answers, here.at, posted)
    if posted is not None:
        applying.keep(request.session, applying.answered(step, posted))
        if form.is_valid():
            return HttpResponseRedirect(_after(step))
    place = applying.STEPS.index(step)
    context = {
        "step": step,
        "form": form,
        "number": place + 1,
        "of": len(applying.STEPS) + 1,
        "stages": _stages(place),
        "before": f"{PLACE}{applying.STEPS[place - 1].slug}/" if place else PLACE,
    }
    return render(request, "cases/review_step.html", context)


def _after(step: applying.Step) -> str:
    place = applying.STEPS.index(step) + 1
    if place == len(applying.STEPS):
        return applying.SEND
    return f"{PLACE}{applying.STEPS[place].slug}/"


def _stages(now: int) -> list[dict[str, str]]:
    names = [str(step.heading) for step in applying.STEPS] + [_("Look over it and send it")]
    return [
        {"label": name, "note": "", "state": "done" if place < now else "now" if place == now else "next"}
        for place, name in enumerate(names)
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Look over it, hand in what there is, and send it: under one's own account, or a proved address."""
    here = cast(Request, request)
    answers = applying.kept(request.session)
    step = applying.missing(answers, here.at)
    if step is not None:
        return HttpResponseRedirect(f"{PLACE}{step.slug}/" if answers else PLACE)
    person, address = here.person or here.former, applying.proved(answers, here.at)
    context = {
        "summary": applying.summary(answers),
        "story": answers["story"],
        "stages": _stages(len(applying.STEPS)),
        "before": f"{PLACE}{applying.STEPS[-1].slug}/",
        "helping": answers.get("helper") == "for",
    }
    if person is None and not address:
        return render(request, "cases/review_address.html", context)
    sent = request.method == "POST"
    form = applying.SendForm(request.POST if sent else None, request.FILES if sent else None)
    refused = None
    status = 200
    if sent and form.is_valid():
        try:
            on, applicant = _apply(person, address, answers, form, here.at)
        except OutOfOrder as found:
            refused, status = explain(found, _("Applying for a review")), 409
        except TooMany:
            form.add_error(
                None, _("That was tried too often today. Your answers are kept: come back tomorrow.")
            )
            status = 429
        else:
            if person is None:
                presence.sign_in(request, applicant, by_passkey=False)
            applying.forget(request.session)
            messages.success(request, _("Your application is in. A letter about it is on its way to you."))
            return HttpResponseRedirect(f"/cases/{on}/")
    context |= {"form": form, "refused": refused, "address": address or (person.email if person else "")}
    return render(request, "cases/review_send.html", context, status=status)


def _apply(
    person: Person | None, address: str, answers: dict[str, Any], form: applying.SendForm, at: int
) -> tuple[str, Person]:
    files = [form.cleaned_data[name] for name in ("first", "second", "third") if form.cleaned_data[name]]
    named = _("Handed in with the application")
    given: dict[str, Any] = {
        "about": applying.exclusion(answers),
        "told": applying.in_words(answers),
        "evidence": [
            Words("evidence", each.filename or named, each.data, each.media_type, each.filename)
            for each in files
        ],
        "at": at,
    }
    if person is not None:
        return reviews.apply(by=person, **given).entry.on, person
    applicant, done = reviews.apply_by_address(email=address, shown_name=answers["name"], **given)
    return done.entry.on, applicant


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only("clerk")
def on_paper(request: HttpRequest) -> HttpResponse:
    """A clerk enters an application that somebody has signed on paper; letters to them are printed."""
    here, clerk = cast(Request, request), clerk_office(request)
    assert clerk is not None
    posted = request.POST if request.method == "POST" else None
    asked = [(step, applying.form_of(step, {"helper": "none"}, here.at, posted)) for step in applying.STEPS]
    signed = applying.SignedForm(posted)
    refused, status = None, 200
    if posted is not None and all(form.is_valid() for form in [*(form for _step, form in asked), signed]):
        answers = {key: value for _step, form in asked for key, value in form.cleaned_data.items()}
        try:
            done = reviews.apply_on_paper(
                clerk=clerk,
                shown_name=answers["name"],
                email=signed.cleaned_data["address"],
                about=applying.exclusion(answers),
                told=applying.in_words(answers, at_the_desk=True),
                at=here.at,
            )
        except OutOfOrder as found:
            refused, status = explain(found, _("Entering the application")), 409
        else:
            said = _("Review {number} is entered. The letter to the applicant is among those to print.")
            messages.success(request, said.format(number=done.entry.on.partition("/")[2]))
            return HttpResponseRedirect("/clerk/letters/")
    context = {"asked": asked, "signed": signed, "refused": refused}
    return render(request, "cases/review_on_paper.html", context, status=status)


urlpatterns = [
    path("cases/reviews/apply/", begin, name="review-apply"),
    path("cases/reviews/apply/send/", send, name="review-send"),
    path("cases/reviews/apply/<slug:slug>/", question, name="review-question"),
    path("cases/reviews/on-paper/", on_paper, name="review-on-paper"),
]
