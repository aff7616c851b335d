"""`folkmoot audit`: check a record, whole, on one's own computer."""

from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from folkmoot.cli.auditing import CHECKS, AuditFailed, Report, audit
from folkmoot.cli.kept import Kept, default_folder
from folkmoot.cli.source import NoRecord, open_source
from folkmoot.cli.trouble import FoundBad, Trouble

STEPS = {"tree": "reading the tree", "rules": "replaying the acts"}


@click.command("audit")
@click.argument("where")
@click.option("--vkey", help="The log's key, as the organisation has made it known.")
@click.option(
    "--policy",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file that says which witnesses you ask for (default: the one that came with the record).",
)
@click.option(
    "--keep",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to keep the last good checkpoint (default: your state folder, or FOLKMOOT_KEPT).",
)
@click.option("--no-keep", is_flag=True, help="Neither compare with an earlier audit nor keep this one.")
def command(where: str, vkey: str | None, policy: Path | None, keep: Path | None, no_keep: bool) -> None:
    """Check the record at WHERE, a folder or a web address.

    Prints a numbered list of what was checked and exits 0, or names the first act that fails and the rule
    that it
    broke, and exits 1. Exits 2 where there is no record to check.
    """
    kept = None if no_keep else Kept(keep or default_folder())
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    try:
        source = open_source(where)
        silent = not console.is_terminal
        with Progress(
            *columns, TimeRemainingColumn(), console=console, transient=True, disable=silent
        ) as bar:
            task = bar.add_task("opening", total=None)

            def progress(step: str, done: int, total: int) -> None:
                bar.update(task, description=STEPS[step], completed=done, total=total)

            report = audit(
                source,
                kept=kept,
                vkey=vkey,
                policy=policy.read_bytes() if policy else None,
                progress=progress,
            )
    except NoRecord as fault:
        raise Trouble(str(fault), *fault.hints) from fault
    except AuditFailed as fault:
        click.echo(f"{fault.check}. not so: {CHECKS[fault.check - 1]}")
        raise FoundBad(str(fault), *fault.hints) from fault
    except OSError as fault:
        hint = "try again, or audit a copy of the folder"
        raise Trouble(f"the record cannot be read: {fault}", hint) from fault
    _show(report)
    if kept is not None:
        kept.keep(source.name, report.origin, report.vkey, report.checkpoint)


def _show(report: Report) -> None:
    for number, (check, found) in enumerate(zip(CHECKS, report.lines, strict=True), start=1):
        click.echo(f"{number}. {check}: {found}")
    for note in report.notes:
        click.echo(f"note: {note}")
    click.echo(f"good: the record of {report.origin}, {report.size} acts")
