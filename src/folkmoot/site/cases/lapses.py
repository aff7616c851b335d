"""What officers let slip, counted from the record: how often a clerical step was not taken in their time."""

from folkmoot.procedure.case import closes
from folkmoot.procedure.dispute import Dispute
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.statistics import CLERICAL
from folkmoot.site.record import reading

HOUR = 3600
_counted: tuple[Assembly, int, dict[str, int]] | None = None


def slipped(at: int) -> dict[str, int]:
    """How many steps of each kind, by verb, were late or are; as of this hour. Reads memory only.

    All cases are gone through once after each new entry, and no more.
    """
    global _counted
    assembly = reading.assembly()
    if _counted is None or _counted[0] is not assembly or _counted[1] != at // HOUR:
        _counted = (assembly, at // HOUR, count(assembly, at))
    return _counted[2]


def count(assembly: Assembly, at: int) -> dict[str, int]:
    """The same, counted."""
    found = {verb: 0 for verb, _event in CLERICAL}
    for case in assembly.cases.values():
        if isinstance(case, Dispute) and case.machine.name == "case":
            for verb, event in CLERICAL:
                found[verb] += _late(case, verb, event, at)
    return found


def _late(case: Dispute, verb: str, event: str, at: int) -> bool:
    power = next((each for each in case.book.powers.get(verb, ()) if each.within), None)
    end = closes(case, power) if power else None
    return end is not None and case.events.get(event, at) > end
