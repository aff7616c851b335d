"""What a composite is made of: from which source each run of its words comes, and which words are new.

A word comes from a source if it stands there in a row of four words or more that the composite has too; words
of a passage of fewer than four come from a source that has just that passage. So nothing hangs on the order
of the sources, and two of them may both have a run.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from folkmoot.texts.clause import Revision
from folkmoot.texts.edits import Amendment, Replace
from folkmoot.texts.passages import folded, grams, put_in, said_by
from folkmoot.texts.runs import WORD

SIZE = 4
"""Words in a row that are enough to know a source by."""
BASE = 0
"""The number of the text itself among the sources."""

Sources = frozenset[int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a composite and the numbers of the sources that have it; none where the words are new."""

    text: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Composite:
    """A composite beside its sources.

    `passages`: each passage as pieces, which joined are the passage. `shares`: of the words of the composite,
    how many stand in this source. `kept`: of the words of this source, how many stand in the composite.
    `new`: the words that no source has, `fresh` their share. `edits`: for each edit of a composite of
    amendments, the sources that have the same.
    """

    passages: tuple[tuple[Piece, ...], ...]
    shares: Mapping[int, Fraction]
    kept: Mapping[int, Fraction]
    new: tuple[str, ...]
    fresh: Fraction
    edits: tuple[tuple[int, ...], ...] = ()


def composite(passages: Sequence[str], sources: Mapping[int, Sequence[str]]) -> Composite:
    """Passages of a composite beside the passages of each source, by its number."""
    index: dict[tuple[str, ...], set[int]] = {}
    for number in sorted(sources):
        for passage in sources[number]:
            for gram in grams(folded(passage), SIZE):
                index.setdefault(gram, set()).add(number)
    had = [_covered(folded(passage), index) for passage in passages]
    all_words = [numbers for covered in had for numbers in covered]
    mine = {gram: {BASE} for passage in passages for gram in grams(folded(passage), SIZE)}
    pieces = tuple(_pieces(passage, covered) for passage, covered in zip(passages, had, strict=True))
    return Composite(
        pieces,
        {number: _share(number in numbers for numbers in all_words) for number in sorted(sources)},
        {
            number: _share(
                bool(there) for passage in sources[number] for there in _covered(folded(passage), mine)
            )
            for number in sorted(sources)
        },
        tuple(piece.text.strip() for passage in pieces for piece in passage if not piece.sources),
        _share(not numbers for numbers in all_words),
    )


def composite_of(base: Revision, amendment: Amendment, sources: Iterable[Amendment]) -> Composite:
    """A composite amendment beside its sources; what the clauses that it replaces said before is `BASE`."""
    ordered = sorted(sources, key=lambda each: each.number)
    replaced = (base.by_id[edit.clause] for edit in amendment.edits if isinstance(edit, Replace))
    texts: dict[int, tuple[str, ...]] = {each.number: put_in(each) for each in ordered}
    before = said_by(replaced)
    found = composite(put_in(amendment), {BASE: before, **texts} if before else texts)
    same = tuple(tuple(each.number for each in ordered if edit in each.edits) for edit in amendment.edits)
    return Composite(found.passages, found.shares, found.kept, found.new, found.fresh, same)


def _covered(words: Sequence[str], index: Mapping[tuple[str, ...], Iterable[int]]) -> list[Sources]:
    """For each word the sources that have it in one of their rows."""
    found: list[set[int]] = [set() for _ in words]
    for start, gram in enumerate(grams(words, SIZE)):
        for number in index.get(gram, ()):
            for place in range(start, start + len(gram)):
                found[place].add(number)
    return [frozenset(each) for each in found]


def _pieces(passage: str, covered: Sequence[Sources]) -> tuple[Piece, ...]:
    """As few pieces as can be: each goes on as long as one source has all of it, with the blanks after."""
    starts = [found.start() for found in WORD.finditer(passage) if folded(found[0])]
    cuts: list[tuple[int, Sources]] = []
    for start, numbers in zip(starts, covered, strict=True):
        common = cuts[-1][1] & numbers if cuts else frozenset()
        if cuts and (common or not (cuts[-1][1] or numbers)):
            cuts[-1] = (cuts[-1][0], common)
        else:
            cuts.append((start if cuts else 0, numbers))
    if not cuts:
        return (Piece(passage, ()),) if passage else ()
    ends = [start for start, _ in cuts[1:]] + [len(passage)]
    return tuple(
        Piece(passage[start:end], tuple(sorted(numbers)))
        for (start, numbers), end in zip(cuts, ends, strict=True)
    )


def _share(each: Iterable[bool]) -> Fraction:
    answers = list(each)
    return Fraction(sum(answers), len(answers)) if answers else Fraction(0)
