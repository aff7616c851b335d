"""Acts whose operations chance made up: what they give one after the other, they give as a set."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.texts.adopt import adopt, content_of
from folkmoot.texts.clause import BadText, Revision
from folkmoot.texts.compile import check
from texts.acts import STEP, Act
from texts.standing_text import Node
from texts.statutes import Shelf

WORDS = ("the", "board", "may", "shall", "grant", "a", "licence", "or", "permit")
BASE: list[dict[str, Any]] = [
    {
        "section": "1-101",
        "heading": "Licences.",
        "text": "The board may grant a licence or a permit to the following:",
        "aftertext": "The board shall hear the applicant.",
        "children": [
            {"num": "(a)", "text": "the owner of a shop, or of a stall;"},
            {
                "num": "(b)",
                "text": "the following:",
                "children": [{"num": "(1)", "text": "a board;"}, {"num": "(2)", "text": "the board."}],
            },
        ],
    },
    {"section": "1-102", "heading": "Permits.", "children": [{"num": "(a)", "text": "A permit may lapse."}]},
    {"section": "1-103", "heading": "Fees.", "text": "The board may, or shall, ask for a fee."},
]


def begun() -> tuple[Revision, Shelf]:
    shelf = Shelf()
    return Revision("", tuple(shelf.clause(said) for said in BASE)), shelf


def some_words(chance: random.Random, most: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, most)))


def content(chance: random.Random, number: str) -> dict[str, Any]:
    said: dict[str, Any] = {"num": number, "text": some_words(chance, 6)}
    if chance.random() < 0.3:
        said["children"] = [{"num": "(A)", "text": some_words(chance, 3)}]
    return said


def made_up(chance: random.Random, act: Act) -> dict[str, Any] | None:
    """An operation on the text as it stands, or None if it would have nothing to do."""
    section = at = chance.choice(act.top.children)
    path: list[str] = []
    while at.children and chance.random() < 0.7:
        at = chance.choice(at.children)
        path.append(at.label or "")
    kinds = (
        ("replace_text",) * 6 + ("insert",) * 3 + ("replace", "repeal", "wrap", "renumber", "insert_section")
    )
    kind = chance.choice((*kinds, "replace_section", "set_heading", "append_aftertext"))
    said: dict[str, Any] = {"op": kind, "section": section.label, "path": path}
    if kind in ("replace", "renumber") and not path:
        return None
    match kind:
        case "replace_text":
            return words_replaced(chance, at, said)
        case "insert":
            said["content"] = [content(chance, f"({chance.choice('abcxyz')}{chance.randint(1, 3)})")]
            said["position"] = chance.choice(["end", "start", "after", "before"]) if at.children else "end"
            said["sibling"] = chance.choice(at.children).label if at.children else None
        case "replace":
            said["content"] = content(chance, path[-1])
        case "wrap":
            said["num"] = "(1)"
        case "renumber":
            said["num"] = f"{path[-1]}A"
        case "insert_section":
            said |= {"section": f"{section.label}{act.now:04}", "after": section.label}
            said["content"] = {"heading": "New.", "text": some_words(chance, 5)}
        case "replace_section":
            said["content"] = {"section": "", "heading": "Other.", "text": some_words(chance, 5)}
        case "set_heading":
            said["heading"] = some_words(chance, 2)
        case "append_aftertext":
            said["text"] = some_words(chance, 4)
    return said


def words_replaced(chance: random.Random, at: Node, said: dict[str, Any]) -> dict[str, Any] | None:
    words = " ".join(each.says("body") for each in at.walk()).split()
    if not words:
        return None
    start = chance.randrange(len(words))
    said["find"] = " ".join(words[start : start + chance.randint(1, 4)])
    said["replace"] = some_words(chance, 3) if chance.random() < 0.8 else ""
    said["occurrence"] = chance.choice(["all", "first", "last", 2])
    said["scope"] = chance.choice(["subtree", "text", "heading", "aftertext"])
    return said


def played(chance: random.Random, operations: int) -> tuple[Revision, Act, Shelf]:
    base, shelf = begun()
    act = Act(base, shelf)
    for _ in range(operations):
        operation = made_up(chance, act)
        if operation is None:
            continue
        try:
            act.play(operation)
        except LookupError:  # sections in another order than that of their numbers
            break
    return base, act, shelf


@given(st.integers(0, 2**32), st.integers(1, 14))
def test_the_set_gives_what_the_row_gives(seed: int, operations: int) -> None:
    chance = random.Random(seed)
    base, act, shelf = played(chance, operations)
    amendments = act.amendments()
    adopted = adopt(base, amendments)
    said = [shelf.said(clause) for clause in adopted.revision.clauses]
    assert said == [shelf.said(clause) for clause in act.revision().clauses]
    chance.shuffle(amendments)
    assert adopt(base, amendments).revision == adopted.revision


@given(st.integers(0, 2**32), st.integers(1, 14))
def test_each_operation_passes_the_check_unless_it_changes_nothing(seed: int, operations: int) -> None:
    base, act, _ = played(random.Random(seed), operations)
    numbers = {each.number: each for each in act.amendments()}
    for each in numbers.values():
        text = content_of(numbers[each.amends]) if each.amends else base
        try:
            check(text, each)
        except BadText as bad:
            assert bad.says == "it says what stands there"


def test_definitions_put_into_one_gap_stand_in_the_order_of_their_labels() -> None:
    base, shelf = begun()
    act = Act(base, shelf)
    for number, sibling in (("(b-2)", "(b)"), ("(b-1)", "(b)"), ("(b-3)", "(b-2)")):
        said = {"op": "insert", "section": "1-101", "path": [], "position": "after", "sibling": sibling}
        act.play({**said, "content": [{"num": number, "text": f"words of {number}"}]})
    amendments = act.amendments()
    assert [(each.number // STEP, each.amends) for each in amendments] == [(1, 0), (2, 0), (3, 0)]
    for _ in range(6):
        random.Random(1).shuffle(amendments)
        adopted = adopt(base, amendments).revision
        assert [clause.label for clause in adopted.clauses[0].children] == [
            "(a)",
            "(b)",
            "(b-1)",
            "(b-2)",
            "(b-3)",
        ]


@pytest.mark.parametrize("occurrence", ["all", "first", "last", 2])
def test_only_the_occurrence_that_is_named_is_replaced(occurrence: str | int) -> None:
    base, shelf = begun()
    act = Act(base, shelf)
    said = {"op": "replace_text", "section": "1-101", "path": ["(b)"], "find": "board", "replace": "council"}
    act.play({**said, "occurrence": occurrence})
    bodies = [
        clause.body for clause in adopt(base, act.amendments()).revision.clauses[0].children[1].children
    ]
    assert [("council" in body) for body in bodies] == [occurrence in ("all", "first"), occurrence != "first"]
