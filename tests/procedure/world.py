"""A whole assembly in memory: acts go through the real rules into real leaves, to be replayed from bytes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from folkmoot.procedure.act import THE_SITE, Act, Actor, OutOfOrder
from folkmoot.procedure.ballot import manner_of
from folkmoot.procedure.case import Case, Standing
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.papers import digest_of
from folkmoot.procedure.replay import replay
from folkmoot.procedure.roll import make_roll
from folkmoot.procedure.ruling import enter, rule_on, why_not
from folkmoot.procedure.trial import code_name
from folkmoot.rulebook.parse import parse
from folkmoot.rulebook.starters import starter
from folkmoot.tlog.leaf import By, Leaf

DAY_0 = date(2026, 6, 1)
TEXT = digest_of(b"Mend the roof\n\nThe roof leaks.")
SEAL = digest_of(b"sealed words")
ROOT, NORTH = "network", "north"


@dataclass
class World:
    """Thirty members: the first twenty belong to the root branch directly, ten to the branch under it."""

    text: str = field(default_factory=lambda: starter("network"))
    members: list[str] = field(default_factory=lambda: [ROOT] * 20 + [NORTH] * 10)
    assembly: Assembly = field(default_factory=Assembly)
    leaves: list[bytes] = field(default_factory=list)
    papers: dict[str, bytes] = field(default_factory=dict)
    now: int = 0

    def __post_init__(self) -> None:
        self.book = parse(self.text)
        self.to(-1)

    def to(self, day: int, hour: int = 12, minute: int = 0) -> "World":
        """Let the clock show this time on that day; day 0 is Monday 1 June 2026."""
        self.now = self.book.calendar.at(DAY_0 + timedelta(days=day), hour, minute)
        return self

    def act(
        self,
        verb: str,
        on: str,
        by: Actor = THE_SITE,
        *,
        seals: Iterable[str] = (),
        relies_on: Iterable[int] = (),
        papers: Mapping[str, bytes] | None = None,
        **facts: Any,
    ) -> Act:
        """An act that nobody has ruled on. A fact whose value is None is left out."""
        stated = {key: value for key, value in facts.items() if value is not None}
        return Act(verb, on, by, stated, tuple(seals), tuple(relies_on), papers or {})

    def do(self, act: Act) -> int:
        """Rule on an act, write its leaf, let the facts follow; the index."""
        ruling = rule_on(self.assembly, act, self.now)
        index = len(self.leaves)
        self.leaves.append(leaf_of(act, index, self.now, ruling.rule, ruling.book))
        self.papers.update(act.papers)
        enter(self.assembly, ruling, index)
        return index

    def refusal(self, act: Act) -> OutOfOrder:
        """The refusal that an act meets."""
        found = why_not(self.assembly, act, self.now)
        assert found is not None, f"{act.verb} is in order"
        return found

    def again(self) -> Assembly:
        """The facts after a replay of the leaves, from their bytes."""
        return replay((Leaf.decode(data) for data in self.leaves), self.papers.get)

    # -- people

    def people(self, branch: str) -> list[int]:
        """The members of a branch and those under it, by number."""
        return [n for n, at in enumerate(self.members) if at and (branch == ROOT or at == branch)]

    def member(self, on: str, number: int, role: str = "member") -> Actor:
        """A member in a proceeding, under the code name made for it."""
        return Actor(role, code_name(on, number))

    def officer(self, office: str, branch: str = ROOT, number: int = 1) -> Actor:
        """An officer, under the code name of the holding."""
        return Actor(office, code_name("office", branch, office, number))

    def roll(self, on: str, branch: str = ROOT) -> tuple[dict[str, Any], dict[str, bytes]]:
        """The facts and the paper of a roll of all members of a branch."""
        roll, papers = make_roll(code_name(on, n) for n in self.people(branch))
        return roll.as_facts(), papers

    def join(self, number: int, branch: str = ROOT) -> int:
        """Let a new member join."""
        while len(self.members) <= number:
            self.members.append("")
        name = code_name("membership", number)
        index = self.do(
            self.act(
                "member.join", f"membership/{name}", Actor("applicant", name), branch=branch, way="online"
            )
        )
        self.members[number] = branch
        return index

    # -- proceedings

    def found(self, **changes: Any) -> "World":
        """Found the organisation on the day before day 0."""
        self.do(self.founding(**changes))
        return self

    def founding(self, **changes: Any) -> Act:
        """The founding act; `changes` replace facts."""
        facts: dict[str, Any] = {
            "name": "The Commons Network",
            "rulebook": self.book.digest,
            "branches": [
                {"id": ROOT, "title": "Network", "parent": ""},
                {"id": NORTH, "title": "North", "parent": ROOT},
            ],
            "founders": [
                {"name": code_name("membership", n), "branch": branch}
                for n, branch in enumerate(self.members)
            ],
            "offices": [
                {"office": office, "branch": ROOT, "name": self.officer(office).name}
                for office in self.book.offices
            ]
            + [{"office": "secretary", "branch": NORTH, "name": self.officer("secretary", NORTH).name}],
        }
        papers = {self.book.digest: self.text.encode()}
        return self.act("assembly.found", "assembly", Actor("founder"), papers=papers, **(facts | changes))

    def tabling(self, branch: str = ROOT, mover: int | None = None, **changes: Any) -> Act:
        """A motion tabled by a member, under the next number."""
        on = f"motion/{self.assembly.next_number('motion')}"
        roll, papers = self.roll(on, branch)
        facts = {"branch": branch, "text": TEXT, "length": 100, "roll": roll}
        by = self.member(on, self.people(branch)[0] if mover is None else mover)
        return self.act("motion.table", on, by, papers=papers, **(facts | changes))

    def table(self, branch: str = ROOT, **changes: Any) -> str:
        """Table a motion; what it is called."""
        act = self.tabling(branch, **changes)
        self.do(act)
        return act.on

    def second(self, on: str, number: int = 2, **facts: Any) -> None:
        """Let the next members second it."""
        case = self.assembly.cases[on]
        for n in self.people(case.branch)[1 : number + 1]:
            self.do(self.act("motion.second", on, self.member(on, n), **facts))

    def debated(self, branch: str = ROOT, **changes: Any) -> str:
        """A motion tabled and seconded now."""
        on = self.table(branch, **changes)
        self.second(on)
        return on

    def putting(self, on: str, by: Actor | None = None, **changes: Any) -> Act:
        """Putting it to the vote, with a roll for the next ballot."""
        case = self.assembly.cases[on]
        ballot = f"ballot/{self.assembly.next_number('ballot')}"
        roll, papers = self.roll(ballot, case.branch)
        kind = on.partition("/")[0]
        facts = {
            "ballot": ballot,
            "roll": roll,
            "manner": manner_of(case.book, kind, len(getattr(case, "secrecy", ()))),
            "passkey": True if by is None else None,
        }
        by = by or self.officer("secretary", case.branch)
        return self.act(f"{kind}.put", on, by, papers=papers, **(facts | changes))

    def put(self, on: str, by: Actor | None = None) -> str:
        """Put it to the vote; what its ballot is called."""
        self.do(self.putting(on, by))
        ballot = self.assembly.cases[on].ballot
        assert ballot is not None
        return ballot.id

    def vote(self, on: str, number: int, choice: Any) -> int:
        """Let a member vote: for, against, abstain, or a list of ranks."""
        case = self.assembly.cases[on]
        assert case.ballot is not None
        key = "choice" if isinstance(choice, str) else "ranks"
        by = self.member(case.ballot.id, number)
        return self.do(self.act(f"{on.partition('/')[0]}.vote", on, by, **{key: choice}))

    def votes(self, on: str, in_favour: int, against: int = 0, abstain: int = 0) -> None:
        """Let so many members vote."""
        choices = ["for"] * in_favour + ["against"] * against + ["abstain"] * abstain
        for n, choice in zip(self.people(self.assembly.cases[on].branch), choices, strict=False):
            self.vote(on, n, choice)

    def declaring(self, on: str, outcome: str = "", by: Actor = THE_SITE, **changes: Any) -> Act:
        """The declaration of an open vote, counted here by hand."""
        case = self.assembly.cases[on]
        votes = list(case.ballot.votes.values()) if case.ballot else []
        facts = {choice: votes.count(choice) for choice in ("for", "against", "abstain")}
        facts |= {"outcome": outcome or ("carried" if facts["for"] > facts["against"] else "lost")}
        return self.act(f"{on.partition('/')[0]}.declare", on, by, **(facts | changes))

    def decided(self, branch: str = ROOT, in_favour: int = 8, **changes: Any) -> tuple[str, int]:
        """A motion tabled now and carried in the coming weeks: its name, and the index of its declaration."""
        on = self.debated(branch, **changes)
        self.pass_days(9)
        self.put(on)
        self.votes(on, in_favour)
        self.pass_days(9)
        return on, self.do(self.declaring(on))

    def pass_days(self, days: int) -> None:
        """Let days pass."""
        self.now += days * 86_400

    def proposing(self, text: str, proposer: int = 0, **changes: Any) -> Act:
        """A change of the rules to this text."""
        on = f"change/{self.assembly.next_number('change')}"
        roll, papers = self.roll(on)
        new = text.encode()
        facts = {
            "branch": ROOT,
            "rulebook": digest_of(new),
            "base": self.assembly.books[-1][1].digest,
            "text": TEXT,
            "roll": roll,
        }
        papers = papers | {digest_of(new): new}
        return self.act("change.propose", on, self.member(on, proposer), papers=papers, **(facts | changes))

    def propose(self, text: str) -> str:
        """Propose a change of the rules; what it is called."""
        act = self.proposing(text)
        self.do(act)
        return act.on

    def back(self, on: str, number: int = 5) -> None:
        """Let the next members back it."""
        for n in range(1, number + 1):
            self.do(self.act("change.back", on, self.member(on, n)))

    def case(self, on: str) -> Case:
        """The proceeding."""
        return self.assembly.cases[on]

    def standing(self, on: str) -> Standing:
        """Where it stands now."""
        return self.assembly.standing(on, self.now)

    def state(self, on: str) -> str:
        """The state in which it is now."""
        return self.standing(on).state


def leaf_of(act: Act, index: int, at: int, rule: str, book: str) -> bytes:
    """The bytes of the leaf of an act."""
    by = By(act.by.role, act.by.name)
    return Leaf(
        index, at, act.verb, rule, book, by, act.on, act.facts, act.seals, act.relies_on
    ).encode()  # fmt: skip


def changed(act: Act, **facts: Any) -> Act:
    """The same act with other facts; None leaves one out."""
    stated = {key: value for key, value in {**act.facts, **facts}.items() if value is not None}
    return replace(act, facts=stated)


EDITED = ("Edition 1.", "Edition 2.")
PLAIN = ("[14 days]{motion.seconding}", "[21 days]{motion.seconding}")
"""A change of paragraph 4.2 of the network's rulebook, which is not entrenched."""
DEEP = ("[three quarters]{change.entrenched-majority}", "[4/5]{change.entrenched-majority}")
"""A change of paragraph 7.8, which is entrenched."""


def edited(*changes: tuple[str, str], text: str = "") -> str:
    """The rulebook of the network with these changes."""
    text = text or starter("network")
    for old, new in (EDITED, *changes):
        assert old in text, old
        text = text.replace(old, new)
    return text


def words(refusal: OutOfOrder) -> tuple[str, str, str, str]:
    """Rule, condition, fact and cure of a refusal, as they are shown."""
    return refusal.rule, str(refusal.condition), str(refusal.fact), str(refusal.cure)
