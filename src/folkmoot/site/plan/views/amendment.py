"""The page of one amendment: what it does, in words and in its place; what hangs on it; what one may do."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from folkmoot.procedure.shared_text import Amendment as AmendmentCase
from folkmoot.site.debate.models import Deed
from folkmoot.site.debate.reading import deeds_on, name_for
from folkmoot.site.members.models import Person
from folkmoot.site.members.presence import Request
from folkmoot.site.plan import amendment_course as course
from folkmoot.site.plan import reading
from folkmoot.site.plan.advising import advice_on
from folkmoot.site.plan.as_amended import said_as_amended
from folkmoot.site.plan.cards import cards, short_of
from folkmoot.site.plan.debating import debate_on
from folkmoot.site.plan.in_place import InPlace
from folkmoot.site.plan.instructions import sentences
from folkmoot.site.plan.marking import Marking
from folkmoot.site.plan.models import Amendment
from folkmoot.site.plan.overview import Overview, overview
from folkmoot.site.plan.possible import asker_of, of_amendment, question_on
from folkmoot.site.plan.sheet import called
from folkmoot.site.plan.similar import similar_to
from folkmoot.site.plan.sources import shown_composite
from folkmoot.site.plan.weighing import in_full, weigh
from folkmoot.site.voting import checking
from folkmoot.site.voting import reading as voting
from folkmoot.texts.content import content_of
from folkmoot.texts.marked import marked

NAMED = 3
"""Seconders that are named; further ones are counted."""
ROWS = 40
"""Clauses shown in place; a sweep through a large text has more."""
LISTED = 8
"""Amendments named in one sentence about what hangs on this one."""


@require_safe
def amendment(request: HttpRequest, number: int, amendment: int) -> HttpResponse:
    """An amendment for everybody; names and the debate for members."""
    here = cast(Request, request)
    row, case = reading.amendment_found(number, amendment)
    over = overview(case.plan, here.at)
    may = of_amendment(case, asker_of(request), here.at)
    deeds, entries = deeds_on(row.on), checking.chief_entries(row.on)
    context = reading.state_of(case, here.at) | {
        "plan": row.plan,
        "amendment": row,
        "places": reading.places(row.plan, case.plan, here.at, "amendments"),
        "page_heading": _heading(over, case),
        "said": said(case, deeds, here.person),
        "stages": course.stages(case, here.at),
        "clocks": course.clocks(case, here.at),
        "next_words": course.next_words(case, here.at),
        "may": may,
        "viewer": here.person,
        "join_words": _("to second it, to speak or to vote; members also see who moved it."),
        "instructions": sentences(row.summary),
        "amended": said_as_amended(case.plan, row.number, here.at),
        "amends": _amends(row),
        "composite": shown_composite(over, case),
        "advice": advice_on(case.plan, row.number),
        "hangs": _hangs(over, case.number),
        "amended_by": cards(over, case.secondaries),
        "similar": similar_to(over, case),
        "acts": checking.acts_on(case, entries, deeds, here.person),
        "checkit": checking.check_it(row.entry, row.on, f"{request.scheme}://{request.get_host()}"),
    }
    context["places_in_text"], context["more_places"] = places_in_text(over, case)
    context |= _result(case) | debate_on(request, case, may_speak=may.may_speak)
    return render(request, "plan/amendment.html", context)


def _heading(over: Overview, case: AmendmentCase) -> str:
    """“Amendment 7 to clause 3.2”, where it is about one clause."""
    clauses = over.about[case.number]
    cited = over.citations.get(clauses[0], "") if len(clauses) == 1 else ""
    if case.amends:
        return _("Amendment {number} to amendment {other}").format(number=case.number, other=case.amends)
    if not cited and case.composite_of:
        return _("Composite {number}").format(number=case.number)
    if not cited:
        return _("Amendment {number}").format(number=case.number)
    kind = over.base.by_id[clauses[0]].kind
    if case.composite_of:
        return _("Composite {number} to {clause}").format(
            number=case.number, clause=called(over.base, clauses[0])
        )
    if kind == "section":
        return _("Amendment {number} to section {cited}").format(number=case.number, cited=cited)
    return _("Amendment {number} to clause {cited}").format(number=case.number, cited=cited)


def said(case: AmendmentCase, deeds: list[Deed], viewer: Person | None) -> str:
    """Who moved and seconded it: names for members, numbers for everybody else."""
    have = len(case.supporters_of({}))
    if viewer is None:
        return _("{have} of {wanted} seconders").format(have=have, wanted=case.wanted)
    mover = next((name_for(deed.person, viewer) for deed in deeds if deed.act == "amendment.table"), "")
    names = [name_for(deed.person, viewer) for deed in deeds if deed.act == "amendment.second"]
    moved = _("Moved by {mover}").format(mover=mover)
    if not names:
        return moved
    more = len(names) - NAMED
    seconders = ", ".join(names[:NAMED])
    if more > 0:
        seconders = ngettext("{names} and {n} other", "{names} and {n} others", more).format(
            names=seconders, n=more
        )
    return _("{moved}, seconded by {names}").format(moved=moved, names=seconders)


def _amends(row: Amendment) -> dict[str, Any] | None:
    if not row.amends:
        return None
    return {
        "words": _("It amends the words of another:"),
        "url": f"{row.plan.url}amendments/{row.amends}/",
        "label": _("Amendment {number}").format(number=row.amends),
    }


def places_in_text(over: Overview, case: AmendmentCase) -> tuple[list[SafeString], dict[str, str] | None]:
    """The clauses that it changes, with its marks in them; and where the rest is read, if there is more."""
    if case.amends:
        return _in_the_amendment(over, case), None
    found, more = InPlace(over, (case.number,)).alone(ROWS)
    if not more:
        return found, None
    words = ngettext("and {n} clause more", "and {n} clauses more", more).format(n=more)
    return found, {"url": f"{over.page}compare/?a={case.number}", "words": words}


def _in_the_amendment(over: Overview, case: AmendmentCase) -> list[SafeString]:
    """The words of the amendment that it amends, with its marks in them."""
    content = content_of(case.plan.amendments[case.amends].wording)
    if case.wording.base != content.digest:
        return []
    pieces = Marking(over, content).pieces(
        [each for each in marked(content, [case.wording]).clauses if each.marks or each.fields]
    )
    return [mark_safe("".join(pieces))]


def _hangs(over: Overview, number: int) -> list[dict[str, Any]]:
    """What collides with it, what falls with it, what touches it; one query."""
    told = in_full(weigh(over, number))
    short = short_of(over, {each for _words, numbers in told for each in numbers[:LISTED]}) if told else {}
    return [
        {
            "words": words,
            "cards": [
                {
                    "url": f"{over.page}amendments/{each}/",
                    "label": _("Amendment {number}").format(number=each),
                    "does": short.get(each, ""),
                }
                for each in numbers[:LISTED]
            ],
            "more": ngettext("and {n} more", "and {n} more", len(numbers) - LISTED).format(
                n=len(numbers) - LISTED
            )
            if len(numbers) > LISTED
            else "",
        }
        for words, numbers in told
    ]


def _result(case: AmendmentCase) -> dict[str, Any]:
    """How the meeting voted on it, once that is declared; three queries at most."""
    question = question_on(case)
    ballot = voting.latest(question.on) if question is not None else None
    result = voting.declared_on(ballot) if ballot is not None else None
    if ballot is None or result is None:
        return {"result": None, "bars": None}
    return {
        "result": {"url": f"/ballots/{ballot.number}/result/", "sums": voting.arithmetic(result)},
        "bars": voting.bars(result) if result.majority else None,
    }
