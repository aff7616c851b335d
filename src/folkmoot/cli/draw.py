"""`folkmoot draw`: hold a draw by lot, or check one, from the files that it leaves behind (spec/lots.md).

A check is a numbered list; it returns what was found or raises `DrawFailed`, and never answers false.
The caller owes what no file can prove: that the announcement was made known before the source could be; that
the commitments were in before the close; that the source came after all reveals; that a fallback was due.
"""

import json
import secrets
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from folkmoot.cli.trouble import FoundBad, Trouble
from folkmoot.lots.announcement import CONTRIBUTIONS, OUTSIDE, Announcement, Quota, round_for
from folkmoot.lots.contributions import decode_lines, revealed
from folkmoot.lots.drawing import QuotasUnmet, cannot_be_met, draw
from folkmoot.lots.handles import (
    BadPool,
    decode_handles,
    decode_strata,
    digest,
    encode_handles,
    encode_strata,
    handle,
)
from folkmoot.lots.result import Result
from folkmoot.lots.sources import Source, check_source, seed
from folkmoot.lots.void import Void

CHECKS = (
    "the announcement is in its one form",
    "the pool is the one announced",
    "the strata are those announced",
    "every secret was committed to",
    "the source is the one announced, in its one form",
    "the quotas can be met, and the seed gives seats and reserves",
    "the result is what the seed gives",
)
NAMES = ("announcement", "handles", "strata", "commits", "reveals", "source", "result")
"""The files of a draw."""
PLACE = click.Path(exists=True, path_type=Path)


class DrawFailed(Exception):
    """A check failed: its number in `CHECKS` from 1, and the reason in one line."""

    def __init__(self, check: int, reason: str) -> None:
        super().__init__(reason)
        self.check = check


@dataclass
class Report:
    """What was found: one line for each check so far, and the draw run again."""

    lines: list[str] = field(default_factory=list)
    result: Result | None = None


def run(files: Mapping[str, bytes]) -> Report:
    """Hold the draw of these files: checks 1 to 6. Raises `DrawFailed` at the first check that fails."""
    report = Report()
    lines = report.lines
    try:
        announcement = Announcement.decode(_file(files, "announcement"))
        lines.append(f"{announcement.seats} of {announcement.pool} for {announcement.case}")
        handles = decode_handles(_file(files, "handles"))
        if digest(files["handles"]) != announcement.handles_digest or len(handles) != announcement.pool:
            raise BadPool("the handles are not those announced: somebody was added, left out or exchanged")
        lines.append(f"{len(handles)} handles, each once")
        strata = decode_strata(_file(files, "strata"), handles) if announcement.quotas else None
        if strata is not None and digest(files["strata"]) != announcement.strata_digest:
            raise BadPool("the strata are not those announced: somebody was moved to another")
        _no_more(files, "strata", wanted=bool(announcement.quotas))
        lines.append(f"{len(announcement.quotas)} with a quota" if announcement.quotas else "no quotas")
        told = _contributions(files, announcement, lines)
        source = Source.parse(_file(files, "source"))
        check_source(announcement, source)
        lines.append(_where_from(announcement, source))
        drawn = seed(announcement, told, source)
        outcome = draw(announcement, handles, drawn, strata)
        lines.append(f"{len(outcome.seats)} seats and {len(outcome.reserves)} reserves")
    except Void as fault:
        raise DrawFailed(len(lines) + 1, str(fault)) from fault
    report.result = Result(announcement.digest, drawn, outcome)
    return report


def verify(files: Mapping[str, bytes]) -> Report:
    """Check the draw of these files, whole. Raises `DrawFailed` at the first check that fails."""
    report = run(files)
    assert report.result
    try:
        report.result.check(Result.decode(_file(files, "result")))
    except Void as fault:
        raise DrawFailed(len(CHECKS), str(fault)) from fault
    report.lines.append(f"seed {report.result.seed.hex()}")
    return report


def _contributions(
    files: Mapping[str, bytes], announcement: Announcement, lines: list[str]
) -> tuple[bytes, ...]:
    for name in ("commits", "reveals"):
        _no_more(files, name, wanted=announcement.contributed)
    if not announcement.contributed:
        lines.append("no contributions were announced")
        return ()
    commits = decode_lines(_file(files, "commits"))
    told = revealed(commits, map(bytes.fromhex, decode_lines(_file(files, "reveals"))))
    if len(told) < len(commits):
        lines.append(f"{len(told)} of {len(commits)} were revealed, and count")
    else:
        lines.append(f"all {len(commits)} were revealed, and count")
    return told


def _where_from(announcement: Announcement, source: Source) -> str:
    instead = f", which stands in for {announcement.outside}" if source.kind != announcement.outside else ""
    if source.kind == "drand":
        return f"round {announcement.round} of the beacon, its signature good"
    return f"{source.kind}{instead}"


def _file(files: Mapping[str, bytes], name: str) -> bytes:
    if name not in files:
        raise Void(f"there is no file {name}")
    return files[name]


def _no_more(files: Mapping[str, bytes], name: str, *, wanted: bool) -> None:
    if name in files and not wanted:
        raise Void(f"there is a file {name}, and the announcement does not speak of it")


def read(where: Path) -> dict[str, bytes]:
    """Return the files of a draw by name, from a folder or from one JSON file. Raises Trouble."""
    if where.is_dir():
        return {name: (where / name).read_bytes() for name in NAMES if (where / name).is_file()}
    try:
        kept = json.loads(where.read_bytes(), object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as fault:
        raise Trouble(
            f"{where} cannot be read: {fault}", "give the folder of a draw, or its JSON file"
        ) from fault
    if not isinstance(kept, dict) or not all(isinstance(text, str) for text in kept.values()):
        raise Trouble(f"{where} is not a draw: it is not an object of texts", "give the folder of the draw")
    strange = kept.keys() - set(NAMES)
    if strange:
        raise Trouble(f"{where} is not a draw: it holds {min(strange)}", f"it may hold {', '.join(NAMES)}")
    return {name: text.encode("utf-8", "surrogatepass") for name, text in kept.items()}


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


@click.group()
def command() -> None:
    """Hold a draw by lot, or check one.

    A draw is a folder with the files announcement, handles, source and result, and with strata, commits and
    reveals where it has them; or one JSON file that holds these texts by name.
    """


@command.command("announce")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--case", required=True, help="What the draw is for, in a few words.")
@click.option("--seats", required=True, type=int, help="How many sit.")
@click.option("--reserves", type=int, help="How many stand by (default: two for each seat).")
@click.option("--quota", "quotas", multiple=True, help="For example 'north 1 2': at least 1 and at most 2.")
@click.option("--source", type=click.Choice(OUTSIDE), default="dice", help="What makes the seed (dice).")
@click.option("--contributions", is_flag=True, help="Let people add secrets of their own before.")
@click.option("--fallback", default="", help="What stands in for the source if it cannot be had.")
@click.option("--lottery", default="", help="Which numbers of which lottery count.")
@click.option("--closes", type=int, help="Close of contributions, POSIX seconds (default: now).")
def announce_command(folder: Path, quotas: tuple[str, ...], **said: Any) -> None:
    """Announce a draw from the list of people in FOLDER.

    The list is a file `people`: one name a line, and after a tab the stratum, where there are quotas.
    Writes handles, strata and announcement, and `slips`: the salt of each person, by which they find their
    own handle.
    """
    if (folder / "announcement").exists():
        raise Trouble("this draw is announced already", "take another folder; say why there are two")
    people = _people(folder / "people")
    try:
        files = announced(people, quotas=quotas, **said)
    except Void as fault:
        raise Trouble(str(fault), "nothing is announced; put it right and try again") from fault
    for name, data in files.items():
        (folder / name).write_bytes(data)
    click.echo(files["announcement"].decode(), nl=False)
    click.echo(f"digest {digest(files['announcement'])}")
    click.echo("note: read this out, or pin it up, before the source is known", err=True)


def announced(
    people: Sequence[tuple[str, str]],
    *,
    case: str,
    seats: int,
    reserves: int | None,
    quotas: Sequence[str],
    source: str,
    contributions: bool,
    fallback: str,
    lottery: str,
    closes: int | None,
) -> dict[str, bytes]:
    """Return the files of a draw among people (name, stratum or ""). Raises Void.

    Here salts are made, and the clock is read if `closes` is None.
    """
    salts = [secrets.token_bytes(32) for _ in people]
    handles = [handle(case, salt) for salt in salts]
    handles_file = encode_handles(handles)
    asked = tuple(sorted((_quota(quota) for quota in quotas), key=lambda quota: quota.stratum))
    of = {each: stratum for each, (_, stratum) in zip(handles, people, strict=True)}
    strata_file = encode_strata(of) if asked else b""
    sources = (*((CONTRIBUTIONS,) if contributions else ()), source)
    until = int(time.time()) if closes is None else closes
    announcement = Announcement(
        case=case,
        seats=seats,
        reserves=min(2 * seats, len(people) - seats) if reserves is None else reserves,
        pool=len(people),
        handles_digest=digest(handles_file),
        quotas=asked,
        strata_digest=digest(strata_file) if asked else "",
        sources=sources,
        fallback=fallback,
        closes=until,
        round=round_for(until, sources),
        lottery=lottery,
    )
    if asked:
        _check_quotas(asked, seats, Counter(of.values()))
    slips = "".join(f"{salt.hex()}\t{name}\n" for salt, (name, _) in zip(salts, people, strict=True))
    files = {"handles": handles_file, "slips": slips.encode(), "announcement": announcement.encode()}
    return {**files, "strata": strata_file} if asked else files


def _check_quotas(quotas: Sequence[Quota], seats: int, there: Counter[str]) -> None:
    unknown = there.keys() - {quota.stratum for quota in quotas}
    if unknown:
        raise QuotasUnmet(f"no quota was given for {min(unknown)}; give one for every stratum")
    unmet = cannot_be_met(quotas, seats, there)
    if unmet:
        raise QuotasUnmet(unmet)


def _quota(text: str) -> Quota:
    try:
        stratum, least, most = text.split()
        return Quota(stratum, int(least), int(most))
    except ValueError:
        raise Void(f"the quota {text} is not a stratum, a least and a most") from None


def _people(file: Path) -> list[tuple[str, str]]:
    """Names and strata of a list of people. Raises Trouble."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as fault:
        raise Trouble(
            f"the list of people cannot be read: {fault}", "write it as people, one a line"
        ) from fault
    people = [
        (name.strip(), stratum.strip()) for name, _, stratum in (line.partition("\t") for line in lines)
    ]
    names = [name for name, _ in people]
    for name in names:
        if not name or names.count(name) > 1:
            hint = "write what tells them apart, and leave no line empty"
            raise Trouble(f"{name or 'an empty line'} stands twice or alone in the list of people", hint)
    return people


@command.command("run")
@click.argument("where", type=PLACE)
@click.option("--write", is_flag=True, help="Write the result into the folder as well.")
def run_command(where: Path, write: bool) -> None:
    """Hold the draw at WHERE, and print its result.

    Where the folder holds the slips of `draw announce`, the names of those drawn are printed below.
    """
    if write and not where.is_dir():
        raise Trouble(f"{where} is not a folder to write into", "leave --write off, and keep what is printed")
    report = _or_say(run, where)
    assert report.result
    data = report.result.encode()
    click.echo(data.decode(), nl=False)
    if write:
        (where / "result").write_bytes(data)
    if (where / "slips").is_file():
        _call_out(where, report.result)


def _call_out(folder: Path, result: Result) -> None:
    case = Announcement.decode((folder / "announcement").read_bytes()).case
    names = {}
    try:
        for line in (folder / "slips").read_text(encoding="utf-8").splitlines():
            salt, _, name = line.partition("\t")
            names[handle(case, bytes.fromhex(salt))] = name
    except ValueError as fault:
        raise Trouble(
            f"the slips cannot be read: {fault}", "the draw stands; look handles up by hand"
        ) from fault
    for word, drawn in (("seat", result.outcome.seats), ("reserve", result.outcome.reserves)):
        for place, each in enumerate(drawn, start=1):
            click.echo(f"{word} {place}: {names.get(each, 'not on the slips')}")


@command.command("verify")
@click.argument("where", type=PLACE)
def verify_command(where: Path) -> None:
    """Check the draw at WHERE.

    Prints a numbered list of what was checked and exits 0, or names what is wrong and exits 1.
    """
    report = _or_say(verify, where)
    for number, (check, found) in enumerate(zip(CHECKS, report.lines, strict=True), start=1):
        click.echo(f"{number}. {check}: {found}")
    assert report.result
    click.echo(f"good: the draw follows from announcement {report.result.announcement}")
    click.echo("note: ask whether this announcement was known before the source could be")


def _or_say(check: Any, where: Path) -> Report:
    try:
        report = check(read(where))
        assert isinstance(report, Report)
        return report
    except DrawFailed as fault:
        click.echo(f"{fault.check}. not so: {CHECKS[fault.check - 1]}", err=True)
        raise FoundBad(str(fault), "the draw does not hold; do not seat anybody by it") from fault
    except OSError as fault:
        raise Trouble(f"the draw cannot be read: {fault}", "check the folder, or ask for a copy") from fault
