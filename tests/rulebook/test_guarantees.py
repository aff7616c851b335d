"""The floor of guarantees, where the vectors do not reach: books that only just keep to it."""

import pytest

from folkmoot.rulebook.guarantees import FLOORS, KEPT_BY_THE_PROGRAM, TITLES, check
from folkmoot.rulebook.parse import parse
from folkmoot.rulebook.starters import starter

NETWORK = starter("network")


def guarantees(*edits: tuple[str, str]) -> list[str]:
    text = NETWORK
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return [fault.guarantee for fault in check(parse(text))]


def test_every_test_of_the_floor_has_a_title_and_a_cure() -> None:
    assert {floor.guarantee for floor in FLOORS} == set(TITLES) - set(KEPT_BY_THE_PROGRAM)
    assert all(floor.cure.endswith(".") for floor in FLOORS)
    assert len({floor.find for floor in FLOORS}) == len(FLOORS)


def test_a_book_that_entrenches_nothing_needs_no_second_majority() -> None:
    start = NETWORK.index("7.8 A change that touches")
    end = NETWORK.index("```examples", start)
    text = (NETWORK[:start] + NETWORK[end:]).replace("```rule\nentrenched: yes\n```\n", "")
    assert check(parse(text)) == ()


def test_a_power_may_open_and_close_by_events_that_have_nothing_to_do_with_each_other() -> None:
    assert guarantees(("within: motion.life from tabling", "within: motion.life from opening")) == []


@pytest.mark.parametrize(
    ("old", "least", "less", "guarantee"),
    [
        ("[28 days]{change.notice}", "[21 days]{change.notice}", "[20 days]{change.notice}", "G5"),
        ("[7 days]{vote.lasts}", "[24 hours]{vote.lasts}", "[23 hours]{vote.lasts}", "G8"),
        ("[7 days]{vote.lasts}", "[3 months]{vote.lasts}", "[4 months]{vote.lasts}", "G21"),
        ("[7 days]{motion.debate}", "[1 working day]{motion.debate}", "[23 hours]{motion.debate}", "G8"),
        ("[7 days]{motion.objecting}", "[2 days]{motion.objecting}", "[47 hours]{motion.objecting}", "G20"),
        ("[1 year]{office.term}", "[5 years]{office.term}", "[61 months]{office.term}", "G11"),
        ("[14 days]{change.delay}", "[24 hours]{change.delay}", "[23 hours]{change.delay}", "G2"),
        ("[more than half]{vote.majority}", "[51%]{vote.majority}", "[at least half]{vote.majority}", "G17"),
        ("[60 days]{change.repeat}", "[83 days]{change.repeat}", "[84 days]{change.repeat}", "G21"),
    ],
)
def test_the_floor_is_kept_at_its_bound_and_not_below(
    old: str, least: str, less: str, guarantee: str
) -> None:
    assert guarantees((old, least)) == []
    assert set(guarantees((old, less))) == {guarantee}
