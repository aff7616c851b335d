"""A text with amendments in place, and an adopted text with its changes shown."""

from dataclasses import replace

import pytest
from hypothesis import given

from folkmoot.texts.adopt import Collision, adopt, content_of
from folkmoot.texts.clause import FIELDS, BadText, Clause, Revision
from folkmoot.texts.edits import Amendment, Delete, Edit, Insert, Move, Relabel, Replace, Reword, Wrap
from folkmoot.texts.marked import Marked, MarkedClause, MarkedRun, marked
from folkmoot.texts.shown import changes_shown
from texts.chance import assemblies
from texts.text_world import PLAN

NEW = Clause("new", body="Rents are fair.", children=(Clause("why", "item", body="Why."),))
Assembly = tuple[Revision, list[Amendment]]


def by(number: int, *edits: Edit) -> Amendment:
    return Amendment(number, PLAN.digest, edits)


def of(numbers: frozenset[int]) -> str:
    return ",".join(map(str, sorted(numbers)))


def said(runs: tuple[MarkedRun, ...]) -> str:
    """The runs of a field with signs: [3-…] for what 3 leaves out, [4+…] for what 4 inserts."""
    signs = {True: lambda run: f"[{of(run.by)}+{run.text}]", False: lambda run: f"[{of(run.out)}-{run.text}]"}
    return "".join(signs[bool(run.by)](run) if run.by or run.out else run.text for run in runs)


def clause(found: Marked, id: str, stands: str = "here") -> MarkedClause:
    (one,) = [each for each in found.clauses if each.clause.id == id and each.stands == stands]
    return one


def outline(found: Marked) -> list[str]:
    signs = {"here": "", "inserted": "+", "instead": "=", "arrives": "<"}
    return [f"{'  ' * each.depth}{signs[each.stands]}{each.clause.id}" for each in found.clauses]


def test_a_text_without_amendments_is_marked_nowhere() -> None:
    found = marked(PLAN, [])
    assert found.title == PLAN.title
    assert outline(found) == [
        "aims",
        "  homes",
        "  votes",
        "    ballot",
        "    branch",
        "  fees",
        "means",
        "  paper",
        "  rows",
        "  note",
    ]
    assert [each.label for each in found.clauses][:4] == ["1", "1.1", "1.2", "(a)"]
    assert not any(each.marks for each in found.clauses)
    assert said(clause(found, "votes").fields["tail"]) == "and sits for two years."


def test_words_are_left_out_and_inserted_by_whom() -> None:
    found = marked(
        PLAN,
        [
            by(3, Reword("fees", "body", 11, 22, "five pounds", "nothing")),
            by(4, Reword("fees", "body", 11, 15, "five", "ten")),
            by(8, Reword("fees", "body", 11, 15, "five", "ten"), Reword("fees", "body", 29, 29, "", " each")),
        ],
    )
    runs = clause(found, "fees").fields["body"]
    assert said(runs) == "The fee is [3,4,8-five][4,8+ten][3- pounds][3+nothing] a year[8+ each]."
    assert clause(found, "fees").marks


def test_words_that_two_insert_at_one_place_stand_in_the_order_of_their_numbers() -> None:
    inserts = [
        by(number, Reword("fees", "body", 8, 8, "", words)) for number, words in ((9, "a "), (2, "b "))
    ]
    runs = clause(marked(PLAN, inserts), "fees").fields["body"]
    assert said(runs) == "The fee [2+b ][9+a ]is five pounds a year."


def test_neighbouring_words_that_the_same_leave_out_are_one_run() -> None:
    both = [Reword("fees", "body", 0, 3, "The", ""), Reword("fees", "body", 3, 7, " fee", "")]
    found = clause(marked(PLAN, [by(4, *both)]), "fees")
    assert found.fields["body"][0] == MarkedRun("The fee", out=frozenset({4}))
    assert found.marks


def test_an_empty_field_may_get_words() -> None:
    found = clause(marked(PLAN, [by(2, Reword("fees", "heading", 0, 0, "", "Fees"))]), "fees")
    assert said(found.fields["heading"]) == "[2+Fees]"


def test_inserted_clauses_stand_in_their_gaps_with_all_under_them() -> None:
    found = marked(
        PLAN,
        [
            by(5, Insert("aims", "homes", NEW), Insert("votes", "", Clause("first", "item"))),
            by(2, Insert("aims", "homes", replace(NEW, id="other", body="Rents are low."))),
            by(
                7,
                Insert(
                    "aims", "homes", replace(NEW, id="same", children=(replace(NEW.children[0], id="z"),))
                ),
            ),
        ],
    )
    assert outline(found)[1:8] == [
        "  homes",
        "  +other",
        "    +why",
        "  +new",
        "    +why",
        "  votes",
        "    +first",
    ]
    one = clause(found, "new", "inserted")
    assert (of(one.by), one.label, said(one.fields["body"])) == ("5,7", "", "[5,7+Rents are fair.]")


def test_one_amendment_may_insert_the_same_words_twice() -> None:
    twice = by(5, Insert("aims", "homes", Clause("m")), Insert("aims", "homes", Clause("n")))
    assert outline(marked(PLAN, [twice]))[1:5] == ["  homes", "  +m", "  +n", "  votes"]


def test_a_clause_that_is_left_out_takes_with_it_what_hangs_under_it() -> None:
    found = marked(
        PLAN, [by(4, Delete("votes")), by(6, Delete("ballot")), by(9, Replace("aims", Clause("aims")))]
    )
    assert [(each.clause.id, of(each.deleted), of(each.replaced)) for each in found.clauses[:6]] == [
        ("aims", "", "9"),
        ("homes", "", "9"),
        ("votes", "4", "9"),
        ("ballot", "4,6", "9"),
        ("branch", "4", "9"),
        ("fees", "", "9"),
    ]


def test_what_takes_the_place_of_a_clause_stands_after_it() -> None:
    found = marked(PLAN, [by(4, Replace("votes", replace(NEW, id="votes"))), by(5, Delete("votes"))])
    assert outline(found)[2:7] == ["  votes", "    ballot", "    branch", "  =votes", "    =why"]
    assert of(clause(found, "votes", "instead").by) == "4"


def test_moved_relabelled_and_wrapped_clauses_say_by_whom() -> None:
    move, label = Move("fees", "means", "paper"), Relabel("fees", "2A")
    wrap = Wrap("fees", Clause("inner", "item"))
    found = marked(PLAN, [by(4, move, label), by(5, wrap, Insert("fees", "inner", NEW)), by(6, move)])
    one = clause(found, "fees")
    assert one.moved == ((frozenset({4, 6}), move),)
    assert one.relabelled == ((frozenset({4}), label),)
    assert one.wrapped == ((frozenset({5}), wrap),)
    assert clause(found, "fees", "arrives").by == {4, 6}
    assert outline(found)[5:12] == [
        "  fees",
        "    +new",
        "      +why",
        "means",
        "  paper",
        "  <fees",
        "  rows",
    ]


def test_an_amendment_of_another_text_is_refused() -> None:
    with pytest.raises(BadText, match="anchored in another text"):
        marked(PLAN, [Amendment(3, "0" * 64, (Delete("votes"),))])


@given(assemblies())
def test_the_words_of_the_base_are_all_there_in_their_order(assembly: Assembly) -> None:
    base, amendments = assembly
    found = marked(base, amendments)
    here = [each for each in found.clauses if each.stands == "here"]
    assert [each.clause for each in here] == list(base.walk())
    for each in here:
        for field in FIELDS:
            runs = each.fields.get(field, ())
            assert "".join(run.text for run in runs if not run.by) == getattr(each.clause, field)
            assert all(run.text for run in runs)


@given(assemblies())
def test_each_letter_is_left_out_by_those_who_leave_it_out(assembly: Assembly) -> None:
    base, amendments = assembly
    for each in marked(base, amendments).clauses:
        for field, runs in each.fields.items():
            letters = [run.out for run in runs if not run.by for _ in run.text]
            for at, out in enumerate(letters if each.stands == "here" else ()):
                assert out == {
                    amendment.number
                    for amendment in amendments
                    for edit in amendment.edits
                    if isinstance(edit, Reword)
                    and (edit.clause, edit.field) == (each.clause.id, field)
                    and edit.start <= at < edit.end
                }


@given(assemblies(most=1))
def test_the_words_that_nobody_leaves_out_are_those_of_the_adopted_text(assembly: Assembly) -> None:
    base, (amendment, *_) = assembly
    found, adopted = marked(base, [amendment]), adopt(base, [amendment]).revision
    wrapped = {edit.clause for edit in amendment.edits if isinstance(edit, Wrap)}
    for each in found.clauses:
        id = each.clause.id
        if each.stands == "here" and id in adopted.by_id and not each.replaced and id not in wrapped:
            for field in FIELDS:
                kept = "".join(run.text for run in each.fields.get(field, ()) if not run.out)
                assert kept == getattr(adopted.by_id[id], field)


def shown(*amendments: Amendment, base: Revision = PLAN) -> Marked:
    return changes_shown(base, amendments, adopt(base, amendments))


def test_an_adopted_text_shows_what_was_left_out_beside_what_came() -> None:
    found = shown(
        by(
            3,
            Reword("fees", "body", 11, 15, "five", "ten"),
            Reword("fees", "body", 16, 22, "pounds", "shillings"),
        ),
        by(4, Delete("votes")),
        by(5, Insert("aims", "homes", NEW), Move("note", "aims", "fees")),
        by(6, Replace("paper", Clause("paper", body="No paper."))),
        by(7, Reword("fees", "body", 11, 15, "five", "ten")),
    )
    assert outline(found) == [
        "aims",
        "  homes",
        "  votes",
        "    ballot",
        "    branch",
        "  +new",
        "    +why",
        "  fees",
        "  note",
        "means",
        "  paper",
        "  rows",
    ]
    assert said(clause(found, "fees").fields["body"]) == (
        "The fee is [3,7-five][3,7+ten] [3-pounds][3+shillings] a year."
    )
    assert of(clause(found, "branch").deleted) == "4"
    assert said(clause(found, "branch").fields["body"]) == "[4-by each branch,]"
    assert clause(found, "note").moved == ((frozenset({5}), Move("note", "aims", "fees")),)
    assert said(clause(found, "paper").fields["body"]) == f"[6-{PLAN.by_id['paper'].body}][6+No paper.]"
    assert [each.label for each in found.clauses][7] == "1.3"


def test_words_that_were_amended_before_they_came_in_name_both() -> None:
    seven = by(7, Reword("fees", "body", 11, 22, "five pounds", "ten pounds"))
    content = content_of(seven)
    eight = Amendment(8, content.digest, (Reword("edit-1", "body", 0, 3, "ten", "six"),), 7)
    nine = Amendment(9, "0" * 64, (Delete("edit-1"),), 12)
    assert said(clause(shown(seven, eight, nine), "fees").fields["body"]) == (
        "The fee is [7-five pounds][8+six][7+ pounds] a year."
    )


def test_an_edit_that_was_taken_back_strikes_nothing() -> None:
    seven = by(7, Reword("fees", "body", 11, 15, "five", "ten"), Delete("note"))
    content = content_of(seven)
    eight = Amendment(8, content.digest, (Delete("edit-1"),), 7)
    assert said(clause(shown(seven, eight), "fees").fields["body"]) == PLAN.by_id["fees"].body


def test_the_words_of_a_wrapped_clause_are_shown_inside() -> None:
    found = shown(
        by(4, Wrap("votes", Clause("inner", "item"))),
        by(5, Reword("votes", "tail", 13, 16, "two", "ten"), Reword("votes", "heading", 0, 0, "", "Votes")),
    )
    assert said(clause(found, "inner", "inserted").fields["tail"]) == "and sits for [5-two][5+ten] years."
    assert {name: said(runs) for name, runs in clause(found, "votes").fields.items()} == {
        "heading": "[5+Votes]"
    }


@given(assemblies())
def test_a_text_with_its_changes_shown_holds_both_texts(assembly: Assembly) -> None:
    base, amendments = assembly
    carried: list[Amendment] = []
    for amendment in amendments:
        try:
            adopt(base, [*carried, amendment])
        except Collision:
            continue
        carried.append(amendment)
    adopted = adopt(base, carried)
    found = changes_shown(base, carried, adopted)
    assert [each.clause for each in found.clauses if not each.deleted] == list(adopted.revision.walk())
    gone = {each.clause.id for each in found.clauses if each.deleted}
    assert gone == base.by_id.keys() - adopted.revision.by_id.keys()
    wraps = {edit.clause for each in carried for edit in each.edits if isinstance(edit, Wrap)}
    for each in found.clauses:
        for field in FIELDS:
            runs = each.fields.get(field, ())
            kept = "".join(run.text for run in runs if not run.out)
            before = "".join(run.text for run in runs if not run.by)
            if not each.deleted:
                assert kept == getattr(each.clause, field)
            if each.clause.id in base.by_id and each.clause.id not in wraps:
                assert before == getattr(base.by_id[each.clause.id], field)
