"""Pages of help: the same for everybody, so that a browser may keep them; nothing is sent back."""

import json
import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from folkmoot.site.help import clock_table, clocks, kept, letters, limits, words
from folkmoot.site.help.letters.writing import blank_letter

FOR_ALL = {"person": None, "clerk_mode": False, "record_size": 0, "dev_outbox_url": None}
"""What the base page is told: no name, and no door to sign in, because a browser keeps these pages."""


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
    data = {**letters.as_data(found), "words": words.letter_words()}
    made = blank_letter(found)
    gaps = re.compile("(" + "|".join(re.escape(f"[{each.gap}]") for each in found.questions) + ")")
    pieces = [gaps.split(paragraph) for paragraph in made.paragraphs]  # every second one is a gap
    return _page(request, "letter", letter=found, subject=made.subject, paragraphs=pieces, data=data)


@require_safe
def clock_list(request: HttpRequest) -> HttpResponse:
    """Clocks: a table to count by hand, until the browser counts."""
    events = {event.name: str(event.label) for event in clock_table.EVENTS}
    by_hand = [[_by_hand(kind, events) for kind in clock_table.KINDS if kind.side == side] for side in SIDES]
    missed_letter = reverse("help:letter", args=["deadline-missed"])
    data = {**clocks.as_data(), "words": words.clock_words(), "missed_letter": missed_letter}
    return _page(
        request,
        "clocks",
        data=data,
        sides=by_hand,
        events=clock_table.EVENTS,
        asked_back=clock_table.ASKED_BACK,
    )


SIDES = ("yours", "theirs")


def _by_hand(kind: clock_table.Kind, events: dict[str, str]) -> dict[str, Any]:
    """How one clock is counted without a computer."""
    term = kind.term or limits.LIMITS[kind.limit][0].term
    return {
        "label": kind.label,
        "span": words.span(term),
        "from": events[kind.event],
        "law": bool(kind.limit),
    }


@require_safe
def bundle(request: HttpRequest) -> HttpResponse:
    return _page(request, "bundle", data={"words": words.bundle_words()}, blank_rows=range(12))


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, with the list of what it keeps; asked for anew on each visit."""
    about = {"version": kept.version(get_language() or ""), "files": kept.files()}
    script = f"const KEPT = {json.dumps(about)};\n{kept.worker_source()}"
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = "/help/"
    answer["Cache-Control"] = "no-cache"
    return answer
