"""The page of an election: what it is, where it stands, what can be done, who stands, and the result."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.procedure.case import standing
from folkmoot.procedure.electing import PRIORITY, Election
from folkmoot.procedure.electing_ballot import may_change
from folkmoot.site.elections import course, dates, naming, possible, reading
from folkmoot.site.elections.given import reasons_given
from folkmoot.site.members.presence import Request, hand
from folkmoot.site.voting import checking
from folkmoot.site.voting.reading import has_voted


def asker_of(request: HttpRequest) -> possible.Asker:
    """In whose name whoever looks may do something."""
    here = cast(Request, request)
    offices = () if here.acting_for is not None else here.offices
    return possible.Asker(hand(request), offices, here.by_passkey)


@require_safe
def page(request: HttpRequest, number: int) -> HttpResponse:
    """An election, for everybody."""
    here, acting = cast(Request, request), hand(request)
    row, case = reading.found(number)
    state, asker = standing(case, here.at).state, asker_of(request)
    may = possible.possible(row, case, asker, here.at)
    voted = bool(
        acting and row.ballot and row.ballot.declared is None and has_voted(row.ballot, acting.person)
    )
    if voted:
        _after_voting(may, case)
    shown, entries = reading.candidates(row, case, here.person, here.at), checking.chief_entries(row.on)
    context: dict[str, Any] = {
        "election": row,
        "title": naming.title_of(row),
        "state": state,
        "status": course.PILLS[state],
        "pill": course.state_words(state, case.kind),
        "stages": course.stages(case, here.at),
        "clocks": course.clocks(case, here.at),
        "in_calendar": bool(dates.days_of(case, here.at)),
        "next_heading": course.next_heading(state),
        "next_words": course.next_words(case, here.at),
        "may": may,
        "voted": voted,
        "may_change": may_change(case),
        "officer": officer_links(row, case, asker, state, shown),
        "candidates": [each for each in shown if each.stands or case.kind == PRIORITY],
        "others": [each for each in shown if not each.stands],
        "is_priority": case.kind == PRIORITY,
        "elected": reading.elected(row, case, here.person, here.at),
        "result": case.result,
        "rule": case.called_under.paragraph,
        "facts": reading.rule_facts(case),
        "viewer": here.person,
        "roll_size": len(case.ballot.roll.names) if case.ballot else len(case.roll.names),
        "given": reasons_given(row, case, entries, here.person),
        "acts": checking.acts_on(case, entries, [], None),
        "checkit": checking.check_it(
            case.result.index if case.result else row.entry,
            row.on,
            f"{request.scheme}://{request.get_host()}",
        ),
    }
    return render(request, "elections/election.html", context)


def _after_voting(may: possible.Possible, case: Election) -> None:
    """Whoever has voted is offered to exchange the paper, where the rules let them."""
    for action in [each for each in may.actions if each["url"].endswith("/vote/")]:
        if may_change(case):
            action |= {"kind": "plain", "label": _("Exchange your paper")}
        else:
            may.actions.remove(action)


def officer_links(
    row: Any, case: Any, asker: possible.Asker, state: str, shown: list[reading.Shown]
) -> list[tuple[str, str]]:
    """What the returning officer and clerks see to: (label, address)."""
    found = []
    people = case.kind != PRIORITY and state in ("nominations", "nominated", "at the vote")
    if people and possible.officer(asker, case, "election.strike"):
        words = _("{name} is no longer on the roll: strike them")
        found += [(words.format(name=c.name), f"{row.url}strike/?name={c.code}") for c in shown if c.left]
        found.append((_("Strike a candidate"), f"{row.url}strike/"))
    if state == "at the vote" and possible.officer(asker, case, "election.roll"):
        found.append((_("Correct the roll"), f"{row.url}roll/"))
    if state == "closed" and (
        possible.officer(asker, case, "election.batch") or possible.officer(asker, case, "clerk.enter")
    ):
        found.append((_("Enter paper ballots"), f"{row.url}batches/"))
    return found
