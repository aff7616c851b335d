"""The paragraph under which the site refuses what the record is never asked."""

from folkmoot.procedure.electing import Election
from folkmoot.site.record import reading


def paragraph_for(on: str, verb: str) -> str:
    """The paragraph that grants an act in the election of this name ("election/3"); empty where none does."""
    case = reading.assembly().cases.get(on)
    return case.paragraph_for(verb) if isinstance(case, Election) else ""
