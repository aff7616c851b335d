"""A page with one form: it asks first (GET), then does it (POST). What the rules refuse is said on it."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.case import Case
from folkmoot.site.debate.saying import done, sign_in_first
from folkmoot.site.elections import naming, possible
from folkmoot.site.elections.models import Election as Row
from folkmoot.site.elections.models import Recall
from folkmoot.site.elections.views.election import asker_of
from folkmoot.site.members.presence import Request, hand
from folkmoot.site.members.refusal import Explained, explain


def ask(
    request: HttpRequest,
    row: Row | Recall | None,
    asks: str,
    do: Callable[[], HttpResponse | None],
    *,
    form: forms.Form | None = None,
    follows: str = "",
    button: str = "",
    grave: bool = False,
    refused: OutOfOrder | None = None,
    notes: Sequence[str] = (),
    not_yet: Sequence[Explained] = (),
    buttons: Sequence[tuple[str, str, str]] = (),
    links: Sequence[tuple[str, str]] = (),
    ways_on: Callable[[OutOfOrder], Sequence[tuple[str, str]]] = lambda _refused: (),
) -> HttpResponse:
    """Ask; and once a form is sent that holds what it has to, let `do` do it.

    `do` returns where to go then, or None where the form has to be looked at again; what it raises as
    `OutOfOrder` is told on the page, with `ways_on` to what has to come before. `refused` is what is known to
    stand in the way already.
    """
    if request.method == "POST" and (form is None or not form.is_bound or form.is_valid()):
        try:
            answer = do()
        except OutOfOrder as refusal:
            refused = refusal
        else:
            if answer is not None:
                return answer
    context: dict[str, Any] = _about(row, cast(Request, request)) | {
        "asks": asks,
        "follows": follows,
        "button": button,
        "grave": grave,
        "form": form if form is not None else forms.Form(),
        "refused": explain(refused, asks) if refused is not None else None,
        "notes": notes,
        "not_yet": not_yet,
        "buttons": buttons,
        "links": [*links, *ways_on(refused)] if refused is not None else links,
        "acting_for": cast(Request, request).acting_for,
    }
    bad = refused is not None or bool(form is not None and form.is_bound and form.errors)
    return render(request, "elections/form.html", context, status=422 if bad else 200)


def _about(row: Row | Recall | None, here: Request) -> dict[str, Any]:
    """What the act is about: its address, and what it is called."""
    if row is None:
        return {"back": here.path.rstrip("/").rpartition("/")[0] + "/", "title": ""}
    title = naming.title_of(row) if isinstance(row, Row) else naming.title_of_recall(row, here.person)
    return {"back": row.url, "title": title}


def yes_or_no(
    request: HttpRequest,
    row: Row | Recall,
    asks: str,
    follows: str,
    button: str,
    said: str,
    do: Callable[[Request], object],
    *,
    grave: bool = False,
    notes: Sequence[str] = (),
    ways_on: Callable[[OutOfOrder], Sequence[tuple[str, str]]] = lambda _refused: (),
) -> HttpResponse:
    """A page that asks, and an act that needs no more than a yes."""
    here = cast(Request, request)
    if hand(request) is None:
        return sign_in_first(request)

    def act() -> HttpResponse:
        do(here)
        return done(request, said, row.url)

    return ask(
        request, row, asks, act, follows=follows, button=button, grave=grave, notes=notes, ways_on=ways_on
    )


def by_member(request: HttpRequest) -> dict[str, Any]:
    """Whose act it is where only a member can do it, when, and which clerk enters it from paper."""
    here, acting = cast(Request, request), hand(request)
    assert acting is not None
    return {"by": acting.person, "clerk": acting.clerk, "at": here.at}


def who_acts(request: HttpRequest, case: Case, verb: str) -> dict[str, Any]:
    """By whom an act is: the officer whom the rules name, else the member."""
    here, acting = cast(Request, request), hand(request)
    assert acting is not None
    office = possible.officer(asker_of(request), case, verb)
    if office is not None:
        return {"by": office, "by_passkey": here.by_passkey}
    return {"by": acting.person, "clerk": acting.clerk}


def without_clerk(given: dict[str, Any]) -> dict[str, Any]:
    """The same for an act that nobody enters from paper."""
    return {key: value for key, value in given.items() if key != "clerk"}
