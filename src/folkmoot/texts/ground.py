"""What the amendments of one base touch, by place, so that nothing is compared with what lies elsewhere."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import assert_never

from folkmoot.texts.clause import FIELDS, BadText, Clause, Revision
from folkmoot.texts.edits import Amendment, Delete, Edit, Insert, Move, Relabel, Replace, Reword, Wrap

Words = tuple[int, int, str, int, int, str]
"""Start, end, new words, number of the amendment, place of the edit in it, old words."""
Entry = tuple[int, int, Edit]
"""Number of the amendment, place of the edit in it, the edit."""
Structural = Insert | Delete | Replace | Move | Wrap | Relabel
"""Edits of clauses; all but those of words."""
Gap = tuple[str, str]
"""Below which clause, after which; `INSIDE_WRAP` for what comes after the inner clause of a wrap."""

AFTER_INNER = ">"


class Ground:
    """The edits of some amendments, all anchored in `base`, by what they touch."""

    def __init__(self, base: Revision, amendments: Iterable[Amendment] = ()) -> None:
        self.base = base
        self.words: dict[tuple[str, str], list[Words]] = {}
        self.gaps: dict[Gap, list[Entry]] = {}
        """What comes into each gap: insertions and moves."""
        self.roots: dict[str, list[Entry]] = {}
        """Deletions and replacements, by the clause that goes."""
        self.moves: dict[str, list[Entry]] = {}
        self.wraps: dict[str, list[Entry]] = {}
        self.labels: dict[str, list[Entry]] = {}
        self.ids: dict[str, list[Entry]] = {}
        """Which edits bring in each new id."""
        self.hung: dict[str, list[Entry]] = {}
        """Insertions and moves, by the clause below which they put something."""
        for amendment in amendments:
            self.add(amendment)

    def add(self, amendment: Amendment) -> None:
        """Gather the edits of one amendment more."""
        number, words = amendment.number, self.words
        for place, edit in enumerate(amendment.edits):
            if isinstance(edit, Reword):
                key = (edit.clause, edit.field)
                said = (edit.start, edit.end, edit.new, number, place, edit.old)
                if key in words:
                    words[key].append(said)
                else:
                    self._know(edit.clause, number)
                    words[key] = [said]
            else:
                self._add(edit, (number, place, edit))

    def _know(self, id: str, number: int) -> None:
        if id and id not in self.base.by_id:
            raise BadText(
                f"amendment {number}", f"its base has no clause {id}", "Check it against the text it amends."
            )

    def _add(self, edit: Structural, entry: Entry) -> None:
        self._know(edit.parent if isinstance(edit, Insert) else edit.clause, entry[0])
        match edit:
            case Insert():
                self._hang(edit, entry)
                self._bring(edit.clause, entry)
            case Delete():
                self.roots.setdefault(edit.clause, []).append(entry)
            case Replace():
                self.roots.setdefault(edit.clause, []).append(entry)
                self._bring(edit.by, entry)
            case Move():
                self._hang(edit, entry)
                self.moves.setdefault(edit.clause, []).append(entry)
            case Wrap():
                self.wraps.setdefault(edit.clause, []).append(entry)
                self._bring(edit.inner, entry)
            case Relabel():
                self.labels.setdefault(edit.clause, []).append(entry)
            case _:
                assert_never(edit)

    def _hang(self, edit: Insert | Move, entry: Entry) -> None:
        self._know(edit.parent, entry[0])
        self.gaps.setdefault(self.gap(edit), []).append(entry)
        self.hung.setdefault(edit.parent, []).append(entry)

    def _bring(self, fragment: Clause, entry: Entry) -> None:
        edit, known = entry[2], self.base.places
        kept = self.under(edit.clause) if isinstance(edit, Replace) else ()
        for clause in fragment.walk():
            if clause.id not in known:
                self.ids.setdefault(clause.id, []).append(entry)
            elif clause.id not in kept:
                raise BadText(f"amendment {entry[0]}", f"the id {clause.id} is taken", "Choose another.")

    def gap(self, edit: Insert | Move) -> Gap:
        """The gap into which an edit puts something: of the base, or after the inner clause of a wrap."""
        known = not edit.after or self.base.parents.get(edit.after) == edit.parent
        return edit.parent, edit.after if known else AFTER_INNER

    def under(self, id: str) -> Sequence[str]:
        """The ids of a clause and of all under it."""
        return self.base.in_order[self.base.places[id] : self.base.ends[id] + 1]

    def inside(self, root: str, edit: Edit) -> Iterator[tuple[int, int]]:
        """Number and place of every edit that has nothing to stand on once this one takes `root` away."""
        for id in self.under(root):
            for field in FIELDS:
                for _, _, _, number, place, _ in self.words.get((id, field), ()):
                    yield number, place
            for number, place, _ in chain(
                self.hung.get(id, ()), self.wraps.get(id, ()), self.labels.get(id, ())
            ):
                yield number, place
            if id != root or type(edit) is Delete:
                for number, place, _ in self.moves.get(id, ()):
                    yield number, place
            if id != root:
                for number, place, _ in self.roots.get(id, ()):
                    yield number, place

    def over(self, edit: Edit) -> Iterator[tuple[str, Entry]]:
        """Each deletion or replacement that takes away what an edit stands on, with the clause that goes."""
        if not self.roots:
            return
        for id, kinds in self._stands_on(edit):
            for entry in self.roots.get(id, ()):
                if type(entry[2]) in kinds:
                    yield id, entry

    def _stands_on(self, edit: Edit) -> Iterator[tuple[str, tuple[type[Edit], ...]]]:
        """The clauses without which an edit has no place, and which kinds of going take them from it."""
        both = (Delete, Replace)
        if isinstance(edit, Insert | Move) and edit.parent:
            yield from ((id, both) for id in chain([edit.parent], self.base.above(edit.parent)))
        if isinstance(edit, Insert):
            return
        if not isinstance(edit, Delete | Replace):
            yield edit.clause, (Delete,) if isinstance(edit, Move) else both
        yield from ((id, both) for id in self.base.above(edit.clause))


def shape(clause: Clause, base: Revision) -> object:
    """What a fragment says, without the ids that are its own."""
    kept = clause.id if clause.id in base.by_id else ""
    said = (clause.kind, clause.label, clause.heading, clause.body, clause.tail)
    return kept, said, tuple(shape(child, base) for child in clause.children)
