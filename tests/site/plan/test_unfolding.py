"""From edits back to what a member would have typed: the way there and back gives the same text."""

from folkmoot.site.plan.changes import Add, Everywhere, Instead, MoveTo, Number, Split, Within, Words, kind_of
from folkmoot.site.plan.compiling import compiled
from folkmoot.site.plan.unfolding import gathered, unfolded
from folkmoot.texts.adopt import adopt
from folkmoot.texts.clause import Clause
from folkmoot.texts.edits import Amendment
from plan_world import TEXT, a_body, out

B = TEXT.by_id["b"].body
MANY = (
    a_body("Each branch must send three able delegates."),
    Split("b", B, "The chair opens the assembly.", "The chair may adjourn it.", "n-1"),
    Add("s2", "d", Clause("n-2", body="New.", children=(Clause("n-3", "item", body="point"),))),
    out("c1"),
    MoveTo("d", "s1", "a"),
    Number("c", "2A"),
    Everywhere("e", "chair", "convenor", (("b", "body", 0),), inserted=True),
)


def wording(*changes: object, number: int = 0) -> Amendment:
    found = compiled(TEXT, changes)  # type: ignore[arg-type]
    assert found.faults == ()
    return Amendment(number, TEXT.digest, found.amendment.edits, 0, found.amendment.sweeps)


def test_edits_become_changes_that_make_the_same_text() -> None:
    first = wording(*MANY)
    again = wording(*unfolded(TEXT, first))
    assert adopt(TEXT, [again]).revision == adopt(TEXT, [first]).revision


def test_every_kind_of_edit_becomes_a_change() -> None:
    more = (Within("d", Clause("n-4", "clause")), Instead("c", out("c").was, Clause("c", body="Nothing.")))
    kinds = {kind_of(each) for made in (MANY, more) for each in unfolded(TEXT, wording(*made))}
    assert kinds == {"words", "add", "out", "move", "number", "everywhere", "within", "instead"}


def test_a_sweep_keeps_the_places_that_were_struck_off() -> None:
    sweep = Everywhere("e", "chair", "convenor", (("b", "body", 1),))
    found = unfolded(TEXT, wording(sweep))
    assert [(each.find, each.struck) for each in found if isinstance(each, Everywhere)] == [
        ("chair", (("b", "body", 1),))
    ]


def test_a_composite_begins_with_all_that_can_stand_together() -> None:
    one = wording(a_body("Each branch may send three delegates."), out("c1"), number=1)
    two = wording(a_body("Each branch may send four delegates."), out("d"), number=2)
    found = gathered(TEXT, [one, two])
    assert [each.key for each in found] == ["words/a/body", "whole/c1", "whole/d"]
    assert isinstance(found[0], Words) and "three" in found[0].now


def test_what_one_source_leaves_out_is_not_changed_by_another() -> None:
    one = wording(out("c"), number=1)
    two = wording(Words("c1", "body", "yearly,", "monthly,"), number=2)
    assert [each.key for each in gathered(TEXT, [one, two])] == ["whole/c"]
    assert [each.key for each in gathered(TEXT, [two, one])] == ["words/c1/body"]


def test_what_two_put_into_one_sentence_side_by_side_is_gathered_and_of_what_collides_the_first() -> None:
    said = TEXT.by_id["d"].body
    says = (
        "The treasurer reports to the chair in spring.",
        "The treasurer, or a deputy, reports to the chair.",
        "The treasurer reports to whoever asks.",
    )
    sources = [wording(Words("d", "body", said, now), number=n) for n, now in enumerate(says, start=1)]
    (found,) = gathered(TEXT, sources)
    assert isinstance(found, Words)
    assert found.now == "The treasurer, or a deputy, reports to the chair in spring."
