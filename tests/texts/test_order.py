"""In which order amendments are taken, which are rivals, and what can come of a group that collides."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given

from folkmoot.texts.adopt import Collision, adopt, content_of
from folkmoot.texts.clause import BadText, Clause
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
from folkmoot.texts.order import components, order, outcomes, rivals
from folkmoot.texts.relations import EXCLUDING, FALLS, Relation, fallen, relations
from texts.chance import assemblies
from texts.text_world import PLAN

NEW = Clause("new", body="words")


def amendment(number: int, *edits: Edit, amends: int = 0, base: str = PLAN.digest) -> Amendment:
    return Amendment(number, base, edits, amends)


def reword(id: str, old: str, new: str, field: str = "body") -> Reword:
    start = getattr(PLAN.by_id[id], field).index(old)
    return Reword(id, field, start, start + len(old), old, new)


def taken(*edits: Edit, policy: str = "text") -> tuple[int | tuple[int, ...], ...]:
    """The order of amendments of one edit each, numbered from 1."""
    found = [amendment(number, edit) for number, edit in enumerate(edits, start=1)]
    return order(PLAN, found, relations(PLAN, found), policy)


def test_amendments_are_taken_as_the_words_stand() -> None:
    assert taken(
        reword("paper", "prints", "p"),
        reword("fees", "year", "month"),
        reword("fees", "five", "ten"),
        reword("votes", "sits", "stays", "tail"),
        reword("branch", "each", "every"),
        reword("votes", "elected", "drawn"),
        reword("aims", "Aims", "Ends", "heading"),
    ) == (7, 6, 5, 4, 3, 2, 1)


def test_a_new_clause_is_taken_after_what_is_proposed_to_the_one_before() -> None:
    assert taken(
        Insert("means", "", Clause("n4")),
        Insert("", "aims", Clause("n3")),
        Insert("aims", "votes", Clause("n2")),
        reword("votes", "sits", "stays", "tail"),
        Insert("votes", "branch", Clause("n1")),
        reword("branch", "each", "every"),
        Insert("", "", Clause("n0")),
    ) == (7, 6, 5, 4, 3, 2, 1)


def test_a_clause_is_amended_then_replaced_then_left_out_then_divided_moved_and_relabelled() -> None:
    edits = [
        Relabel("votes", "9"),
        Move("votes", "means", ""),
        Wrap("votes", NEW),
        reword("branch", "each", "every"),
    ]
    assert taken(*edits) == (4, 3, 2, 1)
    assert taken(Delete("aims"), reword("fees", "five", "ten")) == (2, 1)
    assert taken(Replace("fees", Clause("fees")), Delete("votes"), reword("ballot", "secret", "open")) == (
        3,
        2,
        1,
    )


def test_a_block_is_left_out_before_it_is_amended() -> None:
    assert taken(reword("ballot", "secret", "open"), Delete("ballot")) == (2, 1)
    assert taken(reword("rows", "Fee", "Due"), Move("rows", "aims", "")) == (2, 1)


def test_at_one_place_the_larger_comes_first_and_then_the_earlier() -> None:
    assert taken(reword("fees", "five", "ten"), reword("fees", "five pounds", "six")) == ((2, 1),)
    at = Reword("fees", "body", 0, 0, "", "Now: ")
    assert taken(at, replace(at, new="So: ")) == (1, 2)


def test_the_furthest_reaching_of_a_group_comes_first() -> None:
    edits = [
        reword("fees", "five pounds a", "what one can"),
        reword("fees", "five", "ten or more, as the branch decides,"),
        reword("fees", "a year", "a month"),
        reword("aims", "aims", "ends"),
        Delete("means"),
        reword("paper", "prints", "sends"),
    ]
    assert taken(*edits, policy="furthest") == (4, 2, 1, 3, 5, 6)
    more = [reword("homes", "Members may", "x"), Replace("homes", Clause("homes", body="x y z"))]
    assert taken(*more, policy="furthest") == (2, 1)
    assert taken(Insert("", "", NEW), Relabel("homes", "A"), policy="furthest") == (1, 2)


def test_another_policy_is_refused() -> None:
    with pytest.raises(BadText, match="no order “alphabet”"):
        taken(Delete("fees"), policy="alphabet")


def test_amendments_to_an_amendment_come_before_it() -> None:
    first = amendment(1, reword("fees", "five", "ten or more pounds"))
    content = content_of(first)
    ours = [
        amendment(
            number,
            Reword("edit-1", "body", at, at + 2, content.clauses[0].body[at : at + 2], "x"),
            amends=1,
            base=content.digest,
        )
        for number, at in ((3, 7), (4, 4))
    ]
    deeper = content_of(ours[0])
    third = amendment(5, Reword("edit-1", "body", 0, 1, "x", "y"), amends=3, base=deeper.digest)
    found = [first, *ours, third, amendment(2, reword("votes", "elected", "x"))]
    assert order(PLAN, found, relations(PLAN, found)) == (2, 4, 5, 3, 1)
    assert order(PLAN, ours, ()) == (3, 4)


def test_rivals_are_taken_together_after_all_amendments_to_any_of_them() -> None:
    one, two = (amendment(n, reword("fees", "five", new)) for n, new in ((1, "ten more"), (2, "six")))
    ours = amendment(4, Reword("edit-1", "body", 0, 3, "ten", "nine"), amends=1, base=content_of(one).digest)
    found = [one, two, ours, amendment(3, reword("paper", "prints", "x"))]
    told = relations(PLAN, found)
    assert rivals(told, [1, 2, 3, 4]) == ((1, 2),)
    assert order(PLAN, found, told) == (4, (1, 2), 3)
    assert order(PLAN, found, told, "furthest") == (4, (1, 2), 3)


def test_only_where_each_excludes_each_are_they_rivals() -> None:
    three = [amendment(n, reword("fees", "five", new)) for n, new in ((1, "ten"), (2, "six"), (3, "two"))]
    wide = amendment(4, reword("fees", "is five", "was"))
    chain = [amendment(5, reword("homes", "Members may", "x")), amendment(6, reword("homes", "may ask", "x"))]
    end = amendment(7, reword("homes", "ask the", "y"))
    told = relations(PLAN, [*three, wide, *chain, end])
    assert rivals(told, range(1, 8)) == ((1, 2, 3, 4),)
    assert components(told, range(1, 9)) == ((1, 2, 3, 4), (5, 6, 7), (8,))
    assert outcomes((5, 6, 7), told) == ((5, 7), (6,))
    assert outcomes((1, 2, 3, 4), told) == ((1,), (2,), (3,), (4,))


def test_what_fells_another_is_in_one_component_with_it_but_no_rival() -> None:
    found = [amendment(1, Delete("fees")), amendment(2, reword("fees", "five", "ten"))]
    told = relations(PLAN, found)
    assert components(told, [1, 2]) == ((1, 2),)
    assert rivals(told, [1, 2]) == ()
    assert outcomes((1, 2), told) == ((1,), (2,))


def test_outcomes_of_more_than_twelve_are_not_worked_out() -> None:
    told = [Relation(1, number, "conflict", "fees") for number in range(2, 14)]
    assert outcomes(range(1, 13), told) == ((1,), tuple(range(2, 13)))
    assert outcomes(range(1, 14), told) == ()


def test_an_amendment_that_is_only_a_sweep_of_what_may_come_is_taken_last() -> None:
    late = Amendment(1, PLAN.digest, (), sweeps=(Sweep("x", "y", inserted=True),))
    found = [
        late,
        amendment(2, Delete("means")),
        amendment(3, Wrap("note", NEW), Insert("note", "new", Clause("n"))),
    ]
    assert order(PLAN, found, relations(PLAN, found)) == (3, 2, 1)
    assert taken(Insert("aims", "inner", NEW), reword("fees", "five", "ten")) == (2, 1)


@given(assemblies())
def test_every_amendment_is_taken_once_in_either_order(world) -> None:
    base, found = world
    told = relations(base, found)
    for policy in ("text", "furthest"):
        row = order(base, reversed(found), told, policy)
        assert row == order(base, found, told, policy)
        flat = [number for each in row for number in (each if isinstance(each, tuple) else (each,))]
        assert sorted(flat) == [each.number for each in found]


@given(assemblies())
def test_outcomes_are_all_the_largest_sets_that_can_stand_together(world) -> None:
    base, found = world
    told = relations(base, found)
    numbers = [each.number for each in found]
    apart = {frozenset((each.a, each.b)) for each in told if each.kind in (*EXCLUDING, FALLS)}

    def stands(group: tuple[int, ...]) -> bool:
        return not any(frozenset(pair) in apart for pair in combinations(group, 2))

    for component in components(told, numbers):
        sets = [
            set(group)
            for size in range(len(component) + 1)
            for group in combinations(component, size)
            if stands(group)
        ]
        largest = sorted(tuple(sorted(one)) for one in sets if not any(one < other for other in sets))
        assert list(outcomes(component, told)) == largest


@given(assemblies())
def test_an_outcome_is_adopted_and_nothing_in_it_has_fallen(world) -> None:
    base, found = world
    told = relations(base, found)
    pool = {each.number: each for each in found}
    for component in components(told, pool):
        for outcome in outcomes(component, told):
            try:
                adopt(base, [pool[number] for number in outcome])
            except Collision as circle:
                assert len({circle.a, circle.b} & set(outcome)) == 2
            for number in outcome:
                direct = fallen(
                    [each for each in told if each.kind != "partly"], set(outcome) - {number}, [number]
                )
                assert not direct
