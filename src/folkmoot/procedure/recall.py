"""The recall of an officer: begun with reasons, signed by enough, answered, and put to a secret ballot.

Source: the procedure SM5. Carried, it ends the holding at that index; the place is then filled by the rules.
An officer whose recall nobody has put to the vote in time may do nothing in office until somebody does.
"""

from dataclasses import dataclass, field

from folkmoot.procedure import ballot, declaration
from folkmoot.procedure.act import Day, Sentence, number_fact, only_facts, say, text_fact
from folkmoot.procedure.ballot import require_size
from folkmoot.procedure.case import Case, standing
from folkmoot.procedure.dispute import is_over, refuse_unless, term
from folkmoot.procedure.electing import COUNTBACK, HELD, Election
from folkmoot.procedure.facts import Assembly, Holding
from folkmoot.procedure.machine import START, Lapse, Machine, Row, State
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.papers import require_digest
from folkmoot.procedure.recalled import OVERDUE
from folkmoot.procedure.roll import read_roll
from folkmoot.rulebook import values


@dataclass(slots=True)
class Recall(Case):
    """A recall so far; `mover` is the code name of the officer's holding, `holding` its object."""

    holding: str = ""
    opened_by: str = ""
    reasons: str = ""
    reply: str = ""
    signers: set[str] = field(default_factory=set)
    turnout: values.Share | None = None

    @property
    def wanted(self) -> int:
        """How many signatures trigger it: the share of the electors, and so many at the least."""
        powers = self.book.powers.get("recall.sign", ())
        if not powers:
            return 1
        least, share = powers[0].threshold or 1, powers[0].quorum
        if isinstance(share, values.Share):
            size = len(self.roll.names)
            return max(least, next(n for n in range(size + 1) if share.reached(n, size)))
        return least

    def quorum(self, asked: values.Value | None) -> values.Value | None:
        """The turnout that the rules ask for, or that of the election, whichever is less."""
        if isinstance(asked, values.Share) and self.turnout is not None:
            less = self.turnout.numerator * asked.denominator < asked.numerator * self.turnout.denominator
            return self.turnout if less else asked
        return asked


def recall_of(matter: Matter) -> Recall:
    """The recall that lies before the assembly."""
    assert isinstance(matter.case, Recall)
    return matter.case


def _check_open(matter: Matter) -> None:
    act, facts, assembly = matter.act, matter.act.facts, matter.assembly
    only_facts(facts, "branch", "holding", "reasons", "length", "roll")
    require_digest(act, "reasons")
    number_fact(facts, "length")
    number, holding = assembly.next_number("recall"), assembly.cases.get(text_fact(facts, "holding"))
    refuse_unless(
        act.on == f"recall/{number}",
        matter,
        say("Recalls are numbered one by one."),
        say("The next is recall {number}.", number=number),
        say("Use that number."),
    )
    if not isinstance(holding, Holding) or holding.branch != facts.get("branch"):
        raise matter.refuse(
            say("A recall is about one who holds an office of the branch."),
            say("The entry names no such holding."),
            say("Name the office and its holder."),
        )
    refuse_unless(
        standing(holding, matter.at).state == HELD,
        matter,
        say("A recall is about one who holds an office."),
        say("The term of this one has ended."),
        say("Nothing needs to be done."),
    )
    _require_season(matter, holding)
    require_size(matter, len(read_roll(facts, act.papers).names), "vote")


def _require_season(matter: Matter, holding: Holding) -> None:
    """Not at the beginning or the end of a term, one at a time, and not soon after another of the same
    holder."""
    book, calendar, at = matter.book, matter.book.calendar, matter.at
    early = calendar.end_of(term(book, "recall.early"), holding.events["appointment"])
    refuse_unless(
        at > early,
        matter,
        say(
            "An officer is not recalled within {term} of taking office.",
            term=book.setting("recall.early").words,
        ),
        say("They have not passed."),
        _from_then_on(matter, holding, early),
    )
    refuse_unless(
        _leaves_time(matter, holding, at),
        matter,
        say(
            "An officer is not recalled in the last {term} of a term.", term=book.setting("recall.late").words
        ),
        say("The term ends on {day}.", day=Day.of(calendar.local_date(holding.events["end of term"]))),
        say("Stand in the next election, or ask somebody to."),
    )
    before = matter.assembly.cases.get(matter.assembly.recalls.get(holding.on, ""))
    if before is None:
        return
    refuse_unless(
        is_over(before, at),
        matter,
        say("There is one recall of an officer at a time."),
        say("Recall {number} is under way.", number=before.on.partition("/")[2]),
        say("Sign that one, or vote in it."),
    )
    again = calendar.end_of(term(book, "recall.again"), before.events["request"])
    refuse_unless(
        at > again,
        matter,
        say("An officer is recalled again only after {term}.", term=book.setting("recall.again").words),
        say("The last one began later than that."),
        _from_then_on(matter, holding, again),
    )


def _leaves_time(matter: Matter, holding: Holding, at: int) -> bool:
    """Whether the end of the term is still so far off at second `at` that a recall may begin."""
    last = matter.book.calendar.end_of(term(matter.book, "recall.late"), at)
    return last < holding.events["end of term"]


def _from_then_on(matter: Matter, holding: Holding, last: int) -> Sentence:
    """From which day on it may begin: the one after second `last`, unless the term is nearly over then."""
    if not _leaves_time(matter, holding, last + 1):
        return say("Stand in the next election, or ask somebody to: by then the term is nearly over.")
    return say("Wait until {day}.", day=Day.of(matter.book.calendar.local_date(last + 1)))


def _open(matter: Matter, index: int) -> None:
    act, at, facts, assembly = matter.act, matter.at, matter.act.facts, matter.assembly
    holding = assembly.cases[facts["holding"]]
    assert isinstance(holding, Holding)
    assembly.cases[act.on] = Recall(
        MACHINE,
        act.on,
        facts["branch"],
        matter.book,
        "signing",
        at,
        {"request": at},
        mover=holding.name,
        roll=read_roll(facts, act.papers),
        holding=holding.on,
        opened_by=act.by.name,
        reasons=facts["reasons"],
        signers={act.by.name},
        turnout=turnout_of(assembly, holding),
    )
    assembly.recalls[holding.on] = act.on
    assembly.numbers["recall"] = assembly.next_number("recall")


def turnout_of(assembly: Assembly, holding: Holding) -> values.Share | None:
    """The turnout of the poll whose ballots gave the holder the office; None where there was none."""
    election = assembly.cases.get(holding.elected_in)
    if isinstance(election, Election) and election.kind == COUNTBACK:
        election = assembly.cases[election.follows]
    if not isinstance(election, Election) or election.ballot is None or election.result is None:
        return None
    cast = election.result.facts["voters"]["count"]
    return values.Share(cast, len(election.ballot.roll.names), strict=False) if cast else None


def _require_in_office(matter: Matter) -> None:
    """A recall goes no further when the officer has left."""
    holding = matter.assembly.cases[recall_of(matter).holding]
    refuse_unless(
        standing(holding, matter.at).state == HELD,
        matter,
        say("A recall is about one who holds an office."),
        say("This one has left it, or the term has ended."),
        say("Nothing needs to be done; the recall lapses."),
    )


def _check_sign(matter: Matter) -> None:
    only_facts(matter.act.facts)
    _require_in_office(matter)
    refuse_unless(
        matter.act.by.name not in recall_of(matter).signers,
        matter,
        say("Each elector signs once; whoever begins a recall has signed it."),
        say("You have signed already."),
        say("Nothing more is needed from you."),
    )


def _sign(matter: Matter, index: int) -> None:
    recall = recall_of(matter)
    recall.signers.add(matter.act.by.name)
    if len(recall.signers) >= recall.wanted:
        recall.events["trigger"] = matter.at
        recall.moves_to("triggered", matter.at)


def _check_reply(matter: Matter) -> None:
    only_facts(matter.act.facts, "statement", "length")
    require_digest(matter.act, "statement")
    number_fact(matter.act.facts, "length")
    refuse_unless(
        not recall_of(matter).reply,
        matter,
        say("The officer replies once."),
        say("The reply has been entered."),
        say("It goes to all electors with the reasons."),
    )


def _reply(matter: Matter, index: int) -> None:
    recall_of(matter).reply = matter.act.facts["statement"]


def _check_put(matter: Matter) -> None:
    _require_in_office(matter)
    ballot.check_put(matter)


def _put(matter: Matter, index: int) -> None:
    ballot.open_ballot(matter, recall_of(matter), ballot.MAJORITY)


def _declare(matter: Matter, index: int) -> None:
    """Carried, the holding ends here; the lists of who voted how are in the declaration, never the names."""
    recall, at = recall_of(matter), matter.at
    carried = matter.act.facts["outcome"] == "carried"
    recall.moves_to("recalled" if carried else "kept in office", at)
    recall.events["decision"] = at
    holding = matter.assembly.cases[recall.holding]
    if carried and standing(holding, at).state == HELD:
        holding.moves_to("out of office", at)


MACHINE = Machine(
    name="recall",
    title="Recall of an officer",
    states=(
        State("signing", "Begun with reasons; electors sign."),
        State("triggered", "Signed by enough; the officer may reply, and the ballot is to be opened."),
        State(OVERDUE, "Nobody opened the ballot in time: the officer may do nothing until somebody does."),
        State("at the vote", "The ballot is open."),
        State("closed", "The ballot has closed; the result is due."),
        State("recalled", "Carried: the holding has ended.", final=True),
        State("kept in office", "Not carried: the officer stays.", final=True),
        State("lapsed", "Its time ran out.", final=True),
    ),
    rows=(
        Row("recall.open", (START,), "signing", _check_open, _open, entitled="facts"),
        Row("recall.sign", ("signing",), "", _check_sign, _sign, may_lead_to=("triggered",)),
        Row("recall.reply", ("triggered", OVERDUE), "", _check_reply, _reply),
        Row("recall.put", ("triggered", OVERDUE), "at the vote", _check_put, _put),
        Row("recall.vote", ("at the vote",), "", ballot.check_vote, ballot.follow_vote, entitled="ballot"),
        Row(
            "recall.declare",
            ("closed",),
            "",
            declaration.check_declaration,
            _declare,
            may_lead_to=("recalled", "kept in office"),
        ),
    ),
    lapses=(
        Lapse("signing", {"": "lapsed"}, verb="recall.sign"),
        Lapse("triggered", {"": OVERDUE}, event="trigger", term="recall.opening"),
        Lapse(OVERDUE, {"": "lapsed"}, verb="recall.put"),
        Lapse("at the vote", {"": "closed"}, event="closing"),
        Lapse("closed", {"": "lapsed"}, verb="recall.declare"),
    ),
)
