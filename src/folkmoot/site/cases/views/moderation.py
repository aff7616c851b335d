"""Comments that were flagged: flagging one, the moderator's desk, the page of one, keeping somebody from
posting.
"""

from typing import Any, cast

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.case import standing
from folkmoot.procedure.dispute import term
from folkmoot.site.cases import commenting, course, shown
from folkmoot.site.cases.acts import moderation as acts
from folkmoot.site.cases.deeds import BY_VERB
from folkmoot.site.cases.reading import Here, all_deeds, here_of
from folkmoot.site.debate.marks import ground_of, is_hidden, mark_of, matter_of
from folkmoot.site.debate.models import Speech
from folkmoot.site.debate.reading import address_of, name_for, one
from folkmoot.site.debate.saying import done
from folkmoot.site.members.gate import members_only, officers_only
from folkmoot.site.members.presence import Request, hand, office_of
from folkmoot.site.members.refusal import explain
from folkmoot.site.record import reading
from folkmoot.site.record import words as record_words
from folkmoot.site.voting import checking

DECIDERS = ("moderator", "secretary")
INLINE = ("reasons", "decision")
GROUNDS = {
    "threat": gettext_lazy("Somebody is threatened with harm."),
    "private": gettext_lazy("It shows an address, a number, a health matter or the like, of somebody else."),
    "crime": gettext_lazy("To say or show it is a crime by itself."),
    "person": gettext_lazy("It attacks the person and not what the person says."),
    "off-topic": gettext_lazy("It has nothing to do with what is debated."),
}


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True, private=True)
def flag(request: HttpRequest, number: int) -> HttpResponse:
    """Flag a comment: one of a short list of grounds, in the words of the rulebook."""
    here, acting = cast(Request, request), hand(request)
    assert here.person is not None and acting is not None
    speech = Speech.objects.filter(pk=number).first()
    if speech is None:
        raise Http404
    book = reading.assembly().book_at(here.at)
    grounds = [
        (key, book.settings[f"comment.ground.{key}"].words, words)
        for key, words in GROUNDS.items()
        if f"comment.ground.{key}" in book.settings
    ]
    refused, chosen = None, request.POST.get("ground", "")
    back = address_of(speech)
    if request.method == "POST" and chosen in [key for key, _words, _more in grounds]:
        try:
            acts.flag(entry=number, ground=chosen, by=acting.person, at=here.at, clerk=acting.clerk)
        except OutOfOrder as refusal:
            refused = explain(refusal, _("Flagging this comment"))
        else:
            said = _("You have flagged it. Somebody who is neither its author nor you decides, with reasons.")
            return done(request, said, back)
    calendar = reading.assembly().cases[speech.on].book.calendar
    context = {
        "said": one(number, here.person, calendar, here.at),
        "thing": record_words.thing(speech.on),
        "back": back,
        "grounds": grounds,
        "chosen": chosen,
        "error": request.method == "POST" and refused is None,
        "refused": refused,
        "matter": matter_of(number),
        "matter_url": f"/cases/comment/{number}/",
        "rule": next((power.paragraph for power in book.powers.get("comment.flag", ())), ""),
    }
    failed = request.method == "POST"
    return render(request, "cases/comment_flag.html", context, status=422 if failed else 200)


@officers_only("moderator", "secretary", "case officer")
@require_safe
@cache_control(no_store=True, private=True)
def desk(request: HttpRequest) -> HttpResponse:
    """Flagged comments in the branches of one's offices, what lapses next first."""
    here = cast(Request, request)
    assert here.person is not None
    offices = [each for each in here.offices if each.office in (*DECIDERS, "case officer")]
    waiting, decided = commenting.desk(here.person, offices, here.at)
    context = {
        "waiting": waiting,
        "decided": decided,
        "branches": ", ".join(sorted({each.branch.title for each in offices})),
        "rule": next(
            (
                each.paragraph
                for each in reading.assembly().book_at(here.at).powers.get("comment.moderate", ())
            ),
            "",
        ),
    }
    return render(request, "cases/comment_desk.html", context)


@require_safe
@cache_control(no_store=True, private=True)
def page(request: HttpRequest, number: int) -> HttpResponse:
    """The moderation of a comment: its skeleton for everybody, the words and reasons for those in it."""
    here = here_of(request, "comment", number)
    case, now = here.head, standing(here.head, here.at)
    speech = Speech.objects.select_related("person").filter(pk=number).first()
    if speech is None:
        raise Http404
    inside = here.inside and here.clerk is None
    decider = next((o for o in here.offices if o.office in DECIDERS and o.branch_id == case.branch), None)
    barred = commenting.why_not_you(case, decider.person, here.at) if decider else None
    mark = mark_of(number, here.at)
    papers = shown.papers(here) if inside else []
    found = [each for each in all_deeds(here, BY_VERB) if each.refusal is None]
    sees = _sees(here, speech, decider is not None and here.by_passkey)
    context: dict[str, Any] = {
        "here": here,
        "inside": inside,
        "number": number,
        "thing": record_words.thing(speech.on),
        "debate_url": address_of(speech),
        "status": commenting.PILLS.get(now.state, "open"),
        "pill": commenting.state_words(case, now),
        "means": course.means(case, here.at),
        "mark": mark,
        "rule": now.rule or _rule(here),
        "ground": ground_of(case),
        "flagged_on": commenting.day(case, case.events["flagging"]),
        "buttons": [_button(each, place) for place, each in enumerate(found)],
        "whynots": [explain(barred)] if barred and now.state in commenting.TO_DECIDE else [],
        "clocks": commenting.clocks(case, here.at),
        "sees": sees,
        "words": mark_safe(speech.html) if sees else "",  # sanitised when it was said
        "author": name_for(speech.person, here.person) if sees else "",
        "hidden": is_hidden(case, here.at),
        "reads": _reads(papers),
        "file": [each for each in papers if each.item.kind not in INLINE],
        "mute_url": f"/cases/comment/{number}/mute/" if decider and here.by_passkey and not barred else "",
        "desk": decider is not None,
        "checkit": checking.check_it(here.docket.entry, case.on, f"{request.scheme}://{request.get_host()}"),
        "acts": commenting.acts_on(case),
    }
    return render(request, "cases/comment.html", context)


def _sees(here: Here, speech: Speech, decider: bool) -> bool:
    """Who reads the words on this page: the author, the jury, and whoever has to decide."""
    mine = here.person is not None and here.person.pk == speech.person_id
    judge = bool(here.parts & {"panel member", "moderator", "secretary"})
    undecided = standing(here.head, here.at).state in (*commenting.TO_DECIDE, "shredding", "hidden")
    officer = here.officer and standing(here.head, here.at).state == "shredding"
    return mine or judge or (decider and undecided) or officer


def _rule(here: Here) -> str:
    powers = here.head.book.powers.get("comment.moderate", ())
    return powers[0].paragraph if powers else ""


def _button(each: Any, place: int) -> dict[str, Any]:
    kind = "grave" if each.deed.grave else "" if place == 0 else "plain"
    return {"label": str(each.deed.label), "url": each.url, "kind": kind, "post": False, "fields": []}


def _reads(papers: list[shown.Paper]) -> list[commenting.Read]:
    """The reasons and the jury's decision, in full; everything else is a link away."""
    titles = {each.item.pk: each.title for each in papers}
    return commenting.read_all([each.item for each in papers if each.item.kind in INLINE], titles)


class MuteForm(forms.Form):
    """For how long, and why."""

    hours = forms.IntegerField(label=gettext_lazy("For how many hours"), min_value=1)
    why = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("They read this in a letter. Say which words, and in which debate."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 2_000}),
    )


@officers_only(*DECIDERS)
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True, private=True)
def mute(request: HttpRequest, number: int) -> HttpResponse:
    """Keep the author of a flagged comment from posting, for hours."""
    asks, here = cast(Request, request), here_of(request, "comment", number)
    speech = Speech.objects.select_related("person").filter(pk=number).exclude(person=None).first()
    if speech is None or speech.person is None:
        raise Http404
    root = reading.assembly().root
    office = office_of(request, "moderator", root) or office_of(request, "secretary", root)
    office = office or next(each for each in asks.offices if each.office in DECIDERS)
    barred = commenting.why_not_you(here.head, office.person, here.at)
    refused = explain(barred, _("Keeping somebody from posting")) if barred else None
    form = MuteForm(request.POST if request.method == "POST" else None)
    book = reading.assembly().book_at(here.at)
    if request.method == "POST" and refused is None and form.is_valid():
        try:
            acts.mute(
                whom=speech.person, by=office, at=here.at, by_passkey=asks.by_passkey, **form.cleaned_data
            )
        except OutOfOrder as refusal:
            refused = explain(refusal, _("Keeping somebody from posting"))
        else:
            return done(request, _("They have been told until when, and why."), here.docket.url)
    most = term(book, "mute.most")
    context = {
        "here": here,
        "number": number,
        "form": form,
        "refused": refused,
        "author": name_for(speech.person, asks.person),
        "most": book.settings["mute.most"].words,
        "most_hours": most.hours,
        "window": book.settings["mute.window"].words,
        "rule": next((each.paragraph for each in book.powers.get("mute.impose", ())), ""),
    }
    failed = request.method == "POST" or refused
    return render(request, "cases/comment_mute.html", context, status=422 if failed else 200)


urlpatterns = [
    path("cases/comments/", desk, name="comments"),
    path("cases/comment/<int:number>/", page, name="comment"),
    path("cases/comment/<int:number>/flag/", flag, name="flag"),
    path("cases/comment/<int:number>/mute/", mute, name="mute"),
]
