"""What the tables promise, proved by walking through all of them under a rulebook.

1. From every state time alone leads to an end: no officer, nor anybody else, need do anything.
2. No power outlives its limit: every state in which somebody's rights are touched, or somebody holds power,
   ends by time within a bound that the rulebook sets.
3. No way leads to a sanction without a charge served, a reply or the end of the time for it, and reasons.

The tables are what the program obeys; that a term does begin to run where a table says so is for the walks in
the tests. Ways are counted as simple ones, and each loop once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from folkmoot.procedure.case import powers_for
from folkmoot.procedure.machine import START, Lapse, Machine, Row
from folkmoot.procedure.sanction import IN_FORCE
from folkmoot.rulebook.book import Rulebook
from folkmoot.rulebook.values import Term

PROMISES = (
    "time alone leads every proceeding to an end",
    "no power outlives its limit",
    "no sanction without a charge served, a reply or the end of the time for it, and reasons",
)
TOUCHING: Mapping[str, tuple[str, ...]] = {
    "precaution": IN_FORCE,
    "moderation": ("held", "hidden", "shredding"),
    "mute": ("muted",),
    "office": ("in office",),
    "recall": ("overdue",),
    "review": ("applied", "disclosed", "ready", "provisional"),
}
"""States in which rights are touched or power is held, by machine; of an exclusion under review too."""
SET_BY: Mapping[str, tuple[str, ...]] = {
    "closing": (
        "motion.put",
        "motion.vote",
        "change.put",
        "change.vote",
        "question.put",
        "question.vote",
        "election.vote",
        "recall.vote",
    ),
    "coming into force": ("change.declare",),
    "end of term": ("office.appoint", "assembly.found"),
    "sitting over": ("hearing.holding",),
    "hold over": ("comment.holding",),
    "mute over": ("mute.most",),
    "limit": ("interim.lasts",),
    "end of the appeal": ("appeal.overall", "appeal.checking", "appeal.mending"),
    "deadline": ("plan.longest",),
}
"""What sets an event to which a lapse goes straight: acts (by what they last or delay), or settings."""
ENTERED = ("appealed", "notified")
"""States of a case to which an act in an appeal leads it."""
SERVES, BOUNCES, MENDS, REPLIES = "charge.serve", "charge.bounce", "charge.mend", "reply.file"
SANCTIONS = ("decided",)
PUTS, AGREES = "decision.make", "decision.agree"


@dataclass(frozen=True, slots=True)
class Finding:
    """A promise that a table does not keep: which machine, which state, and what is wrong there."""

    machine: str
    state: str
    what: str

    def __str__(self) -> str:
        return f"{self.machine}, {self.state}: {self.what}"


@dataclass(frozen=True, slots=True)
class Walked:
    """How much of a machine was walked: states, transitions, ways from beginning to end, and loops.

    `longest` is how long it lasts at the most, in hours before holidays and what is added to terms, from any
    state by time alone; None where nothing in it waits.
    """

    machine: str
    states: int
    transitions: int
    ways: int
    loops: int
    longest: int | None


Steps = Mapping[str, Sequence[tuple[str, str]]]


def check(machines: Sequence[Machine], book: Rulebook) -> tuple[tuple[Walked, ...], tuple[Finding, ...]]:
    """Walk through all machines under a rulebook: what was walked, and what is not as promised."""
    granted = [machine for machine in machines if _begins(machine, book)]
    found = [*(each for m in granted for each in _ends_by_time(m, book))]
    found += [each for m in granted for each in _bounded(m, book)]
    found += [each for m in granted if any(r.verb == PUTS for r in m.rows) for each in _due_process(m)]
    return tuple(_walk(machine, book) for machine in granted), tuple(found)


def _begins(machine: Machine, book: Rulebook) -> bool:
    """Whether the rulebook lets anybody begin such a proceeding."""
    return any(START in row.sources and book.powers.get(row.verb) for row in machine.rows)


def bound(lapse: Lapse, machine: Machine, book: Rulebook) -> int | None:
    """The most hours that a lapse can take once its term has begun; None where the rulebook sets no term."""
    if lapse.head:
        return 0
    if lapse.term:
        return _hours(book, (lapse.term,))
    if lapse.event == "result due":
        ballot, declaring = _hours(book, ("question.put", "question.vote")), _window(book, "question.declare")
        return None if ballot is None or declaring is None else ballot + declaring
    if lapse.event:
        return _hours(book, SET_BY.get(lapse.event, ()))
    return _window(book, lapse.verb)


def _window(book: Rulebook, verb: str) -> int | None:
    """The most hours in which an act can be done; None where some power to do it never runs out."""
    powers = powers_for(book, verb, None)
    terms = [power.within.term.hours for power in powers if power.within is not None]
    return max(terms) if terms and len(terms) == len(powers) else None


def _hours(book: Rulebook, names: Sequence[str]) -> int | None:
    """The sum of settings that are terms, or the longest of what acts last or are delayed."""
    settings = [setting.value for name in names if (setting := book.settings.get(name))]
    terms = [value.hours for value in settings if isinstance(value, Term)]
    if terms:
        return sum(terms)
    powers = [power for name in names for power in book.powers.get(name, ())]
    lasting = [term.hours for power in powers for term in (power.lasts, power.delay) if term is not None]
    return max(lasting, default=None)


def _lapses(machine: Machine, state: str, book: Rulebook) -> list[Lapse]:
    """The lapses that leave a state and have a bound; conditional ones count where there is another."""
    found = [each for each in machine.lapses if each.source == state]
    found = [each for each in found if bound(each, machine, book) is not None]
    standing_alone = len(found) == 1 and (found[0].when is not None or found[0].head)
    return [] if standing_alone else found


def _waits(machine: Machine) -> bool:
    """Whether anything waits in a machine: what is decided by one act alone does not."""
    return bool(machine.lapses)


def _ends_by_time(machine: Machine, book: Rulebook) -> Iterator[Finding]:
    final, reached = {state.name for state in machine.states if state.final}, _reached(machine, book)
    for state in machine.states if _waits(machine) else ():
        if state.name in reached and not _reaches(machine, book, state.name, final):
            yield Finding(machine.name, state.name, "time alone does not lead to an end")


def _reached(machine: Machine, book: Rulebook) -> set[str]:
    """The states to which acts that the rulebook grants, acts in other proceedings, and time can lead."""
    entered = {START, *(state.name for state in machine.states if state.name in ENTERED)}
    ahead = list(entered)
    while ahead:
        for verb, target, row in _steps_from(machine, ahead.pop()):
            if target not in entered and (row is None or book.powers.get(verb)):
                entered.add(target)
                ahead.append(target)
    return entered


def _reaches(machine: Machine, book: Rulebook, state: str, final: set[str]) -> bool:
    """Whether every lapse from a state leads on to an end, and there is one. Time leads in no circle."""
    if state in final:
        return True
    targets = {target for lapse in _lapses(machine, state, book) for target in lapse.targets.values()}
    return bool(targets) and all(_reaches(machine, book, each, final) for each in targets)


def _bounded(machine: Machine, book: Rulebook) -> Iterator[Finding]:
    names = {state.name for state in machine.states}
    for state in TOUCHING.get(machine.name, ()):
        if state not in names:
            yield Finding(machine.name, state, "no such state: the list of states that touch rights is old")
        elif not [each for each in _lapses(machine, state, book) if not each.head]:
            yield Finding(machine.name, state, "rights are touched here, and no term ends it")


def _due_process(machine: Machine) -> Iterator[Finding]:
    """Walk through states with what was done on the way: what it was when withdrawn, served, replied."""
    lacks: set[tuple[str, str]] = set()
    seen, ahead = set(), [(START, "", False, False)]
    while ahead:
        place = ahead.pop()
        if place in seen:
            continue
        seen.add(place)
        state, before, served, replied = place
        for verb, target, row in _steps_from(machine, state):
            if row is not None and target in row.after_reply and not replied:
                continue
            if row is not None and row.returns and target != before:
                continue
            if target in SANCTIONS and verb in (PUTS, AGREES) and not (served and replied):
                lack = "without a charge served" if not served else "without a reply or the end of its time"
                lacks.add((state, lack))
            now_served = (served or verb == SERVES) and verb != BOUNCES
            now_replied = (replied and verb not in (SERVES, MENDS)) or verb == REPLIES
            left = state if verb == "complaint.withdraw" else before
            ahead.append((target, left, now_served, now_replied))
    for state, lack in sorted(lacks):
        yield Finding(machine.name, state, f"a sanction can follow from here {lack}")
    for row in machine.rows:
        if row.verb == PUTS and not row.sealed:
            yield Finding(machine.name, ", ".join(row.sources), "a decision needs no reasons")
        if row.verb not in (PUTS, AGREES) and {row.target, *row.may_lead_to} & set(SANCTIONS):
            yield Finding(machine.name, row.verb, "a sanction can follow without a decision")


def _steps_from(machine: Machine, state: str) -> Iterator[tuple[str, str, Row | None]]:
    """The steps from a state: verb, where it leads, and the line; by time with the verb that ran out."""
    for row in (*machine.rows, *machine.led):
        if state in row.sources:
            stays = (state,) if row.stays and not row.target else ()
            for target in (*row.leads(state), *stays):
                yield row.verb, target, row
    for lapse in machine.lapses:
        if lapse.source == state:
            for target in lapse.targets.values():
                yield lapse.verb, target, None


def steps(machine: Machine) -> Steps:
    """For each state, where acts and time lead: the name of the step, and the state that follows."""
    found: dict[str, list[tuple[str, str]]] = {}
    for state in (START, *(each.name for each in machine.states)):
        ways = [
            (verb if row is not None else "by time", target)
            for verb, target, row in _steps_from(machine, state)
            if target != state
        ]
        found[state] = list(dict.fromkeys(ways))
    return found


def _walk(machine: Machine, book: Rulebook) -> Walked:
    found = steps(machine)
    plain = {state: tuple(dict.fromkeys(t for _v, t in found[state])) for state in found}
    final = {state.name for state in machine.states if state.final}
    ways, loops = _count(plain, final or {state.name for state in machine.states})
    waits = [state.name for state in machine.states if _waits(machine)]
    longest = max((_longest(machine, book, state) for state in waits), default=None)
    transitions = sum(map(len, found.values()))
    return Walked(machine.name, len(machine.states), transitions, ways, loops, longest)


def _count(plain: Mapping[str, Sequence[str]], ends: set[str]) -> tuple[int, int]:
    """The simple ways from the beginning to an end, and the steps that close a loop on one of them."""
    ways, loops = 0, set()
    path: list[str] = [START]
    ahead = [iter(plain[START])]
    while ahead:
        target = next(ahead[-1], None)
        if target is None:
            ahead.pop()
            path.pop()
        elif target in path:
            loops.add((path[-1], target))
        elif target in ends:
            ways += 1
        else:
            path.append(target)
            ahead.append(iter(plain[target]))
    return ways, len(loops)


def _longest(machine: Machine, book: Rulebook, state: str) -> int:
    """Hours from a state to an end by time alone: the shortest bound of each state, one after the other."""
    lapses = _lapses(machine, state, book)
    if not lapses:
        return 0
    first = min(lapses, key=lambda each: (each.head, bound(each, machine, book) or 0))
    after = max(_longest(machine, book, target) for target in first.targets.values())
    return (bound(first, machine, book) or 0) + after
