"""Which clause of one text is which of another where they have no ids in common: by what they say."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import count

from folkmoot.texts.adopted import REFERENCE
from folkmoot.texts.clause import FIELDS, Clause, Revision
from folkmoot.texts.labels import citations, labels
from folkmoot.texts.likeness import Likenesses, Marks
from folkmoot.texts.passages import folded, grams, said_by
from folkmoot.texts.runs import matches

LEAST = Fraction(1, 2)
"""Clauses less alike than this are not the same clause reworded."""


def matched(old: Revision, new: Revision, known: Iterable[str] = ()) -> Revision:
    """The new text with the ids of the old one, wherever a clause is the same.

    The same are: clauses with an id in `known` that stands in both; clauses that say the same, in the
    order of both texts and then anywhere; and, of those left, the likest pairs that are alike by half or
    more. A clause that is none of these has an id that the old text does not have. A page cannot say all of
    what a clause is: one that is the same and has the same printed number keeps kind and label.
    """
    sure = {id for id in known if id in old.by_id and id in new.by_id}
    pairs = {id: id for id in sure}
    mine = [clause for clause in old.walk() if clause.id not in sure]
    theirs = [clause for clause in new.walk() if clause.id not in sure]
    for i, j, size in matches([_words(each) for each in mine], [_words(each) for each in theirs]):
        pairs.update((theirs[j + step].id, mine[i + step].id) for step in range(size))
    _pair_equal(mine, theirs, pairs)
    _pair_alike(mine, theirs, pairs)
    taken = {*old.by_id, *new.by_id}
    fresh = (id for number in count(1) if (id := f"new-{number}") not in taken)
    names = {
        clause.id: pairs.get(clause.id) or (next(fresh) if clause.id in old.by_id else clause.id)
        for clause in new.walk()
    }
    found = Revision(
        new.title, tuple(_said_again(each, names, "{{clause:{}}}", names) for each in new.clauses)
    )
    was, now = labels(old), labels(found)
    same = {id for id in found.by_id if id in was and id not in sure and was[id] == now[id]}
    kept = Revision(new.title, tuple(_kept(each, old, same) for each in found.clauses))
    return kept if labels(kept) == now else found


def _kept(clause: Clause, old: Revision, same: Container[str]) -> Clause:
    children = tuple(_kept(each, old, same) for each in clause.children)
    if clause.id not in same:
        return replace(clause, children=children)
    return replace(
        clause, kind=old.by_id[clause.id].kind, label=old.by_id[clause.id].label, children=children
    )


def printed(revision: Revision) -> Revision:
    """The text with each reference as the number that it is printed as, as on a page without ids."""
    cited = citations(revision)
    return Revision(
        revision.title, tuple(_said_again(clause, cited, "{}", {}) for clause in revision.clauses)
    )


def _left(
    mine: list[Clause], theirs: list[Clause], pairs: dict[str, str]
) -> tuple[list[Clause], list[Clause]]:
    taken = set(pairs.values())
    return (
        [clause for clause in mine if clause.id not in taken],
        [clause for clause in theirs if clause.id not in pairs],
    )


def _pair_equal(mine: list[Clause], theirs: list[Clause], pairs: dict[str, str]) -> None:
    olds, news = _left(mine, theirs, pairs)
    waiting: dict[str, list[str]] = {}
    for clause in reversed(olds):
        waiting.setdefault(_words(clause), []).append(clause.id)
    for clause in news:
        if _said(clause) and waiting.get(_words(clause)):
            pairs[clause.id] = waiting[_words(clause)].pop()


def _pair_alike(mine: list[Clause], theirs: list[Clause], pairs: dict[str, str]) -> None:
    olds, news = _left(mine, theirs, pairs)
    shelf: Likenesses[str] = Likenesses()
    for clause in olds:
        shelf.add(clause.id, _marks(clause))
    found = [
        (like.likeness, place, like.key)
        for place, clause in enumerate(news)
        for like in shelf.to(_marks(clause), least=LEAST)
    ]
    taken = set(pairs.values())
    for _, place, id in sorted(found, key=lambda each: (-each[0], each[1])):
        if id not in taken and news[place].id not in pairs:
            pairs[news[place].id] = id
            taken.add(id)


def _said(clause: Clause) -> tuple[str, ...]:
    return said_by((replace(clause, children=()),))


def _words(clause: Clause) -> str:
    return "\0".join((clause.heading, clause.body, clause.tail))


def _marks(clause: Clause) -> Marks:
    """Single words count beside rows of them, so that short clauses are recognised too."""
    said = [folded(words) for words in _said(clause)]
    return Marks(
        frozenset(), frozenset(gram for words in said for size in (1, 3) for gram in grams(words, size))
    )


def _said_again(clause: Clause, said: Mapping[str, str], form: str, names: Mapping[str, str]) -> Clause:
    """A clause under another name, references in it given by `said` in a form."""

    def words(text: str) -> str:
        return REFERENCE.sub(lambda to: form.format(said[to[1]]) if to[1] in said else to[0], text)

    children = tuple(_said_again(each, said, form, names) for each in clause.children)
    fields = {name: words(getattr(clause, name)) for name in FIELDS}
    return replace(clause, id=names.get(clause.id, clause.id), children=children, **fields)
