"""The adopted text: what comes where, whose words they are, and what is refused."""

from dataclasses import replace

import pytest

from folkmoot.texts.adopt import Collision, Segment, adopt
from folkmoot.texts.adopted import Dangling
from folkmoot.texts.clause import BadText, Clause, Revision
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
from texts.text_world import PLAN

FEES = "The fee is five pounds a year."


def amendment(number: int, *edits: Edit, sweeps: tuple[Sweep, ...] = ()) -> Amendment:
    return Amendment(number, PLAN.digest, edits, sweeps=sweeps)


def fee(old: str, new: str, sweep: int = 0) -> Reword:
    start = FEES.index(old)
    return Reword("fees", "body", start, start + len(old), old, new, sweep)


def item(id: str, label: str | None = None, body: str = "words") -> Clause:
    return Clause(id, "item", label, body=body)


def under(revision: Revision, id: str) -> list[str]:
    return [clause.id for clause in revision.under(id)]


def test_words_are_spliced_and_each_says_whose_it_is() -> None:
    adopted = adopt(PLAN, [amendment(7, fee("five", "ten")), amendment(3, fee("a year", "a month"))])
    assert adopted.revision.by_id["fees"].body == "The fee is ten pounds a month."
    assert adopted.segments["fees", "body"] == (
        Segment("The fee is "),
        Segment("ten", frozenset({7})),
        Segment(" pounds "),
        Segment("a month", frozenset({3})),
        Segment("."),
    )
    assert adopted.changed == {"fees": {3, 7}}
    assert adopted.segments["homes", "body"] == (Segment(PLAN.by_id["homes"].body),)
    assert ("aims", "tail") not in list(adopted.segments)
    assert adopted.segments["aims", "tail"] == ()
    assert len(adopted.segments) == 12


def test_words_inserted_at_one_point_stand_in_the_order_of_the_agenda() -> None:
    at = Reword("fees", "body", 11, 11, "", "quite ")
    adopted = adopt(
        PLAN, [amendment(9, replace(at, new="only ")), amendment(2, at), amendment(5, fee("five", "six"))]
    )
    assert adopted.revision.by_id["fees"].body == "The fee is quite only six pounds a year."


def test_the_same_words_from_two_movers_stand_once_to_the_credit_of_both() -> None:
    adopted = adopt(PLAN, [amendment(2, fee("five", "ten")), amendment(4, fee("five", "ten"))])
    assert adopted.segments["fees", "body"][1] == Segment("ten", frozenset({2, 4}))


def test_what_comes_into_one_gap_is_ordered_by_label_and_then_by_number() -> None:
    carried = [
        amendment(1, Insert("votes", "ballot", item("n1"))),
        amendment(2, Insert("votes", "ballot", item("n2", "(1B)"))),
        amendment(
            3, Insert("votes", "ballot", item("n3", "(1A)")), Insert("votes", "ballot", item("n4", body="x"))
        ),
        amendment(4, Move("note", "votes", "ballot")),
        amendment(5, Insert("votes", "", item("n5"))),
    ]
    adopted = adopt(PLAN, carried)
    assert under(adopted.revision, "votes") == ["n5", "ballot", "n3", "n2", "n1", "n4", "note", "branch"]
    assert adopted.created == {
        f"n{number}": {by} for number, by in zip((1, 2, 3, 4, 5), (1, 2, 3, 3, 5), strict=True)
    }
    assert adopted.moved == {"note": {4}}
    assert under(adopted.revision, "means") == ["paper", "rows"]


def test_a_moved_clause_is_ordered_by_the_label_it_gets() -> None:
    carried = [
        amendment(1, Insert("votes", "branch", item("n1", "(b)"))),
        amendment(2, Move("note", "votes", "branch")),
        amendment(3, Relabel("note", "(a)")),
    ]
    assert under(adopt(PLAN, carried).revision, "votes")[2:] == ["note", "n1"]


def test_the_same_clause_from_two_movers_comes_in_once() -> None:
    twice = amendment(2, Insert("votes", "", item("n2")), Insert("votes", "", item("n3")))
    adopted = adopt(PLAN, [amendment(5, Insert("votes", "", item("n5"))), twice])
    assert under(adopted.revision, "votes") == ["n2", "n3", "ballot", "branch"]
    assert adopted.created == {"n2": {2, 5}, "n3": {2}}


def test_a_move_that_two_make_stands_at_the_place_of_the_first() -> None:
    move = Move("note", "votes", "")
    carried = [amendment(1, move), amendment(2, Insert("votes", "", item("n2"))), amendment(3, move)]
    adopted = adopt(PLAN, carried)
    assert under(adopted.revision, "votes")[:2] == ["note", "n2"]
    assert adopted.moved == {"note": {1, 3}}


def test_a_gap_stays_where_it_was_when_its_neighbour_is_moved_away_or_left_out() -> None:
    carried = [
        amendment(1, Move("homes", "means", "")),
        amendment(2, Insert("aims", "homes", item("n2"))),
        amendment(3, Delete("fees")),
        amendment(4, Insert("aims", "fees", item("n4"))),
    ]
    adopted = adopt(PLAN, carried)
    assert under(adopted.revision, "aims") == ["n2", "votes", "n4"]
    assert under(adopted.revision, "means") == ["homes", "paper", "rows", "note"]
    assert adopted.deleted == {"fees": {3}}


def test_what_stands_on_a_deleted_clause_goes_with_it() -> None:
    carried = [
        amendment(1, Delete("votes")),
        amendment(2, Insert("votes", "ballot", item("n"))),
        amendment(3, Move("ballot", "means", "")),
        amendment(4, Move("fees", "votes", "")),
        amendment(5, Reword("ballot", "body", 0, 2, "by", "in")),
        amendment(6, Relabel("branch", "(x)")),
        amendment(7, Wrap("votes", Clause("w"))),
        amendment(8, Delete("branch")),
    ]
    adopted = adopt(PLAN, carried)
    assert adopted == adopt(PLAN, carried[:1])
    assert under(adopted.revision, "aims") == ["homes", "fees"]
    assert adopted.deleted == {"votes": {1}, "ballot": {1}, "branch": {1}}
    assert (adopted.created, adopted.moved, adopted.changed) == ({}, {}, {})


def test_a_replacement_keeps_its_id_and_the_ids_it_names() -> None:
    by = Clause("votes", body="We vote", children=(item("branch", body="as branches"), item("new")))
    adopted = adopt(PLAN, [amendment(3, Replace("votes", by)), amendment(4, Move("votes", "", "means"))])
    assert adopted.revision.clauses[2] == by
    assert adopted.deleted == {"ballot": {3}}
    assert adopted.changed == {"votes": {3}}
    assert adopted.created == {"new": {3}}
    assert adopted.segments["branch", "body"] == (Segment("as branches", frozenset({3})),)


def test_a_wrapped_clause_takes_its_words_and_what_hangs_under_it_inside() -> None:
    carried = [
        amendment(1, Wrap("votes", Clause("inner", "item")), Insert("votes", "inner", item("second"))),
        amendment(2, Insert("votes", "branch", item("n2"))),
        amendment(3, Reword("votes", "tail", 0, 3, "and", "who")),
        amendment(4, Relabel("votes", "2A")),
        amendment(5, Move("note", "votes", "")),
        amendment(
            6, Wrap("votes", Clause("other", "item")), Insert("votes", "other", item("third", body="x"))
        ),
    ]
    adopted = adopt(PLAN, carried)
    votes = adopted.revision.by_id["votes"]
    assert (votes.label, votes.body, votes.tail) == ("2A", "", "")
    assert under(adopted.revision, "votes") == ["inner", "second", "third"]
    inner = adopted.revision.by_id["inner"]
    assert (inner.kind, inner.body, inner.tail) == (
        "item",
        "The committee is elected",
        "who sits for two years.",
    )
    assert under(adopted.revision, "inner") == ["note", "ballot", "branch", "n2"]
    assert adopted.created["inner"] == {1, 6}
    assert adopted.changed == {"votes": {1, 4, 6}, "inner": {3}}
    assert adopted.segments["inner", "tail"][0] == Segment("who", frozenset({3}))


def test_a_wrapped_section_keeps_its_heading_over_both() -> None:
    adopted = adopt(
        PLAN, [amendment(1, Wrap("aims", Clause("in")), Reword("aims", "heading", 0, 4, "Aims", "Ends"))]
    )
    assert adopted.revision.clauses[0].heading == "Ends"
    assert adopted.revision.by_id["in"].body == "These are our aims."


def test_after_a_wrap_that_is_not_there_is_the_end() -> None:
    assert under(adopt(PLAN, [amendment(1, Insert("votes", "gone", item("n")))]).revision, "votes")[-1] == "n"


def test_a_sweep_also_runs_over_what_others_insert() -> None:
    sweeps = (Sweep("five", "ten", inserted=True),)
    swept = amendment(4, fee("five", "ten", sweep=1), sweeps=sweeps)
    new = amendment(2, Insert("votes", "", item("n", body="five or fivefold, five")))
    mine = Reword("homes", "body", 0, 7, "Members", "All five")
    adopted = adopt(PLAN, [swept, new, amendment(3, mine), replace(swept, number=9)])
    assert adopted.revision.by_id["n"].body == "ten or fivefold, ten"
    both, two = frozenset({4, 9}), frozenset({2})
    assert adopted.segments["n", "body"] == (
        Segment("ten", both),
        Segment(" or fivefold, ", two),
        Segment("ten", both),
    )
    assert adopted.revision.by_id["homes"].body.startswith("All ten may")
    assert adopted.revision.by_id["fees"].body == "The fee is ten pounds a year."
    assert adopted.revision.by_id["rows"].body == PLAN.by_id["rows"].body


def test_a_sweep_may_take_words_away_and_leaves_its_own_alone() -> None:
    sweeps = (Sweep("five ", "", inserted=True), Sweep("x", "xx", inserted=True))
    mine = Insert("means", "", item("mine", body="five x"))
    carried = [
        amendment(1, Insert("", "", item("n", body="five x five "))),
        amendment(2, mine, sweeps=sweeps),
    ]
    adopted = adopt(PLAN, carried).revision
    assert (adopted.by_id["n"].body, adopted.by_id["mine"].body) == ("xx ", "five x")


def test_a_reference_to_a_clause_that_is_gone_is_reported() -> None:
    assert adopt(PLAN, []).dangling == ()
    assert adopt(PLAN, [amendment(1, Delete("votes"))]).dangling == (Dangling("note", "body", "votes"),)


def test_two_that_collide_are_refused_by_name() -> None:
    with pytest.raises(Collision) as refused:
        adopt(PLAN, [amendment(8, fee("five", "ten")), amendment(3, fee("five", "six"))])
    assert (refused.value.a, refused.value.b, refused.value.place) == (3, 8, "fees")
    assert str(refused.value) == "amendments 3 and 8 cannot both be carried: they collide at clause fees"


def test_moves_in_a_circle_of_three_are_refused() -> None:
    text = Revision("", tuple(Clause(id) for id in "abcd"))
    moves = [
        Amendment(number, text.digest, (Move(id, to, ""),))
        for number, id, to in ((1, "a", "b"), (2, "b", "c"), (3, "c", "a"))
    ]
    for left in range(3):
        adopt(text, [move for place, move in enumerate(moves) if place != left])
    with pytest.raises(Collision) as refused:
        adopt(text, moves)
    assert (refused.value.a, refused.value.b) == (1, 3)


def test_what_lies_below_a_circle_is_not_in_it() -> None:
    text = Revision("", tuple(Clause(id) for id in "abcd"))
    ways = ((1, "a", "b"), (2, "b", "c"), (3, "c", "d"), (4, "d", "b"))
    with pytest.raises(Collision) as refused:
        adopt(text, [Amendment(number, text.digest, (Move(id, to, ""),)) for number, id, to in ways])
    assert (refused.value.a, refused.value.b) == (2, 4)


STRANGE: dict[str, Amendment] = {
    "another text": Amendment(1, "0" * 64, (Delete("fees"),)),
    "a clause that is not there": amendment(1, Delete("nowhere")),
    "a parent that is not there": amendment(1, Insert("nowhere", "", item("n"))),
    "other old words": amendment(1, Reword("fees", "body", 0, 3, "One", "x")),
    "an id that is taken": amendment(1, Insert("", "", item("fees"))),
    "an id taken elsewhere": amendment(1, Replace("votes", Clause("votes", children=(item("fees"),)))),
    "two edits over each other": amendment(1, fee("five pounds", "x"), fee("pounds a", "y")),
}


@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)
def test_what_does_not_fit_the_base_is_refused(strange: Amendment) -> None:
    with pytest.raises(BadText, match="amendment 1: "):
        adopt(PLAN, [strange])


def test_one_number_for_two_amendments_is_refused() -> None:
    assert adopt(PLAN, [amendment(1, Delete("fees")), amendment(1, Delete("fees"))])
    with pytest.raises(BadText, match="amendment 1: two have this number"):
        adopt(PLAN, [amendment(1, Delete("fees")), amendment(1, Delete("votes"))])
