"""A question on a plan: one amendment, several en bloc, rivals on a ranked ballot, or the text as a whole.

What is decided about amendments follows for them at once, and so does what falls. The last question states
the digest of the text as amended, when it is put and when it is declared adopted: whoever replays computes it
anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from folkmoot.procedure import ballot, declaration
from folkmoot.procedure.act import only_facts, say
from folkmoot.procedure.asking import ADOPTION, EN_BLOC, RIVALS, as_amended, on_the_paper, require_order
from folkmoot.procedure.case import Case, over_by_time
from folkmoot.procedure.falling import carry, lead, lose
from folkmoot.procedure.machine import START, Lapse, Machine, Row, State
from folkmoot.procedure.matter import Matter
from folkmoot.procedure.papers import require_digest
from folkmoot.procedure.shared_text import NO_TEXT, Plan, head_of
from folkmoot.rulebook.book import Power
from folkmoot.rulebook.values import Ratio
from folkmoot.texts.clause import Revision


@dataclass(frozen=True, slots=True)
class Rival:
    """An option on a ranked ballot: an amendment, or, last, keeping the text as it is."""

    amendment: int
    ratio: Ratio = Ratio(1, 1)


@dataclass(slots=True)
class Question(Case):
    """A question so far: its kind, the amendments as they stand on the paper, what text it would adopt."""

    head: Plan | None = field(default=None, compare=False, repr=False)
    kind: str = ""
    amendments: tuple[int, ...] = ()
    would_adopt: Revision = NO_TEXT

    @property
    def plan(self) -> Plan:
        """The plan on which it is put."""
        assert self.head is not None
        return self.head

    @property
    def on_the_paper(self) -> list[Rival]:
        """The rivals on a ranked ballot; none where the vote is for or against."""
        return [Rival(number) for number in self.amendments] if self.kind == RIVALS else []

    def fitting(self, powers: tuple[Power, ...]) -> tuple[Power, ...]:
        """What the rules say of adopting the text is for that question alone, if they say something of it."""
        special = tuple(power for power in powers if power.need("adopts the text"))
        others = tuple(power for power in powers if not power.need("adopts the text"))
        return (special or others) if self.kind == ADOPTION else (others or powers)

    def also_declared(self, outcome: str) -> Mapping[str, Any]:
        """The digest of the text, where it is adopted."""
        adopts = self.kind == ADOPTION and outcome == "carried"
        return {"adopted": self.would_adopt.digest} if adopts else {}


def _question(matter: Matter) -> Question:
    assert isinstance(matter.case, Question)
    return matter.case


def _check_put(matter: Matter) -> None:
    act, plan = matter.act, head_of(matter)
    adopts = act.facts.get("kind") == ADOPTION
    only_facts(act.facts, "kind", "amendments", "ballot", "roll", "manner", "reasons", *["adopts"] * adopts)
    if act.on != f"{plan.on}/question/{plan.questions + 1}":
        raise matter.refuse(
            say("Questions on a plan are numbered one by one."),
            say("The next is question {number}.", number=plan.questions + 1),
            say("Use that number."),
        )
    if "reasons" in act.facts:
        require_digest(act, "reasons")
    require_order(matter, plan)
    if adopts and require_digest(act, "adopts") != as_amended(matter, plan).digest:
        raise matter.refuse(
            say("The last question names the text with all that was carried."),
            say("The entry names another text."),
            say("Compute it again from the text and what was carried."),
        )
    ballot.require_ballot(matter, plan.branch)


def _put(matter: Matter, index: int) -> None:
    act, at, plan = matter.act, matter.at, head_of(matter)
    kind, asked = act.facts["kind"], on_the_paper(plan, act.facts["amendments"])
    question = Question(
        MACHINE,
        act.on,
        plan.branch,
        matter.book,
        "at the vote",
        at,
        {},
        mover=act.by.name,
        head=plan,
        kind=kind,
        amendments=tuple(each.number for each in asked),
        would_adopt=as_amended(matter, plan) if kind == ADOPTION else NO_TEXT,
    )
    plan.questions += 1
    matter.assembly.cases[act.on] = question
    ballot.open_ballot(matter, question, ballot.CONDORCET if kind == RIVALS else ballot.MAJORITY)
    over = over_by_time(question)
    assert over is not None  # no rulebook lets a result wait for ever
    for each in asked or (plan,):
        lead(each, act.verb, "at the vote", at)
        each.events["result due"] = over - 1


def _declare(matter: Matter, index: int) -> None:
    """What was asked about is carried or lost, and others fall; what was lost en bloc comes apart.

    What has fallen meanwhile, with an amendment that it amends, stays so.
    """
    question, facts, at, verb = _question(matter), matter.act.facts, matter.at, matter.act.verb
    plan, carried = question.plan, facts["outcome"] == "carried"
    question.moves_to(facts["outcome"], at)
    question.events["decision"] = at
    asked = [number for number in question.amendments if plan.state(number, at) == "at the vote"]
    if question.kind == ADOPTION:
        lead(plan, verb, "adopted" if carried else "lost", at)
        plan.adopted = question.would_adopt if carried else None
    elif question.kind == RIVALS:
        winner = question.amendments[declaration.winner_of(facts) - 1] if carried else 0
        lose(plan, (number for number in asked if number != winner), verb, at)
        carry(plan, (number for number in asked if number == winner), verb, at)
    elif carried:
        carry(plan, asked, verb, at)
    elif question.kind == EN_BLOC:
        for number in asked:
            plan.amendments[number].apart = True
            lead(plan.amendments[number], verb, "seconded", at)
    else:
        lose(plan, asked, verb, at)


MACHINE = Machine(
    name="question",
    title="Question on a plan",
    states=(
        State("at the vote", "The ballot is open."),
        State("closed", "The ballot has closed; the result is due."),
        State("carried", "Carried, or won by one of the rivals, or the text adopted.", final=True),
        State("lost", "Not carried, or the text is kept as it is.", final=True),
        State("lapsed", "No result was declared in time; what it was about may be asked again.", final=True),
    ),
    rows=(
        Row("question.put", (START,), "at the vote", _check_put, _put, entitled="head", part=True),
        Row("question.vote", ("at the vote",), "", ballot.check_vote, ballot.follow_vote, entitled="ballot"),
        Row(
            "question.declare",
            ("closed",),
            "",
            declaration.check_declaration,
            _declare,
            entitled="head",
            may_lead_to=("carried", "lost"),
        ),
    ),
    lapses=(
        Lapse("at the vote", {"": "closed"}, event="closing"),
        Lapse("closed", {"": "lapsed"}, verb="question.declare"),
    ),
)
