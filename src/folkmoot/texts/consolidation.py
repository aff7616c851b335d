"""Building an adopted text out of a base and a set of edits that do not collide.

Each step maps a set to a value by what never changes (anchors, labels, agenda numbers), so that no order of
carrying can show. Edits that stand on what another takes away are left out; then clauses are moved and put
into their gaps; then the words of each field are spliced once, from left to right, by start, end and number.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from folkmoot.texts.adopted import NOBODY, Adopted, Segment, Segments
from folkmoot.texts.clause import FIELDS, BadText, Clause, Revision
from folkmoot.texts.edits import Delete, Insert, Move, Relabel, Replace, Sweep, Wrap
from folkmoot.texts.ground import AFTER_INNER, Entry, Gap, Ground, Words, shape
from folkmoot.texts.labelled import by_label
from folkmoot.texts.sweeping import standing


@dataclass(frozen=True, slots=True)
class Voice:
    """An amended amendment: its content as adopted, and for each edit the clause of it that has its words."""

    content: Adopted
    sources: Sequence[str]


@dataclass(frozen=True, slots=True)
class Arrival:
    """What comes into a gap: by which amendments, and the entry of the first of them."""

    edit: Insert | Move
    entry: Entry
    numbers: frozenset[int]


class Consolidation:
    """One adoption while it is made."""

    def __init__(
        self, ground: Ground, voices: Mapping[int, Voice], sweeps: Iterable[tuple[int, Sweep]]
    ) -> None:
        self.ground, self.base, self.voices = ground, ground.base, voices
        self.sweeps = _merged(sweeps)
        self.segments: dict[tuple[str, str], tuple[Segment, ...]] = {}
        self.created: dict[str, frozenset[int]] = {}
        self.changed: dict[str, frozenset[int]] = {}
        self.moved: dict[str, frozenset[int]] = {}
        self.deleted: dict[str, frozenset[int]] = {}
        self.alone: dict[int, frozenset[int]] = {}
        self._take_away()
        self._place()

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
        self.moved |= {id: numbers for id, (_, numbers) in self.moves.items()}
        opened = {gap[0] for gap in self.arrivals}
        opened.update(self.base.parents[id] for id in chain(self.gone, self.moves))
        self.opened = opened
        self._soil()

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
                    found[edit.clause] = Arrival(edit, entry, self.moves[edit.clause][1])
            elif isinstance(edit, Insert):
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
            self.deleted,
        )

    def _children(self, parent: str, children: tuple[Clause, ...]) -> tuple[Clause, ...]:
        """What hangs under a clause of the base now, but for what comes after the inner clause of a wrap."""
        if parent not in self.opened:
            return tuple([self._clause(child) for child in children])
        found = list(self._come((parent, "")))
        for child in children:
            if child.id not in self.gone and child.id not in self.moves:
                found.append(self._clause(child))
            found += self._come((parent, child.id))
        if parent not in self.ground.wraps:
            found += self._come((parent, AFTER_INNER))
        return tuple(found)

    def _come(self, gap: Gap) -> Iterator[Clause]:
        for arrival in self.arrivals.get(gap, ()):
            if isinstance(arrival.edit, Move):
                yield self._clause(self.base.by_id[arrival.edit.clause])
            else:
                yield self._fragment(arrival.edit.clause, arrival.entry[0], arrival.numbers)

    def _clause(self, clause: Clause) -> Clause:
        """A clause of the base as it stands now, with all under it."""
        id = clause.id
        if id not in self.dirty:
            return clause
        if id in self.roots:
            return self._replaced(clause)
        label = clause.label
        if id in self.ground.labels:
            label = self._labelled(id)
        if id in self.ground.wraps:
            return self._wrapped(clause, label)
        heading, body, tail = (self._say(clause, field, id) for field in FIELDS)
        children = self._children(id, clause.children) if clause.children or id in self.opened else ()
        return Clause(id, clause.kind, label, heading, body, tail, children)

    def _labelled(self, id: str) -> str | None:
        entries = self.ground.labels[id]
        edit = entries[0][2]
        self._change(id, frozenset(number for number, _, _ in entries))
        return edit.label if isinstance(edit, Relabel) else None

    def _replaced(self, clause: Clause) -> Clause:
        entries = self.roots[clause.id]
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
