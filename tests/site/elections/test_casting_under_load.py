"""Sixty voters cast at once while the server is killed: no ballot is lost, and none is doubled.

On PostgreSQL where FOLKMOOT_DATABASE names one, else on SQLite.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import casting_load

ADDRESS = os.environ.get("FOLKMOOT_DATABASE", "")
VOTERS = 60
pytestmark = [pytest.mark.database, pytest.mark.sqlite]


@pytest.fixture
def database() -> Iterator[str]:
    """The address of a new, empty database; nothing for SQLite."""
    if not ADDRESS.startswith("postgres"):
        yield ""
        return
    import psycopg

    name = f"folkmoot_casting_{os.getpid()}"
    with psycopg.connect(ADDRESS, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield urlsplit(ADDRESS)._replace(path=f"/{name}").geturl()
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.skipif(os.name == "nt", reason="processes are killed in another way here")
def test_every_receipt_is_in_the_box_once_though_the_server_was_killed(database: str, tmp_path: Path) -> None:
    site = casting_load.Site(tmp_path, VOTERS, database)
    site.make()
    site.start()
    try:
        load = casting_load.all_vote(site, kill=True)
        casting_load.check_box(site, load)
        casting_load.declare(site, load)
    finally:
        site.end()
    assert load.broken > 0
