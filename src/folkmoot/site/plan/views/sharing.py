"""A draft that several write: inviting them, coming by a link, reading and taking back earlier versions."""

from dataclasses import dataclass, replace
from typing import Any, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.site.debate.reading import name_for
from folkmoot.site.debate.saying import done, sign_in_first
from folkmoot.site.members.models import Person
from folkmoot.site.members.presence import Request
from folkmoot.site.notices.acts import send
from folkmoot.site.plan import drafts
from folkmoot.site.plan.desk import desk
from folkmoot.site.plan.forms import InviteForm
from folkmoot.site.plan.models import Draft
from folkmoot.site.plan.sheet import Sheet
from folkmoot.site.plan.showing import lines, stuck
from folkmoot.site.plan.text_draft import text_desk, text_in
from folkmoot.site.record import reading

SHOWN = 200
"""Versions in the list."""


@dataclass(frozen=True)
class Shared:
    """A draft that can be shared: its row, its page, and the page and title of what it is about."""

    draft: Draft
    url: str
    about_url: str
    about: str


def _amendment(number: int, person: Person, id: str) -> Shared:
    found = desk(number, person, id)
    if found.opened is None:
        raise Http404
    return Shared(found.opened.draft, found.url, found.plan.url, found.plan.title)


def _text(person: Person, id: str) -> Shared:
    found = text_desk(person, id)
    if found.opened is None:
        raise Http404
    return Shared(found.opened.draft, found.url, "/plans/", found.base.title or _("Without a title"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, number: int, draft: str) -> HttpResponse:
    """Who writes in the draft of an amendment; its owner lets others in, and puts them out."""
    here = cast(Request, request)
    if here.person is None:
        return sign_in_first(request)
    return _share(request, here.person, _amendment(number, here.person, draft))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def share_text(request: HttpRequest, draft: str) -> HttpResponse:
    """The same for the draft of a text."""
    here = cast(Request, request)
    if here.person is None:
        return sign_in_first(request)
    return _share(request, here.person, _text(here.person, draft))


def _share(request: HttpRequest, person: Person, shared: Shared) -> HttpResponse:
    form = InviteForm(request.POST if "invite" in request.POST else None, by=person)
    if request.method == "POST" and shared.draft.person_id == person.pk:
        answer = _done(request, shared, form)
        if answer is not None:
            return answer
    draft, link = shared.draft, ""
    if draft.invitation:
        link = f"{settings.FOLKMOOT_URL}/plans/join-a-draft/{draft.invitation}/"
    context = {
        "shared": shared,
        "form": form,
        "own": draft.person_id == person.pk,
        "owner": name_for(draft.person, person),
        "writers": [
            {"pk": each.pk, "name": name_for(each.person, person)}
            for each in draft.writers.select_related("person")
        ],
        "link": link,
    }
    return render(request, "plan/share.html", context, status=422 if form.errors else 200)


def _done(request: HttpRequest, shared: Shared, form: InviteForm) -> HttpResponse | None:
    here, draft, page = cast(Request, request), shared.draft, f"{shared.url}share/"
    if "link" in request.POST:
        drafts.invite(draft)
        return done(request, _("Whoever has the link and is a member can write in this draft."), page)
    if "no-link" in request.POST:
        drafts.close_invitation(draft)
        return done(request, _("The link is of no use any more."), page)
    if "put-out" in request.POST:
        for writer in draft.writers.select_related("person").filter(pk=_id(request.POST["put-out"])):
            drafts.put_out(draft, writer.person)
        return done(request, _("They no longer write in this draft. What they wrote stays in it."), page)
    if not form.is_valid():
        return None
    guest = cast(Person, form.cleaned_data["person"])
    if not drafts.let_in(draft, guest, here.at):
        form.add_error("person", _("A draft has {n} writers at the most.").format(n=drafts.WRITERS))
        return None
    context = {"title": shared.about, "url": shared.url, "who": draft.person.shown_name}
    send(guest, "draft-shared", context, here.at, once=f"draft/{draft.pk}/shared")
    said = _("{name} can write in this draft now, and gets a letter that says so.")
    return done(request, said.format(name=name_for(guest, here.person)), page)


def _id(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 15 else 0


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Somebody comes by a link: they are asked first, then they write too."""
    here, found = cast(Request, request), drafts.invited(secret)
    if here.person is None:
        return sign_in_first(request)
    if found is None:
        raise Http404
    if request.method != "POST":
        context = {"draft": found, "owner": name_for(found.person, here.person)}
        return render(request, "plan/join.html", context)
    if not drafts.let_in(found, here.person, here.at):
        return done(request, _("This draft has as many writers as it may have."), "/plans/")
    return done(request, _("You write in this draft too."), url_of(found))


def url_of(draft: Draft) -> str:
    """The page of a draft."""
    if draft.kind == Draft.Kind.TEXT or draft.plan is None:
        return f"/plans/drafts/{draft.pk}/"
    return f"{draft.plan.url}amend/{draft.pk}/"


@never_cache
@require_safe
def versions(request: HttpRequest, number: int, draft: str, version: int = 0) -> HttpResponse:
    """The versions of a draft of an amendment, and what one of them said."""
    here = cast(Request, request)
    if here.person is None:
        return sign_in_first(request)
    at_desk = desk(number, here.person, draft)
    shared = _amendment(number, here.person, draft)
    then = _then(shared, version)
    was = replace(at_desk, fields=then) if then is not None else None
    return _versions(
        request,
        shared,
        version,
        lines=lines(was) if was else [],
        stuck_lines=stuck(was) if was else [],
        reasons=then.get("reasons", "") if then else "",
    )


@never_cache
@require_safe
def text_versions(request: HttpRequest, draft: str, version: int = 0) -> HttpResponse:
    """The same for the draft of a text."""
    here = cast(Request, request)
    if here.person is None:
        return sign_in_first(request)
    shared = _text(here.person, draft)
    then = _then(shared, version)
    clauses = Sheet(text_in(then), shared.url).clauses() if then is not None else []
    return _versions(request, shared, version, clauses=clauses)


def _then(shared: Shared, version: int) -> dict[str, Any] | None:
    """What a version said; None where none is asked for, 404 for one that is not kept."""
    if not version:
        return None
    found = drafts.version(shared.draft, version)
    if found is None:
        raise Http404
    return found


def _versions(request: HttpRequest, shared: Shared, version: int, **said: Any) -> HttpResponse:
    here = cast(Request, request)
    calendar = reading.assembly().book_at(here.at).calendar
    context = {
        "shared": shared,
        "versions": [
            {
                "number": each.number,
                "by": name_for(each.person, here.person),
                "at": calendar.local(each.at),
                "asked": each.asked,
                "url": f"{shared.url}versions/{each.number}/",
            }
            for each in drafts.versions(shared.draft)[:SHOWN]
        ],
        "version": version,
        "latest": shared.draft.head,
        "lines": [],
        "stuck_lines": [],
        "reasons": "",
        "clauses": [],
    }
    return render(request, "plan/versions.html", context | said)


@require_POST
def take_back(request: HttpRequest, number: int, draft: str, version: int) -> HttpResponse:
    """Make an earlier version the latest; the ones between can still be read."""
    here = cast(Request, request)
    if here.person is None:
        return sign_in_first(request)
    return _take_back(request, here.person, _amendment(number, here.person, draft), version)


@require_POST
def take_text_back(request: HttpRequest, draft: str, version: int) -> HttpResponse:
    """The same for the draft of a text."""
    here = cast(Request, request)
    if here.person is None:
        return sign_in_first(request)
    return _take_back(request, here.person, _text(here.person, draft), version)


def _take_back(request: HttpRequest, person: Person, shared: Shared, version: int) -> HttpResponse:
    kept = drafts.take_back(shared.draft, version, person, cast(Request, request).at)
    if kept is None:
        raise Http404
    said = _("The draft says again what version {number} said.").format(number=version)
    return done(request, said, shared.url)
