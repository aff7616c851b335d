"""What becomes of an amendment when the text it amends is published anew."""

from dataclasses import replace

import pytest
from hypothesis import given

from folkmoot.texts.adopt import Collision, adopt
from folkmoot.texts.carry_over import Carry, carry_over
from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.compile import check, sweep
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
from folkmoot.texts.relations import relations
from texts.chance import assemblies
from texts.text_world import PLAN

NEW = Clause("new", "item", body="by show of hands")


def reword(id: str, old: str, new: str) -> Reword:
    start = PLAN.by_id[id].body.index(old)
    return Reword(id, "body", start, start + len(old), old, new)


def made(*edits: Edit, base: Revision = PLAN) -> Revision:
    """The text after these edits."""
    return adopt(base, [Amendment(1, base.digest, edits)]).revision


def carried(new: Revision, *edits: Edit, sweeps: tuple[Sweep, ...] = ()) -> Carry:
    amendment = Amendment(7, PLAN.digest, edits, sweeps=sweeps)
    check(PLAN, amendment)
    return carry_over(PLAN, new, amendment)


FIVE = reword("fees", "five", "ten")
CASES: dict[str, tuple[Revision, Edit, str]] = {
    "nothing changed": (PLAN, FIVE, "moved"),
    "another clause changed": (made(Delete("paper")), FIVE, "moved"),
    "other words changed": (made(reword("fees", "a year", "each year")), FIVE, "moved"),
    "words before changed": (made(reword("fees", "The fee", "What members pay")), FIVE, "moved"),
    "the neighbour changed": (made(reword("fees", "pounds", "euros")), FIVE, "moved"),
    "the words changed": (made(reword("fees", "five", "six")), FIVE, "confirm"),
    "the words are gone": (made(reword("fees", "is five pounds", "stays")), FIVE, "confirm"),
    "the words are there already": (made(reword("fees", "five", "ten")), FIVE, "already made"),
    "already there among other changes": (
        made(reword("fees", "five", "ten"), reword("fees", "year", "month")),
        FIVE,
        "already made",
    ),
    "left out already": (made(reword("fees", " five", "")), reword("fees", " five", ""), "already made"),
    "the clause is gone": (made(Delete("fees")), FIVE, "confirm"),
    "the clause was moved": (made(Move("fees", "means", "")), FIVE, "moved"),
    "the clause was wrapped": (made(Wrap("fees", Clause("w"))), FIVE, "confirm"),
    "an insertion between old words": (made(FIVE), Reword("fees", "body", 0, 0, "", "Now: "), "moved"),
    "an insertion by new words": (made(FIVE), Reword("fees", "body", 11, 11, "", "about "), "confirm"),
    "a clause comes in": (made(Delete("branch")), Insert("votes", "ballot", NEW), "moved"),
    "its neighbour is gone": (made(Delete("branch")), Insert("votes", "branch", NEW), "confirm"),
    "its neighbour was moved": (made(Move("branch", "means", "")), Insert("votes", "branch", NEW), "confirm"),
    "its neighbour was moved nearby": (
        made(Move("homes", "aims", "fees")),
        Insert("aims", "homes", NEW),
        "confirm",
    ),
    "another neighbour was moved": (made(Move("fees", "aims", "")), Insert("aims", "votes", NEW), "moved"),
    "the one before its neighbour is gone": (made(Delete("homes")), Insert("aims", "votes", NEW), "moved"),
    "its parent is gone": (made(Delete("votes")), Insert("votes", "", NEW), "confirm"),
    "it is there already": (
        made(Insert("votes", "ballot", replace(NEW, id="other"))),
        Insert("votes", "ballot", NEW),
        "already made",
    ),
    "the same came in elsewhere": (
        made(Insert("votes", "branch", replace(NEW, id="other"))),
        Insert("votes", "ballot", NEW),
        "moved",
    ),
    "its parent was wrapped": (made(Wrap("votes", Clause("w"))), Insert("votes", "", NEW), "confirm"),
    "its parent has children now": (
        made(Insert("fees", "", Clause("n"))),
        Insert("fees", "", NEW),
        "confirm",
    ),
    "words for an empty clause": (PLAN, Reword("means", "body", 0, 0, "", "x"), "moved"),
    "words for an empty clause that was wrapped": (
        made(Wrap("means", Clause("w"))),
        Reword("means", "body", 0, 0, "", "x"),
        "confirm",
    ),
    "its id is taken": (made(Insert("votes", "", Clause("new"))), Insert("votes", "ballot", NEW), "confirm"),
    "left out": (made(FIVE), Delete("votes"), "moved"),
    "left out, but it changed": (made(reword("branch", "each", "every")), Delete("votes"), "confirm"),
    "left out before": (made(Delete("votes")), Delete("ballot"), "already made"),
    "replaced": (made(FIVE), Replace("paper", Clause("paper", body="x")), "moved"),
    "replaced, but it changed": (made(FIVE), Replace("fees", Clause("fees", body="x")), "confirm"),
    "replaced, but it is gone": (made(Delete("fees")), Replace("fees", Clause("fees", body="x")), "confirm"),
    "replaced alike": (
        made(Replace("fees", Clause("fees", body="x"))),
        Replace("fees", Clause("fees", body="x")),
        "already made",
    ),
    "moved": (made(FIVE), Move("fees", "means", ""), "moved"),
    "moved there before": (
        made(Move("fees", "means", "paper")),
        Move("fees", "means", "paper"),
        "already made",
    ),
    "moved elsewhere before": (made(Move("fees", "", "")), Move("fees", "means", ""), "confirm"),
    "moved nearby before": (made(Move("fees", "aims", "")), Move("fees", "means", ""), "confirm"),
    "moved to what is gone": (made(Delete("means")), Move("fees", "means", ""), "confirm"),
    "moved, but it is gone": (made(Delete("fees")), Move("fees", "means", ""), "confirm"),
    "wrapped": (made(FIVE), Wrap("fees", Clause("w")), "moved"),
    "wrapped before": (made(Wrap("fees", Clause("w"))), Wrap("fees", Clause("w")), "already made"),
    "wrapped, but it is gone": (made(Delete("fees")), Wrap("fees", Clause("w")), "confirm"),
    "wrapped, but more hangs below": (made(Insert("votes", "", NEW)), Wrap("votes", Clause("w")), "confirm"),
    "wrapped, but the id is taken": (made(Insert("", "", Clause("w"))), Wrap("fees", Clause("w")), "confirm"),
    "relabelled": (made(FIVE), Relabel("fees", "1A"), "moved"),
    "relabelled alike": (made(Relabel("fees", "1A")), Relabel("fees", "1A"), "already made"),
    "relabelled otherwise": (made(Relabel("fees", "1B")), Relabel("fees", "1A"), "confirm"),
    "relabelled, but it is gone": (made(Delete("fees")), Relabel("fees", "1A"), "confirm"),
}


@pytest.mark.parametrize(("new", "edit", "outcome"), CASES.values(), ids=CASES)
def test_each_kind_of_edit_moves_only_past_what_does_not_touch_it(
    new: Revision, edit: Edit, outcome: str
) -> None:
    carry = carried(new, edit)
    assert carry.outcome == outcome
    assert (carry.confirm, carry.made) == {
        "moved": ((), ()),
        "confirm": ((0,), ()),
        "already made": ((), (0,)),
    }[outcome]
    if outcome == "moved":
        assert carry.amendment is not None
        assert carry.amendment.number == 7
        check(new, carry.amendment)
    else:
        assert carry.amendment is None


def test_what_moves_does_what_it_did() -> None:
    carry = carried(made(reword("fees", "The fee", "What members pay")), FIVE)
    assert carry.amendment is not None
    new = made(reword("fees", "The fee", "What members pay"))
    assert (
        adopt(new, [carry.amendment]).revision.by_id["fees"].body == "What members pay is ten pounds a year."
    )


def test_of_several_edits_those_that_moved_are_kept_and_the_others_named() -> None:
    new = made(reword("homes", "Members", "All"), Delete("note"))
    edits = (FIVE, reword("homes", "Members", "People"), Delete("note"))
    carry = carried(new, *edits)
    assert (carry.outcome, carry.confirm, carry.made) == ("confirm", (1,), (2,))
    assert carry.amendment == Amendment(7, new.digest, (FIVE,))
    carry = carried(made(Delete("note")), FIVE, Delete("note"))
    assert (carry.outcome, carry.made) == ("moved", (1,))


def test_a_wrap_and_what_comes_after_it_move_together() -> None:
    new = made(FIVE)
    carry = carried(new, Wrap("fees", Clause("w")), Insert("fees", "w", NEW))
    assert carry.outcome == "moved"
    other = carried(made(Wrap("fees", Clause("x"))), Wrap("fees", Clause("w")), Insert("fees", "w", NEW))
    assert other.outcome == "confirm"


SWEEP = Sweep("committee", "council")
PLACES = sweep(PLAN, SWEEP, 1)


def test_a_sweep_moves_with_all_its_places() -> None:
    new = made(reword("homes", "Members may", "All can"))
    carry = carried(new, *PLACES, sweeps=(SWEEP,))
    assert carry.outcome == "moved"
    assert carry.amendment is not None
    assert carry.amendment.edits == sweep(new, SWEEP, 1)
    first = PLACES[0]
    struck = replace(SWEEP, struck=((first.clause, first.field, first.start),))
    carry = carried(new, *PLACES[1:], sweeps=(struck,))
    assert carry.outcome == "moved"
    assert carry.amendment is not None
    assert carry.amendment.sweeps[0].struck == (("homes", "body", first.start - 4),)


def test_a_sweep_that_finds_new_places_asks_its_mover() -> None:
    new = made(reword("fees", "The fee", "The committee's fee"))
    carry = carried(new, FIVE, *PLACES, sweeps=(SWEEP,))
    assert (carry.outcome, carry.confirm) == ("confirm", tuple(range(1, 1 + len(PLACES))))
    assert carry.amendment is not None
    assert len(carry.amendment.edits) == 1
    assert carried(new, *PLACES, sweeps=(SWEEP,)).amendment is None
    late = Sweep("hands", "feet", inserted=True)
    carry = carried(made(Insert("", "", NEW)), sweeps=(late,))
    assert (carry.outcome, carry.confirm) == ("confirm", ())


def test_a_sweep_whose_words_were_changed_asks_its_mover() -> None:
    carry = carried(made(reword("paper", "committee", "board")), *PLACES, sweeps=(SWEEP,))
    assert (carry.outcome, carry.confirm) == ("confirm", (len(PLACES) - 1,))
    assert carry.amendment is not None
    assert carry.amendment.edits == PLACES[:-1]


@given(assemblies())
def test_what_moved_past_untouching_changes_does_on_the_new_text_what_it_did_on_the_old(world) -> None:
    base, found = world
    *others, one = found
    met = {
        number
        for told in relations(base, found)
        for number in (told.a, told.b)
        if one.number in (told.a, told.b)
    }
    others = [
        each for each in others if each.number not in met and not swept(each) and not ordered(each, one)
    ]
    try:
        new = adopt(base, others).revision
    except Collision:
        return
    carry = carry_over(base, new, one)
    if carry.outcome == "moved" and not swept(one):
        assert carry.amendment is not None
        assert adopt(new, [carry.amendment]).revision == adopt(base, [*others, one]).revision


def swept(amendment: Amendment) -> bool:
    return any(sweep.inserted for sweep in amendment.sweeps)


def ordered(one: Amendment, two: Amendment) -> bool:
    """Whether a label in one decides where in its gap a clause comes to stand that the other moves."""
    edits = [*one.edits, *two.edits]
    moved = {edit.clause for edit in edits if isinstance(edit, Move)}
    return any(isinstance(edit, Relabel) and edit.clause in moved for edit in edits)


@given(assemblies())
def test_whatever_moves_passes_the_check_on_the_new_text(world) -> None:
    base, found = world
    *others, one = found
    try:
        new = adopt(base, others).revision
    except Collision:
        return
    carry = carry_over(base, new, one)
    assert sorted({*carry.confirm, *carry.made}) == sorted([*carry.confirm, *carry.made])
    if carry.amendment is not None:
        check(new, carry.amendment)
    assert carry_over(base, base, one) == Carry("moved", replace(one, base=base.digest))


@given(assemblies())
def test_to_carry_an_amendment_to_its_own_result_is_to_find_it_made(world) -> None:
    base, found = world
    one = found[0]
    if all(isinstance(edit, Reword) for edit in one.edits) and not one.sweeps:
        new = adopt(base, [one]).revision
        assert carry_over(base, new, one).outcome in ("already made", "confirm")
