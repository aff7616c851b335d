"""A motion: tabled, seconded, debated, put to the vote, carried or lost; ruled out on a listed ground alone.

Source: the procedure SM7 for motions, as far as it needs no meeting. All terms, numbers and grounds come from
the rulebook under which the motion was tabled. An option is a rival text on the same ballot paper (`method`:
Condorcet); option 1 is the motion itself.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from folkmoot.procedure import ballot, declaration
from folkmoot.procedure.act import number_fact, only_facts, say, text_fact
from folkmoot.procedure.case import Case
from folkmoot.procedure.debate import check_speak, follow_speak
from folkmoot.procedure.facts import Decision
from folkmoot.procedure.machine import START, Lapse, Machine, Row, State
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.papers import require_digest
from folkmoot.procedure.roll import read_roll
from folkmoot.procedure.roll_change import check_roll, follow_roll
from folkmoot.rulebook.values import Ratio, Term
from folkmoot.rulebook.vocabulary import DECIDED_WITHIN

EFFECTS = {"office.appoint": ("office", "branch", "name"), "branch.open": ("branch", "title", "parent")}
"""The acts that rest on a decision, each with the facts that the decision must have named."""
ORDINARY = Ratio(1, 1)


@dataclass(slots=True)
class Option:
    """One text on the ballot paper, the majority it needs over the default option, and who seconded it."""

    text: str
    mover: str
    ratio: Ratio = ORDINARY
    supporters: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Motion(Case):
    """A motion so far."""

    effect: dict[str, Any] = field(default_factory=dict)
    options: list[Option] = field(default_factory=list)
    objectors: set[str] = field(default_factory=set)
    secrecy: set[str] = field(default_factory=set)
    ground: str = ""

    @property
    def supporters(self) -> set[str]:
        """The code names of those who seconded the motion itself."""
        return self.options[0].supporters

    @property
    def wanted(self) -> int:
        """How many seconders the rulebook asks for."""
        return seconders_wanted(self)

    def mover_of(self, facts: Mapping[str, Any]) -> str:
        """Whoever moved the option that an act names; option 1 is the motion."""
        return self.option(facts).mover

    def supporters_of(self, facts: Mapping[str, Any]) -> Collection[str]:
        """Those who seconded the option that an act names."""
        return self.option(facts).supporters

    def option(self, facts: Mapping[str, Any]) -> Option:
        """The option that an act names by its number; the motion itself where it names none."""
        number = facts.get("option", 1)
        known = type(number) is int and 1 <= number <= len(self.options)
        return self.options[number - 1 if known else 0]

    @property
    def on_the_paper(self) -> list[Option]:
        """The options with enough seconders, in the order in which they were tabled."""
        return [option for option in self.options if len(option.supporters) >= self.wanted]


def seconders_wanted(case: Case) -> int:
    """The number of seconders, other than the mover, that the motion's rulebook asks for."""
    powers = case.book.powers.get("motion.second", ())
    return (powers[0].threshold or 0) if powers else 0


def _motion(matter: Matter) -> Motion:
    assert isinstance(matter.case, Motion)
    return matter.case


def _check_table(matter: Matter) -> None:
    act, assembly = matter.act, matter.assembly
    only_facts(act.facts, "branch", "text", "length", "roll", "effect", "class")
    require_digest(act, "text")
    number_fact(act.facts, "length")
    number = assembly.next_number("motion")
    if act.on != f"motion/{number}" or text_fact(act.facts, "branch") not in assembly.branches:
        raise matter.refuse(
            say("Motions are numbered one by one, each in a branch."),
            say("The next is motion {number}.", number=number),
            say("Use that number, and a branch that exists."),
        )
    _class(matter)
    _check_effect(matter)
    ballot.require_size(matter, len(read_roll(act.facts, act.papers).names), "speak")


def _check_effect(matter: Matter) -> None:
    """A motion may authorise one act, of those that rest on a decision, in its own branch."""
    facts = matter.act.facts
    if "effect" not in facts:
        return
    effect = facts["effect"]
    verb = effect.get("act") if isinstance(effect, Mapping) else None
    names = EFFECTS.get(verb) if isinstance(verb, str) else None
    if names is None or set(effect) != {"act", *names} or not all(isinstance(effect[n], str) for n in names):
        raise matter.refuse(
            say("A motion may authorise one act of these: {acts}.", acts=", ".join(EFFECTS)),
            say("This entry names another, or not just what such an act states."),
            say("Name the act and its facts."),
        )
    if effect.get("parent", effect["branch"]) != facts["branch"]:
        raise matter.refuse(
            say("A branch decides what happens in that branch."),
            say("What this motion authorises concerns another."),
            say("Table it there."),
        )


def _class(matter: Matter) -> Ratio:
    """The majority class of an option: one that the rulebook lists, ordinary where it says nothing."""
    classes: Mapping[str, Ratio] = ballot.term_of_art(matter.book, "motion", "classes") or {}
    if "class" not in matter.act.facts:
        return ORDINARY
    name = text_fact(matter.act.facts, "class")
    if name not in classes:
        raise matter.refuse(
            say(
                "An option belongs to one of these classes: {classes}.",
                classes=", ".join(classes) or say("none"),
            ),
            say("The entry says {name}.", name=name),
            say("Choose one of them, or leave it out."),
        )
    return classes[name]


def _table(matter: Matter, index: int) -> None:
    act, at = matter.act, matter.at
    motion = Motion(
        MACHINE,
        act.on,
        act.facts["branch"],
        matter.book,
        "tabled",
        at,
        {"tabling": at},
        mover=act.by.name,
        roll=read_roll(act.facts, act.papers),
        effect=dict(act.facts.get("effect", {})),
        options=[Option(act.facts["text"], act.by.name, _class(matter))],
    )
    matter.assembly.cases[act.on] = motion
    matter.assembly.numbers["motion"] = matter.assembly.next_number("motion")


def _check_second(matter: Matter) -> None:
    facts, motion = matter.act.facts, _motion(matter)
    only_facts(facts, "option")
    if not 1 <= (number_fact(facts, "option") if "option" in facts else 1) <= len(motion.options):
        raise matter.refuse(
            say("The options are numbered from 1 to {last}.", last=len(motion.options)),
            say("There is no such option."),
            say("Choose one of them."),
        )
    option = motion.option(facts)
    if matter.act.by.name == option.mover or matter.act.by.name in option.supporters:
        raise matter.refuse(
            say("Each member seconds once, and not what they moved."),
            say("You have moved or seconded this already."),
            say("Nothing more is needed from you."),
        )


def _second(matter: Matter, index: int) -> None:
    motion = _motion(matter)
    motion.option(matter.act.facts).supporters.add(matter.act.by.name)
    if motion.phase == "tabled" and len(motion.supporters) >= motion.wanted:
        _open_debate(motion, matter.at)


def _open_debate(motion: Motion, at: int) -> None:
    motion.events.setdefault("debate", at)
    motion.moves_to("debate", at)


def _check_option(matter: Matter) -> None:
    only_facts(matter.act.facts, "text", "length", "class")
    require_digest(matter.act, "text")
    number_fact(matter.act.facts, "length")
    _class(matter)
    if ballot.method_of(matter.book, "motion") != ballot.CONDORCET:
        raise matter.refuse(
            say("Options stand on a ballot on which they are ranked."),
            say("This ballot has no options: it is for or against."),
            say("Table a motion of your own."),
        )


def _add_option(matter: Matter, index: int) -> None:
    _motion(matter).options.append(Option(matter.act.facts["text"], matter.act.by.name, _class(matter)))


def _check_rule_out(matter: Matter) -> None:
    only_facts(matter.act.facts, "ground", "reasons")
    require_digest(matter.act, "reasons")
    text_fact(matter.act.facts, "ground")
    if _motion(matter).ground:
        raise matter.refuse(
            say("A motion is ruled on once."),
            say("It was ruled out before, and came back in order."),
            say("The motion stands."),
        )
    relies_on = matter.act.relies_on
    if matter.act.facts["ground"] != "decided-recently":
        if relies_on:
            raise matter.refuse(
                say(
                    "A ruling relies on another entry only where it says that the matter was decided lately."
                ),
                say("This one gives another ground."),
                say("Leave it out."),
            )
    elif len(relies_on) != 1 or not _decided_lately(matter, relies_on[0]):
        raise matter.refuse(
            say(
                "A matter was decided lately if a result of the branch, not older than {term}, is named.",
                term=matter.book.setting(DECIDED_WITHIN).words,
            ),
            say("The entry relies on no such result."),
            say("Name the declaration, or leave the motion in order."),
        )


def _decided_lately(matter: Matter, index: int) -> bool:
    """Whether a motion of the same branch was declared at `index`, and lately. Likeness is for people."""
    on = matter.assembly.declared.get(index)
    if on is None:
        return False
    earlier, term = matter.assembly.cases[on], matter.book.setting(DECIDED_WITHIN).value
    assert isinstance(term, Term)
    if not isinstance(earlier, Motion):
        return False
    until = matter.book.calendar.end_of(term, earlier.events["decision"])
    return earlier.branch == _motion(matter).branch and matter.at <= until


def _rule_out(matter: Matter, index: int) -> None:
    motion = _motion(matter)
    motion.ground = matter.act.facts["ground"]
    motion.events["ruling"] = matter.at


def _check_mend(matter: Matter) -> None:
    only_facts(matter.act.facts, "text", "length")
    require_digest(matter.act, "text")
    number_fact(matter.act.facts, "length")


def _mend(matter: Matter, index: int) -> None:
    _motion(matter).options[0].text = matter.act.facts["text"]
    _back_in_order(matter)


def _back_in_order(matter: Matter) -> None:
    """The motion goes on where it was; the time for finding seconders starts again."""
    motion = _motion(matter)
    if "debate" in motion.events:
        motion.moves_to("debate", matter.at)
    else:
        motion.events["tabling"] = matter.at
        motion.moves_to("tabled", matter.at)


def _check_object(matter: Matter) -> None:
    only_facts(matter.act.facts)
    if matter.act.by.name in _motion(matter).objectors:
        raise matter.refuse(
            say("Each member objects once."),
            say("You have objected already."),
            say("Nothing more is needed from you."),
        )


def _object(matter: Matter, index: int) -> None:
    motion = _motion(matter)
    motion.objectors.add(matter.act.by.name)
    if len(motion.objectors) >= (matter.power.threshold or 1):
        _back_in_order(matter)


def _check_plain(matter: Matter) -> None:
    only_facts(matter.act.facts)


def _withdraw(matter: Matter, index: int) -> None:
    """The table's target ends the motion."""


def _check_ask_secret(matter: Matter) -> None:
    only_facts(matter.act.facts)
    if matter.act.by.name in _motion(matter).secrecy:
        raise matter.refuse(
            say("Each member asks once."),
            say("You have asked already."),
            say("Nothing more is needed from you."),
        )


def _ask_secret(matter: Matter, index: int) -> None:
    _motion(matter).secrecy.add(matter.act.by.name)


def _declare(matter: Matter, index: int) -> None:
    motion, facts = _motion(matter), matter.act.facts
    motion.moves_to(facts["outcome"], matter.at)
    motion.events["decision"] = matter.at
    matter.assembly.declared[index] = motion.on
    if facts["outcome"] == "carried":
        # Where a rival text has won, what the motion itself would have authorised is not decided.
        won = "winners" not in facts or declaration.winner_of(facts) == 1
        effect = motion.effect if won else {}
        matter.assembly.decisions[index] = Decision(motion.on, motion.branch, effect)


LIVE = ("tabled", "debate", "ruled out")
MACHINE = Machine(
    name="motion",
    title="Motion",
    states=(
        State("tabled", "Looking for seconders."),
        State("debate", "Seconded, and open for debate."),
        State(
            "ruled out", "Ruled out on a listed ground; it may be mended, or put back by members who object."
        ),
        State("at the vote", "The ballot is open."),
        State("closed", "The ballot has closed; the result is due."),
        State("carried", "A decision of the branch.", final=True),
        State("lost", "Voted on and not carried.", final=True),
        State("lapsed", "Its time ran out.", final=True),
        State("withdrawn", "Withdrawn by its mover.", final=True),
        State("out of order", "Ruled out, and nobody objected in time.", final=True),
    ),
    rows=(
        Row("motion.table", (START,), "tabled", _check_table, _table, entitled="facts"),
        Row("motion.second", ("tabled", "debate"), "", _check_second, _second, may_lead_to=("debate",)),
        Row("motion.option", ("tabled", "debate"), "", _check_option, _add_option),
        Row("motion.rule_out", ("tabled", "debate"), "ruled out", _check_rule_out, _rule_out, relies=True),
        Row("motion.mend", ("ruled out",), "", _check_mend, _mend, may_lead_to=("tabled", "debate")),
        Row("motion.object", ("ruled out",), "", _check_object, _object, may_lead_to=("tabled", "debate")),
        Row("motion.withdraw", LIVE, "withdrawn", _check_plain, _withdraw),
        Row("motion.ask_secret", ("tabled", "debate"), "", _check_ask_secret, _ask_secret),
        Row("debate.speak", LIVE, "", check_speak, follow_speak, sealed=True),
        Row("roll.amend", LIVE, "", check_roll, follow_roll),
        Row("motion.put", ("debate",), "at the vote", ballot.check_put, ballot.follow_put),
        Row("motion.vote", ("at the vote",), "", ballot.check_vote, ballot.follow_vote, entitled="ballot"),
        Row(
            "motion.declare",
            ("closed",),
            "",
            declaration.check_declaration,
            _declare,
            may_lead_to=("carried", "lost"),
        ),
    ),
    lapses=(
        Lapse("tabled", {"": "lapsed"}, verb="motion.second"),
        Lapse("ruled out", {"": "out of order"}, verb="motion.object"),
        Lapse("debate", {"": "lapsed"}, verb="motion.put"),
        Lapse("at the vote", {"": "closed"}, event="closing"),
        Lapse(
            "closed",
            {"a new ballot may be opened": "debate", "": "lapsed"},
            verb="motion.declare",
        ),
    ),
)
