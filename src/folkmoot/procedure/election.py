"""An election: called, nominated for, voted on in secret, counted as the rules say, declared, and settled.

It fills the places of an office, puts motions in an order (`priority`), or fills a vacancy from the ballots
of an earlier poll (`countback`). Every term and number comes from the rulebook under which it was called. No
officer need do anything for it to come to its end.
"""

from folkmoot.procedure import electing_ballot as at_the_poll
from folkmoot.procedure import electing_call as calling
from folkmoot.procedure import electing_candidates as candidates
from folkmoot.procedure import electing_result as result
from folkmoot.procedure import electing_vacancy as vacancy
from folkmoot.procedure.act import say
from folkmoot.procedure.dispute import refuse_unless
from folkmoot.procedure.electing import COUNTBACK, PRIORITY, Candidacy, Election, election_of, terms_for
from folkmoot.procedure.machine import START, Lapse, Machine, Row, State
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.roll import read_roll
from folkmoot.procedure.roll_change import check_roll, follow_roll


def _call(matter: Matter, index: int) -> None:
    """Nominations are open; a ranking of motions has all its options at once."""
    act, at, facts, assembly = matter.act, matter.at, matter.act.facts, matter.assembly
    office = str(facts.get("office", ""))
    election = Election(
        MACHINE,
        act.on,
        facts["branch"],
        matter.book,
        "nominations",
        at,
        {"call": at},
        mover=act.by.name,
        roll=read_roll(facts, act.papers),
        kind=facts["kind"],
        office=office,
        seats=facts["seats"],
        terms=terms_for(matter.book, office),
        follows=str(facts.get("follows", "")),
    )
    assembly.cases[act.on] = election
    assembly.numbers["election"] = assembly.next_number("election")
    if election.kind == PRIORITY:
        election.candidates = {name: Candidacy(name, consented=True) for name in facts["options"]}
        election.events["nomination"] = at
        election.moves_to("nominated", at)
    elif election.kind == COUNTBACK:
        vacancy.bring_over(assembly, election)


def _check_roll(matter: Matter) -> None:
    """A roll brought up to date; that of a vacancy is the one of the poll that filled the place."""
    refuse_unless(
        election_of(matter).kind != COUNTBACK,
        matter,
        say("A vacancy goes by the roll of the election from whose ballots it is filled."),
        say("The entry would change it."),
        say("Nothing needs to be done."),
    )
    check_roll(matter, "vote")


UNTIL_THE_CLOSE = ("nominations", "nominated", "at the vote")
MACHINE = Machine(
    name="election",
    title="Election",
    states=(
        State("nominations", "Called; members nominate, and nominees consent."),
        State(
            "nominated",
            "Nominations are over; the ballot is to be opened, or nobody is opposed.",
            begins="nomination",
        ),
        State("at the vote", "The ballot is open."),
        State("closed", "The ballot has closed; papers are entered, and the result is due."),
        State("declared", "The result is declared; objections are in order."),
        State("disputed", "Somebody objected; a recount may be declared."),
        State("settled", "The result stands; those elected take office.", final=True),
        State("lapsed", "Its time ran out.", final=True),
    ),
    rows=(
        Row(
            "election.call",
            (START,),
            "",
            calling.check_call,
            _call,
            entitled="facts",
            begins=calling.begun,
            may_lead_to=("nominations", "nominated"),
        ),
        Row("election.nominate", ("nominations",), "", candidates.check_nominate, candidates.follow_nominate),
        Row("election.consent", UNTIL_THE_CLOSE[:2], "", candidates.check_consent, candidates.follow_consent),
        Row("election.withdraw", UNTIL_THE_CLOSE, "", candidates.check_withdraw, candidates.follow_withdraw),
        Row("election.strike", UNTIL_THE_CLOSE, "", candidates.check_strike, candidates.follow_strike),
        Row(
            "election.reinstate",
            (*UNTIL_THE_CLOSE, "closed"),
            "",
            candidates.check_reinstate,
            candidates.follow_reinstate,
        ),
        Row("roll.amend", UNTIL_THE_CLOSE[:2], "", _check_roll, follow_roll),
        Row("election.open", ("nominated",), "at the vote", at_the_poll.check_open, at_the_poll.follow_open),
        Row(
            "election.vote",
            ("at the vote",),
            "",
            at_the_poll.check_vote,
            at_the_poll.follow_vote,
            entitled="ballot",
        ),
        Row("election.roll", ("at the vote",), "", at_the_poll.check_roll, at_the_poll.follow_roll),
        Row("election.batch", ("closed",), "", at_the_poll.check_batch, at_the_poll.follow_batch),
        Row("election.lot", ("nominated", "closed"), "", at_the_poll.check_lot, at_the_poll.follow_lot),
        Row(
            "election.declare",
            ("nominated", "closed"),
            "declared",
            result.check_declare,
            result.follow_declare,
        ),
        Row(
            "election.countback",
            ("nominated",),
            "declared",
            vacancy.check_countback,
            vacancy.follow_countback,
        ),
        Row(
            "election.object",
            ("declared", "disputed"),
            "",
            result.check_object,
            result.follow_object,
            may_lead_to=("disputed",),
        ),
        Row("election.recount", ("disputed",), "settled", result.check_recount, result.follow_recount),
    ),
    lapses=(
        Lapse("nominations", {"": "nominated"}, verb="election.nominate"),
        Lapse("nominated", {"": "lapsed"}, verb="election.open"),
        Lapse("at the vote", {"": "closed"}, event="closing"),
        Lapse("closed", {"": "lapsed"}, verb="election.declare"),
        Lapse("declared", {"": "settled"}, verb="election.object"),
        Lapse("disputed", {"": "settled"}, verb="election.recount"),
    ),
)
