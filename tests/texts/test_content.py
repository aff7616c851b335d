"""An amendment's words as a text, and amendments to amendments."""

from dataclasses import replace

import pytest
from hypothesis import given

from folkmoot.texts.adopt import Segment, adopt, content_of, with_content
from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.compile import sweep
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
from texts.chance import assemblies
from texts.text_world import PLAN

NEW = Clause("new", "item", body="by show of hands")
SAID = Sweep("committee", "council")
PRIMARY = Amendment(
    5,
    PLAN.digest,
    (
        Reword("fees", "body", 11, 15, "five", "ten or more"),
        Insert("votes", "", NEW),
        Delete("note"),
        Replace("rows", Clause("rows", "table", body="| a |", children=(Clause("row"),))),
        Move("paper", "aims", ""),
        Wrap("homes", Clause("inner", "item")),
        Relabel("aims", "A"),
        *sweep(PLAN, SAID, 1)[2:],
    ),
    sweeps=(replace(SAID, struck=(("homes", "body", 20), ("homes", "body", 50))),),
)
CONTENT = content_of(PRIMARY)


def secondary(number: int, *edits: Edit) -> Amendment:
    return Amendment(number, CONTENT.digest, edits, amends=5)


def amended(*edits: Edit) -> Amendment:
    """The primary as one amendment to it leaves it."""
    return with_content(PRIMARY, adopt(CONTENT, [replace(secondary(6, *edits), amends=0)]).revision)


def test_each_edit_stands_as_a_clause() -> None:
    assert [clause.id for clause in CONTENT.clauses] == [
        *(f"edit-{number}" for number in range(1, 8)),
        "sweep-1",
    ]
    assert CONTENT.by_id["edit-1"] == Clause("edit-1", "reword", "", body="ten or more")
    assert CONTENT.by_id["edit-2"].children == (NEW,)
    assert CONTENT.by_id["edit-7"].body == "A"
    assert CONTENT.by_id["sweep-1"].body == "council"
    assert [clause.id for clause in CONTENT.by_id["sweep-1"].children] == ["edit-8", "edit-9"]


def test_a_content_that_was_not_amended_gives_the_amendment_back() -> None:
    assert with_content(PRIMARY, CONTENT) == PRIMARY


@given(assemblies())
def test_any_amendment_has_a_content_that_gives_it_back(world) -> None:
    for each in world[1]:
        assert with_content(each, content_of(each)) == each


def test_new_words_are_amended_word_by_word() -> None:
    edits = amended(
        Reword("edit-1", "body", 3, 11, " or more", ""), Reword("new", "body", 0, 2, "by", "on")
    ).edits
    assert edits[0] == replace(PRIMARY.edits[0], new="ten")
    assert edits[1] == Insert("votes", "", replace(NEW, body="on show of hands"))


def test_an_edit_is_taken_back_by_leaving_out_what_stands_for_it() -> None:
    assert amended(Delete("edit-3")).edits == PRIMARY.edits[:2] + PRIMARY.edits[3:]
    assert amended(Delete("new")).edits == PRIMARY.edits[:1] + PRIMARY.edits[2:]
    assert amended(Delete("rows")).edits == PRIMARY.edits[:3] + PRIMARY.edits[4:]


def test_more_is_put_in_beside_what_is_inserted() -> None:
    more = Clause("more")
    assert amended(Insert("edit-2", "new", more)).edits[1:3] == (PRIMARY.edits[1], Insert("votes", "", more))
    edits = amended(Insert("edit-6", "inner", more)).edits
    assert edits[5:7] == (PRIMARY.edits[5], Insert("homes", "inner", more))
    assert amended(Insert("edit-6", "inner", more), Delete("inner")).edits[5] == Insert(
        "homes", "inner", more
    )


def test_labels_and_replacements_are_amended_too() -> None:
    assert amended(Reword("edit-7", "body", 0, 1, "A", "B")).edits[6] == Relabel("aims", "B")
    assert amended(Relabel("inner", "(1)")).edits[5] == Wrap("homes", Clause("inner", "item", "(1)"))
    assert amended(Delete("row")).edits[3] == Replace("rows", Clause("rows", "table", body="| a |"))
    computed = Amendment(1, PLAN.digest, (Relabel("aims", None),))
    assert with_content(computed, content_of(computed)) == computed


def test_new_words_left_out_of_an_insertion_leave_nothing() -> None:
    only = Amendment(1, PLAN.digest, (Reword("fees", "body", 0, 0, "", "So: "),))
    content = content_of(only)
    bare = Revision("", (replace(content.clauses[0], body=""),))
    assert with_content(only, bare).edits == ()


def test_a_sweep_is_amended_at_all_its_places_and_struck_off_at_one() -> None:
    said = amended(Reword("sweep-1", "body", 0, 7, "council", "board"))
    assert [edit.new for edit in said.edits if isinstance(edit, Reword) and edit.sweep] == ["board", "board"]
    assert said.sweeps[0].replace == "board"
    struck = amended(Delete("edit-9"))
    assert struck.edits == PRIMARY.edits[:-1]
    assert struck.sweeps[0].struck == (("homes", "body", 20), ("homes", "body", 50), ("paper", "body", 4))
    gone = amended(Delete("sweep-1"))
    assert (gone.edits, gone.sweeps) == (PRIMARY.edits[:7], ())


def test_a_later_sweep_keeps_its_places_when_an_earlier_one_goes() -> None:
    sweeps = (Sweep("committee", "council"), Sweep("Members", "People"))
    edits = (*sweep(PLAN, sweeps[0], 1), *sweep(PLAN, sweeps[1], 2))
    two = Amendment(1, PLAN.digest, edits, sweeps=sweeps)
    content = content_of(two)
    left = with_content(two, Revision("", content.clauses[1:]))
    assert (left.edits, left.sweeps) == (sweep(PLAN, sweeps[1], 1), sweeps[1:])


def test_secondary_amendments_come_first_and_are_credited() -> None:
    first = secondary(
        6, Reword("edit-1", "body", 7, 11, "more", "less"), Insert("edit-2", "new", Clause("more", body="or"))
    )
    other = secondary(
        7, Reword("new", "body", 3, 7, "show", "sign"), Insert("new", "", Clause("deep", body="x"))
    )
    adopted = adopt(PLAN, [other, PRIMARY, first])
    assert adopted.revision.by_id["fees"].body == "The fee is ten or less pounds a year."
    five, six, seven = (frozenset({number}) for number in (5, 6, 7))
    assert adopted.segments["fees", "body"][1:3] == (Segment("ten or ", five), Segment("less", six))
    assert adopted.segments["new", "body"] == (
        Segment("by ", five),
        Segment("sign", seven),
        Segment(" of hands", five),
    )
    assert (adopted.created["new"], adopted.created["more"], adopted.created["deep"]) == (five, six, seven)
    assert adopted.changed["new"] == seven
    assert adopted.segments["more", "body"] == (Segment("or", six),)


def test_an_amendment_to_an_amendment_to_an_amendment_works_alike() -> None:
    second = secondary(6, Reword("edit-1", "body", 7, 11, "more", "far less"))
    third = Amendment(8, content_of(second).digest, (Reword("edit-1", "body", 0, 4, "far ", ""),), amends=6)
    assert "ten or less" in adopt(PLAN, [third, second, PRIMARY]).revision.by_id["fees"].body


def test_a_clause_moved_by_a_secondary_says_so() -> None:
    two = Amendment(5, PLAN.digest, (Insert("", "", Clause("a")), Insert("aims", "", Clause("b"))))
    move = Amendment(6, content_of(two).digest, (Move("b", "edit-1", "a"),), amends=5)
    adopted = adopt(PLAN, [two, move])
    assert [clause.id for clause in adopted.revision.clauses][:2] == ["a", "b"]
    assert adopted.moved == {"b": {6}}


def test_a_secondary_without_its_primary_has_no_effect() -> None:
    assert adopt(PLAN, [secondary(6, Delete("edit-1"))]).revision == PLAN


def test_secondaries_that_collide_are_refused() -> None:
    with pytest.raises(ValueError, match="amendments 6 and 7 cannot both be carried"):
        adopt(
            PLAN,
            [
                PRIMARY,
                *(
                    secondary(n, Reword("edit-1", "body", 0, 3, "ten", new))
                    for n, new in ((6, "a"), (7, "b"))
                ),
            ],
        )
