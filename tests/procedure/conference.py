"""A conference in memory: a plan of some clauses, and amendments to it, on top of `World`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Self

from folkmoot.procedure.act import THE_SITE, Act, Actor
from folkmoot.procedure.agenda import Agenda
from folkmoot.procedure.asking import ADOPTION, ONE, out_of_turn
from folkmoot.procedure.ballot import manner_of
from folkmoot.procedure.declaration import account
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.marshalling import order_of_taking
from folkmoot.procedure.papers import digest_of
from folkmoot.procedure.replay import replay
from folkmoot.procedure.shared_text import Amendment, Plan
from folkmoot.procedure.wording import length_of, new_words
from folkmoot.texts.adopt import adopt
from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.compile import reworded
from folkmoot.texts.edits import Amendment as Wording
from folkmoot.texts.edits import Delete, Edit, Insert
from folkmoot.tlog.leaf import Leaf
from procedure.world import DAY_0, ROOT, TEXT, World

SAID = (
    "The members may meet in the hall every month.",
    "Each branch sends two delegates, who report to it afterwards.",
    "The dues are five pounds a year, and nobody is turned away.",
    "Officers serve one year and may be chosen again.",
    "The archive is open to all.",
    "Minutes are kept and shown to everybody who asks for them.",
)


def text(*said: str, title: str = "Plan for Change") -> Revision:
    """A section with a clause for each sentence."""
    clauses = tuple(Clause(f"c{n}", body=each) for n, each in enumerate(said or SAID, start=1))
    return Revision(title, (Clause("s1", "section", heading="What we want", children=clauses),))


def said(**changes: str) -> tuple[str, ...]:
    """The sentences with some of them changed: `c3="..."`."""
    return tuple(changes.get(f"c{n}", each) for n, each in enumerate(SAID, start=1))


class Conference(World):
    """Thirty members of a network, a drafter, an arranger, and `plan/1`."""

    on = "plan/1"

    def to(self, day: int, hour: int = 12, minute: int = 0) -> Self:
        """Let the clock show this time on that day."""
        super().to(day, hour, minute)
        return self

    @property
    def plan(self) -> Plan:
        """The plan last published."""
        found = self.assembly.cases[self.on]
        assert isinstance(found, Plan)
        return found

    def amendment(self, number: int) -> Amendment:
        """An amendment to it."""
        return self.plan.amendments[number]

    def of(self, number: int) -> str:
        """What an amendment is called."""
        return f"{self.on}/amendment/{number}"

    def stands(self, number: int) -> str:
        """Where an amendment is now."""
        return self.state(self.of(number))

    def as_member(self, number: int, role: str = "member") -> Actor:
        """A member, under the code name that the roll of the plan gives them."""
        return self.member(self.on, number, role)

    def replayed(self, papers: Mapping[str, bytes]) -> Assembly:
        """The facts after a replay with other papers beside the record."""
        return replay((Leaf.decode(data) for data in self.leaves), papers.get)

    # -- the plan

    def publishing(self, revision: Revision | None = None, days: int = 30, **changes: Any) -> Act:
        """A plan published by the drafter, open for so many days."""
        number = self.assembly.next_number("plan")
        on, new = f"plan/{number}", revision or text()
        roll, papers = self.roll(on)
        day = self.book.calendar.local_date(self.now) + timedelta(days=days)
        facts = {
            "branch": ROOT,
            "revision": new.digest,
            "length": length_of(new),
            "until": day.isoformat(),
            "roll": roll,
            "passkey": True,
        }
        papers = papers | {new.digest: new.data}
        return self.act("plan.publish", on, self.officer("drafter"), papers=papers, **(facts | changes))

    def publish(self, revision: Revision | None = None, days: int = 30, **changes: Any) -> Self:
        """Publish it."""
        act = self.publishing(revision, days, **changes)
        self.do(act)
        self.on = act.on
        return self

    def revising(self, *sentences: str, revision: Revision | None = None, **changes: Any) -> Act:
        """The plan published anew."""
        new = revision or text(*sentences)
        facts = {"revision": new.digest, "length": length_of(new), "passkey": True}
        papers = {new.digest: new.data}
        return self.act("plan.revise", self.on, self.officer("drafter"), papers=papers, **(facts | changes))

    def revise(self, *sentences: str, **changes: Any) -> None:
        """Publish it anew."""
        self.do(self.revising(*sentences, **changes))

    # -- amendments

    def wording(self, *edits: Edit, amends: int = 0) -> Wording:
        """Edits of the text as it stands, or of an amendment's words."""
        base = self.plan.anchored_in(amends)
        return Wording(len(self.plan.amendments) + 1, base.digest, tuple(edits), amends)

    def edits(self, clause: str, new: str, field: str = "body", amends: int = 0) -> tuple[Edit, ...]:
        """What somebody typed over the words of a clause."""
        return reworded(clause, field, getattr(self.plan.anchored_in(amends).by_id[clause], field), new)

    def tabling_edits(self, *edits: Edit, mover: int = 0, amends: int = 0, **changes: Any) -> Act:
        """An amendment with these edits."""
        wording = self.wording(*edits, amends=amends)
        facts = {
            "branch": ROOT,
            "edits": wording.digest,
            "length": new_words(wording),
            "reasons": TEXT,
            "amends": amends or None,
        }
        papers = {wording.digest: wording.data}
        on = self.of(len(self.plan.amendments) + 1)
        return self.act("amendment.table", on, self.as_member(mover), papers=papers, **(facts | changes))

    def amend(
        self, clause: str, new: str, mover: int = 0, *, seconded: bool = True, amends: int = 0, **changes: Any
    ) -> int:
        """An amendment that puts these words in the place of a clause's; its number."""
        edits = self.edits(clause, new, amends=amends)
        return self.move(*edits, mover=mover, seconded=seconded, amends=amends, **changes)

    def move(self, *edits: Edit, mover: int = 0, seconded: bool = True, **changes: Any) -> int:
        """An amendment with these edits; its number."""
        self.do(self.tabling_edits(*edits, mover=mover, **changes))
        number = len(self.plan.amendments)
        if seconded:
            self.second_it(number)
        return number

    def delete(self, clause: str, mover: int = 0, **changes: Any) -> int:
        """An amendment that leaves a clause out; its number."""
        return self.move(Delete(clause), mover=mover, **changes)

    def add(self, id: str, body: str, after: str = "c6", mover: int = 0, **changes: Any) -> int:
        """An amendment that adds a clause; its number."""
        return self.move(Insert("s1", after, Clause(id, body=body)), mover=mover, **changes)

    def second_it(self, number: int, by: Iterable[int] = (28, 29)) -> None:
        """Let members second it, as far as it still needs them."""
        for each in by:
            self.do(self.on_it("second", number, each))

    def on_it(self, verb: str, number: int, by: int | Actor, role: str = "member", **facts: Any) -> Act:
        """An act of a member, or of somebody else, on an amendment."""
        actor = self.as_member(by, role) if isinstance(by, int) else by
        return self.act(f"amendment.{verb}", self.of(number), actor, **facts)

    def accepting(self, number: int) -> Act:
        """The drafter accepts it."""
        return self.on_it("accept", number, self.officer("drafter"), passkey=True)

    def confirming(self, number: int, *edits: Edit, mover: int = 0) -> Act:
        """Its mover confirms it with these edits."""
        wording = self.wording(*edits, amends=self.amendment(number).amends)
        facts = {"edits": wording.digest, "length": new_words(wording)}
        papers = {wording.digest: wording.data}
        by = self.as_member(mover, "mover")
        return self.act("amendment.confirm", self.of(number), by, papers=papers, **facts)

    def joining(self, source: int, composite: int, mover: int) -> Act:
        """The mover of a source signs a composite."""
        by = self.as_member(mover, "mover")
        return self.act("composite.join", self.of(source), by, composite=composite)

    # -- the meeting

    def marshalling(
        self, order: Sequence[Sequence[int]] | None = None, by: Actor | None = None, **more: Any
    ) -> Act:
        """The list, in the order of the rules or in another."""
        items = order_of_taking(self.plan, self.now) if order is None else tuple(map(tuple, order))
        agenda = Agenda(items, **{key: more.pop(key) for key in ("groups", "advice") if key in more})
        facts = {"agenda": digest_of(agenda.data), "passkey": True if by is None else None} | more
        papers = {digest_of(agenda.data): agenda.data}
        return self.act("plan.marshal", self.on, by or self.officer("arranger"), papers=papers, **facts)

    def marshal(self, order: Sequence[Sequence[int]] | None = None, **more: Any) -> Self:
        """Let the plan close, and publish the list."""
        return self.to(32).marshal_now(order, **more)

    def marshal_now(self, order: Sequence[Sequence[int]] | None = None, **more: Any) -> Self:
        """Publish the list today."""
        self.do(self.marshalling(order, **more))
        return self

    def asking(self, *numbers: int, kind: str = "", by: Actor | None = None, **changes: Any) -> Act:
        """A question about these amendments, or about the whole text."""
        ballot = f"ballot/{self.assembly.next_number('ballot')}"
        roll, papers = self.roll(ballot, self.plan.branch)
        kind = kind or (ONE if numbers else ADOPTION)
        known = [number for number in numbers if number in self.plan.amendments]
        late = bool(known) and out_of_turn(self.plan, kind, known, self.now)
        facts = {
            "kind": kind,
            "amendments": sorted(numbers),
            "ballot": ballot,
            "roll": roll,
            "manner": manner_of(self.plan.book, "question", 0),
            "reasons": TEXT if late else None,
            "adopts": None if numbers else self.as_amended.digest,
            "passkey": True if by is None else None,
        }
        on = f"{self.on}/question/{self.plan.questions + 1}"
        return self.act("question.put", on, by or self.officer("chair"), papers=papers, **(facts | changes))

    @property
    def as_amended(self) -> Revision:
        """The text with all that stands."""
        return adopt(self.plan.base, self.plan.standing(self.now)).revision

    def ask(self, *numbers: int, **changes: Any) -> str:
        """Put it; what the question is called."""
        act = self.asking(*numbers, **changes)
        self.do(act)
        return act.on

    def vote_on(self, question: str, *choices: Any) -> None:
        """Let so many members vote: choices, or lists of ranks."""
        ballot = self.case(question).ballot
        assert ballot is not None
        for number, choice in enumerate(choices):
            key = "choice" if isinstance(choice, str) else "ranks"
            self.do(self.act("question.vote", question, self.member(ballot.id, number), **{key: choice}))

    def declaring_question(self, question: str, by: Actor = THE_SITE, **changes: Any) -> Act:
        """The result, as the count gives it."""
        facts = dict(account(self.assembly, question, by=by, facts=changes).facts)
        return self.act("question.declare", question, by, **(facts | changes))

    def decide_it(
        self, *numbers: int, carried: bool = True, votes: Sequence[Any] = (), **changes: Any
    ) -> str:
        """Put a question, let members vote, and declare it when it has closed; what it is called."""
        question = self.ask(*numbers, **changes)
        self.vote_on(question, *(votes or ["for" if carried else "against"] * 4))
        self.now = self.case(question).events["closing"] + 1
        self.do(self.declaring_question(question))
        return question


def conference(**changes: Any) -> Conference:
    """A conference on day 0, with its plan published."""
    world = Conference(**changes)
    world.found().to(0)
    return world.publish()


__all__ = ["DAY_0", "Conference", "conference", "said", "text"]
