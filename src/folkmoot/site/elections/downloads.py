"""Files of a declared result, made from what the record shows: ballots, result, and the sheet as CSV."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from shlex import quote
from typing import Any

from folkmoot.counting import account_read, blt, result_sheet
from folkmoot.counting.account import Account
from folkmoot.counting.contest import Contest
from folkmoot.procedure.electing import COUNTBACK, Election
from folkmoot.procedure.electing_count import account_of, bounds_of, contest_of, lot_of
from folkmoot.procedure.electing_result import BLANK
from folkmoot.procedure.electing_vacancy import account_of_vacancy
from folkmoot.rulebook.vocabulary import COUNTING
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
    return replace(contest_of(reading.assembly(), case, papers), names=names, title=title_of(row))


def account(case: Election, names: Sequence[str]) -> Account | None:
    """The account of the declared count, counted again from what was published, or as it lies beside the
    record where a table is published; under the names to be shown, once in a process."""
    if case.result is None or "account" not in case.result.facts:
        return None
    return _account(case.on, str(case.result.facts["account"]), tuple(names))


@lru_cache(maxsize=64)
def _account(on: str, digest: str, names: tuple[str, ...]) -> Account | None:
    """By the digest of what was declared, which a recount changes."""
    case = reading.assembly().cases[on]
    assert isinstance(case, Election) and case.result is not None
    papers, at = rankings(case), case.events["decision"]
    if papers is None:
        table = result_json(case) if "ballots" not in case.result.facts else None
        return account_read.read(table, names) if table else None
    if case.kind == COUNTBACK:
        return account_of_vacancy(reading.assembly(), case, papers, at, names)
    return account_of(reading.assembly(), case, papers, at, names)


def lot(case: Election) -> tuple[int, ...]:
    """The order that the lot gave, or none where it has not been drawn."""
    return lot_of(case)


def command(case: Election) -> str:
    """What counts the published ballots again, or nothing where none are published."""
    if case.result is None or "ballots" not in case.result.facts or case.kind == COUNTBACK:
        return ""
    words = ["folkmoot count", "ballots.blt", "--rule", COUNTING[case.called_under.method]]
    for bound in bounds_of(reading.assembly(), case, case.events["decision"])[0]:
        who = ",".join(map(str, sorted(bound.members))) or "nobody"
        for word, number in (("least", bound.at_least or None), ("most", bound.at_most)):
            if number is not None:
                words.append(f"--bound {quote(f'{bound.group}: {who} at {word} {number}')}")
    if lot(case):
        words.append(f"--lot {','.join(map(str, lot(case)))}")
    return " ".join(words)


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
    found = account(case, names_on(row, case.paper, None))
    return result_sheet.write(found, title_of(row)) if found is not None else None
