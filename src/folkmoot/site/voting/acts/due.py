"""What the rules make due: rolls brought up to date, ballots opened, results declared, decisions done.

The scheduler of the server calls it, and so does anybody who presses "do it now". It does nothing that the
rulebook does not leave to the site; what the rules refuse stays undone, and is tried again next time.
"""

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from functools import cache, partial

from folkmoot.procedure.act import THE_SITE, Act, OutOfOrder
from folkmoot.procedure.case import Case, standing
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.machines import MACHINES
from folkmoot.procedure.roll import make_roll
from folkmoot.procedure.ruling import rule_on
from folkmoot.site.debate.acts import forget_the_erased, note
from folkmoot.site.evidence.acts import forget_the_erased as forget_files_of_the_erased
from folkmoot.site.members.roll import codes, keys_of, roll_for
from folkmoot.site.record import reading
from folkmoot.site.record.acts import enter, pen
from folkmoot.site.record.models import Entry
from folkmoot.site.voting.acts.declaring import declare
from folkmoot.site.voting.acts.effects import act_of, carry_out
from folkmoot.site.voting.acts.putting import VOTED_ON, put
from folkmoot.site.voting.possible import why_not_put

FINAL = {
    machine.name: frozenset(state.name for state in machine.states if state.final) for machine in MACHINES
}
WITH_A_ROLL = (*VOTED_ON, "plan", "election")
"""Proceedings whose roll is brought up to date here; what else is due of a plan, its own room does."""
RIGHTS = {"election": "vote"}
"""The right that those on a roll have, where it is another than to speak."""
WAITING = ("debate", "notice", "triggered", "overdue")
"""States in which something waits to be put to the vote."""


@dataclass(frozen=True)
class Done:
    """One thing that was due and has been done: on what, and which act."""

    on: str
    act: str


def do_what_is_due(at: int, *, only: str = "") -> list[Done]:
    """Do all that is due at second `at` (on one proceeding, where `only` names it); say what was done."""
    if not only:
        forget_the_erased()
        forget_files_of_the_erased(at)
    assembly = reading.assembly()
    present = cache(
        lambda branch, right: keys_of(branch, right, at)
    )  # a branch is asked for once, however many proceedings it has
    done = [each for on in _live(assembly, at, only) for each in _on(on, at, present)]
    return done + _effects(at, only)


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
    if state in WAITING:
        return why_not_put(case, THE_SITE, at) is None
    return any(
        decision.on == on and not decision.used and _may_carry(assembly, index, at)
        for index, decision in assembly.decisions.items()
    )


def _live(assembly: Assembly, at: int, only: str) -> list[str]:
    cases = (
        [assembly.cases[only]] if only in assembly.cases else [] if only else list(assembly.cases.values())
    )
    return [case.on for case in cases if case.machine.name in WITH_A_ROLL and not _over(case, at)]


def _over(case: Case, at: int) -> bool:
    final = FINAL[case.machine.name]
    return case.phase in final or standing(case, at).state in final


def _on(on: str, at: int, present: Callable[[str, str], tuple[bytes, ...]]) -> Iterator[Done]:
    case = reading.assembly().cases[on]
    kind, state = case.machine.name, standing(case, at).state
    if state == "closed" and kind in VOTED_ON:
        yield from _try(on, f"{kind}.declare", lambda: declare(on=on, by=None, at=at))
        return
    amending = case.machine.row("roll.amend")
    if amending and state in amending.sources:
        yield from _try(on, "roll.amend", lambda: _amend_roll(on, at, present))
    if state in WAITING and why_not_put(case, THE_SITE, at) is None:
        yield from _try(on, f"{kind}.put", lambda: put(on=on, by=None, at=at))


def _try(on: str, act: str, do: Callable[[], object]) -> list[Done]:
    try:
        made = do()
    except OutOfOrder:
        return []  # not due after all: somebody was quicker, or the rules leave it to others
    return [Done(on, act)] if made is not None else []


def _effects(at: int, only: str) -> list[Done]:
    """What decisions ask for, those declared just now among them."""
    done: list[Done] = []
    for index, decision in sorted(reading.assembly().decisions.items()):
        if not decision.used and decision.effect and only in ("", decision.on):
            done += _try(decision.on, str(decision.effect.get("act")), partial(_carry, index, at))
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


def _amend_roll(on: str, at: int, present: Callable[[str, str], tuple[bytes, ...]]) -> Entry | None:
    """Bring a roll up to date with who has joined and left since; None where there is nothing to do.

    Raises `OutOfOrder` where there are too few. Whether it is worth taking the pen is asked first.
    """
    seen = reading.assembly()
    branch, right = seen.cases[on].branch, RIGHTS.get(seen.cases[on].machine.name, "speak")
    amendment = _amendment(seen, on, codes(present(branch, right), on))
    if amendment is None:
        return None
    rule_on(seen, amendment, at)
    with pen() as assembly:
        act = _amendment(assembly, on, roll_for(branch, on, right, at).keys())
        if act is None:
            return None
        entry = enter(act.verb, on=on, by=act.by, at=at, facts=act.facts, papers=act.papers)
        note(entry, None)
    return entry


def _amendment(assembly: Assembly, on: str, now: Set[str]) -> Act | None:
    """The act that makes `now` the roll of a proceeding, or None where it is the roll already."""
    names = assembly.cases[on].roll.names
    if now == names:
        return None
    roll, papers = make_roll(now)
    facts = {"added": sorted(now - names), "struck": sorted(names - now), "roll": roll.as_facts()}
    return Act("roll.amend", on, THE_SITE, facts, papers=papers)
