"""An account of a count read back from its JSON, as it lies beside a record of which no papers are published.

What single papers went through is not in it, nor are sentences whose wording decides nothing: in their place
each stage says who was elected and excluded at it, under all paragraphs that were applied. A table of pairs
gives all its sentences again.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from folkmoot.counting.account import Account, Flow, Margin, Stage, Step, Tie
from folkmoot.counting.account_json import FORMAT
from folkmoot.counting.pairwise import Matrix
from folkmoot.counting.ranked import steps_of
from folkmoot.counting.refusals import BadCount
from folkmoot.counting.who import who
from folkmoot.sentence import say

Read = TypeVar("Read")


def read(data: bytes, names: Sequence[str] = ()) -> Account:
    """The account, under the names in it unless others are given.

    Raises:
        BadCount: it is no such account.
    """
    try:
        told = json.loads(data)
        if told["format"] != FORMAT:
            raise BadCount(f"the account is not in the form {FORMAT}.")
        return _account(told, tuple(names or told["names"]))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as bad:
        if isinstance(bad, BadCount):
            raise
        raise BadCount("the account cannot be read.") from None


def _account(told: dict[str, Any], names: tuple[str, ...]) -> Account:
    decimals = len(told["stages"][0]["votes"][0].partition(".")[2])

    def units(votes: str) -> int:
        whole, _, rest = votes.partition(".")
        if len(rest) != decimals or not f"{whole}{rest}".isdigit():
            raise ValueError(votes)
        return int(whole + rest)

    matrix = told.get("matrix")
    found = Account(
        rule=told["rule"],
        names=names,
        seats=told["seats"],
        withdrawn=frozenset(told["withdrawn"]),
        decimals=decimals,
        valid=told["valid"],
        invalid=dict(told["invalid"]),
        quota=_maybe(units, told["quota"]),
        elected=tuple(told["elected"]),
        stages=tuple(_stage(each, units, names) for each in told["stages"]),
        looked_at={},
        held={},
        matrix=None if matrix is None else tuple(tuple(map(int, row)) for row in matrix),
    )
    return found if found.matrix is None else _by_pairs(found, found.matrix)


def _by_pairs(found: Account, matrix: Matrix) -> Account:
    """An account by pairs, with the sentences that its table gives."""
    size, (stage,) = len(found.names), found.stages
    if len(matrix) != size or any(len(row) != size for row in matrix):
        raise ValueError(matrix)
    standing = [n for n in range(1, size + 1) if n not in found.withdrawn]
    steps = steps_of(matrix, standing, found.names, found.rule, found.valid, found.elected)
    return replace(found, stages=(replace(stage, steps=steps),))


def _stage(told: dict[str, Any], units: Callable[[str], int], names: Sequence[str]) -> Stage:
    votes = tuple(map(units, told["votes"]))
    if len(votes) != len(names):
        raise ValueError(votes)
    keep = told.get("keep")
    return Stage(
        number=told["number"],
        what=told["what"],
        of=tuple(told["of"]),
        votes=votes,
        non_transferable=units(told["non_transferable"]),
        lost=units(told["lost"]),
        in_hand=units(told["in_hand"]),
        quota=_maybe(units, told["quota"]),
        flows=tuple(
            Flow(each["from"], each["to"], each["papers"], units(each["value"])) for each in told["flows"]
        ),
        elected=tuple(told["elected"]),
        excluded=tuple(told["excluded"]),
        guarded=tuple(told["guarded"]),
        doomed=tuple(told["doomed"]),
        ties=tuple(
            Tie(tuple(each["among"]), each["over"], each["settled_by"], each["chosen"])
            for each in told["ties"]
        ),
        margins=tuple(
            Margin(each["excluded"], each["next_above"], units(each["votes"])) for each in told["margins"]
        ),
        steps=_steps(told, names),
        keep=None if keep is None else tuple(map(units, keep)),
    )


def _maybe(units: Callable[[str], Read], votes: str | None) -> Read | None:
    return None if votes is None else units(votes)


def _steps(told: dict[str, Any], names: Sequence[str]) -> tuple[Step, ...]:
    """The fates settled at a stage, under the paragraphs that were applied at it, each once."""
    paragraphs = ", ".join(dict.fromkeys(each["paragraph"] for each in told["steps"]))
    fates = [
        Step(paragraphs, say(template, names=who(names, *told[key])))
        for key, template in (("elected", "Elected: {names}."), ("excluded", "Excluded: {names}."))
        if told[key]
    ]
    return tuple(fates) or (Step(paragraphs, say("Nobody is elected or excluded.")),)
