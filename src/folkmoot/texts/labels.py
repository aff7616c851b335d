"""The printed number of each clause, and how it is cited from elsewhere.

A label that is fixed is printed as it stands and takes no count; a clause without one is counted among its
neighbours: sections and clauses 1, 2, … and below them 1.1, 1.2, …, items (a), (b), … and below them (i),
(ii), …, then (A), (B), …, then (1), (2), …. Flush words, tables and kinds of a text's own have no number
unless it is fixed.
"""

from collections.abc import Callable, Mapping

from folkmoot.texts.clause import Clause, Revision

COUNTED = ("section", "clause")
"""Kinds with figures, counted together among neighbours."""


def labels(revision: Revision) -> Mapping[str, str]:
    """The number printed beside each clause, by its id; "" for none."""
    return {id: printed for id, (printed, _) in _numbered(revision).items()}


def citations(revision: Revision) -> Mapping[str, str]:
    """How each clause is cited, by its id: item (a) of clause 3.2 as "3.2(a)", or "" for none."""
    return {id: cited for id, (_, cited) in _numbered(revision).items()}


def _numbered(revision: Revision) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}

    def visit(clauses: tuple[Clause, ...], above: str, items: int) -> None:
        """`above`: how the nearest numbered clause is cited; `items`: how many items stand over these."""
        counted = lettered = 0
        for clause in clauses:
            label, listed = clause.label, clause.kind == "item"
            if label is None and clause.kind in COUNTED:
                counted += 1
                label = f"{above.rstrip('.')}.{counted}" if above else str(counted)
                cited = label
            elif label is None and listed:
                lettered += 1
                label = f"({_ITEMS[items % len(_ITEMS)](lettered)})"
                cited = above + label
            else:
                label = label or ""
                cited = above + label if label.startswith(("(", "[(")) else label or above
            found[clause.id] = label, cited
            if clause.children:
                visit(clause.children, cited, items + listed)

    visit(revision.clauses, "", 0)
    return found


def letters(number: int) -> str:
    """1 as a, 26 as z, 27 as aa, 28 as bb, as lists of items go on."""
    round, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (round + 1)


_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def roman(number: int) -> str:
    """4 as iv, in small letters."""
    written = ""
    for worth, sign in _ROMAN:
        times, number = divmod(number, worth)
        written += sign * times
    return written


def _capitals(number: int) -> str:
    return letters(number).upper()


_ITEMS: tuple[Callable[[int], str], ...] = (letters, roman, _capitals, str)
