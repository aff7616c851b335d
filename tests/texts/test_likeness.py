"""Amendments and texts that are like each other."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.texts.clause import Clause
from folkmoot.texts.edits import Amendment, Delete, Insert, Replace, Reword
from folkmoot.texts.likeness import Like, Likenesses, likeness, marks, marks_of_text

TEXTS = st.lists(st.sampled_from(["a", "b", "c", "d", "."]), max_size=12).map(" ".join)


def says(*words: str, clause: str = "a") -> Amendment:
    return Amendment(0, "", tuple(Reword(clause, "body", 8, 11, "may", each) for each in words))


def test_the_same_edits_are_wholly_alike() -> None:
    assert likeness(marks(says("must always")), marks(says("must always"))) == 1


def test_places_and_words_count_the_same() -> None:
    assert likeness(marks(says("must")), marks(says("must", clause="b"))) == Fraction(1, 2)
    one, other = (Amendment(0, "", (Reword("a", "body", 8, 8, "", each),)) for each in ("always", "never"))
    assert likeness(marks(one), marks(other)) == Fraction(1, 2)


def test_amendments_of_other_places_with_other_words_are_not_alike() -> None:
    assert likeness(marks(says("must")), marks(Amendment(0, "", (Delete("b"),)))) == 0


def test_who_leaves_out_the_same_clause_is_alike() -> None:
    gone = marks(Amendment(0, "", (Delete("a"),)))
    assert likeness(gone, gone) == 1
    assert likeness(gone, marks(Amendment(0, "", (Replace("a", Clause("a", body="New.")),)))) == Fraction(
        1, 2
    )


def test_clauses_inserted_at_one_place_are_alike() -> None:
    one, other = (
        Amendment(0, "", (Insert("", "a", Clause(id, body="Votes are never sold.")),)) for id in ("m", "n")
    )
    assert likeness(marks(one), marks(other)) == 1


def test_a_text_without_words_is_like_nothing() -> None:
    assert likeness(marks_of_text(""), marks_of_text("")) == 0


@given(TEXTS, TEXTS)
def test_likeness_lies_between_0_and_1_and_is_mutual(one: str, other: str) -> None:
    found = likeness(marks_of_text(one), marks_of_text(other))
    assert 0 <= found <= 1
    assert found == likeness(marks_of_text(other), marks_of_text(one))


@given(TEXTS, st.lists(TEXTS, max_size=5))
def test_one_against_all_finds_what_each_pair_says(text: str, others: list[str]) -> None:
    shelf: Likenesses[int] = Likenesses()
    for number, other in enumerate(others):
        shelf.add(number, marks_of_text(other))
    least = Fraction(1, 3)
    expected = {
        number: found
        for number, other in enumerate(others)
        if (found := likeness(marks_of_text(text), marks_of_text(other))) >= least
    }
    found = shelf.to(marks_of_text(text), least=least)
    assert {like.key: like.likeness for like in found} == expected
    assert list(found) == sorted(found, key=lambda like: (-like.likeness, like.key))


def test_only_the_likest_are_named() -> None:
    shelf: Likenesses[str] = Likenesses()
    for key, text in (
        ("bread", "all bread is free here"),
        ("milk", "all milk is free"),
        ("rent", "rent is due"),
    ):
        shelf.add(key, marks_of_text(text))
    assert shelf.to(marks_of_text("all bread is free"), most=1) == (Like("bread", Fraction(4, 5)),)


def test_amendments_of_one_place_are_found_whatever_their_words() -> None:
    shelf: Likenesses[int] = Likenesses()
    for number, amendment in enumerate(
        (says("must"), says("shall", clause="b"), Amendment(0, "", (Delete("a"),)))
    ):
        shelf.add(number, marks(amendment))
    found = shelf.to(marks(Amendment(0, "", (Delete("a"),))))
    assert found == (Like(2, Fraction(1)), Like(0, Fraction(1, 2)))


def test_nothing_is_taken_in_twice() -> None:
    shelf: Likenesses[int] = Likenesses()
    shelf.add(1, marks_of_text("all bread is free"))
    with pytest.raises(ValueError, match="1 is in already"):
        shelf.add(1, marks_of_text("rent is due"))
