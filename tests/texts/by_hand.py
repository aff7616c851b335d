"""The table of collisions and falls, worked out for two amendments by comparing each edit with each."""

from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.edits import Amendment, Delete, Edit, Insert, Move, Relabel, Replace, Reword, Wrap


def pairs(base: Revision, a: Amendment, b: Amendment) -> set[str]:
    """The kinds of relation between two amendments that have no direction."""
    return {kind for one in a.edits for two in b.edits for kind in meet(base, one, two)}


def falling(base: Revision, a: Amendment, b: Amendment) -> set[int]:
    """The edits of b that fall if a is carried, counted from 0."""
    return {place for place, two in enumerate(b.edits) for one in a.edits if falls(base, one, two)}


def meet(base: Revision, one: Edit, two: Edit) -> set[str]:
    match one, two:
        case (Reword(), Reword()) if (one.clause, one.field) == (two.clause, two.field):
            return words(one, two)
        case (Delete() | Replace(), Delete() | Replace()) if one.clause == two.clause:
            return {"same"} if alike(base, one, two) else {"alternatives"}
        case (Wrap(), Wrap()) | (Relabel(), Relabel()) if one.clause == two.clause:
            found = {"same"} if alike(base, one, two) else {"conflict"}
            return found | claims(base, one, two)
        case (Move(), Move()) if one.clause == two.clause:
            return {"same"} if alike(base, one, two) else {"conflict"}
        case (Move(), Move()) if below(base, one.parent, two.clause) and below(base, two.parent, one.clause):
            return {"conflict"} | ({"touching"} if gap(base, one) == gap(base, two) else set())
        case (Insert() | Move(), Insert() | Move()) if gap(base, one) == gap(base, two):
            return ({"same"} if alike(base, one, two) else {"touching"}) | claims(base, one, two)
    return claims(base, one, two)


def words(one: Reword, two: Reword) -> set[str]:
    if (one.start, one.end, one.new) == (two.start, two.end, two.new):
        return {"same"}
    mine, theirs = range(one.start, one.end), range(two.start, two.end)
    inside = any(
        start in range(other.start + 1, other.end) for start, other in ((one.start, two), (two.start, one))
    )
    if set(mine) & set(theirs) or (inside and not (mine and theirs)):
        return {"conflict"}
    return {"touching"} if one.start in (two.start, two.end) or two.start in (one.start, one.end) else set()


def claims(base: Revision, one: Edit, two: Edit) -> set[str]:
    common = {clause.id for clause in brought(one)} & {
        clause.id for clause in brought(two)
    } - base.by_id.keys()
    return {"alternatives"} if common and not alike(base, one, two) else set()


def brought(edit: Edit) -> list[Clause]:
    for name in ("by", "inner"):
        if hasattr(edit, name):
            return list(getattr(edit, name).walk())
    return list(edit.clause.walk()) if isinstance(edit, Insert) else []


def gap(base: Revision, edit: Insert | Move) -> tuple[str, str]:
    known = edit.after == "" or edit.after in {clause.id for clause in base.under(edit.parent)}
    return edit.parent, edit.after if known else "the inner clause"


def alike(base: Revision, one: Edit, two: Edit) -> bool:
    if type(one) is not type(two):
        return False
    if isinstance(one, Insert | Move) and isinstance(two, Insert | Move):
        return gap(base, one) == gap(base, two) and bare(base, one) == bare(base, two)
    return bare(base, one) == bare(base, two)


def bare(base: Revision, edit: Edit) -> str:
    """An edit without its new ids, and without its anchor if it comes into a gap."""
    said = repr(edit)
    for clause in brought(edit):
        if clause.id not in base.by_id:
            said = said.replace(f"id='{clause.id}'", "id=''").replace(f"after='{clause.id}'", "after=''")
    return said


def below(base: Revision, id: str, root: str) -> bool:
    """Whether a clause is another or hangs under it; the top hangs under none."""
    while id:
        if id == root:
            return True
        id = base.parents[id]
    return False


def falls(base: Revision, one: Edit, two: Edit) -> bool:
    """Whether the second edit falls if the first is carried."""
    if not isinstance(one, Delete | Replace):
        return False
    root = one.clause
    match two:
        case Insert():
            return below(base, two.parent, root)
        case Move():
            strictly = below(base, base.parents[two.clause], root)
            gone = two.clause == root and isinstance(one, Delete)
            return strictly or gone or below(base, two.parent, root)
        case Delete() | Replace():
            return below(base, base.parents[two.clause], root)
    return below(base, two.clause, root)
