"""`folkmoot compose`: the adopted text, from a folder with base, amendments and the list of the carried.

A check is a numbered list; it returns what was found or ends the program with the first that fails. The
caller owes what no file can prove: that these amendments were carried, and no others.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from folkmoot.cli.texts import LEGEND, counted, inserted, numbers, read_bytes, struck, trouble_with
from folkmoot.cli.trouble import FoundBad, Trouble
from folkmoot.texts.adopt import Adopted, Collision, adopt, content_of
from folkmoot.texts.clause import BadText, Revision, read_json, read_revision
from folkmoot.texts.compile import check
from folkmoot.texts.edits import Amendment, read_amendment
from folkmoot.texts.marked import Marked, MarkedRun
from folkmoot.texts.naming import Names
from folkmoot.texts.page import page
from folkmoot.texts.shown import changes_shown

FORMAT = "folkmoot/composed/v1"
CHECKS = (
    "the base is in its one form",
    "each amendment is in its one form, and fits what it amends",
    "no two of them collide",
    "the adopted text follows",
)


@dataclass(frozen=True)
class Composed:
    """What a folder gives: the base, the carried amendments, and the adopted text."""

    base: Revision
    carried: tuple[Amendment, ...]
    adopted: Adopted


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the text into a .json or .md file."
)
@click.option("--marked", is_flag=True, help="Print the text with its changes shown, and whose they are.")
@click.option("--json", "as_json", is_flag=True, help="Print text and provenance for programs.")
def command(folder: Path, out: Path | None, marked: bool, as_json: bool) -> None:
    """Compute the adopted text from FOLDER.

    It holds base.json, the amendments as N.json, and carried.json: {"carried": [3, 8]} with, where an
    amendment amends another, "amends": {"8": 3}. The text is printed as a page of Markdown, and an account
    of the checks and of the origin of each clause on standard error; with --out the text goes into a file.
    Two carried amendments that collide are named, with exit status 1.
    """
    if out is not None and out.suffix not in (".json", ".md"):
        raise Trouble(
            f"{out} is neither .json nor .md", "canonical JSON is what is hashed; Markdown is to read"
        )
    found = compose(folder)
    if out is not None:
        text = found.adopted.revision
        out.write_bytes(text.data if out.suffix == ".json" else page(text).encode())
    if as_json:
        click.echo(json.dumps(_for_programs(found), ensure_ascii=False, indent=1))
        return
    if marked:
        _print_marked(changes_shown(found.base, found.carried, found.adopted))
    elif out is None:
        click.echo(page(found.adopted.revision, ids=False), nl=False)
    for line in _account(found):
        click.echo(line, err=out is None)


def compose(folder: Path) -> Composed:
    """Run the checks. Raises Trouble where files are missing or broken, FoundBad where they do not agree."""
    base = _read(folder / "base.json", read_revision)
    carried, amends = _read(folder / "carried.json", _read_carried)
    amendments = {
        number: _read(
            folder / f"{number}.json",
            lambda data, number=number: read_amendment(data, number, amends.get(number, 0)),
        )
        for number in carried
    }
    for amendment in amendments.values():
        _fits(base, amendment, amendments)
    pool = tuple(amendments[number] for number in sorted(amendments))
    try:
        return Composed(base, pool, adopt(base, pool))
    except Collision as bad:
        place = Names(base).of(bad.place) if bad.place in base.by_id else bad.place or "the top"
        raise FoundBad(
            f"amendments {bad.a} and {bad.b} cannot both be carried: they collide at {place}",
            "the decisions contradict each other; take one of the two out of carried.json",
        ) from None


def _fits(base: Revision, amendment: Amendment, carried: Mapping[int, Amendment]) -> None:
    target, taken = base, frozenset[str]()
    if amendment.amends:
        if amendment.amends not in carried:
            raise FoundBad(
                f"amendment {amendment.number} amends {amendment.amends}, which is not carried",
                "it has nothing to stand on; take it out of carried.json",
            )
        target, taken = content_of(carried[amendment.amends]), frozenset(base.by_id)
    try:
        check(target, amendment, taken)
    except BadText as bad:
        where = f", {bad.where}" if bad.where else ""
        raise FoundBad(
            f"amendment {amendment.number}{where}: {bad.says}",
            bad.cure[:1].lower() + bad.cure[1:].rstrip("."),
        ) from None


def _read(file: Path, reader: Any) -> Any:
    try:
        return reader(read_bytes(file))
    except BadText as bad:
        raise trouble_with(file, bad) from None


def _read_carried(data: bytes) -> tuple[tuple[int, ...], dict[int, int]]:
    value = read_json(data)
    carried = value.get("carried") if isinstance(value, dict) else None
    amends = value.get("amends", {}) if isinstance(value, dict) else None
    if (
        not isinstance(value, dict)
        or not value.keys() <= {"carried", "amends"}
        or not isinstance(carried, list)
        or not isinstance(amends, dict)
        or not all(type(each) is int and each > 0 for each in (*carried, *amends.values()))
        or not all(each.isascii() and each.isdigit() and str(int(each)) == each for each in amends)
        or len(set(carried)) != len(carried)
    ):
        raise BadText("", "this is no list of carried amendments", 'Write {"carried": [3, 8]}.')
    return tuple(carried), {int(each): number for each, number in amends.items()}


def _account(found: Composed) -> Iterator[str]:
    adopted = found.adopted
    carried = ", ".join(str(each.number) for each in found.carried) or "none"
    told = (
        f"sha256 {found.base.digest}, {counted(len(found.base.by_id), 'clause')}",
        f"{counted(len(found.carried), 'amendment')}: {carried}",
        "whatever the order in which they were carried",
        f"sha256 {adopted.revision.digest}, {counted(len(adopted.revision.by_id), 'clause')}",
    )
    for number, (asked, answer) in enumerate(zip(CHECKS, told, strict=True), start=1):
        yield f"{number}. {asked}: {answer}"
    yield from _origins(found)
    for each in adopted.dangling:
        yield f"note: {Names(adopted.revision).of(each.clause)} refers to {each.to}, which is not in the text"
    yield "note: ask the record whether these amendments were carried, and no others"


def _origins(found: Composed) -> Iterator[str]:
    """A line for each clause that an amendment had to do with."""
    adopted = found.adopted
    now, was = Names(adopted.revision), Names(found.base)
    for clause in adopted.revision.walk():
        told = [
            f"{word} by {numbers(by)}"
            for word, credit in (
                ("inserted", adopted.created),
                ("moved", adopted.moved),
                ("changed", adopted.changed),
            )
            if (by := credit.get(clause.id))
        ]
        if told:
            yield f"{now.of(clause.id)}: {', '.join(told)}"
    for id in found.base.by_id:
        if id in adopted.deleted and id not in adopted.revision.by_id:
            yield f"{was.of(id)} of the base: left out by {numbers(adopted.deleted[id])}"


def _print_marked(found: Marked) -> None:
    click.echo(f"{found.title}\n{LEGEND}, each with the numbers of the amendments\n")
    for each in found.clauses:
        said = " / ".join("".join(map(_run, runs)) for runs in each.fields.values())
        moved = f" (moved by {numbers(each.moved[0][0])})" if each.moved else ""
        line = f"{each.label} {said}{moved}".strip()
        click.echo("  " * each.depth + line.replace("\n", "\n" + "  " * each.depth))


def _run(run: MarkedRun) -> str:
    if run.by:
        return inserted(run.text, numbers(run.by))
    return struck(run.text, numbers(run.out)) if run.out else run.text


def _for_programs(found: Composed) -> dict[str, Any]:
    adopted = found.adopted
    return {
        "format": FORMAT,
        "base": found.base.digest,
        "carried": [each.number for each in found.carried],
        "adopted": adopted.revision.digest,
        "text": json.loads(adopted.revision.data),
        **{
            name: {id: sorted(by) for id, by in getattr(adopted, name).items()}
            for name in ("created", "moved", "changed", "deleted")
        },
        "words": {
            f"{id}.{field}": [[segment.text, sorted(segment.numbers)] for segment in segments]
            for (id, field), segments in adopted.segments.items()
            if any(segment.numbers for segment in segments)
        },
        "dangling": [[each.clause, each.field, each.to] for each in adopted.dangling],
    }
