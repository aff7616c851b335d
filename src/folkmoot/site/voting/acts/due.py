"""What the rules make due, whoever does it: rolls brought up to date, ballots opened, results declared, decisions done.

The scheduler of the server calls it, and so does anybody who presses "do it now". It does nothing that the
rulebook does not leave to the site; what the rules refuse stays undone, and is tried again next time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from folkmoot.procedure.act import THE_SITE, Act, OutOfOrder
from folkmoot.procedure.case import Case, standing
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.roll import make_roll
from folkmoot.procedure.ruling import rule_on
from folkmoot.site.debate.acts import forget_the_erased, note
from folkmoot.site.members.acts import roll_for
from folkmoot.site.record import reading
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.models import Entry
from folkmoot.site.voting.acts.declaring import declare
from folkmoot.site.voting.acts.effects import act_of, carry_out
from folkmoot.site.voting.acts.putting import put
from folkmoot.site.voting.possible import why_not_put

VERBS_OF_ROLLS = ("motion.table", "change.propose", "roll.amend")
VERBS_OF_MEMBERS = ("assembly.found", "member.join", "member.move", "member.leave")


@dataclass(frozen=True)
class Done:
    """One thing that was due and has been done: on what, and which act."""

    on: str
    act: str


def do_what_is_due(at: int, *, only: str = "") -> list[Done]:
    """Do all that is due at second `at` (on one proceeding, where `only` names it); say what was done."""
    if not only:
        forget_the_erased()
    assembly = reading.assembly()
    done = [each for on in _live(assembly, at, only) for each in _on(on, at)]
    for index, decision in sorted(assembly.decisions.items()):
        if not decision.used and decision.effect and only in ("", decision.on):
            done += _try(decision.on, str(decision.effect.get("act")), lambda i=index: _carry(i, at))
    return done + (_effects_of_new(assembly.size, at, only) if done else [])


def is_due(on: str, at: int) -> bool:
    """Whether the site may do something on this proceeding now that moves it on. Reads memory only."""
    assembly = reading.assembly()
    case = assembly.cases.get(on)
    if case is None:
        return False
    state = standing(case, at).state
    if state == "closed":
        return any(
            "the site" in power.who for power in case.book.powers.get(f"{case.machine.name}.declare", ())
        )
    if state in ("debate", "notice"):
        return why_not_put(case, THE_SITE, at) is None
    return any(
        decision.on == on and not decision.used and _may_carry(assembly, index, at)
        for index, decision in assembly.decisions.items()
    )


def _live(assembly: Assembly, at: int, only: str) -> list[str]:
    cases = (
        [assembly.cases[only]] if only in assembly.cases else [] if only else list(assembly.cases.values())
    )
    return [case.on for case in cases if case.machine.name in ("motion", "change") and not _over(case, at)]


def _over(case: Case, at: int) -> bool:
    state = standing(case, at).state
    return any(each.final for each in case.machine.states if each.name == state)


def _on(on: str, at: int) -> Iterator[Done]:
    case = reading.assembly().cases[on]
    kind, state = case.machine.name, standing(case, at).state
    if state == "closed":
        yield from _try(on, f"{kind}.declare", lambda: declare(on=on, by=None, at=at))
        return
    yield from _try(on, "roll.amend", lambda: _amend_roll(on, at))
    if state in ("debate", "notice") and why_not_put(case, THE_SITE, at) is None:
        yield from _try(on, f"{kind}.put", lambda: put(on=on, by=None, at=at))


def _try(on: str, act: str, do: Callable[[], object]) -> list[Done]:
    try:
        made = do()
    except OutOfOrder:
        return []  # not due after all: somebody was quicker, or the rules leave it to others
    return [Done(on, act)] if made is not None else []


def _effects_of_new(size: int, at: int, only: str) -> list[Done]:
    """What follows at once from results that were declared just now."""
    done: list[Done] = []
    for index, decision in sorted(reading.assembly().decisions.items()):
        if index >= size and decision.effect and only in ("", decision.on):
            done += _try(decision.on, str(decision.effect.get("act")), lambda i=index: _carry(i, at))
    return done


def _carry(index: int, at: int) -> int | None:
    if not _may_carry(reading.assembly(), index, at):
        return None
    return carry_out(decision=index, by=None, at=at)


def _may_carry(assembly: Assembly, index: int, at: int) -> bool:
    try:
        rule_on(assembly, act_of(assembly, index, None, False), at)
    except OutOfOrder:
        return False
    return True


def _amend_roll(on: str, at: int) -> Entry | None:
    """Bring a roll up to date with who has joined and left since; None where there is nothing to do, or too few."""
    if not _members_changed_since(on):
        return None
    with pen() as assembly:
        case = assembly.cases[on]
        now = roll_for(case.branch, on)
        added, struck = sorted(now.keys() - case.roll.names), sorted(case.roll.names - now.keys())
        if not added and not struck:
            return None
        roll, papers = make_roll(now)
        facts = {"added": added, "struck": struck, "roll": roll.as_facts()}
        rule_on(assembly, Act("roll.amend", on, THE_SITE, facts, papers=papers), at)
        entry = enter("roll.amend", on=on, by=THE_SITE, at=at, facts=facts, papers=papers)
        note(entry, None)
    return entry


def _members_changed_since(on: str) -> bool:
    made = (
        Entry.objects.filter(on=on, act__in=VERBS_OF_ROLLS)
        .order_by("-index")
        .values_list("index", flat=True)
        .first()
    )
    newest = (
        Entry.objects.filter(act__in=VERBS_OF_MEMBERS)
        .order_by("-index")
        .values_list("index", flat=True)
        .first()
    )
    return made is None or newest is None or newest > made
