"""Amendments as bytes: one spelling, a closed vocabulary, and nothing that the text could not hold."""

import json
from typing import Any

import pytest
from hypothesis import given

from folkmoot.texts.clause import BadText, Clause
from folkmoot.texts.edits import KINDS, Amendment, Delete, Insert, Relabel, Reword, Sweep, read_amendment
from texts.chance import assemblies
from texts.text_world import PLAN

SAID = Amendment(
    7,
    PLAN.digest,
    (
        Reword("fees", "body", 11, 15, "five", "ten", 1),
        Insert("aims", "", Clause("new", "item", body="Peace.")),
        Relabel("fees", None),
    ),
    sweeps=(Sweep("five", "ten", (("rows", "body", 25),), inserted=True),),
)


def written(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def changed(**fields: Any) -> bytes:
    """The bytes of an amendment of one rewording, with other fields."""
    edit = {
        "kind": "reword",
        "clause": "a",
        "field": "body",
        "start": 0,
        "end": 1,
        "old": "a",
        "new": "b",
    } | fields
    edit = {name: value for name, value in edit.items() if value is not ...}
    return written({"format": "folkmoot/amendment/v1", "base": "0" * 64, "edits": [edit]})


def test_an_amendment_reads_as_it_was_written() -> None:
    assert read_amendment(SAID.data, 7) == SAID
    assert json.loads(SAID.data)["edits"][0] == {
        "kind": "reword",
        "clause": "fees",
        "field": "body",
        "start": 11,
        "end": 15,
        "old": "five",
        "new": "ten",
        "sweep": 1,
    }
    assert json.loads(SAID.data)["edits"][2] == {"kind": "relabel", "clause": "fees"}
    assert len(SAID.digest) == 64


def test_numbers_and_links_are_no_part_of_the_bytes() -> None:
    assert (
        Amendment(1, PLAN.digest, (Delete("fees"),)).data
        == Amendment(2, PLAN.digest, (Delete("fees"),), 1).data
    )
    assert read_amendment(SAID.data, 3, 2).amends == 2


@given(assemblies())
def test_any_amendment_reads_as_it_was_written(world) -> None:
    for each in world[1]:
        assert read_amendment(each.data, each.number) == each


def test_the_vocabulary_is_closed() -> None:
    assert list(KINDS) == ["reword", "insert", "delete", "replace", "move", "wrap", "relabel"]


BAD: dict[str, bytes] = {
    "no bytes": b"",
    "no JSON": b"{",
    "no map": b"[]",
    "no UTF-8": b'{"\xff":1}',
    "a key twice": b'{"base":"","base":"","edits":[],"format":"folkmoot/amendment/v1"}',
    "a number too long to read": b'{"a":' + b"9" * 5000 + b"}",
    "too deep": b"[" * 100_000,
    "another format": written({"format": "folkmoot/text/v1", "base": "0" * 64, "edits": []}),
    "something more": written({"format": "folkmoot/amendment/v1", "base": "0" * 64, "edits": [], "x": 1}),
    "no base": written({"format": "folkmoot/amendment/v1", "edits": []}),
    "a base in capitals": written({"format": "folkmoot/amendment/v1", "base": "A" * 64, "edits": []}),
    "edits that are no list": written({"format": "folkmoot/amendment/v1", "base": "0" * 64, "edits": {}}),
    "an edit that is no map": written({"format": "folkmoot/amendment/v1", "base": "0" * 64, "edits": [1]}),
    "sweeps of nothing": written(
        {"format": "folkmoot/amendment/v1", "base": "0" * 64, "edits": [], "sweeps": []}
    ),
    "blanks": changed().replace(b":", b": "),
    "an escape": changed(new="é").replace("é".encode(), b"\\u00e9"),
    "another kind": changed(kind="T"),
    "a kind that is no word": changed(kind=["reword"]),
    "no kind": changed(kind=...),
    "no clause": changed(clause=...),
    "no new words": changed(new=...),
    "something strange": changed(by="x"),
    "a clause that is no id": changed(clause="A b"),
    "another field": changed(field="footer"),
    "a field that is no word": changed(field=1),
    "a start below nothing": changed(start=-1),
    "a start that is true": changed(start=True),
    "a start that is a fraction": changed(start=0.5),
    "a start like a fraction": changed(start=0).replace(b'"start":0', b'"start":0.0'),
    "an end beyond any text": changed(end=10**9),
    "new words that are null": changed(new=None),
    "letters that are not composed": changed(new="e\u0301"),
    "a hidden character": changed(new="a\u202eb"),
    "a control character": changed(new="a\x00b"),
    "half a surrogate pair": changed().replace(b'"new":"b"', b'"new":"\\ud800"'),
    "sweep 0, which goes without saying": changed(sweep=0),
    "a fragment that is no clause": changed(kind="insert", parent="", after="", clause={"id": "x"}).replace(
        b"}", b"}"
    ),
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_any_other_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(BadText):
        read_amendment(data)


BAD_SWEEPS: dict[str, Any] = {
    "no map": 1,
    "nothing to find": {"replace": "x"},
    "something more": {"find": "x", "replace": "y", "whole": True},
    "inserted, which is false": {"find": "x", "replace": "y", "inserted": False},
    "struck off twice": {
        "find": "x",
        "replace": "y",
        "struck": [{"clause": "a", "field": "body", "start": 0}] * 2,
    },
    "struck off nowhere": {"find": "x", "replace": "y", "struck": []},
    "struck off without a start": {"find": "x", "replace": "y", "struck": [{"clause": "a", "field": "body"}]},
    "struck off out of order": {
        "find": "x",
        "replace": "y",
        "struck": [{"clause": id, "field": "body", "start": 0} for id in "ba"],
    },
}


@pytest.mark.parametrize("sweep", BAD_SWEEPS.values(), ids=BAD_SWEEPS)
def test_any_other_spelling_of_a_sweep_is_refused(sweep: Any) -> None:
    value = {"format": "folkmoot/amendment/v1", "base": "0" * 64, "edits": [], "sweeps": [sweep]}
    with pytest.raises(BadText):
        read_amendment(written(value))


def test_a_refusal_names_the_place() -> None:
    with pytest.raises(BadText) as refused:
        read_amendment(changed(field="footer"))
    assert refused.value.where == "edits[0].field"
    assert str(refused.value) == "edits[0].field: a field is one of heading, body, tail. Name it."
    with pytest.raises(BadText, match=r"edits\[0\]: a reword states no by. Leave it out."):
        read_amendment(changed(by="x"))
