"""Examples about complaints and what follows from them: whatever they say, they come out or they do not."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.procedure.examples import run
from folkmoot.procedure.machines import MACHINES
from folkmoot.procedure.trial import SAME
from folkmoot.procedure.trial import STEPS as PLAYED
from folkmoot.rulebook.book import Rulebook
from folkmoot.rulebook.parse import parse
from folkmoot.rulebook.starters import starter
from folkmoot.rulebook.steps import STATES, STEPS

NETWORK = starter("network")
LAW = NETWORK.partition("```examples")[0] + "".join(
    part.partition("\n```\n")[2] for part in NETWORK.split("```examples")[1:]
)
SAID = (
    "a complaint of harassment is filed",
    "a complaint of money 500 days ago is filed",
    "an adjudicator sits",
    "the adjudicator opens the case",
    "the adjudicator rejects it",
    "the complainant asks for another look",
    "the complainant withdraws it",
    "the case officer serves the charge",
    "a member serves the charge",
    "a draw is announced",
    "a panel sits",
    "a duty panel sits",
    "a jury sits",
    "the subject replies",
    "the subject replies and asks for a hearing",
    "the subject asks for 7 more days",
    "the panel fixes a hearing for day 60",
    "the hearing is held",
    "the panel agrees on warning",
    "2 of the panel agree on rights limit",
    "the subject appeals",
    "the subject makes a statement",
    "the case officer says what the appeal lacks",
    "the appeal panel upholds the decision",
    "a precaution is asked for",
    "the treasurer acts at once",
    "a member joins in",
    "the duty panel grants it",
    "the duty panel grants it unheard",
    "the case officer asks that it be renewed",
    "the duty panel keeps it",
    "a review of an exclusion by this body is applied for",
    "the case officer discloses the whole file",
    "the case officer discloses nothing",
    "the applicant comments on the file",
    "the panel restores it",
    "a comment is flagged as a threat",
    "the moderator holds it back",
    "the moderator labels it",
    "the author appeals to a jury",
    "the jury restores it",
    "a motion is tabled",
    "nothing more happens",
)


def book_with(example: str) -> Rulebook:
    return parse(f"{LAW.rstrip()}\n\n```examples\n{example}\n```\n")


def outcome(given_: str, when: str, then: str) -> list[str]:
    said = run(book_with(f"given {given_}\nwhen {when}\nthen it is {then}"))
    return [fault.says.removeprefix("This example does not hold: ") for fault in said]


def test_every_kind_of_step_can_be_played_and_every_state_is_one_that_something_comes_to() -> None:
    assert set(PLAYED) == set(STEPS) - {"branch"}
    known = {state.name for machine in MACHINES for state in machine.states}
    assert {name for state in STATES for name in SAME.get(state, (state,))} <= known


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(SAID), st.integers(min_value=0, max_value=30)), min_size=1, max_size=9
    ),
    st.integers(min_value=1, max_value=40),
)
def test_whatever_is_said_in_whatever_order_comes_out_or_is_a_fault(
    steps: list[tuple[str, int]], members: int
) -> None:
    day, said = 0, []
    for what, later in steps:
        day += later
        said.append(f"{what} {'until' if what.startswith('nothing') else 'on'} day {day}")
    *first, last = [f"a branch of {members} members" if members > 1 else "a branch of 1 member", *said]
    outcome("; ".join(first), last, "allowed")


BROUGHT = "a branch of 40 members; a complaint of harassment is filed on day 0"
OPEN = f"{BROUGHT}; an adjudicator sits on day 1; the adjudicator opens the case on day 2"
SERVED = f"{OPEN}; the case officer serves the charge on day 3"
DECIDED = (
    f"{SERVED}; a draw is announced on day 4; a panel sits on day 10"
    "; the subject replies on day 20; the panel agrees on warning on day 22"
)


@pytest.mark.parametrize(
    ("given_", "when", "says"),
    [
        (BROUGHT, "nothing more happens until day 3", "it comes out as: received"),
        (
            BROUGHT,
            "a panel sits on day 1",
            "it comes out as refused: What is drawn here is an adjudicator.  ",
        ),
        (
            f"{BROUGHT}; a precaution is asked for on day 1",
            "the jury upholds it on day 2",
            "it comes out as refused: This step is about a proceeding of another kind (moderation)."
            " The example speaks of case/1/interim/1. ",
        ),
    ],
)
def test_an_example_of_a_case_that_does_not_hold_says_what_comes_out(
    given_: str, when: str, says: str
) -> None:
    assert outcome(given_, when, "ended") == [says]


@pytest.mark.parametrize(
    ("given_", "when", "then"),
    [
        (f"{BROUGHT}; an adjudicator sits on day 1; the adjudicator rejects it on day 2",
         "the complainant asks for another look on day 9", "received again"),
        (OPEN, "the complainant withdraws it on day 3", "allowed"),
        (f"{SERVED}; a precaution is asked for on day 3; a duty panel sits on day 4; "
         "the duty panel grants it on day 5; the case officer asks that it be renewed on day 25; "
         "a duty panel sits on day 26", "the duty panel keeps it on day 27", "in force"),
        (f"{DECIDED}; the subject appeals on day 30; a draw is announced on day 31; a panel sits on day 40; "
         "the subject makes a statement on day 42", "the appeal panel upholds the decision on day 55",
         "upheld"),
        (f"{DECIDED}; the subject appeals on day 30", "the case officer says what the appeal lacks on day 32",
         "defective"),
    ],
)  # fmt: skip
def test_the_steps_that_the_starters_do_not_take_can_be_taken(given_: str, when: str, then: str) -> None:
    assert outcome(given_, when, then) == []


def test_the_examples_of_the_good_book_on_complaints_hold() -> None:
    vectors = Path(__file__).resolve().parents[2] / "spec" / "vectors" / "rulebook"
    book = parse((vectors / "good" / "complaints.md").read_text(encoding="utf-8"))
    assert len(book.examples) > 15
    assert run(book) == ()
