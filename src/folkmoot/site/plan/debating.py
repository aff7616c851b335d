"""The debate on a plan, on one clause of it, or on an amendment, as its page shows it."""

from typing import Any, cast

from django.db.models import Count
from django.http import HttpRequest

from folkmoot.procedure.case import Case
from folkmoot.site.debate import drafts
from folkmoot.site.debate.acts import place_of
from folkmoot.site.debate.models import Speech
from folkmoot.site.debate.reading import debate
from folkmoot.site.members.presence import Request


def debate_on(request: HttpRequest, case: Case, *, may_speak: bool, clause: str = "") -> dict[str, Any]:
    """What `debate/debate.html` needs, for a member; for anybody else nothing. Three queries."""
    here = cast(Request, request)
    if here.person is None:
        return {}
    asked = request.GET.get("page", "1")
    wanted = int(asked) if asked.isdecimal() and len(asked) < 7 else 1
    place, calendar = place_of(case.on, None, clause), case.book.calendar
    draft = drafts.find(here.person, "speech", place=place) if may_speak else None
    return {
        "debate": debate(
            case.on, here.person, calendar, wanted, at=here.at, may_answer=may_speak, clause=clause
        ),
        "speak_url": f"{request.path}speak/",
        "draft": draft.fields.get("words", "") if draft else "",
        "kept_at": calendar.local(draft.kept_at) if draft else None,
        "acting_for": here.acting_for,
    }


def speeches(on: str) -> dict[str, int]:
    """How many speeches there are on each clause of a plan; one query."""
    said = Speech.objects.filter(on=on).exclude(clause="").order_by("clause")
    return dict(said.values_list("clause").annotate(n=Count("entry")))
