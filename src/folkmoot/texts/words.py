"""An amendment in the words of an assembly: in clause 3.2, leave out “may” and insert “must”.

Each instruction is structure, so that a site can set it out, and a sentence that can be said in another
language (`phrase`). The words are those of British amendment papers; the exact forms from memory.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from folkmoot.sentence import Sentence, say
from folkmoot.texts.adopted import REFERENCE
from folkmoot.texts.clause import FIELDS, Clause, Revision
from folkmoot.texts.content import STANDS_FOR
from folkmoot.texts.edits import (
    NAMES,
    Amendment,
    Delete,
    Edit,
    Insert,
    Move,
    Relabel,
    Replace,
    Reword,
    Sweep,
    Wrap,
)
from folkmoot.texts.grouping import grouped
from folkmoot.texts.labels import letters
from folkmoot.texts.naming import MANY, Names, kind_of
from folkmoot.texts.quoting import Quoting


@dataclass(frozen=True, slots=True)
class Part:
    """One rewording inside a clause: in which field, which words, and what is to be done, in words."""

    field: str
    old: str
    new: str
    edit: int
    what: Sentence


@dataclass(frozen=True, slots=True)
class Instruction:
    """One thing that an amendment asks for.

    `kind`: "reword", "divide", "insert", "delete", "replace", "move", "wrap", "relabel" or "sweep".
    `sentence`: all of it in words. `clause`, `label`: the clause that it is about, or beside which something
    is inserted, and how that is cited; "" where there is none. `parts`: the rewordings of that clause, one
    or more. `content`: what is to be inserted, to be shown below. `edits`: which edits of the amendment say
    this, counted from 0. Of a sweep, `old` and `new` are its words, `count` the places at which it was found,
    of which `struck` were struck off.
    """

    kind: str
    sentence: Sentence
    clause: str = ""
    label: str = ""
    parts: tuple[Part, ...] = ()
    content: tuple[Clause, ...] = ()
    edits: tuple[int, ...] = ()
    old: str = ""
    new: str = ""
    count: int = 0
    struck: int = 0


def instructions(
    base: Revision, amendment: Amendment, amended: Amendment | None = None, text: Revision | None = None
) -> tuple[Instruction, ...]:
    """What an amendment asks for, in the order of the text, sweeps last.

    For an amendment to an amendment `base` is the content of the one that it amends. Where `amended` is that
    one and `text` the text which that amends, its parts are named by what they are about.
    """
    return Wording(base, amendment.amends, amended, text).of(amendment)


class Wording:
    """The words for amendments of one base: made once for many."""

    def __init__(
        self,
        base: Revision,
        amends: int = 0,
        amended: Amendment | None = None,
        text: Revision | None = None,
    ) -> None:
        self.base, self.amends = base, amends
        self.whole = say("amendment {number}", number=amends) if amends else None
        self.names = Names(base, self.whole)
        self.outer = Names(text) if text else None
        self.cited: Mapping[str, str] = {} if amends else self.names.citations
        if self.outer:
            self.cited = self.outer.citations
        self.amended = amended

    def of(self, amendment: Amendment) -> tuple[Instruction, ...]:
        """What one amendment asks for."""
        swept: dict[int, list[int]] = {number: [] for number in range(1, len(amendment.sweeps) + 1)}
        edits: dict[int, Edit] = {}
        for at, edit in enumerate(amendment.edits):
            if isinstance(edit, Reword) and edit.sweep in swept:
                swept[edit.sweep].append(at)
            else:
                edits[at] = edit
        said = [self._group({at: edits[at] for at in group}) for group in grouped(self.names, edits)]
        said += [_sweep(sweep, swept[number]) for number, sweep in enumerate(amendment.sweeps, start=1)]
        return tuple(said)

    def _group(self, edits: Mapping[int, Edit]) -> Instruction:
        first, *more = edits.values()
        if isinstance(first, Reword):
            tail = more[0] if more else None
            return self._divide(first, tail, edits) if isinstance(tail, Insert) else self._reword(edits)
        if isinstance(first, Insert):
            return self._insert(edits)
        return self._delete(edits) if isinstance(first, Delete) else self._one(first, edits)

    def _told(
        self, kind: str, sentence: Sentence, edits: Iterable[int], clause: str, **more: object
    ) -> Instruction:
        label = self.names.citations.get(clause, "") if not self.amends else ""
        return Instruction(kind, sentence, clause, label, edits=tuple(edits), **more)  # type: ignore[arg-type]

    def _whole(self, sentence: Sentence) -> Sentence:
        """A sentence about whole clauses; in an amendment to an amendment with that before it."""
        return (
            say("In {amendment}: {sentence}", amendment=self.whole, sentence=sentence)
            if self.whole
            else sentence
        )

    def _printed(self, words: str) -> str:
        return REFERENCE.sub(lambda found: self.cited.get(found[1]) or found[0], words)

    # Each of the following says one kind of instruction.

    def _reword(self, edits: Mapping[int, Edit]) -> Instruction:
        mine = [(at, edit) for at, edit in edits.items() if isinstance(edit, Reword)]
        id = mine[0][1].clause
        fields = [name for name in FIELDS if any(edit.field == name for _, edit in mine)]
        parts = []
        for at, edit in sorted(mine, key=lambda each: (FIELDS.index(each[1].field), each[1].start, each[0])):
            said = self._quoting(getattr(self.base.by_id[id], edit.field)).what(edit)
            if len(fields) > 1 and edit.field == "heading":
                said = say("in the heading, {what}", what=said)
            elif len(fields) > 1 and edit.field == "tail":
                said = say("in the closing words, {what}", what=said)
            parts.append(Part(edit.field, edit.old, edit.new, at, said))
        place = self._where(id)
        if fields == ["heading"]:
            place = say("the heading of {place}", place=place)
        elif fields == ["tail"]:
            place = say("the closing words of {place}", place=place)
        words = _listed([part.what for part in parts])
        if len(parts) > 1:
            sentence = say("In {place}: {list}.", place=place, list=words)
        elif words.endswith((".”", "!”", "?”")):
            sentence = say("In {place}, {what}", place=place, what=words)
        else:
            sentence = say("In {place}, {what}.", place=place, what=words)
        return self._told("reword", sentence, edits, id, parts=tuple(parts))

    def _quoting(self, words: str) -> Quoting:
        return Quoting(words, self._printed, all_words=self.whole is None)

    def _where(self, id: str) -> Sentence:
        """What to call a clause of which the words change; in an amendment, in which part of it."""
        if self.whole is None:
            return self.names.of(id)
        stand = next(each for each in (id, *self.base.above(id)) if STANDS_FOR.match(each))
        part = self._about(stand)
        head = say("{amendment}, in {place}", amendment=self.whole, place=part) if part else self.whole
        if id == stand:
            return head
        return say("{amendment}, in {place}", amendment=head, place=self.names.of(id))

    def _about(self, stand: str) -> Sentence | None:
        """What a part of an amendment is about; None where it has but one."""
        if len(self.base.clauses) == 1:
            return None
        kind, _, number = stand.partition("-")
        part = say("part {number}", number=number)
        if self.amended is None or self.outer is None:
            return part
        if kind == "sweep":
            return say("the part on “{words}”", words=self.amended.sweeps[int(number) - 1].find)
        edit = self.amended.edits[int(number) - 1]
        beside = (edit.after or edit.parent) if isinstance(edit, Insert) else edit.clause
        if beside not in self.outer.revision.by_id:
            return part
        if isinstance(edit, Insert) and edit.after:
            return say("the part on what follows {place}", place=self.outer.of(beside))
        if isinstance(edit, Reword) and edit.sweep:
            return say("the place in {place}", place=self.outer.of(beside))
        return say("the part on {place}", place=self.outer.of(beside))

    def _divide(self, edit: Reword, tail: Insert, edits: Mapping[int, Edit]) -> Instruction:
        before = getattr(self.base.by_id[edit.clause], edit.field)[: edit.start].rstrip()
        words = self._printed(" ".join(before.split()[-4:]))
        sentence = say(
            "Divide {place} after “{words}”: what follows becomes a {kind} of its own.",
            place=self._where(edit.clause),
            words=words,
            kind=kind_of(tail.clause),
        )
        return self._told("divide", sentence, edits, edit.clause, content=(tail.clause,), old=edit.old)

    def _insert(self, edits: Mapping[int, Edit]) -> Instruction:
        inserts = [edit for edit in edits.values() if isinstance(edit, Insert)]
        content = tuple(edit.clause for edit in inserts)
        what = _following(content)
        first = inserts[0]
        beside = first.after if first.after in self.base.by_id else ""
        children = self.base.under(first.parent)
        if beside:
            sentence = say("After {place}, insert {what}.", place=self.names.of(beside), what=what)
        elif first.after and first.parent:
            sentence = say(
                "Below what {place} says now, insert {what}.", place=self.names.of(first.parent), what=what
            )
        elif children:
            beside = children[0].id
            sentence = say("Before {place}, insert {what}.", place=self.names.of(beside), what=what)
        elif first.parent:
            beside = first.parent
            sentence = say("Under {place}, insert {what}.", place=self.names.of(beside), what=what)
        else:
            sentence = say("Insert {what}.", what=what)
        return self._told("insert", self._whole(sentence), edits, beside or first.parent, content=content)

    def _delete(self, edits: Mapping[int, Edit]) -> Instruction:
        ids = [edit.clause for edit in edits.values() if isinstance(edit, Delete)]
        if self.whole is not None and STANDS_FOR.match(ids[0]):
            part = self._about(ids[0])
            if part and self.base.by_id[ids[0]].kind == "place":
                sentence = say("In {amendment}, strike off {place}.", amendment=self.whole, place=part)
                return self._told("delete", sentence, edits, ids[0])
            sentence = say("Leave out all of {amendment}.", amendment=self.whole)
            if part:
                sentence = say("In {amendment}, leave out {part}.", amendment=self.whole, part=part)
            return self._told("delete", sentence, edits, ids[0])
        if len(ids) == 1:
            sentence = say("Leave out {place}.", place=self.names.of(ids[0]))
        else:
            kinds = MANY[self.names.numbered(ids[0])]
            first, last = (self.names.citations[id] for id in (ids[0], ids[-1]))
            if len(ids) == 2:
                sentence = say("Leave out {kinds} {first} and {last}.", kinds=kinds, first=first, last=last)
            else:
                sentence = say("Leave out {kinds} {first} to {last}.", kinds=kinds, first=first, last=last)
        return self._told("delete", self._whole(sentence), edits, ids[0])

    def _one(self, edit: Replace | Move | Wrap | Relabel, edits: Mapping[int, Edit]) -> Instruction:
        content = (edit.by,) if isinstance(edit, Replace) else ()
        sentence = self._whole(self._structure(edit, self.names.of(edit.clause)))
        return self._told(NAMES[type(edit)], sentence, edits, edit.clause, content=content)

    def _structure(self, edit: Replace | Move | Wrap | Relabel, place: Sentence) -> Sentence:
        if isinstance(edit, Replace):
            what = _following((edit.by,))
            return say("Leave out {place} and insert {what}.", place=place, what=what)
        if isinstance(edit, Move):
            return self._move(edit, place)
        return _wrap(edit, place) if isinstance(edit, Wrap) else _relabel(edit, place)

    def _move(self, edit: Move, place: Sentence) -> Sentence:
        if edit.after:
            after = edit.after if edit.after in self.base.by_id else edit.parent
            return say("Move {place} to after {target}.", place=place, target=self.names.of(after))
        children = [child.id for child in self.base.under(edit.parent) if child.id != edit.clause]
        if children:
            return say("Move {place} to before {target}.", place=place, target=self.names.of(children[0]))
        if edit.parent:
            return say("Move {place} into {target}.", place=place, target=self.names.of(edit.parent))
        return say("Move {place} to the beginning.", place=place)


def _sweep(sweep: Sweep, edits: Sequence[int]) -> Instruction:
    struck = len(sweep.struck)
    count = len(edits) + struck
    places = say("{count} places", count=count) if count != 1 else say("1 place")
    if struck:
        places = say("{places}, {struck} struck off", places=places, struck=struck)
    values = {"old": sweep.find, "new": sweep.replace, "places": places}
    if not sweep.replace:
        sentence = say("Everywhere, leave out “{old}” ({places}).", **values)
    else:
        sentence = say("Everywhere “{old}”, say “{new}” ({places}).", **values)
    if sweep.inserted:
        sentence = say("{sentence} So also in what other amendments insert.", sentence=sentence)
    return Instruction(
        "sweep",
        sentence,
        edits=tuple(edits),
        old=sweep.find,
        new=sweep.replace,
        count=count,
        struck=struck,
    )


def _wrap(edit: Wrap, place: Sentence) -> Sentence:
    if edit.inner.label:
        return say("Number what {place} says as its “{label}”.", place=place, label=edit.inner.label)
    return say("Make what {place} says its first {kind}.", place=place, kind=kind_of(edit.inner))


def _relabel(edit: Relabel, place: Sentence) -> Sentence:
    if edit.label is None:
        return say("Number {place} by its place.", place=place)
    if not edit.label:
        return say("Leave out the number of {place}.", place=place)
    return say("Number {place} as “{label}”.", place=place, label=edit.label)


def _following(content: Sequence[Clause]) -> Sentence:
    kinds = {clause.kind for clause in content}
    kind = content[0].kind if len(kinds) == 1 else "clause"
    if len(content) == 1:
        return say("the following {kind}", kind=kind_of(content[0]))
    return say("the following {count} {kinds}", count=len(content), kinds=MANY.get(kind, MANY["clause"]))


def _listed(whats: Sequence[Sentence]) -> Sentence:
    """(a) this; (b) that: halves of halves, so that no list is too deep to be said. One stands alone."""
    if len(whats) == 1:
        return whats[0]
    said = [say("({letter}) {what}", letter=letters(at), what=what) for at, what in enumerate(whats, start=1)]
    while len(said) > 1:
        pairs = [
            say("{one}; {more}", one=one, more=more) for one, more in zip(said[::2], said[1::2], strict=False)
        ]
        said = pairs + said[len(said) - len(said) % 2 :]
    return said[0]
