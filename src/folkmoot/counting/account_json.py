"""The account of a count as JSON, for programs and for the record (spec/counts.md, "The result as JSON").

Votes and values are strings with the decimals of the rule, as the declarations print them; papers and numbers
of candidates are integers. The bytes are canonical (RFC 8785): there is nothing in it but objects with plain
keys, lists, strings, small integers and null.
"""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TypeAlias

from folkmoot.counting.account import Account, Stage, figure

FORMAT = "folkmoot/count/v1"
Json: TypeAlias = "None | bool | int | str | Sequence[Json] | Mapping[str, Json]"


def as_object(account: Account, ballots: str, title: str = "", *, sentences: bool = True) -> dict[str, Json]:
    """The account as an object of JSON.

    Args:
        ballots: digest of the canonical ballot file (`blt.digest`).
        title: of the contest.
        sentences: False leaves the sentences out, whose wording decides nothing.
    """
    return {
        "format": FORMAT,
        "rule": account.rule,
        "ballots": ballots,
        "title": title,
        "names": list(account.names),
        "seats": account.seats,
        "withdrawn": sorted(account.withdrawn),
        "valid": account.valid,
        "invalid": dict(account.invalid),
        "quota": _units(account.quota, account),
        "elected": list(account.elected),
        "stages": [_stage(stage, account, sentences) for stage in account.stages],
        **({} if account.matrix is None else {"matrix": account.matrix}),
    }


def encode(value: Json) -> bytes:
    """Canonical bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(account: Account, ballots: str, title: str = "") -> str:
    """SHA-256 of the account without its sentences, in hexadecimal digits: a rewording changes nothing."""
    return sha256(encode(as_object(account, ballots, title, sentences=False))).hexdigest()


def _units(units: int | None, account: Account) -> str | None:
    return None if units is None else figure(units, account.decimals)


def _stage(stage: Stage, account: Account, sentences: bool) -> dict[str, Json]:
    def votes(units: int) -> str:
        return figure(units, account.decimals)

    return {
        "number": stage.number,
        "what": stage.what,
        "of": list(stage.of),
        "votes": [votes(each) for each in stage.votes],
        "non_transferable": votes(stage.non_transferable),
        "lost": votes(stage.lost),
        "in_hand": votes(stage.in_hand),
        "quota": _units(stage.quota, account),
        **({} if stage.keep is None else {"keep": [votes(each) for each in stage.keep]}),
        "flows": [
            {"from": each.source, "to": each.target, "papers": each.papers, "value": votes(each.value)}
            for each in stage.flows
        ],
        **{
            name: list(told)
            for name, told in (
                ("elected", stage.elected),
                ("excluded", stage.excluded),
                ("guarded", stage.guarded),
                ("doomed", stage.doomed),
            )
        },
        "ties": [
            {
                "among": list(each.among),
                "over": each.over,
                "settled_by": each.settled_by,
                "chosen": each.chosen,
            }
            for each in stage.ties
        ],
        "margins": [
            {"excluded": each.excluded, "next_above": each.next_above, "votes": votes(each.units)}
            for each in stage.margins
        ],
        "steps": [
            {"paragraph": each.paragraph, **({"sentence": str(each.said)} if sentences else {})}
            for each in stage.steps
        ],
    }
