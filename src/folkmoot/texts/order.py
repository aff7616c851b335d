"""In which order amendments are taken, and what can come of those that collide.

Policy "text": as the words stand in the text, as in the United Kingdom. A new clause comes in after what is
proposed to the clause before it. Of a whole section or clause: amendments to it, then its replacement, then
leaving it out, then dividing, moving, relabelling it; of an item or other block, all these before amendments
in it. At one place the larger extent first, then the agenda number.

Policy "furthest": groups that collide stand in the order of the text; inside one the furthest-reaching comes
first (words left out and put in, what is deleted in full), then the agenda number.

Always: amendments to an amendment before it, and rivals together, for one ranked ballot with the base as
default.
"""

from collections.abc import Iterable, Mapping, Sequence

from folkmoot.texts.clause import FIELDS, BadText, Clause, Revision
from folkmoot.texts.content import content_of
from folkmoot.texts.edits import Amendment, Delete, Edit, Insert, Move, Relabel, Replace, Reword, Wrap
from folkmoot.texts.relations import EXCLUDING, FALLS, Relation

POLICIES = ("text", "furthest")
MOST = 12
"""Amendments in one component up to which all outcomes are worked out."""

WHOLE = ("section", "clause")
"""Kinds that are amended before they are decided as a whole."""
CLASSES: Mapping[type[Edit], int] = {Replace: 1, Delete: 2, Wrap: 3, Move: 4, Relabel: 5}
ONSET, WORDS, FIRST, CLOSE = range(4)
"""At one clause: what is done to a block, its words, what comes in first, what is done once it ends."""
AFTER = 6

Place = tuple[int, int, int, int, int]
"""Clause, step at it, depth or field, rank, start of the words."""


def order(
    base: Revision, amendments: Iterable[Amendment], found: Iterable[Relation], policy: str = "text"
) -> tuple[int | tuple[int, ...], ...]:
    """Numbers in the order of taking; rivals together, as a tuple, at the place of the first of them."""
    if policy not in POLICIES:
        raise BadText("", f"there is no order “{policy}”", f"Name {' or '.join(POLICIES)}.")
    pool, told = {each.number: each for each in amendments}, tuple(found)
    below: dict[int, list[Amendment]] = {}
    for number in sorted(pool):
        amends = pool[number].amends if pool[number].amends in pool else 0
        below.setdefault(amends, []).append(pool[number])
    together = {number: row for row in rivals(told, pool) for number in row}
    taken: list[int | tuple[int, ...]] = []

    def take(text: Revision, level: Sequence[Amendment]) -> None:
        row = _row(text, level, told, policy)
        at = {number: place for place, number in enumerate(row)}
        for number in row:
            group = sorted(together.get(number, (number,)), key=at.__getitem__)
            if number == group[0]:
                for each in group:
                    if each in below:
                        take(content_of(pool[each]), below[each])
                taken.append(tuple(group) if len(group) > 1 else number)

    take(base, below.get(0, ()))
    return tuple(taken)


def _row(
    base: Revision, amendments: Sequence[Amendment], found: Sequence[Relation], policy: str
) -> list[int]:
    places = {each.number: _place(base, each) for each in amendments}
    row = sorted(places, key=places.__getitem__)
    if policy == "text":
        return row
    reach = {each.number: -_reach(base, each) for each in amendments}
    at = {number: place for place, number in enumerate(row)}
    groups = sorted(components(found, row), key=lambda group: min(at[number] for number in group))
    return [number for group in groups for number in sorted(group, key=lambda each: (reach[each], each))]


def _place(base: Revision, amendment: Amendment) -> tuple[Place, int, int]:
    """Where an amendment is taken: the place of its first edit, the larger first, then its number."""
    if amendment.amends and not all(id in base.by_id for id in _anchors(amendment)):
        return (-1, 0, 0, 0, 0), 0, amendment.number
    places = [(_stands(base, edit), -_extent(base, edit)) for edit in amendment.edits]
    place, extent = min(places, default=((len(base.places), 0, 0, 0, 0), 0))
    return place, extent, amendment.number


def _anchors(amendment: Amendment) -> Iterable[str]:
    for edit in amendment.edits:
        yield edit.parent or edit.after if isinstance(edit, Insert) else edit.clause


def _stands(base: Revision, edit: Edit) -> Place:
    match edit:
        case Reword(field="tail"):
            return _closing(base, edit.clause, 0, edit.start)
        case Reword():
            return base.places[edit.clause], WORDS, FIELDS.index(edit.field), 0, edit.start
        case Insert(after=""):
            return (base.places[edit.parent] if edit.parent else -1), FIRST, 0, 0, 0
        case Insert():
            if edit.after in base.places:
                return _closing(base, edit.after, AFTER)
            return _closing(base, edit.parent, 0)
    rank = CLASSES[type(edit)]
    if base.by_id[edit.clause].kind in WHOLE:
        return _closing(base, edit.clause, rank)
    return base.places[edit.clause], ONSET, 0, rank, 0


def _closing(base: Revision, id: str, rank: int, start: int = 0) -> Place:
    """At the end of a clause and all under it; what is deeper ends first."""
    depth = sum(1 for _ in base.above(id))
    return base.ends[id], CLOSE, -depth, rank, start


def _extent(base: Revision, edit: Edit) -> int:
    """How much of the text an edit takes up: letters of one field, or words of whole clauses."""
    if isinstance(edit, Reword):
        return edit.end - edit.start
    return 0 if isinstance(edit, Insert) else words_in(base.by_id[edit.clause])


def _reach(base: Revision, amendment: Amendment) -> int:
    """Words left out and words put in."""
    reach = 0
    for edit in amendment.edits:
        match edit:
            case Reword():
                reach += len(edit.old.split()) + len(edit.new.split())
            case Insert():
                reach += words_in(edit.clause)
            case Delete():
                reach += words_in(base.by_id[edit.clause])
            case Replace():
                reach += words_in(base.by_id[edit.clause]) + words_in(edit.by)
    return reach


def words_in(clause: Clause) -> int:
    """How many words a clause says, with all under it."""
    return sum(len(getattr(each, field).split()) for each in clause.walk() for field in FIELDS)


def components(found: Iterable[Relation], numbers: Iterable[int]) -> tuple[tuple[int, ...], ...]:
    """Amendments in groups: what collides with another, or falls by it, is in one group with it."""
    return _groups(_edges(found, (*EXCLUDING, FALLS)), numbers)


def rivals(found: Iterable[Relation], numbers: Iterable[int]) -> tuple[tuple[int, ...], ...]:
    """Groups of two and more of which any two exclude each other, and that exclude no other amendment."""
    edges = _edges(found, EXCLUDING)
    return tuple(
        group
        for group in _groups(edges, numbers)
        if len(group) > 1 and all(edges[number] >= set(group) - {number} for number in group)
    )


def outcomes(component: Sequence[int], found: Iterable[Relation]) -> tuple[tuple[int, ...], ...]:
    """All largest sets of which no two collide and none fells another: what can come of a component.

    Empty where it has more than `MOST` amendments.
    """
    if len(component) > MOST:
        return ()
    edges, whole = _edges(found, (*EXCLUDING, FALLS)), frozenset(component)
    largest: set[tuple[int, ...]] = set()

    def grow(chosen: frozenset[int], open: frozenset[int], shut: frozenset[int]) -> None:
        if not open and not shut:
            largest.add(tuple(sorted(chosen)))
        for number in sorted(open):
            apart = whole - edges.get(number, set()) - {number}
            grow(chosen | {number}, open & apart, shut & apart)
            open, shut = open - {number}, shut | {number}

    grow(frozenset(), whole, frozenset())
    return tuple(sorted(largest))


def _edges(found: Iterable[Relation], kinds: Sequence[str]) -> dict[int, set[int]]:
    edges: dict[int, set[int]] = {}
    for each in found:
        if each.kind in kinds:
            edges.setdefault(each.a, set()).add(each.b)
            edges.setdefault(each.b, set()).add(each.a)
    return edges


def _groups(edges: Mapping[int, set[int]], numbers: Iterable[int]) -> tuple[tuple[int, ...], ...]:
    left, groups = set(numbers), []
    for number in sorted(left):
        if number not in left:
            continue
        left.discard(number)
        group, waiting = [number], [number]
        while waiting:
            near = edges.get(waiting.pop(), set()) & left
            left -= near
            group += near
            waiting += near
        groups.append(tuple(sorted(group)))
    return tuple(groups)
