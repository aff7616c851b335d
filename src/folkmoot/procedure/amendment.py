"""An amendment to a plan: tabled, seconded, accepted or put to the meeting; carried, lost, or fallen.

Amendments are numbered in the order of tabling, and the number never changes: it is the one tie-break of the
engine. All people act under the code names that the roll of the plan gives them.
"""

from folkmoot.procedure import composite, friendly, revising
from folkmoot.procedure.act import number_fact, only_facts, say, text_fact
from folkmoot.procedure.debate import check_speak, follow_speak
from folkmoot.procedure.falling import come_to_the_list, let_secondaries_fall
from folkmoot.procedure.machine import START, Lapse, Machine, Row, State, elsewhere
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.papers import require_digest
from folkmoot.procedure.shared_text import UNDER_WAY, Amendment, Plan, amendment_of, head_of, require_open
from folkmoot.procedure.wording import learn_ids, read_edits


def _check_table(matter: Matter) -> None:
    act, facts = matter.act, matter.act.facts
    plan = head_of(matter)
    only_facts(facts, "branch", "edits", "length", "reasons", "amends", "composite_of")
    number = len(plan.amendments) + 1
    if act.on != f"{plan.on}/amendment/{number}":
        raise matter.refuse(
            say("Amendments to a plan are numbered one by one."),
            say("The next is amendment {number}.", number=number),
            say("Use that number."),
        )
    require_open(matter, plan)
    _require_branch(matter, plan)
    if "reasons" in facts:
        require_digest(act, "reasons")
    amends = _amended(matter, plan)
    own = composite.check_sources(matter, plan, amends) if "composite_of" in facts else ()
    read_edits(matter, plan, amends, number, own)


def _require_branch(matter: Matter, plan: Plan) -> None:
    """An amendment comes from the branch of the plan, or from one under it. Raises `OutOfOrder`."""
    if text_fact(matter.act.facts, "branch") not in matter.assembly.below(plan.branch):
        raise matter.refuse(
            say("An amendment comes from the branch whose plan it is, or from one under it."),
            say("The entry names another."),
            say("Name the branch that it comes from."),
        )


def _amended(matter: Matter, plan: Plan) -> int:
    """The number of the amendment that an act amends; 0 for the plan itself. Raises `OutOfOrder`."""
    if "amends" not in matter.act.facts:
        return 0
    number = number_fact(matter.act.facts, "amends")
    target = plan.amendments.get(number)
    if target is None or target.amends or plan.state(number, matter.at) not in ("seconded", "accepted"):
        raise matter.refuse(
            say("What is amended is an amendment to the text that has been seconded or accepted."),
            say("There is no such amendment {number}.", number=number),
            say("Second it first, or amend the text itself."),
        )
    return number


def _table(matter: Matter, index: int) -> None:
    act, at, facts = matter.act, matter.at, matter.act.facts
    plan, amends = head_of(matter), int(facts.get("amends", 0))
    sources = tuple(facts.get("composite_of", ()))
    number = len(plan.amendments) + 1
    wording = read_edits(matter, plan, amends, number, composite.ids_of(plan, sources))
    amendment = Amendment(
        MACHINE,
        act.on,
        plan.branch,
        matter.book,
        "tabled",
        at,
        {"tabling": at, "publication": plan.events["publication"], "deadline": plan.events["deadline"]},
        mover=act.by.name,
        head=plan,
        number=number,
        wording=wording,
        amends=amends,
        comes_from=facts["branch"],
        composite_of=sources,
    )
    plan.amendments[number] = matter.assembly.cases[act.on] = amendment
    plan.waiting.append(number)
    if amends:
        plan.amendments[amends].secondaries.append(number)
    learn_ids(plan, wording)
    composite.sign_own(amendment, at)


def _check_second(matter: Matter) -> None:
    only_facts(matter.act.facts)
    amendment = amendment_of(matter)
    require_open(matter, amendment.plan)
    if matter.act.by.name == amendment.mover or matter.act.by.name in amendment.supporters_of({}):
        raise matter.refuse(
            say("Each member seconds once, and not what they moved."),
            say("You have moved or seconded this already."),
            say("Nothing more is needed from you."),
        )


def _second(matter: Matter, index: int) -> None:
    amendment = amendment_of(matter)
    amendment.supporters.add(matter.act.by.name)
    if amendment.composite_of:
        composite.form(amendment, matter.act.verb, matter.at)
    elif matter.state == "tabled" and len(amendment.supporters) >= amendment.wanted:
        amendment.moves_to("seconded", matter.at)
        come_to_the_list(amendment, matter.act.verb, matter.at)


def _check_withdraw(matter: Matter) -> None:
    only_facts(matter.act.facts)


def _withdraw(matter: Matter, index: int) -> None:
    """The table's target ends the amendment; its sources come back, and what amends it falls."""
    amendment, verb = amendment_of(matter), matter.act.verb
    let_secondaries_fall(amendment, verb, matter.at)
    composite.unsign(amendment)
    amendment.moves_to("withdrawn", matter.at)
    for source in composite.come_apart(amendment, verb, matter.at):
        if source.left == "seconded":
            come_to_the_list(source, verb, matter.at)


SPOKEN = ("tabled", "seconded", "unconfirmed", "accepted", "in composite")
OPEN = ("tabled", "seconded", "unconfirmed", "accepted")
BACK = ("tabled", "seconded", "unconfirmed", "already made")
"""To where a source comes back from a composite."""
MACHINE = Machine(
    name="amendment",
    title="Amendment",
    states=(
        State("tabled", "Looking for seconders."),
        State("seconded", "Seconded; the meeting decides on it."),
        State("unconfirmed", "The words that it amends have changed; its mover may confirm it."),
        State("accepted", "Accepted by the mover of what it amends; any member may ask for a vote."),
        State("in composite", "It has gone into a composite, and shares its fate."),
        State("at the vote", "The ballot is open, or its result is due."),
        State("agreed", "Accepted, and nobody asked for a vote: it counts as carried.", final=True),
        State("carried", "Carried by the meeting.", final=True),
        State("lost", "Voted on and not carried.", final=True),
        State("fallen", "It fell: what was decided on another leaves it nothing to change.", final=True),
        State("not called", "It was not reached in the time for amendments.", final=True),
        State("lapsed", "Its time ran out.", final=True),
        State("withdrawn", "Withdrawn by its mover.", final=True),
        State("already made", "The text says it since it was published anew.", final=True),
    ),
    rows=(
        Row("amendment.table", (START,), "tabled", _check_table, _table, entitled="head", part=True),
        Row(
            "amendment.second",
            ("tabled", "seconded"),
            "",
            _check_second,
            _second,
            entitled="head",
            may_lead_to=("seconded",),
        ),
        Row("amendment.withdraw", OPEN, "withdrawn", _check_withdraw, _withdraw, entitled="head"),
        *friendly.ROWS,
        *revising.ROWS,
        *composite.ROWS,
        Row("debate.speak", SPOKEN, "", check_speak, follow_speak, entitled="head", sealed=True),
    ),
    lapses=(
        Lapse("tabled", {"": "lapsed"}, event="deadline"),
        Lapse("unconfirmed", {"": "lapsed"}, verb="amendment.confirm"),
        Lapse("accepted", {"": "agreed"}, verb="amendment.contest"),
        Lapse("in composite", {"": "agreed"}, event="end of contest"),
        Lapse("at the vote", {"": "seconded"}, event="result due"),
        *(Lapse(state, {"": "not called"}, head=True) for state in ("seconded", "in composite")),
        *(
            Lapse(state, {"": "not called"}, event="publication", term="plan.overall")
            for state in ("seconded", "in composite")
        ),
    ),
    led=(
        elsewhere("amendment.second", ("tabled", "seconded"), "in composite"),
        elsewhere("amendment.second", ("accepted",), "seconded"),
        elsewhere("amendment.second", UNDER_WAY, "fallen"),
        elsewhere("amendment.withdraw", ("in composite",), *BACK),
        elsewhere("amendment.withdraw", ("accepted",), "seconded"),
        elsewhere("amendment.withdraw", UNDER_WAY, "fallen"),
        elsewhere("amendment.confirm", ("unconfirmed",), "tabled", "seconded", "already made"),
        elsewhere("amendment.confirm", ("accepted",), "seconded"),
        elsewhere("composite.join", ("tabled",), "seconded"),
        elsewhere("composite.join", ("tabled", "seconded"), "in composite"),
        elsewhere("composite.join", ("accepted",), "seconded"),
        elsewhere("composite.join", UNDER_WAY, "fallen"),
        elsewhere("plan.revise", OPEN, "unconfirmed", "already made"),
        elsewhere("plan.revise", ("in composite",), *BACK),
        elsewhere("plan.revise", ("accepted",), "seconded"),
        elsewhere("plan.revise", UNDER_WAY, "fallen"),
        elsewhere("question.put", ("seconded",), "at the vote"),
        elsewhere("question.declare", ("at the vote",), "carried", "lost", "seconded"),
        elsewhere("question.declare", ("in composite",), "carried", "lost"),
        elsewhere("question.declare", ("accepted",), "seconded"),
        elsewhere("question.declare", UNDER_WAY, "fallen"),
    ),
)
