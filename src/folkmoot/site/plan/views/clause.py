"""The page of one clause: its words, the amendments to it, and what is said about it."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.procedure.case import standing
from folkmoot.site.members.presence import Request
from folkmoot.site.plan import reading
from folkmoot.site.plan.cards import cards
from folkmoot.site.plan.debating import debate_on
from folkmoot.site.plan.history import came_from
from folkmoot.site.plan.in_place import InPlace
from folkmoot.site.plan.models import Plan as PlanRow
from folkmoot.site.plan.overview import Overview, overview
from folkmoot.site.plan.possible import Asked, ask, asker_of, button, sorted_out
from folkmoot.site.plan.setting import as_html, clauses_of, now
from folkmoot.texts.clause import Revision
from folkmoot.texts.labels import citations

MOST = 15
"""Amendments on the page of a clause; all of them are one link away."""


@require_safe
def clause(request: HttpRequest, number: int, clause: str) -> HttpResponse:
    """A clause for everybody, under an address that stays when its number does not."""
    here = cast(Request, request)
    row, case = reading.found(number)
    over = overview(case, here.at)
    revision = now(over) if clause in now(over).by_id else over.base
    if clause not in revision.by_id:
        raise Http404
    touched = over.touched.get(clause, ())
    state = standing(case, here.at).state
    asker, page_ = asker_of(request), f"{row.url}clauses/{clause}/"
    speak = ask(asker, case, "debate.speak", here.at, {"clause": clause}) if asker.hand else None
    amend = button(_("Amend this clause"), f"{row.url}amend/mine/clauses/{clause}/")
    after = button(_("Add a clause after it"), f"{row.url}amend/mine/clauses/{clause}/?what=add", "plain")
    asked: list[Asked] = [(str(each["label"]), each, None) for each in (amend, after)]
    spoken = bool(asker.hand) and state in ("open", "closed to amendments", "deciding")
    may = sorted_out(
        asked if state == "open" else [], speak=speak, spoken=spoken and clause in over.base.by_id
    )
    cited = over.citations if revision is over.base else over.once("cited", lambda: citations(revision))
    context: dict[str, Any] = {
        "plan": row,
        "places": reading.places(row, case, here.at, "text"),
        "page_heading": heading(revision, clause, cited[clause]),
        "above": [
            (f"{row.url}clauses/{id_}/", cited[id_] or revision.by_id[id_].heading or "…")
            for id_ in reversed(list(revision.above(clause)))
        ],
        "said": reading.published_words(case, here.at),
        "actions": may.actions,
        "whynots": may.whynots,
        "words_heading": _("As it was adopted") if case.adopted else _("As it was published"),
        "text": _alone(over, revision, clause),
        "marked": _marked(over, clause, touched) if touched and not case.adopted else "",
        "found_words": ngettext("{n} amendment", "{n} amendments", len(touched)).format(n=len(touched)),
        "cards": cards(over, touched[:MOST]),
        "viewer": here.person,
        "may_speak": may.may_speak,
        "history": came_from(over, clause) if case.adopted else [],
        "address": f"{request.scheme}://{request.get_host()}{page_}",
    }
    if len(touched) > MOST:
        context["all_url"] = f"{row.url}amendments/?clause={clause}"
        context["all_words"] = ngettext("All {n} amendments", "All {n} amendments", len(touched)).format(
            n=len(touched)
        )
    context |= _neighbours(row, revision, clause, cited)
    context |= debate_on(request, case, may_speak=may.may_speak, clause=clause)
    return render(request, "plan/clause.html", context)


def heading(revision: Revision, id_: str, cited: str) -> str:
    """What a clause is called as the heading of its page."""
    found = revision.by_id[id_]
    if found.kind == "section":
        return _("Section {number}: {heading}").format(number=cited, heading=found.heading)
    if found.heading:
        return _("Clause {number}: {heading}").format(number=cited, heading=found.heading)
    return _("Clause {number}").format(number=cited) if cited else _("A clause without a number")


def _alone(over: Overview, revision: Revision, id_: str) -> SafeString:
    found: SafeString = over.once(
        ("clause", id_, get_language()),
        lambda: as_html(clauses_of(over, revision, [revision.by_id[id_]])),
    )
    return found


def _marked(over: Overview, id_: str, numbers: tuple[int, ...]) -> SafeString:
    found: SafeString = over.once(
        ("marked clause", id_, get_language()), lambda: InPlace(over, _anchored(over, numbers)).under(id_)
    )
    return found


def _anchored(over: Overview, numbers: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(number for number in numbers if number in over.gathered.wordings)


def _neighbours(row: PlanRow, revision: Revision, id_: str, cited: Any) -> dict[str, Any]:
    """The clauses before and after this one in the order of the text."""
    order = list(revision.by_id)
    place = order.index(id_)

    def link(at: int) -> dict[str, str] | None:
        if not 0 <= at < len(order):
            return None
        other = order[at]
        return {"url": f"{row.url}clauses/{other}/", "label": heading(revision, other, cited[other])[:60]}

    return {"before": link(place - 1), "after": link(place + 1)}
