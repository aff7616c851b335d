"""Tests of the site: one folder a room, one file an act or page."""

import os

import pytest

from site_world import *  # noqa: F403  the fixtures


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On another database than the usual one, only what uses a database has something new to say."""
    if os.environ.get("FOLKMOOT_DATABASE"):
        left_out = [item for item in items if not _uses_a_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if _uses_a_database(item)]


def _uses_a_database(item: pytest.Item) -> bool:
    asks_for = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(asks_for or item.get_closest_marker("django_db"))
