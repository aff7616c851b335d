"""The drafting group: a text is begun from a file or from nothing, and written clause by clause."""

from typing import Any, cast

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.wording import length_of
from folkmoot.site.debate.reading import name_for
from folkmoot.site.debate.saying import done, see_other, sign_in_first
from folkmoot.site.members.models import Person
from folkmoot.site.members.presence import Request
from folkmoot.site.members.refusal import Explained, explain
from folkmoot.site.plan import changes, drafts
from folkmoot.site.plan.changes import Add, Change, Everywhere, Split, Words
from folkmoot.site.plan.forms import NewTextForm, TitleForm
from folkmoot.site.plan.models import Draft, Plan
from folkmoot.site.plan.sheet import called, marked
from folkmoot.site.plan.showing import all_words
from folkmoot.site.plan.text_draft import TextDesk, begin, change, imported, said, taken, text_desk
from folkmoot.site.record import reading as record
from folkmoot.site.rules.from_plan import rules_as_text
from folkmoot.texts.clause import Revision

PASTED = "pasted.md"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a text: from a file, from pasted words, from a title alone, or from the rules as they stand."""
    here = cast(Request, request)
    if here.person is None:
        return sign_in_first(request)
    if "rules" in request.POST:
        fields = said(rules_as_text(), kind=Plan.Kind.RULEBOOK, branch=record.assembly().root)
        return _begun(request, here.person, fields)
    form = NewTextForm(request.POST or None, request.FILES or None)
    refused: Explained | None = None
    if request.method == "POST" and form.is_valid():
        try:
            text, findings = _text_from(form)
        except OutOfOrder as refusal:
            refused = explain(refusal, _("Taking this file"))
        else:
            return _begun(request, here.person, said(text, branch=here.person.branch_id, findings=findings))
    context = {"form": form, "refused": refused, "acting_for": here.acting_for}
    return render(request, "plan/new.html", context, status=422 if form.errors or refused else 200)


def _text_from(form: Form, before: Revision | None = None) -> tuple[Revision, list[dict[str, str]]]:
    """The text in a file or among pasted words; a title alone begins an empty one. Raises `OutOfOrder`."""
    typed = form.cleaned_data
    if typed["file"]:
        text, findings = imported(typed["file"].name, typed["file"].read(), typed["tracked"], before)
    elif typed["pasted"].strip():
        text, findings = imported(PASTED, typed["pasted"].encode(), "changed", before)
    else:
        return Revision(typed["title"]), []
    return (Revision(typed["title"], text.clauses) if typed["title"] else text), findings


def _begun(request: HttpRequest, person: Person, fields: dict[str, Any]) -> HttpResponse:
    draft = begin(person, fields, cast(Request, request).at)
    return done(
        request, _("The draft is kept. Only those who write it can read it."), f"/plans/drafts/{draft.pk}/"
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, draft: str) -> HttpResponse:
    """A text as numbered clauses, each to be edited; its title; what stands beside it."""
    here = cast(Request, request)
    if here.person is None:
        return sign_in_first(request)
    desk = text_desk(here.person, draft)
    form = TitleForm(request.POST if "title" in request.POST else None, initial={"title": desk.base.title})
    if request.method == "POST":
        if "discard" in request.POST:
            return _discard(request, desk, here.person)
        if "seen" in request.POST:
            desk, _kept = change(desk, here.person, lambda fields: {**fields, "findings": []}, here.at)
            return see_other(desk.url)
        if "place" in request.POST:
            return _settle(request, desk, here.person)
        if form.is_valid():
            title = form.cleaned_data["title"]
            desk, _kept = change(desk, here.person, lambda fields: _retitled(fields, title), here.at)
            return done(request, _("The title is kept."), desk.url)
    return _page(request, desk, form)


def _retitled(fields: dict[str, Any], title: str) -> dict[str, Any]:
    text = TextDesk("", None, fields).base
    return {**fields, "text": Revision(title, text.clauses).data.decode()}


def _settle(request: HttpRequest, desk: TextDesk, person: Person) -> HttpResponse:
    at, place = cast(Request, request).at, request.POST["place"]
    if not place.isdecimal() or len(place) > 6:
        raise Http404
    take = request.POST.get("do") == "take"
    desk, _kept = change(
        desk, person, lambda fields: taken(fields, int(place), by=person.pk, at=at, take=take), at
    )
    words = _("Taken into the text.") if take else _("The text stays as it is.")
    return done(request, words, desk.url)


def _discard(request: HttpRequest, desk: TextDesk, person: Person) -> HttpResponse:
    if desk.opened is not None and desk.opened.draft.person_id == person.pk:
        drafts.discard(desk.opened.draft)
        return done(request, _("The draft has been thrown away."), desk.plan.url if desk.plan else "/plans/")
    if desk.opened is not None:
        drafts.put_out(desk.opened.draft, person)
    return done(request, _("You no longer write in this draft. What you wrote stays in it."), "/plans/")


def _page(request: HttpRequest, desk: TextDesk, form: Form) -> HttpResponse:
    here = cast(Request, request)
    assert here.person is not None
    owned = desk.opened.draft if desk.opened else None
    calendar = record.assembly().book_at(here.at).calendar
    context = {
        "desk": desk,
        "plan": desk.plan,
        "form": form,
        "title": desk.base.title or _("Without a title"),
        "clauses": desk.sheet.clauses(),
        "words": length_of(desk.base),
        "count": len(desk.base.by_id),
        "findings": [each | {"words": level_words(each["level"])} for each in desk.findings],
        "asides": _asides(desk, here.person, calendar),
        "top_url": f"{desk.url}clauses/top/?what=add",
        "own": owned is None or owned.person_id == here.person.pk,
        "writers": _writers(owned, here.person),
        "kept_at": calendar.local(owned.kept_at) if owned else None,
    }
    return render(request, "plan/text_draft.html", context, status=422 if form.errors else 200)


def level_words(level: str) -> str:
    """How grave a finding is, as a page says it."""
    words = {
        "kept": _("kept"),
        "changed": _("changed"),
        "left out": _("left out"),
        "refused": _("refused"),
    }
    return words.get(level, level)


def _writers(owned: Draft | None, viewer: Person) -> list[str]:
    if owned is None:
        return []
    people = [owned.person, *(each.person for each in owned.writers.select_related("person"))]
    return [name_for(each, viewer) for each in people if each.pk != viewer.pk]


def _asides(desk: TextDesk, viewer: Person, calendar: Any) -> list[dict[str, Any]]:
    """Wordings that could not go into the text, because somebody else had changed the same words."""
    if not desk.aside:
        return []
    people = Person.objects.in_bulk([each["by"] for each in desk.aside])
    return [
        {
            "at": place,
            "by": _("you") if each["by"] == viewer.pk else name_for(people.get(each["by"]), viewer),
            "when": calendar.local(each["at"]),
            **_wordings(desk, changes.read(each["value"])),
        }
        for place, each in enumerate(desk.aside)
    ]


def _wordings(desk: TextDesk, wording: Change) -> dict[str, Any]:
    """What a wording beside a text is about, its words, and what the text says there now."""
    if isinstance(wording, Add):
        return {"name": _("a new clause"), "theirs": "", "mine": all_words(wording.clause)}
    if isinstance(wording, Everywhere):
        return {"name": _("Everywhere"), "theirs": wording.find, "mine": wording.say}
    now = desk.base.by_id.get(wording.clause)
    field = wording.field if isinstance(wording, Words) else "body"
    mine: SafeString | str = _("the whole clause otherwise")
    if isinstance(wording, Words):
        mine = marked(wording.was, wording.now, desk.sheet.labels, desk.url)
    elif isinstance(wording, Split):
        mine = marked(wording.was, f"{wording.first}\n\n{wording.rest}", desk.sheet.labels, desk.url)
    name = called(desk.base, wording.clause)
    return {"name": name, "theirs": getattr(now, field) if now else "", "mine": mine}


@never_cache
@require_POST
def again(request: HttpRequest, draft: str) -> HttpResponse:
    """Put another file in the place of the text: clauses that are the same keep their ids."""
    here = cast(Request, request)
    if here.person is None:
        return sign_in_first(request)
    desk = text_desk(here.person, draft)
    form = NewTextForm(request.POST, request.FILES)
    if not form.is_valid() or not (form.cleaned_data["file"] or form.cleaned_data["pasted"].strip()):
        messages.error(request, _("Choose a file first."))
        return see_other(f"{desk.url}import/")
    try:
        text, findings = _text_from(form, desk.case.base if desk.case else desk.base)
    except OutOfOrder as refusal:
        context = {"desk": desk, "form": form, "refused": explain(refusal, _("Taking this file"))}
        return render(request, "plan/import.html", context, status=422)
    now, _kept = change(
        desk,
        here.person,
        lambda fields: {**fields, "text": text.data.decode(), "findings": findings},
        here.at,
    )
    return done(request, _("The text in the file stands in the draft now."), now.url)


@never_cache
def import_page(request: HttpRequest, draft: str) -> HttpResponse:
    """Choose a file to be put in the place of the text."""
    if request.method == "POST":
        return again(request, draft)
    here = cast(Request, request)
    if here.person is None:
        return sign_in_first(request)
    desk = text_desk(here.person, draft)
    return render(request, "plan/import.html", {"desk": desk, "form": NewTextForm(), "refused": None})
