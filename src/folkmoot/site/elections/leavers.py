"""Candidates who have left since they were nominated. The roll of an election may not show it yet."""

from folkmoot.procedure.electing import OFFICE, Election
from folkmoot.procedure.electing_candidates import may_be_struck
from folkmoot.site.elections.models import Candidacy
from folkmoot.site.elections.models import Election as Row


def has_left(case: Election, name: str, known: Candidacy | None) -> bool:
    """Whether somebody who stands is no member any more, or not on the roll; not asked of a past election."""
    if case.kind != OFFICE or case.result is not None or not case.stands(name):
        return False
    person = known.person if known is not None else None
    return name not in case.roll.names or (person is not None and not person.is_member)


def to_strike(row: Row, case: Election) -> list[str]:
    """The code names of those whom the returning officer strikes before opening the ballot. One query."""
    known = {each.code: each for each in row.candidacies.select_related("person")}
    return [name for name in may_be_struck(case) if has_left(case, name, known.get(name))]
