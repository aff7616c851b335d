"""Whether anything was forgotten: every act, condition, missed term and state, and an exit from each."""

import pytest

from folkmoot.procedure.case import powers_for
from folkmoot.procedure.conditions import CONDITIONS, IN_DEBATE
from folkmoot.procedure.machine import START, Machine
from folkmoot.procedure.machines import MACHINES, OPENINGS
from folkmoot.rulebook import vocabulary
from folkmoot.rulebook.book import Rulebook
from folkmoot.rulebook.parse import parse
from folkmoot.rulebook.starters import STARTERS, starter

SAID_TO_PEOPLE = {
    "the motion is in order": "the power to rule it out has ended; the state stays",
    "any member may do it": "another paragraph gives the power to members",
    "nothing follows": "the power has ended; the state stays",
    "the power ends": "the power has ended; the state stays",
    "the vote goes on": "nothing that happens by time alone",
    "the complaint is barred": "nothing begins",
    "the charge stands as served": "the power has ended; the state stays",
    "to be silent is to decline": "the power has ended; the draw goes on",
    "the panel stands": "the power has ended; the state stays",
    "the appeal is in order": "the power has ended; the state stays",
    "the complaint is closed": "the state that follows where nothing else is said",
    "triage begins again": "the state that follows where nothing else is said",
    "the withdrawal stands": "the state that follows where nothing else is said",
    "the charge is void": "the state that follows where nothing else is said",
    "the charge lapses": "the state that follows where nothing else is said",
    "the case goes on with what there is": "the state that follows where nothing else is said",
    "the decision is final": "the state that follows where nothing else is said",
    "the request is refused": "the state that follows where nothing else is said",
    "the appeal is abandoned": "the state that follows where nothing else is said",
    "what is missing is presumed not to exist": "the state that follows where nothing else is said",
    "each case goes on by itself": "the state that follows where nothing else is said",
    "the comment stands": "the state that follows where nothing else is said",
    "the comment stays hidden": "the state that follows where nothing else is said",
    "the comment is restored": "the state that follows where nothing else is said",
    "the motion lapses": "the state that follows where nothing else is said",
    "the change lapses": "the state that follows where nothing else is said",
    "the ruling stands": "the state that follows where nothing else is said",
    "the plan lapses": "the state that follows where nothing else is said",
    "the amendment lapses": "the state that follows where nothing else is said",
    "the amendment is agreed": "the state that follows where nothing else is said",
    "nominations close": "the state that follows where nothing else is said",
    "the election lapses": "the state that follows where nothing else is said",
    "the result stands": "the state that follows where nothing else is said",
    "the recall lapses": "the state that follows where nothing else is said",
}
BOOKS = {name: parse(starter(name)) for name in STARTERS}
every_machine = pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
every_book = pytest.mark.parametrize("book", BOOKS.values(), ids=list(BOOKS))


def test_every_act_of_the_vocabulary_has_a_line_in_a_table() -> None:
    lines = {row.verb for machine in MACHINES for row in machine.rows}
    assert lines | {"clerk.enter"} == set(vocabulary.ACTS)


def test_each_opening_act_opens_one_kind_of_proceeding() -> None:
    opening = [row.verb for machine in MACHINES for row in machine.rows if START in row.sources]
    assert len(opening) == len(set(opening)) == len(OPENINGS)


def test_every_condition_of_the_vocabulary_is_checked() -> None:
    assert set(CONDITIONS) == set(vocabulary.NEEDS)


def test_every_missed_term_leads_somewhere_or_is_said_to_people() -> None:
    led = {missed for machine in MACHINES for lapse in machine.lapses for missed in lapse.targets if missed}
    assert led | set(SAID_TO_PEOPLE) == set(vocabulary.MISSED)
    assert not led & set(SAID_TO_PEOPLE)


@every_machine
def test_a_table_speaks_of_its_own_states(machine: Machine) -> None:
    names = [state.name for state in machine.states]
    assert len(names) == len(set(names))
    known = {START, *names}
    for row in (*machine.rows, *machine.led):
        assert known >= {*row.sources, row.target, *row.may_lead_to}, row.verb
        assert not (row.target and row.may_lead_to), row.verb
    for lapse in machine.lapses:
        assert known >= {lapse.source, *lapse.targets.values()}
        assert "" in lapse.targets
        assert [bool(lapse.verb), bool(lapse.event), lapse.head].count(True) == 1
        assert not lapse.term or lapse.event
    assert all(state.means.endswith(".") for state in machine.states)


def ways(
    machine: Machine, *, by: frozenset[str] = frozenset(), book: Rulebook | None = None
) -> set[tuple[str, str]]:
    """Steps from state to state: by time, and by acts (of these holders, where a rulebook is given)."""
    steps = {(lapse.source, target) for lapse in machine.lapses for target in lapse.targets.values()}
    for row in (*machine.rows, *machine.led):
        holders = {role for power in powers_for(book, row.verb, None) for role in power.who} if book else by
        if book is None or holders & by:
            steps |= {(s, t) for s in row.sources for t in (row.target, *row.may_lead_to) if t}
    return steps | led_by_parts(machine)


def led_by_parts(machine: Machine) -> set[tuple[str, str]]:
    """Steps of a case that an act in a part of it takes: no end of a case is left by them."""
    ends = {state.name for state in machine.states if state.final and state.name != "published"}
    states = {state.name for state in machine.states}
    led = {state for other in MACHINES for row in other.rows for state in row.leads_head} & states
    return {("decided", state) for state in led - ends} if machine.name == "case" else set()


def reached(start: str, steps: set[tuple[str, str]]) -> set[str]:
    found = {start}
    while more := {target for source, target in steps if source in found} - found:
        found |= more
    return found


@every_machine
def test_every_state_can_be_reached(machine: Machine) -> None:
    assert reached(START, ways(machine)) - {START} == {state.name for state in machine.states}


@every_machine
def test_time_alone_leads_in_no_circle(machine: Machine) -> None:
    steps = {(lapse.source, target) for lapse in machine.lapses for target in lapse.targets.values()}
    for state in machine.states:
        after = {target for source, target in steps if source == state.name}
        assert all(state.name not in reached(each, steps) for each in after)


@every_machine
def test_nothing_leads_out_of_an_end(machine: Machine) -> None:
    ends = {state.name for state in machine.states if state.final}
    assert not [step for step in ways(machine) if step[0] in ends]
    assert all(
        state.final or any(step[0] == state.name for step in ways(machine)) for state in machine.states
    )


@every_book
@every_machine
def test_every_state_has_an_exit_that_needs_no_officer(machine: Machine, book: Rulebook) -> None:
    free = vocabulary.NOT_OFFICERS | {"the member", "mover", "proposer"}
    ends = {state.name for state in machine.states if state.final}
    for state in machine.states:
        assert reached(state.name, ways(machine, by=free, book=book)) & ends, state.name


@every_book
def test_every_lapse_of_a_starter_has_a_term_that_runs_out(book: Rulebook) -> None:
    for machine in MACHINES:
        for lapse in machine.lapses:
            powers = book.powers.get(lapse.verb, ())
            assert all(power.within is not None and power.missed for power in powers), lapse.verb


def test_people_speak_while_the_tables_say_that_they_may() -> None:
    sources = {
        s for machine in MACHINES for row in machine.rows if row.verb == "debate.speak" for s in row.sources
    }
    assert sources == set(IN_DEBATE)


SEALED = [
    "debate.speak",
    "complaint.file",
    "complaint.shield",
    "complaint.keep",
    "triage.open",
    "triage.reject",
    "charge.serve",
    "charge.object",
    "charge.mend",
    "reply.file",
    "term.extend",
    "case.stay",
    "evidence.add",
    "representation.make",
    "panel.challenge",
    "hearing.held",
    "decision.make",
    "interim.request",
    "interim.emergency",
    "interim.decide",
    "interim.hear",
    "interim.look",
    "interim.renew",
    "interim.appeal",
    "appeal.file",
    "appeal.defect",
    "appeal.mend",
    "appeal.state",
    "appeal.decide",
    "review.apply",
    "review.disclose",
    "review.reply",
    "review.stay",
    "review.decide",
    "class.decide",
    "comment.moderate",
    "comment.edit",
    "moderation.appeal",
    "jury.decide",
]
"""Acts with words that are sealed; `spec/acts.md` says what each seals."""


def test_what_has_words_is_sealed_and_only_books_are_brought() -> None:
    rows = [row for machine in MACHINES for row in machine.rows]
    assert {row.verb for row in rows if row.sealed} == set(SEALED)
    assert {row.verb for row in rows if row.brings_book} == {
        "assembly.found",
        "change.propose",
        "change.amend",
    }


def test_an_act_relies_on_others_where_it_rests_on_a_decision() -> None:
    relies = {row.verb for machine in MACHINES for row in machine.rows if row.relies}
    kinds = ("decision", "interim", "appeal", "review", "class", "jury")
    agreeing = {f"{kind}.agree" for kind in kinds}
    putting = {f"{kind}.{'make' if kind == 'decision' else 'decide'}" for kind in kinds}
    assert relies == {"motion.rule_out", "office.vacate"} | agreeing | putting


def test_what_is_led_by_acts_elsewhere_names_acts_of_other_tables() -> None:
    verbs = {row.verb for machine in MACHINES for row in machine.rows}
    for machine in MACHINES:
        for row in machine.led:
            assert row.verb in verbs
            assert row.may_lead_to and not row.target and not row.stays
            assert START not in row.sources
