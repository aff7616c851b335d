"""Backup and restore: one tar with the database, the published record and the settings; the keys apart.

Whoever has the keys can read what members have sealed, and sign in the name of the record. So they go into a
file of their own beside the tar, which is to be stored somewhere else. The keys that wrap those of the cases
go into neither (decision 15): what has been erased must not come back with a backup.
"""

import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.db import connection

from folkmoot.site.record.keys import BadKeys, Keys

KEYS = ".keys"
SQLITE = "folkmoot.sqlite3"
POSTGRESQL = "folkmoot.pgdump"
SETTINGS = "folkmoot.toml"
RECORD = "record"
Say = Callable[[str], object]


class CannotRestore(Exception):
    """The backup, or the folder it should go to, will not do. One line says why."""


def backup(to: Path, say: Say) -> None:
    """Write a backup of the site whose settings are loaded to `to`, and its keys to `to` + `.keys`.

    The site may go on running. Raises FileExistsError rather than overwrite.
    """
    home = Path(settings.FOLKMOOT_DIR)
    keys = to.with_name(to.name + KEYS)
    for path in (to, keys):
        if path.exists():
            raise FileExistsError(f"{path} exists already")
    with tempfile.TemporaryDirectory(dir=to.resolve().parent, prefix=".backup-") as drafts:
        draft = Path(drafts) / "tar"
        with tarfile.open(draft, "w") as tar:
            if (home / SETTINGS).is_file():
                tar.add(home / SETTINGS, SETTINGS)
            if (home / RECORD).is_dir():  # in the order of names: the checkpoint before the tiles it needs
                tar.add(home / RECORD, RECORD, filter=_published_only)
                say("copied the published record")
            # Last: the database then holds every act that the checkpoint covers.
            copy = _copy_of_database(Path(drafts))
            tar.add(copy, copy.name)
            say(f"copied the database ({copy.stat().st_size:,} bytes)")
        _write_private(keys, (home / "keys" / "master").read_bytes())
        draft.chmod(0o600)
        draft.replace(to)
    say(f"wrote {to}")
    say(f"wrote {keys}: store it somewhere else; with it, what members have sealed can be read")
    if (home / "keys" / "wrapping").is_dir():
        say("left out the key of the case files: `folkmoot manage copy_wrapping_key FILE` keeps one apart")


def restore(source: Path, folder: Path, say: Say) -> None:
    """Unpack a backup into an empty folder, keys included. Raises `CannotRestore`.

    With PostgreSQL the database must exist and be empty.
    """
    if folder.exists() and any(folder.iterdir()):
        raise CannotRestore(f"{folder} is not empty; a backup is restored into an empty folder")
    keys = source.with_name(source.name + KEYS)
    if not source.is_file():
        raise CannotRestore(f"{source} does not exist")
    if not keys.is_file():
        raise CannotRestore(f"{keys} is missing; put the file with the keys beside the backup")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tarfile.open(source) as tar:
        names = [member.name.partition("/")[0] for member in tar]
        if not {SQLITE, POSTGRESQL} & set(names) or not set(names) <= {SQLITE, POSTGRESQL, SETTINGS, RECORD}:
            raise CannotRestore(f"{source} is not a backup of a site")
        if POSTGRESQL in names and connection.vendor != "postgresql":
            raise CannotRestore(
                "this backup is of a site on PostgreSQL; set FOLKMOOT_DATABASE to an empty database"
            )
        tar.extractall(folder, filter="data")
    say(f"unpacked the backup into {folder}")
    (folder / "keys").mkdir(mode=0o700)
    _write_private(folder / "keys" / "master", keys.read_bytes())
    try:
        Keys(folder)
    except BadKeys as fault:
        raise CannotRestore(f"{keys} does not hold the keys: {fault}") from None
    say("put the keys in their place")
    if POSTGRESQL in names:
        _run(["pg_restore", "--no-owner", "--exit-on-error", *_as_dbname(), str(folder / POSTGRESQL)])
        (folder / POSTGRESQL).unlink()
        say("filled the database")


def _published_only(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    return None if member.name.endswith(".new") else member


def _copy_of_database(folder: Path) -> Path:
    if connection.vendor == "postgresql":
        copy = folder / POSTGRESQL
        _run(["pg_dump", "--format=custom", f"--file={copy}", *_as_dbname()])
        return copy
    copy = folder / SQLITE
    connection.ensure_connection()
    into = sqlite3.connect(copy)
    try:
        connection.connection.backup(into, pages=2000, sleep=0.01)
    finally:
        into.close()
    return copy


def _run(command: Iterable[str]) -> None:
    """Run a program of PostgreSQL; the password goes by the environment, where `ps` does not show it."""
    name, *rest = command
    program = shutil.which(name)
    if program is None:
        raise CannotRestore(f"{name} is not installed; on Debian: sudo apt-get install postgresql-client")
    environment = {**os.environ, "PGPASSWORD": str(connection.settings_dict["PASSWORD"])}
    done = subprocess.run([program, *rest], env=environment, capture_output=True, text=True)
    if done.returncode:
        raise CannotRestore(f"{name} failed: {done.stderr.strip()}")


def _as_dbname() -> list[str]:
    found = connection.settings_dict
    return [
        f"--host={found['HOST']}", f"--port={found['PORT']}",
        f"--username={found['USER']}", f"--dbname={found['NAME']}",
    ]  # fmt: skip


def _write_private(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
