"""An assembly that has just been founded, with nobody's pages."""

from collections.abc import Callable
from typing import Any

import pytest

from record_world import found, join


@pytest.fixture
def founded(db: None) -> Any:
    """The entry of the founding act."""
    return found()


@pytest.fixture
def joining(founded: Any) -> Callable[..., Any]:
    """Enters that person number n joins."""
    return join
