"""The alternative vote: one place, the lowest goes until somebody has more than half of the votes in play.

Paragraphs: 1 first preferences; 2 who has more than half of the votes still in play, or is the only one left,
is elected; 3 otherwise the lowest is excluded, one at a time, and each of the papers goes to its next
available preference; 4 of equals, who had fewest at the latest earlier stage where they differed, else the
one whom the lot places last. No sure losers are excluded together: the winner would be the same.
"""

from folkmoot.counting import stv_words as words
from folkmoot.counting.account import Account
from folkmoot.counting.choosing import fewest
from folkmoot.counting.contest import Contest
from folkmoot.counting.papers import Heap, Sorter
from folkmoot.counting.table import Table
from folkmoot.counting.ties import NO_LOT, Lot

RULE = "av/1"


def count(contest: Contest, sorter: Sorter[Heap], lot: Lot = NO_LOT) -> Account:
    """Fill one place. Raises `TieNeedsLot` where a tie for exclusion needs a lot that was not handed in."""
    table = Table(contest, sorter, decimals=0)
    table.sheet.steps.append(words.first_preferences("1", table.valid))
    while not _elect(table):
        chosen = _exclude(table, lot)
        table.close(None)
        table.open("exclusion", chosen)
        table.move(chosen)
        table.sheet.steps.append(words.papers_move("3", table.name(chosen), table.moved()))
    table.close(None)
    return table.account(RULE, None)


def _elect(table: Table[Heap]) -> bool:
    """Whether somebody has won (or nobody stands)."""
    in_play = sum(table.votes)
    for each in sorted(table.continuing):
        alone = len(table.continuing) == 1
        if alone or 2 * table.has(each) > in_play:
            table.elect(each)
            name, votes = table.name(each), table.has(each)
            half = words.more_than_half("2", name, votes, in_play)
            table.sheet.steps.append(half if 2 * votes > in_play else words.last_one_left("2", name))
            return True
    if not table.continuing:
        table.sheet.steps.append(words.count_ends("2", 1))
    return not table.continuing


def _exclude(table: Table[Heap], lot: Lot) -> int:
    """Decide who goes, of the two or more who are left."""
    choice = fewest(table.continuing, table.votes, table.history, lot, "exclusion")
    chosen, sheet = choice.chosen, table.sheet
    sheet.steps.append(words.nobody_has_half("2", sum(table.votes)))
    if choice.tie:
        sheet.ties.append(choice.tie)
        sheet.steps.append(
            words.tie_settled("4", table.name(*choice.tie.among), table.name(chosen), choice.stage)
        )
    others = table.continuing - {chosen}
    table.margin(chosen, [min(others, key=lambda each: (table.has(each), each))])
    sheet.steps.append(words.lowest_goes("3", table.name(chosen), table.has(chosen), 0))
    table.exclude(chosen)
    return chosen
