"""Letters about elections that more than one act sends."""

from folkmoot.procedure.facts import Assembly
from folkmoot.site.elections.acts.opening import case_in
from folkmoot.site.elections.models import Election
from folkmoot.site.elections.naming import title_of
from folkmoot.site.members.acts import roll_for
from folkmoot.site.notices.acts import send_to_all
from folkmoot.site.record.models import Entry


def tell_result(assembly: Assembly, row: Election, entry: Entry, at: int) -> None:
    """Tell the electors that a result has been declared."""
    case = case_in(assembly, row.on)
    proceeding, roll = (
        (row.ballot.name, case.ballot.roll) if row.ballot and case.ballot else (row.on, case.roll)
    )
    electors = roll_for(case.branch, proceeding, "vote", at)
    people = [person for code, person in electors.items() if row.follows or code in roll.names]
    context = {"election": row, "title": title_of(row), "secret": row.ballot is not None}
    send_to_all(people, "election-declared", context, at, entry=entry.index, once=f"{row.on}/{entry.index}")
