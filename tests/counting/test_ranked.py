"""One place by pairs, with an account: the winners of the matrix, the circle told, the lot where it must."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counting.shared_data import ballots_of, told
from folkmoot.counting import account_json, account_read, blt, rules
from folkmoot.counting.condorcet import schwartz_dropping
from folkmoot.counting.contest import Contest
from folkmoot.counting.neighbours import by_table, compare
from folkmoot.counting.refusals import BadCount
from folkmoot.counting.ties import TieNeedsLot

NAMES = ("Ada", "Bo", "Cy")
CIRCLE = {(1, 2, 3): 5, (2, 3, 1): 4, (3, 1, 2): 3}


def test_whoever_goes_before_all_others_is_elected() -> None:
    account = rules.count(Contest(NAMES, 1, {(1, 2): 3, (2, 1): 2, (3, 2): 2}), "condorcet-debian/1")
    said = [str(step.said) for step in account.stages[0].steps]
    assert account.elected == (2,)
    assert "Bo goes before Ada: 4 papers to 3." in said
    assert said[-1] == "Bo is elected."


def test_a_circle_loses_its_weakest_link_and_says_so() -> None:
    account = rules.count(Contest(NAMES, 1, CIRCLE), "condorcet-debian/1")
    assert account.elected == (1,)
    weakest = "They go in a circle; its weakest link is dropped: Cy before Ada, 7 to 5."
    assert weakest in [str(step.said) for step in account.stages[0].steps]


@pytest.mark.parametrize("rule", ["condorcet-debian/1", "beatpath/1"])
def test_the_table_gives_the_sentences_and_the_other_rule_again_without_any_papers(rule: str) -> None:
    even = {(1, 2, 3): 2, (2, 1, 3): 2}
    for papers in (CIRCLE, even):
        account = rules.count(Contest(NAMES, 1, papers), rule, lot=(3, 2, 1))
        data = account_json.encode(account_json.as_object(account, "", sentences=False))
        again = account_read.read(data)
        assert again.stages == account.stages
        (other,) = by_table(again, (3, 2, 1))
        assert other.rule != rule and other.elected == account.elected
    assert by_table(again)[0].elected is None
    assert by_table(rules.count(Contest(NAMES, 1, CIRCLE), "av/1", lot=(3, 2, 1))) == ()


def test_whole_ballots_are_set_beside_the_other_rules_for_one_place() -> None:
    contest = Contest(NAMES, 1, {(1, 2): 4, (2, 1): 2, (3, 2): 3})
    account = rules.count(contest, "condorcet-debian/1")
    found = {each.rule: each.elected for each in compare(contest, account).neighbours}
    assert found == {"beatpath/1": (2,), "av/1": (1,)}


@pytest.mark.parametrize(
    "matrix", [[], [[0, 1], [0, 0], [0, 0]], [[0, 1, 1], [0, 0, 1], [0, 0, 0], [0, 0, 0]]]
)
def test_a_table_of_another_size_is_no_account(matrix: list[list[int]]) -> None:
    account = rules.count(Contest(NAMES, 1, CIRCLE), "condorcet-debian/1")
    data = account_json.encode(dict(account_json.as_object(account, "")) | {"matrix": matrix})
    with pytest.raises(BadCount, match="cannot be read"):
        account_read.read(data)


def test_by_chains_the_circle_is_told_by_its_weakest_links() -> None:
    steps = rules.count(Contest(NAMES, 1, CIRCLE), "beatpath/1").stages[0].steps
    assert [step.paragraph for step in steps][-4:] == ["chains"] * 4
    assert steps[-3].said == (
        "The strongest chain from Ada to Bo has 8 papers at its weakest link; the strongest chain back has 7."
    )


@pytest.mark.parametrize("rule", ["condorcet-debian/1", "beatpath/1"])
def test_where_nobody_stands_the_place_stays_vacant(rule: str) -> None:
    account = rules.count(Contest(NAMES, 1, CIRCLE, frozenset({1, 2, 3})), rule)
    assert account.elected == () and account.invalid == {"no preference": 12}
    assert [str(step.said) for step in account.stages[0].steps] == [
        "Nobody stands for the place: it stays vacant."
    ]
    again = account_read.read(account_json.encode(account_json.as_object(account, "", sentences=False)))
    assert again.stages == account.stages and [each.elected for each in by_table(again)] == [()]


@pytest.mark.parametrize("rule", ["condorcet-debian/1", "beatpath/1"])
def test_equals_are_left_to_the_lot(rule: str) -> None:
    contest = Contest(NAMES, 1, {(1, 2, 3): 2, (2, 1, 3): 2})
    with pytest.raises(TieNeedsLot):
        rules.count(contest, rule)
    assert rules.count(contest, rule, lot=(3, 2, 1)).elected == (2,)


def test_the_withdrawn_are_passed_over() -> None:
    papers = {(2, 1, 3): 4, (1, 3): 2, (3,): 3, (2,): 1}
    account = rules.count(Contest(NAMES, 1, papers, frozenset({2})), "condorcet-debian/1")
    assert account.elected == (1,)
    assert account.invalid == {"no preference": 1}
    assert account.matrix == ((0, 0, 6), (0, 0, 0), (3, 0, 0))


@given(st.dictionaries(st.permutations([1, 2, 3, 4]).map(tuple), st.integers(1, 9), min_size=1))
def test_the_winner_is_one_whom_the_matrix_gives(papers: dict[tuple[int, ...], int]) -> None:
    rows = [(tuple(ranking.index(each) + 1 for each in range(1, 5)), n) for ranking, n in papers.items()]
    lot = (4, 2, 1, 3)
    found = rules.count(Contest(("a", "b", "c", "d"), 1, papers), "condorcet-debian/1", lot=lot)
    assert found.elected[0] in schwartz_dropping(rows, 4).winners


@pytest.mark.parametrize(("name", "facts"), told("condorcet-cycles/expected.json"))
def test_a_real_circle_ends_as_other_programs_say(name: str, facts: dict[str, Any]) -> None:
    one = replace(blt.read(ballots_of(name)), seats=1)
    for rule, key in (
        ("condorcet-debian/1", "schwartz_sequential_dropping"),
        ("beatpath/1", "beatpath_winning_votes"),
    ):
        assert rules.count(one, rule, lot=tuple(one.candidates)).elected[0] in facts[key]


@pytest.mark.parametrize(("name", "facts"), told("reference/single-seat.openstv.json"))
def test_who_goes_before_all_others_is_whom_another_program_names(name: str, facts: dict[str, Any]) -> None:
    one = replace(blt.read(ballots_of(name)), seats=1)
    assert list(rules.count(one, "condorcet-debian/1").elected) == facts["condorcet"]
