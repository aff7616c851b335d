"""Where edits of two amendments meet, and what follows: the table of collisions and falls.

Symmetric unless an arrow says which falls (`spec/texts.md`, 5):

- words and words: overlapping, or an insertion strictly inside, conflict; identical, same; side by side,
  touching;
- delete or replace, and any edit of that clause or of one under it: the latter falls, but not what comes in
  after that clause;
- delete or replace, twice on one clause: alternatives, or the same;
- insert or move, into one gap: touching, or the same. Two that bring in one new id in different words are two
  versions of one clause: alternatives;
- move and move, of one clause to two places, or each of its clause below the other's: conflict;
- wrap and wrap, relabel and relabel, of one clause and not alike: conflict.
"""

from collections.abc import Iterable
from itertools import chain

from folkmoot.texts.clause import Clause
from folkmoot.texts.edits import Delete, Edit, Insert, Move, Relabel, Replace, Reword, Wrap
from folkmoot.texts.ground import AFTER_INNER, Entry, Ground, Words, shape

CONFLICT, ALTERNATIVES, SAME, TOUCHING = "conflict", "alternatives", "same", "touching"


class Meetings:
    """The meetings found so far: `pairs` by two numbers, kind and clause; `falls` by who fells whom.

    With `excluding` only those are looked for of which one at most can be carried.
    """

    def __init__(self, ground: Ground, *, excluding: bool = False) -> None:
        self.ground, self.excluding = ground, excluding
        self.pairs: set[tuple[int, int, str, str]] = set()
        self.falls: dict[tuple[int, int], tuple[set[int], set[str]]] = {}
        """For each (a, b): the edits of b that fall if a is carried, and the clauses that go."""
        self._done: dict[int, object] = {}

    def all(self) -> None:
        """Find every meeting on the ground."""
        for (clause, _), group in self.ground.words.items():
            if len(group) > 1:
                self._words_in(clause, sorted(group))
        if not self.excluding:
            for root, entries in self.ground.roots.items():
                for entry in entries:
                    self._fell(root, entry)
        ground = self.ground
        shelves: Iterable[dict[str, list[Entry]]] = (ground.roots, ground.moves, ground.wraps, ground.labels)
        for entry in chain.from_iterable(chain(*(shelf.values() for shelf in shelves), ground.gaps.values())):
            self._meet(entry)

    def of(self, other: Ground) -> None:
        """Find every meeting of the edits on another ground of the same base with those on this one."""
        for (clause, field), words in other.words.items():
            for one in words:
                for two in self.ground.words.get((clause, field), ()):
                    self._words(clause, one, two)
                for root, entry in self.ground.over(Reword(clause, field, 0, 0, "", "")):
                    self._falls(root, entry, one[3], one[4])
        shelves = (other.roots, other.moves, other.wraps, other.labels)
        entries = {
            (entry[0], entry[1]): entry
            for entry in chain.from_iterable(
                chain(*(shelf.values() for shelf in shelves), other.gaps.values())
            )
        }
        for entry in entries.values():
            self._meet(entry)
            if isinstance(entry[2], Delete | Replace):
                self._fell(entry[2].clause, entry)
            for root, over in self.ground.over(entry[2]):
                self._falls(root, over, entry[0], entry[1])

    def _words_in(self, clause: str, group: list[Words]) -> None:
        """Meetings within one field, of edits sorted by their start: none reaches beyond its end."""
        for place, one in enumerate(group, start=1):
            end = one[1]
            while place < len(group) and group[place][0] <= end:
                self._words(clause, one, group[place])
                place += 1

    def _words(self, clause: str, one: Words, two: Words) -> None:
        if one[0] < two[1] and two[0] < one[1] and one[:3] != two[:3]:
            self._pair(one[3], two[3], CONFLICT, clause)
        elif not self.excluding and one[0] <= two[1] and two[0] <= one[1]:
            self._pair(one[3], two[3], SAME if one[:3] == two[:3] else TOUCHING, clause)

    def _pair(self, a: int, b: int, kind: str, place: str) -> None:
        if a != b:
            self.pairs.add((a, b, kind, place) if a < b else (b, a, kind, place))

    def _fell(self, root: str, entry: Entry) -> None:
        for number, place in self.ground.inside(root, entry[2]):
            self._falls(root, entry, number, place)

    def _falls(self, root: str, entry: Entry, number: int, place: int) -> None:
        if entry[0] != number:
            edits, roots = self.falls.setdefault((entry[0], number), (set(), set()))
            edits.add(place)
            roots.add(root)

    def _meet(self, entry: Entry) -> None:
        """Find what meets one edit of structure, words and falls apart."""
        number, _, edit = entry
        match edit:
            case Delete() | Replace():
                self._beside(entry, self.ground.roots, edit.clause, ALTERNATIVES)
            case Move():
                self._beside(entry, self.ground.moves, edit.clause, CONFLICT)
                self._circle(number, edit)
            case Wrap():
                self._beside(entry, self.ground.wraps, edit.clause, CONFLICT)
            case Relabel():
                self._beside(entry, self.ground.labels, edit.clause, CONFLICT)
        if isinstance(edit, Insert | Move) and not self.excluding:
            self._next_to(number, edit)
        self._claims(number, edit)

    def _beside(self, entry: Entry, shelf: dict[str, list[Entry]], clause: str, kind: str) -> None:
        for other in shelf.get(clause, ()):
            self._pair(entry[0], other[0], SAME if self._alike(entry[2], other[2]) else kind, clause)

    def _next_to(self, number: int, edit: Insert | Move) -> None:
        gap = self.ground.gap(edit)
        place = gap[0] if gap[1] == AFTER_INNER else gap[1] or gap[0]
        for other in self.ground.gaps.get(gap, ()):
            alike = self._alike(edit, other[2])
            if not (alike and isinstance(edit, Move)):  # two moves of one clause have met beside it
                self._pair(number, other[0], SAME if alike else TOUCHING, place)

    def _claims(self, number: int, edit: Edit) -> None:
        """Two that bring in one new id are two versions of one clause; of several ids the first is named."""
        fragment, met = _fragment_of(edit), set[tuple[int, int]]()
        for id in sorted(clause.id for clause in fragment.walk()) if fragment else ():
            for other in self.ground.ids.get(id, ()):
                if other[:2] not in met and not self._alike(edit, other[2]):
                    met.add(other[:2])
                    self._pair(number, other[0], ALTERNATIVES, id)

    def _circle(self, number: int, edit: Move) -> None:
        """Two moves, each of which puts its clause below the other's, cannot both be made."""
        ground, base = self.ground, self.ground.base
        if not edit.parent:
            return
        for id in chain([edit.parent], base.above(edit.parent)):
            for other in ground.moves.get(id, ()):
                target = other[2].parent if isinstance(other[2], Move) else ""
                if target and (target == edit.clause or edit.clause in base.above(target)):
                    self._pair(number, other[0], CONFLICT, min(id, edit.clause, key=base.places.__getitem__))

    def _alike(self, one: Edit, two: Edit) -> bool:
        """Whether two edits do the same: new ids aside, which nobody chose."""
        return type(one) is type(two) and self._what(one) == self._what(two)

    def _what(self, edit: Edit) -> object:
        """What an edit does; worked out once for each."""
        if id(edit) not in self._done:
            self._done[id(edit)] = self._worked_out(edit)
        return self._done[id(edit)]

    def _worked_out(self, edit: Edit) -> object:
        ground = self.ground
        match edit:
            case Insert():
                return ground.gap(edit), shape(edit.clause, ground.base)
            case Replace():
                return edit.clause, shape(edit.by, ground.base)
            case Wrap():
                return edit.clause, shape(edit.inner, ground.base)
            case Move():
                return edit.clause, ground.gap(edit)
        return edit


def _fragment_of(edit: Edit) -> Clause | None:
    match edit:
        case Insert():
            return edit.clause
        case Replace():
            return edit.by
        case Wrap():
            return edit.inner
    return None
