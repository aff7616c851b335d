"""Tests of the site: one folder a room, one file an act or page."""

from pathlib import Path

import pytest

from site_world import *  # noqa: F403  the fixtures

HERE = Path(__file__).parent
OWN_WORDS = [HERE / room for room in ("record", "evidence")]
"""Rooms that speak to each kind of database in its own words: their tests run on both."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses a database, before pytest chooses by marks."""
    for item in items:
        if _uses_a_database(item):
            item.add_marker(pytest.mark.database)
        if any(item.path.is_relative_to(room) for room in OWN_WORDS):
            item.add_marker(pytest.mark.sqlite)


def _uses_a_database(item: pytest.Item) -> bool:
    asks_for = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(asks_for or item.get_closest_marker("django_db"))
