"""`folkmoot witness`: run a small witness for the records of friends."""

from pathlib import Path

import click

from folkmoot.cli import witness
from folkmoot.cli.trouble import Trouble
from folkmoot.tlog.note import BadKey

FOLDER = click.argument("folder", type=click.Path(file_okay=False, path_type=Path))


@click.group("witness")
def command() -> None:
    """Run a small witness: it cosigns a checkpoint if the record has only grown since the last one."""


@command.command("init")
@FOLDER
@click.option("--name", required=True, help="Its name: an address without scheme, such as a.example/w.")
def init(folder: Path, name: str) -> None:
    """Make a witness in FOLDER and print its key, which goes into the policies of auditors."""
    try:
        click.echo(witness.init(folder, name))
    except (witness.WitnessFault, BadKey) as fault:
        raise Trouble(str(fault), "choose an empty folder, and a name with no space or plus sign") from fault


@command.command("watch")
@FOLDER
@click.argument("vkey")
def watch(folder: Path, vkey: str) -> None:
    """Let the witness in FOLDER cosign for the log with this key, the line in its file log.vkey."""
    try:
        witness.watch(folder, vkey)
    except (BadKey, OSError) as fault:
        raise Trouble(f"cannot watch this log: {fault}", "give the whole line of log.vkey") from fault
    click.echo(f"watching {vkey.partition('+')[0]}")


@command.command("serve")
@FOLDER
@click.option("--port", default=8601, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
def serve(folder: Path, port: int, host: str) -> None:
    """Run the witness in FOLDER until it is interrupted."""

    def ready(address: str, vkey: str) -> None:
        click.echo(f"witness {vkey}\nat {address}; stop it with Ctrl-C")

    try:
        witness.serve(folder, port, host=host, ready=ready)
    except (witness.WitnessFault, OSError) as fault:
        raise Trouble(str(fault), "make a witness with: folkmoot witness init FOLDER --name NAME") from fault
    except KeyboardInterrupt:
        click.echo("stopped")
