"""`folkmoot rulebook`: check a rulebook, compare two, print one as a booklet."""

from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import click

from folkmoot.cli.trouble import Trouble
from folkmoot.rulebook.book import BadRulebook, Fault, Paragraph, Rulebook
from folkmoot.rulebook.compare import compare, sentences, touches_entrenched
from folkmoot.rulebook.guarantees import FLOORS, KEPT_BY_THE_PROGRAM, TITLES, check
from folkmoot.rulebook.marks import plain
from folkmoot.rulebook.parse import parse
from folkmoot.rulebook.starters import STARTERS, starter


@click.group()
def command() -> None:
    """Check rulebooks, and compare them.

    A rulebook is given by its file, or by the name of a starter: network, union-branch, housing-coop,
    debian-resolutions.
    """


@command.command("check")
@click.argument("file")
def check_command(file: str) -> None:
    """Say whether a rulebook is well formed, keeps the guarantees, and does what its examples say.

    Exit status 0 if it does, 1 if not; then each fault is explained with its line, the guarantee, and a cure.
    """
    # Examples are acts: they are run by the rooms above the rulebook, which other commands do not need.
    from folkmoot.procedure.examples import run

    book = _read(file)
    faults = check(book) or run(book)
    if faults:
        _refuse(file, faults)
    acts = len(book.powers)
    guarantees = ", ".join(each for each in TITLES if each not in KEPT_BY_THE_PROGRAM)
    click.echo(f"{book.title}, edition {book.edition}")
    click.echo(
        f"1. form: {_many(book.paragraphs, 'paragraph')} in {_many(book.chapters, 'chapter')}, all numbered"
    )
    click.echo(f"2. settings: {_many(book.settings, 'setting')}, each marked once, each obeyed")
    click.echo(f"3. powers: {_many(_powers(book), 'power')} to do {_many(range(acts), 'act')}")
    click.echo(f"4. guarantees: {_many(FLOORS, 'test')} of {guarantees}")
    click.echo(f"5. examples: {_many(book.examples, 'example')}, each comes out as written")
    click.echo(f"no fault found; sha256 {book.digest}")


@command.command("diff")
@click.argument("old")
@click.argument("new")
def diff_command(old: str, new: str) -> None:
    """Say in words what NEW changes in OLD."""
    before, after = _read(old), _read(new)
    comparison = compare(before, after)
    if comparison.empty:
        click.echo("no difference")
        return
    said = sentences(comparison)
    for number, sentence in enumerate(said, start=1):
        click.echo(f"{number}. {sentence}")
    if touches_entrenched(comparison, before):
        click.echo("This touches what is entrenched in the old rulebook.")
    faults = check(after)
    if faults:
        click.echo(f"The new rulebook has {_many(faults, 'fault')}: see 'folkmoot rulebook check {new}'.")


@command.command("show")
@click.argument("file")
def show_command(file: str) -> None:
    """Print a rulebook as members read it, without what is meant for the program."""
    book = _read(file)
    click.echo(f"{book.title}\nEdition {book.edition}")
    for chapter in book.chapters:
        click.echo(f"\n{chapter.number}  {chapter.title}")
        if chapter.introduction:
            click.echo(f"\n{chapter.introduction}")
        for paragraph in chapter.paragraphs:
            click.echo(f"\n{_in_print(paragraph)}")


def _in_print(paragraph: Paragraph) -> str:
    lettered = (f"    ({chr(ord('a') + at)}) {plain(line)}" for at, line in enumerate(paragraph.lines))
    mark = " [entrenched]" if paragraph.entrenched else ""
    return "\n".join((f"{paragraph.number} {plain(paragraph.text)}{mark}", *lettered))


def _read(file: str) -> Rulebook:
    """The rulebook in a file, or the starter of that name; ends the program with its faults if it has any."""
    try:
        return parse(_text(file))
    except BadRulebook as bad:
        _refuse(file, bad.faults)


def _text(file: str) -> str:
    if not Path(file).exists() and file in STARTERS:
        return starter(file)
    try:
        return Path(file).read_bytes().decode("utf-8")
    except UnicodeDecodeError as bad:
        raise Trouble(f"{file} is not UTF-8 (byte {bad.start})", "save it as plain text in UTF-8") from None
    except OSError as bad:
        reason = (bad.strerror or "unknown reason").lower()
        raise Trouble(f"cannot read {file}: {reason}", f"starters: {', '.join(STARTERS)}") from None


def _refuse(file: str, faults: tuple[Fault, ...]) -> NoReturn:
    """Explain each fault and exit with 1."""
    click.echo(f"{file}: {_many(faults, 'fault')}")
    for number, fault in enumerate(faults, start=1):
        place = f"line {fault.line}" if fault.line else "the whole book"
        kind = f"{fault.guarantee} {TITLES[fault.guarantee]}" if fault.guarantee else "form"
        click.echo(f"\n{number}. {place}, {kind}\n   {fault.says}\n   cure: {fault.cure}")
    raise SystemExit(1)


def _powers(book: Rulebook) -> list[object]:
    return [power for powers in book.powers.values() for power in powers]


def _many(things: Iterable[object], name: str) -> str:
    number = len(list(things))
    return f"{number} {name}" if number == 1 else f"{number} {name}s"
