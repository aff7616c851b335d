"""“Everywhere X, say Y”: the places are shown, and each can be struck off."""

from dataclasses import replace
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from folkmoot.site.debate.saying import done, sign_in_first
from folkmoot.site.members.models import Person
from folkmoot.site.members.presence import Request
from folkmoot.site.plan import changes
from folkmoot.site.plan.changes import Everywhere
from folkmoot.site.plan.compiling import places, said_anew
from folkmoot.site.plan.desk import Desk, desk, keep
from folkmoot.site.plan.forms import EverywhereForm
from folkmoot.site.plan.models import new_id
from folkmoot.site.plan.sheet import called, marked
from folkmoot.site.plan.views.editing import bar, saved_words, since_of, start_of
from folkmoot.texts.edits import Reword

AROUND = 60
"""Characters shown on either side of a place."""
MOST = 2_000
"""Places that one sweep may have."""

Place = tuple[str, str, int]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def everywhere(request: HttpRequest, number: int, draft: str, sweep: str = "") -> HttpResponse:
    """Say what is to be others' words, look at the places, strike some off, and put it in the draft."""
    here = cast(Request, request)
    if here.person is None:
        return sign_in_first(request)
    start = start_of if request.method == "POST" else _now
    at_desk = start(request, number, here.person, draft)
    mine = next((c for c in at_desk.changes if isinstance(c, Everywhere) and c.id == sweep), None)
    if sweep and mine is None:
        raise Http404
    if request.method != "POST":
        initial = (
            {"find": mine.find, "say": mine.say, "part": mine.part, "inserted": mine.inserted} if mine else {}
        )
        return _page(request, at_desk, EverywhereForm(initial=initial), mine)
    form = EverywhereForm(request.POST)
    if not form.is_valid():
        return _page(request, at_desk, form, None, status=422)
    wanted = Everywhere(sweep or new_id(), struck=mine.struck if mine else (), **form.cleaned_data)
    if "save" not in request.POST:
        return _page(request, at_desk, form, wanted)
    ticked = set(request.POST.getlist("place"))
    found = [place for _edit, place in places(at_desk.base, wanted)]
    wanted = replace(wanted, struck=tuple(place for place in found if spelled(place) not in ticked))
    if len(wanted.struck) == len(found) and not wanted.inserted:
        form.add_error(None, _("Every place is struck off: nothing would change. Tick at least one."))
        return _page(request, at_desk, form, wanted, status=422)
    fields = at_desk.with_changes(changes.put(at_desk.changes, wanted))
    kept = keep(at_desk, here.person, fields, here.at, since=since_of(request), asked=True)
    return done(request, saved_words(kept), at_desk.url)


def _now(request: HttpRequest, number: int, person: Person, draft: str) -> Desk:
    return desk(number, person, draft)


def spelled(place: Place) -> str:
    """A place as a box of the form names it."""
    return "/".join(map(str, place))


def _page(
    request: HttpRequest, at_desk: Desk, form: EverywhereForm, wanted: Everywhere | None, status: int = 200
) -> HttpResponse:
    found = places(at_desk.base, wanted) if wanted is not None else None
    if found is not None and len(found) > MOST:
        form.add_error(
            "find", _("It stands in more places than one amendment may change: {n}.").format(n=len(found))
        )
        found, status = None, 422
    taken = said_anew(at_desk.base, at_desk.changes)
    context: dict[str, Any] = {
        "plan": at_desk.plan,
        "desk": at_desk,
        "form": form,
        "looked": found is not None,
        "found": [_shown(at_desk, edit, place, wanted, taken) for edit, place in found or () if wanted],
        "version": at_desk.version,
        "bar": bar(at_desk),
        "acting_for": cast(Request, request).acting_for,
    }
    return render(request, "plan/amend_everywhere.html", context, status=status)


def _shown(
    at_desk: Desk, edit: Reword, place: Place, wanted: Everywhere, taken: set[tuple[str, str]]
) -> dict[str, Any]:
    name = called(at_desk.base, edit.clause)
    return {
        "value": spelled(place),
        "ticked": place not in wanted.struck,
        "anew": (edit.clause, edit.field) in taken,
        "name": name[:1].upper() + name[1:],
        "url": f"{at_desk.plan.url}clauses/{edit.clause}/",
        "words": in_its_place(at_desk, edit),
    }


def in_its_place(at_desk: Desk, edit: Reword) -> SafeString:
    """An edit with some words on either side of it."""
    words: str = getattr(at_desk.base.by_id[edit.clause], edit.field)
    start, end = max(0, edit.start - AROUND), min(len(words), edit.end + AROUND)
    start = words.rfind(" ", 0, start) + 1 if start else 0
    stop = words.find(" ", end)
    end = len(words) if stop < 0 else stop
    old = words[start:end]
    new = words[start : edit.start] + edit.new + words[edit.end : end]
    before, after = "… " if start else "", " …" if end < len(words) else ""
    return marked(f"{before}{old}{after}", f"{before}{new}{after}", at_desk.sheet.labels, at_desk.plan.url)
