"""The order of taking: the marshalled list for screen and print, and the form of those who arrange it."""

from dataclasses import dataclass, field
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.case import standing
from folkmoot.procedure.marshalling import order_of_taking
from folkmoot.procedure.shared_text import Plan
from folkmoot.site.debate.saying import done, refused, sign_in_first
from folkmoot.site.members.presence import Request, hand
from folkmoot.site.plan import acts, course, filters, reading
from folkmoot.site.plan.advising import all_advice
from folkmoot.site.plan.arranging import arrangement, office_for, page
from folkmoot.site.plan.cards import movers_of, rows_of
from folkmoot.site.plan.overview import Overview, overview
from folkmoot.site.plan.possible import asker_of, of_plan
from folkmoot.site.plan.taking import Item, entry_of, item_note, order_words
from folkmoot.site.voting.course import day


@dataclass
class Division:
    """Items to one section of the text, which follow one another."""

    id: str
    title: str
    items: list[Item] = field(default_factory=list)


@require_safe
def listing(request: HttpRequest, number: int) -> HttpResponse:
    """The list as it was published, or until then as the rules would have it."""
    here = cast(Request, request)
    row, case = reading.found(number)
    over = overview(case, here.at)
    order = order_for(over, here.at)
    marshalled = "marshalling" in case.events
    words, rule = order_words(case)
    context = reading.state_of(case, here.at) | {
        "plan": row,
        "places": reading.places(row, case, here.at, "list"),
        "said": _said(case, order),
        "next_words": course.next_words(case, here.at),
        "may": of_plan(case, asker_of(request), here.at),
        "viewer": here.person,
        "join_words": _("to write, second and vote; members also see who moved what."),
        "order_words": words,
        "order_rule": rule,
        "divisions": divisions(here, over, order),
        "debates": debates(over),
        "empty_words": _("No amendment is before the meeting."),
        "print_words": _("as published on {day}").format(day=day(case.book, case.events["marshalling"]))
        if marshalled
        else _("as it would be on {day}").format(day=day(case.book, here.at)),
    }
    return render(request, "plan/listing.html", context)


def order_for(over: Overview, at: int) -> tuple[tuple[int, ...], ...]:
    """The order that was published, or what the rules would make of what is before the meeting now."""
    if "marshalling" in over.plan.events:
        return over.plan.agenda.order
    if standing(over.plan, at).state not in course.LIVE:
        return ()
    found: tuple[tuple[int, ...], ...] = over.once("order", lambda: order_of_taking(over.plan, at))
    return found


def _said(case: Plan, order: tuple[tuple[int, ...], ...]) -> str:
    many = sum(len(item) for item in order)
    amendments = ngettext("{n} amendment", "{n} amendments", many).format(n=many)
    if "marshalling" in case.events:
        return _("Published on {day}. {amendments}.").format(
            day=day(case.book, case.events["marshalling"]), amendments=amendments
        )
    return _("Not published yet: this is how it would be today. {amendments}.").format(amendments=amendments)


def divisions(here: Request, over: Overview, order: tuple[tuple[int, ...], ...]) -> list[Division]:
    """The items in their order, a heading wherever the section of the text changes. Three queries."""
    numbers = [number for item in order for number in item]
    if not numbers:
        return []
    rows, movers = rows_of(over, numbers), movers_of(over, numbers, here.person)
    advice, sections = all_advice(over.plan), dict(filters.sections(over))
    titles = {n: group.title for group in over.plan.agenda.groups for n in group.amendments}
    found: list[Division] = []
    for item in order:
        first = next(iter(over.about[item[0]]), "")
        title = sections.get(over.sections.get(first, ""), _("The text as a whole"))
        if not found or found[-1].title != title:
            found.append(Division(f"division-{len(found) + 1}", title))
        entries = [
            entry_of(over, rows[n], movers.get(n, ""), advice.get(n), titles.get(n, ""))
            for n in item
            if n in rows
        ]
        found[-1].items.append(Item(len(item) > 1, entries, item_note(over, item)))
    return found


def debates(over: Overview) -> list[tuple[str, list[tuple[int, str]]]]:
    """What is debated together: each heading, with the amendments under it."""
    return [
        (group.title, [(n, f"{over.page}amendments/{n}/") for n in group.amendments])
        for group in over.plan.agenda.groups
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request: HttpRequest, number: int) -> HttpResponse:
    """The form of those who arrange the amendments: headings for the debate, and what is recommended."""
    here = cast(Request, request)
    row, case = reading.found(number)
    if here.person is None:
        return sign_in_first(request)
    office = office_for(here, case)
    over = overview(case, here.at)
    typed = arrangement(request, over, order_for(over, here.at))
    if request.method != "POST" or typed.errors or office is None:
        return page(request, row, over, typed, office)
    if "keep" in request.POST:
        typed.keep(here, row)
        return done(request, _("Kept. Only you can read it."), request.path)
    try:
        acts.marshal(
            plan=number,
            by=office,
            at=here.at,
            groups=typed.groups,
            advice=typed.advice,
            by_passkey=here.by_passkey,
        )
    except OutOfOrder as refusal:
        return page(request, row, over, typed, office, refusal)
    typed.drop(here, row)
    return done(request, _("The order of taking is published."), f"{row.url}list/")


@require_POST
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Publish the order that the rules give: by a member, once the rules let them."""
    here, acting = cast(Request, request), hand(request)
    row, _case = reading.found(number)
    if acting is None:
        return sign_in_first(request)
    try:
        acts.marshal(plan=number, by=acting.person, at=here.at, clerk=acting.clerk)
    except OutOfOrder as refusal:
        return refused(request, refusal, f"{row.url}list/")
    return done(request, _("The order of taking is published."), f"{row.url}list/")
