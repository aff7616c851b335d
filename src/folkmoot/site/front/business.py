"""What is before the assembly, for the home page and the pages of branches."""

from dataclasses import replace
from typing import Any

from folkmoot.site.cases.reading import mine
from folkmoot.site.elections import reading as elections
from folkmoot.site.elections.vacant import open_places
from folkmoot.site.members.models import Person
from folkmoot.site.motions import reading
from folkmoot.site.plan import course as plan_course
from folkmoot.site.plan import reading as plans
from folkmoot.site.rules import reading as rules
from folkmoot.site.voting.course import Clock, clocks

MOST = 5
"""Of each kind on the home page; the rest is on the page of motions."""


def for_home(person: Person | None, at: int) -> dict[str, Any]:
    """What is open and was decided lately; for a member also what needs them, and its clocks."""
    open_now = reading.cards(at, states=reading.LIVE, most=MOST)
    shown: dict[str, Any] = {
        "decisions": reading.cards(at, states=("carried",), most=MOST),
        "open_motions": open_now,
        "changes": rules.cards(at, live=True)[:MOST],
        "texts": plans.text_cards(at, states=plan_course.LIVE, most=MOST),
        "elections": elections.under_way(at)[:MOST],
        "adopted_texts": plans.text_cards(at, states=("adopted",), most=1),
    }
    if person is None:
        return shown
    wanted = reading.for_home(person, at)
    here = {each.number for each in wanted}
    wants = elections.for_home(person, at)
    wanting = {each.url for each in wants}
    return shown | {
        "elections_to_vote": [each for each in wants if each.state == "at the vote"],
        "elections_want": [each for each in wants if each.state != "at the vote"],
        "elections": [each for each in shown["elections"] if each.url not in wanting],
        "your_cases": len(mine(person)),
        "to_vote": [each for each in wanted if each.state == "at the vote"],
        "to_second": [each for each in wanted if each.state == "tabled"],
        "to_see_to": [each for each in wanted if each.state not in ("at the vote", "tabled")],
        "open_motions": [each for each in open_now if each.number not in here],
        "changes": _said_first(shown["changes"], rules.for_home(person, at)),
        "plans_want": plans.for_home(person, at),
        "clocks": _nearest(wanted, at),
    }


def _said_first(changes: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The changes that want the member first, with what they want; then the others."""
    numbers = {each["number"] for each in wanted}
    return [*wanted, *(each for each in changes if each["number"] not in numbers)]


def of_branch(branch: str, at: int) -> dict[str, Any]:
    """What is before a branch, and what it has decided."""
    return {
        "open_motions": reading.of_branch(branch, at),
        "decisions": reading.decisions(branch, at),
        "texts": plans.text_cards(at, branch=branch),
        "elections": elections.under_way(at, branch=branch),
        "places": list(open_places(at, branch=branch)),
    }


def _nearest(wanted: list[reading.Card], at: int) -> list[Clock]:
    """The first clock of each motion that needs the member, nearest first."""
    found = []
    for each in wanted:
        case = reading.case_of(each.number)
        running = clocks(case, at) if case is not None else []
        if running:
            found.append(replace(running[0], label=f"{running[0].label}: {each.title}", url=each.url))
    return sorted(found, key=lambda clock: clock.days)[:MOST]
