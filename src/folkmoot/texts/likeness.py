"""How like two amendments are, or two texts: the same places, the same words. All in whole numbers.

The likeness of two sets is twice what they share over what they have together (Dice 1945): 0 where nothing is
shared, 1 where they are equal. For words the sets are rows of three.
"""

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from folkmoot.texts.edits import Amendment, Insert
from folkmoot.texts.passages import folded, grams, left_out, put_in

SIZE = 3
LEAST = Fraction(1, 4)
"""Less alike than this is not worth saying."""

Key = TypeVar("Key", bound=Hashable)
Mark = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """By what something is recognised: the places that it touches (none for a plain text), and its words."""

    places: frozenset[Mark]
    words: frozenset[Mark]


@dataclass(frozen=True, slots=True)
class Like(Generic[Key]):
    """Something similar, and how much: more than 0, at most 1."""

    key: Key
    likeness: Fraction


def marks(amendment: Amendment) -> Marks:
    """The marks of an amendment: what it touches, what it strikes, what it inserts."""
    places = {
        ("after", edit.parent, edit.after) if isinstance(edit, Insert) else ("clause", edit.clause)
        for edit in amendment.edits
    }
    said = {("out", *gram) for words in left_out(amendment) for gram in grams(folded(words), SIZE)}
    said |= {("in", *gram) for words in put_in(amendment) for gram in grams(folded(words), SIZE)}
    return Marks(frozenset(places), frozenset(said))


def marks_of_text(text: str) -> Marks:
    """The marks of a plain text, such as a motion."""
    return Marks(frozenset(), frozenset(grams(folded(text), SIZE)))


def likeness(one: Marks, other: Marks) -> Fraction:
    """Between 0 and 1; places and words count the same, and what neither has counts nothing."""
    return _likeness(one, other, len(one.places & other.places), len(one.words & other.words))


class Likenesses(Generic[Key]):
    """Many things by their marks, so that one is held against all of them at once."""

    def __init__(self) -> None:
        self._marks: dict[Key, Marks] = {}
        self._places: dict[Mark, list[Key]] = {}
        self._words: dict[Mark, list[Key]] = {}

    def add(self, key: Key, marks: Marks) -> None:
        """Take one in; `key` is what it is called by, and is new."""
        if key in self._marks:
            raise ValueError(f"{key} is in already")
        self._marks[key] = marks
        for mark in marks.places:
            self._places.setdefault(mark, []).append(key)
        for mark in marks.words:
            self._words.setdefault(mark, []).append(key)

    def to(self, marks: Marks, *, least: Fraction = LEAST, most: int = 10) -> tuple[Like[Key], ...]:
        """Those at least that like these marks, the likest first, at equal likeness in the order of `add`."""
        places = Counter(key for mark in marks.places for key in self._places.get(mark, ()))
        words = Counter(key for mark in marks.words for key in self._words.get(mark, ()))
        found = [
            Like(key, _likeness(marks, theirs, places[key], words[key]))
            for key, theirs in self._marks.items()
            if key in places or key in words
        ]
        likest = sorted((like for like in found if like.likeness >= least), key=lambda like: -like.likeness)
        return tuple(likest[:most])


def _likeness(one: Marks, other: Marks, places: int, words: int) -> Fraction:
    kinds = [
        Fraction(2 * shared, len(mine) + len(theirs))
        for shared, mine, theirs in (
            (places, one.places, other.places),
            (words, one.words, other.words),
        )
        if mine or theirs
    ]
    return sum(kinds, Fraction(0)) / len(kinds) if kinds else Fraction(0)
