"""Where the real texts lie that nobody here wrote."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

DATA = Path(os.environ.get("FOLKMOOT_DATA") or Path(__file__).parents[3] / "shared")


def each(folders: Callable[[Path], list[Path]]) -> list[Any]:
    """The folders of one kind as parameters of a test, or one that says that there is none."""
    found = [pytest.param(folder, id=folder.name) for folder in folders(DATA)]
    reason = "no such texts: set FOLKMOOT_DATA to the folder of shared data"
    return found or [pytest.param(None, marks=pytest.mark.skip(reason=reason), id="none")]
