"""What a member wants to change, made into edits of today's revision; and what of it cannot be made, and why.

Nothing that was typed is thrown away here: a change that cannot be made stays in the draft, beside what the
text says now, until its writer has decided.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from folkmoot.site.plan.changes import (
    Add,
    Change,
    Everywhere,
    Instead,
    LeaveOut,
    MoveTo,
    Number,
    Split,
    Within,
    Words,
    saying,
)
from folkmoot.texts.carry_over import carry_over
from folkmoot.texts.clause import FIELDS, BadText, Clause, Revision
from folkmoot.texts.compile import check, reworded, split, sweep
from folkmoot.texts.edits import (
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

WHOLE = (LeaveOut, Instead)


class CannotMake(ValueError):
    """A change that today's text does not take: `why` in a word, and what the text says there now.

    `gone`: the clause is not there any more. `made`: the text says it already. `changed`: it says something
    else than when the change was written. `inside`: the same draft takes the whole clause away. `nothing`:
    it would change nothing. `bad`: it is no text (`says` tells why).
    """

    def __init__(self, why: str, now: str = "", says: str = "") -> None:
        super().__init__(why, now, says)
        self.why, self.now, self.says = why, now, says


@dataclass(frozen=True)
class Fault:
    """A change that cannot be made, and why (as `CannotMake`)."""

    change: Change
    why: str
    now: str = ""
    says: str = ""


@dataclass(frozen=True)
class Made:
    """A change and its edits. `moved`: its words had changed around it, and it went along."""

    change: Change
    edits: tuple[Edit, ...]
    sweep: Sweep | None = None
    moved: bool = False


@dataclass(frozen=True)
class Compiled:
    """A draft against today's text: what can be made of it, and what cannot."""

    base: Revision
    made: tuple[Made, ...]
    faults: tuple[Fault, ...]
    amends: int = 0

    @property
    def amendment(self) -> Amendment:
        """All that can be made, as one amendment without a number."""
        return together(self.base, self.made, self.amends)


def together(base: Revision, made: Iterable[Made], amends: int = 0) -> Amendment:
    """The edits of several changes as one amendment."""
    edits, sweeps = list[Edit](), list[Sweep]()
    for each in made:
        if each.sweep is not None:
            sweeps.append(each.sweep)
        edits += (
            replace(edit, sweep=len(sweeps)) if each.sweep is not None and isinstance(edit, Reword) else edit
            for edit in each.edits
        )
    return Amendment(0, base.digest, tuple(edits), amends, tuple(sweeps))


def words_made(base: Revision, amendment: Amendment) -> dict[tuple[str, str], str]:
    """What the fields that an amendment changes say with its words, by clause and field."""
    found: dict[tuple[str, str], list[Reword]] = {}
    for edit in amendment.edits:
        if isinstance(edit, Reword):
            found.setdefault((edit.clause, edit.field), []).append(edit)
    made = {}
    for (clause, field), edits in found.items():
        says: str = getattr(base.by_id[clause], field)
        for edit in sorted(edits, key=lambda each: each.start, reverse=True):
            says = says[: edit.start] + edit.new + says[edit.end :]
        made[clause, field] = says
    return made


def compiled(base: Revision, changes: Sequence[Change], amends: int = 0) -> Compiled:
    """Each change made into edits of `base`, where it can be; together they are an amendment that stands."""
    made, faults = list[Made](), list[Fault]()
    for change in sorted(changes, key=lambda each: isinstance(each, Everywhere)):  # sweeps give way to words
        try:
            _require_outside(base, change, changes)
            found = _make(base, change, changes)
            check(base, together(base, [*made, found], amends))
        except CannotMake as cannot:
            faults.append(Fault(change, cannot.why, cannot.now, cannot.says))
        except BadText as bad:
            faults.append(Fault(change, "bad", says=f"{bad.says}. {bad.cure}"))
        else:
            made.append(found)
    return Compiled(base, tuple(made), tuple(faults), amends)


def _require_outside(base: Revision, change: Change, changes: Sequence[Change]) -> None:
    """Nothing is changed inside a clause that the same draft takes away."""
    place = change.parent if isinstance(change, Add) else getattr(change, "clause", None)
    if not isinstance(place, str) or place not in base.by_id:
        return
    over = {*base.above(place)} | (
        {place} if isinstance(change, Add) or not isinstance(change, WHOLE) else set()
    )
    if any(isinstance(other, WHOLE) and other.clause in over for other in changes):
        raise CannotMake("inside")


def _make(base: Revision, change: Change, changes: Sequence[Change]) -> Made:
    match change:
        case Words():
            edits, moved = _reword(_clause(base, change.clause), change.field, change.was, change.now)
            return Made(change, edits, moved=moved)
        case Split():
            return Made(change, _split(base, change))
        case Add():
            return Made(change, (Insert(*_gap(base, change), change.clause),))
        case LeaveOut():
            _require_same(_clause(base, change.clause), change.was)
            return Made(change, (Delete(change.clause),))
        case Instead():
            _require_same(_clause(base, change.clause), change.was)
            return Made(change, (Replace(change.clause, change.by),))
        case MoveTo():
            return Made(change, (_move(base, change),))
        case Within():
            _clause(base, change.clause)
            return Made(change, (Wrap(change.clause, change.inner),))
        case Number():
            if _clause(base, change.clause).label == change.label:
                raise CannotMake("made")
            return Made(change, (Relabel(change.clause, change.label),))
        case Everywhere():
            return _everywhere(base, change, changes)


def _clause(base: Revision, id: str) -> Clause:
    if id not in base.by_id:
        raise CannotMake("gone")
    return base.by_id[id]


def _require_same(clause: Clause, was: str) -> None:
    if saying(clause) != was:
        raise CannotMake("changed", clause.body or clause.heading)


def _reword(clause: Clause, field: str, was: str, now: str) -> tuple[tuple[Edit, ...], bool]:
    """The edits from what stands there to what shall; true where other words have changed since."""
    says: str = getattr(clause, field)
    if was == now:
        raise CannotMake("nothing", says)
    if says == now:
        raise CannotMake("made", says)
    if says == was:
        return reworded(clause.id, field, was, now), False
    before, after = (_alone(clause, field, words) for words in (was, says))
    edits = reworded(clause.id, field, was, now)
    carried = carry_over(before, after, Amendment(0, before.digest, edits))
    if carried.outcome == "already made":
        raise CannotMake("made", says)
    if carried.outcome != "moved" or carried.amendment is None:
        raise CannotMake("changed", says)
    return carried.amendment.edits, True


def _alone(clause: Clause, field: str, words: str) -> Revision:
    """A text of nothing but these words."""
    said = {field: words}
    heading, body, tail = (said.get(name, "") for name in FIELDS)
    return Revision("", (Clause(clause.id, clause.kind, heading=heading, body=body, tail=tail),))


def _split(base: Revision, change: Split) -> tuple[Edit, ...]:
    clause = _clause(base, change.clause)
    if clause.body != change.was:
        raise CannotMake("changed", clause.body)
    if not change.rest.strip():
        raise CannotMake("nothing", clause.body)
    at = split_at(clause.body, change.first, change.rest)
    if at is not None:
        return split(base, change.clause, "body", at, change.id)
    parent = base.parents[change.clause]
    edits: tuple[Edit, ...] = ()
    if change.first != clause.body:
        edits = reworded(change.clause, "body", clause.body, change.first)
    return (*edits, Insert(parent, change.clause, Clause(change.id, clause.kind, body=change.rest)))


def split_at(body: str, first: str, rest: str) -> int | None:
    """Where a body is cut, if both parts together say what it says; None where words were changed too."""
    if not body.startswith(first):
        return None
    return len(first) if body[len(first) :].strip() == rest.strip() else None


def _gap(base: Revision, change: Add) -> tuple[str, str]:
    """Where a clause is put: after what it was to follow, or at the end where that hangs elsewhere now."""
    if change.parent:
        _clause(base, change.parent)
    if change.after and base.parents.get(change.after) != change.parent:
        raise CannotMake("gone")
    return change.parent, change.after


def _move(base: Revision, change: MoveTo) -> Move:
    _clause(base, change.clause)
    if change.parent:
        _clause(base, change.parent)
    if change.parent == change.clause or (change.parent and change.clause in base.above(change.parent)):
        raise CannotMake("inside")
    if change.after and base.parents.get(change.after) != change.parent:
        raise CannotMake("gone")
    if (base.parents[change.clause], before(base, change.clause)) == (change.parent, change.after):
        raise CannotMake("made")
    return Move(change.clause, change.parent, change.after)


def before(base: Revision, id: str) -> str:
    """The clause that stands before this one under the same clause; "" for the first."""
    parent = base.parents[id]
    row = [each.id for each in (base.by_id[parent].children if parent else base.clauses)]
    place = row.index(id)
    return row[place - 1] if place else ""


def _everywhere(base: Revision, change: Everywhere, changes: Sequence[Change]) -> Made:
    taken = said_anew(base, changes)
    found = places(base, change)
    if not found and not change.inserted:
        raise CannotMake("nothing")
    struck = tuple(
        (edit.clause, edit.field, edit.start)
        for edit, place in found
        if place in change.struck or (edit.clause, edit.field) in taken
    )
    made = Sweep(change.find, change.say, struck, change.inserted, change.part)
    edits = sweep(base, made, 1)
    if not edits and not change.inserted:
        raise CannotMake("nothing")
    return Made(change, edits, made)


def places(base: Revision, change: Everywhere) -> list[tuple[Reword, tuple[str, str, int]]]:
    """Every place at which the words stand, each with its name in the draft: clause, field, how-manieth."""
    found, counted = [], dict[tuple[str, str], int]()
    for edit in sweep(base, Sweep(change.find, change.say, part=change.part), 1):
        nth = counted.get((edit.clause, edit.field), 0)
        counted[edit.clause, edit.field] = nth + 1
        found.append((edit, (edit.clause, edit.field, nth)))
    return found


def said_anew(base: Revision, changes: Iterable[Change]) -> set[tuple[str, str]]:
    """The fields, by clause, whose words changes say anew."""
    return {place for change in changes for place in _fields_of(base, change)}


def _fields_of(base: Revision, change: Change) -> Iterator[tuple[str, str]]:
    """The fields whose words a change says anew, so that a sweep leaves them alone."""
    if isinstance(change, Words):
        yield change.clause, change.field
    elif isinstance(change, Split):
        yield change.clause, "body"
    elif isinstance(change, WHOLE) and change.clause in base.by_id:
        for clause in base.by_id[change.clause].walk():
            yield from ((clause.id, field) for field in FIELDS)
