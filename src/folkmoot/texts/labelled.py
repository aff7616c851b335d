"""The order of clauses with printed numbers: (1), (1A), (2), (10); (a), (b), (aa); (i), (ii), (iv)."""

import re
from collections.abc import Callable, Iterable, Sequence

from folkmoot.texts.labels import roman

PART = re.compile(r"[0-9]+|[^\W\d_]+")
ROMAN = {roman(number): number for number in range(1, 100)}

Key = tuple[tuple[int, int, str], ...]


def by_label(labels: Iterable[str]) -> Callable[[str], Key]:
    """What to sort by in a row with these labels.

    Letters are read as Roman figures where all of the row can be, and one could hardly be anything else: (v)
    and (x) are letters, beside (vi) they are five and ten.
    """
    words = [part.lower() for label in labels for part in PART.findall(label) if not part.isdigit()]
    figures = all(word in ROMAN for word in words) and any(_plainly_roman(word) for word in words)

    def key(label: str) -> Key:
        return tuple(_part(part, figures) for part in PART.findall(label))

    return key


def _plainly_roman(word: str) -> bool:
    return len(set(word)) > 1


def _part(part: str, figures: bool) -> tuple[int, int, str]:
    if part.isdigit():
        return 0, int(part), ""
    word = part.lower()
    if figures:
        return 1, ROMAN[word], part
    return 1, len(word), part


def in_order(labels: Sequence[str]) -> bool:
    """Whether labels stand in their order."""
    key = by_label(labels)
    keys = [key(label) for label in labels]
    return keys == sorted(keys)
