"""How `folkmoot count` shows an account with stages: as a table, in sentences, for programs."""

from collections.abc import Iterator, Mapping, Sequence

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from folkmoot.cli.texts import counted
from folkmoot.counting import blt, result_sheet
from folkmoot.counting.account import Account, Stage, figure
from folkmoot.counting.account_json import as_object, encode
from folkmoot.counting.contest import Contest
from folkmoot.counting.ties import TieNeedsLot

Others = Mapping[str, Account | TieNeedsLot]
NAME_WIDTH = 26
LONGEST_WORD = len("preferences")
"""Over a column, whose heading is not cut."""


def show(
    contest: Contest, account: Account, others: Others, *, explain: bool, as_json: bool, as_csv: bool
) -> None:
    """Print an account in the form asked for."""
    if as_json:
        told = as_object(account, blt.digest(contest), contest.title)
        told["as_found"] = dict(contest.as_found)
        if others:
            told["neighbours"] = {id: _elected_by(other) for id, other in others.items()}
        click.echo(encode(told))
    elif as_csv:
        click.echo(result_sheet.write(account, contest.title), nl=False)
    else:
        for line in _head(contest, account):
            click.echo(line)
        _print_table(account)
        if explain:
            for line in _sentences(account):
                click.echo(line)
        for line in (*_result(account), *_compared(account, others)):
            click.echo(line)


def _head(contest: Contest, account: Account) -> Iterator[str]:
    yield contest.title or "A contest without a title"
    quota = "" if account.quota is None else f", quota {figure(account.quota, account.decimals)}"
    yield (
        f"{account.rule}: {counted(account.seats, 'place')}, {counted(len(account.names), 'candidate')}, "
        f"{counted(account.valid, 'valid paper')}{quota}"
    )
    for reason, papers in account.invalid.items():
        yield f"not valid, {reason}: {papers}"
    for reason, papers in contest.as_found.items():
        yield f"marked with {reason}: {counted(papers, 'paper')}"


def _print_table(account: Account) -> None:
    console = Console(highlight=False)
    figures = (len(figure(total, account.decimals)) for total in _figures(account))
    width = max(LONGEST_WORD, *figures) + 4
    across = max(1, (console.width - NAME_WIDTH - 6) // width)
    for start in range(0, len(account.stages), across):
        console.print(_table(account, start, account.stages[start : start + across]))


def _figures(account: Account) -> list[int]:
    return [account.valid * 10**account.decimals, *(each for stage in account.stages for each in stage.votes)]


def _table(account: Account, start: int, stages: Sequence[Stage]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Candidate", width=NAME_WIDTH, overflow="fold")
    for stage in stages:
        table.add_column(Text(f"Stage {stage.number}\n{result_sheet.heading(stage)}"), justify="right")
    for place, name in enumerate(account.names):
        units = [stage.votes[place] for stage in account.stages]
        cells = [_cell(account, units, start + each, place + 1) for each in range(len(stages))]
        table.add_row(Text(f"{place + 1} {name}"), *cells)
    for name, units in (
        ("non-transferable", [stage.non_transferable for stage in account.stages]),
        ("lost to rounding", [stage.lost for stage in account.stages]),
        ("in hand", [stage.in_hand for stage in account.stages]),
        ("total", [result_sheet.total(stage) for stage in account.stages]),
    ):
        if any(units):
            table.add_row(
                name, *(figure(each, account.decimals) for each in units[start : start + len(stages)])
            )
    return table


def _cell(account: Account, units: Sequence[int], at: int, number: int) -> Text:
    """The total after a stage, what came or went, and what became of the candidate at it."""
    stage, now = account.stages[at], units[at]
    lines = [figure(now, account.decimals)]
    if at and (moved := now - units[at - 1]):
        lines.append(("+" if moved > 0 else "") + figure(moved, account.decimals))
    if number in stage.elected:
        lines.append("elected")
    if number in stage.excluded:
        lines.append("excluded")
    return Text("\n".join(lines))


def _sentences(account: Account) -> Iterator[str]:
    for stage in account.stages:
        yield f"Stage {stage.number}, {result_sheet.heading(stage, account.names)}"
        for step in stage.steps:
            yield f"  {step.paragraph}: {step.said}"
    yield ""


def _result(account: Account) -> Iterator[str]:
    yield "Elected, in order:" if account.elected else "Nobody is elected."
    for place, each in enumerate(account.elected, start=1):
        yield f"{place:>3}. {account.names[each - 1]} (candidate {each})"


def _compared(account: Account, others: Others) -> Iterator[str]:
    for id, other in others.items():
        if isinstance(other, TieNeedsLot):
            yield f"{id}: candidates {', '.join(map(str, other.among))} are tied for {other.over}"
            continue
        instead = _named(account, set(other.elected) - set(account.elected))
        missing = _named(account, set(account.elected) - set(other.elected))
        if instead or missing:
            yield f"{id}: elects {instead or 'nobody'} and not {missing or 'anybody less'}"
        else:
            yield f"{id}: elects the same"


def _named(account: Account, who: set[int]) -> str:
    return ", ".join(account.names[each - 1] for each in sorted(who))


def _elected_by(other: Account | TieNeedsLot) -> list[int] | None:
    return None if isinstance(other, TieNeedsLot) else list(other.elected)
