"""Reviews in public, the page after a decision, and classes: reviews taken together."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.case import standing
from folkmoot.site.cases import reviewing
from folkmoot.site.cases.acts import classes, corrections
from folkmoot.site.cases.models import Seat
from folkmoot.site.cases.people import case_of, holder, roles_of
from folkmoot.site.members.gate import members_only, to_sign_in
from folkmoot.site.members.models import Person
from folkmoot.site.members.presence import Request, clerk_office, hand
from folkmoot.site.members.refusal import explain

LATEST = 5
"""Corrections on the page; all others stand on the pages of their reviews."""


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """What is offered to those who were excluded, how it works, and what came of it so far."""
    here = cast(Request, request)
    total, cells = reviewing.numbers(here.at)
    reader = here.person or here.former
    seats = Seat.objects.filter(person=reader, role="subject", docket__kind="review", until=None)
    mine = list(seats.values_list("docket_id", flat=True)) if reader else []
    context = {
        "total": total,
        "rows": [[words, number] for words, number in cells],
        "corrections": _corrections(here.at),
        "mine": reviewing.listed(here.at, mine) if mine else [],
        "classes": len(reviewing.classes(here.at)),
        "officer": any(office.office == "case officer" for office in here.offices),
        "clerk": clerk_office(request) is not None,
    }
    return render(request, "cases/reviews.html", context)


def _corrections(at: int) -> list[dict[str, Any]]:
    said = dict(corrections.latest(LATEST))
    found = reviewing.listed(at, said) if said else []
    return [{"review": each, "words": said[each.on]} for each in found]


class CorrectionForm(forms.Form):
    """Whether anything is said in public, and in which words."""

    public = forms.ChoiceField(
        label=lazy("Do you want it said in public that this was wrong?"),
        choices=(
            ("no", lazy("No, say nothing in public")),
            ("yes", lazy("Yes, publish a correction with an apology")),
        ),
        widget=forms.RadioSelect,
    )
    own_words = forms.CharField(
        label=lazy("In your own words, or your name, if you want"),
        help_text=lazy("It stands in public just as you write it. Leave it empty and nobody is named."),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def after(request: HttpRequest, number: int) -> HttpResponse:
    """What a decision means for the person: what now, taking up membership, a correction if they want one."""
    here = cast(Request, request)
    on, person = f"review/{number}", here.person or here.former
    case = case_of(on)
    if case is None:
        raise Http404
    if person is None:
        return to_sign_in(request)
    if not roles_of(person, on) & {"subject", "companion of subject"}:
        raise Http404
    state, own = standing(case, here.at).state, "subject" in roles_of(person, on)
    words = corrections.published(on, holder(on, "subject"))
    kept = {"public": "no" if words is None else "yes", "own_words": words or ""}
    form = CorrectionForm(request.POST or None, initial=kept)
    if request.method == "POST" and own and form.is_valid():
        return _correct(request, on, person, form, here.at)
    context = {
        "number": number,
        "state": state,
        "over": case.machine.by_name[state].final,
        "good": state in corrections.CHANGES,
        "own": own,
        "ours": case.sanction["excluder"] == "own",
        "decided": reviewing.decision_of(on, person),
        "state_words": reviewing.STATE_WORDS.get(state, state),
        "file": reviewing.file_of(case, person, here.at),
        "form": form,
        "public": words,
        "is_member": here.person is not None,
        "back": f"/cases/{on}/after/",
        "in_class": reviewing.class_of(on),
    }
    return render(request, "cases/review_after.html", context)


def _correct(request: HttpRequest, on: str, person: Person, form: CorrectionForm, at: int) -> HttpResponse:
    if form.cleaned_data["public"] == "yes":
        try:
            corrections.publish(on=on, by=person, own_words=form.cleaned_data["own_words"], at=at)
        except OutOfOrder as refused:
            messages.warning(request, str(explain(refused)["cure"]))
        else:
            messages.success(request, _("It is said in public now. You can take it back here at any time."))
    else:
        corrections.take_back(on=on, by=person)
        messages.success(request, _("Nothing is said in public."))
    return HttpResponseRedirect(f"/cases/{on}/after/")


class ClassForm(forms.Form):
    """Which reviews belong together, and which leads."""

    reviews = forms.MultipleChoiceField(
        label=lazy("Which reviews belong together?"),
        help_text=lazy("Those about exclusions under one act or one list."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": lazy("Choose two or more.")},
    )
    lead = forms.ChoiceField(
        label=lazy("Which of them leads?"),
        help_text=lazy("The one in which what they have in common shows best."),
        widget=forms.RadioSelect,
    )

    def __init__(self, free: list[reviewing.Listed], *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        choices = [
            (each.on, _("Review {n}: {what}, {year}").format(n=each.number, what=each.what, year=each.year))
            for each in free
        ]
        self.fields["reviews"].choices = self.fields["lead"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("reviews") and len(given["reviews"]) < 2:
            self.add_error("reviews", _("Choose two or more."))
        if given.get("lead") and given["lead"] not in given.get("reviews", ()):
            self.add_error("lead", _("The one that leads is one of those that you chose."))
        return given


@require_safe
def class_list(request: HttpRequest) -> HttpResponse:
    """Classes: what they are for, those there are, and a door to ask for one."""
    here = cast(Request, request)
    rows = [
        {
            "url": f"/cases/{case.on}/",
            "number": case.on.partition("/")[2],
            "state": state,
            "means": case.machine.by_name[state].means,
            "parts": [part.partition("/")[2] for part in case.parts],
            "support": len(case.asked),
            "gathering": state == "gathering",
        }
        for case, state in reviewing.classes(here.at)
    ]
    return render(request, "cases/review_classes.html", {"classes": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def open_class(request: HttpRequest) -> HttpResponse:
    """A member asks for reviews of one act or one list to be taken together."""
    here, acting = cast(Request, request), hand(request)
    assert acting is not None
    free = reviewing.free(here.at)
    form = ClassForm(free, request.POST or None)
    refused, status = None, 200
    if request.method == "POST" and form.is_valid():
        try:
            done = classes.open_class(
                by=acting.person,
                reviews=form.cleaned_data["reviews"],
                lead=form.cleaned_data["lead"],
                at=here.at,
                clerk=acting.clerk,
            )
        except OutOfOrder as found:
            refused, status = explain(found, _("Taking reviews together")), 409
        else:
            messages.success(
                request, _("It is asked for. Other members can say now that they belong together.")
            )
            return HttpResponseRedirect(f"/cases/{done.entry.on}/")
    context = {"form": form, "refused": refused, "enough": len(free) >= 2}
    return render(request, "cases/review_class_open.html", context, status=status)


urlpatterns = [
    path("cases/reviews/", reviews, name="reviews"),
    path("cases/review/<int:number>/after/", after, name="review-after"),
    path("cases/classes/", class_list, name="classes"),
    path("cases/classes/open/", open_class, name="class-open"),
]
