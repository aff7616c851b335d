"""The vectors of `spec/vectors/rulebook`, which any other implementation can run too."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from folkmoot.rulebook import floors_of_elections as elections
from folkmoot.rulebook.book import BadRulebook, Fault
from folkmoot.rulebook.calendar import calendar
from folkmoot.rulebook.guarantees import FLOORS, check
from folkmoot.rulebook.parse import parse
from folkmoot.rulebook.starters import STARTERS, starter
from folkmoot.rulebook.values import Count, Ratio, Root, Share, Term, Words, read_value

VECTORS = Path(__file__).resolve().parents[2] / "spec" / "vectors" / "rulebook"
FAULTS: dict[str, list[dict[str, Any]]] = json.loads((VECTORS / "bad" / "faults.json").read_text())
VALUES: dict[str, dict[str, Any]] = json.loads((VECTORS / "values.json").read_text())
BENT: dict[str, dict[str, Any]] = json.loads((VECTORS / "bent.json").read_text())
BENT_PLANS: dict[str, dict[str, Any]] = json.loads((VECTORS / "bent-plans.json").read_text())
TERMS: list[dict[str, Any]] = json.loads((VECTORS / "calendar.json").read_text())


def faults_of(text: str) -> tuple[Fault, ...]:
    try:
        return check(parse(text))
    except BadRulebook as bad:
        return bad.faults


def read(name: str) -> str:
    return (VECTORS / name).read_bytes().decode()


def bent(name: str) -> str:
    """The good book on complaints, or on plans, with the lines changed as a vector says, the last first."""
    good, vectors = ("complaints", BENT) if name in BENT else ("plans", BENT_PLANS)
    lines = read(f"good/{good}.md").split("\n")
    for first, last, instead in reversed(vectors[name]["edits"]):
        lines[first - 1 : last] = instead
    return "\n".join(lines)


def test_every_bad_book_is_listed_with_its_faults() -> None:
    assert sorted(FAULTS) == sorted(path.name for path in (VECTORS / "bad").glob("*.md"))
    assert len(FAULTS) > 90
    assert all(FAULTS.values())


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_bad_book_fails_at_the_line_and_by_the_guarantee_that_are_expected(name: str) -> None:
    found = [{"line": fault.line, "guarantee": fault.guarantee} for fault in faults_of(read(f"bad/{name}"))]
    assert found == FAULTS[name]


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_every_fault_says_what_and_how_to_cure_it(name: str) -> None:
    for fault in faults_of(read(f"bad/{name}")):
        assert fault.says
        assert not fault.says.endswith(".")
        assert fault.cure.endswith(".")


@pytest.mark.parametrize("name", sorted(BENT | BENT_PLANS))
def test_a_bent_book_fails_at_the_lines_and_by_the_guarantees_that_are_expected(name: str) -> None:
    faults = faults_of(bent(name))
    found = [{"line": fault.line, "guarantee": fault.guarantee} for fault in faults]
    assert found == (BENT | BENT_PLANS)[name]["faults"]
    assert all(fault.cure.endswith(".") and not fault.says.endswith(".") for fault in faults)


def test_there_are_many_bent_books_and_each_has_a_fault() -> None:
    assert len(BENT) > 250
    assert len(BENT_PLANS) > 40
    assert not BENT.keys() & BENT_PLANS.keys()
    assert all(each["faults"] for each in (BENT | BENT_PLANS).values())


def test_every_test_of_the_floor_is_broken_by_some_bad_book() -> None:
    broken = set()
    for text in (*(read(f"bad/{name}") for name in FAULTS), *(bent(name) for name in BENT | BENT_PLANS)):
        try:
            book = parse(text)
        except BadRulebook:
            continue
        broken |= {floor.find.__name__ for floor in FLOORS if list(floor.find(book))}
    # The ranked count has a bad book of its own below, made from the starter that ranks.
    # Elections have theirs in `test_floors_of_elections`.
    left = {floor.find for floor in FLOORS if floor.find.__name__ not in broken}
    assert {find.__name__ for find in left if find.__module__ != elections.__name__} == {
        "ranking_without_default"
    }


@pytest.mark.parametrize("path", sorted((VECTORS / "good").glob("*.md")), ids=lambda path: str(path.name))
def test_a_good_book_has_no_fault(path: Path) -> None:
    assert faults_of(path.read_bytes().decode()) == ()


@pytest.mark.parametrize("name", STARTERS)
def test_a_starter_keeps_the_guarantees(name: str) -> None:
    assert faults_of(starter(name)) == ()


def test_a_ranked_count_needs_a_default_option_and_classes() -> None:
    text = starter("debian-resolutions")
    faults = faults_of(text.replace("default: resolution.default\n", ""))
    assert "G17" in {fault.guarantee for fault in faults}
    faults = faults_of(text.replace("[2:1]", "[1:2]"))
    assert [fault.guarantee for fault in faults] == ["G17"]
    assert "class 'override'" in faults[0].says


@pytest.mark.parametrize("words", VALUES)
def test_words_are_read_as_the_vectors_say(words: str) -> None:
    (kind, wanted), *_ = VALUES[words].items()
    value = read_value(words)
    if isinstance(value, Count):
        found: tuple[str, Any] = ("count", value.number)
    elif isinstance(value, Term):
        found = ("term", [value.number, value.unit])
    elif isinstance(value, Share):
        found = ("share", [value.numerator, value.denominator, "more than" if value.strict else "at least"])
    elif isinstance(value, Ratio):
        found = ("ratio", [value.over, value.to])
    elif isinstance(value, Root):
        found = ("root", value.times)
    else:
        assert isinstance(value, Words)
        found = ("words", value.text)
    assert found == (kind, wanted)


@pytest.mark.parametrize("case", TERMS, ids=lambda case: str(case["why"]))
def test_a_term_ends_when_the_vectors_say(case: dict[str, Any]) -> None:
    holidays = frozenset(date.fromisoformat(day) for day in case["holidays"])
    term = read_value(case["term"])
    assert isinstance(term, Term)
    assert calendar(case["zone"], holidays).end_of(term, case["start"]) == case["end"]
