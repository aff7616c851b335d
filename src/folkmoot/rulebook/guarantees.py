"""The floor of guarantees: what no rulebook may go below, whatever its members decide.

Members set the numbers; nobody switches a guarantee off. The table below says which guarantee each test
serves, in the numbering of `spec/rulebook.md`, section 9. Guarantees about complaints, panels, reviews,
moderation, plans and elections are asked of rulebooks that grant the acts that begin these.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from folkmoot.rulebook import bounds, floors
from folkmoot.rulebook import floors_of_elections as elections
from folkmoot.rulebook import floors_of_justice as justice
from folkmoot.rulebook import floors_of_plans as plans
from folkmoot.rulebook.book import Fault, Rulebook

TITLES = {
    "G1": "no act without a rule",
    "G2": "the rule in force at the time",
    "G3": "a limit on old matters",
    "G4": "the same matter once",
    "G5": "notice with particulars",
    "G6": "the complainant is known",
    "G7": "evidence disclosed in time",
    "G8": "the right of reply",
    "G9": "a hearing and a companion",
    "G10": "no precaution unless granted",
    "G11": "every office and power ends",
    "G12": "panels by lot",
    "G13": "challenge and making room",
    "G14": "one person, one part",
    "G15": "no interference",
    "G16": "reasons",
    "G17": "a true majority",
    "G18": "a ladder of sanctions",
    "G19": "nobody excluded for life",
    "G20": "appeal to others",
    "G21": "an overall limit",
    "G22": "access to one's own case",
    "G23": "publication without names",
    "G24": "the complainant's dues",
    "G25": "speech is no offence",
    "G26": "equal treatment measured",
    "G27": "review of past cases",
    "G28": "remedies elsewhere",
}
KEPT_BY_THE_PROGRAM = ("G22",)
"""Guarantees that no rulebook can break, because it has no words for it: the program alone keeps them."""


@dataclass(frozen=True, slots=True)
class Floor:
    """One test: the guarantee it serves, how to cure what it finds, and the function that finds it."""

    guarantee: str
    find: Callable[[Rulebook], Iterable[floors.Finding]]
    cure: str


# Cures of several tests.
GRANT = "Add a paragraph that grants it to them."
SHARE = "Grant it to members or to the site as well, at the latest after a term."
NUMBER = "Add 'threshold:' with a count of members."
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
    Floor("G21", floors.officers_alone, SHARE),
    Floor(
        "G21",
        floors.no_room_for_the_second_vote,
        "Lengthen the 'within:' of change.put, or shorten 'repeat:'.",
    ),
    Floor("G21", floors.closes_before_it_opens, "Lengthen 'within:' or shorten 'after:'."),
    Floor("G25", floors.ruling_on_any_ground, "Add 'grounds:' with the prefix of marked grounds."),
    Floor("G1", justice.missing_setting, "Mark words of that kind with this key."),
    Floor("G1", justice.strange_condition, "Take that condition, or that 'after:', away."),
    Floor("G1", justice.only_in_special_cases, "Add a paragraph that grants it for all other cases."),
    Floor("G3", justice.old_matters_without_limit, "Add 'within: KEY from conduct' and 'missed:'."),
    Floor("G12", justice.small_panel_for_expulsion, "Let at least as many sit as in other cases."),
    Floor("G9", justice.no_room_for_a_hearing, "Lengthen hearing.holding, or shorten hearing.notice."),
    Floor("G16", justice.rejected_without_ground, "Add 'names a ground' to its 'needs:', and 'grounds:'."),
    Floor("G17", justice.panel_without_majority, "Add 'majority:' with more than half, or more."),
    Floor("G20", justice.no_second_look, "Add 'appeal: triage.ask_again', or 'appeal: moderation.appeal'."),
    Floor("G21", justice.no_end_by_time, "Add 'within: KEY from EVENT' with that event, and 'missed:'."),
    Floor(
        "G21", justice.untrue_consequence, "Say what does follow; section 9 of the specification lists it."
    ),
    Floor("G21", justice.under_another_key, "Mark the term with that key."),
    Floor("G21", justice.classes_without_number, NUMBER),
    Floor("G24", justice.late_acknowledgement, "Let the site answer after 14 days at the latest."),
    Floor("G25", justice.complaint_of_anything, "Add 'offences:' with the prefix of marked ranges."),
    Floor("G28", justice.no_remedy, "Mark the words that name it with this key."),
    *(
        Floor(each, justice.kept_from_rejecting(each), "Mark words with that ground.")
        for each in justice.ALWAYS_A_GROUND
    ),
    *(Floor(each, justice.not_granted(each), GRANT) for each in justice.NEEDED),
    *(Floor(each, justice.not_theirs(each), "Take it from them.") for each in justice.RESERVED),
    *(Floor(each, bounds.out_of_bounds(each), "Set it within its bounds.") for each in bounds.BOUNDED),
    Floor("G1", plans.no_part_for_members, GRANT),
    Floor("G8", plans.no_say_for_others, GRANT),
    Floor("G17", plans.no_majority_for_amendments, "Add a question.declare without 'adopts the text'."),
    Floor("G21", plans.left_to_officers, SHARE),
    Floor("G21", plans.without_number, NUMBER),
    Floor("G21", plans.no_day_to_choose, "Lengthen plan.longest, or shorten plan.shortest."),
    Floor("G21", plans.no_time_for_the_last_question, "Lengthen the later term, or shorten plan.deciding."),
    Floor("G1", elections.no_part_for_members, GRANT),
    Floor("G1", elections.for_others_than_electors, "Leave the vote to members."),
    Floor("G1", elections.changed_elsewhere, "Take 'changing:' away, or put it beside election.vote."),
    Floor("G5", elections.no_notice, "Add 'after: KEY from nomination' with a term of at least 2 days."),
    Floor("G11", elections.no_recall, "Add a paragraph that grants recall.open, and what follows from it."),
    Floor("G11", elections.out_of_reach, "Ask for a third of the electors, or for less."),
    Floor("G17", elections.no_method, "Add 'method:' with a method that fits."),
    Floor(
        "G17",
        elections.no_electors,
        "Add 'electors:' beside 'offices:' and 'method:', marked 'all members' or 'the branch'.",
    ),
    Floor("G17", elections.not_secret, "Mark its manner 'secret ballot'."),
    Floor(
        "G20", elections.struck_for_good, "Add 'names a ground', 'grounds:' and 'appeal: election.reinstate'."
    ),
    Floor("G21", elections.no_time_to_object, "Lengthen the later term, or shorten the time for objections."),
    Floor("G21", elections.left_to_officers, "Grant it to members or to the site as well."),
    Floor("G21", elections.without_end, "Add 'within: KEY from EVENT' and 'missed:'."),
    Floor("G21", elections.without_number, "Add 'threshold:', or 'seats:', with a count."),
)


def check(book: Rulebook) -> tuple[Fault, ...]:
    """Everything in which the rulebook falls below the floor, in order of line; empty if nothing."""
    faults = {
        Fault(line, floor.guarantee, says, floor.cure) for floor in FLOORS for line, says in floor.find(book)
    }
    return tuple(sorted(faults, key=lambda fault: (fault.line, int(fault.guarantee[1:]), fault.says)))
