"""The order of clauses with printed numbers: (1), (1A), (2), (10); (a), (b), (aa); (i), (ii), (iv)."""

import re
from collections.abc import Callable, Iterable

from folkmoot.texts.labels import roman

PART = re.compile(r"[0-9]+|[^\W\d_]+")
ROMAN = {roman(number): number for number in range(1, 100)}

Key = tuple[tuple[int, int, str], ...]


def by_label(labels: Iterable[str]) -> Callable[[str], Key]:
    """What to sort by in a row with these labels.

    Letters are Roman figures where all of the row can be and one is of more than one letter: (v) and (x) are
    letters, beside (ii) they are five and ten.
    """
    words = [part.lower() for label in labels for part in PART.findall(label) if not part.isdigit()]
    figures = all(word in ROMAN for word in words) and any(len(word) > 1 for word in words)

    def key(label: str) -> Key:
        return tuple(_part(part, figures) for part in PART.findall(label))

    return key


def _part(part: str, figures: bool) -> tuple[int, int, str]:
    if part.isdigit():
        return 0, int(part), ""
    word = part.lower()
    if figures:
        return 1, ROMAN[word], part
    return 1, len(word), part
