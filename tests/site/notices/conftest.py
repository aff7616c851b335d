"""Each of these tests begins with the small organisation, or with an empty record."""

import pytest

from people import World, founded


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    return founded(monkeypatch)
