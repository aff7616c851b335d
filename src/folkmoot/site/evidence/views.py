"""The viewer: a drawing of what was handed in, its words below, and the original to take along only.

No browser is ever given the original to open. Who is neither owner nor served gets the answer of an address
that does not exist.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import quote

from csp.constants import NONE
from csp.decorators import csp
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from folkmoot.site.evidence import drawing, reading
from folkmoot.site.evidence.models import Item
from folkmoot.site.evidence.taking_in import FAULTS
from folkmoot.site.members.dates import moment
from folkmoot.site.members.gate import safe_next, to_sign_in
from folkmoot.site.members.presence import Request
from folkmoot.site.members.refusal import translated
from folkmoot.site.record import words

View = Callable[..., HttpResponse]
DRAWN = (Item.Media.PDF, Item.Media.PNG, Item.Media.JPEG, Item.Media.GIF, Item.Media.WEBP)
MOST_WORDS = 200_000  # characters of a text on its page


def readers_only(view: View) -> View:
    """Let the owner pass, and those who were served; in or out of the organisation, in office or not."""

    @wraps(view)
    @require_safe
    @cache_control(no_store=True, private=True)
    def gate(request: HttpRequest, item: str, **rest: Any) -> HttpResponse:
        here = cast(Request, request)
        reader = here.person or here.former
        if reader is None:
            return to_sign_in(request)
        found = Item.objects.filter(pk=item).first()
        if found is None or not reading.may_read(reader, found):
            raise Http404
        try:
            return view(request, found, **rest)
        except reading.Destroyed:
            return _shut(request, found, _("It has been destroyed."), _destroyed(), 410)
        except reading.Locked:
            return _shut(request, found, _("It is locked at the moment."), _locked(), 503)
        except reading.BadBox:
            return _shut(request, found, _("It is not what was handed in."), _changed(), 500)

    return gate


@readers_only
def show(request: HttpRequest, item: Item) -> HttpResponse:
    """The page of an item: what it is, a drawing or its words, and what seals it."""
    data, said = reading.read(item), reading.about_one(item)
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isdecimal() and len(asked) < 5 else 1
    context: dict[str, Any] = {"item": item, "about": said, "at": moment(item.made_at), "page": number}
    context |= {
        "thing": words.thing(item.on),
        "by": _by(request, item, said),
        "media": item.get_media_type_display(),
    }
    context |= _way_back(request)
    context |= {"view": "", "refused": "", "seen": None, "text": "", "cut": False, "others": []}
    if item.media_type == Item.Media.TEXT:
        text = reading.as_text(data)
        context |= {"view": "text", "text": text[:MOST_WORDS], "cut": len(text) > MOST_WORDS}
        return render(request, "evidence/item.html", context)
    try:
        seen = drawing.look(data, item.media_type, number)
    except drawing.Undrawable as fault:
        context["refused"] = translated(FAULTS[fault.why][1])
        return render(request, "evidence/item.html", context)
    if not 1 <= number <= seen.pages:
        raise Http404
    view = "mail" if item.media_type == Item.Media.MAIL else "drawn"
    context |= {"view": view, "seen": seen, "text": seen.words, "others": range(1, seen.pages + 1)}
    return render(request, "evidence/item.html", context)


@readers_only
def page(request: HttpRequest, item: Item, page: int) -> HttpResponse:
    """A page of it as a PNG that was drawn here."""
    if item.media_type not in DRAWN:
        raise Http404
    try:
        drawn = drawing.draw(reading.read(item), item.media_type, page)
    except drawing.Undrawable as fault:
        words = translated(FAULTS[fault.why][1])
        plain = HttpResponse(words, content_type="text/plain; charset=utf-8", status=422)
        return _inert(request, plain)
    if not drawn:
        raise Http404
    return _inert(request, HttpResponse(drawn, content_type="image/png"))


@readers_only
def original(request: HttpRequest, item: Item) -> HttpResponse:
    """The original, bit for bit, for the reader's own folder: no browser opens it here."""
    data, said = reading.read(item), reading.about_one(item)
    response = HttpResponse(data, content_type=item.media_type)
    name = reading.name_of(item, said)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return _inert(request, response)


def _inert(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An answer in which no browser runs anything, should it open it after all."""
    nothing = csp({"default-src": [NONE], "sandbox": True})
    return cast(HttpResponse, nothing(lambda _request: response)(request))


def _by(request: HttpRequest, item: Item, said: reading.About) -> str:
    here = cast(Request, request)
    reader = here.person or here.former
    if reader is not None and item.person_id == reader.pk and said.role not in reading.FOR_OTHERS:
        return _("you")
    return _(said.role) if said.role else _("another party")


def _way_back(request: HttpRequest) -> dict[str, str]:
    """Where the reader came from, if the link said so (`?back=/cases/7/`) and it is a page of ours."""
    back = safe_next(request.GET.get("back", ""), "")
    return {"back": back, "keep_back": f"&back={quote(back)}" if back else ""}


def _shut(request: HttpRequest, item: Item, heading: str, text: str, status: int) -> HttpResponse:
    context = {"item": item, "thing": words.thing(item.on), "heading": heading, "text": text}
    context |= _way_back(request)
    return render(request, "evidence/shut.html", context, status=status)


def _destroyed() -> str:
    return _(
        "The key that opened it has been erased, so nobody can read it any more, and no backup opens it"
        " once the host has changed the wrapping key. Its seal stays in the record, and binds nothing."
    )


def _locked() -> str:
    return _(
        "The key that wraps the keys of all cases is not on this machine. Tell the host, who keeps a copy of"
        " it apart and can put it back; nothing is lost until then."
    )


def _changed() -> str:
    return _(
        "Somebody has changed it in the database, or moved it, so it is not shown. Tell the host, and name"
        " this page; a backup may still hold what was handed in."
    )
