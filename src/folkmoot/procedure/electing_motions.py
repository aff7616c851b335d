"""A ranking of motions: which of them wait to be put, and which no longer do and are passed over.

Members rank what waits. A motion that has been put to the vote, withdrawn, ruled out or has lapsed by the
opening does not come on the paper; one of which that is so by the close is passed over, like a candidate who
has withdrawn, and takes no place. What becomes of a motion after the close changes nothing any more.
"""

from dataclasses import replace

from folkmoot.procedure.case import standing
from folkmoot.procedure.electing import PRIORITY, Election
from folkmoot.procedure.facts import Assembly
from folkmoot.procedure.motion import Motion

RANKABLE = ("tabled", "debate")
"""States of a motion that waits to be put."""
NO_LONGER_WAITS = "no longer waits"


def waits(assembly: Assembly, name: str, at: int) -> bool:
    """Whether a motion waits to be put at second `at`, also when asked later."""
    motion = assembly.cases.get(name)
    if not isinstance(motion, Motion):
        return False
    if motion.since > at:  # what was done with it since; only of a ballot is it known when it began
        return motion.events.get("opening", motion.since) > at
    return standing(motion, at).state in RANKABLE


def paper_of(assembly: Assembly, election: Election, at: int) -> tuple[str, ...]:
    """The names on a ballot paper that is made now: candidates as they stand, motions that wait."""
    names = election.on_the_paper(at)
    if election.kind != PRIORITY:
        return names
    return tuple(name for name in names if waits(assembly, name, at))


def passed_over(assembly: Assembly, election: Election) -> frozenset[int]:
    """The numbers on the paper over which the count passes: who has gone, and motions that no longer waited
    at the close."""
    closing = election.events.get("closing")
    ranks = election.kind == PRIORITY and election.result is None and closing is not None
    return frozenset(
        number
        for number, name in enumerate(election.paper, 1)
        if election.candidates[name].gone
        or (ranks and closing is not None and not waits(assembly, name, closing))
    )


def is_passed_over(assembly: Assembly, election: Election, name: str, at: int) -> bool:
    """Whether a ranking passes over a motion, as it stands at second `at`; for good once it is declared."""
    if election.result is not None:
        return bool(election.candidates[name].gone) or name not in (election.paper or election.result.elected)
    return not waits(assembly, name, min(at, election.events.get("closing", at)))


def note_passed_over(assembly: Assembly, election: Election) -> None:
    """Keep with a result which motions it has passed over: a recount passes over the same."""
    if election.kind == PRIORITY:
        for number in passed_over(assembly, election):
            name = election.paper[number - 1]
            election.candidates[name] = replace(election.candidates[name], gone=NO_LONGER_WAITS)
