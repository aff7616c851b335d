"""A member's letters; the letters that wait for a clerk's printer; and, on a demonstration, everybody's."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from folkmoot.site.members.boxes import Destroyed
from folkmoot.site.members.dates import moment
from folkmoot.site.members.gate import officers_only, to_sign_in
from folkmoot.site.members.models import Person
from folkmoot.site.members.presence import Request, clerk_office
from folkmoot.site.members.roll import below
from folkmoot.site.notices import acts, writing
from folkmoot.site.notices.models import Letter
from folkmoot.site.notices.postman import address_of

PAGE = 50
OUTBOX = 200


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """All letters to whoever is signed in, a member or not, newest first."""
    reader = _reader(request)
    if reader is None:
        return to_sign_in(request)
    found = Letter.objects.filter(person=reader).select_related("person")
    asked = request.GET.get("from", "")
    start = int(asked) if asked.isdecimal() and len(asked) < 7 else 0
    page = list(found[start : start + PAGE + 1])
    context = {
        "letters": [_shown(each) for each in page[:PAGE]],
        "older": start + PAGE if len(page) > PAGE else None,
        "newer": max(0, start - PAGE) if start else None,
    }
    return render(request, "notices/inbox.html", context)


@require_GET
def letter(request: HttpRequest, letter: str) -> HttpResponse:
    """One letter to whoever is signed in, a member or not."""
    reader = _reader(request)
    if reader is None:
        return to_sign_in(request)
    found = get_object_or_404(Letter.objects.select_related("person"), pk=letter, person=reader)
    acts.mark_read(found, cast(Request, request).at)
    return render(request, "notices/letter.html", {"letter": _shown(found)})


def _reader(request: HttpRequest) -> Person | None:
    here = cast(Request, request)
    return here.person or here.former


@require_http_methods(["GET", "HEAD", "POST"])
@officers_only("clerk")
def to_print(request: HttpRequest) -> HttpResponse:
    """Letters to members without e-mail in the clerk's branch and those below it: print, post, tick off."""
    here = cast(Request, request)
    clerk = clerk_office(request)
    assert clerk is not None
    queue = (
        Letter.objects.to_print()
        .filter(person__branch_id__in=below(clerk.branch_id))
        .order_by("-made_at", "-id")
    )
    if request.method == "POST":
        # "All" is all that the page showed: a letter written since then has not been printed.
        ticked = request.POST.getlist("shown" if "all" in request.POST else "letter")
        chosen = queue.order_by().filter(pk__in=ticked).values_list("pk", flat=True)
        number = acts.mark_posted(chosen, here.at)
        words = ngettext("{n} letter has been ticked off.", "{n} letters have been ticked off.", number)
        messages.success(request, words.format(n=number))
        return HttpResponseRedirect("/clerk/letters/")
    letters = [_shown(each) for each in queue.select_related("person")[:PAGE]]
    context = {"letters": letters, "more": max(0, queue.count() - PAGE), "branch": clerk.branch}
    return render(request, "notices/to_print.html", context)


@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """On a demonstration only: every letter, whoever it is for."""
    if not settings.FOLKMOOT_OUTBOX:
        raise Http404
    found = Letter.objects.select_related("person").filter(box__isnull=False)[:OUTBOX]
    return render(request, "notices/outbox.html", {"letters": list(_still_readable(found))})


def _still_readable(letters: Iterable[Letter]) -> Iterator[dict[str, Any]]:
    """All but those to somebody who has just been erased, whose words nobody can read any more."""
    for each in letters:
        with suppress(Destroyed):
            yield _shown(each)


def _shown(letter: Letter) -> dict[str, Any]:
    words = writing.read(letter.box, letter.pk, letter.person)
    return {
        "id": letter.pk,
        "to": letter.person.shown_name if letter.person else address_of(letter),
        "address": address_of(letter) if settings.FOLKMOOT_OUTBOX else "",
        "sender": settings.DEFAULT_FROM_EMAIL,
        "subject": words.subject,
        "html": words.html,
        "at": moment(letter.made_at),
        "act_number": letter.entry,
        "unread": letter.read_at is None,
        "state": letter.get_state_display(),
        "way": letter.get_way_display(),
    }
