"""How the program says that it cannot go on: one lower-case line, then hints, on standard error."""

from typing import IO, Any

import click


class Trouble(click.ClickException):
    """Raise it from any command.

    The exit status is 2, as for wrong usage; 1 is kept for what was checked and found bad.
    """

    exit_code = 2

    def __init__(self, message: str, *hints: str) -> None:
        super().__init__(message)
        self.hints = hints

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"folkmoot: {self.message}", file=file, err=True)
        for hint in self.hints:
            click.echo(f"hint: {hint}", file=file, err=True)


class FoundBad(Trouble):
    """What was checked is not good: exit status 1."""

    exit_code = 1
