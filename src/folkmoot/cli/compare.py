"""`folkmoot compare`: what became of each clause between two texts."""

import json
from collections import Counter
from typing import Any

import click

from folkmoot.cli.texts import LEGEND, TextFile, counted, inserted, read_text, shortened, struck
from folkmoot.texts.clause import Revision
from folkmoot.texts.compare import KINDS, Change, Comparison, compare
from folkmoot.texts.matching import matched, printed
from folkmoot.texts.naming import Names
from folkmoot.texts.runs import Run

FORMAT = "folkmoot/comparison/v1"
FIELD_NAMES = {"heading": "heading: ", "body": "", "tail": "closing words: "}
SIDE = {"out": struck, "in": inserted}
MOST_RENUMBERED = 12


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--json", "as_json", is_flag=True, help="Print the differences for programs.")
def command(old: str, new: str, as_json: bool) -> None:
    """Say what became of each clause between OLD and NEW.

    A text is a file of canonical JSON, or a page of Markdown with headings and numbered paragraphs
    (spec/texts.md, section 11). Clauses are held together by their ids; where a page has none, by their
    words. Exit status 0, whether they differ or not.
    """
    before, after = read_text(old), read_text(new)
    earlier, later = _named_alike(before, after)
    found = compare(earlier, later)
    if as_json:
        click.echo(
            json.dumps(_for_programs(found, before.revision, after.revision), ensure_ascii=False, indent=1)
        )
    elif found.empty:
        click.echo("no difference")
    else:
        _print(found, Names(earlier), Names(later))


def _named_alike(before: TextFile, after: TextFile) -> tuple[Revision, Revision]:
    """The two texts, clauses that are the same under one id; without ids references are but numbers."""
    known = before.known & after.known
    if known and before.whole and after.whole:
        return before.revision, after.revision
    old, new = (each.revision if each.whole and known else printed(each.revision) for each in (before, after))
    return old, matched(old, new, known)


def _print(found: Comparison, was: Names, now: Names) -> None:
    kinds = Counter(kind for change in found.changes for kind in change.kinds)
    tally = ", ".join(f"{kinds[kind]} {kind}" for kind in KINDS if kinds[kind])
    click.echo(
        f"{counted(len(found.changes), 'clause')} differ{'s' if len(found.changes) == 1 else ''}", nl=False
    )
    click.echo(f": {tally}" if tally else "")
    click.echo(LEGEND)
    if found.title:
        click.echo(f"\ntitle\n    {_way(found.title)}")
    for change in found.changes:
        click.echo(f"\n{_heading(change, was, now)}: {', '.join(change.kinds)}")
        for field, runs in change.fields.items():
            words = FIELD_NAMES[field] + _way(runs)
            click.echo("    " + words.replace("\n", "\n    "))
    if found.renumbered:
        pairs = [f"{old or 'no number'} is {new or 'no number'}" for old, new in found.renumbered.values()]
        more = len(pairs) - MOST_RENUMBERED
        said = ", ".join(pairs[:MOST_RENUMBERED]) + (f", and {more} more" if more > 0 else "")
        click.echo(f"\nanother number only: {said}")


def _heading(change: Change, was: Names, now: Names) -> str:
    if change.new is None:
        return f"{was.of(change.clause)} of the old text"
    name = now.of(change.clause)
    other = change.old is not None and change.old_label != change.new_label
    return f"{name} (was {change.old_label or 'without a number'})" if other else name


def _way(runs: tuple[Run, ...]) -> str:
    last = len(runs) - 1
    return "".join(
        SIDE[run.kind](run.text) if run.kind in SIDE else shortened(run.text, first=at == 0, last=at == last)
        for at, run in enumerate(runs)
    )


def _for_programs(found: Comparison, old: Revision, new: Revision) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "old": old.digest,
        "new": new.digest,
        "title": [[run.kind, run.text] for run in found.title],
        "changes": [
            {
                "clause": change.clause,
                "kinds": list(change.kinds),
                "was": change.old_label,
                "is": change.new_label,
                "fields": {
                    name: [[run.kind, run.text] for run in runs] for name, runs in change.fields.items()
                },
            }
            for change in found.changes
        ],
        "renumbered": {id: list(pair) for id, pair in found.renumbered.items()},
    }
