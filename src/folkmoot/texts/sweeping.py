"""“Everywhere X, say Y”: what everywhere means, and the places frozen as edits."""

from collections.abc import Iterator

from folkmoot.texts.clause import FIELDS, Revision
from folkmoot.texts.edits import Reword, Sweep
from folkmoot.texts.letters import in_a_word, leans


def standing(text: str, find: str, part: bool) -> Iterator[int]:
    """Where `find` starts in a text, from left to right and never overlapping.

    Without `part` only where it is no part of a longer word; never where an accent follows that is its own.
    """
    at = text.find(find) if find else -1
    while at >= 0:
        end = at + len(find)
        inside = in_a_word(text, at) or in_a_word(text, end)
        if (part or not inside) and not (end < len(text) and leans(text[end])):
            yield at
            at = text.find(find, end)
        else:
            at = text.find(find, at + 1)


def sweep(base: Revision, sweep: Sweep, number: int) -> tuple[Reword, ...]:
    """All places of a sweep in the text, as edits in its order; `number` is that of the sweep, from 1.

    Places that were struck off are left out.
    """
    struck = frozenset(sweep.struck)
    return tuple(
        Reword(clause.id, field, start, start + len(sweep.find), sweep.find, sweep.replace, number)
        for clause in base.walk()
        for field in FIELDS
        for start in standing(getattr(clause, field), sweep.find, sweep.part)
        if (clause.id, field, start) not in struck
    )
