"""The examples in `spec/counts.md` come out as the page says."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from folkmoot.counting import majority, rules, tally_sheet
from folkmoot.counting.account import figure
from folkmoot.counting.condorcet import beatpath, schwartz_dropping
from folkmoot.counting.contest import Contest, group
from folkmoot.counting.quorum import Members, Quorum, RootQuorum, ShareOfRoll, check
from folkmoot.counting.refusals import BadBallots
from folkmoot.counting.share import Share, needed

PAGE = (Path(__file__).parents[2] / "spec" / "counts.md").read_text(encoding="utf-8")
EXAMPLES = [json.loads(block) for block in re.findall(r"^```json\n(.*?)^```$", PAGE, re.M | re.S)]


def share(words: list[Any]) -> Share:
    test, numerator, denominator = words
    return Share(numerator, denominator, {"more than": True, "at least": False}[test])


def quorum(words: list[Any] | None) -> Quorum | None:
    match words:
        case None:
            return None
        case ["members", number]:
            return Members(number)
        case ["share of the roll", *rest]:
            return ShareOfRoll(share(rest))
        case ["root of the roll", test, times]:
            return RootQuorum(times, strict=test == "more than")
    raise AssertionError(words)


def run_needed(example: dict[str, Any]) -> object:
    return needed(share(example["share"]), example["base"])


def run_quorum(example: dict[str, Any]) -> object:
    rule = quorum(example["rule"])
    assert rule is not None
    result = check(rule, took_part=example["took_part"], roll=example["roll"])
    return {"needed": result.needed, "met": result.met}


def run_majority(example: dict[str, Any]) -> object:
    result = majority.count(
        example["for"],
        example["against"],
        example["abstained"],
        share=share(example["share"]),
        base=example["base"],
        roll=example["roll"],
        quorum=quorum(example["quorum"]),
    )
    facts = {name: getattr(result, name) for name in ("base", "needed", "carried_by_votes", "carried")}
    return {**facts, "sentence": majority.sentence(result)}


def run_condorcet(example: dict[str, Any]) -> object:
    root = quorum(example.get("quorum"))
    assert root is None or isinstance(root, RootQuorum)
    result = schwartz_dropping(
        [(tuple(ranks), times) for ranks, times in example["ballots"]],
        example["options"],
        example.get("default"),
        example.get("ratios", ()),
        root,
        example.get("roll"),
        example.get("majority_strict", False),
    )
    return {
        "matrix": [list(row) for row in result.matrix],
        "dropped": [[drop.option, drop.paragraph] for drop in result.dropped],
        "rounds": [
            [list(each.schwartz), [[defeat.winner, defeat.loser] for defeat in each.dropped]]
            for each in result.rounds
        ],
        "winners": list(result.winners),
    }


def run_beatpath(example: dict[str, Any]) -> object:
    result = beatpath(tuple(tuple(row) for row in example["matrix"]))
    ends = [(chain[0], chain[-1]) for chain, _ in example["result"]["chains"]]
    return {
        "winners": list(result.winners),
        "chains": [[list(result.chains[pair]), result.strength[pair]] for pair in ends],
    }


def run_tally_sheet(example: dict[str, Any]) -> object:
    return [list(ranks) for ranks in tally_sheet.read(example["text"])]


def run_count(example: dict[str, Any]) -> object:
    papers = group(((ranking, times) for times, ranking in example["papers"]), example["candidates"])
    names = tuple(f"Candidate {number}" for number in range(1, example["candidates"] + 1))
    account = rules.count(
        Contest(names, example["seats"], papers), example["rule"], lot=tuple(example["lot"])
    )

    def said(units: int) -> str:
        return figure(units, account.decimals)

    stages = [
        {
            "of": list(stage.of),
            "votes": [said(votes) for votes in stage.votes],
            "non_transferable": said(stage.non_transferable),
            "lost": said(stage.lost),
            "in_hand": said(stage.in_hand),
            "flows": [[each.source, each.target, each.papers, said(each.value)] for each in stage.flows],
            "elected": list(stage.elected),
            "excluded": list(stage.excluded),
        }
        for stage in account.stages
    ]
    told = [each.keys() for each in example["result"]["stages"]]
    assert len(told) == len(stages)
    return {
        "quota": None if account.quota is None else said(account.quota),
        "elected": list(account.elected),
        "stages": [{key: stage[key] for key in keys} for keys, stage in zip(told, stages, strict=True)],
    }


METHODS = {
    "count": run_count,
    "needed": run_needed,
    "quorum": run_quorum,
    "majority": run_majority,
    "condorcet": run_condorcet,
    "beatpath": run_beatpath,
    "tally sheet": run_tally_sheet,
}


def test_the_page_has_an_example_of_every_method() -> None:
    assert {example["method"] for example in EXAMPLES} == set(METHODS)
    assert PAGE.count("```") == 2 * len(EXAMPLES)


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=[f"{n}-{each['method']}" for n, each in enumerate(EXAMPLES, 1)]
)
def test_an_example_comes_out_as_the_page_says(example: dict[str, Any]) -> None:
    run = METHODS[example["method"]]
    if "refused" in example:
        with pytest.raises(BadBallots, match=re.escape(example["refused"])):
            run(example)
    else:
        assert run(example) == example["result"]
