"""Bringing a complaint: plain questions one at a time, kept as they are answered, read over, sent."""

from datetime import date
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.cases.acts.complaints import again_of, complain
from folkmoot.site.cases.acts.entering import Done, Words
from folkmoot.site.cases.complaint_forms import STEPS, SendStep, Step
from folkmoot.site.cases.forms import FILES
from folkmoot.site.cases.wording import offence_words
from folkmoot.site.debate import drafts
from folkmoot.site.debate.saying import done, see_other
from folkmoot.site.evidence.taking_in import Checked
from folkmoot.site.members.gate import members_only
from folkmoot.site.members.models import Person
from folkmoot.site.members.presence import Hand, Request, hand
from folkmoot.site.members.refusal import Explained, explain
from folkmoot.site.record import reading
from folkmoot.site.voting.course import path as path_of

DRAFT, START = "case", "/cases/complain/"
ORDER = (*STEPS, "send")


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True, private=True)
@members_only
def begin(request: HttpRequest) -> HttpResponse:
    """What a complaint is and what follows from it; going on with one that was begun, or throwing it away."""
    writer, _acting = _who(request)
    place = _place(request)
    if request.method == "POST":
        drafts.drop(writer, place=place)
        return done(request, _("What you had written is gone."), START)
    book = reading.assembly().book_at(cast(Request, request).at)
    power = next(iter(book.powers.get("complaint.file", ())), None)
    context = {
        "begun": drafts.find(writer, DRAFT, place=place) is not None,
        "rule": power.paragraph if power else "",
        "acting_for": cast(Request, request).acting_for,
    }
    return render(request, "cases/complain_begin.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True, private=True)
@members_only
def step(request: HttpRequest, name: str) -> HttpResponse:
    """One question. What is typed is kept with each press of a button, also with that for going back."""
    if name not in STEPS:
        raise Http404
    writer, _acting = _who(request)
    kept = _kept(request)
    kind, label = STEPS[name]
    form = _form(kind, request, initial=kept)
    if request.method == "POST":
        form = _form(kind, request, request.POST)
        kept |= {key: request.POST.get(key, "") for key in form.fields}
        drafts.keep(writer, DRAFT, kept, cast(Request, request).at, place=_place(request))
        if "back" in request.POST:
            return see_other(_address(name, -1))
        if form.is_valid():
            return see_other(_address(name, 1))
    place = list(STEPS).index(name)
    context = {
        "form": form,
        "label": label,
        "first": place == 0,
        "number": place + 1,
        "of": len(ORDER),
        "stages": _stages(place),
        "acting_for": cast(Request, request).acting_for,
    }
    return render(request, "cases/complain_step.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True, private=True)
@members_only
def send(request: HttpRequest) -> HttpResponse:
    """All of it to read over, files to add, and the button that sends it."""
    here = cast(Request, request)
    writer, acting = _who(request)
    kept = _kept(request)
    answers, unanswered = _answers(request, kept)
    form = _form(SendStep, request, request.POST or None, request.FILES or None)
    refused: Explained | None = None
    if request.method == "POST" and not unanswered and form.is_valid():
        evidence = _evidence(answers, form)
        if not evidence:
            form.add_error(
                None,
                _(
                    "A complaint names at least one thing that shows it: choose a file, or go back and write"
                    " what a witness can say."
                ),
            )
        else:
            try:
                made = _bring(acting, answers, evidence, here.at)
            except OutOfOrder as refusal:
                refused = explain(refusal, _("Bringing this complaint"))
            else:
                drafts.drop(writer, place=_place(request))
                on = str(made.entry.on)
                said = _("Your complaint has come in: {case}. You will be told what becomes of it.")
                number = on.partition("/")[2]
                return done(request, said.format(case=_("case {n}").format(n=number)), f"/cases/{on}/")
    context = {
        "form": form,
        "refused": refused,
        "summary": _summary(request, answers),
        "unanswered": [(STEPS[name][1], f"{START}{name}/") for name in unanswered],
        "stages": _stages(len(STEPS)),
        "acting_for": here.acting_for,
        "number": len(ORDER),
        "of": len(ORDER),
    }
    return render(request, "cases/complain_send.html", context)


def _bring(acting: Hand, answers: dict[str, Any], evidence: list[Words], at: int) -> Done:
    """Bring it; where the ordinary time is over, once more as a late one, for which leave is asked."""
    given: dict[str, Any] = {
        "by": acting.person,
        "about": answers["about"],
        "offence": answers["offence"],
        "first": answers["first"],
        "last": answers["last"],
        "facts": answers["facts"],
        "evidence": evidence,
        "at": at,
        "clerk": acting.clerk,
    }
    given["again"] = again_of(given["about"], given["offence"], given["first"], given["last"], at)
    try:
        return complain(**given)
    except OutOfOrder as refusal:
        try:
            return complain(**given, late=True)
        except OutOfOrder:
            raise refusal from None


def _who(request: HttpRequest) -> tuple[Person, Hand]:
    """Who types, and whose complaint it is."""
    here, acting = cast(Request, request), hand(request)
    assert here.person is not None
    assert acting is not None
    return here.person, acting


def _place(request: HttpRequest) -> str:
    acting_for = cast(Request, request).acting_for
    return f"complaint/{acting_for.pk}" if acting_for is not None else "complaint"


def _kept(request: HttpRequest) -> dict[str, Any]:
    writer, _acting = _who(request)
    draft = drafts.find(writer, DRAFT, place=_place(request))
    return draft.fields if draft is not None else {}


def _form(kind: type[Step], request: HttpRequest, *data: Any, **more: Any) -> Step:
    _writer, acting = _who(request)
    at = cast(Request, request).at
    book = reading.assembly().book_at(at)
    return kind(*data, book=book, today=book.calendar.local_date(at), by=acting.person, **more)


def _address(name: str, by: int) -> str:
    place = ORDER.index(name) + by
    return START if place < 0 else f"{START}{ORDER[place]}/"


def _stages(place: int) -> list[dict[str, Any]]:
    labels = [str(label) for _form_, label in STEPS.values()]
    return path_of([(label, "") for label in (*labels, _("Read it over"))], place)


def _answers(request: HttpRequest, kept: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """What has been answered so far, cleaned, and the steps that still lack something."""
    answers: dict[str, Any] = {}
    lacking = []
    for name, (kind, _label) in STEPS.items():
        form = _form(kind, request, kept)
        if form.is_valid():
            answers |= form.cleaned_data
        else:
            lacking.append(name)
    return answers, lacking


def _evidence(answers: dict[str, Any], form: Step) -> list[Words]:
    found = []
    if answers.get("words"):
        title = answers.get("title") or _("What a witness can say")
        found.append(Words("evidence", title, answers["words"], to=()))
    for number in range(1, FILES + 1):
        file: Checked | None = form.cleaned_data.get(f"file_{number}")
        if file is not None:
            found.append(Words("evidence", file.filename, file.data, file.media_type, file.filename, to=()))
    return found


def _summary(request: HttpRequest, answers: dict[str, Any]) -> list[dict[str, str]]:
    """Each answer in words, with the page on which it can be changed."""
    book = reading.assembly().book_at(cast(Request, request).at)
    about = answers.get("about")
    first, last = answers.get("first"), answers.get("last")
    said = {
        "who": about.shown_name if about is not None else "",
        "what": answers.get("facts", ""),
        "rule": offence_words(book, answers["offence"]) if answers.get("offence") else "",
        "when": _days(first, last) if first and last else "",
        "evidence": "\n\n".join(each for each in (answers.get("title"), answers.get("words")) if each),
    }
    return [
        {"label": str(label), "said": said[name] or _("Nothing yet."), "url": f"{START}{name}/"}
        for name, (_kind, label) in STEPS.items()
    ]


def _days(first: date, last: date) -> str:
    if first == last:
        return date_format(first, "j F Y")
    return _("{first} to {last}").format(first=date_format(first, "j F Y"), last=date_format(last, "j F Y"))


urlpatterns = [
    path("cases/complain/", begin, name="complain"),
    path("cases/complain/send/", send, name="complain-send"),
    path("cases/complain/<slug:name>/", step, name="complain-step"),
]
