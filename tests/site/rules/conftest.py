"""The small organisation in which these tests play, founded anew for each."""

from collections.abc import Callable

import pytest

from folkmoot.site.members import clock
from motion_world import World, day, found
from site_world import *  # noqa: F403  the fixtures


@pytest.fixture
def world(db: None) -> World:
    return found()


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Set the clock of the site to a day, counted from the founding."""

    def set_clock(number: float) -> None:
        monkeypatch.setattr(clock, "read", lambda: day(number))

    return set_clock
