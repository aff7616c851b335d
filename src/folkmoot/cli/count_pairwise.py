"""How `folkmoot count` counts and shows ranked papers pair by pair: Condorcet as Debian, and beatpath."""

from dataclasses import dataclass

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from folkmoot.cli import count_options as options
from folkmoot.counting.account_json import FORMAT, Json, encode
from folkmoot.counting.condorcet import CondorcetResult, beatpath, schwartz_dropping
from folkmoot.counting.condorcet_words import chain_steps, first_defeats
from folkmoot.counting.marks import Marked, ranks
from folkmoot.counting.quorum import RootQuorum
from folkmoot.counting.ranked import elected_of
from folkmoot.counting.refusals import BadCount
from folkmoot.counting.ties import Lot


@dataclass(frozen=True)
class Asked:
    """The rule set, and what a default option is measured by."""

    rule: str
    default: int | None
    ratio: tuple[str, ...]
    quorum: int | None
    roll: int | None
    strict: bool


def show(papers: Marked, asked: Asked, lot: Lot, *, as_json: bool) -> None:
    """Count and print. Raises BadCount; TieNeedsLot where several options remain and no lot chooses."""
    if papers.seats not in (None, 1):
        raise BadCount(f"{asked.rule} fills one place, not {papers.seats}: --seats 1 asks for it.")
    if asked.strict and asked.default is None:
        raise BadCount("a majority is measured against a default option: --default names it.")
    number = len(papers.names)
    result = schwartz_dropping(
        ranks(papers),
        number,
        asked.default,
        options.ratios(asked.ratio, number),
        None if asked.quorum is None else RootQuorum(asked.quorum),
        asked.roll,
        asked.strict,
    )
    among, steps = _found(papers, result, asked)
    elected = elected_of(among, lot)
    told: dict[str, Json] = {
        "format": FORMAT,
        "rule": asked.rule,
        "title": papers.title,
        "names": list(papers.names),
        "seats": 1,
        "withdrawn": sorted(papers.withdrawn),
        "valid": result.ballots,
        "elected": list(elected),
        "tied": list(among) if len(among) > 1 else [],
        "matrix": [list(row) for row in result.matrix],
        "dropped": [
            {"option": each.option, "paragraph": each.paragraph, "reason": each.reason}
            for each in result.dropped
        ],
        "stages": [],
        "steps": list(steps),
    }
    if as_json:
        click.echo(encode(told))
        return
    click.echo(f"{papers.title or 'A contest without a title'}\n{asked.rule}: {result.ballots} papers")
    _print_matrix(papers, result)
    for step in steps:
        click.echo(step)
    how = ", by the lot" if len(among) > 1 else ""
    for chosen in elected:
        click.echo(f"The winner is {papers.names[chosen - 1]} (option {chosen}){how}.")


def _found(papers: Marked, result: CondorcetResult, asked: Asked) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Those among whom the lot would choose, nobody withdrawn; and how they were found, in sentences."""
    standing = [each for each in range(1, len(papers.names) + 1) if each not in papers.withdrawn]
    if not standing:
        return (), ("A.6.8: nobody stands for the place: it stays vacant.",)
    if asked.rule == "condorcet-debian/1":
        return tuple(each for each in result.winners if each in standing), result.steps
    if asked.default is not None:
        raise BadCount("beatpath/1 knows no default option.")
    chains = beatpath(result.matrix)
    compared = (result.steps[0], first_defeats(result.rounds[0].defeats))
    return tuple(each for each in chains.winners if each in standing), (
        *compared,
        *chain_steps(chains, standing),
    )


def _print_matrix(papers: Marked, result: CondorcetResult) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title="voters who prefer the row to the column")
    table.add_column("Option", overflow="fold")
    for number in range(1, result.options + 1):
        table.add_column(str(number), justify="right")
    for number, (name, row) in enumerate(zip(papers.names, result.matrix, strict=True), start=1):
        cells = ["" if column == number else str(each) for column, each in enumerate(row, start=1)]
        table.add_row(Text(f"{number} {name}"), *cells)
    Console(highlight=False).print(table)
