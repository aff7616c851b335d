"""What a member wants to change becomes edits of today's text, or it is said why it cannot."""

from typing import Any

import pytest

from folkmoot.site.plan import changes
from folkmoot.site.plan.changes import (
    Add,
    Change,
    Everywhere,
    Instead,
    LeaveOut,
    MoveTo,
    Number,
    Split,
    Within,
    Words,
    saying,
)
from folkmoot.site.plan.compiling import compiled, places
from folkmoot.texts.adopt import adopt
from folkmoot.texts.clause import BadText, Clause, Revision

TEXT = Revision(
    "A Plan for Change",
    (
        Clause(
            "s1",
            "section",
            heading="Assembly",
            children=(
                Clause("a", body="Each branch may send two delegates."),
                Clause("b", body="The chair opens the assembly. The chair may adjourn it."),
            ),
        ),
        Clause(
            "s2",
            "section",
            heading="Money",
            children=(
                Clause(
                    "c", body="Members pay five pounds.", children=(Clause("c1", "item", body="yearly,"),)
                ),
                Clause("d", body="The treasurer reports to the chair."),
            ),
        ),
    ),
)


def made(*found: Change, base: Revision = TEXT) -> Revision:
    """The text with these changes made; all of them can be."""
    compiled_ = compiled(base, found)
    assert compiled_.faults == ()
    return adopt(base, [compiled_.amendment]).revision


def why(*found: Change, base: Revision = TEXT) -> list[str]:
    return [fault.why for fault in compiled(base, found).faults]


def without(*ids: str) -> Revision:
    """The text without some clauses."""

    def kept(row: tuple[Clause, ...]) -> tuple[Clause, ...]:
        return tuple(
            Clause(c.id, c.kind, c.label, c.heading, c.body, c.tail, kept(c.children))
            for c in row
            if c.id not in ids
        )

    return Revision(TEXT.title, kept(TEXT.clauses))


def saying_in(id: str, body: str) -> Revision:
    """The text with another body in a clause."""

    def kept(row: tuple[Clause, ...]) -> tuple[Clause, ...]:
        return tuple(
            Clause(c.id, c.kind, c.label, c.heading, body if c.id == id else c.body, c.tail, kept(c.children))
            for c in row
        )

    return Revision(TEXT.title, kept(TEXT.clauses))


A_WAS = "Each branch may send two delegates."
EVERY: list[Any] = [
    Words("a", "body", A_WAS, "Each branch sends three delegates."),
    Split("b", "One. Two.", "One.", "Two.", "n-1"),
    Add("s1", "a", Clause("n-2", body="New.", children=(Clause("n-3", "item", body="point"),))),
    LeaveOut("c", saying(TEXT.by_id["c"])),
    Instead("c", saying(TEXT.by_id["c"]), Clause("c", body="Nothing.")),
    MoveTo("d", "s1", "a"),
    Within("d", Clause("n-4", "item")),
    Number("d", "2A"),
    Number("d", None),
    Everywhere("e", "chair", "convenor", (("b", "body", 1),), inserted=True),
]


@pytest.mark.parametrize("change", EVERY, ids=lambda each: type(each).__name__)
def test_a_change_is_read_again_from_what_was_kept(change: Change) -> None:
    assert changes.read(changes.as_json(change)) == change


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"kind": "other"},
        {"kind": "words"},
        {"kind": "out", "clause": 1, "was": ""},
        "words",
        {"kind": []},
    ],
)
def test_what_is_no_change_is_refused(value: Any) -> None:
    with pytest.raises(BadText):
        changes.read(value)


def test_a_change_takes_the_place_of_one_on_the_same_thing() -> None:
    first = Words("a", "body", A_WAS, "One.")
    second = Words("a", "body", A_WAS, "Two.")
    other = Words("b", "body", "", "Three.")
    assert changes.put([first, other], second) == (second, other)
    assert changes.drop([first, other], first.key) == (other,)


def test_words_become_few_edits() -> None:
    found = compiled(TEXT, [Words("a", "body", A_WAS, "Each branch must send two delegates.")])
    assert [(e.old, e.new) for e in found.amendment.edits] == [("may", "must")]  # type: ignore[union-attr]


def test_each_kind_of_change_is_made() -> None:
    text = made(
        Words("a", "body", A_WAS, "Each branch must send two delegates."),
        Split(
            "b",
            "The chair opens the assembly. The chair may adjourn it.",
            "The chair opens the assembly.",
            "The chair may adjourn it.",
            "n-1",
        ),
        Add("s2", "d", Clause("n-2", body="Nobody is turned away.")),
        LeaveOut("c1", saying(TEXT.by_id["c1"])),
        MoveTo("d", "s1", "a"),
        Number("c", "2A"),
    )
    assert [clause.id for clause in text.walk()] == ["s1", "a", "d", "b", "n-1", "s2", "c", "n-2"]
    assert text.by_id["b"].body == "The chair opens the assembly."
    assert text.by_id["n-1"].body == "The chair may adjourn it."
    assert text.by_id["c"].label == "2A"


def test_a_split_may_change_words_as_well() -> None:
    was = TEXT.by_id["b"].body
    text = made(Split("b", was, "The chair opens it.", "The meeting may adjourn it.", "n-1"))
    assert text.by_id["b"].body == "The chair opens it."
    assert text.by_id["n-1"].body == "The meeting may adjourn it."


def test_everywhere_finds_every_place_but_those_struck_off() -> None:
    sweep = Everywhere("e", "chair", "convenor")
    assert [place for _edit, place in places(TEXT, sweep)] == [
        ("b", "body", 0),
        ("b", "body", 1),
        ("d", "body", 0),
    ]
    text = made(Everywhere("e", "chair", "convenor", (("b", "body", 1),)))
    assert text.by_id["b"].body == "The convenor opens the assembly. The chair may adjourn it."
    assert text.by_id["d"].body == "The treasurer reports to the convenor."


def test_everywhere_leaves_alone_what_the_draft_says_anew() -> None:
    found = compiled(
        TEXT,
        [
            Everywhere("e", "chair", "convenor"),
            Words("d", "body", "The treasurer reports to the chair.", "The treasurer and the chair report."),
        ],
    )
    assert found.faults == ()
    now = adopt(TEXT, [found.amendment]).revision
    assert now.by_id["d"].body == "The treasurer and the chair report."
    assert now.by_id["b"].body.count("convenor") == 2


def test_what_is_in_a_clause_that_goes_cannot_be_changed() -> None:
    out = LeaveOut("s2", saying(TEXT.by_id["s2"]))
    assert why(out, Words("c1", "body", "yearly,", "monthly,")) == ["inside"]
    assert why(out, Add("s2", "c", Clause("n-1", body="New."))) == ["inside"]
    assert why(out) == []


def test_words_go_along_where_others_have_changed_around_them() -> None:
    change = Words("a", "body", A_WAS, "Each branch may send three delegates.")
    base = saying_in("a", "Each branch must send two delegates.")
    found = compiled(base, [change])
    assert found.made[0].moved
    assert made(change, base=base).by_id["a"].body == "Each branch must send three delegates."


def test_words_that_were_changed_by_others_wait_for_their_writer() -> None:
    change = Words("a", "body", A_WAS, "Each branch may send three delegates.")
    found = compiled(saying_in("a", "Each branch may send one delegate."), [change])
    assert [(f.why, f.now) for f in found.faults] == [("changed", "Each branch may send one delegate.")]
    assert found.made == ()


def test_words_that_the_text_says_already_are_named_as_such() -> None:
    change = Words("a", "body", A_WAS, "Each branch may send three delegates.")
    assert why(change, base=saying_in("a", "Each branch may send three delegates.")) == ["made"]
    assert why(Words("a", "body", A_WAS, A_WAS)) == ["nothing"]


@pytest.mark.parametrize(
    "change",
    [
        Words("a", "body", A_WAS, "Each branch may send three delegates."),
        Split("a", A_WAS, "Each branch", "may send two delegates.", "n-1"),
        LeaveOut("a", saying(TEXT.by_id["a"])),
        Instead("a", saying(TEXT.by_id["a"]), Clause("a", body="Nothing.")),
        MoveTo("a", "s2", "d"),
        MoveTo("d", "s1", "a"),
        Number("a", "1A"),
        Within("a", Clause("n-1", "item")),
        Add("a", "", Clause("n-1", body="New.")),
        Add("s1", "a", Clause("n-1", body="New.")),
    ],
    ids=lambda each: type(each).__name__,
)
def test_a_clause_that_is_gone_is_named_and_the_words_are_kept(change: Change) -> None:
    found = compiled(without("a"), [change])
    assert [fault.why for fault in found.faults] == ["gone"]
    assert found.faults[0].change == change


def test_a_whole_clause_that_says_something_else_now_is_not_left_out_unseen() -> None:
    base = saying_in("a", "Each branch may send one delegate.")
    assert why(LeaveOut("a", saying(TEXT.by_id["a"])), base=base) == ["changed"]
    assert why(Split("a", A_WAS, "Each branch", "may send two delegates.", "n-1"), base=base) == ["changed"]


def test_what_would_change_nothing_is_said() -> None:
    assert why(Everywhere("e", "president", "convenor")) == ["nothing"]
    assert why(Everywhere("e", "treasurer", "bursar", (("d", "body", 0),))) == ["nothing"]
    assert why(Number("a", None)) == ["made"]
    assert why(MoveTo("b", "s1", "a")) == ["made"]
    assert why(MoveTo("s1", "a", "")) == ["inside"]


def test_what_is_no_text_is_said_in_the_words_of_the_text() -> None:
    found = compiled(TEXT, [Words("a", "body", A_WAS, "Each branch \u202emay send two delegates.")])
    assert [fault.why for fault in found.faults] == ["bad"]
    assert "U+202E" in found.faults[0].says
