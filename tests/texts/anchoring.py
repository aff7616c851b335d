"""Where in the base, or in the new words of an earlier operation, a piece of a standing text is anchored."""

from dataclasses import replace

from folkmoot.texts.clause import Clause
from folkmoot.texts.edits import Edit, Insert, Replace, Reword
from folkmoot.texts.labelled import by_label
from texts.standing_text import Draft, Node, Run, Space

Anchor = tuple[Space, "str | Draft", str, int, int]


def anchor_of(at: Node, name: str, start: int, end: int) -> Anchor | None:
    """Where a stretch of a field is anchored, or None if it is woven of words from more than one place."""
    runs = at.words[name]
    pieces, position, left, right = [], 0, None, None
    for run in runs:
        a, b = max(start - position, 0), min(end - position, len(run.text))
        if a < b:
            pieces.append(run.cut(a, b))
        if position < start <= position + len(run.text):
            left = run.cut(0, start - position)
        if position <= end < position + len(run.text):
            right = run.cut(end - position, len(run.text))
        position += len(run.text)
    if pieces:
        first = pieces[0]
        steady = all(
            a.source == b.source and a.end == b.start for a, b in zip(pieces, pieces[1:], strict=False)
        )
        return (first.space, first.key, _field(first), first.start, pieces[-1].end) if steady else None
    return _point(at, name, left, right)


def _point(at: Node, name: str, left: Run | None, right: Run | None) -> Anchor | None:
    """Where words come in between two stretches so that they end up there."""
    if left is None and right is None:
        owner = at.outer or at
        if at.outer and name == "heading" or at.wrapped and name != "heading":
            return None  # a wrap has put no such words there
        return owner.space, owner.id, name, 0, 0
    if left is None or (right is not None and _comes_from(left, right)):
        assert right is not None
        return right.space, right.key, _field(right), right.start, right.start
    if right is None or left.source == right.source or not _comes_from(right, left):
        return left.space, left.key, _field(left), left.end, left.end
    draft = right.key
    assert isinstance(draft, Run | Draft)
    if isinstance(draft.edit, Reword) and draft.edit.end > draft.edit.start:
        return left.space, left.key, _field(left), left.end, left.end
    return right.space, right.key, _field(right), right.start, right.start


def _comes_from(one: Run, two: Run) -> bool:
    """Whether a stretch is new words put in beside, or in the place of, words next to another."""
    return isinstance(one.key, Draft) and one.key.part.amends is two.space


def _field(run: Run) -> str:
    return "body" if isinstance(run.key, Draft) else run.field


def spliced(runs: list[Run], start: int, end: int, draft: Draft | None, new: str) -> list[Run]:
    """The stretches of a field with new words in it; without a draft nobody can anchor in them."""
    before, after, position = [], [], 0
    for run in runs:
        size = len(run.text)
        if position < start:
            before.append(run.cut(0, min(size, start - position)))
        if position + size > end:
            after.append(run.cut(max(0, end - position), size))
        position += size
    key: str | Draft = draft if draft else "a sweep"
    made = [Run(new, draft.part if draft else None, key, "body", 0)] if new else []
    return [run for run in [*before, *made, *after] if run.text]


def native(child: Node) -> bool:
    return child.brought is None or isinstance(child.brought.edit, Replace)


def in_order(row: list[Node], new: Clause, later: list[Node], now: int) -> bool:
    """Whether clauses in one gap come out in the order in which they stand, the new one among them."""
    labels = [*(each.label or "" for each in row), new.label or "", *(each.label or "" for each in later)]
    numbers = [*(each.brought.part.number for each in row if each.brought), now]
    numbers += [each.brought.part.number for each in later if each.brought]
    key = by_label(labels)
    keys = [(not label, key(label), number) for label, number in zip(labels, numbers, strict=True)]
    return keys == sorted(keys)


def anchored(draft: Draft) -> Edit:
    if draft.on is None:
        return draft.edit
    if isinstance(draft.edit, Insert):
        return replace(draft.edit, parent=draft.on.stand)
    assert isinstance(draft.edit, Reword)
    return replace(draft.edit, clause=draft.on.stand)
