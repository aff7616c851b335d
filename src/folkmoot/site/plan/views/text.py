"""The text: set like a book, each clause with its address and what stands beside it."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.procedure.case import standing
from folkmoot.procedure.shared_text import Plan
from folkmoot.site.members.presence import Request
from folkmoot.site.plan import course, reading
from folkmoot.site.plan.debating import debate_on
from folkmoot.site.plan.models import Plan as PlanRow
from folkmoot.site.plan.overview import Overview, overview
from folkmoot.site.plan.possible import asker_of, of_plan
from folkmoot.site.plan.setting import leaves, whole
from folkmoot.site.rules.from_plan import why_not_from
from folkmoot.site.voting import checking


@require_safe
def text(request: HttpRequest, number: int) -> HttpResponse:
    """A plan, for everybody to read: as it was published last, or once it is adopted, as it was adopted."""
    here = cast(Request, request)
    row, case = reading.found(number)
    over = overview(case, here.at)
    may = of_plan(case, asker_of(request), here.at)
    context = reading.state_of(case, here.at) | {
        "plan": row,
        "places": reading.places(row, case, here.at, "text"),
        "said": reading.published_words(case, here.at),
        "stages": course.stages(case, here.at),
        "clocks": course.clocks(case, here.at),
        "next_words": course.next_words(case, here.at),
        "may": may,
        "viewer": here.person,
        "join_words": _("to write, second and vote; members also see who moved what."),
        "leaves": leaves(over),
        "text": whole(over),
        "notes": [*_notes(case, over, here.at), *_as_rules(row, case, here.at)],
        "checkit": checking.check_it(row.entry, row.on, f"{request.scheme}://{request.get_host()}"),
    }
    context |= debate_on(request, case, may_speak=may.may_speak)
    return render(request, "plan/text.html", context)


def _as_rules(row: PlanRow, case: Plan, at: int) -> list[dict[str, Any]]:
    """Where rules that were amended clause by clause are proposed as a change, once they are adopted."""
    if row.kind != PlanRow.Kind.RULEBOOK:
        return []
    found = {
        "words": _(
            "These are the rules, open for amendment. What is adopted is then proposed as a change of the"
            " rules, and needs the majority of one."
        ),
        "url": "/rulebook/",
        "label": _("The rules in force"),
    }
    if standing(case, at).state == "adopted":
        found["words"] = why_not_from(str(row.number)) or _("It is not in force yet.")
        if not why_not_from(str(row.number)):
            found["url"] = f"/rulebook/propose/?plan={row.number}"
            found["label"] = _("Propose it as a change of the rules")
    return [found]


def _notes(case: Plan, over: Overview, at: int) -> list[dict[str, Any]]:
    """What a reader should know of the words below, each with where to read on."""
    found = []
    if standing(case, at).state == "adopted":
        found.append(
            {
                "words": _("This is the text as it was adopted."),
                "url": f"{over.page}history/",
                "label": _("Where each sentence comes from"),
            }
        )
    elif over.standing:
        found.append(
            {
                "words": _("This is the text as it was published for amendment."),
                "url": f"{over.page}history/",
                "label": _("The text as it now stands, with what has been carried"),
            }
        )
    if case.follows:
        found.append(
            {
                "words": _("It follows an earlier text, which was adopted."),
                "url": f"/plans/{case.follows.partition('/')[2]}/",
                "label": _("The earlier text"),
            }
        )
    return found
