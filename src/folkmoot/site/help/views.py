"""Pages of help: the same for everybody, so that a browser may keep them; nothing is sent back."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from folkmoot.site.help import clocks, kept, letters
from folkmoot.site.help.letters.writing import write_letter
from folkmoot.site.help.words import bundle_words, clock_words, letter_words

FOR_ALL = {"person": None, "clerk_mode": False, "record_size": 0, "dev_outbox_url": None}
"""What the base page is told: no name and no door to sign in, since a browser keeps these pages for offline."""


def _page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    return render(request, f"help/{template}.html", {**FOR_ALL, **context})


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return _page(request, "index")


@require_safe
def letter_list(request: HttpRequest) -> HttpResponse:
    return _page(request, "letters", letters=letters.LETTERS)


@require_safe
def letter(request: HttpRequest, slug: str) -> HttpResponse:
    """One letter: with gaps to fill in by hand, until the browser builds the questions."""
    try:
        found = letters.find(slug)
    except KeyError:
        raise Http404 from None
    if found.pointer:
        return _page(request, "pointer", letter=found)
    data = {**letters.as_data(found), "words": letter_words()}
    return _page(request, "letter", letter=found, words=write_letter(found, {}), data=data)


@require_safe
def clock_list(request: HttpRequest) -> HttpResponse:
    data = {**clocks.as_data(), "words": clock_words()}
    yours = [kind for kind in clocks.KINDS if kind.side == "yours"]
    theirs = [kind for kind in clocks.KINDS if kind.side == "theirs"]
    events = {event.name: event.label for event in clocks.EVENTS}
    return _page(request, "clocks", data=data, sides=(yours, theirs), events=events)


@require_safe
def bundle(request: HttpRequest) -> HttpResponse:
    return _page(request, "bundle", data={"words": bundle_words()})


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, with the list of what it keeps. Asked for anew on each visit, so that it may change."""
    about = {"version": kept.version(get_language() or ""), "files": kept.files()}
    script = f"const KEPT = {json.dumps(about)};\n{kept.worker_source()}"
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = "/help/"
    answer["Cache-Control"] = "no-cache"
    return answer
