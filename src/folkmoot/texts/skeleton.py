"""The skeleton of an adopted text: which clauses go, which move, and what comes into which gap."""

from dataclasses import dataclass, replace
from itertools import chain

from folkmoot.texts.clause import Clause
from folkmoot.texts.edits import Delete, Insert, Move, Relabel, Replace
from folkmoot.texts.ground import Entry, Gap, Ground, shape
from folkmoot.texts.labelled import by_label


@dataclass(frozen=True, slots=True)
class Arrival:
    """What comes into a gap: by which amendments, and the entry of the first of them."""

    edit: Insert | Move
    entry: Entry
    numbers: frozenset[int]


class Skeleton:
    """What a set of edits that do not collide does to the clauses of its base.

    `deleted`: the clauses that are gone, and by whom; `roots`: those left out or replaced, with the edits
    that do it; `gone`: those of them that are left out. `moves`: where clauses go, and by whom; `arrivals`:
    what comes into each gap, in its order; `opened`: whose children are not as they were; `dirty`: which
    clauses are not.
    """

    def __init__(self, ground: Ground) -> None:
        self.ground, self.base = ground, ground.base
        self.alone: dict[int, frozenset[int]] = {}
        self.deleted: dict[str, frozenset[int]] = {}
        self._take_away()
        self._place()
        self._soil()

    def _take_away(self) -> None:
        """Find what goes: `inside` lies under a clause that goes, `roots` are those clauses themselves."""
        roots = self.ground.roots
        self.inside = {id for root in roots for id in self.ground.under(root)[1:]}
        self.roots = {root: entries for root, entries in roots.items() if root not in self.inside}
        self.gone = {root for root, entries in self.roots.items() if isinstance(entries[0][2], Delete)}
        for root, entries in self.roots.items():
            numbers = frozenset(number for number, _, _ in entries)
            edit = entries[0][2]
            kept = {clause.id for clause in edit.by.walk()} if isinstance(edit, Replace) else set()
            self.deleted |= {id: numbers for id in self.ground.under(root) if id not in kept}

    def _stands(self, id: str) -> bool:
        """Whether edits of a clause, and of what hangs under it, have something to stand on."""
        return id not in self.inside and id not in self.roots

    def _place(self) -> None:
        """Find what comes where: `arrivals` by gap, `away` the clauses that left their place."""
        self.moves: dict[str, tuple[Move, frozenset[int]]] = {}
        for id, entries in self.ground.moves.items():
            edit = entries[0][2]
            if isinstance(edit, Move) and id not in self.inside | self.gone and self._stands(edit.parent):
                self.moves[id] = edit, frozenset(number for number, _, _ in entries)
        self.arrivals: dict[Gap, list[Arrival]] = {}
        for gap, entries in self.ground.gaps.items():
            if self._stands(gap[0]) and (arrivals := self._arrivals(entries)):
                self.arrivals[gap] = arrivals
        opened = {gap[0] for gap in self.arrivals}
        opened.update(self.base.parents[id] for id in chain(self.gone, self.moves))
        self.opened = opened

    def _soil(self) -> None:
        """Find the clauses that will not stay as they are: those touched, and all above them."""
        parents, dirty = self.base.parents, {""}
        touched = chain(
            (id for id, _ in self.ground.words),
            self.ground.wraps,
            self.ground.labels,
            self.roots,
            self.opened,
        )
        for id in touched:
            while id not in dirty:
                dirty.add(id)
                id = parents[id]
        self.dirty = dirty

    def _arrivals(self, entries: list[Entry]) -> list[Arrival]:
        """What comes into one gap, in its order: by label where there is one, then by agenda number."""
        found: dict[object, Arrival] = {}
        seen: dict[object, int] = {}
        for entry in entries:
            number, _, edit = entry
            if isinstance(edit, Move):
                if edit.clause in self.moves:
                    found.setdefault(edit.clause, Arrival(edit, entry, self.moves[edit.clause][1]))
            else:
                assert isinstance(edit, Insert)  # nothing else comes into a gap
                said = shape(edit.clause, self.base) if len(entries) > 1 else None
                time = seen[number, said] = seen.get((number, said), 0) + 1
                first = found.get((said, time))
                numbers = first.numbers | {number} if first else self.by(number)
                found[said, time] = (
                    replace(first, numbers=numbers) if first else Arrival(edit, entry, numbers)
                )
        arrivals = list(found.values())
        if len(arrivals) > 1:
            labels = [self._label(arrival.edit) or "" for arrival in arrivals]
            key = by_label(labels)
            order = sorted(
                zip(labels, arrivals, strict=True),
                key=lambda each: (not each[0], key(each[0]), each[1].entry[:2]),
            )
            arrivals = [arrival for _, arrival in order]
        return arrivals

    def _label(self, edit: Insert | Move) -> str | None:
        if isinstance(edit, Insert):
            return edit.clause.label
        relabelled = self.ground.labels.get(edit.clause)
        said = relabelled[0][2] if relabelled else self.base.by_id[edit.clause]
        return said.label if isinstance(said, Relabel | Clause) else None

    def by(self, number: int) -> frozenset[int]:
        """The set of one number; the same object each time."""
        if number not in self.alone:
            self.alone[number] = frozenset((number,))
        return self.alone[number]

    def circle(self) -> tuple[list[int], str] | None:
        """The amendments whose moves together put clauses below themselves, and one of the clauses."""
        for start in sorted(self.moves, key=self.base.places.__getitem__):
            at, passed = start, [start]
            while at:
                at = self.moves[at][0].parent if at in self.moves else self.base.parents[at]
                if at == start:
                    return sorted({min(self.moves[id][1]) for id in passed if id in self.moves}), start
                if at in passed:
                    break
                passed.append(at)
        return None
