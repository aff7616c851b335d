"""What holds of every adoption, whatever the text and the amendments."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.texts.adopt import Collision, adopt
from folkmoot.texts.clause import FIELDS, Clause, Revision, read_revision
from folkmoot.texts.edits import Amendment, Reword, read_amendment
from folkmoot.texts.relations import EXCLUDING, fallen, relations
from texts.chance import assemblies


def carried(base: Revision, found: list[Amendment]) -> list[Amendment]:
    """As many as can stand together, taken in the order of the agenda."""
    kept: list[Amendment] = []
    for each in found:
        try:
            adopt(base, [*kept, each])
        except Collision:
            continue
        kept.append(each)
    return kept


@given(assemblies(), st.randoms())
def test_the_order_of_carrying_does_not_matter(world, chance) -> None:
    base, found = world
    kept = carried(base, found)
    first = adopt(base, kept)
    chance.shuffle(kept)
    again = adopt(base, kept)
    assert again.revision.digest == first.revision.digest
    assert again == replace(first, segments=again.segments)
    assert dict(again.segments) == dict(first.segments)


@given(assemblies())
def test_to_adopt_nothing_changes_nothing(world) -> None:
    base, _ = world
    adopted = adopt(base, [])
    assert adopted.revision == base
    assert all(not segment.numbers for told in adopted.segments.values() for segment in told)


@given(assemblies())
def test_the_stretches_of_a_text_are_the_text(world) -> None:
    base, found = world
    adopted = adopt(base, carried(base, found))
    said = {(clause.id, name): getattr(clause, name) for clause in adopted.revision.walk() for name in FIELDS}
    assert {key: "".join(each.text for each in told) for key, told in adopted.segments.items()} == {
        key: words for key, words in said.items() if words
    }


@given(assemblies())
def test_an_adopted_text_reads_as_it_was_written(world) -> None:
    base, found = world
    revision = adopt(base, carried(base, found)).revision
    assert read_revision(revision.data) == revision


@given(assemblies())
def test_what_was_read_from_bytes_gives_the_same_text(world) -> None:
    base, found = world
    kept = carried(base, found)
    read = [read_amendment(each.data, each.number) for each in kept]
    assert adopt(read_revision(base.data), read).revision.data == adopt(base, kept).revision.data


@given(assemblies(most=4))
def test_to_carry_the_same_twice_is_to_carry_it_once(world) -> None:
    base, found = world
    kept = carried(base, found)
    again = [replace(each, number=each.number + 100) for each in kept]
    both = adopt(base, [*kept, *again])
    assert both.revision == adopt(base, kept).revision
    assert all(
        {number + 100 for number in segment.numbers if number < 100} <= segment.numbers
        for told in both.segments.values()
        for segment in told
    )


@given(assemblies())
def test_a_set_in_which_two_collide_is_refused_by_both_names(world) -> None:
    base, found = world
    excluding = {(each.a, each.b, each.place) for each in relations(base, found) if each.kind in EXCLUDING}
    if excluding:
        with pytest.raises(Collision) as refused:
            adopt(base, found)
        assert (refused.value.a, refused.value.b, refused.value.place) in excluding


@given(assemblies())
def test_a_set_in_which_no_two_collide_is_adopted_but_for_moves_in_a_circle(world) -> None:
    base, found = world
    if any(each.kind in EXCLUDING for each in relations(base, found)):
        return
    try:
        adopt(base, found)
    except Collision as circle:
        assert {circle.a, circle.b} <= {each.number for each in found}


@given(assemblies())
def test_what_has_fallen_can_be_left_out_without_a_trace(world) -> None:
    base, found = world
    kept = carried(base, found)
    full, numbers = adopt(base, kept), [each.number for each in kept]
    told = relations(base, kept)
    for each in kept:
        others = [number for number in numbers if number != each.number]
        if fallen(told, others, [each.number]):
            left = adopt(base, [other for other in kept if other is not each])
            assert left == replace(full, segments=left.segments)
            assert dict(left.segments) == dict(full.segments)


@given(assemblies())
def test_fallen_from_relations_is_what_an_adoption_leaves_no_trace_of(world) -> None:
    """Whoever is named anywhere in an adoption has not fallen."""
    base, found = world
    kept = carried(base, found)
    adopted = adopt(base, kept)
    credits = (adopted.created, adopted.moved, adopted.changed, adopted.deleted)
    named = {number for credit in credits for numbers in credit.values() for number in numbers}
    told = relations(base, kept)
    for each in kept:
        others = [other.number for other in kept if other is not each]
        if each.number in named:
            assert not fallen(told, others, [each.number])


def only_words(amendment: Amendment) -> bool:
    return all(isinstance(edit, Reword) for edit in amendment.edits) and not amendment.sweeps


@given(assemblies(), st.randoms())
def test_carrying_one_after_another_and_shifting_what_follows_gives_the_same_text(world, chance) -> None:
    base, found = world
    kept = [each for each in carried(base, found) if only_words(each)]
    merged = {
        (e.clause, e.field, e.start, e.end, e.new): (e.start, e.end, a.number)
        for a in reversed(kept)  # what two do is done by the first
        for e in a.edits
    }
    left = list(merged.items())
    chance.shuffle(left)
    said = {(clause.id, field): getattr(clause, field) for clause in base.walk() for field in FIELDS}
    done: list[tuple[tuple[str, str], tuple[int, int, int], int]] = []
    for (clause, field, start, end, new), rank in left:
        shift = sum(by for key, other, by in done if key == (clause, field) and other < rank)
        words = said[clause, field]
        said[clause, field] = words[: start + shift] + new + words[end + shift :]
        done.append(((clause, field), rank, len(new) - (end - start)))
    adopted = adopt(base, kept).revision
    assert {
        (clause.id, field): getattr(clause, field) for clause in adopted.walk() for field in FIELDS
    } == said


@given(assemblies())
def test_relations_do_not_depend_on_the_order_of_the_agenda_list(world) -> None:
    base, found = world
    assert relations(base, reversed(found)) == relations(base, found)


@given(assemblies())
def test_every_id_stands_once_in_an_adopted_text(world) -> None:
    base, found = world
    revision = adopt(base, carried(base, found)).revision
    ids: list[str] = []

    def visit(clauses: tuple[Clause, ...]) -> None:
        for clause in clauses:
            ids.append(clause.id)
            visit(clause.children)

    visit(revision.clauses)
    assert len(ids) == len(set(ids))
