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


BASES = revisions(WORDS, least=1).filter(lambda base: len(base.by_id) > 1)
"""Texts with at least two clauses."""
KIND, SAID = st.sampled_from(KINDS), st.sampled_from(NEW)
LABEL = st.sampled_from([None, "", "2A", "(b)"])
FRAGMENT_LABEL = st.sampled_from([None, "(1A)", "(2)"])
FRAME = st.sampled_from(["clause", "item"])
FLAG = st.booleans()
START, SIZE = st.sampled_from([0, 4, 4, 6, 9, 14]), st.sampled_from([0, 0, 2, 5, 10])
"""Few of them, so that many edits meet."""


@st.composite
def edits(draw: st.DrawFn, base: Revision, fresh: str) -> Edit:
    """One edit, which may or may not fit; its new ids begin with `fresh`."""
    ids = list(base.by_id)
    id, kind = draw(st.sampled_from(ids)), draw(KIND)
    clause = base.by_id[id]
    if kind == "reword":
        field = draw(
            st.sampled_from(
                [name for name in ("body", "heading", "tail") if getattr(clause, name)] or ["body"]
            )
        )
        words = getattr(clause, field)
        start = min(draw(START), len(words))
        end = min(start + draw(SIZE), len(words))
        return Reword(id, field, start, end, words[start:end], draw(SAID))
    if kind == "delete":
        return Delete(id)
    if kind == "relabel":
        return Relabel(id, draw(LABEL))
    if kind == "wrap":
        return Wrap(id, Clause(f"{fresh}w", draw(FRAME)))
    fragment = Clause(f"{fresh}n", "item", draw(FRAGMENT_LABEL), body=draw(SAID))
    if kind == "replace":
        under = st.sampled_from([(), (fragment,), tuple(clause.children[:1])])
        return Replace(id, replace(clause, body=draw(SAID), children=draw(under)))
    parent = draw(st.sampled_from(["", *ids]))
    after = draw(st.sampled_from(["", *(child.id for child in base.under(parent))]))
    return Move(id, parent, after) if kind == "move" else Insert(parent, after, fragment)


@st.composite
def amendments(draw: st.DrawFn, base: Revision, number: int) -> Amendment:
    """An amendment of one to three edits, or of a sweep."""
    if draw(st.integers(0, 7)) == 0:
        said = Sweep("chair", "person", inserted=draw(FLAG), part=draw(FLAG))
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
    base = draw(BASES)
    size = draw(st.integers(min(2, most), most))
    found = [draw(amendments(base, number)) for number in range(1, size + 1)]
    if draw(FLAG):
        found.append(replace(draw(st.sampled_from(found)), number=size + 1))
    return base, found
