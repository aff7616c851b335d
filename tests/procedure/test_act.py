"""Acts, facts and the sentences of refusals."""

import copy
import pickle

import pytest

from folkmoot.procedure.act import OutOfOrder, Sentence, same_fact, say


def test_a_sentence_remembers_how_it_was_made() -> None:
    sentence = say("{have} have done so.", have=3)
    assert sentence == "3 have done so."
    assert (sentence.template, sentence.values) == ("{have} have done so.", {"have": 3})
    assert say("As {it} stands.") == "As {it} stands."


def test_a_sentence_survives_a_copy() -> None:
    sentence = say("{have} have done so.", have=3)
    for again in (copy.copy(sentence), pickle.loads(pickle.dumps(sentence))):
        assert isinstance(again, Sentence)
        assert (again, again.template, again.values) == (sentence, sentence.template, sentence.values)


def test_a_refusal_reads_as_a_whole() -> None:
    with_rule = OutOfOrder(rule="4.2", condition="A.", fact="B.", cure="C.")
    assert str(with_rule) == "Rule 4.2: A. B. C."
    assert str(OutOfOrder(rule="", condition="A.", fact="B.", cure="C.")) == "A. B. C."


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (1, 1, True),
        (1, True, False),
        (0, False, False),
        ([1, 2], (1, 2), True),
        ([1], [True], False),
        ([1], [1, 2], False),
        ({"a": 1}, {"a": 1}, True),
        ({"a": 1}, {"b": 1}, False),
        ({"a": 0}, {"a": False}, False),
        ("1", 1, False),
        ({}, [], False),
    ],
)
def test_two_facts_are_the_same_if_they_are_written_alike(one: object, other: object, same: bool) -> None:
    assert same_fact(one, other) is same
    assert same_fact(other, one) is same
