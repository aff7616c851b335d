"""An adopted text with its changes shown: what was left out beside what was put in, and by whom."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from folkmoot.texts.adopt import Adopted, adopt, content_of, with_content
from folkmoot.texts.adopted import NOBODY, Segment
from folkmoot.texts.clause import FIELDS, Clause, Revision
from folkmoot.texts.compare import in_order
from folkmoot.texts.edits import Amendment, Move, Wrap
from folkmoot.texts.ground import Ground, Words
from folkmoot.texts.labels import labels
from folkmoot.texts.marked import HERE, INSERTED, Marked, MarkedClause, MarkedRun, Numbers


def changes_shown(base: Revision, carried: Iterable[Amendment], adopted: Adopted) -> Marked:
    """The adopted text, each clause with the words that it lost.

    `adopted` is `adopt(base, carried)`. Clauses stand in their new order under their new numbers; those that
    were left out stand after what they followed in the base, under their old numbers.
    """
    showing = _Showing(Ground(base, _as_amended(list(carried))), adopted)
    found: list[MarkedClause] = []
    for id in in_order(base, adopted.revision):
        clause = adopted.revision.by_id.get(id)
        found.append(showing.gone(base.by_id[id]) if clause is None else showing.kept(clause))
    return Marked(base.title, tuple(found))


def _as_amended(carried: list[Amendment]) -> Iterator[Amendment]:
    """The amendments of the text itself, each with the carried amendments to it in its words."""
    others = [each for each in carried if each.amends]
    for each in carried:
        if each.amends:
            continue
        if any(other.amends == each.number for other in others):
            to_it = [replace(other, amends=0) if other.amends == each.number else other for other in others]
            yield with_content(each, adopt(content_of(each), to_it).revision)
        else:
            yield each


class _Showing:
    def __init__(self, ground: Ground, adopted: Adopted) -> None:
        self.ground, self.adopted = ground, adopted
        self.now, self.was = labels(adopted.revision), labels(ground.base)
        self.depths = {"": -1}
        for clause in adopted.revision.walk():
            self.depths[clause.id] = self.depths[adopted.revision.parents[clause.id]] + 1
        self.inner = {
            edit.inner.id: id
            for id, entries in ground.wraps.items()
            for _, _, edit in entries[:1]
            if isinstance(edit, Wrap) and edit.inner.id in adopted.revision.by_id
        }

    def gone(self, clause: Clause) -> MarkedClause:
        """A clause that was left out."""
        by = self.adopted.deleted.get(clause.id, NOBODY)
        depth = self.depths[self.ground.base.parents[clause.id]] + 1
        self.depths[clause.id] = depth
        said = {
            field: (MarkedRun(words, NOBODY, by),) for field in FIELDS if (words := getattr(clause, field))
        }
        return MarkedClause(clause, HERE, self.was[clause.id], depth, said, deleted=by)

    def kept(self, clause: Clause) -> MarkedClause:
        """A clause of the adopted text."""
        id, adopted = clause.id, self.adopted
        by = adopted.created.get(id, NOBODY)
        replaced = self._replaced(id)
        moves = self.ground.moves.get(id, ()) if id in adopted.moved else ()
        return MarkedClause(
            clause,
            INSERTED if by else HERE,
            self.now[id],
            self.depths[id],
            {field: runs for field in FIELDS if (runs := tuple(self._runs(id, field, replaced)))},
            by,
            NOBODY,
            replaced,
            tuple((adopted.moved[id], edit) for _, _, edit in moves[:1] if isinstance(edit, Move)),
        )

    def _replaced(self, id: str) -> Numbers:
        """Who put a clause with this id, or one over it, in its place."""
        base, roots = self.ground.base, self.ground.roots
        chain = (id, *base.above(id)) if id in base.by_id else ()
        return frozenset(number for each in chain for number, _, _ in roots.get(each, ()))

    def _runs(self, id: str, field: str, replaced: Numbers) -> Iterator[MarkedRun]:
        wrapped = id in self.ground.wraps and id in self.inner.values()
        if wrapped and field != "heading":
            return  # the words now stand in its first sub-clause
        source = self.inner.get(id, id) if field != "heading" else id
        old = self.ground.base.by_id.get(source)
        before: str = getattr(old, field) if old else ""
        segments = self.adopted.segments[id, field]
        if replaced and before == "".join(each.text for each in segments):
            yield from [MarkedRun(before)] if before else []
        elif replaced:
            yield from [MarkedRun(before, NOBODY, replaced)] if before else []
            yield from (MarkedRun(each.text, each.numbers) for each in segments)
        else:
            yield from _beside(before, sorted(self.ground.words.get((source, field), ())), segments)


def _beside(words: str, edits: Iterable[Words], segments: Sequence[Segment]) -> Iterator[MarkedRun]:
    """The words that were kept, those that were left out, and after them those that came in their place."""
    waiting = list(reversed(segments))
    at = 0
    for (start, end, _), same in groupby(edits, key=lambda edit: edit[:3]):
        if start > at:
            yield from _new(waiting)
            yield MarkedRun(waiting.pop().text)
        if end > start:
            yield MarkedRun(words[start:end], NOBODY, frozenset(edit[3] for edit in same))
        at = end
    yield from _new(waiting)
    yield from (MarkedRun(each.text, each.numbers) for each in reversed(waiting))


def _new(waiting: list[Segment]) -> Iterator[MarkedRun]:
    while waiting and waiting[-1].numbers:
        segment = waiting.pop()
        yield MarkedRun(segment.text, segment.numbers)
