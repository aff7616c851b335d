"""Texts and amendments that chance makes, all of which pass `check`."""

from dataclasses import replace

from hypothesis import strategies as st

from folkmoot.texts.clause import BadText, Clause, Revision
from folkmoot.texts.compile import check, sweep
from folkmoot.texts.edits import (
    Amendment,
    Delete,
    Edit,
    Insert,
    Move,
    Relabel,
    Replace,
    Reword,
    Sweep,
    Wrap,
)
from texts.text_world import revisions

WORDS = ("", "The chair may vote.", "A chair, or the chair", "one chair two", "may", "é may é")
NEW = ("", "x", "must", "the chair", "may not ", "two words")
KINDS = ("reword", "reword", "reword", "insert", "delete", "replace", "move", "wrap", "relabel")


@st.composite
def bases(draw: st.DrawFn) -> Revision:
    """A text with at least two clauses."""
    return draw(revisions(WORDS, least=1).filter(lambda base: len(base.by_id) > 1))


@st.composite
def edits(draw: st.DrawFn, base: Revision, fresh: str) -> Edit:
    """One edit, which may or may not fit; its new ids begin with `fresh`."""
    ids = list(base.by_id)
    id, kind = draw(st.sampled_from(ids)), draw(st.sampled_from(KINDS))
    clause = base.by_id[id]
    if kind == "reword":
        field = draw(
            st.sampled_from(
                [name for name in ("body", "heading", "tail") if getattr(clause, name)] or ["body"]
            )
        )
        words = getattr(clause, field)
        start = draw(st.integers(0, len(words)))
        end = draw(st.integers(start, min(len(words), start + 12)))
        return Reword(id, field, start, end, words[start:end], draw(st.sampled_from(NEW)))
    if kind == "delete":
        return Delete(id)
    if kind == "relabel":
        return Relabel(id, draw(st.sampled_from([None, "", "2A", "(b)"])))
    if kind == "wrap":
        return Wrap(id, Clause(f"{fresh}w", draw(st.sampled_from(["clause", "item"]))))
    fragment = Clause(
        f"{fresh}n", "item", draw(st.sampled_from([None, "(1A)", "(2)"])), body=draw(st.sampled_from(NEW))
    )
    if kind == "replace":
        under = st.sampled_from([(), (fragment,), tuple(clause.children[:1])])
        return Replace(id, replace(clause, body=draw(st.sampled_from(NEW)), children=draw(under)))
    parent = draw(st.sampled_from(["", *ids]))
    after = draw(st.sampled_from(["", *(child.id for child in base.under(parent))]))
    return Move(id, parent, after) if kind == "move" else Insert(parent, after, fragment)


@st.composite
def amendments(draw: st.DrawFn, base: Revision, number: int) -> Amendment:
    """An amendment of one to three edits, or of a sweep."""
    if draw(st.integers(0, 7)) == 0:
        said = Sweep("chair", "person", inserted=draw(st.booleans()), part=draw(st.booleans()))
        swept = Amendment(number, base.digest, sweep(base, said, 1), sweeps=(said,))
        if fits(base, swept):
            return swept
    kept: tuple[Edit, ...] = ()
    for place in range(draw(st.integers(1, 3))):
        tried = (*kept, draw(edits(base, f"n{number}-{place}")))
        if fits(base, Amendment(number, base.digest, tried)):
            kept = tried
    if not kept:
        kept = (Insert("", "", Clause(f"n{number}", body="may")),)
    return Amendment(number, base.digest, kept)


def fits(base: Revision, amendment: Amendment) -> bool:
    try:
        check(base, amendment)
    except BadText:
        return False
    return True


@st.composite
def assemblies(draw: st.DrawFn, most: int = 6) -> tuple[Revision, list[Amendment]]:
    """A text and amendments of it, some of which may say the same."""
    base = draw(bases())
    size = draw(st.integers(1, most))
    found = [draw(amendments(base, number)) for number in range(1, size + 1)]
    if draw(st.booleans()):
        found.append(replace(draw(st.sampled_from(found)), number=size + 1))
    return base, found
