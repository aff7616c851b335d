"""The list of all texts: those that are being written, those that were adopted."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.site.members.presence import Request
from folkmoot.site.plan import course, drafts, reading
from folkmoot.site.plan.models import Draft
from folkmoot.site.record import reading as record


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All texts, the newest first."""
    here = cast(Request, request)
    cards = reading.text_cards(here.at)
    wanted = {each.url: each.said for each in reading.for_home(here.person, here.at)} if here.person else {}
    open_now = [each for each in cards if each.state in course.LIVE]
    begins = _("No text is being written now. A drafting group begins one by publishing it.")
    return render(
        request,
        "plan/index.html",
        {
            "open_texts": open_now,
            "adopted": [each for each in cards if each.state == "adopted"],
            "ended": [each for each in cards if each.state in course.ENDED],
            "nothing_open": begins,
            "may_begin": _may_begin(here),
            "wanted": wanted,
            "drafts": _drafts(here),
        },
    )


def _may_begin(here: Request) -> bool:
    """Whether the rules let this person publish a text: as a member, or in an office."""
    if here.person is None:
        return False
    powers = record.assembly().book_at(here.at).powers.get("plan.publish", ())
    named = {role for power in powers for role in power.who}
    return bool(named & {"member", "member of the branch"}) or any(o.office in named for o in here.offices)


def _drafts(here: Request) -> list[tuple[str, str]]:
    if here.person is None:
        return []
    found = drafts.of(here.person, kind=Draft.Kind.TEXT)
    return [
        (f"/plans/drafts/{each.pk}/", each.plan.title if each.plan else _("A new text")) for each in found
    ]
