"""What is said beside a clause that amendments leave out, insert, replace, move or number anew."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from folkmoot.texts.marked import MarkedClause, MarkedRun

Called = Callable[[Iterable[int]], str]


def pieces(runs: Sequence[MarkedRun], gone: frozenset[int]) -> list[MarkedRun]:
    """The pieces of a field; of a clause that goes as a whole, all words of the base are left out."""
    return [replace(run, out=run.out | gone) if not run.by else run for run in runs]


def notes(
    each: MarkedClause, over: MarkedClause | None, called: Called, cited: Mapping[str, str]
) -> tuple[str, frozenset[int]]:
    """What amendments do to a clause as a whole, in sentences, and their numbers.

    What they do to it with the clause `over` it has been said there.
    """
    said: list[str] = []
    numbers: set[int] = set()

    def tell(by: frozenset[int], sentence: str, **more: str) -> None:
        if by:
            numbers.update(by)
            said.append(sentence.format(numbers=called(by), **more))

    if over is not None and each.stands in ("inserted", "instead") and over.stands == each.stands:
        return "", each.by
    if each.stands == "inserted":
        tell(each.by, _("Inserted by amendment {numbers}."))
    elif each.stands == "instead":
        tell(each.by, _("Put in the place of the clause before by amendment {numbers}."))
    elif each.stands == "arrives":
        tell(
            each.by,
            _("To here amendment {numbers} moves clause {clause}."),
            clause=cited.get(each.clause.id, "") or each.label,
        )
    tell(each.deleted - (over.deleted if over else frozenset()), _("Left out by amendment {numbers}."))
    tell(each.replaced - (over.replaced if over else frozenset()), _("Replaced by amendment {numbers}."))
    for by, _move in each.moved:
        tell(by, _("Moved by amendment {numbers}."))
    for by, relabel in each.relabelled:
        if relabel.label is None:
            tell(by, _("Its number is to be counted, by amendment {numbers}."))
        else:
            tell(by, _("Its number is to be {label}, by amendment {numbers}."), label=relabel.label or "–")
    for by, _wrap in each.wrapped:
        tell(by, _("Made the first of its own sub-clauses by amendment {numbers}."))
    return " ".join(said), frozenset(numbers)
