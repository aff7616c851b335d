"""Writes the vectors in spec/vectors/texts. The same bytes each time; a test holds them against the files.

    PYTHONPATH=src:tests python tests/texts/vectors.py

A vector is a file: header lines `name: value`, an empty line, then the body, byte for byte to the end of the
file. `kind` says what is to be done with it (spec/texts.md, section 14); `expect` how it must end: `good` or
the word for its refusal. `why` is for people.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.compile import sweep
from folkmoot.texts.edits import (
    Relabel,
    Sweep,
)
from folkmoot.texts.labels import citations
from folkmoot.texts.page import page
from folkmoot.texts.plain import read_plain
from texts.text_world import PLAN
from texts.vectors_of_amendments import (
    ALL,
    ASKED,
    EDITS,
    GOOD,
    Vector,
    adopt_vectors,
    by,
    carry_vectors,
    check_vectors,
    order_vectors,
    relation_vectors,
    sweep_vectors,
    vector,
)

FOLDER = Path(__file__).resolve().parents[2] / "spec" / "vectors" / "texts"


def text_vectors() -> Iterator[Vector]:
    one = Revision("The Plan", (Clause("a", body="Members vote."),))
    odd = Revision(
        "", (Clause("a", "motto", "", "Hope", "Café", "à la carte\n*so*", (Clause("b", "table"),)),)
    )
    for name, revision, why in (
        ("plan", PLAN, "sections, clauses, items, a table, flush words"),
        ("empty", Revision("", ()), "a text without a clause is a text"),
        ("one", one, "what is empty is left out"),
        ("odd", odd, "a kind of its own, no label, all fields, letters beyond ASCII"),
    ):
        yield vector(f"text/good-{name}", GOOD, why, revision.data, gives=revision.digest)
    data = one.data
    for name, old, new, why in (
        ("no-json", b"{", b"", "not JSON"),
        ("not-utf-8", b"Members", b"M\xe9mbers", "UTF-8"),
        ("other-format", b"text/v1", b"text/v2", "another format"),
        ("no-title", b',"title":"The Plan"', b"", "it states a title"),
        ("more", b'"title"', b'"note":"","title"', "and nothing else"),
        ("key-twice", b'"title"', b'"title":"x","title"', "each key once"),
        ("blank", b'","id"', b'", "id"', "the canonical form has no blanks"),
        ("order", b'"body":"Members vote.","id":"a"', b'"id":"a","body":"Members vote."', "keys are sorted"),
        ("escape", b"Members", b"\\u004dembers", "characters stand as they are"),
        ("line-end", b'"}', b'"}\n', "nothing after it"),
        ("empty-field", b'"id"', b'"heading":"","id"', "what is empty is left out"),
        ("no-kind", b',"kind":"clause"', b"", "a clause states its kind"),
        ("kind-upper-case", b'"clause"}', b'"Clause"}', "a kind is in small letters"),
        ("id-upper-case", b'"id":"a"', b'"id":"A"', "an id is in small letters"),
        ("id-hyphen-first", b'"id":"a"', b'"id":"-a"', "an id does not begin with a hyphen"),
        ("id-long", b'"id":"a"', b'"id":"' + b"a" * 65 + b'"', "at most 64 characters"),
        ("id-number", b'"id":"a"', b'"id":1', "an id is a text"),
        ("clause-more", b'"id"', b'"colour":"red","id"', "a clause states nothing else"),
        ("label-long", b'"kind":"clause"', b'"kind":"clause","label":"' + b"1" * 41 + b'"', "at most 40"),
        ("not-composed", b"Members", "Me\u0301mbers".encode(), "normal form C"),
        ("control", b"Members", b"Mem\\tbers", "no control characters"),
        ("direction", b"Members", "Mem\u202ebers".encode(), "nothing turns the direction"),
        ("unseen", b"Members", "Mem\u200bbers".encode(), "nothing that nobody can see"),
        ("clauses-map", b'"clauses":[', b'"clauses":{},"x":[', "clauses are a list"),
    ):
        assert old in data, name
        yield vector(f"text/bad-{name}", "bad-text", why, data.replace(old, new, 1))
    twice = Revision("", (Clause("a", children=(Clause("a"),)),))
    yield vector("text/bad-id-twice", "bad-text", "an id stands once", twice.data)
    deep = Clause("c0")
    for depth in range(1, 42):
        deep = Clause(f"c{depth}", children=(deep,))
    yield vector("text/bad-deep", "bad-text", "at most 40 deep", Revision("", (deep,)).data)


def amendment_vectors() -> Iterator[Vector]:
    swept = by(0, *sweep(PLAN, ASKED, 1), sweeps=(ASKED,))
    wide = Sweep("x", "", inserted=True, part=True)
    for name, amendment, why in (
        ("all-kinds", ALL, "one edit of each kind"),
        ("sweep", swept, "a sweep, frozen, one place struck off"),
        ("sweep-inserted", by(0, sweeps=(wide,)), "a sweep over what others insert"),
        ("relabel-none", by(0, Relabel("fees", None)), "without a label the text numbers it"),
        ("no-edits", by(0), "the form is that of an amendment, though it is out of order"),
    ):
        yield vector(f"amendment/good-{name}", GOOD, why, amendment.data, gives=amendment.digest)
    one = by(0, EDITS[0]).data
    for name, old, new, why in (
        ("other-format", b"amendment/v1", b"amendment/v2", "another format"),
        ("no-base", b'"base":"' + PLAN.digest.encode() + b'",', b"", "it names its base"),
        ("base-upper-case", b'"base":"', b'"base":"A', "a digest is 64 figures in lower case"),
        ("number", b'"format"', b'"number":3,"format"', "its number stands elsewhere"),
        ("kind", b'"kind":"reword"', b'"kind":"rewrite"', "a closed list of kinds"),
        ("no-old", b'"old":"five",', b"", "it states what it leaves out"),
        ("more", b'"kind"', b'"colour":"red","kind"', "and nothing else"),
        ("field", b'"field":"body"', b'"field":"foot"', "a field of a clause"),
        ("start-text", b'"start":11', b'"start":"11"', "a place is a number"),
        ("start-negative", b'"start":11', b'"start":-11', "from 0"),
        ("start-true", b'"start":11', b'"start":true', "a place is a number"),
        ("sweep-none", b'"start"', b'"sweep":0,"start"', "what is none is left out"),
        ("id", b'"fees"', b'"Fees"', "an id is in small letters"),
        ("control", b"ten", b"t\\u0000n", "no control characters"),
        ("blank", b'","old"', b'", "old"', "the canonical form has no blanks"),
        ("empty-sweeps", b'"format"', b'"sweeps":[],"format"', "what is empty is left out"),
    ):
        assert old in one, name
        yield vector(f"amendment/bad-{name}", "bad-amendment", why, one.replace(old, new, 1))
    frozen = swept.data
    place = b'{"clause":"paper","field":"body","start":4}'
    for name, old, new, why in (
        ("struck-twice", place, place + b"," + place, "a place is struck off once"),
        ("struck-more", b'"start":4}', b'"start":4,"why":""}', "a place states three things"),
        (
            "part-false",
            b'"replace":"panel","s',
            b'"part":false,"replace":"panel","s',
            "stated only where true",
        ),
    ):
        assert old in frozen, name
        yield vector(f"amendment/bad-{name}", "bad-amendment", why, frozen.replace(old, new, 1))


def label_vectors() -> Iterator[Vector]:
    items = tuple(Clause(f"i{number}", "item") for number in range(28))
    deep = Clause("x", "item", children=(Clause("y", "item", children=(Clause("z", "item"),)),))
    fixed = Clause("c", label="2A", children=(Clause("d", label="(1)"), Clause("e", "flush"), deep))
    for name, clauses, why in (
        ("plan", PLAN.clauses, "sections, clauses, items, and what has no number"),
        ("many-items", (Clause("a", children=items),), "after (z) comes (aa)"),
        ("fixed", (Clause("a"), fixed, Clause("b")), "a fixed label takes no count"),
        ("none", (Clause("p", "section", "", children=(Clause("a"),)), Clause("q")), "no label, no count"),
    ):
        revision = Revision("", clauses)
        gives = " ".join(f"{id}={cited}" for id, cited in citations(revision).items())
        yield vector(f"labels/good-{name}", GOOD, why, revision.data, gives=gives)


PAGE = """\
# The Plan

## 1. Aims

These are our aims.

1.1 Members may vote on:
(a) rules;
(b) money:
  (i) fees,

and on nothing else.

1.1A Between.

| a | b |
|---|---|
| 1 | 2 |

Words without
a number.

## 2. Means

- one
"""


def plain_vectors() -> Iterator[Vector]:
    for name, text, why in (
        ("by-hand", PAGE, "a page that somebody wrote"),
        ("with-ids", page(PLAN), "a page with all ids"),
        ("without-ids", page(PLAN, ids=False), "references are numbers there"),
        ("empty", "", "an empty page is an empty text"),
        ("escaped", "\\1. is a number\n\nline\\\nbreak\n", "a backslash before words, and at a line's end"),
        ("under", '## A {#a}\n\n### B {#b}\n\nWords. {#c under="a"}\n', "it says under what it stands"),
    ):
        yield vector(f"plain/good-{name}", GOOD, why, text.encode(), gives=read_plain(text).revision.digest)
    for name, text, why in (
        ("id-twice", "One. {#a}\n\nTwo. {#a}\n", "an id stands once"),
        ("id-hyphen-first", "One. {#-a}\n", "an id does not begin with a hyphen"),
        ("under-nothing", 'One. {#a under="b"}\n', "it stands under a clause before it"),
        ("direction", "Tw\u202eo.\n", "nothing turns the direction"),
        ("control", "One\x07.\n", "no control characters"),
    ):
        yield vector(f"plain/bad-{name}", "bad-text", why, text.encode())


def vectors() -> dict[str, bytes]:
    """Return every vector by its path under spec/vectors/texts."""
    makers = (
        text_vectors(),
        amendment_vectors(),
        label_vectors(),
        check_vectors(),
        adopt_vectors(),
        relation_vectors(),
        order_vectors(),
        sweep_vectors(),
        carry_vectors(),
        plain_vectors(),
    )
    made = [vector for maker in makers for vector in maker]
    found = dict(made)
    assert len(found) == len(made), "two vectors have one name"
    return found


if __name__ == "__main__":
    for path, data in vectors().items():
        (FOLDER / path).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / path).write_bytes(data)
    sys.stdout.write(f"{len(vectors())} vectors in {FOLDER}\n")
