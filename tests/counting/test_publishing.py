"""What is published of a count: levels of papers, the account as JSON, the result sheet."""

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import assume, given

from counting.ballot_files import contests
from folkmoot.counting import account_json, account_read, blt, result_sheet
from folkmoot.counting.account import Account, figure
from folkmoot.counting.bounds import Bound
from folkmoot.counting.contest import Contest
from folkmoot.counting.publishing import LEVELS, Exposure, as_read, exposures, pairwise_table
from folkmoot.counting.refusals import BadCount
from folkmoot.counting.rules import RULES, count
from folkmoot.counting.ties import TieNeedsLot

TEA = Contest(
    ("Ada", "=Ben", "Cy", "Di"),
    2,
    {(1, 3, 2): 5, (1, 2): 3, (1, 4, 3, 2): 1, (2, 1): 4, (3, 2, 4, 1): 2, (4, 3): 1, (): 1},
    title="Tea",
)


def counted(contest: Contest, rule: str) -> Account | None:
    """None where the lot is needed before anything is decided."""
    try:
        return count(contest, rule, lot=tuple(contest.candidates))
    except TieNeedsLot:
        return None


@given(contests())
def test_papers_cut_as_far_as_the_count_read_them_give_the_same_account(contest: Contest) -> None:
    for rule in ("scottish-2011/1", "ers97/1"):
        account = counted(contest, rule)
        if account is None:
            continue
        cut = as_read(contest, account)
        again = counted(cut, rule)
        assert again is not None
        assert (again.elected, again.stages) == (account.elected, account.stages)
        shown = exposures(contest, account)
        assert tuple(shown) == LEVELS
        whole, read, *tables = shown.values()
        assert whole.papers == read.papers == sum(contest.papers.values())
        assert read.distinct <= whole.distinct and read.unique <= whole.unique
        assert tables == [Exposure(0, 0, 0)] * 2


@pytest.mark.parametrize("rule", ["scottish-2011/1", "ers97/1"])
def test_papers_cut_for_a_count_under_quotas_are_enough_to_count_also_without_them(rule: str) -> None:
    for last in (1, 2, 3, 4):
        bounds = (Bound("a group", frozenset({last}), at_least=1),)
        free = count(TEA, rule, lot=(1, 2, 3, 4))
        bound = count(TEA, rule, lot=(1, 2, 3, 4), bounds=bounds)
        cut = as_read(TEA, bound, free)
        assert count(cut, rule, lot=(1, 2, 3, 4)).stages == free.stages
        assert count(cut, rule, lot=(1, 2, 3, 4), bounds=bounds).stages == bound.stages
        assert as_read(TEA, free, bound) == cut


def test_the_unique_papers_are_counted() -> None:
    account = count(TEA, "scottish-2011/1")
    shown = exposures(TEA, account)
    assert shown["whole ballots"] == Exposure(17, 7, 3)


def test_the_pairwise_table_leaves_the_withdrawn_last() -> None:
    assert pairwise_table(replace(TEA, withdrawn=frozenset((4,))))[3] == (0, 0, 0, 0)
    assert pairwise_table(TEA)[0][1] == 9


def test_the_account_as_json_has_what_the_specification_says() -> None:
    account = count(TEA, "scottish-2011/1")
    data = account_json.encode(account_json.as_object(account, blt.digest(TEA), "Tea"))
    told = json.loads(data)
    assert told["format"] == "folkmoot/count/v1"
    assert told["ballots"] == blt.digest(TEA)
    assert told["elected"] == list(account.elected)
    assert told["stages"][0]["votes"] == ["9.00000", "4.00000", "2.00000", "1.00000"]
    assert all(step["paragraph"] and step["sentence"] for stage in told["stages"] for step in stage["steps"])
    assert data == json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def test_under_meek_the_json_has_what_each_candidate_keeps() -> None:
    account = count(TEA, "meek-prf/1", lot=(1, 2, 3, 4))
    stages = json.loads(account_json.encode(account_json.as_object(account, "")))["stages"]
    for stage, told in zip(account.stages, stages, strict=True):
        assert stage.keep is not None
        assert told["keep"] == [figure(each, 9) for each in stage.keep]
    assert b"keep" not in account_json.encode(account_json.as_object(count(TEA, "scottish-2011/1"), ""))


@pytest.mark.parametrize("rule", sorted(RULES))
@given(contest=contests())
def test_an_account_is_read_back_from_its_json(rule: str, contest: Contest) -> None:
    contest = replace(contest, seats=1) if RULES[rule].one_place else contest
    assume(contest.standing)
    account = count(contest, rule, lot=tuple(contest.candidates))
    told = account_json.as_object(account, "", sentences=False)
    again = account_read.read(account_json.encode(told))
    assert account_json.encode(account_json.as_object(again, "", sentences=False)).count(b"paragraph") > 0
    bare = [replace(stage, steps=()) for stage in account.stages]
    assert [replace(stage, steps=()) for stage in again.stages] == bare
    kept = replace(again, stages=account.stages, looked_at=account.looked_at, held=account.held)
    assert kept == replace(account, invalid=dict(account.invalid))
    assert all(step.said and step.paragraph for stage in again.stages for step in stage.steps)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b'{"format":"folkmoot/count/v2"}',
        b'{"format":"folkmoot/count/v1","stages":[]}',
        b"\xff",
        b"[" * 100_000,
    ],
)
def test_what_is_no_account_is_refused(data: bytes) -> None:
    with pytest.raises(BadCount, match="the account"):
        account_read.read(data)


def test_an_account_with_other_figures_than_its_rule_has_is_refused() -> None:
    told = account_json.encode(account_json.as_object(count(TEA, "scottish-2011/1"), ""))
    assert account_read.read(told, ("W", "X", "Y", "Z")).names == ("W", "X", "Y", "Z")
    for old, new in ((b'"9.00000"', b'"9.000"'), (b'"9.00000"', b'"-9.00000"'), (b'"9.00000",', b"")):
        assert old in told
        with pytest.raises(BadCount):
            account_read.read(told.replace(old, new, 1))


def test_the_digest_of_an_account_does_not_hang_on_its_wording() -> None:
    account = count(TEA, "scottish-2011/1")
    bare = account_json.as_object(account, "x", sentences=False)
    assert "sentence" not in account_json.encode(bare).decode()
    assert account_json.digest(account, "x") != account_json.digest(account, "y")


@given(contests())
def test_every_number_in_the_json_is_whole_and_every_vote_a_string(contest: Contest) -> None:
    account = counted(contest, "scottish-2011/1")
    if account is None:
        return
    told = json.loads(account_json.encode(account_json.as_object(account, "")), parse_float=lambda _: 1 / 0)
    for stage in told["stages"]:
        assert all(isinstance(each, str) for each in stage["votes"])
        assert len(stage["votes"]) == len(contest.names)


def test_the_result_sheet_has_candidates_down_and_stages_across() -> None:
    account = count(TEA, "scottish-2011/1")
    rows = list(csv.reader(io.StringIO(result_sheet.write(account, "Tea").decode())))
    start = rows.index([]) + 1
    assert rows[0] == ["Contest", "Tea"]
    heading, columns, *table = rows[start:]
    assert {len(row) for row in rows[start:]} == {2 * len(account.stages) + 2}
    assert heading[1:3] == ["Stage 1", "first preferences"]
    assert columns[:3] == ["Candidate", "Transfer", "Total"]
    assert [row[0] for row in table] == [
        "Ada",
        "'=Ben",
        "Cy",
        "Di",
        "Non-transferable",
        "Lost to rounding",
        "Total",
    ]
    assert table[0][2] == "9.00000" and table[0][-1] == "elected at stage 1"
    assert set(table[-1][2::2]) == {"16.00000"}
