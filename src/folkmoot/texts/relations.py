"""How amendments of one base stand to one another: which collide, which fall if another is carried."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from folkmoot.texts.clause import BadText, Revision
from folkmoot.texts.content import content_of
from folkmoot.texts.edits import Amendment, Move
from folkmoot.texts.ground import Ground
from folkmoot.texts.meeting import ALTERNATIVES, CONFLICT, SAME, TOUCHING, Meetings
from folkmoot.texts.skeleton import Skeleton

FALLS, PARTLY = "falls", "partly"
KINDS = (CONFLICT, ALTERNATIVES, FALLS, PARTLY, SAME, TOUCHING)
EXCLUDING = (CONFLICT, ALTERNATIVES)
"""Of two such amendments at most one can be carried."""


@dataclass(frozen=True, slots=True, order=True)
class Relation:
    """How two amendments stand to each other at the clause `place` ("" for the top of the text).

    `kind`, for both sides alike and with a < b: "conflict" and "alternatives" (one at most can be carried),
    "same" (an edit that both make), "touching" (allowed, side by side). With a direction: "falls" (b falls if
    a is carried), "partly" (of b only `edits` fall, counted from 0, of the `of` that it has).
    """

    a: int
    b: int
    kind: str
    place: str
    edits: tuple[int, ...] = ()
    of: int = 0


def relations(
    base: Revision,
    amendments: Iterable[Amendment],
    *,
    closed_words: bool = False,
    reopen_by_larger: bool = False,
) -> tuple[Relation, ...]:
    """All relations between amendments of one text, and between those that amend the same amendment.

    `closed_words`: what is carried closes its words, so that leaving out or replacing the clause around them
    falls as well; `reopen_by_larger`: even so that may still be put, and then wins.
    """
    index = Index(base, closed_words=closed_words, reopen_by_larger=reopen_by_larger)
    for amendment in sorted(amendments, key=lambda each: (each.amends != 0, each.number)):
        index.add(amendment)
    return index.relations()


class Index:
    """Amendments of one text, kept so that one more is compared with all of them at once."""

    def __init__(self, base: Revision, *, closed_words: bool = False, reopen_by_larger: bool = False) -> None:
        self.base = base
        self.closing = closed_words and not reopen_by_larger
        self.amendments: dict[int, Amendment] = {}
        self._grounds: dict[int, Ground] = {0: Ground(base)}
        self._all: tuple[Relation, ...] | None = None

    def add(self, amendment: Amendment) -> None:
        """Gather one more; what it amends is already here. Its number stands once."""
        if amendment.number in self.amendments:
            raise BadText(
                f"amendment {amendment.number}", "its number is taken", "Give each a number of its own."
            )
        self._ground(amendment.amends).add(amendment)
        self.amendments[amendment.number] = amendment
        self._all = None

    def against(self, amendment: Amendment) -> tuple[Relation, ...]:
        """How one amendment, gathered here or not, stands to all others."""
        ground = self._ground(amendment.amends)
        meetings = Meetings(ground)
        meetings.of(Ground(ground.base, [amendment]))
        return self._told([meetings], {amendment.number: amendment})

    def relations(self) -> tuple[Relation, ...]:
        """All relations between the amendments gathered here."""
        if self._all is None:
            found = [Meetings(ground) for ground in self._grounds.values()]
            for meetings in found:
                meetings.all()
            self._all = self._told(found, {})
        return self._all

    def _ground(self, amends: int) -> Ground:
        if amends not in self._grounds:
            if amends not in self.amendments:
                raise BadText(f"amendment {amends}", "it is not here, but another amends it", "Add it first.")
            self._grounds[amends] = Ground(content_of(self.amendments[amends]))
        return self._grounds[amends]

    def _told(self, found: Iterable[Meetings], strange: Mapping[int, Amendment]) -> tuple[Relation, ...]:
        told: set[tuple[int, int, str, str, tuple[int, ...], int]] = set()
        for meetings in found:
            told.update((*pair, (), 0) for pair in meetings.pairs)
            places = meetings.ground.base.places
            for (a, b), (edits, roots) in meetings.falls.items():
                fallen = strange[b] if b in strange else self.amendments[b]
                place, of = min(roots, key=places.__getitem__), _parts(fallen)
                kind = FALLS if len(edits) == of else PARTLY
                told.add((a, b, kind, place, tuple(sorted(edits)), of))
                if self.closing:
                    told.add((b, a, FALLS, place, (), 0))
        return tuple([Relation(*each) for each in sorted(told)])


def _parts(amendment: Amendment) -> int:
    """How many things would have to fall for nothing of it to be left: its edits, and sweeps that run on."""
    return len(amendment.edits) + sum(sweep.inserted for sweep in amendment.sweeps)


def fallen(
    found: Iterable[Relation] | Index, carried: Iterable[int], open: Iterable[int]
) -> Mapping[int, int]:
    """Of the open amendments those that have fallen, each with the number because of which it fell.

    That is a carried amendment; from an index also the fallen amendment that another amends. An index also
    knows of moves that only three and more together put in a circle, which relations of pairs cannot say.
    """
    told = found.relations() if isinstance(found, Index) else found
    decided, waiting = frozenset(carried), frozenset(open)
    causes: dict[int, set[int]] = {}
    gone: dict[int, tuple[set[int], set[int], int]] = {}
    for each in told:
        a, b = (each.b, each.a) if each.kind in EXCLUDING and each.b in decided else (each.a, each.b)
        if a not in decided or b not in waiting:
            continue
        if each.kind in (*EXCLUDING, FALLS):
            causes.setdefault(b, set()).add(a)
        elif each.kind == PARTLY:
            edits, by, _ = gone.setdefault(b, (set(), set(), each.of))
            edits.update(each.edits)
            by.add(a)
    for number, (edits, by, of) in gone.items():
        if len(edits) == of:
            causes.setdefault(number, set()).update(by)
    why = {number: min(by) for number, by in sorted(causes.items())}
    if isinstance(found, Index):
        _fall_by_a_circle(found, decided, waiting, why)
        _fall_with_their_primary(found, waiting, why)
    return why


def _fall_by_a_circle(
    index: Index, decided: frozenset[int], waiting: frozenset[int], why: dict[int, int]
) -> None:
    """A move falls that would, with carried moves, put clauses below themselves in a circle."""
    mine = [each for each in index.amendments.values() if each.number in decided and not each.amends]
    if not any(_moves(each) for each in mine):
        return
    for number in sorted(waiting - why.keys()):
        one = index.amendments.get(number)
        if one and not one.amends and _moves(one):
            circle = Skeleton(Ground(index.base, [*mine, one])).circle()
            if circle:
                why[number] = next(each for each in circle[0] if each != number)


def _moves(amendment: Amendment) -> bool:
    return any(isinstance(edit, Move) for edit in amendment.edits)


def _fall_with_their_primary(index: Index, waiting: frozenset[int], why: dict[int, int]) -> None:
    known = {number: index.amendments[number].amends for number in waiting & index.amendments.keys()}
    while found := {
        number: amends for number, amends in known.items() if amends in why and number not in why
    }:
        why.update(found)
