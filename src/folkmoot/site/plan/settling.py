"""Settling what stands open in a draft: struck, used on today's text all the same, or one of two taken."""

from typing import Any

from folkmoot.site.plan import changes
from folkmoot.site.plan.changes import Add, Change, Instead, LeaveOut, Split, Words
from folkmoot.site.plan.desk import Desk
from folkmoot.site.plan.showing import read_one
from folkmoot.site.plan.ways import Writing
from folkmoot.texts.clause import Clause


def settled(desk: Desk, what: str, key: str, place: int) -> dict[str, Any]:
    """What a draft says once something of it was settled.

    `what`: "strike" the change of that key; use it "again" on today's text; "take" the wording that stands
    beside the draft in that place, or "leave" it.
    """
    found, aside = desk.changes, list(desk.fields.get("aside", ()))
    fields = desk.with_changes(found)
    if what == "strike":
        return desk.with_changes(changes.drop(found, key))
    if what == "again":
        return desk.with_changes(tuple(anew(desk, each) if each.key == key else each for each in found))
    if place < len(aside):
        taken = aside.pop(place)
        if what == "take":
            change = read_one(taken["value"])
            if change is not None:
                fields = desk.with_changes(changes.put(found, change))
            elif taken["key"].startswith("field/"):
                fields[taken["key"].removeprefix("field/")] = taken["value"]
        fields["aside"] = aside
    return fields


def anew(desk: Writing, change: Change) -> Change:
    """The same words, on the text as it stands now: what it said before does not count any more."""
    base = desk.base
    if isinstance(change, Words) and change.clause in base.by_id:
        return Words(
            change.clause, change.field, getattr(base.by_id[change.clause], change.field), change.now
        )
    if isinstance(change, Split) and change.clause in base.by_id:
        return Split(change.clause, base.by_id[change.clause].body, change.first, change.rest, change.id)
    if isinstance(change, Words | Split):  # the clause is gone: its words become a clause of their own
        body = change.now if isinstance(change, Words) else f"{change.first}\n{change.rest}"
        last = base.clauses[-1].id if base.clauses else ""
        return Add("", last, Clause(changes.new_clause_id(), body=body))
    if isinstance(change, Add):
        last = base.clauses[-1].id if base.clauses else ""
        return Add("", last, change.clause)
    if isinstance(change, LeaveOut | Instead) and change.clause in base.by_id:
        was = changes.saying(base.by_id[change.clause])
        return (
            LeaveOut(change.clause, was)
            if isinstance(change, LeaveOut)
            else Instead(change.clause, was, change.by)
        )
    return change
