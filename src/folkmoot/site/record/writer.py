"""One writer: the process that holds the writing lock of a data folder, and no other, may write its record.

Two writers would fork the log for ever. With SQLite the lock is on the file `DIR/writer.lock`; with
PostgreSQL it is an advisory lock of a connection that stays open. Either goes when the process ends, however
it ends.
"""

import os
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections

ADVISORY = 0x464F4C4B  # "FOLK"
TRIES = 20  # a tenth of a second apart


class AnotherWriter(Exception):
    """Another process writes this record."""

    def __init__(self) -> None:
        super().__init__("another process writes this record")


_held: Any = None
_held_for: object = None


def hold() -> bool:
    """Take the lock, or keep it; whether it was taken just now. Raises `AnotherWriter`."""
    global _held, _held_for
    if _held is not None and _held_for == _place():
        return False
    let_go()
    _held = (
        _lock_of_database() if connection.vendor == "postgresql" else _lock_of_folder(settings.FOLKMOOT_DIR)
    )
    _held_for = _place()
    return True


def holds() -> bool:
    """Whether this process may write the record."""
    return _held is not None and _held_for == _place()


def let_go() -> None:
    """Give the lock back, if it is held."""
    global _held, _held_for
    if _held is not None:
        _held.close()
    _held = _held_for = None


def _place() -> object:
    return (os.getpid(), settings.FOLKMOOT_DIR, str(connection.settings_dict["NAME"]))


def _lock_of_folder(folder: Path) -> Any:
    folder.mkdir(parents=True, exist_ok=True)
    file = (folder / "writer.lock").open("a+b")
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise AnotherWriter from None
    return file


def _lock_of_database() -> Any:
    apart = connections.create_connection("default")  # type: ignore[no-untyped-call, unused-ignore]
    apart.inc_thread_sharing()  # taken by one thread, given back by another
    try:
        for _ in range(TRIES):  # the server may take a moment to notice that a writer before us has gone
            with apart.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY])
                if cursor.fetchone()[0]:
                    return apart
            time.sleep(0.1)
        raise AnotherWriter
    except BaseException:
        apart.close()
        raise
