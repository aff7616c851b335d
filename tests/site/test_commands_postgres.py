"""Backup and the single writer on PostgreSQL; skipped where the tests run on SQLite."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import DataError, connection

from folkmoot.site.record import writer
from site_commands import audited, environment, fill, folkmoot

ADDRESS = os.environ.get("FOLKMOOT_DATABASE", "")
pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif(not ADDRESS.startswith("postgres"), reason="FOLKMOOT_DATABASE names no PostgreSQL"),
]
HOLD = """
import sys
import folkmoot.site, django
django.setup()
from folkmoot.site.record import writer
writer.hold()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def two_databases() -> Iterator[list[str]]:
    """The addresses of two new, empty databases."""
    import psycopg

    names = ["folkmoot_one", "folkmoot_two"]
    with psycopg.connect(ADDRESS, autocommit=True) as connection:
        for name in names:
            connection.execute(f"DROP DATABASE IF EXISTS {name}")
            connection.execute(f"CREATE DATABASE {name}")
        yield [urlsplit(ADDRESS)._replace(path=f"/{name}").geturl() for name in names]
        for name in names:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_backup_is_restored_into_another_database(two_databases: list[str], tmp_path: Path) -> None:
    if shutil.which("pg_dump") is None:
        pytest.skip("pg_dump is not installed")
    one, two = two_databases
    fill(tmp_path / "site", "published", database=one)
    done = folkmoot("backup", "--dir", tmp_path / "site", "--to", tmp_path / "kept.tar", database=one)
    assert done.returncode == 0, done.stderr
    done = folkmoot("restore", tmp_path / "kept.tar", "--dir", tmp_path / "new", database=two)
    assert done.returncode == 0, done.stderr
    assert "good: 11 acts replay, and 11 of them stand" in done.stderr
    assert audited(str(tmp_path / "new" / "record")) == 11
    done = folkmoot("restore", tmp_path / "kept.tar", "--dir", tmp_path / "third")
    assert (done.returncode, "set FOLKMOOT_DATABASE" in done.stderr) == (1, True)


def test_a_second_writer_is_refused_by_the_database(two_databases: list[str], tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD],
        env=environment(FOLKMOOT_DIR=str(tmp_path / "one"), FOLKMOOT_DATABASE=two_databases[0]),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        second = folkmoot("publish", "--dir", tmp_path / "two", database=two_databases[0])
        assert (second.returncode, second.stderr) == (1, "folkmoot: another process writes this record\n")
        holder.communicate(timeout=10)


@pytest.mark.django_db
def test_a_lock_that_cannot_be_asked_for_leaves_no_session_open(monkeypatch: pytest.MonkeyPatch) -> None:
    def sessions() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
            return int(cursor.fetchone()[0])

    opened = sessions()
    monkeypatch.setattr(writer, "ADVISORY", "no number")
    with pytest.raises(DataError) as fault:
        writer.hold()
    assert not writer.holds()
    assert fault.traceback  # still alive, so that nothing was closed only because it was collected
    for _ in range(50):  # the server takes a moment to end a session
        if sessions() == opened:
            break
        time.sleep(0.1)
    assert sessions() == opened
