"""Amending one clause: the form on a page of its own, which the editor's script also puts into its place."""

import json
from dataclasses import replace
from typing import Any, cast

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.site.debate.saying import done, see_other, sign_in_first
from folkmoot.site.members.models import Person
from folkmoot.site.members.presence import Request
from folkmoot.site.plan import drafts
from folkmoot.site.plan.changes import Change
from folkmoot.site.plan.consequences import Consequences, consequences
from folkmoot.site.plan.desk import EMPTY, Desk, after, desk, keep
from folkmoot.site.plan.sources import written_from
from folkmoot.site.plan.ways import WAYS, Subject, change_from, form_for, subject
from folkmoot.site.record import reading
from folkmoot.texts.clause import BadText, Revision, read_revision

BY_SCRIPT = "editor"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def clause(request: HttpRequest, number: int, draft: str, clause: str) -> HttpResponse:
    """One way to amend a clause; what is saved goes into the draft."""
    here = cast(Request, request)
    if here.person is None:
        return sign_in_first(request)
    if request.method != "POST":
        at_desk = desk(number, here.person, draft)
        about = _about(request, at_desk, clause)
        if about is None:
            messages.info(request, _("The text has changed: that clause is not in it any more."))
            return see_other(at_desk.url if at_desk.opened else at_desk.plan.url)
        way = request.GET.get("what", "words")
        way = way if way in about.ways else about.ways[0]
        return _page(request, at_desk, about, way, form_for(about, way))
    started = start_of(request, number, here.person, draft)
    about = _about(request, started, clause, text_of(request, started))
    if about is None:
        raise Http404
    way = request.POST.get("what", "words")
    if way not in about.ways:
        raise Http404
    form = form_for(about, way, request.POST)
    if not form.is_valid():
        return _page(request, started, about, way, form, status=status_for(request))
    return _save(request, started, about, way, change_from(about, way, form))


@require_POST
def keep_clause(request: HttpRequest, number: int, draft: str, clause: str) -> HttpResponse:
    """Keep what is being typed, and say what it would do; the editor asks for this by itself."""
    here = cast(Request, request)
    if here.person is None:
        return HttpResponse(status=403)
    started = start_of(request, number, here.person, draft)
    about, way = (
        _about(request, started, clause, text_of(request, started)),
        request.POST.get("what", "words"),
    )
    if about is None or way != "words" or way not in about.ways:
        raise Http404
    form = form_for(about, way, request.POST)
    context: dict[str, Any] = {"url": started.url, "clause": clause, "keep_url": _keep_url(started, clause)}
    if not form.is_valid():
        return render(request, "plan/parts/kept.html", context | {"form": form}, status=status_for(request))
    fields = started.with_changes(change_from(about, way, form))
    try:
        kept = keep(started, here.person, fields, here.at, since=since_of(request))
    except drafts.TooLong:
        return render(
            request, "plan/parts/kept.html", context | {"too_long": True}, status=status_for(request)
        )
    now = after(started, kept)
    local = started.case.book.calendar.local(here.at)
    context |= {"kept_at": local, "version": kept.draft.head}
    context |= {"aside": kept.aside, "merged": kept.merged}
    context["keep_url"] = _keep_url(now, clause)
    return render(request, "plan/parts/kept.html", context | told(now, here.at))


def status_for(request: HttpRequest) -> int:
    """422 for what was refused; 200 where the script asks, to which the refusal is an answer like another."""
    return 200 if request.headers.get("X-Requested-With") == BY_SCRIPT else 422


def start_of(request: HttpRequest, number: int, person: Person, draft: str) -> Desk:
    """The desk as it was when the form was opened: the draft at the version from which its writer started."""
    at_desk, since = desk(number, person, draft), since_of(request)
    if at_desk.opened is None or since == at_desk.version:
        return at_desk
    return replace(at_desk, fields=drafts.as_of(at_desk.opened.draft, since) or dict(EMPTY))


def since_of(request: HttpRequest) -> int:
    """The version of the draft from which a form started; 0 where none was kept yet."""
    asked = request.POST.get("version", "0")
    return int(asked) if asked.isdecimal() and len(asked) < 9 else 0


def text_of(request: HttpRequest, at_desk: Desk) -> Revision | None:
    """The revision on which a form was opened, where it is another than today's: a paper of the record."""
    digest = request.POST.get("base", "")
    if at_desk.amends or digest in ("", at_desk.base.digest) or len(digest) != 64:
        return None
    data = reading.paper(digest)
    try:
        return read_revision(data) if data else None
    except BadText:
        return None


def _about(
    request: HttpRequest, at_desk: Desk, clause: str, started: Revision | None = None
) -> Subject | None:
    try:
        return subject(at_desk, clause, started)
    except Http404:
        return None


def _save(
    request: HttpRequest, started: Desk, about: Subject, way: str, found: tuple[Change, ...]
) -> HttpResponse:
    here = cast(Request, request)
    assert here.person is not None
    fields = started.with_changes(found)
    try:
        kept = keep(started, here.person, fields, here.at, since=since_of(request), asked=True)
    except drafts.TooLong:
        form = form_for(about, way, request.POST)
        form.add_error(None, _("The draft holds more than a whole text may: take something out."))
        return _page(request, started, about, way, form, status=status_for(request))
    now = after(started, kept)
    said = saved_words(kept)
    if request.headers.get("X-Requested-With") == BY_SCRIPT:
        return _in_place(request, now, about, way, said)
    return done(request, said, now.url)


def saved_words(kept: drafts.Kept) -> str:
    """What is said once a draft is kept."""
    if kept.aside:
        return _(
            "Kept. Somebody else had changed the same words: both wordings stand side by side in the draft."
        )
    if kept.merged:
        return _("Kept, together with what somebody else has written since.")
    return _("Kept in your draft.")


def _in_place(request: HttpRequest, now: Desk, about: Subject, way: str, said: str) -> HttpResponse:
    """For the script: the clause as it stands in the draft, or where to go to see it."""
    in_words = way == "words" and about.id in now.base.by_id
    context = {
        "c": now.sheet.one(about.id) if in_words else None,
        "go_to": "" if in_words else f"{now.url}text/#c-{about.id}",
        "say": said,
        "bar": bar(now),
    }
    if not in_words:
        messages.success(request, said)
    return render(request, "plan/parts/placed.html", context)


def bar(at_desk: Desk) -> dict[str, Any]:
    """The strip that leads to the draft, and says how much it holds."""
    count = len(at_desk.changes)
    words = ngettext("Your draft holds {n} change.", "Your draft holds {n} changes.", count).format(n=count)
    if at_desk.fields.get("aside"):
        words += " " + _("Two wordings of one thing stand side by side in it: choose one.")
    return {"words": words, "url": at_desk.url}


def told(at_desk: Desk, at: int) -> dict[str, Any]:
    """What the draft would do, for the part of a page that says so."""
    found: Consequences | None = consequences(at_desk, at) if at_desk.changes else None
    return {"told": found, "stuck": len(at_desk.compiled.faults)}


def _keep_url(at_desk: Desk, clause: str) -> str:
    return f"{at_desk.url}clauses/{clause}/keep/"


def _page(
    request: HttpRequest, at_desk: Desk, about: Subject, way: str, form: Form, status: int = 200
) -> HttpResponse:
    here = cast(Request, request)
    action = f"{at_desk.url}clauses/{about.id}/"
    shown = about.clause
    context = {
        "plan": at_desk.plan,
        "desk": at_desk,
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
        "keep_url": _keep_url(at_desk, about.id) if way == "words" else "",
        "version": at_desk.version,
        "base": at_desk.base.digest,
        "clause": replace(at_desk.sheet, amend="").one(about.id)
        if about.added is not None or about.id in at_desk.base.by_id
        else None,
        "written_from": written_from(at_desk.plan, at_desk.about),
        "below": len(list(shown.walk())) - 1 if shown is not None else 0,
        "bar": bar(at_desk),
        "acting_for": here.acting_for,
        "kept_at": None,
        **told(at_desk, here.at),
    }
    return render(request, "plan/amend_clause.html", context, status=status)
