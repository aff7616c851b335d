"""Real contests from the data folder beside the repository: whatever lies there is what is tested.

A test takes its cases from here, by the form of what lies in the folder and never by its names or numbers.
Where nothing of the form is there, one case stands in that skips and says so.
"""

import csv
import json
import os
from pathlib import Path
from typing import Any

import pytest

DATA = Path(os.environ.get("FOLKMOOT_DATA") or Path(__file__).parents[2].parent / "shared") / "counting"


def absent(what: str, *nothing: object) -> list[Any]:
    """The case that skips."""
    reason = f"no {what}: set FOLKMOOT_DATA to the folder of shared data"
    return [pytest.param(*nothing, marks=pytest.mark.skip(reason=reason), id="absent")]


def files(*patterns: str, holding: bytes = b"") -> list[Any]:
    """A case for each file that is like one of the patterns, and holds such bytes."""
    found = sorted({file for pattern in patterns for file in DATA.glob(pattern)})
    cases = [
        pytest.param(file, id=str(file.relative_to(DATA))) for file in found if holding in file.read_bytes()
    ]
    return cases or absent(" or ".join(patterns), Path())


def told(path: str) -> list[Any]:
    """A case for each contest in a file of JSON, by name: the name, and what is told of it."""
    file = DATA / path
    contests = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return [pytest.param(name, facts, id=name) for name, facts in contests.items()] or absent(path, "", {})


def ballots_of(name: str) -> bytes:
    """The ballot file of a contest that is told of elsewhere, in whichever folder it lies."""
    found = sorted(DATA.glob(f"*/{name}.blt"))
    if not found:
        pytest.skip(f"no ballots of {name}")
    return found[0].read_bytes()


def winners() -> list[dict[str, str]]:
    """The rows of the list of winners; none where it is not there."""
    file = DATA / "expected-winners.csv"
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines())) if file.exists() else []
