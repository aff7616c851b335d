"""Asking the rules beforehand: would this be in order? What a page needs for its buttons, without touching a
row."""

from functools import lru_cache
from itertools import islice, product
from typing import Any

from folkmoot.procedure.act import Act, Actor, OutOfOrder
from folkmoot.procedure.ballot import manner_of
from folkmoot.procedure.case import Case
from folkmoot.procedure.roll import Roll, make_roll
from folkmoot.procedure.sanction import limited
from folkmoot.site.record import reading

LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


@lru_cache(maxsize=32)
def stand_in_roll(size: int) -> tuple[Roll, dict[str, bytes]]:
    """A roll of invented code names, of the right length: enough to ask whether a question may be put."""
    tails = islice(product(LETTERS, repeat=4), size)
    return make_roll("a" * 12 + "".join(tail) for tail in tails)


def why_not(
    verb: str, on: str, by: Actor, at: int, facts: dict[str, Any] | None = None, seals: tuple[str, ...] = ()
) -> OutOfOrder | None:
    """Why an act would be refused, or None where it would be in order."""
    return reading.why_not(Act(verb, on, by, facts or {}, seals), at)


def why_not_put(case: Case, by: Actor, at: int, facts: dict[str, Any] | None = None) -> OutOfOrder | None:
    """Why the question may not be put by this actor now, or None where it may."""
    assembly = reading.assembly()
    kind = case.machine.name
    without = limited(assembly, case.branch, "vote", at)
    roll, papers = stand_in_roll(assembly.members_of(case.branch) - without)
    stated = {
        "ballot": f"ballot/{assembly.next_number('ballot')}",
        "roll": roll.as_facts(),
        "manner": manner_of(case.book, kind, len(getattr(case, "secrecy", ()))),
    }
    return reading.why_not(Act(f"{kind}.put", case.on, by, stated | (facts or {}), papers=papers), at)
