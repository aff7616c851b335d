"""A draft that several write: inviting them, coming by a link, reading and taking back earlier versions."""

from dataclasses import replace
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
from folkmoot.site.plan.desk import Desk, desk
from folkmoot.site.plan.forms import InviteForm
from folkmoot.site.plan.models import Draft
from folkmoot.site.plan.showing import lines, stuck

SHOWN = 200
"""Versions in the list."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, number: int, draft: str) -> HttpResponse:
    """Who writes in a draft; its owner lets others in by name or by a link, and puts them out."""
    here = cast(Request, request)
    if here.person is None:
        return sign_in_first(request)
    at_desk = desk(number, here.person, draft)
    if at_desk.opened is None:
        raise Http404
    owned = at_desk.opened.draft
    form = InviteForm(request.POST if "invite" in request.POST else None, by=here.person)
    if request.method == "POST" and owned.person_id == here.person.pk:
        answer = _shared(request, at_desk, owned, form)
        if answer is not None:
            return answer
    return _share_page(request, at_desk, owned, form)


def _shared(request: HttpRequest, at_desk: Desk, owned: Draft, form: InviteForm) -> HttpResponse | None:
    here, page = cast(Request, request), f"{at_desk.url}share/"
    if "link" in request.POST:
        drafts.invite(owned)
        return done(request, _("Whoever has the link and is a member can write in this draft."), page)
    if "no-link" in request.POST:
        drafts.close_invitation(owned)
        return done(request, _("The link is of no use any more."), page)
    if "put-out" in request.POST:
        for writer in owned.writers.select_related("person").filter(pk=_id(request.POST["put-out"])):
            drafts.put_out(owned, writer.person)
        return done(request, _("They no longer write in this draft. What they wrote stays in it."), page)
    if not form.is_valid():
        return None
    guest = cast(Person, form.cleaned_data["person"])
    if not drafts.let_in(owned, guest, here.at):
        form.add_error("person", _("A draft has {n} writers at the most.").format(n=drafts.WRITERS))
        return None
    context = {"plan": at_desk.plan, "url": at_desk.url, "who": owned.person.shown_name}
    send(guest, "draft-shared", context, here.at, once=f"draft/{owned.pk}/shared")
    said = _("{name} can write in this draft now, and gets a letter that says so.")
    return done(request, said.format(name=name_for(guest, here.person)), page)


def _id(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 15 else 0


def _share_page(request: HttpRequest, at_desk: Desk, owned: Draft, form: InviteForm) -> HttpResponse:
    here = cast(Request, request)
    assert here.person is not None
    link = f"{settings.FOLKMOOT_URL}/plans/join-a-draft/{owned.invitation}/" if owned.invitation else ""
    context = {
        "plan": at_desk.plan,
        "desk": at_desk,
        "form": form,
        "own": owned.person_id == here.person.pk,
        "owner": name_for(owned.person, here.person),
        "writers": [
            {"pk": each.pk, "name": name_for(each.person, here.person)}
            for each in owned.writers.select_related("person")
        ],
        "link": link,
    }
    return render(request, "plan/share.html", context, status=422 if form.errors else 200)


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
    """The versions of a draft, and what one of them said."""
    here = cast(Request, request)
    if here.person is None:
        return sign_in_first(request)
    at_desk = desk(number, here.person, draft)
    if at_desk.opened is None:
        raise Http404
    calendar, kept = at_desk.case.book.calendar, drafts.versions(at_desk.opened.draft)
    then: dict[str, Any] | None = None
    if version:
        then = drafts.version(at_desk.opened.draft, version)
        if then is None:
            raise Http404
    was = replace(at_desk, fields=then) if then is not None else None
    context = {
        "plan": at_desk.plan,
        "desk": at_desk,
        "versions": [
            {
                "number": each.number,
                "by": name_for(each.person, here.person),
                "at": calendar.local(each.at),
                "asked": each.asked,
                "url": f"{at_desk.url}versions/{each.number}/",
            }
            for each in kept[:SHOWN]
        ],
        "version": version,
        "lines": lines(was) if was else [],
        "stuck_lines": stuck(was) if was else [],
        "reasons": then.get("reasons", "") if then else "",
    }
    return render(request, "plan/versions.html", context)


@require_POST
def take_back(request: HttpRequest, number: int, draft: str, version: int) -> HttpResponse:
    """Make an earlier version the latest; the ones between can still be read."""
    here = cast(Request, request)
    if here.person is None:
        return sign_in_first(request)
    at_desk = desk(number, here.person, draft)
    kept = drafts.take_back(at_desk.opened.draft, version, here.person, here.at) if at_desk.opened else None
    if kept is None:
        raise Http404
    said = _("The draft says again what version {number} said.").format(number=version)
    return done(request, said, at_desk.url)
