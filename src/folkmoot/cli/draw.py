"""`folkmoot draw`: hold a draw by lot, or check one, from the files that it leaves behind (spec/lots.md).

A check is a numbered list; it returns what was found or raises `DrawFailed`, and never answers false.
The caller owes what no file can prove: that the announcement was made known before the source could be; that
the commitments were in before the close; that the source came after all reveals; that a fallback was due.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from folkmoot.cli.trouble import FoundBad, Trouble
from folkmoot.lots.announcement import Announcement
from folkmoot.lots.contributions import decode_lines, revealed
from folkmoot.lots.drawing import draw
from folkmoot.lots.handles import BadPool, decode_handles, decode_strata, digest
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
        secrets = _contributions(files, announcement, lines)
        source = Source.parse(_file(files, "source"))
        check_source(announcement, source)
        lines.append(_where_from(announcement, source))
        drawn = seed(announcement, secrets, source)
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
    secrets = revealed(commits, map(bytes.fromhex, decode_lines(_file(files, "reveals"))))
    if len(secrets) < len(commits):
        lines.append(f"{len(secrets)} of {len(commits)} were revealed, and count")
    else:
        lines.append(f"all {len(commits)} were revealed, and count")
    return secrets


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


@command.command("run")
@click.argument("where", type=PLACE)
@click.option("--write", is_flag=True, help="Write the result into the folder as well.")
def run_command(where: Path, write: bool) -> None:
    """Hold the draw at WHERE, and print its result."""
    if write and not where.is_dir():
        raise Trouble(f"{where} is not a folder to write into", "leave --write off, and keep what is printed")
    report = _or_say(run, where)
    assert report.result
    data = report.result.encode()
    click.echo(data.decode(), nl=False)
    if write:
        (where / "result").write_bytes(data)


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
