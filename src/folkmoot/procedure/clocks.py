"""The clocks of a proceeding: what can be done, by whom, from when until when, and what follows if not."""

from dataclasses import dataclass

from folkmoot.procedure.case import Case, Standing, closes, next_lapse, opens, powers_for, standing
from folkmoot.procedure.facts import Assembly
from folkmoot.rulebook.book import Power


@dataclass(frozen=True, slots=True)
class Clock:
    """One power in one proceeding.

    `opens` is the first second at which it can be used, None where it could be used at once; `closes` is the
    last, None where no term runs. `missed` is what follows then: the rulebook's words, or the state that time
    brings. `rule` is the paragraph. Times are POSIX seconds.
    """

    verb: str
    who: tuple[str, ...]
    opens: int | None
    closes: int | None
    missed: str
    rule: str


def clocks(assembly: Assembly, case: Case, at: int) -> tuple[Clock, ...]:
    """All that can be done in a proceeding from second `at` on, now or later, with no other act before it.

    That is what the table allows in the present state, and in the one that time alone brings next. Powers
    whose time has passed are left out. In the order of their closing, those without end last.
    """
    now = standing(case, at)
    after = next_lapse(case, now)
    found = [_clock(case, verb, power, now, 0, after) for verb, power in _powers_in(case, now)]
    if after is not None:
        then = next_lapse(case, after)
        found += [
            _clock(case, verb, power, after, after.since, then) for verb, power in _powers_in(case, after)
        ]
    ahead = [clock for clock in found if clock.closes is None or clock.closes >= max(at, clock.opens or at)]
    return tuple(sorted(ahead, key=lambda clock: (clock.closes is None, clock.closes or 0)))


def _powers_in(case: Case, now: Standing) -> list[tuple[str, Power]]:
    return [
        (row.verb, power)
        for row in case.machine.rows
        if now.state in row.sources
        for power in powers_for(case.book, row.verb, case)
        if power.after is None or opens(case, power, now.events) is not None
    ]


def _clock(case: Case, verb: str, power: Power, now: Standing, since: int, after: Standing | None) -> Clock:
    wait, end, missed = opens(case, power, now.events), closes(case, power, now.events), power.missed
    first = max(since, 0 if wait is None else wait + 1)
    if after is not None and (end is None or after.since <= end):
        end, missed = after.since - 1, after.state
    return Clock(verb, power.who, first or None, end, missed, power.paragraph)
