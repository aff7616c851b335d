"""Majority: is a motion carried?

A majority rule has four parts, and the result keeps them all: the votes for, the base they are measured
against, the ratio, and the test ("more than" or "at least"). The quorum is a separate fact.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from folkmoot.counting.quorum import Quorum, QuorumResult, check
from folkmoot.counting.quorum import sentence as quorum_sentence
from folkmoot.counting.refusals import BadCount, require_count
from folkmoot.counting.share import Share, needed

__all__ = ["Base", "MajorityResult", "Share", "count", "needed", "sentence"]

Base = Literal["votes for and against", "ballots cast", "members on the roll"]


@dataclass(frozen=True)
class MajorityResult:
    """The whole account of a vote on one motion.

    Attributes:
        for_, against, abstained: ballots of each kind.
        share: ratio and test of the rule.
        base_name, base: what the votes for are measured against, and how many that is.
        needed: the smallest number of votes for that carries.
        carried_by_votes: for_ >= needed, whatever the quorum.
        quorum: the quorum and whether it was met; None where the rule has none.
        carried: carried by votes, and by a quorate vote.
    """

    for_: int
    against: int
    abstained: int
    share: Share
    base: int
    base_name: Base
    needed: int
    carried_by_votes: bool
    quorum: QuorumResult | None
    carried: bool


def count(
    for_: int, against: int, abstained: int, *, share: Share, base: Base, roll: int, quorum: Quorum | None
) -> MajorityResult:
    """Count a vote on one motion.

    Abstentions count towards the quorum always, towards the base only where that is the ballots cast. Where
    nobody votes for it, a motion is lost.

    Raises:
        BadCount: a number is not a count, the base is unknown, or there are more ballots than members.
    """
    for name, value in (
        ("votes for", for_),
        ("votes against", against),
        ("abstentions", abstained),
        ("the roll", roll),
    ):
        require_count(name, value)
    if base not in get_args(Base):
        raise BadCount(f"{base!r} is not a base of a majority; the bases are {', '.join(get_args(Base))}.")
    cast = for_ + against + abstained
    if cast > roll:
        raise BadCount(f"{cast} ballots cannot come from the {roll} members on the roll.")
    size = {"votes for and against": for_ + against, "ballots cast": cast, "members on the roll": roll}[base]
    least = needed(share, size)
    quorate = None if quorum is None else check(quorum, took_part=cast, roll=roll)
    enough = for_ >= least
    return MajorityResult(
        for_=for_,
        against=against,
        abstained=abstained,
        share=share,
        base=size,
        base_name=base,
        needed=least,
        carried_by_votes=enough,
        quorum=quorate,
        carried=enough and (quorate is None or quorate.met),
    )


_BASE_WORDS: dict[Base, str] = {
    "votes for and against": "counted",
    "ballots cast": "ballots cast",
    "members on the roll": "on the roll",
}


def sentence(result: MajorityResult) -> str:
    """The arithmetic in plain English, with the quorum where there is one.

    "12 for, 5 against, 3 abstained; 17 counted; more than half of 17 is 9: carried.
    Quorum 8: 20 took part, met."
    """
    verdict = "carried" if result.carried else "enough votes" if result.carried_by_votes else "lost"
    arithmetic = (
        f"{result.for_} for, {result.against} against, {result.abstained} abstained; "
        f"{result.base} {_BASE_WORDS[result.base_name]}; "
        f"{result.share.words()} of {result.base} is {result.needed}: {verdict}."
    )
    if result.quorum is None:
        return arithmetic
    quorate = quorum_sentence(result.quorum)
    if result.carried_by_votes and not result.carried:
        quorate = quorate.removesuffix(".") + ": not carried."
    return f"{arithmetic} {quorate}"
