"""The text beside what it would be if some amendments were carried; collisions are named, never mended."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from folkmoot.site.plan.overview import Overview
from folkmoot.site.plan.typeset import table, typeset
from folkmoot.site.plan.weighing import listed
from folkmoot.texts.adopt import Collision, adopt
from folkmoot.texts.adopted import Adopted
from folkmoot.texts.clause import FIELDS, Clause
from folkmoot.texts.compare import Change, compare
from folkmoot.texts.labels import citations, labels
from folkmoot.texts.order import MOST, components, outcomes
from folkmoot.texts.runs import Run

Numbers = tuple[int, ...]


@dataclass(frozen=True)
class Clash:
    """Two amendments that cannot both be carried, where they meet, and which sets could be instead."""

    a: int
    b: int
    place: str
    instead: tuple[Numbers, ...] = ()


@dataclass(frozen=True)
class Pair:
    """One clause on both sides, for `plan/compare.html`."""

    anchor: str
    kind: str
    old: SafeString
    new: SafeString
    old_label: str
    new_label: str
    old_words: str
    new_words: str
    by: str


def if_carried(over: Overview, numbers: Numbers) -> Adopted | Clash:
    """The text if these amendments were carried, or why that cannot be."""
    wordings = over.wordings(numbers)
    try:
        return adopt(over.base, wordings)
    except Collision as found:
        return Clash(found.a, found.b, found.place, instead_of(over, numbers, found.a))


def instead_of(over: Overview, numbers: Numbers, one: int) -> tuple[Numbers, ...]:
    """The largest sets of the chosen amendments around one that could be carried together."""
    chosen = set(numbers)
    told = [each for each in over.relations if each.a in chosen and each.b in chosen]
    group = next((each for each in components(told, sorted(chosen)) if one in each), ())
    if not 1 < len(group) <= MOST:
        return ()
    rest = chosen - set(group)
    return tuple(tuple(sorted(rest | set(each))) for each in outcomes(group, told))


def pairs(over: Overview, adopted: Adopted) -> list[Pair]:
    """Each clause that differs, as it was published and as it would be."""
    return [_pair(over, adopted, each) for each in compare(over.base, adopted.revision).changes]


def _pair(over: Overview, adopted: Adopted, change: Change) -> Pair:
    now = labels(adopted.revision)
    old = _side(change.old, change, "in", over.labels, over.page) if change.old else mark_safe("")
    new = _side(change.new, change, "out", now, over.page) if change.new else mark_safe("")
    numbers: set[int] = set()
    for credit in (adopted.created, adopted.changed, adopted.moved, adopted.deleted):
        numbers |= credit.get(change.clause, frozenset())
    by = _("By amendment {numbers}.").format(numbers=listed(sorted(numbers))) if numbers else ""
    moved = "moved" in change.kinds and change.new is not None and change.old is not None
    return Pair(
        f"d-{change.clause}",
        " ".join(change.kinds),
        old,
        new,
        over.citations.get(change.clause, "") or change.old_label,
        citations(adopted.revision).get(change.clause, "") or change.new_label,
        "" if change.old else _("There is no such clause."),
        "" if change.new else _("It is left out."),
        " ".join(filter(None, (_("It has moved.") if moved else "", by))),
    )


def _side(clause: Clause, change: Change, without: str, numbers: Any, page: str) -> SafeString:
    """What a clause says on one side: its heading, body and tail, with what differs marked."""
    said = []
    for name in FIELDS:
        words = getattr(clause, name)
        if not words:
            continue
        runs = change.fields.get(name)
        if runs is None and clause.kind == "table" and name == "body":
            said.append(str(table(words, numbers, page)))
            continue
        html = typeset(words, numbers, page) if runs is None else _runs(runs, without, numbers, page)
        said.append(f"<p><strong>{html}</strong></p>" if name == "heading" else f"<p>{html}</p>")
    return mark_safe("".join(said))  # each piece is escaped where it is made


def _runs(runs: tuple[Run, ...], without: str, numbers: Any, page: str) -> str:
    """The runs of one side: what only the other has is left out."""
    found: list[str] = []
    for run in runs:
        if run.kind == without:
            continue
        text = run.text.strip(" ")
        if run.kind == "same" or not text:
            found.append(typeset(run.text, numbers, page))
            continue
        tag, said = ("del", _("left out:")) if run.kind == "out" else ("ins", _("inserted:"))
        lead, tail = (" " * (run.text[at] == " ") for at in (0, -1))
        found.append(f"{lead}{_marked(tag, said, typeset(text, numbers, page))}{tail}")
    return "".join(found)


def _marked(tag: str, said: str, words: str) -> str:
    return f'<{tag}><span class="hidden">[{said} </span>{words}<span class="hidden">]</span></{tag}>'
