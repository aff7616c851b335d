"""The way from one wording to another, word by word."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.texts.runs import Run, matches, rising, runs

WORDS = st.lists(
    st.sampled_from(["may", "must", "vote", "the", ".", ",", " ", "  ", "\n", "é", "{clause:a}"])
)
TEXTS = WORDS.map("".join) | WORDS.map(" ".join)


def shown(old: str, new: str) -> str:
    signs = {"same": "{}", "out": "[-{}-]", "in": "{{+{}+}}"}
    return "".join(signs[run.kind].format(run.text) for run in runs(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Members may vote.", "Members must vote.", "Members [-may-]{+must+} vote."),
        ("Members may vote.", "Members may always vote.", "Members may {+always +}vote."),
        ("Members may always vote.", "Members may vote.", "Members may [-always -]vote."),
        ("Members vote", "Members vote, or not", "Members vote{+, or not+}"),
        (
            "I may then vote in it all",
            "I must then act in it all",
            "I [-may then vote-]{+must then act+} in it all",
        ),
        ("five pounds, or more", "a tenth of it, or more", "[-five pounds-]{+a tenth of it+}, or more"),
        (
            "A. The chair speaks.",
            "A. The man reads. The chair speaks.",
            "A. {+The man reads. +}The chair speaks.",
        ),
        ("The chair speaks.", "The man reads. The chair speaks.", "{+The man reads. +}The chair speaks."),
        (
            "A. The man reads. The chair speaks.",
            "A. The chair speaks.",
            "A. [-The man reads. -]The chair speaks.",
        ),
        ("a b", "a  b", "a {+ +}b"),
        ("under {clause:a-1} now", "under {clause:a-2} now", "under [-{clause:a-1}-]{+{clause:a-2}+} now"),
        ("", "All new", "{+All new+}"),
        ("All gone", "", "[-All gone-]"),
        ("", "", ""),
    ],
)
def test_a_change_is_shown_as_a_person_would_mark_it(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


@given(TEXTS, TEXTS)
def test_the_runs_give_both_texts_to_the_last_blank(old: str, new: str) -> None:
    found = runs(old, new)
    assert "".join(run.text for run in found if run.kind != "in") == old
    assert "".join(run.text for run in found if run.kind != "out") == new
    assert all(run.text for run in found)
    assert all(one.kind != other.kind for one, other in zip(found, found[1:], strict=False))


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert runs(text, text) == ((Run("same", text),) if text else ())


@given(st.lists(st.integers(0, 3), max_size=12), st.lists(st.integers(0, 3), max_size=12))
def test_a_short_way_keeps_as_many_words_as_can_be_kept(one: list[int], other: list[int]) -> None:
    a, b = ([f"w{each}" for each in side] for side in (one, other))
    kept = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, mine in enumerate(a):
        for j, theirs in enumerate(b):
            kept[i + 1][j + 1] = kept[i][j] + 1 if mine == theirs else max(kept[i][j + 1], kept[i + 1][j])
    found = matches(a, b)
    assert sum(size for _, _, size in found) == kept[len(a)][len(b)]
    assert all(a[i : i + size] == b[j : j + size] for i, j, size in found)


@given(st.lists(st.integers(), unique=True, max_size=9))
def test_a_longest_rising_row_rises_and_none_is_longer(values: list[int]) -> None:
    row = [values[place] for place in rising(values)]
    assert row == sorted(row)
    longest = [1] * len(values)
    for there, value in enumerate(values):
        longest[there] += max((longest[here] for here in range(there) if values[here] < value), default=0)
    assert len(row) == max(longest, default=0)


def test_a_long_text_with_many_scattered_changes_is_cut_at_words_that_stand_once() -> None:
    chance = random.Random(1)
    old = [f"w{chance.randrange(40_000)}" for _ in range(9_000)]
    new = [word if chance.random() > 0.1 else "x" for word in old]
    found = runs(" ".join(old), " ".join(new))
    struck = sum(len(run.text.split()) for run in found if run.kind == "out")
    least = sum(word == "x" for word in new)
    assert least <= struck <= 2 * least


def test_words_in_another_order_are_cut_at_some_that_keep_it(monkeypatch: pytest.MonkeyPatch) -> None:
    old = [f"w{number}" for number in range(600)]
    new = [*old[300:], *old[:300]]
    assert sum(size for _, _, size in matches(old, new)) == 300
    monkeypatch.setattr("folkmoot.texts.runs.DEPTH", 0)
    assert matches(old, new) == []


def test_texts_with_nothing_in_common_are_shown_as_replaced() -> None:
    old, new = (" ".join(f"{letter}{number}" for number in range(3_000)) for letter in "ab")
    assert runs(old, new) == (Run("out", old), Run("in", new))
