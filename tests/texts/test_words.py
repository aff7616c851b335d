"""An amendment in the words of an assembly."""

import pickle
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.sentence import Sentence
from folkmoot.texts.adopt import adopt, content_of
from folkmoot.texts.clause import Clause, Revision
from folkmoot.texts.compile import reworded, split, sweep
from folkmoot.texts.edits import Amendment, Delete, Edit, Insert, Move, Relabel, Replace, Reword, Sweep, Wrap
from folkmoot.texts.naming import Names, nth
from folkmoot.texts.words import Instruction, Wording, instructions
from texts.text_world import PLAN

NEW = Clause("new", body="Rents are fair.")


def said(*edits: Edit, base: Revision = PLAN, sweeps: tuple[Sweep, ...] = ()) -> list[str]:
    return [str(each.sentence) for each in told(*edits, base=base, sweeps=sweeps)]


def told(*edits: Edit, base: Revision = PLAN, sweeps: tuple[Sweep, ...] = ()) -> tuple[Instruction, ...]:
    return instructions(base, Amendment(7, base.digest, edits, 0, sweeps))


def one_clause(body: str) -> Revision:
    return Revision("", (Clause("a", body=body),))


def typed(old: str, new: str) -> str:
    """What is said where somebody types over the only clause of a text."""
    (sentence,) = said(*reworded("a", "body", old, new), base=one_clause(old))
    return sentence.removeprefix("In clause 1, ")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Members may vote.", "Members must vote.", "leave out “may” and insert “must”."),
        ("Members may always vote.", "Members may vote.", "leave out “always”."),
        ("Members vote.", "All Members vote.", "at the beginning insert “All”."),
        ("Members vote.", "Members and guests vote.", "after “Members” insert “and guests”."),
        ("Members vote.", "Members vote. So do guests.", "at the end insert “So do guests.”"),
        ("Members vote.", "Nobody knows.", "leave out “Members vote” and insert “Nobody knows”."),
        ("Members vote", "Nobody knows", "leave out all the words and insert “Nobody knows”."),
        ("Members vote", "", "leave out all the words."),
        ("", "Members vote", "insert “Members vote”."),
        ("One. The end.", "One. The middle. The end.", "after “One.” insert “The middle.”"),
        ("One, or two, or three.", "One or two, or three.", "leave out the first “,” (in “One, or two”)."),
        ("One vote, or two.", "One vote or two.", "leave out “,” (in “One vote, or two”)."),
        (
            "Each may ask, and each may act.",
            "Each may ask, and each must act.",
            "leave out the second “may” (in “and each may act”) and insert “must”.",
        ),
        (
            " ".join(["may"] * 30),
            " ".join([*["may"] * 7, "must", *["may"] * 22]),
            "leave out the eighth “may” (in “may may may may may”) and insert “must”.",
        ),
        (
            "One two three four. One two three four.",
            "One two three four. None.",
            "leave out the second “One two three four” and insert “None”.",
        ),
        ("a b a b a b a b a b a b a", "a b a b a b a x b a b a b a", "after the fourth “a” insert “x”."),
    ],
)
def test_what_somebody_typed_is_said_in_words(old: str, new: str, expected: str) -> None:
    assert typed(old, new) == expected


def test_no_word_is_cut_even_where_an_edit_cuts_one() -> None:
    base = one_clause("Every member votes.")
    assert said(Reword("a", "body", 12, 12, "", "ship"), base=base) == [
        "In clause 1, leave out “member” and insert “membership”."
    ]
    assert said(Reword("a", "body", 6, 10, "memb", "numb"), base=base) == [
        "In clause 1, leave out “member” and insert “number”."
    ]
    assert said(Reword("a", "body", 8, 12, "mber", "mory"), base=base) == [
        "In clause 1, leave out “member” and insert “memory”."
    ]


def test_many_words_are_given_by_how_they_begin_and_end() -> None:
    old = " ".join(f"w{number}" for number in range(40)) + " end"
    base = one_clause(old)
    assert said(Reword("a", "body", 0, len(old) - 4, old[:-4], "All"), base=base) == [
        "In clause 1, leave out the 40 words that begin “w0 w1 w2” and end “w37 w38 w39” and insert “All”."
    ]


def test_an_occurrence_inside_another_is_shown_with_its_neighbours() -> None:
    base = one_clause("so so so so")
    assert said(Reword("a", "body", 3, 8, "so so", ""), base=base) == [
        "In clause 1, leave out “so so” (in “so so so so”)."
    ]


def test_several_rewordings_of_one_clause_are_one_list() -> None:
    found = told(
        Reword("votes", "tail", 13, 22, "two years", "one year"),
        Reword("votes", "body", 0, 3, "The", "This"),
        Reword("votes", "body", 17, 24, "elected", "chosen"),
    )
    assert len(found) == 1
    assert found[0].sentence == (
        "In clause 1.2: (a) leave out “The” and insert “This”; (b) leave out “elected” and insert “chosen”;"
        " (c) in the closing words, leave out “two years” and insert “one year”."
    )
    assert [(part.field, part.old, part.new, part.edit) for part in found[0].parts] == [
        ("body", "The", "This", 1),
        ("body", "elected", "chosen", 2),
        ("tail", "two years", "one year", 0),
    ]
    assert (found[0].kind, found[0].clause, found[0].label, found[0].edits) == (
        "reword",
        "votes",
        "1.2",
        (0, 1, 2),
    )


def test_a_heading_and_closing_words_are_called_so() -> None:
    assert said(*reworded("aims", "heading", "Aims", "Our aims")) == [
        "In the heading of section 1, leave out all the words and insert “Our aims”."
    ]
    assert said(*reworded("votes", "tail", "and sits for two years.", "and sits for a year.")) == [
        "In the closing words of clause 1.2, leave out “two years” and insert “a year”."
    ]
    both = said(
        *reworded("aims", "heading", "Aims", "Our aims"), Reword("aims", "body", 0, 5, "These", "Those")
    )
    assert both == [
        "In section 1: (a) in the heading, leave out all the words and insert “Our aims”;"
        " (b) leave out “These” and insert “Those”."
    ]


def test_references_are_quoted_as_numbers() -> None:
    note = PLAN.by_id["note"].body
    edits = reworded("note", "body", note, note.replace("votes", "homes"))
    assert said(*edits) == ["In the paragraph after clause 2.1, leave out “1.2” and insert “1.1”."]
    edits = reworded("note", "body", note, note.replace("votes", "unknown"))
    assert said(*edits)[0].endswith("insert “{clause:unknown}”.")


def test_a_divided_clause_is_one_instruction() -> None:
    edits = split(PLAN, "paper", "body", 30, "paper-2")
    (found,) = told(*edits)
    assert found.sentence == (
        "Divide clause 2.1 after “committee prints a paper.”: what follows becomes a clause of its own."
    )
    assert (found.kind, found.edits, found.content[0].id) == ("divide", (0, 1), "paper-2")
    other = Insert("means", "paper", Clause("other", body="Something else."))
    assert said(edits[0], other) == [
        "In clause 2.1, leave out “It is sent to all members.”",
        "After clause 2.1, insert the following clause.",
    ]


def test_clauses_are_inserted_after_before_and_under_others() -> None:
    assert said(Insert("aims", "homes", NEW)) == ["After clause 1.1, insert the following clause."]
    assert said(Insert("aims", "", NEW)) == ["Before clause 1.1, insert the following clause."]
    assert said(Insert("fees", "", replace(NEW, kind="item"))) == [
        "Under clause 1.3, insert the following item."
    ]
    assert said(Insert("", "", replace(NEW, kind="section"))) == [
        "Before section 1, insert the following section."
    ]
    assert said(Insert("", "", NEW), base=Revision("", ())) == ["Insert the following clause."]
    assert said(Insert("aims", "fees", replace(NEW, kind="motto"))) == [
        "After clause 1.3, insert the following motto."
    ]


def test_several_clauses_in_one_gap_are_one_instruction() -> None:
    both = [Insert("aims", "homes", replace(NEW, id=id)) for id in ("m", "n")]
    (found,) = told(*both)
    assert found.sentence == "After clause 1.1, insert the following 2 clauses."
    assert ([each.id for each in found.content], found.clause, found.edits) == (["m", "n"], "homes", (0, 1))
    mixed = said(both[0], replace(both[1], clause=replace(NEW, id="n", kind="table")))
    assert mixed == ["After clause 1.1, insert the following 2 clauses."]


def test_clauses_are_left_out_alone_and_in_rows() -> None:
    assert said(Delete("homes")) == ["Leave out clause 1.1."]
    assert said(Delete("ballot"), Delete("branch")) == ["Leave out clauses 1.2(a) and 1.2(b)."]
    assert said(Delete("fees"), Delete("votes"), Delete("homes")) == ["Leave out clauses 1.1 to 1.3."]
    assert said(Delete("homes"), Delete("fees")) == ["Leave out clause 1.1.", "Leave out clause 1.3."]
    assert said(Delete("rows"), Delete("note")) == [
        "Leave out the table after clause 2.1.",
        "Leave out the paragraph after clause 2.1.",
    ]


def test_a_clause_is_replaced() -> None:
    (found,) = told(Replace("fees", replace(NEW, id="fees")))
    assert found.sentence == "Leave out clause 1.3 and insert the following clause."
    assert (found.kind, found.content) == ("replace", (replace(NEW, id="fees"),))


def test_a_clause_is_moved_after_before_and_into_others() -> None:
    assert said(Move("fees", "means", "paper")) == ["Move clause 1.3 to after clause 2.1."]
    assert said(Move("fees", "aims", "")) == ["Move clause 1.3 to before clause 1.1."]
    assert said(Move("homes", "aims", "")) == ["Move clause 1.1 to before clause 1.2."]
    assert said(Move("homes", "fees", "")) == ["Move clause 1.1 into clause 1.3."]
    assert said(Move("aims", "", ""), base=Revision("", (PLAN.clauses[0],))) == [
        "Move section 1 to the beginning."
    ]


def test_what_a_clause_says_becomes_its_first_part() -> None:
    wrap = Wrap("fees", Clause("inner", "item"))
    assert said(wrap, Insert("fees", "inner", replace(NEW, kind="item"))) == [
        "Make what clause 1.3 says its first item.",
        "Below what clause 1.3 says now, insert the following item.",
    ]
    assert said(Wrap("fees", Clause("inner", "item", "(1)"))) == ["Number what clause 1.3 says as its “(1)”."]
    assert said(wrap, Move("homes", "fees", "inner"))[0] == "Move clause 1.1 to after clause 1.3."


def test_a_clause_gets_another_number() -> None:
    assert said(Relabel("fees", "2A")) == ["Number clause 1.3 as “2A”."]
    assert said(Relabel("fees", "")) == ["Leave out the number of clause 1.3."]
    assert said(Relabel("fees", None)) == ["Number clause 1.3 by its place."]


def test_a_sweep_says_how_many_places_it_found_and_how_many_were_struck_off() -> None:
    asked = Sweep("committee", "panel", struck=(("paper", "body", 4),))
    edits = sweep(PLAN, asked, 1)
    (found,) = told(*edits, sweeps=(asked,))
    assert found.sentence == "Everywhere “committee”, say “panel” (4 places, 1 struck off)."
    assert (found.old, found.new, found.count, found.struck) == ("committee", "panel", 4, 1)
    assert found.edits == (0, 1, 2)
    alone = Sweep("secret", "", inserted=True)
    assert said(*sweep(PLAN, alone, 1), sweeps=(alone,)) == [
        "Everywhere, leave out “secret” (1 place). So also in what other amendments insert."
    ]


def test_instructions_stand_in_the_order_of_the_text_and_sweeps_last() -> None:
    asked = Sweep("five", "ten")
    found = said(
        *sweep(PLAN, asked, 1),
        Delete("note"),
        Insert("", "aims", replace(NEW, kind="section")),
        Insert("", "", replace(NEW, id="other", kind="section")),
        Relabel("homes", "A"),
        Insert("aims", "", replace(NEW, id="third")),
        sweeps=(asked,),
    )
    assert [sentence.split(",")[0] for sentence in found] == [
        "Before section 1",
        "Before clause 1.1",
        "Number clause 1.1 as “A”.",
        "After section 1",
        "Leave out the paragraph after clause 2.1.",
        "Everywhere “five”",
    ]


SEVEN = Amendment(7, PLAN.digest, (Reword("homes", "body", 8, 11, "may", "must"),))
ASKED = Sweep("committee", "panel")
BOTH = Amendment(
    7,
    PLAN.digest,
    (
        *SEVEN.edits,
        Insert("aims", "fees", replace(NEW, children=(Clause("why", "item"), Clause("how")))),
        Insert("", "", Clause("top", "section")),
        Insert("votes", "", Clause("below", "item")),
        *sweep(PLAN, ASKED, 1),
    ),
    0,
    (ASKED,),
)


def in_seven(amended: Amendment, *edits: Edit, known: bool = True) -> list[str]:
    content = content_of(amended)
    eight = Amendment(8, content.digest, edits, 7)
    more = (amended, PLAN) if known else ()
    return [str(each.sentence) for each in instructions(content, eight, *more)]


def test_an_amendment_to_an_amendment_says_which_it_amends() -> None:
    assert in_seven(SEVEN, Reword("edit-1", "body", 0, 4, "must", "shall")) == [
        "In amendment 7, leave out “must” and insert “shall”."
    ]
    assert in_seven(SEVEN, Delete("edit-1")) == ["Leave out all of amendment 7."]


def test_parts_of_an_amendment_are_named_by_what_they_are_about() -> None:
    assert in_seven(BOTH, Reword("edit-1", "body", 0, 4, "must", "shall")) == [
        "In amendment 7, in the part on clause 1.1, leave out “must” and insert “shall”."
    ]
    assert in_seven(BOTH, Reword("new", "body", 10, 14, "fair", "low"), Delete("edit-1")) == [
        "In amendment 7, leave out the part on clause 1.1.",
        "In amendment 7, in the part on what follows clause 1.3, in the new clause,"
        " leave out “fair” and insert “low”.",
    ]
    assert in_seven(BOTH, Delete("edit-3"), Delete("edit-4")) == [
        "In amendment 7, leave out part 3.",
        "In amendment 7, leave out the part on clause 1.2.",
    ]
    assert in_seven(BOTH, Delete("edit-1"), Delete("edit-2"), known=False) == [
        "In amendment 7, leave out part 1.",
        "In amendment 7, leave out part 2.",
    ]


def test_what_an_amendment_inserts_is_amended_by_its_place_there() -> None:
    assert in_seven(BOTH, Delete("why"), Insert("new", "how", Clause("k", "item")), Delete("new")) == [
        "In amendment 7: Leave out the new clause.",
        "In amendment 7: Leave out item (a) of the new clause.",
        "In amendment 7: After the first clause of the new clause, insert the following item.",
    ]


def test_what_stands_for_an_edit_is_called_by_its_amendment() -> None:
    assert Names(content_of(SEVEN), Sentence("amendment 7")).of("edit-1") == "amendment 7"


def test_the_words_of_a_sweep_can_be_amended_and_places_struck_off() -> None:
    assert in_seven(BOTH, Reword("sweep-1", "body", 0, 5, "panel", "board"), Delete("edit-5")) == [
        "In amendment 7, in the part on “committee”, leave out “panel” and insert “board”.",
        "In amendment 7, strike off the place in clause 1.1.",
    ]


def test_clauses_without_a_number_are_named_by_their_heading_or_counted() -> None:
    many = [Clause(f"x{number}", "flush") for number in range(12)]
    names = Names(
        Revision(
            "",
            (
                Clause("p", "section", "", heading="Preamble"),
                Clause("f", "flush"),
                Clause("g", "flush"),
                Clause("s", "section", children=(Clause("t", "table"), Clause("c"), *many)),
                Clause("o", "clause", "Article 3"),
                Clause("d", "section", "25-101", children=(Clause("e", "clause", "(2A)"),)),
                Clause("m", "motto", "M1"),
                Clause("i", "item"),
            ),
        )
    )
    assert [str(names.of(id)) for id in ("p", "f", "g", "t", "x0", "x1", "x11", "o", "e", "m", "i")] == [
        "the section “Preamble”",
        "the first paragraph",
        "the second paragraph",
        "the first table of section 1",
        "the paragraph after clause 1.1",
        "the second paragraph after clause 1.1",
        "the number 12 paragraph after clause 1.1",
        "Article 3",
        "section 25-101(2A)",
        "motto M1",
        "item (a)",
    ]
    assert nth(11) == "number 11"


def test_a_phrase_keeps_what_it_is_made_of() -> None:
    (found,) = told(Relabel("fees", "2A"))
    again = pickle.loads(pickle.dumps(found.sentence))
    assert (again, again.template) == (found.sentence, "Number {place} as “{label}”.")
    assert isinstance(again.values["place"], Sentence)
    assert again.values["place"].template == "{kind} {number}"


def test_one_wording_serves_many_amendments() -> None:
    wording = Wording(PLAN)
    assert wording.of(SEVEN) == instructions(PLAN, SEVEN)
    assert wording.of(BOTH) == instructions(PLAN, BOTH)


@given(st.lists(st.sampled_from(["may", "must", "the", ",", ".", "so"]), max_size=9).map(" ".join), st.data())
def test_every_edit_of_words_is_said_once(words: str, data: st.DataObject) -> None:
    new = data.draw(st.lists(st.sampled_from(["may", "shall", ",", "."]), max_size=9).map(" ".join))
    base = one_clause(words)
    edits = reworded("a", "body", words, new)
    found = told(*edits, base=base)
    assert sorted(at for each in found for at in each.edits) == list(range(len(edits)))
    assert adopt(base, [Amendment(7, base.digest, edits)]).revision.by_id["a"].body == new
