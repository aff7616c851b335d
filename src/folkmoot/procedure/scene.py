"""A small invented branch in which an example of a rulebook is played as acts."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any

from folkmoot.procedure.act import Act, Actor, OutOfOrder
from folkmoot.procedure.case import Case
from folkmoot.procedure.dispute import family
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.matter import Ruling
from folkmoot.procedure.membership import branch_id
from folkmoot.procedure.papers import digest_of
from folkmoot.procedure.roll import make_roll
from folkmoot.rulebook.book import Rulebook, Step

RuleOn = Callable[[Assembly, Act, int], Ruling]
Enter = Callable[[Assembly, Ruling, int], None]
DAY_0 = date(2026, 6, 1)
BRANCH = branch_id("branch")
ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


@lru_cache(maxsize=4096)
def code_name(*words: object) -> str:
    """A made-up code name: the same words give the same name."""
    digest = sha256("/".join(map(str, words)).encode()).digest()
    return "".join(ALPHABET[byte % 32] for byte in digest[:16])


@dataclass(slots=True)
class Scene:
    """A small invented branch in which one example is played."""

    book: Rulebook
    rule_on: RuleOn
    enter: Enter
    members: int = 30
    assembly: Assembly = field(default_factory=Assembly)
    on: str = ""
    used: dict[str, int] = field(default_factory=dict)

    def at(self, step: Step) -> int:
        """The second of a step, in the rulebook's time zone."""
        return self.book.calendar.at(DAY_0 + timedelta(days=step.day), step.hour, step.minute)

    def found(self) -> None:
        """Found the branch the day before day 0, with every office held."""
        names = [code_name("member", each) for each in range(self.members)]
        facts = {
            "name": "Example",
            "rulebook": self.book.digest,
            "branches": [{"id": BRANCH, "title": "Branch", "parent": ""}],
            "founders": [{"name": name, "branch": BRANCH} for name in names],
            "offices": [
                {"office": o, "branch": BRANCH, "name": code_name("office", o)} for o in self.book.offices
            ],
        }
        self.assembly.known_books[self.book.digest] = self.book
        start = self.book.calendar.at(DAY_0 - timedelta(days=1), 9, 0)
        self.do("assembly.found", "assembly", Actor("founder"), start, facts)

    def do(
        self,
        verb: str,
        on: str,
        by: Actor,
        at: int,
        facts: dict[str, Any],
        papers: dict[str, bytes] | None = None,
        *,
        seals: tuple[str, ...] = (),
        relies_on: tuple[int, ...] = (),
    ) -> int:
        """Rule on an act and enter it; its index."""
        index = self.assembly.size
        act = Act(verb, on, by, facts, seals, relies_on, papers or {})
        self.enter(self.assembly, self.rule_on(self.assembly, act, at), index)
        return index

    def begin(self, verb: str, kind: str, at: int) -> None:
        """Begin a motion or a change."""
        self.on = f"{kind}/{self.assembly.next_number(kind)}"
        roll, papers = make_roll(self.names(self.on))
        facts: dict[str, Any] = {"branch": BRANCH, "text": digest_of(b"text"), "roll": roll.as_facts()}
        if kind == "motion":
            facts["length"] = 100
        else:
            new = _edited(self.book)
            self.assembly.known_books[new.digest] = new
            facts |= {"rulebook": new.digest, "base": self.book.digest}
        self.do(verb, self.on, Actor("member", self.names(self.on)[0]), at, facts, papers)

    def speak(self, by: Actor, at: int) -> int:
        """Speak in the debate; the index of the speech."""
        return self.do("debate.speak", self.on, by, at, {}, seals=(digest_of(b"words"),))

    @property
    def case(self) -> Case:
        """The proceeding that the example is about."""
        if self.on not in self.assembly.cases:
            raise OutOfOrder(rule="", condition="A proceeding has to begin first.", fact="None has.", cure="")
        return self.assembly.cases[self.on]

    @property
    def kind(self) -> str:
        """`motion`, `change`, `plan` or `amendment`."""
        return self.case.machine.name

    def names(self, proceeding: str) -> list[str]:
        """The code names of all members in a proceeding; the first is the mover's."""
        return [code_name(proceeding, each) for each in range(self.members)]

    def next_names(self, purpose: str, number: int) -> list[str]:
        """The next members who have not yet done this, the mover left out."""
        first = self.used.get(purpose, 1)
        self.used[purpose] = first + number
        return self.names(family(self.on))[first : first + number]


def _edited(book: Rulebook) -> Rulebook:
    """The same rulebook as a later edition: a change that touches no entrenched paragraph."""
    return replace(book, edition=book.edition + 1, digest=digest_of(book.text.encode() + b"\n"))
