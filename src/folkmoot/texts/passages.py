"""The words of an amendment, and rows of words by which texts are recognised."""

from collections.abc import Iterable, Iterator, Sequence

from folkmoot.texts.clause import FIELDS, Clause
from folkmoot.texts.edits import Amendment, Insert, Replace, Reword
from folkmoot.texts.runs import WORD

Gram = tuple[str, ...]
"""A row of words, in small letters."""


def folded(text: str) -> list[str]:
    """The words of a text in small letters, without marks."""
    return [
        word.casefold() for word in WORD.findall(text) if word[0].isalnum() or word.startswith("{clause:")
    ]


def grams(words: Sequence[str], size: int) -> Iterator[Gram]:
    """Each row of `size` words; a text that is shorter is one row by itself, an empty one none."""
    for start in range(max(1, len(words) - size + 1) if words else 0):
        yield tuple(words[start : start + size])


def put_in(amendment: Amendment) -> tuple[str, ...]:
    """What an amendment wants to insert, a passage for each field, in the order of its edits."""
    return tuple(words for edit in amendment.edits for words in _new(edit) if words)


def left_out(amendment: Amendment) -> tuple[str, ...]:
    """The words that an amendment strikes inside clauses, in the order of its edits."""
    return tuple(edit.old for edit in amendment.edits if isinstance(edit, Reword) and edit.old)


def said_by(clauses: Iterable[Clause]) -> tuple[str, ...]:
    """What clauses say with all under them, a passage for each field."""
    return tuple(
        words for top in clauses for each in top.walk() for name in FIELDS if (words := getattr(each, name))
    )


def _new(edit: object) -> tuple[str, ...]:
    if isinstance(edit, Reword):
        return (edit.new,)
    if isinstance(edit, Insert):
        return said_by((edit.clause,))
    return said_by((edit.by,)) if isinstance(edit, Replace) else ()
