"""Whether an amendment fits the text it amends. In this order, each naming the edit:

1. it is anchored in this text, and changes something;
2. each edit has its place: clause, field and gap are there, the old words are those of the text, and no
   letter is parted from its accent;
3. new clauses have ids that nobody else has; a replacement keeps ids of what it replaces, or brings new ones;
4. an amendment to an amendment changes words and what hangs under them, and no more (`content`);
5. each sweep is frozen at all its places but those struck off;
6. no two edits of it collide, and none takes away what another stands on;
7. nothing hangs below itself, or too deep.
"""

from collections.abc import Container, Iterable

from folkmoot.texts.adopt import Collision, adopt
from folkmoot.texts.clause import DEEPEST, FIELDS, BadText, Clause, Revision, read_clause, require_words
from folkmoot.texts.content import HOLDING, SPOKEN, STANDS_FOR
from folkmoot.texts.edits import (
    LONGEST_LABEL,
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
from folkmoot.texts.letters import leans
from folkmoot.texts.meeting import SAME, TOUCHING
from folkmoot.texts.relations import relations
from folkmoot.texts.sweeping import standing, sweep


def check(base: Revision, amendment: Amendment, taken: Container[str] = ()) -> None:
    """Return if the amendment fits its base, and raise `BadText` if not.

    `taken` are ids of clauses elsewhere that new ones may not have: for an amendment to an amendment those of
    the text itself.
    """
    if amendment.base != base.digest:
        raise BadText("", "the amendment is anchored in another text", "Carry it over to this one.")
    if not amendment.edits and not any(each.inserted for each in amendment.sweeps):
        raise BadText("", "the amendment changes nothing", "Say what it changes.")
    checking = _Checking(base, amendment, taken)
    for number, edit in enumerate(amendment.edits, start=1):
        checking.edit(edit, f"edit {number}")
    for number, each in enumerate(amendment.sweeps, start=1):
        checking.sweep(each, number)
    _check_together(base, amendment)
    if not all(isinstance(edit, Reword | Relabel | Delete) for edit in amendment.edits):
        _check_depth(base, amendment)


class _Checking:
    def __init__(self, base: Revision, amendment: Amendment, taken: Container[str]) -> None:
        self.base, self.amendment, self.taken = base, amendment, taken
        self.new: set[str] = set()
        self.inner = {edit.clause: edit.inner.id for edit in amendment.edits if isinstance(edit, Wrap)}

    def edit(self, edit: Edit, where: str) -> None:
        """Checks 2 to 4 for one edit."""
        if not isinstance(edit, Insert):
            self.clause(edit.clause, where)
        if self.amendment.amends:
            self.content(edit, where)
        match edit:
            case Reword():
                self.reword(edit, where)
            case Insert():
                self.gap(edit, where)
                self.fragment(edit.clause, where)
            case Replace():
                self.replace(edit, where)
            case Move():
                self.gap(edit, where)
                self.move(edit, where)
            case Wrap():
                if edit.inner.children or edit.inner.body or edit.inner.tail:
                    raise BadText(where, "the inner clause has words of its own", "They come from the outer.")
                self.fragment(edit.inner, where)
            case Relabel():
                if edit.label is not None:
                    require_words(edit.label, where, most=LONGEST_LABEL)
                if edit.label == self.base.by_id[edit.clause].label:
                    raise BadText(where, "the clause has this label", "Leave the edit out.")

    def clause(self, id: str, where: str) -> None:
        if id not in self.base.by_id:
            raise BadText(where, f"there is no clause {id}", "Anchor it in a clause of the text.")

    def reword(self, edit: Reword, where: str) -> None:
        if edit.field not in FIELDS:
            raise BadText(where, f"there is no field {edit.field}", f"It is one of {', '.join(FIELDS)}.")
        words: str = getattr(self.base.by_id[edit.clause], edit.field)
        if not 0 <= edit.start <= edit.end <= len(words) or words[edit.start : edit.end] != edit.old:
            raise BadText(
                where, f"clause {edit.clause} does not say “{edit.old}” there", "Read the text again."
            )
        if edit.new == edit.old:
            raise BadText(where, "it says what stands there", "Leave the edit out.")
        require_words(edit.new, where)
        if any(leans(mark) for mark in (edit.new[:1], words[edit.start : edit.start + 1]) if mark) or (
            edit.end < len(words) and leans(words[edit.end])
        ):
            raise BadText(where, "it parts a letter from its accent", "Take in the whole letter.")
        if not 0 <= edit.sweep <= len(self.amendment.sweeps):
            raise BadText(where, f"there is no sweep {edit.sweep}", "State it among the sweeps.")

    def gap(self, edit: Insert | Move, where: str) -> None:
        if edit.parent:
            self.clause(edit.parent, where)
        inner = self.inner.get(edit.parent, "")
        if edit.after and edit.after != inner and self.base.parents.get(edit.after) != edit.parent:
            raise BadText(where, f"no clause {edit.after} hangs there", "Name one beside which it comes.")

    def fragment(self, fragment: Clause, where: str, kept: Container[str] = ()) -> None:
        read_clause(fragment.as_json(), where, set())
        for clause in fragment.walk():
            strange = clause.id in self.base.by_id or clause.id in self.taken or STANDS_FOR.match(clause.id)
            if clause.id in self.new or (strange and clause.id not in kept):
                raise BadText(where, f"the id {clause.id} is taken", "Give each new clause an id of its own.")
            self.new.add(clause.id)

    def replace(self, edit: Replace, where: str) -> None:
        old = self.base.by_id[edit.clause]
        if edit.by.id != edit.clause:
            raise BadText(where, "the replacement has another id", f"It keeps {edit.clause}.")
        if edit.by == old:
            raise BadText(where, "it says what stands there", "Leave the edit out.")
        self.fragment(edit.by, where, frozenset(clause.id for clause in old.walk()))

    def move(self, edit: Move, where: str) -> None:
        parent = self.base.parents[edit.clause]
        if edit.parent and edit.clause in (edit.parent, *self.base.above(edit.parent)):
            raise BadText(where, "a clause cannot hang below itself", "Move it elsewhere.")
        beside = ["", *(clause.id for clause in self.base.under(parent))]
        before = beside[beside.index(edit.clause) - 1]
        if edit.parent == parent and edit.after in (before, edit.clause):
            raise BadText(where, "it moves the clause to where it stands", "Leave the edit out.")

    def content(self, edit: Edit, where: str) -> None:
        """Check 4: what stands for edits is not moved about, and holds what its kind holds."""
        at = edit.parent if isinstance(edit, Insert) else edit.clause
        ruled = {self._held(at, edit)}
        if isinstance(edit, Move):
            ruled |= {self._held(edit.parent, Insert(edit.parent, edit.after, Clause("x")))}
        if not all(ruled):
            cure = "Change its words, put more beside what it inserts, or leave it out."
            raise BadText(where, "an amendment to an amendment cannot do that", cure)

    def _held(self, at: str, edit: Edit) -> bool:
        if not at:
            return False
        stand = self.base.by_id.get(at)
        over = self.base.by_id.get(self.base.parents.get(at, ""))
        if stand and STANDS_FOR.match(at):
            match edit:
                case Reword():
                    return stand.kind in SPOKEN and edit.field == "body"
                case Insert():
                    return stand.kind in HOLDING and (stand.kind == "insert" or bool(edit.after))
                case Delete():
                    return True
            return False
        if over and over.kind == "wrap" and STANDS_FOR.match(over.id) and over.children[0].id == at:
            return isinstance(edit, Relabel | Delete)
        if over and STANDS_FOR.match(over.id) and isinstance(edit, Move):
            return over.kind == "insert"
        return True

    def sweep(self, said: Sweep, number: int) -> None:
        """Check 5."""
        where = f"sweep {number}"
        require_words(said.find, where)
        require_words(said.replace, where)
        if (
            not said.find
            or said.find == said.replace
            or leans(said.find[0])
            or leans((said.replace or "x")[0])
        ):
            raise BadText(where, "it finds nothing that it could change", "Say what it looks for.")
        for id, field, start in said.struck:
            clause = self.base.by_id.get(id)
            if clause is None or start not in standing(getattr(clause, field), said.find, said.part):
                raise BadText(
                    where, f"it is struck off in clause {id}, where it finds nothing", "Correct it."
                )
        frozen = {edit for edit in self.amendment.edits if isinstance(edit, Reword) and edit.sweep == number}
        if frozen != set(sweep(self.base, said, number)):
            raise BadText(
                where, "its edits are not all its places", "Freeze it anew, and strike off the others."
            )


def _check_together(base: Revision, amendment: Amendment) -> None:
    """Check 6, by the relations that each edit would have to each other if they were amendments."""
    alone = [Amendment(number, base.digest, (edit,)) for number, edit in enumerate(amendment.edits, start=1)]
    for each in relations(base, alone) if len(alone) > 1 else ():
        one, two = amendment.edits[each.a - 1], amendment.edits[each.b - 1]
        if _allowed(each.kind, one, two):
            continue
        where = f"edit {max(each.a, each.b)}"
        says = f"it meets edit {min(each.a, each.b)} of the same amendment, at clause {each.place}"
        raise BadText(where, says, "Say both in one edit.")


def _allowed(kind: str, one: Edit, two: Edit) -> bool:
    if isinstance(one, Reword) and isinstance(two, Reword):
        return kind == TOUCHING and (one.start, one.end) != (two.start, two.end)
    return kind == TOUCHING or (kind == SAME and isinstance(one, Insert))


def _check_depth(base: Revision, amendment: Amendment) -> None:
    """Check 7."""
    try:
        adopted = adopt(base, [Amendment(0, base.digest, amendment.edits)])
    except Collision as collision:
        says = "its moves put clauses below one another in a circle"
        raise BadText(f"clause {collision.place}", says, "Leave one of them where it is.") from collision
    if depth(adopted.revision.clauses) > DEEPEST:
        raise BadText("", f"clauses would hang more than {DEEPEST} deep", "Put them under fewer others.")


def depth(clauses: Iterable[Clause]) -> int:
    """How many clauses stand under one another at most."""
    return max((1 + depth(clause.children) for clause in clauses), default=0)
