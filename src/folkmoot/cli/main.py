"""The auditor's program, `folkmoot`: everything that can be checked without a site.

Each command is one module beside this file, which holds a click command named `command`. It is imported only
when it is called, so that checking a rulebook does not wait for the cryptography of the record.
"""

from importlib import import_module

import click

COMMANDS = {
    "audit": ("folkmoot.cli.audit", "Check a whole record: log, rules, results."),
    "compare": ("folkmoot.cli.compare", "Say what became of each clause between two texts."),
    "compose": ("folkmoot.cli.compose", "Compute an adopted text from base and amendments."),
    "count": ("folkmoot.cli.count", "Count a file of ballots again, under a named rule set."),
    "draw": ("folkmoot.cli.draw", "Hold a draw by lot, or check one."),
    "proof": ("folkmoot.cli.proof", "Check that one act stands in a record."),
    "witness": ("folkmoot.cli.witnessing", "Run a small witness for others' records."),
    "states": ("folkmoot.cli.states", "Print the states of every kind of proceeding."),
    "rulebook": ("folkmoot.cli.rulebook", "Check rulebooks, and compare them."),
}
"""Name of each command: its module, and what it does in a line. A new command is a module and a line here."""


class Commands(click.Group):
    """A group that finds its commands in the table above."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="folkmoot", prog_name="folkmoot")
def main() -> None:
    """Check what an assembly has decided, without asking its site."""
