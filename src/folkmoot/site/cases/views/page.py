"""The page of a case: what is this, where does it stand, what can I do now, who says so."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from folkmoot.procedure.case import standing
from folkmoot.site.cases import course, shown
from folkmoot.site.cases.deeds import BY_VERB
from folkmoot.site.cases.now import now_words
from folkmoot.site.cases.reading import Here, May, all_deeds, here_of
from folkmoot.site.members.refusal import Explained, explain
from folkmoot.site.voting import checking

MOST_BUTTONS = 4


@require_safe
@cache_control(no_store=True, private=True)
def page(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """A case: for those in it all that they may know, for everybody else what the record shows anyway."""
    here = here_of(request, kind, number)
    head, inside = here.head, (here.inside or here.officer) and here.clerk is None
    found = all_deeds(here, BY_VERB)
    sides = course.clock_sides(here.family, here.parts, here.at)
    file = shown.papers(here) if inside else []
    status, pill = course.pill(head, here.at)
    state = standing(head, here.at)
    context: dict[str, Any] = {
        "here": here,
        "case": head,
        "inside": inside,
        "thing": _thing(here),
        "heading": _heading(here) if inside else _thing(here),
        "status": status,
        "pill": pill,
        "state": state,
        "stages": course.stages(head, here.at),
        "next_heading": _next_heading(here) if inside else _("Where it stands"),
        "next_words": now_words(here, state.state) if inside else course.means(head, here.at),
        "buttons": [_button(each, at) for at, each in enumerate(_open(found)[:MOST_BUTTONS])],
        "more": [_button(each, 1) for each in _open(found)[MOST_BUTTONS:]],
        "whynots": _whynots(found, here.at) if inside else [],
        "yours": sides.yours,
        "theirs": sides.theirs,
        "charged": course.charged(head),
        "said": shown.charge_text(here, file),
        "file": file,
        "people": shown.people(here) if inside else [],
        "decision": shown.decision(head, file, here.at) if inside and kind == "case" else None,
        "published": shown.published(head, here.at) if not inside and kind == "case" else "",
        "precautions": shown.precautions(here),
        "touched": shown.rights_words(shown.touched(here)),
        "parts": list(shown.parts(here)),
        "panel": _panel(here),
        "opened": course.day(head.book, here.docket.opened_at),
        "checkit": checking.check_it(here.docket.entry, head.on, f"{request.scheme}://{request.get_host()}"),
        "acts": shown.acts(head, here.untold),
    }
    return render(request, "cases/case.html", context)


def _open(found: list[May]) -> list[May]:
    return [each for each in found if each.refusal is None]


def _button(each: May, place: int) -> dict[str, Any]:
    label = str(each.deed.label)
    if each.case.head is not None:
        label = _("{what} ({part})").format(what=label, part=course.part_words(each.case))
    kind = "grave" if each.deed.grave else "" if place == 0 else "plain"
    return {"label": label, "url": each.url, "kind": kind, "post": False, "fields": []}


def _whynots(found: list[May], at: int) -> list[Explained]:
    """Why not, for each verb once; not for what can be done elsewhere in the case, or lies behind it."""
    done = {each.deed.verb for each in _open(found)}
    said: dict[str, Explained] = {}
    for each in found:
        if each.refusal is None or each.deed.verb in done or each.hand.role == "member":
            continue
        if not course.is_behind(each.case, each.deed.verb, at):
            said.setdefault(each.deed.verb, explain(each.refusal, str(each.deed.label)))
    return list(said.values())


def _thing(here: Here) -> str:
    words = {
        "case": _("Case {n}"),
        "review": _("Review {n}"),
        "class": _("Class of reviews {n}"),
        "comment": _("Comment case {n}"),
    }
    return words[here.docket.kind].format(n=here.docket.number)


def _heading(here: Here) -> str:
    if here.docket.kind != "case":
        return _thing(here)
    if here.parts & {"subject", "companion of subject"}:
        return _("What is said, and what you can do")
    if here.parts & {"complainant", "companion of complainant"}:
        return _("Your complaint, and where it stands")
    if here.parts & {"panel member", "adjudicator"}:
        return _("The case before you")
    return _thing(here)


def _next_heading(here: Here) -> str:
    over = here.head.machine.by_name[standing(here.head, here.at).state].final
    return _("How it ended") if over else _("Now")


def _panel(here: Here) -> dict[str, Any] | None:
    """Who decides: how many sit, of how many they were drawn, since when."""
    panel = here.head.panel
    if panel is None:
        return None
    since = here.head.events.get("panel")
    return {
        "sits": bool(panel.sitting),
        "seats": panel.seats,
        "pool": len(panel.roll.names - panel.excluded),
        "day": course.day(here.head.book, since) if since and panel.sitting else "",
        "drawn": bool(panel.ranking),
        "quick": panel.purpose == "triage",
        "url": f"/cases/draws/{panel.index}/",
    }


urlpatterns = [path("cases/<str:kind>/<int:number>/", page, name="case")]
