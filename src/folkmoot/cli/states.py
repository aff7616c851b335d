"""`folkmoot states`: every kind of proceeding, printed from the tables that the program obeys."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from folkmoot.cli.trouble import Trouble
from folkmoot.procedure import model
from folkmoot.procedure.machine import START, Lapse, Machine, Row
from folkmoot.procedure.machines import MACHINES
from folkmoot.rulebook.book import BadRulebook, Power, Rulebook
from folkmoot.rulebook.parse import parse
from folkmoot.rulebook.starters import STARTERS, starter

INTRODUCTION = """\
# States of the proceedings

This page is printed by `folkmoot states` from the tables in `folkmoot.procedure`, which the program obeys.
Which act leads from which state to which other is the same under every rulebook.
Who may do it, when, and how many it takes is for the rulebook to say.
Here it is *{title}*, edition {edition}.
An act that the rulebook does not grant has nothing in the column "who".
What happens by time alone needs no act: it follows for everybody at the same second.
"""


@click.command()
@click.option("--rulebook", default="network", metavar="FILE", help="A rulebook, or the name of a starter.")
@click.option(
    "--check",
    is_flag=False,
    flag_value="network",
    metavar="[FILE]",
    help="Walk through all tables under a rulebook and prove what they promise.",
)
@click.pass_context
def command(context: click.Context, rulebook: str, check: str | None) -> None:
    """Print the states of every kind of proceeding as Markdown, or prove what their tables promise.

    Proved is that time alone leads every proceeding to an end, that no power outlives its limit, and that no
    way leads to a sanction without a charge served, a reply or the end of the time for it, and reasons.
    """
    if check is None:
        click.echo(page(_read(rulebook)), nl=False)
        return
    text, good = account(MACHINES, _read(check))
    click.echo(text, nl=False)
    if not good:
        context.exit(1)


def account(machines: Sequence[Machine], book: Rulebook) -> tuple[str, bool]:
    """What was walked and what was found, in lines, and whether all is as promised."""
    walked, findings = model.check(machines, book)
    lines = [f"{book.title}, edition {book.edition}"]
    lines += [
        f"{each.machine}: {each.states} states, {each.transitions} transitions, {each.ways} ways to an end, "
        f"{each.loops} loops{_days(each.longest)}"
        for each in walked
    ]
    states, transitions = sum(e.states for e in walked), sum(e.transitions for e in walked)
    lines.append(f"all: {states} states, {transitions} transitions, {sum(e.ways for e in walked)} ways")
    lines += [f"not as promised: {each}" for each in findings]
    if not findings:
        lines += [f"{number}. {promise}: proved" for number, promise in enumerate(model.PROMISES, 1)]
    return "\n".join(lines) + "\n", not findings


def _days(hours: int | None) -> str:
    return "" if hours is None else f"; over by itself within {-(-hours // 24)} days"


def page(book: Rulebook) -> str:
    """The whole page, under one rulebook."""
    parts = [INTRODUCTION.format(title=book.title, edition=book.edition)]
    for machine in MACHINES:
        parts += [f"## {machine.title}\n", *_tables(machine, book), *_diagram(machine)]
    return "\n".join(parts)


def _tables(machine: Machine, book: Rulebook) -> Iterator[str]:
    states = [(state.name, state.means, "yes" if state.final else "") for state in machine.states]
    yield _table(("State", "What it means", "End"), states)
    acts = (line for row in machine.rows for line in _acts(row, book))
    yield _table(("From", "Act", "To", "Who", "From when", "Until", "Rule"), acts)
    if machine.led:
        yield "By acts elsewhere in its family:\n"
        led = ((_states(row.sources), f"`{row.verb}`", _states(row.may_lead_to)) for row in machine.led)
        yield _table(("From", "Act", "To"), led)
    if machine.lapses:
        yield "By time alone:\n"
        yield _table(("From", "When", "To"), (_lapse(lapse, machine) for lapse in machine.lapses))


def _acts(row: Row, book: Rulebook) -> Iterator[tuple[str, ...]]:
    way = (_states(row.sources), f"`{row.verb}`", _states(row.may_lead_to or (row.target or "the same",)))
    powers = book.powers.get(row.verb, ())
    if not powers:
        yield (*way, "", "", "", "")
    for power in powers:
        yield (
            *way,
            ", ".join(power.who),
            _window(book, power, "after"),
            _until(book, power),
            power.paragraph,
        )


def _window(book: Rulebook, power: Power, side: str) -> str:
    window = power.after if side == "after" else power.within
    return f"{book.setting(window.key).words} from {window.event}" if window else ""


def _until(book: Rulebook, power: Power) -> str:
    within = _window(book, power, "within")
    return f"{within}; then {power.missed}" if power.missed else within


def _lapse(lapse: Lapse, machine: Machine) -> tuple[str, str, str]:
    if lapse.head:
        return lapse.source, "the proceeding of which it is a part is over", lapse.targets[""]
    if lapse.term:
        return lapse.source, f"`{lapse.term}` has passed since the {lapse.event}", lapse.targets[""]
    if lapse.event:
        return lapse.source, f"after the {lapse.event}", lapse.targets[""]
    named = [f"{state} (if {missed})" for missed, state in lapse.targets.items() if missed]
    ways = [*named, lapse.targets[""] + (" (otherwise)" if named else "")]
    return lapse.source, f"the last term for `{lapse.verb}` has run out", "; ".join(ways)


def _diagram(machine: Machine) -> Iterator[str]:
    """Each state with the ways out of it; acts that change no state are left out."""
    lines = ["```text"]
    for state in (START, *(state.name for state in machine.states)):
        ways = [
            f"  {row.verb} -> {', '.join(targets)}"
            for row in (*machine.rows, *machine.led)
            if state in row.sources and (targets := row.leads(state))
        ]
        ways += [
            f"  by time -> {', '.join(dict.fromkeys(lapse.targets.values()))}"
            for lapse in machine.lapses
            if lapse.source == state
        ]
        if ways:
            lines += [f"[{state or 'start'}]", *ways]
    yield "\n".join([*lines, "```\n"])


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def _states(names: Iterable[str]) -> str:
    return ", ".join(name or "(start)" for name in names)


def _read(name: str) -> Rulebook:
    try:
        text = starter(name) if name in STARTERS else Path(name).read_text(encoding="utf-8")
        return parse(text)
    except (OSError, UnicodeDecodeError) as bad:
        raise Trouble(f"{name} cannot be read: {bad}") from None
    except BadRulebook as bad:
        raise Trouble(
            f"{name} is no rulebook: {bad}", "folkmoot rulebook check explains each fault"
        ) from None
