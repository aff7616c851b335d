"""Texts of clauses of every shape, for the tests of files in and out."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count

from hypothesis import strategies as st

from folkmoot.site.plan.files import tables
from folkmoot.site.plan.files.sentence import Run, write
from folkmoot.site.plan.files.shaping import Imported
from folkmoot.texts.clause import KINDS, Clause, Revision
from folkmoot.texts.labels import labels

WORDS = ["a", "home", "The branch", "1.", "(a)", "2.3", "*", "**", "\\", "[", "](", "{", "}", "|", "#", "-",
         "_", "ß", "&amp;", "<b>", "•", "é", "“so”", ":", ".", ";", "  ", " ", "\u00a0", "日本"]  # fmt: skip
LINKS = ["", "", "", "https://folkmoot.example/a?b=c&d=%28", "mailto:a@b.example"]


def new_ids(start: str = "n") -> Callable[[], str]:
    """Ids one after another."""
    numbers = count(1)
    return lambda: f"{start}{next(numbers)}"


@st.composite
def sentences(draw: st.DrawFn, lines: bool = True) -> str:
    """A sentence with marks, as the house writes it."""
    pieces = st.lists(st.sampled_from([*WORDS, *(["\n"] if lines else [])]), min_size=1, max_size=5).map(
        "".join
    )
    run = st.builds(Run, pieces, st.booleans(), st.booleans(), st.sampled_from(LINKS))
    reference = st.builds(Run, st.just(""), st.booleans(), st.booleans(), st.just(""), st.just("c-1"))
    return write(draw(st.lists(st.one_of(run, run, run, reference), min_size=1, max_size=3)))


_labels = st.sampled_from([None, None, None, "", "2A", "(2A)", "§ 7", "Annex *1*"])


@st.composite
def clauses(draw: st.DrawFn, depth: int = 0) -> Clause:
    """A clause of any kind with anything under it; ids are given later."""
    kind = draw(st.sampled_from([*KINDS, "clause", "rule"]))
    maybe = st.one_of(st.just(""), sentences())
    body = draw(maybe)
    if kind == "table":
        cells = st.one_of(st.just(""), sentences(lines=False))
        body = tables.body(draw(st.lists(st.lists(cells, min_size=1, max_size=3), max_size=3)))
    elif kind == "rule":
        body = draw(st.sampled_from(["", "a: *b*\n  - c", "  x"]))
    heading = draw(st.one_of(st.just(""), sentences(lines=False)))
    under = draw(st.lists(clauses(depth + 1), max_size=2)) if depth < 3 else []
    return Clause("x", kind, draw(_labels), heading, body, draw(maybe), tuple(under))


@st.composite
def revisions(draw: st.DrawFn) -> Revision:
    """A text of clauses of any shape."""
    title = draw(st.sampled_from(["A plan", "Plan *for* change & <more>", "1. One"]))
    found = draw(st.lists(clauses(), min_size=1, max_size=3))
    return with_ids(Revision(title, tuple(found)), new_ids("c-"))


def with_ids(revision: Revision, ids: Callable[[], str]) -> Revision:
    """The same text with an id for each clause."""

    def named(clause: Clause) -> Clause:
        return replace(clause, id=ids(), children=tuple(map(named, clause.children)))

    return Revision(revision.title, tuple(map(named, revision.clauses)))


def without_ids(revision: Revision) -> Revision:
    """The same text with ids by place, also in references, so that two can be compared."""
    places = {clause.id: f"p{place}" for place, clause in enumerate(revision.walk())}

    def words(said: str) -> str:
        for id, place in places.items():
            said = said.replace(f"{{clause:{id}}}", f"{{clause:@{place}}}")
        return said.replace("{clause:@", "{clause:")

    def named(clause: Clause) -> Clause:
        return Clause(
            places[clause.id],
            clause.kind,
            clause.label,
            words(clause.heading),
            words(clause.body),
            words(clause.tail),
            tuple(map(named, clause.children)),
        )

    return Revision(revision.title, tuple(map(named, revision.clauses)))


def outline(imported: Imported) -> list[str]:
    """Each clause as its number and its words, indented."""
    numbers = labels(imported.revision)

    def lines(clauses: tuple[Clause, ...], deep: int) -> list[str]:
        found: list[str] = []
        for each in clauses:
            words = " / ".join(filter(None, (each.heading, each.body)))
            found.append(f"{'  ' * deep}{numbers[each.id] or each.kind} {words}")
            found += lines(each.children, deep + 1)
            found += [f"{'  ' * deep}tail {each.tail}"] if each.tail else []
        return found

    return lines(imported.revision.clauses, 0)


def said(imported: Imported) -> list[str]:
    """Each finding with its level, place and sentence."""
    return [f"{each.level}: {each}" for each in imported.findings]
