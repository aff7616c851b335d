"""What became of each clause between two revisions, with ids and without."""

from dataclasses import replace

from hypothesis import given

from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.compare import Change, Comparison, compare
from folkmoot.texts.labels import labels
from folkmoot.texts.matching import matched
from folkmoot.texts.page import page
from folkmoot.texts.plain import read_plain
from texts.text_world import PLAN, revisions

AIMS, MEANS = PLAN.clauses
HOMES, VOTES, FEES = AIMS.children


def with_aims(*children: Clause, body: str = AIMS.body) -> Revision:
    return Revision(PLAN.title, (replace(AIMS, children=children, body=body), MEANS))


def kinds(comparison: Comparison) -> dict[str, tuple[str, ...]]:
    return {change.clause: change.kinds for change in comparison.changes}


def change(new: Revision, id: str, old: Revision = PLAN) -> Change:
    return next(each for each in compare(old, new).changes if each.clause == id)


def test_a_text_does_not_differ_from_itself() -> None:
    assert compare(PLAN, PLAN) == Comparison((), (), {})
    assert compare(PLAN, PLAN).empty


def test_a_new_clause_renumbers_those_after_it_and_changes_none() -> None:
    found = compare(PLAN, with_aims(HOMES, Clause("rents", body="Rents are fair."), VOTES, FEES))
    assert kinds(found) == {"rents": ("new",)}
    assert found.renumbered == {
        "votes": ("1.2", "1.3"),
        "ballot": ("1.2(a)", "1.3(a)"),
        "branch": ("1.2(b)", "1.3(b)"),
        "fees": ("1.3", "1.4"),
    }
    assert found.changes[0].new_label == "1.2"
    assert [(run.kind, run.text) for run in found.changes[0].fields["body"]] == [("in", "Rents are fair.")]


def test_a_clause_that_is_gone_stands_after_what_stood_before_it() -> None:
    found = compare(PLAN, with_aims(HOMES, FEES))
    assert [each.clause for each in found.changes] == ["votes", "ballot", "branch"]
    assert {each.kinds for each in found.changes} == {("gone",)}
    assert found.changes[0].old_label == "1.2"
    assert set(found.changes[0].fields) == {"body", "tail"}
    assert [each.clause for each in compare(PLAN, Revision(PLAN.title, (MEANS,))).changes][0] == "aims"


def test_of_clauses_that_changed_places_the_fewest_are_moved() -> None:
    assert kinds(compare(PLAN, with_aims(FEES, HOMES, VOTES))) == {"fees": ("moved",)}


def test_a_clause_under_another_is_moved_and_what_hangs_under_it_is_not() -> None:
    new = Revision(
        PLAN.title,
        (replace(AIMS, children=(HOMES, FEES)), replace(MEANS, children=(*MEANS.children, VOTES))),
    )
    found = compare(PLAN, new)
    assert kinds(found) == {"votes": ("moved",)}
    assert (found.changes[0].old_label, found.changes[0].new_label) == ("1.2", "2.2")


def test_a_clause_may_be_moved_relabelled_and_reworded_at_once() -> None:
    dear = replace(FEES, label="1.1A", body="The fee is ten pounds a year.")
    found = change(with_aims(dear, HOMES, VOTES), "fees")
    assert found.kinds == ("moved", "relabelled", "reworded")
    assert [(run.kind, run.text) for run in found.fields["body"] if run.kind != "same"] == [
        ("out", "five"),
        ("in", "ten"),
    ]


def test_words_before_and_after_the_list_and_in_the_heading_are_told_apart() -> None:
    new = with_aims(HOMES, replace(VOTES, heading="Votes", tail="and sits for one year."), FEES)
    assert set(change(new, "votes").fields) == {"heading", "tail"}


def test_another_title_is_said() -> None:
    found = compare(PLAN, Revision("The Plan", PLAN.clauses))
    assert [run.kind for run in found.title] == ["same", "out"]
    assert not found.empty


@given(revisions(), revisions())
def test_every_clause_that_differs_is_named_and_no_other(old: Revision, new: Revision) -> None:
    found = kinds(compare(old, new))
    for id in {*old.by_id, *new.by_id}:
        if id not in new.by_id:
            assert found[id] == ("gone",)
        elif id not in old.by_id:
            assert found[id] == ("new",)
        elif replace(old.by_id[id], children=()) != replace(new.by_id[id], children=()):
            assert {"relabelled", "reworded"} & set(found[id])
        elif old.parents[id] != new.parents[id]:
            assert "moved" in found[id]


@given(revisions(), revisions())
def test_what_is_moved_is_enough_to_bring_the_rest_into_its_new_order(old: Revision, new: Revision) -> None:
    moved = {id for id, what in kinds(compare(old, new)).items() if "moved" in what}
    for parent in {"", *new.by_id}:
        stayed = [
            each.id
            for each in new.under(parent)
            if old.parents.get(each.id) == parent and each.id not in moved
        ]
        assert stayed == sorted(stayed, key=lambda id: old.places[id])


def test_texts_without_ids_are_matched_by_their_words() -> None:
    new = with_aims(
        Clause("rents", body="Rents are fair."),
        FEES,
        replace(HOMES, body=HOMES.body.replace("may give", "must give")),
        VOTES,
    )
    one, other = (read_plain(page(each, ids=False)).revision for each in (PLAN, new))
    found = compare(one, matched(one, other))
    said = sorted((each.kinds, (each.new or each.old or HOMES).body) for each in found.changes)
    assert said == [
        (("moved",), FEES.body),
        (("new",), "Rents are fair."),
        (("reworded",), new.by_id["homes"].body),
        (("reworded",), "This part follows 1.4."),
    ]


def test_ids_that_stand_in_both_texts_hold_whatever_the_words() -> None:
    new = with_aims(HOMES, replace(VOTES, id="other"), replace(FEES, body="Nothing like it at all."))
    found = matched(PLAN, new, known={"fees"})
    assert found.by_id["fees"].body == "Nothing like it at all."
    assert "votes" in found.by_id and "other" not in found.by_id


def test_what_matches_nothing_gets_an_id_that_the_old_text_does_not_have() -> None:
    old = Revision("", (Clause("p-1", body="One."), Clause("new-1", body="Two.")))
    new = Revision(
        "", (Clause("p-1", body="Something else altogether."), Clause("p-2", body="See {clause:p-1}."))
    )
    found = matched(old, new)
    assert [each.id for each in found.clauses] == ["new-2", "p-2"]
    assert found.clauses[1].body == "See {clause:new-2}."


def test_equal_clauses_are_matched_in_order_and_then_wherever_they_stand() -> None:
    old = Revision(
        "", tuple(Clause(id, body=body) for id, body in zip("abcd", ["X.", "Y.", "X.", "Z."], strict=True))
    )
    new = Revision(
        "", tuple(Clause(id, body=body) for id, body in zip("efgh", ["Z.", "X.", "Y.", "X."], strict=True))
    )
    assert [each.id for each in matched(old, new).clauses] == ["d", "a", "b", "c"]


@given(revisions(), revisions())
def test_matching_changes_no_word_and_no_id_is_given_twice(old: Revision, new: Revision) -> None:
    found = matched(old, new)
    assert [each.heading for each in found.walk()] == [each.heading for each in new.walk()]
    assert list(labels(found).values()) == list(labels(new).values())
    assert len(found.by_id) == len(new.by_id)


def test_what_a_page_cannot_say_of_a_clause_is_kept_while_its_number_is_the_same() -> None:
    old = Revision("", (Clause("a", "motto", "1.", body="One."), Clause("b", "motto", body="Two.")))
    new = Revision("", (Clause("c", "clause", "1.", body="One."), Clause("d", "flush", body="Two.")))
    assert matched(old, new) == old
    other = Revision("", (*new.clauses, Clause("e", body="Quite another.")))
    assert [each.kind for each in matched(old, other).clauses] == ["motto", "motto", "clause"]
    fixed = Revision("", (Clause("a", label="1", body="One."),))
    counted = Revision("", (Clause("c", body="One."), Clause("d", body="Two.")))
    assert [each.label for each in matched(fixed, counted).clauses] == [None, None]


@given(revisions(words=("", "One.", "Two two.", "Three three three."), least=1))
def test_a_text_matched_with_itself_is_itself(revision: Revision) -> None:
    assert compare(revision, matched(revision, revision)).empty
