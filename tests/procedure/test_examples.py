"""The examples of rulebooks, run through the acts they speak of."""

import pytest

from folkmoot.procedure.examples import run
from folkmoot.rulebook.book import Rulebook
from folkmoot.rulebook.parse import parse
from folkmoot.rulebook.starters import STARTERS, starter


def book_with(examples: str) -> Rulebook:
    """The network's rules with these examples in the place of those on motions."""
    head, _, rest = starter("network").partition("```examples\n")
    return parse(f"{head}```examples\n{examples.strip()}\n```\n{rest.partition('```')[2].lstrip()}")


def said(examples: str) -> list[str]:
    return [fault.says.removeprefix("This example does not hold: ") for fault in run(book_with(examples))]


@pytest.mark.parametrize("name", STARTERS)
def test_every_example_of_a_starter_holds(name: str) -> None:
    book = parse(starter(name))
    assert book.examples and run(book) == ()


EARLY = (
    "Rule 4.8: This may be done once 7 days have passed from the debate."
    " They have not. Wait until 10 June 2026."
)
SECONDED = "given a branch of 30 members; a motion is tabled on day 0; 2 members second it on day 1\n"


@pytest.mark.parametrize(
    ("example", "says"),
    [
        (SECONDED + "when nothing more happens until day 2\nthen it is lapsed", "it comes out as: debate"),
        (
            SECONDED + "when the chair puts it to the vote on day 14\nthen it is refused under 4.8",
            "it comes out as allowed, and is now: at the vote",
        ),
        (
            SECONDED + "when the chair puts it to the vote on day 2\nthen it is at the vote",
            f"it comes out as refused: {EARLY}",
        ),
        (
            SECONDED + "when the chair puts it to the vote on day 2\nthen it is refused under 4.9",
            f"it comes out as refused: {EARLY}",
        ),
        (
            SECONDED + "and the chair puts it to the vote on day 2\n"
            "when nothing more happens until day 9\nthen it is lost",
            f"what it begins with is refused: {EARLY}",
        ),
        (
            "given a branch of 3 members; a motion is tabled on day 0; 2 members second it on day 1\n"
            "and the chair puts it to the vote on day 14; 4 vote for, 0 against, 0 abstain on day 15\n"
            "when the result is declared on day 29\nthen it is carried",
            "what it begins with is refused: Each member has one vote. More vote than that. ",
        ),
        (
            "given a branch of 2001 members\nwhen a motion is tabled on day 0\nthen it is tabled",
            "its branch has more than 2000 members",
        ),
        (
            "given a branch of 30 members\nwhen nothing more happens until day 1\nthen it is tabled",
            "nothing begins in it",
        ),
        (
            "given a branch of 9 members\nwhen the chair puts it to the vote on day 1\nthen it is allowed",
            "it comes out as refused: A proceeding has to begin first. None has. ",
        ),
        (
            "given a branch of 9 members\nwhen an amendment is tabled on day 1\nthen it is allowed",
            "it comes out as refused: A plan has to be published first. None is. ",
        ),
        (
            "given a branch of 9 members; a plan open for 30 days is published on day 0\n"
            "when the result is declared on day 1\nthen it is allowed",
            "it comes out as refused: A question has to be put first. None has. ",
        ),
    ],
)
def test_an_example_that_does_not_hold_says_what_comes_out(example: str, says: str) -> None:
    assert said(example) == [says]


def test_an_example_may_say_that_something_is_allowed() -> None:
    assert said(SECONDED + "when a member speaks on day 2\nthen it is allowed") == []
    assert said(SECONDED + "when the mover withdraws it on day 2\nthen it is withdrawn") == []
    assert said("given a branch of 30 members\nwhen a motion is tabled on day 0\nthen it is tabled") == []


def test_an_example_may_be_about_a_secret_ballot() -> None:
    text = starter("network").replace("[open vote]{vote.manner}", "[secret ballot]{vote.manner}")
    assert run(parse(text)) == ()


def test_an_example_may_rule_on_a_matter_decided_lately_without_a_result_to_name() -> None:
    text = starter("network").replace("(a) [contrary to these rules]{motion.ground.contrary},\n", "")
    text = (
        text.replace("(b) [not", "(a) [not")
        .replace("(c) [the same", "(b) [the same")
        .replace("(d) [an un", "(c) [an un")
    )
    assert run(parse(text)) == ()


def test_a_vote_that_is_not_open_is_refused_as_the_example_says() -> None:
    vote = "when 5 vote for, 0 against, 0 abstain on day 3\nthen it is refused under 6.3"
    assert said(SECONDED + vote) == []
    declare = "when the result is declared on day 3\nthen it is refused under 6.5"
    assert said(SECONDED + declare) == []
