"""What the rules make due in elections: ballots opened, results declared, those elected in office, recalls.

Nothing is done here that the rulebook does not leave to the site; what the rules refuse stays undone, and is
tried again next time.
"""

from collections.abc import Callable, Iterator
from functools import partial

from folkmoot.procedure.act import OutOfOrder
from folkmoot.procedure.case import standing
from folkmoot.procedure.electing import Election as ElectionCase
from folkmoot.procedure.electing_motions import paper_of
from folkmoot.site.elections.acts.appointing import appoint_elected, may_appoint, to_appoint
from folkmoot.site.elections.acts.declaring import declare, recount
from folkmoot.site.elections.acts.opening import open_ballot
from folkmoot.site.elections.acts.vacancy import fill_vacancy
from folkmoot.site.elections.course import last_day_of_nominations
from folkmoot.site.elections.models import Box, Candidacy, Election
from folkmoot.site.elections.naming import title_of
from folkmoot.site.members.acts import roll_for
from folkmoot.site.members.models import Person
from folkmoot.site.notices.acts import send_to_all
from folkmoot.site.record import reading
from folkmoot.site.voting.acts import Done

SOON = 3 * 86_400
"""Seconds before nominations close within which members are told so."""


def do_what_is_due_in_elections(at: int, *, only: str = "") -> list[Done]:
    """Do all that is due at second `at` (in one election, where `only` names it); say what was done."""
    if not only:
        gone = Person.objects.filter(erased_at__isnull=False)
        Candidacy.objects.filter(person__in=gone).update(person=None)
    rows = {row.on: row for row in Election.objects.select_related("ballot")}
    done: list[Done] = []
    for on, case in list(reading.assembly().cases.items()):
        if isinstance(case, ElectionCase) and on in rows and only in ("", on):
            done += _on(rows[on], case, at)
    return done


def _on(row: Election, case: ElectionCase, at: int) -> Iterator[Done]:
    state = standing(case, at).state
    if state == "nominations":
        _tell_soon(row, case, at)
    elif state == "nominated" and case.kind == Election.Kind.COUNTBACK:
        yield from _try(row.on, "election.countback", lambda: fill_vacancy(number=row.number, by=None, at=at))
    elif state == "nominated" and len(paper_of(reading.assembly(), case, at)) > case.seats:
        if _site_may(case, "election.open"):
            yield from _try(row.on, "election.open", lambda: open_ballot(number=row.number, by=None, at=at))
    elif state in ("nominated", "closed") and _site_may(case, "election.declare"):
        yield from _try(row.on, "election.declare", lambda: declare(number=row.number, by=None, at=at))
    elif state == "disputed" and _site_may(case, "election.recount"):
        yield from _try(row.on, "election.recount", lambda: recount(number=row.number, by=None, at=at))
    if state == "settled":
        Box.objects.filter(election=row).delete()
        yield from _appoint(row, case, at)


def _appoint(row: Election, case: ElectionCase, at: int) -> Iterator[Done]:
    for name in to_appoint(case):
        if may_appoint(reading.assembly(), row, name, at):
            yield from _try(
                row.on, "office.appoint", partial(appoint_elected, row=row, name=name, by=None, at=at)
            )


def _site_may(case: ElectionCase, verb: str) -> bool:
    return any("the site" in power.who or "anyone" in power.who for power in case.book.powers.get(verb, ()))


def _try(on: str, act: str, do: Callable[[], object]) -> Iterator[Done]:
    try:
        made = do()
    except OutOfOrder:
        return  # not due after all: somebody was quicker, or the rules leave it to others
    if made is not None:
        yield Done(on, act)


def _tell_soon(row: Election, case: ElectionCase, at: int) -> None:
    """Tell members once that nominations close soon."""
    end = last_day_of_nominations(case)
    if end is None or end - at > SOON or case.kind != Election.Kind.OFFICE:
        return
    people = roll_for(case.branch, row.on, "vote", at)
    context = {"election": row, "title": title_of(row), "closes": case.book.calendar.local(end)}
    send_to_all(people.values(), "nominations-close", context, at, entry=row.entry, once=f"{row.on}/soon")
