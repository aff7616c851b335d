"""The floor of guarantees: what no rulebook may go below, whatever its members decide.

Members set the numbers; nobody switches a guarantee off. The table below says which guarantee each test
serves, in the numbering of `spec/rulebook.md`, section 9. Guarantees about complaints, panels and sanctions
are tested where the acts that they bind exist; today's acts cannot break them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from folkmoot.rulebook import floors
from folkmoot.rulebook.book import Fault, Rulebook

TITLES = {
    "G1": "no act without a rule",
    "G2": "the rule in force at the time",
    "G3": "a limit on old matters",
    "G5": "notice with particulars",
    "G8": "the right of reply",
    "G11": "every office and power ends",
    "G16": "reasons",
    "G17": "a true majority",
    "G20": "appeal to others",
    "G21": "an overall limit",
    "G25": "speech is no offence",
}


@dataclass(frozen=True, slots=True)
class Floor:
    """One test: the guarantee it serves, how to cure what it finds, and the function that finds it."""

    guarantee: str
    find: Callable[[Rulebook], Iterable[floors.Finding]]
    cure: str


FLOORS = (
    Floor("G1", floors.no_holder, "Add a line 'who:' that says to whom."),
    Floor("G1", floors.missing_act, "Add a paragraph that grants it, with a block 'power: ...'."),
    Floor("G1", floors.kept_from_members, "Name one of them in its 'who:'."),
    Floor("G1", floors.mark_without_effect, "Name the key in a block, or take the mark away."),
    Floor(
        "G1",
        floors.unguarded_entrenchment,
        "Entrench it, and let one change.declare do without 'not entrenched'.",
    ),
    Floor("G1", floors.weak_entrenchment, "Ask for at least the majority that other changes need."),
    Floor("G2", floors.in_force_at_once, "Add 'delay:' with a term of at least 24 hours."),
    Floor("G3", floors.no_limit_on_repeats, "Mark a term, such as '[6 months]{motion.decided-within}'."),
    Floor("G5", floors.no_notice, "Add 'after: KEY from notice' with a term of at least 7 days."),
    Floor(
        "G5", floors.late_amendment, "Add 'within: KEY from notice', ending 14 days before the ballot closes."
    ),
    Floor("G8", floors.no_debate, "Add 'after: KEY from debate' with a term of at least 24 hours."),
    Floor("G8", floors.hasty_ballot, "Let it last at least 24 hours."),
    Floor("G11", floors.office_without_end, "Add 'lasts:' with a term of at most 5 years."),
    Floor(
        "G11",
        floors.power_without_end,
        "Add 'within: KEY from EVENT' and 'missed:', or let others do it too.",
    ),
    Floor("G11", floors.no_appointment, "Add a paragraph that grants office.appoint."),
    Floor("G11", floors.silent_term, "Let 'within:' and 'missed:' stand together."),
    Floor("G16", floors.ruling_without_ground, "Add 'names a ground' to its 'needs:'."),
    Floor("G17", floors.minority_decides, "Ask for more than half, or for a greater share."),
    Floor("G17", floors.majority_of_what, "Add 'base:', such as the votes for and against."),
    Floor(
        "G17", floors.ranking_without_default, "Add 'default:', and 'classes:' with ratios from 1:1 upward."
    ),
    Floor("G17", floors.unknown_manner, "Add 'manner:', marked 'open vote' or 'secret ballot'."),
    Floor("G20", floors.no_appeal, "Add 'appeal: motion.object', and grant that to members."),
    Floor("G20", floors.appeal_to_the_same, "Leave the objection to those who did not rule."),
    Floor("G20", floors.short_appeal, "Give them at least 48 hours."),
    Floor(
        "G21",
        floors.waiting_without_end,
        "Add 'threshold:' where it takes several, and 'within:' and 'missed:'.",
    ),
    Floor("G21", floors.ballot_without_end, "Add 'lasts:' with a term of at most 3 months."),
    Floor(
        "G21",
        floors.officers_alone,
        "Grant it to members or to the site as well, at the latest after a term.",
    ),
    Floor(
        "G21",
        floors.no_room_for_the_second_vote,
        "Lengthen the 'within:' of change.put, or shorten 'repeat:'.",
    ),
    Floor("G21", floors.closes_before_it_opens, "Lengthen 'within:' or shorten 'after:'."),
    Floor("G25", floors.ruling_on_any_ground, "Add 'grounds:' with the prefix of marked grounds."),
)


def check(book: Rulebook) -> tuple[Fault, ...]:
    """Everything in which the rulebook falls below the floor, in order of line; empty if nothing."""
    faults = {
        Fault(line, floor.guarantee, says, floor.cure) for floor in FLOORS for line, says in floor.find(book)
    }
    return tuple(sorted(faults, key=lambda fault: (fault.line, int(fault.guarantee[1:]), fault.says)))
