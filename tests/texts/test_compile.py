"""What somebody types over a text, as edits: few, in whole words, and giving back what was typed."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from folkmoot.texts.adopt import adopt
from folkmoot.texts.clause import BadText, Clause, Revision
from folkmoot.texts.compile import check, reworded, split, sweep
from folkmoot.texts.edits import Amendment, Insert, Reword, Sweep
from folkmoot.texts.letters import in_a_word, leans
from texts.text_world import PLAN

FEES = "The fee is five pounds a year."
LONG = (
    "The committee meets at least four times in every year and keeps minutes of all that it decides, which "
    "any member may read on request at the office of the committee during the hours of business."
)
typed = st.lists(
    st.sampled_from(
        ["may", "must", "may not", "é", "x\u0304", "a", ", ", " ", "{clause:ab}", "{clause:a}", "🙂", "\n"]
    ),
    max_size=40,
).map("".join)


def pairs(old: str, new: str) -> list[tuple[str, str]]:
    return [(edit.old, edit.new) for edit in reworded("c", "body", old, new)]


@pytest.mark.parametrize(
    ("new", "found"),
    [
        (FEES, []),
        ("The fee is ten pounds a year.", [("five", "ten")]),
        ("The fee is five pounds a month.", [("year", "month")]),
        ("The fee is about five pounds a year.", [("", "about ")]),
        ("The fee is five a year.", [("pounds ", "")]),
        ("The fees are five pounds a year.", [("fee is", "fees are")]),
        ("The fee is five pounds a year", [(".", "")]),
        ("The fee is fifty-five pounds a year.", [("five", "fifty-five")]),
        ("", [(FEES, "")]),
        ("The fee is fives pounds a year.", [("five", "fives")]),
    ],
)
def test_a_small_change_is_one_edit_in_whole_words(new: str, found: list[tuple[str, str]]) -> None:
    assert pairs(FEES, new) == found


def test_two_changes_far_apart_are_two_edits() -> None:
    new = LONG.replace("four", "six").replace("member may", "person can").replace("hours of business", "day")
    assert pairs(LONG, new) == [("four", "six"), ("member may", "person can"), ("hours of business", "day")]


def test_two_changes_that_nearly_touch_are_one_edit() -> None:
    new = LONG.replace("four times in every", "six times in any").replace("business", "trade")
    assert pairs(LONG, new) == [("four times in every", "six times in any"), ("business", "trade")]


def test_a_reference_is_never_cut() -> None:
    assert pairs("See {clause:ab} too", "See {clause:ac} too") == [("{clause:ab}", "{clause:ac}")]


@given(typed, typed)
@example("a x\u0304", "a x")
@example("{clause:a}", "{clause:ab}")
def test_the_edits_give_what_was_typed_and_pass_the_check(old: str, new: str) -> None:
    old, new = unicodedata.normalize("NFC", old), unicodedata.normalize("NFC", new)
    base = Revision("", (Clause("c", body=old),))
    edits = reworded("c", "body", old, new)
    amendment = Amendment(1, base.digest, edits)
    if edits:
        check(base, amendment)
    assert adopt(base, [amendment]).revision.by_id["c"].body == new
    for edit in edits:
        assert not in_a_word(old, edit.start)
        assert not in_a_word(old, edit.end)
        assert not leans((edit.new or "x")[0])


@given(st.lists(st.sampled_from("abcdefgh"), max_size=60), st.lists(st.sampled_from("abcdefgh"), max_size=60))
def test_long_changes_come_out_too(old: list[str], new: list[str]) -> None:
    base = Revision("", (Clause("c", body=" ".join(old)),))
    edits = reworded("c", "body", " ".join(old), " ".join(new))
    assert adopt(base, [Amendment(1, base.digest, edits)]).revision.by_id["c"].body == " ".join(new)


def test_everywhere_means_every_place_where_the_words_stand_whole() -> None:
    text = Revision(
        "", (Clause("a", heading="Chair", body="The chair, chairs, armchair, chair.", tail="chair"),)
    )
    found = sweep(text, Sweep("chair", "speaker"), 2)
    assert [(edit.field, edit.start) for edit in found] == [("body", 4), ("body", 29), ("tail", 0)]
    assert {edit.sweep for edit in found} == {2}
    assert len(sweep(text, Sweep("chair", "speaker", part=True), 1)) == 5
    struck = Sweep("chair", "speaker", (("a", "body", 4),))
    assert [edit.start for edit in sweep(text, struck, 1)] == [29, 0]


def test_places_of_a_sweep_never_overlap_and_never_part_a_letter() -> None:
    text = Revision("", (Clause("a", body="aaaa x\u0304 x"),))
    assert [edit.start for edit in sweep(text, Sweep("aa", "b", part=True), 1)] == [0, 2]
    assert [edit.start for edit in sweep(text, Sweep("x", "b", part=True), 1)] == [8]


def test_a_clause_is_divided_between_two_words() -> None:
    words = PLAN.by_id["paper"].body
    edits = split(PLAN, "paper", "body", words.index(" It"), "second")
    assert edits == (
        Reword("paper", "body", 29, len(words), " It is sent to all members.", ""),
        Insert("means", "paper", Clause("second", body="It is sent to all members.")),
    )
    check(PLAN, Amendment(1, PLAN.digest, edits))
    tail = split(PLAN, "votes", "tail", 8, "second")
    assert tail[1] == Insert("aims", "votes", Clause("second", body="for two years."))
    labelled = Revision("", (Clause("a", label="2A", body="one two"),))
    assert split(labelled, "a", "body", 3, "b")[1] == Insert("", "a", Clause("b", label="", body="two"))


@pytest.mark.parametrize(
    ("id", "field", "at", "says"),
    [
        ("paper", "body", 0, "nothing to divide"),
        ("paper", "body", 57, "nothing to divide"),
        ("paper", "body", -3, "nothing to divide"),
        ("votes", "body", 3, "clauses hang below"),
        ("aims", "heading", 2, "only the words of a clause"),
        ("nowhere", "body", 2, "only the words of a clause"),
    ],
)
def test_what_cannot_be_divided_is_refused(id: str, field: str, at: int, says: str) -> None:
    with pytest.raises(BadText, match=says):
        split(PLAN, id, field, at, "new")
