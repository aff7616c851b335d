"""The tests of the floor for plans and amendments; their numbers are in `bounds`.

They ask nothing of a rulebook under which nobody publishes a plan. As in `floors`, each takes a rulebook and
yields (line, what is wrong).
"""

from collections.abc import Iterator, Mapping

from folkmoot.rulebook import vocabulary
from folkmoot.rulebook.book import Rulebook
from folkmoot.rulebook.bounds import Finding
from folkmoot.rulebook.values import Term

Roles = frozenset[str]
BEGINS = "plan.publish"
MOVER = frozenset({"mover"})
FOR_MEMBERS: Mapping[str, Roles] = {
    "amendment.table": vocabulary.ELECTORS,
    "amendment.second": vocabulary.ELECTORS,
    "amendment.withdraw": MOVER,
    "question.vote": vocabulary.ELECTORS,
}
"""What a plan cannot do without, and whose right it is."""
FOR_OTHERS: Mapping[str, tuple[str, Roles]] = {
    "amendment.contest": ("amendment.accept", vocabulary.ELECTORS),
    "amendment.confirm": ("plan.revise", MOVER),
}
"""What must be granted where another act is, and to whom."""
NOT_FOR_OFFICERS_ALONE = ("plan.marshal", "question.put", "question.declare")


def no_part_for_members(book: Rulebook) -> Iterator[Finding]:
    for act, holders in FOR_MEMBERS.items():
        yield from _not_granted(book, BEGINS, act, holders)


def no_say_for_others(book: Rulebook) -> Iterator[Finding]:
    for act, (because, holders) in FOR_OTHERS.items():
        yield from _not_granted(book, because, act, holders)


def left_to_officers(book: Rulebook) -> Iterator[Finding]:
    for act in NOT_FOR_OFFICERS_ALONE:
        yield from _not_granted(book, BEGINS, act, vocabulary.NOT_OFFICERS)


def no_majority_for_amendments(book: Rulebook) -> Iterator[Finding]:
    powers = book.powers.get("question.declare", ())
    if powers and all(power.need("adopts the text") for power in powers):
        yield powers[0].line, "no majority is set by which amendments are carried"


def without_number(book: Rulebook) -> Iterator[Finding]:
    for act in ("amendment.second", "amendment.contest"):
        for power in book.powers.get(act, ()):
            if power.threshold is None:
                yield power.line, f"{power.paragraph} does not say how many it takes"


def no_day_to_choose(book: Rulebook) -> Iterator[Finding]:
    shortest, longest = _term(book, "plan.shortest"), _term(book, "plan.longest")
    if shortest is not None and longest is not None and shortest.hours > longest.least_hours:
        line = book.settings["plan.longest"].line
        yield line, f"no plan can be open for {shortest} at least and {longest} at most"


def no_time_for_the_last_question(book: Rulebook) -> Iterator[Finding]:
    """What is left when the time for amendments is over must still have time, and so must the whole."""
    deciding, longest, overall = (_term(book, f"plan.{key}") for key in ("deciding", "longest", "overall"))
    if deciding is None or longest is None or overall is None:
        return
    for power in book.powers.get("amendment.contest", ()):
        if power.within is not None and power.within.term.hours >= deciding.least_hours:
            yield power.line, f"a vote can be asked for when the {deciding} for amendments are over"
    lives = [power.within.term for power in book.powers.get("question.put", ()) if power.within]
    if lives and max(term.least_hours for term in lives) <= deciding.hours:
        yield (
            book.settings["plan.deciding"].line,
            f"no question can be put after {deciding}, in which amendments are decided",
        )
    if overall.least_hours <= longest.hours + deciding.hours:
        yield (
            book.settings["plan.overall"].line,
            f"a plan can lapse after {overall}, before its last question",
        )


def _term(book: Rulebook, key: str) -> Term | None:
    setting = book.settings.get(key)
    return (
        setting.value
        if BEGINS in book.powers and setting is not None and isinstance(setting.value, Term)
        else None
    )


def _not_granted(book: Rulebook, because: str, act: str, holders: Roles) -> Iterator[Finding]:
    begun, powers = book.powers.get(because, ()), book.powers.get(act, ())
    if begun and not powers:
        yield begun[0].line, f"no paragraph grants {act}, which {because} needs"
    elif begun and not any(role in holders for power in powers for role in power.who):
        yield (
            powers[0].line,
            f"{act} is held by none of those whose right it is: {' or '.join(sorted(holders))}",
        )
