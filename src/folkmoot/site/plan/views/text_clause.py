"""Editing one clause of a text that is not published yet: the form on a page of its own, or in its place."""

import json
from dataclasses import replace
from typing import Any, cast

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.site.debate.saying import done, see_other, sign_in_first
from folkmoot.site.members.presence import Request
from folkmoot.site.plan import drafts
from folkmoot.site.plan.changes import Change
from folkmoot.site.plan.drafts import Kept
from folkmoot.site.plan.text_draft import TextDesk, change, made_on, text_desk
from folkmoot.site.plan.views.editing import BY_SCRIPT, since_of, status_for
from folkmoot.site.plan.ways import WAYS, Subject, change_from, form_for, subject
from folkmoot.site.record import reading


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def clause(request: HttpRequest, draft: str, clause: str) -> HttpResponse:
    """Edit one clause of a text that is not published yet."""
    here = cast(Request, request)
    if here.person is None:
        return sign_in_first(request)
    desk = text_desk(here.person, draft)
    about = _about(request, desk, clause)
    if about is None:
        messages.info(request, _("The text has changed: that clause is not in it any more."))
        return see_other(desk.url)
    way = (request.POST if request.method == "POST" else request.GET).get("what", "words")
    way = way if way in about.ways else about.ways[0]
    form = form_for(about, way, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _clause_page(request, desk, about, way, form)
    if not form.is_valid():
        return _clause_page(request, desk, about, way, form, status=status_for(request))
    try:
        now, kept = _made(here, desk, change_from(about, way, form))
    except drafts.TooLong:
        form.add_error(None, _("The draft holds more than a text may: take something out."))
        return _clause_page(request, desk, about, way, form, status=status_for(request))
    words = _("Kept in the text.")
    if kept.aside:
        words = _(
            "Somebody else had changed the same words: yours stand beside them, on the page of the draft."
        )
    if request.headers.get("X-Requested-With") == BY_SCRIPT:
        return _in_place(request, now, clause, way, words, stuck=bool(kept.aside))
    return done(request, words, f"{now.url}#c-{clause}")


def _made(here: Request, desk: TextDesk, made: tuple[Change, ...]) -> tuple[TextDesk, Kept]:
    """The text with these changes. Raises `drafts.TooLong`."""
    person = here.person
    assert person is not None
    return change(desk, person, lambda fields: made_on(fields, made, by=person.pk, at=here.at), here.at)


@require_POST
def keep(request: HttpRequest, draft: str, clause: str) -> HttpResponse:
    """Keep what is being typed; the editor asks for this by itself."""
    here = cast(Request, request)
    if here.person is None:
        return HttpResponse(status=403)
    desk = text_desk(here.person, draft)
    about = _about(request, desk, clause)
    if about is None or request.POST.get("what") != "words":
        raise Http404
    form = form_for(about, "words", request.POST)
    context: dict[str, Any] = {"keep_url": request.path, "told": None, "stuck": 0}
    if not form.is_valid():
        return render(request, "plan/parts/kept.html", context | {"form": form}, status=status_for(request))
    try:
        now, kept = _made(here, desk, change_from(about, "words", form))
    except drafts.TooLong:
        return render(
            request, "plan/parts/kept.html", context | {"too_long": True}, status=status_for(request)
        )
    context |= {
        "kept_at": reading.assembly().book_at(here.at).calendar.local(here.at),
        "version": now.version,
        "aside": kept.aside,
        "merged": False,
        "keep_url": f"{now.url}clauses/{clause}/keep/",
    }
    return render(request, "plan/parts/kept.html", context)


def _about(request: HttpRequest, desk: TextDesk, clause: str) -> Subject | None:
    """What the form is about: the clause as it stood when the form was opened."""
    started = desk.base
    if request.method == "POST" and desk.opened is not None and since_of(request) != desk.version:
        started = TextDesk("", None, drafts.as_of(desk.opened.draft, since_of(request)) or desk.fields).base
    try:
        return subject(desk, clause, started)
    except Http404:
        return None


def _in_place(
    request: HttpRequest, now: TextDesk, clause: str, way: str, words: str, *, stuck: bool
) -> HttpResponse:
    in_words = way == "words" and not stuck and clause in now.base.by_id
    context = {
        "c": now.sheet.one(clause) if in_words else None,
        "go_to": "" if in_words else f"{now.url}#c-{clause}",
        "say": words,
        "bar": {"words": words, "url": f"{now.url}publish/", "button": _("Publish it")},
    }
    if not in_words:
        messages.success(request, words)
    return render(request, "plan/parts/placed.html", context)


def _clause_page(
    request: HttpRequest, desk: TextDesk, about: Subject, way: str, form: Form, status: int = 200
) -> HttpResponse:
    action, inside = f"{desk.url}clauses/{about.id}/", about.clause
    context = {
        "plan": desk.plan,
        "desk": desk,
        "form": form,
        "way": way,
        "subject": about,
        "ways": [
            (each, label, f"{action}?what={each}", each == way)
            for each, label in WAYS.items()
            if each in about.ways
        ],
        "action": action,
        "mentions": json.dumps(about.mentions),
        "keep_url": f"{action}keep/" if way == "words" and about.id in desk.base.by_id else "",
        "version": desk.version,
        "base": "",
        "clause": replace(desk.sheet, amend="").one(about.id) if about.id in desk.base.by_id else None,
        "below": len(list(inside.walk())) - 1 if inside is not None else 0,
        "told": None,
        "stuck": 0,
    }
    return render(request, "plan/text_clause.html", context, status=status)
