"""The pairwise table of an election of which no ballots are published: what it shows, and whom it elects."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from folkmoot.counting.account import Account
from folkmoot.counting.ranked import BY_PAIRS, elected_of, winners
from folkmoot.counting.ties import TieNeedsLot
from folkmoot.procedure.electing import Election
from folkmoot.procedure.electing_count import lot_of, rule_of
from folkmoot.procedure.electing_motions import passed_over
from folkmoot.procedure.facts import Assembly
from folkmoot.rulebook.vocabulary import PAIRWISE


def as_published(found: Account, level: str) -> Account:
    """The account of a table: a stage table leaves the pairs out."""
    return found if level == PAIRWISE else replace(found, matrix=None)


def pairs_agree(told: Mapping[str, Any], assembly: Assembly, election: Election, level: str) -> bool:
    """Whether an account has the table that its level asks for, and the table elects whom the account does.

    Raises ValueError, TypeError or KeyError where the table cannot be read.
    """
    rule, matrix = rule_of(election), told.get("matrix")
    if rule not in BY_PAIRS or level != PAIRWISE:
        return matrix is None
    if not isinstance(matrix, list):
        return False
    table = tuple(tuple(row) for row in matrix)
    size = len(election.paper)
    if len(table) != size or any(len(row) != size for row in table):
        return False
    for row in range(size):
        for column in range(size):
            one, other = table[row][column], table[column][row]
            if type(one) is not int or one < 0 or one + other > told["valid"]:
                return False
    gone = passed_over(assembly, election)
    standing = [n for n in range(1, size + 1) if n not in gone]
    left = winners(table, standing, rule)
    try:
        return bool(told["elected"] == list(elected_of(left, lot_of(election))))
    except TieNeedsLot:
        return False
