"""What the rules make due on texts: the order of taking, the next question; and letters about the rest.

Results are declared with all others (`voting.acts.do_what_is_due`). Nothing is done here that the rulebook
does not leave to the site; what the rules refuse stays undone, and is tried again next time.
"""

from collections.abc import Iterator

from folkmoot.procedure.act import THE_SITE, OutOfOrder
from folkmoot.procedure.case import standing
from folkmoot.procedure.shared_text import Plan as PlanCase
from folkmoot.site.plan.acts.asking import put_question
from folkmoot.site.plan.acts.marshalling import marshal
from folkmoot.site.plan.acts.telling import tell_what_became
from folkmoot.site.plan.meeting import next_item
from folkmoot.site.plan.models import Plan
from folkmoot.site.plan.overview import overview
from folkmoot.site.plan.possible import why_not_ask, why_not_marshal
from folkmoot.site.record import reading
from folkmoot.site.voting.acts import Done

TOLD = 14 * 86_400
"""Seconds for which what became of an amendment is looked for, to be told: longer than any server is down."""


def do_what_is_due_in_plans(at: int, *, only: str = "") -> list[Done]:
    """Do all that is due at second `at` (on one text, where `only` names it); say what was done."""
    done = [each for case in _plans(only) for each in _on(case, at)]
    if not only:
        _tell(at)
    return done


def _plans(only: str) -> Iterator[PlanCase]:
    for on, case in list(reading.assembly().cases.items()):
        if isinstance(case, PlanCase) and only in ("", on):
            yield case


def _on(case: PlanCase, at: int) -> Iterator[Done]:
    number, state = int(case.on.partition("/")[2]), standing(case, at).state
    try:
        if state == "closed to amendments" and why_not_marshal(case, THE_SITE, at, {}) is None:
            entry = marshal(plan=number, by=None, at=at)
            yield Done(case.on, entry.act)
        elif state in ("deciding", "last question"):
            asked = next_item(overview(case, at), at) if state == "deciding" else ()
            if why_not_ask(case, asked, THE_SITE, at, {}) is None:
                ballot = put_question(plan=number, amendments=asked, by=None, at=at)
                yield Done(ballot.on, "question.put")
    except OutOfOrder:
        return


def _tell(at: int) -> None:
    """Tell movers what became of their amendments by time, or by a result that was declared elsewhere."""
    rows = Plan.objects.in_bulk()
    for case in _plans(""):
        row = rows.get(int(case.on.partition("/")[2]))
        if row is not None:
            tell_what_became(row, case, at, since=at - TOLD)
