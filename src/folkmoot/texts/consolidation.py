"""Building an adopted text out of a base and a set of edits that do not collide.

Each step maps a set to a value by what never changes (anchors, labels, agenda numbers), so that no order of
carrying can show. The skeleton says which clauses go, move and come in; the words of each field are spliced
once, from left to right, by start, end and number; sweeps then run over what came in.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from folkmoot.texts.adopted import NOBODY, Adopted, Segment, Segments
from folkmoot.texts.clause import FIELDS, BadText, Clause, Revision
from folkmoot.texts.edits import Move, Relabel, Replace, Sweep, Wrap
from folkmoot.texts.ground import AFTER_INNER, Gap, Words
from folkmoot.texts.skeleton import Skeleton
from folkmoot.texts.sweeping import standing


@dataclass(frozen=True, slots=True)
class Voice:
    """An amended amendment: its content as adopted, and for each edit the clause of it that has its words."""

    content: Adopted
    sources: Sequence[str]


class Consolidation:
    """One adoption while it is made."""

    def __init__(
        self, skeleton: Skeleton, voices: Mapping[int, Voice], sweeps: Iterable[tuple[int, Sweep]]
    ) -> None:
        self.skeleton, self.ground, self.base = skeleton, skeleton.ground, skeleton.base
        self.by, self.voices = skeleton.by, voices
        self.sweeps = _merged(sweeps)
        self.segments: dict[tuple[str, str], tuple[Segment, ...]] = {}
        self.created: dict[str, frozenset[int]] = {}
        self.changed: dict[str, frozenset[int]] = {}
        self.moved = {id: numbers for id, (_, numbers) in skeleton.moves.items()}

    def adopted(self) -> Adopted:
        """The text, and the origin of all that is new in it."""
        clauses = self._children("", self.base.clauses)
        revision = Revision(self.base.title, clauses)
        return Adopted(
            revision,
            Segments(revision, self.segments),
            self.created,
            self.moved,
            self.changed,
            self.skeleton.deleted,
        )

    def _children(self, parent: str, children: tuple[Clause, ...]) -> tuple[Clause, ...]:
        """What hangs under a clause of the base now, but for what comes after the inner clause of a wrap."""
        if parent not in self.skeleton.opened:
            return tuple([self._clause(child) for child in children])
        found = list(self._come((parent, "")))
        for child in children:
            if child.id not in self.skeleton.gone and child.id not in self.skeleton.moves:
                found.append(self._clause(child))
            found += self._come((parent, child.id))
        if parent not in self.ground.wraps:
            found += self._come((parent, AFTER_INNER))
        return tuple(found)

    def _come(self, gap: Gap) -> Iterator[Clause]:
        for arrival in self.skeleton.arrivals.get(gap, ()):
            if isinstance(arrival.edit, Move):
                yield self._clause(self.base.by_id[arrival.edit.clause])
            else:
                yield self._fragment(arrival.edit.clause, arrival.entry[0], arrival.numbers)

    def _clause(self, clause: Clause) -> Clause:
        """A clause of the base as it stands now, with all under it."""
        id = clause.id
        if id not in self.skeleton.dirty:
            return clause
        if id in self.skeleton.roots:
            return self._replaced(clause)
        label = clause.label
        if id in self.ground.labels:
            label = self._labelled(id)
        if id in self.ground.wraps:
            return self._wrapped(clause, label)
        heading, body, tail = (self._say(clause, field, id) for field in FIELDS)
        children = (
            self._children(id, clause.children) if clause.children or id in self.skeleton.opened else ()
        )
        return Clause(id, clause.kind, label, heading, body, tail, children)

    def _labelled(self, id: str) -> str | None:
        entries = self.ground.labels[id]
        edit = entries[0][2]
        self._change(id, frozenset(number for number, _, _ in entries))
        return edit.label if isinstance(edit, Relabel) else None

    def _replaced(self, clause: Clause) -> Clause:
        entries = self.skeleton.roots[clause.id]
        number, _, edit = entries[0]
        numbers = frozenset(number for number, _, _ in entries)
        self._change(clause.id, numbers)
        return self._fragment(edit.by, number, numbers) if isinstance(edit, Replace) else clause

    def _wrapped(self, clause: Clause, label: str | None) -> Clause:
        entries = self.ground.wraps[clause.id]
        number, _, edit = entries[0]
        assert isinstance(edit, Wrap)
        numbers = frozenset(number for number, _, _ in entries)
        frame = self._fragment(edit.inner, number, numbers)
        body, tail = (self._say(clause, field, edit.inner.id) for field in ("body", "tail"))
        within = self._children(clause.id, clause.children)
        inner = replace(frame, body=body, tail=tail, children=within)
        heading = self._say(clause, "heading", clause.id)
        self._change(clause.id, numbers)
        after = self._come((clause.id, AFTER_INNER))
        return Clause(clause.id, clause.kind, label, heading, "", "", (inner, *after))

    def _change(self, id: str, numbers: frozenset[int]) -> None:
        self.changed[id] = self.changed[id] | numbers if id in self.changed else numbers

    def _say(self, clause: Clause, field: str, id: str) -> str:
        """The words of a field now; they stand in the clause `id`, which a wrap has put inside."""
        words: str = getattr(clause, field)
        edits = self.ground.words.get((clause.id, field))
        if edits:
            segments = self._swept(self._spliced(words, edits, clause.id))
            self._change(id, frozenset(edit[3] for edit in edits))
            words = "".join([segment.text for segment in segments])
            self.segments[id, field] = segments
        return words

    def _spliced(self, words: str, edits: list[Words], id: str) -> tuple[Segment, ...]:
        """The words of a field with all edits of it, from left to right."""
        segments: list[Segment] = []
        at = 0
        for (start, end, new, number, nth, old), numbers in self._united(edits):
            if words[start:end] != old or start < at:
                raise BadText(f"amendment {number}", f"clause {id} does not say “{old}” there", "Check it.")
            if start > at:
                segments.append(Segment(words[at:start], NOBODY))
            if number in self.voices:
                segments += self._voiced(number, nth, numbers)
            elif new:
                segments.append(Segment(new, numbers))
            at = end
        if at < len(words):
            segments.append(Segment(words[at:], NOBODY))
        return tuple(segments)

    def _united(self, edits: list[Words]) -> list[tuple[Words, frozenset[int]]]:
        """The edits of a field by start, end and number; those that do the same are one, with all numbers."""
        if len(edits) == 1:
            return [(edits[0], self.by(edits[0][3]))]
        found: dict[tuple[int, int, str], tuple[Words, frozenset[int]]] = {}
        for edit in sorted(edits, key=lambda each: (each[0], each[1], each[3])):
            same = found.get(edit[:3])
            found[edit[:3]] = (same[0], same[1] | {edit[3]}) if same else (edit, self.by(edit[3]))
        return list(found.values())

    def _voiced(self, number: int, nth: int, numbers: frozenset[int]) -> list[Segment]:
        """New words that were amended themselves: whose each of them is."""
        voice = self.voices[number]
        told = voice.content.segments[voice.sources[nth], "body"]
        return [Segment(each.text, each.numbers or numbers) for each in told]

    def _fragment(self, clause: Clause, number: int, numbers: frozenset[int]) -> Clause:
        """A clause that an amendment brings in, with all under it."""
        content = self.voices[number].content if number in self.voices else None
        created = content.created.get(clause.id, numbers) if content else numbers
        if clause.id not in self.base.by_id:
            self.created[clause.id] = created
        if content:
            if clause.id in content.changed:
                self._change(clause.id, content.changed[clause.id])
            if clause.id in content.moved:
                self.moved[clause.id] = content.moved[clause.id]
        heading, body, tail = (self._bring(clause, field, content, created) for field in FIELDS)
        children = tuple([self._fragment(child, number, numbers) for child in clause.children])
        return Clause(clause.id, clause.kind, clause.label, heading, body, tail, children)

    def _bring(self, clause: Clause, field: str, content: Adopted | None, created: frozenset[int]) -> str:
        words: str = getattr(clause, field)
        if not words:
            return ""
        told = content.segments[clause.id, field] if content else (Segment(words),)
        segments = self._swept(tuple(Segment(each.text, each.numbers or created) for each in told))
        self.segments[clause.id, field] = segments
        return "".join([segment.text for segment in segments])

    def _swept(self, segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
        for numbers, sweep in self.sweeps:
            segments = tuple(_swept(segments, numbers, sweep))
        return segments


def _merged(sweeps: Iterable[tuple[int, Sweep]]) -> list[tuple[frozenset[int], Sweep]]:
    """Sweeps over inserted matter, in the order of their numbers; one that two make is one."""
    found: dict[tuple[str, str, bool], tuple[frozenset[int], Sweep]] = {}
    for number, sweep in sweeps:
        key = sweep.find, sweep.replace, sweep.part
        found[key] = (found[key][0] | {number} if key in found else frozenset((number,))), sweep
    return list(found.values())


def _swept(segments: tuple[Segment, ...], numbers: frozenset[int], sweep: Sweep) -> Iterator[Segment]:
    """Stretches in which a sweep has run over what others inserted."""
    text, at = "".join([segment.text for segment in segments]), 0
    places = list(standing(text, sweep.find, sweep.part))
    size = len(sweep.find)
    for segment in segments:
        end = at + len(segment.text)
        mine = [place for place in places if at <= place and place + size <= end]
        if not segment.numbers or segment.numbers & numbers or not mine:
            yield segment
        else:
            from_ = at
            for place in mine:
                if place > from_:
                    yield Segment(text[from_:place], segment.numbers)
                if sweep.replace:
                    yield Segment(sweep.replace, numbers)
                from_ = place + size
            if from_ < end:
                yield Segment(text[from_:end], segment.numbers)
        at = end
