"""The operations of an act as amendments of the text as it stood before the act.

An operation that touches nothing but the base is one amendment. What touches new words or new clauses of an
earlier operation is an amendment to that one. Where the two are woven together, or an operation cannot be
said in another way, the clause is replaced by what it says after the operation.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from typing import Any

from folkmoot.texts.adopt import content_of
from folkmoot.texts.clause import FIELDS, Clause, Revision
from folkmoot.texts.compile import reworded, sweep
from folkmoot.texts.edits import Amendment, Insert, Relabel, Replace, Reword, Sweep, Wrap
from folkmoot.texts.labelled import by_label
from texts.anchoring import anchor_of, anchored, in_order, native, spliced
from texts.standing_text import Draft, Node, Part, Space, node
from texts.statutes import Shelf, words

STEP = 100
"""Numbers of one operation: amendments of the base and of other operations, one for each."""
REPEALED = "[Repealed]."


class Act:
    """An act while its operations are played."""

    def __init__(self, base: Revision, shelf: Shelf) -> None:
        self.base, self.shelf = base, shelf
        self.top = Node(
            "", "", None, None, None, {name: [] for name in FIELDS}, [node(c, None) for c in base.clauses]
        )
        self.parts: list[Part] = []
        self.sweeps: dict[int, Sweep] = {}
        self.now = 0
        self.woven: list[str] = []
        """Operations that could only be said as the replacement of a clause."""

    def play(self, operation: dict[str, Any]) -> None:
        """One operation more."""
        self.now += STEP
        kind = operation["op"]
        getattr(self, f"_{kind}")(operation)

    def part(self, space: Space) -> Part:
        """The part of this operation for a space."""
        for each in self.parts:
            if each.number // STEP == self.now // STEP and each.amends is space:
                return each
        number = self.now + sum(each.number // STEP == self.now // STEP for each in self.parts)
        self.parts.append(Part(number, space))
        return self.parts[-1]

    def amendments(self) -> list[Amendment]:
        """All that was played, as amendments; each number divided by `STEP` is that of the operation."""
        made: dict[int, Amendment] = {}
        for part in self.parts:
            text = content_of(made[part.amends.number]) if part.amends else self.base
            amends = part.amends.number if part.amends else 0
            edits = tuple(anchored(draft) for draft in part.drafts)
            sweeps = (self.sweeps[part.number],) if part.number in self.sweeps else ()
            made[part.number] = Amendment(part.number, text.digest, edits, amends, sweeps)
        return [each for each in made.values() if each.edits or each.sweeps]

    def revision(self) -> Revision:
        """The text as it stands after what was played."""
        return Revision(self.base.title, tuple(child.clause() for child in self.top.children))

    # finding

    def find(self, operation: dict[str, Any]) -> Node:
        """The clause that an operation is about."""
        at = _child(self.top, operation["section"])
        for number in operation.get("path") or ():
            at = _child(at, number)
        return at

    def above(self, child: Node) -> Node:
        return next(each for each in self.top.walk() if child in each.children)

    # words

    def _replace_text(self, operation: dict[str, Any]) -> None:
        find, to = words(operation["find"]), words(operation["replace"])
        if operation["section"] == "*":
            self._everywhere(find, to)
            return
        scope = operation.get("scope") or "subtree"
        places = [
            (at, name, start)
            for at, name in _fields(self.find(operation), scope)
            for start in _standing(at.says(name), find)
        ]
        for at, name, start in reversed(_chosen(places, operation.get("occurrence") or "all")):
            self._reword(at, name, *_tidy(at.says(name), start, start + len(find), to))

    def _reword(self, at: Node, name: str, start: int, end: int, new: str) -> None:
        said = at.says(name)
        old = said[start:end]
        changes = [
            (edit.start + start, edit.end + start, edit.new) for edit in reworded("", "body", old, new)
        ]
        anchors = [anchor_of(at, name, start, end) for start, end, _ in changes]
        if None in anchors:
            self._weave(at, **{name: said[:start] + new + said[end:]})
            return
        for (start, end, to), anchor in reversed(list(zip(changes, anchors, strict=True))):
            assert anchor is not None
            space, key, field, i, j = anchor
            stands = key if isinstance(key, str) else ""
            edit = Reword(stands, field, i, j, said[start:end], to)
            draft = Draft(self.part(space), edit, None if isinstance(key, str) else key)
            at.words[name] = spliced(at.words[name], start, end, draft, to)

    def _everywhere(self, find: str, to: str) -> None:
        said = Sweep(find, to, inserted=True, part=True)
        part, kept = self.part(None), set()
        for at in self.top.walk():
            for name in FIELDS:
                for start in reversed(list(_standing(at.says(name), find))):
                    anchor = anchor_of(at, name, start, start + len(find))
                    if anchor and anchor[0] is None and isinstance(anchor[1], str):
                        kept.add((anchor[1], anchor[2], anchor[3]))
                    at.words[name] = spliced(at.words[name], start, start + len(find), None, to)
        places = sweep(self.base, said, 1)
        struck = [(e.clause, e.field, e.start) for e in places if (e.clause, e.field, e.start) not in kept]
        said = replace(said, struck=tuple(sorted(struck)))
        for edit in sweep(self.base, said, 1):
            Draft(part, edit)
        self.sweeps[part.number] = said

    def _set_heading(self, operation: dict[str, Any]) -> None:
        at = self.find(operation)
        said = next(
            operation[name] for name in ("heading", "text", "content", "replace") if operation.get(name)
        )
        self._reword(at, "heading", 0, len(at.says("heading")), words(said))

    def _append_aftertext(self, operation: dict[str, Any]) -> None:
        at = self.find(operation)
        said = next(
            operation[name] for name in ("aftertext", "text", "content", "replace") if operation.get(name)
        )
        before = at.says("tail")
        self._reword(at, "tail", 0, len(before), f"{before} {words(said)}".lstrip())

    # clauses

    def _insert(self, operation: dict[str, Any]) -> None:
        parent, position = self.find(operation), operation.get("position") or "end"
        at = {"start": 0, "end": len(parent.children)}.get(position)
        if at is None:
            at = parent.children.index(_child(parent, operation["sibling"])) + (position == "after")
        for place, said in enumerate(_listed(operation["content"]), start=at):
            self._hang(parent, place, self.shelf.clause(said))

    def _insert_section(self, operation: dict[str, Any]) -> None:
        numbers = [child.label for child in self.top.children]
        said, after = operation["content"], operation.get("after")
        new = self.shelf.clause({**said, "section": said.get("section") or operation["section"]})
        if after is None or after in numbers:
            at = numbers.index(after) + 1 if after else 0
        else:  # the section after which it comes is none of those kept here
            key = by_label([])
            at = sum(key(number or "") < key(new.label or "") for number in numbers)
        self._hang(self.top, at, new)

    def _replace(self, operation: dict[str, Any]) -> None:
        at = self.find(operation)
        first, *more = [self.shelf.clause(said) for said in _listed(operation["content"])]
        self._put(at, first)
        for clause in reversed(more):
            parent = self.above(at)
            self._hang(parent, parent.children.index(at) + 1, clause)

    def _replace_section(self, operation: dict[str, Any]) -> None:
        said = operation["content"]
        self._put(
            _child(self.top, operation["section"]),
            self.shelf.clause({**said, "section": said.get("section") or operation["section"]}),
        )

    def _repeal(self, operation: dict[str, Any]) -> None:
        at = self.find(operation)
        heading = at.says("heading") if at in self.top.children else ""
        self._put(at, Clause("", at.kind, at.label, heading, REPEALED))

    def _wrap(self, operation: dict[str, Any]) -> None:
        at = self.find(operation)
        inner = self.shelf.clause({"num": operation["num"]})
        if at.says("tail") or at.wrapped or at.outer:
            said = replace(
                inner, body=at.says("body"), children=tuple(child.clause() for child in at.children)
            )
            self._weave(at, body="", children=(said,))
            return
        draft = Draft(self.part(at.space), Wrap(at.id, inner))
        within = Node(
            inner.id, inner.kind, inner.label, at.space, draft.part, at.words, at.children, draft, outer=at
        )
        at.words = {"heading": at.words["heading"], "body": [], "tail": []}
        within.words = within.words | {"heading": []}
        at.children, at.wrapped = [within], draft

    def _renumber(self, operation: dict[str, Any]) -> None:
        at = self.find(operation)
        label = words(
            next(operation[name] for name in ("num", "to", "new", "replace") if operation.get(name))
        )
        if at.relabelled:
            said = Reword("", "body", 0, len(at.label or ""), at.label or "", label)
            at.relabelled = Draft(self.part(at.relabelled.part), said, at.relabelled)
        else:
            space = at.brought.part if at.outer and at.brought else at.space
            at.relabelled = Draft(self.part(space), Relabel(at.id, label))
        at.label = label

    # anchoring

    def _put(self, at: Node, by: Clause) -> None:
        """Replace a clause by another, which keeps its id; what was done to it before falls away."""
        if at.outer:  # with what hangs under it, it can only be said together with the clause around it
            whole = at.outer.clause()
            children = tuple(self._fresh(by) if child.id == at.id else child for child in whole.children)
            self._put(at.outer, self._fresh(replace(whole, children=children)))
            return
        if replace(at.clause(), id=by.id) == by:
            return
        at.wrapped = at.relabelled = None
        draft = Draft(self.part(at.space), Replace(at.id, replace(by, id=at.id)))
        assert isinstance(draft.edit, Replace)
        new = node(draft.edit.by, draft.part, at.brought or draft)
        at.kind, at.label, at.words, at.children, at.space = (
            new.kind,
            new.label,
            new.words,
            new.children,
            new.space,
        )

    def _weave(self, at: Node, **said: Any) -> None:
        """Replace a clause by itself as it stands, but for these fields."""
        self.woven.append(f"{self.now // STEP}")
        clause, owner = replace(at.clause(), **said), at.outer or at
        part, gone = self.part(owner.space), {each.id for each in owner.walk()}
        part.drafts = [each for each in part.drafts if _anchor_id(each) not in gone]
        self._put(at, self._fresh(clause))

    def _fresh(self, clause: Clause) -> Clause:
        kept = clause.id in self.base.by_id
        children = tuple(self._fresh(child) for child in clause.children)
        return replace(clause, id=clause.id if kept else next(self.shelf.ids), children=children)

    def _hang(self, parent: Node, place: int, fragment: Clause) -> None:
        """Put a clause among the children of another, at a place."""
        draft = self._hung(parent, place, fragment)
        if draft is None and parent is self.top:
            raise LookupError("sections in one gap stand in another order than that of their numbers")
        if draft is None:
            children = [child.clause() for child in parent.children]
            self._weave(parent, children=(*children[:place], fragment, *children[place:]))
            return
        parent.children.insert(place, node(fragment, draft.part, draft))

    def _hung(self, parent: Node, place: int, fragment: Clause) -> Draft | None:
        if parent.wrapped and place == 0:
            return None
        if parent.wrapped:
            space, id, on = parent.wrapped.part, "", parent.wrapped
            first = 0
        else:
            owner = parent.outer or parent
            space, id, on = owner.space, owner.id, None
            first = next(
                (
                    k
                    for k in range(place - 1, -1, -1)
                    if parent.children[k].home is space and native(parent.children[k])
                ),
                -1,
            )
        after = parent.children[first].id if first >= 0 else ""
        row = parent.children[first + 1 : place]
        later = list(takewhile(lambda each: not native(each), parent.children[place:]))
        come, go = (
            [each for each in some if each.brought and each.brought.part.amends is space]
            for some in (row, later)
        )
        if in_order(come, fragment, go, self.now):
            return Draft(self.part(space), Insert(id, after, fragment), on)
        before = row[-1].brought if row else None
        if before is None or row[-1].label:
            return None
        return Draft(self.part(before.part), Insert("", row[-1].id, fragment), before)


def _anchor_id(draft: Draft) -> str:
    return draft.edit.clause if isinstance(draft.edit, Reword) and draft.on is None else ""


def _child(parent: Node, number: str) -> Node:
    number = words(number)
    for child in parent.children:
        if child.label == number:
            return child
    for child in parent.children:
        if (child.label or "").strip("[]") == number.strip("[]"):
            return child
    raise LookupError(f"there is no {number} below {parent.label}")


def _fields(at: Node, scope: str) -> Iterator[tuple[Node, str]]:
    """The fields in a scope, in the order of the text."""
    if scope != "subtree":
        yield at, {"text": "body", "aftertext": "tail"}.get(scope, scope)
        return
    yield at, "heading"
    yield at, "body"
    for child in at.children:
        yield from _fields(child, scope)
    yield at, "tail"


def _standing(text: str, find: str) -> Iterator[int]:
    at = text.find(find)
    while at >= 0:
        yield at
        at = text.find(find, at + len(find))


def _tidy(said: str, start: int, end: int, to: str) -> tuple[int, int, str]:
    """What to put in the place of a stretch so that no two blanks meet, and none stands at an end."""
    to = re.sub(r"\s+", " ", to)
    if not said[:start] or said[:start].endswith(" "):
        to = to.lstrip(" ")
    if not said[end:] or said[end:].startswith(" "):
        to = to.rstrip(" ")
    if not to and said[end:].startswith(" ") and (not said[:start] or said[:start].endswith(" ")):
        end += 1
    elif not to and not said[end:] and said[:start].endswith(" "):
        start -= 1
    return start, end, to


def _chosen(places: list[Any], occurrence: str | int) -> list[Any]:
    if occurrence == "all":
        return places
    if occurrence in ("first", "last"):
        return places[:1] if occurrence == "first" else places[-1:]
    return places[int(occurrence) - 1 : int(occurrence)]


def _listed(content: Any) -> list[dict[str, Any]]:
    return content if isinstance(content, list) else [content]
