"""An election as the record shows it: the places, those who stand, the ballot, the lot, the result.

Candidates stand under the code names of the election's own roll; in a ranking of motions their names are
those of the motions. A candidate's number is the place of that name on the ballot paper, from 1.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from folkmoot.procedure.act import OutOfOrder, say
from folkmoot.procedure.case import Case, closes, standing
from folkmoot.procedure.facts import Assembly, Holding
from folkmoot.procedure.matter import Matter
from folkmoot.rulebook.book import Power, Rulebook
from folkmoot.rulebook.vocabulary import ELECTED_BY, EVERYBODY

OFFICE, PRIORITY, COUNTBACK = "office", "priority", "countback"
KINDS = (OFFICE, PRIORITY, COUNTBACK)
WITHDRAWN = "withdrawn"
HELD = "in office"


@dataclass(slots=True)
class Candidacy:
    """Somebody named for the places: by whom, with whose consent, for which groups, and whether still.

    `gone` is empty, `withdrawn`, or the ground on which the candidate was struck; `struck` maps each ground
    on which that has happened to the second, and `objectors` object to the last.
    """

    name: str
    nominators: set[str] = field(default_factory=set)
    consented: bool = False
    statement: str = ""
    groups: tuple[str, ...] = ()
    gone: str = ""
    struck: dict[str, int] = field(default_factory=dict)
    objectors: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Result:
    """What was declared, at which index: who is elected, in order, the facts, and how many had a vote."""

    index: int
    elected: tuple[str, ...]
    facts: Mapping[str, Any]
    unopposed: bool = False


@dataclass(slots=True)
class Election(Case):
    """An election so far.

    `terms` is the paragraph that says what is elected and how; `lot_from` what decides ties, as the opening
    said; `throws` maps who entered a throw of dice to it; `draw` the bytes that decide, once they are known.
    `paper` are the names on the ballot paper in its order. `recountable` says whether what was published is
    enough to count again, `counted` the rankings that were. `appointed` are those who have taken office.
    """

    kind: str = OFFICE
    office: str = ""
    seats: int = 1
    terms: Power | None = None
    follows: str = ""
    candidates: dict[str, Candidacy] = field(default_factory=dict)
    paper: tuple[str, ...] = ()
    lot_from: Mapping[str, Any] = field(default_factory=dict)
    throws: dict[str, str] = field(default_factory=dict)
    draw: bytes = b""
    batches: list[int] = field(default_factory=list)
    objectors: set[str] = field(default_factory=set)
    result: Result | None = None
    recountable: bool = False
    counted: Counter[tuple[int, ...]] = field(default_factory=Counter)
    appointed: set[str] = field(default_factory=set)

    @property
    def called_under(self) -> Power:
        """The paragraph that says what is elected and how."""
        assert self.terms is not None
        return self.terms

    @property
    def wanted(self) -> int:
        """How many nominators a candidate needs."""
        powers = self.fitting(self.book.powers.get("election.nominate", ()))
        return (powers[0].threshold or 1) if powers else 1

    def stands(self, name: str) -> bool:
        """Whether somebody stands: named by enough, willing, and neither withdrawn nor struck."""
        return not self.candidates[name].gone and self._named(name) if name in self.candidates else False

    def _named(self, name: str) -> bool:
        """Whether somebody is named by enough, and willing."""
        found = self.candidates[name]
        return found.consented and (self.kind != OFFICE or len(found.nominators) >= self.wanted)

    @property
    def standing_now(self) -> tuple[str, ...]:
        """The names of those who stand, in the order in which a ballot paper has them."""
        return paper_order(name for name in self.candidates if self.stands(name))

    def objecting_until(self, name: str) -> int | None:
        """The last second at which members may object to the striking of a candidate; None for others."""
        found = self.candidates[name]
        if found.gone not in found.struck:
            return None
        events = {**self.events, "striking": found.struck[found.gone]}
        ends = [closes(self, power, events) for power in self.book.powers.get("election.reinstate", ())]
        return max((end for end in ends if end is not None), default=None)

    def may_return(self, name: str, at: int) -> bool:
        """Whether somebody who was struck may still be reinstated at second `at`."""
        until = self.objecting_until(name)
        return until is not None and at <= until and self._named(name)

    def on_the_paper(self, at: int) -> tuple[str, ...]:
        """The names on a ballot paper that is made now: who stands, and who was struck and may yet return."""
        return paper_order(name for name in self.candidates if self.stands(name) or self.may_return(name, at))

    def paragraph_for(self, verb: str) -> str:
        """The paragraph that grants an act in this election; empty where none does."""
        return next((power.paragraph for power in self.fitting(self.book.powers.get(verb, ()))), "")

    def fitting(self, powers: tuple[Power, ...]) -> tuple[Power, ...]:
        """What the rules say of this office goes before what they say of all offices."""
        polled = self.ballot is not None
        powers = tuple(each for each in powers if not (polled and each.need("unopposed"))) or powers
        named = tuple(each for each in powers if self.office and self.office in each.offices)
        return named or tuple(each for each in powers if not each.offices) or powers


def paper_order(names: Iterable[str]) -> tuple[str, ...]:
    """The order of a ballot paper: that of the code names, which nobody chose; motions by their number."""
    return tuple(sorted(names, key=lambda name: (len(name), name)))


def election_of(matter: Matter) -> Election:
    """The election that lies before the assembly."""
    assert isinstance(matter.case, Election)
    return matter.case


def terms_for(book: Rulebook, office: str) -> Power | None:
    """The paragraph that says how an office is elected (how motions are ranked, for ""); None without one."""
    powers = book.powers.get("election.call", ())
    return next((p for p in powers if p.method and (office in p.offices if office else not p.offices)), None)


def elects(assembly: Assembly, terms: Power, branch: str) -> bool:
    """Whether a branch elects the offices of a paragraph: the whole, where all members elect together;
    otherwise each branch, and the whole only where it has none."""
    if ELECTED_BY[terms.electors] == EVERYBODY:
        return branch == assembly.root
    return branch != assembly.root or len(assembly.branches) == 1


def places_of(book: Rulebook, office: str) -> int:
    """How many may hold an office at a time: one, unless an election fills more."""
    terms = terms_for(book, office) if office else None
    return (terms.seats or 1) if terms is not None else 1


def holdings(assembly: Assembly, office: str, branch: str) -> list[Holding]:
    """All holdings of an office in a branch, the earliest first."""
    return [each for each in assembly.holders.values() if (each.office, each.branch) == (office, branch)]


def in_office(assembly: Assembly, office: str, branch: str, at: int) -> list[Holding]:
    """Those who hold an office in a branch at second `at`."""
    return [each for each in holdings(assembly, office, branch) if standing(each, at).state == HELD]


def held_by(holding: Holding, at: int) -> bool:
    """Whether a holding had begun by second `at`."""
    return holding.events["appointment"] <= at


def held_until(holding: Holding, at: int) -> int:
    """The last second of a holding, as it stands at second `at`."""
    now = standing(holding, at)
    return holding.events["end of term"] if now.state == HELD else now.since - 1


def left_early(holding: Holding, at: int) -> bool:
    """Whether somebody has left the office by second `at`, before the term was over."""
    return held_by(holding, at) and held_until(holding, at) < min(at, holding.events["end of term"])


def sat_at(holding: Holding, at: int) -> bool:
    """Whether somebody sat at second `at`, also when asked later."""
    return held_by(holding, at) and at <= held_until(holding, at)


def vacant_since(assembly: Assembly, book: Rulebook, office: str, branch: str, at: int) -> int | None:
    """The second from which a place of an office has been vacant without a break; None where none is."""
    held = [(each.events["appointment"], held_until(each, at)) for each in holdings(assembly, office, branch)]
    places, begun = places_of(book, office), assembly.cases["assembly"].events["founding"]
    times = sorted({begun, *(start for start, _ in held), *(end + 1 for _, end in held)})
    since: int | None = None
    for time in times:
        if time > at:
            break
        full = sum(start <= time <= end for start, end in held) >= places
        since = None if full else (since if since is not None else time)
    return since


def own_candidacy(matter: Matter) -> Candidacy:
    """The candidacy of whoever acts. Raises `OutOfOrder`."""
    found = election_of(matter).candidates.get(matter.act.by.name)
    if found is None:
        raise matter.refuse(
            say("This is for those who were nominated."),
            say("You were not."),
            say("Nominate yourself, or ask somebody to."),
        )
    return found


def unknown_candidate(matter: Matter) -> OutOfOrder:
    """The refusal of an act about somebody who does not stand."""
    return matter.refuse(
        say("This is about a candidate of the election."),
        say("Nobody stands under that name, or the candidate has gone."),
        say("Look up the name again."),
    )
