"""Texts and amendments for the tests of this room: a small plan, and whatever chance makes."""

from collections.abc import Sequence

from hypothesis import strategies as st

from folkmoot.texts.clause import Clause, Revision

PLAN = Revision(
    "The Plan for Change",
    (
        Clause(
            "aims",
            "section",
            heading="Aims",
            body="These are our aims.",
            children=(
                Clause(
                    "homes", body="Members may ask the committee for a home, and the committee may give one."
                ),
                Clause(
                    "votes",
                    body="The committee is elected",
                    tail="and sits for two years.",
                    children=(
                        Clause("ballot", "item", body="by secret ballot;"),
                        Clause("branch", "item", body="by each branch,"),
                    ),
                ),
                Clause("fees", body="The fee is five pounds a year."),
            ),
        ),
        Clause(
            "means",
            "section",
            heading="Means",
            children=(
                Clause("paper", body="The committee prints a paper. It is sent to all members."),
                Clause("rows", "table", body="| Year | Fee |\n| 2027 | five pounds |"),
                Clause("note", "flush", body="This part follows {clause:votes}."),
            ),
        ),
    ),
)
"""Two sections; clauses 1.1 to 1.3 and 2.1; items 1.2(a) and (b); a table; flush words."""

SAYINGS = (
    "Members may vote.",
    "The fee is five pounds, or more.",
    "1.1 is a number",
    "2. is one too",
    "(a) like an item",
    "- like a point",
    "# like a heading",
    "| like | a row |",
    "\\ like an escape",
    "two\nlines",
    "ends with a bar |",
    "2024 was a year",
    "{clause:votes}",
    "é",
    "|---|",
    "| a | b |\n| c | d |",
    "| a | b |\n|---|---|\n| c | d |",
    "",
)
"""Words that a reader of plain pages could take for something else."""


def clauses(words: Sequence[str] = SAYINGS, least: int = 0) -> st.SearchStrategy[tuple[Clause, ...]]:
    """Trees of clauses with ids of their own."""
    said = st.sampled_from(words)

    def shape(below: st.SearchStrategy[tuple[Clause, ...]]) -> st.SearchStrategy[tuple[Clause, ...]]:
        one = st.builds(
            Clause,
            st.just("x"),
            st.sampled_from(["section", "clause", "item", "flush", "table", "motto"]),
            st.sampled_from([None, None, None, "", "2A", "(iv)", "Article 3"]),
            st.sampled_from(["", "", "Aims", "2024 plan", "\\ like an escape"]),
            said,
            said,
            below,
        )
        return st.lists(one, min_size=least, max_size=3).map(tuple)

    return st.recursive(shape(st.just(())), shape, max_leaves=4).map(named)


def named(tops: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The same clauses with an id of its own for each."""
    count = iter(range(1, 1_000_000))

    def name(clause: Clause) -> Clause:
        id = f"c{next(count)}"
        children = tuple(map(name, clause.children))
        return Clause(id, clause.kind, clause.label, clause.heading, clause.body, clause.tail, children)

    return tuple(map(name, tops))


def revisions(words: Sequence[str] = SAYINGS, least: int = 0) -> st.SearchStrategy[Revision]:
    """Whole texts."""
    return st.builds(Revision, st.sampled_from(["", "The Plan", "1. A plan"]), clauses(words, least))
