"""A casual vacancy filled from the papers of the election, without a new poll.

Two ways: all papers counted again by ERS97, section 7, with those who still sit guarded; or countback, from
the papers the vacating member held when elected.
"""

from collections.abc import Collection
from dataclasses import replace

from folkmoot.counting import av
from folkmoot.counting.account import Account
from folkmoot.counting.bounds import Bound, Bounds
from folkmoot.counting.contest import Contest
from folkmoot.counting.ers97 import Ers97
from folkmoot.counting.papers import sorter
from folkmoot.counting.refusals import BadCount
from folkmoot.counting.ties import NO_LOT, Lot

RECOUNT_RULE = "ers97-vacancy/1"
COUNTBACK_RULE = "countback/1"


def recount(
    contest: Contest,
    vacating: Collection[int],
    sitting: Collection[int],
    *,
    lot: Lot = NO_LOT,
    bounds: Bounds = (),
) -> Account:
    """ERS97, section 7: the original papers again, until one new person is elected.

    Those who vacate, and whoever has withdrawn since (in the contest), are passed over; those who still sit
    may not be excluded. The new person is the last of `elected`, unless nobody new was left to elect.

    Raises:
        BadCount: somebody both sits and vacates, or sits and does not stand.
        TieNeedsLot: a tie matters, and no lot was handed in.
    """
    sits, gone = frozenset(sitting), frozenset(vacating)
    if sits & gone or not sits <= set(contest.standing):
        raise BadCount("those who still sit must stand in the contest, and must not be those who vacate.")
    new = frozenset(contest.standing) - sits - gone
    kept = (Bound("sitting", sits, at_least=len(sits)), *bounds) if sits else bounds
    recounted = Ers97(contest, lot, kept, passed_over=gone, until=new, sitting=sits, first="recount")
    return recounted.account(RECOUNT_RULE)


def countback(
    contest: Contest,
    first: Account,
    vacating: int,
    consenting: Collection[int],
    *,
    lot: Lot = NO_LOT,
) -> Account:
    """Countback: the papers `first` says the member held when elected, dealt to consenting candidates.

    They are counted by the alternative vote, every paper at the value it had for the member: a vote of the
    account is one unit of that value, so its figures have the decimals of the first count. Which values
    Schedule 8 of the Local Government Act 1993 of Tasmania gives the papers has not been read: the value at
    which the member held them is our reading.

    Raises:
        BadCount: the member was not elected in that count; or a consenting candidate does not stand or was
            elected.
        TieNeedsLot: a tie matters, and no lot was handed in.
    """
    willing = frozenset(consenting)
    if vacating not in first.elected:
        raise BadCount("a countback fills the place of somebody who was elected in the count.")
    if not willing <= set(contest.standing) - set(first.elected):
        raise BadCount("only those who stood and were not elected can consent to a countback.")
    held = first.held[vacating]
    papers = {ranking: times * value for ranking, (times, value) in held.items() if value}
    others = frozenset(contest.candidates) - willing
    asked = Contest(contest.names, 1, papers, others, contest.title)
    counted = av.count(asked, sorter(asked, "pure"), lot)
    return replace(counted, rule=COUNTBACK_RULE)
