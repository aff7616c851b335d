"""`folkmoot count`: count a file of ballots again, from whatever place it comes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import click

from folkmoot.cli import count_options as options
from folkmoot.cli.trouble import Trouble
from folkmoot.counting import blt, formats
from folkmoot.counting.account import Account
from folkmoot.counting.blt_plain import read_plain
from folkmoot.counting.bounds import Bounds
from folkmoot.counting.contest import Contest
from folkmoot.counting.marks import EVERY_FAULT, NOTED, TREATMENTS, Marked, marked, treat
from folkmoot.counting.papers import Engine
from folkmoot.counting.reading import decode
from folkmoot.counting.refusals import BadCount
from folkmoot.counting.rules import RULES, count
from folkmoot.counting.ties import Lot, TieNeedsLot, lot_from

PAIRWISE = ("beatpath/1", "condorcet-debian/1")
"""Rule sets that keep equal ranks, and whose result is no table of stages."""
KNOWN = ", ".join(sorted({*RULES, *PAIRWISE}))


@dataclass(frozen=True)
class Terms:
    """What the caller says beyond the file."""

    rule: str
    seats: int | None
    withdrawn: frozenset[int]
    treatment: str | None
    as_marked: bool
    latin_1: bool
    engine: Engine


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--rule", help="Rule set by id, as above. Always needed.")
@click.option("--seats", type=click.IntRange(1, 10**6), help="Places to fill, instead of what the file says.")
@click.option("--withdrawn", multiple=True, type=int, help="Number of a candidate to pass over. Repeatable.")
@click.option("--lot", help="A lot that was drawn: all candidates, the favoured first, as 3,1,2.")
@click.option("--draw", help="A public draw in hexadecimal digits, from which the lot follows.")
@click.option("--contest", help="The contest's id, with --draw.")
@click.option("--bound", multiple=True, help='A quota on the result: "women: 1,4,7 at least 4". Repeatable.')
@click.option("--explain", is_flag=True, help="Print each step with its paragraph.")
@click.option("--json", "as_json", is_flag=True, help="Print the account for programs.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the result sheet for spreadsheets.")
@click.option("--neighbours", is_flag=True, help="Say whom other rule sets would elect.")
@click.option("--treatment", type=click.Choice(sorted(TREATMENTS)), help="Read marks as this rule does.")
@click.option("--as-marked", is_flag=True, help="Leave repeated and unknown numbers to the rule's treatment.")
@click.option("--latin-1", is_flag=True, help="The file is in Latin-1, not in UTF-8.")
@click.option("--engine", type=click.Choice(["auto", "pure", "numpy"]), default="auto", show_default=True)
@click.option("--default", "default", type=int, help="Number of the default option (Condorcet).")
@click.option("--ratio", multiple=True, help="Majority ratio of an option, as 2:3 for option 2 at 3:1.")
@click.option(
    "--quorum", type=int, help="Votes over the default option, in half roots of the roll (3 for 3Q)."
)
@click.option("--roll", type=int, help="How many may vote, with --quorum.")
@click.option("--strict", is_flag=True, help="Majority as until 13 December 2015: more than its ratio.")
def command(
    file: Path,
    rule: str | None,
    seats: int | None,
    withdrawn: tuple[int, ...],
    lot: str | None,
    draw: str | None,
    contest: str | None,
    bound: tuple[str, ...],
    explain: bool,
    as_json: bool,
    as_csv: bool,
    neighbours: bool,
    treatment: str | None,
    as_marked: bool,
    latin_1: bool,
    engine: Engine,
    default: int | None,
    ratio: tuple[str, ...],
    quorum: int | None,
    roll: int | None,
    strict: bool,
) -> None:
    """Count the ballots in FILE (- for those that are piped in) under a rule set named with its version.

    FILE is BLT of any dialect, PrefLib, ABIF, a table of comma-separated values, or a Debian tally sheet: its
    content says which. What a file is refused for is named with line and column. With --draw, the ids of the
    candidates are their names in the file. A tie that the rule leaves to the lot ends the count, exit status
    2, until --lot or --draw is given. The rule sets are

    \b
      scottish-2011/1      ers97/1      meek-prf/1
      av/1                 approval/1   approval-majority/1
      condorcet-debian/1   beatpath/1
    """
    # Only a count that is printed waits for the tables of the terminal.
    from folkmoot.cli import count_pairwise, count_shown

    if rule is None or (rule not in RULES and rule not in PAIRWISE):
        wrong = f"there is no rule set {rule}" if rule else "a count needs a rule set"
        raise Trouble(wrong, f"give one of these with --rule: {KNOWN}")
    if as_json and as_csv:
        raise Trouble("--json and --csv ask for two forms at once", "leave one of them out")
    terms = Terms(rule, seats, frozenset(withdrawn), treatment, as_marked, latin_1, engine)
    by_pairs = {
        "--default": default,
        "--ratio": ratio,
        "--quorum": quorum,
        "--roll": roll,
        "--strict": strict,
    }
    with_stages = {
        "--bound": bound,
        "--csv": as_csv,
        "--neighbours": neighbours,
        "--treatment": treatment,
    }
    options.idle(rule, with_stages if rule in PAIRWISE else by_pairs)
    with _refusals(file):
        papers, notes = load(file, terms)
    for note in notes:
        click.echo(f"note: {note}", err=True)
    with _refusals(file, papers, rule):
        if rule in PAIRWISE:
            asked = count_pairwise.Asked(rule, default, ratio, quorum, roll, strict)
            found = papers if isinstance(papers, Marked) else marked(papers)
            count_pairwise.show(found, asked, _lot(papers, terms, lot, draw, contest), as_json=as_json)
            return
        ranked = as_contest(papers, terms)
        bounds = options.bounds(bound, len(papers.names))
        drawn = _lot(ranked, terms, lot, draw, contest)
        account = count(ranked, rule, lot=drawn, bounds=bounds, engine=engine)
        others = _neighbours(ranked, terms, drawn, bounds) if neighbours else {}
    count_shown.show(ranked, account, others, explain=explain, as_json=as_json, as_csv=as_csv)


@contextmanager
def _refusals(file: Path, papers: Contest | Marked | None = None, rule: str = "") -> Iterator[None]:
    """What the counting room refuses, as the program says that it cannot go on."""
    try:
        yield
    except TieNeedsLot as tie:
        assert papers is not None
        raise _tied(tie, file, papers, rule) from None
    except BadCount as bad:
        raise Trouble(f"{file}: {str(bad)[:1].lower()}{str(bad)[1:].rstrip('.')}") from None
    except ImportError:
        raise Trouble("numpy is not installed", "leave --engine out, or install folkmoot[fast]") from None


def load(file: Path, terms: Terms) -> tuple[Contest | Marked, tuple[str, ...]]:
    """The papers of a file, as a contest at once where it is a plain BLT file; and notes on the reading.

    Raises BadCount.
    """
    with click.open_file(str(file), "rb") as source:
        data = source.read()
    encoding = "latin-1" if terms.latin_1 else None
    text, notes = decode(data, encoding)
    plain = None if notes else read_plain(text, terms.engine)
    found: Contest | Marked
    if plain:
        found, notes = plain
    else:
        found = formats.read(data, EVERY_FAULT if terms.as_marked else NOTED, encoding)[1]
        notes = found.notes
    seats = terms.seats or found.seats
    if terms.withdrawn - set(range(1, len(found.names) + 1)):
        raise BadCount("somebody is withdrawn who does not stand.")
    withdrawn = found.withdrawn | terms.withdrawn
    if isinstance(found, Contest):
        return replace(found, seats=seats or 1, withdrawn=withdrawn), notes
    return replace(found, seats=seats, withdrawn=withdrawn), notes


def as_contest(papers: Contest | Marked, terms: Terms) -> Contest:
    """What the rule sees of the papers. Raises BadCount."""
    if papers.seats is None and RULES[terms.rule].one_place:
        papers = replace(papers, seats=1)
    if papers.seats is None:
        raise BadCount("the file does not say how many places are to be filled: --seats does.")
    if papers.seats > 1 and RULES[terms.rule].one_place:
        raise BadCount(f"{terms.rule} fills one place, not {papers.seats}: --seats 1 asks for it.")
    if isinstance(papers, Contest):
        return papers
    return treat(papers, TREATMENTS[terms.treatment or terms.rule])


def _lot(papers: Contest | Marked, terms: Terms, lot: str | None, draw: str | None, id: str | None) -> Lot:
    """The lot that was drawn, or that follows from a draw and the digest of the ranked papers."""
    if draw is None and id is None:
        return options.lot(lot, len(papers.names))
    if draw is None or id is None or lot is not None:
        raise Trouble("--draw goes with --contest, and without --lot")
    if isinstance(papers, Marked) and any(len(rank) != 1 for marks in papers.papers for rank in marks):
        raise BadCount("a lot follows from a draw only where every paper is a ranking without equals.")
    if len(set(papers.names)) < len(papers.names):
        raise BadCount("a lot follows from a draw only where all candidates' names differ.")
    return lot_from(options.hexadecimal(draw), id, blt.digest(as_contest(papers, terms)), papers.names)


def _neighbours(
    contest: Contest, terms: Terms, lot: Lot, bounds: Bounds
) -> Mapping[str, Account | TieNeedsLot]:
    """The accounts of the other rule sets for ranked papers that fill so many places."""
    found: dict[str, Account | TieNeedsLot] = {}
    for id, rule in RULES.items():
        fits = (contest.seats == 1 or not rule.one_place) and (rule.knows_bounds or not bounds)
        if id == terms.rule or id.startswith("approval") or not fits:
            continue
        try:
            found[id] = count(contest, id, lot=lot, bounds=bounds, engine=terms.engine)
        except TieNeedsLot as tie:
            found[id] = tie
    return found


def _tied(tie: TieNeedsLot, file: Path, papers: Contest | Marked, rule: str) -> Trouble:
    who = ", ".join(f"{each} {papers.names[each - 1]}" for each in tie.among)
    every = ",".join(map(str, range(1, len(papers.names) + 1)))
    return Trouble(
        f"{file}: tied for {tie.over} are {who}; {rule} leaves it to the lot",
        f"draw all candidates and give them in the order drawn, the favoured first: --lot {every}",
        "or give the public draw and the contest's id: --draw HEX --contest ID",
    )
