"""From what somebody does to a text to the edits of an amendment."""

from folkmoot.texts.checking import check
from folkmoot.texts.clause import BadText, Clause, Revision
from folkmoot.texts.edits import Edit, Insert, Reword
from folkmoot.texts.letters import leans
from folkmoot.texts.rewording import reworded
from folkmoot.texts.sweeping import sweep

__all__ = ["check", "reworded", "split", "sweep"]


def split(base: Revision, clause_id: str, field: str, at: int, new_id: str) -> tuple[Edit, ...]:
    """The edits that divide a clause: the words of a field from `at` on become a clause that follows it.

    Blanks at the cut are left out. Raises `BadText` where there is nothing on one side, or where clauses hang
    between what would be parted.
    """
    clause = base.by_id.get(clause_id)
    if clause is None or field == "heading":
        raise BadText(
            clause_id, "only the words of a clause can be divided", "Name a clause and where to cut."
        )
    if field == "body" and (clause.children or clause.tail):
        raise BadText(
            clause_id, "clauses hang below these words", "Move them out, or divide the words after them."
        )
    words: str = getattr(clause, field)
    first, rest = words[:at].rstrip(), words[at:].lstrip()
    if not first or not rest or not 0 < at < len(words) or leans(rest[0]):
        raise BadText(clause_id, "there is nothing to divide there", "Cut between two words.")
    new = Clause(new_id, clause.kind, None if clause.label is None else "", body=rest)
    return (
        Reword(clause_id, field, len(first), len(words), words[len(first) :], ""),
        Insert(base.parents[clause_id], clause_id, new),
    )
