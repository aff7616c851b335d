"""The vectors of `spec/acts.md`: good records replay, bad ones fail where they say and why they say."""

import json
from pathlib import Path
from typing import Any

import pytest

from folkmoot.procedure.replay import BadAct, replay
from folkmoot.tlog.leaf import Leaf
from procedure.vectors import FOLDER, files, leaves_of

GOOD = sorted((FOLDER / "good").glob("*/entries.jsonl"))
BAD = sorted((FOLDER / "bad").glob("*.json"))


def entries(path: Path) -> list[Leaf]:
    return [Leaf.decode(line) for line in path.read_bytes().splitlines()]


def papers(path: Path) -> dict[str, bytes]:
    return {paper.name: paper.read_bytes() for paper in (path.parent / "paper").iterdir()}


def test_there_are_more_bad_vectors_than_good_ones() -> None:
    assert len(GOOD) == 5
    assert len(BAD) > 12


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.parent.name)
def test_a_good_record_replays(path: Path) -> None:
    found = entries(path)
    assembly = replay(iter(found), papers(path).get)
    assert assembly.size == len(found)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_record_fails_where_it_says(path: Path) -> None:
    vector: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    good = FOLDER / "good" / vector["record"] / "entries.jsonl"
    beside = papers(good) | {digest: text.encode() for digest, text in vector["papers"].items()}
    record = [*entries(good)[: vector["keep"]], *leaves_of(vector["then"])]
    with pytest.raises(BadAct) as bad:
        replay(iter(record), beside.get)
    assert bad.value.index == vector["fails"]
    assert vector["says"] in bad.value.reason


def test_the_vectors_are_what_the_generator_makes() -> None:
    made = files()
    lying = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file()}
    assert lying == set(made), "run: python -m procedure.vectors, with tests on the path"
    for name, data in made.items():
        assert (FOLDER / name).read_bytes() == data, name
