"""The text as it was published beside what it would be if some amendments were carried."""

from dataclasses import replace
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from folkmoot.procedure.shared_text import STANDS, UNDER_WAY
from folkmoot.site.members.presence import Request
from folkmoot.site.plan import reading
from folkmoot.site.plan.cards import short_of
from folkmoot.site.plan.comparing import Clash, if_carried, pairs
from folkmoot.site.plan.filters import Choice, chosen, fields
from folkmoot.site.plan.overview import Overview, overview
from folkmoot.site.plan.sheet import called
from folkmoot.site.plan.weighing import listed

SHOWN = 60
"""Amendments to tick on one page; a section shows its own."""
MOST = 3000
"""Numbers in an address."""


@require_safe
def compare(request: HttpRequest, number: int) -> HttpResponse:
    """Base and "if carried" side by side; which, the address says: `?carried=3,8,11`, or `?a=3&a=8`."""
    here = cast(Request, request)
    row, case = reading.found(number)
    over = overview(case, here.at)
    numbers, unknown = _asked(request, over)
    choice = replace(chosen(request, over), state="open", sort="text", branch="", clause="")
    found = if_carried(over, numbers) if numbers else None
    context: dict[str, Any] = {
        "plan": row,
        "places": reading.places(row, case, here.at, "compare"),
        "said": _said(numbers),
        "chosen": numbers,
        "carried": ", ".join(map(str, numbers)),
        "section": next(each for each in fields(over, choice) if each["name"] == "section"),
        "choices": _choices(over, choice, numbers),
        "shortcuts": _shortcuts(over),
        "notices": [_("There is no amendment {n} here.").format(n=each) for each in unknown],
        "collision": _collision(over, found) if isinstance(found, Clash) else None,
        "rows": pairs(over, found) if found is not None and not isinstance(found, Clash) else [],
        "right_words": _("If {numbers} were carried").format(numbers=listed(numbers[:12])),
    }
    return render(request, "plan/compare.html", context, status=409 if context["collision"] else 200)


def _asked(request: HttpRequest, over: Overview) -> tuple[tuple[int, ...], list[str]]:
    """The amendments that the address names, and those of them that there are none of."""
    typed = [each for value in request.GET.getlist("carried") for each in value.replace(",", " ").split()]
    typed = [*typed, *request.GET.getlist("a")][:MOST]
    known = over.gathered.wordings
    found = {int(each) for each in typed if each.isdecimal() and len(each) < 7 and int(each) in known}
    unknown = [each for each in typed if not (each.isdecimal() and len(each) < 7 and int(each) in known)]
    amended = {over.plan.amendments[number].amends for number in found} - {0}
    return tuple(sorted(found | {number for number in amended if number in known})), unknown[:5]


def _said(numbers: tuple[int, ...]) -> str:
    if not numbers:
        return _("Choose amendments, and see the text as it would be with them.")
    return ngettext("{n} amendment chosen.", "{n} amendments chosen.", len(numbers)).format(n=len(numbers))


def _choices(over: Overview, choice: Choice, numbers: tuple[int, ...]) -> list[dict[str, Any]]:
    """Amendments to tick: those chosen, then open ones of the section; one query."""
    open_now = [n for n in choice.numbers(over) if over.states[n] in UNDER_WAY and n not in numbers]
    shown = [*numbers[:SHOWN], *(n for n in open_now if n in over.gathered.wordings)][:SHOWN]
    short = short_of(over, shown)
    return [{"number": n, "does": short.get(n, ""), "chosen": n in numbers} for n in shown]


def _shortcuts(over: Overview) -> list[tuple[str, str]]:
    standing = [n for n in over.in_states(STANDS) if not over.plan.amendments[n].composite]
    if not standing:
        return []
    carried = ",".join(map(str, standing))
    return [(f"{over.page}compare/?carried={carried}", _("All that has been carried so far"))]


def _collision(over: Overview, clash: Clash) -> dict[str, Any]:
    """A collision in words, with both amendments and what could be carried instead; one query."""
    short = short_of(over, (clash.a, clash.b))
    return {
        "words": _("Amendments {a} and {b} collide at {place}: of the two, only one can be carried.").format(
            a=clash.a, b=clash.b, place=called(over.base, clash.place)
        ),
        "both": [
            {
                "url": f"{over.page}amendments/{n}/",
                "label": _("Amendment {number}").format(number=n),
                "does": short.get(n, ""),
            }
            for n in (clash.a, clash.b)
        ],
        "cure": _("Leave one of them out.")
        if not clash.instead
        else _("Of those chosen, these could be carried together:"),
        "instead": [
            (f"{over.page}compare/?carried={','.join(map(str, each))}", listed(each))
            for each in clash.instead
        ],
    }
