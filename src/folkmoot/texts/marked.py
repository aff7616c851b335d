"""A text with amendments in place: who leaves out which words, who inserts which, what is moved where.

The words of the base come in their order, and what is inserted stands after what it is to replace. Nothing is
decided here: amendments that collide stand side by side. One amendment by itself is the common case; time
grows with the text and the edits, and with how many amendments leave out the same words.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from folkmoot.texts.adopted import NOBODY
from folkmoot.texts.clause import FIELDS, BadText, Clause, Revision
from folkmoot.texts.edits import Amendment, Delete, Edit, Insert, Move, Relabel, Replace, Wrap
from folkmoot.texts.ground import AFTER_INNER, Entry, Gap, Ground, Words, shape
from folkmoot.texts.labels import labels

Numbers = frozenset[int]

HERE, INSERTED, INSTEAD, ARRIVES = "here", "inserted", "instead", "arrives"


@dataclass(frozen=True, slots=True)
class MarkedRun:
    """Words inserted by the amendments `by`, or of the base where there are none; `out` leave them out."""

    text: str
    by: Numbers = NOBODY
    out: Numbers = NOBODY


@dataclass(frozen=True, slots=True)
class MarkedClause:
    """A clause as it stands in the marked text.

    `stands`: "here" (in the base), "inserted" (by the amendments `by`), "instead" (put by them in the place
    of the clause with its id, which stands before it), or "arrives" (a clause of the base that they move
    here; its words stand at its old place). `label`: its printed number in the base, "" where it has none.
    `depth`: how many clauses stand over it. `fields`: its words, for each field that says something.
    `deleted`, `replaced`: who leaves it, or a clause over it, out, or puts another in its place. `moved`: who
    moves it, and where to; `relabelled`: who gives it which label; `wrapped`: who makes it the first of its
    own sub-clauses, and which.
    """

    clause: Clause
    stands: str
    label: str
    depth: int
    fields: Mapping[str, tuple[MarkedRun, ...]]
    by: Numbers = NOBODY
    deleted: Numbers = NOBODY
    replaced: Numbers = NOBODY
    moved: tuple[tuple[Numbers, Move], ...] = ()
    relabelled: tuple[tuple[Numbers, Relabel], ...] = ()
    wrapped: tuple[tuple[Numbers, Wrap], ...] = ()

    @property
    def marks(self) -> bool:
        """Whether any amendment has to do with this clause."""
        whole = (self.by, self.deleted, self.replaced, self.moved, self.relabelled, self.wrapped)
        return any(whole) or any(run.by or run.out for runs in self.fields.values() for run in runs)


@dataclass(frozen=True, slots=True)
class Marked:
    """The clauses of a marked text, in the order in which they are printed."""

    title: str
    clauses: tuple[MarkedClause, ...]


def marked(base: Revision, amendments: Iterable[Amendment]) -> Marked:
    """The base with amendments in place. Raises `BadText` where one is anchored in another text."""
    ground = Ground(base)
    for amendment in amendments:
        if amendment.base != base.digest:
            where = f"amendment {amendment.number}"
            raise BadText(where, "it is anchored in another text", "Carry it over to this one first.")
        ground.add(amendment)
    marking = _Marking(ground)
    return Marked(base.title, tuple(marking.children("", base.clauses, 0, NOBODY, NOBODY)))


class _Marking:
    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.labels = labels(ground.base)

    def children(
        self, parent: str, clauses: Iterable[Clause], depth: int, deleted: Numbers, replaced: Numbers
    ) -> Iterator[MarkedClause]:
        """The clauses under one, and what comes into the gaps between them."""
        yield from self._come((parent, ""), depth)
        for clause in clauses:
            yield from self._clause(clause, depth, deleted, replaced)
            yield from self._come((parent, clause.id), depth)
        yield from self._come((parent, AFTER_INNER), depth)

    def _clause(
        self, clause: Clause, depth: int, deleted: Numbers, replaced: Numbers
    ) -> Iterator[MarkedClause]:
        ground, id = self.ground, clause.id
        roots = ground.roots.get(id, [])
        deleted |= {number for number, _, edit in roots if isinstance(edit, Delete)}
        replaced |= {number for number, _, edit in roots if isinstance(edit, Replace)}
        yield MarkedClause(
            clause,
            HERE,
            self.labels[id],
            depth,
            {field: runs for field in FIELDS if (runs := self._runs(clause, field))},
            NOBODY,
            deleted,
            replaced,
            tuple((by, edit) for by, edit in self._alike(ground.moves.get(id, [])) if isinstance(edit, Move)),
            tuple(
                (by, edit) for by, edit in self._alike(ground.labels.get(id, [])) if isinstance(edit, Relabel)
            ),
            tuple((by, edit) for by, edit in self._alike(ground.wraps.get(id, [])) if isinstance(edit, Wrap)),
        )
        yield from self.children(id, clause.children, depth + 1, deleted, replaced)
        for by, edit in self._alike(roots):
            if isinstance(edit, Replace):
                yield from _fragment(edit.by, INSTEAD, depth, by)

    def _runs(self, clause: Clause, field: str) -> tuple[MarkedRun, ...]:
        words: str = getattr(clause, field)
        edits = self.ground.words.get((clause.id, field))
        if edits is None:
            return (MarkedRun(words),) if words else ()
        return marked_words(words, edits)

    def _come(self, gap: Gap, depth: int) -> Iterator[MarkedClause]:
        for by, edit in self._alike(self.ground.gaps.get(gap, [])):
            if isinstance(edit, Insert):
                yield from _fragment(edit.clause, INSERTED, depth, by)
            else:
                assert isinstance(edit, Move)
                clause = self.ground.base.by_id[edit.clause]
                yield MarkedClause(clause, ARRIVES, self.labels[clause.id], depth, {}, by)

    def _alike(self, entries: Iterable[Entry]) -> Iterator[tuple[Numbers, Edit]]:
        """The edits by number and place, those that say the same as one; ids of new clauses say nothing."""
        found: dict[object, tuple[set[int], Edit]] = {}
        for number, _, edit in sorted(entries, key=lambda entry: entry[:2]):
            said: object = edit
            if isinstance(edit, Insert):
                said = shape(edit.clause, self.ground.base)
            elif isinstance(edit, Replace):
                said = shape(edit.by, self.ground.base)
            known = found.get(said)
            if known is not None and number in known[0]:
                said = (said, number, len(found))  # twice by one amendment is two clauses
                known = None
            if known is None:
                found[said] = ({number}, edit)
            else:
                known[0].add(number)
        for numbers, edit in found.values():
            yield frozenset(numbers), edit


def marked_words(words: str, edits: Iterable[Words]) -> tuple[MarkedRun, ...]:
    """The words of one field with the edits of it in place."""
    puts: dict[tuple[int, int, str], set[int]] = {}
    outs: dict[int, list[tuple[bool, int]]] = {}
    for start, end, new, number, _, _ in edits:
        if new:
            puts.setdefault((end, start, new), set()).add(number)
        if start < end:
            outs.setdefault(start, []).append((True, number))
            outs.setdefault(end, []).append((False, number))
    waiting = sorted(
        puts.items(), key=lambda put: (put[0][0], put[0][1], min(put[1]), put[0][2]), reverse=True
    )
    cuts = sorted({0, len(words), *outs, *(end for end, _, _ in puts)})
    found: list[MarkedRun] = []
    leaving: dict[int, int] = {}
    for here, there in [*pairwise(cuts), (cuts[-1], cuts[-1])]:
        for leaves, number in outs.get(here, ()):
            leaving[number] = leaving.get(number, 0) + (1 if leaves else -1)
            if not leaving[number]:
                del leaving[number]
        while waiting and waiting[-1][0][0] == here:
            (_, _, new), numbers = waiting.pop()
            found.append(MarkedRun(new, frozenset(numbers)))
        if there > here:
            found.append(MarkedRun(words[here:there], NOBODY, frozenset(leaving)))
    return tuple(_joined(found))


def _joined(found: Iterable[MarkedRun]) -> list[MarkedRun]:
    """The runs, neighbours of the base that the same amendments leave out made into one."""
    kept: list[MarkedRun] = []
    for run in found:
        if kept and not (kept[-1].by or run.by) and kept[-1].out == run.out:
            kept[-1] = MarkedRun(kept[-1].text + run.text, NOBODY, run.out)
        else:
            kept.append(run)
    return kept


def _fragment(clause: Clause, stands: str, depth: int, by: Numbers) -> Iterator[MarkedClause]:
    """A clause that is not in the base, and all under it."""
    said = {field: (MarkedRun(words, by),) for field in FIELDS if (words := getattr(clause, field))}
    yield MarkedClause(clause, stands, clause.label or "", depth, said, by)
    for child in clause.children:
        yield from _fragment(child, INSERTED if stands == INSERTED else INSTEAD, depth + 1, by)
