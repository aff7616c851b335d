"""Which amendments collide, which fall, and that no comparison is missed."""

from dataclasses import replace

import pytest
from hypothesis import given

from folkmoot.texts.clause import BadText, Clause, Revision
from folkmoot.texts.content import content_of
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
from folkmoot.texts.relations import Index, Relation, fallen, relations
from texts import by_hand
from texts.chance import assemblies
from texts.text_world import PLAN

FEES = "The fee is five pounds a year."
NEW = Clause("new", body="Nobody is sent away.")


def amendment(number: int, *edits: Edit, amends: int = 0, sweeps: tuple[Sweep, ...] = ()) -> Amendment:
    return Amendment(number, PLAN.digest, edits, amends, sweeps)


def fee(old: str, new: str) -> Reword:
    start = FEES.index(old)
    return Reword("fees", "body", start, start + len(old), old, new)


def between(one: Edit, two: Edit, **policies: bool) -> set[str]:
    """The kinds between two amendments of one edit each, with an arrow where there is a direction."""
    found = relations(PLAN, [amendment(1, one), amendment(2, two)], **policies)
    return {
        f"{each.a} {each.kind} {each.b}" if each.edits or each.of or each.kind == "falls" else each.kind
        for each in found
    }


INSIDE = Reword("fees", "body", 14, 14, "", "-")
CASES: dict[str, tuple[Edit, Edit, set[str]]] = {
    "overlapping words": (fee("five pounds", "x"), fee("pounds a", "y"), {"conflict"}),
    "an insertion inside": (fee("five pounds", "x"), INSIDE, {"conflict"}),
    "identical words": (fee("five", "ten"), fee("five", "ten"), {"same"}),
    "the same words otherwise": (fee("five", "ten"), fee("five", "six"), {"conflict"}),
    "side by side": (fee("five ", "ten "), fee("pounds", "euros"), {"touching"}),
    "two insertions at one point": (
        INSIDE,
        replace(INSIDE, new="+"),
        {"touching"},
    ),
    "an insertion right before": (fee("five", "ten"), replace(INSIDE, start=11, end=11), {"touching"}),
    "an insertion right after": (fee("five", "ten"), replace(INSIDE, start=15, end=15), {"touching"}),
    "words elsewhere": (fee("five", "ten"), fee("year", "month"), set()),
    "another field": (
        Reword("aims", "heading", 0, 4, "Aims", "A"),
        Reword("aims", "body", 0, 5, "These", "B"),
        set(),
    ),
    "leaving out over words": (Delete("fees"), fee("five", "ten"), {"1 falls 2"}),
    "leaving out above": (fee("five", "ten"), Delete("aims"), {"2 falls 1"}),
    "replacing over words": (Replace("fees", Clause("fees", body="x")), fee("five", "ten"), {"1 falls 2"}),
    "one gap": (Insert("", "aims", NEW), Insert("", "aims", Clause("n2", body="x")), {"touching"}),
    "one gap, the same": (Insert("", "aims", NEW), Insert("", "aims", replace(NEW, id="n2")), {"same"}),
    "one new clause, two versions": (
        Insert("", "aims", NEW),
        Insert("", "aims", replace(NEW, body="x")),
        {"alternatives", "touching"},
    ),
    "into what is left out": (Delete("votes"), Insert("votes", "", NEW), {"1 falls 2"}),
    "after what is left out": (Delete("votes"), Insert("aims", "votes", NEW), set()),
    "left out twice": (Delete("votes"), Delete("votes"), {"same"}),
    "left out and replaced": (Delete("fees"), Replace("fees", Clause("fees")), {"alternatives"}),
    "replaced in two ways": (
        Replace("fees", Clause("fees", body="x")),
        Replace("fees", Clause("fees", body="y")),
        {"alternatives"},
    ),
    "left out inside": (Delete("ballot"), Delete("votes"), {"2 falls 1"}),
    "moved out of what goes": (Delete("votes"), Move("ballot", "means", ""), {"1 falls 2"}),
    "moved into what goes": (Delete("votes"), Move("fees", "votes", ""), {"1 falls 2"}),
    "left out and moved": (Delete("fees"), Move("fees", "means", ""), {"1 falls 2"}),
    "replaced and moved": (Replace("fees", Clause("fees")), Move("fees", "means", ""), set()),
    "moved to two places": (Move("fees", "means", ""), Move("fees", "", ""), {"conflict"}),
    "moved to one place": (Move("fees", "means", ""), Move("fees", "means", ""), {"same"}),
    "each below the other": (Move("aims", "means", ""), Move("means", "aims", ""), {"conflict"}),
    "moved and reworded": (Move("fees", "means", ""), fee("five", "ten"), set()),
    "wrapped and reworded": (Wrap("fees", NEW), fee("five", "ten"), set()),
    "wrapped in two ways": (Wrap("fees", Clause("n1")), Wrap("fees", Clause("n2", "item")), {"conflict"}),
    "wrapped alike": (Wrap("fees", Clause("n1")), Wrap("fees", Clause("n2")), {"same"}),
    "left out and wrapped": (Delete("fees"), Wrap("fees", Clause("n1")), {"1 falls 2"}),
    "relabelled in two ways": (Relabel("fees", "1A"), Relabel("fees", "1B"), {"conflict"}),
    "left out and relabelled": (Delete("aims"), Relabel("fees", "1B"), {"1 falls 2"}),
    "beside a moved clause": (Move("fees", "", "aims"), Insert("", "aims", NEW), {"touching"}),
}


@pytest.mark.parametrize(("one", "two", "kinds"), CASES.values(), ids=CASES)
def test_two_edits_meet_as_the_table_says(one: Edit, two: Edit, kinds: set[str]) -> None:
    assert between(one, two) == kinds
    found = relations(PLAN, [amendment(1, one), amendment(2, two)])
    for known, asked in ((amendment(1, one), amendment(2, two)), (amendment(2, two), amendment(1, one))):
        index = Index(PLAN)
        index.add(known)
        assert index.against(asked) == found


def test_carried_words_close_the_clause_around_them_where_the_rules_say_so() -> None:
    words, out = fee("five", "ten"), Delete("aims")
    assert between(words, out) == {"2 falls 1"}
    assert between(words, out, closed_words=True) == {"2 falls 1", "1 falls 2"}
    assert between(words, out, closed_words=True, reopen_by_larger=True) == {"2 falls 1"}
    assert fallen(relations(PLAN, [amendment(1, words), amendment(2, out)], closed_words=True), [1], [2]) == {
        2: 1
    }
    assert fallen(relations(PLAN, [amendment(1, words), amendment(2, out)]), [1], [2]) == {}


def test_a_relation_names_the_clause_and_what_falls() -> None:
    many = amendment(2, fee("five", "ten"), Relabel("aims", "A"))
    assert relations(PLAN, [many, amendment(1, Delete("fees"))]) == (
        Relation(1, 2, "partly", "fees", (0,), 2),
    )


def test_an_amendment_does_not_fell_itself() -> None:
    assert relations(PLAN, [amendment(1, Delete("aims"), fee("five", "ten"))]) == ()


def test_whoever_is_asked_a_replaced_clause_may_be_moved() -> None:
    index = Index(PLAN)
    index.add(amendment(1, Replace("fees", Clause("fees"))))
    assert index.against(amendment(2, Move("fees", "means", ""))) == ()


def test_an_amendment_falls_once_nothing_of_it_is_left() -> None:
    many = amendment(3, fee("five", "ten"), Relabel("note", "A"))
    found = relations(PLAN, [many, amendment(1, Delete("fees")), amendment(2, Delete("means"))])
    assert fallen(found, [1], [2, 3]) == {}
    assert fallen(found, [1, 2], [3]) == {3: 1}
    assert fallen(found, [3], [1, 2]) == {}


def test_two_versions_of_one_new_clause_meet_once_whoever_is_asked() -> None:
    fragment = Clause("b", children=(Clause("a"), Clause("c")))
    one = amendment(1, Insert("", "", fragment))
    two = amendment(2, Insert("", "aims", replace(fragment, children=(Clause("c"), Clause("a", body="x")))))
    three = amendment(3, Insert("", "aims", Clause("c")), Insert("means", "", Clause("a")))
    found = relations(PLAN, [one, two, three])
    assert [(e.a, e.b, e.place) for e in found if e.kind == "alternatives"] == [
        (1, 2, "a"),
        (1, 3, "a"),
        (1, 3, "c"),
        (2, 3, "a"),
        (2, 3, "c"),
    ]
    for each in (one, two, three):
        index = Index(PLAN)
        for other in (one, two, three):
            if other is not each:
                index.add(other)
        assert set(index.against(each)) == {told for told in found if each.number in (told.a, told.b)}


def test_what_collides_with_the_carried_falls_and_says_why() -> None:
    found = relations(PLAN, [amendment(4, fee("five", "ten")), amendment(7, fee("five", "six"))])
    assert fallen(found, [7], [4]) == {4: 7}
    assert fallen(found, [4], [7]) == {7: 4}
    assert fallen(found, [], [4, 7]) == {}


def test_a_sweep_over_what_others_insert_never_falls_whole() -> None:
    said = Sweep("five", "ten", inserted=True)
    swept = amendment(2, replace(fee("five", "ten"), sweep=1), sweeps=(said,))
    found = relations(PLAN, [amendment(1, Delete("fees")), swept])
    assert [(each.kind, each.of) for each in found] == [("partly", 2)]
    assert fallen(found, [1], [2]) == {}


def test_amendments_to_an_amendment_meet_among_themselves_and_fall_with_it() -> None:
    first = amendment(1, fee("five", "ten or more"))
    content = content_of(first).digest
    ours = [
        Amendment(number, content, (Reword("edit-1", "body", 0, 3, "ten", new),), amends=1)
        for number, new in ((3, "six"), (4, "seven"))
    ]
    other = amendment(2, fee("five", "eight"))
    index = Index(PLAN)
    for each in (first, other, *ours):
        index.add(each)
    assert {(each.a, each.b, each.kind) for each in index.relations()} == {
        (1, 2, "conflict"),
        (3, 4, "conflict"),
    }
    assert fallen(index, [2], [1, 3, 4]) == {1: 2, 3: 1, 4: 1}
    assert fallen(index, [3], [1, 2, 4]) == {4: 3}


def test_a_move_that_would_close_a_circle_falls() -> None:
    text = Revision("", tuple(Clause(id) for id in "abcd"))
    index = Index(text)
    for number, id, to in ((1, "a", "b"), (2, "b", "c"), (3, "c", "a"), (4, "d", "a")):
        index.add(Amendment(number, text.digest, (Move(id, to, ""),)))
    assert {each.kind for each in index.relations()} == {"touching"}
    assert fallen(index, [1, 2], [3, 4]) == {3: 1}
    assert fallen(index, [1, 3], [2, 4]) == {2: 1}
    assert fallen(index, [2, 3], [1]) == {1: 2}
    assert fallen(index, [1], [2, 3, 4, 9]) == {}


def test_an_index_refuses_a_number_twice_and_an_amendment_to_none() -> None:
    index = Index(PLAN)
    index.add(amendment(1, Delete("fees")))
    with pytest.raises(BadText, match="amendment 1: its number is taken"):
        index.add(amendment(1, Delete("votes")))
    with pytest.raises(BadText, match="amendment 9"):
        index.add(amendment(2, Delete("edit-1"), amends=9))
    with pytest.raises(BadText, match="has no clause nowhere"):
        index.add(amendment(3, Delete("nowhere")))


@given(assemblies())
def test_an_index_finds_what_comparing_each_with_each_finds(world) -> None:
    base, found = world
    told = relations(base, found)
    for a in found:
        for b in found:
            kinds = {each.kind for each in told if (each.a, each.b) == (a.number, b.number)}
            if a.number < b.number:
                assert kinds & {"conflict", "alternatives", "same", "touching"} == by_hand.pairs(base, a, b)
            gone = {
                place for each in told if (each.a, each.b) == (a.number, b.number) for place in each.edits
            }
            assert gone == (by_hand.falling(base, a, b) if a is not b else set())


@given(assemblies())
def test_one_against_all_is_told_what_all_are_told_of_it(world) -> None:
    base, found = world
    *others, one = found
    index, full = Index(base, closed_words=True), relations(base, found, closed_words=True)
    for each in others:
        index.add(each)
    mine = tuple(each for each in full if one.number in (each.a, each.b))
    assert index.against(one) == mine
    index.add(one)
    assert index.against(one) == mine
    assert index.relations() == full
