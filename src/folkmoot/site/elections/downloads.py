"""Files of a declared result, made from what the record shows: ballots, result, and the sheet as CSV."""

from collections import Counter
from dataclasses import replace
from typing import Any

from folkmoot.counting import blt, result_sheet
from folkmoot.counting.account import Account
from folkmoot.counting.contest import Contest
from folkmoot.procedure.electing import Election
from folkmoot.procedure.electing_count import account_of, contest_of
from folkmoot.procedure.electing_result import BLANK
from folkmoot.site.elections.models import Election as Row
from folkmoot.site.elections.naming import names_on, title_of
from folkmoot.site.record import reading


def rankings(case: Election) -> Counter[tuple[int, ...]] | None:
    """The ballots that were published, or None where none were."""
    stated: Any = case.result.facts.get("ballots") if case.result is not None else None
    data = reading.paper(str(stated["digest"])) if isinstance(stated, dict) else None
    if data is None:
        return None
    lines = data.decode().splitlines()
    return Counter(() if line == BLANK else tuple(map(int, line.split(","))) for line in lines)


def contest(row: Row, case: Election) -> Contest | None:
    """The contest as it was published, with the names that everybody may read."""
    papers = rankings(case)
    if papers is None:
        return None
    names = tuple(names_on(row, case.paper, None))
    return replace(contest_of(case, papers), names=names, title=title_of(row))


def account(case: Election) -> Account | None:
    """The account of the declared count, counted again from what was published."""
    papers = rankings(case)
    if papers is None or case.result is None:
        return None
    return account_of(reading.assembly(), case, papers, case.events["decision"])


def ballot_file(row: Row, case: Election) -> bytes | None:
    """The canonical ballot file."""
    found = contest(row, case)
    return blt.write(found) if found is not None else None


def result_json(case: Election) -> bytes | None:
    """The account as it lies beside the record."""
    stated = case.result.facts.get("account") if case.result is not None else None
    return reading.paper(str(stated)) if stated else None


def sheet_csv(row: Row, case: Election) -> bytes | None:
    """The stages as a table."""
    found = account(case)
    if found is None:
        return None
    return result_sheet.write(replace(found, names=tuple(names_on(row, case.paper, None))), title_of(row))
