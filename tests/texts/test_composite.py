"""Where the words of a composite come from."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.composite import Piece, composite, composite_of
from folkmoot.texts.edits import Amendment, Delete, Insert, Replace, Reword

SEVEN = "Each branch elects two delegates, who report back within a month."
NINE = "Delegates are paid their fares and who report back within a month is paid first."
TEXTS = st.lists(st.sampled_from(["a", "b", "c", "d", "e", ",", "."]), max_size=14).map(" ".join)


def test_each_run_names_its_source_and_new_words_name_none() -> None:
    found = composite(
        ["Each branch elects two delegates, by secret ballot; delegates are paid their fares."],
        {7: [SEVEN], 9: [NINE]},
    )
    assert found.passages == (
        (
            Piece("Each branch elects two delegates, ", (7,)),
            Piece("by secret ballot; ", ()),
            Piece("delegates are paid their fares.", (9,)),
        ),
    )
    assert found.new == ("by secret ballot;",)
    assert found.shares == {7: Fraction(5, 13), 9: Fraction(5, 13)}
    assert found.fresh == Fraction(3, 13)


def test_words_that_two_sources_have_are_those_of_both() -> None:
    found = composite(["They report back within a month."], {9: [NINE], 7: [SEVEN]})
    assert found.passages == ((Piece("They ", ()), Piece("report back within a month.", (7, 9))),)
    assert found.shares == {7: Fraction(5, 6), 9: Fraction(5, 6)}


def test_it_says_how_much_of_each_source_was_kept() -> None:
    found = composite(["Each branch elects two delegates."], {7: [SEVEN], 9: [NINE]})
    assert found.kept == {7: Fraction(5, 11), 9: Fraction(0)}


def test_fewer_than_four_common_words_prove_nothing() -> None:
    found = composite(["Each branch elects three people"], {7: [SEVEN]})
    assert found.shares == {7: 0}
    assert found.new == ("Each branch elects three people",)


def test_a_short_passage_comes_from_the_source_that_has_just_that() -> None:
    assert composite(["must"], {7: ["must"], 9: ["must never be"]}).passages == ((Piece("must", (7,)),),)


def test_a_composite_without_words_has_no_shares() -> None:
    found = composite([" , "], {7: [SEVEN], 8: []})
    assert found.passages == ((Piece(" , ", ()),),)
    assert (found.shares, found.kept, found.fresh) == ({7: 0, 8: 0}, {7: 0, 8: 0}, 0)


@given(st.lists(TEXTS, max_size=3), st.lists(st.lists(TEXTS, max_size=2), max_size=3))
def test_the_pieces_give_the_passages_and_the_shares_lie_between_none_and_all(
    passages: list[str], texts: list[list[str]]
) -> None:
    found = composite(passages, dict(enumerate(texts, start=1)))
    assert ["".join(piece.text for piece in pieces) for pieces in found.passages] == passages
    assert all(0 <= share <= 1 for share in (*found.shares.values(), *found.kept.values(), found.fresh))


def test_a_composite_amendment_says_of_each_edit_which_sources_have_the_same() -> None:
    base = Revision("Plan", (Clause("a", body="Members may vote on all that matters to them."), Clause("b")))
    three = Amendment(3, base.digest, (Delete("b"), Reword("a", "body", 8, 11, "may", "must")))
    five = Amendment(
        5, base.digest, (Delete("b"), Insert("", "a", Clause("n", body="Votes are never sold.")))
    )
    both = Amendment(
        8,
        base.digest,
        (
            Delete("b"),
            Replace("a", Clause("a", body="Members must vote on all that matters to them.")),
            Insert("", "a", Clause("m", body="Votes are never sold. Nor lent.")),
        ),
    )
    found = composite_of(base, both, [five, three])
    assert found.edits == ((3, 5), (), ())
    assert found.passages[0] == (
        Piece("Members must ", ()),
        Piece("vote on all that matters to them.", (0,)),
    )
    assert found.passages[1] == (Piece("Votes are never sold. ", (5,)), Piece("Nor lent.", ()))
    assert set(found.shares) == {0, 3, 5}
    assert composite_of(base, three, [five]).shares == {5: 0}
